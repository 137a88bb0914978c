/* reliability_raters.c: each assessor against the mean of the colleagues on the same applicants and items. One pass over
 * the scorebooks; sums are of figures about 50, so that they may be subtracted from each other.
 * Level and discrimination are against the colleagues' mean, spread against that of a single colleague, since a mean of
 * several varies less than any of them. */
#include "scoring/reliability_parts.h"

#include <math.h>

/* Sums over the cells an assessor shares with colleagues: own x, the colleagues' mean y and mean square zz, less 50; and over
 * applicants the mean difference and its square. */
struct Compared {
  double n, x, y, xx, yy, xy, zz, lean, leans;
  size_t applicants;
};

/* What a panel gave one item: sum and sum of squares, less 50, and one over the number of colleagues; 0: nobody has one. */
typedef struct Given {
  double sum, squares, share;
} Given;

/* In percent, less 50; of one figure the total. */
static double cell(const Plan *plan, const PlanPart *part, size_t book, size_t item) {
  if (plan->n_items > 0) return (double)part->results[item][book] - 50;
  return 100 * part->books[book].total / ratio_double(plan->stage->max) - 50;
}

/* The cells of a panel, book after book; and what they come to per item. */
static void read_panel(const Plan *plan, const PlanPart *part, size_t from, size_t to, double *cells, Given *given) {
  size_t items = MAX(plan->n_items, 1);
  for (size_t i = 0; i < items; i++) {
    double sum = 0, squares = 0, n = 0;
    for (size_t b = from; b < to; b++) {
      double x = cells[(b - from) * items + i] = cell(plan, part, b, i);
      if (isnan(x)) continue;
      sum += x;
      squares += x * x;
      n++;
    }
    given[i] = (Given){sum, squares, n > 1 ? 1 / (n - 1) : 0};
  }
}

/* A scorebook beside the others of its panel. */
static void compare_book(const double *cells, const Given *given, size_t items, Compared *ret) {
  Compared sums = *ret;
  for (size_t i = 0; i < items; i++) {
    double x = cells[i], y = (given[i].sum - x) * given[i].share;
    if (isnan(x) || !(given[i].share > 0)) continue;
    sums.n++;
    sums.x += x;
    sums.y += y;
    sums.xx += x * x;
    sums.yy += y * y;
    sums.xy += x * y;
    sums.zz += (given[i].squares - x * x) * given[i].share;
  }
  if (sums.n > ret->n) {
    double lean = (sums.x - ret->x - (sums.y - ret->y)) / (sums.n - ret->n);
    sums.lean += lean;
    sums.leans += lean * lean;
    sums.applicants++;
  }
  *ret = sums;
}

/* Wherever it lies, soon to be asked for. */
static void fetch(const Compared *compared) {
  __builtin_prefetch(compared);
  __builtin_prefetch((const char *)(compared + 1) - 1);
}

static size_t panel_end(const PlanPart *part, size_t from) {
  size_t to = from + 1;
  while (to < part->n && part->books[to].applicant == part->books[from].applicant) to++;
  return to;
}

static void compare_part(const Plan *plan, const PlanPart *part, Compared *compared) {
  size_t items = MAX(plan->n_items, 1), room = 0;
  g_autofree double *cells = NULL;
  g_autofree Given *given = g_new(Given, items);
  for (size_t from = 0, to; from < part->n; from = to) {
    to = panel_end(part, from);
    if (to - from > room) cells = g_renew(double, cells, (room = to - from) * items);
    read_panel(plan, part, from, to, cells, given);
    for (size_t b = from; b < to; b++) {
      fetch(&compared[part->books[MIN(b + AHEAD, part->n - 1)].assessor]);
      compare_book(cells + (b - from) * items, given, items, &compared[part->books[b].assessor]);
    }
  }
}

Compared *reliability_compare(const Plan *plan, const Cycle *cycle) {
  Compared *compared = g_new0(Compared, cycle->n_assessors + 1);
  for (guint i = 0; i < plan->parts->len; i++) compare_part(plan, plan->parts->pdata[i], compared);
  return compared;
}

static double entry(const Agreement *agreement, const char *name, size_t rater) {
  const AgreementValue *value = agreement_value(agreement, "severity", name);
  return value && value->kind == AGREEMENT_LIST && rater < value->n ? value->list[rater] : NAN;
}

/* Marks of one applicant lean together, so that applicants are what is counted. */
static double level_error(const Compared *s) {
  double n = (double)s->applicants;
  return n > 1 ? sqrt(MAX(s->leans - s->lean * s->lean / n, 0) / (n - 1) / n) : NAN;
}

static RaterProfile profile_of(const Compared *s, const Agreement *agreement, size_t rater, size_t team) {
  double n = s->n, xx = s->xx - s->x * s->x / n, yy = s->yy - s->y * s->y / n, xy = s->xy - s->x * s->y / n;
  double zz = s->zz - s->y * s->y / n;
  bool enough = n >= 3 && xx > 1e-9 * s->xx && yy > 1e-9 * s->yy;
  return (RaterProfile){.level = n > 0 ? (s->x - s->y) / n : NAN,
                        .level_se = level_error(s),
                        .spread = enough ? sqrt(xx / zz) : NAN,
                        .discrimination = enough ? CLAMP(xy / sqrt(xx * yy), -1, 1) : NAN,
                        .severity = entry(agreement, "severity", rater),
                        .severity_se = entry(agreement, "severity_se", rater),
                        .marks = n,
                        .applicants = s->applicants,
                        .team = team};
}

void reliability_profiles(const Compared *compared, Reliability *totals) {
  for (size_t r = 0; r < totals->k; r++)
    totals->profiles[r] = profile_of(&compared[totals->raters[r]], totals->agreement, r, totals->profiles[r].team);
}
