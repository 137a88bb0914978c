/* screen_ranking.c: standings by class with floors, tiers and ties; Enter explains one applicant. */
#include "commands/reporting.h"
#include "tui/columns.h"
#include "tui/list.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct Board {
  List list;
  Session *session;
  Ranking *ranking;
} Board;

static bool load(Tui *tui, void *state, GError **error) {
  Board *board = state;
  board->session = tui_session(tui);
  Ranking *ranking = reporting_ranking(board->session, error);
  if (!ranking) return false;
  ranking_free(board->ranking);
  board->ranking = ranking;
  list_resize(&board->list, ranking->standings->len + ranking->incomplete->len + ranking->excluded->len);
  return true;
}

static const ListColumn columns[] = {
    {N_("Rank"), 5, true, 0},     {N_("Applicant"), 9, false, 0}, {N_("Name"), 0, false, 0},
    {N_("Class"), 13, false, 76}, {N_("Total"), 8, true, 0},      {"%", 7, true, 90},
    {N_("Tier"), 19, false, 50},  {N_("Floor"), 8, false, 100},
};

/* The row is a standing, or one who is not ranked; then standing is NULL. */
static uint32_t row_of(const Board *board, size_t i, const Standing **ret_standing, const NotRanked **ret_not) {
  const Ranking *ranking = board->ranking;
  *ret_standing = NULL;
  *ret_not = NULL;
  if (i < ranking->standings->len) {
    *ret_standing = &g_array_index(ranking->standings, Standing, i);
    return (*ret_standing)->applicant;
  }
  i -= ranking->standings->len;
  *ret_not = i < ranking->incomplete->len ? &g_array_index(ranking->incomplete, NotRanked, i)
                                          : &g_array_index(ranking->excluded, NotRanked, i - ranking->incomplete->len);
  return (*ret_not)->applicant;
}

static const char *reason_word(NotRankedReason reason) {
  switch (reason) {
  case NOT_RANKED_INCOMPLETE: return _("incomplete");
  case NOT_RANKED_VETO: return _("vetoed");
  case NOT_RANKED_NOT_PASSED: return _("did not pass");
  case NOT_RANKED_CLASS: break;
  }
  return _("no class");
}

static const char *floor_word(FloorState floor) {
  return floor == FLOOR_MET ? _("met") : floor == FLOOR_MISSED ? _("missed") : "";
}

static const char *class_title(const Board *board, const char *id) {
  const AwardClass *class = rules_class(board->session->rules, id);
  const char *title = class ? text_in(&class->title, board->session->lang) : "";
  return *title ? title : id;
}

static void draw_row(Tui *tui, void *state, size_t i, Area place, bool focused) {
  const Board *board = state;
  const Standing *standing;
  const NotRanked *not_ranked;
  const Applicant *applicant = &board->session->cycle->applicants[row_of(board, i, &standing, &not_ranked)];
  char rank[16] = "-", total[RATIO_BUF] = "", percent[RATIO_BUF] = "";
  const char *tier = standing ? "" : reason_word(not_ranked->reason);
  if (standing) {
    g_snprintf(rank, sizeof rank, "%s%u", standing->tied ? "=" : "", standing->rank);
    ratio_put_decimal(total, standing->total, 2);
    if (!ratio_is_zero(standing->max))
      ratio_put_decimal(percent, ratio_mul(ratio_div(standing->total, standing->max), ratio_int(100)), 2);
    if (standing->tier) tier = text_in(&standing->tier->title, board->session->lang);
    if (standing->contested) tier = _("contested");
  }
  const char *cells[] = {rank,
                         applicant->id,
                         applicant->name,
                         class_title(board, applicant->class_id),
                         total,
                         percent,
                         tier,
                         floor_word(standing ? standing->floor : FLOOR_NONE)};
  Style style = !standing ? STYLE_FAINT : standing->tier ? STYLE_STRONG : STYLE_PLAIN;
  columns_row(tui_term(tui), place, columns, G_N_ELEMENTS(columns), cells, style, focused);
}

static void draw(Tui *tui, void *state, Area area) {
  Board *board = state;
  columns_head(tui_term(tui), area, columns, G_N_ELEMENTS(columns));
  if (board->list.n == 0)
    term_put(tui_term(tui), area.row + 2, 2, area.cols - 2, STYLE_FAINT, _("Nobody is ranked yet."));
  list_draw(&board->list, tui, (Area){area.row + 1, area.col, area.rows - 1, area.cols}, draw_row, state);
}

static char *word(Tui *tui, void *state, const char *name) {
  (void)tui;
  const Board *board = state;
  const Standing *standing;
  const NotRanked *not_ranked;
  if (!g_str_equal(name, "applicant") || board->list.n == 0) return NULL;
  return g_strdup(board->session->cycle->applicants[row_of(board, board->list.at, &standing, &not_ranked)].id);
}

static char *subtitle(Tui *tui, void *state) {
  (void)tui;
  const Ranking *ranking = ((const Board *)state)->ranking;
  unsigned vacant = 0;
  for (guint i = 0; i < ranking->vacancies->len; i++) vacant += g_array_index(ranking->vacancies, Vacancy, i).places;
  return g_strdup_printf(_("%u ranked, %u incomplete, %u excluded, %u places open"), ranking->standings->len,
                         ranking->incomplete->len, ranking->excluded->len, vacant);
}

static List *list(void *state) { return &((Board *)state)->list; }

static bool matches(void *state, size_t i, const char *text) {
  const Board *board = state;
  const Standing *standing;
  const NotRanked *not_ranked;
  const Applicant *applicant = &board->session->cycle->applicants[row_of(board, i, &standing, &not_ranked)];
  return strstr(applicant->id, text) || strstr(applicant->name, text) || strstr(applicant->class_id, text);
}

static void board_close(void *state) { ranking_free(((Board *)state)->ranking); }

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
};
