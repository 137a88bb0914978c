/* check_band_distance.c: assessors who read the same evidence into bands that are not neighbours. */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>

enum { DISTANCE, LEVEL };

static void look_at_item(CheckRun *run, const CheckSubject *subject, const CheckItem *item) {
  int low = check_band(item, item->low, 1), high = check_band(item, item->high, 1);
  if (low == high || ratio_cmp(ratio_int(high - low), run->numbers[DISTANCE]) < 0) return;
  check_raise(
      run, subject, SEVERITY_OFF, -1, item->code,
      N_("The bands chosen for {item} lie {distance} apart, from {low} in {low_band} to {high} in {high_band}."),
      "distance", check_whole_figure((size_t)(high - low)), "low", check_figure(item, item->low, 1), "high",
      check_figure(item, item->high, 1), "low_band", g_strdup(item->rubric->bands[low].id), "high_band",
      g_strdup(item->rubric->bands[high].id), NULL);
}

static void each(CheckRun *run, const CheckSubject *subject) {
  for (size_t i = 0; i < subject->n_items; i++) {
    const CheckItem *item = &subject->items[i];
    if (item->n < 2 || !item->rubric || item->rubric->n_bands == 0) continue;
    if (check_stands_out(run, subject->stage_index, item->n, subject->scatter[i])) look_at_item(run, subject, item);
  }
}

const Check check_band_distance = {
    .name = "band-distance",
    .title = N_("bands apart"),
    .sentence = N_("Items on which assessors chose bands that are not neighbours"),
    .next_step = N_("Have the panel read both bands aloud against the evidence and agree on the one that fits best."),
    .severity = SEVERITY_WARN,
    .tail = TAIL_HIGH,
    .squares = true,
    .shares = "spread",
    .behind = "spread",
    .settings = {[DISTANCE] = {"distance", "2", N_("from this many bands apart on")}, [LEVEL] = CHECK_LEVEL_SETTING},
    .each = each,
};
