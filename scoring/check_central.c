/* check_central.c: an assessor who stays near the middle of the scale where most of the panel uses more of it.
 *
 * The mean lies within `middle` of half of full marks, and the standard deviation over the items is at most `share`
 * times that of most others, each of whom scatters by `team` or more. Deviations and others are those of check_halo.c. */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>
#include <math.h>

enum { MIDDLE, SHARE, TEAM, ITEMS, LEVEL };

static bool is_in_the_middle(const CheckRun *run, Ratio mean) {
  Ratio distance = ratio_sub(mean, ratio(1, 2));
  if (distance.num < 0) distance = ratio_sub(ratio_int(0), distance);
  return ratio_is_valid(distance) && ratio_cmp(ratio_mul(distance, ratio_int(100)), run->numbers[MIDDLE]) <= 0;
}

/* The variance from which on another scorebook uses far more of the scale; invalid when none can. */
static Ratio wide_from(const CheckRun *run, Ratio variance) {
  Ratio share = run->numbers[SHARE], team = check_variance_of(run->numbers[TEAM]);
  Ratio wide = ratio_div(variance, ratio_mul(share, share));
  return ratio_is_valid(wide) && ratio_cmp(wide, team) < 0 ? team : wide;
}

static bool is_wide(const CheckSubject *subject, size_t book, Ratio limit) {
  double above = (double)subject->books[book].variance - 10000 * ratio_double(limit);
  return fabs(above) > CHECK_NEARLY ? above > 0
                                    : ratio_cmp(check_variance(subject, book, check_mean(subject, book)), limit) >= 0;
}

static size_t count_wider(const CheckSubject *subject, size_t book, Ratio limit) {
  size_t wider = 0;
  for (size_t b = 0; ratio_is_valid(limit) && b < subject->panel->n; b++)
    if (b != book && subject->books[b].n > 0 && is_wide(subject, b, limit)) wider++;
  return wider;
}

static float widest_of(const CheckSubject *subject) {
  float widest = 0;
  for (size_t b = 0; b < subject->panel->n; b++)
    if (subject->books[b].variance > widest) widest = subject->books[b].variance;
  return widest;
}

/* Nearly: what is not so here is not so exactly either. Most stay wider than a part of the widest, and so need not be counted. */
static bool may_be_central(const CheckRun *run, const CheckSubject *subject, size_t book, float widest) {
  const CheckBook *books = subject->books;
  double share = run->values[SHARE], team = run->values[TEAM];
  if (fabs((double)books[book].mean - 50) - 0.01 > run->values[MIDDLE]) return false;
  double wide = MAX(team * team, ((double)books[book].variance - CHECK_NEARLY) / (share * share));
  size_t wider = 0;
  if ((double)widest < wide - CHECK_NEARLY) return false;
  for (size_t b = 0; b < subject->panel->n; b++) wider += b != book && (double)books[b].variance >= wide - CHECK_NEARLY;
  return wider * 2 > subject->panel->n - 1;
}

static void look_at_book(CheckRun *run, const CheckSubject *subject, size_t book) {
  if (check_keeps(run, subject->panel->n, subject->books[book].flatness)) return;
  Ratio mean = check_mean(subject, book);
  if (!is_in_the_middle(run, mean)) return;
  Ratio variance = check_variance(subject, book, mean);
  size_t others = subject->panel->n - 1, wider = count_wider(subject, book, wide_from(run, variance));
  if (wider * 2 <= others) return;
  check_put_percent(run, "mean", mean, 2);
  check_put_deviation(run, "deviation", variance);
  check_put_whole(run, "wider", wider);
  check_put_whole(run, "others", others);
  check_raise(run, subject, SEVERITY_OFF, subject->panel->books[book].assessor, NULL,
              N_("{assessor} stays near the middle for {applicant}: mean {mean} percent, standard deviation "
                 "{deviation}; {wider} of {others} others use far more of the scale."));
}

static void each(CheckRun *run, const CheckSubject *subject) {
  float widest = widest_of(subject);
  for (size_t b = 0; b < subject->panel->n; b++) {
    size_t n = subject->books[b].n;
    if (n < 2 || (double)n < run->values[ITEMS] || !may_be_central(run, subject, b, widest)) continue;
    if (check_stands_out(run, subject->stage_index, subject->panel->n, subject->books[b].flatness))
      look_at_book(run, subject, b);
  }
}

const Check check_central = {
    .name = "central",
    .title = N_("middle of the scale"),
    .sentence = N_("Assessors who stay near the middle of the scale while the panel uses more of it"),
    .next_step = N_("Ask for the items this assessor holds strongest and weakest, and what the bands say about them."),
    .severity = SEVERITY_NOTE,
    .tail = TAIL_LOW,
    .squares = true,
    .shares = "halo",
    .behind = "halo",
    .settings = {[MIDDLE] = {"middle", "15", N_("how near the middle the mean must be, in percent of full marks")},
                 [SHARE] = {"share", "0.5", N_("at most this part of the others' standard deviation")},
                 [TEAM] = {"team", "10", N_("which must itself be at least this, in percent of full marks")},
                 [ITEMS] = {"items", "8", N_("on how many marks at least")},
                 [LEVEL] = CHECK_LEVEL_SETTING},
    .each = each,
};
