/* test_page.c: long tables go out by the page: in order whoever makes the rows, until the sink refuses, and it is told how
 * far they are. */
#include "reports/report_head.h"
#include "tests/golden.h"

#include <locale.h>

/* A table with scratch space, as those have that are read from a ranking: two readers of one would spoil each other's. */
typedef struct Numbered {
  char name[32];
} Numbered;

static void *numbered_again(G_GNUC_UNUSED const void *data) { return g_new0(Numbered, 1); }

static void fill_numbered(const void *data, size_t i, Cell *cells) {
  Numbered *numbered = (Numbered *)data;
  g_snprintf(numbered->name, sizeof numbered->name, "no. %" G_GSIZE_FORMAT ", \"%x\"", i, (unsigned)i * 7919U);
  cells[0] = cell_integer((int64_t)i);
  cells[1] = cell_text(numbered->name);
}

static Document *numbered_document(size_t n, bool shared) {
  static const Column columns[] = {{"number", "Number", ALIGN_RIGHT, FOR_ALL},
                                   {"name", "单位名称", ALIGN_LEFT, FOR_ALL}};
  Document *document = document_new("f/1", "t", "en");
  Table *table = document_table(document, "lines", "Lines", G_N_ELEMENTS(columns), columns);
  table_set_rows(table, n, fill_numbered, numbered_again(NULL), g_free);
  table->again = shared ? numbered_again : NULL;
  return document;
}

static bool refuse(void *data, G_GNUC_UNUSED const char *bytes, G_GNUC_UNUSED size_t n, GError **error) {
  ++*(unsigned *)data;
  g_set_error(error, REPORT_ERROR, REPORT_ERROR_WRITE, "full");
  return false;
}

/* Whoever refused is not asked again. */
static void test_refused(void) {
  for (size_t i = 0; i < 2 * report_format_count(); i++) {
    g_autoptr(Document) document = numbered_document(20000, i % 2);
    g_autoptr(GError) error = NULL;
    unsigned asked = 0;
    const Sink sink = {.put = refuse, .data = &asked};
    const FormatOptions options = {0};
    g_assert_false(report_format_at(i / 2)->write(document, &options, &sink, &error));
    g_assert_error(error, REPORT_ERROR, REPORT_ERROR_WRITE);
    g_assert_cmpuint(asked, ==, 1);
  }
}

typedef struct Heard {
  size_t most; /* bytes at once */
  double share;
} Heard;

static bool count(void *data, G_GNUC_UNUSED const char *bytes, size_t n, G_GNUC_UNUSED GError **error) {
  Heard *heard = data;
  heard->most = MAX(heard->most, n);
  return true;
}

static void hear(double share, void *teller) {
  Heard *heard = teller;
  g_assert_true(share > heard->share && share <= 1);
  heard->share = share;
}

/* No page is large, and how far they are never goes back. */
static void test_pages(void) {
  for (size_t i = 0; i < 2 * report_format_count(); i++) {
    g_autoptr(Document) document = numbered_document(20000, i % 2);
    Heard heard = {0};
    const Sink sink = {count, &heard, hear, &heard};
    const FormatOptions options = {0};
    g_assert_true(report_format_at(i / 2)->write(document, &options, &sink, NULL));
    g_assert_cmpuint(heard.most, <, 1 << 17);
    g_assert_cmpfloat(heard.share, >, 0.9);
  }
}

/* Rows made side by side are the rows made one after the other: none lost, none twice, none out of place. */
static void test_bands(void) {
  static const size_t sizes[] = {0, 1, 6, 255, 256, 257, 4096, 15000};
  for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
    for (size_t f = 0; f < report_format_count(); f++) {
      const char *format = report_format_at(f)->name;
      g_autoptr(Document) alone = numbered_document(sizes[i], false), shared = numbered_document(sizes[i], true);
      g_autofree char *expected = written(alone, format);
      for (char threads[] = "1"; *threads <= '4'; ++*threads) {
        g_setenv("ACCOLADE_THREADS", threads, TRUE);
        g_autofree char *got = written(shared, format);
        g_assert_true(g_str_equal(got, expected));
      }
      g_unsetenv("ACCOLADE_THREADS");
    }
}

typedef struct Slow {
  GString *text;
  unsigned asked, refused_at; /* 0: never */
} Slow;

static bool put_slowly(void *data, const char *bytes, size_t n, GError **error) {
  Slow *slow = data;
  if (++slow->asked < 4) g_usleep(20000);
  if (slow->asked == slow->refused_at) return refuse(&(unsigned){0}, bytes, n, error);
  g_string_append_len(slow->text, bytes, (gssize)n);
  return true;
}

static Slow write_slowly(const Document *document, unsigned refused_at) {
  g_autoptr(GError) error = NULL;
  Slow slow = {.text = g_string_new(NULL), .refused_at = refused_at};
  const Sink sink = {.put = put_slowly, .data = &slow};
  const FormatOptions options = {0};
  g_assert_true(report_format_named("csv")->write(document, &options, &sink, &error) == (refused_at == 0));
  g_assert_true(refused_at == 0 || g_error_matches(error, REPORT_ERROR, REPORT_ERROR_WRITE));
  return slow;
}

/* While the first pages go out slowly, more bands are made than may wait; whenever the sink refuses, nothing follows. */
static void test_waiting(void) {
  g_autoptr(Document) alone = numbered_document(60000, false), shared = numbered_document(60000, true);
  g_autofree char *expected = written(alone, "csv");
  g_setenv("ACCOLADE_THREADS", "16", TRUE);
  for (unsigned refused_at = 0; refused_at < 7; refused_at++) {
    Slow slow = write_slowly(shared, refused_at);
    if (refused_at > 0) g_assert_cmpuint(slow.asked, ==, refused_at);
    g_assert_true(g_str_has_prefix(expected, slow.text->str));
    g_assert_true(refused_at > 0 || g_str_equal(expected, slow.text->str));
    g_string_free(slow.text, TRUE);
  }
  g_unsetenv("ACCOLADE_THREADS");
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/page/refused", test_refused);
  g_test_add_func("/page/pages", test_pages);
  g_test_add_func("/page/bands", test_bands);
  g_test_add_func("/page/waiting", test_waiting);
  return g_test_run();
}
