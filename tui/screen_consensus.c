/* screen_consensus.c: the keys of the consensus screen, which run agree and merge. */
#include "tui/screen_consensus.h"

#include <glib/gi18n.h>
#include <string.h>

/* -- words ---------------------------------------------------------------------------------------------------- */

/* None where something is agreed: Enter puts nothing else in its place, and says so. */
static char *suggestion(Tui *tui, const Meeting *meeting, const Step *step) {
  if (meeting_agreed(meeting, step)) {
    tui_say(tui, true, _("this is agreed on already; a puts another mark in its place, w withdraws it"));
    return NULL;
  }
  g_autofree Mark *marks = meeting_marks(meeting, step);
  const Scale *scale = meeting_scale(meeting, step);
  char text[32];
  Mark mark;
  if (!consensus_suggests(scale, marks, meeting->view.panel->n, &mark)) return NULL;
  mark_put(text, scale, mark);
  return g_strdup(text);
}

static char *word(Tui *tui, void *state, const char *name) {
  const Meeting *meeting = state;
  const Step *step = meeting_step(meeting);
  if (g_str_equal(name, "applicant")) return g_strdup(panel_view_applicant(&meeting->view));
  if (g_str_equal(name, "stage")) return g_strdup(panel_view_stage(&meeting->view));
  if (!step) return NULL;
  if (g_str_equal(name, "cell")) return g_strdup(meeting_code(meeting, step));
  if (g_str_equal(name, "item")) return g_strdup(meeting_item(meeting, step)->item.code);
  return g_str_equal(name, "suggestion") ? suggestion(tui, meeting, step) : NULL;
}

static char *subtitle(Tui *tui, void *state) {
  (void)tui;
  const Meeting *meeting = state;
  const PanelView *view = &meeting->view;
  const Stage *stage = &view->session->rules->stages[view->stage];
  g_autofree char *who = panel_view_title(view);
  return g_strdup_printf(_("%s  %u of %zu agreed%s"), who, meeting->agreed->len,
                         stage_cells(stage, meeting_criteria(meeting)), meeting->may ? "" : _(", to look at"));
}

/* -- verbs ------------------------------------------------------------------------------------------------------- */

static bool go(Meeting *meeting, long by) {
  long to = (long)meeting->at + by;
  if (to < 0 || to >= (long)meeting->steps->len) return true;
  meeting->at = (size_t)to;
  meeting->list.at = 0;
  meeting_gather(meeting);
  return true;
}

static bool run_next(Tui *tui, void *state, const char *rest, GError **error) {
  (void)tui, (void)rest, (void)error;
  return go(state, 1);
}

static bool run_previous(Tui *tui, void *state, const char *rest, GError **error) {
  (void)tui, (void)rest, (void)error;
  return go(state, -1);
}

/* The next cell on which nothing is agreed yet, from here on round. */
static bool run_next_open(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest, (void)error;
  Meeting *meeting = state;
  for (guint i = 1; i <= meeting->steps->len; i++) {
    size_t at = (meeting->at + i) % meeting->steps->len;
    if (meeting_agreed(meeting, &g_array_index(meeting->steps, Step, at))) continue;
    meeting->at = at;
    meeting->list.at = 0;
    meeting_gather(meeting);
    return true;
  }
  tui_say(tui, false, _("everything here is agreed on"));
  return true;
}

static bool run_talk(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest, (void)error;
  Meeting *meeting = state;
  meeting->only_talk = !meeting->only_talk;
  meeting_arrange(meeting);
  tui_say(tui, false, meeting->only_talk ? _("only items that want talk") : _("all items"));
  return true;
}

static const Verb verbs[] = {
    {"next-item", N_("to the item with the next smaller range"), run_next},
    {"previous-item", N_("to the item with the next wider range"), run_previous},
    {"next-open", N_("to the next item on which nothing is agreed"), run_next_open},
    {"only-talk", N_("only the items whose range reaches the limit, or all"), run_talk},
    {"agree-on", N_("type the mark agreed on, and who proposed it"), meeting_ask_mark},
    {"withdraw", N_("take the agreed mark back, with a reason"), meeting_ask_withdrawal},
    {"pick", N_("take this comment over into the consensus, or take it back"), meeting_pick},
    {"reword", N_("take this comment over in other words"), meeting_ask_words},
    {NULL, NULL, NULL},
};

/* A digit by itself is no mark here, as it is in the scorebook. */
static bool say_how(Tui *tui, void *state, const Key *key) {
  const Meeting *meeting = state;
  if (meeting->may && key->character >= '1' && key->character <= '9')
    tui_say(tui, false, _("a begins a mark; after a digit j or k goes as many rows"));
  return false;
}

static List *list(void *state) { return &((Meeting *)state)->list; }

/* Whether the item of that step, by its code, its title or the comments on it, has the text. */
static bool step_has(Meeting *meeting, size_t at, const char *text) {
  meeting->at = at;
  meeting->list.at = 0;
  meeting_gather(meeting);
  const Step *step = meeting_step(meeting);
  if (list_has(meeting_code(meeting, step), text)) return true;
  if (list_has(text_in(&meeting_item(meeting, step)->title, meeting->view.session->lang), text)) return true;
  for (guint i = 0; i < meeting->voices->len; i++)
    if (list_has(g_array_index(meeting->voices, Voice, i).comment->text, text)) return true;
  return false;
}

static bool find(void *state, int direction, const char *text) {
  Meeting *meeting = state;
  size_t n = meeting->steps->len, from = meeting->at;
  for (size_t i = 1; i <= n; i++)
    if (step_has(meeting, (from + (direction > 0 ? i : n - i)) % n, text)) return true;
  go(meeting, (long)from - (long)meeting->at);
  return false;
}

static bool read_only(const void *state) { return !((const Meeting *)state)->may; }

const Screen screen_consensus = {
    .name = "consensus",
    .title = N_("Consensus"),
    .sentence = N_("one item at a time, widest range first: open consensus APPLICANT [STAGE [ITEM]]"),
    .roles = ROLES_PANEL,
    .needs_database = true,
    .state_size = sizeof(Meeting),
    .open = meeting_open,
    .load = meeting_load,
    .draw = meeting_draw,
    .key = say_how,
    .word = word,
    .subtitle = subtitle,
    .list = list,
    .find = find,
    .read_only = read_only,
    .close = meeting_close,
    .verbs = verbs,
};
