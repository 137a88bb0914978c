/* check_self_gap.c: an item on which the applicant marks itself far above what the panel gives. */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>

enum { LIMIT };

static void look_at_item(CheckRun *run, const CheckSubject *subject, const CheckItem *item, const Mark *self) {
  int64_t own = check_item_result(item, self);
  if (own < 0 || item->n == 0) return;
  Combined combined = check_combine(subject, item);
  if (combined.state != COMBINED_NUMBER) return;
  Ratio gap = ratio_sub(ratio_int(own), ratio(combined.sum, combined.n));
  Ratio percent = ratio_percent(gap, ratio_int(item->full));
  if (!ratio_is_valid(percent) || ratio_cmp(percent, run->numbers[LIMIT]) < 0) return;
  check_put_mark(run, "self", item, own, 1);
  check_put_mark(run, "panel", item, combined.sum, combined.n);
  check_put_decimal(run, "gap", percent, 1);
  check_raise(run, subject, SEVERITY_OFF, -1, item->code,
              N_("{applicant} gives itself {self} on {item}, the panel {panel}: {gap} percent of full marks less."));
}

static void each(CheckRun *run, const CheckSubject *subject) {
  const Mark *self = check_self(subject->record, subject->stage_index, subject->applicant);
  for (size_t i = 0; self && i < subject->n_items; i++) look_at_item(run, subject, &subject->items[i], self);
}

const Check check_self_gap = {
    .name = "self-gap",
    .title = N_("self-mark"),
    .sentence = N_("Items on which applicants mark themselves far above the panel"),
    .next_step = N_("Make it a question at the visit or the defence: which evidence has the panel not seen?"),
    .severity = SEVERITY_NOTE,
    .settings = {[LIMIT] = {"limit", "25", N_("from this difference on, in percent of full marks")}},
    .each = each,
};
