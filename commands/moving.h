/* moving.h: whom a line of the rules lets go on, or leaves out, because an applicant left, came back or was corrected,
 * in words. */
#ifndef ACCOLADE_MOVING_H
#define ACCOLADE_MOVING_H

#include "commands/command.h"

/* Per applicant the closed stage whose line it did not reach (of int, -1: none), as the record stands; *ret_left stays NULL
 * where the rules draw no line. Caller unrefs. */
bool moving_read(Session *session, GArray **ret_left, GError **error);
/* A line for everybody but that applicant (-1: everybody) for whom it has changed since. */
bool moving_tell(Session *session, int64_t but, const GArray *before, GError **error);

#endif
