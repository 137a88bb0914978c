/* command_declare.c: whether an interest binds an assessor to an applicant. */
#include "commands/leading.h"
#include "commands/output.h"

#include <glib/gi18n.h>

static bool read_answer(const char *text, bool *ret_conflict, GError **error) {
  *ret_conflict = g_str_equal(text, "conflict");
  if (*ret_conflict || g_str_equal(text, "none")) return true;
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, _("declare: “%s” is no answer; say none or conflict"), text);
  return false;
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  uint32_t applicant;
  bool conflict;
  const char *id = arguments->words[0], *reason = arguments_option(arguments, "reason");
  if (!read_answer(arguments->words[1], &conflict, error) || !meant_applicant(session, id, &applicant, error))
    return EXIT_INPUT;
  if (conflict && !(reason = meant_reason(arguments, error))) return EXIT_USAGE;
  if (!store_declare(session->store, applicant, conflict, reason, error)) return EXIT_INPUT;
  fprintf(session->out,
          conflict ? _("%s: %s declares a conflict of interest and is recused\n")
                   : _("%s: %s declares no conflict of interest\n"),
          id, session->actor);
  return !conflict || leading_tell(session, applicant, error) ? EXIT_DONE : EXIT_INPUT;
}

const Command command_declare = {
    .name = "declare",
    .usage = N_("APPLICANT none|conflict"),
    .sentence = N_("declare whether an interest binds you to an applicant"),
    .details =
        N_("Where a stage of the rules asks for it (declaration=\"required\", or init --set declaration=required), an "
           "assessor sees of an applicant only its id, name, class, sector and region before declaring. None opens the "
           "rest: marks, comments, scorebooks. A conflict recuses at once. Who declared none may declare a conflict "
           "later; a declared conflict stands. Both are kept, with their reasons, in the journal."),
    .min_words = 2,
    .max_words = 2,
    .roles = ROLES_MARK & ~(1u << ROLE_APPLICANT),
    .needs_database = true,
    .options = {{"reason", N_("TEXT"), N_("which interest it is; needed with a conflict")}},
    .run = run,
};
