/* oracle_shape.c: an example's input as targets by raters or as a list of scores, whichever way its file is laid out. */
#include <math.h>
#include <string.h>

#include "tests/oracle.h"

static const char *const scores[] = {"score",   "value",  "mark", "rating", "y",      "total",
                                     "percent", "points", "x",    "rate",   "result", NULL};
static const char *const targets[] = {"applicant", "target",  "subject", "person", "unit",   "object", "examinee",
                                      "case",      "patient", "item",    "id",     "sample", NULL};
static const char *const raters[] = {"assessor", "rater",    "judge",  "observer", "coder",
                                     "examiner", "reviewer", "method", NULL};

int sheet_score(const Sheet *sheet) {
  int named = sheet_find_any(sheet, scores);
  if (named >= 0) return named;
  for (size_t c = sheet->columns; c-- > 0;)
    if (sheet_is_numeric(sheet, c)) return (int)c;
  return -1;
}

/* Three columns by name: somebody, by somebody, so much. */
static bool is_long(const Sheet *sheet) {
  return sheet_find_any(sheet, raters) >= 0 && sheet_find_any(sheet, scores) >= 0 && sheet->columns >= 3;
}

static void add_factor(Long *l, const Sheet *sheet, size_t column) {
  size_t f = l->table.n_factors++;
  l->names[f] = g_strdup(sheet->header[column]);
  l->table.factors[f] = l->names[f];
  l->table.level[f] = sheet_levels(sheet, column, &l->table.levels[f]);
}

/* Rows without a score say nothing. */
static void drop_missing(RatingTable *table) {
  double *y = (double *)table->scores;
  size_t kept = 0;
  for (size_t i = 0; i < table->n; i++) {
    if (isnan(y[i])) continue;
    for (size_t f = 0; f < table->n_factors; f++) ((uint32_t *)table->level[f])[kept] = table->level[f][i];
    y[kept++] = y[i];
  }
  table->n = kept;
}

static bool from_columns(const Sheet *sheet, const size_t *columns, size_t n, size_t score, Long *ret) {
  *ret = (Long){.table = {.n = sheet->rows, .scores = sheet_column(sheet, score)}};
  for (size_t c = 0; c < n; c++) add_factor(ret, sheet, columns[c]);
  drop_missing(&ret->table);
  return ret->table.n_factors > 0;
}

bool oracle_long_of(const Oracle *oracle, const bool *is_factor, size_t score, Long *ret) {
  g_autoptr(Sheet) sheet = sheet_read(oracle, "input.csv");
  size_t columns[AGREEMENT_MAX_FACTORS], n = 0;
  for (size_t c = 0; sheet != NULL && c < sheet->columns && n < AGREEMENT_MAX_FACTORS; c++)
    if (is_factor[c] && c != score) columns[n++] = c;
  return sheet != NULL && from_columns(sheet, columns, n, score, ret);
}

static bool from_wide(const Sheet *sheet, Long *ret) {
  size_t k = sheet->columns - 1, n = 0;
  g_autofree double *values = sheet_matrix(sheet, NULL);
  double *y = g_new(double, sheet->rows *k + 1);
  uint32_t *target = g_new(uint32_t, sheet->rows * k + 1), *rater = g_new(uint32_t, sheet->rows * k + 1);
  for (size_t i = 0; i < sheet->rows * k; i++) {
    if (isnan(values[i])) continue;
    target[n] = (uint32_t)(i / k);
    rater[n] = (uint32_t)(i % k);
    y[n++] = values[i];
  }
  *ret = (Long){.names = {g_strdup("applicant"), g_strdup("assessor")}};
  ret->table = (RatingTable){.n = n, .scores = y, .n_factors = 2, .level = {target, rater}, .levels = {sheet->rows, k}};
  for (size_t f = 0; f < 2; f++) ret->table.factors[f] = ret->names[f];
  return n > 0;
}

bool oracle_long(const Oracle *oracle, Long *ret) {
  g_autoptr(Sheet) sheet = sheet_read(oracle, "input.csv");
  if (sheet == NULL || sheet->columns < 3) return false;
  int score = sheet_score(sheet), target = sheet_find_any(sheet, targets), rater = sheet_find_any(sheet, raters);
  size_t columns[AGREEMENT_MAX_FACTORS], n = 0;
  if (score < 0 || (target < 0 && rater < 0 && sheet_find_any(sheet, scores) < 0) ||
      (rater < 0 && sheet->columns > AGREEMENT_MAX_FACTORS + 1))
    return from_wide(sheet, ret);
  if (target >= 0 && target != rater) columns[n++] = (size_t)target;
  for (size_t c = 0; c < sheet->columns && n < 1; c++)
    if ((int)c != score && (int)c != rater) columns[n++] = c;
  if (rater >= 0) columns[n++] = (size_t)rater;
  if (rater < 0 && sheet_find_any(sheet, scores) < 0) return from_wide(sheet, ret);
  for (size_t c = 0; c < sheet->columns && n < AGREEMENT_MAX_FACTORS; c++)
    if ((int)c != score && (int)c != rater && c != columns[0]) columns[n++] = c;
  return from_columns(sheet, columns, n, (size_t)score, ret);
}

void long_clear(Long *l) {
  g_free((double *)l->table.scores);
  for (size_t f = 0; f < l->table.n_factors; f++) {
    g_free((uint32_t *)l->table.level[f]);
    g_free(l->names[f]);
  }
}

/* A long list side by side; of what is given twice the last counts. */
static void spread(const RatingTable *table, Wide *ret) {
  size_t n = table->levels[0], k = table->levels[1];
  ret->values = g_new(double, n *k + 1);
  for (size_t i = 0; i < n * k; i++) ret->values[i] = NAN;
  for (size_t i = 0; i < table->n; i++) ret->values[table->level[0][i] * k + table->level[1][i]] = table->scores[i];
  ret->matrix = (RatingMatrix){n, k, ret->values};
}

bool oracle_wide(const Oracle *oracle, Wide *ret) {
  g_autoptr(Sheet) sheet = sheet_read(oracle, "input.csv"), levels = sheet_read(oracle, "levels.csv");
  if (levels == NULL) levels = sheet_read(oracle, "categories.csv");
  if (sheet == NULL || sheet->columns < 2) return false;
  if (is_long(sheet)) {
    g_auto(Long) list = {.names = {NULL}};
    if (!oracle_long(oracle, &list) || list.table.n_factors < 2) return false;
    spread(&list.table, ret);
    return true;
  }
  ret->values = sheet_matrix(sheet, levels);
  ret->matrix = (RatingMatrix){sheet->rows, sheet->columns - 1, ret->values};
  return true;
}

void wide_clear(Wide *wide) { g_free(wide->values); }
