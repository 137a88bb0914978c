/* exchange_scores.c: one row of scores: whose, which cell, which mark; with the comments beside it. Rows mostly
 * repeat the people of the row before and go on with the next item, so that is tried first; whole runs of such rows are
 * taken by exchange_go_on.c. */
#include "store/exchange_private.h"

#include <string.h>

const Column score_columns[SCORE_COLUMNS] = {
    {"applicant", PAIR_APPLICANT_ZH, COLUMN_NEEDED},
    {"assessor", PAIR_ASSESSOR_ZH, COLUMN_NEEDED},
    {"stage", "阶段", 0},
    {"item", "条款|条款号|评分项", COLUMN_NEEDED},
    {"mark", "得分率|得分|分数", COLUMN_NEEDED},
    {"state", "状态", 0},
    {"reason", "理由|原因", COLUMN_LINES},
    {"strength", "优势", COLUMN_LINES},
    {"ofi", "改进空间|改进机会", COLUMN_LINES},
    {"evidence", "证据|证据位置", 0},
};

/* -- the cell ----------------------------------------------------------------------------------- */

static void fault_item(Import *import, const Grid *grid, const char *code) {
  g_autofree char *inside = g_strconcat(code, "/", NULL), *meant = text_meant(code);
  Near near = {.word = meant};
  bool guess = import_may_guess(import, grid->n);
  for (size_t i = 0; i < grid->n; i++) {
    if (guess) near_try(&near, grid->codes[i]);
    if (!g_str_has_prefix(grid->codes[i], inside)) continue;
    import_fault(import, _("the item “%.80s” is marked in parts; name one, such as “%s”"), code, grid->codes[i]);
    return;
  }
  g_autofree char *otherwise =
      g_strdup_printf(grid->n == 1 ? _("the only one is “%s”") : _("items go from “%s” to “%s”"),
                      grid->n ? grid->codes[0] : "", grid->n ? grid->codes[grid->n - 1] : "");
  g_autofree char *hint = near_hint(&near, otherwise);
  import_fault(import, _("there is no item “%.80s”%s"), code, hint);
}

static bool cell_of_row(Import *import, const Grid *grid, size_t *ret_cell) {
  const char *code = table_get(import, S_ITEM);
  size_t guess = import->scores->cell;
  if (guess >= grid->n || strcmp(grid->codes[guess], code) != 0) {
    guess = GPOINTER_TO_SIZE(g_hash_table_lookup(grid->cells, code)) - 1;
    if (guess >= grid->n) {
      fault_item(import, grid, code);
      return false;
    }
  }
  *ret_cell = guess;
  import->scores->cell = guess + 1;
  return true;
}

/* -- the mark ------------------------------------------------------------------------------------- */

static bool state_named(const char *name, Mark *ret_mark) {
  static const struct {
    const char *name;
    Mark mark;
  } states[] = {{"blank", MARK_BLANK},
                {"空白", MARK_BLANK},
                {"abstained", MARK_ABSTAINED},
                {"弃权", MARK_ABSTAINED},
                {"not-applicable", MARK_NOT_APPLICABLE},
                {"不适用", MARK_NOT_APPLICABLE}};
  for (size_t i = 0; i < G_N_ELEMENTS(states); i++)
    if (g_ascii_strcasecmp(name, states[i].name) == 0) {
      *ret_mark = states[i].mark;
      return true;
    }
  return false;
}

static bool fault_mark(Import *import, const char *text, const Scale *scale) {
  g_autofree char *legal = import_lists(import) ? scale_describe(scale) : NULL;
  import_fault(import, _("the mark “%.80s” is not on the scale; legal are %s"), text, legal);
  return false;
}

static bool is_legal(Import *import, const Grid *grid, size_t cell, const char *text, Mark *ret_mark) {
  if (!*text) {
    *ret_mark = MARK_BLANK;
    return true;
  }
  size_t n = plain_mark(text, grid->plain[cell], ret_mark);
  if (n > 0 && !text[n]) return true;
  const Scale *scale = grid->scales[cell];
  if (!state_named(text, ret_mark) && !mark_parse(text, scale, ret_mark)) return fault_mark(import, text, scale);
  return !mark_is_number(*ret_mark) || scale_allows(scale, *ret_mark) || fault_mark(import, text, scale);
}

static bool apply_state(Import *import, const char *text, const char *name, Mark *mark) {
  Mark state;
  if (!*name) return true;
  if (!state_named(name, &state))
    import_fault(import, _("there is no state “%.80s”; use blank, abstained or not-applicable"), name);
  else if (*text && *mark != state)
    import_fault(import, _("the mark “%.80s” and the state “%.80s” contradict each other; empty one of them"), text,
                 name);
  else {
    *mark = state;
    return true;
  }
  return false;
}

static bool may_not_apply(Import *import, const Grid *grid, size_t cell) {
  bool counts = import->store->award->rules->stages[grid->stage].form == STAGE_ITEMS;
  const Node *item = counts ? criteria_cell_item(grid->criteria, cell) : NULL;
  if (!item || item->not_applicable == NA_FORBIDDEN)
    import_fault(import, _("“%s” always applies; give a mark, or leave it blank"), grid->codes[cell]);
  else if (grid->criteria->na_reason && !*table_get(import, S_REASON))
    import_fault(import, _("“%s” is not applicable without a reason; give it in the column “reason”"),
                 grid->codes[cell]);
  else
    return true;
  return false;
}

static bool mark_of_row(Import *import, const Grid *grid, size_t cell, Mark *ret_mark) {
  const char *text = table_get(import, S_MARK), *state = table_get(import, S_STATE);
  if (!is_legal(import, grid, cell, text, ret_mark) || !apply_state(import, text, state, ret_mark)) return false;
  return *ret_mark != MARK_NOT_APPLICABLE || may_not_apply(import, grid, cell);
}

/* -- the row ------------------------------------------------------------------------------------------ */

/* Where the strength and the OFI of the row have their evidence. */
static bool evidence_of_row(Import *import, const char **ret_place) {
  *ret_place = "";
  if (import->table.place[S_EVIDENCE] < 0 || !text_of_row(import, S_EVIDENCE, ret_place) || !**ret_place) return true;
  bool noted = *table_get(import, S_STRENGTH) || *table_get(import, S_OFI);
  if (noted) return true;
  import_fault(import, _("the evidence belongs to no strength and no ofi; write one, or empty the column “evidence”"));
  return false;
}

static bool write_comments(Import *import, const Book *book, size_t cell, GError **error) {
  static const struct {
    int column;
    const char *kind;
  } kinds[] = {{S_REASON, "reason"}, {S_STRENGTH, "strength"}, {S_OFI, "ofi"}};
  const char *place;
  if (!evidence_of_row(import, &place)) return true;
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
    const char *text;
    if (import->table.place[kinds[i].column] < 0 || !text_of_row(import, kinds[i].column, &text) || !*text) continue;
    if (!import_writes(import)) continue;
    if (!ahead_undo(import, error)) return false;
    const Note note = {.item = book->grid->codes[cell],
                       .kind = kinds[i].kind,
                       .text = text,
                       .place = kinds[i].column == S_REASON ? "" : place};
    if (!bulk_comment(&import->bulk, book->grid->stage, book->applicant->no, book->assessor->no, &note, error))
      return false;
  }
  return true;
}

static bool stage_of_row(Import *import, uint16_t *ret_stage) {
  const Book *book = import->scores->book;
  if (book && import->table.place[S_STAGE] < 0) {
    *ret_stage = book->grid->stage;
    return true;
  }
  const char *name = table_get(import, S_STAGE);
  if (book && strcmp(name, import->store->award->rules->stages[book->grid->stage].id) == 0) {
    *ret_stage = book->grid->stage;
    return true;
  }
  return import_stage(import, S_STAGE, ret_stage);
}

/* What does not apply by the rows so far may not be more than the criteria allow. */
static bool may_leave_out(Import *import, const Book *book, size_t cell) {
  g_autoptr(GError) problem = NULL;
  if (store_may_leave_out(book->grid->criteria, book->marks, cell, &problem)) return true;
  import_fault(import, "%s", problem->message);
  return false;
}

/* The two ends of a range: the low one may not be above the high one. */
static bool range_is_upright(Import *import, const Book *book, size_t cell) {
  const Node *item = criteria_cell_item(book->grid->criteria, cell);
  if (!item->rubric->range) return true;
  Mark low = book->marks[item->cell], high = book->marks[item->cell + 1];
  if (!mark_is_number(low) || !mark_is_number(high) || low <= high) return true;
  import_fault(import, _("“%s”: the low end of the range is above the high end; exchange them"), item->code);
  return false;
}

/* -- all of it ---------------------------------------------------------------------------------------- */

bool score_row(Import *import, GError **error) {
  uint16_t stage;
  Book *book;
  size_t cell;
  Mark mark;
  int rc = pair_of_row(import, import->scores->pair, error);
  if (rc != 1) return rc == 0;
  if (!stage_of_row(import, &stage)) return true;
  if (!scores_book(import, stage, import->scores->pair, &book, error)) return false;
  if (!book || !cell_of_row(import, book->grid, &cell) || !mark_of_row(import, book->grid, cell, &mark)) return true;
  if (book->marks[cell] != MARK_UNSET) {
    import_fault(import, _("“%s” has a mark of “%s” for “%s” already; keep one of the lines"), book->grid->codes[cell],
                 book->assessor->id, book->applicant->id);
    return true;
  }
  book->marks[cell] = mark;
  if (mark == MARK_NOT_APPLICABLE && !may_leave_out(import, book, cell)) return true;
  if (book->grid->ranged && !range_is_upright(import, book, cell)) return true;
  import->result->marks += mark_is_number(mark);
  if (!write_comments(import, book, cell, error)) return false;
  scores_go_on(import, book);
  return true;
}
