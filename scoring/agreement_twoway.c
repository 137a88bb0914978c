/* agreement_twoway.c: least squares and mixed model equations of applicants by assessors, without a matrix. */
#include "scoring/agreement_model.h"

#include <math.h>
#include <string.h>

enum { MOST_STEPS = 2000 };
static const double singular = 1e-13;

void two_way_multiply(const Incidence *of, Shrink shrink, Term *terms) {
  double mean = terms[of->assessors].x, to_mean = 0;
  for (size_t j = 0; j < of->assessors; j++) terms[j].product = shrink.assessors * terms[j].x;
  for (size_t p = 0; p < of->applicants; p++) {
    const uint32_t *from = of->assessor + of->start[p], *to = of->assessor + of->start[p + 1];
    double marks = (double)(to - from), sum = marks * mean;
    if (from == to) continue;
    for (const uint32_t *j = from; j < to; j++) sum += terms[*j].x;
    double own = sum / (marks + shrink.applicants);
    for (const uint32_t *j = from; j < to; j++) {
      Term *term = &terms[*j];
      __builtin_prefetch(&terms[j[AHEAD]]);
      term->product += term->x + mean - own;
    }
    to_mean += sum - marks * own;
  }
  terms[of->assessors].product = shrink.applicants > 0 ? to_mean : 0;
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

static double dot(const double *a, const double *b, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += a[i] * b[i];
  return sum;
}

/* A direction that the matrix sends to nothing is rounding's, and ends the search. */
void two_way_solve(const Incidence *of, Shrink shrink, const double *diagonal, double enough, const double *right,
                   double *ret_x) {
  size_t m = of->assessors + 1;
  g_autofree double *room = g_new(double, 2 * m);
  g_autofree Term *d = g_new(Term, m);
  double *r = room, *z = room + m, *x = ret_x;
  for (size_t i = 0; i < m; i++) {
    x[i] = 0;
    r[i] = right[i];
    d[i].x = z[i] = r[i] / diagonal[i];
  }
  double now = dot(r, z, m), size = now;
  for (int step = 0; step < MOST_STEPS && now > enough * size; step++) {
    double whole = 0, bend = 0;
    two_way_multiply(of, shrink, d);
    for (size_t i = 0; i < m; i++) {
      whole += d[i].x * d[i].x * diagonal[i];
      bend += d[i].x * d[i].product;
    }
    if (!(bend > singular * whole)) return;
    double length = now / bend, before = now;
    for (size_t i = 0; i < m; i++) {
      x[i] += length * d[i].x;
      r[i] -= length * d[i].product;
      z[i] = r[i] / diagonal[i];
    }
    now = dot(r, z, m);
    for (size_t i = 0; i < m; i++) d[i].x = z[i] + now / before * d[i].x;
  }
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
