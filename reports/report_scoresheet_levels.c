/* report_scoresheet_levels.c: the recognition levels each stage's sheet reaches, of the criteria and of the rules. */
#include "reports/report_scoresheet.h"

#include <glib/gi18n.h>

static size_t most_levels(const Sheets *sheets, guint sheet) {
  const Scoresheet *of = g_ptr_array_index(sheets->sheets, sheet);
  return of->criteria->n_levels + sheets->input.award->rules->n_levels;
}

/* Levels met by the sheet, the highest of each track; free the array. */
static const Level **reached(const Sheets *sheets, guint sheet, size_t *ret_n) {
  size_t most = most_levels(sheets, sheet);
  const Level **levels = g_new0(const Level *, most + 1);
  *ret_n = levels_met(g_ptr_array_index(sheets->sheets, sheet), sheets->input.award->rules, levels, most);
  return levels;
}

static void fill_level(const void *data, size_t i, Cell *cells) {
  const Sheets *sheets = data;
  size_t n;
  g_autofree const Level **levels = reached(sheets, sheets_row(sheets, i)->sheet, &n);
  const Level *level = levels[sheets_row(sheets, i)->at];
  cells[0] = cell_text(sheets_sheet(sheets, i)->stage->id);
  cells[1] = cell_text(report_stage_title(
      &sheets->input, (size_t)(sheets_sheet(sheets, i)->stage - sheets->input.award->rules->stages)));
  cells[2] = cell_text(level->id);
  cells[3] = cell_text(level->track ? level->track : "");
  cells[4] = cell_text(text_in(&level->title, sheets->input.lang));
}

void sheet_add_levels(Document *document, const Sheets *sheets) {
  const Column columns[] = {{"stage", "", ALIGN_LEFT, FOR_TREES},
                            {"stage", _("Stage"), ALIGN_LEFT, FOR_PEOPLE},
                            {"level", "", ALIGN_LEFT, FOR_TREES},
                            {"track", "", ALIGN_LEFT, FOR_TREES},
                            {"title", _("Recognition level"), ALIGN_LEFT, FOR_PEOPLE}};
  Sheets *view = sheets_view(sheets);
  size_t most = 0;
  for (guint s = 0; s < sheets->sheets->len; s++) {
    size_t n;
    G_GNUC_UNUSED g_autofree const Level **levels = reached(sheets, s, &n);
    for (size_t at = 0; at < n; at++) sheets_add_row(view, s, at);
    most += most_levels(sheets, s);
  }
  Table *table = document_table(document, "levels", _("Levels reached"), G_N_ELEMENTS(columns), columns);
  if (most > 0) table->empty = g_strdup(_("No level is reached."));
  table_set_rows(table, view->rows->len, fill_level, view, sheets_free);
}
