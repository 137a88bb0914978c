/* format_text_parts.h: for format_text.c: what is neither words nor a table. */
#ifndef ACCOLADE_FORMAT_TEXT_PARTS_H
#define ACCOLADE_FORMAT_TEXT_PARTS_H

#include "reports/report.h"

enum { TEXT_GUTTER = 2 /* cells between columns */ };

/* width: cells of a line; 0 = as many as needed. Bars get shorter where it is narrow, signatures take another line. */
void text_put_bars(GString *out, const Part *part, size_t width);
void text_put_signatures(GString *out, const Part *part, size_t width);

#endif
