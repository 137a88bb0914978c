/* agreement_reml.c: restricted maximum likelihood of additive random factors, any balance, in linear memory.
 *
 * Patterson & Thompson (1971) Biometrika 58:545-554; average information by Gilmour, Thompson & Cullis (1995)
 * Biometrics 51:1440-1450, with the EM step (Searle, Casella & McCulloch 1992, 8.3) to start from. With C the inverse of
 * the mixed model equations in units of variance, q levels, u effects, e residuals, N scores:
 *   dL/ds_f = -1/2 [ (q - tr C_ff / s_f) / s_f - u'u / s_f^2 ],
 *   dL/ds_0 = -1/2 [ (N - 1 - sum_f (q - tr C_ff / s_f)) / s_0 - e'e / s_0^2 ],
 *   information = 1/2 w'P w with w_f = Z u_f / s_f and w_0 = e / s_0. */
#include "scoring/agreement_put.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

enum { MOST_STEPS = 60, EM_STEPS = 3, MOST = AGREEMENT_MAX_FACTORS + 1 };
static const double floor_share = 1e-10, converged = 1e-10;

/* One fit under way. Component n_factors is the residual. */
typedef struct Fit {
  Crossed equations;
  Probes *probes;
  double *y, *x, *residuals, *right;
  double *out; /* effects of the factor absorbed */
  double s[MOST], score[MOST], em[MOST], trace[MOST];
  double *working; /* per component: w and then P w, a row of n each */
  double floor;
} Fit;

static size_t largest_factor(const RatingTable *t) {
  size_t out = 0;
  for (size_t f = 1; f < t->n_factors; f++)
    if (t->levels[f] > t->levels[out]) out = f;
  return out;
}

static void begin(Fit *fit, const RatingTable *t, double mean) {
  double variance = squares_of(t->scores, t->n) / ((double)t->n - 1);
  crossed_init(&fit->equations, t, largest_factor(t), true);
  fit->probes = probes_new(&fit->equations);
  fit->y = g_new(double, t->n);
  for (size_t i = 0; i < t->n; i++) fit->y[i] = t->scores[i] - mean;
  fit->x = g_new0(double, fit->equations.unknowns);
  fit->right = g_new(double, fit->equations.unknowns);
  fit->residuals = g_new(double, t->n);
  fit->out = g_new(double, t->levels[fit->equations.out] + 1);
  fit->working = g_new(double, 2 * (t->n_factors + 1) * t->n);
  for (size_t f = 0; f <= t->n_factors; f++) fit->s[f] = variance / (double)(t->n_factors + 1);
  fit->floor = floor_share * variance;
}

static void clear_fit(Fit *fit) {
  crossed_clear(&fit->equations);
  probes_free(fit->probes);
  g_free(fit->y);
  g_free(fit->x);
  g_free(fit->right);
  g_free(fit->residuals);
  g_free(fit->out);
  g_free(fit->working);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Fit, clear_fit)

static const double *effects_of(const Fit *fit, size_t f) {
  return f == fit->equations.out ? fit->out : fit->x + fit->equations.first[f];
}

static void solve(Fit *fit) {
  Crossed *c = &fit->equations;
  size_t residual = c->table->n_factors;
  for (size_t f = 0; f < residual; f++) c->shrink[f] = fit->s[residual] / fit->s[f];
  crossed_prepare(c);
  crossed_right_side(c, fit->y, fit->right);
  crossed_solve(c, fit->right, fit->x);
  crossed_finish(c, fit->y, fit->x, fit->out, fit->residuals);
}

/* tr C_ff per factor. */
static void find_traces(Fit *fit) {
  Crossed *c = &fit->equations;
  const RatingTable *t = c->table;
  double s0 = fit->s[t->n_factors];
  g_autofree double *diagonal = g_new(double, c->unknowns);
  probes_solve(fit->probes, c);
  probes_diagonal(fit->probes, diagonal);
  for (size_t f = 0; f < t->n_factors; f++)
    if (f != c->out) fit->trace[f] = s0 * sum_of(diagonal + c->first[f], t->levels[f]);
  double own = 0;
  for (size_t p = 0; p < t->levels[c->out]; p++) own += 1 / c->divisor[p];
  for (size_t i = 0; i < fit->probes->n; i++) {
    const double *x = fit->probes->x + i * c->unknowns, *z = fit->probes->z + i * c->unknowns;
    own += fit->probes->weight * crossed_out_product(c, x, z);
  }
  fit->trace[c->out] = s0 * own;
}

static double squared(const double *x, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += x[i] * x[i];
  return sum;
}

static void find_scores(Fit *fit) {
  const RatingTable *t = fit->equations.table;
  size_t residual = t->n_factors;
  double free_scores = (double)t->n - 1, s0 = fit->s[residual];
  for (size_t f = 0; f < residual; f++) {
    double s = fit->s[f], q = (double)t->levels[f], own = q - fit->trace[f] / s;
    double uu = squared(effects_of(fit, f), t->levels[f]);
    fit->score[f] = -(own / s - uu / (s * s)) / 2;
    fit->em[f] = (uu + fit->trace[f]) / q;
    free_scores -= own;
  }
  double ee = squared(fit->residuals, t->n), explained = 0;
  for (size_t i = 0; i < t->n; i++) explained += fit->y[i] * fit->residuals[i];
  fit->score[residual] = -(free_scores / s0 - ee / (s0 * s0)) / 2;
  fit->em[residual] = explained / ((double)t->n - 1);
}

/* The information matrix from one more solution per component. */
static void find_information(Fit *fit, double information[MOST][MOST]) {
  Crossed *c = &fit->equations;
  const RatingTable *t = c->table;
  size_t n = t->n, residual = t->n_factors;
  g_autofree double *x = g_new(double, c->unknowns);
  for (size_t f = 0; f <= residual; f++) {
    double *w = fit->working + 2 * f * n, *pw = w + n;
    const double *u = f < residual ? effects_of(fit, f) : NULL;
    for (size_t i = 0; i < n; i++) w[i] = (u != NULL ? u[t->level[f][i]] : fit->residuals[i]) / fit->s[f];
    memset(x, 0, c->unknowns * sizeof *x);
    crossed_right_side(c, w, fit->right);
    crossed_solve(c, fit->right, x);
    crossed_finish(c, w, x, NULL, pw);
  }
  for (size_t f = 0; f <= residual; f++)
    for (size_t g = 0; g <= residual; g++) {
      const double *w = fit->working + 2 * f * n, *pw = fit->working + (2 * g + 1) * n;
      information[f][g] = 0;
      for (size_t i = 0; i < n; i++) information[f][g] += w[i] * pw[i] / (2 * fit->s[residual]);
    }
}

/* Newton's step on the components that may move; those at the floor and pulled below it stay. False: no step. */
static bool find_step(Fit *fit, double step[MOST]) {
  double information[MOST][MOST], matrix[MOST * MOST], right[MOST];
  size_t k = fit->equations.table->n_factors + 1, moving[MOST], m = 0;
  find_information(fit, information);
  for (size_t f = 0; f < k; f++) {
    step[f] = 0;
    if (fit->s[f] > 1.5 * fit->floor || fit->score[f] > 0) moving[m++] = f;
  }
  for (size_t a = 0; a < m; a++) {
    right[a] = fit->score[moving[a]];
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

/* Moves the components, at most tenfold either way; true when nothing moved any more. */
static bool move(Fit *fit, unsigned iteration) {
  size_t k = fit->equations.table->n_factors + 1;
  double step[MOST], most = 0;
  bool newton = iteration >= EM_STEPS && find_step(fit, step);
  for (size_t f = 0; f < k; f++) {
    double s = fit->s[f], next = newton ? s + step[f] : fit->em[f];
    next = MAX(CLAMP(next, s / 10, s * 10), fit->floor);
    most = MAX(most, fabs(next - s) / s);
    fit->s[f] = next;
  }
  return newton && most < converged;
}

static Reml *result_of(const Fit *fit, double mean, unsigned iterations) {
  const RatingTable *t = fit->equations.table;
  Reml *reml = g_new0(Reml, 1);
  reml->n_factors = t->n_factors;
  reml->mean = mean + fit->x[0];
  reml->iterations = iterations;
  for (size_t f = 0; f < t->n_factors; f++) {
    reml->components[f] = fit->s[f] > 1.5 * fit->floor ? fit->s[f] : 0;
    reml->effects[f] = g_memdup2(effects_of(fit, f), t->levels[f] * sizeof(double));
    for (size_t l = 0; l < t->levels[f] && reml->components[f] <= 0; l++) reml->effects[f][l] = 0;
  }
  reml->residual = fit->s[t->n_factors] > 1.5 * fit->floor ? fit->s[t->n_factors] : 0;
  return reml;
}

/* Without any variance there is nothing to share out. */
static Reml *flat_result(const RatingTable *t, double mean) {
  Reml *reml = g_new0(Reml, 1);
  reml->n_factors = t->n_factors;
  reml->mean = mean;
  for (size_t f = 0; f < t->n_factors; f++) reml->effects[f] = g_new0(double, t->levels[f] + 1);
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

Reml *reml_fit(const RatingTable *table) {
  if (table->n < 3 || table->n_factors == 0 || is_confounded(table)) return NULL;
  double mean = mean_of(table->scores, table->n);
  if (!(squares_of(table->scores, table->n) > 0)) return flat_result(table, mean);
  g_auto(Fit) fit = {.floor = 0};
  begin(&fit, table, mean);
  unsigned iteration = 0;
  for (bool done = false; !done && iteration < MOST_STEPS; iteration++) {
    solve(&fit);
    find_traces(&fit);
    find_scores(&fit);
    done = move(&fit, iteration);
  }
  solve(&fit);
  return result_of(&fit, mean, iteration);
}

void reml_free(Reml *reml) {
  if (reml == NULL) return;
  for (size_t f = 0; f < reml->n_factors; f++) g_free(reml->effects[f]);
  g_free(reml);
}
