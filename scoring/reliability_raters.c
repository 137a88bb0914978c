/* reliability_raters.c: each assessor against the mean of the colleagues on the same applicants and items, and which
 * assessors are linked by applicants they share. One pass over the scorebooks with running sums. */
#include "scoring/reliability_parts.h"

#include <math.h>

/* Sums over the cells an assessor shares with colleagues: own x, colleagues' mean y. */
typedef struct Sums {
  double n, x, y, xx, yy, xy;
  size_t applicants;
} Sums;

static void add_pair(Sums *s, double x, double y) {
  double n = s->n + 1, dx = x - s->x, dy = y - s->y;
  s->x += dx / n;
  s->y += dy / n;
  s->xx += dx * (x - s->x);
  s->yy += dy * (y - s->y);
  s->xy += dx * (y - s->y);
  s->n = n;
}

static double cell(const Plan *plan, size_t book, size_t item) {
  if (plan->n_items > 0) return (double)g_array_index(plan->results, float, book * plan->n_items + item);
  return 100 * g_array_index(plan->books, PlanBook, book).total / ratio_double(plan->stage->max);
}

static void compare_item(const Plan *plan, size_t from, size_t to, size_t item, Sums *sums, bool *ret_shared) {
  double sum = 0, n = 0;
  for (size_t b = from; b < to; b++) {
    double x = cell(plan, b, item);
    if (isnan(x)) continue;
    sum += x;
    n++;
  }
  for (size_t b = from; b < to && n > 1; b++) {
    double x = cell(plan, b, item);
    if (isnan(x)) continue;
    add_pair(&sums[g_array_index(plan->books, PlanBook, b).assessor], x, (sum - x) / (n - 1));
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

static uint32_t root(uint32_t *team, uint32_t rater) {
  while (team[rater] != rater) rater = team[rater] = team[team[rater]];
  return rater;
}

static void link_panel(const Plan *plan, size_t from, size_t to, uint32_t *team) {
  int64_t first = -1;
  for (size_t b = from; b < to; b++) {
    const PlanBook *book = &g_array_index(plan->books, PlanBook, b);
    if (isnan(book->total)) continue;
    if (first < 0)
      first = book->assessor;
    else
      team[root(team, book->assessor)] = root(team, (uint32_t)first);
  }
}

/* Teams in the order of their first assessor. */
static void number_teams(Reliability *totals, uint32_t *team) {
  G_GNUC_UNUSED g_autofree size_t *number = g_new0(size_t, totals->k + 1), *roots = g_new0(size_t, totals->k + 1);
  for (size_t r = 0; r < totals->k; r++) {
    size_t mine = root(team, (uint32_t)totals->raters[r]), t = 0;
    while (t < totals->teams && roots[t] != mine) t++;
    if (t == totals->teams) roots[totals->teams++] = mine;
    totals->profiles[r].team = t;
  }
}

static double entry(const Agreement *agreement, const char *name, size_t rater) {
  const AgreementValue *value = agreement_value(agreement, "severity", name);
  return value && value->kind == AGREEMENT_LIST && rater < value->n ? value->list[rater] : NAN;
}

static RaterProfile profile_of(const Sums *s, const Agreement *agreement, size_t rater) {
  bool enough = s->n >= 3 && s->xx > 0 && s->yy > 0;
  return (RaterProfile){.level = s->n > 0 ? s->x - s->y : NAN,
                        .spread = enough ? sqrt(s->xx / s->yy) : NAN,
                        .discrimination = enough ? s->xy / sqrt(s->xx * s->yy) : NAN,
                        .severity = entry(agreement, "severity", rater),
                        .severity_se = entry(agreement, "severity_se", rater),
                        .severity_shrunk = entry(agreement, "severity_shrunk", rater),
                        .applicants = s->applicants};
}

void reliability_profiles(const Plan *plan, const Cycle *cycle, Reliability *totals) {
  g_autofree Sums *sums = g_new0(Sums, cycle->n_assessors + 1);
  g_autofree uint32_t *team = g_new(uint32_t, cycle->n_assessors + 1);
  for (uint32_t a = 0; a < cycle->n_assessors; a++) team[a] = a;
  for (size_t from = 0, to; from < plan->books->len; from = to) {
    to = panel_end(plan, from);
    compare_panel(plan, from, to, sums);
    link_panel(plan, from, to, team);
  }
  totals->profiles = g_new0(RaterProfile, totals->k + 1);
  for (size_t r = 0; r < totals->k; r++)
    totals->profiles[r] = profile_of(&sums[totals->raters[r]], totals->agreement, r);
  number_teams(totals, team);
}
