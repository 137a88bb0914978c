/* combine.h: marks into one figure: a rubric's dimensions into an item's mark, several assessors'
 * marks on an item into one. Whole numbers in, exact rationals out; allocates nothing. */
#ifndef ACCOLADE_COMBINE_H
#define ACCOLADE_COMBINE_H

#include "scoring/scorebook.h"

/* One assessor's result on one item, in 1/rubric->den hundredths (>= 0), or a MARK_ state:
 * blank when any cell is blank, else abstained when any is, else not applicable when any is. What
 * dimensions combine to is rounded as the rubric says; a weighted mean is capped after that, so that it is never above
 * a cap. A ladder's empty rung (the scale's minimum) ends the climb and leaves the result where the rung below put it. */
int64_t rubric_result(const Rubric *rubric, const Mark *cells);

/* Marks on a ladder above its first gap are ignored: true when there are any, for the checks. */
bool rubric_has_gap(const Rubric *rubric, const Mark *cells);

typedef enum CombinedState {
  COMBINED_NUMBER,
  COMBINED_MISSING,       /* no mark to combine */
  COMBINED_NOT_APPLICABLE /* no number, and some mark says so, whatever was left blank or abstained from */
} CombinedState;

typedef struct Combined {
  CombinedState state;
  int64_t sum;    /* value = sum / n, in the unit of the results given */
  uint32_t n;     /* marks the value rests on, after trimming */
  uint32_t given; /* numbers there were before trimming */
  bool fell_back; /* fewer than the minimum: the fallback method was used */
  uint32_t abstained, not_applicable, blank;
} Combined;

/* Combines n results (rubric_result() each, or any whole numbers with MARK_ states below zero).
 * METHOD_JUDGED takes results[lead]; lead is n when there is no leader, and then exactly one
 * of the results must be a number or not applicable, else the figure is missing. Order of results never matters otherwise.
 * A trimming that would leave nothing falls back as too few marks do. BLANK_REFUSE: any blank makes the
 * figure missing. BLANK_SKIP_SCOREBOOK is the caller's, who knows whole scorebooks. */
Combined combine(const Combination *how, const int64_t *results, size_t n, size_t lead);

/* On which of the n results the figure of combine() rests: for who wants to see it. Of equal results at an end the first
 * are left out. */
void combine_used(const Combination *how, const int64_t *results, size_t n, size_t lead, bool *ret_used);

/* Is combining n numbers a mean, once *ret_drop are dropped at each end, and at most one? Then whoever has sums,
 * lowest and highest by other means needs no combine(). *ret_fell_back as in Combined. */
bool combine_is_mean(const Combination *how, uint32_t n, uint32_t *ret_drop, bool *ret_fell_back);

#endif
