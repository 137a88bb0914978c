/* command_check.c: what the consistency checks found. */
#include "commands/reporting.h"

#include <glib/gi18n.h>

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  Exit code = reporting_run(session, &report_flags, NULL, arguments, error);
  if (code != EXIT_DONE || !arguments_option(arguments, "strict")) return code;
  g_autoptr(Ranking) ranking = reporting_ranking(session, error);
  g_autoptr(GPtrArray) flags = ranking ? reporting_flags(session, ranking, error) : NULL;
  if (!flags) return EXIT_INPUT;
  if (flags->len == 0) return EXIT_DONE;
  fprintf(session->err,
          ngettext("accolade: check: %u flag was raised; look at it, or lower its severity in the rules\n",
                   "accolade: check: %u flags were raised; look at them, or lower their severity in the rules\n",
                   flags->len),
          flags->len);
  return EXIT_NO;
}

const Command command_check = {
    .name = "check",
    .usage = "",
    .sentence = N_("consistency flags: what in the scores deserves a second look"),
    .roles = ROLES_SEE_SCORES,
    .needs_database = true,
    .options = {OUTPUT_OPTIONS, {"strict", NULL, N_("exit with 1 when any flag is raised")}},
    .run = run,
};
