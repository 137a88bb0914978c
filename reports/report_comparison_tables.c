/* report_comparison_tables.c: stages, categories and items of both with their differences. */
#include "reports/report_comparison.h"

#include <glib/gi18n.h>

/* -- stages --------------------------------------------------------------------------------------------------------- */

static bool is_award_line(const ComparedLine *line) {
  return line->kind == LINE_STAGE || line->kind == LINE_ROUNDED_TOTAL || line->kind == LINE_TOTAL;
}

static bool is_weighted(const Beside *beside) {
  const Rules *rules = beside->input.award->rules;
  for (size_t s = 0; s < rules->n_stages; s++)
    if (rules->stages[s].form != STAGE_GATE && ratio_cmp(rules->stages[s].factor, ratio_int(1)) != 0) return true;
  return false;
}

static const char *factor_words(const Beside *beside, const ComparedLine *line) {
  if (line->kind != LINE_STAGE) return "";
  if (!beside->input.ranking->begun[line->stage] || ratio_is_zero(beside_stage(beside, line)->factor))
    return _("not counted");
  g_autofree char *factor = ratio_short(beside_stage(beside, line)->factor);
  g_autofree char *said = g_strdup_printf("× %s", factor);
  return g_string_chunk_insert_const(beside->texts, said);
}

static Ratio max_of(const Beside *beside, const ComparedLine *line, size_t which) {
  const Standing *standing = beside->of->standings[which];
  if (line->kind == LINE_TOTAL) return *standing->max;
  const Scoresheet *sheet = line->kind == LINE_STAGE ? g_ptr_array_index(beside->of->sheets[which], line->stage) : NULL;
  return sheet ? sheet->total.max : ratio_int(0);
}

static const char *state_words(TotalState state) {
  if (state == TOTAL_INCOMPLETE) return _("marks are missing");
  return state == TOTAL_NO_PANEL ? _("fewer scorebooks than the stage wants") : "";
}

/* "A14: marks are missing" */
static const char *note_on(const Beside *beside, const ComparedLine *line) {
  g_autoptr(GString) note = g_string_new(NULL);
  for (size_t i = 0; i < 2 && line->kind == LINE_STAGE; i++) {
    const Scoresheet *sheet = g_ptr_array_index(beside->of->sheets[i], line->stage);
    const char *words = sheet ? state_words(sheet->total.state) : _("no scorebook");
    if (!*words) continue;
    if (note->len > 0) g_string_append(note, _("; "));
    g_string_append_printf(note, _("%s: %s"), beside_id(beside, i), words);
  }
  return g_string_chunk_insert_const(beside->texts, note->str);
}

static void fill_stage(const void *data, size_t i, Cell *cells) {
  const LineRows *rows = data;
  const Beside *beside = rows->beside;
  const ComparedLine *line = line_rows_at(rows, i);
  Cell figures[3] = {0};
  cells[0] = cell_text(line_title(beside, line));
  line_fill_figures(line, true, figures);
  for (size_t k = 0; k < 2 && line->kind == LINE_STAGE; k++) cells[1 + k] = figures[k];
  cells[3] = cell_text(factor_words(beside, line));
  for (size_t k = 0; k < 2; k++)
    if (line->states[k] == COMBINED_NUMBER) cells[4 + k] = cell_ratio(line->weighted[k], 2);
  if (line->is_counted) cells[6] = cell_ratio(line->counted, 2);
  for (size_t k = 0; k < 2; k++)
    if (line->states[k] == COMBINED_NUMBER)
      report_fill_percent(&cells[7 + k], line->figures[k], max_of(beside, line, k));
  cells[9] = cell_text(note_on(beside, line));
}

void comparison_add_stages(Document *document, Beside *beside) {
  bool weighted = is_weighted(beside);
  Audience points = weighted ? FOR_PEOPLE : FOR_NOBODY;
  Audience percent = beside->of->compared == COMPARED_TOTALS ? FOR_PEOPLE : FOR_NOBODY;
  const char *first = beside_id(beside, 0), *second = beside_id(beside, 1);
  g_autofree char *first_counts = g_strdup_printf(_("%s counts"), first);
  g_autofree char *second_counts = g_strdup_printf(_("%s counts"), second);
  g_autofree char *first_percent = g_strdup_printf("%s %%", first), *second_percent = g_strdup_printf("%s %%", second);
  const Column columns[] = {{"stage", _("Stage"), ALIGN_LEFT, FOR_PEOPLE},
                            {"first", first, ALIGN_RIGHT, points},
                            {"second", second, ALIGN_RIGHT, points},
                            {"factor", _("Factor"), ALIGN_LEFT, points},
                            {"first_counts", weighted ? first_counts : first, ALIGN_RIGHT, FOR_PEOPLE},
                            {"second_counts", weighted ? second_counts : second, ALIGN_RIGHT, FOR_PEOPLE},
                            {"difference", _("Difference"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"first_percent", first_percent, ALIGN_RIGHT, percent},
                            {"second_percent", second_percent, ALIGN_RIGHT, percent},
                            {"note", _("Note"), ALIGN_LEFT, FOR_PEOPLE}};
  LineRows *rows = line_rows_new(beside);
  for (guint i = 0; i < beside->of->lines->len; i++)
    if (is_award_line(beside_line(beside, i))) g_array_append_val(rows->places, i);
  Table *table = document_table(document, "by-stage", _("Stage by stage"), G_N_ELEMENTS(columns), columns);
  table->audience = FOR_PEOPLE;
  line_rows_set(table, rows, fill_stage);
}

/* -- categories and items ---------------------------------------------------------------------------------------------- */

static void fill_part(const void *data, size_t i, Cell *cells) {
  const LineRows *rows = data;
  const ComparedLine *line = line_rows_at(rows, i);
  cells[0] = cell_text(line_code(rows->beside, line));
  cells[1] = cell_text(line_title(rows->beside, line));
  line_fill_figures(line, true, &cells[2]);
  if (line->is_counted) cells[5] = cell_ratio(line->counted, 2);
}

/* Does an item's difference count as it stands? Not where it is weighted, or a share. */
static bool counts_as_shown(const Beside *beside, uint16_t stage) {
  const Scoresheet *sheet = g_ptr_array_index(beside->of->sheets[0], stage);
  bool one = ratio_cmp(sheet->fit, ratio_int(1)) == 0 && ratio_cmp(sheet->stage->factor, ratio_int(1)) == 0;
  return one && (sheet->stage->form == STAGE_TOTAL || sheet->criteria->aggregate == AGGREGATE_SUM);
}

static void add_part(Document *document, Beside *beside, uint16_t stage, bool categories) {
  Audience counted = counts_as_shown(beside, stage) ? FOR_NOBODY : FOR_PEOPLE;
  const Column columns[] = {{"code", _("Code"), ALIGN_LEFT, FOR_PEOPLE},
                            {"title", _("Title"), ALIGN_LEFT, FOR_PEOPLE},
                            {"first", beside_id(beside, 0), ALIGN_RIGHT, FOR_PEOPLE},
                            {"second", beside_id(beside, 1), ALIGN_RIGHT, FOR_PEOPLE},
                            {"difference", _("Difference"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"counted", _("Of the total"), ALIGN_RIGHT, counted}};
  LineRows *rows = line_rows_new(beside);
  for (guint i = 0; i < beside->of->lines->len; i++) {
    const ComparedLine *line = beside_line(beside, i);
    if (line->stage == stage && line->kind <= LINE_STAGE && (line->kind == LINE_CATEGORY) == categories)
      g_array_append_val(rows->places, i);
  }
  const char *title = categories ? _("By category") : _("By item");
  Table *table =
      document_table(document, categories ? "by-category" : "by-item", title, G_N_ELEMENTS(columns), columns);
  table->audience = FOR_PEOPLE;
  line_rows_set(table, rows, fill_part);
}

void comparison_add_items(Document *document, Beside *beside) {
  for (guint i = 0, stage = G_MAXUINT; i < beside->of->lines->len; i++) {
    const ComparedLine *line = beside_line(beside, i);
    bool first = line->kind == LINE_ITEM && line->stage != stage;
    if (!first) continue;
    stage = line->stage;
    document_heading(document, 1, report_stage_title(&beside->input, line->stage));
    if (beside_stage(beside, line)->form == STAGE_ITEMS) add_part(document, beside, line->stage, true);
    add_part(document, beside, line->stage, false);
  }
}
