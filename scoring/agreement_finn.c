/* agreement_finn.c: Finn's coefficient, which stays readable where applicants hardly differ and the ICC collapses.
 *
 * Finn (1970) Educ Psychol Meas 30:71-76: 1 - MS / ((s^2 - 1) / 12), the variance within targets (two-way: the residual)
 * against that of marks thrown evenly on s steps. Limits from chi-square.
 * The test takes chance variance as known: F with infinite degrees above. */
#include "scoring/agreement_put.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include <glib/gi18n.h>

#define GROUP "finn"
static const char few[] = N_("At least two assessors must have marked the same two applicants.");
static const char steps[] = N_("The scale has fewer than two steps between the lowest and the highest mark.");
static const char perfect[] = N_("All assessors give the same marks, so there is nothing to test.");

static unsigned steps_between(const RatingMatrix *m) {
  double low = INFINITY, high = -INFINITY;
  for (size_t i = 0; i < m->n * m->k; i++) {
    low = MIN(low, m->values[i]);
    high = MAX(high, m->values[i]);
  }
  double steps_seen = high - low + 1;
  return steps_seen < 1e9 ? (unsigned)steps_seen : 0;
}

static void put_form(Agreement *a, const char *form, double square, double chance, double df) {
  g_autofree char *name = g_strconcat("finn_", form, NULL), *f = g_strconcat("F_", form, NULL);
  g_autofree char *p = g_strconcat("p_", form, NULL), *ms = g_strconcat("MS_", form, NULL);
  g_autofree char *low = g_strconcat(name, "_lower", NULL), *high = g_strconcat(name, "_upper", NULL);
  agreement_put(a, GROUP, name, 1 - square / chance, steps);
  agreement_put(a, GROUP, ms, square, steps);
  double spread = df * square / chance;
  agreement_put(a, GROUP, low, 1 - spread / gsl_cdf_chisq_Pinv(0.025, df), steps);
  agreement_put(a, GROUP, high, 1 - spread / gsl_cdf_chisq_Pinv(0.975, df), steps);
  agreement_put(a, GROUP, f, square > 0 ? chance / square : NAN, perfect);
  agreement_put(a, GROUP, p, square > 0 ? gsl_cdf_chisq_P(df * square / chance, df) : NAN, perfect);
}

void agreement_finn(Agreement *agreement, const RatingMatrix *matrix, unsigned levels) {
  g_autofree double *room = NULL;
  RatingMatrix m = rating_complete_rows(agreement, GROUP, matrix, &room);
  agreement_warn_small(agreement, GROUP, m.n, m.k);
  unsigned s = levels > 0 || m.n == 0 ? levels : steps_between(&m);
  if (m.n < 2 || m.k < 2 || s < 2) {
    const char *const names[] = {"finn", "finn_oneway", "finn_twoway", NULL};
    agreement_refuse(agreement, GROUP, m.n < 2 || m.k < 2 ? few : steps, names);
    return;
  }
  double n = (double)m.n, k = (double)m.k, within = 0, chance = ((double)s * s - 1) / 12;
  for (size_t i = 0; i < m.n; i++) within += squares_of(m.values + i * m.k, m.k);
  g_autofree double *columns = g_new0(double, m.k);
  for (size_t i = 0; i < m.n * m.k; i++) columns[i % m.k] += m.values[i] / n;
  double residual = MAX(within - n * squares_of(columns, m.k), 0);
  if (residual < 1e-13 * within) residual = 0;
  agreement_put(agreement, GROUP, "finn", 1 - within / (n * (k - 1)) / chance, steps);
  put_form(agreement, "oneway", within / (n * (k - 1)), chance, n * (k - 1));
  put_form(agreement, "twoway", residual / ((n - 1) * (k - 1)), chance, (n - 1) * (k - 1));
  agreement_put(agreement, GROUP, "levels", s, steps);
  agreement_put_text(agreement, GROUP, "levels_from", levels > 0 ? "given" : "marks");
}
