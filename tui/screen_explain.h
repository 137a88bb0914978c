/* screen_explain.h: private to the files of the screen that explains one applicant's points: stage by stage, category by
 * category, item by item, each with the marks it rests on and the arithmetic of the focused one. */
#ifndef ACCOLADE_SCREEN_EXPLAIN_H
#define ACCOLADE_SCREEN_EXPLAIN_H

#include "scoring/disagreement.h"
#include "tui/list.h"
#include "tui/tui.h"

typedef struct StageShare { /* one stage at which there are scorebooks */
  uint16_t stage;
  Panel *panel;
  Scoresheet *sheet;
  Disagreements *among; /* for what each scorebook came to, item by item */
} StageShare;

typedef struct ExplainRow {
  guint part;
  const Node *node;          /* NULL: the stage itself, or its one figure */
  const ItemScore *score;    /* NULL: not an item */
  const Disagreement *given; /* likewise */
} ExplainRow;

typedef struct Explain {
  List list;
  Session *session;
  uint32_t applicant;
  SharedRanking *ranking;
  GArray *parts, *rows; /* StageShare, ExplainRow */
} Explain;

const ExplainRow *explain_row(const Explain *explain, size_t i);
const StageShare *explain_part(const Explain *explain, const ExplainRow *row);
/* "75 80 (85) 70 (60)": what each scorebook of the panel came to on an item, in brackets what does not count. Caller frees. */
char *explain_marks(const Explain *explain, const ExplainRow *row, bool with_names);

/* screen_explain_draw.c */
void explain_draw(Tui *tui, void *state, Area area);
/* Where the applicant stands, in a line: rank, class, total, tier, or why there is no rank. Caller frees. */
char *explain_standing(const Explain *explain);
/* A row in one line: what, how many points of how many, and the marks it rests on. Caller frees. */
char *explain_words(const Explain *explain, const ExplainRow *row);

#endif
