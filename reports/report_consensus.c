/* report_consensus.c: every movement from the independent marks to what counts: how far, who proposed it, why, and that they
 * add up: the independents' points and the movements are the stage's points, exactly. Then each change as it was made. */
#include "reports/report_head.h"
#include "reports/report_moves.h"
#include "reports/times.h"
#include "reports/words.h"

#include <glib/gi18n.h>

static void free_list(void *list) { g_ptr_array_unref(list); }

/* -- for machines: all stages ------------------------------------------------------------------------------------------ */

static void fill_movement(const void *data, size_t i, Cell *cells) {
  const MovedRow *row = g_ptr_array_index((const GPtrArray *)data, i);
  cells[0] = cell_text(row->stage->id);
  cells[1] = cell_text(row->code);
  cells[2] = row->before;
  cells[3] = row->agreed;
  cells[4] = row->after;
  cells[5] = cell_ratio(row->from, 2);
  cells[6] = cell_ratio(row->moved, 2);
  cells[7] = cell_ratio(row->to, 2);
  cells[8] = cell_text(row->codes);
  cells[9] = cell_text(row->proposers);
  cells[10] = cell_text(row->reasons);
}

static void list_movements(Document *document, const ReportInput *input, const GPtrArray *moves) {
  const Column columns[] = {{"stage", "", ALIGN_LEFT, FOR_ALL},         {"item", "", ALIGN_LEFT, FOR_ALL},
                            {"independents", "", ALIGN_RIGHT, FOR_ALL}, {"agreed", "", ALIGN_RIGHT, FOR_ALL},
                            {"counts", "", ALIGN_RIGHT, FOR_ALL},       {"points_before", "", ALIGN_RIGHT, FOR_ALL},
                            {"points_moved", "", ALIGN_RIGHT, FOR_ALL}, {"points_after", "", ALIGN_RIGHT, FOR_ALL},
                            {"code", "", ALIGN_LEFT, FOR_ALL},          {"proposer", "", ALIGN_LEFT, FOR_ALL},
                            {"reason", "", ALIGN_LEFT, FOR_ALL}};
  GPtrArray *rows = report_moved_rows(input, moves, NULL);
  Table *table = document_table(document, "movements", NULL, G_N_ELEMENTS(columns), columns);
  table->audience = FOR_MACHINES;
  table_set_rows(table, rows->len, fill_movement, rows, free_list);
}

static void fill_stage(const void *data, size_t i, Cell *cells) {
  const Movement *movement = g_ptr_array_index((const GPtrArray *)data, i);
  cells[0] = cell_text(movement->after->stage->id);
  cells[1] = cell_bool(movement->counts);
  cells[2] = cell_ratio(movement->before->raw, 2);
  cells[3] = cell_ratio(movement->moved, 2);
  cells[4] = cell_ratio(movement->elsewhere, 2);
  cells[5] = cell_ratio(movement->after->raw, 2);
  cells[6] = cell_ratio(movement->after->total.points, 2);
}

static void list_stages(Document *document, GPtrArray *moves) {
  const Column columns[] = {{"stage", "", ALIGN_LEFT, FOR_ALL},      {"counts", "", ALIGN_LEFT, FOR_ALL},
                            {"before", "", ALIGN_RIGHT, FOR_ALL},    {"moved", "", ALIGN_RIGHT, FOR_ALL},
                            {"elsewhere", "", ALIGN_RIGHT, FOR_ALL}, {"after", "", ALIGN_RIGHT, FOR_ALL},
                            {"points", "", ALIGN_RIGHT, FOR_ALL}};
  Table *table = document_table(document, "stages", NULL, G_N_ELEMENTS(columns), columns);
  table->audience = FOR_TREES;
  table_set_rows(table, moves->len, fill_stage, g_ptr_array_ref(moves), free_list);
}

/* -- for people: a table per stage --------------------------------------------------------------------------------------- */

static void put_step(GString *sum, Ratio step, char *figure(Ratio step)) {
  bool down = step.num < 0;
  g_autofree char *size = figure(down ? ratio_sub(ratio_int(0), step) : step);
  g_string_append_printf(sum, " %c %s", down ? '-' : '+', size);
}

static char *decimal(Ratio figure) { return ratio_decimal(figure, 2); }

/* "612.50 + 12.50 = 625.00" */
static char *sum_words(const Movement *movement, char *figure(Ratio figure)) {
  g_autofree char *before = figure(movement->before->raw), *after = figure(movement->after->raw);
  g_autoptr(GString) sum = g_string_new(before);
  put_step(sum, movement->moved, figure);
  if (!ratio_is_zero(movement->elsewhere)) put_step(sum, movement->elsewhere, figure);
  g_string_append_printf(sum, " = %s", after);
  return g_string_free(g_steal_pointer(&sum), FALSE);
}

static bool is_hundredths(Ratio figure) { return figure.den > 0 && 100 % figure.den == 0; }

static void add_movement(Document *document, const Movement *movement) {
  g_autofree char *sum = sum_words(movement, decimal), *exact = sum_words(movement, ratio_short);
  g_autofree char *said = g_strdup_printf(_("The independents' points and the movements: %s."), sum);
  g_autofree char *exactly = g_strdup_printf(_("Exactly: %s."), exact);
  document_paragraph(document, said);
  if (!is_hundredths(movement->before->raw) || !is_hundredths(movement->moved)) document_paragraph(document, exactly);
}

static void add_sum(Document *document, const Movement *movement) {
  const Scoresheet *after = movement->after;
  g_autofree char *raw = decimal(after->raw), *points = decimal(after->total.points);
  g_autofree char *stays = g_strdup_printf(_("What is agreed does not count at this stage: its points stay %s."), raw);
  g_autofree char *missing =
      g_strdup_printf(ngettext("%u item has no figure yet; the sum is of the others.",
                               "%u items have no figure yet; the sum is of the others.", after->total.missing),
                      after->total.missing);
  g_autofree char *rounded = g_strdup_printf(_("Rounded and less deductions, the stage's figure is %s."), points);
  if (movement->counts) add_movement(document, movement);
  if (!movement->counts) document_paragraph(document, stays);
  if (after->total.missing > 0) document_paragraph(document, missing);
  if (ratio_cmp(after->raw, after->total.points) != 0) document_paragraph(document, rounded);
}

static void fill_person(const void *data, size_t i, Cell *cells) {
  const MovedRow *row = g_ptr_array_index((const GPtrArray *)data, i);
  cells[0] = cell_text(row->code);
  cells[1] = cell_text(row->title);
  cells[2] = row->before;
  cells[3] = row->agreed;
  cells[4] = cell_ratio(row->moved, 2);
  cells[5] = cell_text(row->words);
  cells[6] = cell_text(row->proposers);
  cells[7] = cell_text(row->reasons);
}

static void add_stage(Document *document, const ReportInput *input, const GPtrArray *moves, const Movement *movement) {
  const Column columns[] = {
      {"item", _("Item"), ALIGN_LEFT, FOR_PEOPLE},
      {"title", _("Title"), ALIGN_LEFT, FOR_PEOPLE},
      {"independents", _("Independents"), ALIGN_RIGHT, FOR_PEOPLE},
      {"agreed", _("Agreed"), ALIGN_RIGHT, FOR_PEOPLE},
      {"moved", _("Points moved"), ALIGN_RIGHT, movement->counts ? FOR_PEOPLE : FOR_NOBODY},
      {"why", _("Why"), ALIGN_LEFT, FOR_PEOPLE},
      {"proposer", _("Proposed by"), ALIGN_LEFT, FOR_PEOPLE},
      {"reason", _("Reason"), ALIGN_LEFT, FOR_PEOPLE},
  };
  GPtrArray *rows = report_moved_rows(input, moves, movement);
  document_heading(document, 1, text_in(&movement->after->stage->title, input->lang));
  Table *table = document_table(document, "stage", NULL, G_N_ELEMENTS(columns), columns);
  table->audience = FOR_PEOPLE;
  table->empty = g_strdup(_("Nothing is agreed yet."));
  table_set_rows(table, rows->len, fill_person, rows, free_list);
  table->sparse = true;
  add_sum(document, movement);
}

/* -- changes ----------------------------------------------------------------------------------------------------------- */

typedef struct Changes {
  ReportInput input;
  GString *at, *reason; /* of the row told last */
} Changes;

static void free_changes(void *data) {
  Changes *changes = data;
  g_string_free(changes->at, TRUE);
  g_string_free(changes->reason, TRUE);
  g_free(changes);
}

static void fill_change(const void *data, size_t i, Cell *cells) {
  const ReportChange *change = g_ptr_array_index(((const Changes *)data)->input.changes, i);
  const char *const texts[] = {change->at,   change->actor,  change->stage, change->proposer,
                               change->item, change->before, change->after, change->reason};
  cells[0] = cell_integer(change->number);
  for (size_t c = 0; c < G_N_ELEMENTS(texts); c++) cells[1 + c] = cell_text(texts[c]);
}

static void fill_change_person(const void *data, size_t i, Cell *cells) {
  const Changes *changes = data;
  const ReportInput *input = &changes->input;
  fill_change(data, i, cells);
  g_autofree char *reason = agreed_reason_words(input->award->rules, cells[8].text, input->lang);
  g_autofree char *at = time_on_paper(cells[1].text);
  g_string_assign(changes->at, at);
  g_string_assign(changes->reason, reason);
  cells[1] = cell_text(changes->at->str);
  cells[2] = cell_text(actor_words(cells[2].text));
  int stage = rules_stage_index(input->award->rules, cells[3].text);
  if (stage >= 0) cells[3] = cell_text(report_stage_title(input, (size_t)stage));
  cells[6] = cell_text(event_words(cells[6].text));
  cells[7] = cell_text(event_words(cells[7].text));
  cells[8] = cell_text(changes->reason->str);
}

static void add_changes(Document *document, const ReportInput *input, Audience audience) {
  const Column columns[] = {
      {"event", _("No."), ALIGN_RIGHT, FOR_ALL},           {"at", _(time_title()), ALIGN_LEFT, FOR_ALL},
      {"actor", _("Recorded by"), ALIGN_LEFT, FOR_ALL},    {"stage", _("Stage"), ALIGN_LEFT, FOR_ALL},
      {"proposer", _("Proposed by"), ALIGN_LEFT, FOR_ALL}, {"item", _("Item"), ALIGN_LEFT, FOR_ALL},
      {"before", _("Before"), ALIGN_LEFT, FOR_ALL},        {"after", _("After"), ALIGN_LEFT, FOR_ALL},
      {"reason", _("Reason"), ALIGN_LEFT, FOR_ALL}};
  Table *table =
      document_table(document, "changes", audience == FOR_PEOPLE ? _("Every change, as it was recorded") : NULL,
                     G_N_ELEMENTS(columns), columns);
  table->audience = audience;
  Changes *changes = g_new(Changes, 1);
  *changes = (Changes){*input, g_string_new(NULL), g_string_new(NULL)};
  table_set_rows(table, input->changes ? input->changes->len : 0,
                 audience == FOR_PEOPLE ? fill_change_person : fill_change, changes, free_changes);
}

static Document *make(const ReportInput *input, GError **error) {
  if (!report_has_applicant(input, error)) return NULL;
  Document *document = report_start(input, "accolade.consensus/1", _("From the independent marks to the consensus"));
  g_autoptr(GPtrArray) moves = report_moves(input);
  report_add_applicant(document, input);
  list_movements(document, input, moves);
  list_stages(document, moves);
  add_changes(document, input, FOR_TREES);
  for (guint i = 0; i < moves->len; i++) add_stage(document, input, moves, g_ptr_array_index(moves, i));
  if (moves->len == 0) document_paragraph(document, _("No scorebook is submitted yet; drafts are not told."));
  add_changes(document, input, FOR_PEOPLE);
  report_sign(document);
  return document;
}

const ReportKind report_consensus = {
    .name = "consensus",
    .sentence = N_("one applicant's movements from the independent marks to what counts: who, what, why"),
    .needs = NEEDS_APPLICANT | NEEDS_CONSENSUS,
    .panel = true,
    .make = make,
};
