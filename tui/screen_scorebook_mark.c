/* screen_scorebook_mark.c: the verbs of the scorebook. Each builds a command line that the shell would take as well,
 * with the version the screen has read, and runs it. */
#include "tui/screen_scorebook.h"

#include <glib/gi18n.h>

bool desk_takes_mark(Tui *tui, const Desk *desk) {
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

static DeskRead read_now(const Desk *desk, size_t cell) {
  return (DeskRead){.cell = cell, .mark = desk->copy.marks[cell], .version = desk->copy.version};
}

void desk_begin(Desk *desk) { desk->begun = read_now(desk, (size_t)desk_focused(desk)->cell); }

bool desk_give(Tui *tui, Desk *desk, size_t cell, const char *mark, const char *reason) {
  DeskRead read = read_now(desk, cell);
  return desk_give_read(tui, desk, &read, mark, reason);
}

bool desk_give_read(Tui *tui, Desk *desk, DeskRead *read, const char *mark, const char *reason) {
  g_autofree char *because = reason ? g_strconcat("--reason=", reason, NULL) : NULL;
  g_autofree char *why = because ? g_shell_quote(because) : g_strdup("");
  g_autofree char *applicant = g_shell_quote(desk->session->cycle->applicants[desk->applicant].id);
  g_autofree char *item = g_shell_quote(stage_cell_code(desk->which, desk->criteria, read->cell));
  g_autofree char *word = g_shell_quote(mark), *stage = g_shell_quote(desk->which->id);
  g_autofree char *line = g_strdup_printf("score --stage %s --version %" G_GINT64_FORMAT " %s -- %s %s %s", stage,
                                          read->version, why, applicant, item, word);
  bool given = tui_run(tui, line);
  int64_t version = version_now(desk);
  if (!given && version >= 0 && version != read->version) ask_stale(tui, desk, read, mark, reason);
  if (!given) return false;
  read->version = version;
  mark_parse(mark, desk_scale(desk, read->cell), &read->mark);
  return true;
}

/* -- the verbs ---------------------------------------------------------------------------------------------------- */

static bool run_mark(Tui *tui, void *state, const char *rest, GError **error) {
  (void)error;
  Desk *desk = state;
  return desk_takes_mark(tui, desk) && desk_give(tui, desk, (size_t)desk_focused(desk)->cell, rest, NULL);
}

static void reasoned(Tui *tui, const char *text, void *data) {
  Desk *desk = data;
  if (!*text && desk->criteria->na_reason)
    tui_ask(tui, _("a reason is needed; Esc leaves the mark: "), "", reasoned, desk);
  else
    desk_give_read(tui, desk, &desk->begun, "not-applicable", *text ? text : NULL);
}

static bool run_not_applicable(Tui *tui, void *state, const char *rest, GError **error) {
  (void)error;
  Desk *desk = state;
  if (!desk_takes_mark(tui, desk)) return false;
  desk_begin(desk);
  const Node *item = desk_focused(desk)->node;
  if (!item || item->not_applicable == NA_FORBIDDEN)
    tui_say(tui, true, _("this item always applies; give a mark, blank (.) or abstain (a)"));
  else
    tui_ask(tui, _("why is it not applicable? "), rest, reasoned, desk);
  return true;
}

static void abstained(Tui *tui, const char *text, void *data) {
  Desk *desk = data;
  desk_give_read(tui, desk, &desk->begun, "abstained", *text ? text : NULL);
}

static bool run_abstain(Tui *tui, void *state, const char *rest, GError **error) {
  (void)error;
  Desk *desk = state;
  if (!desk_takes_mark(tui, desk)) return false;
  desk_begin(desk);
  tui_ask(tui, _("why do you abstain? "), rest, abstained, desk);
  return true;
}

static bool run_band(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest, (void)error;
  if (desk_takes_mark(tui, state)) ask_band(tui, state);
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
    {"tenth",
     N_("a mark: 7 is 70% and a 5 right behind it 75%; below ten the number itself; on other scales in the line"),
     desk_tenth},
    {"step", N_("the next mark of the scale, up or down"), desk_step},
    {"point", N_("no mark: blank; right behind a digit, or as a comma, the decimal point"), desk_point},
    {"mark", N_("a mark: a number, blank or abstained"), run_mark},
    {"type", N_("type a mark"), desk_type},
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
