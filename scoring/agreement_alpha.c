/* agreement_alpha.c: Krippendorff's alpha.
 *
 * Krippendorff (2011) Computing Krippendorff's alpha-reliability, section C: alpha = 1 - Do / De over the pairable
 * values, those of units with at least two; within a unit every pair counts 1 / (m - 1). Where there are few different
 * values the pairs are kept as his coincidence matrix, else they are gone through again. Ordinal is interval on midranks,
 * whose squared difference is his metric. Limits (95 %) by the jackknife over units (Efron & Tibshirani 1993, ch. 11),
 * one at a time, or where they are many, by twentieths. */
#include "scoring/agreement_model.h"
#include "scoring/agreement_put.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n.h>

#define GROUP "krippendorff"
enum { FEW_VALUES = 101, MOST_SINGLY = 200, GROUPS = 20, HASH = 512 };
static const double cheap = 5e5,
                    bearable = 2e7; /* pairs of values for the ratio form: once, and in all the jackknife */
static const char *const names[] = {"nominal", "ordinal", "interval", "ratio", NULL};
static const char unpaired[] = N_("No applicant has marks from two assessors, so no pair can be compared.");
static const char flat[] = N_("All marks are the same, so agreement cannot be told from chance.");
static const char negative[] = N_("Marks below zero have no ratio.");

typedef enum Form { NOMINAL, ORDINAL, INTERVAL, RATIO, FORMS } Form;

/* The pairable values as numbers of the different values, unit after unit: unit u has those from start[u] to
 * start[u + 1]. What is counted is what lies in no unit that is `out`. */
typedef struct Pairable {
  size_t units, n, different;
  size_t *start;
  uint32_t *code;
  double *values;       /* the different ones, rising */
  double *counts;       /* how often each occurs */
  double *ranks;        /* its midrank */
  double *coincidences; /* above the diagonal, different x different; NULL: too many of them */
  bool *out;
} Pairable;

static void clear_pairable(Pairable *p) {
  g_free(p->start);
  g_free(p->code);
  g_free(p->values);
  g_free(p->counts);
  g_free(p->ranks);
  g_free(p->coincidences);
  g_free(p->out);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Pairable, clear_pairable)

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

static uint32_t place_of(const double *values, size_t n, double x) {
  size_t low = 0, high = n - 1;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (values[middle] < x)
      low = middle + 1;
    else
      high = middle;
  }
  return (uint32_t)low;
}

/* Numbers the different values in rising order while they are few, by a table that a value's bits lead to; 0: there are
 * more. Until all are known a number is the place of the value's first appearance. */
static size_t number_few(const double *x, size_t n, double *ret_values, uint32_t *ret_code) {
  double first[FEW_VALUES];
  uint32_t table[HASH] = {0}, place[FEW_VALUES]; /* table: 1 + where the value stands in first */
  size_t different = 0;
  for (size_t i = 0; i < n; i++) {
    double value = x[i] + 0.0; /* one zero, not two */
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    size_t at = (bits * UINT64_C(0x9E3779B97F4A7C15)) >> 55;
    while (table[at] > 0 && (first[table[at] - 1] < value || first[table[at] - 1] > value)) at = (at + 1) % HASH;
    if (table[at] == 0) {
      if (different == FEW_VALUES) return 0;
      first[different++] = value;
      table[at] = (uint32_t)different;
    }
    ret_code[i] = table[at] - 1;
  }
  memcpy(ret_values, first, different * sizeof *first);
  qsort(ret_values, different, sizeof *ret_values, by_value);
  for (size_t c = 0; c < different; c++) place[c] = place_of(ret_values, different, first[c]);
  for (size_t i = 0; i < n; i++) ret_code[i] = place[ret_code[i]];
  return different;
}

static size_t number_many(const double *x, size_t n, double *values, uint32_t *ret_code) {
  size_t different = 0;
  memcpy(values, x, n * sizeof *x);
  qsort(values, n, sizeof *values, by_value);
  for (size_t i = 0; i < n; i++)
    if (different == 0 || values[i] > values[different - 1]) values[different++] = values[i];
  for (size_t i = 0; i < n; i++) ret_code[i] = place_of(values, different, x[i]);
  return different;
}

/* Counts a unit's values and pairs, or takes them back. */
static void count_unit(Pairable *p, size_t u, double sign) {
  double weight = sign / (double)(p->start[u + 1] - p->start[u] - 1);
  p->out[u] = sign < 0;
  for (size_t i = p->start[u]; i < p->start[u + 1]; i++) {
    p->counts[p->code[i]] += sign;
    for (size_t j = i + 1; p->coincidences != NULL && j < p->start[u + 1]; j++) {
      size_t low = MIN(p->code[i], p->code[j]), high = MAX(p->code[i], p->code[j]);
      p->coincidences[low * p->different + high] += weight;
    }
  }
}

static Pairable gather(const size_t *start, size_t units, const double *x) {
  Pairable p = {.start = g_new0(size_t, units + 1)};
  g_autofree double *kept = g_new(double, start[units] + 1);
  for (size_t u = 0; u < units; u++) {
    size_t size = start[u + 1] - start[u];
    if (size < 2) continue;
    memcpy(kept + p.n, x + start[u], size * sizeof *x);
    p.n += size;
    p.start[++p.units] = p.n;
  }
  p.values = g_new(double, MAX(p.n, FEW_VALUES) + 1);
  p.code = g_new(uint32_t, p.n + 1);
  p.different = number_few(kept, p.n, p.values, p.code);
  if (p.different == 0) p.different = number_many(kept, p.n, p.values, p.code);
  if (p.different <= FEW_VALUES) p.coincidences = g_new0(double, p.different *p.different + 1);
  p.counts = g_new0(double, p.different + 1);
  p.ranks = g_new0(double, p.different + 1);
  p.out = g_new0(bool, p.units + 1);
  for (size_t u = 0; u < p.units; u++) count_unit(&p, u, 1);
  return p;
}

static double share(double a, double b) { return a + b > 0 ? (a - b) * (a - b) / ((a + b) * (a + b)) : 0; }

static void add_pair(const Pairable *p, size_t c, size_t k, double weight, double sums[FORMS]) {
  double step = p->values[k] - p->values[c], ranks = p->ranks[k] - p->ranks[c];
  if (c == k) return;
  sums[NOMINAL] += weight;
  sums[ORDINAL] += weight * ranks * ranks;
  sums[INTERVAL] += weight * step * step;
  sums[RATIO] += weight * share(p->values[c], p->values[k]);
}

/* n Do / 2: pairs within units. */
static void find_observed(const Pairable *p, double sums[FORMS]) {
  for (size_t c = 0; p->coincidences != NULL && c < p->different; c++)
    for (size_t k = c + 1; k < p->different; k++) add_pair(p, c, k, p->coincidences[c * p->different + k], sums);
  for (size_t u = 0; p->coincidences == NULL && u < p->units; u++) {
    double weight = 1 / (double)(p->start[u + 1] - p->start[u] - 1);
    for (size_t i = p->start[u]; !p->out[u] && i < p->start[u + 1]; i++)
      for (size_t j = i + 1; j < p->start[u + 1]; j++) add_pair(p, p->code[i], p->code[j], weight, sums);
  }
}

/* n (n - 1) De / 2: pairs of any values. Those of squared differences are n times the sum of squares. */
static void find_expected(const Pairable *p, double n, bool ratio, double sums[FORMS]) {
  double mean = 0, middle = (n + 1) / 2, same = 0;
  bool many = (double)p->different * (double)p->different / 2 > cheap;
  for (size_t c = 0; c < p->different; c++) mean += p->counts[c] * (p->values[c] - p->values[0]) / n;
  for (size_t c = 0; c < p->different; c++) {
    double x = p->values[c] - p->values[0] - mean, r = p->ranks[c] - middle;
    same += p->counts[c] * p->counts[c];
    sums[ORDINAL] += n * p->counts[c] * r * r;
    sums[INTERVAL] += n * p->counts[c] * x * x;
    for (size_t k = c + 1; ratio && !many && k < p->different; k++)
      sums[RATIO] += p->counts[c] * p->counts[k] * share(p->values[c], p->values[k]);
  }
  if (ratio && many) sums[RATIO] = sum_of_shares(p->values, p->counts, p->different);
  sums[NOMINAL] = (n * n - same) / 2;
}

/* All four; NAN where a form has no answer. */
static void find_alphas(const Pairable *p, bool ratio, double ret_alphas[FORMS]) {
  double observed[FORMS] = {0}, expected[FORMS] = {0}, below = 0;
  for (size_t c = 0; c < p->different; below += p->counts[c++]) p->ranks[c] = below + (p->counts[c] + 1) / 2;
  find_observed(p, observed);
  find_expected(p, below, ratio, expected);
  for (Form form = 0; form < FORMS; form++)
    ret_alphas[form] = expected[form] > 0 ? 1 - (below - 1) * observed[form] / expected[form] : NAN;
}

/* Student's t times the jackknife's standard error; NAN where a part has no answer. */
static void find_reach(Pairable *p, bool ratio, double ret_reach[FORMS]) {
  size_t groups = p->units <= MOST_SINGLY ? p->units : GROUPS;
  double count = (double)groups, sums[FORMS] = {0}, squares[FORMS] = {0};
  for (size_t g = 0; g < groups; g++) {
    double alphas[FORMS];
    for (size_t u = g; u < p->units; u += groups) count_unit(p, u, -1);
    find_alphas(p, ratio, alphas);
    for (size_t u = g; u < p->units; u += groups) count_unit(p, u, 1);
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

static void put_form(Agreement *a, const char *name, double alpha, double reach, const char *reason) {
  agreement_put(a, GROUP, name, alpha, reason);
  if (!isfinite(alpha) || !isfinite(reach)) return;
  g_autofree char *low = g_strconcat(name, "_lower", NULL), *high = g_strconcat(name, "_upper", NULL);
  agreement_put(a, GROUP, low, alpha - reach, reason);
  agreement_put(a, GROUP, high, MIN(alpha + reach, 1), reason);
}

void put_krippendorff(Agreement *a, const size_t *start, size_t units, const double *scores) {
  g_auto(Pairable) p = gather(start, units, scores);
  double alphas[FORMS], reach[FORMS];
  if (p.different < 2) {
    agreement_refuse(a, GROUP, p.n == 0 ? unpaired : flat, names);
    return;
  }
  double pairs = (double)p.different * (double)p.different / 2, parts = (double)MIN(p.units, MOST_SINGLY);
  bool ratio = p.values[0] >= 0;
  find_alphas(&p, ratio, alphas);
  find_reach(&p, ratio && pairs <= cheap && pairs * parts <= bearable, reach);
  for (Form form = 0; form < FORMS; form++) {
    const char *reason = form == RATIO && p.values[0] < 0 ? negative : flat;
    put_form(a, names[form], alphas[form], reach[form], reason);
  }
  agreement_put(a, GROUP, "pairable", (double)p.n, flat);
}

void agreement_krippendorff(Agreement *agreement, const RatingMatrix *matrix) {
  g_autofree size_t *start = g_new0(size_t, matrix->n + 1);
  g_autofree double *scores = g_new(double, matrix->n * matrix->k + 1);
  size_t n = 0;
  for (size_t i = 0; i < matrix->n; i++) {
    for (size_t j = 0; j < matrix->k; j++)
      if (!isnan(rating(matrix, i, j))) scores[n++] = rating(matrix, i, j);
    start[i + 1] = n;
  }
  agreement_warn_small(agreement, GROUP, matrix->n, matrix->k);
  put_krippendorff(agreement, start, matrix->n, scores);
}

void agreement_krippendorff_nominal(Agreement *agreement, const RatingMatrix *matrix) {
  g_autoptr(Agreement) all = agreement_new(matrix->n, matrix->k);
  static const char *const kept[] = {"nominal", "nominal_lower", "nominal_upper", "pairable"};
  agreement_krippendorff(all, matrix);
  agreement_warn_small(agreement, GROUP, matrix->n, matrix->k);
  for (size_t i = 0; i < G_N_ELEMENTS(kept); i++) {
    const AgreementValue *value = agreement_value(all, GROUP, kept[i]);
    if (value != NULL) agreement_put(agreement, GROUP, kept[i], agreement_number(all, GROUP, kept[i]), value->reason);
  }
}

void agreement_krippendorff_panel(Agreement *agreement, const RatingTable *table) {
  g_autoptr(TwoWay) t = two_way_new(table);
  for (size_t i = 0; i < t->n; i++) t->score[i] += t->mean;
  agreement_warn_small(agreement, GROUP, table->levels[0], table->levels[1]);
  put_krippendorff(agreement, t->start, t->applicants, t->score);
}
