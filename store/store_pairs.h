/* store_pairs.h: assignments (SQL_assignments: all; SQL_leads: those of leaders) and scorebooks (SQL_marks; SQL_book_keys:
 * without their marks) side by side, in key order. Private to store/. */
#ifndef ACCOLADE_STORE_PAIRS_H
#define ACCOLADE_STORE_PAIRS_H

#include "store/store_private.h"

typedef struct Pair {
  int64_t id;
  bool assigned, lead, has_book;
  ScorebookState state;
  const unsigned char *marks;
  size_t n_bytes;
} Pair;
/* Takes a pair, whose marks are valid meanwhile; false: enough, or error set. It is called within the engine's step: it may
 * neither use the statements that are walked nor end a transaction. */
typedef bool PairTake(const Pair *pair, void *data, GError **error);

enum { PAIR_AHEAD = 64 };
typedef struct PairAhead { /* rows read ahead */
  SqlName name;
  sqlite3_stmt *rows;
  int64_t last; /* the range's last id */
  bool ended;   /* there are no more rows in it */
  size_t at, n;
  int64_t ids[PAIR_AHEAD];
  bool leads[PAIR_AHEAD];
} PairAhead;
typedef struct PairScan {
  Store *store;
  SqlName name;
  sqlite3_stmt *books;
  bool owned; /* statements of its own, so that others may run meanwhile */
  PairAhead assigned, drafts;
  PairTake *take;
  void *data;
  bool stopped; /* take() had enough, or failed */
} PairScan;
static inline bool pair_is_submitted(const Pair *pair) { return pair->has_book && pair->state == SCOREBOOK_SUBMITTED; }
/* Is the assessor released from it? From what is submitted nobody is. */
static inline bool pair_is_released(const Cycle *cycle, const Pair *pair) {
  return cycle->n_releases > 0 && !pair_is_submitted(pair) &&
         cycle_release(cycle, book_stage(pair->id), book_applicant(pair->id), book_assessor(pair->id));
}
bool pair_scan_begin(Store *store, SqlName assignments, SqlName books, PairScan *ret_scan, GError **error);
/* Those of a range, which may be asked for again and again. 1: all, 0: take() had enough, -1: error. */
int pair_scan_run(PairScan *scan, int64_t first, int64_t last, PairTake *take, void *data, GError **error);
void pair_scan_clear(PairScan *scan);
/* Those of one panel (stage << 28 | applicant), with the store's own statements: for many in a row, when nothing else reads
 * them. */
int pair_scan_panel(Store *store, SqlName books, int64_t panel, PairTake *take, void *data, GError **error);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PairScan, pair_scan_clear)

#endif
