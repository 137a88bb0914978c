/* command_check.c: what the consistency checks found. */
#include "commands/reporting.h"

#include <glib/gi18n.h>

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  size_t open = 0;
  const char *applicant = arguments->n_words > 0 ? arguments->words[0] : NULL;
  Exit code = reporting_run_flags(session, applicant, arguments, &open, error);
  if (code != EXIT_DONE || !arguments_option(arguments, "strict") || open == 0) return code;
  fprintf(session->err,
          ngettext("accolade: check: %zu flag is open; look at it, and resolve it or lower its severity in the rules\n",
                   "accolade: check: %zu flags are open; look at them, and resolve them or lower their severity in the "
                   "rules\n",
                   open),
          open);
  return EXIT_NO;
}

const Command command_check = {
    .name = "check",
    .usage = N_("[APPLICANT]"),
    .sentence = N_("consistency flags: what in the scores deserves a second look"),
    .details =
        N_("With an applicant, those on it alone: so a panel's leader, too, sees what is to be talked about, once "
           "the panel's marks are open to them."),
    .tells_checks = true,
    .max_words = 1,
    .roles = ROLES_PANEL,
    .needs_database = true,
    .options = {OUTPUT_OPTIONS, {"strict", NULL, N_("exit with 1 when any flag is open")}},
    .run = run,
};
