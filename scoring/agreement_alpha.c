/* agreement_alpha.c: Krippendorff's alpha.
 *
 * Krippendorff (2011) Computing Krippendorff's alpha-reliability, section C: alpha = 1 - Do / De over the pairable
 * values, those of units with at least two. Distances that are squares of differences (interval; ordinal, which is
 * interval on the midranks of the pairable values) need sums only; so do matches (nominal). Ratio, (c-k)^2/(c+k)^2,
 * is summed over pairs of distinct values. */
#include "scoring/agreement_put.h"

#include <math.h>
#include <stdlib.h>

#include <glib/gi18n.h>

#define GROUP "krippendorff"
enum { MOST_DISTINCT = 20000 };
static const char *const names[] = {"nominal", "ordinal", "interval", "ratio", NULL};
static const char unpaired[] = N_("No applicant has marks from two assessors, so no pair can be compared.");
static const char flat[] = N_("All marks are the same, so agreement cannot be told from chance.");
static const char negative[] = N_("Marks below zero have no ratio.");
static const char many[] = N_("There are too many different marks for the ratio form.");

/* The pairable values, unit after unit: unit u has the values from start[u] to start[u + 1]. */
typedef struct Pairable {
  size_t n, units;
  size_t *start;
  double *x, *ranks;
} Pairable;

static void clear_pairable(Pairable *p) {
  g_free(p->start);
  g_free(p->x);
  g_free(p->ranks);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Pairable, clear_pairable)

static Pairable gather(const RatingMatrix *m) {
  Pairable p = {0, 0, g_new0(size_t, m->n + 1), g_new(double, m->n * m->k + 1), g_new(double, m->n * m->k + 1)};
  for (size_t i = 0; i < m->n; i++) {
    size_t from = p.n;
    for (size_t j = 0; j < m->k; j++)
      if (!isnan(rating(m, i, j))) p.x[p.n++] = rating(m, i, j);
    if (p.n - from < 2)
      p.n = from;
    else
      p.start[++p.units] = p.n;
  }
  midranks(p.x, p.n, p.ranks, NULL);
  return p;
}

static double match(double a, double b) { return a < b || a > b ? 1 : 0; }
static double difference(double a, double b) { return (a - b) * (a - b); }
static double share(double a, double b) { return a + b > 0 ? (a - b) * (a - b) / ((a + b) * (a + b)) : 0; }

/* Do: within each unit over ordered pairs, each unit weighted by 1 / (m - 1). */
static double observed(const Pairable *p, const double *x, double (*distance)(double, double)) {
  double sum = 0;
  for (size_t u = 0; u < p->units; u++) {
    double unit = 0;
    for (size_t i = p->start[u]; i < p->start[u + 1]; i++)
      for (size_t j = i + 1; j < p->start[u + 1]; j++) unit += distance(x[i], x[j]);
    sum += 2 * unit / (double)(p->start[u + 1] - p->start[u] - 1);
  }
  return sum / (double)p->n;
}

/* De of squared differences over all ordered pairs: 2 n times the sum of squares. */
static double expected_squares(const double *x, size_t n) { return 2 * squares_of(x, n) / ((double)n - 1); }

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

/* The distinct values and how often each occurs. Caller frees both. */
static size_t distinct(const Pairable *p, double **ret_values, double **ret_counts) {
  double *values = g_memdup2(p->x, p->n * sizeof *values), *counts = g_new0(double, p->n);
  qsort(values, p->n, sizeof *values, by_value);
  size_t v = 0;
  for (size_t i = 0; i < p->n; i++) {
    if (i > 0 && values[i] > values[v - 1])
      values[v++] = values[i];
    else if (i == 0)
      v = 1;
    counts[v - 1]++;
  }
  *ret_values = values;
  *ret_counts = counts;
  return v;
}

static double expected_pairs(const double *values, const double *counts, size_t v, double n) {
  double sum = 0;
  for (size_t c = 0; c < v; c++)
    for (size_t k = c + 1; k < v; k++) sum += counts[c] * counts[k] * share(values[c], values[k]);
  return 2 * sum / (n * (n - 1));
}

static double expected_matches(const double *counts, size_t v, double n) {
  double same = 0;
  for (size_t c = 0; c < v; c++) same += counts[c] * counts[c];
  return (n * n - same) / (n * (n - 1));
}

static void put_ratio(Agreement *a, const Pairable *p, const double *values, const double *counts, size_t v) {
  const char *reason = values[0] < 0 ? negative : v > MOST_DISTINCT ? many : NULL;
  if (reason != NULL) {
    agreement_put_none(a, GROUP, "ratio", reason);
    return;
  }
  agreement_put(a, GROUP, "ratio", 1 - observed(p, p->x, share) / expected_pairs(values, counts, v, (double)p->n),
                flat);
}

void agreement_krippendorff(Agreement *agreement, const RatingMatrix *matrix) {
  agreement_warn_small(agreement, GROUP, matrix->n, matrix->k);
  g_auto(Pairable) p = gather(matrix);
  if (p.units == 0) {
    agreement_refuse(agreement, GROUP, unpaired, names);
    return;
  }
  g_autofree double *values = NULL, *counts = NULL;
  size_t v = distinct(&p, &values, &counts);
  if (v < 2) {
    agreement_refuse(agreement, GROUP, flat, names);
    return;
  }
  double nominal = 1 - observed(&p, p.x, match) / expected_matches(counts, v, (double)p.n);
  agreement_put(agreement, GROUP, "nominal", nominal, flat);
  double ordinal = 1 - observed(&p, p.ranks, difference) / expected_squares(p.ranks, p.n);
  agreement_put(agreement, GROUP, "ordinal", ordinal, flat);
  double interval = 1 - observed(&p, p.x, difference) / expected_squares(p.x, p.n);
  agreement_put(agreement, GROUP, "interval", interval, flat);
  put_ratio(agreement, &p, values, counts, v);
  agreement_put(agreement, GROUP, "pairable", (double)p.n, flat);
}
