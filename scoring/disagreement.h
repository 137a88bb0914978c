/* disagreement.h: where a panel is of different minds, item by item: what the matrix shows and a consensus begins with.
 *
 * The limits are those of the check `spread` under these rules, in percent of an item's largest result: from `warn` on an
 * item wants a word, from `discuss` on the panel has to talk about it. A mark stands apart from the panel's median by one
 * step when its distance is half the first limit, by two when it is half the second: the ends of a range that reaches a
 * limit stand apart by that much at least on one side. Figures are exact; nothing here counts towards a total. */
#ifndef ACCOLADE_DISAGREEMENT_H
#define ACCOLADE_DISAGREEMENT_H

#include "scoring/check.h"

typedef enum Talk { TALK_NONE, TALK_WARN, TALK_DISCUSS } Talk;

typedef struct Disagreement {
  CheckItem item; /* with the panel's results */
  Text title;     /* of the item; empty at a STAGE_TOTAL */
  Ratio mean;     /* in the scale's unit, like median and range; 0 without marks */
  Ratio median;   /* the middle one, or half-way between the two */
  Ratio range;    /* highest less lowest */
  Ratio variance; /* of a sample: over n - 1; 0 with fewer than two. Its root is the standard deviation */
  Ratio mad;      /* the median distance from the median */
  int64_t middle; /* twice the median, in 1/den hundredths */
  Talk talk;
} Disagreement;

typedef struct Disagreements {
  Ratio warn, discuss; /* limits, percent */
  size_t n_books, n;
  Disagreement *items; /* in the criteria's order */
  int64_t *results;
} Disagreements;

Disagreements *disagreements_of(const Award *award, const Cycle *cycle, const Panel *panel);
void disagreements_free(Disagreements *disagreements);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Disagreements, disagreements_free)

/* -2 -1 0 1 2: how far that scorebook's result stands below or above the median; 0 for a state. */
int disagreement_step(const Disagreements *among, const Disagreement *item, size_t book);
/* How many items want a word, and how many of them have to be talked about. */
size_t disagreements_count(const Disagreements *disagreements, Talk least);
/* Item numbers, the widest (as a share of the largest result) first, then in order. Caller frees. */
typedef enum Spread { SPREAD_RANGE, SPREAD_DEVIATION, SPREAD_MAD } Spread;
size_t *disagreements_by(const Disagreements *disagreements, Spread spread);

#endif
