/* format_text_parts.h: what format_text.c is made of. */
#ifndef ACCOLADE_FORMAT_TEXT_PARTS_H
#define ACCOLADE_FORMAT_TEXT_PARTS_H

#include "reports/page.h"

enum { TEXT_GUTTER = 2 /* cells between columns */ };

#define TEXT_BOLD "\033[1m"
#define TEXT_DIM "\033[2m"
#define TEXT_PLAIN "\033[0m"

/* Takes off the blanks a text ends with. */
void text_trim_end(GString *out);

/* A table that has rows, with its header. */
void text_put_table(Page *page, const Table *table, const FormatOptions *options);

/* width: cells of a line; 0 = as many as needed. Bars get shorter where it is narrow, signatures take another line. */
void text_put_bars(GString *out, const Part *part, size_t width);
void text_put_signatures(GString *out, const Part *part, size_t width);

#endif
