/* store_write.c: what one assessor does: marks; comments are in store_comment.c, undo in store_undo.c, submission in
 * store_submit.c.
 *
 * Marks are given by assessors who are assigned, and by an applicant on itself (self-assessment); never by
 * the secretariat. A scorebook row is made by its first mark; an applicant's row as its own assessor too. */
#include "store/store_progress.h"

#include <string.h>

/* -- may the acting person mark this? -------------------------------------------------------------------- */

bool stage_needs(Store *store, uint16_t stage, StageState most, GError **error) {
  static const char *const sentences[] = {
      NULL, N_("stage %s is closed; the secretariat opens it again with accolade stage"),
      N_("stage %s is sealed; the secretariat opens it again, with a reason, with accolade stage")};
  if (!store_needs_award(store, error)) return false;
  if (stage >= store->award->rules->n_stages)
    return store_refuse(error, STORE_ERROR_INPUT, _("there is no stage number %d"), stage);
  sqlite3_stmt *row = sql(store, SQL_stage_state);
  sqlite3_bind_int(row, 1, stage);
  int got = sql_step(store, row, error), state = got == 1 ? sqlite3_column_int(row, 0) : 0;
  sqlite3_reset(row);
  if (got < 0) return false;
  if (got == 0 || state < STAGE_OPEN || state > STAGE_SEALED)
    return store_damaged(store, error, _("the stages are not those of the rules"));
  if (state <= (int)most) return true;
  return store_refuse(error, STORE_ERROR_PERMISSION, _(sentences[state]),
                      stage_words(&store->award->rules->stages[stage]));
}

static bool check_assigned(Store *store, uint16_t stage, uint32_t applicant, const char *id, GError **error) {
  const Stage *which = &store->award->rules->stages[stage];
  if (store_sees_all(store))
    return store_refuse(
        error, STORE_ERROR_PERMISSION,
        _("“%s” has the role %s, and marks are given by assessors; use --as with an assigned assessor's id"),
        store->actor, _(role_words(store->role)));
  if (store->role == ROLE_APPLICANT)
    return (int64_t)applicant == store->actor_applicant ||
           store_refuse(error, STORE_ERROR_PERMISSION, _("“%s” assesses only itself, not “%s”"), store->actor, id);
  int recused = store_is_recused(store, applicant, store->actor_assessor, error);
  if (recused == 1)
    return store_refuse(error, STORE_ERROR_PERMISSION, _("“%s” is recused from “%s” and gives it no marks"),
                        store->actor, id);
  int64_t book = book_id(stage, applicant, (uint32_t)store->actor_assessor);
  int assigned = recused < 0 ? -1 : book_is_assigned(store, book, error);
  int released = assigned == 1 ? store_is_released(store, book, error) : 0;
  if (released == 1)
    return store_refuse(
        error, STORE_ERROR_PERMISSION,
        _("“%s” is released from “%s” at stage %s and marks it no more; the secretariat takes that back "
          "with accolade release %s %s --lift"),
        store->actor, id, stage_words(which), store->actor, id);
  if (assigned == 0)
    return store_refuse(
        error, STORE_ERROR_PERMISSION,
        _("“%s” is not assigned to “%s” at stage %s; the secretariat assigns with accolade import assignments"),
        store->actor, id, stage_words(which));
  return assigned == 1 && released == 0 && store_needs_declaration(store, stage, applicant, error);
}

/* The scorebook the acting person would write; blank before the first mark. */
bool book_to_write(Store *store, uint16_t stage, uint32_t applicant, const char **ret_class, char **ret_id,
                   BookRow *ret_book, GError **error) {
  g_autofree char *class_id = NULL;
  if (!store_needs_award(store, error)) return false;
  g_autofree char *id = store_applicant_id(store, applicant, &class_id, error);
  if (!id || !stage_needs(store, stage, STAGE_OPEN, error)) return false;
  const Stage *which = &store->award->rules->stages[stage];
  if (which->form == STAGE_GATE)
    return store_refuse(error, STORE_ERROR_INPUT, _("stage %s is decided, not marked; use accolade decide"),
                        stage_words(which));
  if (!check_assigned(store, stage, applicant, id, error) || !store_needs_taking_part(store, applicant, error))
    return false;
  int64_t book = store->actor_assessor < 0 ? -1 : book_id(stage, applicant, (uint32_t)store->actor_assessor);
  size_t n = stage_cells(which, store_class_criteria(store, class_id));
  if (!book_load(store, book, n, ret_book, error)) return false;
  if (ret_class) *ret_class = g_intern_string(class_id);
  if (ret_id) *ret_id = g_steal_pointer(&id);
  if (ret_book->state == SCOREBOOK_DRAFT) return true;
  book_row_clear(ret_book);
  return store_refuse(error, STORE_ERROR_PERMISSION,
                      _("the scorebook of “%s” at stage %s is submitted; the secretariat can return it"), store->actor,
                      stage_words(which));
}

bool store_may_mark(Store *store, uint16_t stage, uint32_t applicant, GError **error) {
  g_auto(BookRow) book = {0};
  bool mine = false;
  bool may = store_join_read(store, &mine, error) && book_to_write(store, stage, applicant, NULL, NULL, &book, error);
  store_end_read(store, mine);
  return may;
}

/* -- writing a scorebook ------------------------------------------------------------------------------------ */

/* An applicant gets its row as an assessor with its first act. */
bool actor_becomes_assessor(Store *store, GError **error) {
  if (store->actor_assessor >= 0) return true;
  int64_t event = event_next(store, error);
  sqlite3_stmt *next = sql(store, SQL_next_assessor);
  if (event < 0 || sql_step(store, next, error) != 1) return false;
  int64_t no = sqlite3_column_int64(next, 0);
  sqlite3_reset(next);
  if (no < 0 || no > ROW_MASK) return store_damaged(store, error, _("a number is out of range"));
  sqlite3_stmt *row = sql(store, SQL_add_assessor);
  sqlite3_bind_int64(row, 1, no);
  sql_bind_text(row, 2, store->actor);
  for (int i = 3; i <= 5; i++) sql_bind_text(row, i, "");
  sql_bind_text(row, 6, role_name(ROLE_APPLICANT));
  sqlite3_bind_int64(row, 7, event);
  if (!sql_run(store, row, error)) return false;
  store->actor_assessor = no;
  return true;
}

bool book_save(Store *store, uint16_t stage, uint32_t applicant, const BookRow *book, GError **error) {
  int64_t event = event_next(store, error);
  if (event < 0 || !actor_becomes_assessor(store, error)) return false;
  g_autofree unsigned char *bytes = g_malloc(2 * book->n + 1);
  marks_pack(book->marks, book->n, bytes);
  int64_t id = book_id(stage, applicant, (uint32_t)store->actor_assessor);
  sqlite3_stmt *row = sql(store, book->version ? SQL_set_scorebook : SQL_add_scorebook);
  sqlite3_bind_int64(row, 1, id);
  sqlite3_bind_blob64(row, 2, bytes, 2 * book->n, SQLITE_STATIC);
  sqlite3_bind_int(row, 3, (int)book->state);
  sqlite3_bind_int64(row, 4, event);
  bool moved = book->version == 0 || book->state == SCOREBOOK_SUBMITTED;
  return sql_run(store, row, error) && (!moved || progress_count(store, id, id, error));
}

/* The number an applicant was given is none when the change did not come about. */
bool write_finish(Store *store, bool good, int64_t assessor_before, GError **error) {
  bool done = store_finish(store, good, error);
  if (!done) store->actor_assessor = assessor_before;
  return done;
}

/* Somebody else's process may have made the row since this one began to act. */
bool write_begin(Store *store, GError **error) {
  if (!store_begin(store, error)) return false;
  uint32_t no;
  if (store->actor_assessor >= 0 || store->role != ROLE_APPLICANT) return true;
  int found = store_find_assessor(store, store->actor, &no, NULL, error);
  if (found == 1) store->actor_assessor = no;
  return found >= 0;
}

/* -- marks --------------------------------------------------------------------------------------------------- */

bool store_may_leave_out(const Criteria *criteria, const Mark *marks, size_t cell, GError **error) {
  Ratio share = marks_left_out(criteria, marks);
  if (ratio_cmp(share, criteria->na_max_share) <= 0) return true;
  g_autofree char *would = ratio_decimal(share, 2), *may = ratio_short(criteria->na_max_share);
  return store_refuse(error, STORE_ERROR_INPUT,
                      _("%s: with this one %s percent of the points would not apply; the criteria allow %s"),
                      criteria_cell_item(criteria, cell)->code, would, may);
}

static bool check_not_applicable(const Criteria *criteria, const Stage *stage, size_t cell, const char *reason,
                                 GError **error) {
  const Node *item = stage->form == STAGE_ITEMS ? criteria_cell_item(criteria, cell) : NULL;
  const char *code = stage_cell_code(stage, criteria, cell);
  if (!item || item->not_applicable == NA_FORBIDDEN)
    return store_refuse(error, STORE_ERROR_INPUT, _("%s: this item always applies; give a mark, blank or abstained"),
                        code);
  return !criteria->na_reason || text_says(reason) ||
         store_refuse(error, STORE_ERROR_INPUT, _("%s: not applicable needs a reason; give one with --reason"), code);
}

/* A range-valued item: the low end may not be above the high one. */
static bool check_range(const Criteria *criteria, const Mark *marks, size_t cell, GError **error) {
  const Node *item = criteria_cell_item(criteria, cell);
  if (!item->rubric->range) return true;
  Mark low = marks[item->cell], high = marks[item->cell + 1];
  return !mark_is_number(low) || !mark_is_number(high) || low <= high ||
         store_refuse(error, STORE_ERROR_INPUT,
                      _("%s: the low end of the range is above the high end; change the other first"), item->code);
}

bool mark_fits(const Stage *stage, const Criteria *criteria, const Mark *marks, size_t cell, GError **error) {
  if (stage->form != STAGE_ITEMS) return true;
  return marks[cell] == MARK_NOT_APPLICABLE ? store_may_leave_out(criteria, marks, cell, error)
                                            : check_range(criteria, marks, cell, error);
}

static bool check_mark(const Criteria *criteria, const Stage *stage, const BookRow *book, size_t cell, Mark mark,
                       const char *reason, GError **error) {
  if (cell >= book->n)
    return store_refuse(error, STORE_ERROR_INPUT, _("there is no item number %zu at stage %s"), cell,
                        stage_words(stage));
  const Scale *scale = stage_cell_scale(stage, criteria, cell);
  if (mark == MARK_NOT_APPLICABLE) return check_not_applicable(criteria, stage, cell, reason, error);
  if (mark_is_number(mark) && !scale_allows(scale, mark)) {
    char text[32];
    g_autofree char *legal = scale_describe(scale);
    mark_put(text, scale, mark);
    return store_refuse(error, STORE_ERROR_INPUT, _("%s: %s is not on the scale; it has %s"),
                        stage_cell_code(stage, criteria, cell), text, legal);
  }
  return mark >= MARK_NOT_APPLICABLE || store_refuse(error, STORE_ERROR_INPUT, _("%d is not a mark"), mark);
}

typedef struct Change {
  uint16_t stage;
  uint32_t applicant;
  size_t cell;
  Mark mark;
  const char *reason;
  int64_t version;
} Change;

static bool write_mark(Store *store, const Change *change, GError **error) {
  const char *class_id = NULL;
  g_autofree char *id = NULL;
  g_auto(BookRow) book = {0};
  if (!book_to_write(store, change->stage, change->applicant, &class_id, &id, &book, error)) return false;
  const Stage *stage = &store->award->rules->stages[change->stage];
  const Criteria *criteria = store_class_criteria(store, class_id);
  if (change->version >= 0 && change->version != book.version)
    return store_refuse(error, STORE_ERROR_STALE,
                        _("the scorebook on “%s” was changed in the meantime; look at it again before you mark"), id);
  if (!check_mark(criteria, stage, &book, change->cell, change->mark, change->reason, error)) return false;
  const char *code = stage_cell_code(stage, criteria, change->cell);
  bool reasoned = text_says(change->reason);
  const Note why = {.item = code, .kind = "reason", .text = reasoned ? change->reason : ""};
  Mark old = book.marks[change->cell];
  book.marks[change->cell] = change->mark;
  if (!mark_fits(stage, criteria, book.marks, change->cell, error)) return false;
  if (old == change->mark) return !reasoned || comment_add(store, change->stage, change->applicant, id, &why, error);
  char before[32], after[32];
  const Scale *scale = stage_cell_scale(stage, criteria, change->cell);
  mark_put(before, scale, old);
  mark_put(after, scale, change->mark);
  int64_t number;
  if (!book_save(store, change->stage, change->applicant, &book, error) ||
      (reasoned && !comment_save(store, change->stage, change->applicant, &why, &number, error)))
    return false;
  return event_append(store, &(EventDraft){"mark", stage->id, id, store->actor, code, before, after, why.text}, error);
}

bool store_record_mark(Store *store, uint16_t stage, uint32_t applicant, size_t cell, Mark mark, const char *reason,
                       int64_t version, GError **error) {
  int64_t assessor = store->actor_assessor;
  Change change = {stage, applicant, cell, mark, reason, version};
  bool good = write_begin(store, error) && write_mark(store, &change, error);
  return write_finish(store, good, assessor, error);
}
