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
  double difference = sheet->excess * (double)n / ((double)n - 1);
  CheckSubject subject = check_subject(whole, sheet->applicant);
  check_put_double(run, "difference", difference);
  check_put_whole(run, "others", n - 1);
  check_raise(run, &subject, SEVERITY_OFF, sheet->assessor, NULL,
              difference < 0
                  ? N_("{assessor} marks {applicant} {difference} percent lower, against the colleagues, than "
                       "the {others} other applicants.")
                  : N_("{assessor} marks {applicant} {difference} percent higher, against the colleagues, "
                       "than the {others} other applicants."));
}

/* The n sheets of one assessor; statistics: room for as many. */
static void look_at_assessor(CheckRun *run, const CheckWhole *whole, const CheckSheet *sheets, size_t n,
                             float *statistics) {
  double share = (double)n / ((double)n - 1);
  for (size_t i = 0; i < n; i++) statistics[i] = (float)(sheets[i].excess * sqrt(share));
  check_hand_in(run, whole->stage_index, n, statistics, n);
  for (size_t i = 0; i < n; i++)
    if (fabs(sheets[i].excess * share) >= run->values[LIMIT] &&
        check_stands_out(run, whole->stage_index, n, statistics[i]))
      look_at_sheet(run, whole, &sheets[i], n);
}

static void whole_stage(CheckRun *run, const CheckWhole *whole) {
  g_autofree float *statistics = g_new(float, whole->n_sheets + 1);
  for (size_t a = 0; a < whole->cycle->n_assessors; a++) {
    size_t n = whole->first[a + 1] - whole->first[a];
    if (n >= 3 && (double)n >= run->values[APPLICANTS])
      look_at_assessor(run, whole, whole->by_assessor + whole->first[a], n, statistics);
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
