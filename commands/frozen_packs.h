/* frozen_packs.h: the packs an award goes by, as init froze them, with what was set then: for `packs award`. */
#ifndef ACCOLADE_FROZEN_PACKS_H
#define ACCOLADE_FROZEN_PACKS_H

#include "commands/session.h"
#include "reports/document.h"

/* Of the session's open record: which they are, their texts' hashes, and the settings. */
Document *frozen_list_document(const Session *session, const char *lang);
/* One of them, by its id, or as "rules", "criteria" or the class that has its own: what it says with the settings applied, or
 * its text. NULL with error: the award has no such pack. */
Document *frozen_document(const Session *session, const char *id, const char *lang, GError **error);
const char *frozen_text(const Session *session, const char *id, GError **error);

#endif
