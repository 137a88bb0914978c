/* check_erratic.c: an assessor who agrees with the panel on the whole but not on the items: now far above, now far below.
 *
 * Compared are the root mean squares of a scorebook's residuals, without the item furthest off (CheckBook.unrest): at least
 * `limit`, and at least `share` times the root mean square over the colleagues, of whom there must be two. */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>
#include <math.h>

enum { LIMIT, SHARE, ITEMS, LEVEL };

static double unrest_of_others(const CheckSubject *subject, size_t book) {
  double sum = 0, n = 0;
  for (size_t b = 0; b < subject->panel->n; b++) {
    if (b == book || isnan(subject->books[b].unrest)) continue;
    sum += subject->books[b].unrest;
    n++;
  }
  return n > 1 ? sum / n : NAN;
}

static void look_at_book(CheckRun *run, const CheckSubject *subject, size_t book) {
  double own = (double)subject->books[book].unrest, others = unrest_of_others(subject, book);
  double share = run->values[SHARE];
  if (isnan(others) || own < share * share * others) return;
  if (check_keeps(run, subject->panel->n, subject->books[book].unrest)) return;
  check_put_double(run, "own", sqrt(own));
  check_put_whole(run, "items", subject->books[book].compared);
  check_put_double(run, "others", sqrt(others));
  check_raise(run, subject, SEVERITY_OFF, subject->panel->books[book].assessor, NULL,
              N_("{assessor} differs from the panel on {applicant} item by item, up and down: by {own} percent on the "
                 "root mean square over {items} items, the others by {others}."));
}

static void each(CheckRun *run, const CheckSubject *subject) {
  size_t n = subject->panel->n;
  double limit = run->values[LIMIT];
  if (n < 3) return;
  float *unrest = subject->room;
  for (size_t b = 0; b < subject->stride; b++)
    unrest[b] = (double)subject->books[b].compared >= run->values[ITEMS] ? subject->books[b].unrest : NAN;
  check_hand_in(run, subject->stage_index, n, unrest, subject->stride);
  for (size_t b = 0; b < n; b++)
    if ((double)unrest[b] >= limit * limit && check_stands_out(run, subject->stage_index, n, unrest[b]))
      look_at_book(run, subject, b);
}

const Check check_erratic = {
    .name = "erratic",
    .title = N_("up and down"),
    .sentence = N_("Assessors whose marks go up and down against the panel's from item to item"),
    .next_step =
        N_("Ask whether items were mixed up, and go through the two items furthest from the panel, one each way."),
    .severity = SEVERITY_NOTE,
    .tail = TAIL_HIGH,
    .squares = true,
    .settings = {[LIMIT] = {"limit", "10", N_("from this root mean square difference on, in percent of full marks")},
                 [SHARE] = {"share", "1.5", N_("and at least so many times the others'")},
                 [ITEMS] = {"items", "8", N_("on how many items at least")},
                 [LEVEL] = CHECK_LEVEL_SETTING},
    .each = each,
};
