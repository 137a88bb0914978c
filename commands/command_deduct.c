/* command_deduct.c: points off for what the rules name, e.g. minutes over time at a defence. */
#include "commands/moving.h"
#include "commands/output.h"
#include "commands/owing.h"

#include <glib/gi18n.h>

/* Kept, and counted should the applicant come back in; but an id may have been mistyped. An amount of 0 takes back. */
static void warn_of_out(const Session *session, uint16_t stage, uint32_t applicant, Ratio amount) {
  Outs outs;
  if (ratio_is_zero(amount) || !store_outs(session->store, session->cycle, &outs, NULL)) return;
  Out out = outs_at(&outs, applicant, stage);
  if (out != OUT_NOT)
    fprintf(session->err,
            _("accolade: %s is out at stage %s (%s): this counts nowhere while it is; an amount of 0 takes it back\n"),
            session->cycle->applicants[applicant].id, session_stage(session, stage), out_words(out));
}

/* The only stage that has such a deduction needs no naming. */
static bool read_stage(Session *session, const Arguments *arguments, uint16_t *ret_stage, GError **error) {
  const Rules *rules = session->rules;
  int only = -1;
  for (size_t s = 0; s < rules->n_stages; s++)
    if (stage_deduction_named(&rules->stages[s], arguments->words[1])) only = only == -1 ? (int)s : -2;
  if (only < 0 || arguments_option(arguments, "stage")) return meant_stage(session, arguments, ret_stage, error);
  *ret_stage = (uint16_t)only;
  return true;
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  uint32_t applicant;
  uint16_t stage;
  Ratio amount;
  const char *reason = meant_reason(arguments, error);
  g_auto(Moving) before = {0};
  if (!reason || !read_stage(session, arguments, &stage, error) ||
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
  warn_of_out(session, stage, applicant, amount);
  return moving_tell(session, -1, &before, error) ? EXIT_DONE : EXIT_INPUT;
}

const Command command_deduct = {
    .name = "deduct",
    .usage = N_("APPLICANT DEDUCTION AMOUNT"),
    .sentence = N_("record what the rules take points off for; an amount of 0 takes it back"),
    .details =
        N_("DEDUCTION is one the rules define for the stage, by its id or its title; AMOUNT counts its unit, e.g. "
           "minutes over time. It is refused for who has withdrawn; of who is vetoed or did not go on it is "
           "kept, with a warning, and counts nowhere while that holds."),
    .min_words = 3,
    .max_words = 3,
    .roles = ROLES_SECRETARIAT,
    .needs_database = true,
    .options = {{"stage", N_("STAGE"), N_("the stage, where several have that deduction")},
                {"reason", N_("TEXT"), N_("what happened, kept in the journal")}},
    .run = run,
};
