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

/* A command about one applicant with its reason, whose change lets others go on or leaves them out: says `said`, with its id
 * for %s, and whom it moved. */
typedef bool MovingChange(Store *store, uint32_t applicant, const char *reason, GError **error);
Exit moving_run(Session *session, const Arguments *arguments, MovingChange *change, const char *said, GError **error);

#endif
