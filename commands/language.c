/* language.c: gettext looks LANGUAGE up again when the domain is named again, so that one process can speak both.
 *
 * English is what the program is written in, so for it gettext is off (the C locale), which spares it a search for a
 * catalogue at every sentence; for Chinese any other locale will do, LANGUAGE says the rest. */
#include "commands/language.h"

#include <glib.h>
#include <libintl.h>
#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>

/* Of the locale only characters are taken: numbers, dates and order are the same for everybody. A bare system has only the
 * C locale, in which Chinese arguments would be refused. */
void language_start(void) {
  setlocale(LC_CTYPE, "");
  if (MB_CUR_MAX == 1) setlocale(LC_CTYPE, "C.UTF-8");
}

const char *language_of_locale(void) {
  for (const char *const *name = (const char *const[]){"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", NULL}; *name;
       name++) {
    const char *value = g_getenv(*name);
    if (value && *value) return g_str_has_prefix(value, "zh") ? "zh" : "en";
  }
  return "en";
}

/* The catalogue lies beside the program when it runs from its build folder, else where it was installed. */
void language_set(const char *lang) {
  bool zh = g_str_equal(lang, "zh");
  g_setenv("LANGUAGE", zh ? "zh_CN" : "en", TRUE);
  if (!setlocale(LC_MESSAGES, zh ? "C.UTF-8" : "C")) setlocale(LC_MESSAGES, "");
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
