/* page.c: gathered output, and cells as plain text. */
#include "reports/page.h"

#include "criteria/threads.h"
#include "reports/number.h"

#include <glib/gi18n.h>
#include <math.h>

enum { PAGE_BYTES = 1 << 16, PAGE_ROWS = 64, BAND_ROWS = 4096 };

Page page_open(const Sink *sink, GError **error) {
  return (Page){.text = g_string_sized_new(PAGE_BYTES + 4096), .sink = sink, .error = error};
}

static bool put_out(Page *page) {
  if (!page->failed && page->text->len > 0)
    page->failed = !page->sink->put(page->sink->data, page->text->str, page->text->len, page->error);
  g_string_truncate(page->text, 0);
  return !page->failed;
}

bool page_turn(Page *page) {
  if (page->text->len >= PAGE_BYTES) put_out(page);
  return !page->failed;
}

/* -- rows in bands ---------------------------------------------------------------------------------------- */

typedef struct RowBand {
  Table table; /* a copy with data of its own */
  PutBand *put;
  const void *how;
  size_t first, end;
  GString *text;
  GThread *thread;
} RowBand;

static void *make_band(void *data) {
  RowBand *band = data;
  band->put(band->text, &band->table, band->first, band->end, band->how);
  return NULL;
}

static RowBand *bands_new(const Table *table, PutBand *put, const void *how, unsigned n) {
  RowBand *bands = g_new0(RowBand, n);
  for (unsigned i = 0; i < n; i++) {
    bands[i] = (RowBand){.table = *table, .put = put, .how = how, .text = g_string_sized_new(PAGE_BYTES)};
    bands[i].table.data = table->again(table->data);
  }
  return bands;
}

static void bands_free(RowBand *bands, unsigned n) {
  for (unsigned i = 0; i < n; i++) {
    g_string_free(bands[i].text, TRUE);
    if (bands[i].table.free_data) bands[i].table.free_data((void *)bands[i].table.data);
  }
  g_free(bands);
}

/* One band for the page and one for each of the others; then theirs go out after it. */
static bool put_bands(Page *page, const Table *table, RowBand *bands, unsigned n, size_t first) {
  for (unsigned i = 0; i < n; i++) {
    RowBand *band = &bands[i];
    band->first = MIN(first + (i + 1) * (size_t)BAND_ROWS, table->n_rows);
    band->end = MIN(band->first + BAND_ROWS, table->n_rows);
    band->thread = band->first < band->end ? threads_start(make_band, band) : NULL;
  }
  bands->put(page->text, table, first, MIN(first + BAND_ROWS, table->n_rows), bands->how);
  for (unsigned i = 0; i < n; i++) {
    RowBand *band = &bands[i];
    if (band->thread)
      g_thread_join(band->thread);
    else
      make_band(band);
    page_turn(page);
    text_put(page->text, band->text->str, band->text->len);
    g_string_truncate(band->text, 0);
  }
  return page_turn(page);
}

bool page_rows(Page *page, const Table *table, PutBand *put, const void *how) {
  unsigned n = table->again ? threads_for(table->n_rows, 2 * BAND_ROWS) - 1 : 0;
  size_t step = n > 0 ? (n + 1) * (size_t)BAND_ROWS : PAGE_ROWS;
  RowBand *bands = n > 0 ? bands_new(table, put, how, n) : NULL;
  for (size_t first = 0; first < table->n_rows && !page->failed; first += step) {
    if (n > 0)
      put_bands(page, table, bands, n, first);
    else
      put(page->text, table, first, MIN(first + step, table->n_rows), how);
    page_turn(page);
  }
  bands_free(bands, n);
  return !page->failed;
}

bool page_close(Page *page) {
  put_out(page);
  g_string_free(g_steal_pointer(&page->text), TRUE);
  return !page->failed;
}

bool part_is_for(const Part *part, Reader reader) {
  return audience_has(part->audience, reader) && (!part->table || audience_has(part->table->audience, reader));
}

static void put_number(GString *out, double number, Reader reader) {
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  if (!isfinite(number)) return;
  if (reader == READER_PERSON)
    g_string_append(out, g_ascii_formatd(buffer, sizeof buffer, "%.4f", number));
  else
    number_put(out, number);
}

static void put_ratio(GString *out, const Cell *cell) {
  char buffer[RATIO_BUF];
  size_t n =
      cell->exact_only ? ratio_put_exact(buffer, cell->ratio) : ratio_put_decimal(buffer, cell->ratio, cell->decimals);
  text_put(out, buffer, n);
}

static void put_integer(GString *out, int64_t number) {
  char digits[24], *at = digits + sizeof digits;
  uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
  do *--at = (char)('0' + rest % 10);
  while (rest /= 10);
  if (number < 0) *--at = '-';
  text_put(out, at, (size_t)(digits + sizeof digits - at));
}

static void put_bool(GString *out, bool truth, Reader reader) {
  const char *word = truth ? "true" : "false";
  if (reader == READER_PERSON) word = truth ? _("yes") : _("no");
  text_put(out, word, strlen(word));
}

static void put_record(GString *out, const Cell *cell, Reader reader) {
  for (size_t i = 0; i < cell->record.n; i++) {
    g_string_append_printf(out, "%s%s=", i ? ";" : "", cell->record.fields[i].key);
    cell_put(out, &cell->record.fields[i].cell, reader);
  }
}

static void put_list(GString *out, const Cell *cell, Reader reader) {
  for (size_t i = 0; i < cell->list.n; i++) {
    if (i > 0) g_string_append(out, reader == READER_PERSON ? _(", ") : ";");
    cell_put(out, &cell->list.cells[i], reader);
  }
}

void cell_put(GString *out, const Cell *cell, Reader reader) {
  switch (cell->type) {
  case CELL_NONE: return;
  case CELL_TEXT:
    if (cell->text && *cell->text) text_put(out, cell->text, strlen(cell->text));
    return;
  case CELL_INTEGER: put_integer(out, cell->integer); return;
  case CELL_NUMBER: put_number(out, cell->number, reader); return;
  case CELL_RATIO: put_ratio(out, cell); return;
  case CELL_BOOL: put_bool(out, cell->truth, reader); return;
  case CELL_RECORD: put_record(out, cell, reader); return;
  case CELL_LIST: put_list(out, cell, reader); return;
  }
}

Ratio bar_share(const Bar *bar) {
  Ratio none = ratio_int(0), all = ratio_int(1);
  if (!ratio_is_valid(bar->share) || ratio_cmp(bar->share, none) < 0) return none;
  return ratio_cmp(bar->share, all) > 0 ? all : bar->share;
}

int64_t bar_blocks(const Bar *bar, int64_t cells) {
  return (int64_t)ratio_round(ratio_mul(bar_share(bar), ratio_int(cells)), ROUND_HALF_UP, ratio_int(1)).num;
}
