/* agreement_variance.c: where the variance of marks comes from, and what another number of assessors would buy.
 *
 * Brennan (2001) Generalizability Theory 2.2 (p x i, ANOVA estimators), 2.3 (D studies, E rho^2 and Phi). Negative
 * estimates are shown as they are and count as zero in the coefficients. With missing cells: REML. */
#include "scoring/agreement_put.h"

#include <math.h>

#include <glib/gi18n.h>

#define GROUP "variance"
static const char few[] = N_("At least two applicants marked by at least two assessors are needed.");
static const char confounded[] = N_(
    "Applicants, assessors and chance cannot be told apart: too few applicants and assessors have more than one mark.");
static const char flat[] = N_("The marks do not vary, so there is no variance to share out.");
static const char below[] = N_("A variance was estimated below zero, which means about zero; there are too few marks.");
static const char *const names[] = {"var_p", "var_i", "var_pi", NULL};

typedef struct Components {
  double p, i, pi;
} Components;

/* "With m assessors dependability would be ...": relative (order) and absolute (against a floor). */
static void put_size(Agreement *a, const Components *v, double m) {
  double p = MAX(v->p, 0), relative = MAX(v->pi, 0) / m, absolute = relative + MAX(v->i, 0) / m;
  g_autofree char *rho = g_strdup_printf("Erho2_n%.0f", m), *phi = g_strdup_printf("Phi_n%.0f", m);
  if (agreement_value(a, GROUP, rho) != NULL) return;
  agreement_put(a, GROUP, rho, p / (p + relative), flat);
  agreement_put(a, GROUP, phi, p / (p + absolute), flat);
}

static void put_study(Agreement *a, const Components *v, size_t k, const unsigned *sizes, size_t n_sizes) {
  if (v->p < 0 || v->i < 0 || v->pi < 0) agreement_warn(a, GROUP, below, NULL);
  if (k > 0) put_size(a, v, (double)k);
  for (size_t i = 0; i < n_sizes; i++)
    if (sizes[i] > 0) put_size(a, v, sizes[i]);
}

static Components complete_components(Agreement *a, const RatingMatrix *m) {
  double n = (double)m->n, k = (double)m->k, total = squares_of(m->values, m->n * m->k);
  g_autofree double *rows = g_new0(double, m->n), *columns = g_new0(double, m->k);
  for (size_t i = 0; i < m->n * m->k; i++) {
    rows[i / m->k] += m->values[i] / k;
    columns[i % m->k] += m->values[i] / n;
  }
  double ss_p = k * squares_of(rows, m->n), ss_i = n * squares_of(columns, m->k), ss_pi = total - ss_p - ss_i;
  if (ss_pi < 1e-13 * total) ss_pi = 0;
  double ms_p = ss_p / (n - 1), ms_i = ss_i / (k - 1), ms_pi = ss_pi / ((n - 1) * (k - 1));
  agreement_put(a, GROUP, "MS_p", ms_p, flat);
  agreement_put(a, GROUP, "MS_i", ms_i, flat);
  agreement_put(a, GROUP, "MS_pi", ms_pi, flat);
  agreement_put(a, GROUP, "mean", mean_of(rows, m->n), flat);
  return (Components){(ms_p - ms_pi) / k, (ms_i - ms_pi) / n, ms_pi};
}

static bool is_complete(const RatingMatrix *m) {
  for (size_t i = 0; i < m->n * m->k; i++)
    if (isnan(m->values[i])) return false;
  return true;
}

static bool estimate(Agreement *a, const RatingMatrix *m, Components *ret) {
  if (m->n < 2 || m->k < 2) return false;
  if (is_complete(m)) {
    *ret = complete_components(a, m);
    return true;
  }
  g_autoptr(RatingCells) cells = rating_cells(m);
  g_autoptr(Reml) reml = reml_fit(&cells->table);
  if (reml == NULL) return false;
  agreement_warn(a, GROUP, N_("Not every assessor marked every applicant: variances are estimated by REML."), NULL);
  agreement_put(a, GROUP, "mean", reml->mean, few);
  *ret = (Components){reml->components[0], reml->components[1], reml->residual};
  return true;
}

void agreement_variance(Agreement *agreement, const RatingMatrix *matrix, const unsigned *sizes, size_t n_sizes) {
  Components v = {0, 0, 0};
  agreement_warn_small(agreement, GROUP, matrix->n, matrix->k);
  if (!estimate(agreement, matrix, &v)) {
    agreement_refuse(agreement, GROUP, matrix->n < 2 || matrix->k < 2 ? few : confounded, names);
    return;
  }
  agreement_put(agreement, GROUP, "var_p", v.p, flat);
  agreement_put(agreement, GROUP, "var_i", v.i, flat);
  agreement_put(agreement, GROUP, "var_pi", v.pi, flat);
  put_study(agreement, &v, matrix->k, sizes, n_sizes);
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
void agreement_variance_reml(Agreement *agreement, const RatingTable *table) {
  static const unsigned sizes[] = {3, 5, 7, 9};
  g_autoptr(Reml) reml = reml_fit(table);
  if (reml == NULL) {
    agreement_refuse(agreement, GROUP, confounded, (const char *const[]){"var_residual", "mean", NULL});
    return;
  }
  for (size_t f = 0; f < table->n_factors; f++) put_factor(agreement, table, reml, f);
  agreement_put(agreement, GROUP, "var_residual", reml->residual, few);
  agreement_put(agreement, GROUP, "mean", reml->mean, few);
  if (table->n_factors != 2) return;
  Components v = {reml->components[0], reml->components[1], reml->residual};
  put_study(agreement, &v, 0, sizes, G_N_ELEMENTS(sizes));
}
