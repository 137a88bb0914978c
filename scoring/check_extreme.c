/* check_extreme.c: one assessor far from the robust centre of the panel on an item.
 *
 * Far is more than `deviations` times 1.4826 x MAD from the median (Leys et al. 2013, J Exp Soc Psychol 49:764), on
 * `marks` marks or more, and at least `points` percent of the largest mark away, so that a panel which agrees to the
 * point does not turn its one dissenter into an outlier. What chance could give is known from all marks of the stage: the
 * difference to the colleagues' mean, less what the assessor differs by over all items of this applicant. Where that is
 * known it finds marks too that a wide panel's own MAD hides. Medians are kept doubled and so stay whole numbers. */
#include "scoring/check.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>

static int rising(const void *a, const void *b) {
  int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
  return (left > right) - (left < right);
}

/* Sorts the numbers; twice their median. */
static int64_t doubled_median(int64_t *numbers, size_t n) {
  qsort(numbers, n, sizeof *numbers, rising);
  return numbers[(n - 1) / 2] + numbers[n / 2];
}

typedef struct Centre {
  int64_t median; /* doubled */
  int64_t mad;    /* of doubled distances, and doubled once more: four times the MAD */
} Centre;

static Centre find_centre(const CheckItem *item, size_t n) {
  g_autofree int64_t *numbers = g_new(int64_t, item->n);
  Centre centre;
  size_t filled = 0;
  for (size_t b = 0; b < n; b++)
    if (item->results[b] >= 0) numbers[filled++] = item->results[b];
  centre.median = doubled_median(numbers, filled);
  for (size_t i = 0; i < filled; i++) numbers[i] = ABS(2 * numbers[i] - centre.median);
  centre.mad = doubled_median(numbers, filled);
  return centre;
}

static bool is_far(const Centre *centre, int64_t distance, Ratio deviations) {
  return (int128_t)distance * 10000 * deviations.den > deviations.num * 7413 * centre->mad;
}

static void look_at_item(CheckRun *run, const CheckSubject *subject, const CheckItem *item, const double *leans) {
  Ratio points = check_number(run, "points"), deviations = check_number(run, "deviations");
  if (!check_reaches(item, item->high - item->low, points)) return;
  Centre centre = find_centre(item, subject->panel->n);
  for (size_t b = 0; b < subject->panel->n; b++) {
    if (item->results[b] < 0) continue;
    int64_t distance = ABS(2 * item->results[b] - centre.median);
    if (!check_reaches(item, distance, ratio_mul(points, ratio_int(2)))) continue;
    double statistic = check_departure(item, b) - leans[b];
    bool far = is_far(&centre, distance, deviations);
    if (!far && fabs(statistic) < ratio_double(points)) continue;
    check_raise(run, subject, SEVERITY_OFF, subject->panel->books[b].assessor, item->code,
                N_("{assessor} gave {item} {mark}, {distance} away from the panel's median {median}; half of the panel "
                   "is within {mad} of it."),
                "mark", check_figure(item, item->results[b], 1), "distance", check_figure(item, distance, 2), "median",
                check_figure(item, centre.median, 2), "mad", check_figure(item, centre.mad, 4), NULL);
    check_rests_on(run, statistic);
    if (!far) check_tentative(run);
  }
}

static void each(CheckRun *run, const CheckSubject *subject) {
  Ratio marks = check_number(run, "marks");
  g_autofree double *leans = check_leans(subject);
  for (size_t i = 0; i < subject->n_items; i++) {
    const CheckItem *item = &subject->items[i];
    if (item->n < 3 || ratio_cmp(ratio_int((int64_t)item->n), marks) < 0) continue;
    for (size_t b = 0; b < subject->panel->n; b++) check_compared(run, subject, check_departure(item, b) - leans[b]);
    look_at_item(run, subject, item, leans);
  }
}

const Check check_extreme = {
    .name = "extreme",
    .title = N_("lone mark"),
    .sentence = N_("One assessor's mark far from the robust centre of the panel"),
    .next_step = N_("Ask this assessor what evidence the others may have missed, or what was misread."),
    .severity = SEVERITY_WARN,
    .tail = TAIL_BOTH,
    .settings = {{"deviations", "3", N_("how many scaled median absolute deviations from the median are far")},
                 {"points", "20", N_("and how far at least, in percent of the largest mark")},
                 {"marks", "5", N_("on how many marks at least, never below 3")},
                 {"level", "1",
                  N_("how often a cycle without anything to find may raise one of these, in percent; 0: do not ask")}},
    .each = each,
};
