/* agreement_near.c: comparisons of agreement's values for tests, and data that recurs. */
#include "tests/agreement_near.h"

#include <math.h>
#include <string.h>

void near_to(double got, double want, double room) {
  if (fabs(got - want) <= room) return;
  g_test_message("got %.12g, wanted %.12g", got, want);
  g_test_fail();
}

void value_is(const Agreement *a, const char *group, const char *name, double want, double room) {
  double got = agreement_number(a, group, name);
  if (isnan(got)) g_test_message("%s/%s is not there", group, name);
  near_to(isnan(got) ? HUGE_VAL : got, want, room);
}

void entry_is(const Agreement *a, const char *group, const char *name, size_t i, double want, double room) {
  const AgreementValue *value = agreement_value(a, group, name);
  g_assert_nonnull(value);
  g_assert_cmpint(value->kind, ==, AGREEMENT_LIST);
  g_assert_cmpuint(i, <, value->n);
  near_to(value->list[i], want, room);
}

bool says(const Agreement *a, const char *group, const char *part) {
  for (unsigned i = 0; i < a->warnings->len; i++) {
    const AgreementWarning *w = a->warnings->pdata[i];
    g_autofree char *message = agreement_message(w, w->sentence);
    if (strcmp(w->group, group) == 0 && strstr(message, part) != NULL) return true;
  }
  return false;
}

void is_refused(const Agreement *a, const char *group, const char *name) {
  const AgreementValue *value = agreement_value(a, group, name);
  g_assert_nonnull(value);
  g_assert_cmpint(value->kind, ==, AGREEMENT_NONE);
  g_assert_true(says(a, group, value->reason));
}

void text_is(const Agreement *a, const char *group, const char *name, const char *want) {
  const AgreementValue *value = agreement_value(a, group, name);
  g_assert_nonnull(value);
  g_assert_cmpstr(value->text, ==, want);
}

const double shrout[24] = {9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7};

RatingMatrix shrout_without(double *room, size_t n_holes, const size_t *holes) {
  memcpy(room, shrout, sizeof shrout);
  for (size_t i = 0; i < n_holes; i++) room[holes[i]] = NAN;
  return (RatingMatrix){6, 4, room};
}
