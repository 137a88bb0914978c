/* test_document.c: documents and formats: every format whole on one small document, and what could break out of each:
 * quotes, markup, formulas, wide and combining characters, control characters, broken UTF-8, long cells. */
#include "reports/report_head.h"
#include "tests/golden.h"

#include <locale.h>
#include <math.h>

typedef struct Line {
  int64_t rank;
  const char *id, *name;
  Ratio total;
  bool tied;
} Line;

static const Line lines[] = {
    {1, "A07", "深圳市质量技术有限公司", {2469, 4}, false},
    {2, "=cmd|' /C calc'!A0", "<script>alert(\"x\")</script> & 'Co'", {1235, 2}, true},
    {2, "B|1", "Cafe\xCC\x81 \\ 🏆 *bold* _x_ `y` [z](w)", {-10, 3}, true},
    {4, "-7", "two\nlines,\ttab; \"quoted\"", {0, 1}, false},
    {5, "@x", "bell\a esc\033[31m bidi\u202Etxt sep\u2028", {1, 3}, false}, // NOLINT(misc-misleading-bidirectional)
    {6, "+1", "broken \xE6\xB7 bytes \xFF", {100000, 1}, false},
};

static void fill(const void *data, size_t i, Cell *cells) {
  const Line *line = (const Line *)data + i;
  static Field stage[2];
  static Cell stages[1];
  stage[0] = (Field){"stage", cell_text("review")};
  stage[1] = (Field){"n", cell_integer(5)};
  stages[0] = cell_record(stage, 2);
  cells[0] = cell_integer(line->rank);
  cells[1] = cell_text(line->id);
  cells[2] = cell_text(line->name);
  cells[2].honour = i == 0 ? 1 : 0;
  cells[3] = cell_ratio(line->total, 2);
  cells[3].marked = i == 2;
  cells[4] = cell_list(stages, 1);
  cells[5] = cell_decimal(line->total, 2);
  cells[6] = cell_bool(line->tied);
}

static const Column columns[] = {
    {"rank", "Rank", ALIGN_RIGHT, FOR_ALL},      {"applicant", "Applicant", ALIGN_LEFT, FOR_ALL},
    {"name", "单位名称", ALIGN_LEFT, FOR_ALL},   {"total", "Total", ALIGN_RIGHT, FOR_ALL},
    {"stages", "Stages", ALIGN_LEFT, FOR_TREES}, {"percent", "Percent", ALIGN_RIGHT, FOR_SHEETS},
    {"tied", "Tied", ALIGN_LEFT, FOR_MACHINES},
};

static Table *add_lines(Document *document, size_t n) {
  Table *table = document_table(document, "lines", "Lines | all", G_N_ELEMENTS(columns), columns);
  table->n_rows = n;
  table->row = fill;
  table->data = lines;
  return table;
}

static Document *small_document(void) {
  Document *document = document_new("accolade.sample/1", "Sample <1>", "zh");
  document->over = g_strdup("2026年度“市长质量奖”");
  const Field pack[] = {{"id", cell_text("plain")}, {"sha256", cell_text("ab\"cd")}};
  const Cell list[] = {cell_exact(ratio(1, 3)), cell_none(), cell_bool(true), cell_number(0.25), cell_number(NAN)};
  document_field(document, "rules", NULL, cell_record(pack, 2));
  document_field(document, "count", "申报单位", cell_integer(6));
  document_field(document, NULL, "Fingerprint", cell_text("ab_cd"));
  document_field(document, "list", NULL, cell_list(list, G_N_ELEMENTS(list)));
  document_paragraph(document, "A paragraph with <b> & | in it.");
  document_heading(document, 1, "# First");
  add_lines(document, G_N_ELEMENTS(lines));
  document_bar(document, "领导", ratio(3, 5), "60.00 %");
  document_bar(document, "Results", ratio(1, 3), "33.33 %");
  document_table(document, "none", "Nothing", 1, columns)->empty = g_strdup("There is nothing.");
  document_table(document, "void", "Not even said", 1, columns);
  document_signatures(document, (const char *const[]){"组长", "Secretariat", NULL});
  return document;
}

static void test_golden(void) {
  g_autoptr(Document) document = small_document();
  assert_golden_formats(document, "small");
}

static void test_colour(void) {
  g_autoptr(Document) document = small_document();
  g_autofree char *text = written_with(document, "text", (FormatOptions){.colour = true, .width = 60});
  g_assert_nonnull(strstr(text, "\033[1mRank\033[0m"));
  g_assert_nonnull(strstr(text, "\033[1;33m深圳市质量"));
  g_assert_nonnull(strstr(text, "\033[1;31m-3.33*\033[0m"));
  g_autofree char *plain = written(document, "text");
  g_assert_null(strchr(plain, '\033'));
  g_assert_null(strchr(plain, '\a'));
}

static void test_narrow(void) {
  g_autoptr(Document) document = small_document();
  for (unsigned width = 44; width < 90; width += 3) {
    g_autofree char *text = written_with(document, "text", (FormatOptions){.width = width});
    char *table = strstr(text, "Rank"), *end = strstr(table, "\n\n");
    *end = '\0';
    g_auto(GStrv) rows = g_strsplit(table, "\n", -1);
    g_assert_cmpuint(g_strv_length(rows), ==, G_N_ELEMENTS(lines) + 2);
    for (char **row = rows; *row; row++) g_assert_cmpuint(text_cells(*row), <=, width);
    g_assert_nonnull(strstr(table, "100000.00"));
    if (width < 60) g_assert_nonnull(strstr(table, "…"));
  }
}

static void fill_points(const void *data, size_t i, Cell *cells) {
  (void)data;
  cells[0] = cell_text(i ? "岚屿望舒精密齿轮有限公司" : "A02");
  cells[1] = cell_decimal(ratio(67733, 100), 2);
  cells[2] = cell_integer(7);
}

/* A title gives way before a figure does, and not to fewer than eight cells. */
static void test_wide_titles(void) {
  static const Column wide[] = {{"name", "Name", ALIGN_LEFT, FOR_ALL},
                                {"stage", "Review of the papers", ALIGN_RIGHT, FOR_ALL},
                                {"e", "E01", ALIGN_RIGHT, FOR_ALL}};
  g_autoptr(Document) document = document_new("test.titles/1", "Titles", "en");
  Table *table = document_table(document, "titles", NULL, G_N_ELEMENTS(wide), wide);
  table->n_rows = 2;
  table->row = fill_points;
  g_autofree char *text = written_with(document, "text", (FormatOptions){.width = 23});
  g_assert_nonnull(strstr(text, "Name      Review …  E01\n"));
  g_assert_nonnull(strstr(text, "A02         677.33    7\n"));
  g_assert_nonnull(strstr(text, "岚屿望…     677.33    7\n"));
}

static void test_aligned(void) {
  g_autoptr(Document) document = small_document();
  g_autofree char *text = written(document, "text");
  char *table = strstr(text, "Rank"), *end = strstr(table, "\n\n");
  *end = '\0';
  g_auto(GStrv) rows = g_strsplit(table, "\n", -1);
  for (char **row = rows + 2; *row; row++) g_assert_cmpuint(text_cells(*row), <=, text_cells(rows[1]));
  g_assert_cmpuint(text_cells(rows[2]), ==, text_cells(rows[3]));
  g_assert_cmpuint(text_cells(rows[3]), ==, text_cells(rows[5]));
}

static void test_cells(void) {
  static const struct {
    const char *text;
    size_t cells;
  } cases[] = {
      {"", 0},       {"abc", 3}, {"质量", 4},         {"e\xCC\x81", 1}, {"🏆", 2},      {"Å①×“”…", 6},
      {"ｱﾞ", 2},     {"Ａ", 2},  {"한", 2},           {"𠮷", 2},        {"\u200D", 0}, {"\xFF", 1},
      {"\u00AD", 1}, {"ก็", 1},   {"\u1100\u1161", 2}, {"─█", 2},        {"、。", 4},   {"\xE8\xB4", 2},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_test_message("case %zu", i);
    g_assert_cmpuint(text_cells(cases[i].text), ==, cases[i].cells);
  }
}

static void test_clip(void) {
  static const struct {
    const char *text;
    size_t most;
    const char *clipped;
    size_t used;
  } cases[] = {
      {"abc", 3, "abc", 3},
      {"abcd", 3, "ab…", 3},
      {"质量奖", 6, "质量奖", 6},
      {"质量奖", 5, "质量…", 5},
      {"质量奖", 4, "质…", 3},
      {"质", 1, "…", 1},
      {"质", 0, "", 0},
      {"", 0, "", 0},
      {"ae\xCC\x81xy", 3, "ae\xCC\x81…", 3},
      {"ab\xCC\x81", 2, "ab\xCC\x81", 2},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GString) out = g_string_new("|");
    g_assert_cmpuint(text_put_clipped(out, cases[i].text, cases[i].most), ==, cases[i].used);
    g_assert_cmpstr(out->str + 1, ==, cases[i].clipped);
    g_assert_cmpuint(text_cells(out->str + 1), ==, cases[i].used);
  }
}

static char *one_cell(const char *format, Cell cell) {
  g_autoptr(Document) document = document_new("f/1", "t", "en");
  document_field(document, "k", "T", cell);
  return written(document, format);
}

static void test_json_cells(void) {
  const int128_t most = (int128_t)(~(unsigned __int128)0 >> 1);
  const struct {
    Cell cell;
    const char *json;
  } cases[] = {
      {cell_none(), "null"},
      {cell_text(NULL), "\"\""},
      {cell_text("a\"\\/\b\f\n\r\t\x01\x1F\x7F"), "\"a\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f\""},
      {cell_text("质🏆\u2028"), "\"质🏆\\u2028\""},
      {cell_text("\xC3("), "\"\uFFFD(\""},
      {cell_integer(-9007199254740993), "-9007199254740993"},
      {cell_integer(0), "0"},
      {cell_integer(INT64_MIN), "-9223372036854775808"},
      {cell_integer(INT64_MAX), "9223372036854775807"},
      {cell_number(0.1), "0.1"},
      {cell_number(INFINITY), "null"},
      {cell_bool(false), "false"},
      {cell_bool(true), "true"},
      {cell_ratio(ratio(2469, 4), 2), "{\"decimal\": \"617.25\", \"exact\": \"2469/4\"}"},
      {cell_ratio(ratio(most, most - 1), 18),
       "{\"decimal\": \"1.000000000000000000\", \"exact\": "
       "\"170141183460469231731687303715884105727/170141183460469231731687303715884105726\"}"},
      {cell_ratio(ratio(1, 0), 2), "{\"decimal\": \"overflow\", \"exact\": \"overflow\"}"},
      {cell_exact(ratio(5, 1)), "\"5/1\""},
      {{CELL_RATIO, .exact_only = true, .decimal_only = true, .ratio = {1, 3}}, "\"1/3\""},
      {cell_decimal(ratio(2, 3), 2), "\"0.67\""},
      {cell_list(NULL, 0), "[]"},
      {cell_record(NULL, 0), "{}"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = one_cell("json", cases[i].cell);
    g_autofree char *wanted = g_strdup_printf("{\"format\": \"f/1\",\n \"k\": %s}\n", cases[i].json);
    g_assert_cmpstr(text, ==, wanted);
  }
}

/* Any character at any place of short and long texts is written as one by itself is. */
static void test_json_places(void) {
  static const char plain[] = "abcdefghijklmnopqrstuvwxyz0123456789";
  for (unsigned c = 1; c < 0x100; c++) {
    g_autofree char *alone = one_cell("json", cell_text((char[]){(char)c, '\0'}));
    g_autofree char *said =
        g_strndup(strstr(alone, "\"k\": \"") + 6, strlen(alone) - strlen("{\"format\": \"f/1\",\n \"k\": \"\"}\n"));
    for (size_t length = 1; length < sizeof plain; length++)
      for (size_t at = 0; at < length; at++) {
        g_autofree char *text = g_strndup(plain, length);
        text[at] = (char)c;
        g_autofree char *wanted =
            g_strdup_printf("{\"format\": \"f/1\",\n \"k\": \"%.*s%s%s\"}\n", (int)at, plain, said, text + at + 1);
        g_autofree char *got = one_cell("json", cell_text(text));
        g_assert_cmpstr(got, ==, wanted);
      }
  }
}

static void test_json_checker(void) {
  static const char *const bad[] = {"{\"a\" 1}", "[1,]", "{\"a\": }", "[1", "\"a\n\"", "\"\\x\"", "nul"};
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) g_assert_null(json_skip(bad[i]));
  assert_json("{\"a\": [1, -2.5, {}], \"b\": null}\n");
}

static const char *csv_text;
static void fill_text(G_GNUC_UNUSED const void *data, G_GNUC_UNUSED size_t i, Cell *cells) {
  cells[0] = cell_text(csv_text);
}

static void test_csv_takes_first_sheet(void) {
  g_autoptr(Document) document = document_new("f/1", "t", "en");
  add_lines(document, 1)->audience = FOR_PEOPLE;
  add_lines(document, 1)->audience = FOR_TREES;
  add_lines(document, 2)->audience = FOR_SHEETS;
  g_autofree char *text = written(document, "csv"), *json = written(document, "json");
  g_auto(GStrv) rows = g_strsplit(text, "\r\n", -1);
  g_assert_cmpuint(g_strv_length(rows), ==, 4);
  g_assert_cmpstr(rows[0], ==,
                  "\xEF\xBB\xBF"
                  "rank,applicant,name,total,percent,tied");
  g_assert_nonnull(strstr(json, "\"lines\": [\n  {\"rank\": 1, \"applicant\": \"A07\""));
  g_assert_null(strstr(json, "cmd"));
  assert_json(json);
}

static void test_long_cell(void) {
  g_autofree char *name = g_strnfill(1000, 'x');
  g_autoptr(Document) document = document_new("f/1", "t", "en");
  Table *table = document_table(document, "t", NULL, 1, columns + 1);
  table->n_rows = 1;
  table->row = fill_text;
  csv_text = name;
  for (size_t i = 0; i < report_format_count(); i++) {
    g_autofree char *text = written(document, report_format_at(i)->name);
    g_assert_nonnull(strstr(text, name));
  }
  g_autofree char *narrow = written_with(document, "text", (FormatOptions){.width = 20});
  g_assert_nonnull(strstr(narrow, "\nxxxxxxxxxxxxxxxxxxx…\n"));
}

static void test_bars(void) {
  static const struct {
    Ratio share;
    const char *html, *markdown;
  } cases[] = {
      {{-1, 2}, "<rect width=\"0.00%\"", "`░░░░░░░░░░░░░░░░░░░░`"},
      {{3, 1}, "<rect width=\"100.00%\"", "`████████████████████`"},
      {{1, 0}, "<rect width=\"0.00%\"", "`░░░░░░░░░░░░░░░░░░░░`"},
      {{1, 8}, "<rect width=\"12.50%\"", "`███░░░░░░░░░░░░░░░░░`"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Document) document = document_new("f/1", "t", "en");
    document_bar(document, "label", cases[i].share, "value");
    g_autofree char *html = written(document, "html"), *markdown = written(document, "markdown");
    g_assert_nonnull(strstr(html, cases[i].html));
    g_assert_nonnull(strstr(markdown, cases[i].markdown));
  }
}

static void test_html_holds(void) {
  g_autoptr(Document) document = small_document();
  g_autofree char *html = written(document, "html");
  g_assert_true(g_str_has_prefix(html, "<!DOCTYPE html>\n<html lang=\"zh\">\n"));
  g_assert_null(strstr(html, "<script"));
  g_assert_null(strstr(html, "http"));
  g_assert_null(strchr(html, '\a'));
  g_assert_nonnull(strstr(html, "@media print"));
  g_assert_nonnull(strstr(html, "<svg role=\"img\" aria-label=\"60.00 %\">"));
  g_assert_nonnull(strstr(html, "<caption>"));
  g_assert_true(g_utf8_validate(html, -1, NULL));
}

/* Every element that opens closes again, in order. */
static void test_html_nests(void) {
  g_autoptr(Document) document = small_document();
  g_autofree char *html = written(document, "html");
  g_autoptr(GPtrArray) open = g_ptr_array_new_with_free_func(g_free);
  for (const char *at = strstr(html, "<html"); (at = strchr(at, '<')); at++) {
    bool closes = at[1] == '/';
    size_t length = strcspn(at + 1 + closes, " />");
    g_autofree char *name = g_strndup(at + 1 + closes, length);
    const char *end = strchr(at, '>');
    if (g_str_equal(name, "meta") || end[-1] == '/') continue;
    if (!closes) {
      g_ptr_array_add(open, g_strdup(name));
      continue;
    }
    g_assert_cmpuint(open->len, >, 0);
    g_assert_cmpstr(g_ptr_array_index(open, open->len - 1), ==, name);
    g_ptr_array_remove_index(open, open->len - 1);
  }
  g_assert_cmpuint(open->len, ==, 0);
}

static void fill_sparse(G_GNUC_UNUSED const void *data, size_t i, Cell *cells) {
  cells[1] = cell_text("");
  cells[2] = cell_list(NULL, 0);
  cells[3] = i == 2 ? cell_integer(7) : cell_none();
}

/* For people, what is empty in every row is left out: of columns for them alone, and where somebody said so. */
static void test_sparse(void) {
  static const Column some[] = {{"all", "All", ALIGN_LEFT, FOR_ALL},
                                {"text", "Text", ALIGN_LEFT, FOR_PEOPLE},
                                {"list", "List", ALIGN_LEFT, FOR_PEOPLE},
                                {"seven", "Seven", ALIGN_LEFT, FOR_PEOPLE},
                                {"sheet", "Sheet", ALIGN_LEFT, FOR_SHEETS}};
  static const struct {
    bool sparse;
    size_t n_rows;
    Reader reader;
    const char *shown;
  } cases[] = {{true, 3, READER_PERSON, "03"},   {true, 2, READER_PERSON, "0"},       {false, 3, READER_PERSON, "0123"},
               {true, 0, READER_PERSON, "0123"}, {true, 5001, READER_PERSON, "0123"}, {true, 3, READER_SHEET, "04"},
               {true, 5000, READER_PERSON, "03"}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Document) document = document_new("f/1", "t", "en");
    Table *table = document_table(document, "some", NULL, G_N_ELEMENTS(some), some);
    size_t shown[G_N_ELEMENTS(some)], n;
    table->sparse = cases[i].sparse;
    table_set_rows(table, cases[i].n_rows, fill_sparse, NULL, NULL);
    n = table_columns_for(table, cases[i].reader, shown);
    g_assert_cmpuint(n, ==, strlen(cases[i].shown));
    for (size_t c = 0; c < n; c++) g_assert_true(shown[c] == (size_t)(cases[i].shown[c] - '0'));
  }
}

static void test_registry(void) {
  for (size_t i = 0; i < report_format_count(); i++) {
    g_assert_true(report_format_named(report_format_at(i)->name) == report_format_at(i));
    g_assert_true(*report_format_at(i)->sentence && *report_format_at(i)->extension == '.');
  }
  for (size_t i = 0; i < report_count(); i++) g_assert_true(report_named(report_at(i)->name) == report_at(i));
  g_assert_null(report_format_named("docx"));
  g_assert_null(report_named("gossip"));
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/document/golden", test_golden);
  g_test_add_func("/document/text/colour", test_colour);
  g_test_add_func("/document/text/narrow", test_narrow);
  g_test_add_func("/document/wide-titles", test_wide_titles);
  g_test_add_func("/document/text/aligned", test_aligned);
  g_test_add_func("/document/cells", test_cells);
  g_test_add_func("/document/clip", test_clip);
  g_test_add_func("/document/json/cells", test_json_cells);
  g_test_add_func("/document/json/places", test_json_places);
  g_test_add_func("/document/json/checker", test_json_checker);
  g_test_add_func("/document/csv/first-sheet", test_csv_takes_first_sheet);
  g_test_add_func("/document/long-cell", test_long_cell);
  g_test_add_func("/document/bars", test_bars);
  g_test_add_func("/document/html/holds", test_html_holds);
  g_test_add_func("/document/html/nests", test_html_nests);
  g_test_add_func("/document/sparse", test_sparse);
  g_test_add_func("/document/registry", test_registry);
  return g_test_run();
}
