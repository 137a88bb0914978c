/* export_comments.h: every comment that stands, in long form. */
#ifndef ACCOLADE_EXPORT_COMMENTS_H
#define ACCOLADE_EXPORT_COMMENTS_H

#include "commands/output.h"

/* Writes stage, applicant, assessor, item, kind, text, evidence, file, sha256, factors as CSV to path, or the screen when it is
 * NULL; by stage, ids (bytewise), item, kind and text, drafts' too. */
bool export_comments(Session *session, const char *path, GError **error);

#endif
