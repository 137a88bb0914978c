/* check_unlinked.c: panels that share no assessor, so that a harsh panel cannot be told from weak applicants.
 *
 * Assessors are linked by the applicants they both marked (Searle 1971, Linear Models, 7.4). */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>

enum { GROUPS };

enum { MOST_NAMED = 4 };

static uint32_t root(uint32_t *team, uint32_t assessor) {
  while (team[assessor] != assessor) assessor = team[assessor] = team[team[assessor]];
  return assessor;
}

static void link_all(const CheckWhole *whole, uint32_t *team) {
  for (size_t i = 1; i < whole->n_sheets; i++)
    if (whole->sheets[i].applicant == whole->sheets[i - 1].applicant)
      team[root(team, whole->sheets[i].assessor)] = root(team, whole->sheets[i - 1].assessor);
}

/* How many groups there are; `names` takes the first assessors of some. */
static size_t count_groups(const CheckWhole *whole, uint32_t *team, GString *names) {
  g_autofree bool *used = g_new0(bool, whole->cycle->n_assessors + 1);
  size_t groups = 0;
  for (size_t i = 0; i < whole->n_sheets; i++) {
    uint32_t head = root(team, whole->sheets[i].assessor);
    if (used[head]) continue;
    used[head] = true;
    if (groups < MOST_NAMED)
      g_string_append_printf(names, "%s%s", groups ? ", " : "", whole->cycle->assessors[whole->sheets[i].assessor].id);
    groups++;
  }
  return groups;
}

static void whole_stage(CheckRun *run, const CheckWhole *whole) {
  g_autofree uint32_t *team = g_new(uint32_t, whole->cycle->n_assessors + 1);
  g_autoptr(GString) names = g_string_new(NULL);
  for (uint32_t a = 0; a < whole->cycle->n_assessors; a++) team[a] = a;
  link_all(whole, team);
  size_t groups = count_groups(whole, team, names);
  if (groups < 2 || (double)groups < run->values[GROUPS]) return;
  CheckSubject subject = check_subject(whole, whole->sheets[0].applicant);
  check_put_whole(run, "groups", groups);
  check_put_text(run, "names", names->str);
  check_raise(run, &subject, SEVERITY_OFF, -1, NULL,
              N_("The panels of “{stage}” fall into {groups} groups that share no applicant ({names} ...): totals of "
                 "different groups rest on different strictness, and nothing here can tell how different."));
}

const Check check_unlinked = {
    .name = "unlinked",
    .title = N_("panels not linked"),
    .sentence = N_("Panels that share no assessor with others"),
    .next_step = N_("Let all assessors mark one calibration case, or move one assessor of each group to the next."),
    .severity = SEVERITY_NOTE,
    .settings = {[GROUPS] = {"groups", "2", N_("from so many groups on")}},
    .whole = whole_stage,
};
