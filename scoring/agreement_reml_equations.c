/* agreement_reml_equations.c: the equations that REML solves: the largest factor absorbed, the rest written down.
 *
 * Henderson (1973); the likelihood in terms of them by Searle, Casella & McCulloch (1992) Variance Components, 7.6. */
#include "scoring/agreement_put.h"
#include "scoring/agreement_reml_parts.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

static const double floor_share = 1e-8; /* of the scores' variance: what a variance of nothing is held at */

static size_t largest_factor(const RatingTable *t) {
  size_t out = 0;
  for (size_t f = 1; f < t->n_factors; f++)
    if (t->levels[f] > t->levels[out]) out = f;
  return out;
}

size_t fit_count_unknowns(const RatingTable *t) {
  size_t unknowns = 1;
  for (size_t f = 0; f < t->n_factors; f++) unknowns += t->levels[f];
  return unknowns - t->levels[largest_factor(t)];
}

void fit_clear(Fit *fit) {
  for (size_t f = 0; fit->table != NULL && f < fit->table->n_factors; f++) g_free(fit->level[f]);
  g_free(fit->start);
  g_free(fit->unknown);
  g_free(fit->y);
  g_free(fit->residuals);
  g_free(fit->divisor);
  g_free(fit->out_effects);
  g_free(fit->x);
  g_free(fit->right);
  g_free(fit->working);
  g_free(fit->count);
  g_free(fit->touched);
  gsl_matrix_free(fit->cross);
  gsl_matrix_free(fit->inverse);
}
/* Puts the scores in the absorbed factor's order. */
static void sort_scores(Fit *fit, double mean) {
  const RatingTable *t = fit->table;
  const uint32_t *by = t->level[fit->out];
  g_autofree size_t *next = g_new0(size_t, t->levels[fit->out] + 1);
  fit->start = g_new0(size_t, t->levels[fit->out] + 1);
  for (size_t i = 0; i < t->n; i++) fit->start[by[i] + 1]++;
  for (size_t l = 0; l < t->levels[fit->out]; l++) fit->start[l + 1] += next[l] = fit->start[l];
  for (size_t f = 0; f < t->n_factors; f++) fit->level[f] = g_new(uint32_t, t->n);
  for (size_t i = 0; i < t->n; i++) {
    size_t at = next[by[i]]++, entry = at * fit->kept;
    fit->y[at] = t->scores[i] - mean;
    fit->unknown[entry++] = 0;
    for (size_t f = 0; f < t->n_factors; f++) {
      fit->level[f][at] = t->level[f][i];
      if (f != fit->out) fit->unknown[entry++] = (uint32_t)(fit->first[f] + t->level[f][i]);
    }
  }
}

void fit_begin(Fit *fit, const RatingTable *t, double mean) {
  *fit = (Fit){.table = t, .n = t->n, .out = largest_factor(t), .unknowns = 1, .kept = t->n_factors};
  for (size_t f = 0; f < t->n_factors; f++) {
    if (f == fit->out) continue;
    fit->first[f] = fit->unknowns;
    fit->unknowns += t->levels[f];
  }
  fit->unknown = g_new(uint32_t, t->n * fit->kept);
  fit->y = g_new(double, t->n);
  fit->residuals = g_new(double, t->n);
  fit->divisor = g_new(double, t->levels[fit->out]);
  fit->out_effects = g_new(double, t->levels[fit->out]);
  fit->x = g_new0(double, fit->unknowns);
  fit->right = g_new(double, fit->unknowns);
  fit->working = g_new(double, 2 * (t->n_factors + 1) * t->n);
  fit->count = g_new0(double, fit->unknowns);
  fit->touched = g_new(uint32_t, fit->unknowns);
  fit->cross = gsl_matrix_calloc(fit->unknowns, fit->unknowns);
  fit->inverse = gsl_matrix_alloc(fit->unknowns, fit->unknowns);
  sort_scores(fit, mean);
  for (size_t i = 0; i < t->n; i++)
    for (size_t a = 0; a < fit->kept; a++)
      for (size_t b = 0; b < fit->kept; b++)
        ++*gsl_matrix_ptr(fit->cross, fit->unknown[i * fit->kept + a], fit->unknown[i * fit->kept + b]);
  double variance = squares_of(fit->y, t->n) / ((double)t->n - 1);
  for (size_t f = 0; f <= t->n_factors; f++) fit->s[f] = variance / (double)(t->n_factors + 1);
  fit->floor = floor_share * variance;
}

/* How often each unknown occurs in an absorbed level; returns how many do. To be taken back with forget(). */
static size_t count_in(const Fit *fit, size_t level) {
  size_t n = 0;
  for (size_t e = fit->start[level] * fit->kept; e < fit->start[level + 1] * fit->kept; e++) {
    uint32_t unknown = fit->unknown[e];
    if (fit->count[unknown] < 1) fit->touched[n++] = unknown;
    fit->count[unknown]++;
  }
  return n;
}

static void forget(const Fit *fit, size_t n) {
  for (size_t a = 0; a < n; a++) fit->count[fit->touched[a]] = 0;
}

/* M, its determinant's logarithm with the absorbed part's, and its inverse. False: it has none. */
static bool invert(Fit *fit, double *ret_log) {
  const RatingTable *t = fit->table;
  double s0 = fit->s[t->n_factors];
  gsl_matrix *m = fit->inverse;
  *ret_log = 0;
  gsl_matrix_memcpy(m, fit->cross);
  for (size_t f = 0; f < t->n_factors; f++)
    for (size_t l = 0; f != fit->out && l < t->levels[f]; l++)
      *gsl_matrix_ptr(m, fit->first[f] + l, fit->first[f] + l) += s0 / fit->s[f];
  for (size_t l = 0; l < t->levels[fit->out]; l++) {
    fit->divisor[l] = (double)(fit->start[l + 1] - fit->start[l]) + s0 / fit->s[fit->out];
    *ret_log += log(fit->divisor[l]);
    size_t n = count_in(fit, l);
    for (size_t a = 0; a < n; a++) {
      double share = fit->count[fit->touched[a]] / fit->divisor[l], *row = gsl_matrix_ptr(m, fit->touched[a], 0);
      for (size_t b = 0; b < n; b++) row[fit->touched[b]] -= share * fit->count[fit->touched[b]];
    }
    forget(fit, n);
  }
  if (gsl_linalg_cholesky_decomp1(m) != 0) return false;
  for (size_t u = 0; u < fit->unknowns; u++) *ret_log += 2 * log(gsl_matrix_get(m, u, u));
  return gsl_linalg_cholesky_invert(m) == 0 && isfinite(*ret_log);
}

void fit_solve(Fit *fit, const double *y, double *ret_x, double *ret_out, double *ret_residuals) {
  size_t m = fit->unknowns, levels = fit->table->levels[fit->out];
  memset(fit->right, 0, m * sizeof *fit->right);
  for (size_t l = 0; l < levels; l++) {
    double own = 0;
    for (size_t i = fit->start[l]; i < fit->start[l + 1]; i++) own += y[i] / fit->divisor[l];
    for (size_t e = fit->start[l] * fit->kept; e < fit->start[l + 1] * fit->kept; e++)
      fit->right[fit->unknown[e]] += y[e / fit->kept] - own;
  }
  for (size_t u = 0; u < m; u++) {
    const double *row = gsl_matrix_const_ptr(fit->inverse, u, 0);
    ret_x[u] = 0;
    for (size_t v = 0; v < m; v++) ret_x[u] += row[v] * fit->right[v];
  }
  for (size_t l = 0; l < levels; l++) {
    double own = 0;
    for (size_t i = fit->start[l]; i < fit->start[l + 1]; i++) {
      ret_residuals[i] = y[i];
      for (size_t a = 0; a < fit->kept; a++) ret_residuals[i] -= ret_x[fit->unknown[i * fit->kept + a]];
      own += ret_residuals[i] / fit->divisor[l];
    }
    for (size_t i = fit->start[l]; i < fit->start[l + 1]; i++) ret_residuals[i] -= own;
    if (ret_out != NULL) ret_out[l] = own;
  }
}

double fit_dot(const double *a, const double *b, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += a[i] * b[i];
  return sum;
}

bool fit_evaluate(Fit *fit) {
  const RatingTable *t = fit->table;
  double logs, s0 = fit->s[t->n_factors], free_scores = (double)t->n - 1;
  if (!invert(fit, &logs)) return false;
  fit_solve(fit, fit->y, fit->x, fit->out_effects, fit->residuals);
  for (size_t f = 0; f < t->n_factors; f++) {
    logs += (double)t->levels[f] * log(fit->s[f]);
    free_scores -= (double)t->levels[f];
  }
  fit->value = logs + free_scores * log(s0) + fit_dot(fit->y, fit->residuals, fit->n) / s0;
  return isfinite(fit->value);
}

const double *fit_effects(const Fit *fit, size_t f) {
  return f == fit->out ? fit->out_effects : fit->x + fit->first[f];
}

double fit_trace(const Fit *fit, size_t f) {
  double trace = 0;
  for (size_t l = 0; l < fit->table->levels[f]; l++) {
    if (f != fit->out) {
      trace += gsl_matrix_get(fit->inverse, fit->first[f] + l, fit->first[f] + l);
      continue;
    }
    size_t n = count_in(fit, l);
    double square = 0;
    for (size_t a = 0; a < n; a++) {
      const double *row = gsl_matrix_const_ptr(fit->inverse, fit->touched[a], 0);
      for (size_t b = 0; b < n; b++)
        square += fit->count[fit->touched[a]] * row[fit->touched[b]] * fit->count[fit->touched[b]];
    }
    forget(fit, n);
    trace += (1 + square / fit->divisor[l]) / fit->divisor[l];
  }
  return trace;
}
