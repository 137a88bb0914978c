/* command_rank.c: the ranking; the short name of `report ranking`. */
#include "commands/reporting.h"

#include <glib/gi18n.h>

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  return reporting_run(session, &report_ranking, NULL, 0, arguments, error);
}

const Command command_rank = {
    .name = "rank",
    .usage = "",
    .sentence = N_("the ranking: totals, floors, tiers, ties, vacancies"),
    .roles = ROLES_SEE_SCORES,
    .needs_database = true,
    .without_assessors = true,
    .options = {OUTPUT_OPTIONS},
    .run = run,
};
