/* check_leniency.c: an assessor whose marks lie above or below the other assessors' throughout.
 *
 * Per item the assessor's number minus the mean of the others' numbers, then the mean over the items that both the
 * assessor and somebody else marked; so leaving out items, or abstaining, makes nobody lenient or severe. Where chance can
 * be asked, the mean of that over all applicants is compared with what it is for the other assessors of the stage; where it
 * cannot, every applicant's panel is looked at by itself. */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>
#include <math.h>

enum { LIMIT, ITEMS, LEVEL };

/* -- one panel -------------------------------------------------------------------------------------------- */

typedef struct Lean {
  int64_t n;         /* items compared */
  ExactSum own, sum; /* the assessor's sum over them and that of the differences, in shares of full marks */
} Lean;

static Lean compare(const CheckSubject *subject, size_t book) {
  Lean lean = {0};
  for (size_t i = 0; i < subject->n_items; i++) {
    const CheckItem *item = &subject->items[i];
    int64_t own = item->results[book], n = (int64_t)item->n;
    if (own < 0 || n < 2) continue;
    exact_add(&lean.sum, (int128_t)own * n - item->sum, (int128_t)item->full * (n - 1));
    exact_add(&lean.own, own, item->full);
    lean.n++;
  }
  return lean;
}

static void look_at_book(CheckRun *run, const CheckSubject *subject, size_t book) {
  Lean lean = compare(subject, book);
  if (lean.n == 0 || (double)lean.n < run->values[ITEMS]) return;
  Ratio n = ratio_int(lean.n), own = ratio_div(exact_total(&lean.own), n);
  Ratio difference = ratio_div(exact_total(&lean.sum), n);
  Ratio others = ratio_sub(own, difference);
  bool severe = difference.num < 0;
  if (severe) difference = ratio_sub(ratio_int(0), difference);
  if (!ratio_is_valid(others) || ratio_cmp(ratio_mul(difference, ratio_int(100)), run->numbers[LIMIT]) < 0) return;
  check_put_percent(run, "difference", difference, 2);
  check_put_percent(run, "mean", own, 2);
  check_put_percent(run, "others", others, 2);
  check_put_whole(run, "items", (size_t)lean.n);
  check_raise(run, subject, SEVERITY_OFF, subject->panel->books[book].assessor, NULL,
              severe ? N_("{assessor} marks {applicant} {difference} below the other assessors: {mean} against "
                          "{others} percent over {items} items.")
                     : N_("{assessor} marks {applicant} {difference} above the other assessors: {mean} against "
                          "{others} percent over {items} items."));
}

static void each(CheckRun *run, const CheckSubject *subject) {
  if (!check_limits_decide(run, subject->stage_index)) return;
  for (size_t b = 0; b < subject->panel->n; b++) look_at_book(run, subject, b);
}

/* -- the whole stage -------------------------------------------------------------------------------------- */

static bool is_further(const Cycle *cycle, const CheckSheet *sheet, const CheckSheet *than) {
  float own = fabsf(sheet->lean), other = fabsf(than->lean);
  return own > other || (own >= other && cycle_applicant_is_before(cycle, sheet->applicant, than->applicant));
}

/* Of one assessor's sheets the one that leans most, of several the one on the applicant whose id comes first. */
static const CheckSheet *furthest(const Cycle *cycle, const CheckSheet *sheets, size_t n) {
  const CheckSheet *most = sheets;
  for (size_t i = 1; i < n; i++)
    if (is_further(cycle, &sheets[i], most)) most = &sheets[i];
  return most;
}

static void look_at_assessor(CheckRun *run, const CheckWhole *whole, const CheckSheet *sheets, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += sheets[i].lean;
  double mean = sum / (double)n;
  if (!check_compare(run, whole->stage_index, n, (float)mean) || fabs(mean) < run->values[LIMIT]) return;
  CheckSubject subject = check_subject(whole, furthest(whole->cycle, sheets, n)->applicant);
  check_put_double(run, "difference", mean);
  check_put_whole(run, "applicants", n);
  check_raise(run, &subject, SEVERITY_OFF, sheets->assessor, NULL,
              mean < 0 ? N_("{assessor} marks {difference} percent below the colleagues over {applicants} applicants, "
                            "furthest on {applicant}.")
                       : N_("{assessor} marks {difference} percent above the colleagues over {applicants} applicants, "
                            "furthest on {applicant}."));
}

static void whole_stage(CheckRun *run, const CheckWhole *whole) {
  if (check_limits_decide(run, whole->stage_index)) return;
  for (size_t a = 0; a < whole->cycle->n_assessors; a++) {
    size_t n = whole->first[a + 1] - whole->first[a];
    if (n > 0) look_at_assessor(run, whole, whole->by_assessor + whole->first[a], n);
  }
}

const Check check_leniency = {
    .name = "leniency",
    .title = N_("lenient or severe"),
    .sentence = N_("Assessors whose marks lie above or below the colleagues' throughout"),
    .next_step = N_("Compare this assessor's reading of the bands with the panel's before consensus."),
    .severity = SEVERITY_WARN,
    .tail = TAIL_BOTH,
    .settings = {[LIMIT] = {"limit", "10", N_("from this mean difference on, in percent of full marks")},
                 [ITEMS] = {"items", "5", N_("over how many items at least, where one panel is looked at by itself")},
                 [LEVEL] = CHECK_LEVEL_SETTING},
    .each = each,
    .whole = whole_stage,
};
