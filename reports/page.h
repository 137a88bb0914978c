/* page.h: what the formats share while writing: text that gathers and goes out by the page, and cells in words. */
#ifndef ACCOLADE_PAGE_H
#define ACCOLADE_PAGE_H

#include "reports/report.h"

#include <string.h>

typedef struct Page {
  GString *text; /* append here */
  const Sink *sink;
  GError **error;
  bool failed; /* the sink refused; nothing more goes out */
} Page;

Page page_open(const Sink *sink, GError **error);
/* Call after every row: puts the text out when a page is full. False once the sink has refused. */
bool page_turn(Page *page);
/* The same in a table, so many of whose rows are done. */
bool page_turn_at(Page *page, size_t done, size_t of);
/* Puts out the rest and frees the text. False, with the error of the sink, when any of it could not be put. */
bool page_close(Page *page);

/* Where the text ends, with room behind it for n bytes and a NUL. */
static inline char *text_room(GString *out, size_t n) {
  size_t length = out->len;
  if (length + n >= out->allocated_len) {
    g_string_set_size(out, length + n);
    out->len = length;
  }
  return out->str + length;
}

/* mempcpy(), here for the few bytes that most pieces of text have: words that overlap. */
static inline char *text_copy(char *to, const char *from, size_t n) {
  uint64_t first, last;
  uint32_t low, high;
  if (n > 2 * sizeof first) return mempcpy(to, from, n);
  if (n >= sizeof first) {
    memcpy(&first, from, sizeof first);
    memcpy(&last, from + n - sizeof last, sizeof last);
    memcpy(to, &first, sizeof first);
    memcpy(to + n - sizeof last, &last, sizeof last);
  } else if (n >= sizeof low) {
    memcpy(&low, from, sizeof low);
    memcpy(&high, from + n - sizeof high, sizeof high);
    memcpy(to, &low, sizeof low);
    memcpy(to + n - sizeof high, &high, sizeof high);
  } else if (n > 0) {
    char middle = from[n / 2], end = from[n - 1];
    to[0] = from[0];
    to[n / 2] = middle;
    to[n - 1] = end;
  }
  return to + n;
}

/* g_string_append_len(), whose check there is for room stands here. */
static inline void text_put(GString *out, const char *bytes, size_t n) {
  *text_copy(text_room(out, n), bytes, n) = '\0';
  out->len += n;
}

/* All rows of the table in order: put() appends rows first .. end - 1, and knows how. Where the table can be read by several at
 * the same time, bands of many rows are made side by side, each by a table of its own. False once the sink has refused. */
typedef void PutBand(GString *out, const Table *table, size_t first, size_t end, const void *how);
bool page_rows(Page *page, const Table *table, PutBand *put, const void *how);

/* Whether this part (and its table) is for that reader. */
bool part_is_for(const Part *part, Reader reader);

/* Appends a cell as plain text: for people (yes and no in their language), or the same for everybody (true, false).
 * A record reads name=value;name=value, a list a, b for people and a;b for machines. */
void cell_put(GString *out, const Cell *cell, Reader reader);

/* The bar's share within 0..1. */
Ratio bar_share(const Bar *bar);
/* How many of `cells` blocks the bar fills. */
int64_t bar_blocks(const Bar *bar, int64_t cells);

#endif
