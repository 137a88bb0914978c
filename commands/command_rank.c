/* command_rank.c: the ranking; the short name of `report ranking`. */
#include "commands/rank_without.h"
#include "commands/reporting.h"

#include <glib/gi18n.h>

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  const char *without = arguments_option(arguments, "without");
  uint32_t assessor;
  if (without) {
    bool known = session_open(session, error) && meant_assessor(session, without, &assessor, error);
    return known ? rank_without_run(session, without, arguments, error) : EXIT_INPUT;
  }
  return reporting_run(session, &report_ranking, NULL, 0, arguments, error);
}

const Command command_rank = {
    .name = "rank",
    .usage = "",
    .sentence = N_("the ranking: totals, floors, tiers, ties, vacancies"),
    .roles = ROLES_SEE_SCORES,
    .needs_database = true,
    .for_ranking = true,
    .options = {OUTPUT_OPTIONS,
                {"without", N_("ASSESSOR"),
                 N_("whose total, rank or tier would be another if this assessor's marks counted nowhere")}},
    .run = run,
};
