/* columns.c: one layout for every list. */
#include "tui/columns.h"
#include "reports/times.h"

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

enum { NAME_MOST = 42, EXTRA_FROM = 101 };

/* The last column shown may take all there is. */
static int column_width(const ListColumn *columns, size_t n, size_t i, int rest, int cells) {
  if (columns[i].width) return columns[i].width;
  for (size_t after = i + 1; after < n; after++)
    if (columns[after].from <= cells) return MIN(rest, columns[i].most ? columns[i].most : NAME_MOST);
  return rest;
}

void columns_styled(Term *term, Area area, const ListColumn *columns, size_t n, const char *const *cells,
                    const Style *styles, bool selected) {
  int rest = rest_width(columns, n, area.cols), col = area.col + 2, end = area.col + area.cols;
  if (selected) term_fill(term, area.row, area.col, area.cols, STYLE_SELECTED, ">");
  for (size_t i = 0; i < n && col < end; i++) {
    if (columns[i].from > area.cols) continue;
    int width = MIN(column_width(columns, n, i, rest, area.cols), end - col);
    Style style = selected ? STYLE_SELECTED : styles[i];
    if (columns[i].right)
      term_put_right(term, area.row, col, width, style, cells[i]);
    else
      term_put(term, area.row, col, width, style, cells[i]);
    col += width + 1;
  }
}

void columns_row(Term *term, Area area, const ListColumn *columns, size_t n, const char *const *cells, Style style,
                 bool selected) {
  g_autofree Style *styles = g_new(Style, n);
  for (size_t i = 0; i < n; i++) styles[i] = style;
  columns_styled(term, area, columns, n, cells, styles, selected);
}

void columns_heading(Term *term, Area area, const char *text) {
  term_put(term, area.row, area.col + 2, area.cols - 2, STYLE_TITLE, text);
}

void columns_head(Term *term, Area area, const ListColumn *columns, size_t n) {
  g_autofree const char **titles = g_new(const char *, n);
  for (size_t i = 0; i < n; i++) {
    titles[i] = _(columns[i].title ? columns[i].title : time_title());
    if (columns[i].from > area.cols && columns[i].from < EXTRA_FROM) term_hide(term, titles[i]);
  }
  columns_row(term, area, columns, n, titles, STYLE_TITLE, false);
}
