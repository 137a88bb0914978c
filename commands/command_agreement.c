/* command_agreement.c: agreement statistics of the award's stages, or of a table of somebody's own. */
#include "commands/agreement_table.h"
#include "commands/reporting.h"
#include "reports/report_agreement.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

static bool usage_error(GError **error, const char *message) {
  g_set_error_literal(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, message);
  return false;
}

/* -- what a matrix holds -------------------------------------------------------------------------------- */

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

/* Rows of the same whole sum, with zeros: how many raters chose each category, and not marks. */
static bool holds_counts(const RatingMatrix *m) {
  double first = 0, zeros = 0;
  for (size_t i = 0; i < m->n; i++) {
    double sum = 0;
    for (size_t j = 0; j < m->k; j++) {
      double x = m->values[i * m->k + j];
      if (isnan(x) || x < 0 || x - floor(x) > 0) return false;
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

static Agreement *of_table(const Arguments *arguments, const RatingMatrix *m, GError **error) {
  g_autofree double *weights = NULL;
  if (m->n != m->k) {
    usage_error(error, _("--cells table: as many rows as columns are needed, one per category"));
    return NULL;
  }
  if (!read_weights(arguments, m->k, &weights, error)) return NULL;
  Agreement *agreement = agreement_new(m->n, 2);
  agreement_kappa_table(agreement, m->values, m->k, weights);
  return agreement;
}

static Agreement *of_counts(const RatingMatrix *m) {
  double raters = 0;
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

/* One column of figures: which of them lie apart. */
static Agreement *of_one(const RatingMatrix *m) {
  enum { MOST_OUTLIERS = 10 };
  static void (*const tests[])(Agreement *, const double *, size_t) = {agreement_grubbs, agreement_dixon, agreement_mad,
                                                                       agreement_modified_z};
  static const char *const names[] = {"grubbs", "dixon", "mad", "modified_z"};
  g_autofree double *x = g_new(double, m->n + 1);
  size_t n = 0;
  for (size_t i = 0; i < m->n; i++)
    if (!isnan(m->values[i])) x[n++] = m->values[i];
  Agreement *agreement = agreement_new(m->n, 1);
  for (size_t t = 0; t < G_N_ELEMENTS(tests); t++) {
    tests[t](agreement, x, n);
    name_last_group(agreement, names[t]);
  }
  agreement_esd(agreement, x, n, MIN((size_t)MOST_OUTLIERS, n > 2 ? n - 2 : 0));
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
  if (cells == CELLS_TABLE) return of_table(arguments, &matrix, error);
  return cells == CELLS_COUNTS ? of_counts(&matrix) : of_marks(&matrix, levels);
}

static Exit tell_matrix(Session *session, const Arguments *arguments, const char *path, GError **error) {
  g_autoptr(AgreementTable) table = agreement_table_read(path, error);
  g_autoptr(Agreement) agreement = table ? of_matrix(session, arguments, table, error) : NULL;
  if (!agreement) return EXIT_INPUT;
  g_autoptr(Document) document =
      report_agreement_of(session->lang, path, agreement, table->columns - 1, (const char *const *)table->header + 1);
  return output_document(session, document, arguments, error) ? EXIT_DONE : EXIT_INPUT;
}

/* -- long tables ------------------------------------------------------------------------------------------ */

typedef struct LongTable {
  RatingTable table;
  const char **assessors; /* names of the levels of factor 1 */
} LongTable;

static void long_table_clear(LongTable *t) {
  g_free((double *)t->table.scores);
  for (size_t f = 0; f < t->table.n_factors; f++) g_free((uint32_t *)t->table.level[f]);
  g_free(t->assessors);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LongTable, long_table_clear)

static bool is_all_numbers(const AgreementTable *table, size_t column) {
  g_autofree double *values = agreement_table_column(table, column, NULL);
  return values != NULL;
}

/* The score: by name, else the last column, else the only one that holds numbers. */
static size_t score_column(const AgreementTable *table) {
  static const char *const names[] = {"score", "mark", "value", "rating", "total", "y", NULL};
  int named = agreement_table_find(table, names);
  if (named >= 0) return (size_t)named;
  size_t column = table->columns - 1;
  for (size_t c = 0; c < table->columns && !is_all_numbers(table, column); c++)
    if (is_all_numbers(table, c)) column = c;
  return column;
}

static void add_factor(LongTable *t, const AgreementTable *file, size_t column) {
  size_t f = t->table.n_factors++;
  t->table.factors[f] = file->header[column];
  t->table.level[f] = agreement_table_levels(file, column, &t->table.levels[f], f == 1 ? &t->assessors : NULL);
}

static bool read_long(const AgreementTable *file, LongTable *ret, GError **error) {
  static const char *const applicant[] = {"applicant", "编号", NULL}, *const assessor[] = {"assessor", "评审员", NULL};
  size_t score = score_column(file);
  int first = agreement_table_find(file, applicant), second = agreement_table_find(file, assessor);
  if (file->columns < 3 || file->columns > AGREEMENT_MAX_FACTORS + 1) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT,
                _("%s: the columns applicant,assessor,score are needed, and at most %d more"), file->path,
                AGREEMENT_MAX_FACTORS - 2);
    return false;
  }
  ret->table.n = file->rows;
  if (!(ret->table.scores = agreement_table_column(file, score, error))) return false;
  if (first >= 0 && second >= 0) {
    add_factor(ret, file, (size_t)first);
    add_factor(ret, file, (size_t)second);
  }
  for (size_t c = 0; c < file->columns; c++)
    if (c != score && !(first >= 0 && second >= 0 && ((int)c == first || (int)c == second))) add_factor(ret, file, c);
  return true;
}

/* Rows without a score say nothing. */
static void drop_missing(LongTable *t) {
  double *scores = (double *)t->table.scores;
  size_t kept = 0;
  for (size_t i = 0; i < t->table.n; i++) {
    if (isnan(scores[i])) continue;
    for (size_t f = 0; f < t->table.n_factors; f++) ((uint32_t *)t->table.level[f])[kept] = t->table.level[f][i];
    scores[kept++] = scores[i];
  }
  t->table.n = kept;
}

static Agreement *of_long(const RatingTable *table) {
  if (table->n_factors == 2) return agreement_of_panel(table);
  Agreement *agreement = agreement_new(table->levels[0], table->levels[1]);
  agreement_variance_design(agreement, table);
  return agreement;
}

static Exit tell_panel(Session *session, const Arguments *arguments, const char *path, GError **error) {
  g_autoptr(AgreementTable) file = agreement_table_read(path, error);
  g_auto(LongTable) table = {.assessors = NULL};
  if (!file || !read_long(file, &table, error)) return EXIT_INPUT;
  drop_missing(&table);
  g_autoptr(Agreement) agreement = of_long(&table.table);
  g_autoptr(Document) document =
      report_agreement_of(session->lang, path, agreement, table.table.levels[1], table.assessors);
  return output_document(session, document, arguments, error) ? EXIT_DONE : EXIT_INPUT;
}

/* -- the record --------------------------------------------------------------------------------------------- */

static bool may_see(const Session *session, GError **error) {
  Role role = store_role(session->store);
  if (ROLES_SEE_SCORES & 1u << role) return true;
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_DENIED,
              _("agreement: %s acts as %s, and the marks of others are not open to that role; say with --as who acts"),
              session->actor, role_name(role));
  return false;
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  const char *matrix = arguments_option(arguments, "matrix"), *panel = arguments_option(arguments, "panel");
  const char *stage = arguments_option(arguments, "stage");
  uint16_t ignored;
  if ((matrix != NULL) + (panel != NULL) + (stage != NULL) > 1) {
    usage_error(error, _("agreement: say one of --stage, --matrix and --panel"));
    return EXIT_USAGE;
  }
  if (matrix) return tell_matrix(session, arguments, matrix, error);
  if (panel) return tell_panel(session, arguments, panel, error);
  if (!session_open(session, error) || !may_see(session, error)) return EXIT_INPUT;
  if (stage && !meant_stage(session, arguments, &ignored, error)) return EXIT_INPUT;
  return reporting_run(session, &report_agreement, NULL, arguments, error);
}

const Command command_agreement = {
    .name = "agreement",
    .usage = "",
    .sentence = N_("how far the assessors agree: of the award's stages, or of any CSV"),
    .details =
        N_("With --matrix the first column names the applicant and the others are assessors; an empty cell is missing. "
           "One column of figures is looked at for outliers, two are also correlated. With --panel the columns are "
           "applicant, assessor and score. No database is needed for either."),
    .roles = ROLES_ALL, /* a table of one's own is open to everybody; the record asks for the role */
    .options = {OUTPUT_OPTIONS,
                {"stage", N_("STAGE"), N_("of this stage only")},
                {"matrix", N_("FILE"), N_("of a CSV: applicants down, assessors across")},
                {"panel", N_("FILE"), N_("of a CSV: applicant,assessor,score")},
                {"cells", N_("WHAT"),
                 N_("what the cells of the matrix are: marks, counts, table, words, or auto (default)")},
                {"weights", N_("FILE"),
                 N_("weights of disagreement, or of agreement, for a table of two assessors' marks")},
                {"levels", N_("N"), N_("steps of the scale, for Finn's coefficient")}},
    .run = run,
};
