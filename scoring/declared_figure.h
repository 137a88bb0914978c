/* declared_figure.h: the figures that declared rules compare, exact. For check_declared.c. */
#ifndef ACCOLADE_DECLARED_FIGURE_H
#define ACCOLADE_DECLARED_FIGURE_H

#include "scoring/check_parts.h"

/* What a rule is asked of. */
typedef struct Asked {
  const CheckSubject *subject;
  const CheckItem *item;   /* in hand; NULL: none */
  size_t book;             /* whose figures are asked for; panel->n: the panel's */
  GHashTable *scratches;   /* where totals are made, per criteria; declared_scratches() */
  ScoreScratch *totalled;  /* where this subject's was made last; NULL: nowhere yet */
  size_t totalled_book;    /* of what: as book */
  Ratio total, total_full; /* what came of it; total_full 0: something is missing */
} Asked;

GHashTable *declared_scratches(void);

/* Of the item with the code `ref`, "" being the one in hand; FIGURE_PERCENT also of a node, a subtotal or "total",
 * FIGURE_STAGE of a stage. False when there is no such figure, as where a mark is missing. */
bool declared_figure(Asked *asked, RuleFigure figure, const char *ref, Ratio *ret);

#endif
