/* screen_consensus_load.c: what a panel is to agree on, in which order, and what was said on each item. */
#include "tui/screen_consensus.h"

#include <string.h>

/* -- what there is ---------------------------------------------------------------------------------------- */

const Step *meeting_step(const Meeting *meeting) {
  return meeting->at < meeting->steps->len ? &g_array_index(meeting->steps, Step, meeting->at) : NULL;
}

const Disagreement *meeting_item(const Meeting *meeting, const Step *step) {
  return &meeting->view.among->items[step->item];
}

const Criteria *meeting_criteria(const Meeting *meeting) {
  const PanelView *view = &meeting->view;
  return award_criteria(&view->session->award, view->session->cycle, view->applicant);
}

const Scale *meeting_scale(const Meeting *meeting, const Step *step) {
  const Rules *rules = meeting->view.session->rules;
  return stage_cell_scale(&rules->stages[meeting->view.stage], meeting_criteria(meeting), step->cell);
}

const char *meeting_code(const Meeting *meeting, const Step *step) {
  const Rules *rules = meeting->view.session->rules;
  return stage_cell_code(&rules->stages[meeting->view.stage], meeting_criteria(meeting), step->cell);
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
void meeting_arrange(Meeting *meeting) {
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

bool meeting_open(Tui *tui, void *state, const char *argument, GError **error) {
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

bool meeting_load(Tui *tui, void *state, GError **error) {
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
  meeting_arrange(meeting);
  if (view->item) go_to(meeting, view->item);
  g_clear_pointer(&view->item, g_free);
  return true;
}

void meeting_close(void *state) {
  Meeting *meeting = state;
  forget(meeting);
  g_array_unref(meeting->steps);
  g_array_unref(meeting->voices);
  panel_view_clear(&meeting->view);
  g_free(meeting->line);
}
