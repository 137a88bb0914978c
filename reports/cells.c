/* cells.c: how wide characters are on a terminal, and text cut and padded by that. */
#include "reports/cells.h"

#include "reports/cells_ranges.h"

static bool ambiguous_is_wide;

void cells_widen_ambiguous(bool wide) { ambiguous_is_wide = wide; }

bool cells_ambiguous_is_wide(void) { return ambiguous_is_wide; }

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
  if (c >= 0x4E00 && c < 0xA000) return 2; /* what most characters are that are not ASCII */
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

gunichar char_in_line(gunichar c) {
  if (c == '\n' || c == '\r' || c == '\t' || c == 0x2028 || c == 0x2029) return ' ';
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || char_turns(c) ? 0xFFFD : c;
}

static const char *instead_in_line(gunichar c, G_GNUC_UNUSED char room[16]) {
  gunichar safe = char_in_line(c);
  return safe == c ? NULL : safe == ' ' ? " " : "\uFFFD";
}

void text_put_line(GString *out, const char *utf8) {
  static const Escaping line = {.plain = {[' ' ... '~'] = true}, .instead = instead_in_line};
  text_put_escaped(out, utf8, &line);
}

typedef struct Clip {
  GString *out;
  size_t most, ending; /* cells in all, and of the ending */
  size_t used, kept_cells, kept_bytes;
} Clip;

/* What is there may stay even if an ending follows. */
static void clip_keep(Clip *clip, size_t cells, size_t bytes) {
  if (cells + clip->ending > clip->most) return;
  clip->kept_cells = cells;
  clip->kept_bytes = bytes;
}

/* False: there was no room for all of them. */
static bool clip_ascii(Clip *clip, const char *text, size_t n) {
  size_t fit = MIN(n, clip->most - clip->used), before = clip->out->len;
  text_put(clip->out, text, fit);
  size_t least = clip->most > clip->ending ? clip->most - clip->ending : 0;
  size_t keep = MIN(fit, least > clip->used ? least - clip->used : 0);
  if (keep > 0) clip_keep(clip, clip->used + keep, before + keep);
  clip->used += fit;
  return fit == n;
}

static bool clip_char(Clip *clip, gunichar c) {
  size_t cells = char_cells(c);
  if (clip->used + cells > clip->most) return false;
  g_string_append_unichar(clip->out, c);
  clip->used += cells;
  clip_keep(clip, clip->used, clip->out->len);
  return true;
}

static size_t clip_end(Clip *clip) {
  const char *ending = ambiguous_is_wide ? (clip->most > 1 ? ".." : ".") : "…";
  g_string_truncate(clip->out, clip->kept_bytes);
  if (clip->most > 0) g_string_append(clip->out, ending);
  return clip->most > 0 ? clip->kept_cells + clip->ending : 0;
}

size_t text_put_clipped(GString *out, const char *utf8, size_t most) {
  Clip clip = {.out = out, .most = most, .ending = ambiguous_is_wide && most > 1 ? 2 : 1, .kept_bytes = out->len};
  for (gunichar c = 1; c != 0;) {
    size_t plain = plain_bytes(utf8);
    if (plain > 0 && !clip_ascii(&clip, utf8, plain)) return clip_end(&clip);
    utf8 += plain;
    c = text_next(&utf8);
    if (c != 0 && !clip_char(&clip, char_in_line(c))) return clip_end(&clip);
  }
  return clip.used;
}

void text_pad(GString *out, size_t cells) {
  memset(text_room(out, cells), ' ', cells);
  out->len += cells;
  out->str[out->len] = '\0';
}
