/* command_report.c: any kind of report in any format. */
#include "commands/reporting.h"

#include <glib/gi18n.h>

static const ReportKind *meant_kind(const char *name, GError **error) {
  const ReportKind *kind = report_named(name);
  if (kind) return kind;
  g_autoptr(GString) names = g_string_new(NULL);
  for (size_t i = 0; i < report_count(); i++)
    g_string_append_printf(names, "%s%s", i ? _(", ") : "", report_at(i)->name);
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, _("there is no report “%s”; there are %s"), name, names->str);
  return NULL;
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  const ReportKind *kind = meant_kind(arguments->words[0], error);
  if (!kind) return EXIT_USAGE;
  return reporting_run(session, kind, arguments->n_words > 1 ? arguments->words[1] : NULL, arguments, error);
}

const Command command_report = {
    .name = "report",
    .usage = N_("KIND [APPLICANT]"),
    .sentence = N_("a report: ranking, candidates (public, no scores), scoresheet, matrix, consensus, feedback, flags, "
                   "agreement"),
    .details = N_("scoresheet, matrix, consensus and feedback are about one applicant, which is named after the kind. "
                  "candidates is the "
                  "public list: by class and tier, names and counts, no scores and no order inside a tier. feedback is "
                  "for the applicant: bands, strengths and opportunities, without assessors' names, marks and points. "
                  "A panel reads scoresheet, matrix and consensus once its marks are open to it, and who assesses "
                  "itself, with nobody else assigned, its own."),
    .min_words = 1,
    .max_words = 2,
    .roles = ROLES_ALL,
    .needs_database = true,
    .options = {OUTPUT_OPTIONS},
    .run = run,
};
