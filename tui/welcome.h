/* welcome.h: making a new file from what was chosen on the welcome screen, through the same commands as the shell's. */
#ifndef ACCOLADE_WELCOME_H
#define ACCOLADE_WELCOME_H

#include "tui/tui.h"

/* The id under which a firm assesses itself. */
#define WELCOME_SELF "self"
/* What a firm assesses itself against when it names nothing. */
#define WELCOME_CRITERIA "gbt19580-2012"

/* A file here for the firm's own assessment, named after nothing else that is there; its path. Caller frees. */
char *welcome_make_self(Session *session, const char *criteria, const char *firm, GError **error);
bool welcome_make_award(Session *session, const char *path, const char *criteria, const char *rules, const char *title,
                        GError **error);

#endif
