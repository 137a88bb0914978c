/* verify_imports.c: the rows of each import against the digest and the count in its event. */
#include "store/verify_private.h"

static int by_event(gconstpointer a, gconstpointer b) {
  const ImportCheck *left = *(ImportCheck *const *)a, *right = *(ImportCheck *const *)b;
  return left->event < right->event ? -1 : left->event > right->event;
}

static void check_count(Verify *verify, const ImportCheck *import, int64_t found) {
  if (found != import->rows)
    verify_fault(verify, _("event %lld (import %s from %s) wrote %lld rows, but %lld are there"),
                 (long long)import->event, import->what, import->file, (long long)import->rows, (long long)found);
}

void verify_imports(Verify *verify) {
  g_autoptr(GPtrArray) imports = g_ptr_array_new();
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init(&iter, verify->imports);
  while (g_hash_table_iter_next(&iter, NULL, &value)) g_ptr_array_add(imports, value);
  g_ptr_array_sort(imports, by_event);
  for (guint i = 0; i < imports->len; i++) {
    ImportCheck *import = g_ptr_array_index(imports, i);
    char hex[65];
    digest_end_hex(&import->state, hex);
    check_count(verify, import, import->found);
    if (import->found == import->rows && !g_str_equal(hex, import->hex))
      verify_fault(verify,
                   _("rows of event %lld (import %s from %s) were changed: their digest does not fit; compare them "
                     "with that file, or with a backup, to find which"),
                   (long long)import->event, import->what, import->file);
  }
}

bool verify_people_count(Verify *verify, GError **error) {
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init(&iter, verify->imports);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    const ImportCheck *import = value;
    bool applicants = g_str_equal(import->what, "applicants");
    if (!applicants && !g_str_equal(import->what, "assessors")) continue;
    sqlite3_stmt *row = sql(verify->store, applicants ? SQL_applicants_of_event : SQL_assessors_of_event);
    sqlite3_bind_int64(row, 1, import->event);
    if (sql_step(verify->store, row, error) != 1) return false;
    check_count(verify, import, sqlite3_column_int64(row, 0));
  }
  return true;
}
