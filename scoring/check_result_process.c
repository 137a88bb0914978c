/* check_result_process.c: results the panel puts in a band far from the one the processes behind them are in.
 *
 * Every item of kind "results" is compared with the middle band (the lower of two) of the items of kind "process",
 * "enabler" or "execution" whose rubric has as many bands. The panel's figure on an item is what the stage's
 * combination makes of it. Rubrics with more than 64 bands are left out. */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>

enum { DISTANCE };

enum { MOST_BANDS = 64 };

/* The middle band of the process items with that many bands, -1 when there are none. */
static int middle_band(const CheckSubject *subject, size_t n_bands) {
  size_t counts[MOST_BANDS] = {0}, total = 0, below = 0;
  for (size_t i = 0; i < subject->n_items; i++) {
    const CheckItem *item = &subject->items[i];
    if (item->side != SIDE_PROCESS || item->rubric->n_bands != n_bands) continue;
    int band = check_panel_band(subject, item);
    if (band < 0) continue;
    counts[band]++;
    total++;
  }
  for (int band = 0; total > 0; band++) {
    below += counts[band];
    if (below * 2 >= total) return band;
  }
  return -1;
}

static void report(CheckRun *run, const CheckSubject *subject, const CheckItem *item, int band, int middle) {
  Combined combined = check_combine(subject, item);
  check_put_mark(run, "mark", item, combined.sum, combined.n);
  check_put_text(run, "band", item->rubric->bands[band].id);
  check_put_whole(run, "distance", (size_t)(ABS(band - middle)));
  check_put_text(run, "middle", item->rubric->bands[middle].id);
  check_raise(run, subject, SEVERITY_OFF, -1, item->code,
              band > middle
                  ? N_("The result {item} with {mark} is in band “{band}”, {distance} above “{middle}”, the middle "
                       "band of the processes.")
                  : N_("The result {item} with {mark} is in band “{band}”, {distance} below “{middle}”, the middle "
                       "band of the processes."));
}

static void each(CheckRun *run, const CheckSubject *subject) {
  size_t n_bands = 0;
  int middle = -1;
  for (size_t i = 0; i < subject->n_items; i++) {
    const CheckItem *item = &subject->items[i];
    if (item->side != SIDE_RESULTS || item->rubric->n_bands > MOST_BANDS) continue;
    int band = check_panel_band(subject, item);
    if (band < 0) continue;
    if (item->rubric->n_bands != n_bands) middle = middle_band(subject, n_bands = item->rubric->n_bands);
    if (middle >= 0 && ABS(band - middle) > run->values[DISTANCE]) report(run, subject, item, band, middle);
  }
}

const Check check_result_process = {
    .name = "result-process",
    .title = N_("results and processes"),
    .sentence = N_("Results in a band far above or below that of the processes behind them"),
    .next_step = N_("Ask what produced these results, or why sound processes do not show in them yet."),
    .severity = SEVERITY_NOTE,
    .settings = {[DISTANCE] = {"distance", "2", N_("more than this many bands apart")}},
    .each = each,
};
