/* check_eight.c: every step is taken for eight scorebooks and has no branch. */
#include "scoring/check_eight.h"

#include <math.h>

/* Where the mask has all bits set the one, elsewhere, where it has none, the other. */
#define CHOOSE(mask, one, other) ((Floats)(((Ints)(one) & (mask)) | ((Ints)(other) & ~(mask))))
#define TO_INTS(floats) __builtin_convertvector(floats, Ints)
#define TO_FLOATS(ints) __builtin_convertvector(ints, Floats)

void eight_read(const CheckItem *item, const int64_t *results, size_t n, EightMarks *ret_marks) {
  double to_percent = 100 / (double)item->full;
  *ret_marks = (EightMarks){{0}, {0}};
  for (size_t l = 0; l < n; l++) {
    bool there = results[l] >= 0;
    ret_marks->percent[l] = there ? (float)((double)results[l] * to_percent) : 0;
    ret_marks->there[l] = there;
  }
}

/* Half of eight. */
typedef int32_t Fours __attribute__((vector_size(16), may_alias));

static inline int32_t sum_of(const Ints *eight) {
  const Fours *halves = (const Fours *)eight, sums = halves[0] + halves[1];
  return sums[0] + sums[1] + sums[2] + sums[3];
}

static inline int32_t highest_of(const Ints *eight) {
  const Fours *halves = (const Fours *)eight, first = halves[0] > halves[1],
              high = (halves[0] & first) | (halves[1] & ~first);
  int32_t one = MAX(high[0], high[1]), other = MAX(high[2], high[3]);
  return MAX(one, other);
}

static inline void read_cell(CheckItem *item, const Mark *const *books, int64_t *ret_results, EightMarks *ret_marks) {
  size_t cell = item->node ? item->node->cell : 0;
  Ints marks;
  bool legal = true;
  for (int l = 0; l < LANES; l++) {
    Mark mark = books[l][cell];
    marks[l] = mark;
    ret_results[l] = mark;
    legal &= check_is_legal(item, mark);
  }
  Ints there = marks >= 0, number = marks & there, below = (INT16_MAX - marks) & there;
  ret_marks->percent = TO_FLOATS(number) * (100 / (float)item->full);
  ret_marks->there = TO_FLOATS(-there);
  item->strange |= !legal;
  item->n -= (size_t)sum_of(&there);
  item->sum += sum_of(&number);
  item->low = MIN(item->low, INT16_MAX - highest_of(&below));
  item->high = MAX(item->high, highest_of(&number));
}

EIGHT_AT_ONCE(eight_read_plain,
              (size_t n, CheckItem *items, const bool *plain, const Mark *const *books, int64_t *ret_results,
               size_t stride, EightMarks *ret_marks),
              (n, items, plain, books, ret_results, stride, ret_marks)) {
  for (size_t i = 0; i < n; i++)
    if (plain[i]) read_cell(&items[i], books, ret_results + i * stride, &ret_marks[i]);
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
