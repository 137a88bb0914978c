/* agreement_design_parts.h: the facets of a design and the effects they make. Private to agreement_design*.c. */
#ifndef ACCOLADE_AGREEMENT_DESIGN_PARTS_H
#define ACCOLADE_AGREEMENT_DESIGN_PARTS_H

#include "scoring/agreement.h"

enum { SETS = 1 << AGREEMENT_MAX_FACTORS };

/* An effect is a set of facets, bit f for facet f, that holds with a nested facet the one it lies in. */
typedef struct Design {
  const RatingTable *table;
  size_t facets, sizes[AGREEMENT_MAX_FACTORS]; /* of a nested facet: per nest */
  int within[AGREEMENT_MAX_FACTORS];           /* 1 + the facet around it */
  uint32_t *level[AGREEMENT_MAX_FACTORS];      /* numbered afresh inside nests */
  bool exists[SETS];
  double ss[SETS], df[SETS], ms[SETS], variance[SETS];
} Design;

/* The cell of score i in an effect. */
static inline uint64_t cell_of(const Design *d, unsigned set, size_t i) {
  uint64_t cell = 0;
  for (size_t f = 0; f < d->facets; f++)
    if (set >> f & 1) cell = cell * d->sizes[f] + d->level[f][i];
  return cell;
}

/* Variances where not every combination has a score. False: some has two, or the equations have no answer. */
bool design_uneven(Design *d, double mean);

#endif
