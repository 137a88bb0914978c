/* bound_load NUMBERS.CSV DB: marks out of a file of numbers into a durable database, one transaction. */
#include "bench/bound.h"

typedef struct Panel {
  int applicant, n;
  int assessors[PANEL];
  uint8_t marks[PANEL][ITEMS];
} Panel;

static void write_panel(sqlite3 *db, sqlite3_stmt *row, Panel *panel) {
  for (int i = 0; i < panel->n; i++) {
    sqlite3_bind_int(row, 1, panel->applicant);
    sqlite3_bind_int(row, 2, panel->assessors[i]);
    sqlite3_bind_blob(row, 3, panel->marks[i], ITEMS, SQLITE_STATIC);
    if (sqlite3_step(row) != SQLITE_DONE) die(sqlite3_errmsg(db));
    sqlite3_reset(row);
  }
  panel->n = 0;
}

static uint8_t *marks_of(Panel *panel, int assessor) {
  int i = panel->n - 1;
  while (i >= 0 && panel->assessors[i] != assessor) i--;
  if (i >= 0) return panel->marks[i];
  panel->assessors[panel->n] = assessor;
  memset(panel->marks[panel->n], NONE, ITEMS);
  return panel->marks[panel->n++];
}

static void load(sqlite3 *db, const char *at, const char *end) {
  sqlite3_stmt *row = make_sql(db, "INSERT INTO sheet VALUES(?,?,?)");
  Panel panel = {0};
  at = strchr(at, '\n') + 1;
  while (at < end) {
    int applicant = take_number(&at), assessor = take_number(&at), item = take_number(&at), mark = take_number(&at);
    if (applicant != panel.applicant) write_panel(db, row, &panel);
    panel.applicant = applicant;
    marks_of(&panel, assessor)[item - 1] = (uint8_t)mark;
  }
  write_panel(db, row, &panel);
  sqlite3_finalize(row);
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  size_t size;
  const char *bytes = map_file(argv[1], &size);
  sqlite3 *db = open_db(argv[2], SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  run_sql(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-262144");
  run_sql(db, "CREATE TABLE sheet(applicant INTEGER NOT NULL, assessor INTEGER NOT NULL, marks BLOB NOT NULL, "
              "PRIMARY KEY(applicant, assessor)) WITHOUT ROWID");
  run_sql(db, "BEGIN");
  load(db, bytes, bytes + size);
  run_sql(db, "COMMIT");
  return sqlite3_close(db);
}
