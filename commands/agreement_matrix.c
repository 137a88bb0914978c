/* agreement_matrix.c: a table of applicants by assessors, or of what it may hold instead: counts, categories, figures. */
#include "commands/agreement_own.h"
#include "commands/agreement_table.h"
#include "commands/output.h"
#include "reports/report_agreement.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

static bool usage_error(GError **error, const char *message) {
  g_set_error_literal(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, message);
  return false;
}

typedef enum Cells { CELLS_AUTO, CELLS_MARKS, CELLS_COUNTS, CELLS_TABLE, CELLS_WORDS } Cells;

static bool meant_cells(const Arguments *arguments, Cells *ret_cells, GError **error) {
  static const char *const names[] = {"auto", "marks", "counts", "table", "words"};
  const char *name = arguments_option(arguments, "cells");
  *ret_cells = arguments_option(arguments, "weights") ? CELLS_TABLE : CELLS_AUTO;
  for (size_t i = 0; name && i < G_N_ELEMENTS(names); i++)
    if (strcmp(names[i], name) == 0) {
      *ret_cells = (Cells)i;
      return true;
    }
  return !name ||
         usage_error(error, _("--cells takes auto, marks, counts (how many assessors chose each category), "
                              "table (two assessors' marks against each other) or words (names of categories)"));
}

enum { MOST_RATERS = 1000000 }; /* a cell that counts assessors counts no more */

/* Rows of the same whole sum, with zeros: how many raters chose each category, and not marks. */
static bool holds_counts(const RatingMatrix *m) {
  double first = 0, zeros = 0;
  for (size_t i = 0; i < m->n; i++) {
    double sum = 0;
    for (size_t j = 0; j < m->k; j++) {
      double x = m->values[i * m->k + j];
      if (!(x >= 0 && x <= MOST_RATERS) || x - floor(x) > 0) return false;
      sum += x;
      zeros += x < 1;
    }
    if (i == 0) first = sum;
    if (sum < first || sum > first || sum < 2) return false;
  }
  return zeros > 0 && m->k > 1 && m->n > 1;
}

static Cells cells_of(const AgreementTable *table, const RatingMatrix *m) {
  if (m->n == m->k && m->n > 1 && g_ascii_strcasecmp(table->header[0], "row") == 0) return CELLS_TABLE;
  return holds_counts(m) ? CELLS_COUNTS : CELLS_MARKS;
}

static bool read_weights(const Arguments *arguments, size_t q, double **ret_weights, GError **error) {
  const char *path = arguments_option(arguments, "weights");
  if (!path) return true;
  g_autoptr(AgreementTable) table = agreement_table_read(path, error);
  if (!table) return false;
  if (table->rows == q && table->columns == q + 1) return (*ret_weights = agreement_table_matrix(table, error)) != NULL;
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT,
              _("%s: weights of %zu by %zu are needed, as the table has categories, below a header and beside a first "
                "column"),
              path, q, q);
  return false;
}

/* Counts or shares of cases: none missing, none below nothing. */
static bool all_are_cases(const AgreementTable *table, const RatingMatrix *m, GError **error) {
  for (size_t i = 0; i < m->n * m->k; i++) {
    if (m->values[i] >= 0) continue;
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT,
                _("%s:%ld: column “%s”: write how many cases the two assessors marked so, or what share of all: 0 or "
                  "more, and 0 where there is none"),
                table->path, (long)g_array_index(table->lines, int64_t, i / m->k), table->header[i % m->k + 1]);
    return false;
  }
  return true;
}

static Agreement *of_table(const Arguments *arguments, const AgreementTable *table, const RatingMatrix *m,
                           GError **error) {
  g_autofree double *weights = NULL;
  if (m->n != m->k) {
    usage_error(error, _("--cells table: as many rows as columns are needed, one per category"));
    return NULL;
  }
  if (!all_are_cases(table, m, error) || !read_weights(arguments, m->k, &weights, error)) return NULL;
  Agreement *agreement = agreement_new(m->n, 2);
  agreement_kappa_table(agreement, m->values, m->k, weights);
  return agreement;
}

static bool all_are_counts(const AgreementTable *table, const RatingMatrix *m, GError **error) {
  for (size_t i = 0; i < m->n * m->k; i++) {
    double x = m->values[i];
    if (isnan(x) || (x >= 0 && x <= MOST_RATERS && x - floor(x) <= 0)) continue;
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT,
                _("%s:%ld: column “%s”: %g is no number of assessors; write how many chose the category, from 0 to %d, "
                  "or say --cells marks"),
                table->path, (long)g_array_index(table->lines, int64_t, i / m->k), table->header[i % m->k + 1], x,
                MOST_RATERS);
    return false;
  }
  return true;
}

static Agreement *of_counts(const AgreementTable *table, const RatingMatrix *m, GError **error) {
  double raters = 0;
  if (!all_are_counts(table, m, error)) return NULL;
  for (size_t j = 0; j < m->k; j++) raters += isnan(m->values[j]) ? 0 : m->values[j];
  Agreement *agreement = agreement_new(m->n, (size_t)raters);
  agreement_kappa_counts(agreement, m->values, m->n, m->k);
  return agreement;
}

/* The group found last gets a name of its own, so that the next test of outliers begins a new one. */
static void name_last_group(Agreement *agreement, const char *name) {
  if (agreement->groups->len == 0) return;
  AgreementGroup *group = agreement->groups->pdata[agreement->groups->len - 1];
  g_free(group->name);
  group->name = g_strdup(name);
}

/* One column of figures: agreement it cannot show, and why; but which of them lie apart. A cell without a figure keeps its
 * place in the count of rows. */
static Agreement *of_one(const RatingMatrix *m) {
  enum { MOST_OUTLIERS = 10 };
  static void (*const tests[])(Agreement *, const double *, size_t) = {agreement_grubbs, agreement_dixon, agreement_mad,
                                                                       agreement_modified_z};
  static const char *const names[] = {"grubbs", "dixon", "mad", "modified_z"};
  Agreement *agreement = agreement_of_matrix(m);
  for (size_t t = 0; t < G_N_ELEMENTS(tests); t++) {
    tests[t](agreement, m->values, m->n);
    name_last_group(agreement, names[t]);
  }
  agreement_esd(agreement, m->values, m->n, MIN((size_t)MOST_OUTLIERS, m->n > 2 ? m->n - 2 : 0));
  name_last_group(agreement, "esd");
  return agreement;
}

static void add_correlation(Agreement *agreement, const RatingMatrix *m) {
  g_autofree double *x = g_new(double, m->n + 1), *y = g_new(double, m->n + 1);
  size_t n = 0;
  for (size_t i = 0; i < m->n; i++) {
    if (isnan(m->values[2 * i]) || isnan(m->values[2 * i + 1])) continue;
    x[n] = m->values[2 * i];
    y[n++] = m->values[2 * i + 1];
  }
  agreement_correlation(agreement, x, y, n);
}

static bool meant_levels(const Arguments *arguments, unsigned *ret_levels, GError **error) {
  const char *text = arguments_option(arguments, "levels");
  guint64 levels = 0;
  *ret_levels = 0;
  if (text && !g_ascii_string_to_unsigned(text, 10, 2, 10000, &levels, NULL))
    return usage_error(error, _("--levels takes how many steps the scale has, from 2 to 10000"));
  *ret_levels = (unsigned)levels;
  return true;
}

static void drop_group(Agreement *agreement, const char *name) {
  for (guint i = agreement->groups->len; i-- > 0;)
    if (strcmp(((AgreementGroup *)agreement->groups->pdata[i])->name, name) == 0)
      g_ptr_array_remove_index(agreement->groups, i);
}

static Agreement *of_marks(const RatingMatrix *m, unsigned levels) {
  if (m->k == 1) return of_one(m);
  Agreement *agreement = agreement_of_matrix(m);
  if (m->k == 2) add_correlation(agreement, m);
  if (levels == 0) return agreement;
  drop_group(agreement, "finn");
  agreement_finn(agreement, m, levels);
  return agreement;
}

/* Names of categories have no order and no distance. */
static Agreement *of_words(const AgreementTable *table) {
  g_autofree double *values = agreement_table_categories(table);
  RatingMatrix matrix = {table->rows, table->columns - 1, values};
  Agreement *agreement = agreement_new(matrix.n, matrix.k);
  agreement_krippendorff_nominal(agreement, &matrix);
  agreement_kappa_nominal(agreement, &matrix);
  return agreement;
}

static void say_guess(Session *session, const AgreementTable *table, Cells cells) {
  if (cells == CELLS_COUNTS)
    fprintf(
        session->err,
        _("accolade: %s: every row has the same sum, so the figures are taken for counts of assessors per category; "
          "say --cells marks if they are marks\n"),
        table->path);
}

static Agreement *of_matrix(Session *session, const Arguments *arguments, const AgreementTable *table, GError **error) {
  Cells cells;
  unsigned levels;
  if (!meant_cells(arguments, &cells, error) || !meant_levels(arguments, &levels, error)) return NULL;
  if (cells == CELLS_WORDS || (cells == CELLS_AUTO && agreement_table_is_words(table))) return of_words(table);
  g_autofree double *values = agreement_table_matrix(table, error);
  if (!values) return NULL;
  RatingMatrix matrix = {table->rows, table->columns - 1, values};
  if (cells == CELLS_AUTO) say_guess(session, table, cells = cells_of(table, &matrix));
  if (cells == CELLS_TABLE) return of_table(arguments, table, &matrix, error);
  return cells == CELLS_COUNTS ? of_counts(table, &matrix, error) : of_marks(&matrix, levels);
}

/* A name that stands twice is two applicants here, which may not be meant. */
static void say_repeated(Session *session, const AgreementTable *table) {
  int64_t line = 0;
  const char *repeated = agreement_table_repeated(table, &line);
  g_autofree char *name = repeated ? text_printable(repeated) : NULL;
  if (name)
    fprintf(session->err,
            _("accolade: %s:%ld: “%s” stands in an earlier row too; both rows count, as two applicants\n"), table->path,
            (long)line, name);
}

Exit agreement_tell_matrix(Session *session, const Arguments *arguments, const char *path, GError **error) {
  g_autoptr(AgreementTable) table = agreement_table_read(path, error);
  g_autoptr(Agreement) agreement = table ? of_matrix(session, arguments, table, error) : NULL;
  if (!agreement) return EXIT_INPUT;
  say_repeated(session, table);
  g_autoptr(Document) document =
      report_agreement_of(session->lang, path, agreement, table->columns - 1, (const char *const *)table->header + 1);
  return output_document(session, document, arguments, error) ? EXIT_DONE : EXIT_INPUT;
}
