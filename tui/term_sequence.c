/* term_sequence.c: the sequences that keys send.
 *
 * Terminals do not all send what terminfo says of them: End may be ESC [ F or ESC O F or ESC [ 4 ~ or ESC [ 8 ~, whatever
 * $TERM is. What all of them use is defined here beside what ncurses knows; what nobody knows is swallowed whole, because
 * its characters would be read as keys, and a digit is a mark. */
#include "tui/term_private.h"

#include <poll.h>

enum { PART_MS = 200, MOST = 32 };

static const struct {
  const char *sequence;
  int code;
} usual[] = {
    {"[200~", PASTE_BEGIN}, {"[201~", PASTE_END}, {"[A", KEY_UP},      {"OA", KEY_UP},     {"[B", KEY_DOWN},
    {"OB", KEY_DOWN},       {"[C", KEY_RIGHT},    {"OC", KEY_RIGHT},   {"[D", KEY_LEFT},   {"OD", KEY_LEFT},
    {"[H", KEY_HOME},       {"OH", KEY_HOME},     {"[1~", KEY_HOME},   {"[7~", KEY_HOME},  {"[F", KEY_END},
    {"OF", KEY_END},        {"[4~", KEY_END},     {"[8~", KEY_END},    {"[2~", KEY_IC},    {"[3~", KEY_DC},
    {"[5~", KEY_PPAGE},     {"[6~", KEY_NPAGE},   {"[Z", KEY_BTAB},    {"OM", KEY_ENTER},  {"OP", KEY_F(1)},
    {"OQ", KEY_F(2)},       {"OR", KEY_F(3)},     {"OS", KEY_F(4)},    {"[11~", KEY_F(1)}, {"[12~", KEY_F(2)},
    {"[13~", KEY_F(3)},     {"[14~", KEY_F(4)},   {"[[A", KEY_F(1)},   {"[[B", KEY_F(2)},  {"[[C", KEY_F(3)},
    {"[[D", KEY_F(4)},      {"[[E", KEY_F(5)},    {"[15~", KEY_F(5)},  {"[17~", KEY_F(6)}, {"[18~", KEY_F(7)},
    {"[19~", KEY_F(8)},     {"[20~", KEY_F(9)},   {"[21~", KEY_F(10)},
};

void term_set_keys(Term *term) {
  (void)term;
  keypad(stdscr, TRUE);
  nodelay(stdscr, TRUE);
  if (!getenv("ESCDELAY")) set_escdelay(25);
  for (size_t i = 0; i < G_N_ELEMENTS(usual); i++) {
    g_autofree char *sequence = g_strconcat("\033", usual[i].sequence, NULL);
    if (key_defined(sequence) == 0) define_key(sequence, usual[i].code);
  }
}

static int next_within(const Term *term, int milliseconds) {
  struct pollfd on = {.fd = term->in, .events = POLLIN};
  int code = getch();
  return code == ERR && poll(&on, 1, milliseconds) > 0 ? getch() : code;
}

/* Esc, then [ or O, then parameters, then what ends it. */
static bool is_whole(const char *sequence, size_t n) {
  return n > 1 && sequence[n - 1] >= '@' && sequence[n - 1] <= '~';
}

static bool goes_on(const char *sequence, size_t n) {
  if (n == 1) return sequence[0] == '[' || sequence[0] == 'O';
  return sequence[n - 1] >= ' ' && sequence[n - 1] <= '?';
}

/* A hand is slower than a terminal: what follows Esc at once is a sequence and may be waited for; only an answer that is
 * still to come may begin later. */
bool term_take_sequence(Term *term, bool *ret_anew) {
  int codes[MOST], code, wait = g_get_monotonic_time() <= term->answers_until ? PART_MS : 0;
  char sequence[MOST] = "";
  size_t n = 0;
  while (n + 1 < MOST && (code = next_within(term, wait)) != ERR) {
    codes[n] = code;
    sequence[n++] = code > 0 && code < 0x7f ? (char)code : '\177';
    wait = PART_MS;
    if (is_whole(sequence, n)) {
      term_take_late_answer(term, sequence, ret_anew);
      return true;
    }
    if (!goes_on(sequence, n)) break;
  }
  while (n > 0) ungetch(codes[--n]);
  return false;
}
