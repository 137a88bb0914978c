/* exchange_go_on.c: rows that go on with the scorebook of the row before. Nearly all do, with the same bytes before the item and
 * a plain mark behind it, so they are compared and not parsed; what looks otherwise is left to score_row(). */
#include "store/exchange_private.h"

#include <string.h>

enum { ROW_MOST_TAIL = 16 }; /* bytes of a short code, a plain mark and a line end */

/* -- what the rows begin with ------------------------------------------------------------------------------- */

/* Item and mark stand last, and what stands before them is the same in every row of a scorebook. */
static bool is_in_order(const Table *table) {
  for (int i = S_STATE; i <= S_EVIDENCE; i++)
    if (table->place[i] >= 0) return false;
  return table->place[S_ITEM] == (int)table->width - 2 && table->place[S_MARK] == (int)table->width - 1;
}

/* What the rows of this scorebook begin with, where rows can be taken by it. */
static void note_prefix(Import *import, const Book *book) {
  Prefix *prefix = &import->scores->prefix;
  const Table *table = &import->table;
  prefix->n = 0;
  if (book->grid->ranged || !book->grid->has_heads || !is_in_order(table)) return;
  size_t n = csv_prefix(table->csv, table->width - 2, prefix->text, sizeof prefix->text);
  if (n >= 8 && prefix->text[n - 1] == ',') prefix->n = n;
}

/* -- the rows ------------------------------------------------------------------------------------------------ */

/* The length of a plain legal mark and the line end behind it; 0 when it is anything else. */
static size_t plain_line(const char *text, const bool plain[PLAIN_MARKS], Mark *ret_mark) {
  size_t n = plain_mark(text, plain, ret_mark);
  if (n == 0) return 0;
  n += text[n] == '\r';
  return text[n] == '\n' ? n + 1 : 0;
}

static inline uint64_t eight_bytes(const char *text) {
  uint64_t word;
  memcpy(&word, text, sizeof word);
  return word;
}

/* Does the line begin with the prefix? Eight bytes at a time, of which the last may overlap those before. */
static inline bool has_prefix(const char *line, const Prefix *prefix) {
  for (size_t i = 0; i + 8 < prefix->n; i += 8)
    if (eight_bytes(line + i) != eight_bytes(prefix->text + i)) return false;
  return eight_bytes(line + prefix->n - 8) == eight_bytes(prefix->text + prefix->n - 8);
}

/* The first cell from `cell` on whose code and delimiter the text begins with; grid->n when there is none. */
static inline size_t cell_ahead(const Grid *grid, size_t cell, const char *text) {
  uint64_t word = eight_bytes(text);
  while (cell < grid->n && (word & grid->heads[cell].mask) != grid->heads[cell].word) cell++;
  return cell;
}

void scores_go_on(Import *import, Book *book) {
  note_prefix(import, book);
  Scores *scores = import->scores;
  const Grid *grid = book->grid;
  const Prefix *prefix = &scores->prefix;
  int64_t taken = 0;
  size_t left, used = 0;
  const char *ahead = csv_ahead(import->table.csv, &left);
  while (prefix->n > 0 && left >= used + prefix->n + ROW_MOST_TAIL) {
    const char *line = ahead + used;
    if (!has_prefix(line, prefix)) break;
    size_t cell = cell_ahead(grid, scores->cell, line + prefix->n);
    if (cell == grid->n || book->marks[cell] != MARK_UNSET) break;
    size_t head = prefix->n + grid->code_lengths[cell] + 1;
    Mark mark;
    size_t tail = plain_line(line + head, grid->plain[cell], &mark);
    if (tail == 0) break;
    book->marks[cell] = mark;
    used += head + tail;
    scores->cell = cell + 1;
    taken++;
  }
  csv_skip_lines(import->table.csv, used, taken);
  import->result->rows += taken;
  import->result->marks += taken;
}
