/* rubric_words.h: in words, how the dimensions of an item make its result, and what is rounded to what: for scoresheets, and for
 * packs before any award. */
#ifndef ACCOLADE_RUBRIC_WORDS_H
#define ACCOLADE_RUBRIC_WORDS_H

#include "criteria/rules.h"

/* Behind what out says already: "rounded (half up) to 0.1"; nothing where nothing is rounded. */
void rounding_put(GString *out, Rounding policy, Ratio step);
/* The same and what is rounded: "points of items: rounded (half up) to 1"; "none" where nothing is. Caller frees. */
char *rounding_words(RoundingRule rule);
/* "mean of the dimensions; rounded (half up) to 5; never above “Sound”", then where that is done, in words (NULL: nothing of
 * it). "" where an item takes one mark. Caller frees. */
char *rubric_words(const Rubric *rubric, const char *where, const char *lang);
/* Its title, else its id. */
const char *rubric_name(const Rubric *rubric, const char *lang);
/* Does any item take its marks by that rubric? */
bool rubric_is_used(const Criteria *criteria, const Rubric *rubric);

#endif
