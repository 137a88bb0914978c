/* agreement_inverse.c: the diagonal of the inverse of the two-way equations, which standard errors come from.
 *
 * A small plan's matrix M = D - E is written down and inverted (the least-squares one, which sends the vector of ones to
 * nothing, after a multiple of that vector's square has been added; what it adds is known). A large one is asked with
 * vectors z of random signs: the mean of z_j (M^-1 z)_j is the j-th entry (Hutchinson 1990; Bekas, Kokiopoulou & Saad
 * 2007). What the first terms of the series D^-1 + D^-1 E D^-1 + D^-1 E D^-1 E D^-1 give is known exactly, so only the
 * mean of the rest is sought, with as many vectors as it takes.
 * Ones are an eigenvector of M, so everything is done about the mean and that one's part added. Where panels are loosely
 * linked the series is slow and the mean uncertain, which shows; then the matrix is inverted after all. */
#include "scoring/agreement_model.h"

#include <gsl/gsl_linalg.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <string.h>

enum { DENSE_AT_ONCE = 100, DENSE_AT_MOST = 1000, MOST_PROBES = 16 };
static const double roughly = 1e-4;                             /* of the rest, squared */
static const double plenty = 0.01, good = 0.02, bearable = 0.2; /* doubt of an entry, as a share of it */

/* Those with a score. */
static double count_used(const Incidence *of) {
  double used = 0;
  for (size_t j = 0; j < of->assessors; j++) used += of->marks[j] > 0;
  return used;
}

/* Of every `step`-th number. */
static double mean_of_used(const Incidence *of, const double *x, size_t step) {
  double sum = 0;
  for (size_t j = 0; j < of->assessors; j++) sum += of->marks[j] > 0 ? x[step * j] : 0;
  return sum / count_used(of);
}

static void centre(const Incidence *of, double *x, size_t step) {
  double mean = mean_of_used(of, x, step);
  for (size_t j = 0; j < of->assessors; j++) x[step * j] = of->marks[j] > 0 ? x[step * j] - mean : 0;
}

/* -- written down ------------------------------------------------------------------------------------------ */

static void fill(const Incidence *of, Shrink shrink, double ones, gsl_matrix *m) {
  gsl_matrix_set_all(m, ones);
  for (size_t j = 0; j < of->assessors; j++) *gsl_matrix_ptr(m, j, j) += (double)of->marks[j] + shrink.assessors;
  for (size_t p = 0; p < of->applicants; p++) {
    double share = 1 / (double)(of->start[p + 1] - of->start[p]);
    for (size_t a = of->start[p]; a < of->start[p + 1]; a++)
      for (size_t b = of->start[p]; b < of->start[p + 1]; b++)
        *gsl_matrix_ptr(m, of->assessor[a], of->assessor[b]) -= share;
  }
  for (size_t j = 0; j < of->assessors; j++) {
    for (size_t i = 0; of->marks[j] == 0 && i < of->assessors; i++) {
      gsl_matrix_set(m, i, j, i == j);
      gsl_matrix_set(m, j, i, i == j);
    }
  }
}

/* With c times the square of ones added, the inverse has 1 / (c used^2) more in every place. */
static void invert(const Incidence *of, Shrink shrink, double *ret) {
  double used = count_used(of), c = shrink.assessors > 0 ? 0 : (double)of->n / (used * used);
  gsl_matrix *m = gsl_matrix_alloc(of->assessors, of->assessors);
  fill(of, shrink, c, m);
  bool done = gsl_linalg_cholesky_decomp1(m) == 0 && gsl_linalg_cholesky_invert(m) == 0;
  for (size_t j = 0; j < of->assessors; j++)
    ret[j] = done ? gsl_matrix_get(m, j, j) - (c > 0 ? 1 / (used * used * c) : 0) : NAN;
  gsl_matrix_free(m);
}

/* -- known --------------------------------------------------------------------------------------------------- */

/* Per assessor, one after the other, the applicants of its scores; behind them AHEAD times the first. */
static uint32_t *applicants_by_assessor(const Incidence *of) {
  uint32_t *applicant = g_new0(uint32_t, of->n + AHEAD);
  g_autofree size_t *next = g_new0(size_t, of->assessors + 1);
  for (size_t j = 0; j + 1 < of->assessors; j++) next[j + 1] = next[j] + of->marks[j];
  for (size_t p = 0; p < of->applicants; p++)
    for (size_t i = of->start[p]; i < of->start[p + 1]; i++) applicant[next[of->assessor[i]]++] = (uint32_t)p;
  return applicant;
}

/* Adds row j of E: what its applicants' other scores have in common with its own. */
static void add_row(const Incidence *of, size_t j, const uint32_t *applicants, double *row) {
  for (size_t m = 0; m < of->marks[j]; m++) {
    size_t from = of->start[applicants[m]], to = of->start[applicants[m] + 1];
    __builtin_prefetch(&of->start[applicants[m + AHEAD / 2]]);
    __builtin_prefetch(&of->assessor[of->start[applicants[m + AHEAD / 4]]]);
    double share = 1 / (double)(to - from);
    for (size_t i = from; i < to; i++) row[of->assessor[i]] += share;
    row[j] -= share;
  }
}

/* The sum of E_ji^2 / D_i, and the row forgotten. */
static double take_row(const Incidence *of, size_t j, const uint32_t *applicants, const double *diagonal, double *row) {
  double sum = 0;
  for (size_t m = 0; m < of->marks[j]; m++)
    for (size_t i = of->start[applicants[m]]; i < of->start[applicants[m] + 1]; i++) {
      uint32_t other = of->assessor[i];
      sum += row[other] * row[other] / diagonal[other];
      row[other] = 0;
    }
  return sum;
}

/* The diagonal of the series' first three terms. */
static void find_diagonal(const Incidence *of, const double *diagonal, double *ret) {
  g_autofree uint32_t *applicants = applicants_by_assessor(of);
  g_autofree double *row = g_new0(double, of->assessors + 1);
  size_t from = 0;
  for (size_t j = 0; j < of->assessors; from += of->marks[j++]) {
    add_row(of, j, applicants + from, row);
    double own = row[j], d = diagonal[j];
    ret[j] = 1 / d + (own + take_row(of, j, applicants + from, diagonal, row)) / (d * d);
  }
}

/* -- asked --------------------------------------------------------------------------------------------------- */

/* Room for SIDES questions at once: of assessors + 1, and of the second line so many for each question. */
typedef struct Asked {
  double *diagonal, *known, *sums, *squares;
  double *signs, *z, *rest, *left;
  double *first; /* terms of B z, with B the series' first three terms */
} Asked;

/* z less M times first. */
static void find_rest(const Incidence *of, Shrink shrink, size_t sides, const Asked *a) {
  two_way_multiply(of, shrink, sides, a->first);
  for (size_t j = 0; j <= of->assessors; j++)
    for (size_t s = 0; s < sides; s++)
      a->rest[sides * j + s] = a->z[sides * j + s] - a->first[2 * sides * j + sides + s];
}

/* Each term adds D^-1 times what M leaves of z. */
static void apply_first_terms(const Incidence *of, Shrink shrink, size_t sides, const Asked *a) {
  for (size_t j = 0; j <= of->assessors; j++)
    for (size_t s = 0; s < sides; s++) a->first[2 * sides * j + s] = a->z[sides * j + s] / a->diagonal[j];
  for (int term = 1; term < 3; term++) {
    find_rest(of, shrink, sides, a);
    for (size_t j = 0; j < of->assessors; j++)
      for (size_t s = 0; s < sides; s++) a->first[2 * sides * j + s] += a->rest[sides * j + s] / a->diagonal[j];
  }
}

/* The diagonal of B about the mean: b_jj - 2 / n sum of row j + sum of all / n^2, the rows' sums being B times ones. */
static void find_known(const Incidence *of, Shrink shrink, const Asked *a) {
  double used = count_used(of);
  for (size_t j = 0; j < of->assessors; j++) a->z[j] = of->marks[j] > 0 ? 1 : 0;
  a->z[of->assessors] = 0;
  apply_first_terms(of, shrink, 1, a);
  for (size_t j = 0; j < of->assessors; j++) a->left[j] = a->first[2 * j];
  double mean = mean_of_used(of, a->left, 1);
  find_diagonal(of, a->diagonal, a->known);
  for (size_t j = 0; j < of->assessors; j++) a->known[j] += (mean - 2 * a->left[j]) / used;
}

/* M^-1 z less B z, about the mean, of SIDES vectors z of random signs. */
static void ask(const Incidence *of, Shrink shrink, const Asked *a, gsl_rng *random) {
  for (size_t s = 0; s < SIDES; s++) {
    double *z = a->z + s;
    for (size_t j = 0; j < of->assessors; j++)
      a->signs[SIDES * j + s] = z[SIDES * j] = gsl_rng_get(random) >> 31 ? 1 : -1;
    z[SIDES * of->assessors] = 0;
    centre(of, z, SIDES);
  }
  apply_first_terms(of, shrink, SIDES, a);
  find_rest(of, shrink, SIDES, a);
  two_way_solve(of, shrink, SIDES, a->diagonal, roughly, a->rest, a->left);
  for (size_t s = 0; s < SIDES; s++) {
    centre(of, a->left + s, SIDES);
    for (size_t j = 0; j < of->assessors; j++) {
      double entry = a->signs[SIDES * j + s] * a->left[SIDES * j + s];
      a->sums[j] += entry;
      a->squares[j] += entry * entry;
    }
  }
}

/* The entries after so many questions; those in too much doubt are NAN. Returns the largest standard error of one, as a
 * share of it. */
static double judge(const Incidence *of, Shrink shrink, const Asked *a, double probes, double *ret) {
  double of_ones = shrink.assessors > 0 ? 1 / (shrink.assessors * count_used(of)) : 0, doubt = 0;
  for (size_t j = 0; j < of->assessors; j++) {
    double mean = a->sums[j] / probes;
    double spread = sqrt(MAX(a->squares[j] - probes * mean * mean, 0) / (probes * (probes - 1)));
    ret[j] = a->known[j] + mean + of_ones;
    if (of->marks[j] > 0) doubt = MAX(doubt, spread / ret[j]);
    if (!(spread < bearable * ret[j])) ret[j] = NAN;
  }
  return doubt;
}

static double ask_all(const Incidence *of, Shrink shrink, double *ret) {
  size_t m = of->assessors + 1, probes = 0;
  g_autofree double *room = g_new0(double, (4 + 6 * SIDES) * m);
  double *wide = room + 4 * m;
  const Asked a = {room,
                   room + m,
                   room + 2 * m,
                   room + 3 * m,
                   wide,
                   wide + SIDES * m,
                   wide + 2 * SIDES * m,
                   wide + 3 * SIDES * m,
                   wide + 4 * SIDES * m};
  double doubt = INFINITY;
  gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
  gsl_rng_set(random, 19580); /* always the same signs */
  two_way_diagonal(of, shrink, a.diagonal);
  find_known(of, shrink, &a);
  while (doubt > plenty && probes < MOST_PROBES) {
    ask(of, shrink, &a, random);
    probes += SIDES;
    doubt = judge(of, shrink, &a, (double)probes, ret);
  }
  gsl_rng_free(random);
  return doubt;
}

void two_way_inverse(const Incidence *of, Shrink shrink, double *ret) {
  double doubt = INFINITY;
  if (of->assessors > DENSE_AT_ONCE) doubt = ask_all(of, shrink, ret);
  if (doubt > good && of->assessors <= DENSE_AT_MOST) invert(of, shrink, ret);
}
