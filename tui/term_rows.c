/* term_rows.c: what a picture puts on each row is first written down, and only rows that say something else than in the
 * picture before are given to ncurses: most keys change a few rows. */
#include "reports/cells.h"
#include "tui/term_private.h"

#include <string.h>

typedef struct Put { /* followed by the text and a NUL */
  short col, cells;
  unsigned char what, style;
  unsigned bytes;
} Put;

struct TermRow {
  GString *now, *shown; /* puts one after the other */
  bool stale;           /* whatever it shows, it is painted */
};

void rows_free(Term *term) {
  for (int row = 0; row < term->n_rows; row++) {
    g_string_free(term->rows[row].now, TRUE);
    g_string_free(term->rows[row].shown, TRUE);
  }
  g_clear_pointer(&term->rows, g_free);
  term->n_rows = 0;
}

void rows_forget(Term *term) {
  for (int row = 0; row < term->n_rows; row++) term->rows[row].stale = true;
}

static void make(Term *term) {
  rows_free(term);
  term->n_rows = LINES;
  term->n_cols = COLS;
  term->rows = g_new(TermRow, (size_t)LINES);
  for (int row = 0; row < LINES; row++)
    term->rows[row] = (TermRow){g_string_sized_new(256), g_string_sized_new(256), true};
}

void rows_begin(Term *term) {
  if (term->n_rows != LINES || term->n_cols != COLS) make(term);
  for (int row = 0; row < term->n_rows; row++) g_string_truncate(term->rows[row].now, 0);
}

static Put read_put(const char *at) {
  Put put;
  memcpy(&put, at, sizeof put);
  return put;
}

int rows_put(Term *term, int row, int col, int cells, RowPut what, Style style, const char *text) {
  if (row < 0 || row >= term->n_rows) return 0;
  GString *now = term->rows[row].now;
  Put put;
  memset(&put, 0, sizeof put); /* padding is compared too */
  put.col = (short)col;
  put.cells = (short)cells;
  put.what = (unsigned char)what;
  put.style = (unsigned char)style;
  size_t head = now->len;
  g_string_append_len(now, (const char *)&put, sizeof put);
  int used = (int)text_put_clipped(now, text, (size_t)cells);
  put.bytes = (unsigned)(now->len - head - sizeof put);
  if (what == PUT_TEXT) put.cells = (short)used;
  g_string_append_c(now, '\0');
  memcpy(now->str + head, &put, sizeof put);
  return used;
}

/* Where something is put over a wide character's half, ncurses keeps the other half and loses a cell over it later: blanks
 * go before what is put over something. */
static void paint(Term *term, int row) {
  const GString *now = term->rows[row].now;
  int reached = 0;
  move(row, 0);
  clrtoeol();
  for (size_t at = 0; at < now->len;) {
    Put put = read_put(now->str + at);
    const char *text = now->str + at + sizeof put;
    if (put.col < reached && put.cells > 0) term_paint(term, row, put.col, put.cells, PUT_FILL, STYLE_PLAIN, "");
    term_paint(term, row, put.col, put.cells, (RowPut)put.what, (Style)put.style, text);
    reached = MAX(reached, put.col + put.cells);
    at += sizeof put + put.bytes + 1;
  }
}

void rows_end(Term *term) {
  for (int row = 0; row < term->n_rows; row++) {
    TermRow *one = &term->rows[row];
    if (!one->stale && g_string_equal(one->now, one->shown)) continue;
    paint(term, row);
    GString *shown = one->shown;
    one->shown = one->now;
    one->now = shown;
    one->stale = false;
  }
}
