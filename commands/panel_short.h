/* panel_short.h: panels that recusals and releases leave smaller than the rules want, as long as something can be done about it:
 * an applicant whose panel stays so is not ranked. */
#ifndef ACCOLADE_PANEL_SHORT_H
#define ACCOLADE_PANEL_SHORT_H

#include "commands/session.h"
#include "reports/document.h"

/* For the status: those at stages that are open, and what to do; for who sees others' marks. */
bool panel_short_add(Document *document, const Session *session, GError **error);
/* A line for each stage at which that applicant's panel is one of them. */
bool panel_short_tell(Session *session, uint32_t applicant, GError **error);

#endif
