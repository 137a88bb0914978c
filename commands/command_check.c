/* command_check.c: what the consistency checks found. */
#include "commands/flagging.h"
#include "commands/reporting.h"

#include <glib/gi18n.h>

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  Exit code = reporting_run(session, &report_flags, NULL, arguments, error);
  if (code != EXIT_DONE || !arguments_option(arguments, "strict")) return code;
  g_autoptr(Ranking) ranking = NULL;
  g_autoptr(GPtrArray) flags =
      reporting_try_ranking(session, &ranking, error) ? reporting_flags(session, ranking, error) : NULL;
  if (!flags) return EXIT_INPUT;
  unsigned open = (unsigned)flags_open(flags);
  if (open == 0) return EXIT_DONE;
  fprintf(session->err,
          ngettext("accolade: check: %u flag is open; look at it, and resolve it or lower its severity in the rules\n",
                   "accolade: check: %u flags are open; look at them, and resolve them or lower their severity in the "
                   "rules\n",
                   open),
          open);
  return EXIT_NO;
}

const Command command_check = {
    .name = "check",
    .usage = "",
    .sentence = N_("consistency flags: what in the scores deserves a second look"),
    .roles = ROLES_SEE_SCORES,
    .needs_database = true,
    .options = {OUTPUT_OPTIONS, {"strict", NULL, N_("exit with 1 when any flag is open")}},
    .run = run,
};
