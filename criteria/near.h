/* near.h: which known word a wrong one was probably meant to be, for the remedy in an error. */
#ifndef ACCOLADE_NEAR_H
#define ACCOLADE_NEAR_H

#include <glib.h>
#include <stdbool.h>

typedef struct Near {
  const char *word; /* the wrong one */
  const char *best; /* the nearest tried so far, borrowed; NULL: none is near */
  int distance;
} Near;

/* At most three inserted, removed, changed or swapped bytes apart, fewer for short words; letter case is nothing, and
 * neither are zeros in front of a number. */
bool near_is(const char *word, const char *candidate);
/* Keeps the candidate when it is nearer than the best so far; of equals the first in byte order. */
void near_try(Near *near, const char *candidate);
/* "; did you mean ...?" or "; " and the other remedy. Caller frees. */
char *near_hint(const Near *near, const char *otherwise);

#endif
