/* scoresheet_parts.h: private to the files that total: what one panel's marks come to,
 * item by item, before anyone adds, rounds or deducts.
 *
 * An item's *part* is what a full mark on it adds to the total (its points, in a framework of points; its
 * share of the total, in one of means). When items are not applicable the parts of this applicant differ. */
#ifndef ACCOLADE_SCORESHEET_PARTS_H
#define ACCOLADE_SCORESHEET_PARTS_H

#include "scoring/scoresheet.h"

/* Panels up to this size are added in whole numbers, which needs room for the common multiple of 1 to 16. */
enum { SMALL_PANEL = 16, COMMON_OF_SMALL = 720720 };

struct ScoreScratch {
  const Criteria *criteria;
  Ratio *part;      /* per item; 0 when advisory */
  bool *counts;     /* per item: its part is not 0 */
  Ratio *node_part; /* per node: the sum of its items' */
  Ratio full;       /* the sum of all */
  bool linear;      /* a small panel's total is sum(result x weight) / common, exactly and without overflow */
  int64_t *weight;  /* per item: for results in 1/den hundredths */
  int64_t common;
  bool columns; /* there are enough items, each one cell taken as it is: marks can be added up side by side */
  /* of the panel in hand */
  size_t room;             /* for how many scorebooks there is space */
  const Scorebook **books; /* the scorebooks that count */
  size_t n_books, lead;    /* lead: the leader's place among them, n_books without one */
  Mark *agreed;            /* the leader's marks with what the panel agreed on laid over them, as a scorebook */
  Scorebook agreed_book;
  int64_t *results;
  Ratio *totals;
  Combined *combined; /* per item */
  bool *mask;         /* per item: those of the node or subtotal in hand */
  bool unusual;       /* some counted item is not applicable */
  bool fell_back;     /* some counted item is combined by the fallback method */
  Ratio *item_part;   /* per item, of this applicant */
  Ratio *node_points, *node_max;
  bool *node_complete;
};

typedef struct ItemFigure {
  Ratio result; /* in the scale's unit */
  Ratio points, max;
  Ratio value; /* what it adds to the total */
} ItemFigure;

/* Picks the scorebooks that count under the blank policy, making room for them. */
void figures_take(ScoreScratch *scratch, const Panel *panel, BlankPolicy blank);
/* Under METHOD_JUDGED: what the panel agreed on, laid over the leader's marks, is the leader's scorebook from now on; without
 * a leader over the only scorebook, else over blanks as one more. */
void figures_take_agreed(ScoreScratch *scratch, const Panel *panel, size_t n_cells);
/* Combines every item of the taken scorebooks; returns how many counted items are missing. */
uint32_t figures_combine(ScoreScratch *scratch, const Combination *how);
/* What item rounding there is: policy ROUND_NONE when the rule rounds elsewhere. */
RoundingRule figures_item_rounding(RoundingRule rule);
ItemFigure figures_item(const ScoreScratch *scratch, size_t item, RoundingRule rounding);
/* Points and full marks per node, in node_points, node_max and node_complete. */
void figures_nodes(ScoreScratch *scratch, RoundingRule rounding);
Ratio figures_total(ScoreScratch *scratch, RoundingRule rounding, Ratio *ret_max);
/* What the items with counts[i] add to the total; of all when counts is NULL. After figures_combine(). */
Ratio figures_sum(ScoreScratch *scratch, const bool *counts, RoundingRule rounding);
/* Their full marks for this applicant. After figures_sum(). */
Ratio figures_full(const ScoreScratch *scratch, const bool *counts);
/* Which items a node, or else a subtotal, is made of. Both may be NULL: none. */
void figures_mask(const Criteria *criteria, const Node *node, const Subtotal *subtotal, bool *ret_counts);
/* A subtotal's points, full marks and completeness. */
SubtotalScore figures_subtotal(const ScoreScratch *scratch, const Subtotal *subtotal, RoundingRule rounding);

/* The stage's own rounding rule, else the award's, else, where items are marked, the criteria's. */
RoundingRule stage_rounding(const Criteria *criteria, const Rules *rules, const Stage *stage);

typedef struct Reckoning {
  StageTotal total;
  Ratio raw, deducted;
  Ratio fit;       /* what brings the criteria's points to the stage's full marks */
  Combined figure; /* STAGE_TOTAL: the one figure */
} Reckoning;
Reckoning stage_reckon(const Criteria *criteria, const Rules *rules, const Cycle *cycle, const Panel *panel,
                       ScoreScratch *scratch);

#endif
