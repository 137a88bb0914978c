/* screen_matrix.h: private to the files of the matrix: item by assessor for one applicant, who stands apart from the
 * panel's middle, and what wants talk. */
#ifndef ACCOLADE_SCREEN_MATRIX_H
#define ACCOLADE_SCREEN_MATRIX_H

#include "tui/list.h"
#include "tui/panel_view.h"

typedef struct Matrix {
  List list;
  PanelView view;
  size_t *rows; /* item numbers as shown */
  size_t first; /* first assessor shown */
  bool by_range, only_talk;
} Matrix;

void matrix_draw(Tui *tui, void *state, Area area);

#endif
