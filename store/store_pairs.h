/* store_pairs.h: assignments (SQL_assignments: all; SQL_leads: those of leaders) and scorebooks (SQL_marks; SQL_book_states:
 * without their marks) side by side, in key order. Private to store/. */
#ifndef ACCOLADE_STORE_PAIRS_H
#define ACCOLADE_STORE_PAIRS_H

#include "store/store_private.h"

enum { PAIR_AHEAD = 64 };
typedef struct PairSide { /* one of the two tables, read so many rows ahead */
  sqlite3_stmt *rows;
  int64_t end; /* the last id of the range */
  bool ended;  /* there are no more rows in it */
  size_t at, n;
  int64_t ids[PAIR_AHEAD];
  bool flags[PAIR_AHEAD]; /* lead, or submitted */
  bool has_marks;
  size_t starts[PAIR_AHEAD + 1], room; /* of the marks, and for how many bytes there is space */
  unsigned char *marks;
} PairSide;
typedef struct PairScan {
  Store *store;
  PairSide assignments, books;
  bool started, owned; /* owned: statements of its own, so that others may run meanwhile */
  int64_t last;        /* the id handed out last */
} PairScan;
typedef struct Pair { /* marks are valid until the next pair */
  int64_t id;
  bool assigned, lead, has_book;
  ScorebookState state;
  const unsigned char *marks;
  size_t n_bytes;
} Pair;
static inline bool pair_is_submitted(const Pair *pair) { return pair->has_book && pair->state == SCOREBOOK_SUBMITTED; }
/* Is the assessor released from it? From what is submitted nobody is. */
static inline bool pair_is_released(const Cycle *cycle, const Pair *pair) {
  return cycle->n_releases > 0 && !pair_is_submitted(pair) &&
         cycle_release(cycle, book_stage(pair->id), book_applicant(pair->id), book_assessor(pair->id));
}
bool pair_scan_begin(Store *store, SqlName assignments, SqlName books, int64_t first, int64_t last, PairScan *ret_scan,
                     GError **error);
/* Goes on with another range. */
bool pair_scan_move(PairScan *scan, int64_t first, int64_t last, GError **error);
/* Of one panel (stage << 28 | applicant), with the store's own statements: for many in a row, when nothing else reads them. */
bool pair_scan_begin_panel(Store *store, SqlName books, int64_t panel, PairScan *ret_scan, GError **error);
int pair_scan_next(PairScan *scan, Pair *ret_pair, GError **error); /* 1, 0 end, -1 */
void pair_scan_clear(PairScan *scan);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PairScan, pair_scan_clear)

#endif
