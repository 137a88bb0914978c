/* format_text_table.c: tables as aligned text.
 *
 * They are read twice: once for the widths, once to print, so that any number of rows takes no memory; each time side by
 * side where the table can be read so. When the terminal is too narrow the widest text columns, and titles wider than the
 * figures below them, are cut with "…"; figures are never cut. */
#include "criteria/threads.h"
#include "reports/format_text_parts.h"

#include <string.h>

enum { GUTTER = TEXT_GUTTER, LEAST_CELLS = 8, PIECE = 4096 };

typedef struct Layout {
  const Table *table;
  size_t n;
  size_t *shown;  /* columns for people */
  size_t *widths; /* per shown column */
  size_t *least;  /* per shown column: what it may be cut to */
  bool *starred;  /* per shown column: some cell is marked with a star */
  bool colour;
} Layout;

/* Room to read one row in. */
typedef struct Row {
  Cell *cells;
  GString *scratch, *plain;
} Row;

static Row row_new(const Table *table) {
  return (Row){g_new(Cell, table->n_columns + 1), g_string_new(NULL), g_string_new(NULL)};
}

static void row_clear(Row *row) {
  g_free(row->cells);
  g_string_free(row->scratch, TRUE);
  g_string_free(row->plain, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Row, row_clear)

static const char *colour_of(const Cell *cell) {
  static const char *const honours[] = {"\033[1;33m", "\033[36m", "\033[35m", "\033[34m"};
  if (cell->marked) return "\033[1;31m";
  return cell->honour == 0 ? NULL : honours[MIN(cell->honour, G_N_ELEMENTS(honours)) - 1];
}

/* The cell as one line in row->scratch. */
static void read_cell(Row *row, const Cell *cell) {
  g_string_truncate(row->scratch, 0);
  text_put_line(row->scratch, cell_words(cell, READER_PERSON, row->plain));
}

static bool is_left(const Layout *layout, size_t c) {
  return layout->table->columns[layout->shown[c]].align == ALIGN_LEFT;
}

/* -- widths ------------------------------------------------------------------------------------------------- */

typedef struct Measuring {
  Layout *layout;
  GMutex lock; /* of the layout's least and starred */
} Measuring;

static void measure_piece(size_t piece, void *data) {
  Measuring *measuring = data;
  Layout *layout = measuring->layout;
  Table table = *layout->table;
  g_auto(Row) row = row_new(&table);
  g_autofree size_t *least = g_new0(size_t, layout->n + 1);
  g_autofree bool *starred = g_new0(bool, layout->n + 1);
  if (table.again) table.data = table.again(table.data);
  for (size_t i = piece * PIECE; i < MIN((piece + 1) * PIECE, table.n_rows); i++) {
    table_read(&table, i, row.cells);
    for (size_t c = 0; c < layout->n; c++) {
      const Cell *cell = &row.cells[layout->shown[c]];
      read_cell(&row, cell);
      least[c] = MAX(least[c], text_cells(row.scratch->str));
      starred[c] |= cell->marked;
    }
  }
  if (table.again && table.free_data) table.free_data((void *)table.data);
  g_mutex_lock(&measuring->lock);
  for (size_t c = 0; c < layout->n; c++) {
    layout->least[c] = MAX(layout->least[c], least[c]);
    layout->starred[c] |= starred[c];
  }
  g_mutex_unlock(&measuring->lock);
}

static void measure(Layout *layout) {
  size_t n_pieces = (layout->table->n_rows + PIECE - 1) / PIECE;
  Measuring measuring = {.layout = layout};
  g_mutex_init(&measuring.lock);
  threads_share(layout->table->again ? threads_for(n_pieces, 2) : 1, n_pieces, measure_piece, &measuring);
  g_mutex_clear(&measuring.lock);
  for (size_t c = 0; c < layout->n; c++) {
    size_t title = text_cells(layout->table->columns[layout->shown[c]].title);
    size_t whole = layout->least[c] + layout->starred[c];
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
    g_string_append(out, TEXT_PLAIN);
  }
  if (left && c + 1 < layout->n) text_pad(out, width > used ? width - used : 0);
  if (c + 1 < layout->n) text_pad(out, GUTTER);
}

/* -- rows --------------------------------------------------------------------------------------------------- */

static void put_header(GString *out, const Layout *layout) {
  for (size_t c = 0; c < layout->n; c++)
    put_aligned(out, layout, c, layout->table->columns[layout->shown[c]].title, layout->colour ? TEXT_BOLD : NULL);
  text_trim_end(out);
  g_string_append_c(out, '\n');
  for (size_t c = 0; c < layout->n; c++) {
    for (size_t cell = 0; cell < layout->widths[c]; cell++) g_string_append(out, "─");
    if (c + 1 < layout->n) text_pad(out, GUTTER);
  }
  g_string_append_c(out, '\n');
}

static void put_band(GString *out, const Table *table, size_t first, size_t end, const void *how) {
  const Layout *layout = how;
  g_auto(Row) row = row_new(table);
  for (size_t i = first; i < end; i++) {
    table_read(table, i, row.cells);
    for (size_t c = 0; c < layout->n; c++) {
      const Cell *cell = &row.cells[layout->shown[c]];
      read_cell(&row, cell);
      if (layout->starred[c]) g_string_append_c(row.scratch, cell->marked ? '*' : ' ');
      put_aligned(out, layout, c, row.scratch->str, layout->colour ? colour_of(cell) : NULL);
    }
    text_trim_end(out);
    g_string_append_c(out, '\n');
  }
}

void text_put_table(Page *page, const Table *table, const FormatOptions *options) {
  g_autofree size_t *shown = g_new(size_t, table->n_columns + 1), *widths = g_new0(size_t, table->n_columns + 1),
                    *least = g_new0(size_t, table->n_columns + 1);
  g_autofree bool *starred = g_new0(bool, table->n_columns + 1);
  Layout layout = {.table = table,
                   .n = table_columns_for(table, READER_PERSON, shown),
                   .shown = shown,
                   .widths = widths,
                   .least = least,
                   .starred = starred,
                   .colour = options->colour};
  measure(&layout);
  if (options->width > 0) shrink(&layout, options->width);
  put_header(page->text, &layout);
  page_rows(page, table, put_band, &layout);
}
