/* check_agreed_outside.c: what the panel agreed on lies above or below everything its assessors had given.
 *
 * Compared are an item's results as the rubric makes them, the agreed marks with blanks where nothing is agreed. */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>

enum { POINTS };

static void each(CheckRun *run, const CheckSubject *subject) {
  for (size_t i = 0; subject->panel->agreed && i < subject->n_items; i++) {
    const CheckItem *item = &subject->items[i];
    int64_t agreed = check_item_result(item, subject->panel->agreed);
    if (agreed < 0 || item->n < 2) continue;
    int64_t outside = MAX(item->low - agreed, agreed - item->high);
    if (outside <= 0 || !check_reaches(item, outside, run->numbers[POINTS])) continue;
    check_put_mark(run, "agreed", item, agreed, 1);
    check_put_mark(run, "low", item, item->low, 1);
    check_put_mark(run, "high", item, item->high, 1);
    check_raise(run, subject, SEVERITY_OFF, -1, item->code,
                N_("The panel agreed on {agreed} for {item}, outside the {low} to {high} its assessors had given."));
  }
}

const Check check_agreed_outside = {
    .name = "agreed-outside",
    .title = N_("agreed outside"),
    .sentence = N_("Agreed marks outside the range the assessors had given by themselves"),
    .next_step = N_("Ask which new evidence moved the panel, and write it down as the reason."),
    .severity = SEVERITY_WARN,
    .settings = {[POINTS] = {"points", "5", N_("from this far outside on, in percent of the largest mark")}},
    .each = each,
};
