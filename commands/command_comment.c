/* command_comment.c: a strength or an opportunity for improvement on an item, and where its evidence is. */
#include "commands/keyword.h"
#include "commands/output.h"
#include "criteria/system.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

enum { BLOCK = 1 << 16 };

/* SHA-256 of the file's bytes in hex, as sha256sum prints it. Caller frees. */
static char *hash_of_file(const char *path, GError **error) {
  if (!store_needs_other_file(path, error)) return NULL;
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  g_autofree guchar *block = g_malloc(BLOCK);
  bool other = g_file_test(path, G_FILE_TEST_EXISTS) && !g_file_test(path, G_FILE_TEST_IS_REGULAR);
  FILE *file = other ? NULL : g_fopen(path, "rb");
  size_t n = 0;
  while (file && (n = fread(block, 1, BLOCK, file)) > 0) g_checksum_update(sum, block, (gssize)n);
  bool good = file && !ferror(file);
  const char *why = other ? _("it is not a file") : system_words(errno);
  if (file) fclose(file);
  if (good) return g_strdup(g_checksum_get_string(sum));
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT,
              _("--file %s: the file cannot be read (%s); name one whose bytes can be hashed"), path, why);
  return NULL;
}

/* --file PATH: the name without folder and the hash; an empty PATH: no file; NULL: nothing is said. */
static bool read_file(const Arguments *arguments, char **ret_name, char **ret_sha256, GError **error) {
  const char *path = arguments_option(arguments, "file");
  if (!path) return true;
  *ret_sha256 = *path ? hash_of_file(path, error) : g_strdup("");
  *ret_name = *path ? g_path_get_basename(path) : g_strdup("");
  return *ret_sha256 != NULL;
}

static bool save(Session *session, const Arguments *arguments, uint16_t stage, uint32_t applicant, const Note *note,
                 GError **error) {
  const char *replaced = arguments_option(arguments, "replace");
  int64_t number;
  if (!replaced) return store_record_comment(session->store, stage, applicant, note, error);
  return meant_comment(replaced, &number, error) &&
         store_replace_comment(session->store, number, stage, applicant, note, error);
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  uint32_t applicant;
  uint16_t stage;
  g_autofree char *file = NULL, *sha256 = NULL;
  const char *const *words = arguments->words, *kind = words[2];
  if (!g_str_equal(kind, "strength") && !g_str_equal(kind, "ofi")) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                _("comment: “%s” is not a kind of comment; say strength or ofi"), kind);
    return EXIT_USAGE;
  }
  if (!meant_applicant(session, words[0], &applicant, error) ||
      !meant_stage_of_item(session, arguments, applicant, words[1], &stage, error) ||
      !read_file(arguments, &file, &sha256, error))
    return EXIT_INPUT;
  const char *const *factors = arguments_options(arguments, "factor");
  g_autofree char *cited = factors ? g_strjoinv(" ", (char **)factors) : NULL;
  const Note note = {words[1], kind, words[3], arguments_option(arguments, "evidence"), file, sha256, cited};
  if (!save(session, arguments, stage, applicant, &note, error)) return EXIT_INPUT;
  fprintf(session->out, "%s %s %s\n", words[0], words[1], keyword_shown(kind));
  return EXIT_DONE;
}

const Command command_comment = {
    .name = "comment",
    .usage = N_("APPLICANT ITEM strength|ofi TEXT"),
    .sentence = N_("note a strength or an opportunity for improvement"),
    .details =
        N_("--evidence says where in the report, page or document it is seen, in one line. --file keeps the name of "
           "a file and the SHA-256 of its bytes, not the file: sha256sum tells later whether it is the same. With "
           "--replace, evidence and key factors that are not given stay as they were; empty ones are taken away."),
    .min_words = 4,
    .max_words = 4,
    .roles = ROLES_ALL,
    .needs_database = true,
    .options = {{"stage", N_("STAGE"), N_("the stage, where there are several")},
                {"replace", N_("NUMBER"), N_("in place of this comment of one's own")},
                {"evidence", N_("PLACE"), N_("where its evidence is, such as \"report p.12\"")},
                {"file", N_("FILE"), N_("the file that is evidence: its name and hash are kept")},
                {"factor", N_("NUMBER"), N_("a key factor it rests on, also several times")}},
    .run = run,
};
