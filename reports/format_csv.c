/* format_csv.c: the document's first sheet as CSV for spreadsheets and programs (RFC 4180).
 *
 * UTF-8 with a byte order mark, CRLF, one header line of keys. A text that a spreadsheet would take for a formula
 * gets an apostrophe in front, which the import takes off again. */
#include "reports/page.h"

#include <glib/gi18n.h>
#include <string.h>

static bool starts_formula(const Cell *cell, const char *text) {
  bool typed = cell->type == CELL_INTEGER || cell->type == CELL_NUMBER || cell->type == CELL_RATIO;
  return !typed && *text && strchr("=+-@\t\r", *text);
}

static void put_quoted(GString *out, const char *text) {
  g_string_append_c(out, '"');
  for (; *text; text++) {
    if (*text == '"') g_string_append_c(out, '"');
    g_string_append_c(out, *text);
  }
  g_string_append_c(out, '"');
}

static void put_value(GString *out, const char *text) {
  if (strpbrk(text, ",\"\r\n;\t"))
    put_quoted(out, text);
  else
    g_string_append(out, text);
}

/* Letters, digits and spaces of plain ASCII: what most cells are made of. */
static bool is_plain(const char *text) {
  for (; *text; text++)
    if (!g_ascii_isalnum(*text) && *text != ' ' && *text != '.') return false;
  return true;
}

static void put_cell(GString *out, const Cell *cell, GString *scratch) {
  bool text = cell->type == CELL_TEXT, plain = text && (!cell->text || is_plain(cell->text));
  if (plain || cell->type == CELL_INTEGER || cell->type == CELL_RATIO || cell->type == CELL_BOOL) {
    cell_put(out, cell, READER_SHEET);
    return;
  }
  g_string_truncate(scratch, 0);
  cell_put(scratch, cell, READER_SHEET);
  if (starts_formula(cell, scratch->str)) g_string_prepend_c(scratch, '\'');
  g_autofree char *mended = g_utf8_validate(scratch->str, -1, NULL) ? NULL : g_utf8_make_valid(scratch->str, -1);
  put_value(out, mended ? mended : scratch->str);
}

static void put_header(GString *out, const Table *table, size_t n, const size_t *shown, GString *scratch) {
  for (size_t c = 0; c < n; c++) {
    if (c > 0) g_string_append_c(out, ',');
    Cell key = cell_text(table->columns[shown[c]].key);
    put_cell(out, &key, scratch);
  }
  g_string_append(out, "\r\n");
}

static void put_table(Page *page, const Table *table) {
  g_autofree size_t *shown = g_new(size_t, table->n_columns + 1);
  g_autofree Cell *cells = g_new(Cell, table->n_columns + 1);
  g_autoptr(GString) scratch = g_string_new(NULL);
  size_t n = table_columns_for(table, READER_SHEET, shown);
  put_header(page->text, table, n, shown, scratch);
  for (size_t i = 0; i < table->n_rows && page_turn(page); i++) {
    table_read(table, i, cells);
    for (size_t c = 0; c < n; c++) {
      if (c > 0) g_string_append_c(page->text, ',');
      put_cell(page->text, &cells[shown[c]], scratch);
    }
    g_string_append(page->text, "\r\n");
  }
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
