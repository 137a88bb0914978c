/* command_withdraw.c: an applicant that leaves the award of its own accord (退出评审), and comes back. */
#include "commands/moving.h"
#include "commands/output.h"

#include <glib/gi18n.h>

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  uint32_t applicant;
  bool lift = arguments_option(arguments, "lift") != NULL;
  const char *reason = meant_reason(arguments, error);
  g_autoptr(GArray) left = NULL;
  if (!reason || !meant_applicant(session, arguments->words[0], &applicant, error) ||
      !moving_read(session, &left, error) ||
      !(lift ? store_lift_withdrawal(session->store, applicant, reason, error)
             : store_withdraw(session->store, applicant, reason, error)))
    return EXIT_INPUT;
  fprintf(session->out, lift ? _("%s: takes part again\n") : _("%s: has withdrawn\n"), arguments->words[0]);
  return moving_tell(session, applicant, left, error) ? EXIT_DONE : EXIT_INPUT;
}

const Command command_withdraw = {
    .name = "withdraw",
    .usage = N_("APPLICANT"),
    .sentence = N_("record that an applicant leaves the award of its own accord; or comes back"),
    .details = N_(
        "It is listed apart with its reason, as withdrawn and not as vetoed; its place goes to the next one. "
        "Nothing of it is marked, agreed on or decided any more, and nobody owes it a scorebook; what was marked "
        "stays. The "
        "public notice does not name or count it. Who did not pass a stage that is closed or decided cannot withdraw "
        "from that result. A veto stands beside a withdrawal and comes first; both are told."),
    .min_words = 1,
    .max_words = 1,
    .roles = ROLES_SECRETARIAT,
    .needs_database = true,
    .options = {{"reason", N_("TEXT"), N_("its letter, date and ground, kept in the journal")},
                {"lift", NULL, N_("it comes back: take the withdrawal back")}},
    .run = run,
};
