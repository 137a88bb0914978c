/* format_json.c: fields and tables as one JSON object (RFC 8259), one record of a table per line.
 *
 * Every number that decides something is a string, exact or as shown. UTF-8 stays as it is; control characters and
 * the two line separators JavaScript stumbles over are escaped, bytes that are not UTF-8 become U+FFFD. */
#include "reports/number.h"
#include "reports/page.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

static void put_cell(GString *out, const char *before, size_t n_before, const Cell *cell);

static const char *instead(gunichar c, char room[16]) {
  static const char escapes[] = "\b\f\n\r\t\"\\", names[] = "bfnrt\"\\";
  const char *at = c < 0x80 ? strchr(escapes, (int)c) : NULL;
  if (at)
    g_snprintf(room, 16, "\\%c", names[at - escapes]);
  else if (c < 0x20 || c == 0x7F || c == 0x2028 || c == 0x2029)
    g_snprintf(room, 16, "\\u%04x", c);
  else
    return NULL;
  return room;
}

/* What is not written as it is, or may not be: all beyond ASCII. */
static inline Sixteen find_odd(Sixteen bytes) {
  return (bytes < ' ') | (bytes == '"') | (bytes == '\\') | (bytes == 0x7F);
}

static G_GNUC_NO_INLINE void put_escaped(GString *out, const char *text) {
  static const Escaping json = {.plain = {[' ' ... '!'] = true, ['#' ... '['] = true, [']' ... '~'] = true},
                                .instead = instead};
  text_add(out, "\"");
  text_put_escaped(out, text, &json);
  text_add(out, "\"");
}

static G_GNUC_NO_INLINE void put_any(GString *out, const char *before, size_t n_before, const char *text, size_t n) {
  text_put(out, before, n_before);
  if (text_has(text, n, find_odd)) {
    put_escaped(out, text);
    return;
  }
  char *at = text_room(out, n + 2);
  *at++ = '"';
  at = text_copy(at, text, n);
  memcpy(at, "\"", 2);
  out->len += n + 2;
}

/* In quotes, behind what stands before it: at once where both are short, there is room, and nothing is to be escaped. */
static void put_string(GString *out, const char *before, size_t n_before, const char *text, size_t n) {
  bool fits = n_before - 1 < sizeof(Few) && n - 1 < sizeof(Few) && out->len + n_before + n + 3 <= out->allocated_len;
  Few few = fits ? few_load(text, n) : (Few){0, 0};
  if (!fits || few_has(few, find_odd)) {
    put_any(out, before, n_before, text, n);
    return;
  }
  char *at = out->str + out->len;
  few_store(at, few_load(before, n_before), n_before);
  at += n_before;
  *at++ = '"';
  few_store(at, few, n);
  memcpy(at + n, "\"", 2);
  out->len += n_before + n + 2;
}

static void put_ratio(GString *out, const Cell *cell) {
  bool one = cell->exact_only || cell->decimal_only;
  text_add(out, one ? "\"" : "{\"decimal\": \"");
  cell_put(out, cell, READER_TREE);
  if (!one) text_add(out, "\", \"exact\": \"");
  if (!one) out->len += ratio_put_exact(text_room(out, RATIO_BUF), cell->ratio);
  text_add(out, one ? "\"" : "\"}");
}

static void put_number(GString *out, double number) {
  if (isfinite(number))
    number_put(out, number);
  else
    text_put(out, "null", 4);
}

static void put_record(GString *out, const Cell *cell) {
  const Field *fields = cell->record.fields;
  if (cell->record.n == 0) text_put(out, "{", 1);
  for (size_t i = 0; i < cell->record.n; i++) {
    text_add(out, i > 0 ? ", \"" : "{\"");
    text_add(out, fields[i].key);
    put_cell(out, "\": ", 3, &fields[i].cell);
  }
  text_put(out, "}", 1);
}

static void put_list(GString *out, const Cell *cell) {
  text_put(out, "[", 1);
  for (size_t i = 0; i < cell->list.n; i++) put_cell(out, ", ", i > 0 ? 2 : 0, &cell->list.cells[i]);
  text_put(out, "]", 1);
}

static G_GNUC_NO_INLINE void put_value(GString *out, const Cell *cell) {
  switch (cell->type) {
  case CELL_NONE: text_put(out, "null", 4); return;
  case CELL_TEXT: put_string(out, "", 0, cell->text, cell->length); return;
  case CELL_INTEGER:
  case CELL_BOOL: cell_put(out, cell, READER_TREE); return;
  case CELL_NUMBER: put_number(out, cell->number); return;
  case CELL_RATIO: put_ratio(out, cell); return;
  case CELL_RECORD: put_record(out, cell); return;
  case CELL_LIST: put_list(out, cell); return;
  }
}

/* Most cells are text. */
static void put_cell(GString *out, const char *before, size_t n_before, const Cell *cell) {
  if (cell->type == CELL_TEXT) {
    put_string(out, before, n_before, cell->text, cell->length);
    return;
  }
  text_put(out, before, n_before);
  put_value(out, cell);
}

/* What stands before each cell: the same in every row. */
static GString **keys_of(const Table *table, size_t n, const size_t *shown) {
  GString **keys = g_new(GString *, n + 1);
  for (size_t c = 0; c < n; c++) {
    const char *key = table->columns[shown[c]].key;
    keys[c] = g_string_new(NULL);
    put_string(keys[c], c > 0 ? ", " : "{", c > 0 ? 2 : 1, key, strlen(key));
    text_put(keys[c], ": ", 2);
  }
  keys[n] = NULL;
  return keys;
}

static void free_keys(GString **keys) {
  for (size_t c = 0; keys[c]; c++) g_string_free(keys[c], TRUE);
  g_free(keys);
}

static void put_row(GString *out, GString *const *keys, size_t n, const size_t *shown, const Cell *cells) {
  for (size_t c = 0; c < n; c++) put_cell(out, keys[c]->str, keys[c]->len, &cells[shown[c]]);
  text_put(out, n > 0 ? "}" : "{}", n > 0 ? 1 : 2);
}

static void put_band(GString *out, const Table *table, size_t first, size_t end, G_GNUC_UNUSED const void *how) {
  g_autofree size_t *shown = g_new(size_t, table->n_columns + 1);
  g_autofree Cell *cells = g_new(Cell, table->n_columns + 1);
  size_t n = table_columns_for(table, READER_TREE, shown);
  GString **keys = keys_of(table, n, shown);
  for (size_t i = first; i < end; i++) {
    table_read(table, i, cells);
    text_put(out, i > 0 ? ",\n  " : "\n  ", i > 0 ? 4 : 3);
    put_row(out, keys, n, shown, cells);
  }
  free_keys(keys);
}

static void put_table(Page *page, const Table *table) {
  g_string_append(page->text, ": [");
  page_rows(page, table, put_band, NULL);
  g_string_append(page->text, table->n_rows > 0 ? "\n ]" : "]");
}

static bool write_json(const Document *document, G_GNUC_UNUSED const FormatOptions *options, const Sink *sink,
                       GError **error) {
  Page page = page_open(sink, error);
  put_string(page.text, "{\"format\": ", 11, document->format, strlen(document->format));
  for (guint i = 0; i < document->parts->len && page_turn(&page); i++) {
    const Part *part = g_ptr_array_index(document->parts, i);
    if (!part_is_for(part, READER_TREE)) continue;
    const char *key = part->table ? part->table->key : part->key;
    put_string(page.text, ",\n ", 3, key, strlen(key));
    if (part->table)
      put_table(&page, part->table);
    else
      put_cell(page.text, ": ", 2, &part->cell);
  }
  g_string_append(page.text, "}\n");
  return page_close(&page);
}

const ReportFormat format_json = {
    .name = "json",
    .extension = ".json",
    .sentence = N_("JSON for programs, with every figure exact"),
    .machine = true,
    .write = write_json,
};
