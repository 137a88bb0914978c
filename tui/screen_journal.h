/* screen_journal.h: private to the files of the journal: events, newest first, read from the record as they are shown. */
#ifndef ACCOLADE_SCREEN_JOURNAL_H
#define ACCOLADE_SCREEN_JOURNAL_H

#include "tui/list.h"

typedef struct Line { /* one event, with strings of its own; all NULL when it may not be seen */
  int64_t number;
  char *at, *actor, *kind, *stage, *applicant, *assessor, *item, *before, *after, *reason;
} Line;
void line_clear(Line *line);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Line, line_clear)

typedef struct Journal {
  List list;
  Session *session;
  int64_t events;  /* how many there are; all of them are listed while `numbers` is NULL */
  GArray *numbers; /* int64_t: those that are listed, oldest first */
  char *filter;    /* NULL: none */
} Journal;

enum { JOURNAL_SECOND = 19 }; /* cells of "2026-05-20 08:31:07" */

/* The event of a row, read anew. */
Line journal_line(const Journal *journal, size_t i);

void journal_draw(Tui *tui, void *state, Area area);

#endif
