/* check_erratic.c: an assessor who agrees with the panel on the whole but not on the items: now far above, now far below.
 *
 * Compared are the root mean squares of the differences to the colleagues' mean, item by item, less the assessor's mean
 * difference and without the item furthest off: at least `limit`, and at least `share` times the root mean square over the colleagues. */
#include "scoring/check.h"

#include <glib/gi18n.h>
#include <math.h>

static const double GRAIN = 2.0833; /* as marks in steps of 5 percent scatter by themselves */

static double mean_of_others(const double *squares, size_t n, size_t book) {
  double sum = 0, count = 0;
  for (size_t b = 0; b < n; b++) {
    if (b == book || isnan(squares[b])) continue;
    sum += squares[b];
    count++;
  }
  return count > 1 ? sum / count : NAN;
}

static char *root_figure(double square) { return ratio_decimal(ratio((int64_t)floor(sqrt(square) * 10 + 0.5), 10), 1); }

static size_t count_items(const CheckSubject *subject, size_t book) {
  size_t n = 0;
  for (size_t i = 0; i < subject->n_items; i++) n += isnan(check_departure(&subject->items[i], book)) ? 0 : 1;
  return n;
}

static void look_at_book(CheckRun *run, const CheckSubject *subject, size_t book, const double *squares) {
  double own = squares[book], others = mean_of_others(squares, subject->panel->n, book);
  size_t items = count_items(subject, book);
  if (isnan(own) || isnan(others) || ratio_cmp(ratio_int((int64_t)items), check_number(run, "items")) < 0) return;
  double statistic = 10 * log((own + GRAIN) / (others + GRAIN));
  double limit = ratio_double(check_number(run, "limit")), share = ratio_double(check_number(run, "share"));
  check_compared(run, subject, statistic);
  if (own < limit * limit || own < share * share * others) return;
  check_raise(run, subject, SEVERITY_OFF, subject->panel->books[book].assessor, NULL,
              N_("{assessor} differs from the panel on {applicant} item by item, up and down: by {own} percent on the "
                 "root mean square over {items} items, the others by {others}."),
              "own", root_figure(own), "items", check_whole(items), "others", root_figure(others), NULL);
  check_rests_on(run, statistic);
}

static void each(CheckRun *run, const CheckSubject *subject) {
  if (subject->panel->n < 3) return;
  g_autofree double *squares = check_restless(subject);
  for (size_t b = 0; b < subject->panel->n; b++) look_at_book(run, subject, b, squares);
}

const Check check_erratic = {
    .name = "erratic",
    .title = N_("up and down"),
    .sentence = N_("Assessors whose marks go up and down against the panel's from item to item"),
    .next_step =
        N_("Ask whether items were mixed up, and go through the two items furthest from the panel, one each way."),
    .severity = SEVERITY_NOTE,
    .tail = TAIL_HIGH,
    .settings = {{"limit", "10", N_("from this root mean square difference on, in percent of full marks")},
                 {"share", "1.5", N_("and at least so many times the others'")},
                 {"items", "8", N_("on how many items at least")},
                 {"level", "1",
                  N_("how often a cycle without anything to find may raise one of these, in percent; 0: do not ask")}},
    .each = each,
};
