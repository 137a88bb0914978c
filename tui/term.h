/* term.h: the door to ncurses: cells, styles, the cursor, keys.
 *
 * Text is UTF-8 inside whatever the terminal's charset; widths are text_cells() (reports/cells.h), and term.c makes
 * ncurses use the same table. A wide glyph is never cut in half: text is clipped by cells, with "…" (or ".." where
 * that is wide). How wide a terminal draws ambiguous characters it is asked after the first picture; it need not answer.
 * $ACCOLADE_AMBIGUOUS (auto, 1 or 2) says it instead. Borders are ASCII where box characters would be double width.
 * Colour is never the only sign, and is off under NO_COLOR; vt100 and 8 colours are enough. */
#ifndef ACCOLADE_TERM_H
#define ACCOLADE_TERM_H

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

typedef struct Term Term;

typedef enum Style {
  STYLE_PLAIN,
  STYLE_STRONG,   /* bold */
  STYLE_FAINT,    /* hints, what is not there */
  STYLE_TITLE,    /* bars */
  STYLE_SELECTED, /* the focused row: reverse, and it holds the cursor */
  STYLE_GOOD,
  STYLE_WARN,
  STYLE_BAD
} Style;

typedef struct Area {
  int row, col, rows, cols;
} Area;

/* Takes the screen over. Refuses terminals that cannot move the cursor, with a remedy (the batch commands). */
Term *term_open(FILE *in, FILE *out, GError **error);
void term_close(Term *term); /* leaves the terminal as it was, and frees; NULL is none */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Term, term_close)

Area term_area(const Term *term); /* all of it, as of the last key */

/* One picture: begin, put what there is, place the cursor, end. */
void term_begin(Term *term);
/* At most `cells` cells of text from (row, col); clipped with an ellipsis; returns the cells used. */
int term_put(Term *term, int row, int col, int cells, Style style, const char *text);
/* As term_put, and the rest of the cells blank in the same style. */
void term_fill(Term *term, int row, int col, int cells, Style style, const char *text);
void term_put_right(Term *term, int row, int col, int cells, Style style, const char *text);
void term_line(Term *term, int row, int col, int cells); /* a horizontal rule */
void term_bar(Term *term, int row, int col, int rows);   /* a vertical rule */
void term_cursor(Term *term, int row, int col);          /* always visible; on the focused row or caret */
/* Where the cursor was put. */
void term_where(const Term *term, int *ret_row, int *ret_col);
void term_end(Term *term);
/* What this picture leaves out for want of room, in a word or two; term_hidden() is all of it, or NULL. */
void term_hide(Term *term, const char *what);
const char *term_hidden(const Term *term);

/* Keys: a character, or one with a name. */
typedef struct Key {
  gunichar character; /* 0 for named keys */
  const char *name;   /* "Up" "Down" "Left" "Right" "PgUp" "PgDn" "Home" "End" "Tab" "BackTab" "Enter" "Esc" "Backspace"
                          "Delete" "Insert" "F1".. "C-p" "Resize" "Change" "Hangup" "Paste" "Click"; for
                          characters the character itself */
  char text[8];       /* UTF-8 of character */
  int row, col;       /* Click */
  GString *paste;     /* Paste: the text, valid until the next key */
} Key;

/* Waits for a key without a timeout, so that tests can see the program is idle. Bad bytes become U+FFFD and never wedge. */
Key term_key(Term *term);
/* From now on term_key() also returns "Change" when somebody writes into the file, or into one whose name begins with its name. */
void term_watch_file(Term *term, const char *path);
void term_unwatch_file(Term *term);
void term_forget_changes(Term *term); /* those so far were our own */
/* Whether a key is waiting: drawing may be put off. */
bool term_key_waits(Term *term);

/* Hands the terminal to another program ($EDITOR, job control) and takes it back. */
void term_suspend(Term *term);
void term_resume(Term *term);
void term_mouse(Term *term, bool on);
/* Stops the job, as Ctrl-Z does in other programs, until it is continued. */
void term_stop(Term *term);

#endif
