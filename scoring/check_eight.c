/* check_eight.c: every loop is over eight lanes and has no branch. */
#include "scoring/check_eight.h"

#include <math.h>

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
                            EightMarks *restrict ret_marks) {
  Counted counted = {0, 0, INT16_MAX, 0};
  for (int l = 0; l < LANES; l++) {
    int32_t there = -(marks[l] >= 0), number = marks[l] & there, lowest = number | (INT16_MAX & ~there);
    ret_results[l] = marks[l];
    ret_marks->percent[l] = (float)number * to_percent;
    ret_marks->there[l] = (float)-there;
    counted.n -= there;
    counted.sum += number;
    counted.low = counted.low < lowest ? counted.low : lowest;
    counted.high = counted.high > number ? counted.high : number;
  }
  return counted;
}

EIGHT_AT_ONCE void eight_read_cell(CheckItem *item, const Mark *const *books, size_t cell, int64_t *ret_results,
                                   EightMarks *ret_marks) {
  int32_t marks[LANES];
  bool legal = true;
  for (int l = 0; l < LANES; l++) {
    Mark mark = books[l][cell];
    marks[l] = mark;
    legal &= check_is_legal(item, mark);
  }
  item->strange |= !legal;
  const Counted counted = count(marks, 100 / (float)item->full, ret_results, ret_marks);
  item->n += (size_t)counted.n;
  item->sum += counted.sum;
  item->low = MIN(item->low, counted.low);
  item->high = MAX(item->high, counted.high);
}

/* Marks of any scales that are the same share of full marks have the same name. */
static inline int32_t name_of(float percent) { return (int32_t)(percent * 1000 + 0.5f); }

EIGHT_AT_ONCE void eight_add(Eight *restrict eight, const EightMarks *restrict marks, float n, float total,
                             float *restrict ret_departures) {
  float per_other = n > 1 ? 1 / (n - 1) : 0, compared = n > 1;
  for (int l = 0; l < LANES; l++) {
    float percent = marks->percent[l], there = marks->there[l];
    eight->n[l] += there;
    eight->sum[l] += percent;
    eight->squares[l] += percent * percent;
    eight->compared[l] += there * compared;
    ret_departures[l] = there * (percent * n - total) * per_other;
    eight->lean[l] += ret_departures[l];
  }
  for (int l = 0; l < LANES; l++) {
    int32_t there = (int32_t)marks->there[l], mark = name_of(marks->percent[l]);
    int32_t fresh = -(eight->lead[l] == 0) & -there;
    eight->candidate[l] = (mark & fresh) | (eight->candidate[l] & ~fresh);
    eight->lead[l] += (there & -(mark == eight->candidate[l])) * 2 - there;
  }
}

EIGHT_AT_ONCE float eight_take_off(Eight *restrict eight, const EightMarks *restrict marks, float n,
                                   const float *restrict leans, float *restrict departures) {
  float squares[LANES], sum = 0, compared = n > 1;
  for (int l = 0; l < LANES; l++) {
    int32_t there = (int32_t)marks->there[l];
    float residual = departures[l] - marks->there[l] * compared * leans[l];
    squares[l] = residual * residual;
    departures[l] = marks->there[l] * compared > 0 ? residual : NAN;
    eight->unrest[l] += squares[l];
    eight->furthest[l] = eight->furthest[l] > squares[l] ? eight->furthest[l] : squares[l];
    eight->repeats[l] += there & -(name_of(marks->percent[l]) == eight->candidate[l]);
  }
  for (int l = 0; l < LANES; l++) sum += squares[l];
  return sum;
}
