/* format_markdown.c: GitHub-flavoured Markdown, with every character that means something there escaped. */
#include "reports/page.h"

#include <glib/gi18n.h>
#include <string.h>

enum { BAR_CELLS = 20 };

static const char *instead(gunichar c, char room[16]) {
  gunichar safe = char_in_line(c);
  if (safe != c) return safe == ' ' ? " " : "\uFFFD";
  if (c >= 0x80) return NULL;
  if (c == '<' || c == '&') return c == '<' ? "&lt;" : "&amp;";
  room[0] = '\\';
  room[1] = (char)c;
  room[2] = '\0';
  return room;
}

static void put_line(GString *out, const char *text) {
  static const Escaping markdown = {.plain = {[' ' ... '"'] = true,
                                              ['$' ... '%'] = true,
                                              ['\'' ... ')'] = true,
                                              ['+' ... ';'] = true,
                                              ['=' ... 'Z'] = true,
                                              ['^'] = true,
                                              ['a' ... '{'] = true,
                                              ['}'] = true},
                                    .instead = instead};
  text_put_escaped(out, text, &markdown);
}

static void put_cell(GString *out, const Cell *cell, GString *scratch) {
  const char *words = cell_words(cell, READER_PERSON, scratch);
  bool strong = cell->marked && *words;
  if (strong) text_add(out, "**");
  put_line(out, words);
  if (strong) text_add(out, "**");
}

static void put_header(GString *out, const Table *table, size_t n, const size_t *shown) {
  g_string_append_c(out, '|');
  for (size_t c = 0; c < n; c++) {
    g_string_append_c(out, ' ');
    put_line(out, table->columns[shown[c]].title);
    g_string_append(out, " |");
  }
  g_string_append(out, "\n|");
  for (size_t c = 0; c < n; c++)
    g_string_append(out, table->columns[shown[c]].align == ALIGN_RIGHT ? " ---: |" : " --- |");
  g_string_append_c(out, '\n');
}

/* Columns people see. */
typedef struct Shown {
  size_t n;
  const size_t *columns;
} Shown;

static void put_band(GString *out, const Table *table, size_t first, size_t end, const void *how) {
  const Shown *shown = how;
  g_autofree Cell *cells = g_new(Cell, table->n_columns + 1);
  g_autoptr(GString) scratch = g_string_new(NULL);
  for (size_t i = first; i < end; i++) {
    table_read(table, i, cells);
    text_add(out, "|");
    for (size_t c = 0; c < shown->n; c++) {
      text_add(out, " ");
      put_cell(out, &cells[shown->columns[c]], scratch);
      text_add(out, " |");
    }
    text_add(out, "\n");
  }
}

static void put_table(Page *page, const Table *table) {
  g_autofree size_t *shown = g_new(size_t, table->n_columns + 1);
  size_t n = table_columns_for(table, READER_PERSON, shown);
  put_header(page->text, table, n, shown);
  page_rows(page, table, put_band, &(Shown){n, shown});
}

static void put_titled_table(Page *page, const Table *table) {
  if (table->n_rows == 0 && !table->empty) return;
  g_string_append_c(page->text, '\n');
  if (table->title) {
    g_string_append(page->text, "**");
    put_line(page->text, table->title);
    g_string_append(page->text, "**\n\n");
  }
  if (table->n_rows > 0) {
    put_table(page, table);
    return;
  }
  put_line(page->text, table->empty);
  g_string_append_c(page->text, '\n');
}

static void put_field(GString *out, const Part *part) {
  g_autoptr(GString) scratch = g_string_new(NULL);
  g_string_append(out, "- ");
  put_line(out, part->text);
  g_string_append(out, ": ");
  put_cell(out, &part->cell, scratch);
  g_string_append_c(out, '\n');
}

static void put_bars(GString *out, const Part *part) {
  for (size_t i = 0; i < part->n_bars; i++) {
    const Bar *bar = &part->bars[i];
    int64_t full = bar_blocks(bar, BAR_CELLS);
    g_string_append(out, "- ");
    put_line(out, bar->label);
    g_string_append(out, " `");
    for (int64_t cell = 0; cell < BAR_CELLS; cell++) g_string_append(out, cell < full ? "█" : "░");
    g_string_append(out, "` ");
    put_line(out, bar->value);
    g_string_append_c(out, '\n');
  }
}

static void put_signatures(GString *out, const Part *part) {
  for (char **who = part->signatures; *who; who++) {
    g_string_append(out, who == part->signatures ? "\n" : " \xC2\xA0 ");
    put_line(out, *who);
    g_string_append(out, ": \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_");
  }
  g_string_append_c(out, '\n');
}

static void put_part(Page *page, const Part *part, bool joins) {
  GString *out = page->text;
  if (!joins && part->type != PART_TABLE && part->type != PART_SIGNATURES) g_string_append_c(out, '\n');
  switch (part->type) {
  case PART_HEADING:
    for (int level = 0; level <= part->level; level++) g_string_append_c(out, '#');
    g_string_append_c(out, ' ');
    put_line(out, part->text);
    g_string_append_c(out, '\n');
    return;
  case PART_PARAGRAPH: /* not a list, whatever sign it begins with */
    if (*part->text == '+' || *part->text == '-') g_string_append_c(out, '\\');
    put_line(out, part->text);
    g_string_append_c(out, '\n');
    return;
  case PART_FIELD: put_field(out, part); return;
  case PART_TABLE: put_titled_table(page, part->table); return;
  case PART_BARS: put_bars(out, part); return;
  case PART_SIGNATURES: put_signatures(out, part); return;
  }
}

static bool write_markdown(const Document *document, G_GNUC_UNUSED const FormatOptions *options, const Sink *sink,
                           GError **error) {
  Page page = page_open(sink, error);
  bool in_fields = false;
  g_string_append(page.text, "# ");
  if (document->over) {
    put_line(page.text, document->over);
    g_string_append(page.text, ": ");
  }
  put_line(page.text, document->title);
  g_string_append_c(page.text, '\n');
  for (guint i = 0; i < document->parts->len && page_turn(&page); i++) {
    const Part *part = g_ptr_array_index(document->parts, i);
    if (!part_is_for(part, READER_PERSON)) continue;
    put_part(&page, part, in_fields && part->type == PART_FIELD);
    in_fields = part->type == PART_FIELD;
  }
  return page_close(&page);
}

const ReportFormat format_markdown = {
    .name = "markdown",
    .extension = ".md",
    .sentence = N_("Markdown with tables, for wikis and mail"),
    .write = write_markdown,
};
