/* screen_ranking.c: standings by class with floors, tiers and ties, the places that stay empty, and who is not ranked and
 * why; Enter explains one applicant. */
#include "tui/screen_ranking.h"
#include "commands/reporting.h"

#include <glib/gi18n.h>
#include <string.h>

/* -- rows ------------------------------------------------------------------------------------------------- */

static void add_heading(Board *board, const char *title) {
  BoardRow row = {.kind = BOARD_HEADING, .title = title};
  if (*title) g_array_append_val(board->rows, row);
}

static void add_vacancies(Board *board, const char *class_id) {
  const GArray *vacancies = board->shared->ranking->vacancies;
  for (guint i = 0; i < vacancies->len; i++) {
    BoardRow row = {.kind = BOARD_VACANCY, .vacancy = &g_array_index(vacancies, Vacancy, i)};
    if (g_str_equal(row.vacancy->class_id, class_id)) g_array_append_val(board->rows, row);
  }
}

/* A class's standings follow each other. */
static void add_class(Board *board, const char *class_id, guint *at) {
  const GArray *standings = board->shared->ranking->standings;
  bool all = board->session->rules->n_classes == 0;
  add_heading(board, session_class(board->session, class_id));
  for (; *at < standings->len; ++*at) {
    BoardRow row = {.kind = BOARD_STANDING, .standing = &g_array_index(standings, Standing, *at)};
    const char *of = board->session->cycle->applicants[row.standing->applicant].class_id;
    if (!all && !g_str_equal(of, class_id)) break;
    g_array_append_val(board->rows, row);
  }
  add_vacancies(board, class_id);
}

/* Those who have withdrawn, or the others. */
static void add_not_ranked(Board *board, const GArray *list, bool withdrawn) {
  for (guint i = 0; i < list->len; i++) {
    BoardRow row = {.kind = BOARD_NOT_RANKED, .not_ranked = &g_array_index(list, NotRanked, i)};
    if ((row.not_ranked->reason == NOT_RANKED_WITHDRAWN) == withdrawn) g_array_append_val(board->rows, row);
  }
}

static void add_others(Board *board) {
  const Ranking *ranking = board->shared->ranking;
  unsigned withdrawn = ranking_withdrawn(ranking);
  if (ranking->incomplete->len + ranking->excluded->len > withdrawn) add_heading(board, _("Not ranked"));
  add_not_ranked(board, ranking->incomplete, false);
  add_not_ranked(board, ranking->excluded, false);
  if (withdrawn > 0) add_heading(board, _("Withdrew"));
  add_not_ranked(board, ranking->excluded, true);
}

static void arrange(Board *board) {
  const Rules *rules = board->session->rules;
  guint at = 0;
  g_array_set_size(board->rows, 0);
  for (size_t i = 0; i < rules->n_classes; i++) add_class(board, rules->classes[i].id, &at);
  if (rules->n_classes == 0) add_class(board, "", &at);
  add_others(board);
  g_free(board->headings);
  board->headings = g_new(bool, board->rows->len + 1);
  for (guint i = 0; i < board->rows->len; i++) board->headings[i] = board_row(board, i)->kind == BOARD_HEADING;
  board->list.headings = board->headings;
  list_resize(&board->list, board->rows->len);
}

static bool load(Tui *tui, void *state, GError **error) {
  Board *board = state;
  SharedRanking *shared = NULL;
  board->session = tui_session(tui);
  if (!tui_ranking(tui, &shared, error)) return false;
  if (!shared->ranking) {
    shared_ranking_drop(shared);
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT,
                _("these criteria have no total, so nobody can be ranked by them; see the reports"));
    return false;
  }
  g_autofree char *not_final = reporting_not_final(board->session, shared->ranking, error);
  if (!not_final) {
    shared_ranking_drop(shared);
    return false;
  }
  shared_ranking_drop(board->shared);
  board->shared = shared;
  board->is_final = !*not_final;
  if (!board->rows) board->rows = g_array_new(FALSE, FALSE, sizeof(BoardRow));
  arrange(board);
  return true;
}

static int64_t applicant_of(const BoardRow *row) {
  if (row->standing) return row->standing->applicant;
  return row->not_ranked ? (int64_t)row->not_ranked->applicant : -1;
}

/* -- words, verbs ---------------------------------------------------------------------------------------------- */

static char *word(Tui *tui, void *state, const char *name) {
  (void)tui;
  const Board *board = state;
  int64_t applicant = board->list.n ? applicant_of(board_row(board, board->list.at)) : -1;
  if (!g_str_equal(name, "applicant") || applicant < 0) return NULL;
  return g_strdup(board->session->cycle->applicants[applicant].id);
}

static bool run_enter(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest;
  g_autofree char *applicant = word(tui, state, "applicant");
  if (applicant) return tui_open(tui, "explain", applicant, error);
  tui_say(tui, false, _("nobody has this place"));
  return true;
}

static char *subtitle(Tui *tui, void *state) {
  (void)tui;
  const Board *board = state;
  const Ranking *ranking = board->shared->ranking;
  unsigned vacant = 0; /* what went to another tier is not: it is given or open there */
  for (guint i = 0; i < ranking->vacancies->len; i++) {
    const Vacancy *vacancy = &g_array_index(ranking->vacancies, Vacancy, i);
    if (!vacancy->rolled_to) vacant += vacancy->places;
  }
  g_autofree char *open = g_strdup_printf(ngettext("%u place open", "%u places open", vacant), vacant);
  unsigned withdrawn = ranking_withdrawn(ranking);
  g_autofree char *gone = withdrawn ? g_strdup_printf(_("%u withdrew, %s"), withdrawn, open) : NULL;
  g_autofree char *said =
      g_strdup_printf(_("%u ranked, %u incomplete, %u excluded, %s"), ranking->standings->len, ranking->incomplete->len,
                      ranking->excluded->len - withdrawn, gone ? gone : open);
  return board->is_final ? g_steal_pointer(&said) : g_strdup_printf(_("not final: %s"), said);
}

static List *list(void *state) { return &((Board *)state)->list; }

static bool matches(void *state, size_t i, const char *text) {
  const Board *board = state;
  int64_t of = applicant_of(board_row(board, i));
  if (of < 0) return false;
  const Applicant *applicant = &board->session->cycle->applicants[of];
  return list_has(applicant->id, text) || list_has(applicant->name, text);
}

static void board_close(void *state) {
  Board *board = state;
  shared_ranking_drop(board->shared);
  g_clear_pointer(&board->rows, g_array_unref);
  g_free(board->headings);
}

static const Verb verbs[] = {{"enter", N_("explain the applicant's points"), run_enter}, {NULL, NULL, NULL}};

const Screen screen_ranking = {
    .name = "ranking",
    .title = N_("Ranking"),
    .sentence = N_("standings by class with floors, tiers, ties and vacancies"),
    .roles = ROLES_SEE_SCORES,
    .needs_database = true,
    .state_size = sizeof(Board),
    .load = load,
    .draw = board_draw,
    .word = word,
    .subtitle = subtitle,
    .list = list,
    .matches = matches,
    .close = board_close,
    .verbs = verbs,
};
