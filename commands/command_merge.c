/* command_merge.c: one assessor's comment is taken over into the consensus, as it is or in other words. */
#include "commands/output.h"

#include <glib/gi18n.h>

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  int64_t number;
  bool withdraw = arguments_option(arguments, "withdraw") != NULL;
  if (!meant_comment(arguments->words[0], &number, error)) return EXIT_USAGE;
  if (!(withdraw ? store_unmerge_comment(session->store, number, error)
                 : store_merge_comment(session->store, number, arguments_option(arguments, "text"), error)))
    return EXIT_INPUT;
  fprintf(session->out, withdraw ? _("consensus comment %s is withdrawn\n") : _("comment %s is in the consensus\n"),
          arguments->words[0]);
  return EXIT_DONE;
}

const Command command_merge = {
    .name = "merge",
    .usage = N_("NUMBER"),
    .sentence = N_("take an assessor's comment over into the consensus"),
    .details =
        N_("The comment's number is in the journal and on the consensus screen. The original stays where it is; the "
           "copy remembers where it came from. With --withdraw the number is that of the consensus comment. "
           "As with agree, a consensus begins when every scorebook of the panel is submitted or the stage is closed."),
    .min_words = 1,
    .max_words = 1,
    .roles = ROLES_SECRETARIAT | (ROLES_MARK & ~(1u << ROLE_APPLICANT)),
    .needs_database = true,
    .options = {{"text", N_("TEXT"), N_("in these words instead of the assessor's")},
                {"withdraw", NULL, N_("take a consensus comment back")}},
    .run = run,
};
