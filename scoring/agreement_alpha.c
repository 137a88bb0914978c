/* agreement_alpha.c: Krippendorff's alpha.
 *
 * Krippendorff (2011) Computing Krippendorff's alpha-reliability, section C: alpha = 1 - Do / De over the pairable
 * values, those of units with at least two; within a unit every pair counts 1 / (m - 1). Ordinal is interval on midranks,
 * whose squared difference is his metric. Limits (95 %) by the jackknife over units (Efron & Tibshirani 1993, ch. 11),
 * one at a time, or where they are many, by twentieths, to which the rows of a matrix are dealt by what is in them, not by
 * where they stand. What a unit says goes into its share of the units once; what is
 * left without a share is all less that share. In a large table with few different values a share is his coincidence
 * matrix; else it is sums, and only the ordinal form, whose ranks are others without a share, goes through the units
 * again. */
#include "scoring/agreement_model.h"
#include "scoring/agreement_put.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#define GROUP "krippendorff"
enum { FEW_VALUES = 101, MOST_SINGLY = 200, SHARES = 20 };
static const double cheap = 5e5,
                    bearable = 2e7; /* pairs of values for the ratio form: once, and in all the jackknife */
static const char *const names[] = {"nominal", "ordinal", "interval", "ratio", NULL};
static const char unpaired[] = N_("No applicant has marks from two assessors, so no pair can be compared.");
static const char flat[] = N_("All marks that can be compared are the same, so agreement cannot be told from chance.");
static const char negative[] = N_("Marks below zero have no ratio.");

typedef enum Form { NOMINAL, ORDINAL, INTERVAL, RATIO, FORMS } Form;
G_STATIC_ASSERT((int)FORMS == (int)ALPHA_FORMS);

/* The pairable values as numbers of the different values, unit after unit: unit u has those from start[u] to
 * start[u + 1] and lies in share u % shares. Tables have a row per share, and one more: all together. */
typedef struct Pairable {
  size_t units, n, different, shares;
  size_t *start;
  uint32_t *code;
  double *values;       /* the different ones, rising */
  double *counts;       /* how often each occurs; shares + 1 rows of them */
  double *coincidences; /* different x different, those of code i < j of a unit at [i][j]; NULL: sums instead */
  double *sums;         /* per form the pairs' disagreement within units, but for the ordinal; shares + 1 rows */
} Pairable;

static void clear_pairable(Pairable *p) {
  g_free(p->start);
  g_free(p->code);
  g_free(p->values);
  g_free(p->counts);
  g_free(p->coincidences);
  g_free(p->sums);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Pairable, clear_pairable)

/* The scores of units with at least two, counted in ret: as they lie where no unit has just one, else in *ret_room. */
static const double *pairable_scores(const size_t *start, size_t units, const double *x, Pairable *ret,
                                     double **ret_room) {
  bool single = false;
  for (size_t u = 0; u < units; u++) single |= start[u + 1] - start[u] == 1;
  if (single) *ret_room = g_new(double, start[units]);
  for (size_t u = 0; u < units; u++) {
    size_t size = start[u + 1] - start[u];
    if (size < 2) continue;
    if (single) memcpy(*ret_room + ret->n, x + start[u], size * sizeof *x);
    ret->n += size;
    ret->start[++ret->units] = ret->n;
  }
  return single ? *ret_room : x;
}

static Pairable gather(const size_t *start, size_t units, const double *x) {
  Pairable p = {.start = g_new0(size_t, units + 1)};
  g_autofree double *room = NULL;
  const double *scores = pairable_scores(start, units, x, &p, &room);
  p.code = g_new(uint32_t, p.n + 1);
  p.values = number_values(scores, p.n, p.code, &p.different);
  p.shares = p.units <= MOST_SINGLY ? p.units : SHARES;
  return p;
}

static double share_of_sum(double a, double b) { return a + b > 0 ? (a - b) * (a - b) / ((a + b) * (a + b)) : 0; }

/* What a pair of different values adds to each form. */
static void add_pair(double a, double b, double ranks, double weight, double sums[FORMS]) {
  sums[NOMINAL] += weight;
  sums[ORDINAL] += weight * ranks * ranks;
  sums[INTERVAL] += weight * (a - b) * (a - b);
  sums[RATIO] += weight * share_of_sum(a, b);
}

static double weight_of(const Pairable *p, size_t u) { return 1 / (double)(p->start[u + 1] - p->start[u] - 1); }

static void count_coincidences(const Pairable *p, size_t u, double *ret) {
  double weight = weight_of(p, u);
  for (size_t i = p->start[u]; i < p->start[u + 1]; i++) {
    double *row = ret + p->code[i] * p->different;
    for (size_t j = i + 1; j < p->start[u + 1]; j++) row[p->code[j]] += weight;
  }
}

static void sum_pairs(const Pairable *p, size_t u, double sums[FORMS]) {
  double weight = weight_of(p, u);
  for (size_t i = p->start[u]; i < p->start[u + 1]; i++)
    for (size_t j = i + 1; j < p->start[u + 1]; j++)
      if (p->code[i] != p->code[j]) add_pair(p->values[p->code[i]], p->values[p->code[j]], 0, weight, sums);
}

/* The last row: all shares together. */
static void add_up(double *rows, size_t n_rows, size_t width) {
  double *all = rows + n_rows * width;
  for (size_t i = 0; i < n_rows * width; i++) all[i % width] += rows[i];
}

static void count_shares(Pairable *p) {
  size_t q = p->different, rows = p->shares + 1;
  bool few = q <= FEW_VALUES && p->units > MOST_SINGLY;
  p->counts = g_new0(double, rows *q + 1);
  p->sums = g_new0(double, rows *FORMS);
  if (few) p->coincidences = g_new0(double, rows *q *q);
  for (size_t u = 0; u < p->units; u++) {
    size_t s = u % p->shares;
    for (size_t i = p->start[u]; i < p->start[u + 1]; i++) p->counts[s * q + p->code[i]]++;
    if (few)
      count_coincidences(p, u, p->coincidences + s * q * q);
    else
      sum_pairs(p, u, p->sums + s * FORMS);
  }
  add_up(p->counts, p->shares, q);
  add_up(p->sums, p->shares, FORMS);
  if (few) add_up(p->coincidences, p->shares, q * q);
}

/* -- without one share of the units, or `without` = shares: of all ------------------------------------------- */

/* What is left of a table's entry. */
static double left_of(const double *rows, size_t width, size_t shares, size_t without, size_t entry) {
  double all = rows[shares * width + entry];
  return without < shares ? all - rows[without * width + entry] : all;
}

/* How often each value occurs, and its midrank. Returns how many there are. */
static double find_ranks(const Pairable *p, size_t without, double *counts, double *ranks) {
  double below = 0;
  for (size_t c = 0; c < p->different; below += counts[c++]) {
    counts[c] = left_of(p->counts, p->different, p->shares, without, c);
    ranks[c] = below + (counts[c] + 1) / 2;
  }
  return below;
}

/* Within units the sum over pairs of squared differences is m times the sum of squares less the square of the sum. */
static double sum_ordinal(const Pairable *p, size_t without, const double *ranks) {
  double all = 0;
  for (size_t s = 0; s < p->shares; s++)
    for (size_t u = s; s != without && u < p->units; u += p->shares) {
      double sum = 0, squares = 0, size = (double)(p->start[u + 1] - p->start[u]);
      for (size_t i = p->start[u]; i < p->start[u + 1]; i++) {
        sum += ranks[p->code[i]];
        squares += ranks[p->code[i]] * ranks[p->code[i]];
      }
      all += (size * squares - sum * sum) / (size - 1);
    }
  return all;
}

/* n Do / 2: pairs within units. */
static void find_observed(const Pairable *p, size_t without, const double *ranks, double sums[FORMS]) {
  size_t q = p->different;
  if (p->coincidences == NULL) {
    for (Form form = 0; form < FORMS; form++) sums[form] = left_of(p->sums, FORMS, p->shares, without, form);
    sums[ORDINAL] = sum_ordinal(p, without, ranks);
    return;
  }
  for (size_t c = 0; c < q; c++)
    for (size_t k = c + 1; k < q; k++) {
      double weight = left_of(p->coincidences, q * q, p->shares, without, c * q + k) +
                      left_of(p->coincidences, q * q, p->shares, without, k * q + c);
      add_pair(p->values[c], p->values[k], ranks[k] - ranks[c], weight, sums);
    }
}

/* n (n - 1) De / 2: pairs of any values. Those of squared differences are n times the sum of squares. */
static void find_expected(const Pairable *p, double n, const double *counts, const double *ranks, bool ratio,
                          double sums[FORMS]) {
  double mean = 0, middle = (n + 1) / 2, same = 0;
  bool many = (double)p->different * (double)p->different / 2 > cheap;
  for (size_t c = 0; c < p->different; c++) mean += counts[c] * (p->values[c] - p->values[0]) / n;
  for (size_t c = 0; c < p->different; c++) {
    double x = p->values[c] - p->values[0] - mean, r = ranks[c] - middle;
    same += counts[c] * counts[c];
    sums[ORDINAL] += n * counts[c] * r * r;
    sums[INTERVAL] += n * counts[c] * x * x;
    for (size_t k = c + 1; ratio && !many && k < p->different; k++)
      sums[RATIO] += counts[c] * counts[k] * share_of_sum(p->values[c], p->values[k]);
  }
  if (ratio && many) sums[RATIO] = sum_of_shares(p->values, counts, p->different);
  sums[NOMINAL] = (n * n - same) / 2;
}

/* All four; NAN where a form has no answer. */
static void find_alphas(const Pairable *p, size_t without, bool ratio, double ret_alphas[FORMS]) {
  double observed[FORMS] = {0}, expected[FORMS] = {0};
  g_autofree double *counts = g_new(double, p->different + 1), *ranks = g_new(double, p->different + 1);
  double n = find_ranks(p, without, counts, ranks);
  find_observed(p, without, ranks, observed);
  find_expected(p, n, counts, ranks, ratio, expected);
  for (Form form = 0; form < FORMS; form++)
    ret_alphas[form] = expected[form] > 0 ? 1 - (n - 1) * observed[form] / expected[form] : NAN;
}

/* Student's t times the jackknife's standard error; NAN where a part has no answer. */
static void find_reach(const Pairable *p, bool ratio, double ret_reach[FORMS]) {
  double count = (double)p->shares, sums[FORMS] = {0}, squares[FORMS] = {0};
  for (size_t s = 0; s < p->shares; s++) {
    double alphas[FORMS];
    find_alphas(p, s, ratio, alphas);
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

Alphas alphas_of(const size_t *start, size_t units, const double *scores) {
  g_auto(Pairable) p = gather(start, units, scores);
  Alphas found = {.pairable = p.n, .flat = p.different<2, .negative = p.different> 0 && p.values[0] < 0};
  if (found.flat) return found;
  double pairs = (double)p.different * (double)p.different / 2;
  count_shares(&p);
  find_alphas(&p, p.shares, !found.negative, found.alpha);
  find_reach(&p, !found.negative && pairs <= cheap && pairs * (double)p.shares <= bearable, found.reach);
  return found;
}

static void put_form(Agreement *a, const char *name, double alpha, double reach, const char *reason) {
  agreement_put(a, GROUP, name, alpha, reason);
  if (!isfinite(alpha) || !isfinite(reach)) return;
  g_autofree char *low = g_strconcat(name, "_lower", NULL), *high = g_strconcat(name, "_upper", NULL);
  agreement_put(a, GROUP, low, alpha - reach, reason);
  agreement_put(a, GROUP, high, MIN(alpha + reach, 1), reason);
}

void put_alphas(Agreement *a, const Alphas *found) {
  if (found->flat) {
    agreement_refuse(a, GROUP, found->pairable == 0 ? unpaired : flat, names);
    return;
  }
  for (Form form = 0; form < FORMS; form++)
    put_form(a, names[form], found->alpha[form], found->reach[form],
             form == RATIO && found->negative ? negative : flat);
  agreement_put(a, GROUP, "pairable", (double)found->pairable, flat);
}

void agreement_krippendorff(Agreement *agreement, const RatingMatrix *matrix) {
  g_autofree size_t *start = g_new0(size_t, matrix->n + 1);
  g_autofree size_t *order = shuffled_rows(matrix);
  g_autofree double *scores = g_new(double, matrix->n * matrix->k + 1);
  size_t n = 0;
  for (size_t i = 0; i < matrix->n; i++) {
    for (size_t j = 0; j < matrix->k; j++)
      if (!isnan(rating(matrix, order[i], j))) scores[n++] = rating(matrix, order[i], j);
    start[i + 1] = n;
  }
  agreement_warn_small(agreement, GROUP, matrix->n, matrix->k);
  Alphas found = alphas_of(start, matrix->n, scores);
  put_alphas(agreement, &found);
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
  for (size_t i = 0; i < t->of->n; i++) t->score[i] += t->mean;
  agreement_warn_small(agreement, GROUP, table->levels[0], table->levels[1]);
  Alphas found = alphas_of(t->of->start, t->of->applicants, t->score);
  put_alphas(agreement, &found);
}
