/* screen_scorebook_mark.c: the verbs of the scorebook. Each builds a command line that the shell would take as well,
 * with the version the screen has read, and runs it. */
#include "tui/screen_scorebook.h"
#include "tui/tui_private.h"

#include <glib/gi18n.h>
#include <stdlib.h>

/* Whether the focused row takes a mark and may be changed; says why not. */
static bool takes_mark(Tui *tui, const Desk *desk) {
  const TreeRow *row = desk_focused(desk);
  if (desk->locked)
    tui_say(tui, true, desk->locked);
  else if (!row || row->cell < 0)
    tui_say(tui, true, _("this row takes no mark of its own; go to an item or a dimension below it"));
  return !desk->locked && row && row->cell >= 0;
}

static int64_t version_now(const Desk *desk) {
  BookCopy copy = {0};
  if (!store_scorebook(desk->session->store, desk->stage, desk->applicant, desk->assessor, &copy, NULL)) return -1;
  int64_t version = copy.version;
  book_copy_clear(&copy);
  return version;
}

bool desk_give(Tui *tui, Desk *desk, size_t cell, const char *mark, const char *reason) {
  g_autofree char *because = reason ? g_strconcat("--reason=", reason, NULL) : NULL;
  g_autofree char *why = because ? g_shell_quote(because) : g_strdup("");
  g_autofree char *applicant = g_shell_quote(desk->session->cycle->applicants[desk->applicant].id);
  g_autofree char *item = g_shell_quote(stage_cell_code(desk->which, desk->criteria, cell));
  g_autofree char *word = g_shell_quote(mark), *stage = g_shell_quote(desk->which->id);
  g_autofree char *line = g_strdup_printf("score --stage %s --version %" G_GINT64_FORMAT " %s -- %s %s %s", stage,
                                          desk->copy.version, why, applicant, item, word);
  if (tui_run(tui, line)) return true;
  int64_t version = version_now(desk);
  if (version >= 0 && version != desk->copy.version) ask_stale(tui, desk, cell, mark, reason);
  return false;
}

static bool give_mark(Tui *tui, Desk *desk, Mark mark) {
  char text[32];
  size_t cell = (size_t)desk_focused(desk)->cell;
  mark_put(text, desk_scale(desk, cell), mark);
  return desk_give(tui, desk, cell, text, NULL);
}

/* -- the verbs ---------------------------------------------------------------------------------------------------- */

/* The legal mark nearest to the one wanted; of two equally near the lower. */
static Mark nearest(const Scale *scale, int wanted) {
  Mark mark = scale->min;
  for (Mark next = scale_step(scale, mark, 1); next != mark && abs(next - wanted) < abs(mark - wanted);
       next = scale_step(scale, mark, 1))
    mark = next;
  return mark;
}

/* A digit: the number itself on a short scale, the first, second ... name on a long named one, else tenths of it. */
static Mark digit_mark(const Scale *scale, int digit) {
  if (digit == 10) return scale->max;
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

/* On scales up to 100 people type whole numbers, too: 6 is 60, and a 5 right behind it makes 65, a 0 leaves 60. A digit that
 * makes no legal mark so begins anew. A 0 is no number to begin with: it makes one of the digit before it, so that 5 0 is 50
 * whatever was typed before, and is refused where that is none either. */
static bool run_tenth(Tui *tui, void *state, const char *rest, GError **error) {
  (void)error;
  Desk *desk = state;
  if (!takes_mark(tui, desk)) return false;
  size_t cell = (size_t)desk_focused(desk)->cell;
  const Scale *scale = desk_scale(desk, cell);
  int digit = atoi(rest);
  bool goes_on = false, tens = scale->max / 100 * scale->unit == 100 && !scale->names && digit < 10;
  int number = tens ? number_typed(tui, desk, digit, &goes_on) : digit;
  if (goes_on && digit == 0 && !is_legal(scale, number) && number % 100 > 0 && is_legal(scale, number % 100))
    desk->typed = number %= 100;
  bool legal = is_legal(scale, number);
  if (!goes_on || (!legal && digit > 0)) {
    desk->typed = digit;
    return give_mark(tui, desk, digit_mark(scale, digit));
  }
  if (!legal) desk->typed_key = 0;
  g_autofree char *text = g_strdup_printf("%d", number);
  return desk_give(tui, desk, cell, text, NULL);
}

/* From no number the scale is entered in its middle. */
static bool run_step(Tui *tui, void *state, const char *rest, GError **error) {
  (void)error;
  Desk *desk = state;
  if (!takes_mark(tui, desk)) return false;
  size_t cell = (size_t)desk_focused(desk)->cell;
  const Scale *scale = desk_scale(desk, cell);
  Mark mark = desk->copy.marks[cell];
  int direction = g_str_has_prefix(rest, "down") ? -1 : 1;
  return give_mark(tui, desk,
                   mark_is_number(mark) ? scale_step(scale, mark, direction)
                                        : nearest(scale, (scale->min + scale->max) / 2));
}

static bool run_mark(Tui *tui, void *state, const char *rest, GError **error) {
  (void)error;
  Desk *desk = state;
  return takes_mark(tui, desk) && desk_give(tui, desk, (size_t)desk_focused(desk)->cell, rest, NULL);
}

/* Typed marks stay in the line, with the legal ones, until one is legal. */
static void typed(Tui *tui, const char *answer, void *data) {
  Desk *desk = data;
  g_autofree char *text = text_meant(answer);
  size_t cell = (size_t)desk_focused(desk)->cell;
  const Scale *scale = desk_scale(desk, cell);
  Mark mark;
  bool legal = mark_parse(text, scale, &mark) && (!mark_is_number(mark) || scale_allows(scale, mark));
  if (legal) {
    desk_give(tui, desk, cell, *text ? text : "blank", NULL);
    return;
  }
  g_autofree char *marks = scale_describe(scale);
  g_autofree char *prompt = g_strdup_printf(_("not legal; it takes %s: "), marks);
  tui_ask(tui, prompt, text, typed, desk);
}

static bool run_type(Tui *tui, void *state, const char *rest, GError **error) {
  (void)error;
  Desk *desk = state;
  if (!takes_mark(tui, desk)) return false;
  g_autofree char *marks = scale_describe(desk_scale(desk, (size_t)desk_focused(desk)->cell));
  g_autofree char *prompt = g_strdup_printf("%s (%s): ", desk_code(desk, desk_focused(desk)), marks);
  tui_ask(tui, prompt, rest, typed, desk);
  return true;
}

static void reasoned(Tui *tui, const char *text, void *data) {
  Desk *desk = data;
  if (!*text && desk->criteria->na_reason)
    tui_ask(tui, _("a reason is needed; Esc leaves the mark: "), "", reasoned, desk);
  else
    desk_give(tui, desk, (size_t)desk_focused(desk)->cell, "not-applicable", *text ? text : NULL);
}

static bool run_not_applicable(Tui *tui, void *state, const char *rest, GError **error) {
  (void)error;
  Desk *desk = state;
  if (!takes_mark(tui, desk)) return false;
  const Node *item = desk_focused(desk)->node;
  if (!item || item->not_applicable == NA_FORBIDDEN)
    tui_say(tui, true, _("this item always applies; give a mark, blank (.) or abstain (a)"));
  else
    tui_ask(tui, _("why is it not applicable? "), rest, reasoned, desk);
  return true;
}

static void abstained(Tui *tui, const char *text, void *data) {
  Desk *desk = data;
  desk_give(tui, desk, (size_t)desk_focused(desk)->cell, "abstained", *text ? text : NULL);
}

static bool run_abstain(Tui *tui, void *state, const char *rest, GError **error) {
  (void)error;
  Desk *desk = state;
  if (takes_mark(tui, desk)) tui_ask(tui, _("why do you abstain? "), rest, abstained, desk);
  return true;
}

static bool run_band(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest, (void)error;
  if (takes_mark(tui, state)) ask_band(tui, state);
  return true;
}

static bool run_hand_in(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest, (void)error;
  Desk *desk = state;
  if (desk->locked)
    tui_say(tui, true, desk->locked);
  else
    ask_submit(tui, desk);
  return true;
}

/* The next or previous cell without a mark, wrapping. */
static bool go_blank(Tui *tui, Desk *desk, size_t by) {
  size_t n = desk->rows->len;
  for (size_t step = 1; step <= n; step++) {
    size_t at = (desk->list.at + step * by) % n;
    int cell = g_array_index(desk->rows, TreeRow, at).cell;
    if (cell < 0 || desk->copy.marks[cell] != MARK_BLANK) continue;
    desk->list.at = at;
    desk->guide_top = 0;
    return true;
  }
  tui_say(tui, false, _("nothing is blank; s hands the scorebook in"));
  return true;
}

static bool run_next_blank(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest, (void)error;
  return go_blank(tui, state, 1);
}

static bool run_previous_blank(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest, (void)error;
  return go_blank(tui, state, ((Desk *)state)->rows->len - 1);
}

static bool run_guide(Tui *tui, void *state, const char *rest, GError **error) {
  (void)tui, (void)error;
  Desk *desk = state;
  if (!*rest) desk->guide = !desk->guide;
  desk->guide_top = !*rest ? 0 : MAX(desk->guide_top + (g_str_equal(rest, "down") ? 5 : -5), 0);
  return true;
}

const Verb desk_verbs[] = {
    {"tenth", N_("a mark by its tenth of the scale: 7 is 70%; a 5 right behind it makes 75%"), run_tenth},
    {"step", N_("the next mark of the scale, up or down"), run_step},
    {"mark", N_("a mark: a number, blank or abstained"), run_mark},
    {"type", N_("type a mark"), run_type},
    {"does-not-apply", N_("not applicable, with a reason"), run_not_applicable},
    {"abstain", N_("abstain, with a reason"), run_abstain},
    {"band", N_("pick the mark by its band"), run_band},
    {"hand-in", N_("submit the scorebook, after a question"), run_hand_in},
    {"next-blank", N_("to the next item without a mark"), run_next_blank},
    {"previous-blank", N_("to the item without a mark before"), run_previous_blank},
    {"guide", N_("the guide to the item: show, or scroll it down or up"), run_guide},
    {"note-factor", N_("note a key factor of the applicant"), desk_ask_factor},
    {"take-back", N_("undo the last change of a mark or a comment"), desk_take_back},
    {"make-again", N_("redo the change undone last"), desk_make_again},
    {NULL, NULL, NULL},
};
