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

/* Which of the eight are numbers, and what they come to. */
typedef struct Counted {
  int32_t n, sum, low, high;
} Counted;

static inline Counted count(const int32_t *restrict marks, float to_percent, int64_t *restrict ret_results,
                            float *restrict ret_percent, float *restrict ret_there) {
  Counted counted = {0, 0, INT16_MAX, 0};
  for (int l = 0; l < LANES; l++) {
    int32_t there = -(marks[l] >= 0), number = marks[l] & there, lowest = number | (INT16_MAX & ~there);
    ret_results[l] = marks[l];
    ret_percent[l] = (float)number * to_percent;
    ret_there[l] = (float)-there;
    counted.n -= there;
    counted.sum += number;
    counted.low = counted.low < lowest ? counted.low : lowest;
    counted.high = counted.high > number ? counted.high : number;
  }
  return counted;
}

EIGHT_AT_ONCE(eight_read_cell,
              (CheckItem * item, const Mark *const *books, size_t cell, int64_t *ret_results, EightMarks *ret_marks),
              (item, books, cell, ret_results, ret_marks)) {
  int32_t marks[LANES];
  bool legal = true;
  for (int l = 0; l < LANES; l++) {
    Mark mark = books[l][cell];
    marks[l] = mark;
    legal &= check_is_legal(item, mark);
  }
  item->strange |= !legal;
  const Counted counted =
      count(marks, 100 / (float)item->full, ret_results, (float *)&ret_marks->percent, (float *)&ret_marks->there);
  item->n += (size_t)counted.n;
  item->sum += counted.sum;
  item->low = MIN(item->low, counted.low);
  item->high = MAX(item->high, counted.high);
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
