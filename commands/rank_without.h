/* rank_without.h: the question what an assessor's marks have moved: who would stand where if they counted nowhere. */
#ifndef ACCOLADE_RANK_WITHOUT_H
#define ACCOLADE_RANK_WITHOUT_H

#include "commands/output.h"

/* Ranks anew as if that assessor were recused from everybody, and lists whose total, rank or tier is another then. The least
 * size of panels is let go: the question is about the marks. Nothing is recorded. */
Exit rank_without_run(Session *session, const char *assessor, const Arguments *arguments, GError **error);

#endif
