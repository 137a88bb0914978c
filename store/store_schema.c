/* store_schema.c: the schema a file has: brought up to date, and compared with ours.
 *
 * It is compared with the one the migrations make, so that a table, trigger or view that somebody put in or changed is found
 * before any statement is prepared: by its hash, and where that differs by making ours in memory. */
#include "store/digest.h"
#include "store/store_file.h"

#include <glib/gstdio.h>
#include <string.h>

static GPtrArray *list_schema(sqlite3 *db, const char *path, GError **error) {
  sqlite3_stmt *statement = NULL;
  int rc = sqlite3_prepare_v2(db,
                              "SELECT type || ' ' || name || '\n' || tbl_name || '\n' || coalesce(sql, '') "
                              "FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_stat_' ESCAPE '\\' ORDER BY type, name",
                              -1, &statement, NULL);
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(g_free);
  while (rc == SQLITE_OK && (rc = sqlite3_step(statement)) == SQLITE_ROW) {
    g_ptr_array_add(list, g_strdup((const char *)sqlite3_column_text(statement, 0)));
    rc = SQLITE_OK;
  }
  if (rc != SQLITE_DONE) file_error(db, path, rc, error);
  sqlite3_finalize(statement);
  return rc == SQLITE_DONE ? g_steal_pointer(&list) : NULL;
}

static bool compare_schemas(GPtrArray *ours, GPtrArray *theirs, const char *path, GError **error) {
  for (guint i = 0; i < MAX(ours->len, theirs->len); i++) {
    const char *our = i < ours->len ? g_ptr_array_index(ours, i) : NULL;
    const char *their = i < theirs->len ? g_ptr_array_index(theirs, i) : NULL;
    if (g_strcmp0(our, their) == 0) continue;
    const char *place = !our || (their && strcmp(their, our) < 0) ? their : our;
    g_autofree char *name = g_strndup(place, strcspn(place, "\n"));
    return store_refuse(
        error, STORE_ERROR_DAMAGED,
        _("%s: the structure of the database was changed by hand (%s); keep it as it is and continue with the "
          "latest backup"),
        path, name);
  }
  return true;
}

/* One hash of all that is listed. */
static void hash_schema(const GPtrArray *list, char ret_hex[65]) {
  Digest digest;
  digest_begin(&digest);
  for (guint i = 0; i < list->len; i++) digest_text(&digest, g_ptr_array_index(list, i));
  digest_end_hex(&digest, ret_hex);
}

bool schema_read_hash(sqlite3 *db, const char *path, char ret_hex[65], GError **error) {
  g_autoptr(GPtrArray) list = list_schema(db, path, error);
  if (list) hash_schema(list, ret_hex);
  return list != NULL;
}

bool schema_check(sqlite3 *db, const char *path, GError **error) {
  char hex[65];
  g_autoptr(GPtrArray) theirs = list_schema(db, path, error);
  if (!theirs) return false;
  hash_schema(theirs, hex);
  if (g_str_equal(hex, schema_hash)) return true;
  sqlite3 *model = NULL;
  bool made = sqlite3_open_v2(":memory:", &model, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
              schema_migrate(model, ":memory:", migrations, n_migrations, error);
  g_autoptr(GPtrArray) ours = made ? list_schema(model, ":memory:", error) : NULL;
  sqlite3_close(model);
  return ours && compare_schemas(ours, theirs, path, error);
}

static bool read_number(sqlite3 *db, const char *path, const char *text, int64_t *ret_number, GError **error) {
  sqlite3_stmt *statement = NULL;
  int rc = sqlite3_prepare_v2(db, text, -1, &statement, NULL);
  bool good = rc == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW;
  if (good) *ret_number = sqlite3_column_int64(statement, 0);
  if (!good) file_error(db, path, rc, error);
  sqlite3_finalize(statement);
  return good;
}

bool schema_migrate(sqlite3 *db, const char *path, const char *const *steps, size_t n, GError **error) {
  int64_t version = 0;
  g_autofree char *set_version = g_strdup_printf("PRAGMA user_version=%zu", n);
  bool good =
      file_run(db, path, "BEGIN IMMEDIATE", error) && read_number(db, path, "PRAGMA user_version", &version, error);
  for (size_t i = (size_t)MAX(version, 0); good && i < n; i++) good = file_run(db, path, steps[i], error);
  good = good && file_run(db, path, set_version, error) && file_run(db, path, "COMMIT", error);
  if (!good) sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
  return good;
}

bool schema_back_up(sqlite3 *db, const char *path, int64_t version, GError **error) {
  g_autofree char *copy = g_strdup_printf("%s.schema-%d.backup", path, (int)version);
  for (int i = 2; g_file_test(copy, G_FILE_TEST_EXISTS); i++) {
    g_free(copy);
    copy = g_strdup_printf("%s.schema-%d.backup-%d", path, (int)version, i);
  }
  sqlite3 *to = NULL;
  int rc = sqlite3_open_v2(copy, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  sqlite3_backup *backup = rc == SQLITE_OK ? sqlite3_backup_init(to, "main", db, "main") : NULL;
  if (backup) {
    sqlite3_backup_step(backup, -1);
    sqlite3_backup_finish(backup);
  }
  rc = to ? sqlite3_errcode(to) : rc;
  if (rc != SQLITE_OK) file_error(to, copy, rc, error);
  sqlite3_close(to);
  if (rc != SQLITE_OK) g_unlink(copy);
  return rc == SQLITE_OK;
}

bool schema_bring_up_to_date(sqlite3 *db, const char *path, GError **error) {
  int64_t version = 0;
  if (!read_number(db, path, "PRAGMA user_version", &version, error)) return false;
  if (version > (int64_t)n_migrations)
    return store_refuse(error, STORE_ERROR_FILE,
                        _("%s: written by a newer accolade (schema %d, this one knows %d); install the newer one"),
                        path, (int)version, (int)n_migrations);
  if (version < 1)
    return store_refuse(error, STORE_ERROR_FILE,
                        _("%s: this database was never finished; delete it and run accolade init again"), path);
  if (version < (int64_t)n_migrations &&
      (!schema_back_up(db, path, version, error) || !schema_migrate(db, path, migrations, n_migrations, error)))
    return false;
  return schema_check(db, path, error);
}
