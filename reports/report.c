/* report.c: the lists of report kinds and formats, and the sink that fills a string. */
#include "reports/report.h"

G_DEFINE_QUARK(accolade - report - error, report_error)

#define REPORT_ROW(name) &report_##name,
static const ReportKind *const kinds[] = {REPORTS(REPORT_ROW)};
#undef REPORT_ROW
#define FORMAT_ROW(name) &format_##name,
static const ReportFormat *const formats[] = {FORMATS(FORMAT_ROW)};
#undef FORMAT_ROW

size_t report_count(void) { return G_N_ELEMENTS(kinds); }

const ReportKind *report_at(size_t i) {
  g_assert(i < report_count());
  return kinds[i];
}

const ReportKind *report_named(const char *name) {
  for (size_t i = 0; i < report_count(); i++)
    if (g_str_equal(kinds[i]->name, name)) return kinds[i];
  return NULL;
}

size_t report_format_count(void) { return G_N_ELEMENTS(formats); }

const ReportFormat *report_format_at(size_t i) {
  g_assert(i < report_format_count());
  return formats[i];
}

const ReportFormat *report_format_named(const char *name) {
  for (size_t i = 0; i < report_format_count(); i++)
    if (g_str_equal(formats[i]->name, name)) return formats[i];
  return NULL;
}

static bool append(void *data, const char *bytes, size_t n, G_GNUC_UNUSED GError **error) {
  g_string_append_len(data, bytes, (gssize)n);
  return true;
}

Sink sink_string(GString *string) { return (Sink){.put = append, .data = string}; }
