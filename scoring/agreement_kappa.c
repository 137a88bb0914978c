/* agreement_kappa.c: agreement beyond chance of any number of raters, any weighting, missing cells allowed.
 *
 * Gwet (2014) Handbook of Inter-Rater Reliability, 4th ed., 2.3-2.5, 3.4-3.5 and 5.3-5.4: observed agreement is the
 * mean over the units with two ratings, prevalences the mean over units with any. Chance: Fleiss (1971) pi'Wpi, Conger
 * (1980) per rater, Brennan & Prediger (1981) 1/q each, Gwet (2008) AC1/AC2. Limits by linearisation with Student's t.
 * Cohen's (1960, 1968) and Scott's (1955) of two raters; of more, the mean over pairs (Light 1971). */
#include "scoring/agreement_put.h"

#include <math.h>
#include <stdlib.h>

#include <glib/gi18n.h>

#define GROUP "kappa"
enum { MOST_CATEGORIES = 256 };
static const char unpaired[] = N_("No applicant has marks from two assessors, so no pair can be compared.");
static const char flat[] = N_("All marks are the same, so agreement cannot be told from chance.");
static const char many[] = N_("There are more than 256 different marks: kappa is for categories, see icc instead.");
static const char *const short_names[] = {"fleiss", "conger",           "cohen", "linear",        "quadratic",
                                          "scott",  "brennan_prediger", "AC1",   "AC2_quadratic", NULL};

enum { NO_RATING = -1 };

/* Ratings as category numbers, unit by rater, with what every weighting needs. */
typedef struct Ratings {
  size_t n, k, q;
  double *categories; /* values, rising */
  int *code;          /* n x k; NO_RATING */
  double *prevalence; /* q */
  size_t units;       /* with any rating */
  size_t paired;      /* with two or more */
} Ratings;

static void clear_ratings(Ratings *r) {
  g_free(r->categories);
  g_free(r->code);
  g_free(r->prevalence);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Ratings, clear_ratings)

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

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

static size_t row_count(const Ratings *r, size_t i) {
  size_t count = 0;
  for (size_t j = 0; j < r->k; j++) count += r->code[i * r->k + j] != NO_RATING;
  return count;
}

static Ratings ratings_of(const RatingMatrix *m) {
  Ratings r = {.n = m->n, .k = m->k};
  r.q = find_categories(m, &r.categories);
  r.code = g_new(int, m->n * m->k + 1);
  r.prevalence = g_new0(double, r.q + 1);
  for (size_t i = 0; i < m->n * m->k; i++) {
    const double *at = bsearch(&m->values[i], r.categories, r.q, sizeof(double), by_value);
    r.code[i] = isnan(m->values[i]) || at == NULL ? NO_RATING : (int)(at - r.categories);
  }
  for (size_t i = 0; i < r.n; i++) {
    size_t count = row_count(&r, i);
    r.units += count > 0;
    r.paired += count > 1;
    for (size_t j = 0; j < r.k; j++)
      if (r.code[i * r.k + j] != NO_RATING) r.prevalence[r.code[i * r.k + j]] += 1 / (double)count;
  }
  for (size_t c = 0; c < r.q; c++) r.prevalence[c] /= (double)r.units;
  return r;
}

/* Agreement within unit i; 0 without a pair. */
static double unit_agreement(const Ratings *r, const double *w, size_t i, size_t count) {
  const int *row = r->code + i * r->k;
  double sum = 0;
  for (size_t a = 0; a < r->k; a++)
    for (size_t b = a + 1; b < r->k; b++)
      if (row[a] != NO_RATING && row[b] != NO_RATING) sum += w[(size_t)row[a] * r->q + (size_t)row[b]];
  return count > 1 ? 2 * sum / (double)(count * (count - 1)) : 0;
}

/* How a coefficient expects chance to fall: its total, and per category what one rating adds to it (NULL: nothing). */
typedef struct Chance {
  double expected;
  const double *slope;
} Chance;

/* gamma and its linearised standard error; Gwet (2014) 5.3.2, equations 5.3.5 to 5.3.9. */
static double standard_error(const Ratings *r, const double *w, double observed, const Chance *chance) {
  double pe = chance->expected, gamma = (observed - pe) / (1 - pe), n = (double)r->units, squares = 0;
  for (size_t i = 0; i < r->n; i++) {
    size_t count = row_count(r, i);
    if (count == 0) continue;
    double own = count > 1 ? (unit_agreement(r, w, i, count) - pe) / (1 - pe) * n / (double)r->paired : 0;
    double slope = 0;
    for (size_t j = 0; chance->slope != NULL && j < r->k; j++)
      if (r->code[i * r->k + j] != NO_RATING) slope += chance->slope[r->code[i * r->k + j]] / (double)count;
    if (chance->slope != NULL) own -= 2 * (1 - gamma) * (slope - pe) / (1 - pe);
    squares += (own - gamma) * (own - gamma);
  }
  return sqrt(squares / (n * (n - 1)));
}

static void put_coefficient(Agreement *a, const Ratings *r, const double *w, const char *weighting, const char *name,
                            double observed, const Chance *chance) {
  g_autofree char *full = g_strconcat(weighting, "_", name, NULL);
  double gamma = (observed - chance->expected) / (1 - chance->expected);
  agreement_put(a, GROUP, full, gamma, flat);
  double se = standard_error(r, w, observed, chance), reach = t_quantile(0.975, (double)r->units - 1) * se;
  if (!isfinite(gamma) || !isfinite(reach)) return;
  g_autofree char *low = g_strconcat(full, "_lower", NULL), *high = g_strconcat(full, "_upper", NULL);
  agreement_put(a, GROUP, low, gamma - reach, flat);
  agreement_put(a, GROUP, high, MIN(gamma + reach, 1), flat);
}

/* Conger (1980): mean over raters of their own prevalences, less a k-th of their covariance. */
static double conger_chance(const Ratings *r, const double *w) {
  g_autofree double *p = g_new0(double, r->k * r->q + 1), *mean = g_new0(double, r->q + 1);
  double raters = 0, diagonal = 0, all = 0;
  for (size_t j = 0; j < r->k; j++) {
    double count = 0, *own = p + (size_t)raters * r->q;
    for (size_t c = 0; c < r->q; c++) own[c] = 0;
    for (size_t i = 0; i < r->n; i++) {
      int code = r->code[i * r->k + j];
      if (code == NO_RATING) continue;
      own[code]++;
      count++;
    }
    for (size_t c = 0; c < r->q && count > 0; c++) mean[c] += own[c] /= count;
    raters += count > 0;
  }
  for (size_t c = 0; c < r->q; c++) mean[c] /= raters;
  for (size_t c = 0; c < r->q; c++)
    for (size_t d = 0; d < r->q; d++) {
      double cross = 0;
      for (size_t j = 0; j < (size_t)raters; j++) cross += p[j * r->q + c] * p[j * r->q + d];
      diagonal += w[c * r->q + d] * (cross - raters * mean[c] * mean[d]) / (raters - 1);
      all += w[c * r->q + d] * mean[c] * mean[d];
    }
  return all - diagonal / raters;
}

static void put_weighting(Agreement *a, const Ratings *r, Weighting weighting) {
  const char *name = weighting_name(weighting);
  g_autofree double *w = weighting_matrix(weighting, r->categories, r->q);
  g_autofree double *fleiss = g_new0(double, r->q), *ac = g_new0(double, r->q);
  double q = (double)r->q, total = sum_of(w, r->q * r->q), observed = 0, by_fleiss = 0, by_ac = 0;
  for (size_t i = 0; i < r->n; i++) observed += unit_agreement(r, w, i, row_count(r, i)) / (double)r->paired;
  for (size_t c = 0; c < r->q; c++) {
    for (size_t d = 0; d < r->q; d++) fleiss[c] += w[c * r->q + d] * r->prevalence[d];
    ac[c] = total / (q * (q - 1)) * (1 - r->prevalence[c]);
    by_fleiss += fleiss[c] * r->prevalence[c];
    by_ac += ac[c] * r->prevalence[c];
  }
  g_autofree char *percent = g_strconcat(name, "_percent_agreement", NULL),
                  *conger = g_strconcat(name, "_conger", NULL);
  agreement_put(a, GROUP, percent, observed, unpaired);
  put_coefficient(a, r, w, name, "AC", observed, &(Chance){by_ac, ac});
  put_coefficient(a, r, w, name, "fleiss", observed, &(Chance){by_fleiss, fleiss});
  put_coefficient(a, r, w, name, "brennan_prediger", observed, &(Chance){total / (q * q), NULL});
  double chance = conger_chance(r, w);
  agreement_put(a, GROUP, conger, (observed - chance) / (1 - chance), flat);
}

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
  agreement_put(a, GROUP, name, kappa / pairs, flat);
  if (weighting == WEIGHTING_NONE) agreement_put(a, GROUP, "scott", scott / pairs, flat);
}

static void put_short(Agreement *a, const char *name, const char *full) {
  agreement_put(a, GROUP, name, agreement_number(a, GROUP, full), flat);
}

static void put_two_raters(Agreement *a, const Ratings *r) {
  g_autofree double *table = g_new0(double, r->q * r->q);
  for (size_t i = 0; i < r->n; i++)
    if (row_count(r, i) == 2) table[(size_t)r->code[i * 2] * r->q + (size_t)r->code[i * 2 + 1]]++;
  put_kappa_table(a, table, r->categories, r->q, NULL);
}

void agreement_kappa(Agreement *agreement, const RatingMatrix *matrix) {
  g_auto(Ratings) r = ratings_of(matrix);
  agreement_warn_small(agreement, GROUP, r.units, r.k);
  const char *reason = r.paired == 0 ? unpaired : r.q < 2 ? flat : r.q > MOST_CATEGORIES ? many : NULL;
  if (reason != NULL) {
    agreement_refuse(agreement, GROUP, reason, short_names);
    return;
  }
  for (Weighting weighting = 0; weighting < WEIGHTINGS; weighting++) {
    if (weighting == WEIGHTING_RATIO && r.categories[0] < 0) continue;
    put_weighting(agreement, &r, weighting);
  }
  put_short(agreement, "fleiss", "unweighted_fleiss");
  put_short(agreement, "conger", "unweighted_conger");
  put_short(agreement, "brennan_prediger", "unweighted_brennan_prediger");
  put_short(agreement, "AC1", "unweighted_AC");
  put_short(agreement, "AC2_linear", "linear_AC");
  put_short(agreement, "AC2_quadratic", "quadratic_AC");
  put_short(agreement, "AC2_ordinal", "ordinal_AC");
  put_short(agreement, "percent_agreement", "unweighted_percent_agreement");
  put_pairs(agreement, &r, WEIGHTING_NONE, "cohen");
  if (r.k == 2)
    put_two_raters(agreement, &r);
  else {
    put_pairs(agreement, &r, WEIGHTING_LINEAR, "linear");
    put_pairs(agreement, &r, WEIGHTING_QUADRATIC, "quadratic");
  }
}
