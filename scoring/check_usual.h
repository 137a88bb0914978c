/* check_usual.h: statistics of comparisons that rest on about as many marks: what is usual among them, and how seldom chance
 * gives what lies as far out. For the file that decides what stands out.
 *
 * They are counted in bins. A bin holds the numbers of one sign whose floats agree in exponent and the first 7 bits behind:
 * 128 to an octave, from 1/1024 to 2^21. Smaller ones are in the middle bin, larger ones at the ends. */
#ifndef ACCOLADE_CHECK_USUAL_H
#define ACCOLADE_CHECK_USUAL_H

#include "scoring/check.h"

/* All begins as zeros but the check. */
typedef struct Usual {
  const Check *check;
  uint32_t *bins; /* how many are in each; NULL: none yet */
  uint64_t n;     /* usual_count() */
  /* usual_measure(): */
  int first, end; /* the bins that hold any */
  double centre, scale, freedom;
} Usual;

void usual_clear(Usual *usual); /* back to zeros but the check */
/* The bins, made when first asked for. */
uint32_t *usual_bins(Usual *usual);
/* Which bins the statistics belong in; what is no number is put where nobody counts. */
void usual_find_bins(const float *restrict statistics, size_t n, int32_t *restrict ret_bins);
/* Adds what is in the bins of another part of the same comparisons. */
void usual_add(Usual *to, const Usual *from);
void usual_count(Usual *usual);
/* What is usual, once all are counted: see check_control.h. */
void usual_measure(Usual *usual);

/* Where a bin begins; it ends where the next one does. */
float bin_from(int bin);
/* The same on the scale of the centre, on which statistics are near normal. */
double usual_from(const Usual *usual, int bin);
/* How often chance gives what lies in the bin or further out. */
double usual_chance(const Usual *usual, int bin);

#endif
