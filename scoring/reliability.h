/* reliability.h: from the panels of an award to statements about its assessors: how far they agree, stage by stage,
 * class by class, item by item and over totals; who is harsh, narrow or reads differently; which teams are linked.
 *
 * Pure computation in doubles on top of agreement.h; nothing here flows back into a total. Memory and time grow with the
 * scorebooks, not with applicants x assessors: a plan in which nearly everybody marks everybody is treated as a matrix,
 * any other as a list of scores. */
#ifndef ACCOLADE_RELIABILITY_H
#define ACCOLADE_RELIABILITY_H

#include "scoring/agreement.h"
#include "scoring/ranking.h"

/* One assessor against the mean of the colleagues on the same applicants and items, in percent of full marks. Told apart
 * because training mends level and spread, not discrimination. NAN: cannot be said. */
typedef struct RaterProfile {
  double level;          /* mean difference: above 0 marks higher */
  double level_se;       /* from how it differs from applicant to applicant; NAN with one */
  double spread;         /* standard deviation over a single colleague's: below 1 uses less of the scale */
  double discrimination; /* correlation */
  double
      severity; /* in points of a total below the mean of all assessors, all applicants taken together; NAN where unlinked */
  double severity_se;
  double marks;      /* compared with colleagues': what spread and discrimination rest on */
  size_t applicants; /* marked together with colleagues */
  size_t team;       /* which linked group of panels, from 0 */
} RaterProfile;

/* Agreement on one thing: the totals of a stage, those of one class, or one item. */
typedef struct Reliability {
  uint16_t stage;
  const char *class_id;     /* "": all classes */
  const Criteria *criteria; /* that the figures are of */
  const char *item;         /* code; NULL: totals */
  size_t n, k;              /* applicants, assessors */
  double panel;             /* assessors per applicant: harmonic mean */
  bool crossed;             /* half the cells are filled, of 400,000 at most: Kendall's W and alpha can be asked */
  size_t *raters;           /* k of them: index into the cycle's assessors, in the order of the values' lists */
  size_t teams;             /* groups of assessors that no applicant links */
  RaterProfile *profiles;   /* per rater; NULL but for the totals of all classes */
  Agreement *agreement;
} Reliability;
void reliability_free(Reliability *reliability);

/* Of one stage, or of all (stage -1): per stage and criteria the totals, then those of each class, then the items in the
 * criteria's order. Scorebooks whose total is not complete are left out of totals. NULL only when the source failed. */
GPtrArray *reliability_of(const Award *award, const Cycle *cycle, const PanelSource *source, int stage, GError **error);

/* What sets an assessor apart from the colleagues: bits. */
typedef enum Oddity {
  ODDITY_HARSH = 1,
  ODDITY_LENIENT = 2,
  ODDITY_NARROW = 4,
  ODDITY_WIDE = 8,
  ODDITY_APART = 16 /* reads evidence differently */
} Oddity;
/* Those of each assessor, as far as they are large as well as beyond what chance gives the furthest of so many who are all alike.
 * Of totals that have profiles. Caller frees. */
unsigned *reliability_oddities(const Reliability *totals);

/* Dependability (absolute decisions) with m assessors for each applicant; NAN when the variances are not known. */
double reliability_with(const Agreement *agreement, double m);
/* The variance of marks that lies between applicants, between assessors and in the rest, none below 0; false when not
 * known, or all nothing. */
bool reliability_variances(const Agreement *agreement, double *ret_applicants, double *ret_assessors, double *ret_rest);

#endif
