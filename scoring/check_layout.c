/* check_layout.c: room for panels, and the items of each stage and criteria. It grows to that of the largest panel. */
#include "scoring/check_layout.h"

static void free_laid(void *data) {
  Laid *laid = data;
  g_free(laid->items);
  g_free(laid->plain);
  g_free(laid->percent);
  g_free(laid->scatter);
  g_free(laid->furthest);
  g_free(laid->given);
  g_free(laid->room);
  g_free(laid);
}

PanelLayout *panel_layout_new(void) {
  PanelLayout *layout = g_new0(PanelLayout, 1);
  layout->all = g_ptr_array_new_with_free_func(free_laid);
  layout->legal = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  return layout;
}

void panel_layout_free(PanelLayout *layout) {
  if (!layout) return;
  g_ptr_array_unref(layout->all);
  g_hash_table_unref(layout->legal);
  g_free(layout->books);
  g_free(layout->gave);
  g_free(layout->room);
  g_free(layout->results);
  g_free(layout->residuals);
  g_free(layout->marks);
  g_free(layout->rows);
  g_free(layout->cells);
  g_free(layout);
}

static bool *find_legal(const Scale *scale) {
  bool *legal = g_new0(bool, UINT16_MAX + 1);
  for (size_t i = 0; i < scale->n_legal; i++) legal[(uint16_t)scale->legal[i]] = scale->legal[i] >= 0;
  for (int mark = MAX(scale->min, 0); scale->n_legal == 0 && mark <= scale->max; mark++)
    legal[mark] = scale_allows(scale, (Mark)mark);
  legal[(uint16_t)MARK_BLANK] = legal[(uint16_t)MARK_ABSTAINED] = true;
  return legal;
}

static const bool *legal_on(PanelLayout *layout, const Scale *scale) {
  bool *legal = g_hash_table_lookup(layout->legal, scale);
  if (legal) return legal;
  legal = find_legal(scale);
  g_hash_table_insert(layout->legal, (gpointer)scale, legal);
  return legal;
}

Laid *panel_layout_items(PanelLayout *layout, const Stage *stage, const Criteria *criteria) {
  for (guint i = 0; i < layout->all->len; i++) {
    Laid *laid = g_ptr_array_index(layout->all, i);
    if (laid->stage == stage && laid->criteria == criteria) return laid;
  }
  Laid *laid = g_new0(Laid, 1);
  laid->criteria = criteria;
  laid->stage = stage;
  laid->n = check_item_count(stage, criteria);
  laid->items = g_new0(CheckItem, laid->n + 1);
  laid->plain = g_new0(bool, laid->n + 1);
  laid->percent = g_new0(float, laid->n + 1);
  laid->scatter = g_new0(float, laid->n + 1);
  laid->furthest = g_new0(float, laid->n + 1);
  laid->given = g_new0(uint32_t, laid->n + 1);
  laid->room = g_new0(int, laid->n + 1);
  laid->n_cells = stage_cells(stage, criteria);
  for (size_t i = 0; i < laid->n; i++) {
    laid->items[i] = check_item_of(stage, criteria, i);
    laid->items[i].legal = legal_on(layout, laid->items[i].scale);
    laid->plain[i] = check_item_is_plain(&laid->items[i]);
    laid->percent[i] = 100 / (float)laid->items[i].full;
    laid->ranges |= check_item_takes_range(&laid->items[i]);
    laid->ladders |= laid->items[i].rubric && laid->items[i].rubric->combine == COMBINE_LADDER;
  }
  g_ptr_array_add(layout->all, laid);
  return laid;
}

void panel_layout_make_room(PanelLayout *layout, const Laid *laid, size_t n_books) {
  n_books = MAX(n_books, 1);
  layout->stride = (n_books + LANES - 1) / LANES * LANES;
  layout->length = (laid->n_cells + ROW - 1) / ROW * ROW;
  size_t n_results = laid->n * layout->stride, n_marks = layout->length * layout->stride;
  if (layout->room_books < n_books) {
    layout->room_books = layout->stride;
    layout->books = g_renew(CheckBook, layout->books, layout->room_books);
    layout->gave = g_renew(uint32_t, layout->gave, layout->room_books);
    layout->room = g_renew(float, layout->room, layout->room_books);
  }
  if (layout->room_marks < n_marks) {
    layout->room_marks = n_marks;
    layout->rows = g_renew(Mark, layout->rows, n_marks);
    layout->cells = g_renew(EightCells, layout->cells, n_marks / LANES);
  }
  if (layout->room_results >= n_results) return;
  layout->room_results = n_results;
  layout->results = g_renew(int64_t, layout->results, n_results);
  layout->residuals = g_renew(float, layout->residuals, n_results);
  layout->marks = g_renew(EightMarks, layout->marks, n_results / LANES);
}
