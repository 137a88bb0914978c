/* journal.h: who did what, when, from what to what; each event chained to the one before by its hash.
 *
 * hash(n) = BLAKE2b-256(hash(n-1) || the event's fields, each as decimal length ":" bytes ","), hash(0) = 32 zero
 * bytes: anybody can recompute it from the table `event` with a stock tool. A bulk import is one event whose
 * `after` is count and digest of the rows it wrote (rows in key order, encoded the same way); rows know
 * the event that wrote them last.
 *
 * A chain cannot know that its newest events were cut off or that all of it was rebuilt: that is what the
 * head printed on every report is for (journal_verify() with an anchor). */
#ifndef ACCOLADE_JOURNAL_H
#define ACCOLADE_JOURNAL_H

#include "store/store.h"

typedef struct Event {
  int64_t number;
  const char *at; /* UTC, "2026-05-20T08:31:07.123Z" */
  const char *actor;
  const char *kind; /* "init", "import", "mark", "comment", "submit", "recuse", "veto", "stage", "seal" ... */
  const char *stage, *applicant, *assessor, *item; /* "" where it does not apply */
  const char *before, *after, *reason;
  const char *hash; /* hex */
} Event;

typedef struct JournalHead {
  int64_t events;
  char hash[65]; /* hex of the newest event */
} JournalHead;

bool journal_head(Store *store, JournalHead *ret_head, GError **error);

/* Events in order; strings are valid during the call; each returns false to stop. A role that may not see
 * others' marks gets its own events only. */
bool journal_walk(Store *store, bool (*each)(const Event *event, void *user), void *user, GError **error);

/* Walks the chain, re-derives the state from the events and compares it with the tables, recomputes the
 * ranking and compares it with every seal that still stands; with an anchor (hex, may be a unique prefix of
 * at least 16 digits) also that this hash is in the chain. Every fault is one sentence (char *) in
 * ret_faults, the first bad event first; none means whole. False only when it could not be checked. */
typedef struct Verified {
  JournalHead head;
  int64_t scorebooks;
  int64_t seals;           /* that stand */
  char ranking_digest[65]; /* of the ranking as recomputed now, "" when the criteria have no total */
  GPtrArray *faults;       /* of char * */
} Verified;
bool journal_verify(Store *store, const char *anchor, Verified *ret_verified, GError **error);
void verified_clear(Verified *verified);

#endif
