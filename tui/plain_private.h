/* plain_private.h: what plain.c (the lines), plain_queue.c (what is to do), plain_item.c (marking item by item), plain_panel.c
 * (a panel item by item, and agreeing) and plain_award.c (ranking, explanations, flags) share. */
#ifndef ACCOLADE_PLAIN_PRIVATE_H
#define ACCOLADE_PLAIN_PRIVATE_H

#include "tui/plain.h"
#include "tui/screen_scorebook.h"
#include "tui/tui_private.h"

typedef struct Plain {
  Tui tui; /* without a terminal: only what the scorebook needs to be read */
  bool prompts, done;
  Exit first_failure;
  GArray *owed;       /* Owed, as last listed */
  Desk *desk;         /* the open scorebook; NULL: none */
  guint closed;       /* scorebooks so far: whoever asks for marks stops when this goes up */
  const Rubric *told; /* whose bands were read out whole already */
  GPtrArray *flags;   /* Flag, as last listed */
} Plain;

/* One line without its end, valid UTF-8; NULL at the end of input. The prompt is written when a person types. Caller frees. */
char *plain_line(Plain *plain, const char *prompt);
/* Runs a command of the program as it stands; says and counts its failure. */
bool plain_run(Plain *plain, const char *const *argv);
/* Does one line, as if it had been typed at the prompt. */
void plain_do(Plain *plain, char *line);
/* The same while something is asked; false: the line has left what is asked, and nothing may be read of it any more. */
bool plain_aside(Plain *plain, char *line);
/* Says the error, counts it, and frees it. */
void plain_fail(Plain *plain, GError *error);

/* Whether there is an award; says why not. */
bool plain_has_award(Plain *plain);
/* "", or "all". */
void plain_queue(Plain *plain, const char *which);
/* "3" of the queue as last listed, or "A01 review E01". */
void plain_open_row(Plain *plain, const char *rest);
/* Whether a scorebook is open; else opens a firm's own, or the first that is still owed. */
bool plain_has_book(Plain *plain);

/* The applicant's scorebook of whoever acts, or that assessor's; says what is in it. */
bool plain_open(Plain *plain, const char *argument);
void plain_close(Plain *plain);
/* Asks for one item after the other: those without a mark; or only the one with that code. */
void plain_next(Plain *plain);
void plain_item(Plain *plain, const char *code);
void plain_list(Plain *plain, const char *words); /* with these words only; "": all */

/* "APPLICANT [STAGE]": the panel's marks item by item, widest range first; and asking what it agrees on. */
void plain_matrix(Plain *plain, const char *argument);
void plain_consensus(Plain *plain, const char *argument);

void plain_ranking(Plain *plain);
void plain_explain(Plain *plain, const char *applicant);
void plain_flags(Plain *plain);                        /* those that are open, numbered */
void plain_settle(Plain *plain, const char *argument); /* "NUMBER REASON" */

#endif
