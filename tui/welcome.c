/* welcome.c: init, and for a firm import of itself as the only applicant. */
#include "tui/welcome.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Runs one command on another file; what it said is the error. */
static bool run(const Session *session, const char *path, const char *const *argv, GError **error) {
  g_autoptr(Session) other = session_new();
  char *bytes = NULL;
  size_t n = 0;
  g_free(other->db_path);
  g_free(other->lang);
  other->db_path = g_strdup(path);
  other->lang = g_strdup(session->lang);
  other->out = other->err = open_memstream(&bytes, &n);
  Exit code = command_run(other, (int)g_strv_length((char **)argv), argv);
  fclose(other->out);
  if (code != EXIT_DONE) g_set_error_literal(error, COMMAND_ERROR, COMMAND_ERROR_INPUT, tui_bare(g_strchomp(bytes)));
  free(bytes);
  return code == EXIT_DONE;
}

bool welcome_make_award(Session *session, const char *path, const char *criteria, const char *rules, const char *title,
                        GError **error) {
  const char *argv[] = {"init", "--criteria", criteria, "--rules", rules, "--title", title, NULL};
  return run(session, path, argv, error);
}

static char *free_path(void) {
  char *path = g_strdup("self-assessment.db");
  for (int i = 2; g_file_test(path, G_FILE_TEST_EXISTS); i++) {
    g_free(path);
    path = g_strdup_printf("self-assessment-%d.db", i);
  }
  return path;
}

static bool import_firm(Session *session, const char *path, const char *firm, GError **error) {
  g_autofree char *table = NULL;
  int fd = g_file_open_tmp("accolade-XXXXXX.csv", &table, error);
  if (fd < 0) return false;
  close(fd);
  g_auto(GStrv) parts = g_strsplit(firm, "\"", -1);
  g_autofree char *quoted = g_strjoinv("\"\"", parts);
  g_autofree char *text = g_strdup_printf("applicant,name\n" WELCOME_SELF ",\"%s\"\n", quoted);
  bool good = g_file_set_contents(table, text, -1, error) &&
              run(session, path, (const char *const[]){"import", "applicants", table, NULL}, error);
  g_unlink(table);
  return good;
}

char *welcome_make_self(Session *session, const char *criteria, const char *firm, GError **error) {
  g_autofree char *path = free_path(), *title = g_strdup_printf(_("Self-assessment of %s"), firm);
  if (!welcome_make_award(session, path, criteria, "plain", title, error)) return NULL;
  if (import_firm(session, path, firm, error)) return g_steal_pointer(&path);
  g_unlink(path);
  return NULL;
}
