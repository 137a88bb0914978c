/* screen_consensus.c: what is to be agreed on, in which order, and the keys that run agree and merge. */
#include "tui/screen_consensus.h"

#include <glib/gi18n.h>
#include <string.h>

/* -- what there is ---------------------------------------------------------------------------------------- */

const Step *meeting_step(const Meeting *meeting) {
  return meeting->at < meeting->steps->len ? &g_array_index(meeting->steps, Step, meeting->at) : NULL;
}

const Disagreement *meeting_item(const Meeting *meeting, const Step *step) {
  return &meeting->view.among->items[step->item];
}

static const Criteria *criteria_of(const Meeting *meeting) {
  const PanelView *view = &meeting->view;
  return award_criteria(&view->session->award, view->session->cycle, view->applicant);
}

const Scale *meeting_scale(const Meeting *meeting, const Step *step) {
  const Rules *rules = meeting->view.session->rules;
  return stage_cell_scale(&rules->stages[meeting->view.stage], criteria_of(meeting), step->cell);
}

const char *meeting_code(const Meeting *meeting, const Step *step) {
  const Rules *rules = meeting->view.session->rules;
  return stage_cell_code(&rules->stages[meeting->view.stage], criteria_of(meeting), step->cell);
}

const AgreedMark *meeting_agreed(const Meeting *meeting, const Step *step) {
  for (guint i = 0; i < meeting->agreed->len; i++) {
    const AgreedMark *agreed = g_ptr_array_index(meeting->agreed, i);
    if (agreed->cell == step->cell) return agreed;
  }
  return NULL;
}

Mark *meeting_marks(const Meeting *meeting, const Step *step) {
  const Panel *panel = meeting->view.panel;
  Mark *marks = g_new(Mark, panel->n + 1);
  for (size_t b = 0; b < panel->n; b++) marks[b] = panel->books[b].marks[step->cell];
  return marks;
}

const Voice *meeting_voice(const Meeting *meeting) {
  return meeting->list.n ? &g_array_index(meeting->voices, Voice, meeting->list.at) : NULL;
}

/* -- loading ------------------------------------------------------------------------------------------------ */

static const MergedComment *merged_from(const Meeting *meeting, int64_t origin) {
  for (guint i = 0; i < meeting->merged->len; i++) {
    const MergedComment *merged = g_ptr_array_index(meeting->merged, i);
    if (merged->origin == origin) return merged;
  }
  return NULL;
}

/* Of scorebooks that count in this panel, on this item or its cell. */
static bool is_heard(const Meeting *meeting, const Step *step, const Comment *comment) {
  const PanelView *view = &meeting->view;
  bool kind = g_str_equal(comment->kind, "strength") || g_str_equal(comment->kind, "ofi");
  bool here = g_str_equal(comment->item, meeting_code(meeting, step)) ||
              g_str_equal(comment->item, meeting_item(meeting, step)->item.code);
  if (!kind || !here || !g_str_equal(comment->stage, panel_view_stage(view))) return false;
  for (size_t b = 0; b < view->panel->n; b++)
    if (g_str_equal(view->session->cycle->assessors[view->panel->books[b].assessor].id, comment->assessor)) return true;
  return false;
}

void meeting_gather(Meeting *meeting) {
  static const char *const kinds[] = {"strength", "ofi"};
  const Step *step = meeting_step(meeting);
  g_array_set_size(meeting->voices, 0);
  for (size_t k = 0; step && k < G_N_ELEMENTS(kinds); k++)
    for (guint i = 0; i < meeting->comments->len; i++) {
      const Comment *comment = g_ptr_array_index(meeting->comments, i);
      if (!g_str_equal(comment->kind, kinds[k]) || !is_heard(meeting, step, comment)) continue;
      const Voice voice = {comment, merged_from(meeting, comment->number)};
      g_array_append_val(meeting->voices, voice);
    }
  list_resize(&meeting->list, meeting->voices->len);
}

/* Widest range first; the cells of one item follow each other. */
static void arrange(Meeting *meeting) {
  const Disagreements *among = meeting->view.among;
  g_autofree size_t *order = disagreements_by(among, SPREAD_RANGE);
  const Step *held = meeting_step(meeting);
  size_t cell = held ? held->cell : G_MAXSIZE;
  g_array_set_size(meeting->steps, 0);
  meeting->at = 0;
  for (size_t i = 0; i < among->n; i++) {
    const CheckItem *item = &among->items[order[i]].item;
    if (meeting->only_talk && among->items[order[i]].talk == TALK_NONE) continue;
    for (size_t c = 0; c < (item->rubric ? item->rubric->n_cells : 1); c++) {
      Step step = {order[i], (item->node ? item->node->cell : 0) + c};
      if (step.cell == cell) meeting->at = meeting->steps->len;
      g_array_append_val(meeting->steps, step);
    }
  }
  meeting_gather(meeting);
}

static void go_to(Meeting *meeting, const char *code) {
  int item = panel_view_item(&meeting->view, code);
  for (guint i = meeting->steps->len; item >= 0 && i-- > 0;) {
    const Step *step = &g_array_index(meeting->steps, Step, i);
    bool exact = g_str_equal(meeting_code(meeting, step), code);
    if (step->item == (size_t)item) meeting->at = i;
    if (exact) break;
  }
  meeting_gather(meeting);
}

static bool open(Tui *tui, void *state, const char *argument, GError **error) {
  Meeting *meeting = state;
  meeting->steps = g_array_new(FALSE, FALSE, sizeof(Step));
  meeting->voices = g_array_new(FALSE, FALSE, sizeof(Voice));
  return panel_view_open(tui, &meeting->view, argument, error);
}

static void forget(Meeting *meeting) {
  g_array_set_size(meeting->voices, 0);
  g_clear_pointer(&meeting->agreed, g_ptr_array_unref);
  g_clear_pointer(&meeting->comments, g_ptr_array_unref);
  g_clear_pointer(&meeting->merged, g_ptr_array_unref);
}

static bool load(Tui *tui, void *state, GError **error) {
  (void)tui;
  Meeting *meeting = state;
  PanelView *view = &meeting->view;
  Store *store = view->session->store;
  g_autoptr(GPtrArray) agreed = store_agreed_marks(store, view->stage, view->applicant, error);
  g_autoptr(GPtrArray) merged = agreed ? store_merged(store, view->stage, view->applicant, error) : NULL;
  g_autoptr(GPtrArray) comments = NULL;
  if (!merged || !store_comments(store, view->applicant, &comments, error) || !panel_view_load(view, error))
    return false;
  forget(meeting);
  meeting->agreed = g_steal_pointer(&agreed);
  meeting->merged = g_steal_pointer(&merged);
  meeting->comments = g_steal_pointer(&comments);
  meeting->may = store_may_agree(store, view->stage, view->applicant, NULL);
  arrange(meeting);
  if (view->item) go_to(meeting, view->item);
  g_clear_pointer(&view->item, g_free);
  return true;
}

static void meeting_close(void *state) {
  Meeting *meeting = state;
  forget(meeting);
  g_array_unref(meeting->steps);
  g_array_unref(meeting->voices);
  panel_view_clear(&meeting->view);
  g_free(meeting->line);
}

/* -- words ---------------------------------------------------------------------------------------------------- */

/* None where something is agreed: Enter puts nothing else in its place. */
static char *suggestion(const Meeting *meeting, const Step *step) {
  if (meeting_agreed(meeting, step)) return NULL;
  g_autofree Mark *marks = meeting_marks(meeting, step);
  const Scale *scale = meeting_scale(meeting, step);
  char text[32];
  Mark mark;
  if (!consensus_suggests(scale, marks, meeting->view.panel->n, &mark)) return NULL;
  mark_put(text, scale, mark);
  return g_strdup(text);
}

static char *word(Tui *tui, void *state, const char *name) {
  (void)tui;
  const Meeting *meeting = state;
  const Step *step = meeting_step(meeting);
  if (g_str_equal(name, "applicant")) return g_strdup(panel_view_applicant(&meeting->view));
  if (g_str_equal(name, "stage")) return g_strdup(panel_view_stage(&meeting->view));
  if (!step) return NULL;
  if (g_str_equal(name, "cell")) return g_strdup(meeting_code(meeting, step));
  if (g_str_equal(name, "item")) return g_strdup(meeting_item(meeting, step)->item.code);
  return g_str_equal(name, "suggestion") ? suggestion(meeting, step) : NULL;
}

static char *subtitle(Tui *tui, void *state) {
  (void)tui;
  const Meeting *meeting = state;
  const PanelView *view = &meeting->view;
  const Stage *stage = &view->session->rules->stages[view->stage];
  g_autofree char *who = panel_view_title(view);
  return g_strdup_printf(_("%s  %u of %zu agreed%s"), who, meeting->agreed->len,
                         stage_cells(stage, criteria_of(meeting)), meeting->may ? "" : _(", to look at"));
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
  arrange(meeting);
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

static List *list(void *state) { return &((Meeting *)state)->list; }

static bool matches(void *state, size_t i, const char *text) {
  return list_has(g_array_index(((const Meeting *)state)->voices, Voice, i).comment->text, text);
}

const Screen screen_consensus = {
    .name = "consensus",
    .title = N_("Consensus"),
    .sentence = N_("one item at a time, widest range first: open consensus A02 [STAGE [ITEM]]"),
    .roles = ROLES_ALL & ~(1u << ROLE_APPLICANT),
    .needs_database = true,
    .state_size = sizeof(Meeting),
    .open = open,
    .load = load,
    .draw = meeting_draw,
    .word = word,
    .subtitle = subtitle,
    .list = list,
    .matches = matches,
    .close = meeting_close,
    .verbs = verbs,
};
