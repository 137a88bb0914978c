/* check_spread.c: how far apart the panel's marks on one item lie.
 *
 * The two limits are in percent of the largest mark (points on a percent scale) and count as reached when met. From
 * `warn` on it is a note, from `discuss` on the check's severity, unless such ranges are usual at the stage. */
#include "scoring/check.h"

#include <glib/gi18n.h>

static void report(CheckRun *run, const CheckSubject *subject, const CheckItem *item, Severity severity, Ratio limit) {
  check_raise(run, subject, severity, -1, item->code,
              N_("The marks on {item} lie {range} apart, from {low} to {high}; the limit is {limit} percent."), "range",
              check_figure(item, item->high - item->low, 1), "low", check_figure(item, item->low, 1), "high",
              check_figure(item, item->high, 1), "limit", ratio_short(limit), NULL);
}

static void each(CheckRun *run, const CheckSubject *subject) {
  Ratio warn = check_number(run, "warn"), discuss = check_number(run, "discuss");
  for (size_t i = 0; i < subject->n_items; i++) {
    const CheckItem *item = &subject->items[i];
    if (item->n < 2) continue;
    double statistic = check_scatter(item, subject->panel->n);
    check_compared(run, subject, statistic);
    if (check_reaches(item, item->high - item->low, discuss)) {
      report(run, subject, item, SEVERITY_OFF, discuss);
      check_rests_on(run, statistic);
    } else if (check_reaches(item, item->high - item->low, warn)) {
      report(run, subject, item, SEVERITY_NOTE, warn);
      check_rests_on(run, statistic);
    }
  }
}

const Check check_spread = {
    .name = "spread",
    .title = N_("spread"),
    .sentence = N_("Items on which the assessors' marks lie far apart"),
    .next_step = N_("Have the panel compare the evidence behind the highest and the lowest mark before consensus."),
    .severity = SEVERITY_WARN,
    .tail = TAIL_HIGH,
    .keeps = true,
    .behind = "extreme",
    .settings = {{"warn", "20", N_("from this range on, in percent of the largest mark: a note")},
                 {"discuss", "30", N_("from this range on, in percent of the largest mark: the full severity")},
                 {"level", "1",
                  N_("how often a cycle without anything to find may raise one of these, in percent; 0: do not ask")}},
    .each = each,
};
