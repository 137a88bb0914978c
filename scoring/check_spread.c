/* check_spread.c: how far apart the panel's marks on one item lie.
 *
 * The two limits are in percent of the largest mark (points on a percent scale) and count as reached when met: from `warn`
 * on it is a note, from `discuss` on the check's severity. Where chance can be asked, the panel must also scatter on the item
 * more than panels do here once everybody's lean is taken off.
 *
 * Why 20 and 30: assessors as a good award has them differ by a standard deviation of about 8.5 percent on an item, strictness
 * and noise together. The marks of five such lie 20 apart on average (2.33 standard deviations; Tippett 1925, Biometrika
 * 17:364) and 30 or more on 15 items of a hundred, of seven on 25. Limits of 15 and 25 are reached on 83 and 33 of a
 * hundred items of five: most of every panel's work, and so nothing to begin with. */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>

enum { WARN, DISCUSS, LEVEL };

static void report(CheckRun *run, const CheckSubject *subject, const CheckItem *item, Severity severity, Ratio limit) {
  check_put_mark(run, "range", item, item->high - item->low, 1);
  check_put_mark(run, "low", item, item->low, 1);
  check_put_mark(run, "high", item, item->high, 1);
  check_put_short(run, "limit", limit);
  check_raise(run, subject, severity, -1, item->code,
              N_("The marks on {item} lie {range} apart, from {low} to {high}; the limit is {limit} percent."));
}

static void look_at_item(CheckRun *run, const CheckSubject *subject, size_t i) {
  const CheckItem *item = &subject->items[i];
  if (item->n < 2 || !check_stands_out(run, subject->stage_index, item->n, subject->scatter[i])) return;
  bool discuss = check_reaches(item, item->high - item->low, run->numbers[DISCUSS]);
  if (!discuss && !check_reaches(item, item->high - item->low, run->numbers[WARN])) return;
  if (check_keeps(run, item->n, subject->scatter[i])) return;
  if (discuss)
    report(run, subject, item, SEVERITY_OFF, run->numbers[DISCUSS]);
  else
    report(run, subject, item, SEVERITY_NOTE, run->numbers[WARN]);
}

static void each(CheckRun *run, const CheckSubject *subject) {
  check_hand_in_each(run, subject->stage_index, subject->given, subject->scatter, subject->n_items);
  check_scattered(run, subject, look_at_item);
}

const Check check_spread = {
    .name = "spread",
    .title = N_("spread"),
    .sentence = N_("Items on which the assessors' marks lie far apart"),
    .next_step = N_("Have the panel compare the evidence behind the highest and the lowest mark before consensus."),
    .severity = SEVERITY_WARN,
    .tail = TAIL_HIGH,
    .squares = true,
    .behind = "extreme",
    .settings = {[WARN] = {"warn", "20", N_("from this range on, in percent of the largest mark: a note")},
                 [DISCUSS] = {"discuss", "30",
                              N_("from this range on, in percent of the largest mark: the full severity")},
                 [LEVEL] = CHECK_LEVEL_SETTING},
    .each = each,
};
