/* command_comment.c: a strength or an opportunity for improvement on an item. */
#include "commands/output.h"

#include <glib/gi18n.h>

static bool save(Session *session, const Arguments *arguments, uint16_t stage, uint32_t applicant, GError **error) {
  const char *const *words = arguments->words, *replaced = arguments_option(arguments, "replace");
  int64_t number;
  if (!replaced) return store_record_comment(session->store, stage, applicant, words[1], words[2], words[3], error);
  return meant_comment(replaced, &number, error) &&
         store_replace_comment(session->store, number, stage, applicant, words[1], words[2], words[3], error);
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  uint32_t applicant;
  uint16_t stage;
  const char *kind = arguments->words[2];
  if (!g_str_equal(kind, "strength") && !g_str_equal(kind, "ofi")) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                _("comment: “%s” is not a kind of comment; say strength or ofi"), kind);
    return EXIT_USAGE;
  }
  if (!meant_stage(session, arguments, &stage, error) ||
      !meant_applicant(session, arguments->words[0], &applicant, error) ||
      !save(session, arguments, stage, applicant, error))
    return EXIT_INPUT;
  fprintf(session->out, "%s %s %s\n", arguments->words[0], arguments->words[1], kind);
  return EXIT_DONE;
}

const Command command_comment = {
    .name = "comment",
    .usage = N_("APPLICANT ITEM strength|ofi TEXT"),
    .sentence = N_("note a strength or an opportunity for improvement"),
    .min_words = 4,
    .max_words = 4,
    .roles = ROLES_ALL,
    .needs_database = true,
    .options = {{"stage", N_("STAGE"), N_("the stage, where there are several")},
                {"replace", N_("NUMBER"), N_("in place of this comment of one's own")}},
    .run = run,
};
