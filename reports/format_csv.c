/* format_csv.c: the document's first sheet as CSV for spreadsheets and programs (RFC 4180).
 *
 * UTF-8 with a byte order mark, CRLF, one header line of keys. A text that a spreadsheet would take for a formula
 * gets an apostrophe in front, which the import takes off again. */
#include "reports/page.h"

#include <glib/gi18n.h>
#include <string.h>

static inline Sixteen find_separating(Sixteen bytes) {
  return (bytes == ',') | (bytes == ';') | (bytes == '"') | (bytes == '\r') | (bytes == '\n') | (bytes == '\t');
}

/* What is not written as it is, or may not be: all beyond ASCII. */
static inline Sixteen find_odd(Sixteen bytes) { return (bytes == '"') | (bytes < 0); }

static const bool begins_formula[256] = {
    ['='] = true, ['+'] = true, ['-'] = true, ['@'] = true, ['\t'] = true, ['\r'] = true};

static const char *instead(gunichar c, G_GNUC_UNUSED char room[16]) { return c == '"' ? "\"\"" : NULL; }

static void put_text(GString *out, const char *text, size_t n) {
  static const Escaping csv = {.plain = {['\1' ... '!'] = true, ['#' ... '\x7F'] = true}, .instead = instead};
  if (n == 0) return;
  bool quoted = text_has(text, n, find_separating);
  if (quoted) text_add(out, "\"");
  if (begins_formula[(unsigned char)*text]) text_add(out, "'");
  if (text_has(text, n, find_odd))
    text_put_escaped(out, text, &csv);
  else
    text_put(out, text, n);
  if (quoted) text_add(out, "\"");
}

static void put_cell(GString *out, const Cell *cell, GString *scratch) {
  switch (cell->type) {
  case CELL_TEXT: put_text(out, cell->text, cell->length); return;
  case CELL_RECORD:
  case CELL_LIST:
    g_string_truncate(scratch, 0);
    cell_put(scratch, cell, READER_SHEET);
    put_text(out, scratch->str, scratch->len);
    return;
  default: cell_put(out, cell, READER_SHEET);
  }
}

static void put_header(GString *out, const Table *table, size_t n, const size_t *shown, GString *scratch) {
  for (size_t c = 0; c < n; c++) {
    if (c > 0) g_string_append_c(out, ',');
    Cell key = cell_text(table->columns[shown[c]].key);
    put_cell(out, &key, scratch);
  }
  g_string_append(out, "\r\n");
}

static void put_band(GString *out, const Table *table, size_t first, size_t end, G_GNUC_UNUSED const void *how) {
  g_autofree size_t *shown = g_new(size_t, table->n_columns + 1);
  g_autofree Cell *cells = g_new(Cell, table->n_columns + 1);
  g_autoptr(GString) scratch = g_string_new(NULL);
  size_t n = table_columns_for(table, READER_SHEET, shown);
  for (size_t i = first; i < end; i++) {
    table_read(table, i, cells);
    for (size_t c = 0; c < n; c++) {
      if (c > 0) text_put(out, ",", 1);
      put_cell(out, &cells[shown[c]], scratch);
    }
    text_put(out, "\r\n", 2);
  }
}

static void put_table(Page *page, const Table *table) {
  g_autofree size_t *shown = g_new(size_t, table->n_columns + 1);
  g_autoptr(GString) scratch = g_string_new(NULL);
  put_header(page->text, table, table_columns_for(table, READER_SHEET, shown), shown, scratch);
  page_rows(page, table, put_band, NULL);
}

static const Table *first_sheet(const Document *document) {
  for (guint i = 0; i < document->parts->len; i++) {
    const Part *part = g_ptr_array_index(document->parts, i);
    if (part->table && part_is_for(part, READER_SHEET)) return part->table;
  }
  return NULL;
}

static bool write_csv(const Document *document, G_GNUC_UNUSED const FormatOptions *options, const Sink *sink,
                      GError **error) {
  Page page = page_open(sink, error);
  const Table *table = first_sheet(document);
  g_string_append(page.text, "\xEF\xBB\xBF");
  if (table) put_table(&page, table);
  return page_close(&page);
}

const ReportFormat format_csv = {
    .name = "csv",
    .extension = ".csv",
    .sentence = N_("comma-separated values for spreadsheets and programs"),
    .machine = true,
    .write = write_csv,
};
