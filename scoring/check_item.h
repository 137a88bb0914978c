/* check_item.h: what a panel gave on one item, as the checks, the matrix and the consensus look at it. */
#ifndef ACCOLADE_CHECK_ITEM_H
#define ACCOLADE_CHECK_ITEM_H

#include "scoring/combine.h"

/* By the item's kind: "process", "enabler" and "execution" are processes, "results" are. */
typedef enum ItemSide { SIDE_OTHER, SIDE_PROCESS, SIDE_RESULTS } ItemSide;

/* Results are rubric_result() per scorebook, or a MARK_ state. */
typedef struct CheckItem {
  const char *code; /* "4.1.2"; "total" at a STAGE_TOTAL */
  ItemSide side;
  const Node *node; /* NULL at a STAGE_TOTAL, like the rubric */
  const Rubric *rubric;
  const Scale *scale;
  int64_t den;            /* results are in 1/den hundredths of the scale's unit */
  int64_t full;           /* the largest possible result; at least 1 */
  const bool *legal;      /* per mark as a uint16_t: is it on the scale, blank or abstained? NULL: not asked */
  bool strange;           /* some mark of the panel is not among them */
  const int64_t *results; /* panel->n of them */
  size_t n;               /* how many are numbers */
  int64_t low, high, sum; /* of the numbers; 0 without any */
} CheckItem;

static inline bool check_is_legal(const CheckItem *item, Mark mark) { return item->legal[(uint16_t)mark]; }

/* How many items a stage has; one of them, without marks; and what a panel gave on it (results: room for panel->n). */
size_t check_item_count(const Stage *stage, const Criteria *criteria);
CheckItem check_item_of(const Stage *stage, const Criteria *criteria, size_t number);
void check_item_fill(CheckItem *item, const Panel *panel, int64_t *results);
/* Is a scorebook's result on the item the mark in its one cell as it is? */
bool check_item_is_plain(const CheckItem *item);
/* Are its two marks the lower and the upper end of a range? */
bool check_item_takes_range(const CheckItem *item);

/* The item's result of such marks of a whole scorebook. */
int64_t check_item_result(const CheckItem *item, const Mark *marks);
/* Twice the median of n numbers, which are put in order; 0 of none. */
int64_t twice_median(int64_t *numbers, size_t n);
/* Is a distance between results at least that many percent of the largest possible one? On a percent scale: points. */
bool check_reaches(const CheckItem *item, int64_t distance, Ratio percent);
/* The band (0, 1 ...) sum / n results fall in; -1 when the item has no bands. */
static inline int check_band(const CheckItem *item, int64_t sum, int64_t n) {
  if (!item->rubric || item->rubric->n_bands == 0) return -1;
  size_t band = item->rubric->n_bands - 1;
  int64_t per_unit = item->den * n;
  while (band > 0 && item->rubric->bands[band].from * per_unit > sum) band--;
  return (int)band;
}

#endif
