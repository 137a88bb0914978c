/* agreement_panel.c: a long table: who marked whom with how much, or a score and what classifies it. */
#include "commands/agreement_own.h"
#include "commands/agreement_table.h"
#include "commands/output.h"
#include "reports/report_agreement.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

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

static int by_level(const void *a, const void *b, void *data) {
  const RatingTable *table = data;
  size_t one = *(const size_t *)a, other = *(const size_t *)b;
  for (size_t f = 0; f < table->n_factors; f++)
    if (table->level[f][one] != table->level[f][other]) return table->level[f][one] < table->level[f][other] ? -1 : 1;
  return (table->scores[one] > table->scores[other]) - (table->scores[one] < table->scores[other]);
}

/* Sums of floating point depend on their order: it is that of the ids, whatever order the rows of the file have. */
static void sort_rows(RatingTable *table) {
  g_autofree size_t *order = g_new(size_t, table->n + 1);
  g_autofree double *scores = g_memdup2(table->scores, table->n * sizeof(double));
  for (size_t i = 0; i < table->n; i++) order[i] = i;
  qsort_r(order, table->n, sizeof *order, by_level, table);
  for (size_t i = 0; i < table->n; i++) ((double *)table->scores)[i] = scores[order[i]];
  for (size_t f = 0; f < table->n_factors; f++) {
    g_autofree uint32_t *levels = g_memdup2(table->level[f], table->n * sizeof(uint32_t));
    for (size_t i = 0; i < table->n; i++) ((uint32_t *)table->level[f])[i] = levels[order[i]];
  }
}

static Agreement *of_long(const RatingTable *table) {
  if (table->n_factors == 2) return agreement_of_panel(table);
  Agreement *agreement = agreement_new(table->levels[0], table->levels[1]);
  agreement_variance_design(agreement, table);
  return agreement;
}

Exit agreement_tell_panel(Session *session, const Arguments *arguments, const char *path, GError **error) {
  g_autoptr(AgreementTable) file = agreement_table_read(path, error);
  g_auto(LongTable) table = {.assessors = NULL};
  if (!file || !read_long(file, &table, error)) return EXIT_INPUT;
  drop_missing(&table);
  sort_rows(&table.table);
  g_autoptr(Agreement) agreement = of_long(&table.table);
  g_autoptr(Document) document =
      report_agreement_of(session->lang, path, agreement, table.table.levels[1], table.assessors);
  return output_document(session, document, arguments, error) ? EXIT_DONE : EXIT_INPUT;
}
