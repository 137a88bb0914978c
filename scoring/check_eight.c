/* check_eight.c: every step is taken for eight scorebooks and has no branch. */
#include "scoring/check_eight.h"

#include <math.h>
#include <string.h>

/* Where the mask has all bits set the one, elsewhere, where it has none, the other. */
#define PICK(mask, one, other) (((one) & (mask)) | ((other) & ~(mask)))
#define CHOOSE(mask, one, other) ((Floats)PICK(mask, (Ints)(one), (Ints)(other)))
#define TO_INTS(floats) __builtin_convertvector(floats, Ints)
#define TO_FLOATS(ints) __builtin_convertvector(ints, Floats)
#if __has_builtin(__builtin_shufflevector)
#define TAKE(one, other, ...) __builtin_shufflevector(one, other, __VA_ARGS__)
#else /* GCC before 12 */
#define TAKE(one, other, ...) __builtin_shuffle(one, other, (Shorts){__VA_ARGS__})
#endif

void eight_read(const CheckItem *item, const int64_t *results, size_t n, EightMarks *ret_marks) {
  double to_percent = 100 / (double)item->full;
  *ret_marks = (EightMarks){{0}, {0}};
  for (size_t l = 0; l < n; l++) {
    bool there = results[l] >= 0;
    ret_marks->percent[l] = there ? (float)((double)results[l] * to_percent) : 0;
    ret_marks->there[l] = there;
  }
}

/* Turns rows into columns: to lay row i and row i + 4 into each other, mark by mark, does that when done three times. */
static inline __attribute__((always_inline)) void turn(Shorts *rows) {
  for (int round = 0; round < 3; round++) {
    Shorts turned[LANES];
    for (int i = 0; i < LANES / 2; i++) {
      turned[2 * i] = TAKE(rows[i], rows[i + 4], 0, 8, 1, 9, 2, 10, 3, 11);
      turned[2 * i + 1] = TAKE(rows[i], rows[i + 4], 4, 12, 5, 13, 6, 14, 7, 15);
    }
    memcpy(rows, turned, sizeof turned);
  }
}

/* Eight cells, from the first of eight rows on. */
static inline __attribute__((always_inline)) void read_cells(const Mark *rows, size_t length, EightCells *ret_cells) {
  Ints n = {0}, sum = {0}, high = {0}, most = n + INT16_MAX, low = most;
  Shorts marks[LANES];
  for (size_t l = 0; l < LANES; l++) {
    marks[l] = *(const Shorts *)(rows + l * length);
    Ints mark = TO_INTS(marks[l]), there = mark >= 0, number = mark & there, least = PICK(there, mark, most);
    n -= there;
    sum += number;
    low = PICK(least < low, least, low);
    high = PICK(number > high, number, high);
  }
  turn(marks);
  *ret_cells = (EightCells){.n = n, .sum = sum, .low = low, .high = high};
  memcpy(ret_cells->marks, marks, sizeof marks);
}

static inline bool are_legal(const CheckItem *item, const Mark *marks) {
  bool legal = true;
  for (int l = 0; l < LANES; l++) legal &= check_is_legal(item, marks[l]);
  return legal;
}

static inline __attribute__((always_inline)) void read_item(CheckItem *item, float percent, const EightCells *all,
                                                            int64_t *ret_results, EightMarks *ret_marks) {
  size_t cell = item->node ? item->node->cell : 0, c = cell % LANES;
  const EightCells *cells = &all[cell / LANES];
  Ints marks = TO_INTS(cells->marks[c]), there = marks >= 0;
  *(Longs *)ret_results = __builtin_convertvector(marks, Longs);
  ret_marks->percent = TO_FLOATS(marks & there) * percent;
  ret_marks->there = TO_FLOATS(-there);
  item->strange |= !are_legal(item, (const Mark *)&cells->marks[c]);
  item->n += (size_t)cells->n[c];
  item->sum += cells->sum[c];
  item->low = MIN(item->low, cells->low[c]);
  item->high = MAX(item->high, cells->high[c]);
}

EIGHT_AT_ONCE(eight_read_plain, (const EightPlain *all), (all)) {
  const EightPlain of = *all;
  for (size_t c = 0; c < of.n_cells; c += LANES) read_cells(of.rows + c, of.length, &of.cells[c / LANES]);
  for (size_t i = 0; i < of.n; i++)
    if (of.plain[i]) read_item(&of.items[i], of.percent[i], of.cells, of.results + i * of.stride, &of.marks[i]);
}

/* Marks of any scales that are the same share of full marks have the same name. */
#define NAMES(percent) TO_INTS((percent)*1000 + 0.5f)

EIGHT_AT_ONCE(eight_lay_out, (const EightItems *of, Eight *ret_eight), (of, ret_eight)) {
  Eight all = {.n = {0}};
  for (size_t i = 0; i < of->n; i++) {
    float n = (float)of->items[i].n, total = (float)of->items[i].sum * of->percent[i];
    float per_other = n > 1 ? 1 / (n - 1) : 0, compared = n > 1;
    Floats percent = of->marks[i].percent, there = of->marks[i].there;
    Floats departure = there * (percent * n - total) * per_other;
    Ints here = TO_INTS(there), mark = NAMES(percent), fresh = (all.lead == 0) & -here;
    all.n += there;
    all.sum += percent;
    all.squares += percent * percent;
    all.compared += there * compared;
    all.lean += departure;
    all.candidate = (mark & fresh) | (all.candidate & ~fresh);
    all.lead += (here & (mark == all.candidate)) * 2 - here;
    *(Floats *)(of->residuals + i * of->stride) = departure;
  }
  Floats none = {0}, nothing = none + NAN, leans = CHOOSE(all.compared > 1, all.lean / all.compared, none);
  for (size_t i = 0; i < of->n; i++) {
    Floats percent = of->marks[i].percent, there = of->marks[i].there, *at = (Floats *)(of->residuals + i * of->stride);
    Floats counts = there * (float)(of->items[i].n > 1), residual = *at - counts * leans, squares = residual * residual;
    *at = CHOOSE(counts > 0, residual, nothing);
    all.unrest += squares;
    all.furthest = CHOOSE(all.furthest > squares, all.furthest, squares);
    all.repeats += TO_INTS(there) & (NAMES(percent) == all.candidate);
    float sum = 0, most = of->furthest[i];
    for (int l = 0; l < LANES; l++) {
      sum += squares[l];
      most = most > squares[l] ? most : squares[l];
    }
    of->scatter[i] += sum;
    of->furthest[i] = most;
  }
  *ret_eight = all;
}
