/* term_private.h: what the files of the terminal share, which alone know ncurses: term.c (painting), term_key.c (keys and
 * signals), term_rows.c, term_sequence.c, term_watch.c, term_width.c. */
#ifndef ACCOLADE_TERM_PRIVATE_H
#define ACCOLADE_TERM_PRIVATE_H

#include "tui/term.h"

#include <curses.h>
#include <iconv.h>
#include <signal.h>

typedef struct TermRow TermRow;

typedef enum RowPut { PUT_TEXT, PUT_FILL, PUT_LINE, PUT_BAR } RowPut;

struct Term {
  SCREEN *screen;
  FILE *out;
  int in;
  bool is_open, mouse;
  bool ascii_borders, ascii_only; /* only: the charset has no “…” and its like */
  bool asks_width;                /* how wide ambiguous characters are is still to be asked, after the first picture */
  gint64 answers_until;           /* monotonic: so long an answer may still come */
  iconv_t decode;                 /* the terminal's bytes to wchar_t */
  char pending[8];
  size_t n_pending;
  int watch; /* inotify; -1: nothing is watched */
  char *watched;
  size_t looks; /* how often "Change" is still said after the last write was seen */
  GString *paste, *hidden;
  TermRow *rows;
  int n_rows, n_cols;
  int row, col; /* of the cursor */
};

enum { PASTE_BEGIN = KEY_MAX + 1, PASTE_END, WIDTH_ONE, WIDTH_TWO };

/* Signals become keys: each writes a byte into a pipe that term_key() waits on. */
void term_watch_signals(void);
void term_unwatch_signals(void);
/* Whether Ctrl-Z comes here, or stops whoever has the terminal (while it is handed away). */
void term_watch_stops(bool ours);
/* As large as the terminal says it is. */
void term_take_size(Term *term);
/* Whether it is time to say "Change"; and how long to wait for it, in milliseconds (-1: for ever). A write is seen before it
 * counts (the writer first makes it durable), so a change is said again a little later. */
bool term_take_change(Term *term, bool waited);
int term_change_wait(const Term *term);
/* term_width.c: what is known at the beginning; asking; and the answer. */
void term_guess_width(Term *term);
void term_ask_width(Term *term);
/* True when all must be laid out anew. */
bool term_take_width(Term *term, bool wide);
/* A sequence that came in pieces may be that answer ("[2;1R", without the Esc); then it is taken, *ret_anew as above. */
void term_take_late_answer(Term *term, const char *sequence, bool *ret_anew);
/* term.c: puts it there, now. */
void term_paint(Term *term, int row, int col, int cells, RowPut what, Style style, const char *text);
/* term_rows.c: the picture that is being made, and the one before. */
void rows_begin(Term *term);
/* Clipped to its cells; how many it takes. Of lines and bars the text is not looked at. */
int rows_put(Term *term, int row, int col, int cells, RowPut what, Style style, const char *text);
void rows_end(Term *term);    /* hands what changed to ncurses */
void rows_forget(Term *term); /* everything is handed over next time */
void rows_free(Term *term);
/* term_sequence.c: keys that ncurses does not know by itself, and no lag after Esc. */
void term_set_keys(Term *term);
/* After an Esc that begins no key ncurses knows: whether it begins a sequence nevertheless, which is then taken whole, so that
 * none of its characters is read as a key. False: it was the key Esc, and what follows it stays to be read. */
bool term_take_sequence(Term *term, bool *ret_anew);

#endif
