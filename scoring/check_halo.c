/* check_halo.c: an assessor who hardly tells the items of an applicant apart while most of the panel does.
 *
 * Compared are standard deviations over the items of one scorebook, of all its numbers and not of a sample, exactly, as squares.
 * Who gave no number is among the others, and tells nothing apart. */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>

enum { BELOW, TEAM, ITEMS, LEVEL };

static size_t count_telling_apart(const CheckRun *run, const CheckSubject *subject, size_t book) {
  size_t count = 0;
  for (size_t b = 0; b < subject->panel->n; b++)
    if (b != book && subject->books[b].n > 0 && check_scatters(subject, b, run, TEAM)) count++;
  return count;
}

static void look_at_book(CheckRun *run, const CheckSubject *subject, size_t book) {
  if (check_scatters(subject, book, run, BELOW)) return;
  if (check_keeps(run, subject->panel->n, subject->books[book].flatness)) return;
  size_t others = subject->panel->n - 1, apart = count_telling_apart(run, subject, book);
  if (apart * 2 <= others) return;
  check_put_deviation(run, "deviation", check_variance(subject, book, check_mean(subject, book)));
  check_put_whole(run, "items", subject->books[book].n);
  check_put_whole(run, "apart", apart);
  check_put_whole(run, "others", others);
  check_put_short(run, "team", run->numbers[TEAM]);
  check_raise(run, subject, SEVERITY_OFF, subject->panel->books[book].assessor, NULL,
              N_("{assessor} hardly tells the items of {applicant} apart: standard deviation {deviation} over {items} "
                 "items; {apart} of {others} others have {team} or more."));
}

static void each(CheckRun *run, const CheckSubject *subject) {
  size_t n = subject->panel->n;
  double least = MAX(run->values[ITEMS], 2), nearly = run->values[BELOW] * run->values[BELOW] + CHECK_NEARLY;
  float *flatness = subject->room;
  for (size_t b = 0; b < subject->stride; b++)
    flatness[b] = (double)subject->books[b].n >= least ? subject->books[b].flatness : NAN;
  check_hand_in(run, subject->stage_index, n, flatness, subject->stride);
  for (size_t b = 0; b < n; b++)
    if ((double)subject->books[b].n >= least && (double)subject->books[b].variance <= nearly &&
        check_stands_out(run, subject->stage_index, n, flatness[b]))
      look_at_book(run, subject, b);
}

const Check check_halo = {
    .name = "halo",
    .title = N_("halo"),
    .sentence = N_("Assessors whose marks differ little from item to item while the panel's do"),
    .next_step = N_("Ask whether one impression coloured all items; go through the items furthest from the panel."),
    .severity = SEVERITY_NOTE,
    .tail = TAIL_LOW,
    .squares = true,
    .behind = "stuck",
    .settings = {[BELOW] = {"below", "5", N_("below this standard deviation, in percent of full marks")},
                 [TEAM] = {"team", "10", N_("while most others have at least this one")},
                 [ITEMS] = {"items", "8", N_("on how many marks at least")},
                 [LEVEL] = CHECK_LEVEL_SETTING},
    .each = each,
};
