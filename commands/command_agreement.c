/* command_agreement.c: agreement statistics of the award's stages, or of a table of somebody's own. */
#include "commands/agreement_own.h"
#include "commands/progress.h"
#include "commands/reporting.h"

#include <glib/gi18n.h>

static bool may_see(const Session *session, GError **error) {
  bool may = ROLES_SEE_SCORES & 1u << store_role(session->store);
  return may || command_deny(session, _("agreement of an award's marks"), ROLES_SEE_SCORES, error);
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  const char *matrix = arguments_option(arguments, "matrix"), *panel = arguments_option(arguments, "panel");
  const char *stage = arguments_option(arguments, "stage");
  uint16_t ignored;
  if ((matrix != NULL) + (panel != NULL) + (stage != NULL) > 1) {
    g_set_error_literal(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                        _("agreement: say one of --stage, --matrix and --panel"));
    return EXIT_USAGE;
  }
  static const char *const of_matrix[] = {"cells", "weights", "levels"};
  for (size_t i = 0; !matrix && i < G_N_ELEMENTS(of_matrix); i++)
    if (arguments_option(arguments, of_matrix[i])) {
      g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                  _("agreement: --%s is about a table; name the table with --matrix"), of_matrix[i]);
      return EXIT_USAGE;
    }
  if (matrix) return agreement_tell_matrix(session, arguments, matrix, error);
  if (panel) return agreement_tell_panel(session, arguments, panel, error);
  if (!session_open(session, error) || !may_see(session, error)) return EXIT_INPUT;
  if (stage && !meant_stage(session, arguments, &ignored, error)) return EXIT_INPUT;
  G_GNUC_UNUSED g_autoptr(Progress) progress = progress_begin(session);
  return reporting_run(session, &report_agreement, NULL, 0, arguments, error);
}

const Command command_agreement = {
    .name = "agreement",
    .usage = "",
    .sentence = N_("how far the assessors agree: of the award's stages, or of any CSV"),
    .details =
        N_("With --matrix the first column names the applicant and the others are assessors; an empty cell is missing. "
           "One column of figures is looked at for outliers, two are also correlated. With --panel the columns are "
           "applicant, assessor and score. No database is needed for either."),
    .roles = ROLES_ALL, /* a table of one's own is open to everybody; the record asks for the role */
    .options =
        {OUTPUT_OPTIONS,
         {"stage", N_("STAGE"), N_("of this stage only")},
         {"matrix", N_("FILE"), N_("of a CSV: applicants down, assessors across")},
         {"panel", N_("FILE"), N_("of a CSV: applicant,assessor,score")},
         {"cells", N_("WHAT"), N_("what the cells of the matrix are: marks, counts, table, words, or auto (default)")},
         {"weights", N_("FILE"), N_("weights of disagreement, or of agreement, for a table of two assessors' marks")},
         {"levels", N_("N"),
          N_("steps of the scale, for Finn's coefficient; else as many as the whole marks from the lowest to the "
             "highest seen")}},
    .run = run,
};
