/* releasing.h: who is released from which scorebook, as a table of the status. */
#ifndef ACCOLADE_RELEASING_H
#define ACCOLADE_RELEASING_H

#include "commands/command.h"
#include "reports/document.h"

/* The releases in force that the acting person may know of: who oversees all of them with their successors, an assessor the
 * own. People read nothing where there are none. */
void releasing_add(Document *document, const Session *session);

#endif
