/* placing.h: decisions on places that a tie left open, in words. */
#ifndef ACCOLADE_PLACING_H
#define ACCOLADE_PLACING_H

#include "commands/session.h"
#include "reports/document.h"

/* A Contest's place as people say it: "Gold, decided among A07, A09". Caller frees. */
char *placing_words(const Session *session, const char *place);
/* Tells, where there are any, which decisions have no effect any more. False with an error. */
bool placing_add_idle(Document *document, Session *session, GError **error);
/* Warns, on the session's errors, of every place that a tie left open and nobody was given. all_sealed: a stage must be opened
 * again before one can be. */
void placing_warn_open(Session *session, bool all_sealed);

#endif
