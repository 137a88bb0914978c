/* check_eight.h: sums of eight scorebooks side by side. For the file that lays out panels.
 *
 * A panel has few scorebooks and many items, so that most of the work on it is the same few steps for each scorebook. Here
 * every step is taken for eight at once, which compilers turn into few instructions; the functions are in a file of their own
 * so that they are not taken apart again where they are called. All is in percent of full marks, as floats; what is missing
 * counts as 0. */
#ifndef ACCOLADE_CHECK_EIGHT_H
#define ACCOLADE_CHECK_EIGHT_H

#include "scoring/check_item.h"

enum { LANES = 8 };

/* Compiled twice by gcc: for any processor of the kind, and for those that take eight floats at once. The same steps in the
 * same order, so the same results to the bit. Where threads are watched it would choose before the watcher is there. */
#if defined __x86_64__ && defined __GLIBC__ && !defined __clang__ && !defined __SANITIZE_THREAD__
#define EIGHT_AT_ONCE __attribute__((target_clones("avx2", "default")))
#else
#define EIGHT_AT_ONCE
#endif

/* The marks of eight scorebooks on one item; there: 1, or 0 without a number. */
typedef struct EightMarks {
  float percent[LANES], there[LANES];
} EightMarks;

/* Sums over the items; starts out as zeros. */
typedef struct Eight {
  float n[LANES], sum[LANES], squares[LANES];            /* of marks */
  float compared[LANES], lean[LANES];                    /* departures: how many, and their sum */
  float unrest[LANES], furthest[LANES];                  /* of the residuals' squares: sum, largest */
  int32_t candidate[LANES], lead[LANES], repeats[LANES]; /* the mark that may fill half, and how often it is there */
} Eight;

/* n results of an item into marks. */
void eight_read(const CheckItem *item, const int64_t *results, size_t n, EightMarks *ret_marks);
/* The same from eight scorebooks whose mark in a cell is the item's result; the results, and what the item's figures become
 * with them, too. item->legal is set; the low end is INT64_MAX until there is a number. */
void eight_read_cell(CheckItem *item, const Mark *const *books, size_t cell, int64_t *ret_results,
                     EightMarks *ret_marks);
/* Adds an item on which the whole panel gave n marks that sum up to `total`; what each lies above the mean of the others'
 * goes to ret_departures, 0 where that cannot be told. Strikes out unlike marks in pairs (Boyer & Moore 1981): after all
 * items what fills half of a scorebook is the candidate. */
void eight_add(Eight *eight, const EightMarks *marks, float n, float total, float *ret_departures);
/* After all that, item by item again, with the same n: departures become residuals, NAN where there is nothing to compare;
 * returns the sum of their squares. */
float eight_take_off(Eight *eight, const EightMarks *marks, float n, const float *leans, float *departures);

#endif
