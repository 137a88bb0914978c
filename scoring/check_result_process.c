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
static int middle_band(const CheckSubject *subject, const int *bands, size_t n_bands) {
  size_t counts[MOST_BANDS] = {0}, total = 0, below = 0;
  for (size_t i = 0; i < subject->n_items; i++) {
    const CheckItem *item = &subject->items[i];
    if (item->side != SIDE_PROCESS || item->rubric->n_bands != n_bands || bands[i] < 0) continue;
    counts[bands[i]]++;
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

/* How many bands the items lie apart at most; below 0 without any. */
static int apart_at_most(const int *bands, size_t n) {
  int low = INT_MAX, high = -1;
  for (size_t i = 0; i < n; i++) {
    if (bands[i] >= 0) low = MIN(low, bands[i]);
    high = MAX(high, bands[i]);
  }
  return high - low;
}

static void each(CheckRun *run, const CheckSubject *subject) {
  int *bands = subject->item_room, middle = -1;
  size_t n_bands = 0;
  check_panel_bands(subject, bands);
  if (apart_at_most(bands, subject->n_items) <= run->values[DISTANCE]) return;
  for (size_t i = 0; i < subject->n_items; i++) {
    const CheckItem *item = &subject->items[i];
    if (item->side != SIDE_RESULTS || item->rubric->n_bands > MOST_BANDS || bands[i] < 0) continue;
    if (item->rubric->n_bands != n_bands) middle = middle_band(subject, bands, n_bands = item->rubric->n_bands);
    if (middle >= 0 && ABS(bands[i] - middle) > run->values[DISTANCE]) report(run, subject, item, bands[i], middle);
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
