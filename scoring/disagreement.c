/* disagreement.c: mean, median and range of each item of one panel, and who stands apart. */
#include "scoring/disagreement.h"

#include <stdlib.h>

static Ratio limit_of(const Rules *rules, const char *name) {
  Ratio limit = ratio_int(0);
  const char *fallback = NULL;
  for (size_t i = 0; i < CHECK_MAX_SETTINGS && !fallback; i++)
    if (g_strcmp0(check_spread.settings[i].name, name) == 0) fallback = check_spread.settings[i].value;
  g_assert(fallback);
  ratio_parse(rules_check_setting(rules, check_spread.name, name, fallback), &limit);
  return limit;
}

static int by_result(const void *a, const void *b) {
  int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
  return left < right ? -1 : left > right;
}

/* Twice the median of the numbers among results. */
static int128_t middle_of(const CheckItem *item, size_t n_books) {
  if (item->n == 0) return 0;
  g_autofree int64_t *sorted = g_new(int64_t, item->n);
  size_t n = 0;
  for (size_t b = 0; b < n_books; b++)
    if (item->results[b] >= 0) sorted[n++] = item->results[b];
  qsort(sorted, n, sizeof *sorted, by_result);
  return (int128_t)sorted[(n - 1) / 2] + sorted[n / 2];
}

static Talk talk_of(const Disagreements *among, const CheckItem *item) {
  int64_t range = item->high - item->low;
  if (item->n < 2 || range == 0) return TALK_NONE;
  if (check_reaches(item, range, among->discuss)) return TALK_DISCUSS;
  return check_reaches(item, range, among->warn) ? TALK_WARN : TALK_NONE;
}

static void fill(const Disagreements *among, Disagreement *row, const Panel *panel, int64_t *results) {
  CheckItem *item = &row->item;
  check_item_fill(item, panel, results);
  int128_t unit = item->scale->unit, den = (int128_t)item->den * 100;
  row->middle = middle_of(item, panel->n);
  row->mean = item->n ? ratio(item->sum * unit, den * (int128_t)item->n) : ratio_int(0);
  row->median = ratio(row->middle * unit, den * 2);
  row->range = ratio((item->high - item->low) * unit, den);
  row->talk = talk_of(among, item);
  if (item->node) row->title = item->node->title;
}

Disagreements *disagreements_of(const Award *award, const Cycle *cycle, const Panel *panel) {
  const Stage *stage = &award->rules->stages[panel->stage];
  const Criteria *criteria = award_criteria(award, cycle, panel->applicant);
  Disagreements *among = g_new0(Disagreements, 1);
  among->warn = limit_of(award->rules, "warn");
  among->discuss = limit_of(award->rules, "discuss");
  among->n_books = panel->n;
  among->n = check_item_count(stage, criteria);
  among->items = g_new0(Disagreement, among->n + 1);
  among->results = g_new0(int64_t, among->n * panel->n + 1);
  for (size_t i = 0; i < among->n; i++) {
    among->items[i].item = check_item_of(stage, criteria, i);
    fill(among, &among->items[i], panel, among->results + i * panel->n);
  }
  return among;
}

void disagreements_free(Disagreements *disagreements) {
  if (!disagreements) return;
  g_free(disagreements->items);
  g_free(disagreements->results);
  g_free(disagreements);
}

/* Twice the distance against half a limit is the distance against the limit, with the median doubled. */
static bool stands_apart(const CheckItem *item, int128_t distance, Ratio limit) {
  return distance > 0 && distance * 100 * limit.den >= limit.num * item->full;
}

int disagreement_step(const Disagreements *among, const Disagreement *row, size_t book) {
  int64_t result = row->item.results[book];
  if (result < 0) return 0;
  int128_t off = (int128_t)result * 2 - row->middle, distance = off < 0 ? -off : off;
  int step = stands_apart(&row->item, distance, among->discuss) ? 2 : stands_apart(&row->item, distance, among->warn);
  return off < 0 ? -step : step;
}

size_t disagreements_count(const Disagreements *disagreements, Talk least) {
  size_t count = 0;
  for (size_t i = 0; i < disagreements->n; i++) count += disagreements->items[i].talk >= least;
  return count;
}

static int by_range(const void *a, const void *b, void *data) {
  const Disagreement *items = data;
  size_t left = *(const size_t *)a, right = *(const size_t *)b;
  const CheckItem *x = &items[left].item, *y = &items[right].item;
  int128_t wide = (int128_t)(x->high - x->low) * y->full, other = (int128_t)(y->high - y->low) * x->full;
  if (wide != other) return wide > other ? -1 : 1;
  return left < right ? -1 : left > right;
}

size_t *disagreements_by_range(const Disagreements *disagreements) {
  size_t *order = g_new(size_t, disagreements->n + 1);
  for (size_t i = 0; i < disagreements->n; i++) order[i] = i;
  qsort_r(order, disagreements->n, sizeof *order, by_range, disagreements->items);
  return order;
}
