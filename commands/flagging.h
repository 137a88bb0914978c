/* flagging.h: the flags of the checks as the record has them: which are open, and which people have settled and why. */
#ifndef ACCOLADE_FLAGGING_H
#define ACCOLADE_FLAGGING_H

#include "commands/command.h"
#include "scoring/check.h"

/* Flags of all panels, with the ranking made on the way (ret_ranking may be NULL; *ret_ranking is where the criteria have no
 * total) or on a ranking that is there (NULL: there is none); or those on one applicant: of the panels the acting person may
 * see, so that who does not see all scores is told nothing about places and floors. Resolved ones carry their reason. Caller
 * frees. */
GPtrArray *flags_of_all(Session *session, Ranking **ret_ranking, GError **error);
GPtrArray *flags_on_ranking(Session *session, const Ranking *ranking, GError **error);
GPtrArray *flags_of_applicant(Session *session, uint32_t applicant, GError **error);
size_t flags_open(const GPtrArray *flags);

/* The flag's name in the record; figures: flag_digest(). Borrowed from the session and the flag. */
FlagKey flag_key(const Session *session, const Flag *flag, const char *figures);

#endif
