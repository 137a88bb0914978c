/* text.c: choosing and finding a language; whether words say anything; blanks at their ends; and what a terminal and a reader can
 * be trusted with. */
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

const char *text_in(const Text *text, const char *lang) {
  const char *found = find(text, lang, strlen(lang), true);
  if (found == NULL) found = find(text, lang, strcspn(lang, "-_"), false);
  if (found == NULL) found = find(text, "en", 2, false);
  if (found == NULL && text->n > 0) found = text->in[0].string;
  return found != NULL ? found : "";
}

const char *text_or(const Text *text, const char *lang, const char *otherwise) {
  const char *string = text != NULL ? text_in(text, lang) : "";
  return *string != '\0' ? string : otherwise;
}

bool text_equals(const Text *text, const char *string) {
  for (size_t i = 0; i < text->n; i++)
    if (strcmp(text->in[i].string, string) == 0) return true;
  return false;
}

bool text_says(const char *words) {
  if (!words || !g_utf8_validate(words, -1, NULL)) return false;
  while (*words && !g_unichar_isgraph(g_utf8_get_char(words))) words = g_utf8_next_char(words);
  return *words != '\0';
}

static bool is_control(const char *c, bool lines) {
  if (lines && (*c == '\n' || *c == '\r' || *c == '\t')) return false;
  unsigned char byte = (unsigned char)*c;
  return byte < 0x20 || byte == 0x7F || (byte == 0xC2 && (unsigned char)c[1] < 0xA0);
}

bool text_has_control(const char *text, bool lines) {
  for (; *text; text++)
    if (is_control(text, lines)) return true;
  return false;
}

/* What turns the direction of writing, breaks lines or is not seen. */
static bool is_hidden(gunichar c) {
  return c == 0x061C || (c >= 0x200E && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
         c == 0xFEFF;
}

/* No byte but these begins an unsafe character. */
static const bool suspects[256] = {[0x01 ... 0x08] = true, [0x0B] = true, [0x0C] = true,
                                   [0x0E ... 0x1F] = true, [0x7F] = true, [0xC2] = true,
                                   [0xD8] = true,          [0xE2] = true, [0xEF] = true};

const char *text_find_unsafe(const char *text) {
  for (; *text != '\0'; text++)
    if (suspects[(unsigned char)*text] && (is_control(text, true) || is_hidden(g_utf8_get_char(text)))) return text;
  return NULL;
}

char *text_printable(const char *words) {
  g_autofree char *valid = g_utf8_make_valid(words, -1);
  GString *printable = g_string_sized_new(strlen(valid));
  for (const char *c = valid; *c; c = g_utf8_next_char(c)) {
    gunichar character = g_utf8_get_char(c);
    g_string_append_unichar(printable, character != '\n' && g_unichar_iscntrl(character) ? '?' : character);
  }
  return g_string_free(printable, FALSE);
}

/* Bytes of the blank a text begins with, or ends with: a space, a tab, a no-break space, a space as wide as a Chinese character;
 * 0: none. */
static size_t blank_first(const char *text) {
  switch (*text) {
  case ' ':
  case '\t': return 1;
  case '\xC2': return text[1] == '\xA0' ? 2 : 0;
  case '\xE3': return text[1] == '\x80' && text[2] == '\x80' ? 3 : 0;
  default: return 0;
  }
}

static size_t blank_last(const char *text, size_t n) {
  for (size_t bytes = MIN(n, 3); bytes > 0; bytes--)
    if (blank_first(text + n - bytes) == bytes) return bytes;
  return 0;
}

bool text_has_edge(const char *text) { return blank_first(text) > 0 || blank_last(text, strlen(text)) > 0; }

char *text_trim(char *text) {
  for (size_t blank; (blank = blank_first(text)) > 0;) text += blank;
  size_t n = strlen(text);
  for (size_t blank; (blank = blank_last(text, n)) > 0;) n -= blank;
  text[n] = '\0';
  return text;
}

uint32_t text_narrow(uint32_t character) {
  if (character == 0x3000) return ' ';
  return character >= 0xFF01 && character <= 0xFF5E ? character - 0xFF00 + ' ' : character;
}

char *text_meant(const char *words) {
  g_autofree char *valid = g_utf8_make_valid(words, -1);
  GString *meant = g_string_sized_new(strlen(valid));
  for (const char *c = valid; *c; c = g_utf8_next_char(c))
    g_string_append_unichar(meant, text_narrow(g_utf8_get_char(c)));
  return g_strstrip(g_string_free(meant, FALSE));
}

gpointer text_beginning(GHashTable *names, const char *words) {
  enum { LEAST = 4 }; /* characters */
  g_autofree char *meant = text_meant(words);
  gpointer found = NULL;
  for (char *end = meant + strlen(meant); !found && g_utf8_pointer_to_offset(meant, end) >= LEAST;
       end = g_utf8_prev_char(end)) {
    *end = '\0';
    found = g_hash_table_lookup(names, meant);
  }
  return found;
}
