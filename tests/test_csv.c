/* test_csv.c: the CSV reader against a table of texts: what it reads, and what it says when it cannot. */
#include "store/csv.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

static char *write_file(const char *text, gssize n) {
  char *name = NULL;
  int fd = g_file_open_tmp("test-csv-XXXXXX", &name, NULL);
  g_assert_cmpint(fd, >=, 0);
  close(fd);
  g_assert_true(g_file_set_contents(name, text, n, NULL));
  return name;
}

/* Every record as LINE[field|field], one after the other; an error's text without the file's name at the end. */
static char *dump(const char *path, CsvEncoding encoding) {
  GString *out = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(Csv) csv = csv_open(path, encoding, NULL, &error);
  char **fields;
  size_t n;
  int rc = csv ? 1 : -1;
  while (csv && (rc = csv_next(csv, &fields, &n, &error)) == 1) {
    g_string_append_printf(out, "%d[", (int)csv_line(csv));
    for (size_t i = 0; i < n; i++) g_string_append_printf(out, "%s%s", i ? "|" : "", fields[i]);
    g_string_append_c(out, ']');
  }
  g_assert_true((rc < 0) == (error != NULL));
  if (error) g_assert_true(g_str_has_prefix(error->message, path));
  if (error) g_string_append(out, error->message + strlen(path));
  return g_string_free(out, FALSE);
}

/* What stands before a field, what comes next, and that a line taken by hand is gone. */
static void test_ahead(void) {
  g_autofree char *path = write_file("a,b,c\nx,y,1\nx,y,2\n\"x\",y,3\n", -1);
  g_autoptr(Csv) csv = csv_open(path, CSV_AUTO, NULL, NULL);
  char **fields, prefix[16];
  size_t n;
  g_assert_cmpint(csv_next(csv, &fields, &n, NULL), ==, 1);
  g_assert_cmpint(csv_next(csv, &fields, &n, NULL), ==, 1);
  g_assert_cmpuint(csv_prefix(csv, 2, prefix, 4), ==, 4);
  g_assert_cmpuint(csv_prefix(csv, 2, prefix, 3), ==, 0);
  g_assert_cmpint(memcmp(prefix, "x,y,", 4), ==, 0);
  g_assert_true(g_str_has_prefix(csv_ahead(csv, &n), "x,y,2\n"));
  g_assert_cmpuint(n, ==, strlen("x,y,2\n\"x\",y,3\n"));
  csv_skip_lines(csv, strlen("x,y,2\n"), 1);
  g_assert_cmpint(csv_line(csv), ==, 3);
  g_assert_cmpint(csv_next(csv, &fields, &n, NULL), ==, 1);
  g_assert_cmpint(csv_line(csv), ==, 4);
  g_assert_cmpstr(fields[2], ==, "3");
  g_assert_cmpuint(csv_prefix(csv, 2, prefix, sizeof prefix), ==, 0);
  g_assert_cmpfloat(csv_share(csv), ==, 1.0);
  g_unlink(path);
}

typedef struct Case {
  const char *name, *text, *want;
  int n; /* bytes; 0: up to the zero */
  CsvEncoding encoding;
} Case;

static const Case cases[] = {
    {"plain", "a,b\n1,2\n", "1[a|b]2[1|2]", 0, CSV_AUTO},
    {"no line end at the end", "a,b\n1,2", "1[a|b]2[1|2]", 0, CSV_AUTO},
    {"one column", "a\n1\n", "1[a]2[1]", 0, CSV_AUTO},
    {"crlf", "a,b\r\n1,2\r\n", "1[a|b]2[1|2]", 0, CSV_AUTO},
    {"cr only", "a,b\r1,2\r3,4", "1[a|b]2[1|2]3[3|4]", 0, CSV_AUTO},
    {"mixed line ends", "a,b\r\n1,2\n3,4\r5,6", "1[a|b]2[1|2]3[3|4]4[5|6]", 0, CSV_AUTO},
    {"blank lines", "\n\na,b\n\r\n1,2\n,\n\n3,4\n\n", "3[a|b]5[1|2]8[3|4]", 0, CSV_AUTO},
    {"empty fields", "a,b,c\n,1,\n", "1[a|b|c]2[|1|]", 0, CSV_AUTO},
    {"long fields", "alphabetical,b\nabcdefghijklmnopqrstuvwxyz,12345678\n",
     "1[alphabetical|b]2[abcdefghijklmnopqrstuvwxyz|12345678]", 0, CSV_AUTO},
    {"ragged", "a,b\n1\n1,2,3\n", "1[a|b]2[1]3[1|2|3]", 0, CSV_AUTO},
    {"semicolons", "a;b\n1,5;2\n", "1[a|b]2[1,5|2]", 0, CSV_AUTO},
    {"tabs", "a\tb\n1,5\t2;3\n", "1[a|b]2[1,5|2;3]", 0, CSV_AUTO},
    {"delimiter in quotes does not count", "\"a;;;\",b\n1,2\n", "1[a;;;|b]2[1|2]", 0, CSV_AUTO},
    {"comma wins a draw", "a,b;c\n1,2\n", "1[a|b;c]2[1|2]", 0, CSV_AUTO},
    {"bom",
     "\xEF\xBB\xBF"
     "a,b\n1,2\n",
     "1[a|b]2[1|2]", 0, CSV_AUTO},
    {"bom and quote", "\xEF\xBB\xBF\"a\",b\n1,2\n", "1[a|b]2[1|2]", 0, CSV_UTF8},
    {"quotes", "\"a\",\"b\"\n\"1,5\",\"2\"\n", "1[a|b]2[1,5|2]", 0, CSV_AUTO},
    {"doubled quotes", "a,b\n\"say \"\"yes\"\"\",\"\"\"\"\n", "1[a|b]2[say \"yes\"|\"]", 0, CSV_AUTO},
    {"empty quotes", "a,b\n\"\",1\n", "1[a|b]2[|1]", 0, CSV_AUTO},
    {"quote inside plain text", "a,b\n5\" pipe,2\n", "1[a|b]2[5\" pipe|2]", 0, CSV_AUTO},
    {"lines in quotes", "a,b\n\"x\ny\r\nz\",1\n2,3\n", "1[a|b]2[x\ny\r\nz|1]5[2|3]", 0, CSV_AUTO},
    {"quote closed at the end", "a,b\n1,\"2\"", "1[a|b]2[1|2]", 0, CSV_AUTO},
    {"quote closed before crlf", "a,\"b\"\r\n1,\"2\"\r\n", "1[a|b]2[1|2]", 0, CSV_AUTO},
    {"chinese", "编号,名称\nA1,某某公司\n", "1[编号|名称]2[A1|某某公司]", 0, CSV_AUTO},
    {"four-byte characters", "a,b\n𠮷,😀\n", "1[a|b]2[𠮷|😀]", 0, CSV_UTF8},
    {"gb18030", "\xB1\xE0\xBA\xC5,b\nA1,\xC3\xFB\n", "1[编号|b]2[A1|名]", 0, CSV_AUTO},
    {"gb18030 by name", "a,b\nA1,\xC3\xFB\n", "1[a|b]2[A1|名]", 0, CSV_GB18030},
    {"gb18030 four bytes", "a,b\nA1,\x95\x34\xB2\x35\n", "1[a|b]2[A1|𠮷]", 0, CSV_GB18030},
    {"gb18030 bom",
     "\x84\x31\x95\x33"
     "a,b\n1,\xC3\xFB\n",
     "1[a|b]2[1|名]", 0, CSV_AUTO},
    {"gb18030 second byte is a backslash or bar", "a,b\n\x81\x5C,\x81\x7C\n", "1[a|b]2[乗|亅]", 0, CSV_GB18030},
    {"empty", "", ":1: the file is empty; it needs a line that names the columns", 0, CSV_AUTO},
    {"only line ends", "\n\n\r\n", "", 0, CSV_AUTO},
    {"open quote", "a,b\n1,2\n3,\"4\n5,6\n",
     "1[a|b]2[1|2]:3: the quote that opens here is never closed; close it, or double a quote that is text", 0,
     CSV_AUTO},
    {"open quote after lines in quotes", "a,b\n\"x\ny\",\"z\n",
     "1[a|b]:3: the quote that opens here is never closed; close it, or double a quote that is text", 0, CSV_AUTO},
    {"text after quote", "a,b\n\"1\"x,2\n", "1[a|b]:2: text follows a closing quote; double a quote that is text", 0,
     CSV_AUTO},
    {"zero byte", "a,b\n1,\0\n",
     ":2: byte 7 of the file is zero, so this is not CSV text; save the table again as “CSV UTF-8”", 8, CSV_AUTO},
    {"utf-16 little",
     "\xFF\xFE"
     "a\0,\0b\0\n\0",
     ":1: this is UTF-16 text (“Unicode text”); save it again as “CSV UTF-8”", 10, CSV_AUTO},
    {"utf-16 big", "\xFE\xFF\0a\0,\0b\0\n", ":1: this is UTF-16 text (“Unicode text”); save it again as “CSV UTF-8”",
     10, CSV_GB18030},
    {"utf-16 without mark", "a\0,\0b\0\n\0", ":1: this is UTF-16 text (“Unicode text”); save it again as “CSV UTF-8”",
     8, CSV_UTF8},
    {"not utf-8", "a,b\r\n1,2\r\n3,\xC3\xFB\n",
     ":3: byte 13 of the file is not UTF-8; save it as UTF-8, or read it with --encoding gb18030", 0, CSV_UTF8},
    {"overlong", "a\n\xC0\xAF\n",
     ":2: byte 3 of the file is not UTF-8; save it as UTF-8, or read it with --encoding gb18030", 0, CSV_UTF8},
    {"surrogate", "a\n\xED\xA0\x80\n",
     ":2: byte 3 of the file is not UTF-8; save it as UTF-8, or read it with --encoding gb18030", 0, CSV_UTF8},
    {"cut off", "a\nb\n\xE5\x90",
     ":3: byte 5 of the file is not UTF-8; save it as UTF-8, or read it with --encoding gb18030", 0, CSV_UTF8},
    {"neither", "a\n1\n\xFF\xFF\n",
     ":3: byte 5 of the file is neither UTF-8 nor GB18030; save the table again as “CSV UTF-8”", 0, CSV_AUTO},
    {"gb18030 cut off", "a\n1\n\xB1",
     ":3: byte 5 of the file is neither UTF-8 nor GB18030; save the table again as “CSV UTF-8”", 0, CSV_AUTO},
};

static void test_case(const void *data) {
  const Case *c = data;
  g_autofree char *path = write_file(c->text, c->n ? c->n : (gssize)strlen(c->text));
  g_autofree char *got = dump(path, c->encoding);
  g_assert_cmpstr(got, ==, c->want);
  g_unlink(path);
}

/* Records across every block boundary read as they would in a small file. */
static void test_blocks(void) {
  enum { ROWS = 60000 };
  GString *text = g_string_new("id,text,more\r\n");
  for (int i = 0; i < ROWS; i++)
    g_string_append_printf(text, "%d,\"名%*s\"\"\r\n%d\",%.*s\r\n", i, i % 37, "x", i, i % 29,
                           "abcdefghijklmnopqrstuvwxyz012");
  g_autofree char *path = write_file(text->str, (gssize)text->len);
  g_autoptr(Csv) csv = csv_open(path, CSV_AUTO, NULL, NULL);
  char **fields;
  size_t n;
  g_assert_cmpint(csv_next(csv, &fields, &n, NULL), ==, 1);
  for (int i = 0; i < ROWS; i++) {
    g_autofree char *second = g_strdup_printf("名%*s\"\r\n%d", i % 37, "x", i);
    g_assert_cmpint(csv_next(csv, &fields, &n, NULL), ==, 1);
    g_assert_cmpuint(n, ==, 3);
    g_assert_cmpint((int)g_ascii_strtoll(fields[0], NULL, 10), ==, i);
    g_assert_cmpstr(fields[1], ==, second);
    g_assert_cmpuint(strlen(fields[2]), ==, (size_t)(i % 29));
    g_assert_cmpint(csv_line(csv), ==, 2 + 2 * i);
  }
  g_assert_cmpint(csv_next(csv, &fields, &n, NULL), ==, 0);
  g_string_free(text, TRUE);
  g_unlink(path);
}

/* The same in GB18030, where the file's blocks cut characters in two. */
static void test_blocks_gb18030(void) {
  enum { ROWS = 40000 };
  GString *text = g_string_new("a,b\n");
  for (int i = 0; i < ROWS; i++) g_string_append_printf(text, "%d,\xB1\xE0\xBA\xC5\x95\x34\xB2\x35\n", i);
  g_autofree char *path = write_file(text->str, (gssize)text->len);
  g_autoptr(Csv) csv = csv_open(path, CSV_AUTO, NULL, NULL);
  char **fields;
  size_t n;
  g_assert_true(csv_was_gb18030(csv));
  g_assert_cmpint(csv_next(csv, &fields, &n, NULL), ==, 1);
  for (int i = 0; i < ROWS; i++) {
    g_assert_cmpint(csv_next(csv, &fields, &n, NULL), ==, 1);
    g_assert_cmpint((int)g_ascii_strtoll(fields[0], NULL, 10), ==, i);
    g_assert_cmpstr(fields[1], ==, "编号𠮷");
  }
  g_assert_cmpint(csv_next(csv, &fields, &n, NULL), ==, 0);
  g_string_free(text, TRUE);
  g_unlink(path);
}

/* A Chinese character across every offset of the survey's block end stays UTF-8. */
static void test_survey_boundary(void) {
  for (size_t shift = 0; shift < 4; shift++) {
    GString *text = g_string_new("a,b\n");
    while (text->len < (1 << 18) - 4 + shift) g_string_append_c(text, text->len % 100 ? 'x' : '\n');
    g_string_append(text, "😀编号\n");
    g_autofree char *path = write_file(text->str, (gssize)text->len);
    g_autoptr(Csv) csv = csv_open(path, CSV_AUTO, NULL, NULL);
    char **fields;
    size_t n;
    while (csv_next(csv, &fields, &n, NULL) == 1)
      if (strstr(fields[0], "号")) break;
    g_assert_true(g_str_has_suffix(fields[0], "😀编号"));
    g_assert_false(csv_was_gb18030(csv));
    g_string_free(text, TRUE);
    g_unlink(path);
  }
}

/* What a file is, is found out where plain ASCII ends, and is the same as if it had been known from the first line on. */
static void test_plain_before(void) {
  enum { LINES = 70000 }; /* of 9 bytes: several blocks */
  static const struct {
    const char *before, *tail, *want;
    size_t n;
    CsvEncoding encoding;
    bool gb18030;
  } endings[] = {
      {"", "名\n", "名", 4, CSV_AUTO, false},
      {"\xEF\xBB\xBF", "名\n", "名", 4, CSV_AUTO, false},
      {"", "\xC3\xFB\n", "名", 3, CSV_AUTO, true},
      {"", "\xC3\xFB\n", "名", 3, CSV_GB18030, true},
      {"", "\xC3\xFB\n",
       ":70002: byte 630005 of the file is not UTF-8; save it as UTF-8, or read it with --encoding gb18030", 3,
       CSV_UTF8, false},
      {"\xEF\xBB\xBF", "\xC3\xFB\n",
       ":70002: byte 630008 of the file is not UTF-8; save it as UTF-8, or read it with --encoding gb18030", 3,
       CSV_AUTO, false},
      {"", "x\0\n",
       ":70002: byte 630006 of the file is zero, so this is not CSV text; save the table again as “CSV UTF-8”", 3,
       CSV_AUTO, false},
      {"", "\xC3\xFB\n\xFF\xFF\n",
       ":70003: byte 630008 of the file is neither UTF-8 nor GB18030; save the table again as “CSV UTF-8”", 6, CSV_AUTO,
       true},
  };
  for (size_t c = 0; c < G_N_ELEMENTS(endings); c++) {
    g_autoptr(GString) text = g_string_new(endings[c].before);
    g_autoptr(GError) error = NULL;
    g_string_append(text, "a,b\n");
    for (int i = 0; i < LINES; i++) g_string_append(text, "plain,70\n");
    g_string_append_len(text, endings[c].tail, (gssize)endings[c].n);
    g_autofree char *path = write_file(text->str, (gssize)text->len), *last = NULL;
    g_autoptr(Csv) csv = csv_open(path, endings[c].encoding, NULL, NULL);
    char **fields;
    size_t n;
    int rc;
    while ((rc = csv_next(csv, &fields, &n, &error)) == 1) {
      g_free(last);
      last = g_strdup(fields[0]);
    }
    g_assert_cmpint(rc, ==, *endings[c].want == ':' ? -1 : 0);
    g_assert_cmpstr(rc < 0 ? error->message + strlen(path) : last, ==, endings[c].want);
    g_assert_cmpint(csv_was_gb18030(csv), ==, endings[c].gb18030);
    g_unlink(path);
  }
}

static void hear(double share, void *heard) { g_array_append_val((GArray *)heard, share); }

/* How far the survey is, by bytes. */
static void test_told(void) {
  g_autoptr(GString) text = g_string_new("a,b\n");
  g_autoptr(GArray) heard = g_array_new(FALSE, FALSE, sizeof(double));
  Telling telling = {.tell = hear, .teller = heard};
  while (text->len < 3 << 17) g_string_append(text, "编号,70\n");
  g_autofree char *path = write_file(text->str, (gssize)text->len);
  g_autoptr(Csv) csv = csv_open(path, CSV_AUTO, &telling, NULL);
  g_assert_nonnull(csv);
  g_assert_cmpuint(heard->len, ==, 2);
  g_assert_cmpfloat_with_epsilon(g_array_index(heard, double, 0), 2.0 / 3, 0.001);
  g_assert_cmpfloat(g_array_index(heard, double, 1), ==, 1);
  g_unlink(path);
}

static void expect_fault(GString *text, const char *want) {
  g_autofree char *path = write_file(text->str, (gssize)text->len);
  g_autofree char *got = dump(path, CSV_AUTO);
  g_assert_cmpstr(got, ==, want);
  g_string_free(text, TRUE);
  g_unlink(path);
}

static GString *repeat(const char *head, const char *piece, size_t n, const char *tail) {
  GString *text = g_string_new(head);
  for (size_t i = 0; i < n; i++) g_string_append(text, piece);
  return g_string_append(text, tail);
}

static void test_limits(void) {
  expect_fault(repeat("a\n", ",", CSV_MAX_COLUMNS, "\n"), "1[a]:2: more than 1024 columns; is this the right file?");
  expect_fault(repeat("a,b\n1,", "x", CSV_MAX_FIELD + 1, "\n"), "1[a|b]:2: a field is longer than 1 MiB; shorten it");
  expect_fault(repeat("a,b\n1,\"", "x", CSV_MAX_FIELD + 1, "\"\n"),
               "1[a|b]:2: a field is longer than 1 MiB; shorten it");
  expect_fault(repeat("a,b\n1,\"", "x,\n", CSV_MAX_FIELD, ""),
               "1[a|b]:2: the field whose quote opens here is longer than 1 MiB; close the quote");
  g_autofree char *most = g_strnfill(CSV_MAX_FIELD, 'y');
  g_autofree char *want = g_strdup_printf("1[a|b]2[%s|%s]", most, most);
  GString *text = g_string_new("a,b\n");
  g_string_append_printf(text, "%s,\"%s\"", most, most);
  expect_fault(text, want);
}

static void test_long_line(void) {
  g_autofree char *most = g_strnfill(CSV_MAX_FIELD, 'y');
  GString *text = g_string_new("a\n");
  for (int i = 0; i < 40; i++) g_string_append_printf(text, "%s,", most);
  expect_fault(text, "1[a]:2: the line is longer than 32 MiB; shorten it");
}

static void test_no_file(void) {
  g_autoptr(GError) error = NULL;
  g_assert_null(csv_open("/nowhere/at-all.csv", CSV_AUTO, NULL, &error));
  g_assert_error(error, CSV_ERROR, CSV_ERROR_READ);
  g_assert_true(g_str_has_prefix(error->message, "/nowhere/at-all.csv: cannot be read: "));
  g_clear_error(&error);
  g_assert_null(csv_open("/", CSV_AUTO, NULL, &error));
  g_assert_error(error, CSV_ERROR, CSV_ERROR_READ);
}

/* A pipe cannot be read twice, so it is copied first. */
static void test_pipe(void) {
  int ends[2];
  g_assert_cmpint(pipe(ends), ==, 0);
  static const char text[] = "a,b\n1,\xC3\xFB\n";
  g_assert_cmpint((int)write(ends[1], text, strlen(text)), ==, (int)strlen(text));
  close(ends[1]);
  g_autofree char *path = g_strdup_printf("/dev/fd/%d", ends[0]);
  g_autofree char *got = dump(path, CSV_AUTO);
  g_assert_cmpstr(got, ==, "1[a|b]2[1|名]");
  close(ends[0]);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strdup_printf("/csv/%s", cases[i].name);
    g_test_add_data_func(path, &cases[i], test_case);
  }
  g_test_add_func("/csv/blocks", test_blocks);
  g_test_add_func("/csv/blocks-gb18030", test_blocks_gb18030);
  g_test_add_func("/csv/plain-before", test_plain_before);
  g_test_add_func("/csv/survey-boundary", test_survey_boundary);
  g_test_add_func("/csv/told", test_told);
  g_test_add_func("/csv/limits", test_limits);
  g_test_add_func("/csv/long-line", test_long_line);
  g_test_add_func("/csv/no-file", test_no_file);
  g_test_add_func("/csv/pipe", test_pipe);
  g_test_add_func("/csv/ahead", test_ahead);
  return g_test_run();
}
