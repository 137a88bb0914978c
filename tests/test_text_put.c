/* test_text_put.c: text put together piece by piece, and what each format puts in place of characters that mean something
 * there. */
#include "reports/text_put.h"
#include "tests/golden.h"

#include <locale.h>

/* Pieces of any length come behind each other whole, and nothing behind the last is touched but its NUL. */
static void test_pieces(void) {
  static const char source[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJ";
  for (size_t first = 0; first < sizeof source; first++)
    for (size_t n = 0; n < sizeof source; n++) {
      g_autoptr(GString) out = g_string_new(NULL);
      text_put(out, source, first);
      char *room = text_room(out, n + 1);
      room[n + 1] = '!';
      text_put(out, source, n);
      g_assert_cmpuint(out->len, ==, first + n);
      g_assert_true(memcmp(out->str, source, first) == 0 && memcmp(out->str + first, source, n) == 0);
      g_assert_true(out->str[first + n] == '\0' && out->str[first + n + 1] == '!');
    }
}

static inline Sixteen find_stars(Sixteen bytes) { return (bytes == '*') | (bytes < 0); }

/* What is looked for is found wherever it stands, and nothing before or behind the text is. */
static void test_has(void) {
  char room[80];
  for (size_t n = 0; n < 50; n++) {
    memset(room, '*', sizeof room);
    memset(room + 8, 'a', n);
    g_assert_false(text_has(room + 8, n, find_stars));
    for (size_t at = 0; at < n; at++) {
      room[8 + at] = at % 2 == 0 ? '*' : '\x80';
      g_assert_true(text_has(room + 8, n, find_stars));
      room[8 + at] = 'a';
    }
  }
}

static const char *instead(gunichar c, char room[16]) {
  if (c == '<') return "{less}";
  if (c == 0x3001) return strcpy(room, "dun");
  return c == '\a' ? "" : NULL;
}

static void test_escaped(void) {
  static const Escaping letters = {.plain = {['a' ... 'z'] = true}, .instead = instead};
  static const struct {
    const char *text, *put;
  } cases[] = {
      {"", ""},
      {"abc", "abc"},
      {"<", "{less}"},
      {"a<b<<", "a{less}b{less}{less}"},
      {"A b-C", "A b-C"},
      {"质量", "质量"},
      {"、量", "dun量"},
      {"a、质", "adun质"},
      {"质、", "质dun"},
      {"\u3FFF\u4000鿿\uA000", "\u3FFF\u4000鿿\uA000"},
      {"\xE3\xBF\xC3", "\uFFFD\uFFFD\uFFFD"},
      {"\xE4\xBF", "\uFFFD\uFFFD"},
      {"\xE4\xBF<", "\uFFFD\uFFFD{less}"},
      {"\xE9<", "\uFFFD{less}"},
      {"质\xE9", "质\uFFFD"},
      {"\xE4\xBF\xC0\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},
      {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
      {"\xE0\x80\x80", "\uFFFD\uFFFD\uFFFD"},
      {"\xF0\xA0\xAE\xB7质", "𠮷质"},
      {"\xF8\x88\x80\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"},
      {"\a", ""},
      {"x\ay", "xy"},
      {"\xFF", "\uFFFD"},
      {"a\xE8\xB4", "a\uFFFD\uFFFD"},
      {"\uFFFD量", "\uFFFD量"},
      {"量\xFF<", "量\uFFFD{less}"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GString) out = g_string_new("|");
    text_put_escaped(out, cases[i].text, &letters);
    g_assert_cmpstr(out->str + 1, ==, cases[i].put);
    g_assert_cmpuint(out->len, ==, 1 + strlen(cases[i].put));
  }
}

/* The text as the format has it, out of the row of a table. */
static const char *told;
static void fill(G_GNUC_UNUSED const void *data, G_GNUC_UNUSED size_t i, Cell *cells) { cells[0] = cell_text(told); }

static char *in_row(const char *format, const char *text) {
  static const Column column = {"k", "K", ALIGN_LEFT, FOR_ALL};
  g_autoptr(Document) document = document_new("f/1", "t", "en");
  Table *table = document_table(document, "t", NULL, 1, &column);
  bool html = g_str_equal(format, "html");
  told = text;
  table->n_rows = 1;
  table->row = fill;
  g_autofree char *all = written(document, format);
  const char *before = html ? "<tr><th scope=\"row\"" : "| --- |\n| ", *after = html ? "</th>" : " |\n";
  const char *row = strstr(all, before) + strlen(before);
  if (html) row = strchr(row, '>') + 1;
  return g_strndup(row, (size_t)(strstr(row, after) - row));
}

static void test_formats(void) {
  static const struct {
    const char *text, *html, *markdown;
  } cases[] = {
      {"&", "&amp;", "&amp;"},
      {"<", "&lt;", "&lt;"},
      {">", "&gt;", ">"},
      {"\"", "&quot;", "\""},
      {"'", "&#39;", "'"},
      {"\\", "\\", "\\\\"},
      {"`", "`", "\\`"},
      {"*", "*", "\\*"},
      {"_", "_", "\\_"},
      {"[", "[", "\\["},
      {"]", "]", "\\]"},
      {"|", "|", "\\|"},
      {"~", "~", "\\~"},
      {"#", "#", "\\#"},
      {"^{}", "^{}", "^{}"},
      {"\n", "\n", " "},
      {"\t", "\t", " "},
      {"\r", "\uFFFD", " "},
      {"\u2028", "\u2028", " "},
      {"\a", "\uFFFD", "\uFFFD"},
      {"\x7F", "\uFFFD", "\uFFFD"},
      {"\xC2\x85", "\uFFFD", "\uFFFD"},
      {"\u202E", "\uFFFD", "\uFFFD"}, // NOLINT(misc-misleading-bidirectional)
      {"\uFFFE", "\uFFFD", "\uFFFE"},
      {"\uFDD0", "\uFFFD", "\uFDD0"},
      {"\xFF", "\uFFFD", "\uFFFD"},
      {"质🏆é", "质🏆é", "质🏆é"},
      {"0-9 (A-Z), a-z; $%+/:=?@!", "0-9 (A-Z), a-z; $%+/:=?@!", "0-9 (A-Z), a-z; $%+/:=?@!"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *html = in_row("html", cases[i].text), *markdown = in_row("markdown", cases[i].text);
    g_autofree char *amid = g_strdup_printf("ab%scd%s", cases[i].text, cases[i].text);
    g_autofree char *amid_html = in_row("html", amid), *amid_markdown = in_row("markdown", amid);
    g_autofree char *wants_html = g_strdup_printf("ab%scd%s", cases[i].html, cases[i].html);
    g_autofree char *wants_markdown = g_strdup_printf("ab%scd%s", cases[i].markdown, cases[i].markdown);
    g_assert_cmpstr(html, ==, cases[i].html);
    g_assert_cmpstr(markdown, ==, cases[i].markdown);
    g_assert_cmpstr(amid_html, ==, wants_html);
    g_assert_cmpstr(amid_markdown, ==, wants_markdown);
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/text-put/pieces", test_pieces);
  g_test_add_func("/text-put/has", test_has);
  g_test_add_func("/text-put/escaped", test_escaped);
  g_test_add_func("/text-put/formats", test_formats);
  return g_test_run();
}
