/* test_create.c: a disk that is full when the log is brought into the new database: there is none, and nobody is told so. */
#include "tests/record.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

enum { PAGE = 4096 };

/* -- a disk of one page, for databases; logs have room ------------------------------------------------------------ */

static const sqlite3_io_methods *whole;
static sqlite3_io_methods full;

static int write_a_page(sqlite3_file *file, const void *bytes, int n, sqlite3_int64 at) {
  return at < PAGE ? whole->xWrite(file, bytes, n, at) : SQLITE_FULL;
}

static int open_full(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *ret_flags) {
  sqlite3_vfs *disk = vfs->pAppData;
  int rc = disk->xOpen(disk, name, file, flags, ret_flags);
  if (rc != SQLITE_OK || !(flags & SQLITE_OPEN_MAIN_DB)) return rc;
  whole = file->pMethods;
  full = *whole;
  full.xWrite = write_a_page;
  file->pMethods = &full;
  return rc;
}

static void test_full(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, true);
  const StorePack *criteria;
  size_t n = store_criteria(record.store, &criteria);
  g_autofree char *path = g_build_filename(record.folder, "other.db", NULL);
  sqlite3_vfs *disk = sqlite3_vfs_find(NULL), small = *disk;
  small.zName = "small";
  small.pAppData = disk;
  small.xOpen = open_full;
  g_assert_cmpint(sqlite3_vfs_register(&small, 1), ==, SQLITE_OK);
  bool made = store_create(path, "x", "secretariat", store_rules(record.store), criteria, n, NULL, &error);
  g_assert_cmpint(sqlite3_vfs_unregister(&small), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_vfs_register(disk, 1), ==, SQLITE_OK);
  g_assert_false(made);
  g_assert_error(error, STORE_ERROR, STORE_ERROR_FILE);
  g_assert_true(g_str_has_prefix(error->message, path));
  g_assert_nonnull(strstr(error->message, "the disk is full"));
  g_clear_pointer(&record.store, store_close);
  g_autoptr(GDir) folder = g_dir_open(record.folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name(folder));) g_assert_cmpstr(name, ==, "award.db");
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/create/full", test_full);
  return g_test_run();
}
