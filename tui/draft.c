/* draft.c: a line that says what it is, then the words; replaced as a whole, so that a kill leaves the old or the new. */
#include "tui/draft.h"
#include "tui/state_file.h"

#include <glib/gstdio.h>
#include <string.h>

char *draft_path(const char *const *place) {
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  for (; *place; place++) g_checksum_update(sum, (const guchar *)*place, (gssize)strlen(*place) + 1);
  g_autofree char *name = g_build_filename("drafts", g_checksum_get_string(sum), NULL);
  return state_file_path(name);
}

void draft_keep(const char *path, const Draft *draft) {
  g_autofree char *all = g_strdup_printf("%s\t%" G_GINT64_FORMAT "\t%s\t%s\n%s", draft->ofi ? "ofi" : "strength",
                                         draft->number, draft->factors, draft->place, draft->text);
  state_file_replace(path, all);
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

bool draft_is_there(const char *path) { return g_file_test(path, G_FILE_TEST_IS_REGULAR); }

void draft_drop(const char *path) { g_unlink(path); }
