/* session.h: the one thing passed to commands and screens: what is loaded, and who sits here. */
#ifndef ACCOLADE_SESSION_H
#define ACCOLADE_SESSION_H

#include "criteria/pack.h"
#include "store/exchange.h"
#include "store/journal.h"

#include <stdio.h>

typedef struct Session {
  char *db_path;    /* --db, $ACCOLADE_DB, or award.db */
  char *actor;      /* --as, or secretariat */
  char *lang;       /* "zh" or "en" */
  PackShelf *shelf; /* see session_shelf() */
  /* with a database open: */
  Store *store;
  Rules *rules;
  Criteria *criteria;        /* the award's */
  GPtrArray *class_criteria; /* Criteria per rules class; NULL entries: the award's */
  Award award;
  Cycle *cycle;        /* NULL while only the record is open */
  int64_t cycle_event; /* newest when it was loaded */
  /* where words go: */
  FILE *out, *err;
  struct Progress *progress; /* while a command runs whose words go to a terminal; else NULL */
  bool brief;                /* for one command: what it does not look at need not be loaded */
  unsigned width; /* cells of a line of out, where that is no terminal that could be asked; 0: as many as are needed */
} Session;

Session *session_new(void);
void session_free(Session *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Session, session_free)

/* Shipped packs, those in ./packs and in $ACCOLADE_PACKS; made when first asked for. */
PackShelf *session_shelf(Session *session);

/* Opens db_path as actor and loads rules and criteria; does nothing when it is open. */
bool session_open_record(Session *session, GError **error);
/* Likewise, and the cycle; the second where no more is asked of people than in a ranking (Cycle.whole). */
bool session_open(Session *session, GError **error);
bool session_open_for_ranking(Session *session, GError **error);
/* Loads the cycle again after a change, unless all that changed were marks and comments. */
bool session_reload(Session *session, GError **error);
/* Until store_end_read() all that is read of the open record is of one moment; where it is read for one command (brief), the
 * cycle is of that moment, too. Screens have theirs until they reload it. */
bool session_join_read(Session *session, bool *ret_mine, GError **error);
void session_close(Session *session);

/* What people call the stage, in the session's language: its title, else its id. */
const char *session_stage(const Session *session, size_t stage);
/* The same of a class; one that the rules do not have is called as the applicants' list has it. */
const char *session_class(const Session *session, const char *class_id);
const char *session_tier(const Session *session, const Tier *tier);
/* Whether marks are given at more than one stage, so that it has to be said at which. */
bool session_has_stages(const Session *session);

#endif
