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
  if (n <= scratch->room) return;
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
  for (size_t b = 0; b < scratch->n_books; b++) {
    const Mark *cells = scratch->books[b]->marks + item->cell;
    scratch->results[b] = rubric->combine == COMBINE_JUDGED ? *cells : rubric_result(rubric, cells);
  }
}

/* Eight items side by side, as vectors, which processors have; may lie anywhere among marks. */
typedef Mark Marks __attribute__((vector_size(COLUMN_ITEMS * sizeof(Mark)), aligned(sizeof(Mark)), may_alias));
typedef int32_t Sums __attribute__((vector_size(COLUMN_ITEMS * sizeof(int32_t))));

/* Over all scorebooks; sums are wrong where the lowest is a state. */
typedef struct Column {
  Sums sum;
  Marks low, high;
} Column;

static inline Marks pick(Marks where, Marks these, Marks others) { return (where & these) | (~where & others); }

static inline void add_column(const ScoreScratch *scratch, size_t first, Column *ret_column) {
  Column column = {{0}, (Marks){0} + G_MAXINT16, {0}};
  for (size_t b = 0; b < scratch->n_books; b++) {
    Marks marks = *(const Marks *)(scratch->books[b]->marks + first);
    column.sum += __builtin_convertvector(marks, Sums);
    column.low = pick(marks < column.low, marks, column.low);
    column.high = pick(marks > column.high, marks, column.high);
  }
  *ret_column = column;
}

static Combined combine_one(ScoreScratch *scratch, const Combination *how, size_t item) {
  const Node *node = scratch->criteria->items[item];
  collect_results(scratch, node);
  Combined combined = combine(how, scratch->results, scratch->n_books, scratch->lead);
  if (combined.state == COMBINED_NOT_APPLICABLE && node->not_applicable == NA_FORBIDDEN)
    combined.state = COMBINED_MISSING;
  return combined;
}

/* mean: what the figures have in common, but for the sum. */
static void combine_column(ScoreScratch *scratch, const Combination *how, size_t first, const Combined *mean) {
  Column column;
  add_column(scratch, first, &column);
  if (mean->n < mean->given)
    column.sum -= __builtin_convertvector(column.low, Sums) + __builtin_convertvector(column.high, Sums);
  for (size_t i = 0; i < COLUMN_ITEMS; i++) {
    Combined *combined = &scratch->combined[first + i];
    bool numbers = column.low[i] >= 0;
    *combined = numbers ? *mean : combine_one(scratch, how, first + i);
    if (numbers) combined->sum = column.sum[i];
  }
}

/* The last column begins where it ends with the last item, so that some items may come twice. */
static void combine_items(ScoreScratch *scratch, const Combination *how) {
  uint32_t n = (uint32_t)scratch->n_books, drop = 0;
  size_t n_items = scratch->criteria->n_items;
  Combined mean = {.state = COMBINED_NUMBER, .given = n};
  bool by_column = scratch->columns && n < UINT16_MAX && combine_is_mean(how, n, &drop, &mean.fell_back);
  mean.n = n - 2 * drop;
  for (size_t i = 0; by_column && i < n_items; i += COLUMN_ITEMS)
    combine_column(scratch, how, MIN(i, n_items - COLUMN_ITEMS), &mean);
  for (size_t i = 0; !by_column && i < n_items; i++) scratch->combined[i] = combine_one(scratch, how, i);
}

uint32_t figures_combine(ScoreScratch *scratch, const Combination *how) {
  uint32_t missing = 0;
  combine_items(scratch, how);
  scratch->unusual = scratch->fell_back = false;
  for (size_t i = 0; i < scratch->criteria->n_items; i++) {
    const Combined *combined = &scratch->combined[i];
    if ((combined->state == COMBINED_NUMBER && !combined->fell_back) || !scratch->counts[i]) continue;
    missing += combined->state == COMBINED_MISSING;
    scratch->unusual |= combined->state == COMBINED_NOT_APPLICABLE;
    scratch->fell_back |= combined->fell_back;
  }
  return missing;
}
