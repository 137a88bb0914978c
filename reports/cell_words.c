/* cell_words.c: cells as plain text, but for the kinds that cell_put() has by itself. */
#include "reports/cell_words.h"

#include "reports/number.h"

#include <glib/gi18n.h>
#include <math.h>

static void put_number(GString *out, double number, Reader reader) {
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  if (!isfinite(number)) return;
  if (reader == READER_PERSON)
    g_string_append(out, g_ascii_formatd(buffer, sizeof buffer, "%.4f", number));
  else
    number_put(out, number);
}

static void put_record(GString *out, const Cell *cell, Reader reader) {
  for (size_t i = 0; i < cell->record.n; i++) {
    if (i > 0) text_add(out, ";");
    text_add(out, cell->record.fields[i].key);
    text_add(out, "=");
    cell_put(out, &cell->record.fields[i].cell, reader);
  }
}

static void put_list(GString *out, const Cell *cell, Reader reader) {
  for (size_t i = 0; i < cell->list.n; i++) {
    if (i > 0) text_add(out, reader == READER_PERSON ? _(", ") : ";");
    cell_put(out, &cell->list.cells[i], reader);
  }
}

void cell_put_other(GString *out, const Cell *cell, Reader reader) {
  if (cell->type == CELL_NUMBER) put_number(out, cell->number, reader);
  if (cell->type == CELL_BOOL) text_add(out, cell->truth ? _("yes") : _("no"));
  if (cell->type == CELL_RECORD) put_record(out, cell, reader);
  if (cell->type == CELL_LIST) put_list(out, cell, reader);
}

const char *cell_words(const Cell *cell, Reader reader, GString *scratch) {
  if (cell->type == CELL_TEXT) return cell->text ? cell->text : "";
  g_string_truncate(scratch, 0);
  cell_put(scratch, cell, reader);
  return scratch->str;
}
