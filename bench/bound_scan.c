/* bound_scan DB: every row and every byte of it, once. */
#include "bench/bound.h"

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  sqlite3 *db = open_to_read(argv[1]);
  sqlite3_stmt *row = make_sql(db, "SELECT applicant, assessor, marks FROM sheet");
  int64_t sum = 0;
  while (sqlite3_step(row) == SQLITE_ROW) {
    const uint8_t *marks = sqlite3_column_blob(row, 2);
    for (int i = 0; i < ITEMS; i++) sum += marks[i];
    sum += sqlite3_column_int(row, 0) + sqlite3_column_int(row, 1);
  }
  printf("%lld\n", (long long)sum);
  sqlite3_finalize(row);
  return sqlite3_close(db);
}
