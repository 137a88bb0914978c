/* progress.h: how far long work is, told on a terminal. */
#ifndef ACCOLADE_PROGRESS_H
#define ACCOLADE_PROGRESS_H

#include "commands/session.h"

typedef struct Progress Progress;

/* Watches the session's store from now on, when its words go to a terminal; NULL otherwise. After half a second a line says how
 * much is done and about how long the rest will take, or that it is being written to disk. */
Progress *progress_begin(Session *session);
/* Says how much of a step is done that is not the store's, 0 to 1; a StoreTell. */
void progress_tell(double share, void *progress);
/* Takes the line away. NULL: nothing. */
void progress_end(Progress *progress);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Progress, progress_end)

#endif
