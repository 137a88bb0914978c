/* check_book.c: figures that checks share: what a panel comes to, how much a scorebook scatters, how near is near.
 *
 * Two standard deviations compare as their squares do, so no root is drawn but for showing one. */
#include "scoring/check.h"
#include "scoring/consensus.h"

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

static Combined combine_given(const CheckSubject *subject, const CheckItem *item) {
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

Ratio check_variance(Ratio percent) {
  Ratio deviation = ratio_div(percent, ratio_int(100));
  return ratio_mul(deviation, deviation);
}

static int64_t root(int64_t square) {
  int64_t low = 0, high = square + 1;
  while (high - low > 1) {
    int64_t middle = low + (high - low) / 2;
    if (middle <= square / middle)
      low = middle;
    else
      high = middle;
  }
  return low;
}

char *check_deviation_figure(const CheckBook *book) {
  Ratio squared = ratio_round(ratio_mul(book->variance, ratio_int(4000000)), ROUND_DOWN, ratio_int(1));
  return ratio_decimal(ratio((root((int64_t)squared.num) + 1) / 2, 10), 1);
}

char *check_percent_figure(const CheckSubject *subject, int128_t sum, int64_t n) {
  return ratio_decimal(ratio(sum * 100, (int128_t)subject->common * n), 2);
}

Ratio check_nearness(const CheckRun *run, Ratio full_marks) {
  Ratio points = check_number(run, "points");
  if (!ratio_is_zero(points)) return points;
  return ratio_div(ratio_mul(check_number(run, "percent"), full_marks), ratio_int(100));
}

char *check_whole(size_t n) { return g_strdup_printf("%zu", n); }
