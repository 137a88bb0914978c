/* command_return.c: a submitted scorebook goes back to its assessor, for a reason. */
#include "commands/output.h"

#include <glib/gi18n.h>

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  uint32_t applicant, assessor;
  uint16_t stage;
  const char *reason = meant_reason(arguments, error);
  if (!reason || !meant_stage(session, arguments, &stage, error) ||
      !meant_applicant(session, arguments->words[0], &applicant, error) ||
      !meant_assessor(session, arguments->words[1], &assessor, error) ||
      !store_return(session->store, stage, applicant, assessor, reason, error))
    return EXIT_INPUT;
  fprintf(session->out, _("%s: the scorebook of %s is open again\n"), arguments->words[0], arguments->words[1]);
  return EXIT_DONE;
}

const Command command_return = {
    .name = "return",
    .usage = N_("APPLICANT ASSESSOR"),
    .sentence = N_("give a submitted scorebook back to its assessor"),
    .min_words = 2,
    .max_words = 2,
    .roles = ROLES_SECRETARIAT,
    .needs_database = true,
    .options = {{"stage", N_("STAGE"), N_("the stage, where there are several")},
                {"reason", N_("TEXT"), N_("why, kept in the journal")}},
    .run = run,
};
