/* screen_scorebook_type.c: marks as they are typed: a digit for a tenth of the scale, digits for a whole number, steps, and
 * any number in the line. What was typed and is no mark is never another mark unsaid. */
#include "reports/words.h"
#include "tui/screen_scorebook.h"
#include "tui/tui_private.h"

#include <glib/gi18n.h>
#include <stdlib.h>

enum { FULL = 10 }; /* the key for the highest mark counts as ten tenths */

static size_t focused_cell(const Desk *desk) { return (size_t)desk_focused(desk)->cell; }

static const Scale *focused_scale(const Desk *desk) { return desk_scale(desk, focused_cell(desk)); }

static bool give_mark(Tui *tui, Desk *desk, Mark mark) {
  char text[32];
  mark_put(text, focused_scale(desk), mark);
  return desk_give(tui, desk, focused_cell(desk), text, NULL);
}

/* The legal mark nearest to the one wanted; of two equally near the lower. */
static Mark nearest(const Scale *scale, int wanted) {
  Mark mark = scale->min;
  for (Mark next = scale_step(scale, mark, 1); next != mark && abs(next - wanted) < abs(mark - wanted);
       next = scale_step(scale, mark, 1))
    mark = next;
  return mark;
}

/* From no number the scale is entered in its middle. */
bool desk_step(Tui *tui, void *state, const char *rest, GError **error) {
  (void)error;
  Desk *desk = state;
  if (!desk_takes_mark(tui, desk)) return false;
  const Scale *scale = focused_scale(desk);
  Mark mark = desk->copy.marks[focused_cell(desk)];
  int direction = g_str_has_prefix(rest, "down") ? -1 : 1;
  return give_mark(tui, desk,
                   mark_is_number(mark) ? scale_step(scale, mark, direction)
                                        : nearest(scale, (scale->min + scale->max) / 2));
}

/* -- the line ------------------------------------------------------------------------------------------------------ */

/* Typed marks stay in the line, with the legal ones, until one is legal. */
static void typed(Tui *tui, const char *answer, void *data) {
  Desk *desk = data;
  g_autofree char *text = text_meant(answer);
  const Scale *scale = focused_scale(desk);
  Mark mark;
  bool legal = mark_parse(text, scale, &mark) && (!mark_is_number(mark) || scale_allows(scale, mark));
  if (legal) {
    desk_give(tui, desk, focused_cell(desk), *text ? text : "blank", NULL);
    return;
  }
  g_autofree char *marks = scale_describe(scale);
  g_autofree char *prompt = g_strdup_printf(_("not legal; it takes %s: "), marks);
  tui_ask(tui, prompt, text, typed, desk);
}

static bool type_on(Tui *tui, Desk *desk, const char *begin) {
  g_autofree char *marks = scale_describe(focused_scale(desk));
  g_autofree char *prompt = g_strdup_printf("%s (%s): ", item_words(desk_code(desk, desk_focused(desk))), marks);
  desk->typed_key = 0;
  tui_ask(tui, prompt, begin, typed, desk);
  return true;
}

bool desk_type(Tui *tui, void *state, const char *rest, GError **error) {
  (void)error;
  return desk_takes_mark(tui, state) && type_on(tui, state, rest);
}

/* -- digits -------------------------------------------------------------------------------------------------------- */

static int highest(const Scale *scale) { return scale->max / 100 * scale->unit; }

static bool has_decimals(const Scale *scale) {
  int whole = 100 / scale->unit;
  bool some = scale->step % whole != 0 || scale->min % whole != 0;
  for (size_t i = 0; i < scale->n_legal; i++) some |= scale->legal[i] % whole != 0;
  return some;
}

/* A digit: the number itself on a short scale, the first, second ... name on a long named one, else tenths of it. */
static Mark digit_mark(const Scale *scale, int digit) {
  if (digit == FULL) return scale->max;
  if (desk_scale_is_short(scale)) return (Mark)(digit * 100 / scale->unit);
  if (scale->names) return scale->legal[CLAMP(digit - 1, 0, (int)scale->n_legal - 1)];
  return nearest(scale, (int)((int64_t)scale->max * digit / 10));
}

/* The number that this digit makes with those right before it; the digit itself when another key was before it. */
static int number_typed(const Tui *tui, Desk *desk, int digit, bool *ret_goes_on) {
  *ret_goes_on = desk->typed_key > 0 && desk->typed_key + 1 == tui->keys;
  desk->typed = *ret_goes_on ? MIN(desk->typed, 999) * 10 + digit : digit;
  desk->typed_key = tui->keys;
  return desk->typed;
}

static bool is_legal(const Scale *scale, int number) {
  return number <= 100 && scale_allows(scale, (Mark)(number * 100 / scale->unit));
}

/* What was typed is no mark; that another one stands is said. */
static void say_instead(Tui *tui, const Desk *desk, const char *text, Mark stands) {
  g_autofree char *marks = scale_describe(focused_scale(desk));
  g_autofree char *mark = desk_mark_text(desk, focused_cell(desk), stands);
  g_autofree char *words =
      g_strdup_printf(_("%s is not on the scale, which has %s; the mark is %s now"), text, marks, mark);
  tui_say(tui, true, words);
}

/* text: what was typed with the digit and is no mark; NULL: nothing but the digit. */
static bool begin_anew(Tui *tui, Desk *desk, int digit, const char *text) {
  Mark mark = digit_mark(focused_scale(desk), digit);
  desk->typed = digit;
  bool given = give_mark(tui, desk, mark);
  if (given && text) say_instead(tui, desk, text, mark);
  return given;
}

/* On scales up to 100 people type whole numbers, too: 6 is 60, and a 5 right behind it makes 65, a 0 leaves 60. A digit that
 * makes no legal mark so begins anew. A 0 is no number to begin with: it makes one of the digit before it, so that 5 0 is 50
 * whatever was typed before, and is refused where that is none either. */
static bool go_on(Tui *tui, Desk *desk, int digit, int number) {
  const Scale *scale = focused_scale(desk);
  g_autofree char *all = g_strdup_printf("%d", number);
  bool tail = digit == 0 && !is_legal(scale, number) && number % 100 > 0 && is_legal(scale, number % 100);
  if (tail) desk->typed = number %= 100;
  bool legal = is_legal(scale, number);
  if (!legal && digit > 0) return begin_anew(tui, desk, digit, all);
  if (!legal) desk->typed_key = 0;
  g_autofree char *text = g_strdup_printf("%d", number);
  if (!desk_give(tui, desk, focused_cell(desk), text, NULL)) return false;
  if (tail) say_instead(tui, desk, all, (Mark)(number * 100 / scale->unit));
  return true;
}

/* On other scales a second digit goes on in the line, where the number can be seen and ended. */
bool desk_tenth(Tui *tui, void *state, const char *rest, GError **error) {
  (void)error;
  Desk *desk = state;
  if (!desk_takes_mark(tui, desk)) return false;
  const Scale *scale = focused_scale(desk);
  int digit = atoi(rest), before = desk->typed;
  if (digit == FULL || scale->names) return give_mark(tui, desk, digit_mark(scale, digit));
  bool goes_on = false, pointed = desk->point_key > 0 && desk->point_key + 1 == tui->keys;
  int number = number_typed(tui, desk, digit, &goes_on);
  g_autofree char *text = g_strdup_printf("%d", number), *fraction = g_strdup_printf("%d.%d", before, digit);
  if (!goes_on || desk_scale_is_short(scale)) return begin_anew(tui, desk, digit, pointed ? fraction : NULL);
  return highest(scale) == 100 ? go_on(tui, desk, digit, number) : type_on(tui, desk, text);
}

/* A point takes the mark back; where decimals are marks, the point right behind a digit goes on with the number in the line. */
bool desk_point(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest, (void)error;
  Desk *desk = state;
  if (!desk_takes_mark(tui, desk)) return false;
  bool behind = desk->typed_key > 0 && desk->typed_key + 1 == tui->keys;
  desk->point_key = behind ? tui->keys : 0;
  g_autofree char *text = g_strdup_printf("%d.", desk->typed);
  if (behind && has_decimals(focused_scale(desk))) return type_on(tui, desk, text);
  return desk_give(tui, desk, focused_cell(desk), "blank", NULL);
}
