/* command_import.c: CSV in, all or nothing. */
#include "commands/keyword.h"
#include "commands/output.h"

#include <glib/gi18n.h>

static const char *const types[] = {"applicants", "assessors", "assignments", "scores"};
static const char *const encodings[] = {"auto", "utf-8", "gb18030"};

static int index_of(const char *name, const char *const *names, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (g_ascii_strcasecmp(name, names[i]) == 0) return (int)i;
  return -1;
}

static bool usage(GError **error, const char *format, const char *word) {
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, format, word);
  return false;
}

typedef struct Meant {
  ImportType type;
  CsvEncoding encoding;
} Meant;

static bool meant(const Arguments *arguments, Meant *ret_meant, GError **error) {
  int type = index_of(arguments->words[0], types, G_N_ELEMENTS(types));
  if (type < 0)
    return usage(error, _("import: “%s” is not known; it can be applicants, assessors, assignments, scores"),
                 arguments->words[0]);
  const char *name = arguments_option(arguments, "encoding");
  int encoding = name ? index_of(name, encodings, G_N_ELEMENTS(encodings)) : 0;
  if (encoding < 0) return usage(error, _("--encoding: “%s” is not known; it can be auto, utf-8, gb18030"), name);
  *ret_meant = (Meant){(ImportType)type, (CsvEncoding)encoding};
  return true;
}

static bool fits(const Arguments *arguments, GError **error) {
  Meant what;
  return meant(arguments, &what, error);
}

static void tell_lines(FILE *stream, const GPtrArray *lines) {
  for (guint i = 0; lines && i < lines->len; i++)
    fprintf(stream, "accolade: %s\n", (const char *)g_ptr_array_index(lines, i));
}

static void tell_result(Session *session, ImportType type, const ImportResult *result, bool dry_run) {
  unsigned long rows = (unsigned long)result->rows, marks = (unsigned long)result->marks;
  const char *words =
      type == IMPORT_SCORES
          ? ngettext("%s: %lld line read, new scorebooks: %lld", "%s: %lld lines read, new scorebooks: %lld", rows)
          : ngettext("%s: %lld line read, %lld added", "%s: %lld lines read, %lld added", rows);
  fprintf(session->out, words, keyword_shown(types[type]), (long long)result->rows, (long long)result->added);
  if (marks > 0) fprintf(session->out, ngettext(", %lld mark", ", %lld marks", marks), (long long)result->marks);
  fputs(dry_run ? _("; dry run, nothing was changed\n") : "\n", session->out);
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  Meant what;
  uint16_t stage = 0;
  bool staged = arguments_option(arguments, "stage") != NULL;
  if (!meant(arguments, &what, error) || (staged && !meant_stage(session, arguments, &stage, error))) return EXIT_USAGE;
  bool dry_run = arguments_option(arguments, "dry-run") != NULL;
  ImportResult result = {0};
  bool good = exchange_import(session->store, what.type, arguments->words + 1, staged ? stage : -1, what.encoding,
                              dry_run, &result, error);
  tell_lines(session->err, result.warnings);
  tell_lines(session->err, result.faults);
  if (good) tell_result(session, what.type, &result, dry_run);
  import_result_clear(&result);
  return good ? EXIT_DONE : EXIT_INPUT;
}

const Command command_import = {
    .name = "import",
    .usage = N_("applicants|assessors|assignments|scores FILE..."),
    .sentence = N_("take people, assignments or scores from CSV files: all lines or none"),
    .details = N_(
        "Comma, semicolon or tab; UTF-8 or GB18030; a header row in English or Chinese, columns in any order. "
        "Every bad line is named and then nothing is changed. Imported scores are submitted scorebooks; where a stage "
        "takes one figure for all of it, its item is total."),
    .min_words = 2,
    .max_words = G_MAXUINT,
    .roles = ROLES_SECRETARIAT,
    .needs_database = true,
    .without_people = true,
    .options = {{"stage", N_("STAGE"), N_("the stage of assignments and scores, where the file does not say")},
                {"dry-run", NULL, N_("check everything and change nothing")},
                {"encoding", N_("NAME"), N_("auto (the default), utf-8 or gb18030")}},
    .fits = fits,
    .run = run,
};
