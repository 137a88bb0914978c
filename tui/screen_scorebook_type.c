/* screen_scorebook_type.c: marks as they are typed: by a digit, in steps, and any number in the line. What a digit key is
 * depends on the scale (DigitKeys); whatever takes more than that is typed in the line, where it can be seen, and nothing
 * of it is recorded before Enter. */
#include "reports/words.h"
#include "tui/screen_scorebook.h"
#include "tui/tui_private.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

enum { FULL = 10 }; /* the key for the highest mark counts as ten tenths */

static size_t focused_cell(const Desk *desk) { return (size_t)desk_focused(desk)->cell; }

static const Scale *focused_scale(const Desk *desk) { return desk_scale(desk, focused_cell(desk)); }

static bool give_mark(Tui *tui, Desk *desk, Mark mark) {
  char text[32];
  mark_put(text, desk_scale(desk, desk->begun.cell), mark);
  return desk_give_read(tui, desk, &desk->begun, text, NULL);
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
  desk_begin(desk);
  const Scale *scale = focused_scale(desk);
  Mark mark = desk->begun.mark;
  int direction = g_str_has_prefix(rest, "down") ? -1 : 1;
  return give_mark(tui, desk,
                   mark_is_number(mark) ? scale_step(scale, mark, direction)
                                        : nearest(scale, (scale->min + scale->max) / 2));
}

/* -- the line ------------------------------------------------------------------------------------------------------ */

/* What stands when the line is left with Esc. */
static char *left_text(const Desk *desk) {
  Mark mark = desk->copy.marks[focused_cell(desk)];
  return mark_is_number(mark) ? desk_mark_text(desk, focused_cell(desk), mark) : g_strdup(desk_state_word(mark));
}

/* Typed marks stay in the line, with the legal ones, until one is legal. */
static void typed(Tui *tui, const char *answer, void *data) {
  Desk *desk = data;
  g_autofree char *text = text_meant(answer);
  const Scale *scale = focused_scale(desk);
  Mark mark;
  bool legal = mark_parse(text, scale, &mark) && (!mark_is_number(mark) || scale_allows(scale, mark));
  if (legal) {
    desk_give_read(tui, desk, &desk->begun, *text ? text : "blank", NULL);
    return;
  }
  g_autofree char *marks = scale_describe(scale), *left = left_text(desk);
  g_autofree char *prompt = g_strdup_printf(_("not legal; it takes %s; Esc leaves %s: "), marks, left);
  tui_ask(tui, prompt, text, typed, desk);
}

static bool type_on(Tui *tui, Desk *desk, const char *begin) {
  g_autofree char *marks = scale_describe(focused_scale(desk)), *left = left_text(desk);
  const char *code = item_words(desk_code(desk, desk_focused(desk)));
  g_autofree char *prompt = g_strdup_printf(_("%s (%s; Esc leaves %s): "), code, marks, left);
  desk->typed_key = 0;
  tui_ask(tui, prompt, begin, typed, desk);
  return true;
}

bool desk_type(Tui *tui, void *state, const char *rest, GError **error) {
  (void)error;
  if (!desk_takes_mark(tui, state)) return false;
  desk_begin(state);
  return type_on(tui, state, rest);
}

/* -- digits -------------------------------------------------------------------------------------------------------- */

/* Was the key before this one part of a number? */
static bool goes_on(const Tui *tui, const Desk *desk) {
  return desk->typed_key > 0 && desk->typed_key + 1 == tui->keys;
}

static void begin_typed(Desk *desk, const char *with) {
  desk_begin(desk);
  g_strlcpy(desk->typed, with, sizeof desk->typed);
}

/* Of what is too long the beginning goes. */
static void put_typed(const Tui *tui, Desk *desk, char key) {
  size_t n = strlen(desk->typed);
  if (n + 1 == sizeof desk->typed) memmove(desk->typed, desk->typed + 1, n--);
  desk->typed[n] = key;
  desk->typed[n + 1] = '\0';
  desk->typed_key = tui->keys;
}

/* Digits each of which is a mark by itself are no number, and what stands is said. */
static void say_instead(Tui *tui, const Desk *desk, Mark stands) {
  g_autofree char *marks = scale_describe(focused_scale(desk)),
                  *mark = desk_mark_text(desk, focused_cell(desk), stands);
  g_autofree char *words =
      g_strdup_printf(_("%s is not on the scale, which has %s; the mark is %s now"), desk->typed, marks, mark);
  tui_say(tui, true, words);
}

static void say_none(Tui *tui, const Desk *desk) {
  g_autofree char *legal = desk_legal_text(desk, focused_scale(desk)), *left = left_text(desk);
  g_autofree char *words = g_strdup_printf(_("%s is none of %s; the mark is %s as before"), desk->typed, legal, left);
  tui_say(tui, true, words);
}

/* A digit that is a mark by itself. */
static bool give_digit(Tui *tui, Desk *desk, int digit, bool on) {
  const Scale *scale = focused_scale(desk);
  bool is_name = desk_digit_keys(scale) == DIGIT_IS_NAME;
  bool legal = is_name ? digit > 0 && digit <= (int)scale->n_legal : scale_allows(scale, (Mark)(digit * 100));
  if (!legal) say_none(tui, desk);
  if (!legal) return false;
  Mark mark = is_name ? scale->legal[digit - 1] : (Mark)(digit * 100);
  bool given = give_mark(tui, desk, mark);
  if (given && on && atoi(desk->typed) != digit) say_instead(tui, desk, mark);
  return given;
}

/* 6 is 60, and a 5 right behind it makes 65, a 0 leaves 60, 1 0 0 is 100; what makes no mark so goes on in the line. */
static bool give_tenth(Tui *tui, Desk *desk, int digit, bool on) {
  int number = on ? atoi(desk->typed) : digit * 10;
  bool legal = strlen(desk->typed) <= 3 && number <= 100 && scale_allows(focused_scale(desk), (Mark)(number * 100));
  return legal ? give_mark(tui, desk, (Mark)(number * 100)) : type_on(tui, desk, desk->typed);
}

bool desk_tenth(Tui *tui, void *state, const char *rest, GError **error) {
  (void)error;
  Desk *desk = state;
  if (!desk_takes_mark(tui, desk)) return false;
  const Scale *scale = focused_scale(desk);
  int digit = atoi(rest);
  if (digit == FULL) desk_begin(desk);
  if (digit == FULL) return give_mark(tui, desk, scale->max);
  bool on = goes_on(tui, desk);
  if (!on) begin_typed(desk, "");
  put_typed(tui, desk, (char)('0' + digit));
  switch (desk_digit_keys(scale)) {
  case DIGIT_IS_MARK:
  case DIGIT_IS_NAME: return give_digit(tui, desk, digit, on);
  case DIGIT_IS_TENTH: return give_tenth(tui, desk, digit, on);
  case DIGIT_BEGINS: break;
  }
  return type_on(tui, desk, desk->typed);
}

/* Right behind a digit a point, or a comma, goes on with the number in the line. By itself the point is blank, and where
 * decimals are marks a digit right behind it is one; a comma by itself begins a number below 1. */
bool desk_point(Tui *tui, void *state, const char *rest, GError **error) {
  (void)error;
  Desk *desk = state;
  if (!desk_takes_mark(tui, desk)) return false;
  bool on = goes_on(tui, desk) && !g_str_has_suffix(desk->typed, ".");
  if (!on) begin_typed(desk, "0");
  put_typed(tui, desk, '.');
  if (on || g_str_has_prefix(rest, "comma")) return type_on(tui, desk, desk->typed);
  if (!desk_has_decimals(focused_scale(desk))) desk->typed_key = 0;
  return desk_give_read(tui, desk, &desk->begun, "blank", NULL);
}
