/* text_put.c: characters one by one, and what stands for those that may not stand as they are. */
#include "reports/text_put.h"

static const gunichar REPLACEMENT = 0xFFFD;

/* Most of Chinese is three bytes a character; 0: these are not. */
static gunichar three_bytes(const char *text) {
  const unsigned char *byte = (const unsigned char *)text;
  if ((byte[0] & 0xF0) != 0xE0 || (byte[1] & 0xC0) != 0x80 || (byte[2] & 0xC0) != 0x80) return 0;
  gunichar c = (byte[0] & 0x0Fu) << 12 | (byte[1] & 0x3Fu) << 6 | (byte[2] & 0x3Fu);
  return c < 0x800 || (c >= 0xD800 && c < 0xE000) ? 0 : c;
}

gunichar text_next(const char **text) {
  unsigned char first = (unsigned char)**text;
  if (first < 0x80) {
    *text += first != 0;
    return first;
  }
  gunichar c = three_bytes(*text);
  if (c != 0) {
    *text += 3;
    return c;
  }
  c = g_utf8_get_char_validated(*text, -1);
  if (c == (gunichar)-1 || c == (gunichar)-2) {
    (*text)++;
    return REPLACEMENT;
  }
  *text = g_utf8_next_char(*text);
  return c;
}

/* U+4000 to U+9FFF: most of Chinese, and nothing a format would replace. */
static bool is_chinese(const char *text) {
  const unsigned char *byte = (const unsigned char *)text;
  return byte[0] >= 0xE4 && byte[0] <= 0xE9 && (byte[1] & 0xC0) == 0x80 && (byte[2] & 0xC0) == 0x80;
}

/* Behind characters that stand as they are. */
static const char *skip_plain(const char *text, const Escaping *how) {
  for (;; text += 3) {
    while (how->plain[(unsigned char)*text]) text++;
    if (!is_chinese(text)) return text;
  }
}

void text_put_escaped(GString *out, const char *text, const Escaping *how) {
  char room[16];
  const char *from = text; /* what is not put yet */
  for (;;) {
    text = skip_plain(text, how);
    const char *at = text;
    gunichar c = text_next(&text);
    if (c == 0) break;
    bool broken = c == REPLACEMENT && text - at == 1;
    const char *instead = broken ? "\uFFFD" : how->instead(c, room);
    if (!instead) continue;
    text_put(out, from, (size_t)(at - from));
    text_add(out, instead);
    from = text;
  }
  text_put(out, from, (size_t)(text - from));
}
