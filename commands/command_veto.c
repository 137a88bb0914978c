/* command_veto.c: a fact that bars an applicant whatever the score (一票否决). */
#include "commands/moving.h"

#include <glib/gi18n.h>

/* What it replaces in the reports is said: it may not have been known. */
static Exit veto(Session *session, const Arguments *arguments, GError **error) {
  int64_t who = cycle_applicant(session->cycle, arguments->words[0]);
  const char *before = who >= 0 ? session->cycle->applicants[who].veto : "";
  Exit code = moving_run(session, arguments, store_veto, _("%s: vetoed\n"), error);
  if (code == EXIT_DONE && *before)
    fprintf(session->out, _("%s: the fact recorded before, which this replaces: %s\n"), arguments->words[0], before);
  return code;
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  return arguments_option(arguments, "lift")
             ? moving_run(session, arguments, store_lift_veto, _("%s: the veto is lifted\n"), error)
             : veto(session, arguments, error);
}

const Command command_veto = {
    .name = "veto",
    .usage = N_("APPLICANT"),
    .sentence = N_("bar an applicant for a fact, whatever the score; or lift that"),
    .details =
        N_("Its place goes to the next one, but nobody moves up in the line of a stage that is sealed, unless that is "
           "opened again."),
    .min_words = 1,
    .max_words = 1,
    .roles = ROLES_SECRETARIAT,
    .needs_database = true,
    .options = {{"reason", N_("TEXT"), N_("the fact, its date and its proof, kept in the journal")},
                {"lift", NULL, N_("take the veto back")}},
    .run = run,
};
