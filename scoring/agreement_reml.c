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
#include "scoring/agreement_model.h"
#include "scoring/agreement_put.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

enum { MOST_STEPS = 200, EM_STEPS = 2, HALVINGS = 12, MOST = AGREEMENT_MAX_FACTORS + 1 };
static const double floor_share = 1e-8, converged = 1e-9, noise = 1e-9;

/* One fit under way. Scores lie in the order of the absorbed factor's levels; component n_factors is the residual. */
typedef struct Fit {
  const RatingTable *table;
  size_t n, out, unknowns, kept;                    /* kept: unknowns a score belongs to */
  size_t first[AGREEMENT_MAX_FACTORS];              /* where a factor's unknowns begin; the mean is number 0 */
  size_t *start;                                    /* per absorbed level, and one more */
  uint32_t *level[AGREEMENT_MAX_FACTORS], *unknown; /* unknown: `kept` per score */
  double *y, *residuals, *divisor, *out_effects, *x, *right;
  double *working; /* per component: w and then P w, a row of n each */
  double *count;   /* per unknown, all nothing between uses */
  uint32_t *touched;
  gsl_matrix *cross, *inverse;                         /* of the kept columns; of M */
  double s[MOST], score[MOST], em[MOST], floor, value; /* value: -2 L */
} Fit;

static size_t largest_factor(const RatingTable *t) {
  size_t out = 0;
  for (size_t f = 1; f < t->n_factors; f++)
    if (t->levels[f] > t->levels[out]) out = f;
  return out;
}

static size_t count_unknowns(const RatingTable *t) {
  size_t unknowns = 1;
  for (size_t f = 0; f < t->n_factors; f++) unknowns += t->levels[f];
  return unknowns - t->levels[largest_factor(t)];
}

static void clear_fit(Fit *fit) {
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
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Fit, clear_fit)

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

static void begin(Fit *fit, const RatingTable *t, double mean) {
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

/* Solves for a response; ret_out may be NULL, ret_residuals is what is left of it. */
static void solve(Fit *fit, const double *y, double *ret_x, double *ret_out, double *ret_residuals) {
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

static double dot(const double *a, const double *b, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += a[i] * b[i];
  return sum;
}

/* The likelihood where the components now are; false where there is none. */
static bool evaluate(Fit *fit) {
  const RatingTable *t = fit->table;
  double logs, s0 = fit->s[t->n_factors], free_scores = (double)t->n - 1;
  if (!invert(fit, &logs)) return false;
  solve(fit, fit->y, fit->x, fit->out_effects, fit->residuals);
  for (size_t f = 0; f < t->n_factors; f++) {
    logs += (double)t->levels[f] * log(fit->s[f]);
    free_scores -= (double)t->levels[f];
  }
  fit->value = logs + free_scores * log(s0) + dot(fit->y, fit->residuals, fit->n) / s0;
  return isfinite(fit->value);
}

static const double *effects_of(const Fit *fit, size_t f) {
  return f == fit->out ? fit->out_effects : fit->x + fit->first[f];
}

/* tr C_ff / s_0. */
static double trace_of(const Fit *fit, size_t f) {
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

static void find_scores(Fit *fit) {
  const RatingTable *t = fit->table;
  size_t residual = t->n_factors;
  double free_scores = (double)t->n - 1, s0 = fit->s[residual];
  for (size_t f = 0; f < residual; f++) {
    double s = fit->s[f], q = (double)t->levels[f], trace = s0 * trace_of(fit, f), own = q - trace / s;
    double uu = dot(effects_of(fit, f), effects_of(fit, f), t->levels[f]);
    fit->score[f] = -(own / s - uu / (s * s)) / 2;
    fit->em[f] = (uu + trace) / q;
    free_scores -= own;
  }
  fit->score[residual] = -(free_scores / s0 - dot(fit->residuals, fit->residuals, fit->n) / (s0 * s0)) / 2;
  fit->em[residual] = dot(fit->y, fit->residuals, fit->n) / ((double)t->n - 1);
}

/* The information matrix from one more solution per component. */
static void find_information(Fit *fit, double information[MOST][MOST]) {
  size_t n = fit->n, residual = fit->table->n_factors;
  g_autofree double *x = g_new(double, fit->unknowns);
  for (size_t f = 0; f <= residual; f++) {
    double *w = fit->working + 2 * f * n;
    const double *u = f < residual ? effects_of(fit, f) : NULL;
    for (size_t i = 0; i < n; i++) w[i] = (u != NULL ? u[fit->level[f][i]] : fit->residuals[i]) / fit->s[f];
    solve(fit, w, x, NULL, w + n);
  }
  for (size_t f = 0; f <= residual; f++)
    for (size_t g = 0; g <= residual; g++)
      information[f][g] = dot(fit->working + 2 * f * n, fit->working + (2 * g + 1) * n, n) / (2 * fit->s[residual]);
}

/* Newton's step on the components that are free, given the moves of those that are not. False: there is none. */
static bool solve_step(size_t k, double information[MOST][MOST], const double *score, const bool *is_free,
                       double *step) {
  double matrix[MOST * MOST], right[MOST];
  size_t moving[MOST], m = 0;
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
static bool find_step(Fit *fit, double step[MOST]) {
  double information[MOST][MOST];
  size_t k = fit->table->n_factors + 1;
  bool is_free[MOST], passed = true;
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
static bool try_step(Fit *fit, const double from[MOST], const double step[MOST], double share, double value) {
  for (size_t f = 0; f <= fit->table->n_factors; f++) fit->s[f] = MAX(from[f] + share * step[f], fit->floor);
  return evaluate(fit) && fit->value <= value + noise;
}

/* Moves the components; false when they cannot be. ret_most: the largest move, as a share. */
static bool move(Fit *fit, unsigned iteration, double *ret_most) {
  size_t k = fit->table->n_factors + 1;
  double from[MOST], step[MOST], value = fit->value, share = 1;
  memcpy(from, fit->s, sizeof from);
  bool moved = iteration >= EM_STEPS && find_step(fit, step);
  for (int i = 0; moved && i < HALVINGS && !try_step(fit, from, step, share, value); i++) share /= 2;
  if (!moved || !(fit->value <= value + noise)) {
    for (size_t f = 0; f < k; f++) fit->s[f] = MAX(fit->em[f], fit->floor);
    if (!evaluate(fit)) return false;
    moved = false;
  }
  *ret_most = moved && share > 0.9 ? 0 : 1;
  for (size_t f = 0; f < k; f++) *ret_most = MAX(*ret_most, fabs(fit->s[f] - from[f]) / fit->s[f]);
  return true;
}

static bool run(Fit *fit, unsigned *ret_iterations) {
  double most = 1;
  if (!evaluate(fit)) return false;
  for (*ret_iterations = 0; most > converged && *ret_iterations < MOST_STEPS; ++*ret_iterations) {
    find_scores(fit);
    if (!move(fit, *ret_iterations, &most) || fit->s[fit->table->n_factors] < 1.5 * fit->floor) return false;
  }
  return most <= converged;
}

static Reml *result_of(const Fit *fit, double mean, unsigned iterations) {
  const RatingTable *t = fit->table;
  Reml *reml = g_new0(Reml, 1);
  reml->n_factors = t->n_factors;
  reml->mean = mean + fit->x[0];
  reml->iterations = iterations;
  for (size_t f = 0; f < t->n_factors; f++) {
    reml->components[f] = fit->s[f] > 1.5 * fit->floor ? fit->s[f] : 0;
    reml->effects[f] = g_memdup2(effects_of(fit, f), t->levels[f] * sizeof(double));
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
  if (table->n < 3 || table->n_factors == 0 || is_confounded(table) || count_unknowns(table) > most + 1) return NULL;
  double mean = mean_of(table->scores, table->n);
  if (!(squares_of(table->scores, table->n) > 0)) return NULL;
  g_auto(Fit) fit = {.table = NULL};
  unsigned iterations = 0;
  begin(&fit, table, mean);
  return run(&fit, &iterations) ? result_of(&fit, mean, iterations) : NULL;
}

void reml_free(Reml *reml) {
  if (reml == NULL) return;
  for (size_t f = 0; f < reml->n_factors; f++) g_free(reml->effects[f]);
  g_free(reml);
}
