/* check_band_distance.c: assessors who read the same evidence into bands that are not neighbours. */
#include "scoring/check.h"

#include <glib/gi18n.h>

static void each(CheckRun *run, const CheckSubject *subject) {
  Ratio limit = check_number(run, "distance");
  for (size_t i = 0; i < subject->n_items; i++) {
    const CheckItem *item = &subject->items[i];
    if (item->n < 2 || !item->rubric || item->rubric->n_bands == 0) continue;
    double statistic = check_scatter(item, subject->panel->n);
    check_compared(run, subject, statistic);
    int low = check_band(item, item->low, 1), high = check_band(item, item->high, 1);
    if (low == high || ratio_cmp(ratio_int(high - low), limit) < 0) continue;
    check_raise(
        run, subject, SEVERITY_OFF, -1, item->code,
        N_("The bands chosen for {item} lie {distance} apart, from {low} in {low_band} to {high} in {high_band}."),
        "distance", check_whole((size_t)(high - low)), "low", check_figure(item, item->low, 1), "high",
        check_figure(item, item->high, 1), "low_band", g_strdup(item->rubric->bands[low].id), "high_band",
        g_strdup(item->rubric->bands[high].id), NULL);
    check_rests_on(run, statistic);
  }
}

const Check check_band_distance = {
    .name = "band-distance",
    .title = N_("bands apart"),
    .sentence = N_("Items on which assessors chose bands that are not neighbours"),
    .next_step = N_("Have the panel read both bands aloud against the evidence and agree on the one that fits best."),
    .severity = SEVERITY_WARN,
    .tail = TAIL_HIGH,
    .keeps = true,
    .behind = "spread",
    .settings = {{"distance", "2", N_("from this many bands apart on")},
                 {"level", "1",
                  N_("how often a cycle without anything to find may raise one of these, in percent; 0: do not ask")}},
    .each = each,
};
