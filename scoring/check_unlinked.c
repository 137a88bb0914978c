/* check_unlinked.c: panels that share no assessor, so that a harsh panel cannot be told from weak applicants.
 *
 * Assessors are linked by the applicants they both marked (Searle 1971, Linear Models, 7.4). */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>
#include <string.h>

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

static int by_id(const void *a, const void *b, void *cycle) {
  return strcmp(((const Cycle *)cycle)->assessors[*(const uint32_t *)a].id,
                ((const Cycle *)cycle)->assessors[*(const uint32_t *)b].id);
}

/* Of every group the assessor whose id comes first, by id. Caller unrefs. */
static GArray *find_heads(const CheckWhole *whole, uint32_t *team) {
  size_t n = whole->cycle->n_assessors;
  g_autofree int64_t *place = g_new(int64_t, n + 1);
  g_autofree bool *marked = g_new0(bool, n + 1);
  GArray *heads = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  for (size_t a = 0; a < n; a++) place[a] = -1;
  for (size_t i = 0; i < whole->n_sheets; i++) marked[whole->sheets[i].assessor] = true;
  for (uint32_t a = 0; a < n; a++) {
    if (!marked[a]) continue;
    uint32_t of = root(team, a);
    if (place[of] < 0) {
      place[of] = heads->len;
      g_array_append_val(heads, a);
    }
    uint32_t *head = &g_array_index(heads, uint32_t, place[of]);
    if (*head != a && cycle_assessor_is_before(whole->cycle, a, *head)) *head = a;
  }
  g_array_sort_with_data(heads, by_id, (void *)whole->cycle);
  return heads;
}

static uint32_t first_applicant(const CheckWhole *whole) {
  uint32_t first = whole->sheets[0].applicant;
  for (size_t i = 1; i < whole->n_sheets; i++) {
    uint32_t applicant = whole->sheets[i].applicant;
    if (applicant != whole->sheets[i - 1].applicant && cycle_applicant_is_before(whole->cycle, applicant, first))
      first = applicant;
  }
  return first;
}

static void put_names(GString *names, const Cycle *cycle, const GArray *heads) {
  for (guint i = 0; i < MIN(heads->len, MOST_NAMED); i++)
    g_string_append_printf(names, "%s%s", i ? ", " : "", cycle->assessors[g_array_index(heads, uint32_t, i)].id);
}

static void whole_stage(CheckRun *run, const CheckWhole *whole) {
  g_autofree uint32_t *team = g_new(uint32_t, whole->cycle->n_assessors + 1);
  for (uint32_t a = 0; a < whole->cycle->n_assessors; a++) team[a] = a;
  link_all(whole, team);
  g_autoptr(GArray) heads = find_heads(whole, team);
  if (heads->len < 2 || heads->len < run->values[GROUPS]) return;
  CheckSubject subject = check_subject(whole, first_applicant(whole));
  check_put_whole(run, "groups", heads->len);
  put_names(check_put(run, "names"), whole->cycle, heads);
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
