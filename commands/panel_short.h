/* panel_short.h: panels that recusals and releases leave smaller than the rules want, as long as something can be done about it:
 * an applicant whose panel stays so is not ranked. */
#ifndef ACCOLADE_PANEL_SHORT_H
#define ACCOLADE_PANEL_SHORT_H

#include "commands/session.h"
#include "reports/document.h"

/* For the status: those at stages that are open, and what to do; for who sees others' marks. */
bool panel_short_add(Document *document, const Session *session, GError **error);
/* A line where what is left of that applicant's panel is too little, be it nobody; at every stage. */
bool panel_short_tell_at(const Session *session, const Cycle *cycle, uint16_t stage, uint32_t applicant,
                         GError **error);
bool panel_short_tell(const Session *session, uint32_t applicant, GError **error);

#endif
