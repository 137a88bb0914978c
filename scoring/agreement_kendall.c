/* agreement_kendall.c: Kendall's coefficient of concordance, corrected for ties, with its tests.
 *
 * Kendall & Babington Smith (1939); Siegel & Castellan (1988) Nonparametric Statistics 9.6: S is the sum of squares of
 * the rank sums about their mean, W = 12 S / (m^2 (n^3 - n) - m sum T), chi2 = m (n - 1) W with n - 1 degrees. The F
 * test (m - 1) W / (1 - W) with n - 1 - 2/m and (m - 1) times that is Kendall's, better for few objects. mean_rho is the
 * mean of Spearman's correlations between two assessors; without ties it is (m W - 1) / (m - 1). */
#include "scoring/agreement_put.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include <glib/gi18n.h>

#define GROUP "kendall"
static const char few[] = N_("At least two assessors must have marked the same two applicants.");
static const char flat[] = N_("No assessor tells any two applicants apart, so there is no order to agree on.");
static const char perfect[] = N_("All assessors give the same order: the F test has no denominator.");
static const char still[] = N_("An assessor puts all applicants level, so correlations with that order are undefined.");
static const char degrees[] = N_("Two applicants ranked by two assessors leave the F test no degrees of freedom.");
static const char *const names[] = {"W", "chi2", "df", "p", "S", NULL};

typedef struct Concordance {
  double n, m, s, ties, rho; /* rho: the mean over pairs of assessors; NAN: one has no order */
} Concordance;

/* The mean correlation of m columns of length 1 about their means, of which the rows' sums are known. */
static double mean_rho(const double *sums, size_t n, double m) {
  double squares = 0;
  for (size_t i = 0; i < n; i++) squares += sums[i] * sums[i];
  return CLAMP((squares - m) / (m * (m - 1)), -1, 1);
}

static Concordance concordance_of(const RatingMatrix *m) {
  Concordance c = {.n = (double)m->n, .m = (double)m->k};
  g_autofree double *column = g_new(double, m->n + 1), *ranks = g_new(double, m->n + 1);
  g_autofree double *sums = g_new0(double, m->n + 1), *shares = g_new0(double, m->n + 1);
  for (size_t j = 0; j < m->k; j++) {
    double ties = 0;
    for (size_t i = 0; i < m->n; i++) column[i] = rating(m, i, j);
    midranks(column, m->n, ranks, &ties);
    double length = sqrt((c.n * c.n * c.n - c.n - ties) / 12);
    for (size_t i = 0; i < m->n; i++) {
      sums[i] += ranks[i];
      shares[i] += length > 0 ? (ranks[i] - (c.n + 1) / 2) / length : NAN;
    }
    c.ties += ties;
  }
  c.s = squares_of(sums, m->n);
  c.rho = mean_rho(shares, m->n, c.m);
  return c;
}

static void put_concordance(Agreement *a, const Concordance *c) {
  double cube = c->n * c->n * c->n - c->n, m = c->m;
  double w = MIN(12 * c->s / (m * m * cube - m * c->ties), 1), chi2 = m * (c->n - 1) * w;
  agreement_put(a, GROUP, "W", w, flat);
  agreement_put(a, GROUP, "chi2", chi2, flat);
  agreement_put(a, GROUP, "df", c->n - 1, flat);
  agreement_put(a, GROUP, "p", gsl_cdf_chisq_Q(chi2, c->n - 1), flat);
  agreement_put(a, GROUP, "S", c->s, flat);
  agreement_put(a, GROUP, "W_uncorrected", 12 * c->s / (m * m * cube), flat);
  agreement_put(a, GROUP, "mean_rho", c->rho, still);
  double f = (m - 1) * w / (1 - w), df1 = c->n - 1 - 2 / m;
  agreement_put(a, GROUP, "F", f, perfect);
  agreement_put(a, GROUP, "p_F", isfinite(f) && df1 > 0 ? gsl_cdf_fdist_Q(f, df1, (m - 1) * df1) : NAN,
                df1 > 0 ? perfect : degrees);
}

void agreement_kendall(Agreement *agreement, const RatingMatrix *matrix) {
  g_autofree double *room = NULL;
  RatingMatrix whole = rating_complete_rows(agreement, GROUP, matrix, &room);
  agreement_warn_small(agreement, GROUP, whole.n, whole.k);
  if (whole.n < 2 || whole.k < 2) {
    agreement_refuse(agreement, GROUP, few, names);
    return;
  }
  Concordance c = concordance_of(&whole);
  if (c.ties >= c.m * (c.n * c.n * c.n - c.n)) {
    agreement_refuse(agreement, GROUP, flat, names);
    return;
  }
  put_concordance(agreement, &c);
}
