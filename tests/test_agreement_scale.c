/* test_agreement_scale.c: kappa, alpha, W and rank correlations against published and independently computed figures. */
#include "tests/agreement_near.h"

#include <locale.h>
#include <math.h>
#include <string.h>

static const double N = NAN;

/* -- kappa ----------------------------------------------------------------------------------------- */

static const double raw4[] = {1, 1, N, 1, 2, 2, 3, 2, 3, 3, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 1, 2, 3, 4,
                              4, 4, 4, 4, 1, 1, 2, 1, 2, 2, 2, 2, N, 5, 5, 5, N, N, 1, 1, N, N, 3, N};

/* Limits as R's irrCAC prints them: AC1 (.461, 1), Fleiss (.424, 1), Brennan-Prediger (.454, 1). */
static void test_kappa_limits(void) {
  RatingMatrix m = {12, 4, raw4};
  g_autoptr(Agreement) a = agreement_new(12, 4);
  agreement_kappa(a, &m);
  value_is(a, "kappa", "unweighted_AC_lower", 0.461, 6e-4);
  value_is(a, "kappa", "unweighted_fleiss_lower", 0.424, 6e-4);
  value_is(a, "kappa", "unweighted_brennan_prediger_lower", 0.454, 6e-4);
  value_is(a, "kappa", "unweighted_AC_upper", 1, 0);
  value_is(a, "kappa", "AC1", agreement_number(a, "kappa", "unweighted_AC"), 0);
  value_is(a, "kappa", "AC2_quadratic", agreement_number(a, "kappa", "quadratic_AC"), 0);
}

/* Cohen (1968): N = 200; R's psych prints .39 to .59 for the unweighted. */
static void test_kappa_of_counts_crossed(void) {
  static const double table[] = {88, 14, 18, 10, 40, 10, 2, 6, 12};
  g_autoptr(Agreement) a = agreement_new(200, 2);
  agreement_kappa_table(a, table, 3, NULL);
  value_is(a, "kappa", "kappa", 0.4915254237288136, 1e-12);
  value_is(a, "kappa", "lower", 0.39, 6e-3);
  value_is(a, "kappa", "upper", 0.59, 6e-3);
}

/* Weights of disagreement, and the same turned into agreement and doubled: Cohen (1968) prints .348. */
static void test_given_weights(void) {
  static const double table[] = {.44, .07, .09, .05, .20, .05, .01, .03, .06};
  static const double against[] = {0, 1, 3, 1, 0, 6, 3, 6, 0}, with[] = {12, 10, 6, 10, 12, 0, 6, 0, 12};
  g_autoptr(Agreement) a = agreement_new(3, 2), b = agreement_new(3, 2);
  agreement_kappa_table(a, table, 3, against);
  agreement_kappa_table(b, table, 3, with);
  value_is(a, "kappa", "weighted_kappa", 0.34782608695652173, 1e-12);
  value_is(b, "kappa", "weighted_kappa", 0.34782608695652173, 1e-12);
  value_is(a, "kappa", "brennan_prediger", (0.70 - 1.0 / 3) / (2.0 / 3), 1e-12);
}

/* Two raters, from ratings and from their table, say the same. */
static void test_kappa_of_two(void) {
  static const double ratings[] = {1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 1, 2, 3, 1, 1};
  static const double table[] = {2, 1, 0, 0, 2, 1, 1, 0, 1};
  RatingMatrix m = {8, 2, ratings};
  g_autoptr(Agreement) a = agreement_new(8, 2), b = agreement_new(8, 2);
  agreement_kappa(a, &m);
  agreement_kappa_table(b, table, 3, NULL);
  static const char *const same[] = {"kappa", "linear", "quadratic", "scott", "se", "z", "p_observed"};
  for (size_t i = 0; i < G_N_ELEMENTS(same); i++)
    value_is(a, "kappa", same[i], agreement_number(b, "kappa", same[i]), 1e-12);
  value_is(a, "kappa", "cohen", agreement_number(b, "kappa", "kappa"), 1e-12);
  value_is(a, "kappa", "conger", agreement_number(b, "kappa", "kappa"), 1e-12);
  value_is(a, "kappa", "fleiss", agreement_number(b, "kappa", "scott"), 1e-12);
  value_is(a, "kappa", "p_observed", 0.625, 1e-12);
}

/* Fleiss' two forms: ratings and counts of them. */
static void test_kappa_of_counts(void) {
  static const double ratings[] = {1, 1, 2, 2, 2, 2, 1, 3, 3, 3, 3, 3, 1, 2, 3, 1, 1, 1};
  static const double counts[] = {2, 1, 0, 0, 3, 0, 1, 0, 2, 0, 0, 3, 1, 1, 1, 3, 0, 0};
  RatingMatrix m = {6, 3, ratings};
  g_autoptr(Agreement) a = agreement_new(6, 3), b = agreement_new(6, 3);
  agreement_kappa(a, &m);
  agreement_kappa_counts(b, counts, 6, 3);
  static const char *const same[] = {"fleiss", "AC1", "brennan_prediger"};
  for (size_t i = 0; i < G_N_ELEMENTS(same); i++)
    value_is(a, "kappa", same[i], agreement_number(b, "kappa", same[i]), 1e-12);
}

static void test_weights(void) {
  static const double categories[] = {1, 2, 4};
  static const struct {
    Weighting weighting;
    double near, far; /* 1 with 2, 1 with 4 */
  } rows[] = {{WEIGHTING_NONE, 0, 0},
              {WEIGHTING_LINEAR, 2.0 / 3, 0},
              {WEIGHTING_QUADRATIC, 8.0 / 9, 0},
              {WEIGHTING_ORDINAL, 2.0 / 3, 0},
              {WEIGHTING_RADICAL, 1 - 0.57735026918962573, 0},
              {WEIGHTING_RATIO, 1 - (1.0 / 9) / (9.0 / 25), 0}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree double *w = weighting_matrix(rows[i].weighting, categories, 3);
    near_to(w[1], rows[i].near, 1e-12);
    near_to(w[2], rows[i].far, 1e-12);
    near_to(w[3], w[1], 0);
    near_to(w[4], 1, 0);
  }
}

/* -- one scale: Cronbach, Finn, Kendall, correlations ----------------------------------------------- */

static void test_cronbach_of_holes(void) {
  static const size_t holes[] = {5};
  double room[24];
  RatingMatrix whole = {6, 4, shrout}, holed = shrout_without(room, 1, holes);
  g_autoptr(Agreement) a = agreement_new(6, 4), b = agreement_new(6, 4);
  agreement_cronbach(a, &whole);
  agreement_cronbach(b, &holed);
  value_is(a, "cronbach", "alpha", 0.9093155423770697, 1e-9); /* = ICC(3,k) */
  g_assert_cmpfloat(agreement_number(a, "cronbach", "alpha_lower"), <, 0.9093);
  g_assert_cmpfloat(agreement_number(a, "cronbach", "alpha_upper"), >, 0.9093);
  g_assert_cmpfloat(agreement_number(b, "cronbach", "alpha"), >, 0.8);
  entry_is(a, "cronbach", "r_drop", 0, 0.80578737, 1e-6);
}

/* Within-target variance 6.2639 (Shrout & Fleiss) against chance on ten steps, 99 / 12. */
static void test_finn(void) {
  RatingMatrix m = {6, 4, shrout};
  g_autoptr(Agreement) a = agreement_new(6, 4), b = agreement_new(6, 4);
  agreement_finn(a, &m, 10);
  agreement_finn(b, &m, 0);
  value_is(a, "finn", "finn_oneway", 1 - 6.2638888888888875 / 8.25, 1e-12);
  value_is(a, "finn", "finn_twoway", 1 - 1.019444444444442 / 8.25, 1e-12);
  value_is(a, "finn", "F_oneway", 8.25 / 6.2638888888888875, 1e-12);
  value_is(b, "finn", "levels", 10, 0);
}

/* Krippendorff (2011) section C, and three units whose jackknife can be worked out by hand. */
static void test_alpha_limits(void) {
  RatingMatrix m = {12, 4, raw4};
  static const double x[] = {1, 1, 2, 2, 1, 2};
  RatingMatrix three = {3, 2, x};
  g_autoptr(Agreement) a = agreement_new(12, 4), b = agreement_new(3, 2);
  agreement_krippendorff(a, &m);
  agreement_krippendorff(b, &three);
  double low = agreement_number(a, "krippendorff", "nominal_lower"), nominal = 0.743421052631579;
  near_to(agreement_number(a, "krippendorff", "nominal"), nominal, 1e-12);
  g_assert_cmpfloat(low, >, 0.3);
  g_assert_cmpfloat(low, <, nominal);
  value_is(a, "krippendorff", "interval_upper", 1, 0);
  /* without a unit: {2 2, 1 2} and {1 1, 1 2} give 0, {1 1, 2 2} gives 1; t with 2 degrees is 4.3027 */
  value_is(b, "krippendorff", "nominal", 1 - (2.0 / 6) / (18.0 / 30), 1e-12);
  value_is(b, "krippendorff", "nominal_lower", 4.0 / 9 - 4.302652729911275 * sqrt(2.0 / 3 * 2 / 3), 1e-9);
}

/* His definition itself, over all pairs of pairable values; rank gives the midrank of a value. */
static double midrank(const double *x, size_t n, double value) {
  double below = 0, same = 0;
  for (size_t i = 0; i < n; i++) {
    below += x[i] < value;
    same += !(x[i] < value) && !(x[i] > value);
  }
  return below + (same + 1) / 2;
}

static double distance_of(const char *form, const double *x, size_t n, double a, double b) {
  if (g_str_equal(form, "nominal")) return a < b || a > b ? 1 : 0;
  if (g_str_equal(form, "interval")) return (a - b) * (a - b);
  if (g_str_equal(form, "ratio")) return (a - b) * (a - b) / ((a + b) * (a + b));
  double step = midrank(x, n, a) - midrank(x, n, b);
  return step * step;
}

static double alpha_by_definition(const RatingMatrix *m, const char *form) {
  g_autofree double *x = g_new(double, m->n * m->k);
  g_autofree size_t *unit = g_new(size_t, m->n * m->k), *size = g_new0(size_t, m->n);
  size_t n = 0;
  for (size_t i = 0; i < m->n * m->k; i++) size[i / m->k] += isnan(m->values[i]) ? 0 : 1;
  for (size_t i = 0; i < m->n * m->k; i++) {
    if (isnan(m->values[i]) || size[i / m->k] < 2) continue;
    unit[n] = i / m->k;
    x[n++] = m->values[i];
  }
  long double observed = 0, expected = 0;
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++) {
      long double step = i == j ? 0 : distance_of(form, x, n, x[i], x[j]);
      expected += step / ((long double)n - 1);
      if (unit[i] == unit[j]) observed += step / (long double)(size[unit[i]] - 1);
    }
  return (double)(1 - observed / expected);
}

/* Few different values, so many that the table of coincidences ends, and hardly two alike; few units and many. */
static void test_alpha_by_definition(void) {
  static const struct {
    size_t n, k;
    int steps;
  } cases[] = {{60, 5, 4},    {60, 5, 100}, {60, 5, 101},  {60, 5, 102},
               {60, 5, 5000}, {230, 2, 4},  {230, 2, 101}, {230, 2, 102}};
  static const char *const forms[] = {"nominal", "ordinal", "interval", "ratio"};
  g_autoptr(GRand) random = g_rand_new_with_seed(3);
  double x[230 * 5];
  for (size_t c = 0; c < G_N_ELEMENTS(cases); c++) {
    size_t cells = cases[c].n * cases[c].k;
    for (size_t i = 0; i < cells; i++)
      x[i] = g_rand_double(random) < 0.1 ? N : 1 + g_rand_int_range(random, 0, cases[c].steps);
    for (size_t i = 0; i < (size_t)MIN(cases[c].steps, 200); i++) x[i] = 1 + (double)i;
    RatingMatrix m = {cases[c].n, cases[c].k, x};
    g_autoptr(Agreement) a = agreement_new(m.n, m.k);
    agreement_krippendorff(a, &m);
    for (size_t f = 0; f < G_N_ELEMENTS(forms); f++)
      value_is(a, "krippendorff", forms[f], alpha_by_definition(&m, forms[f]), 1e-12);
  }
}

/* The limits of many units: every twentieth unit, as they are dealt, is left out in turn, and alpha found anew. */
static void test_alpha_by_twentieths(void) {
  enum { UNITS = 240, SHARES = 20 };
  static const int steps[] = {6, 3000};
  g_autoptr(GRand) random = g_rand_new_with_seed(8);
  for (size_t s = 0; s < G_N_ELEMENTS(steps); s++) {
    double x[UNITS * 2], kept[UNITS * 2], sum = 0, squares = 0;
    for (size_t i = 0; i < UNITS * 2; i++)
      x[i] = 1 + g_rand_int_range(random, 0, steps[s]) + (i % 2 ? 0.3 * x[i - 1] : 0);
    RatingMatrix m = {UNITS, 2, x};
    g_autofree size_t *order = shuffled_rows(&m);
    for (size_t share = 0; share < SHARES; share++) {
      size_t n = 0;
      for (size_t i = 0; i < UNITS * 2; i++)
        if (i / 2 % SHARES != share) kept[n++] = x[2 * order[i / 2] + i % 2];
      double alpha = alpha_by_definition(&(RatingMatrix){n / 2, 2, kept}, "interval");
      sum += alpha;
      squares += alpha * alpha;
    }
    double reach = 2.093024054408263 * sqrt((squares - sum * sum / SHARES) * (SHARES - 1) / SHARES);
    g_autoptr(Agreement) a = agreement_new(UNITS, 2);
    agreement_krippendorff(a, &m);
    value_is(a, "krippendorff", "interval_lower", alpha_by_definition(&m, "interval") - reach, 1e-9);
  }
}

/* As many different values as there are, some more than once, both zeros one. */
static void test_numbering(void) {
  enum { MANY = 5000 };
  g_autofree double *x = g_new(double, 3 * MANY);
  g_autofree uint32_t *places = g_new(uint32_t, 3 * MANY);
  for (size_t i = 0; i < 3 * MANY; i++) x[i] = (double)(i * 7919 % MANY) / 4 - 100;
  x[0] = -0.0;
  size_t different = 0;
  g_autofree double *values = number_values(x, 3 * MANY, places, &different);
  g_assert_cmpuint(different, ==, MANY);
  for (size_t i = 1; i < different; i++) g_assert_cmpfloat(values[i - 1], <, values[i]);
  for (size_t i = 0; i < 3 * MANY; i++) near_to(values[places[i]], x[i], 0);
  g_autofree double *none = number_values(x, 0, places, &different);
  g_assert_nonnull(none);
  g_assert_cmpuint(different, ==, 0);
}

/* More than two hundred units: the jackknife goes by twentieths, and its limits hold the plain figure. */
static void test_alpha_of_many_units(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(5);
  g_autofree double *x = g_new(double, 900 * 3);
  for (size_t i = 0; i < 900 * 3; i++) {
    double change = g_rand_double_range(random, -1, 2), fresh = g_rand_double_range(random, 0, 10);
    x[i] = floor(i % 3 == 0 ? fresh : x[i - i % 3] + change);
  }
  RatingMatrix m = {900, 3, x};
  g_autoptr(Agreement) a = agreement_new(900, 3);
  agreement_krippendorff(a, &m);
  double alpha = agreement_number(a, "krippendorff", "interval");
  double low = agreement_number(a, "krippendorff", "interval_lower");
  double high = agreement_number(a, "krippendorff", "interval_upper");
  g_assert_cmpfloat(alpha - low, >, 0.002);
  g_assert_cmpfloat(alpha - low, <, 0.02);
  near_to(high - alpha, alpha - low, 1e-9);
}

static void test_finn_limits(void) {
  RatingMatrix m = {6, 4, shrout};
  g_autoptr(Agreement) a = agreement_new(6, 4);
  agreement_finn(a, &m, 10);
  /* chi-square of 18 degrees: 8.2307 and 31.5264 */
  value_is(a, "finn", "finn_oneway_lower", 1 - 18 * 6.2638888888888875 / 8.25 / 8.230746, 1e-5);
  value_is(a, "finn", "finn_oneway_upper", 1 - 18 * 6.2638888888888875 / 8.25 / 31.526378, 1e-5);
}

static void test_kendall_extremes(void) {
  static const double same[] = {1, 10, 100, 2, 20, 200, 3, 30, 300, 4, 40, 400};
  static const double opposed[] = {1, 4, 2, 3, 3, 2, 4, 1};
  RatingMatrix one = {4, 3, same}, none = {4, 2, opposed};
  g_autoptr(Agreement) a = agreement_new(4, 3), b = agreement_new(4, 2);
  agreement_kendall(a, &one);
  agreement_kendall(b, &none);
  value_is(a, "kendall", "W", 1, 1e-12);
  value_is(a, "kendall", "mean_rho", 1, 1e-12);
  value_is(b, "kendall", "W", 0, 1e-12);
  value_is(b, "kendall", "mean_rho", -1, 1e-12);
  g_assert_true(isnan(agreement_number(a, "kendall", "F")));
}

/* R: cor.test of 1..12 with a near copy (n = 12 is past enumeration), and with ties. */
static void test_correlations(void) {
  static const double x[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, y[] = {2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11};
  static const double tx[] = {1, 2, 2, 3, 4}, ty[] = {1, 2, 3, 3, 5};
  g_autoptr(Agreement) a = agreement_new(12, 2), b = agreement_new(5, 2), c = agreement_new(4, 2);
  agreement_correlation(a, x, y, 12);
  agreement_correlation(b, tx, ty, 5);
  agreement_correlation(c, x, y, 4);
  value_is(a, "correlation", "tau", 54.0 / 66, 1e-12);
  value_is(a, "correlation", "rho", 1 - 6.0 * 12 / (12 * 143), 1e-12);
  value_is(b, "correlation", "tau", 8.0 / 9, 1e-12);
  value_is(b, "correlation", "concordant", 8, 0);
  value_is(c, "correlation", "tau_p", 18.0 / 24, 1e-12); /* 9 of 24 orders have at least 4 pairs in order, doubled */
  value_is(c, "correlation", "rho_p", 10.0 / 24, 1e-12);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/kappa/limits", test_kappa_limits);
  g_test_add_func("/kappa/table", test_kappa_of_counts_crossed);
  g_test_add_func("/kappa/weights given", test_given_weights);
  g_test_add_func("/kappa/two", test_kappa_of_two);
  g_test_add_func("/kappa/counts", test_kappa_of_counts);
  g_test_add_func("/kappa/weights", test_weights);
  g_test_add_func("/cronbach/holes", test_cronbach_of_holes);
  g_test_add_func("/finn/levels", test_finn);
  g_test_add_func("/alpha/limits", test_alpha_limits);
  g_test_add_func("/alpha/definition", test_alpha_by_definition);
  g_test_add_func("/alpha/twentieths", test_alpha_by_twentieths);
  g_test_add_func("/alpha/numbering", test_numbering);
  g_test_add_func("/alpha/many units", test_alpha_of_many_units);
  g_test_add_func("/finn/limits", test_finn_limits);
  g_test_add_func("/kendall/extremes", test_kendall_extremes);
  g_test_add_func("/correlation", test_correlations);
  g_test_set_nonfatal_assertions();
  return g_test_run();
}
