/* golden.h: a document in a format, and comparison with a file in tests/reports. GOLDEN=write writes the files anew;
 * look at what changed before it is kept. */
#ifndef ACCOLADE_GOLDEN_H
#define ACCOLADE_GOLDEN_H

#include "reports/report.h"

#include <string.h>

static inline char *written_with(const Document *document, const char *format, FormatOptions options) {
  g_autoptr(GString) string = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  Sink sink = sink_string(string);
  g_assert_true(report_format_named(format)->write(document, &options, &sink, &error));
  g_assert_no_error(error);
  g_assert_cmpuint(strlen(string->str), ==, string->len);
  return g_strdup(string->str);
}

static inline char *written(const Document *document, const char *format) {
  return written_with(document, format, (FormatOptions){0});
}

static inline void assert_golden(const char *text, const char *name) {
  g_autofree char *path = g_strdup_printf("tests/reports/%s", name), *wanted = NULL;
  if (g_strcmp0(g_getenv("GOLDEN"), "write") == 0) g_assert_true(g_file_set_contents(path, text, -1, NULL));
  g_assert_true(g_file_get_contents(path, &wanted, NULL, NULL));
  if (!g_str_equal(text, wanted)) g_test_message("%s is now:\n%s", path, text);
  g_assert_true(g_str_equal(text, wanted));
}

static inline const char *json_skip(const char *at);

static inline const char *json_space(const char *at) { return at + strspn(at, " \n"); }

static inline const char *json_string(const char *at) {
  if (*at++ != '"') return NULL;
  while (*at && *at != '"') {
    if ((unsigned char)*at < 0x20) return NULL;
    if (*at == '\\' && !strchr("\"\\/bfnrtu", *++at)) return NULL;
    at++;
  }
  return *at ? at + 1 : NULL;
}

static inline const char *json_inside(const char *at, char end, bool keyed) {
  at = json_space(at + 1);
  if (*at == end) return at + 1;
  for (;; at = json_space(at + 1)) {
    if (keyed && !((at = json_string(at)) && *at++ == ':')) return NULL;
    if (!(at = json_skip(json_space(at)))) return NULL;
    at = json_space(at);
    if (*at == end) return at + 1;
    if (*at != ',') return NULL;
  }
}

/* Past one JSON value; NULL when there is none. */
static inline const char *json_skip(const char *at) {
  if (*at == '{') return json_inside(at, '}', true);
  if (*at == '[') return json_inside(at, ']', false);
  if (*at == '"') return json_string(at);
  size_t n = strspn(at, "-0123456789.eE+");
  if (n > 0) return at + n;
  if (g_str_has_prefix(at, "true") || g_str_has_prefix(at, "null")) return at + 4;
  return g_str_has_prefix(at, "false") ? at + 5 : NULL;
}

static inline void assert_json(const char *text) {
  const char *end = json_skip(text);
  g_assert_nonnull(end);
  g_assert_cmpstr(end, ==, "\n");
  g_assert_true(g_utf8_validate(text, -1, NULL));
}

/* The document in every format against NAME.txt, NAME.csv, NAME.md, NAME.html, NAME.json. */
static inline void assert_golden_formats(const Document *document, const char *name) {
  for (size_t i = 0; i < report_format_count(); i++) {
    const ReportFormat *format = report_format_at(i);
    g_autofree char *text = written(document, format->name);
    if (g_str_equal(format->name, "json")) assert_json(text);
    g_autofree char *file = g_strconcat(name, format->extension, NULL);
    assert_golden(text, file);
  }
}

#endif
