/* sheets.h: the weighted total of every scorebook of a bound's database, as a table of applicants and assessors. */
#ifndef ACCOLADE_BENCH_SHEETS_H
#define ACCOLADE_BENCH_SHEETS_H

#include "bench/bound.h"

typedef struct Sheets {
  size_t n;
  uint32_t applicants, assessors; /* how many; a sheet names them from 0 */
  uint32_t *applicant, *assessor; /* n, in the applicants' order */
  double *total;                  /* n, of 1000; items without a mark are left out of both sides */
} Sheets;

static inline double sheet_total(const uint8_t *marks) {
  static const int points[ITEMS] = {50, 30, 30, 40, 50, 40, 50, 60, 15, 20, 15, 10,
                                    10, 50, 50, 40, 40, 80, 80, 80, 60, 50, 50};
  int sum = 0, weight = 0;
  for (int i = 0; i < ITEMS; i++) {
    sum += marks[i] == NONE ? 0 : points[i] * marks[i];
    weight += marks[i] == NONE ? 0 : points[i];
  }
  return weight ? 10.0 * sum / weight : 0;
}

static inline Sheets read_sheets(const char *path) {
  sqlite3 *db = open_to_read(path);
  sqlite3_stmt *row = make_sql(db, "SELECT count(*), max(applicant), max(assessor) FROM sheet");
  if (sqlite3_step(row) != SQLITE_ROW) die(path);
  size_t room = (size_t)sqlite3_column_int64(row, 0);
  Sheets sheets = {.applicants = (uint32_t)sqlite3_column_int(row, 1),
                   .assessors = (uint32_t)sqlite3_column_int(row, 2)};
  sqlite3_finalize(row);
  sheets.applicant = malloc(room * sizeof *sheets.applicant);
  sheets.assessor = malloc(room * sizeof *sheets.assessor);
  sheets.total = malloc(room * sizeof *sheets.total);
  row = make_sql(db, "SELECT applicant, assessor, marks FROM sheet ORDER BY applicant");
  for (; sheets.n < room && sqlite3_step(row) == SQLITE_ROW; sheets.n++) {
    sheets.applicant[sheets.n] = (uint32_t)sqlite3_column_int(row, 0) - 1;
    sheets.assessor[sheets.n] = (uint32_t)sqlite3_column_int(row, 1) - 1;
    sheets.total[sheets.n] = sheet_total(sqlite3_column_blob(row, 2));
  }
  sqlite3_finalize(row);
  sqlite3_close(db);
  return sheets;
}

#endif
