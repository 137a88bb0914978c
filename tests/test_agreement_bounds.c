/* test_agreement_bounds.c: what no figure may be, over hundreds of small tables made at random, with gaps, ties, assessors who
 * never differ and applicants who all come to the same: above what it can be, outside its own limits, or at odds with what
 * it is the mean of. */
#include "scoring/agreement_put.h"
#include "tests/agreement_near.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST = 12, MOST_RATERS = 6, TABLES = 600 };

typedef enum Kind { ANYHOW, EVEN, FLAT_RATER, TWO_MARKS, KINDS } Kind;

/* xorshift64* (Vigna 2016). */
static uint64_t state = 88172645463325252U;
static size_t below(size_t n) {
  state ^= state >> 12;
  state ^= state << 25;
  state ^= state >> 27;
  return (size_t)((state * 0x2545f4914f6cdd1dU >> 33) % n);
}

/* Every row comes to the same. */
static void even_rows(double *x, size_t n, size_t k) {
  for (size_t i = 0; i < n; i++) {
    double sum = 0;
    for (size_t j = 0; j < k; j++) sum += x[i * k + j];
    for (size_t j = 0; j < k; j++) x[i * k + j] += 50 - sum / (double)k;
  }
}

static RatingMatrix make(double *x, Kind kind, bool gaps) {
  size_t n = 2 + below(MOST - 1), k = 2 + below(MOST_RATERS - 1), steps = kind == TWO_MARKS ? 2 : 11;
  for (size_t i = 0; i < n * k; i++) x[i] = 10 * (double)below(steps);
  if (kind == EVEN) even_rows(x, n, k);
  for (size_t i = 0; kind == FLAT_RATER && i < n; i++) x[i * k] = 50;
  for (size_t i = 0; gaps && i < n * k; i++)
    if (below(3) == 0) x[i] = NAN;
  return (RatingMatrix){n, k, x};
}

static double figure(const Agreement *a, const char *group, const char *name, const char *end) {
  g_autofree char *whole = g_strconcat(name, end, NULL);
  return agreement_number(a, group, whole);
}

/* At most 1, and within its limits, which are the right way round and at most 1 too. */
static void is_bounded(const Agreement *a, const char *group, const char *name) {
  double x = agreement_number(a, group, name), low = figure(a, group, name, "_lower");
  double high = figure(a, group, name, "_upper"), room = 1e-9 * MAX(1, fabs(x));
  if (x > 1 + room || high > 1 + room || low > x + room || high < x - room)
    g_error("%s %s is %.17g (%.17g to %.17g)", group, name, x, low, high);
}

static void are_bounded(const Agreement *a) {
  static const char *const icc[] = {"ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)", "ICC(2,m)"};
  static const char *const alpha[] = {"nominal", "ordinal", "interval", "ratio"};
  static const char *const kappa[] = {"kappa",
                                      "weighted_kappa",
                                      "linear",
                                      "quadratic",
                                      "unweighted_AC",
                                      "quadratic_fleiss",
                                      "ordinal_brennan_prediger",
                                      "linear_conger",
                                      "cohen",
                                      "scott"};
  static const char *const cronbach[] = {"alpha", "alpha_std", "average_r"};
  for (size_t i = 0; i < G_N_ELEMENTS(icc); i++) is_bounded(a, "icc", icc[i]);
  for (size_t i = 0; i < G_N_ELEMENTS(alpha); i++) is_bounded(a, "krippendorff", alpha[i]);
  for (size_t i = 0; i < G_N_ELEMENTS(kappa); i++) is_bounded(a, "kappa", kappa[i]);
  for (size_t i = 0; i < G_N_ELEMENTS(cronbach); i++) is_bounded(a, "cronbach", cronbach[i]);
  is_bounded(a, "kendall", "W");
  is_bounded(a, "kendall", "mean_rho");
  /* limits under names of their own */
  g_assert_false(agreement_number(a, "kappa", "upper") > 1 + 1e-9);
  g_assert_false(agreement_number(a, "kappa", "quadratic_upper") > 1 + 1e-9);
}

/* Reasons that say what is not so. */
static void are_true(const Agreement *a, const RatingMatrix *m) {
  double low = INFINITY, high = -INFINITY, mse = agreement_number(a, "severity", "MSE");
  for (size_t i = 0; i < m->n * m->k; i++) {
    low = MIN(low, m->values[i]);
    high = MAX(high, m->values[i]);
  }
  if (high > low) g_assert_false(says(a, "icc", "The marks do not vary"));
  if (mse > 1e-9) g_assert_false(says(a, "icc", "without any residual"));
  if (agreement_number(a, "kendall", "W") < 1) g_assert_false(says(a, "kendall", "give the same order"));
}

static void test_bounds(void) {
  double x[MOST * MOST_RATERS + MOST_RATERS];
  size_t without = 0;
  for (size_t t = 0; t < TABLES; t++) {
    RatingMatrix m = make(x, (Kind)(t % KINDS), t % 3 == 0);
    g_autoptr(Agreement) a = agreement_of_matrix(&m);
    are_bounded(a);
    are_true(a, &m);
    without += isnan(agreement_number(a, "icc", "ICC(2,k)")) ? 1 : 0;
  }
  g_assert_cmpuint(without, >, TABLES / 20); /* there were tables to be fooled by */
  g_assert_cmpuint(without, <, TABLES / 2);
}

/* Three marks in every order: applicants and assessors all come to the same, and nothing is left to divide by. */
static void test_all_the_same(void) {
  static const double x[] = {10, 50, 30, 30, 10, 50, 50, 30, 10, 10, 30, 50, 50, 10, 30, 30, 50, 10};
  RatingMatrix m = {6, 3, x};
  g_autoptr(Agreement) a = agreement_of_matrix(&m);
  is_refused(a, "icc", "ICC(2,k)");
  is_refused(a, "icc", "ICC(3,k)");
  is_refused(a, "icc", "ICC(2,k)_lower");
  value_is(a, "icc", "ICC(3,1)", -0.5, 1e-12);
  g_assert_true(says(a, "icc", "closer together than chance"));
}

/* The mean of Spearman's correlations, ties or not. */
static void test_mean_rho(void) {
  static const double x[] = {1, 2, 2, 2, 2, 1, 3, 2, 5, 4, 5, 4, 4, 5, 5};
  enum { N = 5, K = 3 };
  double sum = 0, one[N], other[N];
  for (size_t j = 0; j < K; j++)
    for (size_t l = j + 1; l < K; l++) {
      g_autoptr(Agreement) pair = agreement_new(N, 2);
      for (size_t i = 0; i < N; i++) {
        one[i] = x[i * K + j];
        other[i] = x[i * K + l];
      }
      agreement_correlation(pair, one, other, N);
      sum += agreement_number(pair, "correlation", "rho") / 3;
    }
  RatingMatrix m = {N, K, x};
  g_autoptr(Agreement) a = agreement_new(N, K);
  agreement_kendall(a, &m);
  value_is(a, "kendall", "mean_rho", sum, 1e-12);
  g_assert_cmpfloat(fabs(sum - (3 * agreement_number(a, "kendall", "W") - 1) / 2), >, 1e-4);
}

/* Each two assessors share two applicants, and no three any: 1 and 2 differ by more there than either varies over all. */
static void test_torn_covariances(void) {
  static const double far[] = {1, 9, NAN, 9, 1, NAN, 5, NAN, 5, 6, NAN, 6, NAN, 5, 5, NAN, 6, 6};
  static const double few[] = {1, 2, NAN, 2, 3, NAN, 3, NAN, 4, NAN, 5, 6, NAN, 7, 7};
  static const double good[] = {10, 20, 30, 20, 15, NAN, 30, 50, 20, 50, 40, 70, 40, 45, 35};
  RatingMatrix torn = {6, 3, far}, apart = {5, 3, few}, holds = {5, 3, good};
  g_autoptr(Agreement) a = agreement_new(6, 3), b = agreement_new(5, 3), c = agreement_new(5, 3);
  agreement_cronbach(a, &torn);
  is_refused(a, "cronbach", "alpha");
  g_assert_true(says(a, "cronbach", "do not go together"));
  agreement_cronbach(b, &apart);
  is_refused(b, "cronbach", "alpha");
  g_assert_true(says(b, "cronbach", "share fewer than two"));
  agreement_cronbach(c, &holds);
  value_is(c, "cronbach", "alpha", 0.69678761266466371, 1e-12);
  value_is(c, "cronbach", "average_r", 0.45289101168479318, 1e-12);
  is_refused(c, "cronbach", "alpha_lower");
  g_assert_true(says(c, "cronbach", "alpha has no limits"));
}

/* Of a table with gaps: as Spearman and Brown make it of the two marks that each applicant has, and as a panel has it. */
static void test_marks_each(void) {
  static const double x[] = {62, 40, NAN, NAN, 52, 71, 58, NAN, 50, 80, 63, NAN, NAN, 31, 50, 93, NAN, 90};
  RatingMatrix m = {6, 3, x};
  g_autoptr(Agreement) a = agreement_new(6, 3), b = agreement_new(6, 3);
  g_autoptr(RatingCells) cells = rating_cells(&m);
  agreement_icc(a, &m);
  agreement_icc_panel(b, &cells->table);
  double single = agreement_number(a, "icc", "ICC(2,1)");
  value_is(a, "icc", "ICC(2,m)", 2 * single / (1 + single), 1e-12);
  value_is(b, "icc", "ICC(2,k)", agreement_number(a, "icc", "ICC(2,m)"), 1e-12);
  value_is(b, "icc", "ICC(2,k)_upper", agreement_number(a, "icc", "ICC(2,m)_upper"), 1e-12);
  g_assert_null(agreement_value(b, "icc", "ICC(2,m)"));
  g_assert_cmpfloat(agreement_number(a, "icc", "ICC(2,k)"), >, agreement_number(a, "icc", "ICC(2,m)"));
}

/* 5 % over all comparisons: t of 10 degrees at 2.5 %, normal at 0.25 %. */
static void test_sure(void) {
  near_to(agreement_sure(1, 10), 2.2281388519649385, 1e-9);
  near_to(agreement_sure(10, INFINITY), 2.8070337683438042, 1e-9);
}

/* The limits of many rows hang on the rows, and not on where they stand. */
static void test_order_of_rows(void) {
  enum { N = 400, K = 3 };
  g_autofree double *x = g_new(double, N *K), *y = g_new(double, N *K);
  for (size_t i = 0; i < N * K; i++) x[i] = (double)(i / K % 5 + below(4));
  for (size_t i = 0; i < N; i++) memcpy(y + (i * 7 + 3) % N * K, x + i * K, K * sizeof *x);
  RatingMatrix one = {N, K, x}, other = {N, K, y};
  g_autoptr(Agreement) a = agreement_new(N, K), b = agreement_new(N, K);
  agreement_krippendorff(a, &one);
  agreement_krippendorff(b, &other);
  value_is(b, "krippendorff", "ordinal_lower", agreement_number(a, "krippendorff", "ordinal_lower"), 1e-12);
  value_is(b, "krippendorff", "nominal_upper", agreement_number(a, "krippendorff", "nominal_upper"), 1e-12);
  g_autofree size_t *order = shuffled_rows(&one);
  size_t in_place = 0;
  for (size_t i = 0; i < N; i++) in_place += order[i] == i;
  g_assert_cmpuint(in_place, <, 20);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/agreement/bounds", test_bounds);
  g_test_add_func("/agreement/all the same", test_all_the_same);
  g_test_add_func("/agreement/mean rho", test_mean_rho);
  g_test_add_func("/agreement/torn covariances", test_torn_covariances);
  g_test_add_func("/agreement/marks each", test_marks_each);
  g_test_add_func("/agreement/sure", test_sure);
  g_test_add_func("/agreement/order of rows", test_order_of_rows);
  return g_test_run();
}
