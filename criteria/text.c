/* text.c: choosing a language; and whether words say anything. */
#include "criteria/text.h"

#include <glib.h>
#include <string.h>

static const char *find(const Text *text, const char *lang, size_t length, bool whole) {
  for (size_t i = 0; i < text->n; i++) {
    const char *have = text->in[i].lang;
    if (strncmp(have, lang, length) != 0) continue;
    if (have[length] == '\0' || (!whole && have[length] == '-')) return text->in[i].string;
  }
  return NULL;
}

/* The string in lang or the nearest language there is; "" when there is none. */
const char *text_in(const Text *text, const char *lang) {
  const char *found = find(text, lang, strlen(lang), true);
  if (found == NULL) found = find(text, lang, strcspn(lang, "-_"), false);
  if (found == NULL) found = find(text, "en", 2, false);
  if (found == NULL && text->n > 0) found = text->in[0].string;
  return found != NULL ? found : "";
}

bool text_says(const char *words) {
  if (!words || !g_utf8_validate(words, -1, NULL)) return false;
  while (*words && !g_unichar_isgraph(g_utf8_get_char(words))) words = g_utf8_next_char(words);
  return *words != '\0';
}
