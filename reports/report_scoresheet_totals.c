/* report_scoresheet_totals.c: categories, subtotals, deductions, and the stage's total with its arithmetic in words. */
#include "reports/report_scoresheet.h"
#include "reports/words.h"

#include <glib/gi18n.h>

/* -- categories and subtotals: row numbers below n_nodes are nodes, the others subtotals --------------------- */

typedef struct Group {
  const char *type, *id, *title, *band;
  Ratio points, max;
  bool complete;
} Group;

static const char *band_title(const Criteria *criteria, const char *on, const char *name, const char *lang) {
  for (size_t t = 0; name && t < criteria->n_band_tables; t++) {
    const BandTable *table = &criteria->band_tables[t];
    for (size_t r = 0; g_str_equal(table->on, on) && r < table->n_rows; r++)
      if (g_str_equal(table->rows[r].name, name)) return text_or(&table->rows[r].title, lang, name);
  }
  return name ? name : "";
}

static Group group_at(const Scoresheet *sheet, size_t at, const char *lang) {
  if (at < sheet->n_nodes) {
    const NodeScore *score = &sheet->nodes[at];
    return (Group){"node",     score->node->code, text_in(&score->node->title, lang), "", score->points,
                   score->max, score->complete};
  }
  const SubtotalScore *score = &sheet->subtotals[at - sheet->n_nodes];
  return (Group){"subtotal", score->subtotal->id, text_in(&score->subtotal->title, lang), score->band, score->points,
                 score->max, score->complete};
}

static bool is_group(const NodeScore *score) { return score->node->item < 0 && !ratio_is_zero(score->max); }

static void add_group_rows(Sheets *view, guint place) {
  const Scoresheet *sheet = g_ptr_array_index(view->sheets, place);
  for (size_t i = 0; i < sheet->n_nodes; i++)
    if (is_group(&sheet->nodes[i])) sheets_add_row(view, place, i);
  for (size_t i = 0; i < sheet->n_subtotals; i++) sheets_add_row(view, place, sheet->n_nodes + i);
}

static void fill_machine(const void *data, size_t i, Cell *cells) {
  const Scoresheet *sheet = sheets_sheet(data, i);
  Group group = group_at(sheet, sheets_row(data, i)->at, "en");
  cells[0] = cell_text(sheet->stage->id);
  cells[1] = cell_text(group.type);
  cells[2] = cell_text(group.id);
  cells[3] = cell_ratio(group.points, 2);
  cells[4] = cell_ratio(group.max, 2);
  report_fill_percent(&cells[5], group.points, group.max);
  cells[6] = cell_bool(group.complete);
  cells[7] = cell_text(group.band ? group.band : "");
}

void sheet_add_group_list(Document *document, const Sheets *sheets) {
  const Column columns[] = {{"stage", "", ALIGN_LEFT, FOR_ALL},    {"type", "", ALIGN_LEFT, FOR_ALL},
                            {"id", "", ALIGN_LEFT, FOR_ALL},       {"points", "", ALIGN_RIGHT, FOR_ALL},
                            {"max", "", ALIGN_RIGHT, FOR_ALL},     {"percent", "", ALIGN_RIGHT, FOR_ALL},
                            {"complete", "", ALIGN_LEFT, FOR_ALL}, {"band", "", ALIGN_LEFT, FOR_ALL}};
  Sheets *view = sheets_view(sheets);
  for (guint s = 0; s < sheets->sheets->len; s++) add_group_rows(view, s);
  Table *table = document_table(document, "groups", NULL, G_N_ELEMENTS(columns), columns);
  table->audience = FOR_TREES;
  table_set_rows(table, view->rows->len, fill_machine, view, sheets_free);
}

static void fill_person(const void *data, size_t i, Cell *cells) {
  const Sheets *sheets = data;
  const Scoresheet *sheet = sheets_sheet(sheets, i);
  Group group = group_at(sheet, sheets_row(sheets, i)->at, sheets->input.lang);
  if (g_str_equal(group.type, "node")) cells[0] = cell_text(group.id);
  cells[1] = cell_text(group.title);
  cells[2] = report_points(group.max);
  cells[3] = cell_ratio(group.points, 2);
  report_fill_percent(&cells[4], group.points, group.max);
  cells[5] = cell_text(band_title(sheet->criteria, group.id, group.band, sheets->input.lang));
  cells[6] = cell_text(group.complete ? "" : _("marks are missing"));
}

static void add_bars(Document *document, const Scoresheet *sheet, const char *lang) {
  for (size_t i = 0; i < sheet->n_nodes; i++) {
    const NodeScore *score = &sheet->nodes[i];
    if (score->node->parent || ratio_is_zero(score->max)) continue;
    g_autofree char *label = g_strdup_printf("%s %s", score->node->code, text_in(&score->node->title, lang));
    Ratio share = ratio_div(score->points, score->max);
    g_autofree char *percent = ratio_decimal(ratio_mul(share, ratio_int(100)), 2);
    g_autofree char *value = g_strdup_printf("%s %%", percent);
    document_bar(document, label, share, value);
  }
}

void sheet_add_groups(Document *document, const Sheets *sheets, guint sheet) {
  const Column columns[] = {
      {"id", _("Code"), ALIGN_LEFT, FOR_PEOPLE},          {"title", _("Title"), ALIGN_LEFT, FOR_PEOPLE},
      {"max", _("Points"), ALIGN_RIGHT, FOR_PEOPLE},      {"points", _("Earned"), ALIGN_RIGHT, FOR_PEOPLE},
      {"percent", _("Percent"), ALIGN_RIGHT, FOR_PEOPLE}, {"band", _("Band"), ALIGN_LEFT, FOR_PEOPLE},
      {"note", _("Note"), ALIGN_LEFT, FOR_PEOPLE},
  };
  Sheets *view = sheets_view(sheets);
  add_group_rows(view, sheet);
  add_bars(document, g_ptr_array_index(sheets->sheets, sheet), sheets->input.lang);
  Table *table =
      document_table(document, "stage-groups", _("Categories and subtotals"), G_N_ELEMENTS(columns), columns);
  table->audience = FOR_PEOPLE;
  table_set_rows(table, view->rows->len, fill_person, view, sheets_free);
  table->sparse = true;
}

/* -- the total ------------------------------------------------------------------------------------------------ */

void sheet_put_figure(GString *out, Ratio figure) {
  char decimal[RATIO_BUF];
  g_string_append_len(out, decimal, (gssize)ratio_put_decimal(decimal, figure, 2));
}

/* The categories' points as a sum, where several do add up to the total (they need not when totals are combined). */
static void put_sum(GString *out, const Scoresheet *sheet) {
  g_autoptr(GString) terms = g_string_new(NULL);
  Ratio sum = ratio_int(0);
  size_t n = 0;
  for (size_t i = 0; i < sheet->n_nodes; i++) {
    if (sheet->nodes[i].node->parent || ratio_is_zero(sheet->nodes[i].max)) continue;
    if (n++ > 0) g_string_append(terms, " + ");
    sheet_put_figure(terms, sheet->nodes[i].points);
    sum = ratio_add(sum, sheet->nodes[i].points);
  }
  if (n > 1 && ratio_cmp(sum, sheet->raw) == 0) g_string_append_printf(out, "%s = ", terms->str);
}

void sheet_put_next(GString *out, const char *sentence) {
  if (!g_str_has_suffix(out->str, "。")) g_string_append_c(out, ' ');
  g_string_append(out, sentence);
}

static void put_sentence(GString *out, const char *words, Ratio figure) {
  g_autofree char *decimal = ratio_decimal(figure, 2);
  g_autofree char *said = g_strdup_printf(words, decimal);
  sheet_put_next(out, said);
}

bool sheet_is_whole(Ratio figure) { return figure.den > 0 && 100 % figure.den == 0; }

static bool is_shown_whole(const Scoresheet *sheet) {
  bool whole = sheet_is_whole(sheet->raw);
  for (size_t i = 0; i < sheet->n_nodes; i++)
    if (!sheet->nodes[i].node->parent) whole &= sheet_is_whole(sheet->nodes[i].points);
  return whole;
}

void sheet_put_exact(GString *out, Ratio figure) {
  g_autofree char *exact = ratio_short(figure);
  g_autofree char *said = g_strdup_printf(_("Figures are shown rounded; exactly it is %s."), exact);
  sheet_put_next(out, said);
}

static void put_factor(GString *out, const Scoresheet *sheet) {
  Ratio factor = sheet->stage->factor;
  g_autofree char *shown = ratio_short(factor);
  g_autofree char *points = ratio_decimal(sheet->total.points, 2);
  g_autofree char *counted = ratio_decimal(ratio_mul(factor, sheet->total.points), 2);
  g_autofree char *said = g_strdup_printf(_("Towards the award's total: %s × %s = %s."), points, shown, counted);
  sheet_put_next(out, said);
}

static char *method_words(const Combination *how) {
  g_autofree char *percent = NULL;
  switch (how->method) {
  case METHOD_MEAN: return g_strdup(_("mean"));
  case METHOD_MEDIAN: return g_strdup(_("median"));
  case METHOD_JUDGED: return g_strdup(_("what the panel agreed on, else the panel leader's figure"));
  case METHOD_TRIMMED: break;
  }
  if (ratio_is_zero(how->trim))
    return g_strdup_printf(_("mean without the %u highest and the %u lowest"), how->drop, how->drop);
  percent = ratio_short(ratio_mul(how->trim, ratio_int(100)));
  return g_strdup_printf(_("mean without the highest and the lowest %s percent"), percent);
}

char *sheet_method_words(const Stage *stage) {
  const Combination *how = &stage->combination;
  g_autofree char *method = method_words(how);
  const char *words = how->apply_at == APPLY_AT_TOTAL ? _("%s of the scorebooks' totals") : _("%s, item by item");
  return stage->form == STAGE_TOTAL ? g_steal_pointer(&method) : g_strdup_printf(words, method);
}

char *sheet_total_words(const Scoresheet *sheet) {
  g_autoptr(GString) sum = g_string_new(NULL);
  put_sum(sum, sheet);
  sheet_put_figure(sum, sheet->raw);
  g_autofree char *max = ratio_short(sheet->total.max);
  GString *said = g_string_new(NULL);
  g_string_printf(said, _("Total: %s of %s points."), sum->str, max);
  if (!is_shown_whole(sheet)) sheet_put_exact(said, sheet->raw);
  if (!ratio_is_zero(sheet->deducted)) put_sentence(said, _("Deducted: %s."), sheet->deducted);
  if (ratio_cmp(ratio_sub(sheet->raw, sheet->deducted), sheet->total.points) != 0 || !ratio_is_zero(sheet->deducted))
    put_sentence(said, _("After deductions and rounding: %s."), sheet->total.points);
  if (ratio_cmp(sheet->stage->factor, ratio_int(1)) != 0) put_factor(said, sheet);
  if (sheet->total.state == TOTAL_INCOMPLETE) sheet_put_next(said, _("Marks are missing: not final."));
  if (sheet->total.state == TOTAL_NO_PANEL)
    sheet_put_next(said, _("Fewer scorebooks than the stage wants: not final."));
  return g_string_free(said, FALSE);
}

size_t sheet_not_submitted(const Panel *panel) { return panel->assigned > panel->n ? panel->assigned - panel->n : 0; }

/* Of who left the award, and at a stage that is closed, nothing is waited for. */
static char *not_submitted_words(const Cycle *cycle, const Panel *panel) {
  const Applicant *applicant = &cycle->applicants[panel->applicant];
  bool left = applicant_has_left(applicant);
  unsigned long out = sheet_not_submitted(panel);
  if (out == 0) return NULL;
  return g_strdup_printf(
      !left && cycle->stage_states[panel->stage] == STAGE_OPEN
          ? ngettext("Not final: %lu scorebook of the panel is not submitted yet and does not count here.",
                     "Not final: %lu scorebooks of the panel are not submitted yet and do not count here.", out)
          : ngettext("%lu scorebook of the panel was not submitted and does not count.",
                     "%lu scorebooks of the panel were not submitted and do not count.", out),
      out); // NOLINT
}

void sheet_add_total(Document *document, const Sheets *sheets, guint place) {
  const Scoresheet *sheet = g_ptr_array_index(sheets->sheets, place);
  bool none = sheet->total.state == TOTAL_NONE;
  g_autofree char *total = none ? NULL : sheet_total_words(sheet);
  g_autofree char *out = not_submitted_words(sheets->input.cycle, g_ptr_array_index(sheets->panels, place));
  if (total) document_paragraph(document, total);
  if (out) document_paragraph(document, out);
  sheet_add_how(document, sheets, place);
  if (sheet->band && *sheet->band)
    document_field(document, NULL, _("Band of the total"),
                   cell_text(band_title(sheet->criteria, "total", sheet->band, sheets->input.lang)));
}

/* -- deductions: row numbers are places in the cycle's list -------------------------------------------------- */

static void fill_deduction(const void *data, size_t i, Cell *cells) {
  const Sheets *sheets = data;
  const Deducted *deducted = &sheets->input.cycle->deducted[sheets_row(sheets, i)->at];
  const Deduction *deduction = stage_deduction_named(sheets_sheet(sheets, i)->stage, deducted->deduction);
  cells[0] = cell_text(text_or(deduction ? &deduction->title : NULL, sheets->input.lang, deducted->deduction));
  cells[1] = report_points(deducted->amount);
  cells[2] = cell_text(deduction && deduction->unit ? pack_words(deduction->unit) : "");
  if (deduction) cells[3] = report_points(deduction_charge(deduction, deducted->amount));
  cells[4] = cell_text(deducted->reason);
}

void sheet_add_deductions(Document *document, const Sheets *sheets, guint sheet) {
  const Column columns[] = {{"deduction", _("Deduction"), ALIGN_LEFT, FOR_PEOPLE},
                            {"amount", _("Amount"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"unit", _("Unit"), ALIGN_LEFT, FOR_PEOPLE},
                            {"points", _("Points off"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"reason", _("Reason"), ALIGN_LEFT, FOR_PEOPLE}};
  const Panel *panel = g_ptr_array_index(sheets->panels, sheet);
  const Cycle *cycle = sheets->input.cycle;
  Sheets *view = sheets_view(sheets);
  for (size_t i = 0; i < cycle->n_deducted; i++)
    if (cycle->deducted[i].applicant == panel->applicant && cycle->deducted[i].stage == panel->stage)
      sheets_add_row(view, sheet, i);
  Table *table = document_table(document, "deductions", _("Deductions"), G_N_ELEMENTS(columns), columns);
  table->audience = FOR_PEOPLE;
  table_set_rows(table, view->rows->len, fill_deduction, view, sheets_free);
  table->sparse = true;
}
