/* term_width.c: how many cells the terminal gives to ambiguous characters (… “ ” · → ① and box drawing), 1 or 2.
 *
 * Asked is with a “…” on the second row, over what has been painted, and the question where the cursor is now; the row is
 * painted again at once. The answer comes as a key whenever it comes: nothing waits for it, and a terminal that does not
 * answer is taken to be what its charset says. On the second row no answer looks like a function key of any terminal. */
#include "reports/cells.h"
#include "tui/term_private.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

enum { ELLIPSIS = 0x2026, ANSWER_MS = 5000, MOST_COLUMN = 9 };

static bool is_east_asian(const char *codeset) {
  static const char *const begins[] = {"GB", "BIG5", "EUC", "SHIFT", "UHC", "CP9"};
  for (size_t i = 0; i < G_N_ELEMENTS(begins); i++)
    if (g_ascii_strncasecmp(codeset, begins[i], strlen(begins[i])) == 0) return true;
  return false;
}

static void set_width(Term *term, bool wide) {
  const char *wanted = getenv("ACCOLADE_BORDERS");
  cells_widen_ambiguous(wide);
  rows_forget(term);
  term->ascii_borders = wide || term->ascii_only || (wanted && g_str_equal(wanted, "ascii"));
}

void term_guess_width(Term *term) {
  const char *said = getenv("ACCOLADE_AMBIGUOUS");
  mbstate_t state = {0};
  char bytes[MB_LEN_MAX];
  term->ascii_only = wcrtomb(bytes, ELLIPSIS, &state) == (size_t)-1;
  bool one = said && g_str_equal(said, "1"), two = said && g_str_equal(said, "2");
  set_width(term, two || (!one && is_east_asian(nl_langinfo(CODESET))));
  term->asks_width = !one && !two && !term->ascii_only;
  for (int column = 1; term->asks_width && column <= MOST_COLUMN; column++) {
    char answer[16];
    g_snprintf(answer, sizeof answer, "\033[2;%dR", column);
    define_key(answer, column < 3 ? WIDTH_ONE : WIDTH_TWO);
  }
}

void term_ask_width(Term *term) {
  if (!term->asks_width) return;
  term->asks_width = false;
  term->answers_until = g_get_monotonic_time() + ANSWER_MS * 1000;
  fprintf(term->out, "\0337\033[2;1H%lc\033[6n\0338", (wint_t)ELLIPSIS);
  fflush(term->out);
  wredrawln(stdscr, 1, 1);
  refresh();
}

bool term_take_width(Term *term, bool wide) {
  term->answers_until = 0;
  if (wide == cells_ambiguous_is_wide()) return false;
  set_width(term, wide);
  clearok(curscr, TRUE);
  return true;
}

void term_take_late_answer(Term *term, const char *sequence, bool *ret_anew) {
  static const char form[] = "[2;";
  if (g_str_has_prefix(sequence, form) && g_str_has_suffix(sequence, "R") &&
      g_get_monotonic_time() <= term->answers_until)
    *ret_anew = term_take_width(term, atoi(sequence + strlen(form)) > 2);
}
