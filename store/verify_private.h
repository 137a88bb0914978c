/* verify_private.h: what the parts of verification share.
 *
 *   verify_chain.c   reads the chain forward: is each event whole and does it follow from the one before
 *   verify_events.c  folds the events into what the tables must hold now, and what they held at their import
 *   verify_rows.c    scans the tables once, in key order, and compares; verify_people.c, verify_comments.c, verify_agreed.c,
 *                    verify_facts.c: people, comments, what panels agreed on, values that events set
 *   verify_imports.c, verify_seals.c: the digests in the events of imports and seals
 *   verify.c         the order of it all; pages, packs and cells, the anchor
 *
 * Memory: the people and their ranking (about 350 bytes per applicant), 8 bytes per assignment, and what events touched
 * after the imports; imported scorebooks that nobody touched pass by. A million applicants take 0.7 GB, 0.25 of which are
 * mapped pages of the file. */
#ifndef ACCOLADE_VERIFY_PRIVATE_H
#define ACCOLADE_VERIFY_PRIVATE_H

#include "store/digest.h"
#include "store/store_private.h"

enum { VERIFY_MOST_FAULTS = 100 };
#define MARK_UNTOUCHED INT16_MIN
#define ANY_EVENT INT64_MIN

typedef struct ImportCheck { /* one import event and the digest of the rows that name it */
  int64_t event, rows, found;
  char hex[65];
  char *what, *file;
  Digest state;
} ImportCheck;

typedef struct BookCheck { /* a scorebook that events touched */
  int64_t id, first_event, last_event, changes;
  int first_state, last_state; /* -1: untouched */
  bool found;
  size_t n;
  Mark *first, *last; /* per cell: before its first and after its last event; MARK_UNTOUCHED */
} BookCheck;

typedef struct CommentCheck { /* a comment that events speak of */
  int64_t number, removed;    /* removed: as its row must say */
  bool found;
} CommentCheck;

typedef struct Fact { /* a value that events set: a veto, a recusal, a declaration, a deduction, a stage's state ... */
  char *first, *value, *reason, *full; /* full: the event's whole `after` */
  int64_t event;
  bool found;
} Fact;

typedef struct Verify {
  Store *store;
  const Cycle *cycle;
  const char *anchor;
  int64_t anchor_at;                  /* event with that hash, 0: none seen */
  int64_t anchor_near;                /* Verified.nearly */
  char newest_at[32];                 /* when the event before was recorded */
  GHashTable *applicants, *assessors; /* id -> number + 1; NULL until an event names one */
  GHashTable *imports;                /* event -> ImportCheck */
  ImportCheck *import;                /* asked for last */
  GArray *assignments;                /* int64_t: their ids, in order */
  GHashTable *books;                  /* id -> BookCheck */
  GHashTable *facts;                  /* key -> Fact */
  GHashTable *corrected;              /* ids of people of whom facts were corrected */
  bool lost; /* rules or people cannot be read: only the chain, the packs and the imports of people are looked at */
  GHashTable *comments;       /* number -> CommentCheck */
  int64_t reasons;            /* that marks came with, less those found */
  int64_t merges, unmerges;   /* events that add, take back a consensus comment */
  int64_t factors, unfactors; /* likewise a key factor */
  int64_t assigns;            /* events that put a successor into a panel, less the assignments found that they made */
  int64_t more_faults;
  Verified *verified;
} Verify;

void verify_fault(Verify *verify, const char *format, ...) G_GNUC_PRINTF(2, 3);

typedef struct Reading { /* one event, fields borrowed from the row */
  int64_t number;
  const char *fields[EVENT_FIELDS];
  const char *kind, *stage_id, *applicant_id, *assessor_id, *item, *before, *after, *reason;
  int stage; /* -1: names none */
  int64_t applicant, assessor;
} Reading;

/* The whole chain, folding each event. False only when the file could not be read. */
bool verify_chain(Verify *verify, GError **error);
/* What the event changes. */
void event_fold(Verify *verify, const Reading *event);
/* All tables that events explain. */
bool verify_rows(Verify *verify, GError **error);
/* Of them those of applicants and assessors. */
bool verify_people(Verify *verify, GError **error);
/* What the imports wrote, after the rows. */
void verify_imports(Verify *verify);
/* The people that imports wrote, only counted, where their rows cannot be read. */
bool verify_people_count(Verify *verify, GError **error);
/* The seals that stand, after the ranking's digest is known. */
bool verify_seals(Verify *verify, GError **error);

/* What an event did to the comment that the line names ("": to none). */
void comment_added(Verify *verify, int64_t event, const char *line);
void comment_taken_back(Verify *verify, int64_t event, const char *line);
void comment_put_back(Verify *verify, int64_t event, const char *line);
/* Comments, after the events. */
bool verify_comments(Verify *verify, GError **error);
/* Does that event say so? Fields that are NULL may say anything. */
bool event_says(Verify *verify, int64_t number, const EventDraft *want);
/* Key factors, after the events. */
bool verify_factors(Verify *verify, GError **error);
/* The tables about what panels agreed on and what people settled. */
bool verify_agreed(Verify *verify, GError **error);
/* The other tables of facts; then that no fact is without its row. */
bool verify_facts(Verify *verify, GError **error);

/* A row's fact, when it says what the row says; takes the key. reason NULL, event ANY_EVENT: not compared. */
void check_fact(Verify *verify, char *key, const char *what, const char *value, const char *reason, int64_t event);
/* Ids by number, "?" for none. */
const char *applicant_name(const Verify *verify, int64_t no);
const char *assessor_name(const Verify *verify, int64_t no);
const char *stage_name(const Verify *verify, int64_t no);

/* Key of a fact: kind and ids. Caller frees. */
char *fact_key(const char *kind, const char *stage, const char *applicant, const char *other);
/* Of a field of an applicant, or an assessor. Caller frees. */
char *correction_key(bool applicant, const char *id, const char *field);
ImportCheck *import_of(Verify *verify, int64_t event); /* NULL: the event is no import */

#endif
