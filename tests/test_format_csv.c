/* test_format_csv.c: texts as cells of CSV: quoted where something in them separates, never a formula, whole characters. */
#include "tests/golden.h"

#include <locale.h>

static const char *csv_text;
static void fill_text(G_GNUC_UNUSED const void *data, G_GNUC_UNUSED size_t i, Cell *cells) {
  cells[0] = cell_text(csv_text);
}

static void assert_csv(const char *text, const char *csv) {
  static const Column column = {"applicant", "Applicant", ALIGN_LEFT, FOR_ALL};
  g_autoptr(Document) document = document_new("f/1", "t", "en");
  Table *table = document_table(document, "t", NULL, 1, &column);
  table->n_rows = 1;
  table->row = fill_text;
  csv_text = text;
  g_autofree char *got = written(document, "csv");
  g_autofree char *wanted = g_strdup_printf("\xEF\xBB\xBF"
                                            "applicant\r\n%s\r\n",
                                            csv);
  g_assert_cmpstr(got, ==, wanted);
}

static void test_csv_cells(void) {
  static const struct {
    const char *text, *csv;
  } cases[] = {
      {"plain", "plain"},
      {"=1+1", "'=1+1"},
      {"+86 755", "'+86 755"},
      {"-", "'-"},
      {"@a", "'@a"},
      {"\tx", "\"'\tx\""},
      {"a=b", "a=b"},
      {"a,b", "\"a,b\""},
      {"a\"b", "\"a\"\"b\""},
      {"a\nb", "\"a\nb\""},
      {"=HYPERLINK(\"u\",\"v\")", "\"'=HYPERLINK(\"\"u\"\",\"\"v\"\")\""},
      {"质量", "质量"},
      {"", ""},
      {"=", "'="},
      {"'", "'"},
      {"\r", "\"'\r\""},
      {"a\rb", "\"a\rb\""},
      {"a;b", "\"a;b\""},
      {"a\tb", "\"a\tb\""},
      {"\"", "\"\"\"\""},
      {"\"\"", "\"\"\"\"\"\""},
      {"\x01\x7F", "\x01\x7F"},
      {"-质", "'-质"},
      {"质\"", "\"质\"\"\""},
      {"质量管理有限公司，一", "质量管理有限公司，一"},
      {"\xFF", "\uFFFD"},
      {"=\xE8\xB4", "'=\uFFFD\uFFFD"},
      {"\xE8\xB4,\xA8", "\"\uFFFD\uFFFD,\uFFFD\""},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) assert_csv(cases[i].text, cases[i].csv);
}

/* As it is defined: whole characters, quotes doubled, in quotes where it has what separates. */
static char *defined_csv(const char *text) {
  g_autofree char *whole = g_utf8_make_valid(text, -1);
  g_auto(GStrv) pieces = g_strsplit(whole, "\"", -1);
  g_autofree char *doubled = g_strjoinv("\"\"", pieces);
  const char *quote = strpbrk(text, ",;\"\r\n\t") ? "\"" : "";
  return g_strconcat(quote, *text && strchr("=+-@\t\r", *text) ? "'" : "", doubled, quote, NULL);
}

/* Of any length, with any of what matters anywhere. */
static void test_csv_any(void) {
  static const char *const pieces[] = {"a",    "bcdefg",       "0123456789", " ",  "'",  "=",    "-",  ",", ";",
                                       "\"",   "\n",           "\t",         "\r", "质", "，量", "𠮷", "é", "\xE8",
                                       "\xB4", "\xED\xA0\x80", "\xF0\x9F"};
  g_autoptr(GRand) random = g_rand_new_with_seed(4180);
  for (int i = 0; i < 20000; i++) {
    g_autoptr(GString) text = g_string_new(NULL);
    int plain = g_rand_int_range(random, 1, (int)G_N_ELEMENTS(pieces) + 1);
    for (int n = g_rand_int_range(random, 0, 12); n > 0; n--)
      g_string_append(text, pieces[g_rand_int_range(random, 0, plain)]);
    g_autofree char *wanted = defined_csv(text->str);
    assert_csv(text->str, wanted);
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/format-csv/cells", test_csv_cells);
  g_test_add_func("/format-csv/any", test_csv_any);
  return g_test_run();
}
