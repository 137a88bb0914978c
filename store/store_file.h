/* store_file.h: the file an award lies in: connections to it, and the schema it has. Private to store/. */
#ifndef ACCOLADE_STORE_FILE_H
#define ACCOLADE_STORE_FILE_H

#include "store/store_private.h"

/* -- connections: store_file.c -------------------------------------------------------------------- */

/* Sets error to what the connection (or rc alone, when db is NULL) last failed with: place, fault, remedy. Always false. */
bool file_error(sqlite3 *db, const char *path, int rc, GError **error);
/* A hardened connection to an existing file; checked: kind of file, version, schema, file system. */
sqlite3 *file_open(const char *path, bool *ret_read_only, GError **error);
/* One more connection to a file that file_open() has found good (read_only: as it said), which keeps few pages, for it
 * walks; NULL when there is none to be had. */
sqlite3 *file_open_reader(const char *path, bool read_only);
/* Does the connection read pages where the file is mapped, as every connection here does at first, or keep copies? What is
 * mapped is examined anew at each look: the dearer way for what comes back to the same pages. No statement may be running. */
bool file_map(sqlite3 *db, const char *path, bool mapped, GError **error);
/* A new, empty database at path with the current schema, journal mode WAL. */
sqlite3 *file_create(const char *path, GError **error);
/* How the names of the files end that SQLite keeps beside a database; NULL-terminated. */
extern const char *const file_beside[];
/* Runs statements that return nothing. */
bool file_run(sqlite3 *db, const char *path, const char *text, GError **error);
/* Is this statfs() type one that a database in WAL mode must not lie on? Its name, or NULL. */
const char *file_system_refused(int64_t type);

/* -- schema: store_schema.c ------------------------------------------------------------------------ */

/* Brings an older file up to date, after a backup beside it, and checks it; refuses newer ones. */
bool schema_bring_up_to_date(sqlite3 *db, const char *path, GError **error);
/* Takes the file from the schema it has to schema n, steps[i] being the way from i to i + 1, in one transaction. */
bool schema_migrate(sqlite3 *db, const char *path, const char *const *steps, size_t n, GError **error);
/* A copy beside the file, PATH.schema-VERSION.backup, numbered when there is one. */
bool schema_back_up(sqlite3 *db, const char *path, int64_t version, GError **error);
/* The schema's hash, as schema_hash. */
bool schema_read_hash(sqlite3 *db, const char *path, char ret_hex[65], GError **error);
/* Same tables, indices and views as ours, and nothing else? */
bool schema_check(sqlite3 *db, const char *path, GError **error);

#endif
