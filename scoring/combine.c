/* combine.c: marks into one figure.
 *
 * Panels are small: up to SMALL marks are sorted by insertion on the stack; larger ones find the k-th mark by halving
 * the range of values, which needs no memory either. */
#include "scoring/combine.h"

enum { SMALL = 32 };

/* -- dimensions into an item's result --------------------------------------------------------- */

static int64_t first_state(const Rubric *rubric, const Mark *cells) {
  int64_t state = 0;
  for (size_t i = 0; i < rubric->n_cells; i++) {
    int64_t mark = cells[i];
    if (mark < 0 && (state == 0 || mark > state)) state = mark;
  }
  return state;
}

static int64_t divide_rounded(int64_t value, int64_t by, Rounding policy) {
  int64_t whole = value / by, rest = value % by;
  bool up = policy == ROUND_HALF_UP ? 2 * rest >= by : 2 * rest > by || (2 * rest == by && whole % 2 == 1);
  return policy != ROUND_DOWN && up ? whole + 1 : whole;
}

/* A combined result of value / by hundredths, rounded as the rubric says, in 1/den hundredths. */
static int64_t rounded(const Rubric *rubric, int64_t value, int64_t by) {
  if (rubric->rounding == ROUND_NONE) return value * rubric->den / by;
  return divide_rounded(value, by * rubric->step, rubric->rounding) * rubric->step * rubric->den;
}

static int64_t mean_of(const Rubric *rubric, const Mark *cells) {
  int64_t sum = 0, weights = 0;
  for (size_t i = 0; i < rubric->n_dimensions; i++) {
    sum += rubric->dimensions[i].weight * cells[i];
    weights += rubric->dimensions[i].weight;
  }
  int64_t result = rounded(rubric, sum, weights);
  for (size_t i = 0; i < rubric->n_dimensions; i++)
    if (rubric->dimensions[i].caps) result = MIN(result, cells[i] * rubric->den);
  return result;
}

static int64_t lowest_of(const Mark *cells, size_t n) {
  int64_t lowest = cells[0];
  for (size_t i = 1; i < n; i++) lowest = MIN(lowest, cells[i]);
  return lowest;
}

/* The mark that `below` others lie below; equal marks are told apart by their place. */
static int64_t cell_at(const Mark *cells, size_t n, size_t below) {
  for (size_t i = 0; i < n; i++) {
    size_t lower = 0;
    for (size_t j = 0; j < n; j++) lower += cells[j] < cells[i] || (cells[j] == cells[i] && j < i);
    if (lower == below) return cells[i];
  }
  return 0;
}

static int64_t climb(const Rubric *rubric, const Mark *cells) {
  int64_t result = rubric->base * rubric->den, low = rubric->scale->min, high = rubric->scale->max;
  for (size_t i = 0; i < rubric->n_dimensions && cells[i] > low; i++) {
    const Dimension *rung = &rubric->dimensions[i];
    result = rung->from * rubric->den + (rung->to - rung->from) * (cells[i] - low) * rubric->den / (high - low);
    if (cells[i] < high) break;
  }
  return rounded(rubric, result, rubric->den);
}

int64_t rubric_result(const Rubric *rubric, const Mark *cells) {
  int64_t state = first_state(rubric, cells);
  if (state < 0) return state;
  switch (rubric->combine) {
  case COMBINE_JUDGED: return cells[0] * rubric->den;
  case COMBINE_MEAN: return mean_of(rubric, cells);
  case COMBINE_MIN: return rounded(rubric, lowest_of(cells, rubric->n_cells), 1);
  case COMBINE_MEDIAN: return rounded(rubric, cell_at(cells, rubric->n_cells, (rubric->n_cells - 1) / 2), 1);
  case COMBINE_LADDER: return climb(rubric, cells);
  }
  return MARK_BLANK;
}

bool rubric_has_gap(const Rubric *rubric, const Mark *cells) {
  if (rubric->combine != COMBINE_LADDER) return false;
  bool ended = false;
  for (size_t i = 0; i < rubric->n_dimensions; i++) {
    if (ended && cells[i] > rubric->scale->min) return true;
    if (cells[i] < rubric->scale->max) ended = true;
  }
  return false;
}

/* -- several assessors' results into one ------------------------------------------------------- */

static int64_t at_most(const int64_t *results, size_t n, int64_t limit) {
  int64_t count = 0;
  for (size_t i = 0; i < n; i++) count += results[i] >= 0 && results[i] <= limit;
  return count;
}

/* The k-th lowest number (from 1) among results. */
static int64_t number_at(const int64_t *results, size_t n, int64_t k) {
  int64_t low = 0, high = 0;
  for (size_t i = 0; i < n; i++) high = MAX(high, results[i]);
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    if (at_most(results, n, middle) >= k)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

static int64_t sum_of_lowest(const int64_t *results, size_t n, int64_t k) {
  int64_t last = number_at(results, n, k), sum = 0, below = 0;
  for (size_t i = 0; i < n; i++)
    if (results[i] >= 0 && results[i] < last) {
      sum += results[i];
      below++;
    }
  return sum + (k - below) * last;
}

static void sort_small(const int64_t *results, size_t n, int64_t *sorted) {
  size_t count = 0;
  for (size_t i = 0; i < n; i++) {
    if (results[i] < 0) continue;
    size_t at = count++;
    for (; at > 0 && sorted[at - 1] > results[i]; at--) sorted[at] = sorted[at - 1];
    sorted[at] = results[i];
  }
}

/* Sum of the numbers from place `from` to before place `to` in rising order. */
static int64_t sum_between(const int64_t *results, size_t n, uint32_t from, uint32_t to) {
  if (n > SMALL) return sum_of_lowest(results, n, to) - sum_of_lowest(results, n, from);
  int64_t sorted[SMALL], sum = 0;
  sort_small(results, n, sorted);
  for (uint32_t i = from; i < to; i++) sum += sorted[i];
  return sum;
}

/* How many marks are dropped at each end of n. */
static uint32_t dropped(const Combination *how, uint32_t n) {
  if (how->trim.num == 0) return how->drop;
  int128_t k = how->trim.num * n / how->trim.den;
  return k > n ? n : (uint32_t)k;
}

static bool is_too_few(const Combination *how, uint32_t n) {
  bool nothing_left = how->method == METHOD_TRIMMED && 2 * (uint64_t)dropped(how, n) >= n;
  return n < how->minimum || nothing_left;
}

/* The numbers among results, and what else there is. */
typedef struct Tally {
  int64_t sum, low, high;
} Tally;

static Tally count(Combined *combined, const int64_t *results, size_t n) {
  Tally tally = {.low = INT64_MAX};
  for (size_t i = 0; i < n; i++) {
    int64_t result = results[i];
    combined->blank += result == MARK_BLANK;
    combined->abstained += result == MARK_ABSTAINED;
    combined->not_applicable += result == MARK_NOT_APPLICABLE;
    if (result < 0) continue;
    combined->given++;
    tally.sum += result;
    tally.low = MIN(tally.low, result);
    tally.high = MAX(tally.high, result);
  }
  return tally;
}

/* Without so many of the lowest and as many of the highest. */
static int64_t sum_of_middle(const Tally *tally, const int64_t *results, size_t n, uint32_t given, uint32_t drop) {
  if (drop == 0) return tally->sum;
  if (drop == 1) return tally->sum - tally->low - tally->high;
  return sum_between(results, n, drop, given - drop);
}

static void take(Combined *combined, const Combination *how, const Tally *tally, const int64_t *results, size_t n) {
  combined->fell_back = is_too_few(how, combined->given);
  CombineMethod method = combined->fell_back ? how->fallback : how->method;
  uint32_t drop = 0;
  if (method == METHOD_MEDIAN)
    drop = (combined->given - 1) / 2;
  else if (method == METHOD_TRIMMED && !combined->fell_back)
    drop = dropped(how, combined->given);
  combined->n = combined->given - 2 * drop;
  combined->sum = sum_of_middle(tally, results, n, combined->given, drop);
}

/* The leader's result; without a leader the only one there is. */
static int64_t judged(const Combined *combined, const int64_t *results, size_t n, size_t lead) {
  if (lead < n) return results[lead];
  if (combined->given + combined->not_applicable != 1) return MARK_BLANK;
  for (size_t i = 0; i < n; i++)
    if (results[i] >= 0) return results[i];
  return MARK_NOT_APPLICABLE;
}

Combined combine(const Combination *how, const int64_t *results, size_t n, size_t lead) {
  Combined combined = {.state = COMBINED_MISSING};
  Tally tally = count(&combined, results, n);
  if (how->blank == BLANK_REFUSE && combined.blank > 0) return combined;
  if (how->method == METHOD_JUDGED) {
    int64_t result = judged(&combined, results, n, lead);
    if (result == MARK_NOT_APPLICABLE) combined.state = COMBINED_NOT_APPLICABLE;
    if (result < 0) return combined;
    combined.sum = result;
    combined.n = 1;
  } else if (combined.given > 0)
    take(&combined, how, &tally, results, n);
  else {
    if (combined.not_applicable > 0) combined.state = COMBINED_NOT_APPLICABLE;
    return combined;
  }
  combined.state = COMBINED_NUMBER;
  return combined;
}

/* Takes the lowest (sign 1) or the highest (sign -1) of those still used away. */
static void leave_out(const int64_t *results, size_t n, int sign, bool *used) {
  size_t end = 0;
  for (size_t i = 0; i < n; i++)
    if (used[i] && (!used[end] || sign * results[i] < sign * results[end])) end = i;
  used[end] = false;
}

void combine_used(const Combination *how, const int64_t *results, size_t n, size_t lead, bool *ret_used) {
  const Combined combined = combine(how, results, n, lead);
  bool led = how->method == METHOD_JUDGED && lead < n;
  for (size_t i = 0; i < n; i++)
    ret_used[i] = combined.state == COMBINED_NUMBER && results[i] >= 0 && (!led || i == lead);
  for (uint32_t out = combined.given - combined.n; combined.state == COMBINED_NUMBER && !led && out > 1; out -= 2) {
    leave_out(results, n, 1, ret_used);
    leave_out(results, n, -1, ret_used);
  }
}

bool combine_is_mean(const Combination *how, uint32_t n, uint32_t *ret_drop, bool *ret_fell_back) {
  if (n == 0 || how->method == METHOD_JUDGED) return false;
  bool few = is_too_few(how, n);
  CombineMethod method = few ? how->fallback : how->method;
  *ret_drop = !few && method == METHOD_TRIMMED ? dropped(how, n) : 0;
  *ret_fell_back = few;
  return method != METHOD_MEDIAN && *ret_drop <= 1;
}
