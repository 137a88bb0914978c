/* output.c: documents to the screen or a file. A file has no name while it is written (beside its place under another one
 * where the file system cannot do that) and gets its own when it is whole: nobody ever reads half a list, and whoever
 * interrupts leaves nothing behind. */
#include "commands/output.h"
#include "criteria/system.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

struct OutputFile {
  char *path, *beside; /* beside NULL: written in place, as to a pipe or a device */
  FILE *stream;
  bool nameless;
};

static FILE *open_nameless(const char *path) {
  g_autofree char *folder = g_path_get_dirname(path);
  int file = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
  return file >= 0 ? fdopen(file, "wb") : NULL;
}

static bool give_name(const OutputFile *file) {
  g_autofree char *open_file = g_strdup_printf("/proc/self/fd/%d", fileno(file->stream));
  return linkat(AT_FDCWD, open_file, AT_FDCWD, file->beside, AT_SYMLINK_FOLLOW) == 0;
}

/* What a link points at is written, not the link; what is there keeps its permissions. */
static FILE *open_beside(OutputFile *file, const struct stat *there) {
  char *real = there ? realpath(file->path, NULL) : NULL;
  if (real) {
    g_free(file->path);
    file->path = g_strdup(real);
    free(real);
  }
  file->beside = g_strdup_printf("%s.part%ld", file->path, (long)getpid());
  FILE *stream = open_nameless(file->path);
  file->nameless = stream != NULL;
  if (!stream) stream = fopen(file->beside, "wbe");
  if (stream && there) (void)fchmod(fileno(stream), there->st_mode & 0777);
  return stream;
}

OutputFile *output_file_open(const char *path, GError **error) {
  OutputFile *file = g_new0(OutputFile, 1);
  struct stat status;
  bool there = stat(path, &status) == 0;
  file->path = g_strdup(path);
  file->stream = there && !S_ISREG(status.st_mode) ? fopen(path, "wbe") : open_beside(file, there ? &status : NULL);
  if (file->stream) return file;
  g_set_error(error, REPORT_ERROR, REPORT_ERROR_WRITE,
              _("%s cannot be written: %s; choose another place with --output"), path, system_words(errno));
  output_file_discard(file);
  return NULL;
}

static bool write_failed(const char *path, GError **error) {
  g_set_error(error, REPORT_ERROR, REPORT_ERROR_WRITE,
              _("%s could not be written whole: %s; what was there before is unchanged; free some space or choose "
                "another place with --output"),
              path, system_words(errno));
  return false;
}

bool output_file_put(void *data, const char *bytes, size_t n, GError **error) {
  OutputFile *file = data;
  return fwrite(bytes, 1, n, file->stream) == n || write_failed(file->path, error);
}

void output_file_discard(OutputFile *file) {
  if (!file) return;
  if (file->stream) {
    fclose(file->stream);
    if (file->beside) unlink(file->beside);
  }
  g_free(file->beside);
  g_free(file->path);
  g_free(file);
}

bool output_file_close(OutputFile *file, GError **error) {
  bool good = fflush(file->stream) == 0 &&
              (!file->beside || (fsync(fileno(file->stream)) == 0 && (!file->nameless || give_name(file)) &&
                                 rename(file->beside, file->path) == 0));
  if (!good) write_failed(file->path, error);
  output_file_discard(file);
  return good;
}

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

static const ReportFormat *meant_format(const Arguments *arguments, GError **error) {
  const char *name = arguments_option(arguments, "format"), *path = arguments_option(arguments, "output");
  for (size_t i = 0; !name && path && i < report_format_count(); i++)
    if (g_str_has_suffix(path, report_format_at(i)->extension)) return report_format_at(i);
  const ReportFormat *format = report_format_named(name ? name : "text");
  if (format) return format;
  g_autofree char *names = format_names();
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, _("there is no format “%s”; there are %s"), name, names);
  return NULL;
}

bool output_is_machine(const Arguments *arguments) {
  const ReportFormat *format = meant_format(arguments, NULL);
  return format && format->machine;
}

static FormatOptions screen_options(const Session *session) {
  FormatOptions options = {0};
  struct winsize size;
  int fd = fileno(session->out);
  if (!isatty(fd)) return options;
  const char *no_colour = g_getenv("NO_COLOR");
  options.colour = !no_colour || !*no_colour;
  if (ioctl(fd, TIOCGWINSZ, &size) == 0) options.width = size.ws_col;
  return options;
}

static bool to_file(const char *path, const Document *document, const ReportFormat *format, GError **error) {
  OutputFile *file = output_file_open(path, error);
  if (!file) return false;
  const FormatOptions plain = {0};
  if (format->write(document, &plain, &(Sink){output_file_put, file}, error)) return output_file_close(file, error);
  output_file_discard(file);
  return false;
}

bool output_in(Session *session, const Document *document, const ReportFormat *format, const char *path,
               GError **error) {
  if (path) return to_file(path, document, format, error);
  FormatOptions options = screen_options(session);
  return format->write(document, &options, &(Sink){put_stream, session->out}, error);
}

bool output_document(Session *session, const Document *document, const Arguments *arguments, GError **error) {
  const ReportFormat *format = meant_format(arguments, error);
  return format && output_in(session, document, format, arguments_option(arguments, "output"), error);
}
