/* page.h: what the formats share while writing: text that gathers and goes out by the page. */
#ifndef ACCOLADE_PAGE_H
#define ACCOLADE_PAGE_H

#include "reports/cell_words.h"
#include "reports/report.h"

typedef struct Page {
  GString *text; /* append here */
  const Sink *sink;
  GError **error;
  bool failed; /* the sink refused; nothing more goes out */
} Page;

Page page_open(const Sink *sink, GError **error);
/* Call after every row: puts the text out when a page is full. False once the sink has refused. */
bool page_turn(Page *page);
/* Puts out the rest and frees the text. False, with the error of the sink, when any of it could not be put. */
bool page_close(Page *page);

/* All rows of the table in order: put() appends rows first .. end - 1, and knows how. Where the table can be read by several at
 * the same time, bands of many rows are made side by side, each by a table of its own. False once the sink has refused. */
typedef void PutBand(GString *out, const Table *table, size_t first, size_t end, const void *how);
bool page_rows(Page *page, const Table *table, PutBand *put, const void *how);

/* Whether this part (and its table) is for that reader. */
bool part_is_for(const Part *part, Reader reader);

/* The bar's share within 0..1. */
Ratio bar_share(const Bar *bar);
/* How many of `cells` blocks the bar fills. */
int64_t bar_blocks(const Bar *bar, int64_t cells);

#endif
