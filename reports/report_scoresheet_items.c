/* report_scoresheet_items.c: items with what the panel gave, and the cells of rubrics that score dimensions. */
#include "reports/report_scoresheet.h"
#include "reports/words.h"

#include <glib/gi18n.h>

static const ItemScore *score_of(const Sheets *sheets, size_t i) {
  return &sheets_sheet(sheets, i)->items[sheets_row(sheets, i)->at];
}

static const char *code_of(const Scoresheet *sheet, const ItemScore *score) {
  return score->item ? score->item->code : stage_cell_code(sheet->stage, sheet->criteria, 0);
}

static const char *title_of(const Sheets *sheets, size_t i) {
  const ItemScore *score = score_of(sheets, i);
  return text_in(score->item ? &score->item->title : &sheets_sheet(sheets, i)->stage->title, sheets->input.lang);
}

static bool has_result(const ItemScore *score) { return score->combined.state == COMBINED_NUMBER; }

static void fill_machine(const void *data, size_t i, Cell *cells) {
  static const char *const states[] = {"number", "missing", "not-applicable"};
  const ItemScore *score = score_of(data, i);
  const Combined *combined = &score->combined;
  cells[0] = cell_text(sheets_sheet(data, i)->stage->id);
  cells[1] = cell_text(code_of(sheets_sheet(data, i), score));
  cells[2] = cell_text(states[combined->state]);
  cells[3] = cell_integer(combined->given);
  cells[4] = cell_integer(combined->blank);
  cells[5] = cell_integer(combined->abstained);
  cells[6] = cell_integer(combined->not_applicable);
  if (has_result(score)) cells[7] = cell_ratio(score->result, 2);
  if (combined->state != COMBINED_MISSING) cells[8] = cell_ratio(score->points, 2);
  cells[9] = cell_ratio(score->max, 2);
  if (score->band) cells[10] = cell_text(score->band->id);
  cells[11] = cell_bool(combined->fell_back);
}

void sheet_add_item_list(Document *document, const Sheets *sheets) {
  const Column columns[] = {
      {"stage", "", ALIGN_LEFT, FOR_ALL},
      {"item", "", ALIGN_LEFT, FOR_ALL},
      {"state", "", ALIGN_LEFT, FOR_ALL},
      {"marks", "", ALIGN_RIGHT, FOR_ALL},
      {"blank", "", ALIGN_RIGHT, FOR_ALL},
      {"abstained", "", ALIGN_RIGHT, FOR_ALL},
      {"not_applicable", "", ALIGN_RIGHT, FOR_ALL},
      {"result", "", ALIGN_RIGHT, FOR_ALL},
      {"points", "", ALIGN_RIGHT, FOR_ALL},
      {"max", "", ALIGN_RIGHT, FOR_ALL},
      {"band", "", ALIGN_LEFT, FOR_ALL},
      {"fell_back", "", ALIGN_LEFT, FOR_ALL},
  };
  Sheets *view = sheets_view(sheets);
  for (guint s = 0; s < sheets->sheets->len; s++)
    for (size_t i = 0; i < ((const Scoresheet *)g_ptr_array_index(sheets->sheets, s))->n_items; i++)
      sheets_add_row(view, s, i);
  Table *table = document_table(document, "items", NULL, G_N_ELEMENTS(columns), columns);
  table->audience = FOR_MACHINES;
  table_set_rows(table, view->rows->len, fill_machine, view, sheets_free);
}

static void put_count(GString *out, const char *words, unsigned n) {
  if (n == 0) return;
  if (out->len > 0) g_string_append(out, _("; "));
  g_string_append_printf(out, words, n);
}

static void put_remark(GString *out, const char *words) {
  if (out->len > 0) g_string_append(out, _("; "));
  g_string_append(out, words);
}

/* An item that does not apply, and one whose points grew by such items. */
static void put_left_out(GString *out, const Scoresheet *sheet, const ItemScore *score) {
  const Node *item = score->item;
  if (!item) return;
  if (score->combined.state == COMBINED_NOT_APPLICABLE) {
    g_autofree char *words = g_strdup_printf(_("not applicable, %s"), left_out_words(sheet, item));
    put_remark(out, words);
  } else if (sheet->criteria->aggregate == AGGREGATE_SUM && ratio_cmp(score->max, item->points) > 0) {
    g_autofree char *more = ratio_short(ratio_sub(score->max, item->points));
    g_autofree char *words = g_strdup_printf(_("with %s points of items that do not apply"), more);
    put_remark(out, words);
  }
}

static const char *remarks_on(const Sheets *sheets, const Scoresheet *sheet, const ItemScore *score) {
  const Combined *combined = &score->combined;
  g_string_truncate(sheets->said, 0);
  if (combined->state == COMBINED_MISSING) put_remark(sheets->said, _("no mark"));
  put_left_out(sheets->said, sheet, score);
  if (combined->fell_back) put_remark(sheets->said, _("few marks, fallback used"));
  put_count(sheets->said, _("%u blank"), combined->blank);
  put_count(sheets->said, _("%u abstained"), combined->abstained);
  if (combined->state != COMBINED_NOT_APPLICABLE)
    put_count(sheets->said, _("%u not applicable"), combined->not_applicable);
  if (score->item && score->item->advisory) put_remark(sheets->said, _("advisory, not counted"));
  return sheets->said->str;
}

/* "3/5" where the way of combining leaves marks out. */
static const char *marks_of(const Sheets *sheets, const Scoresheet *sheet, const Combined *combined) {
  CombineMethod method = sheet->stage->combination.method;
  bool leaves_out = (method == METHOD_TRIMMED || method == METHOD_JUDGED) && !combined->fell_back;
  if (leaves_out && combined->state == COMBINED_NUMBER && combined->n < combined->given)
    g_string_printf(sheets->counted, "%u/%u", combined->n, combined->given);
  else
    g_string_printf(sheets->counted, "%u", combined->given);
  return sheets->counted->str;
}

static void fill_person(const void *data, size_t i, Cell *cells) {
  const Sheets *sheets = data;
  const ItemScore *score = score_of(sheets, i);
  cells[0] = cell_text(code_of(sheets_sheet(sheets, i), score));
  cells[1] = cell_text(title_of(sheets, i));
  cells[2] = report_points(score->max);
  cells[3] = cell_text(marks_of(sheets, sheets_sheet(sheets, i), &score->combined));
  if (has_result(score)) cells[4] = cell_ratio(score->result, 2);
  if (has_result(score)) cells[5] = cell_ratio(score->points, 2);
  if (score->band) cells[6] = cell_text(text_in(&score->band->title, sheets->input.lang));
  cells[7] = cell_text(remarks_on(sheets, sheets_sheet(sheets, i), score));
}

/* Is any result above the band it is in, as one combined of several marks may be? */
static bool is_any_between_bands(const Scoresheet *sheet) {
  for (size_t i = 0; i < sheet->n_items; i++) {
    const ItemScore *score = &sheet->items[i];
    if (!score->band || !score->item) continue;
    Ratio to = ratio((int128_t)score->band->to * score->item->rubric->scale->unit, 100);
    if (ratio_cmp(score->result, to) > 0) return true;
  }
  return false;
}

void sheet_add_items(Document *document, const Sheets *sheets, guint sheet) {
  const Column columns[] = {
      {"item", _("Item"), ALIGN_LEFT, FOR_PEOPLE},      {"title", _("Title"), ALIGN_LEFT, FOR_PEOPLE},
      {"max", _("Points"), ALIGN_RIGHT, FOR_PEOPLE},    {"marks", _("Marks used"), ALIGN_RIGHT, FOR_PEOPLE},
      {"result", _("Result"), ALIGN_RIGHT, FOR_PEOPLE}, {"points", _("Earned"), ALIGN_RIGHT, FOR_PEOPLE},
      {"band", _("Band"), ALIGN_LEFT, FOR_PEOPLE},      {"note", _("Note"), ALIGN_LEFT, FOR_PEOPLE},
  };
  const Scoresheet *source = g_ptr_array_index(sheets->sheets, sheet);
  Sheets *view = sheets_view(sheets);
  for (size_t i = 0; i < source->n_items; i++) sheets_add_row(view, sheet, i);
  Table *table = document_table(document, "stage-items", _("Items"), G_N_ELEMENTS(columns), columns);
  table->audience = FOR_PEOPLE;
  table_set_rows(table, view->rows->len, fill_person, view, sheets_free);
  table->sparse = true;
  if (is_any_between_bands(source))
    document_paragraph(document, _("A result that lies between two bands is in the lower one."));
}

/* -- dimensions ------------------------------------------------------------------------------------------- */

static Ratio cell_mean(const Panel *panel, const Scale *scale, size_t cell, unsigned *ret_n) {
  int64_t sum = 0;
  *ret_n = 0;
  for (size_t b = 0; b < panel->n; b++) {
    Mark mark = panel->books[b].marks[cell];
    if (!mark_is_number(mark)) continue;
    sum += mark;
    ++*ret_n;
  }
  return *ret_n > 0 ? ratio(sum * scale->unit, (int128_t)100 * *ret_n) : ratio_int(0);
}

static void fill_dimension(const void *data, size_t i, Cell *cells) {
  const Sheets *sheets = data;
  const SheetRow *row = sheets_row(sheets, i);
  const Criteria *criteria = sheets_sheet(sheets, i)->criteria;
  const Node *item = criteria_cell_item(criteria, row->at);
  const Dimension *dimension = &item->rubric->dimensions[row->at - item->cell];
  unsigned n;
  Ratio mean = cell_mean(g_ptr_array_index(sheets->panels, row->sheet), item->rubric->scale, row->at, &n);
  cells[0] = cell_text(criteria->cell_codes[row->at]);
  cells[1] = cell_text(text_in(&item->title, sheets->input.lang));
  cells[2] = cell_text(text_in(&dimension->title, sheets->input.lang));
  cells[3] = cell_integer(n);
  if (n > 0) cells[4] = cell_ratio(mean, 2);
}

void sheet_add_dimensions(Document *document, const Sheets *sheets, guint sheet) {
  const Column columns[] = {{"cell", _("Cell"), ALIGN_LEFT, FOR_PEOPLE},
                            {"title", _("Title"), ALIGN_LEFT, FOR_PEOPLE},
                            {"dimension", _("Dimension"), ALIGN_LEFT, FOR_PEOPLE},
                            {"marks", _("Marks used"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"mean", _("Mean"), ALIGN_RIGHT, FOR_PEOPLE}};
  const Scoresheet *source = g_ptr_array_index(sheets->sheets, sheet);
  const Criteria *criteria = source->criteria;
  Sheets *view = sheets_view(sheets);
  for (size_t c = 0; source->stage->form == STAGE_ITEMS && c < criteria->n_cells; c++)
    if (criteria_cell_item(criteria, c)->rubric->n_cells > 1) sheets_add_row(view, sheet, c);
  Table *table = document_table(document, "dimensions", _("Dimensions"), G_N_ELEMENTS(columns), columns);
  table->audience = FOR_PEOPLE;
  table_set_rows(table, view->rows->len, fill_dimension, view, sheets_free);
  table->sparse = true;
}
