/* command_report.c: any kind of report in any format. */
#include "commands/reporting.h"

#include <glib/gi18n.h>

static bool fits(const Arguments *arguments, GError **error) {
  return reporting_kind(arguments->words[0], error) != NULL;
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  const ReportKind *kind = reporting_kind(arguments->words[0], error);
  if (!kind) return EXIT_USAGE;
  return reporting_run(session, kind, arguments->words + 1, arguments->n_words - 1, arguments, error);
}

const Command command_report = {
    .name = "report",
    .usage = N_("KIND [APPLICANT [APPLICANT]]"),
    .sentence =
        N_("a report: ranking, candidates (public, no scores), scoresheet, comparison, matrix, consensus, feedback, "
           "flags, agreement"),
    .details = N_("scoresheet, matrix, consensus and feedback are about one applicant, which is named after the kind. "
                  "candidates is the "
                  "public list: by class and tier, names and counts, no scores and no order inside a tier. feedback is "
                  "for the applicant: bands, strengths and opportunities, without assessors' names, marks and points. "
                  "comparison says why one applicant stands above another, and names both after the kind: where each "
                  "stands, and the exact difference of their totals by stage, category and item, without assessors' "
                  "names and single marks. "
                  "A panel reads scoresheet, matrix and consensus once its marks are open to it, and who assesses "
                  "itself, with nobody else assigned, its own."),
    .min_words = 1,
    .max_words = 3,
    .roles = ROLES_ALL,
    .needs_database = true,
    .options = {OUTPUT_OPTIONS},
    .fits = fits,
    .run = run,
};
