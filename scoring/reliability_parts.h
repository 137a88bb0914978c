/* reliability_parts.h: what the files of reliability share: the scorebooks of a stage as columns of figures. */
#ifndef ACCOLADE_RELIABILITY_PARTS_H
#define ACCOLADE_RELIABILITY_PARTS_H

#include "scoring/agreement_model.h"
#include "scoring/reliability.h"

typedef struct PlanBook {
  uint32_t applicant, assessor;
  double total; /* NAN: not complete */
} PlanBook;

/* Scorebooks of some applicants, panel by panel. */
typedef struct PlanPart {
  size_t n, room;
  PlanBook *books;
  float **results; /* per item and scorebook, percent of full marks; NAN: no number */
} PlanPart;

/* All scorebooks of one stage and criteria: its parts are of applicants one after the other. */
typedef struct Plan {
  uint16_t stage_index;
  const Stage *stage;
  const Criteria *criteria;
  size_t n_items;   /* 0 at a STAGE_TOTAL */
  GPtrArray *parts; /* PlanPart */
  bool *gaps;       /* per item, and last for totals: some scorebook has none */
} Plan;

/* The plans of a stage, or of all (-1), by stage and criteria; NULL only when the source failed. Their panels are taken
 * side by side where the source can. */
GPtrArray *plans_of(const Award *award, const Cycle *cycle, const PanelSource *source, int stage, GError **error);
size_t plan_size(const Plan *plan);
/* An item's result, or, with item -1, the total. */
static inline double plan_score(const PlanPart *part, size_t book, int64_t item) {
  return item < 0 ? part->books[book].total : (double)part->results[item][book];
}

/* What the assessors' marks come to beside the colleagues', per assessor of the cycle. */
typedef struct Compared Compared;
Compared *reliability_compare(const Plan *plan, const Cycle *cycle);
/* Fills in the profiles of the totals, all but the teams. */
void reliability_profiles(const Compared *compared, Reliability *totals);

#endif
