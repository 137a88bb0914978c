/* store_stage.c: the stages: opened, closed, sealed, and by when their marks are due. */
#include "store/store_private.h"

const char *stage_state_name(StageState state) {
  static const char *const names[] = {"open", "closed", "sealed"};
  return names[state];
}

/* -- states ---------------------------------------------------------------------------------------------- */

static bool write_state(Store *store, uint16_t stage, StageState state, int64_t event, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_set_stage);
  sqlite3_bind_int(row, 1, stage);
  sqlite3_bind_int(row, 2, (int)state);
  sqlite3_bind_int64(row, 3, event);
  return event > 0 && sql_run(store, row, error);
}

/* "sealed TOTALS", and the ranking's digest too once the last stage is sealed. */
static char *seal_text(Store *store, uint16_t stage, GError **error) {
  g_autoptr(Cycle) cycle = store_cycle(store, error);
  char totals[65] = "", ranking[65] = "";
  if (!cycle || !stage_digest(store, cycle, stage, totals, error)) return NULL;
  bool all = true;
  for (size_t i = 0; i < store->award->rules->n_stages; i++) all = all && cycle->stage_states[i] == STAGE_SEALED;
  if (all && !ranking_digest_now(store, cycle, ranking, error)) return NULL;
  return g_strdup_printf("sealed %s%s%s", totals, *ranking ? " " : "", ranking);
}

static bool change_stage(Store *store, uint16_t stage, StageState state, const char *reason, GError **error) {
  const char *id = store->award->rules->stages[stage].id;
  sqlite3_stmt *row = sql(store, SQL_stage_state);
  sqlite3_bind_int(row, 1, stage);
  if (sql_step(store, row, error) != 1) return false;
  StageState before = (StageState)sqlite3_column_int(row, 0);
  sqlite3_reset(row);
  if (before == state)
    return store_refuse(error, STORE_ERROR_INPUT, _("stage %s is %s already"),
                        stage_words(&store->award->rules->stages[stage]), _(stage_state_name(state)));
  if (before == STAGE_SEALED && !text_says(reason))
    return store_refuse(error, STORE_ERROR_PERMISSION,
                        _("stage %s is sealed; opening it again needs a reason, given with --reason"),
                        stage_words(&store->award->rules->stages[stage]));
  if (state == STAGE_OPEN && !text_says(reason))
    return store_refuse(error, STORE_ERROR_INPUT,
                        _("stage %s is closed; opening it again needs a reason, given with --reason"),
                        stage_words(&store->award->rules->stages[stage]));
  int64_t event = event_next(store, error);
  if (!write_state(store, stage, state, event, error)) return false;
  g_autofree char *after = state == STAGE_SEALED ? seal_text(store, stage, error) : g_strdup(stage_state_name(state));
  return after && event_append(store,
                               &(EventDraft){.kind = state == STAGE_SEALED ? "seal" : "stage",
                                             .stage = id,
                                             .before = stage_state_name(before),
                                             .after = after,
                                             .reason = reason},
                               error);
}

bool store_set_stage(Store *store, uint16_t stage, StageState state, const char *reason, GError **error) {
  bool good = rule_begin(store, "stage", error) && stage_needs(store, stage, STAGE_SEALED, error) &&
              change_stage(store, stage, state, reason, error);
  return store_finish(store, good, error);
}

/* -- deadlines ------------------------------------------------------------------------------------------- */

static bool write_due(Store *store, uint16_t stage, const char *due, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_stage_due);
  sqlite3_bind_int(row, 1, stage);
  if (sql_step(store, row, error) != 1) return false;
  g_autofree char *before = g_strdup(sql_text(row, 0));
  sqlite3_reset(row);
  if (g_str_equal(before, due)) return true;
  int64_t event = event_next(store, error);
  sqlite3_stmt *set = sql(store, SQL_set_due);
  sqlite3_bind_int(set, 1, stage);
  sql_bind_text(set, 2, due);
  sqlite3_bind_int64(set, 3, event);
  EventDraft draft = {.kind = "due", .stage = store->award->rules->stages[stage].id, .before = before, .after = due};
  return event > 0 && sql_run(store, set, error) && event_append(store, &draft, error);
}

bool store_set_due(Store *store, uint16_t stage, const char *due, GError **error) {
  bool good = rule_begin(store, "due", error) && stage_needs(store, stage, STAGE_CLOSED, error) &&
              write_due(store, stage, due, error);
  return store_finish(store, good, error);
}
