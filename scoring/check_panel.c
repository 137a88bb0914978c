/* check_panel.c: one pass over a panel's marks for all checks: results per item, sums per scorebook, departures, residuals.
 *
 * A panel nothing is doubtful about costs no allocation. */
#include "scoring/check_layout.h"

#include <math.h>
#include <string.h>

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
  Laid *laid = panel_layout_items(layout, subject->stage, subject->criteria);
  panel_layout_make_room(layout, laid, panel->n);
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
