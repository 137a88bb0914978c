/* agreement_outlier.c: is one figure among a few out of line? Tests and robust fences; flags, never deletions.
 *
 * Grubbs (1969) Technometrics 11:1-21, critical values as in NIST/SEMATECH 1.3.5.17.1; Rosner (1983) Technometrics
 * 25:165-172, equation 2.5 for lambda; Leys et al. (2013) J Exp Soc Psychol 49:764-766 (MAD x 1.4826); Iglewicz &
 * Hoaglin (1993) How to Detect and Handle Outliers: 0.6745 (x - median) / MAD, out beyond 3.5. Missing figures are left
 * out but keep their place in the count of indices. */
#include "scoring/agreement_put.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#define GROUP "outliers"
static const char few[] = N_("An outlier test needs at least three figures.");
static const char flat[] = N_("All figures are the same, so none is out of line.");
static const char half[] =
    N_("Half of the figures or more are the same, so their typical distance from the middle is zero.");

/* The figures that are there, and where each stood (from 1). */
typedef struct Sample {
  size_t n;
  double *x, *place;
} Sample;

static void clear_sample(Sample *s) {
  g_free(s->x);
  g_free(s->place);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sample, clear_sample)

static Sample sample_of(const double *x, size_t n) {
  Sample s = {0, g_new(double, n + 1), g_new(double, n + 1)};
  for (size_t i = 0; i < n; i++) {
    if (isnan(x[i])) continue;
    s.place[s.n] = (double)i + 1;
    s.x[s.n++] = x[i];
  }
  return s;
}

/* The largest distance from the mean in standard deviations; NAN when nothing varies. */
static double most_extreme(const Sample *s, size_t *ret_at) {
  double mean = mean_of(s->x, s->n), sd = sqrt(squares_of(s->x, s->n) / ((double)s->n - 1));
  *ret_at = 0;
  for (size_t i = 1; i < s->n; i++)
    if (fabs(s->x[i] - mean) > fabs(s->x[*ret_at] - mean)) *ret_at = i;
  return sd > 0 ? fabs(s->x[*ret_at] - mean) / sd : NAN;
}

/* (n-1) t / sqrt(n (n - 2 + t^2)) for a tail of `share`, which divides among n already. */
static double grubbs_critical(double n, double share) {
  double t = t_quantile(1 - share, n - 2);
  return (n - 1) * t / sqrt(n * (n - 2 + t * t));
}

/* Bonferroni's bound, exact in the upper range (Grubbs 1969, 7). */
static double grubbs_p(double n, double g) {
  double room = (n - 1) * (n - 1) - n * g * g;
  double t = room > 0 ? sqrt(g * g * n * (n - 2) / room) : INFINITY;
  return isfinite(t) ? MIN(1, n * gsl_cdf_tdist_Q(t, n - 2)) : 0;
}

void agreement_grubbs(Agreement *agreement, const double *x, size_t n) {
  g_auto(Sample) s = sample_of(x, n);
  size_t at = 0;
  double g = s.n < 3 ? NAN : most_extreme(&s, &at), count = (double)s.n;
  if (!isfinite(g)) {
    agreement_refuse(agreement, GROUP, s.n < 3 ? few : flat, (const char *const[]){"G", "outlier_index", NULL});
    return;
  }
  agreement_put(agreement, GROUP, "G", g, flat);
  agreement_put(agreement, GROUP, "critical_one_sided_05", grubbs_critical(count, 0.05 / count), flat);
  agreement_put(agreement, GROUP, "critical_two_sided_05", grubbs_critical(count, 0.05 / (2 * count)), flat);
  agreement_put(agreement, GROUP, "critical_one_sided_01", grubbs_critical(count, 0.01 / count), flat);
  agreement_put(agreement, GROUP, "critical_two_sided_01", grubbs_critical(count, 0.01 / (2 * count)), flat);
  agreement_put(agreement, GROUP, "p_one_sided", grubbs_p(count, g), flat);
  agreement_put(agreement, GROUP, "p_two_sided", MIN(1, 2 * grubbs_p(count, g)), flat);
  agreement_put(agreement, GROUP, "outlier_index", s.place[at], flat);
  agreement_put(agreement, GROUP, "outlier", s.x[at], flat);
}

static void remove_at(Sample *s, size_t at) {
  s->n--;
  memmove(s->x + at, s->x + at + 1, (s->n - at) * sizeof *s->x);
  memmove(s->place + at, s->place + at + 1, (s->n - at) * sizeof *s->place);
}

/* lambda for n figures left: alpha / (2 n) in each tail of t with n - 2 degrees. */
static double rosner_critical(double n) { return grubbs_critical(n, 0.05 / (2 * n)); }

void agreement_esd(Agreement *agreement, const double *x, size_t n, size_t most) {
  g_auto(Sample) s = sample_of(x, n);
  if (s.n < 3) {
    agreement_refuse(agreement, GROUP, few, (const char *const[]){"R", "lambda", "outliers", NULL});
    return;
  }
  if (s.n < 15)
    agreement_warn(agreement, GROUP, N_("With {figures} figures the ESD test is rough; it is meant for 25 and more."),
                   "figures", g_strdup_printf("%zu", s.n), NULL);
  g_autofree double *r = g_new(double, most + 1), *lambda = g_new(double, most + 1), *out = g_new(double, most + 1);
  size_t steps = 0, outliers = 0;
  for (; steps < most && s.n >= 3; steps++) {
    size_t at = 0;
    r[steps] = most_extreme(&s, &at);
    if (!isfinite(r[steps])) break;
    lambda[steps] = rosner_critical((double)s.n);
    out[steps] = s.place[at];
    if (r[steps] > lambda[steps]) outliers = steps + 1;
    remove_at(&s, at);
  }
  agreement_put_list(agreement, GROUP, "R", r, steps);
  agreement_put_list(agreement, GROUP, "lambda", lambda, steps);
  agreement_put(agreement, GROUP, "outliers", (double)outliers, flat);
  agreement_put_list(agreement, GROUP, "outlier_indices", out, outliers);
}

static double middle(const double *x, size_t n) {
  g_autofree double *copy = g_memdup2(x, (n + 1) * sizeof *x);
  return median_sort(copy, n);
}

/* The median of the distances from the median. */
static double raw_mad(const Sample *s, double median) {
  g_autofree double *distance = g_new(double, s->n + 1);
  for (size_t i = 0; i < s->n; i++) distance[i] = fabs(s->x[i] - median);
  return median_sort(distance, s->n);
}

void agreement_mad(Agreement *agreement, const double *x, size_t n) {
  static const struct {
    const char *lower, *upper;
    double times;
  } fences[] = {{"lower_2", "upper_2", 2}, {"lower_25", "upper_25", 2.5}, {"lower_3", "upper_3", 3}};
  g_auto(Sample) s = sample_of(x, n);
  if (s.n == 0) {
    agreement_refuse(agreement, GROUP, few, (const char *const[]){"median", "MAD", NULL});
    return;
  }
  double median = middle(s.x, s.n), raw = raw_mad(&s, median), mad = 1.4826 * raw;
  agreement_put(agreement, GROUP, "median", median, few);
  agreement_put(agreement, GROUP, "MAD", mad, few);
  agreement_put(agreement, GROUP, "MAD_raw", raw, few);
  if (!(mad > 0)) agreement_warn(agreement, GROUP, half, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(fences); i++) {
    agreement_put(agreement, GROUP, fences[i].lower, median - fences[i].times * mad, few);
    agreement_put(agreement, GROUP, fences[i].upper, median + fences[i].times * mad, few);
  }
}

void agreement_modified_z(Agreement *agreement, const double *x, size_t n) {
  g_auto(Sample) s = sample_of(x, n);
  double median = middle(s.x, s.n), mad = raw_mad(&s, median);
  agreement_put(agreement, GROUP, "modified_z_median", median, few);
  if (s.n == 0 || !(mad > 0)) {
    agreement_refuse(agreement, GROUP, s.n == 0 ? few : half, (const char *const[]){"modified_z", NULL});
    return;
  }
  g_autofree double *z = g_new(double, n + 1), *out = g_new(double, n + 1);
  size_t outliers = 0;
  double most = 0;
  for (size_t i = 0; i < n; i++) {
    z[i] = 0.6745 * (x[i] - median) / mad;
    if (fabs(z[i]) > 3.5) out[outliers++] = (double)i + 1;
    if (fabs(z[i]) > most) most = fabs(z[i]);
  }
  agreement_put_list(agreement, GROUP, "modified_z", z, n);
  agreement_put(agreement, GROUP, "modified_z_most", most, few);
  agreement_put(agreement, GROUP, "modified_z_outliers", (double)outliers, few);
  agreement_put_list(agreement, GROUP, "modified_z_outlier_indices", out, outliers);
  agreement_put(agreement, GROUP, "modified_z_MAD", mad, few);
}

double agreement_winsorized(const double *x, size_t n, double share) {
  g_auto(Sample) s = sample_of(x, n);
  size_t cut = (size_t)floor(share * (double)s.n + 1e-9);
  if (s.n == 0 || 2 * cut >= s.n) return NAN;
  median_sort(s.x, s.n);
  for (size_t i = 0; i < cut; i++) {
    s.x[i] = s.x[cut];
    s.x[s.n - 1 - i] = s.x[s.n - 1 - cut];
  }
  return mean_of(s.x, s.n);
}
