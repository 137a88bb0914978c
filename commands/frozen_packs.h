/* frozen_packs.h: the packs an award goes by, as init froze them, with what was set then: for `packs award`. */
#ifndef ACCOLADE_FROZEN_PACKS_H
#define ACCOLADE_FROZEN_PACKS_H

#include "commands/session.h"
#include "reports/document.h"

/* Of the session's open record: which they are, their texts' hashes, and the settings. */
Document *frozen_list_document(const Session *session, const char *lang);
/* Which of them is meant, by its id, or as "rules", "criteria" or the class that has its own; false: the award has none such. */
bool frozen_find(const Session *session, const char *id, size_t *ret_at, GError **error);
/* What that one says with the settings applied; its text, borrowed. */
Document *frozen_document(const Session *session, size_t at, const char *lang);
const char *frozen_text(const Session *session, size_t at);

#endif
