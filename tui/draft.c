/* draft.c: a line that says what it is, then the words; replaced as a whole, so that a kill leaves the old or the new. */
#include "tui/draft.h"

#include <glib/gstdio.h>
#include <string.h>

char *draft_path(const char *const *place) {
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  for (; *place; place++) g_checksum_update(sum, (const guchar *)*place, (gssize)strlen(*place) + 1);
  return g_build_filename(g_get_user_state_dir(), "accolade", "drafts", g_checksum_get_string(sum), NULL);
}

void draft_keep(const char *path, const Draft *draft) {
  g_autofree char *folder = g_path_get_dirname(path), *beside = g_strconcat(path, ".new", NULL);
  g_autofree char *all = g_strdup_printf("%s\t%" G_GINT64_FORMAT "\t%s\t%s\n%s", draft->ofi ? "ofi" : "strength",
                                         draft->number, draft->factors, draft->place, draft->text);
  if (g_mkdir_with_parents(folder, 0700) == 0 &&
      g_file_set_contents_full(beside, all, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL))
    g_rename(beside, path);
}

enum { FIELDS = 4 }; /* of the first line: kind, number, key factors, place */

bool draft_find(const char *path, Draft *ret_draft) {
  g_autofree char *all = NULL;
  gsize n;
  if (!g_file_get_contents(path, &all, &n, NULL) || !g_utf8_validate(all, (gssize)n, NULL)) return false;
  char *text = strchr(all, '\n');
  if (!text) return false;
  *text++ = '\0';
  g_auto(GStrv) fields = g_strsplit(all, "\t", FIELDS);
  if (g_strv_length(fields) != FIELDS) return false;
  *ret_draft = (Draft){g_str_equal(fields[0], "ofi"), g_ascii_strtoll(fields[1], NULL, 10), g_strdup(text),
                       g_strdup(fields[3]), g_strdup(fields[2])};
  return true;
}

void draft_drop(const char *path) { g_unlink(path); }
