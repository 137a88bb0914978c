/* agreement_cronbach.c: Cronbach's alpha of raters (or items) as parts of one scale.
 *
 * Cronbach (1951) Psychometrika 16:297-334: k / (k-1) (1 - sum of variances / variance of the sum), standardised from
 * the mean correlation; limits by Feldt (1965) Psychometrika 30:357-370. Missing cells: covariance and correlation are
 * of the applicants that two assessors share, a variance of all that one marked. Feldt's limits know only complete rows, so
 * there are none; and covariances of different applicants need not go together: where they make a coefficient above 1, there
 * is none either. */
#include "scoring/agreement_put.h"

#include <math.h>

#include <glib/gi18n.h>

#define GROUP "cronbach"
static const char few[] = N_("At least two applicants marked by at least two assessors are needed.");
static const char flat[] = N_("The sum of the marks does not vary, so there is no consistency to measure.");
static const char pair[] = N_("Without one of two assessors only one is left, which has no consistency.");
static const char gaps[] =
    N_("Some cells are empty: each covariance is of the applicants that two assessors share, and alpha has no limits.");
static const char apart[] = N_("Two of the assessors share fewer than two applicants, so they have no covariance.");
static const char torn[] =
    N_("The assessors share too few applicants: their covariances do not go together, so there is no coefficient.");
static const char still[] = N_("An assessor gives every applicant the same mark, so correlations are undefined.");

static const double nothing = 1e-12; /* what rounding leaves of a sum that does not vary, as a share of its parts */

/* Covariances and correlations of all columns, k x k. */
typedef struct Together {
  double *c, *r;
} Together;

static void clear_together(Together *t) {
  g_free(t->c);
  g_free(t->r);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Together, clear_together)

/* Of columns i and j over the rows that have both. */
static void relate(const RatingMatrix *m, size_t i, size_t j, double *x, double *y, Together *to) {
  size_t n = 0;
  for (size_t r = 0; r < m->n; r++) {
    if (isnan(rating(m, r, i)) || isnan(rating(m, r, j))) continue;
    x[n] = rating(m, r, i);
    y[n++] = rating(m, r, j);
  }
  double mx = mean_of(x, n), my = mean_of(y, n), sum = 0;
  for (size_t r = 0; r < n; r++) sum += (x[r] - mx) * (y[r] - my);
  to->c[i * m->k + j] = to->c[j * m->k + i] = n > 1 ? sum / ((double)n - 1) : NAN;
  to->r[i * m->k + j] = correlation_of(x, y, n);
}

static Together together(const RatingMatrix *m) {
  size_t k = m->k;
  Together t = {g_new(double, k *k + 1), g_new(double, k *k + 1)};
  g_autofree double *x = g_new(double, m->n + 1), *y = g_new(double, m->n + 1);
  for (size_t i = 0; i < k; i++)
    for (size_t j = i; j < k; j++) relate(m, i, j, x, y, &t);
  return t;
}

/* Alpha of the columns without one; all of them when `without` is k. */
static double alpha_without(const double *c, size_t k, size_t without) {
  double trace = 0, total = 0, parts = without < k ? (double)k - 1 : (double)k;
  for (size_t i = 0; i < k; i++) {
    if (i == without) continue;
    trace += c[i * k + i];
    for (size_t j = 0; j < k; j++) total += j == without ? 0 : c[i * k + j];
  }
  return total > nothing * trace && parts > 1 ? parts / (parts - 1) * (1 - trace / total) : NAN;
}

static double mean_correlation(const double *r, size_t k) {
  double sum = 0;
  for (size_t i = 0; i < k; i++)
    for (size_t j = i + 1; j < k; j++) sum += r[i * k + j];
  return sum / ((double)(k * (k - 1)) / 2);
}

/* None where covariances of different applicants would make more of it than can be. */
static double possible(double x) { return x > 1 + nothing ? NAN : x; }

/* Each column against the sum of the others. */
static void put_dropped(Agreement *a, const double *c, size_t k) {
  g_autofree double *alphas = g_new(double, k), *r = g_new(double, k);
  double total = sum_of(c, k * k);
  for (size_t i = 0; i < k; i++) {
    double row = sum_of(c + i * k, k), own = c[i * k + i];
    alphas[i] = possible(alpha_without(c, k, i));
    r[i] = possible((row - own) / sqrt(own * (total - 2 * row + own)));
  }
  if (k > 2)
    agreement_put_list(a, GROUP, "alpha_if_dropped", alphas, k);
  else
    agreement_put_none(a, GROUP, "alpha_if_dropped", pair);
  agreement_put_list(a, GROUP, "r_drop", r, k);
}

static bool has_gaps(const RatingMatrix *m) {
  for (size_t i = 0; i < m->n * m->k; i++)
    if (isnan(m->values[i])) return true;
  return false;
}

/* Why these covariances make no coefficient; NULL: they do. */
static const char *why_not(const double *c, size_t k) {
  for (size_t i = 0; i < k * k; i++)
    if (isnan(c[i])) return apart;
  double trace = 0, total = sum_of(c, k * k);
  for (size_t i = 0; i < k; i++) trace += c[i * (k + 1)];
  return total < -nothing * trace || alpha_without(c, k, k) > 1 + nothing ? torn : NULL;
}

static void put_limits(Agreement *a, double alpha, double df1, double df2, bool any) {
  agreement_put(a, GROUP, "alpha_lower", any ? 1 - (1 - alpha) * f_quantile(0.975, df1, df2) : NAN, any ? flat : gaps);
  agreement_put(a, GROUP, "alpha_upper", any ? 1 - (1 - alpha) / f_quantile(0.975, df2, df1) : NAN, any ? flat : gaps);
}

static void put_standardised(Agreement *a, double r, double k, bool complete) {
  double whole = 1 + (k - 1) * r;
  const char *reason = isnan(r) ? still : complete ? flat : torn;
  agreement_put(a, GROUP, "alpha_std", whole > nothing ? k * r / whole : NAN, reason);
  agreement_put(a, GROUP, "average_r", r, still);
}

void agreement_cronbach(Agreement *agreement, const RatingMatrix *matrix) {
  static const char *const names[] = {"alpha",     "alpha_lower",      "alpha_upper", "alpha_std",
                                      "average_r", "alpha_if_dropped", "r_drop",      NULL};
  size_t n = matrix->n, k = matrix->k;
  agreement_warn_small(agreement, GROUP, n, k);
  if (n < 2 || k < 2) {
    agreement_refuse(agreement, GROUP, few, names);
    return;
  }
  g_auto(Together) t = together(matrix);
  bool complete = !has_gaps(matrix);
  const char *reason = complete ? NULL : why_not(t.c, k);
  if (reason) {
    agreement_refuse(agreement, GROUP, reason, names);
    return;
  }
  double alpha = alpha_without(t.c, k, k), df1 = (double)n - 1;
  agreement_put(agreement, GROUP, "alpha", alpha, flat);
  put_limits(agreement, alpha, df1, df1 * (double)(k - 1), complete);
  put_standardised(agreement, mean_correlation(t.r, k), (double)k, complete);
  put_dropped(agreement, t.c, k);
}
