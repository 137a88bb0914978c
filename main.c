/* main.c: locale, options, session; then one command, or the screens, or the same work as lines. */
#include "commands/language.h"
#include "tui/plain.h"
#include "tui/tui.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

/* The field of an option before the command that takes a value; NULL: it is none. */
static char **field_of(Session *session, const char *name) {
  if (g_str_equal(name, "db")) return &session->db_path;
  if (g_str_equal(name, "as")) return &session->actor;
  return g_str_equal(name, "lang") ? &session->lang : NULL;
}

/* Takes the options before the command; the number of words used, or -1 when one has no value. */
static int take_globals(Session *session, int argc, char **argv, bool *ret_plain) {
  int i = 1;
  for (; i < argc && g_str_has_prefix(argv[i], "--"); i++) {
    const char *name = argv[i] + 2, *equals = strchr(name, '=');
    if (g_str_equal(name, "plain")) {
      *ret_plain = true;
      continue;
    }
    g_autofree char *bare = equals ? g_strndup(name, (size_t)(equals - name)) : g_strdup(name);
    char **field = field_of(session, bare);
    if (!field) break;
    if (!equals && i + 1 >= argc) return -1;
    g_free(*field);
    *field = g_strdup(equals ? equals + 1 : argv[++i]);
  }
  return i;
}

static int fail(const char *message) {
  fprintf(stderr, "accolade: %s\n", message);
  return EXIT_USAGE;
}

int main(int argc, char **argv) {
  language_start();
  g_autoptr(Session) session = session_new();
  g_free(session->lang);
  session->lang = g_strdup(language_of_locale());
  bool plain = false;
  int used = take_globals(session, argc, argv, &plain);
  bool known = g_str_equal(session->lang, "zh") || g_str_equal(session->lang, "en");
  language_set(known ? session->lang : language_of_locale());
  if (!known) return fail(_("--lang takes zh or en"));
  if (used < 0) return fail(_("--db, --as and --lang need a value"));
  if (used >= argc && plain) return (int)plain_main(session);
  if (used >= argc && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)) return (int)tui_main(session);
  if (used >= argc) return fail(_("say a command; accolade help lists them"));
  const char *const *words = (const char *const *)argv + used;
  if (g_str_equal(words[0], "--help") || g_str_equal(words[0], "-h"))
    return (int)command_run(session, 1, (const char *const[]){"help", NULL});
  if (g_str_equal(words[0], "--version")) return (int)command_run(session, 1, (const char *const[]){"version", NULL});
  session->brief = true;
  return (int)command_run(session, argc - used, words);
}
