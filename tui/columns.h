/* columns.h: rows of a list in columns: widths in cells, one that takes the rest, some that go first when it is narrow. */
#ifndef ACCOLADE_COLUMNS_H
#define ACCOLADE_COLUMNS_H

#include "tui/term.h"

typedef struct ListColumn {
  const char *title; /* N_(); NULL: the times of the record (reports/times.h) */
  int width;         /* cells; 0: shares what is left */
  bool right;
  int from; /* shown when the area has at least this many cells; above 100 it is an extra that nobody misses */
  int most; /* cells that one with width 0 takes at most before other columns; 0: 42, so that a name is not torn from them */
} ListColumn;

/* One row: cells[i] belongs to columns[i]; selected rows are reversed over the whole width and begin with ">". */
void columns_row(Term *term, Area area, const ListColumn *columns, size_t n, const char *const *cells, Style style,
                 bool selected);
/* Likewise with a style for each cell. */
void columns_styled(Term *term, Area area, const ListColumn *columns, size_t n, const char *const *cells,
                    const Style *styles, bool selected);
/* A row that stands over others. */
void columns_heading(Term *term, Area area, const char *text);
void columns_head(Term *term, Area area, const ListColumn *columns, size_t n);

#endif
