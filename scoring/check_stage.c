/* check_stage.c: all scorebooks of a stage, by panel and by assessor, and how severe everybody is.
 *
 * What a scorebook is expected to lean by is what its assessor is milder by than the colleagues of that panel. Mildness is
 * fitted so that what every assessor's scorebooks lean beyond the expected adds up to nothing, assessor by assessor, round
 * after round (Gauss & Seidel), until nobody's moves any more. Assessors whom no panel links are told apart by nothing; their
 * mildness does not matter to anybody else's scorebooks either. */
#include "scoring/check_stage.h"

#include <math.h>

static const double SETTLED = 0.02; /* percent of full marks */
/* AHEAD: an assessor's panels lie anywhere, so the processor is told of the next ones early. */
enum { MOST_ROUNDS = 100, AHEAD = 16 };

struct StageSheets {
  GArray *sheets; /* CheckSheet, in the panels' order */
  CheckSheet *by_assessor;
  size_t *first;
};

/* By applicant: how many of the panel have a lean, and the sum of their mildness. */
typedef struct PanelMildness {
  double n, sum;
} PanelMildness;

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

/* The sheets with a lean, assessor by assessor, otherwise in their order. */
static void sort(StageSheets *sheets, size_t n_assessors) {
  const CheckSheet *all = (const CheckSheet *)(const void *)sheets->sheets->data;
  g_autofree size_t *next = g_new0(size_t, n_assessors + 1);
  sheets->first = g_new0(size_t, n_assessors + 1);
  sheets->by_assessor = g_new(CheckSheet, sheets->sheets->len + AHEAD);
  for (guint i = 0; i < sheets->sheets->len; i++)
    if (!isnan(all[i].lean)) next[all[i].assessor]++;
  for (size_t a = 0; a < n_assessors; a++) {
    sheets->first[a + 1] = sheets->first[a] + next[a];
    next[a] = sheets->first[a];
  }
  for (guint i = 0; i < sheets->sheets->len; i++)
    if (!isnan(all[i].lean)) sheets->by_assessor[next[all[i].assessor]++] = all[i];
  for (size_t i = 0; i < AHEAD; i++) sheets->by_assessor[sheets->first[n_assessors] + i] = (CheckSheet){0};
}

/* What the sheet leans beyond what its assessor and the colleagues lead to expect. */
static double excess_of(const CheckSheet *sheet, const PanelMildness *panel, double mildness) {
  return panel->n > 1 ? sheet->lean - (panel->n * mildness - panel->sum) / (panel->n - 1) : 0;
}

/* Moves one assessor's mildness to where the own sheets exceed nothing on average; by how much. */
static double fit_one(CheckSheet *sheets, size_t n, PanelMildness *panels, double *mildness) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) {
    __builtin_prefetch(&panels[sheets[i + AHEAD].applicant]);
    sum += excess_of(&sheets[i], &panels[sheets[i].applicant], *mildness);
  }
  double by = sum / (double)n;
  *mildness += by;
  for (size_t i = 0; i < n; i++) panels[sheets[i].applicant].sum += by;
  return fabs(by);
}

static PanelMildness *panels_of(const StageSheets *sheets, size_t n_applicants) {
  const CheckSheet *all = (const CheckSheet *)(const void *)sheets->sheets->data;
  PanelMildness *panels = g_new0(PanelMildness, n_applicants + 1);
  for (guint i = 0; i < sheets->sheets->len; i++) panels[all[i].applicant].n += !isnan(all[i].lean);
  return panels;
}

static void fit(StageSheets *sheets, size_t n_applicants, size_t n_assessors) {
  g_autofree PanelMildness *panels = panels_of(sheets, n_applicants);
  g_autofree double *mildness = g_new0(double, n_assessors + 1);
  const size_t *first = sheets->first;
  double moved = INFINITY;
  for (int round = 0; round < MOST_ROUNDS && moved > SETTLED; round++) {
    moved = 0;
    for (size_t a = 0; a < n_assessors; a++) {
      size_t n = first[a + 1] - first[a];
      double by = n > 0 ? fit_one(sheets->by_assessor + first[a], n, panels, &mildness[a]) : 0;
      moved = MAX(moved, by);
    }
  }
  for (size_t a = 0; a < n_assessors; a++)
    for (size_t i = first[a]; i < first[a + 1]; i++) {
      CheckSheet *sheet = &sheets->by_assessor[i];
      sheet->excess = (float)excess_of(sheet, &panels[sheet->applicant], mildness[a]);
    }
}

void stage_lay_out(StageSheets *sheets, size_t n_applicants, size_t n_assessors, CheckWhole *whole, Telling *telling) {
  bool begun = sheets->first != NULL;
  if (!begun) sort(sheets, n_assessors);
  telling_add(telling, LAID_OUT / 2);
  if (!begun) fit(sheets, n_applicants, n_assessors);
  telling_add(telling, LAID_OUT / 2);
  whole->n_sheets = sheets->sheets->len;
  whole->sheets = (const CheckSheet *)(void *)sheets->sheets->data;
  whole->by_assessor = sheets->by_assessor;
  whole->first = sheets->first;
}
