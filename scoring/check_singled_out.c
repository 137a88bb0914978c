/* check_singled_out.c: an applicant whom one assessor marks much higher or lower, against the colleagues, than this assessor
 * marks the others.
 *
 * Strictness that is the same with all applicants is no matter of this check, nor is who else sat on the panel: what is
 * compared is what a scorebook leans beyond that (CheckSheet.excess). One among n takes 1 / n of its own with it. */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>
#include <math.h>

enum { LIMIT, APPLICANTS, LEVEL };

static void look_at_sheet(CheckRun *run, const CheckWhole *whole, const CheckSheet *sheet, size_t n) {
  double share = (double)n / ((double)n - 1), difference = sheet->excess * share;
  if (!check_stands_out(run, whole->stage_index, n, (float)(sheet->excess * sqrt(share)))) return;
  if (fabs(difference) < run->values[LIMIT]) return;
  CheckSubject subject = check_subject(whole, sheet->applicant);
  check_raise(run, &subject, SEVERITY_OFF, sheet->assessor, NULL,
              difference < 0
                  ? N_("{assessor} marks {applicant} {difference} percent lower, against the colleagues, than "
                       "the {others} other applicants.")
                  : N_("{assessor} marks {applicant} {difference} percent higher, against the colleagues, "
                       "than the {others} other applicants."),
              "difference", check_double_figure(difference), "others", check_whole_figure(n - 1), NULL);
}

static void whole_stage(CheckRun *run, const CheckWhole *whole) {
  for (size_t a = 0; a < whole->cycle->n_assessors; a++) {
    size_t n = whole->first[a + 1] - whole->first[a];
    if (n < 3 || (double)n < run->values[APPLICANTS]) continue;
    for (size_t i = whole->first[a]; i < whole->first[a + 1]; i++) look_at_sheet(run, whole, &whole->by_assessor[i], n);
  }
}

const Check check_singled_out = {
    .name = "singled-out",
    .title = N_("singled out"),
    .sentence = N_("Applicants whom an assessor treats unlike the others, against the colleagues"),
    .next_step = N_("Ask about ties or quarrels that were not declared, and have the panel read this scorebook aloud."),
    .severity = SEVERITY_WARN,
    .tail = TAIL_BOTH,
    .settings = {[LIMIT] = {"limit", "10", N_("from this difference on, in percent of full marks")},
                 [APPLICANTS] = {"applicants", "4", N_("of assessors with at least so many applicants, never below 3")},
                 [LEVEL] = CHECK_LEVEL_SETTING},
    .whole = whole_stage,
};
