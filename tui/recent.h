/* recent.h: which files were opened last, and by whom: $XDG_STATE_HOME/accolade/recent, a line each: file, who, title. */
#ifndef ACCOLADE_RECENT_H
#define ACCOLADE_RECENT_H

#include <glib.h>

typedef struct Recent {
  char *path, *actor, *title;
} Recent;

void recent_free(Recent *recent);
/* The newest first, files that are gone left out; never NULL, of Recent. Caller frees. */
GPtrArray *recent_list(void);
/* Puts it first; where nothing can be written, nothing happens. */
void recent_add(const char *path, const char *actor, const char *title);

#endif
