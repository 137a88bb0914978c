/* store_history.c: every version of one scorebook, out of the journal. A version is what the scorebook was when an event had
 * been written; store_restore.c goes back to one. */
#include "store/store_private.h"

void book_version_free(BookVersion *version) {
  char **const texts[] = {&version->at,     &version->actor, &version->kind,  &version->item,
                          &version->before, &version->after, &version->reason};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) g_free(*texts[i]);
  g_free(version);
}

/* -- reading ------------------------------------------------------------------------------------------------------ */

/* Of a release an assessor is told that it was, not who took the place. */
static void hide_successor(char *state) {
  if (g_str_has_prefix(state, RELEASED)) state[strlen(RELEASED)] = '\0';
}

static BookVersion *version_of(const Store *store, sqlite3_stmt *row) {
  BookVersion *version = g_new0(BookVersion, 1);
  *version = (BookVersion){.number = sqlite3_column_int64(row, 0),
                           .at = g_strdup(sql_text(row, 1)),
                           .actor = g_strdup(sql_text(row, 2)),
                           .kind = g_strdup(sql_text(row, 3)),
                           .item = g_strdup(sql_text(row, 4)),
                           .before = g_strdup(sql_text(row, 5)),
                           .after = g_strdup(sql_text(row, 6)),
                           .reason = g_strdup(sql_text(row, 7))};
  if (g_str_equal(version->kind, "release") && !store_sees_all(store)) {
    hide_successor(version->before);
    hide_successor(version->after);
  }
  return version;
}

/* That a scorebook was given back stays, and why is not for everybody. */
static void hide_why(GPtrArray *versions) {
  for (guint i = 0; i < versions->len; i++) {
    BookVersion *version = g_ptr_array_index(versions, i);
    if (g_str_equal(version->kind, "return")) *version->reason = '\0';
  }
}

/* A scorebook that was imported begins with that import, which the scorebook's row names. */
static bool add_import(Store *store, int64_t origin, GPtrArray *versions, GError **error) {
  if (origin <= 0) return true;
  sqlite3_stmt *row = sql(store, SQL_event);
  sqlite3_bind_int64(row, 1, origin);
  int got = sql_step(store, row, error);
  if (got == 1 && g_str_equal(sql_text(row, 3), "import")) {
    BookVersion *version = g_new0(BookVersion, 1);
    *version = (BookVersion){origin,
                             g_strdup(sql_text(row, 1)),
                             g_strdup(sql_text(row, 2)),
                             g_strdup("import"),
                             g_strdup(""),
                             g_strdup(""),
                             g_strdup(""),
                             g_strdup(sql_text(row, 10))};
    g_ptr_array_add(versions, version);
  }
  sqlite3_reset(row);
  return got >= 0;
}

static GPtrArray *read_versions(Store *store, uint16_t stage, const char *applicant, const char *assessor,
                                int64_t origin, GError **error) {
  g_autoptr(GPtrArray) versions = g_ptr_array_new_with_free_func((GDestroyNotify)book_version_free);
  if (!add_import(store, origin, versions, error)) return NULL;
  sqlite3_stmt *row = sql(store, SQL_history_of);
  sql_bind_text(row, 1, store->award->rules->stages[stage].id);
  sql_bind_text(row, 2, applicant);
  sql_bind_text(row, 3, assessor);
  int got;
  while ((got = sql_step(store, row, error)) == 1) g_ptr_array_add(versions, version_of(store, row));
  return got == 0 ? g_steal_pointer(&versions) : NULL;
}

GPtrArray *store_history(Store *store, uint16_t stage, uint32_t applicant, uint32_t assessor, GError **error) {
  bool own = assessor == STORE_SELF || (int64_t)assessor == store->actor_assessor;
  BookCopy copy = {0};
  if (!store_scorebook(store, stage, applicant, assessor, &copy, error)) return NULL;
  book_copy_clear(&copy);
  g_autofree char *id = store_applicant_id(store, applicant, NULL, error);
  g_autofree char *who = own ? g_strdup(store->actor) : store_assessor_id(store, assessor, error);
  if (!id || !who) return NULL;
  sqlite3_stmt *row = sql(store, SQL_scorebook);
  sqlite3_bind_int64(row, 1, book_id(stage, applicant, own ? (uint32_t)store->actor_assessor : assessor));
  int got = own && store->actor_assessor < 0 ? 0 : sql_step(store, row, error);
  int64_t origin = got == 1 ? sqlite3_column_int64(row, 3) : 0;
  sqlite3_reset(row);
  int why = got < 0 ? -1 : return_may_know(store, stage, applicant, own, error);
  GPtrArray *versions = why < 0 ? NULL : read_versions(store, stage, id, who, origin, error);
  if (versions && !why) hide_why(versions);
  return versions;
}
