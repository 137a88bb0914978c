/* comparison.h: why the total of one applicant is above another's: the differences of what scoresheet.h totals and
 * ranking.h ranks, line by line. Nothing is reckoned anew.
 *
 * All differences are the first less the second. Lines that add up (`adds`) are, for every stage that counts, its items and
 * what these do not explain: how scorebooks are combined as wholes, deductions, rounding; at last the rounding of the award's total.
 * Their `counted` sums to the difference of the totals, exactly; within a stage to that of its weighted points. */
#ifndef ACCOLADE_COMPARISON_H
#define ACCOLADE_COMPARISON_H

#include "scoring/ranking.h"

typedef enum LineKind {
  LINE_CATEGORY,      /* a node that is no item: the sum of items below it, and never added beside them */
  LINE_ITEM,          /* an item, or a stage's one figure */
  LINE_COMBINED,      /* what the items do not explain of a stage's figure before rounding and deductions */
  LINE_DEDUCTED,      /* deductions, below zero */
  LINE_ROUNDED,       /* rounding of the stage, and that it is never below zero */
  LINE_STAGE,         /* a stage's points: the sum of the four kinds before */
  LINE_ROUNDED_TOTAL, /* rounding of the award's total */
  LINE_TOTAL
} LineKind;

typedef struct ComparedLine {
  LineKind kind;
  uint16_t stage;          /* but for the last two kinds */
  const Node *node;        /* of categories and items; NULL: of one figure, and of what is about the whole stage */
  CombinedState states[2]; /* missing: there is no figure */
  Ratio figures[2];        /* of items and categories on the criteria's points, else on the stage's or the award's */
  Ratio difference;        /* of the figures; one that is not there counts as zero */
  Ratio weighted[2];       /* of stages and what is about the total: times the stage's factor */
  bool is_counted; /* is `counted` known? not of categories whose parent takes the lowest, nor of stages one lacks */
  Ratio counted;   /* how much of the difference of the totals it is */
  bool adds;
} ComparedLine;

typedef enum Compared {
  COMPARED_ITEMS,  /* stage by stage, item by item */
  COMPARED_TOTALS, /* they are judged by different criteria: totals only */
} Compared;

typedef struct Comparison {
  uint32_t applicants[2];
  const Standing *standings[2];   /* NULL: not ranked */
  const NotRanked *not_ranked[2]; /* NULL: ranked */
  const Criteria *criteria[2];
  Compared compared;
  bool same_class;
  bool has_totals;  /* both are ranked */
  Ratio difference; /* of the totals */
  int order; /* ranked in one class: below 0: the first stands above; 0: they share a rank, or no order is known */
  bool is_told_apart; /* by the tie key `key`, which comes to key_points */
  size_t key;
  Ratio key_points[2];
  GPtrArray *sheets[2]; /* of Scoresheet, by stage; NULL: no scorebook there, or a gate */
  GArray *lines;        /* of ComparedLine, stage by stage, categories and items as the criteria have them */
} Comparison;

/* panels: of each applicant, n[i] of them, by stage; NULL: not there. Borrows award, cycle and ranking. */
Comparison *comparison_of(const Award *award, const Cycle *cycle, const Ranking *ranking, const uint32_t applicants[2],
                          const Panel *const *const panels[2], const size_t n[2]);
/* The sum of what adds up; it is the difference of the totals unless numbers are too large (ratio_is_valid()). */
Ratio comparison_sum(const Comparison *comparison);
void comparison_free(Comparison *comparison);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Comparison, comparison_free)

#endif
