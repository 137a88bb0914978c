/* check_extreme.c: one assessor's mark on an item far from where the panel would have it.
 *
 * Where chance can be asked, a mark is expected at the mean of the colleagues' marks on the item, but for the one furthest
 * off, plus what this assessor lies above the colleagues on the applicant's other items; far is at least `points` percent of
 * the largest mark, and further than chance puts marks here. Where it cannot, far is at least `points` from the panel's
 * median and more than `deviations` times 1.4826 x MAD (Leys et al. 2013, J Exp Soc Psychol 49:764), so that a panel which
 * agrees to the point does not turn its one dissenter into an outlier. Medians are kept doubled and so stay whole numbers. */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>
#include <math.h>

enum { DEVIATIONS, POINTS, MARKS, LEVEL };

/* -- against the other marks of the stage ----------------------------------------------------------------- */

/* Adds the mean of the book's differences to the colleagues' mean over all items but one, in shares of full marks. */
static void add_lean_elsewhere(ExactSum *sum, const CheckSubject *subject, size_t item, size_t book) {
  int64_t n = 0;
  for (size_t i = 0; i < subject->n_items; i++) {
    const CheckItem *other = &subject->items[i];
    int64_t own = other->results[book], marks = (int64_t)other->n;
    if (i == item || own < 0 || marks < 2) continue;
    exact_add(sum, own * marks - other->sum, (marks - 1) * other->full);
    n++;
  }
  if (n > 0) exact_scale(sum, 1, n);
}

/* Adds the mean of the colleagues' marks but the one furthest from the own, in shares of full marks: an outlier makes none of
 * its opposite. */
static void add_mean_of_others(ExactSum *sum, const CheckItem *item, int64_t own) {
  int64_t rest = (int64_t)item->n - 1, marks = item->sum - own;
  if (rest >= 2) {
    marks -= own - item->low > item->high - own ? item->low : item->high;
    rest--;
  }
  exact_add(sum, marks, rest * item->full);
}

/* Is a distance at least `points` percent of full marks? Exact, and cheap where it is not near. */
static bool is_distant(const CheckRun *run, Ratio distance, Ratio full) {
  double above = 100 * ratio_double(distance) / ratio_double(full) - run->values[POINTS];
  if (fabs(above) > 1e-6) return above > 0;
  return ratio_cmp(ratio_mul(distance, ratio_int(100)), ratio_mul(run->numbers[POINTS], full)) >= 0;
}

static void compare(CheckRun *run, const CheckSubject *subject, size_t i, size_t book) {
  const CheckItem *item = &subject->items[i];
  int64_t own = item->results[book];
  ExactSum sum = {0};
  add_lean_elsewhere(&sum, subject, i, book);
  add_mean_of_others(&sum, item, own);
  exact_scale(&sum, item->full * item->scale->unit, item->den * 100);
  Ratio full = ratio(item->full * item->scale->unit, item->den * 100),
        mark = ratio(own * item->scale->unit, item->den * 100);
  Ratio expected = exact_total(&sum), distance = ratio_sub(mark, expected);
  bool above = distance.num > 0;
  if (!above) distance = ratio_sub(ratio_int(0), distance);
  if (!ratio_is_valid(distance) || !is_distant(run, distance, full)) return;
  check_put_short(run, "mark", mark);
  check_put_decimal(run, "distance", distance, 1);
  check_put_decimal(run, "expected", expected, 1);
  check_raise(run, subject, SEVERITY_OFF, subject->panel->books[book].assessor, item->code,
              above
                  ? N_("{assessor} gave {mark} on {item}, {distance} above the {expected} that the others' marks on it "
                       "and this assessor's on the other items lead to expect.")
                  : N_("{assessor} gave {mark} on {item}, {distance} below the {expected} that the others' marks on it "
                       "and this assessor's on the other items lead to expect."));
}

/* From which residual on a mark is nearly `points` percent off; the assessor's own mark has its share in the lean. */
static float far_from(const CheckRun *run, const CheckBook *book) {
  float nearly = (float)run->values[POINTS] - 0.01f, compared = (float)book->compared;
  return compared > 1 ? nearly * (compared - 1) / compared : nearly;
}

/* Items of as many marks together; with fewer than three nobody can be alone. */
static void hand_in(CheckRun *run, const CheckSubject *subject) {
  const uint32_t *given = subject->given;
  for (size_t i = 0, to; i < subject->n_items; i = to) {
    for (to = i + 1; to < subject->n_items && given[to] == given[i];) to++;
    if (given[i] > 2)
      check_hand_in(run, subject->stage_index, given[i], subject->residuals + i * subject->stride,
                    (to - i) * subject->stride);
  }
}

/* far: per scorebook. */
static void compare_all(CheckRun *run, const CheckSubject *subject, size_t item, const float *far) {
  const float *residuals = &subject->residuals[item * subject->stride];
  for (size_t b = 0; b < subject->panel->n; b++)
    if (fabsf(residuals[b]) >= far[b] &&
        check_stands_out(run, subject->stage_index, subject->items[item].n, residuals[b]) &&
        !check_keeps(run, subject->items[item].n, residuals[b]))
      compare(run, subject, item, b);
}

/* -- against the panel alone ------------------------------------------------------------------------------ */

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
  centre.median = twice_median(numbers, filled);
  for (size_t i = 0; i < filled; i++) numbers[i] = ABS(2 * numbers[i] - centre.median);
  centre.mad = twice_median(numbers, filled);
  return centre;
}

static bool is_far(const CheckRun *run, const CheckItem *item, const Centre *centre, int64_t distance) {
  Ratio deviations = run->numbers[DEVIATIONS], points = run->numbers[POINTS];
  bool outlying = (int128_t)distance * 10000 * deviations.den > deviations.num * 7413 * centre->mad;
  return outlying && check_reaches(item, distance, ratio_mul(points, ratio_int(2)));
}

static void look_at_panel(CheckRun *run, const CheckSubject *subject, const CheckItem *item) {
  if (!check_reaches(item, item->high - item->low, run->numbers[POINTS])) return;
  Centre centre = find_centre(item, subject->panel->n);
  for (size_t b = 0; b < subject->panel->n; b++) {
    int64_t distance = ABS(2 * item->results[b] - centre.median);
    if (item->results[b] < 0 || !is_far(run, item, &centre, distance)) continue;
    check_put_mark(run, "mark", item, item->results[b], 1);
    check_put_mark(run, "distance", item, distance, 2);
    check_put_mark(run, "median", item, centre.median, 2);
    check_put_mark(run, "mad", item, centre.mad, 4);
    check_raise(
        run, subject, SEVERITY_OFF, subject->panel->books[b].assessor, item->code,
        N_("{assessor} gave {mark} on {item}, {distance} away from the panel's median {median}; half of the panel "
           "is within {mad} of it."));
  }
}

static void look_at_panels_alone(CheckRun *run, const CheckSubject *subject) {
  size_t least = (size_t)ceil(MAX(run->values[MARKS], 3));
  for (size_t i = 0; i < subject->n_items; i++)
    if (subject->items[i].n >= least) look_at_panel(run, subject, &subject->items[i]);
}

static void each(CheckRun *run, const CheckSubject *subject) {
  float *far = subject->room, nearest = INFINITY;
  if (check_limits_decide(run, subject->stage_index)) {
    look_at_panels_alone(run, subject);
    return;
  }
  for (size_t b = 0; b < subject->panel->n; b++) {
    far[b] = far_from(run, &subject->books[b]);
    nearest = MIN(nearest, MAX(far[b], 0));
  }
  hand_in(run, subject);
  float near = nearest * nearest;
  for (size_t i = 0; i < subject->n_items; i++)
    if (subject->furthest[i] >= near && subject->given[i] > 2) compare_all(run, subject, i, far);
}

const Check check_extreme = {
    .name = "extreme",
    .title = N_("lone mark"),
    .sentence = N_("One assessor's mark far from where the panel would have it"),
    .next_step = N_("Ask this assessor what evidence the others may have missed, or what was misread."),
    .severity = SEVERITY_WARN,
    .tail = TAIL_BOTH,
    .settings = {[DEVIATIONS] = {"deviations", "3",
                                 N_("how many scaled median absolute deviations from the median are far, where chance "
                                    "is not asked")},
                 [POINTS] = {"points", "20", N_("and how far at least, in percent of the largest mark")},
                 [MARKS] = {"marks", "5", N_("on how many marks at least, where chance is not asked, never below 3")},
                 [LEVEL] = CHECK_LEVEL_SETTING},
    .each = each,
};
