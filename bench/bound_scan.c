/* bound_scan DB THREADS: every row and every byte of it, once. */
#include "bench/shares.h"

static void *scan(void *data) {
  Share *share = data;
  sqlite3 *db = open_to_read(share->path);
  sqlite3_stmt *row = share_rows(share, db, "applicant, assessor, marks", "");
  while (sqlite3_step(row) == SQLITE_ROW) {
    const uint8_t *marks = sqlite3_column_blob(row, 2);
    for (int i = 0; i < ITEMS; i++) share->n += marks[i];
    share->n += (size_t)(sqlite3_column_int(row, 0) + sqlite3_column_int(row, 1));
  }
  sqlite3_finalize(row);
  sqlite3_close(db);
  return NULL;
}

int main(int argc, char **argv) {
  Share shares[MOST_THREADS];
  size_t sum = 0;
  if (argc != 3) return 2;
  for (int i = share_out(argv[1], argv[2], scan, shares); i > 0; i--) sum += shares[i - 1].n;
  printf("%zu\n", sum);
  return 0;
}
