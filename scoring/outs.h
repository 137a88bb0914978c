/* outs.h: who is out at a stage: not marked there any more, owed nothing, asked about by nobody.
 *
 * Out is who is vetoed or has withdrawn, at every stage; who was decided not to go on, after that stage; and whom a line of the rules
 * (PASS_TOP, PASS_RATIO, PASS_FLOOR) left out, after the stage it is drawn at, also for want of the figure or the decision
 * without which it cannot be measured. A line holds once nothing that is still to come would move it: every stage up to there
 * that has a say is closed or sealed, or nothing is missing at it, neither a scorebook nor a figure nor a decision. Until then
 * nobody is out by it. */
#ifndef ACCOLADE_OUTS_H
#define ACCOLADE_OUTS_H

#include "scoring/ranking.h"

/* BEFORE: did not go on from an earlier stage. Of several the first counts. */
typedef enum Out { OUT_NOT, OUT_VETO, OUT_WITHDRAWN, OUT_BEFORE, OUT_COUNT } Out;

typedef struct Outs {
  const Cycle *cycle;
  const uint8_t *from; /* per applicant: out by a line from this stage on; NULL: nobody is */
  bool decided_only;   /* vetoes, too, are left aside; who withdrew knows of it */
} Outs;

/* The one function that decides. */
Out outs_at(const Outs *outs, uint32_t applicant, size_t stage);

/* Up to which stage lines have a say in a later one: the first such line, and one more than the last; both 0: none has. */
typedef struct Lines {
  size_t first, end;
} Lines;
Lines award_lines(const Award *award);

/* Whether a stage's state, or that none of its scorebooks is out, leaves its line where it is, as far as can be told without
 * its figures. unfinished[stage * applicants + applicant]: a scorebook of that panel is not submitted. */
bool line_may_hold(const Cycle *cycle, size_t stage, const bool *unfinished);
/* Outs.from, as panels of the stages before award_lines().end come by; NULL with an error when the source failed. Caller
 * frees. */
uint8_t *outs_by_lines(const Award *award, const Cycle *cycle, const PanelSource *source, const bool *unfinished,
                       GError **error);

#endif
