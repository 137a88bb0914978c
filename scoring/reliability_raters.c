/* reliability_raters.c: each assessor against the mean of the colleagues on the same applicants and items. One pass over
 * the scorebooks; sums are of figures about 50, so that they may be subtracted from each other.
 * Level and discrimination are against the colleagues' mean, spread against that of a single colleague, since a mean of
 * several varies less than any of them. */
#include "scoring/reliability_parts.h"

#include <math.h>

/* Sums over the cells an assessor shares with colleagues: own x, the colleagues' mean y and mean square zz, less 50. */
struct Compared {
  double n, x, y, xx, yy, xy, zz;
  size_t applicants;
};

/* What a panel gave one item: sum and sum of squares, less 50, and how many numbers. */
typedef struct Given {
  double sum, squares, n;
} Given;

/* In percent; of one figure the total. */
static double cell(const Plan *plan, const PlanPart *part, size_t book, size_t item) {
  if (plan->n_items > 0) return plan_score(part, book, (int64_t)item) - 50;
  return 100 * part->books[book].total / ratio_double(plan->stage->max) - 50;
}

static Given given(const Plan *plan, const PlanPart *part, size_t from, size_t to, size_t item) {
  Given given = {0, 0, 0};
  for (size_t b = from; b < to; b++) {
    double x = cell(plan, part, b, item);
    if (isnan(x)) continue;
    given.sum += x;
    given.squares += x * x;
    given.n++;
  }
  return given;
}

static void add(Compared *to, const Compared *more) {
  to->n += more->n;
  to->x += more->x;
  to->y += more->y;
  to->xx += more->xx;
  to->yy += more->yy;
  to->xy += more->xy;
  to->zz += more->zz;
  to->applicants += more->n > 0;
}

/* A scorebook beside the others of its panel. */
static Compared compare_book(const Plan *plan, const PlanPart *part, size_t book, const Given *panel) {
  Compared sums = {.n = 0};
  for (size_t i = 0; i < MAX(plan->n_items, 1); i++) {
    double x = cell(plan, part, book, i), others = panel[i].n - 1;
    if (isnan(x) || others < 1) continue;
    double y = (panel[i].sum - x) / others;
    sums.n++;
    sums.x += x;
    sums.y += y;
    sums.xx += x * x;
    sums.yy += y * y;
    sums.xy += x * y;
    sums.zz += (panel[i].squares - x * x) / others;
  }
  return sums;
}

static size_t panel_end(const PlanPart *part, size_t from) {
  size_t to = from + 1;
  while (to < part->n && part->books[to].applicant == part->books[from].applicant) to++;
  return to;
}

static void compare_part(const Plan *plan, const PlanPart *part, Given *panel, Compared *compared) {
  for (size_t from = 0, to; from < part->n; from = to) {
    to = panel_end(part, from);
    for (size_t i = 0; i < MAX(plan->n_items, 1); i++) panel[i] = given(plan, part, from, to, i);
    for (size_t b = from; b < to; b++) {
      Compared book = compare_book(plan, part, b, panel);
      add(&compared[part->books[b].assessor], &book);
    }
  }
}

Compared *reliability_compare(const Plan *plan, const Cycle *cycle) {
  Compared *compared = g_new0(Compared, cycle->n_assessors + 1);
  g_autofree Given *panel = g_new(Given, plan->n_items + 1);
  for (guint i = 0; i < plan->parts->len; i++) compare_part(plan, plan->parts->pdata[i], panel, compared);
  return compared;
}

static double entry(const Agreement *agreement, const char *name, size_t rater) {
  const AgreementValue *value = agreement_value(agreement, "severity", name);
  return value && value->kind == AGREEMENT_LIST && rater < value->n ? value->list[rater] : NAN;
}

static RaterProfile profile_of(const Compared *s, const Agreement *agreement, size_t rater, size_t team) {
  double n = s->n, xx = s->xx - s->x * s->x / n, yy = s->yy - s->y * s->y / n, xy = s->xy - s->x * s->y / n;
  double zz = s->zz - s->y * s->y / n;
  bool enough = n >= 3 && xx > 1e-9 * s->xx && yy > 1e-9 * s->yy;
  return (RaterProfile){.level = n > 0 ? (s->x - s->y) / n : NAN,
                        .spread = enough ? sqrt(xx / zz) : NAN,
                        .discrimination = enough ? CLAMP(xy / sqrt(xx * yy), -1, 1) : NAN,
                        .severity = entry(agreement, "severity", rater),
                        .severity_se = entry(agreement, "severity_se", rater),
                        .severity_shrunk = entry(agreement, "severity_shrunk", rater),
                        .applicants = s->applicants,
                        .team = team};
}

void reliability_profiles(const Compared *compared, Reliability *totals) {
  for (size_t r = 0; r < totals->k; r++)
    totals->profiles[r] = profile_of(&compared[totals->raters[r]], totals->agreement, r, totals->profiles[r].team);
}
