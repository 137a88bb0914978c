/* check_stuck.c: an assessor who gave nearly every item the same mark while most of the panel did not.
 *
 * A mark that fills the asked share of n marks must turn up among the first n - needed + 1 of them, so only those are
 * counted. */
#include "scoring/check.h"

#include <glib/gi18n.h>

typedef struct Repeat {
  int64_t marks, most; /* marks given; how often the most frequent of those looked at */
  int128_t mark;       /* it, on the common scale */
} Repeat;

static bool read_mark(const CheckSubject *subject, size_t item, size_t book, int128_t *ret_mark) {
  const CheckItem *looked = &subject->items[item];
  if (looked->factor == 0 || looked->results[book] < 0) return false;
  *ret_mark = (int128_t)looked->results[book] * looked->factor;
  return true;
}

static int64_t count_same(const CheckSubject *subject, size_t book, size_t from, int128_t mark) {
  int64_t count = 0;
  int128_t other;
  for (size_t i = from; i < subject->n_items; i++)
    if (read_mark(subject, i, book, &other) && other == mark) count++;
  return count;
}

static bool is_enough(int64_t count, int64_t marks, Ratio share) {
  return (int128_t)count * 100 * share.den >= share.num * marks;
}

static Repeat find_repeat(const CheckSubject *subject, size_t book, Ratio share) {
  Repeat repeat = {.marks = subject->books[book].n};
  int128_t mark;
  int64_t left = repeat.marks;
  for (size_t i = 0; i < subject->n_items && left > repeat.most && is_enough(left, repeat.marks, share); i++) {
    if (!read_mark(subject, i, book, &mark)) continue;
    int64_t count = count_same(subject, book, i, mark);
    if (count > repeat.most) {
      repeat.most = count;
      repeat.mark = mark;
    }
    left--;
  }
  return repeat;
}

static bool is_stuck(const Repeat *repeat, Ratio share, Ratio items) {
  return repeat->most > 0 && ratio_cmp(ratio_int(repeat->marks), items) >= 0 &&
         is_enough(repeat->most, repeat->marks, share);
}

static size_t count_stuck(const CheckSubject *subject, Ratio share, Ratio items) {
  size_t stuck = 0;
  for (size_t b = 0; b < subject->panel->n; b++) {
    Repeat repeat = find_repeat(subject, b, share);
    if (is_stuck(&repeat, share, items)) stuck++;
  }
  return stuck;
}

static void each(CheckRun *run, const CheckSubject *subject) {
  Ratio share = check_number(run, "share"), items = check_number(run, "items");
  size_t stuck = count_stuck(subject, share, items);
  if (stuck * 2 >= subject->panel->n) return;
  for (size_t b = 0; stuck > 0 && b < subject->panel->n; b++) {
    Repeat repeat = find_repeat(subject, b, share);
    if (!is_stuck(&repeat, share, items)) continue;
    check_raise(
        run, subject, SEVERITY_OFF, subject->panel->books[b].assessor, NULL,
        N_("{assessor} gave {applicant} {mark} percent on {count} of {items} items; most of the panel did not."),
        "mark", ratio_short(ratio(repeat.mark * 100, subject->common)), "count", check_whole((size_t)repeat.most),
        "items", check_whole((size_t)repeat.marks), NULL);
  }
}

const Check check_stuck = {
    .name = "stuck",
    .title = N_("same mark throughout"),
    .sentence = N_("Assessors who gave nearly every item the same mark"),
    .next_step = N_("Ask whether every item was judged by itself, and look at the comments behind these marks."),
    .severity = SEVERITY_WARN,
    .settings = {{"share", "80", N_("from this share of equal marks on, in percent")},
                 {"items", "8", N_("on how many marks at least")}},
    .each = each,
};
