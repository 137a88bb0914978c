/* test_agreement.c: raters against their colleagues, data that has nothing to say, and the sums beneath. The worked examples
 * in tests/oracles are run by test_oracles. */
#include "tests/agreement_near.h"

#include <locale.h>
#include <math.h>
#include <string.h>

/* -- raters ----------------------------------------------------------------------------------------- */

/* The first marks 10 below the others, the second with half their spread, the third the other way round. */
static void test_rater_effects(void) {
  static const double x[] = {40, 50, 60, 50, 50, 55, 50, 60, 60, 60, 40, 70};
  RatingMatrix m = {3, 4, x};
  g_autoptr(Agreement) a = agreement_new(3, 4);
  agreement_raters(a, &m);
  entry_is(a, "raters", "mean", 0, 50, 1e-12);
  entry_is(a, "raters", "level", 0, 50 - (60 + 60 + 65 - 10.0 / 3 * 1) / 3, 10);
  entry_is(a, "raters", "sd", 1, 5, 1e-12);
  entry_is(a, "raters", "range", 2, 20, 0);
  g_assert_cmpfloat(agreement_value(a, "raters", "spread")->list[1], <, 0.6);
  g_assert_cmpfloat(agreement_value(a, "raters", "discrimination")->list[0], >, 0.9);
  g_assert_cmpfloat(agreement_value(a, "raters", "discrimination")->list[2], <, -0.9);
}

/* Two applicants, three items: assessor 2 gives every item of an applicant nearly the same mark. */
static void test_halo(void) {
  static const double y[] = {40, 60, 80, 30, 55, 80, 58, 60, 62, 20, 40, 60, 15, 40, 65, 38, 40, 42};
  uint32_t applicant[18], assessor[18], item[18];
  for (uint32_t i = 0; i < 18; i++) {
    applicant[i] = i / 9;
    assessor[i] = i % 9 / 3;
    item[i] = i % 3;
  }
  RatingTable t = {18, y, 3, {"applicant", "assessor", "item"}, {applicant, assessor, item}, {2, 3, 3}, {0}};
  g_autoptr(Agreement) a = agreement_new(2, 3);
  agreement_halo(a, &t);
  entry_is(a, "raters", "within_sd", 2, 2, 1e-9);
  entry_is(a, "raters", "halo", 2, 2 / 22.5, 1e-9);
  entry_is(a, "raters", "halo", 0, 20 / 13.5, 1e-9);
  g_assert_cmpfloat(agreement_value(a, "raters", "central_tendency")->list[2], <, 0.6);
}

/* -- nothing to say ---------------------------------------------------------------------------------- */

static bool is_explained(const Agreement *a, const AgreementGroup *group, const AgreementValue *value) {
  for (unsigned i = 0; i < a->warnings->len; i++) {
    const AgreementWarning *w = a->warnings->pdata[i];
    if (strcmp(w->group, group->name) == 0 && value->reason != NULL && strcmp(w->sentence, value->reason) == 0)
      return true;
  }
  return false;
}

/* No number is NaN or infinite, nothing is missing without a reason, and no message keeps an open place. */
static void is_sound(const Agreement *a, const char *name) {
  for (unsigned g = 0; g < a->groups->len; g++) {
    const AgreementGroup *group = a->groups->pdata[g];
    for (unsigned v = 0; v < group->values->len; v++) {
      const AgreementValue *value = group->values->pdata[v];
      bool good = value->kind == AGREEMENT_NUMBER ? isfinite(value->number) : true;
      if (value->kind == AGREEMENT_NONE) good = is_explained(a, group, value);
      for (size_t i = 0; value->kind == AGREEMENT_LIST && i < value->n; i++) good &= !isinf(value->list[i]);
      if (good) continue;
      g_test_message("%s: %s/%s", name, group->name, value->name);
      g_test_fail();
    }
  }
  for (unsigned i = 0; i < a->warnings->len; i++) {
    const AgreementWarning *w = a->warnings->pdata[i];
    g_autofree char *message = agreement_message(w, w->sentence);
    if (strchr(message, '{') != NULL) g_test_fail();
  }
}

static const struct Poor {
  const char *name;
  size_t n, k;
  double values[16];
  const char *gone; /* an ICC that cannot be there */
} poor[] = {{"no rows", 0, 3, {0}, "ICC(1,1)"},
            {"no raters", 3, 0, {0}, "ICC(1,1)"},
            {"one cell", 1, 1, {50}, "ICC(1,1)"},
            {"one row", 1, 4, {50, 60, 55, 40}, "ICC(1,1)"},
            {"one rater", 4, 1, {50, 60, 55, 40}, "ICC(1,1)"},
            {"all missing", 2, 2, {NAN, NAN, NAN, NAN}, "ICC(1,1)"},
            {"one mark", 2, 2, {NAN, 5, NAN, NAN}, "ICC(1,1)"},
            {"one per row", 3, 3, {5, NAN, NAN, NAN, 6, NAN, NAN, NAN, 7}, "ICC(1,1)"},
            {"no variance", 3, 3, {5, 5, 5, 5, 5, 5, 5, 5, 5}, "ICC(1,1)"},
            {"no variance, holes", 3, 3, {5, 5, NAN, 5, 5, 5, NAN, 5, 5}, "ICC(1,1)"},
            {"identical columns", 4, 3, {1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4}, "F_twoway"},
            {"identical rows", 3, 3, {1, 2, 3, 1, 2, 3, 1, 2, 3}, NULL},
            {"one flat rater", 4, 2, {5, 1, 5, 2, 5, 3, 5, 4}, NULL},
            {"two by two", 2, 2, {1, 2, 3, 5}, NULL},
            {"opposed", 3, 2, {1, 3, 2, 2, 3, 1}, NULL},
            {"a missing rater", 3, 3, {1, 2, NAN, 3, 4, NAN, 5, 5, NAN}, NULL},
            {"a missing row", 3, 2, {1, 2, NAN, NAN, 5, 4}, NULL},
            {"fractions", 3, 2, {0.1, 0.2, 0.3, 0.1, 0.7, 0.9}, NULL},
            {"below zero", 3, 2, {-1, -2, 3, 1, 7, 9}, NULL},
            {"huge", 3, 2, {1e12, 2e12, 3e12, 1e12, 7e12, 9e12}, NULL},
            {"far from zero", 3, 2, {1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9, 1e9 + 7, 1e9 + 9}, NULL}};

static void test_poor_data(const void *data) {
  const struct Poor *row = data;
  RatingMatrix m = {row->n, row->k, row->values};
  g_autoptr(Agreement) a = agreement_of_matrix(&m);
  is_sound(a, row->name);
  if (row->gone != NULL)
    g_assert_cmpint(agreement_value(a, "icc", row->gone)->kind, ==, AGREEMENT_NONE);
  else
    g_assert_false(isnan(agreement_number(a, "icc", "ICC(1,1)")));
  if (row->n < 5 || row->k < 3) g_assert_true(says(a, "icc", "Few applicants"));
  g_autoptr(RatingCells) cells = rating_cells(&m);
  g_autoptr(Agreement) b = agreement_of_panel(&cells->table);
  is_sound(b, row->name);
}

static void test_identical_columns(void) {
  static const double x[] = {1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5};
  RatingMatrix m = {5, 3, x};
  g_autoptr(Agreement) a = agreement_of_matrix(&m);
  value_is(a, "icc", "ICC(1,1)", 1, 1e-12);
  value_is(a, "icc", "ICC(2,k)", 1, 1e-12);
  value_is(a, "krippendorff", "ordinal", 1, 1e-12);
  value_is(a, "kendall", "W", 1, 1e-12);
  value_is(a, "kappa", "fleiss", 1, 1e-12);
  value_is(a, "cronbach", "alpha", 1, 1e-12);
  g_assert_false(says(a, "icc", "Few applicants"));
}

static void test_messages(void) {
  g_autoptr(Agreement) a = agreement_new(2, 2);
  agreement_warn_small(a, "icc", 2, 2);
  agreement_warn_small(a, "icc", 2, 2);
  agreement_warn_small(a, "kappa", 2, 2);
  agreement_warn_small(a, "finn", 5, 3);
  g_assert_cmpuint(a->warnings->len, ==, 2);
  const AgreementWarning *w = a->warnings->pdata[0];
  g_autofree char *other = agreement_message(w, "{raters} on {targets}");
  g_assert_cmpstr(other, ==, "2 on 2");
}

/* -- sums -------------------------------------------------------------------------------------------- */

static void test_quantiles(void) {
  near_to(t_quantile(0.975, 10), 2.2281388519862744, 1e-12);
  near_to(t_quantile(0.95, 3), 2.3533634348018264, 1e-12);
  near_to(f_quantile(0.95, 3, 10), 3.708264819046893, 1e-10);
  near_to(f_quantile(0.975, 5, 18), 3.381968, 1e-5);
  near_to(f_quantile(0.05, 10, 3), 1 / 3.708264819046893, 1e-11);
}

static void test_midranks(void) {
  static const double x[] = {30, 10, 20, 20, 20, 5}, want[] = {6, 2, 4, 4, 4, 1};
  double ranks[6], ties = 0;
  midranks(x, 6, ranks, &ties);
  for (size_t i = 0; i < 6; i++) near_to(ranks[i], want[i], 0);
  near_to(ties, 24, 0);
}

static void test_sums(void) {
  double x[1001];
  x[0] = 1e16;
  for (size_t i = 1; i < 1001; i++) x[i] = 1;
  near_to(sum_of(x, 1001), 1e16 + 1000, 0);
  double odd[] = {9, 1, 5}, even[] = {4, 1, 3, 2};
  near_to(median_sort(odd, 3), 5, 0);
  near_to(median_sort(even, 4), 2.5, 0);
}

/* The sum over pairs by an integral is the sum itself, over wide and narrow ranges, with and without a zero. */
static void test_shares(void) {
  static const double from[] = {0, 1, 400, 0.001}, to[] = {1000, 5, 450, 1e6};
  double values[300], counts[300];
  for (size_t r = 0; r < G_N_ELEMENTS(from); r++) {
    double pairs = 0, all = 0;
    for (size_t i = 0; i < 300; i++) {
      double share = (double)i / 299;
      values[i] = from[r] + (to[r] - from[r]) * share * share * share;
      counts[i] = 1 + (double)(i * 7 % 5);
      all += counts[i];
      for (size_t j = 0; j < i; j++) {
        double ratio = (values[i] - values[j]) / (values[i] + values[j]);
        pairs += counts[i] * counts[j] * ratio * ratio;
      }
    }
    near_to(sum_of_shares(values, counts, 300), pairs, 1e-11 * all * all);
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/raters/effects", test_rater_effects);
  g_test_add_func("/raters/halo", test_halo);
  g_test_add_func("/identical columns", test_identical_columns);
  g_test_add_func("/messages", test_messages);
  g_test_add_func("/sums/quantiles", test_quantiles);
  g_test_add_func("/sums/midranks", test_midranks);
  g_test_add_func("/sums", test_sums);
  g_test_add_func("/sums/shares", test_shares);
  for (size_t i = 0; i < G_N_ELEMENTS(poor); i++) {
    g_autofree char *path = g_strconcat("/poor/", poor[i].name, NULL);
    g_test_add_data_func(path, &poor[i], test_poor_data);
  }
  g_test_set_nonfatal_assertions();
  return g_test_run();
}
