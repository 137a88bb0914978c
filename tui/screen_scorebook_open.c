/* screen_scorebook_open.c: which scorebook is meant, and the rows of its tree. */
#include "commands/output.h"
#include "tui/draft.h"
#include "tui/screen_scorebook.h"

#include <glib/gi18n.h>

const TreeRow *desk_focused(const Desk *desk) {
  return desk->list.n ? &g_array_index(desk->rows, TreeRow, desk->list.at) : NULL;
}

const Scale *desk_scale(const Desk *desk, size_t cell) { return stage_cell_scale(desk->which, desk->criteria, cell); }

const char *desk_code(const Desk *desk, const TreeRow *row) {
  return row->cell >= 0 ? stage_cell_code(desk->which, desk->criteria, (size_t)row->cell) : row->node->code;
}

char *desk_draft(const Desk *desk, const char *code) {
  const Session *session = desk->session;
  g_autofree char *db = g_canonicalize_filename(session->db_path, NULL);
  const char *applicant = session->cycle->applicants[desk->applicant].id;
  return draft_path((const char *const[]){db, session->actor, applicant, desk->which->id, code, NULL});
}

/* -- opening -------------------------------------------------------------------------------------------------- */

static bool find_stage(Desk *desk, const char *name, GError **error) {
  const Rules *rules = desk->session->rules;
  int stage = name && *name ? rules_stage_index(rules, name) : rules_first_marked_stage(rules);
  if (stage < 0 || rules->stages[stage].form == STAGE_GATE) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT,
                _("“%s” is no stage at which marks are given; accolade status lists them"), name ? name : "");
    return false;
  }
  desk->stage = (uint16_t)stage;
  return true;
}

static bool find_whose(Desk *desk, const char *id, GError **error) {
  Session *session = desk->session;
  bool sees = ROLES_SEE_SCORES & 1u << store_role(session->store);
  if (!id && sees) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                _("say whose scorebook: open scorebook APPLICANT STAGE "
                  "ASSESSOR"));
    return false;
  }
  desk->whose = g_strdup(id ? id : session->actor);
  desk->assessor = STORE_SELF;
  return g_str_equal(desk->whose, session->actor) || meant_assessor(session, id, &desk->assessor, error);
}

/* One scorebook stands for itself: no panel to wait for, nothing to trim, blanks left out. */
static void take_rules(Desk *desk) {
  const Rules *rules = desk->session->rules;
  Stage *stages = g_memdup2(rules->stages, rules->n_stages * sizeof(Stage));
  for (size_t i = 0; i < rules->n_stages; i++) {
    stages[i].combination = (Combination){.method = METHOD_MEAN, .trim = ratio_int(0), .minimum = 1};
    stages[i].panel_min = 1;
  }
  desk->rules = *rules;
  desk->rules.stages = stages;
  desk->which = &stages[desk->stage];
}

static void add_row(Desk *desk, const Node *node, int cell, int dimension, int depth) {
  TreeRow row = {node, cell, dimension, depth};
  g_array_append_val(desk->rows, row);
}

static void add_node(Desk *desk, const Node *node, int depth) {
  bool one = node->item >= 0 && node->rubric->n_cells == 1;
  add_row(desk, node, one ? (int)node->cell : -1, -1, depth);
  for (size_t d = 0; node->item >= 0 && !one && d < node->rubric->n_cells; d++)
    add_row(desk, node, (int)(node->cell + d), (int)d, depth + 1);
  for (size_t i = 0; node->item < 0 && i < node->n_children; i++) add_node(desk, node->children[i], depth + 1);
}

static void take_rows(Desk *desk) {
  desk->rows = g_array_new(FALSE, FALSE, sizeof(TreeRow));
  if (desk->which->form == STAGE_TOTAL) add_row(desk, NULL, 0, -1, 0);
  for (size_t i = 0; desk->which->form == STAGE_ITEMS && i < desk->criteria->n_tops; i++)
    add_node(desk, desk->criteria->tops[i], 0);
  list_resize(&desk->list, desk->rows->len);
}

/* The item, or one of its dimensions, that is named; else the first row that takes a mark. */
static void focus(Desk *desk, const char *item) {
  size_t n = desk->rows->len, first = n, named = n;
  for (size_t i = n; i-- > 0;) {
    const TreeRow *row = &g_array_index(desk->rows, TreeRow, i);
    if (row->cell >= 0) first = i;
    if (item && (row->cell >= 0 || row->node) && g_str_equal(desk_code(desk, row), item)) named = i;
  }
  desk->list.at = named < n ? named : first < n ? first : 0;
}

bool desk_open(Tui *tui, void *state, const char *argument, GError **error) {
  Desk *desk = state;
  desk->session = tui_session(tui);
  g_auto(GStrv) words = g_strsplit_set(argument, " ", 4);
  guint n = *argument ? g_strv_length(words) : 0;
  const char *own = store_role(desk->session->store) == ROLE_APPLICANT ? desk->session->actor : "";
  if (!meant_applicant(desk->session, n > 0 ? words[0] : own, &desk->applicant, error) ||
      !find_stage(desk, n > 1 ? words[1] : NULL, error) || !find_whose(desk, n > 2 ? words[2] : NULL, error))
    return false;
  desk->criteria = award_criteria(&desk->session->award, desk->session->cycle, desk->applicant);
  take_rules(desk);
  take_rows(desk);
  focus(desk, n > 3 ? words[3] : NULL);
  return true;
}

/* -- counting -------------------------------------------------------------------------------------------------- */

DeskProgress desk_progress(const Desk *desk, const Node *node) {
  DeskProgress progress = {0};
  for (guint i = 0; i < desk->rows->len; i++) {
    const TreeRow *row = &g_array_index(desk->rows, TreeRow, i);
    bool below = !node;
    for (const Node *up = row->node; up && !below; up = up->parent) below = up == node;
    if (row->cell < 0 || !below) continue;
    Mark mark = desk->copy.marks[row->cell];
    progress.cells++;
    progress.numbers += mark_is_number(mark);
    progress.others += !mark_is_number(mark) && mark != MARK_BLANK;
  }
  return progress;
}
