/* cell_words.h: a cell as plain text: for people (yes and no in their language), or the same for everybody (true, false).
 * A record reads name=value;name=value, a list a, b for people and a;b for machines. */
#ifndef ACCOLADE_CELL_WORDS_H
#define ACCOLADE_CELL_WORDS_H

#include "reports/document.h"
#include "reports/text_put.h"

/* Appends what cell_put() leaves to it: numbers, records, lists, and yes and no. */
void cell_put_other(GString *out, const Cell *cell, Reader reader);

/* Appends the cell. (Inlined: there are many, of a few bytes each.) */
static inline void cell_put(GString *out, const Cell *cell, Reader reader) {
  switch (cell->type) {
  case CELL_NONE: return;
  case CELL_TEXT: text_put(out, cell->text, cell->length); return;
  case CELL_INTEGER: out->len += ratio_put_decimal(text_room(out, RATIO_BUF), ratio_int(cell->integer), 0); return;
  case CELL_RATIO:
    out->len += cell->exact_only ? ratio_put_exact(text_room(out, RATIO_BUF), cell->ratio)
                                 : ratio_put_decimal(text_room(out, RATIO_BUF), cell->ratio, cell->decimals);
    return;
  case CELL_BOOL:
    if (reader == READER_PERSON) break;
    if (cell->truth)
      text_add(out, "true");
    else
      text_add(out, "false");
    return;
  case CELL_NUMBER:
  case CELL_RECORD:
  case CELL_LIST: break;
  }
  cell_put_other(out, cell, reader);
}

/* The same as a string: the cell's own, or made in scratch. */
const char *cell_words(const Cell *cell, Reader reader, GString *scratch);

#endif
