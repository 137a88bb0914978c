/* plain_private.h: what plain.c (the lines) and plain_item.c (marking item by item) share. */
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
  const Rubric *told; /* whose bands were read out whole already */
} Plain;

/* One line without its end, valid UTF-8; NULL at the end of input. The prompt is written when a person types. Caller frees. */
char *plain_line(Plain *plain, const char *prompt);
/* Runs a command of the program as it stands; says and counts its failure. */
bool plain_run(Plain *plain, const char *const *argv);
/* Says the error, counts it, and frees it. */
void plain_fail(Plain *plain, GError *error);

/* The applicant's scorebook of whoever acts, or that assessor's; says what is in it. */
bool plain_open(Plain *plain, const char *argument);
void plain_close(Plain *plain);
/* Asks for one item after the other: those without a mark; or only the one with that code. */
void plain_next(Plain *plain);
void plain_item(Plain *plain, const char *code);
void plain_list(Plain *plain);

#endif
