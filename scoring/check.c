/* check.c: the list of checks, their severities, and whether a comparison stands out. */
#include "scoring/check_parts.h"

#include <math.h>
#include <string.h>

#define CHECK_ROW(name) &check_##name,
static const Check *const checks[] = {CHECKS(CHECK_ROW)};
#undef CHECK_ROW

static const char *const severity_names[] = {"off", "note", "warn", "error"};

size_t check_count(void) { return G_N_ELEMENTS(checks); }

const Check *check_at(size_t i) {
  g_assert(i < check_count());
  return checks[i];
}

const Check *check_named(const char *name) {
  for (size_t i = 0; i < check_count(); i++)
    if (g_str_equal(checks[i]->name, name)) return checks[i];
  return NULL;
}

const char *severity_name(Severity severity) { return severity_names[severity]; }

bool severity_parse(const char *name, Severity *ret_severity) {
  for (size_t i = 0; i < G_N_ELEMENTS(severity_names); i++) {
    if (!g_str_equal(severity_names[i], name)) continue;
    *ret_severity = (Severity)i;
    return true;
  }
  return false;
}

bool check_limits_decide(const CheckRun *run, uint16_t stage) {
  return !run->gauging && !check_control_asks(run->controls[stage]);
}

void check_hand_in(CheckRun *run, uint16_t stage, size_t size, const float *statistics, size_t n) {
  if (run->gauging && !run->shares) check_control_note(run->controls[stage], size, statistics, n);
}

void check_hand_in_each(CheckRun *run, uint16_t stage, const uint32_t *sizes, const float *statistics, size_t n) {
  if (run->gauging && !run->shares) check_control_note_each(run->controls[stage], sizes, statistics, n);
}

bool check_stood_out(const CheckRun *run, uint16_t stage, size_t size, float statistic) {
  const CheckControl *control = run->controls[stage];
  if (!check_control_asks(control)) return true;
  return !isnan(statistic) && check_control_is_beyond(control, size, statistic);
}

void check_scattered(CheckRun *run, const CheckSubject *subject, CheckLook *look) {
  float quiet = check_quiet_below(run);
  for (size_t i = 0; i < subject->n_items; i++) {
    if (subject->scatter[i] < quiet) continue;
    look(run, subject, i);
    quiet = check_quiet_below(run);
  }
}

bool check_keeps(CheckRun *run, size_t size, float statistic) {
  run->bet = (CheckBet){(uint32_t)size, statistic};
  if (!run->gauging || check_is_likely(run->likely, size, statistic)) return false;
  run->kept.low = MIN(run->kept.low, statistic);
  run->kept.high = MAX(run->kept.high, statistic);
  return true;
}

bool check_compare(CheckRun *run, uint16_t stage, size_t size, float statistic) {
  check_hand_in(run, stage, size, &statistic, 1);
  return check_stands_out(run, stage, size, statistic);
}
