/* term_private.h: what term.c (painting) and term_key.c (keys and signals) share. Only these know ncurses. */
#ifndef ACCOLADE_TERM_PRIVATE_H
#define ACCOLADE_TERM_PRIVATE_H

#include "tui/term.h"

#include <curses.h>
#include <iconv.h>
#include <signal.h>

struct Term {
  SCREEN *screen;
  FILE *out;
  int in;
  bool is_open, wide_borders, mouse;
  iconv_t decode; /* the terminal's bytes to wchar_t */
  char pending[8];
  size_t n_pending;
  GString *paste;
};

enum { PASTE_BEGIN = KEY_MAX + 1, PASTE_END };

/* Signals become keys: each writes a byte into a pipe that term_key() waits on. */
void term_watch_signals(void);
void term_unwatch_signals(void);
/* Whether Ctrl-Z comes here, or stops whoever has the terminal (while it is handed away). */
void term_watch_stops(bool ours);
/* As large as the terminal says it is. */
void term_take_size(Term *term);
/* Keys that ncurses does not know by itself, and no lag after Esc. */
void term_set_keys(Term *term);

#endif
