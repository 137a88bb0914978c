/* ranking.c: order and shared ranks.
 *
 * Applicants are sorted, digit by digit, by a 64-bit key that orders as their exact totals do. As a rule all totals are
 * whole numbers of one common fraction, and the key is that number; else it is the total up to 2^-32, and exact totals
 * are compared where keys are equal. Tie keys and at last ids tell equal totals apart. */
#include "criteria/memory.h"
#include "scoring/ranking_parts.h"

#include <stdlib.h>
#include <string.h>

enum { DIGIT_BITS = 11, DIGIT_VALUES = 1 << DIGIT_BITS, KEY_DIGITS = 6, DIGITS = KEY_DIGITS + 2 };

int64_t row_key(Ratio total) {
  const int128_t most = (int128_t)1 << 30;
  if (total.num <= UINT32_MAX && total.den <= UINT32_MAX) {
    uint64_t num = (uint64_t)total.num, den = (uint64_t)total.den;
    if (num / den < (uint64_t)most) return (int64_t)((num / den) << 32 | ((num % den) << 32) / den);
  }
  int128_t whole = total.num / total.den, rest = total.num % total.den;
  if (whole >= most) return INT64_MAX;
  if (total.den <= (int128_t)1 << 94) return (int64_t)(whole << 32 | (rest << 32) / total.den);
  unsigned __int128 left = (unsigned __int128)rest, den = (unsigned __int128)total.den;
  for (int bit = 0; bit < 32; bit++) {
    left <<= 1;
    whole = whole << 1 | (left >= den);
    if (left >= den) left -= den;
  }
  return (int64_t)whole;
}

/* -- order ------------------------------------------------------------------------------------------------ */

/* A stage without a valid figure, for want of marks or scorebooks, tells nobody apart, as one that nobody has marked at. */
static Ratio key_of(const Ranking *ranking, const Rules *rules, uint32_t applicant, size_t key) {
  if (rules->tie_keys[key].type != TIE_STAGE) return ranking->key_points[(size_t)applicant * ranking->n_keys + key];
  size_t stage = (size_t)rules_stage_index(rules, rules->tie_keys[key].ref);
  const StageTotal *total = &ranking->totals[(size_t)applicant * ranking->n_stages + stage];
  return total->scorebooks > 0 && total->state == TOTAL_COMPLETE ? total->points : ratio_int(0);
}

int ranking_compare_keys(const Ranking *ranking, const Rules *rules, uint32_t first, uint32_t second, size_t *ret_key,
                         Ratio ret_points[2]) {
  for (*ret_key = 0; *ret_key < ranking->n_keys; ++*ret_key) {
    Ratio a = key_of(ranking, rules, first, *ret_key), b = key_of(ranking, rules, second, *ret_key);
    int order = ratio_cmp(b, a);
    if (order == 0) continue;
    if (ret_points) ret_points[0] = a, ret_points[1] = b;
    return order;
  }
  return 0;
}

static int compare_keys(const RankRun *run, uint32_t a, uint32_t b, size_t *ret_key) {
  return ranking_compare_keys(run->ranking, run->award->rules, a, b, ret_key, NULL);
}

/* Rows of one class and with the same key. */
static int by_standing(const void *a, const void *b, void *data) {
  const RankRun *run = data;
  const Row *x = a, *y = b;
  int order = run->common > 0 ? 0 : ratio_cmp(run->totals[y->applicant], run->totals[x->applicant]);
  size_t key;
  if (order == 0) order = compare_keys(run, x->applicant, y->applicant, &key);
  if (order != 0) return order;
  return strcmp(run->cycle->applicants[x->applicant].id, run->cycle->applicants[y->applicant].id);
}

/* The `digit`-th 11 bits of what rows are sorted by, lowest first: falling keys, then rising classes. */
static size_t digit_of(const Row *row, unsigned digit) {
  uint64_t key = ~(uint64_t)row->key;
  uint64_t sorted_by =
      digit < KEY_DIGITS ? key >> (DIGIT_BITS * digit) : row->class_index >> (DIGIT_BITS * (digit - KEY_DIGITS));
  return sorted_by & (DIGIT_VALUES - 1);
}

/* Which digits are not the same in all rows: mostly two or three. */
static void find_differing(const Row *rows, size_t n, bool ret_differ[DIGITS]) {
  Row bits = {.key = 0};
  for (size_t i = 1; i < n; i++) {
    bits.key |= rows[i].key ^ rows[0].key;
    bits.class_index |= rows[i].class_index ^ rows[0].class_index;
  }
  bits.key = ~bits.key; /* as digit_of() turns it round */
  for (unsigned digit = 0; digit < DIGITS; digit++) ret_differ[digit] = digit_of(&bits, digit) != 0;
}

static void sort_by_digit(const Row *from, size_t n, unsigned digit, Row *to) {
  uint32_t starts[DIGIT_VALUES + 1] = {0};
  for (size_t i = 0; i < n; i++) starts[digit_of(&from[i], digit) + 1]++;
  for (size_t value = 0; value < DIGIT_VALUES; value++) starts[value + 1] += starts[value];
  for (size_t i = 0; i < n; i++) to[starts[digit_of(&from[i], digit)]++] = from[i];
}

/* Rows with the same class and key are few and stand in the cycle's order; they are compared one by one. */
static void sort_equals(RankRun *run, Row *rows, size_t n) {
  if (run->common > 0 && run->ranking->n_keys == 0 && run->cycle->ids_rise) return;
  for (size_t from = 0, to; from < n; from = to) {
    for (to = from + 1; to < n && rows[to].key == rows[from].key && rows[to].class_index == rows[from].class_index;)
      to++;
    if (to - from > 1) qsort_r(rows + from, to - from, sizeof *rows, by_standing, run);
  }
}

/* The number of which every total is a whole multiple of one part, such that all multiples are below 2^62; 0: none. */
static int64_t common_of_totals(const RankRun *run) {
  const int64_t most = INT64_C(1) << 40;
  int64_t common = 1, largest = 0;
  for (uint32_t a = 0; a < run->cycle->n_applicants; a++) {
    if (run->fates[a] != FATE_IN) continue;
    Ratio total = run->totals[a];
    if (total.den > most) return 0;
    int64_t den = (int64_t)total.den, whole = (int64_t)MIN(total.num / total.den, INT64_MAX - 1);
    largest = MAX(largest, whole + 1);
    int128_t both = common % den == 0 ? common : common * ratio(den, common).num;
    if (both > most) return 0;
    common = (int64_t)both;
  }
  return (int128_t)common * largest < (int128_t)1 << 62 ? common : 0;
}

static int64_t key_of_row(const RankRun *run, uint32_t applicant) {
  Ratio total = run->totals[applicant];
  return run->common > 0 ? (int64_t)total.num * (run->common / (int64_t)total.den) : row_key(total);
}

/* Lists who is in, in order; the array is the caller's. */
static Row *sort_rows(RankRun *run, size_t *ret_n) {
  Row *rows = g_new(Row, run->cycle->n_applicants + 1), *other = g_new(Row, run->cycle->n_applicants + 1);
  size_t n = 0;
  run->common = common_of_totals(run);
  for (uint32_t a = 0; a < run->cycle->n_applicants; a++)
    if (run->fates[a] == FATE_IN) rows[n++] = (Row){key_of_row(run, a), a, run->classes[a]};
  bool differ[DIGITS];
  find_differing(rows, n, differ);
  for (unsigned digit = 0; digit < DIGITS; digit++) {
    if (!differ[digit]) continue;
    sort_by_digit(rows, n, digit, other);
    Row *swap = rows;
    rows = other;
    other = swap;
  }
  sort_equals(run, rows, n);
  g_free(other);
  *ret_n = n;
  return rows;
}

/* -- ranks ------------------------------------------------------------------------------------------------ */

static void share_rank(Standing *upper, Standing *lower) {
  lower->rank = upper->rank;
  lower->tied = upper->tied = true;
}

static void tell_apart(Standing *upper, Standing *lower, size_t key) {
  if (!upper->decided_by_tie_key) upper->tie_key = (uint8_t)key;
  upper->decided_by_tie_key = lower->decided_by_tie_key = true;
  lower->tie_key = (uint8_t)key;
}

/* Neighbours whose keys are equal. */
static void compare_neighbours(const RankRun *run, Standing *upper, Standing *lower) {
  size_t key;
  if (run->common == 0 && ratio_cmp(*upper->total, *lower->total) != 0) return;
  if (compare_keys(run, upper->applicant, lower->applicant, &key) == 0)
    share_rank(upper, lower);
  else
    tell_apart(upper, lower, key);
}

typedef struct Listing {
  const RankRun *run;
  const Row *rows;
  size_t n;
} Listing;

/* The standings of some rows, but for their ranks. */
static void list_piece(size_t piece, void *data) {
  const Listing *of = data;
  const RankRun *run = of->run;
  for (size_t i = piece * RANK_PIECE, end = MIN(i + RANK_PIECE, of->n); i < end; i++) {
    uint32_t applicant = of->rows[i].applicant;
    g_array_index(run->ranking->standings, Standing, i) =
        (Standing){.applicant = applicant, .total = &run->totals[applicant], .max = run->fulls[applicant]};
  }
}

static void give_ranks(const RankRun *run, const Row *rows, size_t n) {
  Standing *standings = (Standing *)(void *)run->ranking->standings->data;
  for (size_t i = 0, first = 0; i < n; i++) {
    if (i > 0 && rows[i].class_index != rows[i - 1].class_index) first = i;
    standings[i].rank = (uint32_t)(i - first) + 1;
    if (i > first && rows[i].key == rows[i - 1].key) compare_neighbours(run, &standings[i - 1], &standings[i]);
  }
}

/* Those who share a rank are told apart from the others together: by the key that set one of them off first. */
static void spread_decision(Standing *standings, size_t n) {
  size_t told = 0;
  while (told < n && !standings[told].decided_by_tie_key) told++;
  for (size_t i = 0; i < n && told < n; i++) {
    standings[i].decided_by_tie_key = true;
    standings[i].tie_key = standings[told].tie_key;
  }
}

static void spread_decisions(const RankRun *run, const Row *rows, size_t n) {
  Standing *standings = (Standing *)(void *)run->ranking->standings->data;
  for (size_t first = 0, end; first < n; first = end) {
    for (end = first + 1; end < n && rows[end].class_index == rows[first].class_index; end++)
      if (standings[end].rank != standings[first].rank) break;
    spread_decision(standings + first, end - first);
  }
}

static void list_standings(RankRun *run, const Row *rows, size_t n) {
  Listing of = {run, rows, n};
  g_array_set_size(run->ranking->standings, (guint)n);
  memory_in_large_pages(run->ranking->standings->data, n * sizeof(Standing));
  rank_share(n, list_piece, &of);
  give_ranks(run, rows, n);
  if (run->ranking->n_keys > 0) spread_decisions(run, rows, n);
}

const Standing *ranking_standing(const Ranking *ranking, uint32_t applicant) {
  for (guint i = 0; i < ranking->standings->len; i++) {
    const Standing *standing = &g_array_index(ranking->standings, Standing, i);
    if (standing->applicant == applicant) return standing;
  }
  return NULL;
}

static const NotRanked *find_entry(const GArray *list, uint32_t applicant) {
  for (guint i = 0; i < list->len; i++) {
    const NotRanked *entry = &g_array_index(list, NotRanked, i);
    if (entry->applicant == applicant) return entry;
  }
  return NULL;
}

const NotRanked *ranking_not_ranked(const Ranking *ranking, uint32_t applicant) {
  const NotRanked *entry = find_entry(ranking->incomplete, applicant);
  return entry ? entry : find_entry(ranking->excluded, applicant);
}

bool ranking_is_left_out(const NotRanked *one, const Cycle *cycle) {
  return one->reason == NOT_RANKED_NOT_PASSED && cycle->stage_states[one->stage] != STAGE_OPEN;
}

bool award_is_same_class(const Award *award, const Cycle *cycle, uint32_t one, uint32_t other) {
  return award->rules->n_classes == 0 ||
         g_strcmp0(cycle->applicants[one].class_id, cycle->applicants[other].class_id) == 0;
}

unsigned ranking_in_class(const Ranking *ranking, const Award *award, const Cycle *cycle, uint32_t applicant) {
  unsigned n = 0;
  for (guint i = 0; i < ranking->standings->len; i++)
    n += award_is_same_class(award, cycle, applicant, g_array_index(ranking->standings, Standing, i).applicant);
  return n;
}

unsigned ranking_withdrawn(const Ranking *ranking) {
  unsigned n = 0;
  for (guint i = 0; i < ranking->excluded->len; i++)
    n += g_array_index(ranking->excluded, NotRanked, i).reason == NOT_RANKED_WITHDRAWN;
  return n;
}

bool ranking_placing_holds(const Ranking *ranking, const Placing *placing) {
  const Standing *standing = ranking_standing(ranking, placing->applicant);
  return standing && standing->placed;
}

/* -- those not ranked ----------------------------------------------------------------------------------------- */

static int by_id(const void *a, const void *b, void *data) {
  const Cycle *cycle = data;
  const NotRanked *x = a, *y = b;
  return strcmp(cycle->applicants[x->applicant].id, cycle->applicants[y->applicant].id);
}

static void list_others(RankRun *run) {
  static const NotRankedReason REASONS[] = {
      [FATE_INCOMPLETE] = NOT_RANKED_INCOMPLETE, [FATE_VETO] = NOT_RANKED_VETO,
      [FATE_NOT_PASSED] = NOT_RANKED_NOT_PASSED, [FATE_CLASS] = NOT_RANKED_CLASS,
      [FATE_WITHDRAWN] = NOT_RANKED_WITHDRAWN,
  };
  Ranking *ranking = run->ranking;
  for (uint32_t a = 0; a < run->cycle->n_applicants; a++) {
    if (run->fates[a] == FATE_IN) continue;
    NotRanked row = {a, REASONS[run->fates[a]], run->fate_stages[a]};
    g_array_append_val(run->fates[a] == FATE_INCOMPLETE ? ranking->incomplete : ranking->excluded, row);
  }
  g_array_sort_with_data(ranking->incomplete, by_id, (void *)run->cycle);
  g_array_sort_with_data(ranking->excluded, by_id, (void *)run->cycle);
}

void rank_all(RankRun *run) {
  size_t n;
  g_autofree Row *rows = sort_rows(run, &n);
  list_standings(run, rows, n);
  list_others(run);
}
