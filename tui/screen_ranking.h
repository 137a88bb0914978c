/* screen_ranking.h: private to the files of the ranking screen. */
#ifndef ACCOLADE_SCREEN_RANKING_H
#define ACCOLADE_SCREEN_RANKING_H

#include "tui/list.h"

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
  bool is_final;
  GArray *rows; /* BoardRow */
  bool *headings;
} Board;

static inline const BoardRow *board_row(const Board *board, size_t i) {
  return &g_array_index(board->rows, BoardRow, i);
}

void board_draw(Tui *tui, void *state, Area area);
/* Why somebody is not ranked: the cause, the stage where it ended, and the ground on record. Caller frees. */
char *not_ranked_words(const Session *session, const NotRanked *not_ranked);
/* "First prize: 1 place open, nobody ranked is left; it goes to Second prize". Caller frees. */
char *vacancy_words(const Session *session, const Vacancy *vacancy);

#endif
