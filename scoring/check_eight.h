/* check_eight.h: sums of eight scorebooks side by side. For the file that lays out panels.
 *
 * A panel has few scorebooks and many items, so that most of the work on it is the same few steps for each scorebook. Here
 * every step is taken for eight at once, as vectors, which processors have; the functions are in a file of their own
 * so that they are not taken apart again where they are called. All is in percent of full marks, as floats; what is missing
 * counts as 0. */
#ifndef ACCOLADE_CHECK_EIGHT_H
#define ACCOLADE_CHECK_EIGHT_H

#include "scoring/check_item.h"

#if defined __x86_64__ && __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#endif

enum { LANES = 8 };

/* One number for each of eight scorebooks; may lie anywhere in an array of such numbers. */
typedef float Floats __attribute__((vector_size(4 * LANES), aligned(4), may_alias));
typedef int32_t Ints __attribute__((vector_size(4 * LANES), aligned(4), may_alias));
typedef Mark Shorts __attribute__((vector_size(2 * LANES), aligned(2), may_alias));
typedef int64_t Longs __attribute__((vector_size(8 * LANES), aligned(8), may_alias));

/* A function that is compiled twice: for any processor of the kind, and for those that take eight floats at once; the same
 * steps in the same order, so the same results to the bit. The C library has asked the processor what it is when the program
 * starts, and is asked again at each call: to ask the processor is slow on virtual machines. Of the parameters the names
 * once more; the body follows: static EIGHT_AT_ONCE(name, (int a, int b), (a, b)) { ... } */
#ifdef CPU_FEATURE_ACTIVE
#define EIGHT_AT_ONCE(name, parameters, names)                                               \
  void name parameters;                                                                      \
  static inline __attribute__((always_inline)) void name##_steps parameters;                 \
  static __attribute__((target("avx2"))) void name##_wide parameters { name##_steps names; } \
  void name parameters {                                                                     \
    if (CPU_FEATURE_ACTIVE(AVX2))                                                            \
      name##_wide names;                                                                     \
    else                                                                                     \
      name##_steps names;                                                                    \
  }                                                                                          \
  static inline void name##_steps parameters
#else
#define EIGHT_AT_ONCE(name, parameters, names) void name parameters
#endif

/* The marks of eight scorebooks in eight cells. */
typedef struct EightCells {
  Shorts marks[LANES];    /* per cell, those of the scorebooks */
  Ints n, sum, low, high; /* of the numbers in a cell; the low end is INT16_MAX without any */
} EightCells;

/* The marks of eight scorebooks on one item; there: 1, or 0 without a number. */
typedef struct EightMarks {
  Floats percent, there;
} EightMarks;

/* Sums over the items. */
typedef struct Eight {
  Floats n, sum, squares;  /* of marks */
  Floats compared, lean;   /* departures: how many, and their sum */
  Floats unrest, furthest; /* of the residuals' squares: sum, largest */
  Ints candidate, lead;    /* the mark that may fill half, and by how much it leads */
  Ints repeats;            /* how often it is there */
} Eight;

/* The items of a panel and eight of its scorebooks. */
typedef struct EightItems {
  size_t n, stride;
  const CheckItem *items;
  const float *percent;    /* per item: what a result of 1 is */
  float *residuals;        /* [item * stride], of the first of the eight */
  const EightMarks *marks; /* per item */
  float *scatter;          /* per item: the sum of the residuals' squares */
  float *furthest;         /* per item: the largest of them */
} EightItems;

/* Those of n items that are plain: where their marks lie, and where they go. */
typedef struct EightPlain {
  size_t n;
  CheckItem *items; /* legal is set */
  const bool *plain;
  const float *percent;
  const Mark *rows; /* the scorebooks one behind the other, `length` marks each, blanks behind the last cell */
  size_t n_cells, length;
  EightCells *cells; /* room for n_cells, up to the next eight */
  int64_t *results;  /* [item * stride], of the first of the eight */
  size_t stride;
  EightMarks *marks; /* per item */
} EightPlain;

/* n results of an item into marks. */
void eight_read(const CheckItem *item, const int64_t *results, size_t n, EightMarks *ret_marks);
/* The same for items that are plain, whose mark in the item's cell is the result; adds to the items' figures, too. The low
 * end is INT64_MAX until there is a number. */
void eight_read_plain(const EightPlain *all);
/* Adds up the items, whose figures are those of the whole panel: first what each mark lies above the mean of the others', or
 * 0 where that cannot be told; that strikes out unlike marks in pairs (Boyer & Moore 1981), so that what fills half of a
 * scorebook is the candidate. Then what remains of it beyond the scorebook's mean is the residual, NAN where there is nothing
 * to compare; with only one item to compare, the mean cannot be told and is 0. Adds to the scatter, and finds who
 * lies further out. */
void eight_lay_out(const EightItems *of, Eight *ret_eight);

#endif
