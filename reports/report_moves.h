/* report_moves.h: what moved from the independent marks to what counts, item by item, with who proposed it and why. */
#ifndef ACCOLADE_REPORT_MOVES_H
#define ACCOLADE_REPORT_MOVES_H

#include "reports/report.h"
#include "scoring/movement.h"

/* An item, or a stage's one figure, that the panel agreed on or that moved. */
typedef struct MovedRow {
  const Stage *stage;
  const char *code, *title;
  Cell before, agreed, after;                /* on the item's scale; CELL_NONE: no number */
  Ratio from, to, moved;                     /* the stage's points */
  char *codes, *words, *proposers, *reasons; /* of all its parts, each told once; words are the codes' titles */
} MovedRow;

/* Of Movement: one per stage at which a scorebook of the input's applicant counts; gates have none. */
GPtrArray *report_moves(const ReportInput *input);
/* Of MovedRow: the rows of one of these, or of all (NULL). Borrows from the input and its award, not from the moves. */
GPtrArray *report_moved_rows(const ReportInput *input, const GPtrArray *moves, const Movement *only);

#endif
