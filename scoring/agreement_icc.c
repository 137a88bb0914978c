/* agreement_icc.c: intraclass correlations with limits.
 *
 * Shrout & Fleiss (1979) Psychol Bull 86:420-428, forms (1,1) to (3,k), table 4 and equations 4 to 14; McGraw & Wong
 * (1996) Psychol Methods 1:30-46, table 7. Where cells are missing the mean squares are those the REML components
 * imply for the full plan, as psych::ICC does: MSB = k p + e, MSJ = n j + e, MSW = j + e. */
#include "scoring/agreement_put.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include <glib/gi18n.h>

#define GROUP "icc"
static const char flat[] = N_("The marks do not vary, so nothing can be said about agreement.");
static const char few[] = N_("At least two applicants marked by at least two assessors are needed.");
static const char confounded[] = N_(
    "Applicants, assessors and chance cannot be told apart: too few applicants and assessors have more than one mark.");
static const char unlimited[] = N_("The assessors agree without any residual, so there is no test and no limit.");

static const char *const names[] = {"ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)", NULL};

/* Mean squares of a two-way layout of n targets and k raters. */
typedef struct Squares {
  double n, k, targets, within, raters, residual;
} Squares;

static void put_limits(Agreement *a, const char *name, double lower, double upper) {
  g_autofree char *low = g_strconcat(name, "_lower", NULL), *high = g_strconcat(name, "_upper", NULL);
  agreement_put(a, GROUP, low, lower, unlimited);
  agreement_put(a, GROUP, high, upper, unlimited);
}

/* Shrout & Fleiss: FL = F / F(.975), FU = F * F(.975 reversed); single (F - 1) / (F + k - 1), mean 1 - 1 / F. */
static void put_one_f(Agreement *a, int form, double f, double df1, double df2, double k) {
  double low = f / f_quantile(0.975, df1, df2), high = f * f_quantile(0.975, df2, df1);
  put_limits(a, names[form], (low - 1) / (low + k - 1), (high - 1) / (high + k - 1));
  put_limits(a, names[form + 3], 1 - 1 / low, 1 - 1 / high);
}

/* ICC(2,.): Satterthwaite's degrees of freedom v, Shrout & Fleiss p. 424 (equations 8 to 10). */
static void put_two_way_limits(Agreement *a, const Squares *s, double icc) {
  double n = s->n, k = s->k, fj = s->raters / s->residual, rest = n * (1 + (k - 1) * icc) - k * icc;
  double top = (k - 1) * (n - 1) * (k * icc * fj + rest) * (k * icc * fj + rest);
  double v = top / ((n - 1) * k * k * icc * icc * fj * fj + rest * rest);
  double over = f_quantile(0.975, n - 1, v), under = f_quantile(0.975, v, n - 1), mix = k * n - k - n;
  double low = n * (s->targets - over * s->residual) / (over * (k * s->raters + mix * s->residual) + n * s->targets);
  double high = n * (under * s->targets - s->residual) / (k * s->raters + mix * s->residual + n * under * s->targets);
  put_limits(a, names[1], low, high);
  put_limits(a, names[4], k * low / (1 + (k - 1) * low), k * high / (1 + (k - 1) * high));
}

static void put_test(Agreement *a, const char *name, const char *p_name, double f, double df1, double df2) {
  agreement_put(a, GROUP, name, f, unlimited);
  agreement_put(a, GROUP, p_name, isfinite(f) ? gsl_cdf_fdist_Q(f, df1, df2) : NAN, unlimited);
}

static void put_forms(Agreement *a, const Squares *s) {
  double n = s->n, k = s->k, b = s->targets, w = s->within, e = s->residual, j = s->raters;
  double forms[] = {(b - w) / (b + (k - 1) * w), (b - e) / (b + (k - 1) * e + k * (j - e) / n),
                    (b - e) / (b + (k - 1) * e), (b - w) / b,
                    (b - e) / (b + (j - e) / n), (b - e) / b};
  for (size_t i = 0; names[i] != NULL; i++) agreement_put(a, GROUP, names[i], forms[i], flat);
  put_one_f(a, 0, b / w, n - 1, n * (k - 1), k);
  put_two_way_limits(a, s, forms[1]);
  put_one_f(a, 2, b / e, n - 1, (n - 1) * (k - 1), k);
  agreement_put(a, GROUP, "MS_between_targets", b, flat);
  agreement_put(a, GROUP, "MS_within", w, flat);
  agreement_put(a, GROUP, "MS_judges", j, flat);
  agreement_put(a, GROUP, "MS_residual", e, flat);
  put_test(a, "F_oneway", "p_oneway", b / w, n - 1, n * (k - 1));
  put_test(a, "F_twoway", "p_twoway", b / e, n - 1, (n - 1) * (k - 1));
  put_test(a, "F_judges", "p_judges", j / e, k - 1, (n - 1) * (k - 1));
}

static Squares complete_squares(const RatingMatrix *m) {
  size_t n = m->n, k = m->k;
  g_autofree double *rows = g_new0(double, n), *columns = g_new0(double, k);
  for (size_t i = 0; i < n; i++) rows[i] = mean_of(m->values + i * k, k);
  for (size_t j = 0; j < k; j++) {
    for (size_t i = 0; i < n; i++) columns[j] += rating(m, i, j) / (double)n;
  }
  double mean = mean_of(rows, n), within = 0, residual = 0;
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < k; j++) {
      double x = rating(m, i, j), rest = x - rows[i] - columns[j] + mean;
      within += (x - rows[i]) * (x - rows[i]);
      residual += rest * rest;
    }
  double total = squares_of(m->values, n * k), dn = (double)n, dk = (double)k;
  if (residual < 1e-24 * total) residual = 0;
  return (Squares){.n = dn,
                   .k = dk,
                   .targets = dk * squares_of(rows, n) / (dn - 1),
                   .within = within / (dn * (dk - 1)),
                   .raters = dn * squares_of(columns, k) / (dk - 1),
                   .residual = residual / ((dn - 1) * (dk - 1))};
}

/* n and k: the targets that have a mark, and how many marks a full plan would give each. */
static void put_incomplete(Agreement *a, const RatingTable *table, double n, double k) {
  g_autoptr(Reml) reml = reml_fit(table);
  if (reml == NULL || n < 2 || k < 2) {
    agreement_refuse(a, GROUP, n < 2 || k < 2 ? few : confounded, names);
    return;
  }
  double p = reml->components[0], j = reml->components[1], e = reml->residual;
  if (p + j + e <= 0) {
    agreement_refuse(a, GROUP, flat, names);
    return;
  }
  agreement_warn(a, GROUP, N_("Not every assessor marked every applicant: estimated by REML, limits are approximate."),
                 NULL);
  put_forms(a, &(Squares){n, k, k * p + e, j + e, n * j + e, e});
}

static size_t count_used(const RatingTable *table, size_t factor) {
  g_autofree bool *used = g_new0(bool, table->levels[factor] + 1);
  size_t n = 0;
  for (size_t i = 0; i < table->n; i++) {
    n += !used[table->level[factor][i]];
    used[table->level[factor][i]] = true;
  }
  return n;
}

void agreement_icc(Agreement *agreement, const RatingMatrix *matrix) {
  g_autoptr(RatingCells) cells = rating_cells(matrix);
  size_t n = count_used(&cells->table, 0), k = count_used(&cells->table, 1);
  agreement_warn_small(agreement, GROUP, n, k);
  if (n < 2 || k < 2) {
    agreement_refuse(agreement, GROUP, few, names);
    return;
  }
  if (cells->table.n < matrix->n * matrix->k) {
    put_incomplete(agreement, &cells->table, (double)n, (double)k);
    return;
  }
  Squares squares = complete_squares(matrix);
  if (squares.targets + squares.within <= 0) {
    agreement_refuse(agreement, GROUP, flat, names);
    return;
  }
  put_forms(agreement, &squares);
}

/* Assessors rotate, so k is how many marked an applicant: the harmonic mean, as variances of means ask for. */
void agreement_icc_panel(Agreement *agreement, const RatingTable *table) {
  g_autofree double *marks = g_new0(double, table->levels[0] + 1);
  for (size_t i = 0; i < table->n; i++) marks[table->level[0][i]]++;
  double n = 0, inverse = 0;
  for (size_t i = 0; i < table->levels[0]; i++) {
    if (marks[i] <= 0) continue;
    n++;
    inverse += 1 / marks[i];
  }
  size_t k = count_used(table, 1), full = (size_t)n * k;
  agreement_warn_small(agreement, GROUP, (size_t)n, k);
  if (full != table->n || full == 0) {
    put_incomplete(agreement, table, n, n > 0 ? n / inverse : 0);
    return;
  }
  g_autofree double *values = g_new(double, table->levels[0] * table->levels[1]);
  for (size_t i = 0; i < table->levels[0] * table->levels[1]; i++) values[i] = NAN;
  for (size_t i = 0; i < table->n; i++)
    values[table->level[0][i] * table->levels[1] + table->level[1][i]] = table->scores[i];
  agreement_icc(agreement, &(RatingMatrix){table->levels[0], table->levels[1], values});
}
