/* format_csv.c: the document's first sheet as CSV for spreadsheets and programs (RFC 4180).
 *
 * UTF-8 with a byte order mark, CRLF, one header line of keys. A text that a spreadsheet would take for a formula
 * gets an apostrophe in front, which the import takes off again. */
#include "reports/page.h"

#include <glib/gi18n.h>
#include <string.h>

static bool starts_formula(const char *text) { return *text && strchr("=+-@\t\r", *text); }

static void put_quoted(GString *out, const char *text) {
  for (const char *quote; *(quote = strchrnul(text, '"')); text = quote + 1) {
    text_put(out, text, (size_t)(quote - text));
    text_add(out, "\"\"");
  }
  text_add(out, text);
}

static bool is_ascii(const char *text, size_t n) {
  char all = 0;
  for (size_t i = 0; i < n; i++) all |= text[i];
  return !(all & 0x80);
}

/* Many are empty. */
static void put_text(GString *out, const char *text) {
  size_t n = strlen(text);
  if (n == 0) return;
  bool quoted = text[strcspn(text, ",;\"\r\n\t")];
  bool broken = !is_ascii(text, n) && !g_utf8_validate(text, (gssize)n, NULL);
  g_autofree char *mended = broken ? g_utf8_make_valid(text, (gssize)n) : NULL;
  if (quoted) text_add(out, "\"");
  if (starts_formula(text)) text_add(out, "'");
  if (quoted)
    put_quoted(out, mended ? mended : text);
  else
    text_add(out, mended ? mended : text);
  if (quoted) text_add(out, "\"");
}

static void put_cell(GString *out, const Cell *cell, GString *scratch) {
  if (cell->type == CELL_TEXT || cell->type == CELL_RECORD || cell->type == CELL_LIST)
    put_text(out, cell_words(cell, READER_SHEET, scratch));
  else
    cell_put(out, cell, READER_SHEET);
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
