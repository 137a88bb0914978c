/* leading.h: what becomes of the lead of an applicant's panels when somebody is recused or released, in words. */
#ifndef ACCOLADE_LEADING_H
#define ACCOLADE_LEADING_H

#include "commands/command.h"
#include "reports/document.h"

/* A line for every stage whose leader is out of the applicant's panel: to whom the lead has passed, or that nobody leads. An
 * assessor is not told who. */
bool leading_tell(Session *session, uint32_t applicant, GError **error);
/* The panels of store_leaderless() as a table; people read nothing where there are none. */
void leading_add(Document *document, const Session *session, GArray *panels);

/* How far the panels are that the acting person leads (of Owed), for people; nothing where there are none. */
void leading_add_led(Document *document, const Session *session, const GArray *owed);

#endif
