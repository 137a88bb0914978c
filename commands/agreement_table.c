/* agreement_table.c: rows and columns of a CSV file as numbers and levels, with the place of what is wrong. */
#include "commands/agreement_table.h"

#include "store/csv.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

void agreement_table_free(AgreementTable *table) {
  if (!table) return;
  g_free(table->path);
  g_strfreev(table->header);
  g_ptr_array_unref(table->cells);
  g_array_unref(table->lines);
  g_free(table);
}

static bool input_error(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
static bool input_error(GError **error, const char *format, ...) {
  va_list list;
  va_start(list, format);
  g_autofree char *message = g_strdup_vprintf(format, list);
  va_end(list);
  g_set_error_literal(error, COMMAND_ERROR, COMMAND_ERROR_INPUT, message);
  return false;
}

static void take_header(AgreementTable *table, char **fields, size_t n) {
  table->columns = n;
  table->header = g_new0(char *, n + 1);
  for (size_t c = 0; c < n; c++) table->header[c] = g_strstrip(g_strdup(fields[c]));
}

static bool take_row(AgreementTable *table, const Csv *csv, char **fields, size_t n, GError **error) {
  int64_t line = csv_line(csv);
  if (n != table->columns)
    return input_error(error, _("%s:%ld: this row has %zu columns, the first line %zu; make them equal"), table->path,
                       (long)line, n, table->columns);
  for (size_t c = 0; c < n; c++) g_ptr_array_add(table->cells, g_strstrip(g_strdup(fields[c])));
  g_array_append_val(table->lines, line);
  table->rows++;
  return true;
}

static bool read_all(AgreementTable *table, Csv *csv, GError **error) {
  char **fields;
  size_t n;
  int got;
  while ((got = csv_next(csv, &fields, &n, error)) > 0) {
    if (!table->header)
      take_header(table, fields, n);
    else if (!take_row(table, csv, fields, n, error))
      return false;
  }
  if (got < 0) return false;
  if (table->columns >= 2 && table->rows > 0) return true;
  return input_error(error, _("%s: a table of at least two columns and one row below its header is needed"),
                     table->path);
}

AgreementTable *agreement_table_read(const char *path, GError **error) {
  g_autoptr(Csv) csv = csv_open(path, CSV_AUTO, NULL, error);
  if (!csv) return NULL;
  g_autoptr(AgreementTable) table = g_new0(AgreementTable, 1);
  table->path = g_strdup(path);
  table->cells = g_ptr_array_new_with_free_func(g_free);
  table->lines = g_array_new(FALSE, FALSE, sizeof(int64_t));
  return read_all(table, csv, error) ? g_steal_pointer(&table) : NULL;
}

static const char *cell(const AgreementTable *table, size_t row, size_t column) {
  return table->cells->pdata[row * table->columns + column];
}

/* A plain decimal, with or without exponent; no words such as nan, no hexadecimal. */
static bool read_number(const char *text, double *ret) {
  char *end;
  if (!*text || strcmp(text, "NA") == 0) {
    *ret = NAN;
    return true;
  }
  if (strspn(text, "0123456789+-.eE") != strlen(text)) return false;
  *ret = g_ascii_strtod(text, &end);
  return !*end && end != text && isfinite(*ret);
}

static bool read_cell(const AgreementTable *table, size_t row, size_t column, double *ret, GError **error) {
  if (read_number(cell(table, row, column), ret)) return true;
  return input_error(error,
                     _("%s:%ld: column “%s”: “%.40s” is not a number; write a decimal, or nothing where a mark is "
                       "missing"),
                     table->path, (long)g_array_index(table->lines, int64_t, row), table->header[column],
                     cell(table, row, column));
}

double *agreement_table_matrix(const AgreementTable *table, GError **error) {
  size_t k = table->columns - 1;
  g_autofree double *values = g_new(double, table->rows *k + 1);
  for (size_t i = 0; i < table->rows; i++)
    for (size_t j = 0; j < k; j++)
      if (!read_cell(table, i, j + 1, &values[i * k + j], error)) return NULL;
  return g_steal_pointer(&values);
}

const char *agreement_table_repeated(const AgreementTable *table, int64_t *ret_line) {
  g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
  for (size_t i = 0; i < table->rows; i++) {
    const char *name = cell(table, i, 0);
    *ret_line = g_array_index(table->lines, int64_t, i);
    if (*name && !g_hash_table_add(names, (gpointer)name)) return name;
  }
  return NULL;
}

bool agreement_table_is_words(const AgreementTable *table) {
  bool words = false;
  for (size_t i = 0; i < table->rows; i++)
    for (size_t c = 1; c < table->columns; c++) {
      double number = NAN;
      const char *text = cell(table, i, c);
      bool word = !read_number(text, &number);
      if (word ? g_ascii_isdigit(text[strspn(text, "+-.")]) : !isnan(number)) return false;
      words |= word;
    }
  return words;
}

double *agreement_table_categories(const AgreementTable *table) {
  size_t k = table->columns - 1;
  double *values = g_new(double, table->rows *k + 1);
  g_autoptr(GHashTable) numbers = g_hash_table_new(g_str_hash, g_str_equal);
  for (size_t i = 0; i < table->rows * k; i++) {
    const char *word = cell(table, i / k, i % k + 1);
    double nothing;
    if (read_number(word, &nothing)) {
      values[i] = NAN;
      continue;
    }
    if (!g_hash_table_contains(numbers, word))
      g_hash_table_insert(numbers, (gpointer)word, GUINT_TO_POINTER(g_hash_table_size(numbers) + 1));
    values[i] = (double)GPOINTER_TO_UINT(g_hash_table_lookup(numbers, word));
  }
  return values;
}

double *agreement_table_column(const AgreementTable *table, size_t column, GError **error) {
  g_autofree double *values = g_new(double, table->rows + 1);
  for (size_t i = 0; i < table->rows; i++)
    if (!read_cell(table, i, column, &values[i], error)) return NULL;
  return g_steal_pointer(&values);
}

static int by_level(const void *a, const void *b) {
  const char *left = *(const char *const *)a, *right = *(const char *const *)b;
  double x, y;
  bool numbers = read_number(left, &x) && read_number(right, &y) && isfinite(x) && isfinite(y);
  if (numbers && (x < y || x > y)) return x < y ? -1 : 1;
  return strcmp(left, right);
}

uint32_t *agreement_table_levels(const AgreementTable *table, size_t column, size_t *ret_n, const char ***ret_names) {
  g_autofree const char **names = g_new0(const char *, table->rows + 1);
  g_autoptr(GHashTable) level = g_hash_table_new(g_str_hash, g_str_equal);
  uint32_t *levels = g_new(uint32_t, table->rows + 1);
  size_t n = 0;
  for (size_t i = 0; i < table->rows; i++) {
    const char *name = cell(table, i, column);
    if (g_hash_table_add(level, (gpointer)name)) names[n++] = name;
  }
  qsort(names, n, sizeof *names, by_level);
  for (size_t l = 0; l < n; l++) g_hash_table_insert(level, (gpointer)names[l], GSIZE_TO_POINTER(l));
  for (size_t i = 0; i < table->rows; i++)
    levels[i] = (uint32_t)GPOINTER_TO_SIZE(g_hash_table_lookup(level, cell(table, i, column)));
  *ret_n = n;
  if (ret_names) *ret_names = g_steal_pointer(&names);
  return levels;
}

int agreement_table_find(const AgreementTable *table, const char *const *names) {
  for (size_t i = 0; names[i]; i++)
    for (size_t c = 0; c < table->columns; c++)
      if (g_ascii_strcasecmp(table->header[c], names[i]) == 0) return (int)c;
  return -1;
}
