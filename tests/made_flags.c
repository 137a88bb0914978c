/* made_flags.c: what the checks say of a made-up cycle, and how much of what was planted that is. */
#include "tests/made_parts.h"

#include <string.h>

/* The same scorebooks are missing each time. */
static bool is_missing(const MadeCycle *m, size_t seat) {
  return (seat * 2654435761u + m->plan.seed * 40503u) % 1000 < 3;
}

/* wanted: per applicant; NULL: all are. */
static bool give_some(const MadeCycle *m, const bool *wanted, uint32_t from, uint32_t to, EachPanel *each, void *user) {
  size_t k = m->plan.panel;
  g_autofree Scorebook *books = g_new(Scorebook, k);
  for (uint32_t p = from; p < to; p++) {
    size_t n = 0;
    if (wanted && !wanted[p]) continue;
    for (size_t s = 0; s < k; s++)
      if (!is_missing(m, p * k + s))
        books[n++] = (Scorebook){.applicant = p,
                                 .assessor = (uint32_t)m->seats[p * k + s],
                                 .state = SCOREBOOK_SUBMITTED,
                                 .marks = made_marks(m, p, s)};
    if (!each(&(Panel){.applicant = p, .n = n, .books = books, .assigned = k}, user)) return false;
  }
  return true;
}

static bool give(void *data, EachPanel *each, void *user, GError **error) {
  const MadeCycle *m = data;
  (void)error;
  return give_some(m, NULL, 0, (uint32_t)m->plan.n_applicants, each, user);
}

/* The last part first: whoever relies on their order is found out. */
static bool give_wanted(void *data, const bool *wanted, EachPanel *each, void *const *users, unsigned n,
                        GError **error) {
  MadeCycle *m = data;
  size_t all = m->plan.n_applicants;
  (void)error;
  m->n_again = 0;
  for (size_t p = 0; wanted && p < all; p++) m->n_again += wanted[p];
  for (unsigned i = n; i-- > 0;)
    if (!give_some(m, wanted, (uint32_t)(all * i / n), (uint32_t)(all * (i + 1) / n), each, users[i])) return false;
  return true;
}

static bool give_parts(void *data, EachPanel *each, void *const *users, unsigned n, GError **error) {
  return give_wanted(data, NULL, each, users, n, error);
}

size_t made_cycle_again(const MadeCycle *made) { return made->n_again; }

GPtrArray *made_cycle_flags(MadeCycle *made, const Award *award, unsigned parts) {
  StageState states[RANKING_MAX_STAGES] = {STAGE_OPEN};
  const Cycle cycle = {.title = (char *)"",
                       .n_applicants = made->plan.n_applicants,
                       .applicants = made->applicants,
                       .n_assessors = made->n_assessors,
                       .assessors = made->assessors,
                       .stage_states = states};
  const CheckRecord record = {.n_comments = made->comments->len,
                              .comments = (const CheckComment *)(void *)made->comments->data,
                              .n_times = made->times->len,
                              .times = (const CheckTime *)(void *)made->times->data};
  PanelSource source = {.data = made, .run = give, .parts = parts, .run_parts = give_parts};
  if (parts > 1) source.run_some = give_wanted;
  GPtrArray *flags = checks_run(award, &cycle, &source, &record, NULL, NULL);
  g_assert(flags != NULL);
  return flags;
}

const Check *made_kind_check(MadeKind kind) {
  static const Check *const checks[MADE_KINDS] = {
      [MADE_MOVED] = &check_extreme,       [MADE_FAR] = &check_extreme,      [MADE_SPLIT] = &check_spread,
      [MADE_SINGLED] = &check_singled_out, [MADE_HALO] = &check_halo,        [MADE_CENTRAL] = &check_central,
      [MADE_ERRATIC] = &check_erratic,     [MADE_LENIENT] = &check_leniency, [MADE_STUCK] = &check_stuck,
      [MADE_DRIFT] = &check_drift,         [MADE_HOME] = &check_home_favour, [MADE_PAIR] = &check_pairs,
      [MADE_SPEED] = &check_speed,         [MADE_WORDS] = &check_same_words};
  return checks[kind];
}

/* Which of the two that a flag about two assessors names is odd; SIZE_MAX: neither. */
static size_t odd_one(const MadeCycle *m, const Flag *flag) {
  Figure figures[FLAG_MOST_FIGURES];
  size_t n = flag_figures(flag, figures);
  if (m->people[flag->assessor].odd) return (size_t)flag->assessor;
  for (size_t i = 0; i < n; i++)
    for (size_t a = 0; a < m->n_assessors && strcmp(figures[i].name, "other") == 0; a++)
      if (strcmp(m->people[a].id, figures[i].value) == 0 && m->people[a].odd) return a;
  return SIZE_MAX;
}

static size_t seat_of(const MadeCycle *m, const Flag *flag) {
  size_t seat = (size_t)flag->applicant * m->plan.panel;
  while (m->seats[seat] != (size_t)flag->assessor) seat++;
  return seat;
}

/* What the flag is about, among what was planted: an assessor, a mark, an item of an applicant, a scorebook; SIZE_MAX: nothing
 * that was. */
static size_t target_of(const MadeCycle *m, const Flag *flag) {
  if (made_kind_is_of_people(m->plan.kind)) return odd_one(m, flag);
  size_t item = flag->item ? (size_t)criteria_node(m->criteria, flag->item)->item : 0;
  size_t place = m->plan.kind == MADE_SPLIT     ? (size_t)flag->applicant * m->n_items + item
                 : m->plan.kind == MADE_SINGLED ? seat_of(m, flag)
                                                : seat_of(m, flag) * m->n_items + item;
  return m->planted[place] ? place : SIZE_MAX;
}

MadeFound made_cycle_found(const MadeCycle *made, const GPtrArray *flags) {
  size_t most = made->plan.n_applicants * made->plan.panel * made->n_items + made->n_assessors;
  g_autofree bool *seen = g_new0(bool, most);
  MadeFound found = {.planted = made->n_planted};
  for (size_t a = 0; a < made->n_assessors; a++) found.planted += made->people[a].odd;
  for (guint i = 0; i < flags->len; i++) {
    const Flag *flag = flags->pdata[i];
    if (flag->check != made_kind_check(made->plan.kind)) {
      found.others += flag->check->tail != TAIL_NONE;
      continue;
    }
    size_t target = target_of(made, flag);
    if (target == SIZE_MAX)
      found.wrong++;
    else if (!seen[target]) {
      seen[target] = true;
      found.found++;
    }
  }
  return found;
}
