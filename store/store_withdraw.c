/* store_withdraw.c: an applicant that leaves the award of its own accord (退出评审), and comes back.
 *
 * A row per applicant that ever did, with where it stands now and why, written by the event "withdraw". What was marked
 * stays; from then on nothing of the applicant is marked, agreed on or decided. */
#include "store/store_private.h"

#define GONE "withdrawn"
#define BACK "taking part"

/* "" when it never withdrew; NULL with error. Caller frees. */
static char *read_state(Store *store, uint32_t applicant, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_withdrawal);
  sqlite3_bind_int64(row, 1, applicant);
  int got = sql_step(store, row, error);
  char *state = got < 0 ? NULL : g_strdup(got == 1 ? sql_text(row, 0) : "");
  sqlite3_reset(row);
  return state;
}

bool store_needs_taking_part(Store *store, uint32_t applicant, GError **error) {
  g_autofree char *state = read_state(store, applicant, error);
  if (!state || !g_str_equal(state, GONE)) return state != NULL;
  g_autofree char *id = store_applicant_id(store, applicant, NULL, error);
  return id &&
         store_refuse(error, STORE_ERROR_PERMISSION,
                      _("“%s” has withdrawn from the award, and nothing of it is marked, agreed on or decided any "
                        "more; if it comes back, the secretariat says so with accolade withdraw %s --lift"),
                      id, id);
}

/* -- a result that stands ------------------------------------------------------------------------------------ */

/* The stage that has left the applicant out: by a decision, or by a line, once it is closed; -1: none has. */
static int stage_that_left_out(const Cycle *cycle, const Ranking *ranking, uint32_t applicant, size_t n_stages) {
  for (size_t s = 0; s < n_stages; s++) {
    const StageDecision *decision = cycle_decision(cycle, applicant, s);
    if (decision && !decision->passed) return (int)s;
  }
  const NotRanked *one = ranking ? ranking_not_ranked(ranking, applicant) : NULL;
  return one && ranking_is_left_out(one, cycle) ? one->stage : -1;
}

/* Who did not pass is not renamed to one that left; a line by a share of all would move, too, and leave out another. A veto does
 * not hide that, for it may be lifted. */
static bool check_still_in(Store *store, uint32_t applicant, const char *id, GError **error) {
  g_autoptr(Cycle) cycle = store_cycle(store, error);
  g_autoptr(Ranking) ranking = NULL;
  if (!cycle) return false;
  cycle->applicants[applicant].veto = "";
  if (!store_try_ranking(store, cycle, &ranking, error)) return false;
  int stage = stage_that_left_out(cycle, ranking, applicant, store->award->rules->n_stages);
  return stage < 0 ||
         store_refuse(error, STORE_ERROR_PERMISSION,
                      _("“%s” did not pass stage %s, and that stands; if it is wrong, change it first, with "
                        "accolade stage or accolade decide"),
                      id, stage_words(&store->award->rules->stages[stage]));
}

/* -- leaving and coming back ------------------------------------------------------------------------------------ */

static bool write_state(Store *store, uint32_t applicant, const char *id, const char *before, const char *after,
                        const char *reason, GError **error) {
  int64_t event = event_next(store, error);
  sqlite3_stmt *row = sql(store, SQL_set_withdrawal);
  sqlite3_bind_int64(row, 1, applicant);
  sql_bind_text(row, 2, after);
  sql_bind_text(row, 3, reason);
  sqlite3_bind_int64(row, 4, event);
  const EventDraft draft = {.kind = "withdraw", .applicant = id, .before = before, .after = after, .reason = reason};
  return event > 0 && sql_run(store, row, error) && event_append(store, &draft, error);
}

static bool move(Store *store, uint32_t applicant, const char *after, const char *reason, GError **error) {
  bool leaves = g_str_equal(after, GONE);
  g_autofree char *id = store_applicant_id(store, applicant, NULL, error);
  if (!id || !store_needs_unsealed(store, error)) return false;
  g_autofree char *before = read_state(store, applicant, error);
  if (!before) return false;
  if (g_str_equal(before, GONE) == leaves)
    return store_refuse(error, STORE_ERROR_INPUT,
                        leaves ? _("“%s” has withdrawn already; accolade withdraw --lift takes that back")
                               : _("“%s” has not withdrawn; nothing is lifted"),
                        id);
  return (!leaves || check_still_in(store, applicant, id, error)) &&
         write_state(store, applicant, id, before, after, reason, error);
}

bool store_withdraw(Store *store, uint32_t applicant, const char *reason, GError **error) {
  bool good = rule_begin(store, "withdraw", error) && needs_reason("withdraw", reason, error) &&
              move(store, applicant, GONE, reason, error);
  return store_finish(store, good, error);
}

bool store_lift_withdrawal(Store *store, uint32_t applicant, const char *reason, GError **error) {
  bool good = rule_begin(store, "withdraw", error) && needs_reason("withdraw", reason, error) &&
              move(store, applicant, BACK, reason, error);
  return store_finish(store, good, error);
}
