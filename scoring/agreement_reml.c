/* agreement_reml.c: restricted maximum likelihood of additive random factors, any balance.
 *
 * Patterson & Thompson (1971) Biometrika 58:545-554; average information by Gilmour, Thompson & Cullis (1995) Biometrics
 * 51:1440-1450, its step halved until the likelihood rises, and where that fails the EM step, which always does (Searle,
 * Casella & McCulloch 1992, 8.3). The largest factor is absorbed; M is what is left of the mixed model equations in units
 * of the residual variance: the mean and the other factors' levels, small enough to be inverted. With C = s_0 times the
 * inverse of the whole, q levels, u effects, e residuals, N scores, d the absorbed factor's diagonal:
 *   -2 L = (N - 1 - sum q) log s_0 + sum q_f log s_f + log |M| + sum log d + y'e / s_0,
 *   dL/ds_f = -1/2 [ (q - tr C_ff / s_f) / s_f - u'u / s_f^2 ],
 *   dL/ds_0 = -1/2 [ (N - 1 - sum_f (q - tr C_ff / s_f)) / s_0 - e'e / s_0^2 ],
 *   information = 1/2 w'P w with w_f = Z u_f / s_f and w_0 = e / s_0. */
#include "scoring/agreement_put.h"
#include "scoring/agreement_reml_parts.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

enum { MOST_STEPS = 200, EM_STEPS = 2, HALVINGS = 12 };
static const double converged = 1e-9, noise = 1e-9; /* of a variance; of the likelihood */

static void find_scores(Fit *fit) {
  const RatingTable *t = fit->table;
  size_t residual = t->n_factors;
  double free_scores = (double)t->n - 1, s0 = fit->s[residual];
  for (size_t f = 0; f < residual; f++) {
    double s = fit->s[f], q = (double)t->levels[f], trace = s0 * fit_trace(fit, f), own = q - trace / s;
    double uu = fit_dot(fit_effects(fit, f), fit_effects(fit, f), t->levels[f]);
    fit->score[f] = -(own / s - uu / (s * s)) / 2;
    fit->em[f] = (uu + trace) / q;
    free_scores -= own;
  }
  fit->score[residual] = -(free_scores / s0 - fit_dot(fit->residuals, fit->residuals, fit->n) / (s0 * s0)) / 2;
  fit->em[residual] = fit_dot(fit->y, fit->residuals, fit->n) / ((double)t->n - 1);
}

/* The information matrix from one more solution per component. */
static void find_information(Fit *fit, double information[MOST_COMPONENTS][MOST_COMPONENTS]) {
  size_t n = fit->n, residual = fit->table->n_factors;
  g_autofree double *x = g_new(double, fit->unknowns);
  for (size_t f = 0; f <= residual; f++) {
    double *w = fit->working + 2 * f * n;
    const double *u = f < residual ? fit_effects(fit, f) : NULL;
    for (size_t i = 0; i < n; i++) w[i] = (u != NULL ? u[fit->level[f][i]] : fit->residuals[i]) / fit->s[f];
    fit_solve(fit, w, x, NULL, w + n);
  }
  for (size_t f = 0; f <= residual; f++)
    for (size_t g = 0; g <= residual; g++)
      information[f][g] = fit_dot(fit->working + 2 * f * n, fit->working + (2 * g + 1) * n, n) / (2 * fit->s[residual]);
}

/* Newton's step on the components that are free, given the moves of those that are not. False: there is none. */
static bool solve_step(size_t k, double information[MOST_COMPONENTS][MOST_COMPONENTS], const double *score,
                       const bool *is_free, double *step) {
  double matrix[MOST_COMPONENTS * MOST_COMPONENTS], right[MOST_COMPONENTS];
  size_t moving[MOST_COMPONENTS], m = 0;
  for (size_t f = 0; f < k; f++)
    if (is_free[f]) moving[m++] = f;
  for (size_t a = 0; a < m; a++) {
    right[a] = score[moving[a]];
    for (size_t f = 0; f < k; f++) right[a] -= is_free[f] ? 0 : information[moving[a]][f] * step[f];
    for (size_t b = 0; b < m; b++) matrix[a * m + b] = information[moving[a]][moving[b]];
  }
  if (m == 0) return true;
  gsl_matrix_view view = gsl_matrix_view_array(matrix, m, m);
  gsl_vector_view vector = gsl_vector_view_array(right, m);
  if (gsl_linalg_HH_svx(&view.matrix, &vector.vector) != 0) return false;
  for (size_t a = 0; a < m; a++) {
    if (!isfinite(right[a])) return false;
    step[moving[a]] = right[a];
  }
  return true;
}

/* The step to the maximum in sight. A component at the floor and pulled below it stays, one that would pass it ends there,
 * and the others move as that asks. */
static bool find_step(Fit *fit, double step[MOST_COMPONENTS]) {
  double information[MOST_COMPONENTS][MOST_COMPONENTS];
  size_t k = fit->table->n_factors + 1;
  bool is_free[MOST_COMPONENTS], passed = true;
  find_information(fit, information);
  for (size_t f = 0; f < k; f++) {
    step[f] = 0;
    is_free[f] = fit->s[f] > 1.5 * fit->floor || fit->score[f] > 0;
  }
  while (passed) {
    passed = false;
    if (!solve_step(k, information, fit->score, is_free, step)) return false;
    for (size_t f = 0; f < k; f++) {
      if (!is_free[f] || fit->s[f] + step[f] >= fit->floor) continue;
      is_free[f] = false;
      step[f] = fit->floor - fit->s[f];
      passed = true;
    }
  }
  return true;
}

/* Tries a share of the step; false when the likelihood falls. */
static bool try_step(Fit *fit, const double from[MOST_COMPONENTS], const double step[MOST_COMPONENTS], double share,
                     double value) {
  for (size_t f = 0; f <= fit->table->n_factors; f++) fit->s[f] = MAX(from[f] + share * step[f], fit->floor);
  return fit_evaluate(fit) && fit->value <= value + noise;
}

/* Moves the components; false when they cannot be. ret_most: the largest move, as a share. */
static bool move(Fit *fit, unsigned iteration, double *ret_most) {
  size_t k = fit->table->n_factors + 1;
  double from[MOST_COMPONENTS], step[MOST_COMPONENTS], value = fit->value, share = 1;
  memcpy(from, fit->s, sizeof from);
  bool moved = iteration >= EM_STEPS && find_step(fit, step);
  for (int i = 0; moved && i < HALVINGS && !try_step(fit, from, step, share, value); i++) share /= 2;
  if (!moved || !(fit->value <= value + noise)) {
    for (size_t f = 0; f < k; f++) fit->s[f] = MAX(fit->em[f], fit->floor);
    if (!fit_evaluate(fit)) return false;
    moved = false;
  }
  *ret_most = moved && share > 0.9 ? 0 : 1;
  for (size_t f = 0; f < k; f++) *ret_most = MAX(*ret_most, fabs(fit->s[f] - from[f]) / fit->s[f]);
  return true;
}

static bool run(Fit *fit) {
  double most = 1;
  if (!fit_evaluate(fit)) return false;
  for (unsigned step = 0; most > converged && step < MOST_STEPS; step++) {
    find_scores(fit);
    if (!move(fit, step, &most) || fit->s[fit->table->n_factors] < 1.5 * fit->floor) return false;
  }
  return most <= converged;
}

static Reml *result_of(const Fit *fit, double mean) {
  const RatingTable *t = fit->table;
  Reml *reml = g_new0(Reml, 1);
  reml->n_factors = t->n_factors;
  reml->mean = mean + fit->x[0];
  for (size_t f = 0; f < t->n_factors; f++) {
    reml->components[f] = fit->s[f] > 1.5 * fit->floor ? fit->s[f] : 0;
    reml->effects[f] = g_memdup2(fit_effects(fit, f), t->levels[f] * sizeof(double));
    for (size_t l = 0; l < t->levels[f] && reml->components[f] <= 0; l++) reml->effects[f][l] = 0;
  }
  reml->residual = fit->s[t->n_factors];
  return reml;
}

/* A factor with a score per level cannot be told from the residual. */
static bool is_confounded(const RatingTable *t) {
  for (size_t f = 0; f < t->n_factors; f++) {
    g_autofree bool *used = g_new0(bool, t->levels[f] + 1);
    size_t repeated = 0;
    for (size_t i = 0; i < t->n; i++) {
      repeated += used[t->level[f][i]];
      used[t->level[f][i]] = true;
    }
    if (repeated == 0) return true;
  }
  return false;
}

Reml *reml_fit(const RatingTable *table, size_t most) {
  if (table->n < 3 || table->n_factors == 0 || is_confounded(table) || fit_count_unknowns(table) > most + 1)
    return NULL;
  double mean = mean_of(table->scores, table->n);
  if (!(squares_of(table->scores, table->n) > 0)) return NULL;
  g_auto(Fit) fit = {.table = NULL};
  fit_begin(&fit, table, mean);
  return run(&fit) ? result_of(&fit, mean) : NULL;
}

void reml_free(Reml *reml) {
  if (reml == NULL) return;
  for (size_t f = 0; f < reml->n_factors; f++) g_free(reml->effects[f]);
  g_free(reml);
}
