/* agreement_variance.c: where the variance of marks comes from, and what another number of assessors would buy.
 *
 * Brennan (2001) Generalizability Theory 2.2 (p x i, ANOVA estimators), 2.3 (D studies, E rho^2 and Phi). Negative
 * estimates are shown as they are and count as zero in the coefficients. With missing cells: REML. */
#include "scoring/agreement_model.h"
#include "scoring/agreement_put.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#define GROUP "variance"
static const char few[] = N_("At least two applicants marked by at least two assessors are needed.");
static const char confounded[] = N_(
    "Applicants, assessors and chance cannot be told apart: too few applicants and assessors have more than one mark.");
static const char flat[] = N_("The marks do not vary, so there is no variance to share out.");
static const char below[] = N_("A variance was estimated below zero, which means about zero; there are too few marks.");
static const char by_reml[] = N_("Not every assessor marked every applicant: variances are estimated by REML.");
static const char by_constants[] = N_(
    "Not every assessor marked every applicant: variances are estimated by fitting constants (Henderson's method 3).");
enum { MOST_LEVELS = 1000 };
static const char *const names[] = {"var_p", "var_i", "var_pi", NULL};

/* "With m assessors dependability would be ...": relative (order) and absolute (against a floor). */
static void put_size(Agreement *a, const Components *v, double m) {
  double p = MAX(v->applicant, 0), relative = MAX(v->residual, 0) / m, absolute = relative + MAX(v->assessor, 0) / m;
  g_autofree char *rho = g_strdup_printf("Erho2_n%.0f", m), *phi = g_strdup_printf("Phi_n%.0f", m);
  if (agreement_value(a, GROUP, rho) != NULL) return;
  agreement_put(a, GROUP, rho, p / (p + relative), flat);
  agreement_put(a, GROUP, phi, p / (p + absolute), flat);
}

static void put_study(Agreement *a, const Components *v, size_t k, const unsigned *sizes, size_t n_sizes) {
  if (v->applicant < 0 || v->assessor < 0 || v->residual < 0) agreement_warn(a, GROUP, below, NULL);
  if (k > 0) put_size(a, v, (double)k);
  for (size_t i = 0; i < n_sizes; i++)
    if (sizes[i] > 0) put_size(a, v, sizes[i]);
}

static void put_squares(Agreement *a, const Fitting *f) {
  agreement_put(a, GROUP, "MS_p", f->applicants.mean, flat);
  agreement_put(a, GROUP, "MS_i", f->assessors.mean, flat);
  agreement_put(a, GROUP, "MS_pi", f->residual.mean, flat);
}

static void warn_of(Agreement *a, const char *estimator) {
  if (strcmp(estimator, "REML") == 0) agreement_warn(a, GROUP, by_reml, NULL);
  if (strcmp(estimator, "Henderson 3") == 0) agreement_warn(a, GROUP, by_constants, NULL);
}

void agreement_variance(Agreement *agreement, const RatingMatrix *matrix, const unsigned *sizes, size_t n_sizes) {
  g_autoptr(RatingCells) cells = rating_cells(matrix);
  g_autoptr(TwoWay) t = two_way_new(&cells->table);
  g_auto(Fitting) f = {.effects = NULL};
  fitting_find(t, 1e-24, &f);
  Components v = components_of(t, &f, REML_FOR_ONE);
  agreement_warn_small(agreement, GROUP, matrix->n, matrix->k);
  if (v.estimator == NULL) {
    agreement_refuse(agreement, GROUP, matrix->n < 2 || matrix->k < 2 ? few : confounded, names);
    return;
  }
  warn_of(agreement, v.estimator);
  if (f.of->full) put_squares(agreement, &f);
  agreement_put(agreement, GROUP, "mean", v.mean, flat);
  agreement_put(agreement, GROUP, "var_p", v.applicant, flat);
  agreement_put(agreement, GROUP, "var_i", v.assessor, flat);
  agreement_put(agreement, GROUP, "var_pi", v.residual, flat);
  agreement_put_text(agreement, GROUP, "estimator", v.estimator);
  put_study(agreement, &v, matrix->k, sizes, n_sizes);
}

static void put_effects(Agreement *a, const char *factor, double *effects, size_t n) {
  g_autofree char *name = g_strconcat("blup_", factor, NULL);
  agreement_put_list(a, GROUP, name, effects, n);
}

static void put_applicants(Agreement *a, const TwoWay *t, Shrink shrink, const double *x, bool vary,
                           const char *factor) {
  g_autofree double *effects = g_new(double, t->of->applicants + 1);
  two_way_finish(t, shrink, x, effects);
  for (size_t p = 0; p < t->of->applicants; p++)
    effects[p] = t->of->start[p] == t->of->start[p + 1] ? NAN : vary ? effects[p] : 0;
  put_effects(a, factor, effects, t->of->applicants);
}

/* Henderson (1975): with the variances known, the mean and the effects of both factors. A variance that is nothing has
 * effects that are nothing. */
static double put_predictions(Agreement *a, const TwoWay *t, const Components *c, const char *const names_of[2],
                              bool applicants) {
  static const double nothing = 1e12;
  g_autofree double *right = g_new(double, t->of->assessors + 1), *x = g_new0(double, t->of->assessors + 1);
  g_autofree double *diagonal = g_new(double, t->of->assessors + 1);
  bool random = c->residual > 0;
  Shrink shrink = {random && c->applicant > 0 ? c->residual / c->applicant : nothing,
                   random && c->assessor > 0 ? c->residual / c->assessor : nothing};
  two_way_right_side(t, shrink, right, NULL);
  two_way_diagonal(t->of, shrink, diagonal);
  two_way_solve(t->of, shrink, 1, diagonal, 1e-24, right, x);
  if (applicants) put_applicants(a, t, shrink, x, c->applicant > 0, names_of[0]);
  for (size_t j = 0; j < t->of->assessors; j++) x[j] = t->of->marks[j] == 0 ? NAN : c->assessor > 0 ? x[j] : 0;
  put_effects(a, names_of[1], x, t->of->assessors);
  return t->mean + x[t->of->assessors];
}

void put_two_way_variance(Agreement *a, const TwoWay *t, const Components *c, const char *const names_of[2],
                          bool applicants) {
  static const unsigned sizes[] = {3, 5, 7, 9};
  if (c->estimator == NULL) {
    agreement_refuse(a, GROUP, confounded, (const char *const[]){"var_residual", "mean", NULL});
    return;
  }
  const double variances[] = {c->applicant, c->assessor};
  for (size_t f = 0; f < 2; f++) {
    g_autofree char *name = g_strconcat("var_", names_of[f], NULL);
    agreement_put(a, GROUP, name, variances[f], few);
  }
  agreement_put(a, GROUP, "var_residual", c->residual, few);
  agreement_put_text(a, GROUP, "estimator", c->estimator);
  agreement_put(a, GROUP, "mean", put_predictions(a, t, c, names_of, applicants), few);
  put_study(a, c, 0, sizes, G_N_ELEMENTS(sizes));
}

static void put_factor(Agreement *a, const RatingTable *t, const Reml *reml, size_t f) {
  g_autofree char *variance = g_strconcat("var_", t->factors[f], NULL);
  g_autofree char *effects = g_strconcat("blup_", t->factors[f], NULL);
  g_autofree double *known = g_new(double, t->levels[f] + 1);
  for (size_t l = 0; l < t->levels[f]; l++) known[l] = NAN;
  for (size_t i = 0; i < t->n; i++) known[t->level[f][i]] = reml->effects[f][t->level[f][i]];
  agreement_put(a, GROUP, variance, reml->components[f], few);
  agreement_put_list(a, GROUP, effects, known, t->levels[f]);
}

/* With two factors the D study follows: factor 0 is measured by factor 1. */
static void put_reml(Agreement *a, const RatingTable *table, const Reml *reml) {
  static const unsigned sizes[] = {3, 5, 7, 9};
  for (size_t f = 0; f < table->n_factors; f++) put_factor(a, table, reml, f);
  agreement_put(a, GROUP, "var_residual", reml->residual, few);
  agreement_put(a, GROUP, "mean", reml->mean, few);
  agreement_put_text(a, GROUP, "estimator", "REML");
  if (table->n_factors != 2) return;
  Components v = {reml->components[0], reml->components[1], reml->residual, reml->mean, "REML"};
  put_study(a, &v, 0, sizes, G_N_ELEMENTS(sizes));
}

void agreement_variance_reml(Agreement *agreement, const RatingTable *table) {
  g_autoptr(Reml) reml = reml_fit(table, MOST_LEVELS);
  if (reml != NULL)
    put_reml(agreement, table, reml);
  else
    agreement_refuse(agreement, GROUP, confounded, (const char *const[]){"var_residual", "mean", NULL});
}

void agreement_variance_panel(Agreement *agreement, const RatingTable *table) {
  g_autoptr(TwoWay) t = two_way_new(table);
  g_auto(Fitting) f = {.effects = NULL};
  fitting_find(t, 1e-24, &f);
  g_autoptr(Reml) reml = f.residual.df >= 1 ? reml_fit(table, REML_FOR_ONE) : NULL;
  if (reml != NULL) {
    put_reml(agreement, table, reml);
    return;
  }
  Components c = components_of(t, &f, 0);
  if (c.estimator != NULL) warn_of(agreement, c.estimator);
  put_two_way_variance(agreement, t, &c, table->factors, true);
}
