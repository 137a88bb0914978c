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
  int sorted;   /* -1: in the order of the criteria; else by that Spread */
  bool only_talk;
} Matrix;

void matrix_draw(Tui *tui, void *state, Area area);

#endif
