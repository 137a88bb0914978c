/* scoresheet.h: the one function that totals.
 *
 * A scoresheet is computed from a panel (or one scorebook, for what an assessor sees live): points per
 * item, per node, per subtotal and in total, each an exact rational, with what each rests on.
 * Bulk work calls stage_total() and allocates nothing per applicant; a full sheet is built for the
 * applicant that is asked about; both add up the same item figures in the same way.
 *
 * An item's points = points x result / rubric maximum, rounded where the rules (else the criteria)
 * say (ROUND_AT_ITEM). Not applicable items follow the item's policy: their points go to their
 * siblings (redistribute; with no sibling judged they leave the maximum too), leave the maximum (shrink), or
 * count as zero. Advisory items are combined and shown, and add nothing.
 *
 * A STAGE_TOTAL's one figure is rounded where items are (ROUND_AT_ITEM), but never by the criteria's rule. A stage's own rule
 * rounds items or the stage: the award's total is the award's.
 *
 * A stage's figure, in this order: items or scorebook totals combined; brought to the stage's full marks where the
 * rules give other ones than the criteria's; rounded (ROUND_AT_STAGE); lessened by deductions, each being its points
 * times the started units above the free ones of all its records together; never below zero.
 *
 * With APPLY_AT_TOTAL every scorebook is totalled by itself and the totals are combined; a scorebook with a blank or
 * abstained mark has none. The sheet's items then show the marks combined per item, and need not add up. */
#ifndef ACCOLADE_SCORESHEET_H
#define ACCOLADE_SCORESHEET_H

#include "scoring/combine.h"
#include "scoring/cycle.h"

/* What one applicant reached at one stage. */
typedef enum TotalState {
  TOTAL_COMPLETE,
  TOTAL_INCOMPLETE, /* some item has no mark (or the blank policy refuses) */
  TOTAL_NO_PANEL,   /* fewer scorebooks than the stage's panel minimum */
  TOTAL_OVERFLOW,   /* does not fit an exact number: never seen in practice, never silent */
  TOTAL_NONE        /* the criteria have no total */
} TotalState;

typedef struct StageTotal {
  Ratio points; /* after rounding and deductions; of what is marked when incomplete */
  Ratio max;    /* full marks, smaller when items are not applicable under "shrink" */
  TotalState state;
  uint32_t scorebooks; /* that count */
  uint32_t missing;    /* items without a mark */
  bool fell_back;      /* some item used the fallback */
} StageTotal;

/* Scratch space that bulk callers reuse; one per thread. */
typedef struct ScoreScratch ScoreScratch;
ScoreScratch *score_scratch_new(const Criteria *criteria);
void score_scratch_free(ScoreScratch *scratch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ScoreScratch, score_scratch_free)

StageTotal stage_total(const Criteria *criteria, const Rules *rules, const Cycle *cycle, const Panel *panel,
                       ScoreScratch *scratch);
/* The points that so much of what the rules name takes off: each unit beyond what is free, a part of one as a whole. */
Ratio deduction_charge(const Deduction *deduction, Ratio amount);
/* After stage_total(): the share of its full marks, 1 being all, that the panel gave a node (by code) or else a subtotal
 * (by id). False where the criteria have neither, or one of its items has no mark. */
bool stage_share(const Rules *rules, const Stage *stage, ScoreScratch *scratch, const char *ref, Ratio *ret_share);

typedef struct ItemScore {
  const Node *item;
  Combined combined; /* the panel's marks, in 1/rubric->den hundredths; judged figures too */
  Ratio result;      /* on the rubric's scale, in its unit (percent: 65/1) */
  Ratio points;      /* after item rounding */
  Ratio max;         /* this applicant's full points of the item */
  Ratio value;       /* what it adds to the total: its points, in a framework of means their share */
  const Band *band;  /* NULL while missing */
} ItemScore;

typedef struct NodeScore {
  const Node *node;
  Ratio points, max; /* AGGREGATE_MEAN: on the node's own full marks, else the criteria's */
  bool complete;
} NodeScore;

typedef struct SubtotalScore {
  const Subtotal *subtotal;
  Ratio points, max;
  const char *band; /* name in the band table on it, "" when there is none */
  bool complete;
} SubtotalScore;

typedef struct Scoresheet {
  const Criteria *criteria;
  const Stage *stage;
  StageTotal total;
  Ratio raw; /* the total before stage rounding and deductions */
  Ratio deducted;
  RoundingRule rounding; /* in force at the stage; policy ROUND_NONE where there is none */
  Ratio fit;             /* what a point of the criteria is at the stage: 1 unless the rules give it other full marks */
  const char *band;      /* of the total; "" when there is none */
  size_t n_items;
  ItemScore *items; /* per item number; STAGE_TOTAL: one, with item == NULL */
  size_t n_nodes;
  NodeScore *nodes; /* per criteria node */
  size_t n_subtotals;
  SubtotalScore *subtotals;
} Scoresheet;

Scoresheet *scoresheet_of(const Criteria *criteria, const Rules *rules, const Cycle *cycle, const Panel *panel);
void scoresheet_free(Scoresheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Scoresheet, scoresheet_free)

/* A recognition level's or gate's condition on a complete sheet. */
bool condition_is_met(const Condition *condition, const Scoresheet *sheet);
/* The highest level met per track, in pack order; criteria's levels, then the rules'. A pack lists the levels of a
 * track from the highest down, as rules list tiers. A ref that is incomplete or unknown is not met; a category's band
 * is read in the rubric of its first item. */
size_t levels_met(const Scoresheet *sheet, const Rules *rules, const Level **ret_levels, size_t most);

#endif
