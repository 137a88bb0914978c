/* agreement_kappa.c: agreement beyond chance of any number of raters, any weighting, missing cells allowed.
 *
 * Gwet (2014) Handbook of Inter-Rater Reliability, 4th ed., 2.3-2.5, 3.4-3.5 and 5.3-5.4: observed agreement is the
 * mean over the units with two ratings, prevalences the mean over units with any. Chance: Fleiss (1971) pi'Wpi, Conger
 * (1980) per rater, Brennan & Prediger (1981) 1/q each, Gwet (2008) AC1/AC2. Errors by linearisation, limits and tests
 * with Student's t. Cohen's (1960, 1968) and Scott's (1955) of two raters; of more, the mean over pairs (Light 1971). */
#include "scoring/agreement_kappa_parts.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n.h>

#define GROUP "kappa"
enum { MOST_CATEGORIES = 256 };
static const char unpaired[] = N_("No applicant has marks from two assessors, so no pair can be compared.");
static const char flat[] = N_("All marks that can be compared are the same, so agreement cannot be told from chance.");
static const char alike[] =
    N_("No two assessors give different marks to the applicants they share, so no pair has a kappa.");
static const char many[] = N_("There are more than 256 different marks: kappa is for categories, see icc instead.");
static const char *const short_names[] = {"fleiss", "conger",           "cohen", "linear",        "quadratic",
                                          "scott",  "brennan_prediger", "AC1",   "AC2_quadratic", NULL};

/* -- ratings ----------------------------------------------------------------------------------------------- */

static void clear_ratings(Ratings *r) {
  g_free(r->categories);
  g_free(r->code);
  g_free(r->count);
  g_free(r->prevalence);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Ratings, clear_ratings)

static size_t find_categories(const RatingMatrix *m, double **ret_categories) {
  double *c = g_new(double, m->n * m->k + 1);
  size_t all = 0, q = 0;
  for (size_t i = 0; i < m->n * m->k; i++)
    if (!isnan(m->values[i])) c[all++] = m->values[i];
  qsort(c, all, sizeof *c, by_value);
  for (size_t i = 0; i < all; i++)
    if (q == 0 || c[i] > c[q - 1]) c[q++] = c[i];
  *ret_categories = c;
  return q;
}

/* A row of the matrix as the next unit; one without a rating is overwritten by the next. */
static void take_unit(Ratings *r, const double *row) {
  int *code = r->code + r->n * r->k;
  double count = 0;
  for (size_t j = 0; j < r->k; j++) {
    const double *at = isnan(row[j]) ? NULL : bsearch(&row[j], r->categories, r->q, sizeof *row, by_value);
    code[j] = at != NULL ? (int)(at - r->categories) : NO_RATING;
    count += at != NULL;
  }
  for (size_t j = 0; j < r->k; j++)
    if (code[j] != NO_RATING) r->prevalence[code[j]] += 1 / count;
  r->paired += count > 1;
  r->count[r->n] = count;
  r->n += count > 0;
}

static Ratings ratings_of(const RatingMatrix *m) {
  Ratings r = {.k = m->k};
  r.q = find_categories(m, &r.categories);
  r.code = g_new(int, m->n * m->k + 1);
  r.count = g_new(double, m->n + 1);
  r.prevalence = g_new0(double, r.q + 1);
  for (size_t i = 0; i < m->n; i++) take_unit(&r, m->values + i * m->k);
  for (size_t c = 0; c < r.q; c++) r.prevalence[c] /= (double)r.n;
  return r;
}

double unit_agreement(const Ratings *r, const double *w, size_t i) {
  const int *row = r->code + i * r->k;
  double sum = 0;
  for (size_t a = 0; a < r->k; a++)
    for (size_t b = a + 1; b < r->k; b++)
      if (row[a] != NO_RATING && row[b] != NO_RATING) sum += w[(size_t)row[a] * r->q + (size_t)row[b]];
  return r->count[i] > 1 ? 2 * sum / (r->count[i] * (r->count[i] - 1)) : 0;
}

double beyond_chance(double observed, double expected) {
  double gamma = (observed - expected) / (1 - expected);
  return fabs(gamma) < 1e-14 ? 0 : gamma;
}

/* -- coefficients ------------------------------------------------------------------------------------------ */

/* Gwet (2014) 5.3.2, equations 5.3.5 to 5.3.9. */
static double standard_error(const Ratings *r, const double *w, double observed, const Chance *chance) {
  double pe = chance->expected, gamma = (observed - pe) / (1 - pe), n = (double)r->n, squares = 0;
  for (size_t i = 0; i < r->n; i++) {
    double own = r->count[i] > 1 ? (unit_agreement(r, w, i) - pe) / (1 - pe) * n / (double)r->paired : 0;
    if (chance->unit != NULL) own -= 2 * (1 - gamma) * (chance->unit[i] - pe) / (1 - pe);
    squares += (own - gamma) * (own - gamma);
  }
  return sqrt(squares / (n * (n - 1)));
}

static void put_named(Agreement *a, const char *weighting, const char *name, const char *end, double value) {
  g_autofree char *full = g_strconcat(weighting, "_", name, end, NULL);
  if (isfinite(value) || *end == '\0') agreement_put(a, GROUP, full, value, flat);
}

/* The figure, its error, limits and test with `units` - 1 degrees. */
static void put_figure(Agreement *a, const char *weighting, const char *name, double gamma, double se, size_t units) {
  double df = (double)units - 1, reach = t_quantile(0.975, df) * se;
  put_named(a, weighting, name, "", gamma);
  if (!isfinite(gamma)) return;
  put_named(a, weighting, name, "_lower", gamma - reach);
  put_named(a, weighting, name, "_upper", isfinite(reach) ? MIN(gamma + reach, 1) : NAN);
  put_named(a, weighting, name, "_se", se);
  put_named(a, weighting, name, "_p", se > 0 && df > 0 ? 2 * gsl_cdf_tdist_Q(fabs(gamma) / se, df) : NAN);
}

static void put_coefficient(Agreement *a, const Ratings *r, const double *w, const char *weighting, const char *name,
                            double observed, const Chance *chance) {
  double gamma = beyond_chance(observed, chance->expected);
  put_figure(a, weighting, name, gamma, standard_error(r, w, observed, chance), r->n);
}

/* What a category's slope makes of each unit: the mean over its ratings. */
static void spread_slope(const Ratings *r, const double *slope, double *ret_unit) {
  memset(ret_unit, 0, r->n * sizeof *ret_unit);
  for (size_t i = 0; i < r->n * r->k; i++)
    if (r->code[i] != NO_RATING) ret_unit[i / r->k] += slope[r->code[i]] / r->count[i / r->k];
}

static void put_by_prevalence(Agreement *a, const Ratings *r, const double *w, const char *weighting, double observed) {
  g_autofree double *fleiss = g_new0(double, r->q), *ac = g_new0(double, r->q), *unit = g_new(double, r->n + 1);
  double q = (double)r->q, total = sum_of(w, r->q * r->q), by_fleiss = 0, by_ac = 0;
  for (size_t c = 0; c < r->q; c++) {
    for (size_t d = 0; d < r->q; d++) fleiss[c] += w[c * r->q + d] * r->prevalence[d];
    ac[c] = total / (q * (q - 1)) * (1 - r->prevalence[c]);
    by_fleiss += fleiss[c] * r->prevalence[c];
    by_ac += ac[c] * r->prevalence[c];
  }
  spread_slope(r, ac, unit);
  put_coefficient(a, r, w, weighting, "AC", observed, &(Chance){by_ac, unit});
  spread_slope(r, fleiss, unit);
  put_coefficient(a, r, w, weighting, "fleiss", observed, &(Chance){by_fleiss, unit});
  put_coefficient(a, r, w, weighting, "brennan_prediger", observed, &(Chance){total / (q * q), NULL});
}

static void put_weighting(Agreement *a, const Ratings *r, Weighting weighting) {
  const char *name = weighting_name(weighting);
  g_autofree double *w = weighting_matrix(weighting, r->categories, r->q), *unit = g_new(double, r->n + 1);
  double observed = 0, error = NAN;
  for (size_t i = 0; i < r->n; i++) observed += unit_agreement(r, w, i) / (double)r->paired;
  put_named(a, name, "percent_agreement", "", observed);
  put_by_prevalence(a, r, w, name, observed);
  double chance = conger_chance(r, w, unit), alpha = weighted_alpha(r, w, &error);
  put_coefficient(a, r, w, name, "conger", observed, &(Chance){chance, unit});
  put_figure(a, name, "krippendorff", alpha, error, r->paired);
}

/* -- pairs of raters --------------------------------------------------------------------------------------- */

/* Cohen's and Scott's over all pairs of raters that share units. */
static void put_pairs(Agreement *a, const Ratings *r, Weighting weighting, const char *name) {
  g_autofree double *w = weighting_matrix(weighting, r->categories, r->q);
  g_autofree double *table = g_new(double, r->q * r->q);
  double kappa = 0, scott = 0, pairs = 0;
  for (size_t x = 0; x < r->k; x++)
    for (size_t y = x + 1; y < r->k; y++) {
      double count = 0;
      for (size_t i = 0; i < r->q * r->q; i++) table[i] = 0;
      for (size_t i = 0; i < r->n; i++) {
        int cx = r->code[i * r->k + x], cy = r->code[i * r->k + y];
        if (cx == NO_RATING || cy == NO_RATING) continue;
        table[(size_t)cx * r->q + (size_t)cy]++;
        count++;
      }
      PairKappa pair = pair_kappa(table, r->q, w);
      if (count < 1 || !isfinite(pair.kappa)) continue;
      kappa += pair.kappa;
      scott += pair.scott;
      pairs++;
    }
  agreement_put(a, GROUP, name, kappa / pairs, alike);
  if (weighting == WEIGHTING_NONE) agreement_put(a, GROUP, "scott", scott / pairs, alike);
}

static void put_two_raters(Agreement *a, const Ratings *r) {
  g_autofree double *table = g_new0(double, r->q * r->q);
  for (size_t i = 0; i < r->n; i++)
    if (r->count[i] > 1) table[(size_t)r->code[i * 2] * r->q + (size_t)r->code[i * 2 + 1]]++;
  put_kappa_table(a, table, r->categories, r->q, NULL);
}

/* Of categories without an order only what needs none. */
static void put_nominal(Agreement *a, const Ratings *r) {
  put_weighting(a, r, WEIGHTING_NONE);
  put_pairs(a, r, WEIGHTING_NONE, "cohen");
}

static void put_ordered(Agreement *a, const Ratings *r) {
  for (Weighting weighting = 0; weighting < WEIGHTINGS; weighting++)
    if (weighting != WEIGHTING_RATIO || r->categories[0] >= 0) put_weighting(a, r, weighting);
  put_pairs(a, r, WEIGHTING_NONE, "cohen");
  if (r->k == 2) {
    put_two_raters(a, r);
    return;
  }
  put_pairs(a, r, WEIGHTING_LINEAR, "linear");
  put_pairs(a, r, WEIGHTING_QUADRATIC, "quadratic");
}

static void put_kappas(Agreement *agreement, const RatingMatrix *matrix, bool ordered) {
  static const char *const short_for[][2] = {{"fleiss", "unweighted_fleiss"},
                                             {"conger", "unweighted_conger"},
                                             {"brennan_prediger", "unweighted_brennan_prediger"},
                                             {"AC1", "unweighted_AC"},
                                             {"AC2_linear", "linear_AC"},
                                             {"AC2_quadratic", "quadratic_AC"},
                                             {"AC2_ordinal", "ordinal_AC"},
                                             {"percent_agreement", "unweighted_percent_agreement"}};
  g_auto(Ratings) r = ratings_of(matrix);
  agreement_warn_small(agreement, GROUP, r.n, r.k);
  const char *reason = r.paired == 0 ? unpaired : r.q < 2 ? flat : r.q > MOST_CATEGORIES ? many : NULL;
  if (reason != NULL) {
    agreement_refuse(agreement, GROUP, reason, short_names);
    return;
  }
  agreement_put(agreement, GROUP, "categories", (double)r.q, flat);
  (ordered ? put_ordered : put_nominal)(agreement, &r);
  for (size_t i = 0; i < G_N_ELEMENTS(short_for); i++)
    if (agreement_value(agreement, GROUP, short_for[i][1]) != NULL)
      agreement_put(agreement, GROUP, short_for[i][0], agreement_number(agreement, GROUP, short_for[i][1]), flat);
}

void agreement_kappa(Agreement *agreement, const RatingMatrix *matrix) { put_kappas(agreement, matrix, true); }

void agreement_kappa_nominal(Agreement *agreement, const RatingMatrix *matrix) { put_kappas(agreement, matrix, false); }
