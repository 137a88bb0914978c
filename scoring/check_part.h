/* check_part.h: the checks on one part of the panels. For the file that runs them.
 *
 * Panels may come by in parts, side by side; what is written while they do belongs to one part, or to applicants that are
 * in no other. Parts are joined in their order, so that everything is as if the panels had come in one. */
#ifndef ACCOLADE_CHECK_PART_H
#define ACCOLADE_CHECK_PART_H

#include "scoring/check_panel.h"
#include "scoring/check_stage.h"

/* What all parts look at. */
typedef struct CheckAll {
  const Award *award;
  const Cycle *cycle;
  const CheckRecord *record;
  const Ranking *ranking;     /* NULL: none, or not yet */
  const Standing **standings; /* per applicant; NULL without a ranking */
  bool gauging;               /* the panels come by for the first time */
  size_t n_stages, n_gauged;
  bool *seen;      /* [stage * applicants + applicant]: had a panel */
  Extent *extents; /* the same, n_gauged each; only where seen */
} CheckAll;

typedef struct CheckPart {
  CheckAll *all;
  PanelLayout *layout;
  size_t n_runs;
  CheckRun *runs;       /* the first n_gauged are those that compare panels */
  StageSheets **sheets; /* per stage */
} CheckPart;

/* Every check that the rules do not turn off. */
void check_part_open(CheckPart *part, CheckAll *all);
void check_part_close(CheckPart *part);

/* EachPanel, with a CheckPart. */
bool check_part_take(const Panel *panel, void *part);
CheckSubject check_subject_of(const CheckAll *all, uint32_t applicant, uint16_t stage);

/* The comparisons to come are handed in, at that stage; nothing that does not lie further out than this need be kept. */
void check_run_gauge(CheckRun *run, uint16_t stage, Extent kept);

/* Once it is known what chance gives: takes back the flags that rest on it. */
void check_part_settle(CheckPart *part);
/* Which panels that were seen have anything to look at the second time, [stage * applicants + applicant]; NULL: none. Caller
 * frees. */
bool *check_part_wanted(const CheckPart *part);

/* After the first time: adds what the part gathered to the part before, and shares with it what chance gives. */
void check_part_join(CheckPart *into, CheckPart *part);

#endif
