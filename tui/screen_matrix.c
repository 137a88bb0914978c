/* screen_matrix.c: item by assessor for one applicant: in which order, which of them, and the keys. */
#include "tui/screen_matrix.h"

#include <glib/gi18n.h>
#include <string.h>

/* -- rows ---------------------------------------------------------------------------------------------- */

static void arrange(Matrix *matrix) {
  const Disagreements *among = matrix->view.among;
  size_t held = matrix->list.n ? matrix->rows[matrix->list.at] : 0, n = 0, at = 0;
  g_autofree size_t *order = disagreements_by(among, matrix->sorted < 0 ? SPREAD_RANGE : (Spread)matrix->sorted);
  g_free(matrix->rows);
  matrix->rows = g_new(size_t, among->n + 1);
  for (size_t i = 0; i < among->n; i++) {
    size_t item = matrix->sorted >= 0 ? order[i] : i;
    if (matrix->only_talk && among->items[item].talk == TALK_NONE) continue;
    if (item == held) at = n;
    matrix->rows[n++] = item;
  }
  list_resize(&matrix->list, n);
  matrix->list.at = at;
}

static void go_to(Matrix *matrix, const char *code) {
  int item = panel_view_item(&matrix->view, code);
  for (size_t i = 0; item >= 0 && i < matrix->list.n; i++)
    if (matrix->rows[i] == (size_t)item) matrix->list.at = i;
}

static bool open(Tui *tui, void *state, const char *argument, GError **error) {
  Matrix *matrix = state;
  matrix->sorted = -1;
  return panel_view_open(tui, &matrix->view, argument, error);
}

static bool load(Tui *tui, void *state, GError **error) {
  (void)tui;
  Matrix *matrix = state;
  if (!panel_view_load(&matrix->view, error)) return false;
  arrange(matrix);
  if (matrix->view.item) go_to(matrix, matrix->view.item);
  g_clear_pointer(&matrix->view.item, g_free);
  matrix->first = MIN(matrix->first, matrix->view.panel->n ? matrix->view.panel->n - 1 : 0);
  return true;
}

/* -- words, verbs ------------------------------------------------------------------------------------------- */

static char *word(Tui *tui, void *state, const char *name) {
  (void)tui;
  const Matrix *matrix = state;
  if (g_str_equal(name, "applicant")) return g_strdup(panel_view_applicant(&matrix->view));
  if (g_str_equal(name, "stage")) return g_strdup(panel_view_stage(&matrix->view));
  if (g_str_equal(name, "item") && matrix->list.n)
    return g_strdup(matrix->view.among->items[matrix->rows[matrix->list.at]].item.code);
  return NULL;
}

static char *subtitle(Tui *tui, void *state) {
  (void)tui;
  const PanelView *view = &((const Matrix *)state)->view;
  g_autofree char *who = panel_view_title(view);
  return g_strdup_printf(_("%s  %zu of %zu in, %zu want talk"), who, view->panel->n, view->panel->assigned,
                         disagreements_count(view->among, TALK_WARN));
}

/* In the order of the criteria, by range, by standard deviation, by median distance, and round again; or "sort mad". */
static bool run_sort(Tui *tui, void *state, const char *rest, GError **error) {
  (void)error;
  static const char *const names[] = {"range", "deviation", "mad"};
  static const char *const words[] = {N_("in the order of the criteria"), N_("widest range first"),
                                      N_("largest standard deviation first"),
                                      N_("largest median distance from the median first")};
  Matrix *matrix = state;
  matrix->sorted = matrix->sorted == SPREAD_MAD ? -1 : matrix->sorted + 1;
  for (int i = 0; i < (int)G_N_ELEMENTS(names); i++)
    if (g_str_equal(rest, names[i])) matrix->sorted = i;
  arrange(matrix);
  if (matrix->sorted >= 0) list_focus(&matrix->list, 0);
  tui_say(tui, false, _(words[matrix->sorted + 1]));
  return true;
}

static bool run_talk(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest, (void)error;
  Matrix *matrix = state;
  matrix->only_talk = !matrix->only_talk;
  arrange(matrix);
  tui_say(tui, false, matrix->only_talk ? _("only items that want talk") : _("all items"));
  return true;
}

static bool run_left(Tui *tui, void *state, const char *rest, GError **error) {
  (void)tui, (void)rest, (void)error;
  Matrix *matrix = state;
  if (matrix->first) matrix->first--;
  return true;
}

static bool run_right(Tui *tui, void *state, const char *rest, GError **error) {
  (void)tui, (void)rest, (void)error;
  Matrix *matrix = state;
  if (matrix->first + 1 < matrix->view.panel->n) matrix->first++;
  return true;
}

static const Verb verbs[] = {
    {"sort", N_("sort by range, standard deviation, median distance, or in order"), run_sort},
    {"only-talk", N_("only the items whose range reaches the limit, or all"), run_talk},
    {"assessors-left", N_("the assessors to the left"), run_left},
    {"assessors-right", N_("the assessors to the right"), run_right},
    {NULL, NULL, NULL},
};

static List *list(void *state) { return &((Matrix *)state)->list; }

static bool matches(void *state, size_t i, const char *text) {
  const Matrix *matrix = state;
  const Disagreement *row = &matrix->view.among->items[matrix->rows[i]];
  return list_has(row->item.code, text) || list_has(text_in(&row->title, matrix->view.session->lang), text);
}

static void matrix_close(void *state) {
  Matrix *matrix = state;
  panel_view_clear(&matrix->view);
  g_free(matrix->rows);
}

const Screen screen_matrix = {
    .name = "matrix",
    .title = N_("Matrix"),
    .sentence = N_("items by assessors for one applicant: open matrix APPLICANT [STAGE [ITEM]]"),
    .roles = ROLES_PANEL,
    .needs_database = true,
    .state_size = sizeof(Matrix),
    .open = open,
    .load = load,
    .draw = matrix_draw,
    .word = word,
    .subtitle = subtitle,
    .list = list,
    .matches = matches,
    .close = matrix_close,
    .verbs = verbs,
};
