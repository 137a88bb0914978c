/* check_measure.c: what several checks measure a panel by, and how figures are shown. */
#include "scoring/check_parts.h"
#include "scoring/consensus.h"

#include <math.h>

/* -- exact ------------------------------------------------------------------------------------------------ */

static Combined combine_counted(const CheckSubject *subject, const CheckItem *item) {
  size_t n = subject->panel->n, counted = 0, lead = n;
  g_autofree int64_t *results = g_new(int64_t, n);
  for (size_t b = 0; b < n; b++) {
    if (subject->books[b].skipped) continue;
    if (b == subject->lead) lead = counted;
    results[counted++] = item->results[b];
  }
  return combine(&subject->stage->combination, results, counted, MIN(lead, counted));
}

/* The figure is the mean of the numbers without so many at each end, and so known; -1: it is something else. */
static int drop_of(const CheckSubject *subject, const CheckItem *item) {
  const Combination *how = &subject->stage->combination;
  uint32_t drop;
  bool fell_back;
  if (item->n == subject->panel->n) return subject->drop;
  bool mean = how->blank == BLANK_SKIP_MARK && combine_is_mean(how, (uint32_t)item->n, &drop, &fell_back);
  return mean ? (int)drop : -1;
}

static Combined combine_known(const CheckItem *item, int drop) {
  return (Combined){.state = COMBINED_NUMBER,
                    .sum = item->sum - drop * (item->low + item->high),
                    .n = (uint32_t)item->n - 2 * (uint32_t)drop,
                    .given = (uint32_t)item->n};
}

static Combined combine_given(const CheckSubject *subject, const CheckItem *item) {
  int drop = drop_of(subject, item);
  if (drop >= 0) return combine_known(item, drop);
  for (size_t b = 0; b < subject->panel->n; b++)
    if (subject->books[b].skipped) return combine_counted(subject, item);
  return combine(&subject->stage->combination, item->results, subject->panel->n, subject->lead);
}

/* The result where what the panel agreed on stands in the leader's place. */
static int64_t agreed_result(const CheckSubject *subject, const CheckItem *item) {
  const Panel *panel = subject->panel;
  size_t base = panel->n == 1 ? 0 : subject->lead, n = item->rubric ? item->rubric->n_cells : 1;
  g_autofree Mark *marks = g_new(Mark, n);
  consensus_over(panel, base < panel->n ? panel->books[base].marks : NULL, item->node ? item->node->cell : 0, n, marks);
  return item->rubric ? rubric_result(item->rubric, marks) : marks[0];
}

Combined check_combine(const CheckSubject *subject, const CheckItem *item) {
  Combined combined = combine_given(subject, item);
  if (!subject->panel->agreed || subject->stage->combination.method != METHOD_JUDGED) return combined;
  int64_t result = agreed_result(subject, item);
  combined.state = result >= 0                     ? COMBINED_NUMBER
                   : result == MARK_NOT_APPLICABLE ? COMBINED_NOT_APPLICABLE
                                                   : COMBINED_MISSING;
  combined.sum = MAX(result, 0);
  combined.n = result >= 0;
  return combined;
}

static inline int band_of(const CheckSubject *subject, const CheckItem *item) {
  int64_t drop = drop_of(subject, item);
  if (drop >= 0) return check_band(item, item->sum - drop * (item->low + item->high), (int64_t)item->n - 2 * drop);
  Combined combined = check_combine(subject, item);
  return combined.state == COMBINED_NUMBER ? check_band(item, combined.sum, combined.n) : -1;
}

int check_panel_band(const CheckSubject *subject, const CheckItem *item) { return band_of(subject, item); }

void check_panel_bands(const CheckSubject *subject, int *ret_bands) {
  for (size_t i = 0; i < subject->n_items; i++) ret_bands[i] = band_of(subject, &subject->items[i]);
}

/* Up to here numerators have room for sums. */
static const int128_t LARGEST_COMMON = (int128_t)1 << 40;

void exact_rebase(ExactSum *sum, int128_t den) {
  if (sum->den > 0 && sum->den <= LARGEST_COMMON && den <= sum->den && (int64_t)sum->den % (int64_t)den == 0) {
    sum->times = (int64_t)sum->den / (int64_t)den;
    sum->last = den;
    return;
  }
  Ratio share = sum->den == 0 ? ratio_int(1) : ratio(den, sum->den);
  int128_t common = den;
  if (sum->den != 0 && !__builtin_mul_overflow(sum->den, share.num, &common) && common <= LARGEST_COMMON) {
    sum->num *= share.num;
    sum->times = share.den;
  } else {
    if (sum->den != 0) sum->rest = exact_total(sum);
    sum->num = 0;
    sum->times = 1;
    common = den;
  }
  sum->den = common;
  sum->last = den;
}

void exact_scale(ExactSum *sum, int64_t times, int64_t over) {
  sum->num *= times;
  sum->den *= over;
  sum->last = 0;
  if (sum->rest.den != 0) sum->rest = ratio_mul(sum->rest, ratio(times, over));
}

Ratio exact_total(const ExactSum *sum) {
  if (sum->den == 0) return ratio_int(0);
  Ratio total = ratio(sum->num, sum->den);
  return sum->rest.den == 0 ? total : ratio_add(sum->rest, total);
}

static Ratio exact_mean(ExactSum *sum, size_t n) {
  if (n == 0) return ratio(1, 0);
  exact_scale(sum, 1, (int64_t)n);
  return exact_total(sum);
}

Ratio check_mean(const CheckSubject *subject, size_t book) {
  ExactSum sum = {0};
  for (size_t i = 0; i < subject->n_items; i++) {
    const CheckItem *item = &subject->items[i];
    if (item->results[book] >= 0) exact_add(&sum, item->results[book], item->full);
  }
  return exact_mean(&sum, subject->books[book].n);
}

Ratio check_variance(const CheckSubject *subject, size_t book, Ratio mean) {
  ExactSum squares = {0};
  for (size_t i = 0; i < subject->n_items; i++) {
    const CheckItem *item = &subject->items[i];
    int128_t result = item->results[book], full = item->full;
    if (result >= 0) exact_add(&squares, result * result, full * full);
  }
  return ratio_sub(exact_mean(&squares, subject->books[book].n), ratio_mul(mean, mean));
}

bool check_scatters(const CheckSubject *subject, size_t book, const CheckRun *run, size_t setting) {
  double above = (double)subject->books[book].variance - run->values[setting] * run->values[setting];
  if (fabs(above) > CHECK_NEARLY) return above > 0;
  return ratio_cmp(check_variance(subject, book, check_mean(subject, book)),
                   check_variance_of(run->numbers[setting])) >= 0;
}

Ratio check_variance_of(Ratio percent) {
  Ratio deviation = ratio_div(percent, ratio_int(100));
  return ratio_mul(deviation, deviation);
}
