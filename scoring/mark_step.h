/* mark_step.h: eight marks side by side, which are one step for a processor. For the files that go through many. */
#ifndef ACCOLADE_MARK_STEP_H
#define ACCOLADE_MARK_STEP_H

#include "scoring/scorebook.h"

#include <string.h>

enum { MARK_STEP = 8 };

/* They may begin at any byte. A comparison of two has all bits set where it is true. */
typedef Mark Marks __attribute__((vector_size(MARK_STEP * sizeof(Mark)), aligned(1), may_alias));

/* Is a comparison true for any of them? */
static inline bool marks_any(Marks compared) {
  uint64_t halves[2];
  memcpy(halves, &compared, sizeof halves);
  return (halves[0] | halves[1]) != 0;
}

#endif
