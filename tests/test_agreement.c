/* test_agreement.c: agreement statistics against published and independently computed figures, and on data that has
 * nothing to say. The worked examples in tests/oracles are run by test_oracles. */
#include <locale.h>
#include <math.h>
#include <string.h>

#include "scoring/agreement_put.h"

static const double N = NAN;

static void near_to(double got, double want, double room) {
  if (fabs(got - want) <= room) return;
  g_test_message("got %.12g, wanted %.12g", got, want);
  g_test_fail();
}

static void value_is(const Agreement *a, const char *group, const char *name, double want, double room) {
  double got = agreement_number(a, group, name);
  if (isnan(got)) g_test_message("%s/%s is not there", group, name);
  near_to(isnan(got) ? HUGE_VAL : got, want, room);
}

static void entry_is(const Agreement *a, const char *group, const char *name, size_t i, double want, double room) {
  const AgreementValue *value = agreement_value(a, group, name);
  g_assert_nonnull(value);
  g_assert_cmpint(value->kind, ==, AGREEMENT_LIST);
  g_assert_cmpuint(i, <, value->n);
  near_to(value->list[i], want, room);
}

static bool says(const Agreement *a, const char *group, const char *part) {
  for (unsigned i = 0; i < a->warnings->len; i++) {
    const AgreementWarning *w = a->warnings->pdata[i];
    g_autofree char *message = agreement_message(w, w->sentence);
    if (strcmp(w->group, group) == 0 && strstr(message, part) != NULL) return true;
  }
  return false;
}

/* -- data that recurs ------------------------------------------------------------------------------ */

static const double shrout[] = {9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7};

static RatingMatrix shrout_without(double *room, size_t n_holes, const size_t *holes) {
  memcpy(room, shrout, sizeof shrout);
  for (size_t i = 0; i < n_holes; i++) room[holes[i]] = N;
  return (RatingMatrix){6, 4, room};
}

/* Six batches of five: Davies & Goldsmith (1972), and the same with no variance between batches: Box & Tiao (1973). */
static const double dyestuff[2][30] = {
    {1545, 1440, 1440, 1520, 1580, 1540, 1555, 1490, 1560, 1495, 1595, 1550, 1605, 1510, 1560,
     1445, 1440, 1595, 1465, 1545, 1595, 1630, 1515, 1635, 1625, 1520, 1455, 1450, 1480, 1445},
    {7.298, 3.846, 2.434, 9.566, 7.990, 5.220, 6.556, 0.608, 11.788, -0.892, 0.110, 10.386, 13.434, 5.510, 8.166,
     2.212, 4.852, 7.092, 9.288, 4.980, 0.282, 9.014, 4.458, 9.446,  7.198,  1.722, 4.782,  8.106,  0.758, 3.758}};

/* -- intraclass correlation and REML --------------------------------------------------------------- */

static void test_reml_of_batches(void) {
  static const struct { double between, within, mean; } want[] = {{1764.05, 2451.25, 1527.5}, {0, 13.80631, 5.6656}};
  uint32_t batch[30];
  for (uint32_t i = 0; i < 30; i++) batch[i] = i / 5;
  for (size_t d = 0; d < 2; d++) {
    RatingTable t = {30, dyestuff[d], 1, {"batch"}, {batch}, {6}, {0}};
    g_autoptr(Agreement) a = agreement_new(6, 5);
    agreement_variance_reml(a, &t);
    value_is(a, "variance", "var_batch", want[d].between, 2e-5 * (1 + want[d].between));
    value_is(a, "variance", "var_residual", want[d].within, 2e-5 * want[d].within);
    value_is(a, "variance", "mean", want[d].mean, 1e-6 * want[d].mean);
  }
}

/* Balanced data: REML is the analysis of variance. */
static void test_reml_of_full_plan(void) {
  RatingMatrix m = {6, 4, shrout};
  g_autoptr(RatingCells) cells = rating_cells(&m);
  g_autoptr(Reml) reml = reml_fit(&cells->table);
  near_to(reml->components[0], (11.241666666666669 - 1.019444444444442) / 4, 1e-8);
  near_to(reml->components[1], (32.486111111111114 - 1.019444444444442) / 6, 1e-8);
  near_to(reml->residual, 1.019444444444442, 1e-8);
}

/* Against a dense likelihood maximised by another program. */
static void test_reml_with_holes(void) {
  static const size_t holes[] = {1, 11, 16, 22};
  double room[24];
  RatingMatrix m = shrout_without(room, 4, holes);
  g_autoptr(RatingCells) cells = rating_cells(&m);
  g_autoptr(Reml) reml = reml_fit(&cells->table);
  near_to(reml->components[0], 2.58293747, 1e-6);
  near_to(reml->components[1], 4.44016401, 1e-6);
  near_to(reml->residual, 1.15621197, 1e-6);
  near_to(reml->mean, 5.3130582, 1e-6);
}

static void test_icc_with_holes(void) {
  static const size_t holes[] = {1, 11, 16, 22};
  double room[24], p = 2.58293747, j = 4.44016401, e = 1.15621197;
  RatingMatrix m = shrout_without(room, 4, holes);
  g_autoptr(Agreement) a = agreement_new(6, 4);
  agreement_icc(a, &m);
  value_is(a, "icc", "ICC(3,1)", p / (p + e), 1e-6);
  value_is(a, "icc", "ICC(2,1)", p / (p + j + e), 1e-6);
  value_is(a, "icc", "ICC(3,k)", p / (p + e / 4), 1e-6);
  g_assert_true(says(a, "icc", "REML"));
}

/* Hundreds of assessors in turn: the components that went in come out, by random probes. */
static void test_reml_of_many(void) {
  enum { TARGETS = 4000, RATERS = 400, EACH = 5 };
  g_autofree double *y = g_new(double, TARGETS *EACH);
  g_autofree uint32_t *target = g_new(uint32_t, TARGETS * EACH), *rater = g_new(uint32_t, TARGETS * EACH);
  g_autoptr(GRand) random = g_rand_new_with_seed(7);
  double severity[RATERS];
  for (size_t j = 0; j < RATERS; j++) severity[j] = g_rand_double_range(random, -6, 6);
  for (uint32_t i = 0; i < TARGETS * EACH; i++) {
    if (i % EACH == 0)
      y[i] = g_rand_double_range(random, -12, 12);
    else
      y[i] = y[i - i % EACH];
    target[i] = i / EACH;
    rater[i] = (uint32_t)g_rand_int_range(random, 0, RATERS);
  }
  for (size_t i = 0; i < TARGETS * EACH; i++) y[i] += severity[rater[i]] + g_rand_double_range(random, -9, 9);
  RatingTable t = {TARGETS * EACH, y, 2, {"p", "i"}, {target, rater}, {TARGETS, RATERS}, {0}};
  g_autoptr(Reml) reml = reml_fit(&t);
  near_to(reml->components[0], 48, 3);
  near_to(reml->components[1], 12, 2);
  near_to(reml->residual, 27, 1);
}

/* Every applicant has a team of its own: severity and chance are one. */
static void test_confounded_panel(void) {
  static const double y[] = {1, 2, 3, 5, 7, 6};
  static const uint32_t applicant[] = {0, 0, 1, 1, 2, 2}, assessor[] = {0, 1, 2, 3, 4, 5};
  RatingTable t = {6, y, 2, {"p", "i"}, {applicant, assessor}, {3, 6}, {0}};
  g_autoptr(Agreement) a = agreement_of_panel(&t);
  g_assert_cmpint(agreement_value(a, "icc", "ICC(2,1)")->kind, ==, AGREEMENT_NONE);
  g_assert_cmpint(agreement_value(a, "variance", "var_residual")->kind, ==, AGREEMENT_NONE);
  g_assert_true(says(a, "variance", "cannot be told apart"));
  value_is(a, "severity", "components", 3, 0);
}

/* Marks that add up exactly: no residual, so no test, and no noise taken for one. */
static void test_exact_panel(void) {
  static const double x[] = {0.1, 0.4, 0.8, 0.3, 0.6, 1.0, 0.5, 0.8, 1.2};
  RatingMatrix m = {3, 3, x};
  g_autoptr(Agreement) a = agreement_of_matrix(&m);
  value_is(a, "severity", "MSE", 0, 0);
  g_assert_cmpint(agreement_value(a, "severity", "F")->kind, ==, AGREEMENT_NONE);
  entry_is(a, "severity", "severity_shrunk", 0, 19.0 / 30 - 0.3, 1e-6);
  value_is(a, "finn", "MS_twoway", 0, 0);
}

static void test_icc_of_panel(void) {
  uint32_t target[24], rater[24];
  for (uint32_t i = 0; i < 24; i++) {
    target[i] = i / 4;
    rater[i] = i % 4;
  }
  RatingTable t = {24, shrout, 2, {"p", "i"}, {target, rater}, {6, 4}, {0}};
  g_autoptr(Agreement) a = agreement_of_panel(&t);
  value_is(a, "icc", "ICC(1,1)", 0.16574176840547553, 1e-9);
  value_is(a, "icc", "ICC(2,1)", 0.2897637795275592, 1e-9);
  value_is(a, "variance", "var_residual", 1.019444444444442, 1e-6);
  value_is(a, "severity", "components", 1, 0);
}

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

/* -- variance components ---------------------------------------------------------------------------- */

/* Brennan (2001) 4.1: what a nested design confounds is the sum of the crossed components. */
static void test_nested_design(void) {
  enum { P = 5, I = 3, O = 2 };
  static const double y[] = {2, 6, 7, 2, 5, 5, 4, 5, 6, 6, 7, 5, 5, 5, 4, 5, 4, 5, 5, 9, 8, 5, 7, 7, 4, 3, 5, 4, 5, 6};
  uint32_t person[30], item[30], own_item[30], occasion[30];
  for (uint32_t n = 0; n < 30; n++) {
    person[n] = n / 6;
    occasion[n] = n % 6 / 3;
    item[n] = n % 3;
    own_item[n] = n % 6;
  }
  RatingTable crossed = {30, y, 3, {"person", "item", "occasion"}, {person, item, occasion}, {P, I, O}, {0}};
  RatingTable named = {30, y, 3, {"person", "item", "occasion"}, {person, own_item, occasion}, {P, I * O, O}, {0}};
  RatingTable told = crossed;
  told.within[1] = 3;
  g_autoptr(Agreement) a = agreement_new(P, I), b = agreement_new(P, I), c = agreement_new(P, I);
  agreement_variance_design(a, &crossed);
  agreement_variance_design(b, &named);
  agreement_variance_design(c, &told);
  double i = agreement_number(a, "variance", "i"), io = agreement_number(a, "variance", "io");
  double pi = agreement_number(a, "variance", "pi"), pio = agreement_number(a, "variance", "pio");
  value_is(b, "variance", "i:o", i + io, 1e-12);
  value_is(b, "variance", "pi:o", pi + pio, 1e-12);
  value_is(b, "variance", "po", agreement_number(a, "variance", "po") - pi / I, 1e-12);
  value_is(b, "variance", "df_pi:o", 16, 0);
  value_is(c, "variance", "i:o", i + io, 1e-12);
  value_is(c, "variance", "Erho2", agreement_number(b, "variance", "Erho2"), 1e-12);
  g_assert_null(agreement_value(b, "variance", "pio"));
}

static void test_uneven_design(void) {
  static const double y[] = {1, 2, 3, 4, 5};
  static const uint32_t person[] = {0, 0, 1, 1, 2}, item[] = {0, 1, 0, 1, 0};
  RatingTable t = {5, y, 2, {"person", "item"}, {person, item}, {3, 2}, {0}};
  g_autoptr(Agreement) a = agreement_new(3, 2);
  agreement_variance_design(a, &t);
  g_assert_cmpint(agreement_value(a, "variance", "Erho2")->kind, ==, AGREEMENT_NONE);
  g_assert_true(says(a, "variance", "exactly one score"));
}

static void test_study_of_sizes(void) {
  static const unsigned sizes[] = {3, 5};
  RatingMatrix m = {6, 4, shrout};
  g_autoptr(Agreement) a = agreement_new(6, 4);
  agreement_variance(a, &m, sizes, 2);
  double p = agreement_number(a, "variance", "var_p"), e = agreement_number(a, "variance", "var_pi");
  value_is(a, "variance", "Erho2_n4", 0.9093155423770697, 1e-9); /* = ICC(3,k) */
  value_is(a, "variance", "Phi_n4", 0.6200505475989893, 1e-9);   /* = ICC(2,k) */
  value_is(a, "variance", "Erho2_n5", p / (p + e / 5), 1e-12);
  g_assert_null(agreement_value(a, "variance", "Erho2_n7"));
}

/* -- severity --------------------------------------------------------------------------------------- */

/* Complete and balanced: effects are differences of means, errors have a closed form. */
static void test_severity_of_full_plan(void) {
  RatingMatrix m = {6, 4, shrout};
  g_autoptr(RatingCells) cells = rating_cells(&m);
  g_autoptr(Agreement) a = agreement_new(6, 4);
  static const double means[] = {46.0 / 6, 15.0 / 6, 26.0 / 6, 40.0 / 6};
  double mean = 127.0 / 24, mse = 1.019444444444442, between = (32.486111111111114 - mse) / 6;
  agreement_severity(a, &cells->table);
  value_is(a, "severity", "MSE", mse, 1e-9);
  value_is(a, "severity", "block_variance", between, 1e-9);
  for (size_t j = 0; j < 4; j++) {
    entry_is(a, "severity", "severity", j, mean - means[j], 1e-9);
    entry_is(a, "severity", "severity_se", j, sqrt(mse * 3 / 24), 1e-9);
    entry_is(a, "severity", "severity_shrunk", j, (mean - means[j]) * 6 * between / (6 * between + mse), 1e-9);
  }
}

static void test_severity_unlinked(void) {
  static const double y[] = {60, 50, 70, 62, 80, 74, 66, 60};
  static const uint32_t applicant[] = {0, 0, 1, 1, 2, 2, 3, 3}, assessor[] = {0, 1, 0, 1, 3, 4, 3, 4};
  RatingTable t = {8, y, 2, {"applicant", "assessor"}, {applicant, assessor}, {4, 5}, {0}};
  g_autoptr(Agreement) a = agreement_new(4, 5);
  agreement_severity(a, &t);
  value_is(a, "severity", "components", 2, 0);
  value_is(a, "severity", "severity_gap_within_team1", 9, 1e-9);
  value_is(a, "severity", "severity_gap_within_team2", 6, 1e-9);
  g_assert_cmpint(agreement_value(a, "severity", "severity")->kind, ==, AGREEMENT_NONE);
  g_assert_cmpint(agreement_value(a, "severity", "effect_combined")->kind, ==, AGREEMENT_NONE);
  g_assert_true(says(a, "severity", "fall into 2 groups"));
}

/* An assessor who marked nothing has no severity; the others have. */
static void test_severity_of_idle_assessor(void) {
  static const double y[] = {60, 50, 40, 70, 62, 49};
  static const uint32_t applicant[] = {0, 0, 0, 1, 1, 1}, assessor[] = {0, 2, 3, 0, 2, 3};
  RatingTable t = {6, y, 2, {"applicant", "assessor"}, {applicant, assessor}, {2, 4}, {0}};
  g_autoptr(Agreement) a = agreement_new(2, 4);
  agreement_severity(a, &t);
  value_is(a, "severity", "components", 1, 0);
  g_assert_true(isnan(agreement_value(a, "severity", "severity")->list[1]));
  g_assert_true(isnan(agreement_value(a, "severity", "severity_se")->list[1]));
  entry_is(a, "severity", "severity", 3, 331.0 / 6 - 44.5, 1e-9);
}

/* -- outliers --------------------------------------------------------------------------------------- */

/* Critical values as printed by Dixon (1953) and, for two sides, Rorabacher (1991). */
static void test_dixon_table(void) {
  static const struct {
    size_t n;
    const char *form, *critical;
    double value;
  } rows[] = {{3, "r10", "critical_one_sided_05", 0.941},  {5, "r10", "critical_one_sided_05", 0.642},
              {7, "r10", "critical_one_sided_05", 0.507},  {5, "r10", "critical_two_sided_05", 0.710},
              {8, "r11", "critical_one_sided_05", 0.554},  {10, "r11", "critical_one_sided_05", 0.477},
              {12, "r21", "critical_one_sided_05", 0.546}, {15, "r22", "critical_one_sided_05", 0.525}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    double x[16];
    for (size_t j = 0; j < rows[i].n; j++) x[j] = (double)j * 1.5;
    x[2] = 90;
    g_autoptr(Agreement) a = agreement_new(rows[i].n, 1);
    agreement_dixon(a, x, rows[i].n);
    value_is(a, "outliers", rows[i].critical, rows[i].value, 1.6e-3);
    value_is(a, "outliers", "outlier_index", 3, 0);
    g_assert_nonnull(agreement_value(a, "outliers", rows[i].form));
    g_assert_cmpfloat(agreement_number(a, "outliers", "p_two_sided"), <, 0.05);
  }
}

static void test_dixon_of_low_end(void) {
  static const double x[] = {0.189, 0.167, 0.187, 0.183, 0.186, 0.182, 0.181};
  g_autoptr(Agreement) a = agreement_new(7, 1);
  agreement_dixon(a, x, 7);
  value_is(a, "outliers", "Q", 0.014 / 0.022, 1e-9);
  value_is(a, "outliers", "outlier_index", 2, 0);
}

static void test_grubbs_p(void) {
  static const double x[] = {199.31, 199.53, 200.19, 200.82, 201.92, 201.95, 202.18, 245.57};
  static const double calm[] = {1, 2, 3, 4, 5, 6};
  g_autoptr(Agreement) a = agreement_new(8, 1), b = agreement_new(6, 1);
  agreement_grubbs(a, x, 8);
  agreement_grubbs(b, calm, 6);
  g_assert_cmpfloat(agreement_number(a, "outliers", "p_one_sided"), <, 1e-5);
  g_assert_cmpfloat(agreement_number(b, "outliers", "p_one_sided"), >, 0.2);
  /* at the critical value p is the level */
  double critical = agreement_number(b, "outliers", "critical_one_sided_05");
  g_assert_cmpfloat(critical, >, agreement_number(b, "outliers", "G"));
  near_to(critical, 1.822, 1e-3); /* Grubbs (1969), table 1, n = 6 */
}

static void test_modified_z(void) {
  static const double x[] = {1, 3, N, 3, 6, 8, 10, 10, 1000};
  g_autoptr(Agreement) a = agreement_new(9, 1);
  agreement_modified_z(a, x, 9);
  entry_is(a, "outliers", "modified_z", 8, 0.6745 * 993 / 3.5, 1e-9);
  entry_is(a, "outliers", "modified_z_outlier_indices", 0, 9, 0);
  g_assert_true(isnan(agreement_value(a, "outliers", "modified_z")->list[2]));
  value_is(a, "outliers", "modified_z_outliers", 1, 0);
}

static void test_esd_unmasks(void) {
  static const double x[] = {10, 11, 9, 10, 12, 8, 10, 11, 9, 10, 10, 11, 9, 10, 12, 8, 40, 41};
  g_autoptr(Agreement) a = agreement_new(18, 1);
  agreement_esd(a, x, 18, 4);
  value_is(a, "outliers", "outliers", 2, 0);
  entry_is(a, "outliers", "outlier_indices", 0, 18, 0);
  entry_is(a, "outliers", "outlier_indices", 1, 17, 0);
}

static void test_flat_columns(void) {
  static const double flat[] = {5, 5, 5, 5, 5}, mostly[] = {5, 5, 5, 5, 9}, gone[] = {N, N};
  g_autoptr(Agreement) a = agreement_new(5, 1), b = agreement_new(5, 1), c = agreement_new(2, 1);
  agreement_grubbs(a, flat, 5);
  agreement_dixon(a, flat, 5);
  agreement_modified_z(b, mostly, 5);
  agreement_mad(b, mostly, 5);
  agreement_mad(c, gone, 2);
  agreement_modified_z(c, gone, 2);
  g_assert_cmpint(agreement_value(a, "outliers", "G")->kind, ==, AGREEMENT_NONE);
  g_assert_cmpint(agreement_value(b, "outliers", "modified_z")->kind, ==, AGREEMENT_NONE);
  g_assert_true(says(b, "outliers", "Half of the figures"));
  value_is(b, "outliers", "MAD", 0, 0);
  g_assert_cmpint(agreement_value(c, "outliers", "median")->kind, ==, AGREEMENT_NONE);
}

static void test_winsorized(void) {
  static const double x[] = {1, 2, 3, 4, 100};
  near_to(agreement_winsorized(x, 5, 0.2), (2 + 2 + 3 + 4 + 4) / 5.0, 1e-12);
  near_to(agreement_winsorized(x, 5, 0), 22, 1e-12);
  g_assert_true(isnan(agreement_winsorized(x, 4, 0.5)));
}

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
  if (row->n < 5 || row->k < 3) g_assert_true(says(a, "icc", "are few"));
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
  g_assert_false(says(a, "icc", "are few"));
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

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/reml/batches", test_reml_of_batches);
  g_test_add_func("/reml/full plan", test_reml_of_full_plan);
  g_test_add_func("/reml/holes", test_reml_with_holes);
  g_test_add_func("/reml/many", test_reml_of_many);
  g_test_add_func("/icc/holes", test_icc_with_holes);
  g_test_add_func("/panel/confounded", test_confounded_panel);
  g_test_add_func("/panel/exact", test_exact_panel);
  g_test_add_func("/icc/panel", test_icc_of_panel);
  g_test_add_func("/kappa/limits", test_kappa_limits);
  g_test_add_func("/kappa/table", test_kappa_of_counts_crossed);
  g_test_add_func("/kappa/two", test_kappa_of_two);
  g_test_add_func("/kappa/counts", test_kappa_of_counts);
  g_test_add_func("/kappa/weights", test_weights);
  g_test_add_func("/cronbach/holes", test_cronbach_of_holes);
  g_test_add_func("/finn/levels", test_finn);
  g_test_add_func("/alpha/limits", test_alpha_limits);
  g_test_add_func("/finn/limits", test_finn_limits);
  g_test_add_func("/kendall/extremes", test_kendall_extremes);
  g_test_add_func("/correlation", test_correlations);
  g_test_add_func("/variance/nested", test_nested_design);
  g_test_add_func("/variance/uneven", test_uneven_design);
  g_test_add_func("/variance/sizes", test_study_of_sizes);
  g_test_add_func("/severity/full plan", test_severity_of_full_plan);
  g_test_add_func("/severity/unlinked", test_severity_unlinked);
  g_test_add_func("/severity/idle", test_severity_of_idle_assessor);
  g_test_add_func("/outliers/dixon", test_dixon_table);
  g_test_add_func("/outliers/dixon low", test_dixon_of_low_end);
  g_test_add_func("/outliers/grubbs", test_grubbs_p);
  g_test_add_func("/outliers/modified z", test_modified_z);
  g_test_add_func("/outliers/esd", test_esd_unmasks);
  g_test_add_func("/outliers/flat", test_flat_columns);
  g_test_add_func("/outliers/winsorized", test_winsorized);
  g_test_add_func("/raters/effects", test_rater_effects);
  g_test_add_func("/raters/halo", test_halo);
  for (size_t i = 0; i < G_N_ELEMENTS(poor); i++) {
    g_autofree char *path = g_strconcat("/poor/", poor[i].name, NULL);
    g_test_add_data_func(path, &poor[i], test_poor_data);
  }
  g_test_add_func("/identical columns", test_identical_columns);
  g_test_add_func("/messages", test_messages);
  g_test_add_func("/sums/quantiles", test_quantiles);
  g_test_add_func("/sums/midranks", test_midranks);
  g_test_add_func("/sums", test_sums);
  g_test_set_nonfatal_assertions();
  return g_test_run();
}
