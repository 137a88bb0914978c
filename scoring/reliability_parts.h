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

/* The plans of a stage, or of all (-1), by stage and criteria, each by the ids of applicants and then of assessors; NULL only
 * when the source failed. Their panels are taken side by side where the source can. */
GPtrArray *plans_of(const Award *award, const Cycle *cycle, const PanelSource *source, int stage, GError **error);
size_t plan_size(const Plan *plan);
/* An item's result, or, with item -1, the total. */
static inline double plan_score(const PlanPart *part, size_t book, int64_t item) {
  return item < 0 ? part->books[book].total : (double)part->results[item][book];
}

/* All assessors of the cycle in the order of their ids. Caller frees. */
size_t *order_assessors(const Cycle *cycle);
/* "": every class. */
bool is_of_class(const Cycle *cycle, uint32_t applicant, const char *class_id);

/* Scores applicant by applicant as they came, not settled yet, with who gave them. */
typedef struct Scores {
  TwoWay *t;
  size_t *raters; /* t's assessors in that order: indices into the cycle's */
} Scores;
/* Of a class and item (-1: totals); what has none is left out. room: of such scores of this plan as are done with, and
 * taken; or NULL. */
Scores scores_of(const Plan *plan, const Cycle *cycle, const size_t *order, const char *class_id, int64_t item,
                 TwoWay *room);
/* Of another item, over the same incidence: no scorebook may lack a score of either. */
Scores scores_like(const Scores *like, const Plan *plan, int64_t item);
void scores_clear(Scores *scores);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Scores, scores_clear)

/* What the assessors' marks come to beside the colleagues', per assessor of the cycle. */
typedef struct Compared Compared;
Compared *reliability_compare(const Plan *plan, const Cycle *cycle);
/* Fills in the profiles of the totals, all but the teams. */
void reliability_profiles(const Compared *compared, Reliability *totals);

#endif
