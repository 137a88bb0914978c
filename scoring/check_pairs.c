/* check_pairs.c: two assessors who give the same marks, item by item, where the panel's others do not.
 *
 * Per pair all items both marked are counted, over all applicants of the stage, with how often two other marks of the
 * same items are equal: what chance and an easy item explain. */
#include "scoring/check.h"

#include <glib/gi18n.h>

typedef struct Pair {
  uint32_t first, second, applicant;
  uint16_t stage;
  int64_t items, same;
  double others; /* expected to be the same, as other pairs of these panels are */
} Pair;

static guint pair_hash(const void *key) {
  const Pair *pair = key;
  return pair->first * 2654435761u ^ pair->second * 40503u ^ pair->stage;
}

static gboolean is_pair(const void *a, const void *b) {
  const Pair *left = a, *right = b;
  return left->first == right->first && left->second == right->second && left->stage == right->stage;
}

static void free_pairs(void *pairs) { g_hash_table_unref(pairs); }

static Pair *pair_for(CheckRun *run, const CheckSubject *subject, uint32_t first, uint32_t second) {
  if (!run->state) {
    run->state = g_hash_table_new_full(pair_hash, is_pair, g_free, NULL);
    run->free_state = free_pairs;
  }
  const Pair key = {.first = MIN(first, second), .second = MAX(first, second), .stage = subject->stage_index};
  Pair *pair = g_hash_table_lookup(run->state, &key);
  if (pair) return pair;
  pair = g_memdup2(&key, sizeof key);
  g_hash_table_add(run->state, pair);
  return pair;
}

/* How many of the pairs of marks on an item are equal. */
static int64_t count_equal(const CheckItem *item, size_t n) {
  int64_t equal = 0;
  for (size_t a = 0; a < n; a++)
    for (size_t b = a + 1; b < n; b++) equal += item->results[a] >= 0 && item->results[a] == item->results[b];
  return equal;
}

static void add_item(const CheckSubject *subject, const CheckItem *item, size_t a, size_t b, int64_t equal,
                     Pair *pair) {
  if (item->results[a] < 0 || item->results[b] < 0) return;
  bool same = item->results[a] == item->results[b];
  double pairs = (double)(item->n * (item->n - 1) / 2 - 1);
  pair->items++;
  pair->same += same;
  pair->others += (double)(equal - same) / pairs;
  pair->applicant = subject->applicant;
}

static void each(CheckRun *run, const CheckSubject *subject) {
  size_t n = subject->panel->n;
  if (n < 3 || n > 64) return;
  g_autofree Pair **pairs = g_new(Pair *, n * n);
  for (size_t a = 0; a < n; a++)
    for (size_t b = a + 1; b < n; b++)
      pairs[a * n + b] = pair_for(run, subject, subject->panel->books[a].assessor, subject->panel->books[b].assessor);
  for (size_t i = 0; i < subject->n_items; i++) {
    if (subject->items[i].n < 3) continue;
    int64_t equal = count_equal(&subject->items[i], n);
    for (size_t a = 0; a < n; a++)
      for (size_t b = a + 1; b < n; b++) add_item(subject, &subject->items[i], a, b, equal, pairs[a * n + b]);
  }
}

static void look_at(CheckRun *run, const CheckWhole *whole, const Pair *pair) {
  if (pair->items == 0 || ratio_cmp(ratio_int(pair->items), check_number(run, "items")) < 0) return;
  Ratio share = ratio(pair->same * 100, pair->items);
  double usual = 100 * pair->others / (double)pair->items;
  if (ratio_cmp(share, check_number(run, "share")) < 0) return;
  if (ratio_double(share) - usual < ratio_double(check_number(run, "above"))) return;
  CheckSubject subject = check_subject(whole, pair->applicant);
  check_raise(run, &subject, SEVERITY_OFF, pair->first, NULL,
              N_("{assessor} and {other} gave the same mark on {same} of {items} items, {share} percent; of the other "
                 "pairs of their panels {usual} percent."),
              "other", g_strdup(whole->cycle->assessors[pair->second].id), "same", check_whole((size_t)pair->same),
              "items", check_whole((size_t)pair->items), "share", ratio_decimal(share, 0), "usual",
              ratio_decimal(ratio((int64_t)(usual + 0.5), 1), 0), NULL);
}

static void whole_stage(CheckRun *run, const CheckWhole *whole) {
  GHashTableIter each_pair;
  void *pair;
  if (!run->state) return;
  g_hash_table_iter_init(&each_pair, run->state);
  while (g_hash_table_iter_next(&each_pair, &pair, NULL))
    if (((const Pair *)pair)->stage == whole->stage_index) look_at(run, whole, pair);
}

const Check check_pairs = {
    .name = "pairs",
    .title = N_("same marks"),
    .sentence = N_("Two assessors who always give the same marks"),
    .next_step = N_("Ask whether they marked together; if so, one of the two scorebooks says nothing of its own."),
    .severity = SEVERITY_WARN,
    .settings = {{"share", "85", N_("from this share of equal marks on, in percent")},
                 {"above", "30", N_("and this much above other pairs of the same panels, in percent")},
                 {"items", "20", N_("over how many items at least")}},
    .each = each,
    .whole = whole_stage,
};
