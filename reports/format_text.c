/* format_text.c: aligned text for a terminal or a pipe. */
#include "reports/format_text_parts.h"

#include <glib/gi18n.h>
#include <string.h>

static void put_styled(GString *out, const char *style, const char *text, const FormatOptions *options) {
  bool styled = options->colour && *style;
  if (styled) g_string_append(out, style);
  text_put_line(out, text);
  if (styled) g_string_append(out, TEXT_PLAIN);
  g_string_append_c(out, '\n');
}

static void put_titled_table(Page *page, const Table *table, const FormatOptions *options) {
  if (table->n_rows == 0 && !table->empty) return;
  g_string_append_c(page->text, '\n');
  if (table->title) put_styled(page->text, TEXT_BOLD, table->title, options);
  if (table->n_rows > 0)
    text_put_table(page, table, options);
  else
    put_styled(page->text, TEXT_DIM, table->empty, options);
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
  text_put_line(out, part->text);
  text_pad(out, label - text_cells(part->text) + TEXT_GUTTER);
  text_put_line(out, cell_words(&part->cell, READER_PERSON, plain));
  text_trim_end(out);
  g_string_append_c(out, '\n');
}

static void put_part(Page *page, const Part *part, size_t label, const FormatOptions *options) {
  switch (part->type) {
  case PART_HEADING: put_styled(page->text, TEXT_BOLD, part->text, options); return;
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
  put_styled(page.text, TEXT_BOLD, document->title, options);
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
