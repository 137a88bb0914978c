/* check_floor_near.c: totals so close to a tier's floor that one mark, or another panel, could carry them across it.
 *
 * Tiers in which the applicant's class can have no place are passed by, and of neighbours with one floor the lower. */
#include "scoring/check_near.h"

static Ratio floor_points(const Tier *tier, Ratio max) {
  return tier->floor_percent ? ratio_div(ratio_mul(tier->floor, max), ratio_int(100)) : tier->floor;
}

static const char *sentence_of(bool below, bool by_errors) {
  if (!by_errors)
    return below ? N_("{applicant} with {total} is {distance} points below the floor of “{tier}”, {floor}.")
                 : N_("{applicant} with {total} is {distance} points above the floor of “{tier}”, {floor}.");
  return below ? N_("{applicant} with {total} is {distance} points below the floor of “{tier}”, {floor}; the standard "
                    "error of the total is {error}.")
               : N_("{applicant} with {total} is {distance} points above the floor of “{tier}”, {floor}; the standard "
                    "error of the total is {error}.");
}

static void look_at_floor(CheckRun *run, const CheckSubject *subject, const Tier *tier, Ratio floor) {
  Ratio distance = ratio_sub(*subject->standing->total, floor);
  double error = near_error(run, subject->standing);
  bool below = distance.num < 0;
  if (below) distance = ratio_sub(floor, *subject->standing->total);
  if (!is_near(run, distance, *subject->standing->max, error)) return;
  check_put_decimal(run, "total", *subject->standing->total, 2);
  check_put_short(run, "floor", floor);
  check_put_decimal(run, "distance", distance, 2);
  check_put_text(run, "tier", tier->id);
  if (error > 0) check_put_double(run, "error", error);
  check_raise(run, subject, SEVERITY_OFF, -1, NULL, sentence_of(below, error > 0));
}

static void ranked(CheckRun *run, const CheckSubject *subject) {
  const Rules *rules = subject->award->rules;
  const char *class_id = subject->cycle->applicants[subject->standing->applicant].class_id;
  Ratio last = ratio_int(-1);
  for (size_t i = 0; i < rules->n_tiers; i++) {
    const Tier *tier = &rules->tiers[i];
    if (!tier->has_floor || !rules_tier_is_for(rules, tier, class_id)) continue;
    Ratio floor = floor_points(tier, *subject->standing->max);
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
    .settings = NEAR_SETTINGS,
    .gather = near_gather,
    .join = near_join,
    .ranked = ranked,
};
