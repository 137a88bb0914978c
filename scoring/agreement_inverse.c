/* agreement_inverse.c: the diagonal of the inverse of the two-way equations, which standard errors come from.
 *
 * A small plan's matrix M = D - E is written down and inverted (the least-squares one, which sends the vector of ones to
 * nothing, after a multiple of that vector's square has been added; what it adds is known). A large one is asked with
 * vectors z of random signs: the mean of z_j (M^-1 z)_j is the j-th entry (Hutchinson 1990; Bekas, Kokiopoulou & Saad
 * 2007). What the first terms of the series D^-1 + D^-1 E D^-1 + ... give is known exactly and taken off before the mean.
 * Ones are an eigenvector of M, so everything is done about the mean and that one's part added. Where panels are loosely
 * linked the series is slow and the mean uncertain, which shows; then the matrix is inverted after all. */
#include "scoring/agreement_model.h"

#include <gsl/gsl_linalg.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <string.h>

enum { DENSE_AT_ONCE = 100, DENSE_AT_MOST = 1000, PROBES = 16 };
static const double roughly = 1e-8, good = 0.02, bearable = 0.2; /* of a mean, as a share of it */

/* Those with a score. */
static double count_used(const TwoWay *t) {
  double used = 0;
  for (size_t j = 0; j < t->assessors; j++) used += t->marks[j] > 0;
  return used;
}

static double mean_of_used(const TwoWay *t, const double *x) {
  double sum = 0;
  for (size_t j = 0; j < t->assessors; j++) sum += t->marks[j] > 0 ? x[j] : 0;
  return sum / count_used(t);
}

static void centre(const TwoWay *t, double *x) {
  double mean = mean_of_used(t, x);
  for (size_t j = 0; j < t->assessors; j++) x[j] = t->marks[j] > 0 ? x[j] - mean : 0;
}

/* -- written down ------------------------------------------------------------------------------------------ */

static void fill(const TwoWay *t, Shrink shrink, double ones, gsl_matrix *m) {
  gsl_matrix_set_all(m, ones);
  for (size_t j = 0; j < t->assessors; j++) *gsl_matrix_ptr(m, j, j) += (double)t->marks[j] + shrink.assessors;
  for (size_t p = 0; p < t->applicants; p++) {
    double share = 1 / (double)(t->start[p + 1] - t->start[p]);
    for (size_t a = t->start[p]; a < t->start[p + 1]; a++)
      for (size_t b = t->start[p]; b < t->start[p + 1]; b++)
        *gsl_matrix_ptr(m, t->assessor[a], t->assessor[b]) -= share;
  }
  for (size_t j = 0; j < t->assessors; j++) {
    for (size_t i = 0; t->marks[j] == 0 && i < t->assessors; i++) {
      gsl_matrix_set(m, i, j, i == j);
      gsl_matrix_set(m, j, i, i == j);
    }
  }
}

/* With c times the square of ones added, the inverse has 1 / (c used^2) more in every place. */
static void invert(const TwoWay *t, Shrink shrink, double *ret) {
  double used = count_used(t), c = shrink.assessors > 0 ? 0 : (double)t->n / (used * used);
  gsl_matrix *m = gsl_matrix_alloc(t->assessors, t->assessors);
  fill(t, shrink, c, m);
  bool done = gsl_linalg_cholesky_decomp1(m) == 0 && gsl_linalg_cholesky_invert(m) == 0;
  for (size_t j = 0; j < t->assessors; j++)
    ret[j] = done ? gsl_matrix_get(m, j, j) - (c > 0 ? 1 / (used * used * c) : 0) : NAN;
  gsl_matrix_free(m);
}

/* -- asked --------------------------------------------------------------------------------------------------- */

/* Room for one question: all of assessors + 1. */
typedef struct Asked {
  double *diagonal, *known, *signs, *z, *x, *w, *first;
} Asked;

/* B z about the mean, with B = D^-1 + D^-1 E D^-1. */
static void apply_first_terms(const TwoWay *t, Shrink shrink, const Asked *a, const double *z, double *ret) {
  for (size_t j = 0; j < t->assessors; j++) a->w[j] = z[j] / a->diagonal[j];
  a->w[t->assessors] = 0;
  two_way_multiply(t, shrink, a->w, ret);
  for (size_t j = 0; j < t->assessors; j++) ret[j] = a->w[j] + (z[j] - ret[j]) / a->diagonal[j];
}

/* The diagonal of B about the mean: b_jj - 2 / n sum of row j + sum of all / n^2, the rows' sums being B times ones. */
static void find_known(const TwoWay *t, Shrink shrink, const Asked *a) {
  double used = count_used(t);
  for (size_t j = 0; j < t->assessors; j++) a->z[j] = t->marks[j] > 0 ? 1 : 0;
  apply_first_terms(t, shrink, a, a->z, a->first);
  double mean = mean_of_used(t, a->first);
  for (size_t j = 0; j < t->assessors; j++) a->known[j] = 1 / a->diagonal[j] + (mean - 2 * a->first[j]) / used;
}

static void ask(const TwoWay *t, Shrink shrink, const Asked *a, gsl_rng *random) {
  for (size_t j = 0; j < t->assessors; j++) a->signs[j] = a->z[j] = gsl_rng_get(random) >> 31 ? 1 : -1;
  centre(t, a->z);
  a->z[t->assessors] = 0;
  memset(a->x, 0, (t->assessors + 1) * sizeof *a->x);
  two_way_solve(t, shrink, roughly, a->z, a->x);
  apply_first_terms(t, shrink, a, a->z, a->first);
  centre(t, a->x);
  centre(t, a->first);
}

/* ret_doubt: the largest standard error of an entry, as a share of it; entries in too much doubt are NAN. */
static void ask_all(const TwoWay *t, Shrink shrink, double *ret, double *ret_doubt) {
  size_t m = t->assessors + 1;
  g_autofree double *room = g_new0(double, 7 * m), *squares = g_new0(double, m);
  const Asked a = {room, room + m, room + 2 * m, room + 3 * m, room + 4 * m, room + 5 * m, room + 6 * m};
  gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
  gsl_rng_set(random, 19580); /* always the same signs */
  two_way_diagonal(t, shrink, a.diagonal);
  find_known(t, shrink, &a);
  memset(ret, 0, t->assessors * sizeof *ret);
  for (int probe = 0; probe < PROBES; probe++) {
    ask(t, shrink, &a, random);
    for (size_t j = 0; j < t->assessors; j++) {
      double rest = a.signs[j] * (a.x[j] - a.first[j]);
      ret[j] += rest / PROBES;
      squares[j] += rest * rest;
    }
  }
  gsl_rng_free(random);
  double of_ones = shrink.assessors > 0 ? 1 / (shrink.assessors * count_used(t)) : 0;
  *ret_doubt = 0;
  for (size_t j = 0; j < t->assessors; j++) {
    double spread = sqrt(MAX(squares[j] - PROBES * ret[j] * ret[j], 0) / (PROBES * (PROBES - 1)));
    ret[j] += a.known[j] + of_ones;
    if (t->marks[j] > 0) *ret_doubt = MAX(*ret_doubt, spread / ret[j]);
    if (!(spread < bearable * ret[j])) ret[j] = NAN;
  }
}

void two_way_inverse(const TwoWay *t, Shrink shrink, double *ret) {
  double doubt = INFINITY;
  if (t->assessors > DENSE_AT_ONCE) ask_all(t, shrink, ret, &doubt);
  if (doubt > good && t->assessors <= DENSE_AT_MOST) invert(t, shrink, ret);
}
