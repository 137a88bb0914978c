/* term.c: the only file that knows ncurses.
 *
 * ncurses asks wcwidth() how wide a character is; the one defined here answers from our own table, so that what is
 * clipped and padded by text_cells() is what ncurses paints. Input is read as bytes and decoded here, because
 * get_wch() never recovers from a bad byte. */
#include "tui/term.h"
#include "reports/cells.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <iconv.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

struct Term {
  SCREEN *screen;
  int in;
  bool is_open, wide_borders;
  iconv_t decode; /* the terminal's bytes to wchar_t */
  char pending[8];
  size_t n_pending;
  GString *paste;
};

enum { PASTE_BEGIN = KEY_MAX + 1, PASTE_END, COLOUR_TITLE = 1, COLOUR_GOOD, COLOUR_WARN, COLOUR_BAD };

static int wake[2] = {-1, -1}; /* a signal that ends the session writes here */

int wcwidth(wchar_t c) {
  if (c == 0) return 0;
  return c < 0x20 || (c >= 0x7f && c < 0xa0) ? -1 : (int)char_cells((gunichar)c);
}

static void on_end(int signal_number) {
  int saved = errno;
  char byte = (char)signal_number;
  if (write(wake[1], &byte, 1) < 0) errno = saved;
  errno = saved;
}

static bool watch_signals(void) {
  if (pipe2(wake, O_CLOEXEC | O_NONBLOCK) != 0) return false;
  struct sigaction action = {.sa_handler = on_end};
  sigemptyset(&action.sa_mask);
  return sigaction(SIGTERM, &action, NULL) == 0 && sigaction(SIGHUP, &action, NULL) == 0;
}

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

/* Ctrl-C is a key like others: nothing is ever unsaved, and leaving is asked for with q. */
static void no_interrupt_key(int in) {
  struct termios settings;
  if (tcgetattr(in, &settings) != 0) return;
  settings.c_cc[VINTR] = settings.c_cc[VQUIT] = _POSIX_VDISABLE;
  tcsetattr(in, TCSANOW, &settings);
  def_prog_mode();
}

static void set_modes(Term *term) {
  cbreak();
  noecho();
  nonl();
  keypad(stdscr, TRUE);
  nodelay(stdscr, TRUE);
  leaveok(stdscr, FALSE);
  if (!getenv("ESCDELAY")) set_escdelay(25);
  define_key("\033[200~", PASTE_BEGIN);
  define_key("\033[201~", PASTE_END);
  use_colours();
  no_interrupt_key(term->in);
}

static SCREEN *open_screen(FILE *in, FILE *out, GError **error) {
  int known;
  const char *name = getenv("TERM");
  bool usable = name && *name && setupterm(name, fileno(out), &known) == 0 && known == 1 && cursor_address;
  if (name && g_str_equal(name, "dumb")) usable = false;
  SCREEN *screen = usable                                        ? newterm(name, out, in)
                   : name && *name && !g_str_equal(name, "dumb") ? newterm("xterm-256color", out, in)
                                                                 : NULL;
  if (!screen)
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                _("the terminal “%s” cannot show screens; use the commands (accolade help) or accolade --plain"),
                name ? name : "");
  return screen;
}

Term *term_open(FILE *in, FILE *out, GError **error) {
  SCREEN *screen = open_screen(in, out, error);
  if (!screen) return NULL;
  Term *term = g_new0(Term, 1);
  term->screen = screen;
  term->in = fileno(in);
  term->decode = iconv_open("WCHAR_T", nl_langinfo(CODESET));
  term->paste = g_string_new(NULL);
  term->is_open = true;
  const char *codeset = nl_langinfo(CODESET);
  term->wide_borders = g_ascii_strncasecmp(codeset, "GB", 2) == 0 || g_ascii_strncasecmp(codeset, "BIG5", 4) == 0;
  set_modes(term);
  watch_signals();
  fputs("\033[?2004h", out);
  return term;
}

void term_close(Term *term) {
  if (!term) return;
  if (term->is_open) endwin();
  if (isatty(STDOUT_FILENO) && write(STDOUT_FILENO, "\033[?2004l", 8) < 0) term->is_open = false;
  delscreen(term->screen);
  if (term->decode != (iconv_t)-1) iconv_close(term->decode);
  g_string_free(term->paste, TRUE);
  g_free(term);
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
  (void)term;
  erase();
}

static void put_wide(int row, int col, attr_t attributes, const char *text) {
  enum { MOST = 512 };
  wchar_t wide[MOST];
  size_t n = 0;
  for (gunichar c; n + 1 < MOST && (c = text_next(&text)) != 0;) wide[n++] = (wchar_t)c;
  attrset((int)attributes);
  mvaddnwstr(row, col, wide, (int)n);
  attrset(A_NORMAL);
}

int term_put(Term *term, int row, int col, int cells, Style style, const char *text) {
  (void)term;
  if (cells <= 0 || row < 0 || row >= LINES || col >= COLS) return 0;
  if (cells > COLS - col) cells = COLS - col;
  g_autoptr(GString) fitted = g_string_sized_new(128);
  size_t used = text_put_clipped(fitted, text, (size_t)cells);
  put_wide(row, col, attribute(style), fitted->str);
  return (int)used;
}

void term_fill(Term *term, int row, int col, int cells, Style style, const char *text) {
  int used = term_put(term, row, col, cells, style, text);
  if (cells > COLS - col) cells = COLS - col;
  if (row < 0 || row >= LINES || used >= cells) return;
  attrset((int)attribute(style));
  mvhline(row, col + used, ' ' | attribute(style), cells - used);
  attrset(A_NORMAL);
}

void term_put_right(Term *term, int row, int col, int cells, Style style, const char *text) {
  int width = (int)text_cells(text);
  term_put(term, row, width < cells ? col + cells - width : col, cells, style, text);
}

void term_line(Term *term, int row, int col, int cells) {
  if (row >= 0 && row < LINES) mvhline(row, col, term->wide_borders ? '-' : ACS_HLINE, cells);
}

void term_bar(Term *term, int row, int col, int rows) {
  if (col >= 0 && col < COLS) mvvline(row, col, term->wide_borders ? '|' : ACS_VLINE, rows);
}

void term_cursor(Term *term, int row, int col) {
  (void)term;
  move(CLAMP(row, 0, LINES - 1), CLAMP(col, 0, COLS - 1));
}

void term_end(Term *term) {
  (void)term;
  curs_set(1);
  refresh();
}

/* -- keys ------------------------------------------------------------------------------------------ */

static const struct {
  int code;
  const char *name;
} names[] = {
    {KEY_UP, "Up"},
    {KEY_DOWN, "Down"},
    {KEY_LEFT, "Left"},
    {KEY_RIGHT, "Right"},
    {KEY_PPAGE, "PgUp"},
    {KEY_NPAGE, "PgDn"},
    {KEY_HOME, "Home"},
    {KEY_END, "End"},
    {KEY_BTAB, "BackTab"},
    {KEY_ENTER, "Enter"},
    {KEY_BACKSPACE, "Backspace"},
    {KEY_DC, "Delete"},
    {KEY_IC, "Insert"},
    {KEY_RESIZE, "Resize"},
    {KEY_F(1), "F1"},
    {KEY_F(2), "F2"},
    {KEY_F(3), "F3"},
    {KEY_F(4), "F4"},
    {KEY_F(5), "F5"},
    {KEY_F(10), "F10"},
};

static Key named(const char *name) { return (Key){.name = name}; }

static Key control_key(int byte) {
  static const char *const controls[] = {NULL,    "C-a", "C-b", "C-c",   "C-d", "C-e", "C-f", "C-g", "Backspace", "Tab",
                                         "Enter", "C-k", "C-l", "Enter", "C-n", "C-o", "C-p", "C-q", "C-r",       "C-s",
                                         "C-t",   "C-u", "C-v", "C-w",   "C-x", "C-y", "C-z", "Esc"};
  if (byte == 0x7f) return named("Backspace");
  if (byte < (int)G_N_ELEMENTS(controls) && controls[byte]) return named(controls[byte]);
  return named("");
}

static Key character_key(gunichar c) {
  Key key = {.character = c};
  key.text[g_unichar_to_utf8(c, key.text)] = '\0';
  return key;
}

/* One more byte of input: true when it ends a character; bad bytes end as U+FFFD and never block what follows. */
static bool feed(Term *term, int byte, gunichar *ret_character) {
  if (byte < 0x80 && term->n_pending == 0) {
    *ret_character = (gunichar)byte;
    return true;
  }
  term->pending[term->n_pending++] = (char)byte;
  wchar_t wide;
  char *in = term->pending, *out = (char *)&wide;
  size_t in_left = term->n_pending, out_left = sizeof wide;
  if (iconv(term->decode, &in, &in_left, &out, &out_left) != (size_t)-1) {
    term->n_pending = 0;
    *ret_character = (gunichar)wide;
    return true;
  }
  if (errno == EINVAL && term->n_pending < 4) return false;
  term->n_pending = 0;
  iconv(term->decode, NULL, NULL, NULL, NULL);
  *ret_character = byte < 0x80 ? (gunichar)byte : 0xfffd;
  return true;
}

/* Waits for input or for a signal that ends the session; false for the latter. */
static bool wait_for_input(Term *term) {
  struct pollfd on[] = {{.fd = term->in, .events = POLLIN}, {.fd = wake[0], .events = POLLIN}};
  if (poll(on, 2, -1) < 0) return true; /* a signal: SIGWINCH has a key of its own */
  if (on[1].revents) return false;
  return !(on[0].revents & (POLLHUP | POLLERR | POLLNVAL)) || on[0].revents & POLLIN;
}

/* The next byte or key code; -1 when the session ends. */
static int next_code(Term *term) {
  for (;;) {
    int code = getch();
    if (code != ERR) return code;
    if (!wait_for_input(term)) return -1;
  }
}

static Key take_paste(Term *term) {
  g_string_truncate(term->paste, 0);
  for (int code; (code = next_code(term)) != PASTE_END;) {
    gunichar c;
    if (code < 0) return named("Hangup");
    if (code < KEY_MIN && feed(term, code, &c) && term->paste->len < (1u << 20))
      g_string_append_unichar(term->paste, c == '\r' ? '\n' : c);
  }
  Key key = named("Paste");
  key.paste = term->paste;
  return key;
}

static Key click_key(void) {
  MEVENT event;
  if (getmouse(&event) != OK) return named("");
  if (event.bstate & BUTTON4_PRESSED) return named("Up");
  Key key = named("Click");
  key.row = event.y;
  key.col = event.x;
  return key;
}

static Key code_key(Term *term, int code) {
  if (code == PASTE_BEGIN) return take_paste(term);
  if (code == KEY_MOUSE) return click_key();
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
    if (names[i].code == code) return named(names[i].name);
  return named("");
}

Key term_key(Term *term) {
  for (;;) {
    int code = next_code(term);
    gunichar c;
    if (code < 0) return named("Hangup");
    if (code >= KEY_MIN) return code_key(term, code);
    if (!feed(term, code, &c)) continue;
    return c < 0x20 || c == 0x7f ? control_key((int)c) : character_key(c);
  }
}

bool term_key_waits(Term *term) {
  struct pollfd on = {.fd = term->in, .events = POLLIN};
  return poll(&on, 1, 0) > 0;
}

void term_suspend(Term *term) {
  endwin();
  term->is_open = false;
}

void term_resume(Term *term) {
  term->is_open = true;
  refresh();
  clearok(stdscr, TRUE);
}

void term_mouse(Term *term, bool on) {
  (void)term;
  mousemask(on ? BUTTON1_CLICKED | BUTTON1_PRESSED | BUTTON4_PRESSED : 0, NULL);
}
