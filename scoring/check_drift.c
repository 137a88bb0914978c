/* check_drift.c: an assessor who grows milder or harsher from one applicant to the next, in the order they were marked.
 *
 * The order is that of the first mark of each scorebook in the journal; scorebooks that were imported have none. What is
 * compared are the differences to the colleagues, so that stronger applicants at the end are no drift. Kendall's S and its
 * normal variance (Kendall 1938) say how much order there is; the means of first and second half how much it matters. */
#include "scoring/check.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>

typedef struct Sitting {
  uint32_t assessor, applicant;
  int64_t at;
  double lean;
} Sitting;

static int by_sitting(const void *a, const void *b) {
  const Sitting *x = a, *y = b;
  if (x->assessor != y->assessor) return x->assessor < y->assessor ? -1 : 1;
  if (x->at != y->at) return x->at < y->at ? -1 : 1;
  return x->applicant < y->applicant ? -1 : x->applicant > y->applicant;
}

static size_t gather(const CheckWhole *whole, Sitting *sittings) {
  size_t n = 0;
  for (size_t i = 0; i < whole->n_sheets; i++) {
    const CheckSheet *sheet = &whole->sheets[i];
    const CheckTime *time = check_time(whole->record, whole->stage_index, sheet->applicant, sheet->assessor);
    if (time && !isnan(sheet->lean))
      sittings[n++] = (Sitting){sheet->assessor, sheet->applicant, time->first, sheet->lean};
  }
  qsort(sittings, n, sizeof *sittings, by_sitting);
  return n;
}

/* Kendall's S over its standard deviation. */
static double order_of(const Sitting *s, size_t n) {
  double sum = 0, count = (double)n;
  for (size_t i = 0; i < n; i++)
    for (size_t j = i + 1; j < n; j++) sum += s[j].lean > s[i].lean ? 1 : s[j].lean < s[i].lean ? -1 : 0;
  return sum / sqrt(count * (count - 1) * (2 * count + 5) / 18);
}

static double mean_of_leans(const Sitting *s, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += s[i].lean;
  return sum / (double)n;
}

static void look_at(CheckRun *run, const CheckWhole *whole, const Sitting *s, size_t n) {
  if (n < 4 || ratio_cmp(ratio_int((int64_t)n), check_number(run, "applicants")) < 0) return;
  double z = order_of(s, n), moved = mean_of_leans(s + n - n / 2, n / 2) - mean_of_leans(s, n / 2);
  check_compared(run, &(CheckSubject){.stage_index = whole->stage_index}, z);
  if (fabs(z) < ratio_double(check_number(run, "deviations")) || fabs(moved) < ratio_double(check_number(run, "limit")))
    return;
  CheckSubject subject = check_subject(whole, s[n - 1].applicant);
  check_raise(
      run, &subject, SEVERITY_OFF, s[0].assessor, NULL,
      moved > 0 ? N_("{assessor} grew milder in the order of marking: by {moved} percent against the colleagues "
                     "from the first to the second half of {applicants} applicants, the last {applicant}.")
                : N_("{assessor} grew harsher in the order of marking: by {moved} percent against the colleagues "
                     "from the first to the second half of {applicants} applicants, the last {applicant}."),
      "moved", ratio_decimal(ratio((int64_t)floor(fabs(moved) * 10 + 0.5), 10), 1), "applicants", check_whole(n), NULL);
  check_rests_on(run, z);
}

static void whole_stage(CheckRun *run, const CheckWhole *whole) {
  if (!whole->record || whole->record->n_times == 0) return;
  g_autofree Sitting *sittings = g_new(Sitting, whole->n_sheets + 1);
  size_t n = gather(whole, sittings);
  for (size_t from = 0, to; from < n; from = to) {
    for (to = from + 1; to < n && sittings[to].assessor == sittings[from].assessor;) to++;
    look_at(run, whole, sittings + from, to - from);
  }
}

const Check check_drift = {
    .name = "drift",
    .title = N_("drift"),
    .sentence = N_("Assessors who grow milder or harsher from applicant to applicant"),
    .next_step = N_("Have the first and the last scorebook of this assessor compared by somebody who read neither."),
    .severity = SEVERITY_NOTE,
    .tail = TAIL_BOTH,
    .settings = {{"deviations", "2.6", N_("from so many standard deviations of Kendall's S on")},
                 {"limit", "5", N_("and from this change on, in percent of full marks")},
                 {"applicants", "8", N_("over how many applicants at least")},
                 {"level", "1",
                  N_("how often a cycle without anything to find may raise one of these, in percent; 0: do not ask")}},
    .whole = whole_stage,
};
