/* report_scoresheet.c: how one applicant's points came about, stage by stage, item by item, with the arithmetic said. */
#include "reports/report_scoresheet.h"

#include "reports/report_comments.h"

#include <glib/gi18n.h>

static bool is_told(const Panel *panel, const Rules *rules) {
  return panel && panel->n > 0 && rules->stages[panel->stage].form != STAGE_GATE;
}

static void free_sheet(void *sheet) { scoresheet_free(sheet); }

static Sheets *sheets_new(const ReportInput *input) {
  Sheets *sheets = g_new0(Sheets, 1);
  const Criteria *criteria = award_criteria(input->award, input->cycle, (uint32_t)input->applicant);
  sheets->input = *input;
  sheets->sheets = g_ptr_array_new_with_free_func(free_sheet);
  sheets->panels = g_ptr_array_new();
  for (size_t i = 0; i < input->n_panels; i++) {
    const Panel *panel = input->panels[i];
    if (!is_told(panel, input->award->rules)) continue;
    g_ptr_array_add(sheets->panels, (void *)panel);
    g_ptr_array_add(sheets->sheets, scoresheet_of(criteria, input->award->rules, input->cycle, panel));
  }
  sheets->rows = g_array_new(FALSE, FALSE, sizeof(SheetRow));
  sheets->said = g_string_new(NULL);
  sheets->counted = g_string_new(NULL);
  return sheets;
}

Sheets *sheets_view(const Sheets *sheets) {
  Sheets *view = g_new0(Sheets, 1);
  view->input = sheets->input;
  view->sheets = g_ptr_array_ref(sheets->sheets);
  view->panels = g_ptr_array_ref(sheets->panels);
  view->rows = g_array_new(FALSE, FALSE, sizeof(SheetRow));
  view->said = g_string_new(NULL);
  view->counted = g_string_new(NULL);
  return view;
}

void sheets_free(void *data) {
  Sheets *sheets = data;
  g_ptr_array_unref(sheets->sheets);
  g_ptr_array_unref(sheets->panels);
  g_array_unref(sheets->rows);
  g_string_free(sheets->said, TRUE);
  g_string_free(sheets->counted, TRUE);
  g_free(sheets);
}

void sheets_add_row(Sheets *sheets, guint sheet, size_t at) {
  SheetRow row = {sheet, at};
  g_array_append_val(sheets->rows, row);
}

const SheetRow *sheets_row(const Sheets *sheets, size_t i) { return &g_array_index(sheets->rows, SheetRow, i); }

const Scoresheet *sheets_sheet(const Sheets *sheets, size_t i) {
  return g_ptr_array_index(sheets->sheets, sheets_row(sheets, i)->sheet);
}

static const char *state_name(TotalState state) {
  static const char *const names[] = {"complete", "marks-missing", "panel-too-small", "too-large", "no-total"};
  return names[state];
}

static void fill_stage(const void *data, size_t i, Cell *cells) {
  const Scoresheet *sheet = sheets_sheet(data, i);
  cells[0] = cell_text(sheet->stage->id);
  cells[1] = cell_text(state_name(sheet->total.state));
  cells[2] = cell_integer(sheet->total.scorebooks);
  cells[3] = cell_integer(sheet->total.missing);
  cells[4] = cell_ratio(sheet->raw, 2);
  cells[5] = cell_ratio(sheet->deducted, 2);
  cells[6] = cell_ratio(sheet->total.points, 2);
  cells[7] = cell_ratio(sheet->total.max, 2);
  cells[8] = cell_exact(sheet->stage->factor);
  cells[9] = cell_text(sheet->band);
  cells[10] = cell_integer(
      (int64_t)sheet_not_submitted(g_ptr_array_index(((const Sheets *)data)->panels, sheets_row(data, i)->sheet)));
}

static void add_stage_list(Document *document, const Sheets *sheets) {
  const Column columns[] = {{"stage", "", ALIGN_LEFT, FOR_ALL},         {"state", "", ALIGN_LEFT, FOR_ALL},
                            {"scorebooks", "", ALIGN_RIGHT, FOR_ALL},   {"missing", "", ALIGN_RIGHT, FOR_ALL},
                            {"raw", "", ALIGN_RIGHT, FOR_ALL},          {"deducted", "", ALIGN_RIGHT, FOR_ALL},
                            {"points", "", ALIGN_RIGHT, FOR_ALL},       {"max", "", ALIGN_RIGHT, FOR_ALL},
                            {"factor", "", ALIGN_RIGHT, FOR_ALL},       {"band", "", ALIGN_LEFT, FOR_ALL},
                            {"not_submitted", "", ALIGN_RIGHT, FOR_ALL}};
  Sheets *view = sheets_view(sheets);
  for (guint i = 0; i < sheets->sheets->len; i++) sheets_add_row(view, i, 0);
  Table *table = document_table(document, "stages", NULL, G_N_ELEMENTS(columns), columns);
  table->audience = FOR_TREES;
  table_set_rows(table, view->rows->len, fill_stage, view, sheets_free);
}

/* Who did not pass is not ranked, whatever the points below. */
static void add_failed(Document *document, const ReportInput *input) {
  const Cycle *cycle = input->cycle;
  for (size_t i = 0; i < cycle->n_decisions; i++) {
    const StageDecision *decision = &cycle->decisions[i];
    if (decision->applicant != input->applicant || decision->passed) continue;
    g_autofree char *said = g_strdup_printf(_("This applicant did not pass “%s”, by decision: it is not ranked."),
                                            report_stage_title(input, decision->stage));
    document_paragraph(document, said);
  }
}

static void add_stage(Document *document, const Sheets *sheets, guint sheet) {
  const Panel *panel = g_ptr_array_index(sheets->panels, sheet);
  document_heading(document, 1, report_stage_title(&sheets->input, panel->stage));
  sheet_add_total(document, sheets, sheet);
  sheet_add_groups(document, sheets, sheet);
  sheet_add_deductions(document, sheets, sheet);
  sheet_add_items(document, sheets, sheet);
  sheet_add_dimensions(document, sheets, sheet);
  report_add_comments(document, &sheets->input, (CommentChoice){panel->stage, true});
}

static Document *make(const ReportInput *input, GError **error) {
  if (!report_has_applicant(input, error)) return NULL;
  Document *document = report_start(input, "accolade.scoresheet/1", _("Scoresheet"));
  Sheets *sheets = sheets_new(input);
  report_add_applicant(document, input);
  add_failed(document, input);
  sheet_add_item_list(document, sheets);
  sheet_add_group_list(document, sheets);
  add_stage_list(document, sheets);
  report_list_comments(document, input, true);
  report_add_factors(document, input, true);
  for (guint i = 0; i < sheets->sheets->len; i++) add_stage(document, sheets, i);
  sheet_add_award(document, sheets);
  sheet_add_levels(document, sheets);
  if (sheets->sheets->len == 0) document_paragraph(document, _("No scorebook is submitted yet; drafts are not told."));
  report_sign(document);
  sheets_free(sheets);
  return document;
}

const ReportKind report_scoresheet = {
    .name = "scoresheet",
    .sentence = N_("one applicant's points, item by item, with what they rest on"),
    .needs = NEEDS_APPLICANT | NEEDS_COMMENTS,
    .panel = true,
    .make = make,
};
