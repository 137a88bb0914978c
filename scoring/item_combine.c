/* item_combine.c: which scorebooks of a panel count, and one combined figure per item out of their marks. Where all
 * items are plain cells, sums are taken over all items at once; an item with a state, or a way of combining that
 * needs the marks in order, is done by itself. */
#include "scoring/consensus.h"
#include "scoring/mark_step.h"
#include "scoring/scoresheet_parts.h"

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

typedef uint32_t Sums __attribute__((vector_size(MARK_STEP * sizeof(Mark))));

/* Over all scorebooks, item by item; sums are wrong where the lowest is a state. They are twice as wide as marks: one vector
 * has those of the marks in the low halves of its numbers, one those of the others in between. */
typedef struct Column {
  Sums low_halves, high_halves;
  Marks lowest, highest;
} Column;

static inline Marks lower_of(Marks a, Marks b) {
  Marks lower;
  for (size_t i = 0; i < MARK_STEP; i++) lower[i] = MIN(a[i], b[i]);
  return lower;
}

static inline Marks higher_of(Marks a, Marks b) {
  Marks higher;
  for (size_t i = 0; i < MARK_STEP; i++) higher[i] = MAX(a[i], b[i]);
  return higher;
}

static inline Column add_column(const ScoreScratch *scratch, size_t first) {
  Column column = {.lowest = (Marks){0} + G_MAXINT16};
  for (size_t b = 0; b < scratch->n_books; b++) {
    Marks marks = *(const Marks *)(scratch->books[b]->marks + first);
    column.low_halves += (Sums)marks & G_MAXUINT16;
    column.high_halves += (Sums)marks >> 16;
    column.lowest = lower_of(column.lowest, marks);
    column.highest = higher_of(column.highest, marks);
  }
  return column;
}

static inline void put_sums(const Column *column, uint32_t ret_sums[MARK_STEP]) {
  const size_t first = G_BYTE_ORDER == G_BIG_ENDIAN; /* item of two that lies in a low half */
  for (size_t i = 0; i < MARK_STEP / 2; i++) {
    ret_sums[2 * i + first] = column->low_halves[i];
    ret_sums[2 * i + 1 - first] = column->high_halves[i];
  }
}

static inline void leave_out(Column *column, Marks marks) {
  column->low_halves -= (Sums)marks & G_MAXUINT16;
  column->high_halves -= (Sums)marks >> 16;
}

static Combined combine_one(ScoreScratch *scratch, const Combination *how, size_t item) {
  const Node *node = scratch->criteria->items[item];
  collect_results(scratch, node);
  Combined combined = combine(how, scratch->results, scratch->n_books, scratch->lead);
  if (combined.state == COMBINED_NOT_APPLICABLE && node->not_applicable == NA_FORBIDDEN)
    combined.state = COMBINED_MISSING;
  return combined;
}

/* Counts what is not as it should be. */
static inline void note_figure(ScoreScratch *scratch, size_t item, uint32_t *missing) {
  const Combined *combined = &scratch->combined[item];
  if (!scratch->counts[item]) return;
  *missing += combined->state == COMBINED_MISSING;
  scratch->unusual |= combined->state == COMBINED_NOT_APPLICABLE;
  scratch->fell_back |= combined->fell_back;
}

/* Its items from `from` on. mean: what figures of numbers alone have in common, which is all but the sum. */
static void combine_column(ScoreScratch *scratch, const Combination *how, size_t first, size_t from,
                           const Combined *mean, uint32_t *missing) {
  uint32_t sums[MARK_STEP];
  Column column = add_column(scratch, first);
  if (mean->n < mean->given) {
    leave_out(&column, column.lowest);
    leave_out(&column, column.highest);
  }
  put_sums(&column, sums);
  Combined *figures = scratch->combined + first;
  for (size_t i = from - first; i < MARK_STEP; i++) {
    figures[i] = *mean;
    figures[i].sum = sums[i];
  }
  if (!marks_any(column.lowest < 0) && !mean->fell_back) return;
  for (size_t i = from - first; i < MARK_STEP; i++) {
    if (column.lowest[i] < 0) figures[i] = combine_one(scratch, how, first + i);
    if (column.lowest[i] < 0 || mean->fell_back) note_figure(scratch, first + i, missing);
  }
}

/* The last column begins where it ends with the last item, so that some items may be in two. */
uint32_t figures_combine(ScoreScratch *scratch, const Combination *how) {
  size_t n_items = scratch->criteria->n_items;
  uint32_t n = (uint32_t)scratch->n_books, drop = 0, missing = 0;
  Combined mean = {.state = COMBINED_NUMBER, .given = n};
  bool by_column = scratch->columns && n < UINT16_MAX && combine_is_mean(how, n, &drop, &mean.fell_back);
  mean.n = n - 2 * drop;
  scratch->unusual = scratch->fell_back = false;
  for (size_t i = 0; by_column && i < n_items; i += MARK_STEP)
    combine_column(scratch, how, MIN(i, n_items - MARK_STEP), i, &mean, &missing);
  for (size_t i = 0; !by_column && i < n_items; i++) {
    scratch->combined[i] = combine_one(scratch, how, i);
    note_figure(scratch, i, &missing);
  }
  return missing;
}
