/* store_pairs.c: assignments and scorebooks side by side.
 *
 * Both have the same key, so they are read in one go: scorebooks as the engine comes to them, assignments PAIR_AHEAD rows
 * ahead. */
#include "store/store_pairs.h"
#include "store/store_rows.h"

static bool take_assignment(sqlite3_value **row, void *data, GError **error) {
  (void)error;
  PairAhead *ahead = data;
  int64_t id = sqlite3_value_int64(row[0]);
  ahead->ended = id > ahead->last;
  if (ahead->ended) return false;
  ahead->ids[ahead->n] = id;
  ahead->leads[ahead->n] = sqlite3_value_int(row[1]) != 0;
  return ++ahead->n < PAIR_AHEAD;
}

/* Goes on to the next assignment; reads as many ahead as there is room for when there is none. */
static bool advance(PairScan *scan, GError **error) {
  PairAhead *ahead = &scan->ahead;
  if (++ahead->at < ahead->n || ahead->ended) return true;
  ahead->at = ahead->n = 0;
  const RowTaker taker = {take_assignment, ahead, NULL};
  int got = rows_step(scan->store, scan->assignments, &taker, error);
  ahead->ended = ahead->ended || got == 0;
  return got >= 0;
}

static bool give(PairScan *scan, const Pair *pair, GError **error) {
  scan->stopped = !scan->take(pair, scan->data, error);
  return !scan->stopped;
}

/* Is the assignment in hand one that comes before this scorebook, and so has none? */
static inline bool comes_before(const PairAhead *ahead, int64_t id) {
  return ahead->at < ahead->n && ahead->ids[ahead->at] < id;
}

static bool give_assigned(PairScan *scan, GError **error) {
  const PairAhead *ahead = &scan->ahead;
  Pair pair = {.id = ahead->ids[ahead->at], .assigned = true, .lead = ahead->leads[ahead->at]};
  return advance(scan, error) && give(scan, &pair, error);
}

static bool take_book(sqlite3_value **row, void *data, GError **error) {
  PairScan *scan = data;
  const PairAhead *ahead = &scan->ahead;
  int64_t id = sqlite3_value_int64(row[0]);
  if (id > ahead->last) return false;
  while (comes_before(ahead, id))
    if (!give_assigned(scan, error)) return false;
  Pair pair = {.id = id,
               .assigned = ahead->at < ahead->n && ahead->ids[ahead->at] == id,
               .has_book = true,
               .state = sqlite3_value_int(row[1]) ? SCOREBOOK_SUBMITTED : SCOREBOOK_DRAFT,
               .n_bytes = (size_t)sqlite3_value_bytes(row[2])};
  pair.marks = sqlite3_value_blob(row[2]);
  pair.lead = pair.assigned && ahead->leads[ahead->at];
  if (pair.assigned && !advance(scan, error)) return false;
  return give(scan, &pair, error);
}

bool pair_scan_begin(Store *store, SqlName assignments, SqlName books, PairScan *ret_scan, GError **error) {
  *ret_scan = (PairScan){.store = store, .owned = true, .assignments = sql_new(store, assignments, error)};
  ret_scan->books = ret_scan->assignments ? sql_new(store, books, error) : NULL;
  return ret_scan->books != NULL;
}

static bool begin_ahead(PairScan *scan, int64_t first, int64_t last, GError **error) {
  scan->ahead.last = last;
  scan->ahead.ended = false;
  scan->ahead.at = scan->ahead.n = 0;
  sqlite3_reset(scan->assignments);
  sqlite3_bind_int64(scan->assignments, 1, first);
  return advance(scan, error);
}

int pair_scan_run(PairScan *scan, int64_t first, int64_t last, PairTake *take, void *data, GError **error) {
  GError *problem = NULL, *failure = NULL;
  const RowTaker taker = {take_book, scan, &problem};
  scan->take = take;
  scan->data = data;
  scan->stopped = false;
  sqlite3_reset(scan->books);
  sqlite3_bind_int64(scan->books, 1, first);
  if (!begin_ahead(scan, first, last, error)) return -1;
  int got = rows_step(scan->store, scan->books, &taker, &failure);
  while (got >= 0 && !problem && !scan->stopped && scan->ahead.at < scan->ahead.n) give_assigned(scan, &problem);
  if (!rows_went_well(problem, failure, error)) return -1;
  return !scan->stopped;
}

int pair_scan_panel(Store *store, SqlName books, int64_t panel, PairTake *take, void *data, GError **error) {
  PairScan scan = {.store = store, .assignments = sql(store, SQL_assignments), .books = sql(store, books)};
  int64_t first = panel_first(panel);
  int got = pair_scan_run(&scan, first, first | ROW_MASK, take, data, error);
  pair_scan_clear(&scan);
  return got;
}

void pair_scan_clear(PairScan *scan) {
  int (*end)(sqlite3_stmt *) = scan->owned ? sqlite3_finalize : sqlite3_reset;
  end(scan->assignments);
  end(scan->books);
}
