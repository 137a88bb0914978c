/* reliability_parts.h: what the files of reliability share: the scorebooks of a stage as columns of figures. */
#ifndef ACCOLADE_RELIABILITY_PARTS_H
#define ACCOLADE_RELIABILITY_PARTS_H

#include "scoring/agreement_model.h"
#include "scoring/reliability.h"

typedef struct PlanBook {
  uint32_t applicant, assessor;
  double total; /* NAN: not complete */
} PlanBook;

/* All scorebooks of one stage and criteria, panel by panel. */
typedef struct Plan {
  uint16_t stage_index;
  const Stage *stage;
  const Criteria *criteria;
  size_t n_items;     /* 0 at a STAGE_TOTAL */
  GArray *books;      /* PlanBook */
  GPtrArray *results; /* per item a GArray of float, percent of full marks per scorebook; NAN: no number */
  ScoreScratch *scratch;
} Plan;

static inline double plan_result(const Plan *plan, size_t book, size_t item) {
  return (double)g_array_index((const GArray *)plan->results->pdata[item], float, book);
}

/* Fills in profiles and teams of the totals, whose raters are linked so. */
void reliability_profiles(const Plan *plan, const Cycle *cycle, const Links *links, Reliability *totals);

#endif
