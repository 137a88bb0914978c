/* store_undo.c: taking the last change of a mark or a comment back, and making it again, from the journal alone: what can
 * be undone outlives the program and the machine, and undoing deletes nothing.
 *
 * Read from the newest event back, an undo stands for the change before it that it took back, a redo for one made
 * again. The change to undo is the first that no later undo took back; the one to redo is the first undo that no later
 * redo answered, as long as nothing was changed since. A submission or a return ends the walk.
 *
 * The event "undo" says what goes in `before` and what comes back in `after`, "redo" likewise: marks, or comments as
 * "NUMBER KIND: TEXT". A mark's reason, being a comment, goes and comes with it: it is named in `reason`. */
#include "store/store_private.h"

#include <string.h>

typedef struct Found {
  int64_t event;                               /* 0: none */
  char *kind, *item, *before, *after, *reason; /* as in the event */
} Found;

static void found_clear(Found *found) {
  char **const texts[] = {&found->kind, &found->item, &found->before, &found->after, &found->reason};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) g_clear_pointer(texts[i], g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Found, found_clear)

void turned_clear(Turned *turned) {
  g_clear_pointer(&turned->item, g_free);
  g_clear_pointer(&turned->before, g_free);
  g_clear_pointer(&turned->after, g_free);
}

/* -- which change ---------------------------------------------------------------------------------------------- */

/* Whether the walk goes on after an event of that kind; *ret_here: this is the one looked for. */
static bool step(const char *kind, bool redo, unsigned *answered, bool *ret_here) {
  static const char *const changes[] = {"mark", "comment", "uncomment", "restore", NULL};
  bool undone = g_str_equal(kind, "undo"), change = g_strv_contains(changes, kind);
  if (!undone && !change && !g_str_equal(kind, "redo")) return false;
  if (redo && change) return false;
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
    *ret_found = (Found){.event = sqlite3_column_int64(row, 5),
                         .kind = g_strdup(sql_text(row, 0)),
                         .item = g_strdup(sql_text(row, 1)),
                         .before = g_strdup(sql_text(row, 2)),
                         .after = g_strdup(sql_text(row, 3)),
                         .reason = g_strdup(sql_text(row, 4))};
  sqlite3_reset(row);
  return got >= 0;
}

/* -- turning it round --------------------------------------------------------------------------------------------- */

/* One turn: whose scorebook, which change, and the event that turns it round. */
typedef struct Turn {
  uint16_t stage;
  uint32_t applicant;
  const Stage *which;
  const Criteria *criteria;
  BookRow *book;
  const Found *found;
  bool redo;
  int64_t event;
} Turn;

static bool does_not_fit(Store *store, const Turn *turn, GError **error) {
  return store_damaged(store, error, _("the last change of item %s in the journal is not what the scorebook has"),
                       turn->found->item);
}

static bool turn_mark(Store *store, const Turn *turn, GError **error) {
  const Found *found = turn->found;
  int cell = stage_cell(turn->which, turn->criteria, found->item);
  const Scale *scale = cell < 0 ? NULL : stage_cell_scale(turn->which, turn->criteria, (size_t)cell);
  Mark is, was;
  if (!scale || (size_t)cell >= turn->book->n || !mark_parse(found->after, scale, &is) ||
      !mark_parse(found->before, scale, &was) || turn->book->marks[cell] != is)
    return does_not_fit(store, turn, error);
  turn->book->marks[cell] = was;
  return book_save(store, turn->stage, turn->applicant, turn->book, error);
}

/* Takes a comment that the line names back, or puts it back; a line that names none is none. */
static bool turn_comment(Store *store, const Turn *turn, const char *line, bool back, GError **error) {
  g_auto(CommentRow) row = {0};
  int64_t number = comment_number(line);
  if (number == 0) return true;
  if (!comment_find(store, number, &row, error)) return false;
  if (row.book != turn->book->id || (row.removed != 0) != back) return does_not_fit(store, turn, error);
  return comment_set_removed(store, number, back ? 0 : turn->event, error);
}

/* The reason that came with a mark, as a line; "" when none did. NULL with error. */
static char *reason_line(Store *store, const Turn *turn, GError **error) {
  const Found *found = turn->found;
  if (!g_str_equal(found->kind, "mark")) return g_strdup(comment_number(found->reason) ? found->reason : "");
  sqlite3_stmt *row = sql(store, SQL_comment_of_event);
  sqlite3_bind_int64(row, 1, turn->book->id);
  sqlite3_bind_int64(row, 2, found->event);
  int got = sql_step(store, row, error);
  char *line = got == 1   ? comment_line(sqlite3_column_int64(row, 0), sql_text(row, 1), sql_text(row, 2))
               : got == 0 ? g_strdup("")
                          : NULL;
  sqlite3_reset(row);
  return line;
}

static bool turn_round(Store *store, const Turn *turn, char **ret_reason, GError **error) {
  const Found *found = turn->found;
  if (comment_number(found->before) || comment_number(found->after)) {
    *ret_reason = g_strdup("");
    return turn_comment(store, turn, found->after, false, error) &&
           turn_comment(store, turn, found->before, true, error);
  }
  return (*ret_reason = reason_line(store, turn, error)) && turn_mark(store, turn, error) &&
         turn_comment(store, turn, *ret_reason, turn->redo, error);
}

static bool write_turn(Store *store, uint16_t stage, uint32_t applicant, bool redo, Turned *ret_done, GError **error) {
  const char *class_id = NULL;
  g_autofree char *id = NULL, *reason = NULL;
  g_auto(BookRow) book = {0};
  g_auto(Found) found = {0};
  if (!book_to_write(store, stage, applicant, &class_id, &id, &book, error)) return false;
  const Stage *which = &store->award->rules->stages[stage];
  if (!find(store, which->id, id, redo, &found, error)) return false;
  if (!found.event)
    return store_refuse(error, STORE_ERROR_INPUT,
                        redo ? _("there is nothing to redo on “%s” at stage %s")
                             : _("there is nothing to undo on “%s” at stage %s since it was begun or returned"),
                        id, stage_words(which));
  const Turn turn = {stage, applicant, which, store_class_criteria(store, class_id),
                     &book, &found,    redo,  event_next(store, error)};
  const char *kind = redo ? "redo" : "undo";
  if (turn.event < 0 || !turn_round(store, &turn, &reason, error) ||
      !event_append(store,
                    &(EventDraft){kind, which->id, id, store->actor, found.item, found.after, found.before, reason},
                    error))
    return false;
  bool comment = comment_number(found.before) || comment_number(found.after);
  *ret_done = (Turned){.item = g_steal_pointer(&found.item),
                       .comment = comment,
                       .before = g_steal_pointer(&found.after),
                       .after = g_steal_pointer(&found.before)};
  return true;
}

static bool turn(Store *store, uint16_t stage, uint32_t applicant, bool redo, Turned *ret_done, GError **error) {
  int64_t assessor = store->actor_assessor;
  g_auto(Turned) done = {0};
  bool good = write_begin(store, error) && write_turn(store, stage, applicant, redo, &done, error);
  if (!write_finish(store, good, assessor, error)) return false;
  *ret_done = done;
  done = (Turned){0};
  return true;
}

bool store_undo(Store *store, uint16_t stage, uint32_t applicant, Turned *ret_done, GError **error) {
  return turn(store, stage, applicant, false, ret_done, error);
}

bool store_redo(Store *store, uint16_t stage, uint32_t applicant, Turned *ret_done, GError **error) {
  return turn(store, stage, applicant, true, ret_done, error);
}
