/* screen_ranking_draw.c: the rows of the ranking. */
#include "reports/report_ranking.h"
#include "tui/columns.h"
#include "tui/screen_ranking.h"

#include <glib/gi18n.h>
#include <limits.h>
#include <string.h>

static const ListColumn columns[] = {
    {N_("Rank"), 5, true, 0, 0},
    {N_("Applicant"), 9, false, 0, 0},
    {N_("Name"), 0, false, 0, 0},
    {N_("Total"), 8, true, 0, 0},
    {"%", 6, true, 72, 0},
    {N_("Tier"), 20, false, 48, 0},
    {N_("Remark"), 0, false, 110, 0},
};
enum { COLUMNS = G_N_ELEMENTS(columns), TOTAL = 3, TIER = 5 };

static const char *remark_on(const Standing *standing) {
  if (standing->contested) return _("place contested");
  if (standing->placed) return _("place given by decision");
  if (standing->reserve > 0) return _("place kept for some");
  if (standing->tied) return _("shares its rank");
  return standing->decided_by_tie_key ? _("told apart by a tie key") : "";
}

/* The column of tiers is as wide as what may stand there, and the name has what is left. */
static void fit(const Board *board, ListColumn ret_columns[COLUMNS]) {
  const Rules *rules = board->session->rules;
  size_t width = MAX(text_cells(_("Tier")), text_cells(_("contested")));
  memcpy(ret_columns, columns, sizeof columns);
  for (size_t t = 0; t < rules->n_tiers; t++) {
    width = MAX(width, text_cells(session_tier(board->session, &rules->tiers[t])));
    if (rules->tiers[t].has_floor) width = MAX(width, text_cells(_("below the floor")));
  }
  ret_columns[TIER].width = MIN((int)width, columns[TIER].width);
}

static void draw_standing(Tui *tui, const Board *board, const BoardRow *row, Area place, bool focused) {
  const Standing *standing = row->standing;
  const Applicant *applicant = &board->session->cycle->applicants[standing->applicant];
  char rank[16], total[RATIO_BUF] = "", percent[RATIO_BUF] = "";
  const char *tier = standing->tier                    ? session_tier(board->session, standing->tier)
                     : standing->floor == FLOOR_MISSED ? _("below the floor")
                                                       : "";
  g_snprintf(rank, sizeof rank, "%s%u", standing->tied ? "=" : "", standing->rank);
  ratio_put_decimal(total, *standing->total, 2);
  if (!ratio_is_zero(*standing->max)) ratio_put_decimal(percent, ratio_percent(*standing->total, *standing->max), 2);
  if (standing->contested) tier = _("contested");
  const char *cells[COLUMNS] = {rank, applicant->id, applicant->name, total, percent, tier, remark_on(standing)};
  Style style = standing->tier ? STYLE_STRONG : STYLE_PLAIN;
  Style styles[COLUMNS] = {style, style, style, style, style, style, STYLE_PLAIN};
  if (!standing->tier) styles[5] = standing->contested ? STYLE_WARN : STYLE_FAINT;
  ListColumn fitted[COLUMNS];
  fit(board, fitted);
  columns_styled(tui_term(tui), place, fitted, COLUMNS, cells, styles, focused);
}

char *vacancy_words(const Session *session, const Vacancy *vacancy) {
  g_autofree char *places =
      g_strdup_printf(ngettext("%s: %u place open, %s", "%s: %u places open, %s", vacancy->places),
                      session_tier(session, vacancy->tier), vacancy->places, ranking_vacancy_words(vacancy));
  if (!vacancy->rolled_to) return g_steal_pointer(&places);
  return g_strdup_printf(_("%s; it goes to %s"), places, session_tier(session, vacancy->rolled_to));
}

/* Over the columns from the name on. */
static void draw_vacancy(Tui *tui, const Board *board, const Vacancy *vacancy, Area place, bool focused) {
  Term *term = tui_term(tui);
  g_autofree char *words = vacancy_words(board->session, vacancy);
  Style style = focused ? STYLE_SELECTED : STYLE_WARN;
  if (focused) term_fill(term, place.row, place.col, place.cols, style, ">");
  int col = place.col + 2 + columns[0].width + 1 + columns[1].width + 1;
  term_put_right(term, place.row, place.col + 2, columns[0].width, style, "-");
  term_put(term, place.row, col, place.col + place.cols - col, style, words);
}

char *not_ranked_words(const Session *session, const NotRanked *not_ranked) {
  const ReportInput input = {.lang = session->lang, .award = &session->award, .cycle = session->cycle};
  return ranking_not_ranked_words(&input, not_ranked);
}

static void draw_not_ranked(Tui *tui, const Board *board, const NotRanked *not_ranked, Area place, bool focused) {
  const Applicant *applicant = &board->session->cycle->applicants[not_ranked->applicant];
  g_autofree char *why = not_ranked_words(board->session, not_ranked);
  const char *cells[COLUMNS] = {"-", applicant->id, applicant->name, "", "", why, ""};
  ListColumn told[COLUMNS]; /* where others have figures there is room for the reason */
  memcpy(told, columns, sizeof columns);
  for (size_t c = TOTAL; c < TIER; c++) {
    if (place.cols >= told[c].from) told[TIER].width += told[c].width + 1;
    told[c].from = INT_MAX;
  }
  columns_row(tui_term(tui), place, told, COLUMNS, cells, STYLE_PLAIN, focused);
}

static void draw_row(Tui *tui, void *state, size_t i, Area place, bool focused) {
  const Board *board = state;
  const BoardRow *row = board_row(board, i);
  switch (row->kind) {
  case BOARD_HEADING: columns_heading(tui_term(tui), place, row->title); break;
  case BOARD_STANDING: draw_standing(tui, board, row, place, focused); break;
  case BOARD_VACANCY: draw_vacancy(tui, board, row->vacancy, place, focused); break;
  case BOARD_NOT_RANKED: draw_not_ranked(tui, board, row->not_ranked, place, focused); break;
  }
}

void board_draw(Tui *tui, void *state, Area area) {
  Board *board = state;
  ListColumn fitted[COLUMNS];
  fit(board, fitted);
  columns_head(tui_term(tui), area, fitted, COLUMNS);
  if (board->list.n == 0)
    term_put(tui_term(tui), area.row + 1, 2, area.cols - 2, STYLE_FAINT, _("Nobody is ranked yet."));
  list_draw(&board->list, tui, (Area){area.row + 1, area.col, area.rows - 1, area.cols}, draw_row, state);
}
