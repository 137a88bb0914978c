/* tui.h: the loop: key -> binding -> command line -> redraw; the stack of screens; the `:` line.
 *
 * Layout of every screen: title bar (award, screen, who sits here), the screen's area, a line for messages or `:`,
 * a footer of the keys that work here. At 40x12 the footer and side parts go first, and the title says that something is hidden. */
#ifndef ACCOLADE_TUI_H
#define ACCOLADE_TUI_H

#include "tui/screen.h"

/* Runs the screens until the user leaves; the exit code. */
Exit tui_main(Session *session);

Session *tui_session(Tui *tui);
Term *tui_term(Tui *tui);

/* Runs a line: a verb of the top screen, a verb of every screen (tui_verbs[]), the name of a screen, which opens it, else a
 * command of the program. What it prints becomes the message, or a screen to read where it is long. */
bool tui_run(Tui *tui, const char *line);

/* What a command printed, as screens show it: without the mark of byte order that spreadsheets want, and without the
 * program's name that shells want before every fault. In place; returns words. */
char *tui_bare(char *words);

bool tui_open(Tui *tui, const char *screen, const char *argument, GError **error);
void tui_back(Tui *tui);
void tui_say(Tui *tui, bool is_error, const char *message);
/* The line of input at the bottom with a prompt; calls done with the text, or not at all when Esc is pressed. */
void tui_ask(Tui *tui, const char *prompt, const char *initial, void (*done)(Tui *tui, const char *text, void *data),
             void *data);
/* A list to choose from, over the lower part of the screen: a digit, or arrows and Enter; Esc leaves without done(). The
 * labels are copied. */
void tui_choose(Tui *tui, const char *title, const char *const *labels, size_t n, size_t at,
                void (*done)(Tui *tui, size_t chosen, void *data), void *data);

/* The ranking as the record stands now, made once for every screen that shows it; NULL in *ret: nobody can be ranked by
 * these criteria. Given back with shared_ranking_drop(). */
typedef struct SharedRanking {
  Ranking *ranking;
} SharedRanking;
bool tui_ranking(Tui *tui, SharedRanking **ret, GError **error);
void shared_ranking_drop(SharedRanking *shared); /* NULL is none */

#endif
