/* item_combine.c: which scorebooks of a panel count, and one combined figure per item out of their marks. Where all
 * items are plain cells, sums are taken over all items at once; an item with a state, or a way of combining that
 * needs the marks in order, is done by itself. */
#include "scoring/consensus.h"
#include "scoring/scoresheet_parts.h"

#include <string.h>

/* -- which scorebooks ----------------------------------------------------------------------------- */

static bool is_blank_somewhere(const ScoreScratch *scratch, const Scorebook *book) {
  const Criteria *criteria = scratch->criteria;
  for (size_t i = 0; i < criteria->n_items; i++) {
    if (!scratch->counts[i]) continue;
    const Node *item = criteria->items[i];
    for (size_t c = 0; c < item->rubric->n_cells; c++)
      if (book->marks[item->cell + c] == MARK_BLANK) return true;
  }
  return false;
}

static void make_room(ScoreScratch *scratch, size_t n) {
  if (scratch->room > 0 && n <= scratch->room) return;
  scratch->room = MAX(n, 16);
  scratch->books = g_renew(const Scorebook *, scratch->books, scratch->room);
  scratch->results = g_renew(int64_t, scratch->results, scratch->room);
  scratch->totals = g_renew(Ratio, scratch->totals, scratch->room);
  scratch->sums = g_renew(int128_t, scratch->sums, scratch->room + 1);
}

void figures_take(ScoreScratch *scratch, const Panel *panel, BlankPolicy blank) {
  make_room(scratch, panel->n);
  scratch->n_books = 0;
  size_t lead = G_MAXSIZE;
  for (size_t i = 0; i < panel->n; i++) {
    if (blank == BLANK_SKIP_SCOREBOOK && is_blank_somewhere(scratch, &panel->books[i])) continue;
    if (panel->books[i].lead && lead == G_MAXSIZE) lead = scratch->n_books;
    scratch->books[scratch->n_books++] = &panel->books[i];
  }
  scratch->lead = MIN(lead, scratch->n_books);
}

void figures_take_agreed(ScoreScratch *scratch, const Panel *panel, size_t n_cells) {
  size_t base = scratch->n_books == 1 ? 0 : scratch->lead;
  bool over = base < scratch->n_books;
  if (over) scratch->agreed_book = *scratch->books[base];
  if (!over) scratch->agreed_book = (Scorebook){.applicant = panel->applicant, .stage = panel->stage};
  consensus_over(panel, over ? scratch->agreed_book.marks : NULL, 0, n_cells, scratch->agreed);
  scratch->agreed_book.marks = scratch->agreed;
  if (!over) make_room(scratch, ++scratch->n_books);
  scratch->books[over ? base : scratch->n_books - 1] = &scratch->agreed_book;
  scratch->lead = over ? base : scratch->n_books - 1;
}

/* -- one figure per item --------------------------------------------------------------------------- */

static void collect_results(ScoreScratch *scratch, const Node *item) {
  const Rubric *rubric = item->rubric;
  bool plain = rubric->n_cells == 1 && rubric->den == 1 && rubric->combine != COMBINE_LADDER;
  for (size_t b = 0; b < scratch->n_books; b++) {
    const Mark *cells = scratch->books[b]->marks + item->cell;
    scratch->results[b] = plain ? *cells : rubric_result(rubric, cells);
  }
}

static inline void add_eight(Column *column, const Mark *marks) {
  for (size_t i = 0; i < COLUMN_ITEMS; i++) {
    column->sum[i] += marks[i];
    column->low[i] = MIN(column->low[i], marks[i]);
    column->high[i] = MAX(column->high[i], marks[i]);
  }
}

/* Adds the marks of n <= 8 items up over all scorebooks. */
static Column add_column(const ScoreScratch *scratch, size_t first, size_t n) {
  Column column = {{0}, {0}, {0}};
  Mark last[COLUMN_ITEMS] = {0};
  for (size_t i = 0; i < COLUMN_ITEMS; i++) column.low[i] = G_MAXINT16;
  for (size_t b = 0; b < scratch->n_books; b++) {
    const Mark *marks = scratch->books[b]->marks + first;
    if (n < COLUMN_ITEMS) marks = memcpy(last, marks, n * sizeof *marks);
    add_eight(&column, marks);
  }
  return column;
}

static void add_columns(ScoreScratch *scratch) {
  size_t n = scratch->criteria->n_items;
  for (size_t i = 0; i < n; i += COLUMN_ITEMS)
    scratch->column[i / COLUMN_ITEMS] = add_column(scratch, i, MIN(n - i, COLUMN_ITEMS));
}

static Combined combine_one(ScoreScratch *scratch, const Combination *how, size_t item) {
  const Node *node = scratch->criteria->items[item];
  collect_results(scratch, node);
  Combined combined = combine(how, scratch->results, scratch->n_books, scratch->lead);
  if (combined.state == COMBINED_NOT_APPLICABLE && node->not_applicable == NA_FORBIDDEN)
    combined.state = COMBINED_MISSING;
  return combined;
}

static Combined combine_column(const ScoreScratch *scratch, size_t item, uint32_t drop, bool fell_back) {
  uint32_t n = (uint32_t)scratch->n_books;
  const Column *column = &scratch->column[item / COLUMN_ITEMS];
  size_t at = item % COLUMN_ITEMS;
  int32_t ends = drop ? column->low[at] + column->high[at] : 0;
  return (Combined){
      .state = COMBINED_NUMBER, .sum = column->sum[at] - ends, .n = n - 2 * drop, .given = n, .fell_back = fell_back};
}

uint32_t figures_combine(ScoreScratch *scratch, const Combination *how) {
  uint32_t missing = 0, drop = 0;
  bool fell_back = false, mean = combine_is_mean(how, (uint32_t)scratch->n_books, &drop, &fell_back);
  bool by_column = scratch->columns && mean && scratch->n_books < UINT16_MAX;
  if (by_column) add_columns(scratch);
  scratch->unusual = false;
  for (size_t i = 0; i < scratch->criteria->n_items; i++) {
    bool numbers = by_column && scratch->column[i / COLUMN_ITEMS].low[i % COLUMN_ITEMS] >= 0;
    Combined *combined = &scratch->combined[i];
    *combined = numbers ? combine_column(scratch, i, drop, fell_back) : combine_one(scratch, how, i);
    if (combined->state == COMBINED_NUMBER || !scratch->counts[i]) continue;
    if (combined->state == COMBINED_MISSING)
      missing++;
    else
      scratch->unusual = true;
  }
  return missing;
}
