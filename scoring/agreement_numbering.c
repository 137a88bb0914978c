/* agreement_numbering.c: the different values among many, and for each score the place of its value among them.
 *
 * A table that a value's bits lead to (open addressing, a multiplicative hash: Knuth 1998, 6.4) finds each value's number
 * in the order of first appearance; then only the different ones are put in order. */
#include "scoring/agreement_put.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_BITS = 9 };

typedef struct Numbering {
  unsigned bits;  /* there are 2^bits slots, at least twice as many as values */
  uint32_t *slot; /* 1 + the number of the value that is kept there; 0: none */
  GArray *values; /* double, in the order they appeared */
} Numbering;

static double value_at(const Numbering *numbering, uint32_t number) {
  return g_array_index(numbering->values, double, number);
}

/* The slot that holds x, or the free one that would. Values are finite, so two are the same when none is greater. */
static uint32_t *slot_of(const Numbering *numbering, double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  size_t at = (bits * UINT64_C(0x9E3779B97F4A7C15)) >> (64 - numbering->bits),
         mask = ((size_t)1 << numbering->bits) - 1;
  for (;; at = (at + 1) & mask) {
    uint32_t *slot = &numbering->slot[at];
    if (*slot == 0 || !(value_at(numbering, *slot - 1) < x || value_at(numbering, *slot - 1) > x)) return slot;
  }
}

static void grow(Numbering *numbering) {
  g_free(numbering->slot);
  numbering->slot = g_new0(uint32_t, (size_t)1 << ++numbering->bits);
  for (uint32_t i = 0; i < numbering->values->len; i++) *slot_of(numbering, value_at(numbering, i)) = i + 1;
}

static uint32_t number_of(Numbering *numbering, double x) {
  uint32_t *slot = slot_of(numbering, x);
  if (*slot > 0) return *slot - 1;
  uint32_t number = numbering->values->len;
  g_array_append_val(numbering->values, x);
  *slot = number + 1;
  if (numbering->values->len >> (numbering->bits - 1)) grow(numbering);
  return number;
}

double *number_values(const double *x, size_t n, uint32_t *ret_places, size_t *ret_different) {
  Numbering numbering = {FIRST_BITS, g_new0(uint32_t, 1 << FIRST_BITS), g_array_new(FALSE, FALSE, sizeof(double))};
  for (size_t i = 0; i < n; i++) ret_places[i] = number_of(&numbering, x[i] + 0.0); /* one zero, not two */
  size_t different = *ret_different = numbering.values->len;
  double *values = g_new(double, different + 1);
  g_autofree uint32_t *place = g_new(uint32_t, different + 1);
  for (size_t i = 0; i < different; i++) values[i] = value_at(&numbering, (uint32_t)i);
  qsort(values, different, sizeof *values, by_value);
  for (size_t i = 0; i < different; i++) place[*slot_of(&numbering, values[i]) - 1] = (uint32_t)i;
  for (size_t i = 0; i < n; i++) ret_places[i] = place[ret_places[i]];
  g_free(numbering.slot);
  g_array_unref(numbering.values);
  return values;
}
