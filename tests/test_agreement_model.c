/* test_agreement_model.c: intraclass correlations, variances and severities against published and independently computed
 * figures. */
#include "scoring/agreement_model.h"
#include "tests/agreement_near.h"

#include <locale.h>
#include <math.h>
#include <string.h>

/* Six batches of five: Davies & Goldsmith (1972), and the same with no variance between batches: Box & Tiao (1973). */
static const double N = NAN;

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
  g_autoptr(Reml) reml = reml_fit(&cells->table, 50);
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
  g_autoptr(Reml) reml = reml_fit(&cells->table, 50);
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

/* A panel of so many each, dealt at random: a level per applicant, a severity per assessor, noise. */
typedef struct Dealt {
  size_t n;
  double *y;
  uint32_t *target, *rater;
} Dealt;

static void dealt_clear(Dealt *d) {
  g_free(d->y);
  g_free(d->target);
  g_free(d->rater);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Dealt, dealt_clear)

static RatingTable deal(Dealt *d, uint32_t targets, uint32_t raters, uint32_t each) {
  g_autoptr(GRand) random = g_rand_new_with_seed(7);
  g_autofree double *severity = g_new(double, raters);
  *d = (Dealt){targets * each, g_new(double, targets *each), g_new(uint32_t, targets * each),
               g_new(uint32_t, targets * each)};
  for (size_t j = 0; j < raters; j++) severity[j] = g_rand_double_range(random, -6, 6);
  for (uint32_t i = 0; i < d->n; i++) {
    d->y[i] = i % each == 0 ? g_rand_double_range(random, -12, 12) : d->y[i - i % each];
    d->target[i] = i / each;
    d->rater[i] = (uint32_t)g_rand_int_range(random, 0, (int)raters);
  }
  for (size_t i = 0; i < d->n; i++) d->y[i] += severity[d->rater[i]] + g_rand_double_range(random, -9, 9);
  return (RatingTable){d->n, d->y, 2, {"p", "i"}, {d->target, d->rater}, {targets, raters}, {0}};
}

/* Hundreds of assessors in turn: the variances that went in come out, without REML. */
static void test_variances_of_many(void) {
  g_auto(Dealt) dealt;
  RatingTable t = deal(&dealt, 4000, 400, 5);
  g_autoptr(Agreement) a = agreement_new(4000, 400);
  agreement_variance_panel(a, &t);
  text_is(a, "variance", "estimator", "Henderson 3");
  value_is(a, "variance", "var_p", 48, 3);
  value_is(a, "variance", "var_i", 12, 2);
  value_is(a, "variance", "var_residual", 27, 1);
  g_assert_true(says(a, "variance", "Henderson"));
}

/* Of a middling plan REML and Henderson's method 3 nearly agree, and REML is not asked beyond its size. */
static void test_two_estimators(void) {
  g_auto(Dealt) dealt;
  RatingTable t = deal(&dealt, 300, 40, 5);
  g_autoptr(TwoWay) two = two_way_new(&t);
  g_auto(Fitting) f = {.effects = NULL};
  fitting_find(two, 1e-24, &f);
  Components reml = components_of(two, &f, 40), constants = components_of(two, &f, 39);
  g_assert_cmpstr(reml.estimator, ==, "REML");
  g_assert_cmpstr(constants.estimator, ==, "Henderson 3");
  near_to(reml.applicant, constants.applicant, 0.02 * reml.applicant);
  near_to(reml.assessor, constants.assessor, 0.1 * reml.assessor);
  near_to(reml.residual, constants.residual, 0.01 * reml.residual);
}

/* A variance that the data put at nothing is nothing, and the others are found all the same: R's lme4 says 0, 1.701 and
 * 8.766. Marks that fit exactly, or are no more than the effects, have no likelihood. */
static void test_reml_at_the_edge(void) {
  static const double edge[] = {-2, 1, N, N, 3, -6, 0, 6, 1, -5, 0, 2, 2, 1, 0}, exact[] = {1, 2, 3, 2, 3, N, 4, N, 6};
  static const double scant[] = {1, 2, 3, N};
  RatingMatrix m = {5, 3, edge}, fits = {3, 3, exact}, few = {2, 2, scant};
  g_autoptr(RatingCells) a = rating_cells(&m), b = rating_cells(&fits), c = rating_cells(&few);
  g_autoptr(Reml) reml = reml_fit(&a->table, 50);
  near_to(reml->components[0], 0, 0);
  near_to(reml->components[1], 1.7015, 2e-3);
  near_to(reml->residual, 8.766, 2e-3);
  g_assert_null(reml_fit(&b->table, 50));
  g_assert_null(reml_fit(&c->table, 50));
  g_autoptr(Agreement) exactly = agreement_new(3, 3);
  agreement_icc(exactly, &fits);
  value_is(exactly, "icc", "ICC(3,1)", 1, 1e-12);
  text_is(exactly, "icc", "estimator", "Henderson 3");
}

/* -- fitting constants ------------------------------------------------------------------------------- */

/* Twelve applicants, four of seven assessors each; from the projections themselves, in another program. */
static const double incomplete[] = {590, 544, 579, 572, 597, 572, 627, 623, 531, 547, 518, 509, 612, 649, 652, 622,
                                    683, 704, 721, 694, 596, 610, 635, 586, 536, 515, 545, 514, 586, 653, 639, 642,
                                    591, 636, 596, 634, 430, 481, 472, 440, 612, 634, 655, 643, 587, 613, 605, 610};
static const uint32_t who[] = {1, 2, 3, 4, 1, 2, 3, 4, 1, 3, 4, 5, 0, 3, 4, 6, 0, 3, 4, 5, 0, 1, 3, 5,
                               1, 2, 3, 5, 0, 1, 2, 6, 2, 4, 5, 6, 0, 1, 3, 5, 0, 2, 3, 5, 0, 1, 4, 6};

static RatingTable incomplete_table(uint32_t *whom) {
  for (uint32_t i = 0; i < 48; i++) whom[i] = i / 4;
  return (RatingTable){48, incomplete, 2, {"applicant", "assessor"}, {whom, who}, {12, 7}, {0}};
}

static void test_fitting_constants(void) {
  uint32_t whom[48];
  RatingTable t = incomplete_table(whom);
  g_autoptr(TwoWay) two = two_way_new(&t);
  g_auto(Fitting) f = {.effects = NULL};
  fitting_find(two, 1e-24, &f);
  Components c = components_of(two, &f, 0);
  g_autoptr(Agreement) a = agreement_new(12, 7);
  put_icc(a, &f, &c, f.of->panel);
  near_to(c.applicant, 4255.755940865193, 1e-6);
  near_to(c.assessor, 293.7471816704576, 1e-6);
  near_to(c.residual, 139.58615166287575, 1e-8);
  near_to(f.applicants.times, 3.727272727272727, 1e-12);
  near_to(f.assessors.times, 6, 1e-12);
  value_is(a, "icc", "ICC(1,1)", 0.902637593548549, 1e-10);
  value_is(a, "icc", "ICC(2,1)", 0.9075868877741937, 1e-10);
  value_is(a, "icc", "ICC(2,k)", 0.9751761876243403, 1e-10);
  value_is(a, "icc", "ICC(3,1)_lower", 0.9245047812739511, 1e-9);
  value_is(a, "icc", "ICC(3,1)_upper", 0.9896500938818628, 1e-9);
  value_is(a, "icc", "F_twoway", 114.63851544977054, 1e-8);
  g_assert_true(says(a, "icc", "Henderson"));
}

/* An applicant marked twice by the same assessor: both marks count, and it is said. */
static void test_repeated_marks(void) {
  static const double y[] = {5, 6, 7, 4, 5, 9, 8, 8};
  static const uint32_t target[] = {0, 0, 0, 1, 1, 2, 2, 2}, rater[] = {0, 0, 1, 0, 1, 0, 1, 1};
  RatingTable t = {8, y, 2, {"applicant", "assessor"}, {target, rater}, {3, 2}, {0}};
  g_autoptr(Agreement) a = agreement_of_panel(&t);
  g_assert_true(says(a, "icc", "more than once"));
  value_is(a, "severity", "components", 1, 0);
  g_assert_false(isnan(agreement_number(a, "icc", "ICC(2,1)")));
}

/* An entry of the inverse by solving for it. */
static double entry_of(const Incidence *of, Shrink shrink, size_t j) {
  size_t n = of->assessors;
  g_autofree double *z = g_new0(double, n + 1), *x = g_new(double, n + 1), *diagonal = g_new(double, n + 1);
  bool about_mean = !(shrink.assessors > 0);
  double mean = 0;
  z[j] = 1;
  for (size_t i = 0; i < n && about_mean; i++) z[i] -= 1 / (double)n;
  two_way_diagonal(of, shrink, diagonal);
  two_way_solve(of, shrink, 1, diagonal, 1e-24, z, x);
  for (size_t i = 0; i < n && about_mean; i++) mean += x[i] / (double)n;
  return x[j] - mean;
}

/* Written down where there are few assessors, by random signs where there are many; and written down again where many
 * are loosely linked: applicant after applicant by the next few, so that a chain of them links all. */
static void test_inverse(void) {
  static const struct {
    uint32_t targets, raters, each, chain;
    double room;
  } plans[] = {{200, 40, 5, 0, 1e-9}, {1500, 150, 6, 0, 0.004}, {900, 300, 3, 1, 1e-7}};
  static const Shrink shrinks[] = {{0, 0}, {0, 2.5}};
  for (size_t p = 0; p < G_N_ELEMENTS(plans); p++) {
    g_auto(Dealt) dealt;
    RatingTable t = deal(&dealt, plans[p].targets, plans[p].raters, plans[p].each);
    for (size_t i = 0; i < dealt.n && plans[p].chain > 0; i++)
      dealt.rater[i] = (uint32_t)(i / plans[p].each / 3 + i % plans[p].each) % plans[p].raters;
    g_autoptr(TwoWay) two = two_way_new(&t);
    g_autofree double *diagonal = g_new(double, plans[p].raters);
    for (size_t s = 0; s < G_N_ELEMENTS(shrinks); s++) {
      two_way_inverse(two->of, shrinks[s], diagonal);
      for (size_t j = 0; j < plans[p].raters; j += 13) {
        double want = entry_of(two->of, shrinks[s], j);
        near_to(diagonal[j], want, plans[p].room * want);
      }
    }
  }
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

/* With a combination missing there are variances and no coefficient; with one twice, nothing. */
static void test_uneven_design(void) {
  static const double y[] = {1, 2, 3, 4, 5, 9, 7};
  static const uint32_t person[] = {0, 0, 1, 1, 2, 3, 3}, item[] = {0, 1, 0, 1, 0, 0, 1},
                        twice[] = {0, 1, 0, 0, 0, 0, 1};
  RatingTable t = {7, y, 2, {"person", "item"}, {person, item}, {4, 2}, {0}}, repeated = t;
  repeated.level[1] = twice;
  g_autoptr(Agreement) a = agreement_new(4, 2), b = agreement_new(4, 2);
  agreement_variance_design(a, &t);
  agreement_variance_design(b, &repeated);
  is_refused(a, "variance", "Erho2");
  g_assert_true(says(a, "variance", "method 1"));
  g_assert_cmpfloat(agreement_number(a, "variance", "p"), >, 5);
  is_refused(b, "variance", "Erho2");
  g_assert_null(agreement_value(b, "variance", "p"));
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

/* Marks in the thousand millions whose severities are a hundredth of them: exact arithmetic gives the mean square. */
static void test_severity_of_large_marks(void) {
  static const double x[] = {965631066.7, 971889305.2, 978240052.9, 975963755.2, 996962384.9, 993266422.8};
  RatingMatrix m = {3, 2, x};
  g_autoptr(RatingCells) cells = rating_cells(&m);
  g_autoptr(Agreement) a = agreement_new(3, 2);
  agreement_severity(a, &cells->table);
  value_is(a, "severity", "MSE", 14494988728564.846, 1);
}

/* What an applicant's mean would be had everybody marked it: of a full plan the mean itself, else corrected. */
static void test_adjusted_means(void) {
  static const double y[] = {10, 14, 12, 16, 20}; /* the second assessor marks 4 higher */
  static const uint32_t applicant[] = {0, 0, 1, 1, 2}, assessor[] = {0, 1, 0, 1, 1};
  RatingTable t = {5, y, 2, {"applicant", "assessor"}, {applicant, assessor}, {3, 2}, {0}};
  g_autoptr(Agreement) a = agreement_new(3, 2);
  agreement_severity(a, &t);
  entry_is(a, "severity", "raw_mean", 2, 20, 1e-12);
  entry_is(a, "severity", "adjusted_mean", 0, 12, 1e-9);
  entry_is(a, "severity", "adjusted_mean", 2, 18, 1e-9);
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

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/reml/batches", test_reml_of_batches);
  g_test_add_func("/reml/full plan", test_reml_of_full_plan);
  g_test_add_func("/reml/holes", test_reml_with_holes);
  g_test_add_func("/reml/edge", test_reml_at_the_edge);
  g_test_add_func("/variance/many", test_variances_of_many);
  g_test_add_func("/variance/two estimators", test_two_estimators);
  g_test_add_func("/fitting/constants", test_fitting_constants);
  g_test_add_func("/fitting/repeats", test_repeated_marks);
  g_test_add_func("/inverse", test_inverse);
  g_test_add_func("/icc/holes", test_icc_with_holes);
  g_test_add_func("/panel/confounded", test_confounded_panel);
  g_test_add_func("/panel/exact", test_exact_panel);
  g_test_add_func("/icc/panel", test_icc_of_panel);
  g_test_add_func("/variance/nested", test_nested_design);
  g_test_add_func("/variance/uneven", test_uneven_design);
  g_test_add_func("/variance/sizes", test_study_of_sizes);
  g_test_add_func("/severity/full plan", test_severity_of_full_plan);
  g_test_add_func("/severity/large", test_severity_of_large_marks);
  g_test_add_func("/severity/adjusted", test_adjusted_means);
  g_test_add_func("/severity/unlinked", test_severity_unlinked);
  g_test_add_func("/severity/idle", test_severity_of_idle_assessor);
  g_test_set_nonfatal_assertions();
  return g_test_run();
}
