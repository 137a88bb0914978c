/* oracle_sheet.c: the tables of a worked example, read with the program's own CSV reader. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "store/csv.h"
#include "tests/oracle.h"

Sheet *sheet_read(const Oracle *oracle, const char *file) {
  g_autofree char *path = g_build_filename(oracle->folder, file, NULL);
  g_autoptr(Csv) csv = csv_open(path, CSV_AUTO, NULL, NULL);
  char **fields = NULL;
  size_t n = 0;
  if (csv == NULL || csv_next(csv, &fields, &n, NULL) != 1) return NULL;
  Sheet *sheet = g_new0(Sheet, 1);
  sheet->columns = n;
  sheet->header = g_new0(char *, n + 1);
  sheet->cells = g_ptr_array_new_with_free_func(g_free);
  for (size_t c = 0; c < n; c++) sheet->header[c] = g_strstrip(g_strdup(fields[c]));
  while (csv_next(csv, &fields, &n, NULL) == 1) {
    for (size_t c = 0; c < sheet->columns; c++)
      g_ptr_array_add(sheet->cells, g_strstrip(g_strdup(c < n ? fields[c] : "")));
    sheet->rows++;
  }
  return sheet;
}

void sheet_free(Sheet *sheet) {
  if (sheet == NULL) return;
  g_strfreev(sheet->header);
  g_ptr_array_unref(sheet->cells);
  g_free(sheet);
}

const char *sheet_cell(const Sheet *sheet, size_t row, size_t column) {
  return sheet->cells->pdata[row * sheet->columns + column];
}

/* NAN for a missing cell and for what is no number; ret_text tells the latter. */
static double parse(const char *cell, bool *ret_text) {
  static const char *const missing[] = {"", "NA", "na", "N/A", "*", ".", "-", "?", "NaN", "nan", "null", NULL};
  char *end = NULL;
  double number = g_ascii_strtod(cell, &end);
  bool is_missing = g_strv_contains(missing, cell);
  *ret_text = !is_missing && (end == cell || *end != '\0');
  return is_missing || *ret_text ? NAN : number;
}

double sheet_number(const Sheet *sheet, size_t row, size_t column) {
  bool is_text = false;
  return parse(sheet_cell(sheet, row, column), &is_text);
}

bool sheet_is_numeric(const Sheet *sheet, size_t column) {
  bool is_text = false, any = false;
  for (size_t i = 0; i < sheet->rows && !is_text; i++) any |= !isnan(parse(sheet_cell(sheet, i, column), &is_text));
  return any && !is_text;
}

static int by_text(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static int by_number(const void *a, const void *b) {
  double x = g_ascii_strtod(*(char *const *)a, NULL), y = g_ascii_strtod(*(char *const *)b, NULL);
  return x < y ? -1 : x > y;
}

/* The distinct cells of some columns in order; borrowed texts, the array is the caller's. */
static GPtrArray *distinct(const Sheet *sheet, size_t from, size_t to) {
  g_autoptr(GPtrArray) all = g_ptr_array_new();
  bool words = false;
  for (size_t i = 0; i < sheet->rows; i++)
    for (size_t c = from; c < to; c++) {
      const char *cell = sheet_cell(sheet, i, c);
      bool word = false;
      if (isnan(parse(cell, &word)) && !word) continue;
      words |= word;
      g_ptr_array_add(all, (char *)cell);
    }
  if (all->len > 0) qsort(all->pdata, all->len, sizeof(void *), words ? by_text : by_number);
  GPtrArray *kept = g_ptr_array_new();
  for (unsigned i = 0; i < all->len; i++)
    if (i == 0 || strcmp(all->pdata[i], all->pdata[i - 1]) != 0) g_ptr_array_add(kept, all->pdata[i]);
  return kept;
}

/* The levels as another sheet puts them. */
static GPtrArray *given_order(const Sheet *order) {
  GPtrArray *levels = g_ptr_array_new();
  for (size_t i = 0; i < order->rows; i++) g_ptr_array_add(levels, (char *)sheet_cell(order, i, 0));
  return levels;
}

static double level_of(const GPtrArray *levels, const char *cell) {
  for (unsigned i = 0; i < levels->len; i++)
    if (strcmp(levels->pdata[i], cell) == 0) return i;
  return NAN;
}

double *sheet_matrix(const Sheet *sheet, const Sheet *order) {
  size_t k = sheet->columns - 1;
  double *values = g_new(double, sheet->rows *k + 1);
  bool words = false;
  for (size_t i = 0; i < sheet->rows * k; i++) {
    bool word = false;
    values[i] = parse(sheet_cell(sheet, i / k, i % k + 1), &word);
    words |= word;
  }
  if (!words) return values;
  g_autoptr(GPtrArray) levels = order != NULL ? given_order(order) : distinct(sheet, 1, sheet->columns);
  for (size_t i = 0; i < sheet->rows * k; i++) values[i] = level_of(levels, sheet_cell(sheet, i / k, i % k + 1)) + 1;
  return values;
}

double *sheet_column(const Sheet *sheet, size_t column) {
  double *values = g_new(double, sheet->rows + 1);
  for (size_t i = 0; i < sheet->rows; i++) values[i] = sheet_number(sheet, i, column);
  return values;
}

uint32_t *sheet_levels(const Sheet *sheet, size_t column, size_t *ret_n) {
  g_autoptr(GPtrArray) levels = distinct(sheet, column, column + 1);
  uint32_t *level = g_new(uint32_t, sheet->rows + 1);
  for (size_t i = 0; i < sheet->rows; i++) level[i] = (uint32_t)level_of(levels, sheet_cell(sheet, i, column));
  *ret_n = levels->len;
  return level;
}

int sheet_find(const Sheet *sheet, const char *name) {
  for (size_t c = 0; c < sheet->columns; c++)
    if (g_ascii_strcasecmp(sheet->header[c], name) == 0) return (int)c;
  return -1;
}

int sheet_find_any(const Sheet *sheet, const char *const *names) {
  for (size_t i = 0; names[i] != NULL; i++)
    if (sheet_find(sheet, names[i]) >= 0) return sheet_find(sheet, names[i]);
  return -1;
}
