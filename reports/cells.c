/* cells.c: how wide characters are on a terminal, and text cut and padded by that. */
#include "reports/cells.h"

#include "reports/cells_ranges.h"

static const gunichar REPLACEMENT = 0xFFFD;
static bool ambiguous_is_wide;

void cells_widen_ambiguous(bool wide) { ambiguous_is_wide = wide; }

bool cells_ambiguous_is_wide(void) { return ambiguous_is_wide; }

gunichar text_next(const char **text) {
  unsigned char first = (unsigned char)**text;
  if (first < 0x80) {
    *text += first != 0;
    return first;
  }
  gunichar c = g_utf8_get_char_validated(*text, -1);
  if (c == (gunichar)-1 || c == (gunichar)-2) {
    (*text)++;
    return REPLACEMENT;
  }
  *text = g_utf8_next_char(*text);
  return c;
}

static bool is_among(const CharRange *ranges, size_t n, gunichar c) {
  size_t low = 0, high = n;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (c > ranges[middle].last)
      low = middle + 1;
    else
      high = middle;
  }
  return low < n && c >= ranges[low].first;
}

unsigned char_cells(gunichar c) {
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return 0;
  if (ambiguous_is_wide && is_among(ambiguous_ranges, G_N_ELEMENTS(ambiguous_ranges), c)) return 2;
  if (c < 0x300) return 1;
  if (is_among(wide_ranges, G_N_ELEMENTS(wide_ranges), c)) return 2;
  return is_among(zero_ranges, G_N_ELEMENTS(zero_ranges), c) ? 0 : 1;
}

static size_t plain_bytes(const char *text) {
  size_t n = 0;
  while (text[n] >= 0x20 && text[n] < 0x7F) n++;
  return n;
}

size_t text_cells(const char *utf8) {
  size_t cells = plain_bytes(utf8);
  utf8 += cells;
  for (gunichar c; (c = text_next(&utf8)) != 0;) cells += char_cells(c);
  return cells;
}

bool char_turns(gunichar c) {
  return c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static gunichar safe(gunichar c) {
  if (c == '\n' || c == '\r' || c == '\t' || c == 0x2028 || c == 0x2029) return ' ';
  if (c < 0x20 || (c >= 0x7F && c < 0xA0) || char_turns(c)) return REPLACEMENT;
  return c;
}

void text_put_line(GString *out, const char *utf8) {
  for (gunichar c = 1; c != 0;) {
    size_t plain = plain_bytes(utf8);
    g_string_append_len(out, utf8, (gssize)plain);
    utf8 += plain;
    c = text_next(&utf8);
    if (c != 0) g_string_append_unichar(out, safe(c));
  }
}

size_t text_put_clipped(GString *out, const char *utf8, size_t most) {
  size_t whole = text_cells(utf8);
  if (whole <= most && g_utf8_validate(utf8, -1, NULL)) {
    g_string_append(out, utf8);
    return whole;
  }
  const char *ending = ambiguous_is_wide ? (most > 1 ? ".." : ".") : "…";
  size_t used = 0, kept_cells = 0, kept_bytes = out->len, ending_cells = ambiguous_is_wide && most > 1 ? 2 : 1;
  for (gunichar c; (c = text_next(&utf8)) != 0;) {
    unsigned cells = char_cells(c);
    if (used + cells > most) {
      g_string_truncate(out, kept_bytes);
      if (most > 0) g_string_append(out, ending);
      return most > 0 ? kept_cells + ending_cells : 0;
    }
    g_string_append_unichar(out, c);
    used += cells;
    if (used + ending_cells > most) continue;
    kept_cells = used;
    kept_bytes = out->len;
  }
  return used;
}

void text_pad(GString *out, size_t cells) {
  static const char spaces[] = "                                ";
  for (size_t n; cells > 0; cells -= n) {
    n = MIN(cells, sizeof spaces - 1);
    g_string_append_len(out, spaces, (gssize)n);
  }
}
