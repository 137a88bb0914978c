/* store_restore.c: a version of one's own scorebook restored, by new events.
 *
 * The version is found by going back from now, event by event, each of which says what it changed and from what. What is
 * not as it was then is changed by an event "restore" per mark and per comment: `before` and `after` as in "undo", `reason`
 * "#NUMBER", the version's. */
#include "store/store_private.h"

#include <string.h>

/* -- going back ------------------------------------------------------------------------------------------------------- */

typedef struct Touched { /* a comment, and whether it stood then */
  int64_t number;
  bool stood;
} Touched;

typedef struct Target { /* what the scorebook was */
  uint16_t stage;
  uint32_t applicant;
  const char *id, *item; /* item NULL: all */
  const Stage *which;
  const Criteria *criteria;
  BookRow *book; /* as it is now */
  Mark *marks;
  GArray *comments; /* Touched: those that anything happened to since */
  char *why;
} Target;

static void target_clear(Target *target) {
  g_free(target->marks);
  g_free(target->why);
  g_clear_pointer(&target->comments, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Target, target_clear)

static void stood(Target *target, int64_t number, bool standing) {
  const Touched comment = {number, standing};
  if (number == 0) return;
  for (guint i = 0; i < target->comments->len; i++) {
    Touched *known = &g_array_index(target->comments, Touched, i);
    if (known->number != number) continue;
    known->stood = standing;
    return;
  }
  g_array_append_val(target->comments, comment);
}

/* The reason that came with a mark, or went and came with its undoing. */
static bool reason_back(Store *store, Target *target, const BookVersion *version, GError **error) {
  if (!g_str_equal(version->kind, "mark")) {
    stood(target, comment_number(version->reason), g_str_equal(version->kind, "undo"));
    return true;
  }
  sqlite3_stmt *row = sql(store, SQL_comment_of_event);
  sqlite3_bind_int64(row, 1, target->book->id);
  sqlite3_bind_int64(row, 2, version->number);
  int got = sql_step(store, row, error);
  if (got == 1) stood(target, sqlite3_column_int64(row, 0), false);
  sqlite3_reset(row);
  return got >= 0;
}

static bool mark_back(Store *store, Target *target, const BookVersion *version, GError **error) {
  int cell = stage_cell(target->which, target->criteria, version->item);
  const Scale *scale = cell < 0 ? NULL : stage_cell_scale(target->which, target->criteria, (size_t)cell);
  if (!scale || (size_t)cell >= target->book->n || !mark_parse(version->before, scale, &target->marks[cell]))
    return store_damaged(store, error, _("event %lld does not fit the scorebook it is about"),
                         (long long)version->number);
  return reason_back(store, target, version, error);
}

static bool step_back(Store *store, Target *target, const BookVersion *version, GError **error) {
  int64_t came = comment_number(version->after), went = comment_number(version->before);
  static const char *const of_all[] = {"submit", "return", "import", "release", "assign", NULL};
  if (g_strv_contains(of_all, version->kind)) return true;
  if (!came && !went) return mark_back(store, target, version, error);
  stood(target, came, false);
  stood(target, went, true);
  return true;
}

static bool go_back(Store *store, Target *target, const GPtrArray *versions, int64_t number, GError **error) {
  bool known = number == 0;
  for (guint i = 0; i < versions->len; i++)
    known |= ((const BookVersion *)g_ptr_array_index(versions, i))->number == number;
  if (!known)
    return store_refuse(error, STORE_ERROR_INPUT,
                        _("the scorebook on “%s” has no version %lld; accolade history lists them"), target->id,
                        (long long)number);
  for (guint i = versions->len; i-- > 0;) {
    const BookVersion *version = g_ptr_array_index(versions, i);
    if (version->number > number && !step_back(store, target, version, error)) return false;
  }
  return true;
}

/* -- restoring ---------------------------------------------------------------------------------------------------------- */

static bool is_meant(const Target *target, const char *code) { return !target->item || code_is_of(code, target->item); }

static bool append(Store *store, const Target *target, const char *item, const char *before, const char *after,
                   GError **error) {
  return event_append(
      store, &(EventDraft){"restore", target->which->id, target->id, store->actor, item, before, after, target->why},
      error);
}

static bool restore_mark(Store *store, Target *target, size_t cell, GError **error) {
  char before[32], after[32];
  const Scale *scale = stage_cell_scale(target->which, target->criteria, cell);
  mark_put(before, scale, target->book->marks[cell]);
  mark_put(after, scale, target->marks[cell]);
  target->book->marks[cell] = target->marks[cell];
  return book_save(store, target->stage, target->applicant, target->book, error) &&
         append(store, target, stage_cell_code(target->which, target->criteria, cell), before, after, error);
}

static bool restore_marks(Store *store, Target *target, size_t *changes, GError **error) {
  for (size_t cell = 0; cell < target->book->n; cell++) {
    if (target->book->marks[cell] == target->marks[cell] ||
        !is_meant(target, stage_cell_code(target->which, target->criteria, cell)))
      continue;
    if (!restore_mark(store, target, cell, error)) return false;
    ++*changes;
  }
  return true;
}

/* An item as it was may not fit the others as they are. */
static bool check_item_fits(const Target *target, GError **error) {
  for (size_t cell = 0; target->item && cell < target->book->n; cell++)
    if (is_meant(target, stage_cell_code(target->which, target->criteria, cell)) &&
        !mark_fits(target->which, target->criteria, target->book->marks, cell, error))
      return false;
  return true;
}

static bool restore_comment(Store *store, const Target *target, const Touched *comment, size_t *changes,
                            GError **error) {
  int64_t number = comment->number;
  bool standing = comment->stood;
  g_auto(CommentRow) row = {0};
  if (!comment_find(store, number, &row, error)) return false;
  if ((row.removed == 0) == standing || !is_meant(target, row.item)) return true;
  g_autofree char *line = comment_line(number, row.kind, row.text);
  int64_t event = event_next(store, error);
  ++*changes;
  return event > 0 && comment_set_removed(store, number, standing ? 0 : event, error) &&
         append(store, target, row.item, standing ? "" : line, standing ? line : "", error);
}

static gint by_number(gconstpointer a, gconstpointer b) {
  int64_t left = ((const Touched *)a)->number, right = ((const Touched *)b)->number;
  return (left > right) - (left < right);
}

static bool restore_comments(Store *store, const Target *target, size_t *changes, GError **error) {
  g_array_sort(target->comments, by_number);
  for (guint i = 0; i < target->comments->len; i++)
    if (!restore_comment(store, target, &g_array_index(target->comments, Touched, i), changes, error)) return false;
  return true;
}

static bool check_item(Store *store, uint16_t stage, const char *class_id, const char *item, GError **error) {
  const Stage *which = &store->award->rules->stages[stage];
  const Criteria *criteria = store_class_criteria(store, class_id);
  return !item || stage_cell(which, criteria, item) >= 0 || criteria_node(criteria, item) ||
         store_refuse(error, STORE_ERROR_INPUT,
                      _("stage %s has no item “%s”; accolade packs award names the criteria that list them"),
                      stage_words(which), item);
}

static bool write_version(Store *store, uint16_t stage, uint32_t applicant, const char *item, int64_t number,
                          size_t *changes, GError **error) {
  const char *class_id = NULL;
  g_autofree char *id = NULL;
  g_auto(BookRow) book = {0};
  if (!book_to_write(store, stage, applicant, &class_id, &id, &book, error)) return false;
  g_autoptr(GPtrArray) versions = store_history(store, stage, applicant, STORE_SELF, error);
  if (!versions || !check_item(store, stage, class_id, item, error)) return false;
  g_auto(Target) target = {.stage = stage,
                           .applicant = applicant,
                           .id = id,
                           .item = item,
                           .which = &store->award->rules->stages[stage],
                           .criteria = store_class_criteria(store, class_id),
                           .book = &book,
                           .marks = g_memdup2(book.marks, book.n * sizeof(Mark)),
                           .comments = g_array_new(FALSE, FALSE, sizeof(Touched)),
                           .why = g_strdup_printf("#%" G_GINT64_FORMAT, number)};
  if (!go_back(store, &target, versions, number, error) || !restore_marks(store, &target, changes, error) ||
      !check_item_fits(&target, error) || !restore_comments(store, &target, changes, error))
    return false;
  return *changes > 0 || store_refuse(error, STORE_ERROR_INPUT,
                                      _("the scorebook on “%s” is as it was in version %lld; nothing to restore"), id,
                                      (long long)number);
}

bool store_restore(Store *store, uint16_t stage, uint32_t applicant, const char *item, int64_t version,
                   size_t *ret_changes, GError **error) {
  int64_t assessor = store->actor_assessor;
  size_t changes = 0;
  bool good = write_begin(store, error) && write_version(store, stage, applicant, item, version, &changes, error);
  if (!write_finish(store, good, assessor, error)) return false;
  *ret_changes = changes;
  return true;
}
