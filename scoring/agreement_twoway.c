/* agreement_twoway.c: least squares and mixed model equations of applicants by assessors, without a matrix. */
#include "scoring/agreement_model.h"

#include <string.h>

enum { MOST_STEPS = 2000 };
static const double singular = 1e-13;

/* What is inlined with a number of sides is compiled for that number. */
#define INLINED static inline __attribute__((always_inline))

INLINED void multiply(const Incidence *of, Shrink shrink, const size_t sides, double *terms) {
  const size_t step = 2 * sides;
  double mean[SIDES], to_mean[SIDES] = {0}, sum[SIDES], own[SIDES], *last = terms + step * of->assessors;
  for (size_t s = 0; s < sides; s++) mean[s] = last[s];
  for (double *x = terms; x < last; x += step)
    for (size_t s = 0; s < sides; s++) x[sides + s] = shrink.assessors * x[s];
  for (size_t p = 0; p < of->applicants; p++) {
    const uint32_t *from = of->assessor + of->start[p], *to = of->assessor + of->start[p + 1];
    double marks = (double)(to - from);
    if (from == to) continue;
    for (size_t s = 0; s < sides; s++) sum[s] = marks * mean[s];
    for (const uint32_t *j = from; j < to; j++)
      for (size_t s = 0; s < sides; s++) sum[s] += terms[step * *j + s];
    for (size_t s = 0; s < sides; s++) own[s] = sum[s] / (marks + shrink.applicants);
    for (const uint32_t *j = from; j < to; j++) {
      double *x = terms + step * *j;
      __builtin_prefetch(terms + step * j[AHEAD]);
      for (size_t s = 0; s < sides; s++) x[sides + s] += x[s] + mean[s] - own[s];
    }
    for (size_t s = 0; s < sides; s++) to_mean[s] += sum[s] - marks * own[s];
  }
  for (size_t s = 0; s < sides; s++) last[sides + s] = shrink.applicants > 0 ? to_mean[s] : 0;
}

void two_way_multiply(const Incidence *of, Shrink shrink, size_t sides, double *terms) {
  if (sides == 1)
    multiply(of, shrink, 1, terms);
  else
    multiply(of, shrink, SIDES, terms);
}

void two_way_diagonal(const Incidence *of, Shrink shrink, double *ret) {
  for (size_t j = 0; j < of->assessors; j++) ret[j] = shrink.assessors;
  ret[of->assessors] = 0;
  for (size_t p = 0; p < of->applicants; p++) {
    double marks = (double)(of->start[p + 1] - of->start[p]), rest = 1 - 1 / (marks + shrink.applicants);
    for (size_t i = of->start[p]; i < of->start[p + 1]; i++) ret[of->assessor[i]] += rest;
    if (marks > 0) ret[of->assessors] += marks - marks * marks / (marks + shrink.applicants);
  }
  for (size_t j = 0; j <= of->assessors; j++) ret[j] = ret[j] > singular ? ret[j] : 1;
}

/* What an assessor's scores come to. */
typedef struct Side {
  double right, sum;
} Side;

void two_way_right_side(const TwoWay *t, Shrink shrink, double *ret_right, double *ret_means) {
  const Incidence *of = t->of;
  g_autofree Side *sides = g_new0(Side, of->assessors + 1);
  for (size_t p = 0; p < of->applicants; p++) {
    double sum = 0, marks = (double)(of->start[p + 1] - of->start[p]);
    for (size_t i = of->start[p]; i < of->start[p + 1]; i++) {
      __builtin_prefetch(&sides[of->assessor[i + AHEAD]]);
      sum += t->score[i];
    }
    double own = marks > 0 ? sum / (marks + shrink.applicants) : 0;
    for (size_t i = of->start[p]; i < of->start[p + 1]; i++) {
      Side *side = &sides[of->assessor[i]];
      side->right += t->score[i] - own;
      side->sum += t->score[i];
    }
    if (shrink.applicants > 0) sides[of->assessors].right += sum - marks * own;
  }
  for (size_t j = 0; j <= of->assessors; j++) ret_right[j] = sides[j].right;
  for (size_t j = 0; ret_means && j < of->assessors; j++) ret_means[j] = sides[j].sum / (double)MAX(of->marks[j], 1);
}

/* How far the search for one solution is. Once it is over, its steps have no length. */
typedef struct Search {
  double now, first; /* squared residual, conditioned */
  double whole, bend, length, turn;
  bool over;
} Search;

/* A direction that the matrix sends to nothing is rounding's, and ends the search. */
static void choose_length(Search *search) {
  search->over |= !(search->bend > singular * search->whole);
  search->length = search->over ? 0 : search->now / search->bend;
}

INLINED bool are_over(Search *searches, const size_t sides, double enough) {
  bool over = true;
  for (size_t s = 0; s < sides; s++) {
    searches[s].over |= !(searches[s].now > enough * searches[s].first);
    over &= searches[s].over;
  }
  return over;
}

/* One step of all searches; d: terms of their directions. */
INLINED void walk(size_t m, const size_t sides, const double *diagonal, Search *searches, double *d, double *r,
                  double *z, double *x) {
  double after[SIDES] = {0};
  for (size_t s = 0; s < sides; s++) searches[s].whole = searches[s].bend = 0;
  for (size_t i = 0; i < m; i++)
    for (size_t s = 0; s < sides; s++) {
      const double *at = d + 2 * sides * i + s;
      searches[s].whole += at[0] * at[0] * diagonal[i];
      searches[s].bend += at[0] * at[sides];
    }
  for (size_t s = 0; s < sides; s++) choose_length(&searches[s]);
  for (size_t i = 0; i < m; i++)
    for (size_t s = 0; s < sides; s++) {
      const double *at = d + 2 * sides * i + s;
      size_t k = sides * i + s;
      x[k] += searches[s].length * at[0];
      r[k] -= searches[s].length * at[sides];
      z[k] = r[k] / diagonal[i];
      after[s] += r[k] * z[k];
    }
  for (size_t s = 0; s < sides; s++) {
    searches[s].turn = searches[s].over ? 0 : after[s] / searches[s].now;
    searches[s].now = after[s];
  }
  for (size_t i = 0; i < m; i++)
    for (size_t s = 0; s < sides; s++) {
      double *at = d + 2 * sides * i + s;
      *at = z[sides * i + s] + searches[s].turn * *at;
    }
}

INLINED void solve(const Incidence *of, Shrink shrink, const size_t sides, const double *diagonal, double enough,
                   const double *right, double *x) {
  size_t m = of->assessors + 1, n = m * sides;
  g_autofree double *r = g_memdup2(right, n * sizeof *r), *z = g_new(double, n);
  double *d = g_aligned_alloc(m, 2 * sides * sizeof *d, 2 * SIDES * sizeof *d);
  Search searches[SIDES] = {0};
  for (size_t i = 0; i < m; i++)
    for (size_t s = 0; s < sides; s++) {
      size_t k = sides * i + s;
      x[k] = 0;
      d[2 * sides * i + s] = z[k] = r[k] / diagonal[i];
      searches[s].first = searches[s].now += r[k] * z[k];
    }
  for (int step = 0; step < MOST_STEPS && !are_over(searches, sides, enough); step++) {
    multiply(of, shrink, sides, d);
    walk(m, sides, diagonal, searches, d, r, z, x);
  }
  g_aligned_free(d);
}

void two_way_solve(const Incidence *of, Shrink shrink, size_t sides, const double *diagonal, double enough,
                   const double *right, double *ret_x) {
  if (sides == 1)
    solve(of, shrink, 1, diagonal, enough, right, ret_x);
  else
    solve(of, shrink, SIDES, diagonal, enough, right, ret_x);
}

void two_way_finish(const TwoWay *t, Shrink shrink, const double *x, double *ret_applicants) {
  const Incidence *of = t->of;
  for (size_t p = 0; p < of->applicants; p++) {
    double sum = 0, marks = (double)(of->start[p + 1] - of->start[p]);
    for (size_t i = of->start[p]; i < of->start[p + 1]; i++) {
      __builtin_prefetch(&x[of->assessor[i + AHEAD]]);
      sum += t->score[i] - x[of->assessors] - x[of->assessor[i]];
    }
    ret_applicants[p] = marks > 0 ? sum / (marks + shrink.applicants) : 0;
  }
}
