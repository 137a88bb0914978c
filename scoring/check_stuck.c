/* check_stuck.c: an assessor who gave nearly every item the same mark while most of the panel did not.
 *
 * A mark that fills more than half of the scorebook is the one left when unlike ones are struck out in pairs (Boyer & Moore
 * 1981), so one pass finds it; one that fills less is never looked at. Of a panel's scorebooks, this one among them, fewer than
 * half may be so. That share is compared with the share of the colleagues' marks on the same applicant that would
 * be that mark too, did they lean as this assessor does: near the end of the scale a severe assessor has many equal marks for
 * a weak applicant. The signed root of the binomial deviance is near normal. */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>
#include <math.h>

enum { SHARE, ITEMS, LEVEL };

/* A mark on any scale, as a share of full marks. */
typedef struct Share {
  int64_t result, full;
} Share;

static inline bool is_same(const CheckItem *item, size_t book, Share wanted) {
  int64_t result = item->results[book];
  if (item->full == wanted.full) return result == wanted.result;
  return (int128_t)result * wanted.full == (int128_t)wanted.result * item->full;
}

/* The only mark that can fill more than half of the scorebook. */
static Share find_candidate(const CheckSubject *subject, size_t book) {
  Share candidate = {0, 1};
  size_t lead = 0;
  for (size_t i = 0; i < subject->n_items; i++) {
    const CheckItem *item = &subject->items[i];
    if (item->results[book] < 0) continue;
    if (lead == 0) candidate = (Share){item->results[book], item->full};
    lead = is_same(item, book, candidate) ? lead + 1 : lead - 1;
  }
  return candidate;
}

static size_t count_same(const CheckSubject *subject, size_t book, Share wanted) {
  size_t count = 0;
  for (size_t i = 0; i < subject->n_items; i++) count += is_same(&subject->items[i], book, wanted);
  return count;
}

static bool is_enough(const CheckRun *run, size_t count, size_t n) {
  if (count * 2 <= n) return false;
  Ratio share = run->numbers[SHARE];
  return (int128_t)count * 100 * share.den >= share.num * (int128_t)n;
}

static bool is_stuck(const CheckRun *run, const CheckSubject *subject, size_t book, Share *ret_mark,
                     size_t *ret_count) {
  size_t n = subject->books[book].n;
  if (n == 0 || !is_enough(run, subject->books[book].repeats, n)) return false;
  *ret_mark = find_candidate(subject, book);
  *ret_count = count_same(subject, book, *ret_mark);
  return is_enough(run, *ret_count, n) && (double)n >= run->values[ITEMS];
}

/* Percent of full marks. */
typedef struct Reach {
  double low, high;
} Reach;

/* Which marks, leaning so many percent more, would be the wanted one? Half a step may lie between, and the end of the scale
 * takes all that lies beyond. */
static Reach reach_of(const CheckItem *item, Share wanted) {
  double other = 100 * (double)wanted.result / (double)wanted.full;
  double step = 100 * (double)(scale_step(item->scale, item->scale->min, 1) - item->scale->min) * (double)item->den /
                (double)item->full;
  double half = MAX(step, 1) / 2;
  bool lowest = other - step<0, highest = other + step> 100;
  return (Reach){lowest ? -INFINITY : other - half, highest ? INFINITY : other + half};
}

/* What share of the colleagues' marks would be that one, as if they had given half a mark more of each kind. */
static double share_among_others(const CheckSubject *subject, size_t book, Share mark) {
  double same = 0, n = 0;
  for (size_t i = 0; i < subject->n_items; i++) {
    const CheckItem *item = &subject->items[i];
    const Reach reach = reach_of(item, mark);
    for (size_t b = 0; b < subject->panel->n; b++) {
      if (b == book || item->results[b] < 0) continue;
      double leaning = 100 * (double)item->results[b] / (double)item->full + subject->books[book].lean;
      n++;
      same += leaning >= reach.low && leaning <= reach.high;
    }
  }
  return (same + 0.5) / (n + 1);
}

static double deviance(double share, double usual, double n) {
  double rest = share < 1 ? (1 - share) * log((1 - share) / (1 - usual)) : 0;
  return share > usual ? sqrt(2 * n * (share * log(share / usual) + rest)) : 0;
}

static size_t count_stuck(const CheckRun *run, const CheckSubject *subject) {
  size_t stuck = 0, count;
  Share mark;
  for (size_t b = 0; b < subject->panel->n; b++) stuck += is_stuck(run, subject, b, &mark, &count);
  return stuck;
}

/* 0 where no mark fills the scorebook. */
static float statistic_of(const CheckRun *run, const CheckSubject *subject, size_t book) {
  size_t count, n = subject->books[book].n;
  Share mark;
  if (subject->books[book].repeats * 2 < n || !is_stuck(run, subject, book, &mark, &count)) return 0;
  return (float)deviance((double)count / (double)n, share_among_others(subject, book, mark), (double)n);
}

static void look_at_book(CheckRun *run, const CheckSubject *subject, size_t book, float statistic) {
  size_t count, n = subject->books[book].n;
  Share mark;
  if (subject->books[book].repeats * 2 < n || !is_stuck(run, subject, book, &mark, &count)) return;
  if (!check_stands_out(run, subject->stage_index, n, statistic) || check_keeps(run, n, statistic)) return;
  if (count_stuck(run, subject) * 2 >= subject->panel->n) return;
  check_put_short(run, "mark", ratio((int128_t)mark.result * 100, mark.full));
  check_put_whole(run, "count", count);
  check_put_whole(run, "items", n);
  check_raise(run, subject, SEVERITY_OFF, subject->panel->books[book].assessor, NULL,
              N_("{assessor} gave {applicant} {mark} percent on {count} of {items} items; most of the panel did not."));
}

static void each(CheckRun *run, const CheckSubject *subject) {
  size_t n = subject->panel->n;
  float *statistics = subject->room;
  for (size_t b = 0; b < n; b++) statistics[b] = statistic_of(run, subject, b);
  check_hand_in_each(run, subject->stage_index, subject->gave, statistics, n);
  for (size_t b = 0; b < n; b++) look_at_book(run, subject, b, statistics[b]);
}

const Check check_stuck = {
    .name = "stuck",
    .title = N_("same mark throughout"),
    .sentence = N_("Assessors who gave nearly every item the same mark"),
    .next_step = N_("Ask whether every item was judged by itself, and look at the comments behind these marks."),
    .severity = SEVERITY_WARN,
    .tail = TAIL_HIGH,
    .normed = true,
    .settings = {[SHARE] = {"share", "80",
                            N_("from this share of equal marks on, in percent, and always more than half")},
                 [ITEMS] = {"items", "8", N_("on how many marks at least")},
                 [LEVEL] = CHECK_LEVEL_SETTING},
    .each = each,
};
