/* command_deduct.c: points off for what the rules name, e.g. minutes over time at a defence. */
#include "commands/moving.h"
#include "commands/output.h"

#include <glib/gi18n.h>

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  uint32_t applicant;
  uint16_t stage;
  Ratio amount;
  const char *reason = meant_reason(arguments, error);
  g_auto(Moving) before = {0};
  if (!reason || !meant_stage(session, arguments, &stage, error) ||
      !meant_applicant(session, arguments->words[0], &applicant, error))
    return EXIT_INPUT;
  if (!ratio_parse(arguments->words[2], &amount) || ratio_cmp(amount, ratio_int(0)) < 0) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT,
                _("deduct: “%s” is not an amount; say a number such as 3 or 1.5"), arguments->words[2]);
    return EXIT_INPUT;
  }
  if (!moving_read(session, &before, error) ||
      !store_deduct(session->store, stage, applicant, arguments->words[1], amount, reason, error))
    return EXIT_INPUT;
  fprintf(session->out, "%s %s %s\n", arguments->words[0], arguments->words[1], arguments->words[2]);
  return moving_tell(session, -1, &before, error) ? EXIT_DONE : EXIT_INPUT;
}

const Command command_deduct = {
    .name = "deduct",
    .usage = N_("APPLICANT DEDUCTION AMOUNT"),
    .sentence = N_("record what the rules take points off for; an amount of 0 takes it back"),
    .details = N_("DEDUCTION is one the rules define for the stage; AMOUNT counts its unit, e.g. minutes over time."),
    .min_words = 3,
    .max_words = 3,
    .roles = ROLES_SECRETARIAT,
    .needs_database = true,
    .options = {{"stage", N_("STAGE"), N_("the stage, where there are several")},
                {"reason", N_("TEXT"), N_("what happened, kept in the journal")}},
    .run = run,
};
