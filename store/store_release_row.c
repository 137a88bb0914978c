/* store_release_row.c: the rows of releases, and the events that write them.
 *
 * A row per scorebook that anybody was ever released from, with where that stands now; its assignment stays beside it, and
 * what reads assignments passes it by. Released are only scorebooks that are not submitted. */
#include "store/release_parts.h"
#include "store/store_progress.h"

char *release_words(const char *state, const char *successor) {
  return successor ? g_strdup_printf("%s to %s", state, successor) : g_strdup(state);
}

int release_read(Store *store, int64_t book, int64_t *ret_successor, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_release_of);
  sqlite3_bind_int64(row, 1, book);
  int got = sql_step(store, row, error);
  bool released = got == 1 && g_str_equal(sql_text(row, 0), RELEASED);
  *ret_successor = released ? sqlite3_column_int64(row, 1) : -1;
  sqlite3_reset(row);
  return got < 0 ? -1 : released;
}

int store_is_released(Store *store, int64_t book, GError **error) {
  int64_t successor;
  return release_read(store, book, &successor, error);
}

static char *words_of(Store *store, bool released, int64_t successor, GError **error) {
  g_autofree char *id = successor < 0 ? NULL : store_assessor_id(store, (uint32_t)successor, error);
  return successor >= 0 && !id ? NULL : release_words(released ? RELEASED : ASSIGNED, id);
}

static bool write_row(Store *store, int64_t book, bool released, int64_t successor, const char *reason,
                      GError **error) {
  int64_t event = event_next(store, error);
  sqlite3_stmt *row = sql(store, SQL_set_release);
  sqlite3_bind_int64(row, 1, book);
  sql_bind_text(row, 2, released ? RELEASED : ASSIGNED);
  sqlite3_bind_int64(row, 3, successor);
  sql_bind_text(row, 4, reason);
  sqlite3_bind_int64(row, 5, event);
  return event > 0 && sql_run(store, row, error);
}

static bool write_assignment(Store *store, int64_t book, GError **error) {
  int64_t event = event_next(store, error);
  sqlite3_stmt *row = sql(store, SQL_add_assignment);
  sqlite3_bind_int64(row, 1, book);
  sqlite3_bind_int(row, 2, 0);
  sqlite3_bind_int64(row, 3, event);
  return event > 0 && sql_run(store, row, error);
}

/* The event, of which kind, before, after and reason are given. */
static bool append(Store *store, int64_t book, EventDraft draft, GError **error) {
  g_autofree char *applicant = store_applicant_id(store, book_applicant(book), NULL, error);
  g_autofree char *assessor = applicant ? store_assessor_id(store, book_assessor(book), error) : NULL;
  draft.stage = store->award->rules->stages[book_stage(book)].id;
  draft.applicant = applicant;
  draft.assessor = assessor;
  return assessor && event_append(store, &draft, error) && progress_count(store, book, book, error);
}

bool release_set(Store *store, int64_t book, bool released, int64_t successor, const char *reason, GError **error) {
  int64_t old;
  int was = release_read(store, book, &old, error);
  g_autofree char *before = was < 0 ? NULL : words_of(store, was == 1, old, error);
  g_autofree char *after = before ? words_of(store, released, successor, error) : NULL;
  const EventDraft draft = {.kind = "release", .before = before, .after = after, .reason = reason};
  return after && write_row(store, book, released, successor, reason, error) && append(store, book, draft, error);
}

bool release_assign(Store *store, int64_t book, const char *reason, GError **error) {
  const EventDraft draft = {.kind = "assign", .after = ASSIGNED, .reason = reason};
  return write_assignment(store, book, error) && append(store, book, draft, error);
}
