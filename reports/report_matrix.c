/* report_matrix.c: what each assessor gave one applicant, item by item, side by side, with mean, median and range, and
 * what the panel agreed on beside them.
 *
 * Only scorebooks that count are here: a recused assessor has no column. A mark that lies as far from the panel's
 * median as the spread check finds worth a warning is marked for people. */
#include "reports/report_head.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

enum { FACTS = 3, FIGURES = 5 };

/* One item, or one cell of an item that scores dimensions, at one stage. */
typedef struct MatrixRow {
  const Panel *panel;
  const Stage *stage;
  const char *code;
  const Text *title;
  const Rubric *rubric; /* of a combined item; NULL: a cell */
  const Scale *scale;
  size_t cell;
  int64_t den; /* results are in 1/den hundredths */
} MatrixRow;

typedef struct Matrix {
  ReportInput input;
  GArray *rows;      /* MatrixRow */
  GArray *assessors; /* uint32_t, by id: one column each */
  int64_t *numbers;  /* scratch: the row's numbers, rising */
  Cell *marks;       /* scratch */
  Field (*facts)[FACTS];
} Matrix;

static Matrix *matrix_new(const ReportInput *input) {
  Matrix *matrix = g_new0(Matrix, 1);
  matrix->input = *input;
  matrix->rows = g_array_new(FALSE, FALSE, sizeof(MatrixRow));
  matrix->assessors = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  return matrix;
}

static void free_matrix(void *data) {
  Matrix *matrix = data;
  g_array_unref(matrix->rows);
  g_array_unref(matrix->assessors);
  g_free(matrix->numbers);
  g_free(matrix->marks);
  g_free(matrix->facts);
  g_free(matrix);
}

static uint32_t assessor_at(const Matrix *matrix, size_t i) { return g_array_index(matrix->assessors, uint32_t, i); }

/* By id, so that columns do not depend on the order in which people were registered. */
static bool comes_before(const Matrix *matrix, uint32_t a, uint32_t b) {
  const Assessor *assessors = matrix->input.cycle->assessors;
  return strcmp(assessors[a].id, assessors[b].id) < 0;
}

static void add_assessor(Matrix *matrix, uint32_t assessor) {
  guint at = 0;
  while (at < matrix->assessors->len && comes_before(matrix, assessor_at(matrix, at), assessor)) at++;
  if (at < matrix->assessors->len && assessor_at(matrix, at) == assessor) return;
  g_array_insert_val(matrix->assessors, at, assessor);
}

static void add_item(Matrix *matrix, const Panel *panel, const Stage *stage, const Criteria *criteria, size_t number) {
  const Node *item = criteria->items[number];
  const Rubric *rubric = item->rubric;
  MatrixRow row = {panel, stage, item->code, &item->title, rubric, rubric->scale, item->cell, rubric->den};
  g_array_append_val(matrix->rows, row);
  for (size_t d = 0; rubric->n_cells > 1 && d < rubric->n_cells; d++) {
    size_t cell = item->cell + d;
    MatrixRow part = {panel, stage, criteria->cell_codes[cell], &rubric->dimensions[d].title, NULL, rubric->scale,
                      cell,  1};
    g_array_append_val(matrix->rows, part);
  }
}

static void add_panel(Matrix *matrix, const Panel *panel) {
  const ReportInput *input = &matrix->input;
  const Stage *stage = &input->award->rules->stages[panel->stage];
  const Criteria *criteria = award_criteria(input->award, input->cycle, panel->applicant);
  if (stage->form == STAGE_GATE || panel->n == 0) return;
  for (size_t b = 0; b < panel->n; b++) add_assessor(matrix, panel->books[b].assessor);
  if (stage->form == STAGE_TOTAL) {
    MatrixRow row = {panel, stage, stage_cell_code(stage, criteria, 0), &stage->title, NULL, &stage->scale, 0, 1};
    g_array_append_val(matrix->rows, row);
  }
  for (size_t i = 0; stage->form == STAGE_ITEMS && i < criteria->n_items; i++)
    add_item(matrix, panel, stage, criteria, i);
}

static Matrix *matrix_of(const ReportInput *input, int stage) {
  Matrix *matrix = matrix_new(input);
  for (size_t i = 0; i < input->n_panels; i++)
    if (input->panels[i] && (stage < 0 || input->panels[i]->stage == stage)) add_panel(matrix, input->panels[i]);
  size_t n = matrix->assessors->len + 1;
  matrix->numbers = g_new0(int64_t, n);
  matrix->marks = g_new0(Cell, n);
  matrix->facts = g_malloc0_n(n, sizeof *matrix->facts);
  return matrix;
}

static const Scorebook *book_by(const Panel *panel, uint32_t assessor) {
  for (size_t b = 0; b < panel->n; b++)
    if (panel->books[b].assessor == assessor) return &panel->books[b];
  return NULL;
}

static int64_t result_in(const MatrixRow *row, const Scorebook *book) {
  return row->rubric ? rubric_result(row->rubric, book->marks + row->cell) : book->marks[row->cell];
}

static Ratio figure_in(const MatrixRow *row, int128_t sum, int64_t n) {
  return ratio(sum * row->scale->unit, (int128_t)100 * row->den * n);
}

static int by_size(const void *a, const void *b) {
  int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
  return (left > right) - (left < right);
}

static size_t gather(const Matrix *matrix, const MatrixRow *row) {
  size_t n = 0;
  for (size_t b = 0; b < row->panel->n; b++) {
    int64_t result = result_in(row, &row->panel->books[b]);
    if (result >= 0) matrix->numbers[n++] = result;
  }
  if (n > 1) qsort(matrix->numbers, n, sizeof *matrix->numbers, by_size);
  return n;
}

/* What the panel agreed on, once every part of the item is. */
static Cell agreed_cell(const MatrixRow *row) {
  if (!row->panel->agreed) return cell_none();
  const Mark *agreed = row->panel->agreed + row->cell;
  int64_t result = row->rubric ? rubric_result(row->rubric, agreed) : *agreed;
  return result < 0 ? cell_none() : cell_decimal(figure_in(row, result, 1), 2);
}

static void fill_figures(const Matrix *matrix, const MatrixRow *row, size_t n, Cell *cells) {
  const int64_t *numbers = matrix->numbers;
  int128_t sum = 0;
  if (n == 0) return;
  for (size_t i = 0; i < n; i++) sum += numbers[i];
  cells[0] = cell_decimal(figure_in(row, sum, (int64_t)n), 2);
  cells[1] = cell_decimal(figure_in(row, (int128_t)numbers[(n - 1) / 2] + numbers[n / 2], 2), 2);
  cells[2] = cell_decimal(figure_in(row, numbers[0], 1), 2);
  cells[3] = cell_decimal(figure_in(row, numbers[n - 1], 1), 2);
  cells[4] = cell_decimal(figure_in(row, numbers[n - 1] - numbers[0], 1), 2);
}

static bool is_far(const Matrix *matrix, const MatrixRow *row, size_t n, int64_t result) {
  if (n < 2) return false;
  int128_t twice = (int128_t)result * 2 - matrix->numbers[(n - 1) / 2] - matrix->numbers[n / 2];
  int64_t full = (row->rubric ? row->rubric->max : row->scale->max) * row->den;
  Ratio limit = ratio_mul(check_setting(&check_spread, matrix->input.award->rules, "warn"), ratio(full, 50));
  return ratio_cmp(ratio(twice < 0 ? -twice : twice, 1), limit) >= 0;
}

static const char *state_words(Mark mark) {
  if (mark == MARK_ABSTAINED) return _("abstained");
  return mark == MARK_NOT_APPLICABLE ? _("n/a") : "";
}

static Cell mark_cell(const Matrix *matrix, const MatrixRow *row, size_t n, size_t assessor, bool people) {
  const Scorebook *book = book_by(row->panel, assessor_at(matrix, assessor));
  if (!book) return cell_none();
  int64_t result = result_in(row, book);
  if (result < 0) return cell_text(people ? state_words((Mark)result) : mark_state_name((Mark)result));
  Ratio figure = figure_in(row, result, 1);
  Cell cell = people ? report_points(figure) : cell_decimal(figure, 2);
  cell.marked = people && is_far(matrix, row, n, result);
  return cell;
}

/* -- for machines: one list over all stages ------------------------------------------------------------------ */

static Cell mark_records(const Matrix *matrix, const MatrixRow *row, size_t n) {
  size_t records = 0;
  for (size_t a = 0; a < matrix->assessors->len; a++) {
    const Scorebook *book = book_by(row->panel, assessor_at(matrix, a));
    if (!book) continue;
    int64_t result = result_in(row, book);
    Field *facts = matrix->facts[records];
    facts[0] = (Field){"assessor", cell_text(matrix->input.cycle->assessors[book->assessor].id)};
    facts[1] = (Field){"mark", result < 0 ? cell_none() : mark_cell(matrix, row, n, a, false)};
    facts[2] = (Field){"state", cell_text(result < 0 ? mark_state_name((Mark)result) : "")};
    matrix->marks[records++] = cell_record(facts, FACTS);
  }
  return cell_list(matrix->marks, records);
}

static void fill_machine(const void *data, size_t i, Cell *cells) {
  const Matrix *matrix = data;
  const MatrixRow *row = &g_array_index(matrix->rows, MatrixRow, i);
  size_t n = gather(matrix, row);
  cells[0] = cell_text(row->stage->id);
  cells[1] = cell_text(row->code);
  cells[2] = mark_records(matrix, row, n);
  fill_figures(matrix, row, n, cells + 3);
  for (size_t a = 0; a < matrix->assessors->len; a++) cells[3 + FIGURES + a] = mark_cell(matrix, row, n, a, false);
  cells[3 + FIGURES + matrix->assessors->len] = agreed_cell(row);
}

static void add_list(Document *document, const ReportInput *input) {
  static const char *const keys[] = {"mean", "median", "min", "max", "range"};
  Matrix *matrix = matrix_of(input, -1);
  size_t assessors = matrix->assessors->len, n = 3 + FIGURES + assessors + 1;
  g_autofree Column *columns = g_new0(Column, n);
  columns[0] = (Column){"stage", "", ALIGN_LEFT, FOR_ALL};
  columns[1] = (Column){"item", "", ALIGN_LEFT, FOR_ALL};
  columns[2] = (Column){"marks", "", ALIGN_LEFT, FOR_TREES};
  for (size_t i = 0; i < FIGURES; i++) columns[3 + i] = (Column){keys[i], "", ALIGN_RIGHT, FOR_ALL};
  columns[n - 1] = (Column){"agreed", "", ALIGN_RIGHT, FOR_ALL};
  for (size_t a = 0; a < assessors; a++)
    columns[3 + FIGURES + a] =
        (Column){input->cycle->assessors[assessor_at(matrix, a)].id, "", ALIGN_RIGHT, FOR_SHEETS};
  Table *table = document_table(document, "matrix", NULL, n, columns);
  table->audience = FOR_MACHINES;
  table_set_rows(table, matrix->rows->len, fill_machine, matrix, free_matrix);
}

/* -- for people: a table per stage --------------------------------------------------------------------------- */

static void fill_person(const void *data, size_t i, Cell *cells) {
  const Matrix *matrix = data;
  const MatrixRow *row = &g_array_index(matrix->rows, MatrixRow, i);
  size_t n = gather(matrix, row), assessors = matrix->assessors->len;
  cells[0] = cell_text(row->code);
  cells[1] = cell_text(text_in(row->title, matrix->input.lang));
  for (size_t a = 0; a < assessors; a++) cells[2 + a] = mark_cell(matrix, row, n, a, true);
  fill_figures(matrix, row, n, cells + 2 + assessors);
  cells[2 + assessors + FIGURES] = agreed_cell(row);
}

static bool any_agreed(const Matrix *matrix) {
  for (guint i = 0; i < matrix->rows->len; i++)
    if (g_array_index(matrix->rows, MatrixRow, i).panel->agreed) return true;
  return false;
}

static void add_stage(Document *document, const ReportInput *input, size_t stage) {
  const char *const titles[] = {_("Mean"), _("Median"), _("Lowest"), _("Highest"), _("Range")};
  Matrix *matrix = matrix_of(input, (int)stage);
  size_t assessors = matrix->assessors->len, n = 2 + assessors + FIGURES + 1;
  g_autofree Column *columns = g_new0(Column, n);
  columns[0] = (Column){"item", _("Item"), ALIGN_LEFT, FOR_PEOPLE};
  columns[1] = (Column){"title", _("Title"), ALIGN_LEFT, FOR_PEOPLE};
  for (size_t a = 0; a < assessors; a++) {
    const char *id = input->cycle->assessors[assessor_at(matrix, a)].id;
    columns[2 + a] = (Column){id, id, ALIGN_RIGHT, FOR_PEOPLE};
  }
  for (size_t i = 0; i < FIGURES; i++)
    columns[2 + assessors + i] = (Column){"figure", titles[i], ALIGN_RIGHT, FOR_PEOPLE};
  columns[n - 1] = (Column){"agreed", _("Agreed"), ALIGN_RIGHT, any_agreed(matrix) ? FOR_PEOPLE : FOR_NOBODY};
  Table *table = document_table(document, "stage", report_stage_title(input, stage), n, columns);
  table->audience = FOR_PEOPLE;
  table_set_rows(table, matrix->rows->len, fill_person, matrix, free_matrix);
}

static void add_legend(Document *document, const ReportInput *input) {
  g_autofree char *percent = ratio_short(check_setting(&check_spread, input->award->rules, "warn"));
  g_autofree char *said = g_strdup_printf(
      _("* lies %s percent of the largest mark or more from the panel's median. Recused assessors are not shown."),
      percent);
  document_paragraph(document, said);
}

/* Do the rules combine any of these marks otherwise than by the mean that stands beside them? */
static bool is_combined_otherwise(const ReportInput *input) {
  for (size_t i = 0; i < input->n_panels; i++) {
    const Panel *panel = input->panels[i];
    if (!panel || panel->n == 0) continue;
    const Combination *how = &input->award->rules->stages[panel->stage].combination;
    if (how->method != METHOD_MEAN || how->apply_at != APPLY_AT_ITEM) return true;
  }
  return false;
}

static bool has_marks(const ReportInput *input) {
  for (size_t i = 0; i < input->n_panels; i++)
    if (input->panels[i] && input->panels[i]->n > 0) return true;
  return false;
}

static Document *make(const ReportInput *input, GError **error) {
  if (!report_has_applicant(input, error)) return NULL;
  Document *document = report_start(input, "accolade.matrix/1", _("Marks side by side"));
  report_add_applicant(document, input);
  add_list(document, input);
  for (size_t i = 0; i < input->award->rules->n_stages; i++) add_stage(document, input, i);
  if (has_marks(input))
    add_legend(document, input);
  else
    document_paragraph(document, _("No scorebook is submitted yet; drafts are not told."));
  if (is_combined_otherwise(input))
    document_paragraph(
        document, _("Mean and median are of all these marks; what the rules combine them to is in the scoresheet."));
  report_sign(document);
  return document;
}

const ReportKind report_matrix = {
    .name = "matrix",
    .sentence = N_("one applicant's marks, item by item and assessor by assessor"),
    .needs = NEEDS_APPLICANT,
    .panel = true,
    .make = make,
};
