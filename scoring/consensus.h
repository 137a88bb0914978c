/* consensus.h: what a panel agreed on after everybody had given independent marks.
 *
 * A consensus is a record beside the independent scorebooks and never changes them: per stage, applicant and cell the
 * agreed mark, who proposed it, and, where it is a movement, a reason code and words. It is no movement when no legal mark
 * lies nearer to the independents' mean, or none nearer to their median. An agreed mark counts only where the stage's
 * combination is METHOD_JUDGED: then it stands in the leader's place, cell by cell; cells nobody agreed on stay the
 * leader's. Under every other method the figures are computed from the independents alone. */
#ifndef ACCOLADE_CONSENSUS_H
#define ACCOLADE_CONSENSUS_H

#include "scoring/scorebook.h"

/* The marks of cells first .. first + n - 1 with what is agreed laid over `base` (NULL: blanks). base starts at cell 0. */
void consensus_over(const Panel *panel, const Mark *base, size_t first, size_t n, Mark *ret_marks);

/* Is that agreed mark a movement away from what the independents gave on the cell, so that it needs a reason? */
bool consensus_moves(const Scale *scale, const Mark *independent, size_t n, Mark agreed);

/* The legal mark nearest to the mean of the numbers given, where a talk may begin; false when there are none. */
bool consensus_suggests(const Scale *scale, const Mark *independent, size_t n, Mark *ret_mark);

/* The reason codes: the rules' own, else evidence, misread, arithmetic, scope, other. */
size_t consensus_code_count(const Rules *rules);
const char *consensus_code(const Rules *rules, size_t i);
/* Its title in that language, or the msgid of a built-in one. */
const char *consensus_code_title(const Rules *rules, size_t i, const char *lang);
bool consensus_has_code(const Rules *rules, const char *code);

#endif
