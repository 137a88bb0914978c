/* screen_ranking.c: standings by class with floors, tiers and ties, the places that stay empty, and who is not ranked and
 * why; Enter explains one applicant. */
#include "reports/report_ranking.h"
#include "tui/columns.h"
#include "tui/list.h"

#include <glib/gi18n.h>
#include <string.h>

typedef enum BoardKind { BOARD_HEADING, BOARD_STANDING, BOARD_VACANCY, BOARD_NOT_RANKED } BoardKind;

typedef struct BoardRow {
  BoardKind kind;
  const char *title; /* of a heading */
  const Standing *standing;
  const Vacancy *vacancy;
  const NotRanked *not_ranked;
} BoardRow;

typedef struct Board {
  List list;
  Session *session;
  SharedRanking *shared;
  GArray *rows; /* BoardRow */
  bool *headings;
} Board;

static const BoardRow *row_at(const Board *board, size_t i) { return &g_array_index(board->rows, BoardRow, i); }

/* -- rows ------------------------------------------------------------------------------------------------- */

static const char *class_title(const Board *board, const char *id) {
  const AwardClass *class = rules_class(board->session->rules, id);
  const char *title = class ? text_in(&class->title, board->session->lang) : "";
  return *title ? title : id;
}

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
  add_heading(board, class_title(board, class_id));
  for (; *at < standings->len; ++*at) {
    BoardRow row = {.kind = BOARD_STANDING, .standing = &g_array_index(standings, Standing, *at)};
    const char *of = board->session->cycle->applicants[row.standing->applicant].class_id;
    if (!all && !g_str_equal(of, class_id)) break;
    g_array_append_val(board->rows, row);
  }
  add_vacancies(board, class_id);
}

static void add_not_ranked(Board *board) {
  const Ranking *ranking = board->shared->ranking;
  const GArray *const lists[] = {ranking->incomplete, ranking->excluded};
  if (ranking->incomplete->len + ranking->excluded->len > 0) add_heading(board, _("Not ranked"));
  for (size_t l = 0; l < G_N_ELEMENTS(lists); l++)
    for (guint i = 0; i < lists[l]->len; i++) {
      BoardRow row = {.kind = BOARD_NOT_RANKED, .not_ranked = &g_array_index(lists[l], NotRanked, i)};
      g_array_append_val(board->rows, row);
    }
}

static void arrange(Board *board) {
  const Rules *rules = board->session->rules;
  guint at = 0;
  g_array_set_size(board->rows, 0);
  for (size_t i = 0; i < rules->n_classes; i++) add_class(board, rules->classes[i].id, &at);
  if (rules->n_classes == 0) add_class(board, "", &at);
  add_not_ranked(board);
  g_free(board->headings);
  board->headings = g_new(bool, board->rows->len + 1);
  for (guint i = 0; i < board->rows->len; i++) board->headings[i] = row_at(board, i)->kind == BOARD_HEADING;
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
  shared_ranking_drop(board->shared);
  board->shared = shared;
  if (!board->rows) board->rows = g_array_new(FALSE, FALSE, sizeof(BoardRow));
  arrange(board);
  return true;
}

/* -- drawing ------------------------------------------------------------------------------------------------ */

static const ListColumn columns[] = {
    {N_("Rank"), 5, true, 0, 0},
    {N_("Applicant"), 9, false, 0, 0},
    {N_("Name"), 0, false, 0, 0},
    {N_("Total"), 8, true, 0, 0},
    {"%", 6, true, 72, 0},
    {N_("Tier"), 20, false, 48, 0},
    {N_("Remark"), 0, false, 110, 0},
};
enum { COLUMNS = G_N_ELEMENTS(columns) };

static int64_t applicant_of(const BoardRow *row) {
  if (row->standing) return row->standing->applicant;
  return row->not_ranked ? (int64_t)row->not_ranked->applicant : -1;
}

static const char *remark_on(const Standing *standing) {
  if (standing->contested) return _("place contested");
  if (standing->tied) return _("shares its rank");
  return standing->decided_by_tie_key ? _("told apart by a tie key") : "";
}

static void draw_standing(Tui *tui, const Board *board, const BoardRow *row, Area place, bool focused) {
  const Standing *standing = row->standing;
  const Applicant *applicant = &board->session->cycle->applicants[standing->applicant];
  char rank[16], total[RATIO_BUF] = "", percent[RATIO_BUF] = "";
  const char *tier = standing->tier                    ? text_in(&standing->tier->title, board->session->lang)
                     : standing->floor == FLOOR_MISSED ? _("below the floor")
                                                       : "";
  g_snprintf(rank, sizeof rank, "%s%u", standing->tied ? "=" : "", standing->rank);
  ratio_put_decimal(total, standing->total, 2);
  if (!ratio_is_zero(standing->max))
    ratio_put_decimal(percent, ratio_mul(ratio_div(standing->total, standing->max), ratio_int(100)), 2);
  if (standing->contested) tier = _("contested");
  const char *cells[COLUMNS] = {rank, applicant->id, applicant->name, total, percent, tier, remark_on(standing)};
  Style style = standing->tier ? STYLE_STRONG : STYLE_PLAIN;
  Style styles[COLUMNS] = {style, style, style, style, style, style, STYLE_PLAIN};
  if (!standing->tier) styles[5] = standing->contested ? STYLE_WARN : STYLE_FAINT;
  columns_styled(tui_term(tui), place, columns, COLUMNS, cells, styles, focused);
}

/* Over the columns from the name on. */
static void draw_vacancy(Tui *tui, const Board *board, const Vacancy *vacancy, Area place, bool focused) {
  Term *term = tui_term(tui);
  const char *lang = board->session->lang, *tier = text_in(&vacancy->tier->title, lang);
  const char *why = ranking_vacancy_words(vacancy->reason);
  g_autofree char *places = g_strdup_printf(
      ngettext("%s: %u place open, %s", "%s: %u places open, %s", vacancy->places), tier, vacancy->places, why);
  g_autofree char *words =
      vacancy->rolled_to ? g_strdup_printf(_("%s; it goes to %s"), places, text_in(&vacancy->rolled_to->title, lang))
                         : g_strdup(places);
  Style style = focused ? STYLE_SELECTED : STYLE_WARN;
  if (focused) term_fill(term, place.row, place.col, place.cols, style, ">");
  int col = place.col + 2 + columns[0].width + 1 + columns[1].width + 1;
  term_put_right(term, place.row, place.col + 2, columns[0].width, style, "-");
  term_put(term, place.row, col, place.col + place.cols - col, style, words);
}

static void draw_not_ranked(Tui *tui, const Board *board, const NotRanked *not_ranked, Area place, bool focused) {
  const Applicant *applicant = &board->session->cycle->applicants[not_ranked->applicant];
  const char *why = ranking_cause_words(not_ranked->reason);
  const char *remark = not_ranked->reason == NOT_RANKED_VETO    ? applicant->veto
                       : not_ranked->reason == NOT_RANKED_CLASS ? ""
                                                                : session_stage(board->session, not_ranked->stage);
  const char *cells[COLUMNS] = {"-", applicant->id, applicant->name, "", "", why, remark};
  columns_row(tui_term(tui), place, columns, COLUMNS, cells, STYLE_PLAIN, focused);
}

static void draw_row(Tui *tui, void *state, size_t i, Area place, bool focused) {
  const Board *board = state;
  const BoardRow *row = row_at(board, i);
  switch (row->kind) {
  case BOARD_HEADING: columns_heading(tui_term(tui), place, row->title); break;
  case BOARD_STANDING: draw_standing(tui, board, row, place, focused); break;
  case BOARD_VACANCY: draw_vacancy(tui, board, row->vacancy, place, focused); break;
  case BOARD_NOT_RANKED: draw_not_ranked(tui, board, row->not_ranked, place, focused); break;
  }
}

static void draw(Tui *tui, void *state, Area area) {
  Board *board = state;
  columns_head(tui_term(tui), area, columns, COLUMNS);
  if (board->list.n == 0)
    term_put(tui_term(tui), area.row + 1, 2, area.cols - 2, STYLE_FAINT, _("Nobody is ranked yet."));
  list_draw(&board->list, tui, (Area){area.row + 1, area.col, area.rows - 1, area.cols}, draw_row, state);
}

/* -- words, verbs ---------------------------------------------------------------------------------------------- */

static char *word(Tui *tui, void *state, const char *name) {
  (void)tui;
  const Board *board = state;
  int64_t applicant = board->list.n ? applicant_of(row_at(board, board->list.at)) : -1;
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
  const Ranking *ranking = ((const Board *)state)->shared->ranking;
  unsigned vacant = 0;
  for (guint i = 0; i < ranking->vacancies->len; i++) vacant += g_array_index(ranking->vacancies, Vacancy, i).places;
  g_autofree char *open = g_strdup_printf(ngettext("%u place open", "%u places open", vacant), vacant);
  return g_strdup_printf(_("%u ranked, %u incomplete, %u excluded, %s"), ranking->standings->len,
                         ranking->incomplete->len, ranking->excluded->len, open);
}

static List *list(void *state) { return &((Board *)state)->list; }

static bool matches(void *state, size_t i, const char *text) {
  const Board *board = state;
  int64_t of = applicant_of(row_at(board, i));
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
    .draw = draw,
    .word = word,
    .subtitle = subtitle,
    .list = list,
    .matches = matches,
    .close = board_close,
    .verbs = verbs,
};
