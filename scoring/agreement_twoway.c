/* agreement_twoway.c: least squares and mixed model equations of applicants by assessors, without a matrix. */
#include "scoring/agreement_model.h"

#include <math.h>
#include <string.h>

enum { MOST_STEPS = 2000 };
static const double singular = 1e-13;

void two_way_multiply(const Incidence *of, Shrink shrink, const double *u, double *ret) {
  double mean = u[of->assessors], to_mean = 0;
  for (size_t j = 0; j < of->assessors; j++) ret[j] = shrink.assessors * u[j];
  for (size_t p = 0; p < of->applicants; p++) {
    size_t from = of->start[p], to = of->start[p + 1];
    double marks = (double)(to - from), sum = marks * mean;
    if (from == to) continue;
    for (size_t i = from; i < to; i++) sum += u[of->assessor[i]];
    double own = sum / (marks + shrink.applicants);
    for (size_t i = from; i < to; i++) ret[of->assessor[i]] += u[of->assessor[i]] + mean - own;
    to_mean += sum - marks * own;
  }
  ret[of->assessors] = shrink.applicants > 0 ? to_mean : 0;
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

void two_way_right_side(const TwoWay *t, Shrink shrink, double *ret) {
  const Incidence *of = t->of;
  memset(ret, 0, (of->assessors + 1) * sizeof *ret);
  for (size_t p = 0; p < of->applicants; p++) {
    double sum = 0, marks = (double)(of->start[p + 1] - of->start[p]);
    for (size_t i = of->start[p]; i < of->start[p + 1]; i++) sum += t->score[i];
    double own = marks > 0 ? sum / (marks + shrink.applicants) : 0;
    for (size_t i = of->start[p]; i < of->start[p + 1]; i++) ret[of->assessor[i]] += t->score[i] - own;
    if (shrink.applicants > 0) ret[of->assessors] += sum - marks * own;
  }
}

static double dot(const double *a, const double *b, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += a[i] * b[i];
  return sum;
}

/* A direction that the matrix sends to nothing is rounding's, and ends the search. */
void two_way_solve(const Incidence *of, Shrink shrink, const double *diagonal, double enough, const double *right,
                   double *ret_x) {
  size_t m = of->assessors + 1;
  g_autofree double *room = g_new(double, 4 * m);
  double *r = room, *z = room + m, *d = room + 2 * m, *q = room + 3 * m, *x = ret_x;
  for (size_t i = 0; i < m; i++) {
    x[i] = 0;
    r[i] = right[i];
    d[i] = z[i] = r[i] / diagonal[i];
  }
  double now = dot(r, z, m), size = now;
  for (int step = 0; step < MOST_STEPS && now > enough * size; step++) {
    double whole = 0;
    two_way_multiply(of, shrink, d, q);
    for (size_t i = 0; i < m; i++) whole += d[i] * d[i] * diagonal[i];
    double bend = dot(d, q, m);
    if (!(bend > singular * whole)) return;
    double length = now / bend, before = now;
    for (size_t i = 0; i < m; i++) {
      x[i] += length * d[i];
      r[i] -= length * q[i];
      z[i] = r[i] / diagonal[i];
    }
    now = dot(r, z, m);
    for (size_t i = 0; i < m; i++) d[i] = z[i] + now / before * d[i];
  }
}

double two_way_finish(const TwoWay *t, Shrink shrink, const double *x, double *ret_applicants) {
  const Incidence *of = t->of;
  double squares = 0, mean = x[of->assessors];
  for (size_t p = 0; p < of->applicants; p++) {
    double sum = 0, marks = (double)(of->start[p + 1] - of->start[p]);
    for (size_t i = of->start[p]; i < of->start[p + 1]; i++) sum += t->score[i] - mean - x[of->assessor[i]];
    double own = marks > 0 ? sum / (marks + shrink.applicants) : 0;
    for (size_t i = of->start[p]; i < of->start[p + 1]; i++) {
      double rest = t->score[i] - mean - x[of->assessor[i]] - own;
      squares += rest * rest;
    }
    if (ret_applicants != NULL) ret_applicants[p] = own;
  }
  return squares;
}
