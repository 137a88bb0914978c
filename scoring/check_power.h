/* check_power.h: what the checks find, as measured: how many of a hundred planted faults of a size.
 *
 * The figures are those of `make bench-flags` (bench/flags.c; the made-up cycles are those of tests/made_cycle.h, one fault a
 * cycle), rounded; tests/test_check_chance.c holds them against cycles made anew. */
#ifndef ACCOLADE_CHECK_POWER_H
#define ACCOLADE_CHECK_POWER_H

#include "scoring/check.h"

typedef struct CheckPower {
  const Check *check;
  const char *planted;    /* N_(): what, and how much of it */
  unsigned char found[6]; /* of 100: with 3, 5, 7 assessors each in cycles of 20 applicants, then of 100 */
} CheckPower;

extern const CheckPower check_powers[];
extern const size_t check_powers_n;

/* The measured cycles most like an award of so many applicants, with so many assessors each on average. */
typedef struct PowerSize {
  unsigned applicants, assessors;
  size_t column; /* in CheckPower.found */
} PowerSize;
PowerSize check_power_size(size_t applicants, double assessors);

#endif
