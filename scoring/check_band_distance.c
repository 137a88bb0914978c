/* check_band_distance.c: assessors who read the same evidence into bands that are not neighbours. */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>

enum { DISTANCE, LEVEL };

/* How many bands begin between two results. */
static int bands_between(const CheckItem *item, int64_t low, int64_t high) {
  int n = 0;
  for (size_t b = 1; b < item->rubric->n_bands; b++) {
    int64_t from = item->rubric->bands[b].from * item->den;
    n += from > low && from <= high;
  }
  return n;
}

static void report(CheckRun *run, const CheckSubject *subject, const CheckItem *item, int distance) {
  int low = check_band(item, item->low, 1);
  check_put_whole(run, "distance", (size_t)distance);
  check_put_mark(run, "low", item, item->low, 1);
  check_put_mark(run, "high", item, item->high, 1);
  check_put_text(run, "low_band", item->rubric->bands[low].id);
  check_put_text(run, "high_band", item->rubric->bands[low + distance].id);
  check_raise(run, subject, SEVERITY_OFF, -1, item->code,
              N_("The bands chosen for {item} lie {distance} apart, from {low} ({low_band}) to {high} ({high_band})."));
}

static void look_at_item(CheckRun *run, const CheckSubject *subject, size_t i) {
  const CheckItem *item = &subject->items[i];
  float scatter = subject->scatter[i];
  if (item->n < 2 || !item->rubric || !check_stands_out(run, subject->stage_index, item->n, scatter)) return;
  int distance = bands_between(item, item->low, item->high);
  if (distance > 0 && distance >= run->values[DISTANCE] && !check_keeps(run, item->n, scatter))
    report(run, subject, item, distance);
}

static void each(CheckRun *run, const CheckSubject *subject) { check_scattered(run, subject, look_at_item); }

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
