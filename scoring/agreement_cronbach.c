/* agreement_cronbach.c: Cronbach's alpha of raters (or items) as parts of one scale.
 *
 * Cronbach (1951) Psychometrika 16:297-334: k / (k-1) (1 - sum of variances / variance of the sum), standardised from
 * the mean correlation; limits by Feldt (1965) Psychometrika 30:357-370. Missing cells: pairwise covariances. */
#include "scoring/agreement_put.h"

#include <math.h>

#include <glib/gi18n.h>

#define GROUP "cronbach"
static const char few[] = N_("At least two applicants marked by at least two assessors are needed.");
static const char flat[] = N_("The sum of the marks does not vary, so there is no consistency to measure.");
static const char pair[] = N_("Without one of two assessors only one is left, which has no consistency.");
static const char still[] = N_("An assessor gives every applicant the same mark, so correlations are undefined.");

/* Covariance of columns i and j over the rows that have both. */
static double covariance(const RatingMatrix *m, size_t i, size_t j, double *x, double *y) {
  size_t n = 0;
  for (size_t r = 0; r < m->n; r++) {
    if (isnan(rating(m, r, i)) || isnan(rating(m, r, j))) continue;
    x[n] = rating(m, r, i);
    y[n++] = rating(m, r, j);
  }
  double mx = mean_of(x, n), my = mean_of(y, n), sum = 0;
  for (size_t r = 0; r < n; r++) sum += (x[r] - mx) * (y[r] - my);
  return n > 1 ? sum / ((double)n - 1) : NAN;
}

static double *covariances(const RatingMatrix *m) {
  size_t k = m->k;
  double *c = g_new(double, k *k + 1);
  g_autofree double *x = g_new(double, m->n + 1), *y = g_new(double, m->n + 1);
  for (size_t i = 0; i < k; i++)
    for (size_t j = i; j < k; j++) c[i * k + j] = c[j * k + i] = covariance(m, i, j, x, y);
  return c;
}

/* Alpha of the columns without one; all of them when `without` is k. */
static double alpha_without(const double *c, size_t k, size_t without) {
  double trace = 0, total = 0, parts = without < k ? (double)k - 1 : (double)k;
  for (size_t i = 0; i < k; i++) {
    if (i == without) continue;
    trace += c[i * k + i];
    for (size_t j = 0; j < k; j++) total += j == without ? 0 : c[i * k + j];
  }
  return total > 0 && parts > 1 ? parts / (parts - 1) * (1 - trace / total) : NAN;
}

static double mean_correlation(const double *c, size_t k) {
  double sum = 0;
  for (size_t i = 0; i < k; i++)
    for (size_t j = i + 1; j < k; j++) sum += c[i * k + j] / sqrt(c[i * k + i] * c[j * k + j]);
  return sum / ((double)(k * (k - 1)) / 2);
}

/* Each column against the sum of the others. */
static void put_dropped(Agreement *a, const double *c, size_t k) {
  g_autofree double *alphas = g_new(double, k), *r = g_new(double, k);
  double total = sum_of(c, k * k);
  for (size_t i = 0; i < k; i++) {
    double row = sum_of(c + i * k, k), own = c[i * k + i];
    alphas[i] = alpha_without(c, k, i);
    r[i] = (row - own) / sqrt(own * (total - 2 * row + own));
  }
  if (k > 2)
    agreement_put_list(a, GROUP, "alpha_if_dropped", alphas, k);
  else
    agreement_put_none(a, GROUP, "alpha_if_dropped", pair);
  agreement_put_list(a, GROUP, "r_drop", r, k);
}

void agreement_cronbach(Agreement *agreement, const RatingMatrix *matrix) {
  size_t n = matrix->n, k = matrix->k;
  agreement_warn_small(agreement, GROUP, n, k);
  if (n < 2 || k < 2) {
    agreement_refuse(agreement, GROUP, few, (const char *const[]){"alpha", "alpha_std", "alpha_if_dropped", NULL});
    return;
  }
  g_autofree double *c = covariances(matrix);
  double alpha = alpha_without(c, k, k), r = mean_correlation(c, k), df1 = (double)n - 1, df2 = df1 * (double)(k - 1);
  agreement_put(agreement, GROUP, "alpha", alpha, flat);
  agreement_put(agreement, GROUP, "alpha_lower", 1 - (1 - alpha) * f_quantile(0.975, df1, df2), flat);
  agreement_put(agreement, GROUP, "alpha_upper", 1 - (1 - alpha) / f_quantile(0.975, df2, df1), flat);
  agreement_put(agreement, GROUP, "alpha_std", (double)k * r / (1 + (double)(k - 1) * r), still);
  agreement_put(agreement, GROUP, "average_r", r, still);
  put_dropped(agreement, c, k);
}
