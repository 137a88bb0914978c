/* check_central.c: an assessor who stays near the middle of the scale where most of the panel uses more of it.
 *
 * The mean lies within `middle` of half of full marks, and the standard deviation over the items is at most `share`
 * times that of most others who themselves scatter by `team` or more. */
#include "scoring/check.h"

#include <glib/gi18n.h>

static bool is_in_the_middle(const CheckRun *run, const CheckSubject *subject, const CheckBook *book) {
  if (book->n < 2 || ratio_cmp(ratio_int(book->n), check_number(run, "items")) < 0) return false;
  int128_t half = (int128_t)subject->common * book->n, twice = 2 * book->sum;
  int128_t distance = twice > half ? twice - half : half - twice;
  return ratio_cmp(ratio(distance * 100, 2 * half), check_number(run, "middle")) <= 0;
}

/* The variance from which on another scorebook uses far more of the scale; invalid when none can. */
static Ratio wide_from(const CheckRun *run, const CheckBook *book) {
  Ratio share = check_number(run, "share"), team = check_variance(check_number(run, "team"));
  Ratio wide = ratio_div(book->variance, ratio_mul(share, share));
  return ratio_is_valid(wide) && ratio_cmp(wide, team) < 0 ? team : wide;
}

static size_t count_wider(const CheckSubject *subject, size_t book, Ratio limit) {
  size_t wider = 0;
  for (size_t b = 0; ratio_is_valid(limit) && b < subject->panel->n; b++)
    if (b != book && subject->books[b].n > 0 && ratio_cmp(subject->books[b].variance, limit) >= 0) wider++;
  return wider;
}

static void each(CheckRun *run, const CheckSubject *subject) {
  for (size_t b = 0; b < subject->panel->n; b++) {
    const CheckBook *book = &subject->books[b];
    double statistic = check_scatter_against(subject, b);
    check_compared(run, subject, statistic);
    if (!is_in_the_middle(run, subject, book)) continue;
    size_t others = subject->panel->n - 1, wider = count_wider(subject, b, wide_from(run, book));
    if (wider * 2 <= others) continue;
    check_raise(
        run, subject, SEVERITY_OFF, subject->panel->books[b].assessor, NULL,
        N_("{assessor} stays near the middle for {applicant}: mean {mean} percent, standard deviation {deviation}; "
           "{wider} of {others} others use far more of the scale."),
        "mean", check_percent_figure(subject, book->sum, book->n), "deviation", check_deviation_figure(book), "wider",
        check_whole(wider), "others", check_whole(others), NULL);
    check_rests_on(run, statistic);
  }
}

const Check check_central = {
    .name = "central",
    .title = N_("middle of the scale"),
    .sentence = N_("Assessors who stay near the middle of the scale while the panel uses more of it"),
    .next_step = N_("Ask for the items this assessor holds strongest and weakest, and what the bands say about them."),
    .severity = SEVERITY_NOTE,
    .tail = TAIL_LOW,
    .settings = {{"middle", "15", N_("how near the middle the mean must be, in percent of full marks")},
                 {"share", "0.5", N_("at most this part of the others' standard deviation")},
                 {"team", "10", N_("which must itself be at least this, in percent of full marks")},
                 {"items", "8", N_("on how many marks at least")},
                 {"level", "1",
                  N_("how often a cycle without anything to find may raise one of these, in percent; 0: do not ask")}},
    .each = each,
};
