/* format_text.c: aligned text for a terminal or a pipe.
 *
 * Tables are read twice: once for the widths, once to print, so that any number of rows takes no memory. When the
 * terminal is too narrow the widest text columns, and titles wider than the figures below them, are cut with "…"; figures
 * are never cut. */
#include "reports/format_text_parts.h"
#include "reports/page.h"

#include <glib/gi18n.h>
#include <string.h>

enum { GUTTER = TEXT_GUTTER, LEAST_CELLS = 8 };

#define BOLD "\033[1m"
#define DIM "\033[2m"
#define PLAIN "\033[0m"

typedef struct Layout {
  const Table *table;
  size_t n;
  size_t *shown;  /* columns for people */
  size_t *widths; /* per shown column */
  size_t *least;  /* per shown column: what it may be cut to */
  bool *starred;  /* per shown column: some cell is marked with a star */
  Cell *cells;
  GString *scratch, *plain;
} Layout;

static const char *colour_of(const Cell *cell) {
  static const char *const honours[] = {"\033[1;33m", "\033[36m", "\033[35m", "\033[34m"};
  if (cell->marked) return "\033[1;31m";
  return cell->honour == 0 ? NULL : honours[MIN(cell->honour, G_N_ELEMENTS(honours)) - 1];
}

static size_t read_cell(Layout *layout, const Cell *cell) {
  g_string_truncate(layout->plain, 0);
  g_string_truncate(layout->scratch, 0);
  cell_put(layout->plain, cell, READER_PERSON);
  text_put_line(layout->scratch, layout->plain->str);
  return text_cells(layout->scratch->str);
}

static void read_starred(Layout *layout, const Cell *cell, size_t c) {
  read_cell(layout, cell);
  if (layout->starred[c]) g_string_append_c(layout->scratch, cell->marked ? '*' : ' ');
}

static bool is_left(const Layout *layout, size_t c) {
  return layout->table->columns[layout->shown[c]].align == ALIGN_LEFT;
}

static void measure(Layout *layout) {
  for (size_t c = 0; c < layout->n; c++) layout->widths[c] = text_cells(layout->table->columns[layout->shown[c]].title);
  for (size_t i = 0; i < layout->table->n_rows; i++) {
    table_read(layout->table, i, layout->cells);
    for (size_t c = 0; c < layout->n; c++) {
      const Cell *cell = &layout->cells[layout->shown[c]];
      layout->least[c] = MAX(layout->least[c], read_cell(layout, cell));
      layout->starred[c] |= cell->marked;
    }
  }
  for (size_t c = 0; c < layout->n; c++) {
    size_t title = layout->widths[c], whole = layout->least[c] + layout->starred[c];
    layout->widths[c] = MAX(title, whole);
    layout->least[c] = is_left(layout, c) ? LEAST_CELLS : MAX(whole, MIN(title, LEAST_CELLS));
  }
}

static size_t total_width(const Layout *layout) {
  size_t total = layout->n > 0 ? (layout->n - 1) * GUTTER : 0;
  for (size_t c = 0; c < layout->n; c++) total += layout->widths[c];
  return total;
}

static void shrink(Layout *layout, size_t width) {
  for (size_t total = total_width(layout); total > width; total--) {
    size_t widest = layout->n;
    for (size_t c = 0; c < layout->n; c++)
      if (layout->widths[c] > layout->least[c] && (widest == layout->n || layout->widths[c] > layout->widths[widest]))
        widest = c;
    if (widest == layout->n) return;
    layout->widths[widest]--;
  }
}

static void put_aligned(GString *out, const Layout *layout, size_t c, const char *text, const char *colour) {
  size_t start, width = layout->widths[c];
  bool left = is_left(layout, c);
  size_t whole = left ? 0 : text_cells(text);
  if (!left) text_pad(out, width > whole ? width - whole : 0);
  start = out->len;
  size_t used = text_put_clipped(out, text, width);
  if (colour && out->len > start) {
    g_string_insert(out, (gssize)start, colour);
    g_string_append(out, PLAIN);
  }
  if (left && c + 1 < layout->n) text_pad(out, width > used ? width - used : 0);
  if (c + 1 < layout->n) text_pad(out, GUTTER);
}

static void trim_end(GString *out) {
  while (out->len > 0 && out->str[out->len - 1] == ' ') g_string_truncate(out, out->len - 1);
}

static void put_header(GString *out, const Layout *layout, const FormatOptions *options) {
  for (size_t c = 0; c < layout->n; c++)
    put_aligned(out, layout, c, layout->table->columns[layout->shown[c]].title, options->colour ? BOLD : NULL);
  trim_end(out);
  g_string_append_c(out, '\n');
  for (size_t c = 0; c < layout->n; c++) {
    for (size_t cell = 0; cell < layout->widths[c]; cell++) g_string_append(out, "─");
    if (c + 1 < layout->n) text_pad(out, GUTTER);
  }
  g_string_append_c(out, '\n');
}

static void put_rows(Page *page, Layout *layout, const FormatOptions *options) {
  for (size_t i = 0; i < layout->table->n_rows && page_turn(page); i++) {
    table_read(layout->table, i, layout->cells);
    for (size_t c = 0; c < layout->n; c++) {
      const Cell *cell = &layout->cells[layout->shown[c]];
      read_starred(layout, cell, c);
      put_aligned(page->text, layout, c, layout->scratch->str, options->colour ? colour_of(cell) : NULL);
    }
    trim_end(page->text);
    g_string_append_c(page->text, '\n');
  }
}

static void put_table(Page *page, const Table *table, const FormatOptions *options) {
  g_autofree size_t *shown = g_new(size_t, table->n_columns + 1), *widths = g_new0(size_t, table->n_columns + 1),
                    *least = g_new0(size_t, table->n_columns + 1);
  g_autofree bool *starred = g_new0(bool, table->n_columns + 1);
  g_autofree Cell *cells = g_new(Cell, table->n_columns + 1);
  g_autoptr(GString) scratch = g_string_new(NULL), plain = g_string_new(NULL);
  Layout layout = {.table = table,
                   .shown = shown,
                   .widths = widths,
                   .least = least,
                   .starred = starred,
                   .cells = cells,
                   .scratch = scratch,
                   .plain = plain};
  layout.n = table_columns_for(table, READER_PERSON, shown);
  measure(&layout);
  if (options->width > 0) shrink(&layout, options->width);
  put_header(page->text, &layout, options);
  put_rows(page, &layout, options);
}

static void put_styled(GString *out, const char *style, const char *text, const FormatOptions *options) {
  bool styled = options->colour && *style;
  if (styled) g_string_append(out, style);
  text_put_line(out, text);
  if (styled) g_string_append(out, PLAIN);
  g_string_append_c(out, '\n');
}

static void put_titled_table(Page *page, const Table *table, const FormatOptions *options) {
  if (table->n_rows == 0 && !table->empty) return;
  g_string_append_c(page->text, '\n');
  if (table->title) put_styled(page->text, BOLD, table->title, options);
  if (table->n_rows > 0)
    put_table(page, table, options);
  else
    put_styled(page->text, DIM, table->empty, options);
}

static size_t label_cells(const Document *document, guint first) {
  size_t widest = 0;
  for (guint i = first; i < document->parts->len; i++) {
    const Part *part = g_ptr_array_index(document->parts, i);
    if (!part_is_for(part, READER_PERSON)) continue;
    if (part->type != PART_FIELD) break;
    widest = MAX(widest, text_cells(part->text));
  }
  return widest;
}

static void put_field(GString *out, const Part *part, size_t label) {
  g_autoptr(GString) plain = g_string_new(NULL);
  cell_put(plain, &part->cell, READER_PERSON);
  text_put_line(out, part->text);
  text_pad(out, label - text_cells(part->text) + GUTTER);
  text_put_line(out, plain->str);
  trim_end(out);
  g_string_append_c(out, '\n');
}

static void put_part(Page *page, const Part *part, size_t label, const FormatOptions *options) {
  switch (part->type) {
  case PART_HEADING: put_styled(page->text, BOLD, part->text, options); return;
  case PART_PARAGRAPH: put_styled(page->text, "", part->text, options); return;
  case PART_FIELD: put_field(page->text, part, label); return;
  case PART_TABLE: put_titled_table(page, part->table, options); return;
  case PART_BARS: text_put_bars(page->text, part, options->width); return;
  case PART_SIGNATURES: text_put_signatures(page->text, part, options->width); return;
  }
}

static bool write_text(const Document *document, const FormatOptions *options, const Sink *sink, GError **error) {
  Page page = page_open(sink, error);
  bool in_fields = false;
  size_t label = 0;
  if (document->over) put_styled(page.text, "", document->over, options);
  put_styled(page.text, BOLD, document->title, options);
  for (guint i = 0; i < document->parts->len && page_turn(&page); i++) {
    const Part *part = g_ptr_array_index(document->parts, i);
    if (!part_is_for(part, READER_PERSON)) continue;
    bool field = part->type == PART_FIELD;
    if (field && !in_fields) label = label_cells(document, i);
    if (part->type != PART_TABLE && !(field && in_fields)) g_string_append_c(page.text, '\n');
    put_part(&page, part, label, options);
    in_fields = field;
  }
  return page_close(&page);
}

const ReportFormat format_text = {
    .name = "text",
    .extension = ".txt",
    .sentence = N_("aligned text for the terminal"),
    .write = write_text,
};
