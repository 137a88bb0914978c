/* store.c: opening and closing the record, who acts, and the plumbing of statements and transactions the
 * rest of the room stands on. */
#include "store/digest.h"
#include "store/store_file.h"
#include "store/store_rows.h"

#include <string.h>

G_DEFINE_QUARK(store - error - quark, store_error)

bool store_refuse(GError **error, StoreError code, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_set_error_literal(error, STORE_ERROR, (int)code, message);
  return false;
}

/* -- statements and transactions -------------------------------------------------------------- */

bool store_error(Store *store, GError **error) {
  return file_error(store->db, store->path, sqlite3_errcode(store->db), error);
}

bool store_damaged(Store *store, GError **error, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *what = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_set_error(error, STORE_ERROR, STORE_ERROR_DAMAGED,
              _("%s: %s; the file was changed by hand or is damaged: run accolade verify, and continue with the latest "
                "backup"),
              store->path, what);
  return false;
}

sqlite3_stmt *sql(Store *store, SqlName name) {
  sqlite3_stmt **statement = &store->statements[name];
  if (*statement) {
    sqlite3_reset(*statement);
    sqlite3_clear_bindings(*statement);
  } else
    sqlite3_prepare_v3(store->db, statements[name], -1, SQLITE_PREPARE_PERSISTENT, statement, NULL);
  return *statement;
}

sqlite3_stmt *sql_new(Store *store, SqlName name, GError **error) {
  sqlite3_stmt *statement = g_steal_pointer(&store->spare[name]);
  if (!statement &&
      sqlite3_prepare_v3(store->db, statements[name], -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
    store_error(store, error);
  return statement;
}

void sql_end(Store *store, SqlName name, sqlite3_stmt *statement) {
  if (!statement) return;
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  sqlite3_finalize(store->spare[name]);
  store->spare[name] = statement;
}

int sql_step(Store *store, sqlite3_stmt *statement, GError **error) {
  int rc = sqlite3_step(statement);
  if (rc == SQLITE_ROW) return 1;
  if (rc != SQLITE_DONE) store_error(store, error);
  sqlite3_reset(statement);
  return rc == SQLITE_DONE ? 0 : -1;
}

bool sql_run(Store *store, sqlite3_stmt *statement, GError **error) {
  int got;
  while ((got = sql_step(store, statement, error)) == 1) continue;
  return got == 0;
}

int sql_any(Store *store, SqlName name, GError **error) {
  sqlite3_stmt *row = sql(store, name);
  int got = sql_step(store, row, error), any = got == 1 && sqlite3_column_int(row, 0) != 0;
  sqlite3_reset(row);
  return got < 0 ? -1 : any;
}

const char *sql_text(sqlite3_stmt *statement, int column) {
  const char *text = (const char *)sqlite3_column_text(statement, column);
  return text_whole(text, sqlite3_column_bytes(statement, column));
}

void sql_bind_text(sqlite3_stmt *statement, int parameter, const char *text) {
  sqlite3_bind_text(statement, parameter, text ? text : "", -1, SQLITE_STATIC);
}

bool store_begin(Store *store, GError **error) {
  if (!store->read_only) return digests_start(store, error) && sql_run(store, sql(store, SQL_begin), error);
  return file_error(NULL, store->path, SQLITE_READONLY, error);
}

bool store_begin_read(Store *store, GError **error) { return sql_run(store, sql(store, SQL_begin_read), error); }

bool store_join_read(Store *store, bool *ret_mine, GError **error) {
  *ret_mine = sqlite3_get_autocommit(store->db) != 0;
  return !*ret_mine || store_begin_read(store, error);
}

void store_end_read(Store *store, bool mine) {
  if (mine) store_rollback(store);
}

bool store_commit(Store *store, GError **error) {
  store_tell(store, STORE_WRITES);
  bool done = sql_run(store, sql(store, SQL_commit), error);
  store_tell(store, 1);
  if (!done) store_rollback(store);
  store->commits += done;
  return done;
}

bool store_finish(Store *store, bool good, GError **error) {
  if (good) return store_commit(store, error);
  store_rollback(store);
  return false;
}

/* Who still reads the file as it was before keeps some of it out; and what the disk refuses stays in the log, as durable. */
bool store_settle(Store *store) {
  int logged = 0, moved = 0;
  if (store->settled == store->commits) return false;
  int rc = sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_PASSIVE, &logged, &moved);
  if (rc == SQLITE_OK && logged == moved) store->settled = store->commits;
  return store->settled == store->commits;
}

void store_rollback(Store *store) {
  for (size_t i = 0; i < SQL_COUNT; i++) sqlite3_reset(store->statements[i]);
  if (!sqlite3_get_autocommit(store->db)) sql_run(store, sql(store, SQL_rollback), NULL);
}

bool store_prepare_all(Store *store, GError **error) {
  for (size_t i = 0; i < SQL_COUNT; i++)
    if (!sql(store, (SqlName)i)) return store_error(store, error);
  return true;
}

/* -- life ------------------------------------------------------------------------------------- */

void store_pack_clear(void *data) {
  StorePack *pack = data;
  g_free(pack->id);
  g_free(pack->text);
  g_free(pack->sha256);
  g_free(pack->class_id);
}

static Store *store_new(const char *path) {
  Store *store = g_new0(Store, 1);
  store->path = g_strdup(path);
  store->criteria = g_array_new(FALSE, TRUE, sizeof(StorePack));
  g_array_set_clear_func(store->criteria, store_pack_clear);
  store->overrides = g_ptr_array_new_with_free_func(g_free);
  store->actor = g_strdup("secretariat");
  store->role = ROLE_SECRETARIAT;
  store->actor_assessor = store->actor_applicant = -1;
  return store;
}

void store_close(Store *store) {
  if (!store) return;
  for (size_t i = 0; i < THREADS_MOST; i++) store_close(store->readers[i]);
  store_settle(store);
  for (size_t i = 0; i < SQL_COUNT; i++) {
    sqlite3_finalize(store->statements[i]);
    sqlite3_finalize(store->spare[i]);
  }
  sqlite3_close(store->db);
  store_pack_clear(&store->rules);
  g_array_unref(store->criteria);
  g_ptr_array_unref(store->overrides);
  g_free(store->title);
  g_free(store->out_from);
  g_free(store->actor);
  g_free(store->path);
  g_free(store);
}

static bool load_packs(Store *store, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_packs);
  int got;
  while ((got = sql_step(store, row, error)) == 1) {
    StorePack pack = {.id = g_strdup(sql_text(row, 2)),
                      .class_id = g_strdup(sql_text(row, 3)),
                      .sha256 = g_strdup(sql_text(row, 4)),
                      .text = g_strdup(sql_text(row, 5))};
    bool rules = g_str_equal(sql_text(row, 1), "rules");
    if (rules) {
      store_pack_clear(&store->rules);
      store->rules = pack;
    } else
      g_array_append_val(store->criteria, pack);
  }
  if (got < 0) return false;
  return (store->rules.text && store->criteria->len > 0) ||
         store_damaged(store, error, _("the rules or the criteria are missing"));
}

static bool load_settings(Store *store, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_settings);
  int got;
  while ((got = sql_step(store, row, error)) == 1)
    if (g_str_equal(sql_text(row, 0), "title")) {
      g_free(store->title);
      store->title = g_strdup(sql_text(row, 1));
    }
  if (got < 0) return false;
  if (!store->title) return store_damaged(store, error, _("the title is missing"));
  row = sql(store, SQL_overrides);
  while ((got = sql_step(store, row, error)) == 1) g_ptr_array_add(store->overrides, g_strdup(sql_text(row, 0)));
  g_ptr_array_add(store->overrides, NULL);
  return got == 0;
}

Store *store_over(sqlite3 *db, const char *path, bool read_only) {
  Store *store = store_new(path);
  store->db = db;
  store->read_only = read_only;
  rows_prepare(store);
  return store;
}

Store *store_open(const char *path, GError **error) {
  bool read_only = false;
  sqlite3 *db = file_open(path, &read_only, error);
  g_autoptr(Store) store = db ? store_over(db, path, read_only) : NULL;
  if (!store || !load_packs(store, error) || !load_settings(store, error)) return NULL;
  if (!read_only) store->settled = -1; /* somebody may have been killed before what they wrote was settled */
  return g_steal_pointer(&store);
}

const char *store_path(const Store *store) { return store->path; }
const char *store_title(const Store *store) { return store->title; }
const StorePack *store_rules(const Store *store) { return &store->rules; }
const char *store_actor(const Store *store) { return store->actor; }
Role store_role(const Store *store) { return store->role; }
/* The catalogue of the messages says which language it is in. */
const char *title_words(const Text *title, const char *id) {
  return text_or(title, C_("language of these messages", "en"), id);
}

const char *stage_words(const Stage *stage) { return title_words(&stage->title, stage->id); }

void store_set_award(Store *store, const Award *award) {
  store->award = award;
  store->out_event = 0;
}

size_t store_criteria(const Store *store, const StorePack **ret_packs) {
  *ret_packs = (const StorePack *)(void *)store->criteria->data;
  return store->criteria->len;
}

const char *const *store_overrides(const Store *store) { return (const char *const *)store->overrides->pdata; }

void store_set_tell(Store *store, StoreTell *tell, void *data) {
  store->tell = tell;
  store->tell_data = data;
}

void store_tell(Store *store, double share) {
  if (store->tell) store->tell(share, store->tell_data);
}

int64_t store_change_counter(Store *store) {
  sqlite3_stmt *row = sql(store, SQL_data_version);
  int64_t version = sqlite3_step(row) == SQLITE_ROW ? sqlite3_column_int64(row, 0) : 0;
  sqlite3_reset(row);
  return version + sqlite3_total_changes64(store->db);
}

int64_t store_commits(const Store *store) { return store->commits; }

/* -- who acts --------------------------------------------------------------------------------- */

bool store_act_as(Store *store, const char *actor, GError **error) {
  uint32_t assessor = 0, applicant = 0;
  Role role = ROLE_SECRETARIAT;
  int is_assessor = store_find_assessor(store, actor, &assessor, &role, error);
  int is_applicant = is_assessor < 0 ? -1 : store_find_applicant(store, actor, &applicant, error);
  if (is_assessor < 0 || is_applicant < 0) return false;
  if (!is_assessor && !is_applicant && !g_str_equal(actor, "secretariat")) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_PERMISSION,
                _("%s: nobody is called “%s” here; use --as with an assessor's or applicant's id, or secretariat"),
                store->path, actor);
    return false;
  }
  g_free(store->actor);
  store->actor = g_strdup(actor);
  store->role = is_assessor ? role : is_applicant ? ROLE_APPLICANT : ROLE_SECRETARIAT;
  store->actor_assessor = is_assessor ? (int64_t)assessor : -1;
  store->actor_applicant = is_applicant ? (int64_t)applicant : -1;
  return true;
}

bool store_sees_all(const Store *store) {
  return store->role == ROLE_SECRETARIAT || store->role == ROLE_SUPERVISOR || store->role == ROLE_COMMITTEE;
}

bool store_needs_secretariat(Store *store, const char *doing, GError **error) {
  if (store->role == ROLE_SECRETARIAT) return true;
  g_set_error(error, STORE_ERROR, STORE_ERROR_PERMISSION,
              _("%s: “%s” has the role %s and may not do this; ask the secretariat"), doing, store->actor,
              _(role_words(store->role)));
  return false;
}

bool store_needs_award(Store *store, GError **error) {
  return store->award || store_damaged(store, error, _("the rules have not been read"));
}
