/* reliability_raters.c: each assessor against the mean of the colleagues on the same applicants and items. One pass over
 * the scorebooks; sums are of figures about 50, so that they may be subtracted from each other.
 * Level and discrimination are against the colleagues' mean, spread against that of a single colleague, since a mean of
 * several varies less than any of them. */
#include "scoring/reliability_parts.h"

#include <math.h>

/* Sums over the cells an assessor shares with colleagues: own x, the colleagues' mean y and mean square zz, less 50. */
typedef struct Sums {
  double n, x, y, xx, yy, xy, zz;
  size_t applicants;
} Sums;

static void add_pair(Sums *s, double x, double y, double zz) {
  s->n++;
  s->x += x;
  s->y += y;
  s->xx += x * x;
  s->yy += y * y;
  s->xy += x * y;
  s->zz += zz;
}

static double cell(const Plan *plan, size_t book, size_t item) {
  if (plan->n_items > 0) return plan_result(plan, book, item);
  return 100 * g_array_index(plan->books, PlanBook, book).total / ratio_double(plan->stage->max);
}

static void compare_item(const Plan *plan, size_t from, size_t to, size_t item, Sums *sums, bool *ret_shared) {
  double sum = 0, squares = 0, n = 0;
  for (size_t b = from; b < to; b++) {
    double x = cell(plan, b, item) - 50;
    if (isnan(x)) continue;
    sum += x;
    squares += x * x;
    n++;
  }
  for (size_t b = from; b < to && n > 1; b++) {
    double x = cell(plan, b, item) - 50;
    if (isnan(x)) continue;
    Sums *own = &sums[g_array_index(plan->books, PlanBook, b).assessor];
    add_pair(own, x, (sum - x) / (n - 1), (squares - x * x) / (n - 1));
    ret_shared[b - from] = true;
  }
}

static void compare_panel(const Plan *plan, size_t from, size_t to, Sums *sums) {
  size_t items = MAX(plan->n_items, 1);
  g_autofree bool *shared = g_new0(bool, to - from + 1);
  for (size_t i = 0; i < items; i++) compare_item(plan, from, to, i, sums, shared);
  for (size_t b = from; b < to; b++)
    sums[g_array_index(plan->books, PlanBook, b).assessor].applicants += shared[b - from];
}

static size_t panel_end(const Plan *plan, size_t from) {
  size_t to = from + 1;
  uint32_t applicant = g_array_index(plan->books, PlanBook, from).applicant;
  while (to < plan->books->len && g_array_index(plan->books, PlanBook, to).applicant == applicant) to++;
  return to;
}

static double entry(const Agreement *agreement, const char *name, size_t rater) {
  const AgreementValue *value = agreement_value(agreement, "severity", name);
  return value && value->kind == AGREEMENT_LIST && rater < value->n ? value->list[rater] : NAN;
}

static RaterProfile profile_of(const Sums *s, const Agreement *agreement, size_t rater) {
  double n = s->n, xx = s->xx - s->x * s->x / n, yy = s->yy - s->y * s->y / n, xy = s->xy - s->x * s->y / n;
  double zz = s->zz - s->y * s->y / n;
  bool enough = n >= 3 && xx > 1e-9 * s->xx && yy > 1e-9 * s->yy;
  return (RaterProfile){.level = n > 0 ? (s->x - s->y) / n : NAN,
                        .spread = enough ? sqrt(xx / zz) : NAN,
                        .discrimination = enough ? CLAMP(xy / sqrt(xx * yy), -1, 1) : NAN,
                        .severity = entry(agreement, "severity", rater),
                        .severity_se = entry(agreement, "severity_se", rater),
                        .severity_shrunk = entry(agreement, "severity_shrunk", rater),
                        .applicants = s->applicants};
}

void reliability_profiles(const Plan *plan, const Cycle *cycle, const Links *links, Reliability *totals) {
  g_autofree Sums *sums = g_new0(Sums, cycle->n_assessors + 1);
  for (size_t from = 0, to; from < plan->books->len; from = to) {
    to = panel_end(plan, from);
    compare_panel(plan, from, to, sums);
  }
  totals->teams = links->components;
  totals->profiles = g_new0(RaterProfile, totals->k + 1);
  for (size_t r = 0; r < totals->k; r++) {
    totals->profiles[r] = profile_of(&sums[totals->raters[r]], totals->agreement, r);
    totals->profiles[r].team = (size_t)links->team[r];
  }
}
