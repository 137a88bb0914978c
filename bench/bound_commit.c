/* bound_commit DB N: one mark changed and durable (WAL, synchronous FULL), N times; prints the median and the 99th of a
 * hundred in microseconds. */
#include "bench/bound.h"
#include "bench/latency.h"

enum { MOST = 5000 };

static int collect(sqlite3 *db, int keys[MOST][2]) {
  sqlite3_stmt *row = make_sql(db, "SELECT applicant, assessor FROM sheet LIMIT 5000");
  int n = 0;
  while (n < MOST && sqlite3_step(row) == SQLITE_ROW) {
    keys[n][0] = sqlite3_column_int(row, 0);
    keys[n++][1] = sqlite3_column_int(row, 1);
  }
  sqlite3_finalize(row);
  return n;
}

static void change(sqlite3 *db, sqlite3_stmt *get, sqlite3_stmt *set, const int key[2], unsigned luck) {
  uint8_t marks[ITEMS];
  for (int i = 0; i < 2; i++) {
    sqlite3_bind_int(get, i + 1, key[i]);
    sqlite3_bind_int(set, i + 1, key[i]);
  }
  if (sqlite3_step(get) != SQLITE_ROW) die(sqlite3_errmsg(db));
  memcpy(marks, sqlite3_column_blob(get, 0), ITEMS);
  sqlite3_reset(get);
  marks[luck % ITEMS] = (uint8_t)((marks[luck % ITEMS] + 5) % 105);
  sqlite3_bind_blob(set, 3, marks, ITEMS, SQLITE_STATIC);
  if (sqlite3_step(set) != SQLITE_DONE) die(sqlite3_errmsg(db));
  sqlite3_reset(set);
}

int main(int argc, char **argv) {
  static int keys[MOST][2];
  if (argc != 3) return 2;
  sqlite3 *db = open_db(argv[1], SQLITE_OPEN_READWRITE);
  run_sql(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536");
  int n = atoi(argv[2]), n_keys = collect(db, keys);
  sqlite3_stmt *get = make_sql(db, "SELECT marks FROM sheet WHERE applicant = ? AND assessor = ?");
  sqlite3_stmt *set = make_sql(db, "UPDATE sheet SET marks = ?3 WHERE applicant = ?1 AND assessor = ?2");
  double *took = calloc((size_t)n, sizeof *took);
  srand(1);
  for (int i = 0; i < n; i++) {
    unsigned luck = (unsigned)rand();
    double before = seconds();
    change(db, get, set, keys[luck % (unsigned)n_keys], luck);
    took[i] = seconds() - before;
  }
  print_latency(took, n);
  free(took);
  sqlite3_finalize(get);
  sqlite3_finalize(set);
  return sqlite3_close(db);
}
