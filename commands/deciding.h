/* deciding.h: whom people have to decide on, at stages that a decision passes. */
#ifndef ACCOLADE_DECIDING_H
#define ACCOLADE_DECIDING_H

#include "commands/command.h"
#include "reports/document.h"

/* Who comes up for a decision or was decided on (of PanelProgress: 1 assigned, and submitted when it is decided), by stage and
 * applicant. panels: of store_progress(), outs: of store_outs(). */
GArray *deciding_list(const Session *session, const GArray *panels, const Outs *outs);
/* Those who wait for it as a table, for who sees scores; people read nothing where there are none. False with an error. */
bool deciding_add(Document *document, const Session *session, GError **error);

#endif
