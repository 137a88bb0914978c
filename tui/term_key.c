/* term_key.c: keys and signals.
 *
 * Input is read as bytes and decoded here, because get_wch() never recovers from a bad byte. A signal's handler only
 * writes its number into a pipe; what it means is done between two keys, where nothing can be half done. */
#include "tui/term_private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* -- signals ------------------------------------------------------------------------------------------ */

static int wake[2] = {-1, -1};
static const int watched[] = {SIGTERM, SIGHUP, SIGWINCH, SIGTSTP};

static void on_signal(int number) {
  int saved = errno;
  char byte = (char)number;
  if (write(wake[1], &byte, 1) < 0) errno = saved;
  errno = saved;
}

static void handle(int number, void (*handler)(int)) {
  struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, NULL);
}

static bool open_pipe(void) {
  return g_unix_open_pipe(wake, FD_CLOEXEC, NULL) && g_unix_set_fd_nonblocking(wake[0], TRUE, NULL) &&
         g_unix_set_fd_nonblocking(wake[1], TRUE, NULL);
}

void term_watch_signals(void) {
  if (wake[0] < 0 && !open_pipe()) return;
  for (size_t i = 0; i < G_N_ELEMENTS(watched); i++) handle(watched[i], on_signal);
}

void term_unwatch_signals(void) {
  for (size_t i = 0; i < G_N_ELEMENTS(watched); i++) handle(watched[i], SIG_DFL);
}

void term_watch_stops(bool ours) { handle(SIGTSTP, ours ? on_signal : SIG_DFL); }

void term_take_size(Term *term) {
  struct winsize size;
  if (ioctl(term->in, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) return;
  if (size.ws_row == LINES && size.ws_col == COLS) return;
  resize_term(size.ws_row, size.ws_col);
  clearok(curscr, TRUE); /* terminals move lines about when they change size */
}

/* The terminal goes back to the shell, and is taken again when the job is continued. */
void term_stop(Term *term) {
  term_suspend(term);
  raise(SIGTSTP);
  term_resume(term);
}

/* -- waiting -------------------------------------------------------------------------------------------- */

enum { CODE_END = -1, CODE_RESIZE = -2, CODE_CHANGE = -3 };

/* What the signals since the last look ask for; 0: nothing. */
static int take_signals(Term *term) {
  char number;
  int code = 0;
  while (read(wake[0], &number, 1) == 1) {
    if (number == SIGTERM || number == SIGHUP) return CODE_END;
    if (number == SIGTSTP) term_stop(term);
    term_take_size(term);
    code = CODE_RESIZE;
  }
  return code;
}

/* A terminal that has gone away is ready to be read for ever, and has nothing. */
static bool is_gone(const Term *term, short events) {
  int waiting = 0;
  if (!(events & (POLLHUP | POLLERR | POLLNVAL))) return false;
  return ioctl(term->in, FIONREAD, &waiting) != 0 || waiting == 0;
}

/* The next byte or key code; CODE_RESIZE when all must be drawn again, CODE_CHANGE when the watched file was written, CODE_END
 * when the session ends. Keys come before changes. */
static int next_code(Term *term) {
  for (bool waited = false;;) {
    int asked = take_signals(term);
    if (asked) return asked;
    int code = getch();
    if (code != ERR) return code;
    if (term_take_change(term, waited)) return CODE_CHANGE;
    struct pollfd on[] = {
        {.fd = term->in, .events = POLLIN}, {.fd = wake[0], .events = POLLIN}, {.fd = term->watch, .events = POLLIN}};
    int ready = poll(on, G_N_ELEMENTS(on), term_change_wait(term));
    waited = ready == 0;
    if (ready > 0 && is_gone(term, on[0].revents)) return CODE_END;
  }
}

/* -- decoding ------------------------------------------------------------------------------------------ */

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
    {KEY_F(6), "F6"},
    {KEY_F(7), "F7"},
    {KEY_F(8), "F8"},
    {KEY_F(9), "F9"},
    {KEY_F(10), "F10"},
};

static Key named(const char *name) { return (Key){.name = name}; }

static Key control_key(int byte) {
  static const char *const controls[] = {NULL,        "C-a", "C-b",   "C-c", "C-d", "C-e",   "C-f", "C-g",
                                         "Backspace", "Tab", "Enter", "C-k", "C-l", "Enter", "C-n", "C-o",
                                         "C-p",       "C-q", "C-r",   "C-s", "C-t", "C-u",   "C-v", "C-w",
                                         "C-x",       "C-y", "C-z",   "Esc", "",    "",      "",    "C-_"};
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
  bool begins_anew = byte >= 0x80 && term->n_pending > 1;
  term->pending[0] = (char)byte;
  term->n_pending = begins_anew;
  iconv(term->decode, NULL, NULL, NULL, NULL);
  *ret_character = byte < 0x80 ? (gunichar)byte : 0xfffd;
  return true;
}

/* A terminal that sends the end of a paste too slowly for ncurses to know it sends it as characters. */
static bool ends_paste(GString *paste) {
  static const char end[] = "\033[201~";
  if (!g_str_has_suffix(paste->str, end)) return false;
  g_string_truncate(paste, paste->len - strlen(end));
  return true;
}

static Key take_paste(Term *term) {
  enum { MOST = 1 << 20 };
  g_string_truncate(term->paste, 0);
  for (int code; (code = next_code(term)) != PASTE_END;) {
    gunichar c;
    if (code == CODE_END) return named("Hangup");
    if (code < 0 || code >= KEY_MIN || !feed(term, code, &c)) continue;
    if (term->paste->len < MOST) g_string_append_unichar(term->paste, c == '\r' ? '\n' : c);
    if (c == '~' && ends_paste(term->paste)) break;
  }
  Key key = named("Paste");
  key.paste = term->paste;
  return key;
}

static Key click_key(void) {
  MEVENT event;
  if (getmouse(&event) != OK) return named("");
  if (event.bstate & BUTTON4_PRESSED) return named("Up");
  if (event.bstate & BUTTON5_PRESSED) return named("Down");
  Key key = named("Click");
  key.row = event.y;
  key.col = event.x;
  return key;
}

static Key code_key(Term *term, int code) {
  term->n_pending = 0;
  if (code == PASTE_BEGIN) return take_paste(term);
  if (code == KEY_MOUSE) return click_key();
  if (code == WIDTH_ONE || code == WIDTH_TWO) return named(term_take_width(term, code == WIDTH_TWO) ? "Resize" : "");
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
    if (names[i].code == code) return named(names[i].name);
  return named("");
}

Key term_key(Term *term) {
  for (;;) {
    int code = next_code(term);
    gunichar c;
    if (code == CODE_END) return named("Hangup");
    if (code == CODE_RESIZE) return named("Resize");
    if (code == CODE_CHANGE) return named("Change");
    if (code >= KEY_MIN) return code_key(term, code);
    if (!feed(term, code, &c)) continue;
    bool anew = false;
    if (c == 0x1b && term_take_sequence(term, &anew)) return named(anew ? "Resize" : "");
    return c < 0x20 || c == 0x7f ? control_key((int)c) : character_key(c);
  }
}

bool term_key_waits(Term *term) {
  struct pollfd on = {.fd = term->in, .events = POLLIN};
  return poll(&on, 1, 0) > 0;
}
