/* check_ladder_gap.c: marks on a ladder above a rung that is not full, which the result leaves out; where there is a
 * result, no rung being blank or abstained from. */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>

static void each(CheckRun *run, const CheckSubject *subject) {
  for (size_t i = 0; subject->ladders && i < subject->n_items; i++) {
    const CheckItem *item = &subject->items[i];
    if (!item->rubric || item->rubric->combine != COMBINE_LADDER) continue;
    for (size_t b = 0; b < subject->panel->n; b++) {
      const Scorebook *book = &subject->panel->books[b];
      if (item->results[b] < 0 || !rubric_has_gap(item->rubric, book->marks + item->node->cell)) continue;
      check_put_mark(run, "result", item, item->results[b], 1);
      check_raise(run, subject, SEVERITY_OFF, book->assessor, item->code,
                  N_("{assessor} marked rungs of {item} above one that is not full; they do not count, the result is "
                     "{result}."));
    }
  }
}

const Check check_ladder_gap = {
    .name = "ladder-gap",
    .title = N_("gap in the ladder"),
    .sentence = N_("Ladders with marks above a rung that is not full"),
    .next_step = N_("Ask the assessor whether the lower rung was marked too low or the upper ones by mistake."),
    .severity = SEVERITY_WARN,
    .each = each,
};
