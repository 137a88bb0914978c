/* releasing.h: releases in words: what came of one, and who is released from which scorebook. */
#ifndef ACCOLADE_RELEASING_H
#define ACCOLADE_RELEASING_H

#include "commands/command.h"
#include "reports/document.h"
#include "store/release.h"

/* From what the assessor is released, who takes the places, what counts on, panels that are too small now, and who leads;
 * a successor who may work for an applicant is asked about on the standard error. */
bool releasing_tell(Session *session, const ReleaseOrder *order, const Released *done, GError **error);
/* Likewise what is taken back, and what is not, since another holds the place. */
bool releasing_tell_lift(Session *session, const ReleaseOrder *order, const Released *done, GError **error);

/* The releases in force that the acting person may know of: who oversees all of them with their successors, an assessor the
 * own. People read nothing where there are none. */
void releasing_add(Document *document, const Session *session);

#endif
