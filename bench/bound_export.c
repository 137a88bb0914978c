/* bound_export DB OUT.CSV: every mark as applicant,assessor,item,percent. */
#include "bench/bound.h"

typedef struct Ending { /* ",1,45\n" */
  char text[8];
  uint8_t length;
} Ending;

static void prepare(Ending endings[ITEMS][101]) {
  for (int item = 0; item < ITEMS; item++)
    for (int mark = 0; mark <= 100; mark++) {
      char text[16];
      int length = snprintf(text, sizeof text, "%d,%d\n", item + 1, mark);
      memcpy(endings[item][mark].text, text, 8);
      endings[item][mark].length = (uint8_t)length;
    }
}

static char *put_sheet(char *to, sqlite3_stmt *row, Ending endings[ITEMS][101]) {
  char pair[32], *end = put_number(pair, (uint64_t)sqlite3_column_int(row, 0));
  *end++ = ',';
  end = put_number(end, (uint64_t)sqlite3_column_int(row, 1));
  *end++ = ',';
  const uint8_t *marks = sqlite3_column_blob(row, 2);
  for (int item = 0; item < ITEMS; item++) {
    if (marks[item] == NONE) continue;
    memcpy(to, pair, sizeof pair);
    to += end - pair;
    memcpy(to, endings[item][marks[item]].text, 8);
    to += endings[item][marks[item]].length;
  }
  return to;
}

int main(int argc, char **argv) {
  static Ending endings[ITEMS][101];
  if (argc != 3) return 2;
  prepare(endings);
  sqlite3 *db = open_to_read(argv[1]);
  sqlite3_stmt *row = make_sql(db, "SELECT applicant, assessor, marks FROM sheet");
  int file = open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0644);
  char *block = malloc(BLOCK), *to = block + sprintf(block, "applicant,assessor,item,percent\n");
  while (sqlite3_step(row) == SQLITE_ROW) {
    to = put_sheet(to, row, endings);
    if (to - block < BLOCK - 2048) continue;
    if (write(file, block, (size_t)(to - block)) < 0) die(argv[2]);
    to = block;
  }
  if (write(file, block, (size_t)(to - block)) < 0) die(argv[2]);
  close(file);
  free(block);
  sqlite3_finalize(row);
  return sqlite3_close(db);
}
