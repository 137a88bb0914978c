/* moving.h: what a change about one applicant does to others: whom a line of the rules lets go on or leaves out, and who gets
 * a place or loses it. Said in words, so that it happens to nobody in silence. */
#ifndef ACCOLADE_MOVING_H
#define ACCOLADE_MOVING_H

#include "commands/command.h"

/* Where everybody stands, in the order of the cycle's applicants. */
typedef struct Moving {
  GArray *
      left; /* of int: the closed stage whose line each did not reach, -1: none; NULL: no stage that draws one is closed */
  GPtrArray *tiers; /* of const Tier: of each, NULL: none; NULL while a stage that counts is open, or without tiers */
} Moving;
bool moving_read(Session *session, Moving *ret_moving, GError **error);
void moving_clear(Moving *moving);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Moving, moving_clear)

/* Says that it goes on after the stage, or does not; after the last one, that it passes it. */
void moving_tell_line(const Session *session, const char *id, size_t stage, bool passes);
/* A line for everybody but that applicant (-1: everybody) whose standing has changed since. */
bool moving_tell(Session *session, int64_t but, const Moving *before, GError **error);

/* A command about one applicant with its reason, whose change may move others: says `said`, with its id for %s, and whom. */
typedef bool MovingChange(Store *store, uint32_t applicant, const char *reason, GError **error);
Exit moving_run(Session *session, const Arguments *arguments, MovingChange *change, const char *said, GError **error);

#endif
