/* store_pairs.c: assignments and scorebooks side by side.
 *
 * Both have the same key, so they are read in one go: scorebooks as the engine comes to them, assignments PAIR_AHEAD rows
 * ahead. So are the drafts' keys, out of their own index: what is asked of every scorebook's row costs time, and few are
 * drafts when there is much to read. */
#include "store/store_pairs.h"
#include "store/store_rows.h"

static bool take_ahead(sqlite3_value **row, void *data, GError **error) {
  (void)error;
  PairAhead *ahead = data;
  int64_t id = sqlite3_value_int64(row[0]);
  ahead->ended = id > ahead->last;
  if (ahead->ended) return false;
  ahead->ids[ahead->n] = id;
  ahead->leads[ahead->n] = sqlite3_value_int(row[1]) != 0;
  return ++ahead->n < PAIR_AHEAD;
}

/* Goes on to the next row; reads as many ahead as there is room for when there is none. */
static bool advance(const PairScan *scan, PairAhead *ahead, GError **error) {
  if (++ahead->at < ahead->n || ahead->ended) return true;
  ahead->at = ahead->n = 0;
  const RowTaker taker = {take_ahead, ahead, NULL};
  int got = rows_step(scan->store, ahead->rows, &taker, error);
  ahead->ended = ahead->ended || got == 0;
  return got >= 0;
}

static bool give(PairScan *scan, const Pair *pair, GError **error) {
  scan->stopped = !scan->take(pair, scan->data, error);
  return !scan->stopped;
}

/* Is the row in hand one that comes before this scorebook, and so not its own? */
static inline bool comes_before(const PairAhead *ahead, int64_t id) {
  return ahead->at < ahead->n && ahead->ids[ahead->at] < id;
}

static inline bool is_its_own(const PairAhead *ahead, int64_t id) {
  return ahead->at < ahead->n && ahead->ids[ahead->at] == id;
}

static bool give_assigned(PairScan *scan, GError **error) {
  PairAhead *ahead = &scan->assigned;
  Pair pair = {.id = ahead->ids[ahead->at], .assigned = true, .lead = ahead->leads[ahead->at]};
  return advance(scan, ahead, error) && give(scan, &pair, error);
}

/* Goes on with what was read ahead until it is this scorebook's, or behind. */
static bool reach(PairScan *scan, int64_t id, GError **error) {
  while (comes_before(&scan->assigned, id))
    if (!give_assigned(scan, error)) return false;
  while (comes_before(&scan->drafts, id))
    if (!advance(scan, &scan->drafts, error)) return false;
  return true;
}

static bool take_book(sqlite3_value **row, void *data, GError **error) {
  PairScan *scan = data;
  PairAhead *assigned = &scan->assigned;
  int64_t id = sqlite3_value_int64(row[0]);
  if (id > assigned->last || !reach(scan, id, error)) return false;
  Pair pair = {.id = id,
               .assigned = is_its_own(assigned, id),
               .has_book = true,
               .state = is_its_own(&scan->drafts, id) ? SCOREBOOK_DRAFT : SCOREBOOK_SUBMITTED,
               .n_bytes = (size_t)sqlite3_value_bytes(row[1])};
  pair.marks = sqlite3_value_blob(row[1]);
  pair.lead = pair.assigned && assigned->leads[assigned->at];
  if (pair.assigned && !advance(scan, assigned, error)) return false;
  return give(scan, &pair, error);
}

bool pair_scan_begin(Store *store, SqlName assignments, SqlName books, PairScan *ret_scan, GError **error) {
  *ret_scan =
      (PairScan){.store = store, .name = books, .owned = true, .assigned.name = assignments, .drafts.name = SQL_drafts};
  return (ret_scan->assigned.rows = sql_new(store, assignments, error)) &&
         (ret_scan->drafts.rows = sql_new(store, SQL_drafts, error)) &&
         (ret_scan->books = sql_new(store, books, error));
}

static bool begin_ahead(const PairScan *scan, PairAhead *ahead, int64_t first, int64_t last, GError **error) {
  ahead->last = last;
  ahead->ended = false;
  ahead->at = ahead->n = 0;
  sqlite3_reset(ahead->rows);
  sqlite3_bind_int64(ahead->rows, 1, first);
  return advance(scan, ahead, error);
}

int pair_scan_run(PairScan *scan, int64_t first, int64_t last, PairTake *take, void *data, GError **error) {
  GError *problem = NULL, *failure = NULL;
  const RowTaker taker = {take_book, scan, &problem};
  scan->take = take;
  scan->data = data;
  scan->stopped = false;
  sqlite3_reset(scan->books);
  sqlite3_bind_int64(scan->books, 1, first);
  if (!begin_ahead(scan, &scan->assigned, first, last, error) || !begin_ahead(scan, &scan->drafts, first, last, error))
    return -1;
  int got = rows_step(scan->store, scan->books, &taker, &failure);
  while (got >= 0 && !problem && !scan->stopped && scan->assigned.at < scan->assigned.n) give_assigned(scan, &problem);
  if (!rows_went_well(problem, failure, error)) return -1;
  return !scan->stopped;
}

int pair_scan_panel(Store *store, SqlName books, int64_t panel, PairTake *take, void *data, GError **error) {
  PairScan scan = {.store = store,
                   .books = sql(store, books),
                   .assigned.rows = sql(store, SQL_assignments),
                   .drafts.rows = sql(store, SQL_drafts)};
  int64_t first = panel_first(panel);
  int got = pair_scan_run(&scan, first, first | ROW_MASK, take, data, error);
  pair_scan_clear(&scan);
  return got;
}

static void end(const PairScan *scan, SqlName name, sqlite3_stmt *statement) {
  if (scan->owned)
    sql_end(scan->store, name, statement);
  else
    sqlite3_reset(statement);
}

void pair_scan_clear(PairScan *scan) {
  end(scan, scan->assigned.name, scan->assigned.rows);
  end(scan, scan->drafts.name, scan->drafts.rows);
  end(scan, scan->name, scan->books);
}
