/* agreement_sums.c: what the statistics of agreement share: sums in two passes, midranks, complete rows, quantiles. */
#include "scoring/agreement_put.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n.h>

double sum_of(const double *x, size_t n) {
  double sum = 0, lost = 0;
  for (size_t i = 0; i < n; i++) {
    double next = sum + x[i];
    lost += fabs(sum) >= fabs(x[i]) ? (sum - next) + x[i] : (x[i] - next) + sum;
    sum = next;
  }
  return sum + lost;
}

double mean_of(const double *x, size_t n) { return n > 0 ? sum_of(x, n) / (double)n : NAN; }

double squares_of(const double *x, size_t n) {
  double mean = mean_of(x, n), squares = 0;
  for (size_t i = 0; i < n; i++) squares += (x[i] - mean) * (x[i] - mean);
  return squares;
}

double correlation_of(const double *x, const double *y, size_t n) {
  double mx = mean_of(x, n), my = mean_of(y, n), xx = 0, yy = 0, xy = 0;
  for (size_t i = 0; i < n; i++) {
    xx += (x[i] - mx) * (x[i] - mx);
    yy += (y[i] - my) * (y[i] - my);
    xy += (x[i] - mx) * (y[i] - my);
  }
  double scale = sqrt(xx) * sqrt(yy);
  return n > 1 && scale > 0 ? CLAMP(xy / scale, -1, 1) : NAN;
}

typedef struct Placed {
  double x;
  size_t at;
} Placed;

int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

void midranks(const double *x, size_t n, double *ret_ranks, double *ret_ties) {
  g_autofree Placed *placed = g_new(Placed, n + 1);
  for (size_t i = 0; i < n; i++) placed[i] = (Placed){x[i], i};
  qsort(placed, n, sizeof *placed, by_value);
  double ties = 0;
  for (size_t from = 0, to; from < n; from = to) {
    for (to = from + 1; to < n && !(placed[from].x < placed[to].x);) to++;
    double t = (double)(to - from);
    for (size_t i = from; i < to; i++) ret_ranks[placed[i].at] = (double)from + (t + 1) / 2;
    ties += t * t * t - t;
  }
  if (ret_ties != NULL) *ret_ties = ties;
}

double median_sort(double *x, size_t n) {
  if (n == 0) return NAN;
  qsort(x, n, sizeof *x, by_value);
  return (x[(n - 1) / 2] + x[n / 2]) / 2;
}

RatingMatrix rating_complete_rows(Agreement *agreement, const char *group, const RatingMatrix *matrix,
                                  double **ret_room) {
  double *values = *ret_room = g_new(double, matrix->n * matrix->k + 1);
  RatingMatrix whole = {0, matrix->k, values};
  for (size_t i = 0; i < matrix->n; i++) {
    bool missing = false;
    for (size_t j = 0; j < matrix->k; j++) missing |= isnan(rating(matrix, i, j));
    if (missing || matrix->k == 0) continue;
    memcpy(values + whole.n++ * matrix->k, matrix->values + i * matrix->k, matrix->k * sizeof *values);
  }
  if (whole.n < matrix->n)
    agreement_warn(agreement, group, N_("{left} of {targets} rows have an empty cell and were left out here."), "left",
                   g_strdup_printf("%zu", matrix->n - whole.n), "targets", g_strdup_printf("%zu", matrix->n), NULL);
  return whole;
}

RatingCells *rating_cells(const RatingMatrix *matrix) {
  size_t size = matrix->n * matrix->k + 1;
  RatingCells *cells = g_new0(RatingCells, 1);
  cells->scores = g_new(double, size);
  cells->target = g_new(uint32_t, size);
  cells->rater = g_new(uint32_t, size);
  size_t n = 0;
  for (size_t i = 0; i < matrix->n; i++)
    for (size_t j = 0; j < matrix->k; j++) {
      if (isnan(rating(matrix, i, j))) continue;
      cells->target[n] = (uint32_t)i;
      cells->rater[n] = (uint32_t)j;
      cells->scores[n++] = rating(matrix, i, j);
    }
  cells->table = (RatingTable){.n = n,
                               .scores = cells->scores,
                               .n_factors = 2,
                               .factors = {"p", "i"},
                               .level = {cells->target, cells->rater},
                               .levels = {matrix->n, matrix->k}};
  return cells;
}

void rating_cells_free(RatingCells *cells) {
  if (cells == NULL) return;
  g_free(cells->scores);
  g_free(cells->target);
  g_free(cells->rater);
  g_free(cells);
}

/* The library's inverse ends at about 1e-9; a few steps of Newton's from there reach the last digits. */
double f_quantile(double p, double df1, double df2) {
  if (!isfinite(df1) || !isfinite(df2) || df1 <= 0 || df2 <= 0) return NAN;
  double x = gsl_cdf_fdist_Pinv(p, df1, df2);
  for (int i = 0; i < 4 && isfinite(x) && x > 0; i++) {
    double miss = p > 0.5 ? (1 - p) - gsl_cdf_fdist_Q(x, df1, df2) : gsl_cdf_fdist_P(x, df1, df2) - p;
    double step = miss / gsl_ran_fdist_pdf(x, df1, df2);
    if (!isfinite(step) || fabs(step) > x / 2) break;
    x -= step;
  }
  return x;
}

double t_quantile(double p, double df) {
  if (!isfinite(df) || df <= 0) return NAN;
  double x = gsl_cdf_tdist_Pinv(p, df);
  for (int i = 0; i < 4 && isfinite(x); i++) {
    double miss = p > 0.5 ? (1 - p) - gsl_cdf_tdist_Q(x, df) : gsl_cdf_tdist_P(x, df) - p;
    double step = miss / gsl_ran_tdist_pdf(x, df);
    if (!isfinite(step) || fabs(step) > 1 + fabs(x) / 2) break;
    x -= step;
  }
  return x;
}

double agreement_sure(size_t comparisons, double df) {
  double share = 0.025 / (double)MAX(comparisons, 1);
  return isinf(df) ? gsl_cdf_ugaussian_Qinv(share) : t_quantile(1 - share, df);
}
