/* flagging.h: the flags of the checks as the record has them: which are open, and which people have settled and why. */
#ifndef ACCOLADE_FLAGGING_H
#define ACCOLADE_FLAGGING_H

#include "commands/command.h"
#include "scoring/check.h"

/* Flags of all panels, or of one applicant's the acting person may see (applicant >= 0, no ranking: then nothing
 * about places and floors). Resolved ones carry their reason. Caller frees. */
GPtrArray *flags_of_all(Session *session, const Ranking *ranking, GError **error);
GPtrArray *flags_of_applicant(Session *session, uint32_t applicant, GError **error);
size_t flags_open(const GPtrArray *flags);

/* The flag's name in the record; figures: flag_digest(). Borrowed from the session and the flag. */
FlagKey flag_key(const Session *session, const Flag *flag, const char *figures);

#endif
