/* store_pairs.c: assignments and scorebooks side by side.
 *
 * Both have the same key, so they are read in one go, each PAIR_AHEAD rows ahead, and one panel's rows follow each other. */
#include "store/store_pairs.h"
#include "store/store_rows.h"

#include <string.h>

/* Marks lie behind each other until the next rows are read. */
static void keep_marks(PairSide *side, sqlite3_value *marks) {
  size_t at = side->starts[side->n], n = (size_t)sqlite3_value_bytes(marks);
  if (at + n > side->room) side->marks = g_realloc(side->marks, side->room = 2 * (at + n));
  if (n > 0) memcpy(side->marks + at, sqlite3_value_blob(marks), n);
  side->starts[side->n + 1] = at + n;
}

static bool take_row(sqlite3_value **row, void *data, GError **error) {
  (void)error;
  PairSide *side = data;
  int64_t id = sqlite3_value_int64(row[0]);
  side->ended = id > side->end;
  if (side->ended) return false;
  side->ids[side->n] = id;
  side->flags[side->n] = sqlite3_value_int(row[1]) != 0;
  if (side->has_marks) keep_marks(side, row[2]);
  return ++side->n < PAIR_AHEAD;
}

/* Goes on to the next row; reads as many ahead as there is room for when there is none. */
static bool advance(Store *store, PairSide *side, GError **error) {
  if (++side->at < side->n || side->ended) return true;
  side->at = side->n = 0;
  const RowTaker taker = {take_row, side, NULL};
  int got = rows_step(store, side->rows, &taker, error);
  side->ended = side->ended || got == 0;
  return got >= 0;
}

static inline bool has_row(const PairSide *side) { return side->at < side->n; }
static inline bool is_at(const PairSide *side, int64_t id) { return has_row(side) && side->ids[side->at] == id; }

static void finalize(sqlite3_stmt *row) { sqlite3_finalize(row); }
static void reset(sqlite3_stmt *row) { sqlite3_reset(row); }

static bool begin_side(Store *store, PairSide *side, int64_t first, int64_t last, GError **error) {
  sqlite3_reset(side->rows);
  side->end = last;
  side->ended = false;
  side->at = side->n = 0;
  sqlite3_bind_int64(side->rows, 1, first);
  return advance(store, side, error);
}

bool pair_scan_move(PairScan *scan, int64_t first, int64_t last, GError **error) {
  scan->books.has_marks = true;
  scan->started = false;
  return begin_side(scan->store, &scan->assignments, first, last, error) &&
         begin_side(scan->store, &scan->books, first, last, error);
}

bool pair_scan_begin(Store *store, SqlName assignments, SqlName books, int64_t first, int64_t last, PairScan *ret_scan,
                     GError **error) {
  ret_scan->store = store;
  ret_scan->owned = true;
  ret_scan->assignments.rows = sql_new(store, assignments, error);
  ret_scan->books.rows = ret_scan->assignments.rows ? sql_new(store, books, error) : NULL;
  return ret_scan->books.rows && pair_scan_move(ret_scan, first, last, error);
}

bool pair_scan_begin_panel(Store *store, SqlName books, int64_t panel, PairScan *ret_scan, GError **error) {
  int64_t first = panel_first(panel);
  ret_scan->store = store;
  ret_scan->assignments.rows = sql(store, SQL_assignments);
  ret_scan->books.rows = sql(store, books);
  return pair_scan_move(ret_scan, first, first | ROW_MASK, error);
}

void pair_scan_clear(PairScan *scan) {
  void (*end)(sqlite3_stmt *) = scan->owned ? finalize : reset;
  end(scan->assignments.rows);
  end(scan->books.rows);
  g_clear_pointer(&scan->books.marks, g_free);
}

/* Rows handed out by the last call are left behind only now, so that their marks stayed valid. */
static bool leave(PairScan *scan, PairSide *side, GError **error) {
  return !is_at(side, scan->last) || advance(scan->store, side, error);
}

int pair_scan_next(PairScan *scan, Pair *ret_pair, GError **error) {
  PairSide *assignments = &scan->assignments, *books = &scan->books;
  if (scan->started && (!leave(scan, assignments, error) || !leave(scan, books, error))) return -1;
  if (!has_row(assignments) && !has_row(books)) return 0;
  int64_t id = has_row(assignments) ? assignments->ids[assignments->at] : INT64_MAX;
  if (has_row(books)) id = MIN(id, books->ids[books->at]);
  Pair pair = {.id = id, .assigned = is_at(assignments, id), .has_book = is_at(books, id)};
  pair.lead = pair.assigned && assignments->flags[assignments->at];
  if (pair.has_book) {
    pair.n_bytes = books->starts[books->at + 1] - books->starts[books->at];
    pair.marks = pair.n_bytes > 0 ? books->marks + books->starts[books->at] : NULL;
    pair.state = books->flags[books->at] ? SCOREBOOK_SUBMITTED : SCOREBOOK_DRAFT;
  }
  scan->started = true;
  scan->last = id;
  *ret_pair = pair;
  return 1;
}
