/* check_control.c: how often chance gives a flag: robust centre and scale of a check's statistics per stage, normal tail,
 * Benjamini & Hochberg (1995, J R Stat Soc B 57:289). Statistics are only counted, so that memory does not grow. */
#include "scoring/check_control.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BINS = 8001, MIDDLE = 4000, PER_UNIT = 20 };

static const double NOTED = 0.05;

typedef struct Usual {
  uint64_t n;
  uint32_t bins[BINS];
  double centre, scale;
} Usual;

struct CheckControl {
  size_t n_stages;
  Usual **stages; /* NULL: nothing compared there */
};

CheckControl *check_control_new(const Check *check, size_t n_stages) {
  if (check->tail == TAIL_NONE) return NULL;
  CheckControl *control = g_new0(CheckControl, 1);
  control->n_stages = n_stages;
  control->stages = g_new0(Usual *, n_stages);
  return control;
}

void check_control_free(CheckControl *control) {
  if (!control) return;
  for (size_t i = 0; i < control->n_stages; i++) g_free(control->stages[i]);
  g_free(control->stages);
  g_free(control);
}

void check_compared(CheckRun *run, const CheckSubject *subject, double statistic) {
  if (!run->control || !isfinite(statistic)) return;
  Usual **usual = &run->control->stages[subject->stage_index];
  if (!*usual) *usual = g_new0(Usual, 1);
  double bin = MIDDLE + floor(statistic * PER_UNIT + 0.5);
  (*usual)->bins[(size_t)CLAMP(bin, 0, BINS - 1)]++;
  (*usual)->n++;
}

void check_rests_on(CheckRun *run, double statistic) {
  g_assert(run->flags->len > 0);
  ((Flag *)run->flags->pdata[run->flags->len - 1])->statistic = statistic;
}

void check_tentative(CheckRun *run) { ((Flag *)run->flags->pdata[run->flags->len - 1])->tentative = true; }

/* The middle of the statistics, as if those of a bin lay evenly in it. */
static double median_of(const Usual *usual) {
  double half = (double)usual->n / 2, below = 0;
  size_t bin = 0;
  while (bin < BINS - 1 && below + usual->bins[bin] < half) below += usual->bins[bin++];
  double inside = usual->bins[bin] > 0 ? (half - below) / usual->bins[bin] : 0.5;
  return ((double)bin - MIDDLE - 0.5 + inside) / PER_UNIT;
}

/* How many statistics lie within `reach` of the centre. */
static double count_within(const Usual *usual, double reach) {
  double from = (usual->centre - reach) * PER_UNIT + MIDDLE + 0.5,
         to = (usual->centre + reach) * PER_UNIT + MIDDLE + 0.5;
  double count = 0;
  for (size_t bin = (size_t)MAX(from, 0); bin < BINS && (double)bin < to; bin++)
    count += usual->bins[bin] * MAX(MIN((double)bin + 1, to) - MAX((double)bin, from), 0);
  return count;
}

/* 1.4826 x MAD, at least the width of a bin. */
static double scale_of(const Usual *usual) {
  double low = 0, high = (double)BINS / PER_UNIT;
  for (int i = 0; i < 40; i++) {
    double middle = (low + high) / 2;
    if (count_within(usual, middle) * 2 < (double)usual->n)
      low = middle;
    else
      high = middle;
  }
  return MAX(1.4826 * high, 1.0 / PER_UNIT);
}

static double tail_of(const Check *check, const Usual *usual, double statistic) {
  double z = (statistic - usual->centre) / usual->scale;
  if (check->tail == TAIL_BOTH) return erfc(fabs(z) / M_SQRT2);
  return erfc((check->tail == TAIL_LOW ? -z : z) / M_SQRT2) / 2;
}

static int by_p(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

/* The largest p that holds among m comparisons, of which these n may be raised; below 0: none. */
static double step_up(double *p, size_t n, double m, double level) {
  double limit = -1;
  qsort(p, n, sizeof *p, by_p);
  for (size_t i = 0; i < n; i++)
    if (p[i] <= level * (double)(i + 1) / m) limit = p[i];
  return limit;
}

static bool is_asked(const CheckRun *run, const Flag *flag, size_t stage) {
  return flag->check == run->check && flag->stage == stage && isfinite(flag->statistic);
}

static void control_stage(CheckRun *run, size_t stage, double level) {
  Usual *usual = run->control->stages[stage];
  g_autofree double *p = g_new(double, run->flags->len + 1);
  size_t n = 0;
  usual->centre = median_of(usual);
  usual->scale = scale_of(usual);
  for (guint i = 0; i < run->flags->len; i++) {
    Flag *flag = run->flags->pdata[i];
    if (is_asked(run, flag, stage)) p[n++] = flag->p = tail_of(run->check, usual, flag->statistic);
  }
  double limit = step_up(p, n, (double)usual->n, level);
  for (guint i = 0; i < run->flags->len; i++) {
    Flag *flag = run->flags->pdata[i];
    if (!is_asked(run, flag, stage) || flag->p <= limit) continue;
    bool stays = run->check->keeps && flag->p <= NOTED;
    flag->severity = stays ? MIN(flag->severity, SEVERITY_NOTE) : SEVERITY_OFF;
  }
}

static void drop_tentative(CheckRun *run, size_t stage) {
  for (guint i = 0; i < run->flags->len; i++) {
    Flag *flag = run->flags->pdata[i];
    if (is_asked(run, flag, stage) && flag->tentative) flag->severity = SEVERITY_OFF;
  }
}

static void sweep(GPtrArray *flags) {
  guint kept = 0;
  for (guint i = 0; i < flags->len; i++) {
    Flag *flag = flags->pdata[i];
    flags->pdata[i] = NULL;
    if (flag->severity == SEVERITY_OFF)
      flag_free(flag);
    else
      flags->pdata[kept++] = flag;
  }
  g_ptr_array_set_size(flags, (gint)kept);
}

void check_control(CheckRun *run) {
  if (!run->control) return;
  double level = ratio_double(check_number(run, "level")) / 100;
  for (size_t stage = 0; stage < run->control->n_stages; stage++) {
    const Usual *usual = run->control->stages[stage];
    if (level > 0 && usual && usual->n >= CHECK_ENOUGH)
      control_stage(run, stage, level);
    else if (usual)
      drop_tentative(run, stage);
  }
  sweep(run->flags);
}

/* -- flags behind others ---------------------------------------------------------------------------------- */

static bool is_before(const Flag *flag, const Flag *better) {
  return better->stage == flag->stage && better->applicant == flag->applicant && better->item == flag->item &&
         better->severity >= flag->severity && g_str_equal(better->check->name, flag->check->behind);
}

static guint place_hash(const void *key) {
  const Flag *flag = key;
  return (guint)flag->applicant * 2654435761u ^ (guint)flag->item_order * 40503u ^ flag->stage;
}

static gboolean same_place(const void *a, const void *b) {
  const Flag *left = a, *right = b;
  return left->stage == right->stage && left->applicant == right->applicant && left->item_order == right->item_order;
}

static bool is_behind(const GPtrArray *here, const Flag *flag) {
  for (guint i = 0; flag->check->behind && i < here->len; i++)
    if (is_before(flag, here->pdata[i])) return true;
  return false;
}

/* All are looked at before any is lowered, so that a row of checks may stand one behind the other. */
static void stand_behind(const GPtrArray *here) {
  g_autofree bool *behind = g_new(bool, here->len);
  for (guint i = 0; i < here->len; i++) behind[i] = is_behind(here, here->pdata[i]);
  for (guint i = 0; i < here->len; i++)
    if (behind[i]) ((Flag *)here->pdata[i])->severity = SEVERITY_NOTE;
}

void check_stand_behind(GPtrArray *flags) {
  g_autoptr(GHashTable) places = g_hash_table_new_full(place_hash, same_place, NULL, (GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < flags->len; i++) {
    Flag *flag = flags->pdata[i];
    GPtrArray *here = flag->item ? g_hash_table_lookup(places, flag) : NULL;
    if (flag->item && !here) g_hash_table_insert(places, flag, here = g_ptr_array_new());
    if (here) g_ptr_array_add(here, flag);
  }
  GHashTableIter each;
  void *here;
  g_hash_table_iter_init(&each, places);
  while (g_hash_table_iter_next(&each, NULL, &here)) stand_behind(here);
}
