/* screen_matrix_draw.c: left the item with its spread; right of it one column per assessor, as many as fit; below the
 * focused item whole. Every assessor comes first, then the item's title, then more figures. */
#include "reports/cells.h"
#include "tui/screen_matrix.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

enum {
  FIGURE = 6,
  MARK = 5,
  LEAST_BOOK = 8,
  MOST_BOOK = 11,
  AGREED = 7,
  LEAST_TITLE = 10,
  MOST_TITLE = 44,
  WITH_TITLE = 56,
  WITH_DETAIL = 12,
  DETAIL = 3
};

/* -- layout -------------------------------------------------------------------------------------------- */

typedef struct Layout {           /* in cells */
  int code, title, book, figures; /* title 0: not shown; figures: of range, median, deviation, mean, agreed */
  int books_at;
  size_t n_books;               /* columns that fit */
  bool deviation, mean, agreed; /* what is shown besides range and median */
} Layout;

static int longest_code(const Matrix *matrix) {
  size_t longest = 4;
  for (size_t i = 0; i < matrix->view.among->n; i++)
    longest = MAX(longest, strlen(matrix->view.among->items[i].item.code));
  return (int)MIN(longest, 12);
}

static int book_width(const Matrix *matrix) {
  const PanelView *view = &matrix->view;
  size_t longest = 0;
  for (size_t i = 0; i < view->panel->n; i++)
    longest = MAX(longest, text_cells(view->session->cycle->assessors[view->panel->books[i].assessor].id));
  return CLAMP((int)longest + 2, LEAST_BOOK, MOST_BOOK);
}

static Layout layout_of(const Matrix *matrix, Area area) {
  Layout layout = {.code = longest_code(matrix), .book = book_width(matrix)};
  layout.agreed = matrix->view.panel->agreed != NULL;
  layout.figures = FIGURE + 2 + FIGURE + 1 + (layout.agreed ? AGREED + 1 : 0);
  int books = (int)matrix->view.panel->n * layout.book;
  int left = area.cols - 2 - layout.code - 1 - layout.figures - books;
  if (area.cols >= WITH_TITLE) layout.title = CLAMP(left - 1, LEAST_TITLE, MOST_TITLE);
  layout.deviation = left - 1 - MOST_TITLE / 2 >= FIGURE + 1;
  layout.mean = left - 1 - MOST_TITLE / 2 >= 2 * (FIGURE + 1);
  layout.figures += (layout.deviation + layout.mean) * (FIGURE + 1);
  left -= (layout.deviation + layout.mean) * (FIGURE + 1);
  if (layout.title) layout.title = CLAMP(left - 1, LEAST_TITLE, MOST_TITLE);
  layout.books_at = area.col + 2 + layout.code + 1 + layout.figures + layout.title + (layout.title ? 1 : 0);
  layout.n_books = (size_t)MAX((area.cols - layout.books_at) / layout.book, 1);
  return layout;
}

/* -- figures ------------------------------------------------------------------------------------------- */

static void put_deviation(char *buf, size_t size, Ratio variance) {
  g_snprintf(buf, size, "%.1f", sqrt((double)variance.num / (double)variance.den));
}

/* What the panel agreed on, once every part of the item is agreed; "" before. */
static void put_agreed(char *buf, size_t size, const Matrix *matrix, const Disagreement *row) {
  const Mark *agreed = matrix->view.panel->agreed + (row->item.node ? row->item.node->cell : 0);
  int64_t result = row->item.rubric ? rubric_result(row->item.rubric, agreed) : agreed[0];
  *buf = '\0';
  if (result != MARK_BLANK) panel_view_put(buf, size, &row->item, result);
}

typedef struct Figures {
  char range[32], median[32], deviation[32], mean[32], agreed[32];
} Figures;

static Figures figures_of(const Matrix *matrix, const Disagreement *row) {
  Figures figures = {"", "", "", "", ""};
  if (row->item.n > 0) {
    panel_view_figure(figures.range, sizeof figures.range, row->range);
    panel_view_figure(figures.median, sizeof figures.median, row->median);
    panel_view_figure(figures.mean, sizeof figures.mean, row->mean);
    put_deviation(figures.deviation, sizeof figures.deviation, row->variance);
  }
  if (matrix->view.panel->agreed) put_agreed(figures.agreed, sizeof figures.agreed, matrix, row);
  return figures;
}

/* The figures' columns from `col` on, with these styles for range and the others. */
static void draw_figures(Term *term, const Layout *layout, int row, int col, const char *const *texts,
                         const Style *styles) {
  const bool shown[] = {true, true, layout->deviation, layout->mean, layout->agreed};
  for (size_t i = 0; i < G_N_ELEMENTS(shown); i++) {
    int width = i == 4 ? AGREED : FIGURE;
    if (!shown[i]) continue;
    term_put_right(term, row, col, width, styles[i], texts[i]);
    col += width + (i == 0 ? 2 : 1);
  }
}

/* -- head ---------------------------------------------------------------------------------------------------- */

static void draw_names(Tui *tui, const Matrix *matrix, Area area, const Layout *layout) {
  Term *term = tui_term(tui);
  const PanelView *view = &matrix->view;
  for (size_t i = 0; i < layout->n_books && matrix->first + i < view->panel->n; i++) {
    const Scorebook *book = &view->panel->books[matrix->first + i];
    g_autofree char *name =
        g_strdup_printf("%s%s", book->lead ? "*" : "", view->session->cycle->assessors[book->assessor].id);
    term_put_right(term, area.row, layout->books_at + (int)i * layout->book, layout->book - 3, STYLE_TITLE, name);
  }
  if (matrix->first > 0) term_put(term, area.row, layout->books_at - 1, 1, STYLE_STRONG, "<");
  size_t after = matrix->first + layout->n_books;
  if (after >= view->panel->n) return;
  term_put(term, area.row, area.col + area.cols - 1, 1, STYLE_STRONG, ">");
  g_autofree char *more = g_strdup_printf(_("%zu more (l)"), view->panel->n - after);
  term_hide(term, more);
}

static void draw_head(Tui *tui, const Matrix *matrix, Area area) {
  Term *term = tui_term(tui);
  Layout layout = layout_of(matrix, area);
  int col = area.col + 2 + layout.code + 1 + (layout.title ? layout.title + 1 : 0);
  const char *titles[] = {_("Range"), _("Median"), _("SD"), _("Mean"), _("Agreed")};
  const Style styles[] = {STYLE_TITLE, STYLE_TITLE, STYLE_TITLE, STYLE_TITLE, STYLE_TITLE};
  term_put(term, area.row, area.col + 2, col - area.col - 3, STYLE_TITLE, _("Item"));
  draw_figures(term, &layout, area.row, col, titles, styles);
  if (!layout.title) term_hide(term, _("titles"));
  draw_names(tui, matrix, area, &layout);
}

/* -- rows ------------------------------------------------------------------------------------------------------- */

static void draw_books(Tui *tui, const Matrix *matrix, const Disagreement *row, Area place, const Layout *layout,
                       bool focused) {
  Term *term = tui_term(tui);
  char text[32];
  for (size_t i = 0; i < layout->n_books && matrix->first + i < matrix->view.panel->n; i++) {
    size_t book = matrix->first + i;
    int step = disagreement_step(matrix->view.among, row, book), col = layout->books_at + (int)i * layout->book;
    Style style = row->item.results[book] < 0 ? STYLE_FAINT : panel_view_style(step);
    if (focused) style = STYLE_SELECTED;
    panel_view_put(text, sizeof text, &row->item, row->item.results[book]);
    term_put_right(term, place.row, col, layout->book - 3, style, text);
    term_put(term, place.row, col + layout->book - 3, 2, style, panel_view_sign(step));
  }
}

static void draw_row(Tui *tui, void *state, size_t i, Area place, bool focused) {
  const Matrix *matrix = state;
  const Disagreement *row = &matrix->view.among->items[matrix->rows[i]];
  Layout layout = layout_of(matrix, place);
  Term *term = tui_term(tui);
  Style style = focused ? STYLE_SELECTED : STYLE_PLAIN;
  Style talk = focused ? STYLE_SELECTED : panel_view_style((int)row->talk);
  Figures figures = figures_of(matrix, row);
  int col = place.col + 2;
  if (focused) term_fill(term, place.row, place.col, place.cols, style, ">");
  term_put(term, place.row, col, layout.code, style, row->item.code);
  col += layout.code + 1;
  if (layout.title) {
    term_put(term, place.row, col, layout.title, style, text_in(&row->title, matrix->view.session->lang));
    col += layout.title + 1;
  }
  const char *texts[] = {figures.range, figures.median, figures.deviation, figures.mean, figures.agreed};
  const Style styles[] = {talk, style, style, style, focused ? style : STYLE_GOOD};
  draw_figures(term, &layout, place.row, col, texts, styles);
  term_put(term, place.row, col + FIGURE, 2, talk, panel_view_talk(row->talk));
  draw_books(tui, matrix, row, place, &layout, focused);
}

/* -- the focused item, and what the signs mean ---------------------------------------------------------------------- */

static char *focus_words(const Matrix *matrix, const Disagreement *row) {
  Figures figures = figures_of(matrix, row);
  char mad[32];
  panel_view_figure(mad, sizeof mad, row->mad);
  const char *title = text_in(&row->title, matrix->view.session->lang);
  g_autofree char *numbers = g_strdup_printf(_("range %s  median %s  mean %s  SD %s  MAD %s"), figures.range,
                                             figures.median, figures.mean, figures.deviation, mad);
  return g_strdup_printf(_("%s %s: %s"), row->item.code, title, row->item.n ? numbers : _("no marks"));
}

static void draw_detail(Tui *tui, const Matrix *matrix, Area area) {
  Term *term = tui_term(tui);
  g_autofree char *warn = ratio_short(matrix->view.among->warn), *discuss = ratio_short(matrix->view.among->discuss);
  g_autofree char *legend =
      g_strdup_printf(_("! range from %s %%, !! from %s %%; + - half of that off the median; * leads"), warn, discuss);
  term_line(term, area.row, area.col, area.cols);
  if (matrix->list.n) {
    g_autofree char *words = focus_words(matrix, &matrix->view.among->items[matrix->rows[matrix->list.at]]);
    term_put(term, area.row + 1, area.col + 1, area.cols - 2, STYLE_STRONG, words);
  }
  term_put(term, area.row + 2, area.col + 1, area.cols - 2, STYLE_FAINT, legend);
}

static void draw_empty(Tui *tui, const Matrix *matrix, Area area) {
  const char *words = matrix->view.panel->n == 0 ? _("Nobody has submitted a scorebook here yet.")
                                                 : _("No item wants talk: t shows all of them.");
  term_put(tui_term(tui), area.row + 1, area.col + 2, area.cols - 2, STYLE_FAINT, words);
  term_cursor(tui_term(tui), area.row + 1, area.col);
}

void matrix_draw(Tui *tui, void *state, Area area) {
  Matrix *matrix = state;
  int detail = area.rows >= WITH_DETAIL ? DETAIL : 0;
  draw_head(tui, matrix, area);
  if (detail && matrix->view.panel->n > 0)
    draw_detail(tui, matrix, (Area){area.row + area.rows - detail, area.col, detail, area.cols});
  if (matrix->list.n == 0 || matrix->view.panel->n == 0) {
    draw_empty(tui, matrix, area);
    return;
  }
  list_draw(&matrix->list, tui, (Area){area.row + 1, area.col, area.rows - 1 - detail, area.cols}, draw_row, state);
}
