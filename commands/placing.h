/* placing.h: decisions on places that a tie left open, in words. */
#ifndef ACCOLADE_PLACING_H
#define ACCOLADE_PLACING_H

#include "commands/session.h"
#include "reports/document.h"
#include "scoring/ranking.h"

/* Tells who sees scores which places are still to be given or stay empty, when all marks are in, and which decisions, where
 * there are any, have no effect any more. False with an error. */
bool placing_add(Document *document, Session *session, bool all_in, GError **error);
/* The first of these, of the ranking as it is: nothing while a stage that counts has not begun. */
void placing_add_left(Document *document, const Session *session, const Ranking *ranking);
/* Warns, on the session's errors, of every place that a tie left open and nobody was given. all_sealed: a stage must be opened
 * again before one can be. */
void placing_warn_open(Session *session, bool all_sealed);

#endif
