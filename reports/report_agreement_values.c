/* report_agreement_values.c: the figures of agreement for programs and sheets, under the names of the statistics.
 *
 * Numbers are cut to 12 significant digits, so that the last bits of a sum do not depend on who compiled it. */
#include "reports/number.h"
#include "reports/report_agreement.h"

#include <math.h>
#include <string.h>

static double cut(double number) { return isfinite(number) ? number_cut(number) : NAN; }

/* The cells of a list value are kept in `kept`, which frees them. */
static Cell cell_of(const AgreementValue *value, GPtrArray *kept) {
  if (value->kind == AGREEMENT_NUMBER) return cell_number(cut(value->number));
  if (value->kind == AGREEMENT_TEXT) return cell_text(value->text);
  if (value->kind == AGREEMENT_NONE) return cell_none();
  Cell *cells = g_new(Cell, value->n + 1);
  for (size_t i = 0; i < value->n; i++) cells[i] = cell_number(cut(value->list[i]));
  g_ptr_array_add(kept, cells);
  return cell_list(cells, value->n);
}

static bool is_first(const AgreementGroup *group, guint at) {
  const AgreementValue *value = group->values->pdata[at];
  for (guint i = 0; i < at; i++)
    if (strcmp(((const AgreementValue *)group->values->pdata[i])->name, value->name) == 0) return false;
  return true;
}

static Cell group_cell(const AgreementGroup *group, GPtrArray *kept) {
  Field *fields = g_new(Field, group->values->len + 1);
  size_t n = 0;
  g_ptr_array_add(kept, fields);
  for (guint i = 0; i < group->values->len; i++) {
    const AgreementValue *value = group->values->pdata[i];
    if (is_first(group, i)) fields[n++] = (Field){value->name, cell_of(value, kept)};
  }
  return cell_record(fields, n);
}

static void tell_warnings(Document *document, const Agreement *agreement) {
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  g_autofree Cell *cells = g_new(Cell, agreement->warnings->len + 1);
  for (guint i = 0; i < agreement->warnings->len; i++) {
    const AgreementWarning *warning = agreement->warnings->pdata[i];
    g_autofree char *message = agreement_message(warning, warning->sentence);
    g_ptr_array_add(texts, g_strdup_printf("%s: %s", warning->group, message));
    cells[i] = cell_text(texts->pdata[i]);
  }
  document_field(document, "warnings", NULL, cell_list(cells, agreement->warnings->len));
}

void agreement_tell_values(Document *document, const Agreement *agreement, size_t n_raters, const char *const *raters) {
  g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func(g_free);
  g_autofree Field *groups = g_new(Field, agreement->groups->len + 1);
  g_autofree Cell *ids = g_new(Cell, n_raters + 1);
  for (size_t r = 0; raters && r < n_raters; r++) ids[r] = cell_text(raters[r]);
  for (guint i = 0; i < agreement->groups->len; i++) {
    const AgreementGroup *group = agreement->groups->pdata[i];
    groups[i] = (Field){group->name, group_cell(group, kept)};
  }
  document_field(document, "n", NULL, cell_integer((int64_t)agreement->n));
  document_field(document, "k", NULL, cell_integer((int64_t)agreement->k));
  if (raters) document_field(document, "raters", NULL, cell_list(ids, n_raters));
  document_field(document, "values", NULL, cell_record(groups, agreement->groups->len));
  tell_warnings(document, agreement);
}

/* -- sheets --------------------------------------------------------------------------------------------- */

typedef struct Line {
  const char *stage, *class_id, *item, *group, *name;
  size_t entry; /* of a list, from 1; 0: not a list's */
  double value; /* NAN: none */
} Line;

/* Thousands of assessors have a line each, so their names are made when they are read. */
typedef struct Lines {
  GArray *lines;
  GStringChunk *names;
  GString *said; /* the name of the line read last */
} Lines;

static void add_value(Lines *lines, Line about, const AgreementValue *value, bool lists) {
  bool list = value->kind == AGREEMENT_LIST;
  if (value->kind == AGREEMENT_TEXT || (list && !lists)) return;
  about.name = g_string_chunk_insert_const(lines->names, value->name);
  about.value = value->kind == AGREEMENT_NUMBER ? cut(value->number) : NAN;
  if (!list) g_array_append_val(lines->lines, about);
  for (size_t i = 0; list && i < value->n; i++) {
    about.entry = i + 1;
    about.value = cut(value->list[i]);
    g_array_append_val(lines->lines, about);
  }
}

static void add_lines(Lines *lines, Line about, const Agreement *agreement, bool lists) {
  for (guint g = 0; g < agreement->groups->len; g++) {
    const AgreementGroup *group = agreement->groups->pdata[g];
    about.group = g_string_chunk_insert_const(lines->names, group->name);
    for (guint v = 0; v < group->values->len; v++)
      if (is_first(group, v)) add_value(lines, about, group->values->pdata[v], lists);
  }
}

static void fill_line(const void *data, size_t i, Cell *cells) {
  const Lines *lines = data;
  const Line *line = &g_array_index(lines->lines, Line, i);
  g_string_assign(lines->said, line->name);
  if (line->entry > 0) g_string_append_printf(lines->said, "[%zu]", line->entry);
  cells[0] = cell_text(line->group);
  cells[1] = cell_text(lines->said->str);
  if (!isnan(line->value)) cells[2] = cell_number(line->value);
  cells[3] = cell_text(line->stage);
  cells[4] = cell_text(line->class_id);
  cells[5] = cell_text(line->item);
}

static Lines *lines_new(void) {
  Lines *lines = g_new(Lines, 1);
  *lines = (Lines){g_array_new(FALSE, FALSE, sizeof(Line)), g_string_chunk_new(1024), g_string_new(NULL)};
  return lines;
}

static void free_lines(void *data) {
  Lines *lines = data;
  g_array_unref(lines->lines);
  g_string_chunk_free(lines->names);
  g_string_free(lines->said, TRUE);
  g_free(lines);
}

static void add_sheet(Document *document, Lines *lines, bool parts) {
  const Column columns[] = {{"group", "", ALIGN_LEFT, FOR_SHEETS},  {"name", "", ALIGN_LEFT, FOR_SHEETS},
                            {"value", "", ALIGN_RIGHT, FOR_SHEETS}, {"stage", "", ALIGN_LEFT, FOR_SHEETS},
                            {"class", "", ALIGN_LEFT, FOR_SHEETS},  {"item", "", ALIGN_LEFT, FOR_SHEETS}};
  Table *table = document_table(document, "sheet", NULL, G_N_ELEMENTS(columns), columns);
  for (size_t c = 3; !parts && c < table->n_columns; c++) table->columns[c].audience = FOR_NOBODY;
  table->audience = FOR_SHEETS;
  table_set_rows(table, lines->lines->len, fill_line, lines, free_lines);
}

void agreement_tell_sheet(Document *document, const Agreement *agreement) {
  Lines *lines = lines_new();
  add_lines(lines, (Line){.stage = "", .class_id = "", .item = ""}, agreement, true);
  add_sheet(document, lines, false);
}

/* -- parts ---------------------------------------------------------------------------------------------- */

static Cell part_cell(const ReportInput *input, const Reliability *part, Field *fields, GPtrArray *kept) {
  static const char *const icc[] = {"ICC(2,1)", "ICC(2,1)_lower", "ICC(2,1)_upper",
                                    "ICC(2,k)", "ICC(2,k)_lower", "ICC(2,k)_upper"};
  size_t n = 0;
  fields[n++] = (Field){"stage", cell_text(input->award->rules->stages[part->stage].id)};
  fields[n++] = (Field){"class", cell_text(part->class_id)};
  fields[n++] = (Field){"criteria", cell_text(part->criteria->id)};
  fields[n++] = (Field){"item", part->item ? cell_text(part->item) : cell_none()};
  fields[n++] = (Field){"n", cell_integer((int64_t)part->n)};
  fields[n++] = (Field){"k", cell_integer((int64_t)part->k)};
  fields[n++] = (Field){"panel", cell_number(cut(part->panel))};
  for (size_t i = 0; i < G_N_ELEMENTS(icc); i++)
    fields[n++] = (Field){icc[i], cell_number(cut(agreement_number(part->agreement, "icc", icc[i])))};
  fields[n++] = (Field){"alpha", cell_number(cut(agreement_number(part->agreement, "krippendorff", "interval")))};
  fields[n++] = (Field){"W", cell_number(cut(agreement_number(part->agreement, "kendall", "W")))};
  const AgreementValue *estimator = agreement_value(part->agreement, "icc", "estimator");
  fields[n++] = (Field){"estimator", estimator ? cell_text(estimator->text) : cell_none()};
  g_ptr_array_add(kept, fields);
  return cell_record(fields, n);
}

void agreement_tell_parts(Document *document, const ReportInput *input, const GPtrArray *parts) {
  enum { MOST_FIELDS = 16 };
  g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func(g_free);
  g_autofree Cell *cells = g_new(Cell, parts->len + 1);
  Lines *lines = lines_new();
  for (guint i = 0; i < parts->len; i++) {
    const Reliability *part = parts->pdata[i];
    cells[i] = part_cell(input, part, g_new(Field, MOST_FIELDS), kept);
    const Line about = {.stage = input->award->rules->stages[part->stage].id,
                        .class_id = part->class_id,
                        .item = part->item ? part->item : ""};
    add_lines(lines, about, part->agreement, !part->item && !*part->class_id);
  }
  document_field(document, "parts", NULL, cell_list(cells, parts->len));
  add_sheet(document, lines, true);
}
