/* store_undo.c: taking the last change of a mark back, and making it again, from the journal alone: what can be undone
 * outlives the program and the machine, and undoing deletes nothing.
 *
 * Read from the newest event back, an undo stands for the change before it that it took back, a redo for one made
 * again. The change to undo is the first that no later undo took back; the one to redo is the first undo that no later
 * redo answered, as long as no mark was given since. A submission or a return ends the walk. */
#include "store/store_private.h"

#include <string.h>

typedef struct Found {
  bool any;
  char *item, *before, *after; /* as in the event */
} Found;

static void found_clear(Found *found) {
  g_free(found->item);
  g_free(found->before);
  g_free(found->after);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Found, found_clear)

/* Whether the walk goes on after an event of that kind; *ret_here: this is the one looked for. */
static bool step(const char *kind, bool redo, unsigned *answered, bool *ret_here) {
  bool undone = g_str_equal(kind, "undo"), mark = g_str_equal(kind, "mark");
  if (!undone && !mark && !g_str_equal(kind, "redo")) return false;
  if (redo && mark) return false;
  if (redo ? !undone : undone)
    ++*answered;
  else if (*answered > 0)
    --*answered;
  else
    *ret_here = true;
  return !*ret_here;
}

static bool find(Store *store, const char *stage, const char *applicant, bool redo, Found *ret_found, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_changes_of);
  sql_bind_text(row, 1, stage);
  sql_bind_text(row, 2, applicant);
  sql_bind_text(row, 3, store->actor);
  unsigned answered = 0;
  int got;
  bool here = false;
  while ((got = sql_step(store, row, error)) == 1 && step(sql_text(row, 0), redo, &answered, &here)) {
  }
  if (here)
    *ret_found = (Found){true, g_strdup(sql_text(row, 1)), g_strdup(sql_text(row, 2)), g_strdup(sql_text(row, 3))};
  sqlite3_reset(row);
  return got >= 0;
}

/* The change that turns the found event round. */
static bool turn_round(Store *store, const Stage *stage, const Criteria *criteria, const BookRow *book,
                       const Found *found, MarkChange *ret_change, GError **error) {
  int cell = stage_cell(stage, criteria, found->item);
  MarkChange change = {.cell = (size_t)cell};
  const Scale *scale = cell < 0 ? NULL : stage_cell_scale(stage, criteria, (size_t)cell);
  if (!scale || (size_t)cell >= book->n || !mark_parse(found->after, scale, &change.before) ||
      !mark_parse(found->before, scale, &change.after) || book->marks[cell] != change.before)
    return store_damaged(store, error, _("the last change of item %s in the journal is not what the scorebook has"),
                         found->item);
  *ret_change = change;
  return true;
}

static bool write_change(Store *store, uint16_t stage, uint32_t applicant, bool redo, MarkChange *ret_done,
                         GError **error) {
  const char *class_id = NULL;
  g_autofree char *id = NULL;
  g_auto(BookRow) book = {0};
  g_auto(Found) found = {0};
  if (!book_to_write(store, stage, applicant, &class_id, &id, &book, error)) return false;
  const Stage *which = &store->award->rules->stages[stage];
  if (!find(store, which->id, id, redo, &found, error)) return false;
  if (!found.any)
    return store_refuse(error, STORE_ERROR_INPUT,
                        redo ? _("there is nothing to redo on “%s” at stage %s")
                             : _("there is nothing to undo on “%s” at stage %s since it was begun or returned"),
                        id, which->id);
  MarkChange change;
  if (!turn_round(store, which, store_class_criteria(store, class_id), &book, &found, &change, error)) return false;
  book.marks[change.cell] = change.after;
  const char *kind = redo ? "redo" : "undo";
  if (!book_save(store, stage, applicant, &book, error) ||
      !event_append(store, &(EventDraft){kind, which->id, id, store->actor, found.item, found.after, found.before, ""},
                    error))
    return false;
  *ret_done = change;
  return true;
}

static bool change(Store *store, uint16_t stage, uint32_t applicant, bool redo, MarkChange *ret_done, GError **error) {
  int64_t assessor = store->actor_assessor;
  MarkChange done;
  bool good = write_begin(store, error) && write_change(store, stage, applicant, redo, &done, error);
  if (!write_finish(store, good, assessor, error)) return false;
  *ret_done = done;
  return true;
}

bool store_undo(Store *store, uint16_t stage, uint32_t applicant, MarkChange *ret_done, GError **error) {
  return change(store, stage, applicant, false, ret_done, error);
}

bool store_redo(Store *store, uint16_t stage, uint32_t applicant, MarkChange *ret_done, GError **error) {
  return change(store, stage, applicant, true, ret_done, error);
}
