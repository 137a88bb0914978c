/* state_file.c: written beside, then renamed; not synced, for starting and typing do not wait for the disk. */
#include "tui/state_file.h"

#include <glib/gstdio.h>

char *state_file_path(const char *name) { return g_build_filename(g_get_user_state_dir(), "accolade", name, NULL); }

void state_file_replace(const char *path, const char *text) {
  g_autofree char *folder = g_path_get_dirname(path), *beside = g_strconcat(path, ".new", NULL);
  if (g_mkdir_with_parents(folder, 0700) == 0 &&
      g_file_set_contents_full(beside, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL))
    g_rename(beside, path);
}
