/* check_record.c: look-up in the record's lists, and how alike two texts are. */
#include "scoring/check_record.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

static int compare(uint16_t stage_a, uint32_t applicant_a, uint32_t assessor_a, uint16_t stage_b, uint32_t applicant_b,
                   uint32_t assessor_b) {
  if (stage_a != stage_b) return stage_a < stage_b ? -1 : 1;
  if (applicant_a != applicant_b) return applicant_a < applicant_b ? -1 : 1;
  return assessor_a < assessor_b ? -1 : assessor_a > assessor_b;
}

static int by_comment(const void *a, const void *b, void *ignored) {
  const CheckComment *x = a, *y = b;
  (void)ignored;
  return compare(x->stage, x->applicant, x->assessor, y->stage, y->applicant, y->assessor);
}

static int by_time(const void *a, const void *b, void *ignored) {
  const CheckTime *x = a, *y = b;
  (void)ignored;
  return compare(x->stage, x->applicant, x->assessor, y->stage, y->applicant, y->assessor);
}

static int by_self(const void *a, const void *b, void *ignored) {
  const CheckSelf *x = a, *y = b;
  (void)ignored;
  return compare(x->stage, x->applicant, 0, y->stage, y->applicant, 0);
}

/* g_qsort_with_data() keeps the order of equal ones. */
void check_sort_comments(CheckComment *comments, size_t n) {
  g_qsort_with_data(comments, (gint)n, sizeof *comments, by_comment, NULL);
}
void check_sort_times(CheckTime *times, size_t n) { g_qsort_with_data(times, (gint)n, sizeof *times, by_time, NULL); }
void check_sort_selves(CheckSelf *selves, size_t n) {
  g_qsort_with_data(selves, (gint)n, sizeof *selves, by_self, NULL);
}

/* How many of the rows, which are in that order, come before the key. */
static size_t count_before(const void *rows, size_t n, size_t size, GCompareDataFunc order, const void *key) {
  size_t low = 0, high = n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (order((const char *)rows + middle * size, key, NULL) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

size_t check_comments(const CheckRecord *record, uint16_t stage, uint32_t applicant, const CheckComment **ret_first) {
  const CheckComment key = {.stage = stage, .applicant = applicant};
  *ret_first = NULL;
  if (!record) return 0;
  const CheckComment *end = record->comments + record->n_comments, *comment;
  comment = *ret_first =
      record->comments + count_before(record->comments, record->n_comments, sizeof key, by_comment, &key);
  while (comment < end && comment->stage == stage && comment->applicant == applicant) comment++;
  return (size_t)(comment - *ret_first);
}

const CheckTime *check_time(const CheckRecord *record, uint16_t stage, uint32_t applicant, uint32_t assessor) {
  const CheckTime key = {.stage = stage, .applicant = applicant, .assessor = assessor};
  if (!record) return NULL;
  size_t at = count_before(record->times, record->n_times, sizeof key, by_time, &key);
  return at < record->n_times && by_time(&record->times[at], &key, NULL) == 0 ? &record->times[at] : NULL;
}

const Mark *check_self(const CheckRecord *record, uint16_t stage, uint32_t applicant) {
  const CheckSelf key = {.stage = stage, .applicant = applicant};
  if (!record) return NULL;
  size_t at = count_before(record->selves, record->n_selves, sizeof key, by_self, &key);
  return at < record->n_selves && by_self(&record->selves[at], &key, NULL) == 0 ? record->selves[at].marks : NULL;
}

/* -- texts ------------------------------------------------------------------------------------------------ */

static int by_hash(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return x < y ? -1 : x > y;
}

static uint32_t mix(uint32_t a, uint32_t b) {
  uint64_t x = ((uint64_t)a << 32 | b) * 0x9E3779B97F4A7C15u;
  return (uint32_t)((x ^ x >> 29) * 0xBF58476D1CE4E5B9u >> 32);
}

size_t check_shingles(const char *text, uint32_t **ret_shingles) {
  g_autofree uint32_t *shingles = g_new(uint32_t, strlen(text) + 1);
  size_t n = 0, kept = 0;
  gunichar before = 0;
  for (; *text; text = g_utf8_next_char(text)) {
    gunichar c = g_utf8_get_char(text);
    if (!g_unichar_isalnum(c)) continue;
    c = g_unichar_tolower(c);
    if (before) shingles[n++] = mix(before, c);
    before = c;
  }
  qsort(shingles, n, sizeof *shingles, by_hash);
  for (size_t i = 0; i < n; i++)
    if (kept == 0 || shingles[i] != shingles[kept - 1]) shingles[kept++] = shingles[i];
  *ret_shingles = g_steal_pointer(&shingles);
  return kept;
}

double check_likeness(const uint32_t *a, size_t n_a, const uint32_t *b, size_t n_b) {
  size_t i = 0, j = 0, both = 0;
  while (i < n_a && j < n_b) {
    both += a[i] == b[j];
    if (a[i] == b[j]) {
      i++;
      j++;
    } else if (a[i] < b[j])
      i++;
    else
      j++;
  }
  size_t all = n_a + n_b - both;
  return all > 0 ? (double)both / (double)all : 0;
}
