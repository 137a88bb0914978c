/* agreement_kappa_chance.c: the two chances that ask more than how often a category occurs: Conger's, which asks each rater,
 * and Krippendorff's, which asks only the units with a pair.
 *
 * Gwet (2014) Handbook of Inter-Rater Reliability, 4th ed., 2.4, 5.3.4 and 5.3.5; Conger (1980) Psychol Bull 88:322-328. */
#include "scoring/agreement_kappa_parts.h"

#include <math.h>

/* Each rater's own prevalences, those with a rating first to last: k x q; returns how many raters that is. */
static size_t own_prevalences(const Ratings *r, double *ret_p, double *ret_counts, size_t *ret_rater) {
  size_t raters = 0;
  for (size_t j = 0; j < r->k; j++) {
    double count = 0, *own = ret_p + raters * r->q;
    for (size_t c = 0; c < r->q; c++) own[c] = 0;
    for (size_t i = 0; i < r->n; i++) {
      int code = r->code[i * r->k + j];
      if (code == NO_RATING) continue;
      own[code]++;
      count++;
    }
    if (count < 1) continue;
    for (size_t c = 0; c < r->q; c++) own[c] /= count;
    ret_counts[raters] = count;
    ret_rater[raters++] = j;
  }
  return raters;
}

/* One rater's part in the units' chance. v_c: what a rating c meets among the other raters; z: what this one's own mean
 * does. A rating beyond the rater's share of ratings takes the mean off. */
static void add_rater(const Ratings *r, size_t j, double count, const double *v, double z, double pairs, double *unit) {
  double n = (double)r->n;
  for (size_t i = 0; i < r->n; i++) {
    int code = r->code[i * r->k + j];
    double rated = code != NO_RATING ? 1 : 0, met = rated > 0 ? v[code] : 0;
    unit[i] += n / count * (met - (rated - count / n) * z) / pairs;
  }
}

double conger_chance(const Ratings *r, const double *w, double *ret_unit) {
  g_autofree double *p = g_new0(double, (r->k + 1) * r->q + 1), *counts = g_new(double, r->k + 1);
  g_autofree double *sums = g_new0(double, r->q + 1), *v = g_new(double, r->q + 1);
  g_autofree size_t *rater = g_new(size_t, r->k + 1);
  size_t raters = own_prevalences(r, p, counts, rater), q = r->q;
  double expected = 0, pairs = (double)raters * ((double)raters - 1);
  for (size_t i = 0; i < r->n; i++) ret_unit[i] = 0;
  for (size_t e = 0; e < raters * q; e++) sums[e % q] += p[e];
  for (size_t g = 0; g < raters; g++) {
    double z = 0;
    for (size_t c = 0; c < q; c++) {
      v[c] = 0;
      for (size_t d = 0; d < q; d++) v[c] += w[c * q + d] * (sums[d] - p[g * q + d]);
      z += v[c] * p[g * q + c];
    }
    add_rater(r, rater[g], counts[g], v, z, pairs, ret_unit);
    expected += z / pairs;
  }
  return raters > 1 ? expected : NAN;
}

/* Over the units with a pair: prevalences by ratings and what a category agrees with in the mean; mean ratings a unit. */
static double find_pooled(const Ratings *r, const double *w, double *ret_met, double *ret_expected) {
  g_autofree double *p = g_new0(double, r->q + 1);
  double ratings = 0;
  for (size_t i = 0; i < r->n * r->k; i++) {
    if (r->code[i] == NO_RATING || r->count[i / r->k] < 2) continue;
    p[r->code[i]]++;
    ratings++;
  }
  *ret_expected = 0;
  for (size_t c = 0; c < r->q; c++) {
    ret_met[c] = 0;
    for (size_t d = 0; d < r->q; d++) ret_met[c] += w[c * r->q + d] * p[d] / ratings;
    *ret_expected += ret_met[c] * p[c] / ratings;
  }
  return ratings / (double)r->paired;
}

double weighted_alpha(const Ratings *r, const double *w, double *ret_error) {
  g_autofree double *met = g_new(double, r->q + 1);
  double expected, mean = find_pooled(r, w, met, &expected), n = (double)r->paired, observed = 0, squares = 0;
  for (size_t i = 0; i < r->n; i++)
    if (r->count[i] > 1) observed += unit_agreement(r, w, i) * r->count[i] / (mean * n);
  double corrected = observed + (1 - observed) / (n * mean), plain = (observed - expected) / (1 - expected);
  for (size_t i = 0; i < r->n; i++) {
    double above = (r->count[i] - mean) / mean, chance = 0;
    if (r->count[i] < 2) continue;
    for (size_t j = 0; j < r->k; j++)
      if (r->code[i * r->k + j] != NO_RATING) chance += met[r->code[i * r->k + j]] / mean;
    double own = unit_agreement(r, w, i) * r->count[i] / mean - corrected * above;
    double step = (own - expected - 2 * (1 - plain) * (chance - expected * above - expected)) / (1 - expected) - plain;
    squares += step * step;
  }
  *ret_error = sqrt(squares / (n * (n - 1)));
  return beyond_chance(corrected, expected);
}
