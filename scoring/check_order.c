/* check_order.c: the order of flags, and which of them stand behind a better one. */
#include "scoring/check_order.h"

#include <string.h>

/* -- by stage and applicant: a bucket for each, in which flags stay in the order they came ------------------------- */

static int by_id(const void *a, const void *b, void *data) {
  const Cycle *cycle = data;
  return strcmp(cycle->applicants[*(const uint32_t *)a].id, cycle->applicants[*(const uint32_t *)b].id);
}

/* Where the flags of which applicant go. */
typedef struct Buckets {
  size_t n_applicants;
  uint32_t *places; /* per applicant: by id */
  guint *ends;      /* [stage * applicants + place] */
} Buckets;

static Buckets buckets_new(const Cycle *cycle, size_t n_stages) {
  size_t n = cycle->n_applicants;
  g_autofree uint32_t *order = g_new(uint32_t, n + 1);
  Buckets buckets = {n, g_new(uint32_t, n + 1), g_new0(guint, n_stages * n + 1)};
  for (uint32_t i = 0; i < n; i++) order[i] = i;
  if (!cycle->ids_rise) g_qsort_with_data(order, (gint)n, sizeof *order, by_id, (void *)cycle);
  for (uint32_t i = 0; i < n; i++) buckets.places[order[i]] = i;
  return buckets;
}

static void buckets_clear(Buckets *buckets) {
  g_free(buckets->places);
  g_free(buckets->ends);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Buckets, buckets_clear)

static guint *end_of(const Buckets *buckets, const Flag *flag) {
  return &buckets->ends[flag->stage * buckets->n_applicants + buckets->places[flag->applicant]];
}

static void count(const Buckets *buckets, const GPtrArray *list) {
  for (guint i = 0; i < list->len; i++) ++*end_of(buckets, g_ptr_array_index(list, i));
}

/* From how many there are to where they begin; how many there are in all. */
static guint begin(const Buckets *buckets, size_t n_stages) {
  guint sum = 0;
  for (size_t i = 0; i < n_stages * buckets->n_applicants; i++) {
    guint n = buckets->ends[i];
    buckets->ends[i] = sum;
    sum += n;
  }
  return sum;
}

static void move(const Buckets *buckets, GPtrArray *list, GPtrArray *flags) {
  for (guint i = 0; i < list->len; i++) {
    void *flag = g_ptr_array_index(list, i);
    g_ptr_array_index(flags, (*end_of(buckets, flag))++) = flag;
  }
  g_ptr_array_set_free_func(list, NULL);
  g_ptr_array_set_size(list, 0);
}

/* -- on one applicant ---------------------------------------------------------------------------------------- */

static const char *id_of(const Cycle *cycle, int64_t assessor) {
  return assessor < 0 ? "" : cycle->assessors[assessor].id;
}

static bool is_before(const Cycle *cycle, const Flag *a, const Flag *b) {
  if (a->check != b->check) return false;
  if (a->item_order != b->item_order) return a->item_order < b->item_order;
  return strcmp(id_of(cycle, a->assessor), id_of(cycle, b->assessor)) < 0;
}

/* The flags of one check follow each other, and are few. */
static void sort(Flag **here, size_t n, const Cycle *cycle) {
  for (size_t i = 1; i < n; i++) {
    Flag *flag = here[i];
    size_t at = i;
    for (; at > 0 && is_before(cycle, flag, here[at - 1]); at--) here[at] = here[at - 1];
    here[at] = flag;
  }
}

/* Flags on an item are about the same whoever they name, others when they name the same assessor. */
static bool is_about_the_same(const Flag *a, const Flag *b) {
  return a->item == b->item && (a->item || a->assessor == b->assessor);
}

/* Of the flags on one applicant at one stage: is there one that says it better? */
static bool is_behind(Flag *const *here, size_t n, const Flag *flag) {
  for (size_t i = 0; flag->check->behind && i < n; i++)
    if (is_about_the_same(here[i], flag) && here[i]->severity >= flag->severity &&
        g_str_equal(here[i]->check->name, flag->check->behind))
      return true;
  return false;
}

/* All are asked before any is lowered, so that a row of checks may stand one behind the other. */
static void stand_behind(Flag **here, size_t n) {
  g_autofree bool *behind = g_new(bool, n);
  for (size_t i = 0; i < n; i++) behind[i] = is_behind(here, n, here[i]);
  for (size_t i = 0; i < n; i++)
    if (behind[i]) here[i]->severity = SEVERITY_NOTE;
}

static void free_flag(void *flag) { flag_free(flag); }

/* Buckets are shared out; each ends where the next begins once all is moved. */
enum { PIECE = 1024 };

typedef struct Arranging {
  const Buckets *buckets;
  size_t n_buckets;
  Flag **flags;
  const Cycle *cycle;
} Arranging;

static void arrange_piece(size_t piece, void *data) {
  const Arranging *arranging = data;
  const guint *ends = arranging->buckets->ends;
  size_t first = piece * PIECE, end = MIN(first + PIECE, arranging->n_buckets);
  for (size_t i = first; i < end; i++) {
    guint from = i > 0 ? ends[i - 1] : 0, n = ends[i] - from;
    if (n < 2) continue;
    sort(arranging->flags + from, n, arranging->cycle);
    stand_behind(arranging->flags + from, n);
  }
}

GPtrArray *flags_arrange(GPtrArray *const *lists, size_t n, const Cycle *cycle, size_t n_stages, Telling *telling) {
  GPtrArray *flags = g_ptr_array_new_with_free_func(free_flag);
  g_auto(Buckets) buckets = buckets_new(cycle, n_stages);
  telling->of = 2 * n + 1;
  telling_add(telling, 0);
  for (size_t i = 0; i < n; i++) {
    count(&buckets, lists[i]);
    telling_add(telling, 1);
  }
  g_ptr_array_set_size(flags, (gint)begin(&buckets, n_stages));
  for (size_t i = 0; i < n; i++) {
    move(&buckets, lists[i], flags);
    telling_add(telling, 1);
  }
  Arranging arranging = {&buckets, n_stages * cycle->n_applicants, (Flag **)flags->pdata, cycle};
  size_t n_pieces = (arranging.n_buckets + PIECE - 1) / PIECE;
  threads_share(threads_for(n_pieces, 4), n_pieces, arrange_piece, &arranging);
  telling_add(telling, 1);
  return flags;
}
