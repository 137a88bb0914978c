/* check_stage.c: all scorebooks of a stage, by panel and by assessor, and how severe everybody is.
 *
 * What a scorebook is expected to lean by is what its assessor is milder by than the colleagues of that panel. Mildness is
 * fitted so that no assessor's scorebooks lean beyond the expected, on average, more than those of anybody else whom panels
 * link to them: as many equations as assessors, solved by conjugate gradients (Hestenes & Stiefel 1952). Only differences of
 * mildness count, so a hair of ridge makes the solution the only one. What is beyond then adds up to nothing, assessor by
 * assessor, and is told in steps of 1/1024 of a percent, which leave nothing of the order the scorebooks were added up in. */
#include "scoring/check_stage.h"

#include <math.h>

static const double SETTLED = 1e-8; /* percent of full marks */
static const double RIDGE = 1e-8;
enum { MOST_ROUNDS = 1000, ROUNDS_TOLD = LAID_OUT / 2, STEPS = 1024 };

struct StageSheets {
  GArray *sheets; /* CheckSheet, in the panels' order */
  CheckSheet *by_assessor;
  size_t *first;
};

StageSheets *stage_sheets_new(void) {
  StageSheets *sheets = g_new0(StageSheets, 1);
  sheets->sheets = g_array_sized_new(FALSE, FALSE, sizeof(CheckSheet), 64);
  return sheets;
}

void stage_sheets_free(StageSheets *sheets) {
  if (!sheets) return;
  g_array_unref(sheets->sheets);
  g_free(sheets->by_assessor);
  g_free(sheets->first);
  g_free(sheets);
}

void stage_sheets_add(StageSheets *sheets, const CheckSubject *subject) {
  size_t n = subject->panel->n;
  g_array_set_size(sheets->sheets, sheets->sheets->len + (guint)n);
  CheckSheet *all = &g_array_index(sheets->sheets, CheckSheet, sheets->sheets->len - n);
  for (size_t b = 0; b < n; b++) {
    const CheckBook *book = &subject->books[b];
    all[b] = (CheckSheet){.applicant = subject->applicant,
                          .assessor = subject->panel->books[b].assessor,
                          .lean = book->compared > 0 ? (float)book->lean : NAN};
  }
}

void stage_sheets_join(StageSheets *sheets, StageSheets *behind) {
  if (behind->sheets->len == 0) return;
  g_array_append_vals(sheets->sheets, behind->sheets->data, behind->sheets->len);
  g_array_unref(behind->sheets);
  behind->sheets = g_array_sized_new(FALSE, FALSE, sizeof(CheckSheet), 64);
}

size_t stage_sheets_count(const StageSheets *sheets) { return sheets->sheets->len; }

static CheckSheet *all_of(const StageSheets *sheets) { return (CheckSheet *)(void *)sheets->sheets->data; }

/* -- mildness --------------------------------------------------------------------------------------------- */

/* What is asked of an assessor's mildness, and what comes of the answers, lie together: every panel wants both, and
 * assessors lie all over the memory. */
typedef struct Leaning {
  double mildness, sum;
} Leaning;

enum { AHEAD = 24 }; /* sheets: so long before its turn an assessor is asked for */

/* Of one panel's sheets with a lean: how many, and the sum of their assessors' mildness. */
typedef struct PanelMildness {
  double n, sum;
} PanelMildness;

/* Of the panel whose sheets begin at `from`; returns where they end. */
static size_t look_at_panel(const StageSheets *sheets, size_t from, const Leaning *leanings, PanelMildness *ret_panel) {
  const CheckSheet *all = all_of(sheets);
  size_t end = from, n = sheets->sheets->len;
  PanelMildness panel = {0};
  for (; end < n && all[end].applicant == all[from].applicant; end++) {
    __builtin_prefetch(&leanings[all[MIN(end + AHEAD, n - 1)].assessor]);
    if (isnan(all[end].lean)) continue;
    panel.n++;
    panel.sum += leanings[all[end].assessor].mildness;
  }
  *ret_panel = panel;
  return end;
}

/* What a sheet of that panel is expected to lean by. */
static double expected_of(const PanelMildness *panel, double mildness) {
  return (panel->n * mildness - panel->sum) / (panel->n - 1);
}

/* Adds, per assessor, what the own sheets are expected to lean by. */
static void expect_all(const StageSheets *sheets, Leaning *leanings) {
  const CheckSheet *all = all_of(sheets);
  PanelMildness panel;
  for (size_t i = 0, end; i < sheets->sheets->len; i = end) {
    end = look_at_panel(sheets, i, leanings, &panel);
    for (size_t k = i; k < end; k++) {
      Leaning *own = &leanings[all[k].assessor];
      if (!isnan(all[k].lean)) own->sum += expected_of(&panel, own->mildness);
    }
  }
}

static void take_off_expected(const StageSheets *sheets, const Leaning *leanings) {
  CheckSheet *all = all_of(sheets);
  PanelMildness panel;
  for (size_t i = 0, end; i < sheets->sheets->len; i = end) {
    end = look_at_panel(sheets, i, leanings, &panel);
    for (size_t k = i; k < end; k++)
      if (!isnan(all[k].lean))
        all[k].excess = (float)(all[k].lean - expected_of(&panel, leanings[all[k].assessor].mildness));
  }
}

/* The equations being solved, for n assessors; each array with a number for everybody. */
typedef struct Fit {
  const StageSheets *sheets;
  size_t n;
  double *mildness, *rest;
  Leaning *step; /* the direction, and what it changes of the rest */
  double size;   /* of the rest, squared */
  Telling *telling;
  size_t told; /* rounds, ROUNDS_TOLD at most */
} Fit;

static double sheets_by(const Fit *fit, size_t assessor) {
  return (double)(fit->sheets->first[assessor + 1] - fit->sheets->first[assessor]);
}

/* Takes the next step's direction from the rest; false when there is next to none. */
static bool turn(Fit *fit) {
  double before = fit->size, most = 0;
  fit->size = 0;
  for (size_t a = 0; a < fit->n; a++) {
    double mean = fit->rest[a] / MAX(sheets_by(fit, a), 1);
    fit->size += fit->rest[a] * mean;
    most = MAX(most, fabs(mean));
  }
  for (size_t a = 0; a < fit->n; a++)
    fit->step[a].mildness =
        fit->rest[a] / MAX(sheets_by(fit, a), 1) + (before > 0 ? fit->size / before * fit->step[a].mildness : 0);
  return most > SETTLED;
}

static void go(Fit *fit) {
  double along = 0;
  for (size_t a = 0; a < fit->n; a++) fit->step[a].sum = RIDGE * sheets_by(fit, a) * fit->step[a].mildness;
  expect_all(fit->sheets, fit->step);
  for (size_t a = 0; a < fit->n; a++) along += fit->step[a].mildness * fit->step[a].sum;
  for (size_t a = 0; a < fit->n; a++) {
    fit->mildness[a] += fit->size / along * fit->step[a].mildness;
    fit->rest[a] -= fit->size / along * fit->step[a].sum;
  }
  if (fit->told == ROUNDS_TOLD) return;
  telling_add(fit->telling, 1);
  fit->told++;
}

static double mean_lean(const StageSheets *sheets) {
  const CheckSheet *all = all_of(sheets);
  double n = 0, sum = 0;
  for (size_t i = 0; i < sheets->sheets->len; i++) {
    if (isnan(all[i].lean)) continue;
    n++;
    sum += all[i].lean;
  }
  return sum / MAX(n, 1);
}

/* Per assessor; caller frees. Told as ROUNDS_TOLD pieces, however many rounds it takes. */
static Leaning *fit_mildness(const StageSheets *sheets, size_t n_assessors, Telling *telling) {
  g_autofree double *mildness = g_new0(double, n_assessors + 1), *rest = g_new0(double, n_assessors + 1);
  Fit fit = {sheets, n_assessors, mildness, rest, g_new0(Leaning, n_assessors + 1), 0, telling, 0};
  double mean = mean_lean(sheets);
  const CheckSheet *all = all_of(sheets);
  for (size_t i = 0; i < sheets->sheets->len; i++)
    if (!isnan(all[i].lean)) rest[all[i].assessor] += all[i].lean - mean;
  for (int round = 0; round < MOST_ROUNDS && turn(&fit); round++) go(&fit);
  telling_add(telling, ROUNDS_TOLD - fit.told);
  for (size_t a = 0; a < n_assessors; a++) fit.step[a].mildness = mildness[a];
  return fit.step;
}

/* -- by assessor ------------------------------------------------------------------------------------------ */

static void count(StageSheets *sheets, size_t n_assessors) {
  const CheckSheet *all = all_of(sheets);
  sheets->first = g_new0(size_t, n_assessors + 1);
  for (size_t i = 0; i < sheets->sheets->len; i++)
    if (!isnan(all[i].lean)) sheets->first[all[i].assessor + 1]++;
  for (size_t a = 0; a < n_assessors; a++) sheets->first[a + 1] += sheets->first[a];
}

/* The sheets with a lean, assessor by assessor, otherwise in their order. */
static void sort(StageSheets *sheets, size_t n_assessors) {
  const CheckSheet *all = all_of(sheets);
  g_autofree size_t *next = g_memdup2(sheets->first, (n_assessors + 1) * sizeof(size_t));
  sheets->by_assessor = g_new(CheckSheet, sheets->sheets->len + 1);
  for (size_t i = 0; i < sheets->sheets->len; i++)
    if (!isnan(all[i].lean)) sheets->by_assessor[next[all[i].assessor]++] = all[i];
}

/* What one assessor's sheets exceed adds up to nothing, and is in whole steps. */
static void level(CheckSheet *sheets, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += sheets[i].excess;
  for (size_t i = 0; i < n; i++)
    sheets[i].excess = (float)(round((sheets[i].excess - sum / (double)n) * STEPS) / STEPS);
}

static void find_excess(StageSheets *sheets, size_t n_assessors, Telling *telling) {
  count(sheets, n_assessors);
  g_autofree Leaning *leanings = fit_mildness(sheets, n_assessors, telling);
  take_off_expected(sheets, leanings);
}

static void lay_by_assessor(StageSheets *sheets, size_t n_assessors) {
  sort(sheets, n_assessors);
  for (size_t a = 0; a < n_assessors; a++)
    level(sheets->by_assessor + sheets->first[a], sheets->first[a + 1] - sheets->first[a]);
}

void stage_lay_out(StageSheets *sheets, size_t n_assessors, CheckWhole *whole, Telling *telling) {
  bool begun = sheets->first != NULL;
  if (!begun) find_excess(sheets, n_assessors, telling);
  if (!begun) lay_by_assessor(sheets, n_assessors);
  telling_add(telling, begun ? LAID_OUT : LAID_OUT - ROUNDS_TOLD);
  whole->n_sheets = sheets->sheets->len;
  whole->sheets = all_of(sheets);
  whole->by_assessor = sheets->by_assessor;
  whole->first = sheets->first;
}
