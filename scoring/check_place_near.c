/* check_place_near.c: neighbours in the ranking who a few points put on either side of a line between tiers.
 *
 * Raised for the lower of the two. Equal totals told apart by a tie key are zero points apart. Those who share a rank are not
 * told apart by points, whoever of them has a place: by a reserve, or by a decision. */
#include "scoring/check_near.h"

#include <math.h>

static const char *class_of(const CheckSubject *subject, const Standing *standing) {
  return subject->cycle->applicants[standing->applicant].class_id;
}

/* The standing right above in the same class, if that is in another tier; else NULL. */
static const Standing *find_above(const CheckSubject *subject) {
  const Standing *first = (const Standing *)(const void *)subject->ranking->standings->data;
  if (subject->standing == first) return NULL;
  const Standing *above = subject->standing - 1;
  bool across = above->tier != subject->standing->tier && above->rank != subject->standing->rank;
  return across && g_strcmp0(class_of(subject, above), class_of(subject, subject->standing)) == 0 ? above : NULL;
}

static const char *tier_id(const Standing *standing) { return standing->tier ? standing->tier->id : "-"; }

static void ranked(CheckRun *run, const CheckSubject *subject) {
  const Standing *above = find_above(subject);
  if (!above) return;
  Ratio distance = ratio_sub(*above->total, *subject->standing->total);
  double one = near_error(run, above), other = near_error(run, subject->standing),
         error = sqrt(one * one + other * other);
  if (!is_near(run, distance, *above->max, error)) return;
  check_put_decimal(run, "distance", distance, 2);
  check_put_decimal(run, "total", *subject->standing->total, 2);
  check_put_text(run, "tier", tier_id(subject->standing));
  check_put_text(run, "above", subject->cycle->applicants[above->applicant].id);
  check_put_text(run, "above_tier", tier_id(above));
  if (error > 0) check_put_double(run, "error", error);
  check_raise(
      run, subject, SEVERITY_OFF, -1, NULL,
      error > 0
          ? N_("{applicant} ({tier}) is {distance} points below {above} ({above_tier}) across the line between "
               "them; the standard error of that distance is {error}.")
          : N_("{applicant} ({tier}) is {distance} points below {above} ({above_tier}) across the line between them."));
}

const Check check_place_near = {
    .name = "place-near",
    .title = N_("near a line"),
    .sentence = N_("Neighbours in the ranking whom few points put on either side of a line between tiers"),
    .next_step = N_("Have a second person go through both applicants' marks before the line decides."),
    .severity = SEVERITY_NOTE,
    .settings = NEAR_SETTINGS,
    .gather = near_gather,
    .join = near_join,
    .ranked = ranked,
};
