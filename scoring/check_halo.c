/* check_halo.c: an assessor who hardly tells the items of an applicant apart while most of the panel does.
 *
 * Compared are standard deviations over the items of one scorebook, exactly, as squares. */
#include "scoring/check.h"

#include <glib/gi18n.h>

static bool is_flat(const CheckRun *run, const CheckBook *book, Ratio limit) {
  return book->n > 1 && ratio_cmp(ratio_int(book->n), check_number(run, "items")) >= 0 &&
         ratio_cmp(book->variance, limit) < 0;
}

static size_t count_telling_apart(const CheckSubject *subject, size_t book, Ratio limit) {
  size_t count = 0;
  for (size_t b = 0; b < subject->panel->n; b++)
    if (b != book && subject->books[b].n > 0 && ratio_cmp(subject->books[b].variance, limit) >= 0) count++;
  return count;
}

static void each(CheckRun *run, const CheckSubject *subject) {
  Ratio below = check_variance(check_number(run, "below")), team = check_number(run, "team");
  for (size_t b = 0; b < subject->panel->n; b++) {
    const CheckBook *book = &subject->books[b];
    double statistic = check_scatter_against(subject, b);
    check_compared(run, subject, statistic);
    if (!is_flat(run, book, below)) continue;
    size_t others = subject->panel->n - 1, apart = count_telling_apart(subject, b, check_variance(team));
    if (apart * 2 <= others) continue;
    check_raise(
        run, subject, SEVERITY_OFF, subject->panel->books[b].assessor, NULL,
        N_("{assessor} hardly tells the items of {applicant} apart: standard deviation {deviation} over {items} "
           "items; {apart} of {others} others have {team} or more."),
        "deviation", check_deviation_figure(book), "items", check_whole((size_t)book->n), "apart", check_whole(apart),
        "others", check_whole(others), "team", ratio_short(team), NULL);
    check_rests_on(run, statistic);
  }
}

const Check check_halo = {
    .name = "halo",
    .title = N_("halo"),
    .sentence = N_("Assessors whose marks differ little from item to item while the panel's do"),
    .next_step = N_("Ask whether one impression coloured all items; go through the items furthest from the panel."),
    .severity = SEVERITY_NOTE,
    .tail = TAIL_LOW,
    .settings = {{"below", "5", N_("below this standard deviation, in percent of full marks")},
                 {"team", "10", N_("while most others have at least this one")},
                 {"items", "8", N_("on how many marks at least")},
                 {"level", "1",
                  N_("how often a cycle without anything to find may raise one of these, in percent; 0: do not ask")}},
    .each = each,
};
