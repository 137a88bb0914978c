/* store_file.c: is this file ours and in a place where it is safe? And what to say when the disk or another program gets in
 * the way. */
#include "store/store_file.h"
#include "criteria/system.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

enum { BUSY_MS = 30000, MAX_TEXT = 16 << 20, HEADER_BYTES = 72, APPLICATION_ID_AT = 68 };

/* -- what went wrong ------------------------------------------------------------------------- */

static const struct {
  int code;
  const char *message;
} sentences[] = {
    {SQLITE_BUSY, N_("%s: another accolade has been writing for more than 30 seconds (%s); nothing was changed; try "
                     "again when it has finished")},
    {SQLITE_FULL, N_("%s: the disk is full (%s); nothing was changed; make room and try again")},
    {SQLITE_READONLY, N_("%s: the file cannot be written (%s); nothing was changed; make the file and its folder "
                         "writable, or work on a copy")},
    {SQLITE_CORRUPT, N_("%s: the file is damaged (%s); keep it as it is and continue with the latest backup")},
    {SQLITE_NOTADB, N_("%s: this is not an award database (%s); name one with --db, or make one with accolade init")},
    {SQLITE_CANTOPEN, N_("%s: the file cannot be opened (%s); its folder must exist, and be readable and writable")},
    {SQLITE_PERM, N_("%s: access was refused (%s); ask for the right to read and write the file")},
    {SQLITE_IOERR, N_("%s: the disk failed (%s); nothing was changed; check the disk and its free space, then try "
                      "again")},
    {SQLITE_CONSTRAINT, N_("%s: the rows contradict each other (%s); nothing was changed; run accolade verify")},
};

bool file_error(sqlite3 *db, const char *path, int rc, GError **error) {
  int code = db ? sqlite3_errcode(db) & 0xff : rc & 0xff;
  const char *detail = db ? sqlite3_errmsg(db) : sqlite3_errstr(rc);
  for (size_t i = 0; i < G_N_ELEMENTS(sentences); i++)
    if (sentences[i].code == (code == SQLITE_LOCKED ? SQLITE_BUSY : code)) {
      g_autofree char *message = g_strdup_printf(_(sentences[i].message), system_name(path), detail);
      return store_refuse(error, code == SQLITE_CORRUPT ? STORE_ERROR_DAMAGED : STORE_ERROR_FILE, "%s", message);
    }
  return store_refuse(error, STORE_ERROR_FILE,
                      _("%s: the database refused (%s); nothing was changed; run accolade verify"), path, detail);
}

/* -- where it lies --------------------------------------------------------------------------- */

static const struct {
  int64_t type;
  const char *name;
} network_file_systems[] = {{0x6969, "NFS"},     {0x517b, "SMB"},       {0xfe534d42, "SMB2"}, {0xff534d42, "CIFS"},
                            {0x5346414f, "AFS"}, {0x6b414653, "AFS"},   {0x73757245, "Coda"}, {0x00c36400, "Ceph"},
                            {0x564c, "NetWare"}, {0x0bd00bd0, "Lustre"}};

const char *file_system_refused(int64_t type) {
  for (size_t i = 0; i < G_N_ELEMENTS(network_file_systems); i++)
    if (network_file_systems[i].type == (type & 0xffffffff)) return network_file_systems[i].name;
  return NULL;
}

static bool check_place(const char *path, GError **error) {
  g_autofree char *folder = g_path_get_dirname(path);
  struct statfs place;
  if (statfs(folder, &place) != 0)
    return store_refuse(error, STORE_ERROR_FILE, _("%s: the folder cannot be read (%s); make it first"), path,
                        system_words(errno));
  const char *name = file_system_refused((int64_t)place.f_type);
  if (!name) return true;
  return store_refuse(
      error, STORE_ERROR_FILE,
      _("%s: the file lies on a network file system (%s), where two writers can destroy it; put it on a local "
        "disk and let colleagues log in to that machine"),
      path, name);
}

/* -- what it is ------------------------------------------------------------------------------ */

/* Nobody asks SQLite how much memory it has: it need not count, under a lock, whatever it takes. Nor need it lay out twenty pages
 * in advance for each connection: most are read where the file is mapped. */
static void begin_engine(void) {
  static size_t begun;
  if (!g_once_init_enter(&begun)) return;
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
  g_once_init_leave(&begun, 1);
}

/* The first bytes, zeros behind the end. SQLite opens and closes the file: whoever else closes one that this process has a
 * connection to lets go of every lock on it (fcntl(2)), so that another process takes the log away under it; SQLite waits
 * with closing until no lock is held. */
static int read_header(const char *path, unsigned char ret_header[HEADER_BYTES]) {
  begin_engine();
  sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
  g_autofree char *full = g_malloc0((size_t)vfs->mxPathname + 2);
  g_autofree sqlite3_file *file = g_malloc0((size_t)vfs->szOsFile);
  int rc = vfs->xFullPathname(vfs, path, vfs->mxPathname, full);
  if ((rc & 0xff) == SQLITE_OK) rc = vfs->xOpen(vfs, full, file, SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB, NULL);
  if (rc == SQLITE_OK) rc = file->pMethods->xRead(file, ret_header, HEADER_BYTES, 0);
  if (file->pMethods) file->pMethods->xClose(file);
  return rc == SQLITE_IOERR_SHORT_READ ? SQLITE_OK : rc;
}

static bool is_ours(const unsigned char header[HEADER_BYTES]) {
  uint32_t id = 0;
  for (size_t i = 0; i < 4; i++) id = id << 8 | header[APPLICATION_ID_AT + i];
  return memcmp(header, "SQLite format 3", 16) == 0 && id == STORE_APPLICATION_ID;
}

static bool check_header(const char *path, GError **error) {
  unsigned char header[HEADER_BYTES] = {0};
  GStatBuf status;
  if (g_stat(path, &status) != 0 || g_access(path, R_OK) != 0)
    return errno == ENOENT
               ? store_refuse(error, STORE_ERROR_FILE,
                              _("%s: there is no such database; make one with accolade init, or name one with --db"),
                              system_name(path))
               : store_refuse(error, STORE_ERROR_FILE,
                              _("%s: the file cannot be read (%s); ask for the right to read it"), path,
                              system_words(errno));
  if (S_ISDIR(status.st_mode))
    return store_refuse(error, STORE_ERROR_FILE, _("%s: this is a folder; name the database file in it with --db"),
                        path);
  int rc = S_ISREG(status.st_mode) ? read_header(path, header) : SQLITE_OK;
  if (rc != SQLITE_OK) return file_error(NULL, path, rc, error);
  return is_ours(header) ||
         store_refuse(error, STORE_ERROR_FILE,
                      _("%s: this is not an award database; name one with --db, or make one with accolade init"), path);
}

const char *const file_beside[] = {"-wal", "-shm", "-journal", NULL};

bool store_is_award(const char *path) {
  for (size_t i = 0; file_beside[i]; i++) {
    if (!g_str_has_suffix(path, file_beside[i])) continue;
    g_autofree char *database = g_strndup(path, strlen(path) - strlen(file_beside[i]));
    if (check_header(database, NULL)) return true;
  }
  return check_header(path, NULL);
}

bool store_needs_other_file(const char *path, GError **error) {
  char *real = realpath(path, NULL);
  bool award = store_is_award(real ? real : path);
  free(real);
  return !award || store_refuse(error, STORE_ERROR_FILE, _("%s is a file of an award's database; name another"), path);
}

bool file_run(sqlite3 *db, const char *path, const char *text, GError **error) {
  int rc = sqlite3_exec(db, text, NULL, NULL, NULL);
  return rc == SQLITE_OK || file_error(db, path, rc, error);
}

bool file_map(sqlite3 *db, const char *path, bool mapped, GError **error) {
  return file_run(db, path, mapped ? "PRAGMA mmap_size=134217728" : "PRAGMA mmap_size=0", error);
}

static bool harden(sqlite3 *db, const char *path, GError **error) {
  static const int on[] = {SQLITE_DBCONFIG_DEFENSIVE, SQLITE_DBCONFIG_ENABLE_FKEY};
  static const int off[] = {SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_TRIGGER,
                            SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION};
  for (size_t i = 0; i < G_N_ELEMENTS(on); i++) sqlite3_db_config(db, on[i], 1, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(off); i++) sqlite3_db_config(db, off[i], 0, NULL);
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, MAX_TEXT);
  sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, 1 << 16);
  sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_busy_timeout(db, BUSY_MS);
  return file_run(db, path, "PRAGMA cell_size_check=ON; PRAGMA synchronous=FULL; PRAGMA cache_size=-32768;", error) &&
         file_map(db, path, true, error);
}

/* -- opening --------------------------------------------------------------------------------- */

/* A file nobody can write needs no log beside it: it is opened as it stands. */
static int open_connection(const char *path, bool read_only, sqlite3 **ret_db) {
  int flags = SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX;
  begin_engine();
  if (!read_only) return sqlite3_open_v2(path, ret_db, flags | SQLITE_OPEN_READWRITE, NULL);
  g_autofree char *log = g_strconcat(path, "-wal", NULL), *escaped = g_uri_escape_string(path, "/", FALSE);
  GStatBuf status;
  bool has_log = g_stat(log, &status) == 0 && status.st_size > 0;
  g_autofree char *uri = g_strdup_printf("file:%s%s", escaped, has_log ? "" : "?immutable=1");
  return sqlite3_open_v2(uri, ret_db, flags | SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
}

sqlite3 *file_open(const char *path, bool *ret_read_only, GError **error) {
  if (!check_header(path, error) || !check_place(path, error)) return NULL;
  g_autofree char *folder = g_path_get_dirname(path);
  bool read_only = access(path, W_OK) != 0 || access(folder, W_OK) != 0;
  sqlite3 *db = NULL;
  int rc = open_connection(path, read_only, &db);
  bool good = rc == SQLITE_OK ? harden(db, path, error) && schema_bring_up_to_date(db, path, error)
                              : file_error(db, path, rc, error);
  if (!good) g_clear_pointer(&db, sqlite3_close);
  if (good) *ret_read_only = read_only;
  return db;
}

sqlite3 *file_open_reader(const char *path, bool read_only) {
  sqlite3 *db = NULL;
  bool good = open_connection(path, read_only, &db) == SQLITE_OK && harden(db, path, NULL) &&
              file_run(db, path, "PRAGMA cache_size=-1024;", NULL);
  if (!good) g_clear_pointer(&db, sqlite3_close);
  return db;
}

sqlite3 *file_create(const char *path, GError **error) {
  if (!check_place(path, error)) return NULL;
  sqlite3 *db = NULL;
  int flags = SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  int rc = sqlite3_open_v2(path, &db, flags, NULL);
  bool good = rc == SQLITE_OK ? harden(db, path, error) && file_run(db, path, "PRAGMA journal_mode=WAL", error) &&
                                    schema_migrate(db, path, migrations, n_migrations, error)
                              : file_error(db, path, rc, error);
  if (!good) g_clear_pointer(&db, sqlite3_close);
  return db;
}
