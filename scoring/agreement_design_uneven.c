/* agreement_design_uneven.c: variance components of designs with empty combinations or nests of different size.
 *
 * Henderson (1953) Biometrics 9:226-252, method 1; Brennan (2001) 7.1, the analogous-ANOVA procedure. T(a) is the sum over
 * the cells of effect a of total^2 / scores; its expectation is N mean^2 plus, for every effect b, its variance times the
 * sum over cells of a of (sum of squared scores of the cells of b in it) / scores. As many equations as unknowns. */
#include "scoring/agreement_design_parts.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>

/* A score's cells in two effects. */
typedef struct Place {
  uint64_t outer, inner;
  double score;
} Place;

static int by_place(const void *a, const void *b) {
  const Place *x = a, *y = b;
  if (x->outer != y->outer) return x->outer < y->outer ? -1 : 1;
  return x->inner < y->inner ? -1 : x->inner > y->inner;
}

static Place *places_of(const Design *d, unsigned outer, unsigned inner, double mean) {
  Place *places = g_new(Place, d->table->n);
  for (size_t i = 0; i < d->table->n; i++)
    places[i] = (Place){cell_of(d, outer, i), cell_of(d, inner, i), d->table->scores[i] - mean};
  qsort(places, d->table->n, sizeof *places, by_place);
  return places;
}

/* How often effect b's variance is in T(a), and T(a) itself. */
static double times_in(const Design *d, unsigned a, unsigned b, double mean, double *ret_total) {
  g_autofree Place *places = places_of(d, a, b, mean);
  double times = 0;
  *ret_total = 0;
  for (size_t from = 0, to; from < d->table->n; from = to) {
    double sum = 0, squares = 0, same = 0;
    for (to = from; to < d->table->n && places[to].outer == places[from].outer; to++) {
      same = to > from && places[to].inner == places[to - 1].inner ? same + 1 : 1;
      squares += 2 * same - 1;
      sum += places[to].score;
    }
    times += squares / (double)(to - from);
    *ret_total += sum * sum / (double)(to - from);
  }
  return times;
}

static bool has_repeats(const Design *d) {
  unsigned all = (1u << d->facets) - 1;
  g_autofree Place *places = places_of(d, all, all, 0);
  for (size_t i = 1; i < d->table->n; i++)
    if (places[i].outer == places[i - 1].outer) return true;
  return false;
}

static bool solve(size_t n, double *matrix, double *right) {
  gsl_matrix_view m = gsl_matrix_view_array(matrix, n, n);
  gsl_vector_view v = gsl_vector_view_array(right, n);
  if (gsl_linalg_HH_svx(&m.matrix, &v.vector) != 0) return false;
  for (size_t i = 0; i < n; i++)
    if (!isfinite(right[i]) || fabs(right[i]) > 1e12 * (1 + fabs(right[0]))) return false;
  return true;
}

bool design_uneven(Design *d, double mean) {
  unsigned sets[SETS];
  size_t n = 0;
  if (d->table->n < 4 || has_repeats(d)) return false;
  for (unsigned set = 0; set < 1u << d->facets; set++)
    if (d->exists[set]) sets[n++] = set;
  g_autofree double *matrix = g_new(double, n *n), *right = g_new(double, n);
  for (size_t a = 0; a < n; a++)
    for (size_t b = 0; b < n; b++)
      matrix[a * n + b] = times_in(d, sets[a], sets[b], mean, &right[a]); /* of the mean: N, since all is one cell */
  if (!solve(n, matrix, right)) return false;
  for (size_t a = 1; a < n; a++) d->variance[sets[a]] = right[a];
  return true;
}
