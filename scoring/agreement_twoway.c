/* agreement_twoway.c: least squares and mixed model equations of applicants by assessors, without a matrix. */
#include "scoring/agreement_model.h"

#include <math.h>
#include <string.h>

enum { MOST_STEPS = 2000 };
static const double singular = 1e-13;

TwoWay *two_way_room(size_t n, size_t applicants, size_t assessors) {
  TwoWay *t = g_new0(TwoWay, 1);
  t->applicants = applicants;
  t->assessors = assessors;
  t->start = g_new0(size_t, applicants + 1);
  t->assessor = g_new(uint32_t, n + 1);
  t->score = g_new(double, n + 1);
  return t;
}

void two_way_settle(TwoWay *t) {
  t->n = t->start[t->applicants];
  double sum = 0;
  for (size_t i = 0; i < t->n; i++) sum += t->score[i];
  t->mean = t->n > 0 ? sum / (double)t->n : 0;
  t->marks = g_new0(size_t, t->assessors + 1);
  for (size_t i = 0; i < t->n; i++) {
    t->score[i] -= t->mean;
    t->marks[t->assessor[i]]++;
  }
}

TwoWay *two_way_new(const RatingTable *table) {
  TwoWay *t = two_way_room(table->n, table->levels[0], table->levels[1]);
  g_autofree size_t *next = g_new0(size_t, t->applicants + 1);
  for (size_t i = 0; i < table->n; i++) t->start[table->level[0][i] + 1]++;
  for (size_t p = 0; p < t->applicants; p++) t->start[p + 1] += next[p] = t->start[p];
  for (size_t i = 0; i < table->n; i++) {
    size_t at = next[table->level[0][i]]++;
    t->assessor[at] = table->level[1][i];
    t->score[at] = table->scores[i];
  }
  two_way_settle(t);
  return t;
}

void two_way_free(TwoWay *t) {
  if (t == NULL) return;
  g_free(t->start);
  g_free(t->assessor);
  g_free(t->marks);
  g_free(t->score);
  g_free(t);
}

void two_way_multiply(const TwoWay *t, Shrink shrink, const double *u, double *ret) {
  double mean = u[t->assessors], to_mean = 0;
  for (size_t j = 0; j < t->assessors; j++) ret[j] = shrink.assessors * u[j];
  for (size_t p = 0; p < t->applicants; p++) {
    size_t from = t->start[p], to = t->start[p + 1];
    double marks = (double)(to - from), sum = marks * mean;
    if (from == to) continue;
    for (size_t i = from; i < to; i++) sum += u[t->assessor[i]];
    double own = sum / (marks + shrink.applicants);
    for (size_t i = from; i < to; i++) ret[t->assessor[i]] += u[t->assessor[i]] + mean - own;
    to_mean += sum - marks * own;
  }
  ret[t->assessors] = shrink.applicants > 0 ? to_mean : 0;
}

void two_way_diagonal(const TwoWay *t, Shrink shrink, double *ret) {
  for (size_t j = 0; j < t->assessors; j++) ret[j] = shrink.assessors;
  ret[t->assessors] = 0;
  for (size_t p = 0; p < t->applicants; p++) {
    double marks = (double)(t->start[p + 1] - t->start[p]), rest = 1 - 1 / (marks + shrink.applicants);
    for (size_t i = t->start[p]; i < t->start[p + 1]; i++) ret[t->assessor[i]] += rest;
    if (marks > 0) ret[t->assessors] += marks - marks * marks / (marks + shrink.applicants);
  }
  for (size_t j = 0; j <= t->assessors; j++) ret[j] = ret[j] > singular ? ret[j] : 1;
}

void two_way_right_side(const TwoWay *t, Shrink shrink, double *ret) {
  memset(ret, 0, (t->assessors + 1) * sizeof *ret);
  for (size_t p = 0; p < t->applicants; p++) {
    double sum = 0, marks = (double)(t->start[p + 1] - t->start[p]);
    for (size_t i = t->start[p]; i < t->start[p + 1]; i++) sum += t->score[i];
    double own = marks > 0 ? sum / (marks + shrink.applicants) : 0;
    for (size_t i = t->start[p]; i < t->start[p + 1]; i++) ret[t->assessor[i]] += t->score[i] - own;
    if (shrink.applicants > 0) ret[t->assessors] += sum - marks * own;
  }
}

static double dot(const double *a, const double *b, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += a[i] * b[i];
  return sum;
}

/* A direction that the matrix sends to nothing is rounding's, and ends the search. */
void two_way_solve(const TwoWay *t, Shrink shrink, double enough, const double *right, double *x) {
  size_t m = t->assessors + 1;
  g_autofree double *room = g_new(double, 5 * m);
  double *r = room, *z = room + m, *d = room + 2 * m, *q = room + 3 * m, *diagonal = room + 4 * m, size = 0;
  two_way_diagonal(t, shrink, diagonal);
  two_way_multiply(t, shrink, x, r);
  for (size_t i = 0; i < m; i++) {
    r[i] = right[i] - r[i];
    d[i] = z[i] = r[i] / diagonal[i];
    size += right[i] * right[i] / diagonal[i];
  }
  double now = dot(r, z, m);
  for (int step = 0; step < MOST_STEPS && now > enough * size; step++) {
    double whole = 0;
    two_way_multiply(t, shrink, d, q);
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
  double squares = 0, mean = x[t->assessors];
  for (size_t p = 0; p < t->applicants; p++) {
    double sum = 0, marks = (double)(t->start[p + 1] - t->start[p]);
    for (size_t i = t->start[p]; i < t->start[p + 1]; i++) sum += t->score[i] - mean - x[t->assessor[i]];
    double own = marks > 0 ? sum / (marks + shrink.applicants) : 0;
    for (size_t i = t->start[p]; i < t->start[p + 1]; i++) {
      double rest = t->score[i] - mean - x[t->assessor[i]] - own;
      squares += rest * rest;
    }
    if (ret_applicants != NULL) ret_applicants[p] = own;
  }
  return squares;
}
