/* format_html.c: one self-contained HTML5 file, made to be printed and signed: no scripts, nothing from elsewhere. */
#include "reports/page.h"

#include <glib/gi18n.h>
#include <string.h>

static const char STYLE[] =
    "@page{size:A4;margin:18mm 15mm}\n"
    ":root{color-scheme:light}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0 auto;max-width:72rem;padding:2.5rem 2rem 4rem;background:#fff;color:#1a1a1a;line-height:1.5;"
    "font:15px/1.5 \"Source Han Sans SC\",\"Noto Sans CJK SC\",\"Noto Sans SC\",\"PingFang SC\",\"Microsoft YaHei\","
    "\"Segoe UI\",\"Helvetica Neue\",Arial,sans-serif}\n"
    "header{text-align:center;border-bottom:3px double #7a1f1f;padding-bottom:1.2rem;margin-bottom:1.4rem}\n"
    "header p{margin:0;font-size:1.05rem;letter-spacing:.08em;color:#7a1f1f}\n"
    "h1,h2,h3,h4{font-family:\"Source Han Serif SC\",\"Noto Serif CJK SC\",\"Noto Serif SC\",\"Songti SC\",SimSun,"
    "Georgia,\"Times New Roman\",serif;line-height:1.25;break-after:avoid}\n"
    ":lang(en) body{font-family:\"Segoe UI\",\"Helvetica Neue\",Arial,sans-serif}\n"
    ":lang(en) h1,:lang(en) h2,:lang(en) h3,:lang(en) h4{font-family:Georgia,\"Times New Roman\",serif}\n"
    "h1{font-size:2rem;margin:.3rem 0 0}\n"
    "h2{font-size:1.35rem;margin:2rem 0 .6rem;border-bottom:1px solid #c9b8a8;padding-bottom:.25rem}\n"
    "h3{font-size:1.12rem;margin:1.4rem 0 .4rem}\n"
    "h4{font-size:1rem;margin:1.2rem 0 .3rem}\n"
    "p{margin:.5rem 0}\n"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1.2rem;margin:.8rem 0;font-size:.92rem}\n"
    "dt{color:#5c5148}\n"
    "dd{margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}\n"
    ".scroll{overflow-x:auto}\n"
    "table{border-collapse:collapse;width:100%;margin:.8rem 0 1.4rem;font-size:.92rem;"
    "font-variant-numeric:tabular-nums lining-nums}\n"
    "caption{text-align:left;font-weight:700;padding:.3rem 0;break-after:avoid}\n"
    "thead th{border-top:2px solid #1a1a1a;border-bottom:1px solid #1a1a1a;background:#f6f1ea;white-space:nowrap}\n"
    "th,td{padding:.32rem .6rem;text-align:left;vertical-align:top}\n"
    "tbody th{font-weight:400;white-space:nowrap;width:1%}\n"
    "tbody tr{border-bottom:1px solid #e2dcd4;break-inside:avoid}\n"
    "tbody tr:nth-child(-n+3){break-before:avoid}\n"
    "tbody tr:last-child{border-bottom:2px solid #1a1a1a;break-before:avoid}\n"
    ".r{text-align:right;white-space:nowrap}\n"
    ".marked{color:#a31515;font-weight:700}\n"
    ".marked::after{content:\"*\";position:absolute}\n"
    ".w{white-space:nowrap}\n"
    ".honour{font-weight:700;white-space:nowrap}\n"
    ".h1{color:#8a5a00}.h2{color:#4d5a66}.h3{color:#8a4520}.h4{color:#2c5a4a}\n"
    ".empty{color:#5c5148}\n"
    ".bars{width:100%;max-width:46rem;font-size:.9rem;margin:.6rem 0 1.2rem}\n"
    ".bars th,.bars td{padding:.15rem .6rem .15rem 0;border:0;vertical-align:middle}\n"
    ".bars tbody tr,.bars tbody tr:last-child{border:0}\n"
    ".bars th{width:1%;white-space:nowrap;font-weight:400}\n"
    ".bars .r{width:1%}\n"
    ".bars svg{display:block;width:100%;height:.85em}\n"
    ".sign{display:flex;flex-wrap:wrap;gap:1.5rem 3rem;margin-top:3.5rem;break-inside:avoid}\n"
    ".sign p{flex:1 1 11rem;display:flex;align-items:flex-end;gap:.6rem;margin:0}\n"
    ".sign span{flex:1;border-bottom:1px solid #1a1a1a;height:2.2rem}\n"
    "@media "
    "print{@page{size:A4;margin:12mm}:root{font-size:9.5pt}body{max-width:none;padding:0;font-size:1rem;line-height:1."
    "3}.scroll{overflow:"
    "visible}"
    "h2,h3{margin:.9rem 0 .3rem}p{margin:.35rem 0}table{font-size:8.5pt;margin:.3rem 0 .7rem}th,td{padding:.06rem "
    ".4rem}"
    "thead{display:table-header-group}thead th,svg rect{print-color-adjust:exact;-webkit-print-color-adjust:exact}}\n";

static bool is_refused(gunichar c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || char_turns(c) || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

static const char *instead(gunichar c, G_GNUC_UNUSED char room[16]) {
  switch (c) {
  case '&': return "&amp;";
  case '<': return "&lt;";
  case '>': return "&gt;";
  case '"': return "&quot;";
  case '\'': return "&#39;";
  default: return is_refused(c) ? "\uFFFD" : NULL;
  }
}

static void put_escaped(GString *out, const char *text) {
  static const Escaping html = {.plain = {['\t'] = true,
                                          ['\n'] = true,
                                          [' ' ... '!'] = true,
                                          ['#' ... '%'] = true,
                                          ['(' ... ';'] = true,
                                          ['='] = true,
                                          ['?' ... '~'] = true},
                                .instead = instead};
  text_put_escaped(out, text, &html);
}

static void put_element(GString *out, const char *name, const char *text) {
  g_string_append_printf(out, "<%s>", name);
  put_escaped(out, text);
  g_string_append_printf(out, "</%s>\n", name);
}

static void put_value(GString *out, const Cell *cell, GString *scratch) {
  const char *words = cell_words(cell, READER_PERSON, scratch);
  bool marked = cell->marked && *words;
  if (marked) text_add(out, "<strong class=\"marked\">");
  put_escaped(out, words);
  if (marked) text_add(out, "</strong>");
}

/* A word of a few Chinese characters, which a narrow column would break in two. */
static bool is_short_word(const Cell *cell) {
  if (cell->type != CELL_TEXT || !cell->text || !((unsigned char)*cell->text & 0x80)) return false;
  return strlen(cell->text) <= 16 && g_utf8_strlen(cell->text, -1) <= 4;
}

static void put_class(GString *out, const Cell *cell, Align align) {
  if (align != ALIGN_RIGHT && cell->honour == 0) {
    if (is_short_word(cell)) g_string_append(out, " class=\"w\"");
    return;
  }
  g_string_append(out, " class=\"");
  if (align == ALIGN_RIGHT) g_string_append(out, "r");
  if (cell->honour > 0)
    g_string_append_printf(out, "%shonour h%d", align == ALIGN_RIGHT ? " " : "", MIN(cell->honour, 4));
  g_string_append_c(out, '"');
}

static void put_head(GString *out, const Table *table, size_t n, const size_t *shown) {
  g_string_append(out, "<thead><tr>");
  for (size_t c = 0; c < n; c++) {
    const Column *column = &table->columns[shown[c]];
    g_string_append_printf(out, "<th scope=\"col\"%s>", column->align == ALIGN_RIGHT ? " class=\"r\"" : "");
    put_escaped(out, column->title);
    g_string_append(out, "</th>");
  }
  g_string_append(out, "</tr></thead>\n<tbody>\n");
}

static size_t naming_column(const Table *table, size_t n, const size_t *shown) {
  for (size_t c = 0; c < n; c++)
    if (table->columns[shown[c]].align == ALIGN_LEFT) return c;
  return n;
}

/* Columns people see, and which of them names the row. */
typedef struct Shown {
  size_t n, naming;
  const size_t *columns;
} Shown;

static void put_band(GString *out, const Table *table, size_t first, size_t end, const void *how) {
  const Shown *shown = how;
  g_autofree Cell *cells = g_new(Cell, table->n_columns + 1);
  g_autoptr(GString) scratch = g_string_new(NULL);
  for (size_t i = first; i < end; i++) {
    table_read(table, i, cells);
    text_add(out, "<tr>");
    for (size_t c = 0; c < shown->n; c++) {
      const Cell *cell = &cells[shown->columns[c]];
      text_add(out, c == shown->naming ? "<th scope=\"row\"" : "<td");
      put_class(out, cell, table->columns[shown->columns[c]].align);
      text_add(out, ">");
      put_value(out, cell, scratch);
      text_add(out, c == shown->naming ? "</th>" : "</td>");
    }
    text_add(out, "</tr>\n");
  }
}

static void put_table(Page *page, const Table *table) {
  GString *out = page->text;
  if (table->n_rows == 0) {
    if (table->title && table->empty) put_element(out, "h4", table->title);
    if (table->empty) g_string_append(out, "<p class=\"empty\">");
    if (table->empty) put_escaped(out, table->empty);
    if (table->empty) g_string_append(out, "</p>\n");
    return;
  }
  g_autofree size_t *shown = g_new(size_t, table->n_columns + 1);
  size_t n = table_columns_for(table, READER_PERSON, shown);
  g_string_append(out, "<div class=\"scroll\"><table>\n");
  if (table->title) put_element(out, "caption", table->title);
  put_head(out, table, n, shown);
  page_rows(page, table, put_band, &(Shown){n, naming_column(table, n, shown), shown});
  g_string_append(page->text, "</tbody></table></div>\n");
}

static void put_bar(GString *out, const Bar *bar) {
  char percent[RATIO_BUF];
  ratio_put_decimal(percent, ratio_mul(bar_share(bar), ratio_int(100)), 2);
  g_string_append(out, "<tr><th scope=\"row\">");
  put_escaped(out, bar->label);
  g_string_append(out, "</th><td><svg role=\"img\" aria-label=\"");
  put_escaped(out, bar->value);
  g_string_append_printf(out,
                         "\"><rect width=\"100%%\" height=\"100%%\" fill=\"#ece5dc\"/>"
                         "<rect width=\"%s%%\" height=\"100%%\" fill=\"#7a1f1f\"/></svg></td><td class=\"r\">",
                         percent);
  put_escaped(out, bar->value);
  g_string_append(out, "</td></tr>\n");
}

static void put_signatures(GString *out, const Part *part) {
  g_string_append(out, "<div class=\"sign\">\n");
  for (char **who = part->signatures; *who; who++) {
    g_string_append(out, "<p>");
    put_escaped(out, *who);
    g_string_append(out, "<span></span></p>\n");
  }
  g_string_append(out, "</div>\n");
}

static void put_field(GString *out, const Part *part) {
  g_autoptr(GString) scratch = g_string_new(NULL);
  g_string_append(out, "<dt>");
  put_escaped(out, part->text);
  g_string_append(out, "</dt><dd>");
  put_value(out, &part->cell, scratch);
  g_string_append(out, "</dd>\n");
}

static void put_bars(GString *out, const Part *part) {
  g_string_append(out, "<table class=\"bars\"><tbody>\n");
  for (size_t i = 0; i < part->n_bars; i++) put_bar(out, &part->bars[i]);
  g_string_append(out, "</tbody></table>\n");
}

static void put_part(Page *page, const Part *part) {
  char heading[] = {'h', (char)('1' + CLAMP(part->level, 1, 5)), '\0'};
  switch (part->type) {
  case PART_HEADING: put_element(page->text, heading, part->text); return;
  case PART_PARAGRAPH: put_element(page->text, "p", part->text); return;
  case PART_FIELD: put_field(page->text, part); return;
  case PART_TABLE: put_table(page, part->table); return;
  case PART_BARS: put_bars(page->text, part); return;
  case PART_SIGNATURES: put_signatures(page->text, part); return;
  }
}

static void put_start(GString *out, const Document *document) {
  g_string_append(out, "<!DOCTYPE html>\n<html lang=\"");
  put_escaped(out, document->lang);
  g_string_append(out, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
  put_escaped(out, document->title);
  if (document->over) {
    g_string_append(out, " – ");
    put_escaped(out, document->over);
  }
  g_string_append_printf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<header>\n", STYLE);
  if (document->over) put_element(out, "p", document->over);
  put_element(out, "h1", document->title);
  g_string_append(out, "</header>\n<main>\n");
}

static bool write_html(const Document *document, G_GNUC_UNUSED const FormatOptions *options, const Sink *sink,
                       GError **error) {
  Page page = page_open(sink, error);
  bool in_fields = false;
  put_start(page.text, document);
  for (guint i = 0; i < document->parts->len && page_turn(&page); i++) {
    const Part *part = g_ptr_array_index(document->parts, i);
    if (!part_is_for(part, READER_PERSON)) continue;
    bool field = part->type == PART_FIELD;
    if (field != in_fields) g_string_append(page.text, field ? "<dl>\n" : "</dl>\n");
    in_fields = field;
    put_part(&page, part);
  }
  if (in_fields) g_string_append(page.text, "</dl>\n");
  g_string_append(page.text, "</main>\n</body>\n</html>\n");
  return page_close(&page);
}

const ReportFormat format_html = {
    .name = "html",
    .extension = ".html",
    .older = ".htm",
    .sentence = N_("one self-contained web page, made to be printed and signed"),
    .write = write_html,
};
