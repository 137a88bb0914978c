/* command_submit.c: hand in a scorebook; from then on it counts and does not change. */
#include "commands/output.h"

#include <glib/gi18n.h>

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  uint32_t applicant;
  uint16_t stage;
  if (!meant_stage(session, arguments, &stage, error) ||
      !meant_applicant(session, arguments->words[0], &applicant, error) ||
      !store_submit(session->store, stage, applicant, error))
    return EXIT_INPUT;
  fprintf(session->out, _("%s: submitted\n"), arguments->words[0]);
  return EXIT_DONE;
}

const Command command_submit = {
    .name = "submit",
    .usage = N_("APPLICANT"),
    .sentence = N_("hand in a scorebook; from then on it counts and does not change"),
    .min_words = 1,
    .max_words = 1,
    .roles = ROLES_ALL,
    .needs_database = true,
    .options = {{"stage", N_("STAGE"), N_("the stage, where there are several")}},
    .run = run,
};
