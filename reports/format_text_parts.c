/* format_text_parts.c: bars and the lines for signatures, as text of any width. */
#include "reports/format_text_parts.h"

#include <string.h>

enum { BAR_CELLS = 30, LEAST_CELLS = 8 };

void text_trim_end(GString *out) {
  size_t n = out->len;
  while (n > 0 && out->str[n - 1] == ' ') n--;
  g_string_truncate(out, n);
}

/* Bars are shorter where the terminal is narrow. */
static size_t bar_cells(const Part *part, size_t label, size_t width) {
  size_t value = 0;
  for (size_t i = 0; i < part->n_bars; i++) value = MAX(value, text_cells(part->bars[i].value));
  size_t beside = label + value + (size_t)2 * TEXT_GUTTER;
  if (width == 0 || width >= beside + BAR_CELLS) return BAR_CELLS;
  return MAX(width, beside + LEAST_CELLS) - beside;
}

void text_put_bars(GString *out, const Part *part, size_t width) {
  size_t label = 0;
  for (size_t i = 0; i < part->n_bars; i++) label = MAX(label, text_cells(part->bars[i].label));
  size_t cells = bar_cells(part, label, width);
  for (size_t i = 0; i < part->n_bars; i++) {
    const Bar *bar = &part->bars[i];
    size_t full = (size_t)bar_blocks(bar, (int64_t)cells);
    text_put_line(out, bar->label);
    text_pad(out, label - text_cells(bar->label) + TEXT_GUTTER);
    for (size_t cell = 0; cell < cells; cell++) g_string_append(out, cell < full ? "█" : "░");
    text_pad(out, TEXT_GUTTER);
    text_put_line(out, bar->value);
    g_string_append_c(out, '\n');
  }
}

void text_put_signatures(GString *out, const Part *part, size_t width) {
  static const char line[] = " ______________";
  size_t used = 0;
  for (char **who = part->signatures; *who; who++) {
    size_t cells = text_cells(*who) + strlen(line);
    bool fits = width == 0 || used + TEXT_GUTTER + cells <= width;
    if (used > 0 && fits) text_pad(out, TEXT_GUTTER);
    if (used > 0 && !fits) g_string_append_c(out, '\n');
    text_put_line(out, *who);
    g_string_append(out, line);
    used = used > 0 && fits ? used + TEXT_GUTTER + cells : cells;
  }
  g_string_append_c(out, '\n');
}
