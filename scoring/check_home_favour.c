/* check_home_favour.c: an assessor who is milder with applicants of the own sector or region than with the others.
 *
 * At home are applicants of the assessor's sector, and those whose region is named in the assessor's organisation. What
 * is compared is what scorebooks lean beyond the expected (CheckSheet.excess); that scatters as it does for all assessors
 * of the stage around their means at home and away, or as the assessor's own where this scatters more. */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

enum { LIMIT, DEVIATIONS, APPLICANTS, LEVEL };

/* Sums of whole steps, and so exact: the order they were added in does not tell. */
typedef struct Group {
  double n, sum, squares;
} Group;

typedef struct Sides {
  Group home, away;
  uint32_t applicant; /* the first at home, by id */
} Sides;

static void add(Group *group, double x) {
  group->n++;
  group->sum += x;
  group->squares += x * x;
}

static double mean_of(const Group *group) { return group->sum / group->n; }

/* Of the differences to the mean. */
static double squares_in(const Group *group) {
  return group->n > 0 ? MAX(group->squares - group->sum * group->sum / group->n, 0) : 0;
}

static bool has(const char *text) { return text && *text; }

static bool is_home(const Assessor *assessor, const Applicant *applicant) {
  if (has(assessor->sector) && has(applicant->sector) && strcmp(assessor->sector, applicant->sector) == 0) return true;
  return has(assessor->organisation) && has(applicant->region) && strstr(assessor->organisation, applicant->region);
}

static Sides sort_out(const CheckWhole *whole, size_t assessor) {
  const Cycle *cycle = whole->cycle;
  Sides sides = {.applicant = 0};
  for (size_t i = whole->first[assessor]; i < whole->first[assessor + 1]; i++) {
    const CheckSheet *sheet = &whole->by_assessor[i];
    bool home = is_home(&cycle->assessors[assessor], &cycle->applicants[sheet->applicant]);
    bool first = home && (sides.home.n == 0 || cycle_applicant_is_before(cycle, sheet->applicant, sides.applicant));
    if (first) sides.applicant = sheet->applicant;
    add(home ? &sides.home : &sides.away, sheet->excess);
  }
  return sides;
}

static double squares_of(const Sides *s) { return squares_in(&s->home) + squares_in(&s->away); }
static double freedom_of(const Sides *s) { return MAX(s->home.n - 1, 0) + MAX(s->away.n - 1, 0); }

static double variance_of_all(const CheckWhole *whole, const Sides *sides) {
  double squares = 0, freedom = 0;
  for (size_t a = 0; a < whole->cycle->n_assessors; a++) {
    squares += squares_of(&sides[a]);
    freedom += freedom_of(&sides[a]);
  }
  return squares / MAX(freedom, 1);
}

static void look_at(CheckRun *run, const CheckWhole *whole, uint32_t assessor, const Sides *s, double variance) {
  double least = MAX(run->values[APPLICANTS], 2);
  if (s->home.n < least || s->away.n < least) return;
  double own = squares_of(s) / freedom_of(s), favour = mean_of(&s->home) - mean_of(&s->away);
  double z = favour / sqrt((MAX(own, variance) + 1) * (1 / s->home.n + 1 / s->away.n));
  if (!check_compare(run, whole->stage_index, 0, (float)z)) return;
  if (favour < run->values[LIMIT] || z < run->values[DEVIATIONS]) return;
  CheckSubject subject = check_subject(whole, s->applicant);
  check_put_double(run, "favour", favour);
  check_put_whole(run, "home", (size_t)s->home.n);
  check_put_whole(run, "away", (size_t)s->away.n);
  check_raise(
      run, &subject, SEVERITY_OFF, assessor, NULL,
      N_("{assessor} marks applicants of the own sector or region, such as {applicant}, {favour} percent higher "
         "against the colleagues than others: {home} at home, {away} elsewhere."));
}

static void whole_stage(CheckRun *run, const CheckWhole *whole) {
  size_t n = whole->cycle->n_assessors;
  g_autofree Sides *sides = g_new(Sides, n + 1);
  for (size_t a = 0; a < n; a++) sides[a] = sort_out(whole, a);
  double variance = variance_of_all(whole, sides);
  for (uint32_t a = 0; a < n; a++) look_at(run, whole, a, &sides[a], variance);
}

const Check check_home_favour = {
    .name = "home-favour",
    .title = N_("home favour"),
    .sentence = N_("Assessors who are milder with applicants of their own sector or region"),
    .next_step = N_("Ask about ties that were not declared, and let somebody from elsewhere read these applicants."),
    .severity = SEVERITY_NOTE,
    .tail = TAIL_HIGH,
    .normed = true,
    .settings = {[LIMIT] = {"limit", "5", N_("from this difference on, in percent of full marks")},
                 [DEVIATIONS] = {"deviations", "3", N_("and from so many standard errors on")},
                 [APPLICANTS] = {"applicants", "3", N_("over how many applicants at home and elsewhere at least")},
                 [LEVEL] = CHECK_LEVEL_SETTING},
    .whole = whole_stage,
};
