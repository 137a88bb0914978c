/* report_feedback.c: what goes back to one applicant: how far each item reached, as a band, and the strengths and
 * opportunities found, with where they were seen. No name of an assessor, no mark and no points. */
#include "reports/report_comments.h"

#include <glib/gi18n.h>

typedef struct Reached {
  const char *lang;
  GPtrArray *sheets; /* of Scoresheet, owned */
  GArray *rows;      /* ReachedRow */
} Reached;

typedef struct ReachedRow {
  guint sheet;
  size_t item;
} ReachedRow;

static void free_sheet(void *sheet) { scoresheet_free(sheet); }

static void reached_free(void *data) {
  Reached *reached = data;
  g_ptr_array_unref(reached->sheets);
  g_array_unref(reached->rows);
  g_free(reached);
}

static bool is_judged(const ReportInput *input, const Panel *panel) {
  return panel && panel->n > 0 && input->award->rules->stages[panel->stage].form == STAGE_ITEMS;
}

/* stage < 0: every one. Items whose rubric has no bands, or that nobody marked, reach none. */
static Reached *reached_of(const ReportInput *input, int stage) {
  Reached *reached = g_new0(Reached, 1);
  const Criteria *criteria = award_criteria(input->award, input->cycle, (uint32_t)input->applicant);
  *reached =
      (Reached){input->lang, g_ptr_array_new_with_free_func(free_sheet), g_array_new(FALSE, FALSE, sizeof(ReachedRow))};
  for (size_t p = 0; p < input->n_panels; p++) {
    const Panel *panel = input->panels[p];
    if (!is_judged(input, panel) || (stage >= 0 && panel->stage != stage)) continue;
    Scoresheet *sheet = scoresheet_of(criteria, input->award->rules, input->cycle, panel);
    g_ptr_array_add(reached->sheets, sheet);
    for (size_t i = 0; i < sheet->n_items; i++) {
      ReachedRow row = {reached->sheets->len - 1, i};
      if (sheet->items[i].band) g_array_append_val(reached->rows, row);
    }
  }
  return reached;
}

static void fill(const void *data, size_t i, Cell *cells) {
  const Reached *reached = data;
  const ReachedRow *row = &g_array_index(reached->rows, ReachedRow, i);
  const Scoresheet *sheet = g_ptr_array_index(reached->sheets, row->sheet);
  const ItemScore *score = &sheet->items[row->item];
  cells[0] = cell_text(sheet->stage->id);
  cells[1] = cell_text(score->item->code);
  cells[2] = cell_text(text_in(&score->item->title, reached->lang));
  cells[3] = cell_text(score->band->id);
  cells[4] = cell_text(text_in(&score->band->title, reached->lang));
  cells[5] = cell_text(text_in(&score->band->hint, reached->lang));
}

static void add_reached(Document *document, const ReportInput *input, int stage) {
  const Column columns[] = {
      {"stage", "", ALIGN_LEFT, FOR_MACHINES},        {"item", _("Item"), ALIGN_LEFT, FOR_ALL},
      {"title", _("Title"), ALIGN_LEFT, FOR_PEOPLE},  {"band", "", ALIGN_LEFT, FOR_MACHINES},
      {"reached", _("Band"), ALIGN_LEFT, FOR_PEOPLE}, {"hint", _("Meaning"), ALIGN_LEFT, FOR_PEOPLE}};
  Reached *reached = reached_of(input, stage);
  Table *table = document_table(document, "bands", _("How far each item reaches"), G_N_ELEMENTS(columns), columns);
  table->audience = stage < 0 ? FOR_TREES : FOR_PEOPLE;
  table_set_rows(table, reached->rows->len, fill, reached, reached_free);
  if (stage >= 0) table->sparse = true;
}

static size_t count_told(const ReportInput *input) {
  size_t n = 0;
  for (size_t p = 0; p < input->n_panels; p++) {
    if (!input->panels[p]) continue;
    g_autoptr(GPtrArray) told = report_comments_chosen(input, (CommentChoice){input->panels[p]->stage, false});
    n += told->len;
  }
  return n;
}

static Document *make(const ReportInput *input, GError **error) {
  if (!report_has_applicant(input, error)) return NULL;
  Document *document = report_start(input, "accolade.feedback/1", _("Feedback"));
  bool any = false;
  report_add_applicant(document, input);
  report_list_comments(document, input, false);
  report_add_factors(document, input, false);
  add_reached(document, input, -1);
  document_paragraph(document,
                     count_told(input) > 0
                         ? _("+ is a strength, - an opportunity for improvement; in brackets stands where it was seen.")
                         : _("No strength and no opportunity for improvement was written down."));
  for (size_t p = 0; p < input->n_panels; p++) {
    if (!input->panels[p] || input->panels[p]->n == 0) continue;
    uint16_t stage = input->panels[p]->stage;
    document_heading(document, 1, report_stage_title(input, stage));
    add_reached(document, input, stage);
    report_add_comments(document, input, (CommentChoice){stage, false});
    any = true;
  }
  if (!any) document_paragraph(document, _("No scorebook is submitted yet; drafts are not told."));
  return document;
}

const ReportKind report_feedback = {
    .name = "feedback",
    .sentence = N_("what goes back to one applicant: bands, strengths, opportunities; no names, no marks"),
    .needs = NEEDS_APPLICANT | NEEDS_COMMENTS,
    .make = make,
};
