/* agreement_dixon.c: Dixon's ratios of a gap to the range, for very small samples.
 *
 * Dixon (1950) Ann Math Stat 21:488-506, (1953) Biometrics 9:74-89: r10 for 3 to 7 figures, r11 to 10, r21 to 13, r22 to 30.
 * The law is integrated, not tabulated: given the low order statistic a, after j below it, and the largest b, the m
 * figures between lie below c = b - r (b - a), or for r21 and r22 all but one of them do (McBane 2006 J Stat Softw 16(3)). */
#include "scoring/agreement_put.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>
#include <math.h>
#include <stdlib.h>

#include <glib/gi18n.h>

#define GROUP "outliers"
enum { NODES = 96, BISECTIONS = 60 };
static const char few[] = N_("Dixon's test needs 3 to 30 figures.");
static const char flat[] = N_("All figures are the same, so none is out of line.");

/* gap: how many figures from the end the gap is measured; low: how many are left out at the other end. */
typedef struct Form {
  const char *name;
  size_t gap, low, up_to;
} Form;
static const Form forms[] = {{"r10", 1, 0, 7}, {"r11", 1, 1, 10}, {"r21", 2, 1, 13}, {"r22", 2, 2, 30}};

static double density(double x) { return exp(-x * x / 2) / sqrt(2 * M_PI); }

/* For the low figure a and the largest a + t: probability that the ratio is above r. */
static double inner(const Form *form, size_t n, double a, double t, double r) {
  double below = gsl_cdf_ugaussian_P(a), to_c = gsl_cdf_ugaussian_P(a + t * (1 - r)), to_b = gsl_cdf_ugaussian_P(a + t);
  double m = (double)(n - form->low - 2), near = MAX(to_c - below, 0), far = MAX(to_b - to_c, 0);
  double chance = pow(near, m);
  if (form->gap == 2) chance += m * pow(near, m - 1) * far;
  return chance * pow(below, (double)form->low) * density(a) * density(a + t);
}

/* P(ratio > r) at one named end of a normal sample. */
static double tail(const Form *form, size_t n, double r, const gsl_integration_glfixed_table *nodes) {
  double sum = 0, ways = 1;
  size_t used = form->low + 2; /* n! / (low! m!) */
  for (size_t i = 0; i < used; i++) ways *= (double)(n - i);
  if (form->low == 2) ways /= 2;
  for (size_t i = 0; i < NODES; i++) {
    double a, wa;
    gsl_integration_glfixed_point(-8, 8, i, &a, &wa, nodes);
    for (size_t j = 0; j < NODES; j++) {
      double t, wt;
      gsl_integration_glfixed_point(0, 14, j, &t, &wt, nodes);
      sum += wa * wt * inner(form, n, a, t, r);
    }
  }
  return CLAMP(ways * sum, 0, 1);
}

static double critical(const Form *form, size_t n, double share, const gsl_integration_glfixed_table *nodes) {
  double low = 0, high = 1;
  for (int i = 0; i < BISECTIONS && high - low > 1e-12; i++) {
    double r = (low + high) / 2;
    *(tail(form, n, r, nodes) > share ? &low : &high) = r;
  }
  return (low + high) / 2;
}

static double ratio(const double *x, size_t n, const Form *form, bool at_top) {
  double gap = at_top ? x[n - 1] - x[n - 1 - form->gap] : x[form->gap] - x[0];
  double range = at_top ? x[n - 1] - x[form->low] : x[n - 1 - form->low] - x[0];
  return range > 0 ? gap / range : NAN;
}

static double place_of(const double *x, size_t n, double value) {
  for (size_t i = 0; i < n; i++)
    if (x[i] >= value && x[i] <= value) return (double)i + 1;
  return NAN;
}

static void put_form(Agreement *a, const Form *form, const double *sorted, size_t n, bool at_top) {
  gsl_integration_glfixed_table *nodes = gsl_integration_glfixed_table_alloc(NODES);
  double r = ratio(sorted, n, form, at_top), p = tail(form, n, r, nodes), at_05 = critical(form, n, 0.05, nodes);
  agreement_put(a, GROUP, "r", r, flat);
  agreement_put(a, GROUP, form->name, r, flat);
  agreement_put(a, GROUP, "p_one_sided", p, flat);
  agreement_put(a, GROUP, "p_two_sided", MIN(1, 2 * p), flat);
  agreement_put(a, GROUP, "critical_one_sided_05", at_05, flat);
  agreement_put(a, GROUP, "critical_two_sided_05", critical(form, n, 0.025, nodes), flat);
  agreement_put(a, GROUP, "critical_two_sided_10", at_05, flat);
  agreement_put(a, GROUP, "critical_two_sided_01", critical(form, n, 0.005, nodes), flat);
  gsl_integration_glfixed_table_free(nodes);
}

void agreement_dixon(Agreement *agreement, const double *x, size_t n) {
  g_autofree double *sorted = g_new(double, n + 1);
  size_t known = 0;
  for (size_t i = 0; i < n; i++)
    if (!isnan(x[i])) sorted[known++] = x[i];
  qsort(sorted, known, sizeof *sorted, by_value);
  const Form *form = forms;
  while (form < forms + 3 && known > form->up_to) form++;
  bool fits = known >= 3 && known <= 30, varies = fits && sorted[known - 1] > sorted[0];
  bool at_top = varies && !(ratio(sorted, known, form, false) > ratio(sorted, known, form, true));
  if (!varies || isnan(ratio(sorted, known, form, at_top))) {
    agreement_refuse(agreement, GROUP, fits ? flat : few, (const char *const[]){"r", "p_two_sided", NULL});
    return;
  }
  put_form(agreement, form, sorted, known, at_top);
  double outlier = at_top ? sorted[known - 1] : sorted[0], range = sorted[known - 1] - sorted[0];
  agreement_put(agreement, GROUP, "outlier", outlier, flat);
  agreement_put(agreement, GROUP, "outlier_index", place_of(x, n, outlier), flat);
  agreement_put(agreement, GROUP, "Q", ratio(sorted, known, forms, at_top), flat);
  agreement_put(agreement, GROUP, "range", range, flat);
}
