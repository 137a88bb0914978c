/* report_moves.c: the rows of the consensus report, made once each. */
#include "reports/report_moves.h"
#include "reports/words.h"

#include <glib/gi18n.h>

static void free_movement(gpointer movement) { movement_free(movement); }

GPtrArray *report_moves(const ReportInput *input) {
  GPtrArray *moves = g_ptr_array_new_with_free_func(free_movement);
  const Rules *rules = input->award->rules;
  const Criteria *criteria = award_criteria(input->award, input->cycle, (uint32_t)input->applicant);
  for (size_t i = 0; i < input->n_panels; i++) {
    const Panel *panel = input->panels[i];
    if (!panel || panel->n == 0 || rules->stages[panel->stage].form == STAGE_GATE) continue;
    g_ptr_array_add(moves, movement_of(criteria, rules, input->cycle, panel));
  }
  return moves;
}

static void free_row(gpointer data) {
  MovedRow *row = data;
  g_free(row->codes);
  g_free(row->words);
  g_free(row->proposers);
  g_free(row->reasons);
  g_free(row);
}

/* -- why ------------------------------------------------------------------------------------------------------------ */

static void add_word(GPtrArray *list, const char *word) {
  if (*word && !g_ptr_array_find_with_equal_func(list, word, g_str_equal, NULL)) g_ptr_array_add(list, (char *)word);
}

static char *join(GPtrArray *list) {
  g_ptr_array_add(list, NULL);
  return g_strjoinv("; ", (char **)list->pdata);
}

static bool is_in(const ReportInput *input, const Stage *stage, const Node *item, const ReportAgreed *agreed) {
  if (&input->award->rules->stages[agreed->stage] != stage) return false;
  return !item || (agreed->cell >= item->cell && agreed->cell < item->cell + item->rubric->n_cells);
}

static void say_why(const ReportInput *input, const ItemMovement *item, MovedRow *row) {
  g_autoptr(GPtrArray) codes = g_ptr_array_new(), words = g_ptr_array_new();
  g_autoptr(GPtrArray) proposers = g_ptr_array_new(), reasons = g_ptr_array_new();
  bool led = !item->agreed && item->after->combined.state == COMBINED_NUMBER;
  if (led) add_word(codes, "leader");
  if (led) add_word(words, _("the leader's figure"));
  if (!led && !item->agreed) add_word(words, _("no figure yet"));
  for (guint i = 0; input->agreed && i < input->agreed->len; i++) {
    const ReportAgreed *agreed = g_ptr_array_index(input->agreed, i);
    if (!is_in(input, row->stage, item->after->item, agreed)) continue;
    add_word(codes, agreed->code);
    add_word(words, consensus_words(input->award->rules, agreed->code, input->lang));
    add_word(proposers, agreed->proposer);
    add_word(reasons, agreed->reason);
  }
  row->codes = join(codes);
  row->words = join(words);
  row->proposers = join(proposers);
  row->reasons = join(reasons);
}

/* -- rows ------------------------------------------------------------------------------------------------------------- */

static Cell result_cell(const ItemScore *score) {
  return score->combined.state == COMBINED_NUMBER ? cell_ratio(score->result, 2) : cell_none();
}

static MovedRow *row_of(const ReportInput *input, const Movement *movement, const ItemMovement *item) {
  const Stage *stage = movement->after->stage;
  const Node *node = item->after->item;
  MovedRow *row = g_new(MovedRow, 1);
  *row = (MovedRow){.stage = stage,
                    .code = node ? node->code : stage_cell_code(stage, movement->after->criteria, 0),
                    .title = text_in(node ? &node->title : &stage->title, input->lang),
                    .before = result_cell(item->before),
                    .agreed = item->whole ? cell_ratio(item->result, 2) : cell_none(),
                    .after = result_cell(item->after),
                    .from = item->from,
                    .to = item->to,
                    .moved = item->moved};
  say_why(input, item, row);
  return row;
}

/* What nobody agreed on and did not move says nothing. */
GPtrArray *report_moved_rows(const ReportInput *input, const GPtrArray *moves, const Movement *only) {
  GPtrArray *rows = g_ptr_array_new_with_free_func(free_row);
  for (guint m = 0; m < moves->len; m++) {
    const Movement *movement = g_ptr_array_index(moves, m);
    for (size_t i = 0; i < movement->n_items && (!only || movement == only); i++) {
      const ItemMovement *item = &movement->items[i];
      if (item->agreed || !ratio_is_zero(item->moved)) g_ptr_array_add(rows, row_of(input, movement, item));
    }
  }
  return rows;
}
