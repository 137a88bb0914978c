/* check_speed.c: a scorebook filled in faster than anybody reads, by the journal's times of its marks. */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>

enum { SECONDS, MARKS };

static void look_at_book(CheckRun *run, const CheckSubject *subject, uint32_t assessor) {
  const CheckTime *time = check_time(subject->record, subject->stage_index, subject->applicant, assessor);
  if (!time || time->marks < 2 || (double)time->marks < run->values[MARKS]) return;
  Ratio seconds = ratio(time->last - time->first, 1000 * ((int64_t)time->marks - 1));
  if (ratio_cmp(seconds, run->numbers[SECONDS]) >= 0) return;
  check_put_whole(run, "marks", time->marks);
  check_put_decimal(run, "total", ratio(time->last - time->first, 1000), 0);
  check_put_decimal(run, "seconds", seconds, 1);
  check_raise(run, subject, SEVERITY_OFF, assessor, NULL,
              N_("{assessor} entered {marks} marks on {applicant} in {total} seconds, one every {seconds}."));
}

static void each(CheckRun *run, const CheckSubject *subject) {
  if (!subject->record || subject->record->n_times == 0) return;
  for (size_t b = 0; b < subject->panel->n; b++) look_at_book(run, subject, subject->panel->books[b].assessor);
}

const Check check_speed = {
    .name = "speed",
    .title = N_("too fast"),
    .sentence = N_("Scorebooks filled in faster than anybody reads"),
    .next_step = N_("Ask whether the marks were copied from notes; if not, have the papers read again."),
    .severity = SEVERITY_NOTE,
    .settings = {[SECONDS] = {"seconds", "3", N_("below so many seconds between marks, on average")},
                 [MARKS] = {"marks", "8", N_("over how many entered marks at least")}},
    .each = each,
};
