/* check_floor_near.c: totals so close to a tier's floor that one mark could carry them across it. */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>

enum { PERCENT, POINTS };

static Ratio floor_points(const Tier *tier, Ratio max) {
  return tier->floor_percent ? ratio_div(ratio_mul(tier->floor, max), ratio_int(100)) : tier->floor;
}

/* Totals may be fractions without end. */
static char *points_figure(Ratio points) { return ratio_decimal(points, 2); }

static void look_at_floor(CheckRun *run, const CheckSubject *subject, const Tier *tier, Ratio floor) {
  Ratio distance = ratio_sub(subject->standing->total, floor);
  bool below = distance.num < 0;
  if (below) distance = ratio_sub(floor, subject->standing->total);
  Ratio near = check_nearness(run->numbers[POINTS], run->numbers[PERCENT], subject->standing->max);
  if (!ratio_is_valid(distance) || ratio_cmp(distance, near) > 0) return;
  check_raise(run, subject, SEVERITY_OFF, -1, NULL,
              below ? N_("{applicant} with {total} is {distance} points below the floor of {tier}, {floor}.")
                    : N_("{applicant} with {total} is {distance} points above the floor of {tier}, {floor}."),
              "total", points_figure(subject->standing->total), "floor", ratio_short(floor), "distance",
              points_figure(distance), "tier", g_strdup(tier->id), NULL);
}

static void ranked(CheckRun *run, const CheckSubject *subject) {
  const Rules *rules = subject->award->rules;
  Ratio last = ratio_int(-1);
  for (size_t i = 0; i < rules->n_tiers; i++) {
    const Tier *tier = &rules->tiers[i];
    if (!tier->has_floor) continue;
    Ratio floor = floor_points(tier, subject->standing->max);
    if (ratio_cmp(floor, last) != 0) look_at_floor(run, subject, tier, floor);
    last = floor;
  }
}

const Check check_floor_near = {
    .name = "floor-near",
    .title = N_("near a floor"),
    .sentence = N_("Totals just above or just below the floor of a tier"),
    .next_step = N_("Have a second person go through this applicant's marks before the floor decides."),
    .severity = SEVERITY_NOTE,
    .settings = {[PERCENT] = {"percent", "0.5", N_("how near, in percent of full marks")},
                 [POINTS] = {"points", "0", N_("how near, in points; above 0 it is used instead of percent")}},
    .ranked = ranked,
};
