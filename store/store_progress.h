/* store_progress.h: how far each panel is: counts that the record keeps. Private to store/. */
#ifndef ACCOLADE_STORE_PROGRESS_H
#define ACCOLADE_STORE_PROGRESS_H

#include "store/store_pairs.h"

/* Counts the panels with ids between first and last again, as they stand, and keeps the counts in the table `panel`: by
 * every change that assigns, begins, submits, returns, recuses or releases, in its transaction. */
bool progress_count(Store *store, int64_t first, int64_t last, GError **error);
/* The same for a panel that had no scorebook: so many new assignments, and so many submitted scorebooks, all assigned. */
bool progress_add(Store *store, int64_t panel, int64_t assigned, int64_t submitted, GError **error);

/* The counts themselves: counter_begin() for whole panels with ids from first to last; every pair of an assignment and a
 * scorebook of these in key order; counter_end(). `each` gets the panels one after the other, false stops. Only what that
 * range has of recusals and releases is read, so that many panels counted one by one cost no more than all at once. */
typedef struct Count {
  int64_t panel; /* -1: none yet */
  int64_t assigned, submitted, drafts;
} Count;
/* What counts of it while scorebooks are owed; else, the applicant being out or the stage closed, only what was submitted does. */
static inline Count count_owed(const Count *count, bool owed) {
  return owed ? *count : (Count){.panel = count->panel, .assigned = count->submitted, .submitted = count->submitted};
}
typedef bool EachCount(Store *store, const Count *count, void *data, GError **error);
/* store_unassigned() where the panels (of PanelProgress, in order) and who is out are known already. Caller frees. */
GArray *unassigned_beside(Store *store, const Outs *outs, const GArray *panels, GError **error);
/* The counts that are kept, from that panel on: of all panels; of those that still wait for a scorebook, without how many are
 * drafts. */
bool counts_each(Store *store, int64_t first, EachCount *each, void *data, GError **error);
bool counts_behind(Store *store, int64_t first, EachCount *each, void *data, GError **error);

typedef struct Counter {
  Store *store;
  EachCount *each;
  void *data;
  uint32_t applicants; /* up to the range's last, of which the progress is told */
  GArray *recusals;    /* applicant << 28 | assessor of every recusal in the range, in order */
  GArray *releases;    /* ids of the scorebooks that somebody is released from, likewise */
  Count count;
  bool has_assignment; /* without one, an applicant's own scorebook is all there is */
} Counter;
bool counter_begin(Counter *counter, Store *store, int64_t first, int64_t last, EachCount *each, void *data,
                   GError **error);
bool counter_add(Counter *counter, const Pair *pair, GError **error);
bool counter_end(Counter *counter, GError **error);
void counter_clear(Counter *counter);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Counter, counter_clear)

/* Whether every count kept is what its panel comes to, and none is missing: checking_begin(), checking_count() as a
 * counter's `each`, checking_end(). wrong() is told each panel that is not. */
typedef struct Checking {
  void (*wrong)(int64_t panel, void *data);
  void *data;
  sqlite3_stmt *rows; /* of the table panel, side by side with the counts */
  Count kept;         /* the row in hand */
  int has_row;
} Checking;
bool checking_begin(Checking *checking, Store *store, GError **error);
EachCount checking_count; /* data: the Checking */
bool checking_end(Store *store, Checking *checking, GError **error);

#endif
