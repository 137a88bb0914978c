/* wants.h: what the rules want beside the marks of a scorebook: comments and key factors (Requirement, criteria/rules.h).
 *
 * A requirement speaks of the items whose result lies between its marks, both included; items without a number are left
 * alone. It wants so many strengths, opportunities, either, or different key factors that the comments on the item cite.
 * One about reasons speaks of the items on which the assessor abstains. Comments on a dimension are the item's too. */
#ifndef ACCOLADE_WANTS_H
#define ACCOLADE_WANTS_H

#include "scoring/scorebook.h"

/* One comment of the scorebook. */
typedef struct Noted {
  const char *item, *kind;
  const char *factors; /* numbers of the key factors it cites, "3 7"; "" none */
} Noted;

/* What a requirement wants, as a msgid: "strengths" ... */
const char *wanted_words(const char *what);
/* Does it speak of an item with that result, in 1/den hundredths of the unit of the item's scale (Scale.unit)? */
bool requirement_applies(const Requirement *requirement, int64_t result, int64_t den, int16_t unit);
/* How many of what it wants there are on the item. */
unsigned requirement_count(const Requirement *requirement, const char *item, size_t n, const Noted *noted);

/* One item that lacks what a requirement wants, or has more of it than it allows. */
typedef struct Want {
  const Node *item;
  const Requirement *requirement;
  unsigned there;
} Want;

/* Every want of a scorebook of stage_cells() marks, in the items' order; none where the stage has no items. Those whose
 * requirement is `strict` bar its submission. Caller frees. */
GArray *wants_of(const Stage *stage, const Criteria *criteria, const Mark *marks, size_t n, const Noted *noted);

#endif
