/* journal.h: who did what, when, from what to what; each event chained to the one before by its hash.
 *
 * A field is encoded as its length in bytes in decimal, ":", the bytes (UTF-8), ",". The hash of an event is
 * BLAKE2b with 32 bytes of output, without key, over the hash of the event before (32 bytes; zero before the first)
 * and these columns of the table `event` in this order, each a field: seq (as decimal text), at, actor, kind, stage,
 * applicant, assessor, item, before, after, reason. Anybody can recompute it with a stock tool.
 *
 * A bulk import is one event: item says what, `after` is the number of rows and BLAKE2b-256 over them, reason the
 * file. Rows are encoded as fields too, without their event: the tables applicant, assessor, assignment, scorebook,
 * comment in this order, each by its primary key; a row is the table's name and its columns in order (applicant: no
 * to veto; assessor: no to role; assignment: id, lead; scorebook: id, marks, state; comment: number to text, and where
 * there is evidence its place, file and sha256 behind them, the table's name then being "comment with evidence"), as they
 * were when they were imported. Rows know the event that wrote them.
 *
 * A "correct" event is of one field (item) of the applicant, or else the assessor, that it names.
 *
 * A "seal" event's `after` is "sealed", the digest of the stage's totals (a line "applicant,total,scorebooks" each, in
 * the applicants' order; no total when incomplete) and, when it was the last stage to be sealed, the digest of the
 * ranking: BLAKE2b-256 of a line "class,rank,applicant,total,tier" each, totals exact as "n/d".
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
  /* init import mark comment uncomment submit return recuse release assign veto withdraw deduct decide place stage seal resolve
   * agree merge unmerge declare deputy factor unfactor undo redo restore due correct */
  const char *kind;
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
 * others' marks gets its own events only, the returns of its scorebooks, and what was agreed in the panels it sees. */
bool journal_walk(Store *store, bool (*each)(const Event *event, void *user), void *user, GError **error);
/* Likewise, and the head of what was walked: nobody writes in between. */
bool journal_walk_to(Store *store, JournalHead *ret_head, bool (*each)(const Event *event, void *user), void *user,
                     GError **error);
/* Likewise the one with that number, if it is there and may be seen. */
bool journal_read(Store *store, int64_t number, void (*each)(const Event *event, void *user), void *user,
                  GError **error);

/* Walks the chain, re-derives the state from the events and compares it with the tables, recomputes the
 * ranking and compares it with every seal that still stands; with an anchor (hex, may be a unique prefix of
 * at least 16 digits) also that this hash is in the chain. Every fault is one sentence (char *) in
 * ret_faults, the first bad event first; none means whole. False only when it could not be checked. */
typedef struct Verified {
  JournalHead head;
  int64_t scorebooks; /* all that are there, drafts too */
  int64_t uncounted;  /* of these, by who is recused, released or not of the panel: neither ranked nor in OwedCounts */
  int64_t seals;      /* that stand */
  char ranking_digest[65]; /* of the ranking as recomputed now, "" when the criteria have no total */
  int64_t dated_back;      /* events dated before the one they follow: the clock went back */
  int64_t first_back;      /* the first of them */
  int64_t anchored; /* the event that the anchor is the hash of; 0: none was asked for, or it is not in the chain */
  /* The newest event whose hash an anchor that is not in the chain would be, or begin, but for at most two digits that are
   * wrong, left out or too many; 0: none. */
  int64_t nearly;
  GPtrArray *faults; /* of char * */
} Verified;
bool journal_verify(Store *store, const char *anchor, Verified *ret_verified, GError **error);
void verified_clear(Verified *verified);

#endif
