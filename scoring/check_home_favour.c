/* check_home_favour.c: an assessor who is milder with applicants of the own sector or region than with the others.
 *
 * At home are applicants of the assessor's sector, and those whose region is named in the assessor's organisation. What
 * is compared are differences to the colleagues on the same applicants, by Welch's t with the assessor's own scatter. */
#include "scoring/check.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Group {
  double n, mean, squares;
} Group;

static void add(Group *group, double x) {
  double before = group->mean;
  group->n++;
  group->mean += (x - before) / group->n;
  group->squares += (x - before) * (x - group->mean);
}

static bool has(const char *text) { return text && *text; }

static bool is_home(const Assessor *assessor, const Applicant *applicant) {
  if (has(assessor->sector) && has(applicant->sector) && strcmp(assessor->sector, applicant->sector) == 0) return true;
  return has(assessor->organisation) && has(applicant->region) && strstr(assessor->organisation, applicant->region);
}

typedef struct Sides {
  Group home, away;
  uint32_t applicant; /* the last at home */
} Sides;

static double welch(const Sides *s) {
  double home = s->home.squares / (s->home.n - 1), away = s->away.squares / (s->away.n - 1);
  double error = sqrt((home + 1) / s->home.n + (away + 1) / s->away.n);
  return (s->home.mean - s->away.mean) / error;
}

static void look_at(CheckRun *run, const CheckWhole *whole, uint32_t assessor, const Sides *s) {
  double least = ratio_double(check_number(run, "applicants"));
  if (s->home.n < 2 || s->away.n < 2 || s->home.n < least || s->away.n < least) return;
  double t = welch(s), favour = s->home.mean - s->away.mean;
  check_compared(run, &(CheckSubject){.stage_index = whole->stage_index}, t);
  if (favour < ratio_double(check_number(run, "limit")) || t < ratio_double(check_number(run, "deviations"))) return;
  CheckSubject subject = check_subject(whole, s->applicant);
  check_raise(
      run, &subject, SEVERITY_OFF, assessor, NULL,
      N_("{assessor} marks applicants of the own sector or region, such as {applicant}, {favour} percent higher "
         "against the colleagues than others: {home} at home, {away} elsewhere."),
      "favour", ratio_decimal(ratio((int64_t)floor(favour * 10 + 0.5), 10), 1), "home", check_whole((size_t)s->home.n),
      "away", check_whole((size_t)s->away.n), NULL);
  check_rests_on(run, t);
}

static void whole_stage(CheckRun *run, const CheckWhole *whole) {
  g_autofree Sides *sides = g_new0(Sides, whole->cycle->n_assessors + 1);
  for (size_t i = 0; i < whole->n_sheets; i++) {
    const CheckSheet *sheet = &whole->sheets[i];
    if (isnan(sheet->lean)) continue;
    Sides *mine = &sides[sheet->assessor];
    bool home = is_home(&whole->cycle->assessors[sheet->assessor], &whole->cycle->applicants[sheet->applicant]);
    add(home ? &mine->home : &mine->away, sheet->lean);
    if (home) mine->applicant = sheet->applicant;
  }
  for (uint32_t a = 0; a < whole->cycle->n_assessors; a++) look_at(run, whole, a, &sides[a]);
}

const Check check_home_favour = {
    .name = "home-favour",
    .title = N_("home favour"),
    .sentence = N_("Assessors who are milder with applicants of their own sector or region"),
    .next_step = N_("Ask about ties that were not declared, and let somebody from elsewhere read these applicants."),
    .severity = SEVERITY_NOTE,
    .tail = TAIL_HIGH,
    .settings = {{"limit", "5", N_("from this difference on, in percent of full marks")},
                 {"deviations", "3", N_("and from so many standard errors on")},
                 {"applicants", "3", N_("over how many applicants at home and elsewhere at least")},
                 {"level", "1",
                  N_("how often a cycle without anything to find may raise one of these, in percent; 0: do not ask")}},
    .whole = whole_stage,
};
