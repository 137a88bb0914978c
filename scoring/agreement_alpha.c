/* agreement_alpha.c: Krippendorff's alpha.
 *
 * Krippendorff (2011) Computing Krippendorff's alpha-reliability, section C: alpha = 1 - Do / De over the pairable
 * values, those of units with at least two. Distances that are squares of differences (interval; ordinal, which is
 * interval on the midranks of the pairable values) need sums only; so do matches (nominal). Ratio, (c-k)^2/(c+k)^2,
 * is summed over pairs of distinct values. Limits (95 %) by the jackknife over units (Efron & Tibshirani 1993, ch. 11). */
#include "scoring/agreement_put.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n.h>

#define GROUP "krippendorff"
enum { MOST_DISTINCT = 20000, FEW_DISTINCT = 500, MOST_SINGLY = 200, GROUPS = 20 };
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

typedef enum Form { NOMINAL, ORDINAL, INTERVAL, RATIO, FORMS } Form;

/* All four; NAN where a form has no answer. Ratio is left out beyond `most` different values. */
static void find_alphas(const Pairable *p, size_t most, double ret_alphas[FORMS], const char **ret_reason) {
  double n = (double)p->n;
  g_autofree double *values = NULL, *counts = NULL;
  size_t v = p->n > 0 ? distinct(p, &values, &counts) : 0;
  for (Form form = 0; form < FORMS; form++) ret_alphas[form] = NAN;
  *ret_reason = p->n == 0 ? unpaired : v < 2 ? flat : values[0] < 0 ? negative : v > most ? many : flat;
  if (v < 2) return;
  ret_alphas[NOMINAL] = 1 - observed(p, p->x, match) / expected_matches(counts, v, n);
  ret_alphas[ORDINAL] = 1 - observed(p, p->ranks, difference) / expected_squares(p->ranks, p->n);
  ret_alphas[INTERVAL] = 1 - observed(p, p->x, difference) / expected_squares(p->x, p->n);
  if (values[0] < 0 || v > most) return;
  ret_alphas[RATIO] = 1 - observed(p, p->x, share) / expected_pairs(values, counts, v, n);
}

/* Without every unit whose number leaves `group` when divided by `groups`. */
static Pairable leave_out(const Pairable *p, size_t group, size_t groups) {
  Pairable rest = {0, 0, g_new0(size_t, p->units + 1), g_new(double, p->n + 1), g_new(double, p->n + 1)};
  for (size_t u = 0; u < p->units; u++) {
    size_t size = p->start[u + 1] - p->start[u];
    if (u % groups == group) continue;
    memcpy(rest.x + rest.n, p->x + p->start[u], size * sizeof *p->x);
    rest.n += size;
    rest.start[++rest.units] = rest.n;
  }
  midranks(rest.x, rest.n, rest.ranks, NULL);
  return rest;
}

/* Jackknife over units, one at a time, or where they are many, in groups. Student's t; NAN where a part has no answer. */
static void find_reach(const Pairable *p, double ret_reach[FORMS]) {
  size_t groups = p->units <= MOST_SINGLY ? p->units : GROUPS;
  double count = (double)groups, sums[FORMS] = {0}, squares[FORMS] = {0};
  for (size_t g = 0; g < groups; g++) {
    double alphas[FORMS];
    const char *reason;
    g_auto(Pairable) rest = leave_out(p, g, groups);
    find_alphas(&rest, FEW_DISTINCT, alphas, &reason);
    for (Form form = 0; form < FORMS; form++) {
      sums[form] += alphas[form];
      squares[form] += alphas[form] * alphas[form];
    }
  }
  for (Form form = 0; form < FORMS; form++) {
    double spread = MAX(squares[form] - sums[form] * sums[form] / count, 0) * (count - 1) / count;
    ret_reach[form] = isnan(sums[form]) ? NAN : t_quantile(0.975, count - 1) * sqrt(spread);
  }
}

void agreement_krippendorff(Agreement *agreement, const RatingMatrix *matrix) {
  agreement_warn_small(agreement, GROUP, matrix->n, matrix->k);
  g_auto(Pairable) p = gather(matrix);
  double alphas[FORMS], reach[FORMS];
  const char *reason;
  find_alphas(&p, MOST_DISTINCT, alphas, &reason);
  if (isnan(alphas[NOMINAL])) {
    agreement_refuse(agreement, GROUP, reason, names);
    return;
  }
  find_reach(&p, reach);
  for (Form form = 0; form < FORMS; form++) {
    agreement_put(agreement, GROUP, names[form], alphas[form], reason);
    if (!isfinite(alphas[form]) || !isfinite(reach[form])) continue;
    g_autofree char *low = g_strconcat(names[form], "_lower", NULL), *high = g_strconcat(names[form], "_upper", NULL);
    agreement_put(agreement, GROUP, low, alphas[form] - reach[form], reason);
    agreement_put(agreement, GROUP, high, MIN(alphas[form] + reach[form], 1), reason);
  }
  agreement_put(agreement, GROUP, "pairable", (double)p.n, flat);
}
