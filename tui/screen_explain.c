/* screen_explain.c: what the explanation rests on, as the record has it. */
#include "tui/screen_explain.h"
#include "commands/output.h"
#include "tui/panel_view.h"

#include <glib/gi18n.h>
#include <string.h>

const ExplainRow *explain_row(const Explain *explain, size_t i) { return &g_array_index(explain->rows, ExplainRow, i); }

const StageShare *explain_part(const Explain *explain, const ExplainRow *row) {
  return &g_array_index(explain->parts, StageShare, row->part);
}

/* -- loading --------------------------------------------------------------------------------------------- */

static void part_clear(gpointer data) {
  StageShare *part = data;
  store_panel_free(part->panel);
  scoresheet_free(part->sheet);
  disagreements_free(part->among);
}

static bool open(Tui *tui, void *state, const char *argument, GError **error) {
  Explain *explain = state;
  g_auto(GStrv) words = g_strsplit(argument, " ", 2);
  explain->session = tui_session(tui);
  explain->rows = g_array_new(FALSE, FALSE, sizeof(ExplainRow));
  if (!words[0] || !*words[0]) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, _("say whom to explain: open explain APPLICANT"));
    return false;
  }
  return meant_applicant(explain->session, words[0], &explain->applicant, error);
}

static bool read_part(Explain *explain, uint16_t stage, GArray *parts, GError **error) {
  const Session *session = explain->session;
  if (session->rules->stages[stage].form == STAGE_GATE) return true;
  Panel *panel = store_panel(session->store, session->cycle, stage, explain->applicant, error);
  if (!panel) return false;
  if (panel->n == 0) {
    store_panel_free(panel);
    return true;
  }
  const Criteria *criteria = award_criteria(&session->award, session->cycle, explain->applicant);
  StageShare part = {stage, panel, scoresheet_of(criteria, session->rules, session->cycle, panel),
                     disagreements_of(&session->award, session->cycle, panel)};
  g_array_append_val(parts, part);
  return true;
}

static const Disagreement *given_on(const StageShare *part, const Node *node) {
  for (size_t i = 0; i < part->among->n; i++)
    if (part->among->items[i].item.node == node) return &part->among->items[i];
  return NULL;
}

static void add_node(Explain *explain, guint at, const Node *node) {
  const StageShare *part = &g_array_index(explain->parts, StageShare, at);
  bool item = node->item >= 0;
  ExplainRow row = {at, node, item ? &part->sheet->items[node->item] : NULL, item ? given_on(part, node) : NULL};
  g_array_append_val(explain->rows, row);
  for (size_t i = 0; !item && i < node->n_children; i++) add_node(explain, at, node->children[i]);
}

static void list_rows(Explain *explain) {
  g_array_set_size(explain->rows, 0);
  for (guint p = 0; p < explain->parts->len; p++) {
    const StageShare *part = &g_array_index(explain->parts, StageShare, p);
    bool items = part->sheet->stage->form == STAGE_ITEMS;
    ExplainRow row = {p, NULL, items ? NULL : &part->sheet->items[0], items ? NULL : given_on(part, NULL)};
    g_array_append_val(explain->rows, row);
    for (size_t i = 0; items && i < part->sheet->criteria->n_tops; i++)
      add_node(explain, p, part->sheet->criteria->tops[i]);
  }
  list_resize(&explain->list, explain->rows->len);
}

static bool load(Tui *tui, void *state, GError **error) {
  Explain *explain = state;
  g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(StageShare));
  g_array_set_clear_func(parts, part_clear);
  SharedRanking *ranking = NULL;
  for (uint16_t stage = 0; stage < explain->session->rules->n_stages; stage++)
    if (!read_part(explain, stage, parts, error)) return false;
  if (!tui_ranking(tui, &ranking, error)) return false;
  shared_ranking_drop(explain->ranking);
  explain->ranking = ranking;
  g_clear_pointer(&explain->parts, g_array_unref);
  explain->parts = g_steal_pointer(&parts);
  list_rows(explain);
  return true;
}

static void explain_close(void *state) {
  Explain *explain = state;
  g_clear_pointer(&explain->rows, g_array_unref);
  g_clear_pointer(&explain->parts, g_array_unref);
  shared_ranking_drop(explain->ranking);
}

/* -- marks --------------------------------------------------------------------------------------------------- */

/* Whether a scorebook's blanks keep all of it out, where the rules say so. */
static bool is_left_out(const StageShare *part, size_t book) {
  if (part->sheet->stage->combination.blank != BLANK_SKIP_SCOREBOOK) return false;
  for (size_t i = 0; i < part->among->n; i++)
    if (part->among->items[i].item.results[book] == MARK_BLANK) return true;
  return false;
}

static size_t leader_of(const Panel *panel) {
  for (size_t i = 0; i < panel->n; i++)
    if (panel->books[i].lead) return i;
  return panel->n;
}

/* Which of the panel's results count. */
static void find_used(const StageShare *part, const CheckItem *item, bool *ret_used) {
  const Panel *panel = part->panel;
  g_autofree int64_t *results = g_new(int64_t, panel->n + 1);
  for (size_t i = 0; i < panel->n; i++) results[i] = is_left_out(part, i) ? MARK_BLANK : item->results[i];
  combine_used(&part->sheet->stage->combination, results, panel->n, leader_of(panel), ret_used);
}

char *explain_marks(const Explain *explain, const ExplainRow *row, bool with_names) {
  const StageShare *part = explain_part(explain, row);
  const CheckItem *item = row->given ? &row->given->item : NULL;
  GString *marks = g_string_new(NULL);
  if (!item) return g_string_free(marks, FALSE);
  g_autofree bool *used = g_new0(bool, part->panel->n + 1);
  find_used(part, item, used);
  for (size_t i = 0; i < part->panel->n; i++) {
    char mark[32];
    panel_view_put(mark, sizeof mark, item, item->results[i]);
    const char *who = with_names ? explain->session->cycle->assessors[part->panel->books[i].assessor].id : "";
    bool brackets = item->results[i] >= 0 && !used[i];
    g_autofree char *cell = g_strdup_printf("%s%s%s%s%s",
                                            brackets     ? "("
                                            : with_names ? ""
                                                         : " ",
                                            who, *who ? " " : "", mark,
                                            brackets     ? ")"
                                            : with_names ? ""
                                                         : " ");
    g_string_append_printf(marks, with_names ? "%s%s" : "%s%5s", i && with_names ? _(", ") : "", cell);
  }
  return g_string_free(marks, FALSE);
}

/* -- words ---------------------------------------------------------------------------------------------------- */

static char *word(Tui *tui, void *state, const char *name) {
  (void)tui;
  const Explain *explain = state;
  if (g_str_equal(name, "applicant")) return g_strdup(explain->session->cycle->applicants[explain->applicant].id);
  if (explain->list.n == 0) return NULL;
  const ExplainRow *row = explain_row(explain, explain->list.at);
  const StageShare *part = explain_part(explain, row);
  if (g_str_equal(name, "stage")) return g_strdup(part->sheet->stage->id);
  if (g_str_equal(name, "item")) return row->given ? g_strdup(row->given->item.code) : g_strdup("");
  return NULL;
}

static char *subtitle(Tui *tui, void *state) {
  (void)tui;
  const Explain *explain = state;
  const Applicant *applicant = &explain->session->cycle->applicants[explain->applicant];
  return g_strdup_printf("%s %s", applicant->id, applicant->name);
}

static List *list(void *state) { return &((Explain *)state)->list; }

static bool matches(void *state, size_t i, const char *text) {
  const Explain *explain = state;
  const ExplainRow *row = explain_row(explain, i);
  return row->node &&
         (list_has(row->node->code, text) || list_has(text_in(&row->node->title, explain->session->lang), text));
}

const Screen screen_explain = {
    .name = "explain",
    .title = N_("Explained"),
    .sentence = N_("how one applicant's points came about, item by item: open explain APPLICANT"),
    .roles = ROLES_SEE_SCORES,
    .needs_database = true,
    .state_size = sizeof(Explain),
    .open = open,
    .load = load,
    .draw = explain_draw,
    .word = word,
    .subtitle = subtitle,
    .list = list,
    .matches = matches,
    .close = explain_close,
};
