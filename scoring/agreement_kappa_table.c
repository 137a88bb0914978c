/* agreement_kappa_table.c: kappa from tables: two raters crossed, or how many raters chose each category.
 *
 * Cohen (1960) Educ Psychol Meas 20:37-46; Cohen (1968) Psychol Bull 70:213-220 with weights; standard errors by Fleiss,
 * Cohen & Everitt (1969) Psychol Bull 72:323-327, equations 13 and 14. Scott (1955) Public Opin Q 19:321-325. Fleiss
 * (1971) Psychol Bull 76:378-382; its error under chance by Fleiss, Nee & Landis (1979) Psychol Bull 86:974-977. */
#include "scoring/agreement_put.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include <glib/gi18n.h>

#define GROUP "kappa"
static const char flat[] = N_("All marks that can be compared are the same, so agreement cannot be told from chance.");
static const char unequal[] = N_("Fleiss' form needs the same number of assessors, at least two, for every applicant.");
static const char empty[] = N_("The table has no figures above zero.");
static const char single[] = N_("Only one applicant has marks from both assessors: one case tells no error.");
static const char level[] =
    N_("An assessor chooses the same category throughout, so kappa has no error under chance and no test.");
static const char shares[] = N_("The table holds shares, not counts: without the number of cases there is no error.");

/* A variance as a difference; what rounding leaves of it is nothing. */
static double variance_of(double mean_square, double square) {
  return mean_square - square > 1e-13 * mean_square ? mean_square - square : 0;
}

PairKappa pair_kappa(const double *table, size_t q, const double *w) {
  double total = sum_of(table, q * q), po = 0, pe = 0, ps = 0, spread = 0, by_chance = 0;
  g_autofree double *row = g_new0(double, q), *column = g_new0(double, q);
  g_autofree double *row_mean = g_new0(double, q), *column_mean = g_new0(double, q);
  for (size_t i = 0; i < q * q; i++) {
    row[i / q] += table[i] / total;
    column[i % q] += table[i] / total;
    po += w[i] * table[i] / total;
  }
  for (size_t i = 0; i < q * q; i++) {
    size_t r = i / q, c = i % q;
    pe += w[i] * row[r] * column[c];
    ps += w[i] * (row[r] + column[r]) * (row[c] + column[c]) / 4;
    row_mean[r] += w[i] * column[c];
    column_mean[c] += w[i] * row[r];
  }
  for (size_t i = 0; i < q * q; i++) {
    size_t r = i / q, c = i % q;
    double means = row_mean[r] + column_mean[c], x = w[i] * (1 - pe) - means * (1 - po);
    spread += table[i] / total * x * x;
    by_chance += row[r] * column[c] * (w[i] - means) * (w[i] - means);
  }
  double lost = po * pe - 2 * pe + po;
  return (PairKappa){.kappa = (po - pe) / (1 - pe),
                     .scott = (po - ps) / (1 - ps),
                     .observed = po,
                     .expected = pe,
                     .se = sqrt(variance_of(spread, lost * lost)) / ((1 - pe) * (1 - pe)),
                     .se_null = sqrt(variance_of(by_chance, pe * pe)) / (1 - pe)};
}

static void put_errors(Agreement *a, const char *prefix, const PairKappa *k, double cases) {
  g_autofree char *se = g_strconcat(prefix, "se", NULL), *low = g_strconcat(prefix, "lower", NULL);
  g_autofree char *high = g_strconcat(prefix, "upper", NULL), *null = g_strconcat(prefix, "se_null", NULL);
  g_autofree char *z = g_strconcat(prefix, "z", NULL), *p = g_strconcat(prefix, "p", NULL);
  double error = k->se / sqrt(cases), score = k->se_null > 0 ? k->kappa / (k->se_null / sqrt(cases)) : NAN;
  agreement_put(a, GROUP, se, error, flat);
  agreement_put(a, GROUP, low, k->kappa - gsl_cdf_ugaussian_Pinv(0.975) * error, flat);
  agreement_put(a, GROUP, high, k->kappa + MIN(gsl_cdf_ugaussian_Pinv(0.975) * error, 1 - k->kappa), flat);
  agreement_put(a, GROUP, null, k->se_null / sqrt(cases), flat);
  agreement_put(a, GROUP, z, score, isnan(k->kappa) ? flat : level);
  agreement_put(a, GROUP, p, 2 * gsl_cdf_ugaussian_Q(fabs(score)), isnan(k->kappa) ? flat : level);
}

static PairKappa weighted(const double *table, const double *categories, size_t q, Weighting weighting) {
  g_autofree double *w = weighting_matrix(weighting, categories, q);
  return pair_kappa(table, q, w);
}

/* Weights scaled so that the largest gap is no agreement at all. Those of agreement are largest on the diagonal. */
static PairKappa given(const double *table, size_t q, const double *weights) {
  g_autofree double *w = g_new(double, q *q + 1);
  double most = 0, diagonal = INFINITY;
  for (size_t i = 0; i < q * q; i++) most = MAX(most, weights[i]);
  for (size_t c = 0; c < q; c++) diagonal = MIN(diagonal, weights[c * q + c]);
  for (size_t i = 0; i < q * q; i++) w[i] = diagonal >= most ? weights[i] / most : 1 - weights[i] / most;
  return pair_kappa(table, q, w);
}

void agreement_kappa_table(Agreement *agreement, const double *table, size_t q, const double *weights) {
  g_autofree double *categories = g_new(double, q + 1);
  for (size_t i = 0; i < q; i++) categories[i] = (double)i + 1;
  put_kappa_table(agreement, table, categories, q, weights);
}

/* Gwet (2008) and Brennan & Prediger (1981), whose chances do not ask who marked. */
static void put_even_chances(Agreement *a, const double *table, size_t q, double observed) {
  double cases = sum_of(table, q * q), spread = 0;
  for (size_t c = 0; c < q; c++) {
    double share = 0;
    for (size_t d = 0; d < q; d++) share += (table[c * q + d] + table[d * q + c]) / (2 * cases);
    spread += share * (1 - share);
  }
  double chance = spread / ((double)q - 1), even = 1 / (double)q;
  agreement_put(a, GROUP, "AC1", (observed - chance) / (1 - chance), flat);
  agreement_put(a, GROUP, "brennan_prediger", (observed - even) / (1 - even), flat);
}

/* Why so few cases have no error: there is one, or what adds up to one. */
static const char *one_case_or_shares(const double *table, size_t q) {
  double most = 0;
  for (size_t i = 0; i < q * q; i++) most = MAX(most, table[i]);
  return most < 1 ? shares : single;
}

void put_kappa_table(Agreement *agreement, const double *table, const double *categories, size_t q,
                     const double *weights) {
  double cases = sum_of(table, q * q);
  if (!(cases > 0) || q < 2) {
    agreement_refuse(agreement, GROUP, q < 2 ? flat : empty, (const char *const[]){"kappa", "weighted_kappa", NULL});
    return;
  }
  PairKappa plain = weighted(table, categories, q, WEIGHTING_NONE),
            linear = weighted(table, categories, q, WEIGHTING_LINEAR);
  PairKappa quadratic = weighted(table, categories, q, WEIGHTING_QUADRATIC);
  PairKappa ruled = weights != NULL ? given(table, q, weights) : quadratic;
  agreement_put(agreement, GROUP, "kappa", plain.kappa, flat);
  agreement_put(agreement, GROUP, "weighted_kappa", ruled.kappa, flat);
  agreement_put(agreement, GROUP, "linear", linear.kappa, flat);
  agreement_put(agreement, GROUP, "quadratic", quadratic.kappa, flat);
  if (agreement_value(agreement, GROUP, "scott") == NULL) agreement_put(agreement, GROUP, "scott", plain.scott, flat);
  agreement_put(agreement, GROUP, "p_observed", plain.observed, flat);
  agreement_put(agreement, GROUP, "p_expected", plain.expected, flat);
  if (agreement_value(agreement, GROUP, "AC1") == NULL) put_even_chances(agreement, table, q, plain.observed);
  if (cases < 1.5) {
    agreement_put_none(agreement, GROUP, "se", one_case_or_shares(table, q));
    return;
  }
  put_errors(agreement, "", &plain, cases);
  put_errors(agreement, "weighted_", &ruled, cases);
  put_errors(agreement, "linear_", &linear, cases);
  put_errors(agreement, "quadratic_", &quadratic, cases);
}

/* Raters per unit; 0 when it is not the same everywhere. */
static double raters_of(const double *counts, size_t n, size_t q) {
  double raters = n > 0 ? sum_of(counts, q) : 0;
  for (size_t i = 1; i < n; i++)
    if (fabs(sum_of(counts + i * q, q) - raters) > 1e-9) return 0;
  return raters > 1 ? raters : 0;
}

static void put_counted(Agreement *a, const double *counts, size_t n, size_t q, double m) {
  g_autofree double *p = g_new0(double, q + 1), *own = g_new0(double, q + 1);
  double observed = 0, expected = 0, spread = 0, skew = 0, cells = (double)n * m;
  for (size_t i = 0; i < n * q; i++) {
    p[i % q] += counts[i] / cells;
    observed += counts[i] * (counts[i] - 1) / (cells * (m - 1));
    own[i % q] += counts[i] * (m - counts[i]);
  }
  for (size_t c = 0; c < q; c++) {
    double pq = p[c] * (1 - p[c]);
    expected += p[c] * p[c];
    spread += pq;
    skew += pq * (1 - 2 * p[c]);
    own[c] = 1 - own[c] / (cells * (m - 1) * pq);
  }
  double kappa = (observed - expected) / (1 - expected), chance = spread / ((double)q - 1);
  double se = sqrt(2) / (spread * sqrt(cells * (m - 1))) * sqrt(MAX(spread * spread - skew, 0));
  agreement_put(a, GROUP, "kappa", kappa, flat);
  agreement_put(a, GROUP, "fleiss", kappa, flat);
  agreement_put(a, GROUP, "p_observed", observed, flat);
  agreement_put(a, GROUP, "p_expected", expected, flat);
  agreement_put(a, GROUP, "se_null", se, flat);
  agreement_put(a, GROUP, "z", kappa / se, flat);
  agreement_put(a, GROUP, "p", 2 * gsl_cdf_ugaussian_Q(fabs(kappa / se)), flat);
  agreement_put_list(a, GROUP, "per_category", own, q);
  agreement_put(a, GROUP, "AC1", (observed - chance) / (1 - chance), flat);
  agreement_put(a, GROUP, "brennan_prediger", (observed - 1 / (double)q) / (1 - 1 / (double)q), flat);
}

void agreement_kappa_counts(Agreement *agreement, const double *counts, size_t n, size_t q) {
  double raters = raters_of(counts, n, q);
  agreement_warn_small(agreement, GROUP, n, (size_t)raters);
  if (raters <= 0 || q < 2) {
    agreement_refuse(agreement, GROUP, unequal, (const char *const[]){"kappa", "per_category", NULL});
    return;
  }
  put_counted(agreement, counts, n, q, raters);
}
