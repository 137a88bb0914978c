/* disagreement.c: mean, median and range of each item of one panel, and who stands apart. */
#include "scoring/disagreement.h"

#include <stdlib.h>

/* Twice the median, and four times the median distance from it. */
static void find_middle(const CheckItem *item, size_t n_books, int64_t *ret_middle, int64_t *ret_mad) {
  g_autofree int64_t *numbers = g_new(int64_t, item->n + 1);
  size_t n = 0;
  for (size_t b = 0; b < n_books; b++)
    if (item->results[b] >= 0) numbers[n++] = item->results[b];
  *ret_middle = twice_median(numbers, n);
  for (size_t i = 0; i < n; i++) numbers[i] = ABS(2 * numbers[i] - *ret_middle);
  *ret_mad = twice_median(numbers, n);
}

/* n x the sum of squares less the square of the sum, over n (n - 1). */
static Ratio variance_of(const CheckItem *item, size_t n_books) {
  int128_t squares = 0, n = (int128_t)item->n, sum = item->sum, den = (int128_t)item->den * 100,
           unit = item->scale->unit;
  if (n < 2) return ratio_int(0);
  for (size_t b = 0; b < n_books; b++)
    if (item->results[b] >= 0) squares += (int128_t)item->results[b] * item->results[b];
  return ratio_mul(ratio(n * squares - sum * sum, n * (n - 1)), ratio(unit * unit, den * den));
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
  int64_t mad;
  find_middle(item, panel->n, &row->middle, &mad);
  row->mean = item->n ? ratio(item->sum * unit, den * (int128_t)item->n) : ratio_int(0);
  row->median = ratio(row->middle * unit, den * 2);
  row->range = ratio((item->high - item->low) * unit, den);
  row->mad = ratio(mad * unit, den * 4);
  row->variance = variance_of(item, panel->n);
  row->talk = talk_of(among, item);
  if (item->node) row->title = item->node->title;
}

Disagreements *disagreements_of(const Award *award, const Cycle *cycle, const Panel *panel) {
  const Stage *stage = &award->rules->stages[panel->stage];
  const Criteria *criteria = award_criteria(award, cycle, panel->applicant);
  Disagreements *among = g_new0(Disagreements, 1);
  among->warn = check_setting(&check_spread, award->rules, "warn");
  among->discuss = check_setting(&check_spread, award->rules, "discuss");
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

typedef struct Sorting {
  const Disagreement *items;
  Spread spread;
} Sorting;

/* As a share of the largest result; the variance of its square, which sorts as its root does. */
static Ratio share_of(const Disagreement *row, Spread spread) {
  const CheckItem *item = &row->item;
  Ratio full = ratio((int128_t)item->full * item->scale->unit, (int128_t)item->den * 100);
  if (ratio_is_zero(full)) return ratio_int(0);
  if (spread == SPREAD_DEVIATION) return ratio_div(row->variance, ratio_mul(full, full));
  return ratio_div(spread == SPREAD_MAD ? row->mad : row->range, full);
}

static int by_share(const void *a, const void *b, void *data) {
  const Sorting *sorting = data;
  size_t left = *(const size_t *)a, right = *(const size_t *)b;
  int order =
      ratio_cmp(share_of(&sorting->items[right], sorting->spread), share_of(&sorting->items[left], sorting->spread));
  return order ? order : left < right ? -1 : left > right;
}

size_t *disagreements_by(const Disagreements *disagreements, Spread spread) {
  Sorting sorting = {disagreements->items, spread};
  size_t *order = g_new(size_t, disagreements->n + 1);
  for (size_t i = 0; i < disagreements->n; i++) order[i] = i;
  qsort_r(order, disagreements->n, sizeof *order, by_share, &sorting);
  return order;
}
