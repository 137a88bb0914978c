/* check_order.c: the order of flags, and which of them stand behind a better one. */
#include "scoring/check_order.h"

#include <string.h>

static int place_of(const Check *check) {
  size_t i = 0;
  while (check_at(i) != check) i++;
  return (int)i;
}

static const char *id_of(const Cycle *cycle, int64_t assessor) {
  return assessor < 0 ? "" : cycle->assessors[assessor].id;
}

static int by_subject(const void *a, const void *b, void *data) {
  const Flag *left = *(const Flag *const *)a, *right = *(const Flag *const *)b;
  const Cycle *cycle = data;
  if (left->stage != right->stage) return left->stage < right->stage ? -1 : 1;
  if (left->applicant != right->applicant)
    return strcmp(cycle->applicants[left->applicant].id, cycle->applicants[right->applicant].id);
  if (left->check != right->check) return place_of(left->check) - place_of(right->check);
  if (left->item_order != right->item_order) return left->item_order < right->item_order ? -1 : 1;
  return strcmp(id_of(cycle, left->assessor), id_of(cycle, right->assessor));
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

void flags_arrange(GPtrArray *flags, const Cycle *cycle) {
  g_ptr_array_sort_with_data(flags, by_subject, (void *)cycle);
  Flag **all = (Flag **)flags->pdata;
  for (guint from = 0, to; from < flags->len; from = to) {
    to = from + 1;
    while (to < flags->len && all[to]->applicant == all[from]->applicant && all[to]->stage == all[from]->stage) to++;
    stand_behind(all + from, to - from);
  }
}
