/* columns.c: one layout for every list. */
#include "tui/columns.h"

#include <glib/gi18n.h>

/* Cells for a column that takes the rest. */
static int rest_width(const ListColumn *columns, size_t n, int cells) {
  int left = cells - 2, shares = 0;
  for (size_t i = 0; i < n; i++) {
    if (columns[i].from > cells) continue;
    left -= columns[i].width + 1;
    shares += columns[i].width == 0;
  }
  return shares ? MAX(left / shares, 4) : 0;
}

void columns_row(Term *term, Area area, const ListColumn *columns, size_t n, const char *const *cells, Style style,
                 bool selected) {
  int rest = rest_width(columns, n, area.cols), col = area.col + 2, end = area.col + area.cols;
  if (selected) {
    style = STYLE_SELECTED;
    term_fill(term, area.row, area.col, area.cols, style, ">");
  }
  for (size_t i = 0; i < n && col < end; i++) {
    if (columns[i].from > area.cols) continue;
    int width = columns[i].width ? columns[i].width : rest;
    if (width > end - col) width = end - col;
    if (columns[i].right)
      term_put_right(term, area.row, col, width, style, cells[i]);
    else
      term_put(term, area.row, col, width, style, cells[i]);
    col += width + 1;
  }
}

void columns_head(Term *term, Area area, const ListColumn *columns, size_t n) {
  g_autofree const char **titles = g_new(const char *, n);
  for (size_t i = 0; i < n; i++) {
    titles[i] = _(columns[i].title);
    if (columns[i].from > area.cols) term_hide(term, titles[i]);
  }
  columns_row(term, area, columns, n, titles, STYLE_TITLE, false);
}
