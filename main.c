/* main.c: locale, options, session; then one command. */
#include "commands/command.h"

#include <glib/gi18n.h>
#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A bare system has only the C locale, in which gettext is off and Chinese arguments are refused. */
static void set_locale(void) {
  setlocale(LC_ALL, "");
  if (MB_CUR_MAX == 1) setlocale(LC_CTYPE, "C.UTF-8");
  const char *messages = setlocale(LC_MESSAGES, NULL);
  if (g_str_equal(messages, "C") || g_str_equal(messages, "POSIX")) setlocale(LC_MESSAGES, "C.UTF-8");
}

static const char *language_of_locale(void) {
  for (const char *const *name = (const char *const[]){"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", NULL}; *name;
       name++) {
    const char *value = g_getenv(*name);
    if (value && *value) return g_str_has_prefix(value, "zh") ? "zh" : "en";
  }
  return "en";
}

/* The catalogue lies beside the program when it runs from its build folder, else where it was installed. */
static void set_language(const char *lang) {
  g_setenv("LANGUAGE", g_str_equal(lang, "zh") ? "zh_CN" : "en", TRUE);
  g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
  g_autofree char *folder = g_path_get_dirname(program ? program : ".");
  g_autofree char *near = g_build_filename(folder, "locale", NULL);
  g_autofree char *installed = g_build_filename(folder, "..", "share", "locale", NULL);
  const char *place = g_file_test(near, G_FILE_TEST_IS_DIR)        ? near
                      : g_file_test(installed, G_FILE_TEST_IS_DIR) ? installed
                                                                   : LOCALEDIR;
  bindtextdomain(GETTEXT_PACKAGE, place);
  bind_textdomain_codeset(GETTEXT_PACKAGE, "UTF-8");
  textdomain(GETTEXT_PACKAGE);
}

/* Takes the options before the command; the number of words used, or -1 when one has no value. */
static int take_globals(Session *session, int argc, char **argv) {
  int i = 1;
  for (; i < argc && g_str_has_prefix(argv[i], "--"); i++) {
    const char *name = argv[i] + 2, *equals = strchr(name, '=');
    g_autofree char *bare = equals ? g_strndup(name, (size_t)(equals - name)) : g_strdup(name);
    char **field = g_str_equal(bare, "db")     ? &session->db_path
                   : g_str_equal(bare, "as")   ? &session->actor
                   : g_str_equal(bare, "lang") ? &session->lang
                                               : NULL;
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
  set_locale();
  g_autoptr(Session) session = session_new();
  g_free(session->lang);
  session->lang = g_strdup(language_of_locale());
  int used = take_globals(session, argc, argv);
  bool known = g_str_equal(session->lang, "zh") || g_str_equal(session->lang, "en");
  set_language(known ? session->lang : "en");
  if (!known) return fail(_("--lang takes zh or en"));
  if (used < 0) return fail(_("--db, --as and --lang need a value"));
  if (used >= argc) return fail(_("say a command; accolade help lists them"));
  const char *const *words = (const char *const *)argv + used;
  if (g_str_equal(words[0], "--help") || g_str_equal(words[0], "-h"))
    return (int)command_run(session, 1, (const char *const[]){"help", NULL});
  if (g_str_equal(words[0], "--version")) return (int)command_run(session, 1, (const char *const[]){"version", NULL});
  return (int)command_run(session, argc - used, words);
}
