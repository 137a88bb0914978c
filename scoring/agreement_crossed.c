/* agreement_crossed.c: mixed model equations of crossed classifications, without a matrix.
 *
 * Henderson (1973); the largest factor is absorbed and the rest is solved by conjugate gradients (Hestenes & Stiefel
 * 1952) conditioned by the diagonal. A product costs one pass over the scores. Traces of the inverse come from probes:
 * unit vectors where that is cheap, else random signs (Hutchinson 1990), whose error falls with the unknowns' number. */
#include "scoring/agreement_put.h"

#include <gsl/gsl_rng.h>
#include <math.h>
#include <string.h>

enum { SOLVE_STEPS = 2000, RANDOM_PROBES = 16 };
static const double solved = 1e-26, cheap = 4e7;

void crossed_init(Crossed *c, const RatingTable *table, size_t out, bool mean) {
  *c = (Crossed){.table = table, .out = out, .mean = mean, .unknowns = mean ? 1 : 0};
  for (size_t f = 0; f < table->n_factors; f++) {
    if (f == out) continue;
    c->first[f] = c->unknowns;
    c->unknowns += table->levels[f];
  }
  c->divisor = g_new(double, table->levels[out] + 1);
  c->diagonal = g_new(double, c->unknowns + 1);
  c->scores = g_new(double, table->n + 1);
  c->sums = g_new(double, table->levels[out] + 1);
  crossed_prepare(c);
}

void crossed_clear(Crossed *c) {
  g_free(c->divisor);
  g_free(c->diagonal);
  g_free(c->scores);
  g_free(c->sums);
}

/* ret += W's: each score to the unknowns it belongs to. */
static void scatter(const Crossed *c, const double *s, double *ret) {
  for (size_t f = 0; f < c->table->n_factors; f++) {
    if (f == c->out) continue;
    double *block = ret + c->first[f];
    const uint32_t *level = c->table->level[f];
    for (size_t i = 0; i < c->table->n; i++) block[level[i]] += s[i];
  }
  for (size_t i = 0; c->mean && i < c->table->n; i++) ret[0] += s[i];
}

/* W v: what the unknowns say of each score. */
static void predict(const Crossed *c, const double *v, double *ret) {
  for (size_t i = 0; i < c->table->n; i++) ret[i] = c->mean ? v[0] : 0;
  for (size_t f = 0; f < c->table->n_factors; f++) {
    if (f == c->out) continue;
    const double *block = v + c->first[f];
    const uint32_t *level = c->table->level[f];
    for (size_t i = 0; i < c->table->n; i++) ret[i] += block[level[i]];
  }
}

/* Sums of s over the levels of `out`, each divided by its divisor. */
static void absorb(Crossed *c, const double *s) {
  const uint32_t *level = c->table->level[c->out];
  memset(c->sums, 0, c->table->levels[c->out] * sizeof *c->sums);
  for (size_t i = 0; i < c->table->n; i++) c->sums[level[i]] += s[i];
  for (size_t p = 0; p < c->table->levels[c->out]; p++) c->sums[p] /= c->divisor[p];
}

void crossed_prepare(Crossed *c) {
  const RatingTable *t = c->table;
  const uint32_t *level = t->level[c->out];
  for (size_t p = 0; p < t->levels[c->out]; p++) c->divisor[p] = c->shrink[c->out];
  for (size_t i = 0; i < t->n; i++) c->divisor[level[i]]++;
  for (size_t p = 0; p < t->levels[c->out]; p++)
    if (!(c->divisor[p] > 0)) c->divisor[p] = 1;
  memset(c->diagonal, 0, c->unknowns * sizeof *c->diagonal);
  for (size_t i = 0; i < t->n; i++) c->scores[i] = 1 - 1 / c->divisor[level[i]];
  scatter(c, c->scores, c->diagonal);
  for (size_t f = 0; f < t->n_factors; f++)
    for (size_t l = 0; f != c->out && l < t->levels[f]; l++) c->diagonal[c->first[f] + l] += c->shrink[f];
  for (size_t u = 0; u < c->unknowns; u++) c->diagonal[u] = MAX(c->diagonal[u], 1e-12);
}

void crossed_right_side(Crossed *c, const double *y, double *ret) {
  memset(ret, 0, c->unknowns * sizeof *ret);
  absorb(c, y);
  for (size_t i = 0; i < c->table->n; i++) c->scores[i] = y[i] - c->sums[c->table->level[c->out][i]];
  scatter(c, c->scores, ret);
}

static void multiply(Crossed *c, const double *v, double *ret) {
  memset(ret, 0, c->unknowns * sizeof *ret);
  predict(c, v, c->scores);
  absorb(c, c->scores);
  for (size_t i = 0; i < c->table->n; i++) c->scores[i] -= c->sums[c->table->level[c->out][i]];
  scatter(c, c->scores, ret);
  for (size_t f = 0; f < c->table->n_factors; f++)
    for (size_t l = c->first[f]; f != c->out && l < c->first[f] + c->table->levels[f]; l++)
      ret[l] += c->shrink[f] * v[l];
}

static double dot(const double *a, const double *b, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += a[i] * b[i];
  return sum;
}

void crossed_solve(Crossed *c, const double *right, double *x) {
  size_t m = c->unknowns;
  g_autofree double *room = g_new(double, 4 * m + 1);
  double *r = room, *z = room + m, *d = room + 2 * m, *q = room + 3 * m, size = 0;
  multiply(c, x, r);
  for (size_t i = 0; i < m; i++) {
    r[i] = right[i] - r[i];
    d[i] = z[i] = r[i] / c->diagonal[i];
    size += right[i] * right[i] / c->diagonal[i];
  }
  double now = dot(r, z, m);
  for (int step = 0; step < SOLVE_STEPS && now > solved * size; step++) {
    multiply(c, d, q);
    double bend = dot(d, q, m);
    if (!(bend > 0)) return;
    double length = now / bend, before = now;
    for (size_t i = 0; i < m; i++) {
      x[i] += length * d[i];
      r[i] -= length * q[i];
      z[i] = r[i] / c->diagonal[i];
    }
    now = dot(r, z, m);
    for (size_t i = 0; i < m; i++) d[i] = z[i] + now / before * d[i];
  }
}

double crossed_out_product(Crossed *c, const double *x, const double *z) {
  size_t levels = c->table->levels[c->out];
  predict(c, z, c->scores);
  absorb(c, c->scores);
  g_autofree double *first = g_memdup2(c->sums, levels * sizeof *c->sums);
  predict(c, x, c->scores);
  absorb(c, c->scores);
  return dot(first, c->sums, levels);
}

void crossed_finish(Crossed *c, const double *y, const double *x, double *ret_out, double *ret_residuals) {
  predict(c, x, c->scores);
  for (size_t i = 0; i < c->table->n; i++) ret_residuals[i] = y[i] - c->scores[i];
  absorb(c, ret_residuals);
  for (size_t i = 0; i < c->table->n; i++) ret_residuals[i] -= c->sums[c->table->level[c->out][i]];
  if (ret_out != NULL) memcpy(ret_out, c->sums, c->table->levels[c->out] * sizeof *ret_out);
}

Probes *probes_new(const Crossed *c) {
  size_t m = c->unknowns;
  bool units = (double)m * (double)MIN(m, 40) * (double)c->table->n <= cheap && m <= 1000;
  Probes *p = g_new0(Probes, 1);
  p->n = units ? m : RANDOM_PROBES;
  p->size = m;
  p->weight = units ? 1 : 1.0 / RANDOM_PROBES;
  p->z = g_new0(double, p->n *m + 1);
  p->x = g_new0(double, p->n *m + 1);
  for (size_t i = 0; units && i < m; i++) p->z[i * m + i] = 1;
  if (units) return p;
  gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
  gsl_rng_set(random, 19580);
  for (size_t i = 0; i < p->n * m; i++) p->z[i] = gsl_rng_get(random) >> 31 ? 1 : -1;
  gsl_rng_free(random);
  return p;
}

void probes_free(Probes *p) {
  if (p == NULL) return;
  g_free(p->z);
  g_free(p->x);
  g_free(p);
}

void probes_solve(Probes *p, Crossed *c) {
  for (size_t i = 0; i < p->n; i++) crossed_solve(c, p->z + i * p->size, p->x + i * p->size);
}

void probes_diagonal(const Probes *p, double *ret_diagonal) {
  memset(ret_diagonal, 0, p->size * sizeof *ret_diagonal);
  for (size_t i = 0; i < p->n * p->size; i++) ret_diagonal[i % p->size] += p->weight * p->z[i] * p->x[i];
}
