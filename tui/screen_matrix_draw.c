/* screen_matrix_draw.c: left the item with range, median and mean, or what is agreed; right of it one column per assessor,
 * as many as fit. */
#include "tui/screen_matrix.h"

#include <glib/gi18n.h>

enum {
  CODE = 7,
  FIGURE = 6,
  MARK = 5,
  BOOK = 9,
  AGREED = 7,
  LEAST_TITLE = 8,
  MOST_TITLE = 48,
  WITH_TITLE = 60,
  WITH_MEAN = 76,
  LEGEND_ROWS = 12
};

/* -- layout -------------------------------------------------------------------------------------------- */

typedef struct Layout { /* in cells */
  int title, figures, books_at;
  size_t n_books;    /* columns that fit */
  bool mean, agreed; /* agreed: shown in the place of the mean */
} Layout;

static Layout layout_of(const Matrix *matrix, Area area) {
  Layout layout = {.mean = area.cols >= WITH_MEAN, .agreed = matrix->view.panel->agreed != NULL};
  if (layout.agreed) layout.mean = false;
  layout.figures = FIGURE + 3 + FIGURE + 1 + (layout.mean ? FIGURE + 1 : 0) + (layout.agreed ? AGREED + 1 : 0);
  int fixed = 2 + CODE + 1 + layout.figures, wanted = (int)matrix->view.panel->n * BOOK;
  int left = area.cols - fixed;
  if (area.cols >= WITH_TITLE) layout.title = CLAMP(left - wanted - 1, LEAST_TITLE, MOST_TITLE);
  layout.books_at = area.col + fixed + layout.title + (layout.title ? 1 : 0);
  layout.n_books = (size_t)MAX((area.cols - layout.books_at) / BOOK, 1);
  return layout;
}

static void draw_names(Tui *tui, const Matrix *matrix, Area area, const Layout *layout) {
  Term *term = tui_term(tui);
  const PanelView *view = &matrix->view;
  int end = area.col + area.cols - 1;
  for (size_t i = 0; i < layout->n_books && matrix->first + i < view->panel->n; i++) {
    const Scorebook *book = &view->panel->books[matrix->first + i];
    g_autofree char *name =
        g_strdup_printf("%s%s", book->lead ? "*" : " ", view->session->cycle->assessors[book->assessor].id);
    term_put(term, area.row, layout->books_at + (int)i * BOOK, BOOK - 1, STYLE_TITLE, name);
  }
  if (matrix->first > 0) term_put(term, area.row, layout->books_at - 1, 1, STYLE_STRONG, "<");
  if (matrix->first + layout->n_books < view->panel->n) term_put(term, area.row, end, 1, STYLE_STRONG, ">");
}

static void draw_head(Tui *tui, const Matrix *matrix, Area area) {
  Term *term = tui_term(tui);
  Layout layout = layout_of(matrix, area);
  int col = area.col + 2;
  term_put(term, area.row, col, CODE, STYLE_TITLE, _("Item"));
  col += CODE + 1;
  if (layout.title) col += layout.title + 1;
  term_put_right(term, area.row, col, FIGURE - 1, STYLE_TITLE, _("Range"));
  col += FIGURE + 3;
  term_put_right(term, area.row, col, FIGURE, STYLE_TITLE, _("Median"));
  if (layout.mean) term_put_right(term, area.row, col + FIGURE + 1, FIGURE, STYLE_TITLE, _("Mean"));
  if (layout.agreed) term_put_right(term, area.row, col + FIGURE + 1, AGREED, STYLE_TITLE, _("Agreed"));
  if (!layout.title) term_hide(term, _("titles"));
  draw_names(tui, matrix, area, &layout);
}

static void draw_books(Tui *tui, const Matrix *matrix, const Disagreement *row, Area place, bool focused) {
  Layout layout = layout_of(matrix, place);
  Term *term = tui_term(tui);
  char text[32];
  for (size_t i = 0; i < layout.n_books && matrix->first + i < matrix->view.panel->n; i++) {
    size_t book = matrix->first + i;
    int step = disagreement_step(matrix->view.among, row, book), col = layout.books_at + (int)i * BOOK;
    Style style = row->item.results[book] < 0 ? STYLE_FAINT : panel_view_style(step);
    if (focused) style = STYLE_SELECTED;
    panel_view_put(text, sizeof text, &row->item, row->item.results[book]);
    term_put_right(term, place.row, col, MARK, style, text);
    term_put(term, place.row, col + MARK + 1, 2, style, panel_view_sign(step));
  }
}

/* What the panel agreed on, once every part of the item is agreed. */
static void draw_agreed(Tui *tui, const Matrix *matrix, const Disagreement *row, Area place, Style style) {
  const Mark *agreed = matrix->view.panel->agreed + (row->item.node ? row->item.node->cell : 0);
  int64_t result = row->item.rubric ? rubric_result(row->item.rubric, agreed) : agreed[0];
  char text[32];
  if (result == MARK_BLANK) return;
  panel_view_put(text, sizeof text, &row->item, result);
  term_put_right(tui_term(tui), place.row, place.col, place.cols, style == STYLE_PLAIN ? STYLE_GOOD : style, text);
}

static void draw_row(Tui *tui, void *state, size_t i, Area place, bool focused) {
  const Matrix *matrix = state;
  const Disagreement *row = &matrix->view.among->items[matrix->rows[i]];
  Layout layout = layout_of(matrix, place);
  Term *term = tui_term(tui);
  Style style = focused ? STYLE_SELECTED : STYLE_PLAIN;
  Style talk = focused ? STYLE_SELECTED : panel_view_style((int)row->talk);
  char range[32] = "", median[32] = "", mean[32] = "";
  int col = place.col + 2;
  if (focused) term_fill(term, place.row, place.col, place.cols, style, ">");
  if (row->item.n > 0) {
    panel_view_figure(range, sizeof range, row->range);
    panel_view_figure(median, sizeof median, row->median);
    panel_view_figure(mean, sizeof mean, row->mean);
  }
  term_put(term, place.row, col, CODE, style, row->item.code);
  col += CODE + 1;
  if (layout.title)
    term_put(term, place.row, col, layout.title, style, text_in(&row->title, matrix->view.session->lang));
  if (layout.title) col += layout.title + 1;
  term_put_right(term, place.row, col, FIGURE - 1, talk, range);
  term_put(term, place.row, col + FIGURE, 2, talk, panel_view_talk(row->talk));
  col += FIGURE + 3;
  term_put_right(term, place.row, col, FIGURE, style, median);
  if (layout.mean) term_put_right(term, place.row, col + FIGURE + 1, FIGURE, style, mean);
  if (layout.agreed) draw_agreed(tui, matrix, row, (Area){place.row, col + FIGURE + 1, 1, AGREED}, style);
  draw_books(tui, matrix, row, place, focused);
}

static void draw_legend(Tui *tui, const Matrix *matrix, Area area) {
  g_autofree char *warn = ratio_short(matrix->view.among->warn), *discuss = ratio_short(matrix->view.among->discuss);
  g_autofree char *text = g_strdup_printf(
      _("range: ! from %s %%, !! from %s %%; mark: + - half of that off the median; * leads"), warn, discuss);
  term_put(tui_term(tui), area.row + area.rows - 1, area.col + 2, area.cols - 2, STYLE_FAINT, text);
}

static void draw_empty(Tui *tui, const Matrix *matrix, Area area) {
  const char *words = matrix->view.panel->n == 0 ? _("Nobody has submitted a scorebook here yet.")
                                                 : _("No item wants talk: t shows all of them.");
  term_put(tui_term(tui), area.row + 2, area.col + 2, area.cols - 2, STYLE_FAINT, words);
}

void matrix_draw(Tui *tui, void *state, Area area) {
  Matrix *matrix = state;
  bool legend = area.rows >= LEGEND_ROWS;
  draw_head(tui, matrix, area);
  if (matrix->list.n == 0 || matrix->view.panel->n == 0) draw_empty(tui, matrix, area);
  if (legend) draw_legend(tui, matrix, area);
  if (matrix->view.panel->n == 0) return;
  list_draw(&matrix->list, tui, (Area){area.row + 1, area.col, area.rows - 1 - legend, area.cols}, draw_row, state);
}
