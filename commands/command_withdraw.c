/* command_withdraw.c: an applicant that leaves the award of its own accord (退出评审), and comes back. */
#include "commands/moving.h"

#include <glib/gi18n.h>

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  return arguments_option(arguments, "lift")
             ? moving_run(session, arguments, store_lift_withdrawal, _("%s: takes part again\n"), error)
             : moving_run(session, arguments, store_withdraw, _("%s: has withdrawn\n"), error);
}

const Command command_withdraw = {
    .name = "withdraw",
    .usage = N_("APPLICANT"),
    .sentence = N_("record that an applicant leaves the award of its own accord; or comes back"),
    .details = N_(
        "It is listed apart with its reason, as withdrawn and not as vetoed; its place goes to the next one, but "
        "nobody moves up in the line of a stage that is sealed, unless that is opened again. "
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
