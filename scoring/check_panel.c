/* check_panel.c: one pass over a panel's marks for all checks: results per item, sums per scorebook, departures, residuals.
 *
 * A panel nothing is doubtful about costs no allocation. */
#include "scoring/check_panel.h"
#include "scoring/check_eight.h"

#include <math.h>
#include <string.h>

/* -- what is the same for many panels --------------------------------------------------------------------- */

/* The items of one stage under one criteria. */
typedef struct Laid {
  const Criteria *criteria;
  const Stage *stage;
  size_t n, n_cells;
  bool ranges, ladders; /* some item takes a range; is a ladder */
  CheckItem *items;
  bool *plain;    /* per item: check_item_is_plain() */
  float *percent; /* per item: what a result of 1 is, in percent */
  float *scatter; /* per item, as the next */
  float *furthest;
  uint32_t *given;
  int *room;
} Laid;

struct PanelLayout {
  GPtrArray *all;    /* Laid: as many as stages and classes with criteria of their own */
  GHashTable *legal; /* Scale: see CheckItem.legal */
  size_t stride;     /* scorebooks, up to the next eight */
  size_t room_books, room_results;
  CheckBook *books; /* `stride` of them, as the next two */
  uint32_t *gave;
  float *room;
  int64_t *results; /* per item `stride` of them, as the next two */
  float *residuals;
  EightMarks *marks; /* eight by eight scorebooks, item by item */
  size_t room_marks, length;
  Mark *rows; /* `length` marks of every scorebook, see CheckSubject.rows */
  EightCells *cells;
};

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

static Laid *lay_items(PanelLayout *layout, const Stage *stage, const Criteria *criteria) {
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

/* A panel of nobody takes the room of a panel of one, so that every pointer points somewhere. */
static void make_room(PanelLayout *layout, const Laid *laid, size_t n_books) {
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

/* -- one panel -------------------------------------------------------------------------------------------- */

static void fill_book(const Eight *eight, size_t l, CheckBook *book) {
  float n = eight->n[l], compared = eight->compared[l], mean = n > 0 ? eight->sum[l] / n : 0;
  book->n = (size_t)n;
  book->compared = (size_t)compared;
  book->repeats = (size_t)eight->repeats[l];
  book->mean = mean;
  book->variance = n > 0 ? MAX(eight->squares[l] / n - mean * mean, 0) : NAN;
  book->lean = compared > 0 ? eight->lean[l] / compared : 0;
  book->unrest = compared > 2 ? (eight->unrest[l] - eight->furthest[l]) / (compared - 2) : NAN;
}

static void begin_item(CheckItem *item, int64_t *results) {
  item->results = results;
  item->n = 0;
  item->sum = item->high = 0;
  item->low = INT64_MAX;
  item->strange = false;
}

static void lay_rows(const PanelLayout *layout, const Laid *laid, const Panel *panel) {
  for (size_t b = 0; b < layout->stride; b++) {
    Mark *row = layout->rows + b * layout->length;
    size_t n = b < panel->n ? laid->n_cells : 0;
    if (n > 0) memcpy(row, panel->books[b].marks, n * sizeof(Mark));
    for (size_t c = n; c < layout->length; c++) row[c] = MARK_BLANK;
  }
}

/* Items of one mark a scorebook, which most are, are read for eight scorebooks at once. */
static void read_eight(const PanelLayout *layout, Laid *laid, const Panel *panel, size_t first) {
  const EightPlain plain = {.n = laid->n,
                            .items = laid->items,
                            .plain = laid->plain,
                            .percent = laid->percent,
                            .rows = layout->rows + first * layout->length,
                            .n_cells = laid->n_cells,
                            .length = layout->length,
                            .cells = layout->cells,
                            .results = layout->results + first,
                            .stride = layout->stride,
                            .marks = layout->marks + first / LANES * laid->n};
  eight_read_plain(&plain);
  for (size_t i = 0; i < laid->n; i++) {
    int64_t *results = layout->results + i * layout->stride;
    if (laid->plain[i]) continue;
    if (first == 0) check_item_fill(&laid->items[i], panel, results);
    eight_read(&laid->items[i], results + first, MIN(panel->n - first, LANES), &plain.marks[i]);
  }
}

static void lay_eight(const PanelLayout *layout, const Laid *laid, size_t first) {
  const EightItems of = {.n = laid->n,
                         .stride = layout->stride,
                         .items = laid->items,
                         .percent = laid->percent,
                         .residuals = layout->residuals + first,
                         .marks = layout->marks + first / LANES * laid->n,
                         .scatter = laid->scatter,
                         .furthest = laid->furthest};
  Eight eight;
  eight_lay_out(&of, &eight);
  for (size_t l = 0; l < LANES; l++) {
    fill_book(&eight, l, &layout->books[first + l]);
    layout->gave[first + l] = (uint32_t)layout->books[first + l].n;
  }
}

/* What marks in steps of 5 percent scatter by of themselves: 25 / 12. Keeps ratios finite. */
static const float GRAIN = 2.0833f;

static void compare_variances(size_t n_books, CheckBook *books) {
  float sum = 0, n = 0;
  for (size_t b = 0; b < n_books; b++) {
    if (isnan(books[b].variance)) continue;
    sum += books[b].variance;
    n++;
  }
  for (size_t b = 0; b < n_books; b++) {
    float own = books[b].variance;
    books[b].flatness = n > 1 ? (own + GRAIN) / ((sum - own) / (n - 1) + GRAIN) : NAN;
  }
}

static void count_blanks(const CheckItem *item, size_t n_books, CheckBook *books) {
  for (size_t b = 0; b < n_books; b++) books[b].blanks += item->results[b] == MARK_BLANK;
}

static bool is_skipped(const CheckSubject *subject, size_t book) {
  if (subject->books[book].blanks == 0 || subject->stage->combination.blank != BLANK_SKIP_SCOREBOOK) return false;
  for (size_t i = 0; i < subject->n_items; i++) {
    const CheckItem *item = &subject->items[i];
    if ((!item->node || !item->node->advisory) && item->results[book] == MARK_BLANK) return true;
  }
  return false;
}

static size_t find_lead(const Panel *panel) {
  size_t b = 0;
  while (b < panel->n && !panel->books[b].lead) b++;
  return b;
}

/* See CheckSubject.drop. */
static int find_drop(const Combination *how, size_t n) {
  uint32_t drop;
  bool fell_back;
  bool mean = how->blank != BLANK_SKIP_SCOREBOOK && combine_is_mean(how, (uint32_t)n, &drop, &fell_back);
  return mean ? (int)drop : -1;
}

void panel_lay_out(PanelLayout *layout, const Panel *panel, CheckSubject *subject) {
  Laid *laid = lay_items(layout, subject->stage, subject->criteria);
  make_room(layout, laid, panel->n);
  lay_rows(layout, laid, panel);
  for (size_t b = 0; b < layout->stride; b++) layout->books[b] = (CheckBook){0};
  for (size_t i = 0; i < laid->n; i++) {
    begin_item(&laid->items[i], layout->results + i * layout->stride);
    laid->scatter[i] = laid->furthest[i] = 0;
  }
  for (size_t first = 0; first < panel->n; first += LANES) read_eight(layout, laid, panel, first);
  for (size_t first = 0; first < panel->n; first += LANES) lay_eight(layout, laid, first);
  for (size_t i = 0; i < laid->n; i++) {
    CheckItem *item = &laid->items[i];
    if (item->n == 0) item->low = 0;
    if (item->n < 2) laid->scatter[i] = NAN;
    laid->given[i] = (uint32_t)item->n;
    if (item->n < panel->n) count_blanks(item, panel->n, layout->books);
    subject->strange |= item->strange;
  }
  compare_variances(panel->n, layout->books);
  subject->panel = panel;
  subject->lead = find_lead(panel);
  subject->drop = find_drop(&subject->stage->combination, panel->n);
  subject->n_items = laid->n;
  subject->ranges = laid->ranges;
  subject->ladders = laid->ladders;
  subject->items = laid->items;
  subject->rows = layout->rows;
  subject->row_length = layout->length;
  subject->residuals = layout->residuals;
  subject->stride = layout->stride;
  subject->scatter = laid->scatter;
  subject->furthest = laid->furthest;
  subject->given = laid->given;
  subject->books = layout->books;
  subject->gave = layout->gave;
  subject->room = layout->room;
  subject->item_room = laid->room;
  for (size_t b = 0; b < panel->n; b++) layout->books[b].skipped = is_skipped(subject, b);
}
