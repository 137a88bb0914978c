/* output.c: documents to the screen or a file, in the format that is meant. */
#include "commands/output.h"
#include "commands/progress.h"
#include "criteria/system.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { PIPE_BYTES = 1 << 20 };

static bool put_stream(void *data, const char *bytes, size_t n, GError **error) {
  if (fwrite(bytes, 1, n, data) == n) return true;
  g_set_error(error, REPORT_ERROR, REPORT_ERROR_WRITE,
              _("the output could not be written: %s; free some space or choose another place"), system_words(errno));
  return false;
}

static char *format_names(void) {
  GString *names = g_string_new(NULL);
  for (size_t i = 0; i < report_format_count(); i++)
    g_string_append_printf(names, "%s%s", i ? _(", ") : "", report_format_at(i)->name);
  return g_string_free(names, FALSE);
}

/* From the last dot on, in small letters; "." for none. Caller frees. */
static char *ending_of(const char *path) {
  const char *dot = path ? strrchr(path, '.') : NULL;
  return g_ascii_strdown(dot ? dot : ".", -1);
}

static const ReportFormat *format_ending_in(const char *ending) {
  for (size_t i = 0; i < report_format_count(); i++) {
    const ReportFormat *format = report_format_at(i);
    if (g_str_equal(format->extension, ending) || g_strcmp0(format->older, ending) == 0 ||
        g_str_equal(format->name, ending + 1))
      return format;
  }
  return NULL;
}

/* Whoever gives a file the name of another program's document would find that it does not open. */
static bool is_foreign(const char *ending) {
  static const char *const endings[] = {".pdf", ".xlsx", ".xls", ".docx", ".doc", ".odt", ".ods", NULL};
  return g_strv_contains(endings, ending);
}

static const ReportFormat *meant_format(const Arguments *arguments, GError **error) {
  const char *name = arguments_option(arguments, "format"), *path = arguments_option(arguments, "output");
  g_autofree char *ending = ending_of(path);
  const ReportFormat *format = name ? report_format_named(name) : format_ending_in(ending);
  if (!format && !name && !is_foreign(ending)) format = report_format_named("text");
  if (format) return format;
  g_autofree char *names = format_names();
  if (name)
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, _("there is no format “%s”; there are %s"), name, names);
  else
    g_set_error(
        error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
        _("“%s” would be no such document; there are %s: a browser prints html as PDF, a spreadsheet reads csv"), path,
        names);
  return NULL;
}

bool output_is_known(const Arguments *arguments, GError **error) { return meant_format(arguments, error) != NULL; }

bool output_is_machine(const Arguments *arguments) {
  const ReportFormat *format = meant_format(arguments, NULL);
  return format && format->machine;
}

bool output_is_sheet(const Arguments *arguments) { return meant_format(arguments, NULL) == &format_csv; }

/* A terminal that can, and nobody who forbids it. */
static bool may_colour(void) {
  const char *forbidden = g_getenv("NO_COLOR"), *term = g_getenv("TERM");
  return (!forbidden || !*forbidden) && term && *term && !g_str_equal(term, "dumb");
}

static FormatOptions screen_options(const Session *session) {
  FormatOptions options = {.width = session->width};
  struct winsize size;
  int fd = fileno(session->out);
  if (!isatty(fd)) return options;
  options.colour = may_colour();
  if (ioctl(fd, TIOCGWINSZ, &size) == 0) options.width = size.ws_col;
  return options;
}

/* Where the output itself does not run over the terminal, how much there is of it is told. */
static Sink sink_of(const Session *session, bool (*put)(void *, const char *, size_t, GError **), void *data) {
  bool quiet = data != session->out || !isatty(fileno(session->out));
  return (Sink){put, data, session->progress && quiet ? progress_tell : NULL, session->progress};
}

/* The reader of a pipe need not be woken for every page; what is none does not mind. */
static void widen_pipe(FILE *out) { (void)fcntl(fileno(out), F_SETPIPE_SZ, PIPE_BYTES); }

static bool to_file(const Session *session, const char *path, const Document *document, const ReportFormat *format,
                    GError **error) {
  OutputFile *file = output_file_open(path, error);
  if (!file) return false;
  const FormatOptions plain = {0};
  const Sink sink = sink_of(session, output_file_put, file);
  if (format->write(document, &plain, &sink, error)) return output_file_close(file, error);
  output_file_discard(file);
  return false;
}

bool output_in(Session *session, const Document *document, const ReportFormat *format, const char *path,
               GError **error) {
  if (path) return to_file(session, path, document, format, error);
  widen_pipe(session->out);
  const FormatOptions options = screen_options(session);
  const Sink sink = sink_of(session, put_stream, session->out);
  return format->write(document, &options, &sink, error);
}

bool output_document(Session *session, const Document *document, const Arguments *arguments, GError **error) {
  const ReportFormat *format = meant_format(arguments, error);
  return format && output_in(session, document, format, arguments_option(arguments, "output"), error);
}

void output_name(GString *named, unsigned long before, const char *id) {
  enum { MOST = 10 };
  if (before < MOST) g_string_append_printf(named, "%s%s", before ? _(", ") : "", id);
  if (before == MOST) g_string_append(named, " ...");
}
