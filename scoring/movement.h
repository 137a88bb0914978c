/* movement.h: how far a consensus moved a stage from what the independents come to, item by item and in points.
 *
 * Before is what the stage's own way of combining makes of the independent marks; where the stage is judged
 * (METHOD_JUDGED) their plain mean. After is what counts: where the stage is judged what the panel agreed on, else the
 * leader's figure; under every other method nothing moves, and what was agreed is only told beside it.
 * Points are the stage's: where it has other full marks than the criteria (scoring/scoresheet.h), items are
 * brought to them too. Exactly: raw after = raw before + moved + elsewhere, where moved is the sum of the items'
 * movements and elsewhere is 0 unless the criteria's total is its lowest item, or scorebooks' totals are combined. */
#ifndef ACCOLADE_MOVEMENT_H
#define ACCOLADE_MOVEMENT_H

#include "scoring/scoresheet.h"

typedef struct ItemMovement {
  const ItemScore *before, *after; /* of the two sheets */
  bool agreed;                     /* the panel agreed on it, or on some dimension of it */
  bool whole;                      /* on a number, with no dimension missing: then result is it, in the scale's unit */
  Ratio result;
  Ratio from, to, moved; /* what it adds to the stage's figure; moved is their difference */
} ItemMovement;

typedef struct Movement {
  Scoresheet *before, *after;
  bool counts; /* the stage is judged */
  size_t n_items;
  ItemMovement *items; /* per item number; one at a STAGE_TOTAL */
  Ratio moved;         /* the sum of the items' points */
  Ratio elsewhere;
} Movement;

Movement *movement_of(const Criteria *criteria, const Rules *rules, const Cycle *cycle, const Panel *panel);
void movement_free(Movement *movement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Movement, movement_free)

#endif
