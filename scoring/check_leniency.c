/* check_leniency.c: an assessor whose marks lie above or below the other assessors' throughout.
 *
 * Per item the assessor's number minus the mean of the others' numbers, then the mean over the items that both the
 * assessor and somebody else marked; so leaving out items, or abstaining, makes nobody lenient or severe. */
#include "scoring/check.h"

#include <glib/gi18n.h>

typedef struct Lean {
  int64_t n;        /* items compared */
  int128_t own;     /* the assessor's sum over them, on the common scale */
  Ratio sum;        /* of the differences */
  int128_t pending; /* differences not in `sum` yet, times `others` */
  int64_t others;   /* how many others these have */
} Lean;

static void settle(Lean *lean) {
  if (lean->pending != 0) lean->sum = ratio_add(lean->sum, ratio(lean->pending, lean->others));
  lean->pending = 0;
}

static Lean compare(const CheckSubject *subject, size_t book) {
  Lean lean = {.sum = ratio_int(0)};
  for (size_t i = 0; i < subject->n_items; i++) {
    const CheckItem *item = &subject->items[i];
    int64_t own = item->results[book], marks = (int64_t)item->n;
    if (own < 0 || marks < 2 || item->factor == 0) continue;
    if (lean.others != marks - 1) settle(&lean);
    lean.others = marks - 1;
    lean.pending += ((int128_t)own * marks - item->sum) * item->factor;
    lean.own += (int128_t)own * item->factor;
    lean.n++;
  }
  settle(&lean);
  return lean;
}

static Ratio in_percent(const CheckSubject *subject, Ratio sum, int64_t n) {
  return ratio_div(ratio_mul(sum, ratio_int(100)), ratio((int128_t)subject->common * n, 1));
}

static void look_at_book(CheckRun *run, const CheckSubject *subject, size_t book) {
  Lean lean = compare(subject, book);
  if (lean.n == 0 || ratio_cmp(ratio_int(lean.n), check_number(run, "items")) < 0) return;
  Ratio difference = in_percent(subject, lean.sum, lean.n);
  double statistic = ratio_is_valid(difference) ? ratio_double(difference) : 0;
  check_compared(run, subject, statistic);
  bool severe = difference.num < 0;
  if (severe) difference = ratio_sub(ratio_int(0), difference);
  if (!ratio_is_valid(difference) || ratio_cmp(difference, check_number(run, "limit")) < 0) return;
  Ratio others = ratio_sub(ratio(lean.own, 1), lean.sum);
  check_raise(run, subject, SEVERITY_OFF, subject->panel->books[book].assessor, NULL,
              severe ? N_("{assessor} marks {applicant} {difference} below the other assessors: {mean} against "
                          "{others} percent over {items} items.")
                     : N_("{assessor} marks {applicant} {difference} above the other assessors: {mean} against "
                          "{others} percent over {items} items."),
              "difference", ratio_decimal(difference, 2), "mean", check_percent_figure(subject, lean.own, lean.n),
              "others", ratio_decimal(in_percent(subject, others, lean.n), 2), "items", check_whole((size_t)lean.n),
              NULL);
  check_rests_on(run, statistic);
}

static void each(CheckRun *run, const CheckSubject *subject) {
  for (size_t b = 0; b < subject->panel->n; b++) look_at_book(run, subject, b);
}

const Check check_leniency = {
    .name = "leniency",
    .title = N_("lenient or severe"),
    .sentence = N_("Assessors whose marks lie above or below the rest of the panel throughout"),
    .next_step = N_("Compare this assessor's reading of the bands with the panel's before consensus."),
    .severity = SEVERITY_WARN,
    .tail = TAIL_BOTH,
    .settings = {{"limit", "10", N_("from this mean difference on, in percent of full marks")},
                 {"items", "5", N_("over how many items at least")},
                 {"level", "1",
                  N_("how often a cycle without anything to find may raise one of these, in percent; 0: do not ask")}},
    .each = each,
};
