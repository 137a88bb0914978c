/* store_comment.c: an assessor's comments on an applicant: noted, put in other words, taken back. */
#include "store/store_private.h"

#include <string.h>

bool comment_save(Store *store, uint16_t stage, uint32_t applicant, const char *item, const char *kind,
                  const char *text, int64_t *ret_number, GError **error) {
  int64_t event = event_next(store, error);
  if (event < 0 || !actor_becomes_assessor(store, error)) return false;
  sqlite3_stmt *next = sql(store, SQL_next_comment);
  if (sql_step(store, next, error) != 1) return false;
  *ret_number = sqlite3_column_int64(next, 0);
  sqlite3_reset(next);
  sqlite3_stmt *row = sql(store, SQL_add_comment);
  sqlite3_bind_int64(row, 1, *ret_number);
  sqlite3_bind_int64(row, 2, book_id(stage, applicant, (uint32_t)store->actor_assessor));
  sql_bind_text(row, 3, item);
  sql_bind_text(row, 4, kind);
  sql_bind_text(row, 5, text);
  sqlite3_bind_int64(row, 6, event);
  return sql_run(store, row, error);
}

static bool check_comment(const Criteria *criteria, const Stage *stage, const char *item, const char *kind,
                          const char *text, GError **error) {
  static const char *const kinds[] = {"strength", "ofi", "reason", "note", NULL};
  if (!g_strv_contains(kinds, kind))
    return store_refuse(error, STORE_ERROR_INPUT, _("“%s” is no kind of comment; it is strength, ofi, reason or note"),
                        kind);
  bool known = !*item || stage_cell(stage, criteria, item) >= 0 ||
               (stage->form == STAGE_ITEMS && criteria_node(criteria, item) != NULL);
  if (!known) return store_refuse(error, STORE_ERROR_INPUT, _("stage %s has no item “%s”"), stage->id, item);
  return (*text && g_utf8_validate(text, -1, NULL)) ||
         store_refuse(error, STORE_ERROR_INPUT, _("%s: the comment has no text; write one"), item);
}

static bool write_comment(Store *store, uint16_t stage, uint32_t applicant, const char *item, const char *kind,
                          const char *text, GError **error) {
  const char *class_id = NULL;
  g_autofree char *id = NULL;
  g_auto(BookRow) book = {0};
  int64_t number;
  if (!book_to_write(store, stage, applicant, &class_id, &id, &book, error)) return false;
  const Stage *which = &store->award->rules->stages[stage];
  if (!check_comment(store_class_criteria(store, class_id), which, item, kind, text, error) ||
      !comment_save(store, stage, applicant, item, kind, text, &number, error))
    return false;
  g_autofree char *after = g_strdup_printf("%" G_GINT64_FORMAT " %s: %s", number, kind, text);
  return event_append(store,
                      &(EventDraft){.kind = "comment",
                                    .stage = which->id,
                                    .applicant = id,
                                    .assessor = store->actor,
                                    .item = item,
                                    .after = after},
                      error);
}

bool store_record_comment(Store *store, uint16_t stage, uint32_t applicant, const char *item, const char *kind,
                          const char *text, GError **error) {
  int64_t assessor = store->actor_assessor;
  bool good = write_begin(store, error) && write_comment(store, stage, applicant, item, kind, text, error);
  return write_finish(store, good, assessor, error);
}

typedef struct Found {
  int64_t book;
  char *item, *before;
} Found;

static void found_clear(Found *found) {
  g_free(found->item);
  g_free(found->before);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Found, found_clear)

static bool find_comment(Store *store, int64_t number, Found *ret_found, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_comment);
  sqlite3_bind_int64(row, 1, number);
  int got = sql_step(store, row, error);
  if (got < 0) return false;
  if (got == 0 || sqlite3_column_int64(row, 4) != 0) {
    sqlite3_reset(row);
    return store_refuse(error, STORE_ERROR_INPUT, _("there is no comment number %lld"), (long long)number);
  }
  *ret_found = (Found){sqlite3_column_int64(row, 0), g_strdup(sql_text(row, 1)),
                       g_strdup_printf("%" G_GINT64_FORMAT " %s: %s", number, sql_text(row, 2), sql_text(row, 3))};
  sqlite3_reset(row);
  return true;
}

static bool take_comment_back(Store *store, int64_t number, GError **error) {
  g_auto(Found) found = {0};
  g_auto(BookRow) book = {0};
  g_autofree char *id = NULL;
  if (!find_comment(store, number, &found, error)) return false;
  if (store->actor_assessor < 0 || (int64_t)book_assessor(found.book) != store->actor_assessor)
    return store_refuse(error, STORE_ERROR_PERMISSION, _("comment %lld is somebody else's"), (long long)number);
  if (!book_to_write(store, book_stage(found.book), book_applicant(found.book), NULL, &id, &book, error)) return false;
  int64_t event = event_next(store, error);
  sqlite3_stmt *row = sql(store, SQL_remove_comment);
  sqlite3_bind_int64(row, 1, number);
  sqlite3_bind_int64(row, 2, event);
  const char *stage = store->award->rules->stages[book_stage(found.book)].id;
  return event > 0 && sql_run(store, row, error) &&
         event_append(store, &(EventDraft){"uncomment", stage, id, store->actor, found.item, found.before, "", ""},
                      error);
}

bool store_remove_comment(Store *store, int64_t number, GError **error) {
  int64_t assessor = store->actor_assessor;
  return write_finish(store, write_begin(store, error) && take_comment_back(store, number, error), assessor, error);
}

/* The new words are there before the old ones go, and neither without the other. */
bool store_replace_comment(Store *store, int64_t number, uint16_t stage, uint32_t applicant, const char *item,
                           const char *kind, const char *text, GError **error) {
  int64_t assessor = store->actor_assessor;
  bool good = write_begin(store, error) && write_comment(store, stage, applicant, item, kind, text, error) &&
              take_comment_back(store, number, error);
  return write_finish(store, good, assessor, error);
}
