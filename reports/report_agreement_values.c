/* report_agreement_values.c: the figures of agreement for programs and sheets, under the names of the statistics.
 *
 * Numbers are cut to 12 significant digits, so that the last bits of a sum do not depend on who compiled it. */
#include "reports/report_agreement.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

static double cut(double number) {
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  return isfinite(number) ? g_ascii_strtod(g_ascii_formatd(buffer, sizeof buffer, "%.12g", number), NULL) : NAN;
}

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
  const char *stage, *class_id, *item;
  char *group, *name;
  double value; /* NAN: none */
} Line;

static void clear_line(void *data) {
  Line *line = data;
  g_free(line->group);
  g_free(line->name);
}

static void add_line(GArray *lines, Line about, const char *group, char *name, double value) {
  about.group = g_strdup(group);
  about.name = name;
  about.value = cut(value);
  g_array_append_val(lines, about);
}

static void add_value(GArray *lines, Line about, const char *group, const AgreementValue *value, bool lists) {
  if (value->kind == AGREEMENT_TEXT) return;
  if (value->kind != AGREEMENT_LIST) {
    add_line(lines, about, group, g_strdup(value->name), value->kind == AGREEMENT_NUMBER ? value->number : NAN);
    return;
  }
  for (size_t i = 0; lists && i < value->n; i++)
    add_line(lines, about, group, g_strdup_printf("%s[%zu]", value->name, i + 1), value->list[i]);
}

static void add_lines(GArray *lines, Line about, const Agreement *agreement, bool lists) {
  for (guint g = 0; g < agreement->groups->len; g++) {
    const AgreementGroup *group = agreement->groups->pdata[g];
    for (guint v = 0; v < group->values->len; v++)
      if (is_first(group, v)) add_value(lines, about, group->name, group->values->pdata[v], lists);
  }
}

static void fill_line(const void *data, size_t i, Cell *cells) {
  const Line *line = &g_array_index((const GArray *)data, Line, i);
  cells[0] = cell_text(line->group);
  cells[1] = cell_text(line->name);
  if (!isnan(line->value)) cells[2] = cell_number(line->value);
  cells[3] = cell_text(line->stage);
  cells[4] = cell_text(line->class_id);
  cells[5] = cell_text(line->item);
}

static GArray *lines_new(void) {
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(Line));
  g_array_set_clear_func(lines, clear_line);
  return lines;
}

static void free_lines(void *lines) { g_array_unref(lines); }

static void add_sheet(Document *document, GArray *lines, bool parts) {
  const Column columns[] = {{"group", "", ALIGN_LEFT, FOR_SHEETS},  {"name", "", ALIGN_LEFT, FOR_SHEETS},
                            {"value", "", ALIGN_RIGHT, FOR_SHEETS}, {"stage", "", ALIGN_LEFT, FOR_SHEETS},
                            {"class", "", ALIGN_LEFT, FOR_SHEETS},  {"item", "", ALIGN_LEFT, FOR_SHEETS}};
  Table *table = document_table(document, "sheet", NULL, G_N_ELEMENTS(columns), columns);
  for (size_t c = 3; !parts && c < table->n_columns; c++) table->columns[c].audience = FOR_NOBODY;
  table->audience = FOR_SHEETS;
  report_rows(table, lines->len, fill_line, lines, free_lines);
}

void agreement_tell_sheet(Document *document, const Agreement *agreement) {
  GArray *lines = lines_new();
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
  GArray *lines = lines_new();
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
