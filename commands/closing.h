/* closing.h: who closes or seals a stage while something is undone learns it then, and not from the ranking. */
#ifndef ACCOLADE_CLOSING_H
#define ACCOLADE_CLOSING_H

#include "commands/session.h"

/* On the session's errors: scorebooks that are owed, or count without a declaration of interest, panels too small, applicants
 * that nobody marks or decided on, places that a tie leaves open. unassigned: store_unassigned() of before it was closed. */
void closing_warn(Session *session, uint16_t stage, const GArray *unassigned);

#endif
