/* term.c: opening, painting, closing, with ncurses.
 *
 * ncurses asks wcwidth() how wide a character is; the one defined here answers from our own table, so that what is
 * clipped and padded by text_cells() is what ncurses paints. */
#include "tui/term.h"
#include "reports/cells.h"
#include "tui/term_private.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <term.h>
#include <termios.h>
#include <wchar.h>

enum { COLOUR_TITLE = 1, COLOUR_GOOD, COLOUR_WARN, COLOUR_BAD };

int wcwidth(wchar_t c) {
  if (c == 0) return 0;
  return c < 0x20 || (c >= 0x7f && c < 0xa0) ? -1 : (int)char_cells((gunichar)c);
}

/* -- opening and closing --------------------------------------------------------------------------- */

static void use_colours(void) {
  const char *no_colour = getenv("NO_COLOR");
  if ((no_colour && *no_colour) || !has_colors()) return;
  start_color();
  use_default_colors();
  init_pair(COLOUR_TITLE, COLOR_CYAN, -1);
  init_pair(COLOUR_GOOD, COLOR_GREEN, -1);
  init_pair(COLOUR_WARN, COLOR_YELLOW, -1);
  init_pair(COLOUR_BAD, COLOR_RED, -1);
}

/* Ctrl-C and Ctrl-Z are keys like others: nothing is ever unsaved, leaving is asked for with q, and where something can be
 * undone Ctrl-Z undoes it. Ctrl-S and Ctrl-Q do not stop the screen. */
static void free_keys(int in) {
  struct termios settings;
  if (tcgetattr(in, &settings) != 0) return;
  settings.c_cc[VINTR] = settings.c_cc[VQUIT] = settings.c_cc[VSUSP] = _POSIX_VDISABLE;
  settings.c_iflag &= ~(tcflag_t)(IXON | IXOFF);
  tcsetattr(in, TCSANOW, &settings);
  def_prog_mode();
}

static void set_modes(Term *term) {
  cbreak();
  noecho();
  nonl();
  leaveok(stdscr, FALSE);
  term_set_keys(term);
  use_colours();
  free_keys(term->in);
}

static void switch_paste(const Term *term, bool on) {
  fputs(on ? "\033[?2004h" : "\033[?2004l", term->out);
  fflush(term->out);
}

/* Whether the terminal of that name can move its cursor. */
static bool is_usable(const char *name, FILE *out) {
  int known;
  bool usable = setupterm(name, fileno(out), &known) == 0 && known == 1 && cursor_address;
  if (cur_term) del_curterm(cur_term);
  return usable;
}

/* An unknown name is taken for xterm's, which almost every terminal understands. */
static SCREEN *open_screen(FILE *in, FILE *out, GError **error) {
  const char *name = getenv("TERM");
  bool named = name && *name && !g_str_equal(name, "dumb");
  const char *use = !named                             ? NULL
                    : is_usable(name, out)             ? name
                    : is_usable("xterm-256color", out) ? "xterm-256color"
                                                       : NULL;
  SCREEN *screen = use ? newterm(use, out, in) : NULL;
  if (!screen)
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                _("the terminal “%s” cannot show screens; use accolade --plain, or the commands (accolade help)"),
                name ? name : "");
  return screen;
}

Term *term_open(FILE *in, FILE *out, GError **error) {
  SCREEN *screen = open_screen(in, out, error);
  if (!screen) return NULL;
  Term *term = g_new0(Term, 1);
  term->screen = screen;
  term->in = fileno(in);
  term->watch = -1;
  term->out = out;
  term->decode = iconv_open("WCHAR_T", nl_langinfo(CODESET));
  term->paste = g_string_new(NULL);
  term->hidden = g_string_new(NULL);
  term->is_open = true;
  term_watch_signals();
  set_modes(term);
  term_guess_width(term);
  term_take_size(term);
  switch_paste(term, true);
  return term;
}

void term_close(Term *term) {
  if (!term) return;
  if (term->is_open) term_suspend(term);
  term_unwatch_signals();
  term_unwatch_file(term);
  delscreen(term->screen);
  if (term->decode != (iconv_t)-1) iconv_close(term->decode);
  g_string_free(term->paste, TRUE);
  g_string_free(term->hidden, TRUE);
  rows_free(term);
  g_free(term);
}

void term_suspend(Term *term) {
  switch_paste(term, false);
  if (term->mouse) mousemask(0, NULL);
  endwin();
  term_watch_stops(false);
  term->is_open = false;
}

void term_resume(Term *term) {
  term->is_open = true;
  term_watch_stops(true);
  term_take_size(term);
  refresh();
  clearok(stdscr, TRUE);
  switch_paste(term, true);
  term_mouse(term, term->mouse);
}

void term_mouse(Term *term, bool on) {
  term->mouse = on;
  mousemask(on ? BUTTON1_CLICKED | BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED : 0, NULL);
}

Area term_area(const Term *term) {
  (void)term;
  return (Area){0, 0, LINES, COLS};
}

/* -- painting -------------------------------------------------------------------------------------- */

static attr_t attribute(Style style) {
  switch (style) {
  case STYLE_STRONG: return A_BOLD;
  case STYLE_FAINT: return A_DIM;
  case STYLE_TITLE: return A_BOLD | (attr_t)COLOR_PAIR(COLOUR_TITLE);
  case STYLE_SELECTED: return A_REVERSE;
  case STYLE_GOOD: return (attr_t)COLOR_PAIR(COLOUR_GOOD);
  case STYLE_WARN: return A_BOLD | (attr_t)COLOR_PAIR(COLOUR_WARN);
  case STYLE_BAD: return A_BOLD | A_UNDERLINE | (attr_t)COLOR_PAIR(COLOUR_BAD);
  case STYLE_PLAIN: break;
  }
  return A_NORMAL;
}

void term_begin(Term *term) {
  g_string_truncate(term->hidden, 0);
  rows_begin(term);
}

/* What stands for a character that the terminal's charset does not have. */
static gunichar narrow(gunichar c) {
  static const struct {
    gunichar wide, narrow;
  } forms[] = {{0x2026, '~'}, {0x201c, '"'}, {0x201d, '"'}, {0x2018, '\''}, {0x2019, '\''}, {0x2014, '-'},
               {0x2013, '-'}, {0xb7, '.'},   {0xd7, 'x'},   {0x2192, '>'},  {0x2190, '<'},  {0xb1, '~'},
               {0x2265, '>'}, {0x2264, '<'}, {0xb0, 'o'},   {0x25cf, '*'},  {0x25cb, 'o'},  {0x2605, '*'}};
  for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
    if (forms[i].wide == c) return forms[i].narrow;
  return c >= 0x2500 && c < 0x2600 ? '#' : c;
}

static void paint_text(const Term *term, int row, int col, const char *text) {
  enum { MOST = 512 };
  wchar_t wide[MOST];
  size_t n = 0;
  for (gunichar c; n + 1 < MOST && (c = text_next(&text)) != 0;)
    wide[n++] = (wchar_t)(term->ascii_only ? narrow(c) : c);
  mvaddnwstr(row, col, wide, (int)n);
}

void term_paint(Term *term, int row, int col, int cells, RowPut what, Style style, const char *text) {
  attrset((int)attribute(style));
  switch (what) {
  case PUT_TEXT: paint_text(term, row, col, text); break;
  case PUT_FILL: mvhline(row, col, ' ' | attribute(style), cells); break;
  case PUT_LINE: mvhline(row, col, term->ascii_borders ? '-' : ACS_HLINE, cells); break;
  case PUT_BAR: mvvline(row, col, term->ascii_borders ? '|' : ACS_VLINE, 1); break;
  }
  attrset(A_NORMAL);
}

int term_put(Term *term, int row, int col, int cells, Style style, const char *text) {
  if (cells <= 0 || row < 0 || row >= LINES || col < 0 || col >= COLS) return 0;
  int used = rows_put(term, row, col, MIN(cells, COLS - col), PUT_TEXT, style, text);
  term_cursor(term, row, col + used);
  return used;
}

void term_fill(Term *term, int row, int col, int cells, Style style, const char *text) {
  int used = term_put(term, row, col, cells, style, text);
  if (cells > COLS - col) cells = COLS - col;
  if (row >= 0 && row < LINES && col >= 0 && used < cells)
    rows_put(term, row, col + used, cells - used, PUT_FILL, style, "");
}

void term_put_right(Term *term, int row, int col, int cells, Style style, const char *text) {
  int width = (int)text_cells(text);
  term_put(term, row, width < cells ? col + cells - width : col, cells, style, text);
}

void term_line(Term *term, int row, int col, int cells) {
  if (row >= 0 && row < LINES && col >= 0 && cells > 0) rows_put(term, row, col, cells, PUT_LINE, STYLE_PLAIN, "");
}

void term_bar(Term *term, int row, int col, int rows) {
  if (row < 0 || col < 0 || col >= COLS) return;
  for (int i = 0; i < rows && row + i < LINES; i++) rows_put(term, row + i, col, 1, PUT_BAR, STYLE_PLAIN, "");
}

void term_cursor(Term *term, int row, int col) {
  term->row = CLAMP(row, 0, LINES - 1);
  term->col = CLAMP(col, 0, COLS - 1);
}

void term_where(const Term *term, int *ret_row, int *ret_col) {
  *ret_row = term->row;
  *ret_col = term->col;
}

void term_end(Term *term) {
  rows_end(term);
  move(term->row, term->col);
  curs_set(1);
  refresh();
  term_ask_width(term);
}

void term_hide(Term *term, const char *what) {
  g_string_append_printf(term->hidden, "%s%s", term->hidden->len ? _(", ") : "", what);
}

const char *term_hidden(const Term *term) { return term->hidden->len ? term->hidden->str : NULL; }
