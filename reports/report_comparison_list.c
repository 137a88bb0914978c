/* report_comparison_list.c: rows that are lines of the comparison, and all of them as lists for machines. */
#include "reports/report_comparison.h"
#include "reports/report_ranking.h"

#include <glib/gi18n.h>

/* -- rows that are lines of the comparison ---------------------------------------------------------------------- */

LineRows *line_rows_new(Beside *beside) {
  LineRows *rows = g_new(LineRows, 1);
  *rows = (LineRows){beside_ref(beside), g_array_new(FALSE, FALSE, sizeof(guint))};
  return rows;
}

static void rows_free(void *data) {
  LineRows *rows = data;
  beside_drop(rows->beside);
  g_array_unref(rows->places);
  g_free(rows);
}

const ComparedLine *line_rows_at(const LineRows *rows, size_t i) {
  return beside_line(rows->beside, g_array_index(rows->places, guint, i));
}

void line_rows_set(Table *table, LineRows *rows, TableRow *fill) {
  table_set_rows(table, rows->places->len, fill, rows, rows_free);
  table->sparse = true;
}

void line_fill_figures(const ComparedLine *line, bool people, Cell *cells) {
  for (size_t i = 0; i < 2; i++) {
    if (line->states[i] == COMBINED_NUMBER)
      cells[i] = cell_ratio(line->figures[i], 2);
    else if (people && line->kind == LINE_ITEM)
      cells[i] = cell_text(line->states[i] == COMBINED_NOT_APPLICABLE ? _("n/a") : _("no mark"));
  }
  if (line->states[0] != COMBINED_MISSING && line->states[1] != COMBINED_MISSING)
    cells[2] = cell_ratio(line->difference, 2);
}

/* -- for machines ------------------------------------------------------------------------------------------------ */

static void fill_line(const void *data, size_t i, Cell *cells) {
  const LineRows *rows = data;
  const ComparedLine *line = line_rows_at(rows, i);
  bool staged = line->kind != LINE_TOTAL && line->kind != LINE_ROUNDED_TOTAL;
  cells[0] = cell_text(staged ? beside_stage(rows->beside, line)->id : "");
  cells[1] = cell_text(line_key(line->kind));
  cells[2] = cell_text(line_code(rows->beside, line));
  line_fill_figures(line, false, &cells[3]);
  if (line->is_counted) cells[6] = cell_ratio(line->counted, 2);
  cells[7] = cell_bool(line->adds);
}

static void add_line_list(Document *document, Beside *beside) {
  const Column columns[] = {{"stage", "", ALIGN_LEFT, FOR_ALL},    {"line", "", ALIGN_LEFT, FOR_ALL},
                            {"code", "", ALIGN_LEFT, FOR_ALL},     {"first", "", ALIGN_RIGHT, FOR_ALL},
                            {"second", "", ALIGN_RIGHT, FOR_ALL},  {"difference", "", ALIGN_RIGHT, FOR_ALL},
                            {"counted", "", ALIGN_RIGHT, FOR_ALL}, {"adds", "", ALIGN_LEFT, FOR_ALL}};
  LineRows *rows = line_rows_new(beside);
  for (guint i = 0; i < beside->of->lines->len; i++) g_array_append_val(rows->places, i);
  Table *table = document_table(document, "lines", NULL, G_N_ELEMENTS(columns), columns);
  table->audience = FOR_MACHINES;
  line_rows_set(table, rows, fill_line);
}

static const char *state_of(const Comparison *of, size_t which) {
  return of->standings[which]    ? "ranked"
         : of->not_ranked[which] ? ranking_cause_name(of->not_ranked[which]->reason)
                                 : "";
}

static void fill_applicant(const void *data, size_t i, Cell *cells) {
  const Beside *beside = data;
  const Comparison *of = beside->of;
  const Standing *standing = of->standings[i];
  const NotRanked *out = of->not_ranked[i];
  cells[0] = cell_text(beside_id(beside, i));
  cells[1] = cell_text(beside->input.cycle->applicants[of->applicants[i]].name);
  cells[2] = cell_text(report_class(&beside->input, of->applicants[i]));
  cells[3] = cell_text(of->criteria[i]->id);
  cells[4] = cell_text(state_of(of, i));
  if (out && ranking_has_stage(out)) cells[5] = cell_text(beside->input.award->rules->stages[out->stage].id);
  if (!standing) return;
  cells[6] = cell_integer(standing->rank);
  cells[7] = cell_ratio(*standing->total, 2);
  cells[8] = cell_ratio(*standing->max, 2);
  report_fill_percent(&cells[9], *standing->total, *standing->max);
  cells[10] = cell_text(ranking_floor_name(standing->floor));
  cells[11] = cell_text(report_tier_id(standing->tier));
  cells[12] = cell_bool(standing->contested);
  cells[13] = cell_bool(standing->placed);
}

static void add_applicant_list(Document *document, Beside *beside) {
  const Column columns[] = {
      {"applicant", "", ALIGN_LEFT, FOR_ALL}, {"name", "", ALIGN_LEFT, FOR_ALL},   {"class", "", ALIGN_LEFT, FOR_ALL},
      {"criteria", "", ALIGN_LEFT, FOR_ALL},  {"state", "", ALIGN_LEFT, FOR_ALL},  {"stage", "", ALIGN_LEFT, FOR_ALL},
      {"rank", "", ALIGN_RIGHT, FOR_ALL},     {"total", "", ALIGN_RIGHT, FOR_ALL}, {"max", "", ALIGN_RIGHT, FOR_ALL},
      {"percent", "", ALIGN_RIGHT, FOR_ALL},  {"floor", "", ALIGN_LEFT, FOR_ALL},  {"tier", "", ALIGN_LEFT, FOR_ALL},
      {"contested", "", ALIGN_LEFT, FOR_ALL}, {"placed", "", ALIGN_LEFT, FOR_ALL}};
  Table *table = document_table(document, "applicants", NULL, G_N_ELEMENTS(columns), columns);
  table->audience = FOR_TREES;
  table_set_rows(table, 2, fill_applicant, beside_ref(beside), beside_drop);
}

static void add_order(Document *document, const Beside *beside) {
  const Comparison *of = beside->of;
  const Rules *rules = beside->input.award->rules;
  const char *by = !of->has_totals ? "not-ranked" : !of->same_class ? "class" : of->is_told_apart ? "tie_key" : "total";
  bool shared = of->has_totals && of->same_class && of->order == 0;
  document_field(document, "compared", NULL, cell_text(of->compared == COMPARED_ITEMS ? "items" : "totals"));
  document_field(document, "above", NULL,
                 of->order ? cell_text(beside_id(beside, of->order < 0 ? 0 : 1)) : cell_none());
  document_field(document, "decided_by", NULL, cell_text(shared ? "nothing" : by));
  document_field(document, "difference", NULL, of->has_totals ? cell_ratio(of->difference, 2) : cell_none());
  if (!of->is_told_apart) return;
  const TieKey *key = &rules->tie_keys[of->key];
  g_autofree char *name = g_strdup_printf("%s:%s", tie_key_names[key->type], key->ref);
  const Cell points[] = {cell_ratio(of->key_points[0], 2), cell_ratio(of->key_points[1], 2)};
  document_field(document, "tie_key", NULL, cell_text(name));
  document_field(document, "tie_points", NULL, cell_list(points, 2));
}

void comparison_add_lists(Document *document, Beside *beside) {
  add_order(document, beside);
  add_line_list(document, beside);
  add_applicant_list(document, beside);
}
