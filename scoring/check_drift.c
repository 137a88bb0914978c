/* check_drift.c: an assessor who grows milder or harsher from one applicant to the next, in the order they were marked.
 *
 * The order is that of the first mark of each scorebook in the journal; scorebooks that were imported have none. What is
 * compared is what the scorebooks lean beyond the expected (CheckSheet.excess), so that stronger applicants at the end are
 * no drift, nor milder colleagues. A line is laid through them by least squares; they scatter around it as everybody's do
 * around theirs, or as the assessor's own where these scatter more. */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>

enum { DEVIATIONS, LIMIT, APPLICANTS, LEVEL };

typedef struct Sitting {
  uint32_t applicant;
  int64_t at;
  double excess;
} Sitting;

/* A line through an assessor's sittings, the first and the last being 1 apart. */
typedef struct Line {
  size_t n;
  uint32_t last;    /* applicant */
  double slope;     /* percent of full marks from the first to the last */
  double certainty; /* the slope's variance is the sittings' over this */
  double squares;   /* of the distances from the line */
} Line;

static int by_sitting(const void *a, const void *b) {
  const Sitting *x = a, *y = b;
  if (x->at != y->at) return x->at < y->at ? -1 : 1;
  return x->applicant < y->applicant ? -1 : x->applicant > y->applicant;
}

static Line lay_line(const Sitting *s, size_t n) {
  double mean = 0, moment = 0, last = (double)n - 1;
  for (size_t i = 0; i < n; i++) mean += s[i].excess / (double)n;
  Line line = {.n = n, .last = s[n - 1].applicant};
  for (size_t i = 0; i < n; i++) {
    double x = (double)i / last - 0.5;
    line.certainty += x * x;
    moment += x * (s[i].excess - mean);
    line.squares += (s[i].excess - mean) * (s[i].excess - mean);
  }
  line.slope = moment / line.certainty;
  line.squares = MAX(line.squares - line.slope * moment, 0);
  return line;
}

/* The assessor's sheets that have a time, in the order of marking. */
static size_t gather(const CheckWhole *whole, size_t assessor, Sitting *sittings) {
  size_t n = 0;
  for (size_t i = whole->first[assessor]; i < whole->first[assessor + 1]; i++) {
    const CheckSheet *sheet = &whole->by_assessor[i];
    const CheckTime *time = check_time(whole->record, whole->stage_index, sheet->applicant, sheet->assessor);
    if (time) sittings[n++] = (Sitting){sheet->applicant, time->first, sheet->excess};
  }
  qsort(sittings, n, sizeof *sittings, by_sitting);
  return n;
}

static double variance_of_all(const Line *lines, size_t n) {
  double squares = 0, freedom = 0;
  for (size_t a = 0; a < n; a++) {
    if (lines[a].n < 3) continue;
    squares += lines[a].squares;
    freedom += (double)lines[a].n - 2;
  }
  return freedom > 0 ? squares / freedom : 0;
}

static void look_at(CheckRun *run, const CheckWhole *whole, uint32_t assessor, const Line *line, double variance) {
  double own = line->squares / ((double)line->n - 2);
  double z = line->slope * sqrt(line->certainty / (MAX(own, variance) + 1));
  if (!check_compare(run, whole->stage_index, 0, (float)z) || fabs(z) < run->values[DEVIATIONS]) return;
  if (fabs(line->slope) < run->values[LIMIT]) return;
  CheckSubject subject = check_subject(whole, line->last);
  check_put_double(run, "moved", line->slope);
  check_put_whole(run, "applicants", line->n);
  check_raise(run, &subject, SEVERITY_OFF, assessor, NULL,
              line->slope > 0 ? N_("{assessor} grew milder in the order of marking: by {moved} percent against the "
                                   "colleagues over {applicants} applicants, the last {applicant}.")
                              : N_("{assessor} grew harsher in the order of marking: by {moved} percent against the "
                                   "colleagues over {applicants} applicants, the last {applicant}."));
}

static void whole_stage(CheckRun *run, const CheckWhole *whole) {
  size_t n = whole->cycle->n_assessors;
  if (!whole->record || whole->record->n_times == 0) return;
  g_autofree Sitting *sittings = g_new(Sitting, whole->n_sheets + 1);
  g_autofree Line *lines = g_new0(Line, n + 1);
  for (size_t a = 0; a < n; a++) {
    size_t many = gather(whole, a, sittings);
    if (many >= 4) lines[a] = lay_line(sittings, many);
  }
  double variance = variance_of_all(lines, n);
  for (uint32_t a = 0; a < n; a++)
    if (lines[a].n >= 4 && (double)lines[a].n >= run->values[APPLICANTS]) look_at(run, whole, a, &lines[a], variance);
}

const Check check_drift = {
    .name = "drift",
    .title = N_("drift"),
    .sentence = N_("Assessors who grow milder or harsher from applicant to applicant"),
    .next_step = N_("Have the first and the last scorebook of this assessor compared by somebody who read neither."),
    .severity = SEVERITY_NOTE,
    .tail = TAIL_BOTH,
    .normed = true,
    .settings = {[DEVIATIONS] = {"deviations", "2.6", N_("from so many standard errors on")},
                 [LIMIT] = {"limit", "8",
                            N_("and from this change on between the first and the last, in percent of "
                               "full marks")},
                 [APPLICANTS] = {"applicants", "6", N_("over how many applicants at least, never below 4")},
                 [LEVEL] = CHECK_LEVEL_SETTING},
    .whole = whole_stage,
};
