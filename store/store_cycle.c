/* store_cycle.c: the cycle: recusals, releases, deductions, decisions, given places, withdrawals, stages; and whether one that
 * was loaded still stands. */
#include "store/store_private.h"
#include "store/store_texts.h"

/* The applicant and stage a row speaks of must be there. */
static bool is_known(Store *store, const Cycle *cycle, int64_t applicant, int64_t stage, GError **error) {
  size_t n_stages = store->award ? store->award->rules->n_stages : 1;
  return (applicant >= 0 && (uint64_t)applicant < cycle->n_applicants && stage >= 0 && (uint64_t)stage < n_stages) ||
         store_damaged(store, error, _("a row speaks of an applicant or stage that is not there"));
}

static bool load_recusals(Store *store, Cycle *cycle, GError **error) {
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Recusal));
  sqlite3_stmt *row = sql(store, SQL_recusals);
  GStringChunk *strings = add_strings(cycle);
  int got;
  while ((got = sql_step(store, row, error)) == 1) {
    Recusal recusal = {(uint32_t)sqlite3_column_int64(row, 0), (uint32_t)sqlite3_column_int64(row, 1),
                       keep(strings, sql_text(row, 2))};
    if (!is_known(store, cycle, sqlite3_column_int64(row, 0), 0, error)) return false;
    if (sqlite3_column_int64(row, 1) < 0 || (uint64_t)sqlite3_column_int64(row, 1) >= cycle->n_assessors)
      return store_damaged(store, error, _("a recusal speaks of an assessor that is not there"));
    g_array_append_val(list, recusal);
  }
  cycle->n_recusals = list->len;
  cycle->recusals = (Recusal *)(void *)g_array_free(g_steal_pointer(&list), FALSE);
  return got == 0;
}

/* Who was assigned again leaves a row that says so. */
static bool load_releases(Store *store, Cycle *cycle, GError **error) {
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Release));
  sqlite3_stmt *row = sql(store, SQL_releases);
  GStringChunk *strings = add_strings(cycle);
  int got;
  while ((got = sql_step(store, row, error)) == 1) {
    int64_t id = sqlite3_column_int64(row, 0), successor = sqlite3_column_int64(row, 2);
    Release release = {book_stage(id), book_applicant(id), book_assessor(id), successor,
                       keep_once(strings, sql_text(row, 3), NULL)};
    if (!is_known(store, cycle, id < 0 ? -1 : (int64_t)book_applicant(id), book_stage(id), error)) return false;
    if (release.assessor >= cycle->n_assessors || successor >= (int64_t)cycle->n_assessors)
      return store_damaged(store, error, _("a release speaks of an assessor that is not there"));
    if (g_str_equal(sql_text(row, 1), "released")) g_array_append_val(list, release);
  }
  cycle->n_releases = list->len;
  cycle->releases = (Release *)(void *)g_array_free(g_steal_pointer(&list), FALSE);
  return got == 0;
}

static bool load_deductions(Store *store, Cycle *cycle, GError **error) {
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Deducted));
  sqlite3_stmt *row = sql(store, SQL_deductions);
  GStringChunk *strings = add_strings(cycle);
  int got;
  while ((got = sql_step(store, row, error)) == 1) {
    Deducted deducted = {.applicant = (uint32_t)sqlite3_column_int64(row, 0),
                         .stage = (uint16_t)sqlite3_column_int64(row, 1),
                         .deduction = keep_once(strings, sql_text(row, 2), NULL),
                         .reason = keep(strings, sql_text(row, 4))};
    if (!is_known(store, cycle, sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), error)) return false;
    if (!ratio_parse(sql_text(row, 3), &deducted.amount))
      return store_damaged(store, error, _("the deduction “%s” is not a number"), sql_text(row, 3));
    g_array_append_val(list, deducted);
  }
  cycle->n_deducted = list->len;
  cycle->deducted = (Deducted *)(void *)g_array_free(g_steal_pointer(&list), FALSE);
  return got == 0;
}

static bool load_decisions(Store *store, Cycle *cycle, GError **error) {
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(StageDecision));
  sqlite3_stmt *row = sql(store, SQL_decisions);
  GStringChunk *strings = add_strings(cycle);
  int got;
  while ((got = sql_step(store, row, error)) == 1) {
    StageDecision decision = {.applicant = (uint32_t)sqlite3_column_int64(row, 0),
                              .stage = (uint16_t)sqlite3_column_int64(row, 1),
                              .passed = sqlite3_column_int(row, 2) != 0,
                              .reason = keep(strings, sql_text(row, 3))};
    if (!is_known(store, cycle, sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), error)) return false;
    g_array_append_val(list, decision);
  }
  cycle->n_decisions = list->len;
  cycle->decisions = (StageDecision *)(void *)g_array_free(g_steal_pointer(&list), FALSE);
  return got == 0;
}

/* What was withdrawn leaves a row that names no place. */
static bool load_placings(Store *store, Cycle *cycle, GError **error) {
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Placing));
  sqlite3_stmt *row = sql(store, SQL_placings);
  GStringChunk *strings = add_strings(cycle);
  int got;
  while ((got = sql_step(store, row, error)) == 1) {
    if (!is_known(store, cycle, sqlite3_column_int64(row, 0), 0, error)) return false;
    Placing placing = {(uint32_t)sqlite3_column_int64(row, 0), keep(strings, sql_text(row, 1)),
                       keep(strings, sql_text(row, 2)), sqlite3_column_int64(row, 3)};
    if (*placing.place) g_array_append_val(list, placing);
  }
  cycle->n_placings = list->len;
  cycle->placings = (Placing *)(void *)g_array_free(g_steal_pointer(&list), FALSE);
  return got == 0;
}

/* Who came back leaves a row that says so. */
static bool load_withdrawals(Store *store, Cycle *cycle, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_withdrawals);
  GStringChunk *strings = add_strings(cycle);
  int got;
  while ((got = sql_step(store, row, error)) == 1) {
    if (!is_known(store, cycle, sqlite3_column_int64(row, 0), 0, error)) return false;
    Applicant *applicant = &cycle->applicants[sqlite3_column_int64(row, 0)];
    if (g_str_equal(sql_text(row, 1), "withdrawn")) applicant->withdrawn = keep(strings, sql_text(row, 2));
  }
  return got == 0;
}

static bool load_stages(Store *store, Cycle *cycle, GError **error) {
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(StageState));
  g_autoptr(GArray) dues = g_array_new(FALSE, FALSE, sizeof(char *));
  g_autoptr(GArray) again = g_array_new(FALSE, FALSE, sizeof(bool));
  sqlite3_stmt *row = sql(store, SQL_stages);
  GStringChunk *strings = add_strings(cycle);
  const Rules *rules = store->award ? store->award->rules : NULL;
  bool good = true;
  int got = 0;
  while (good && (got = sql_step(store, row, error)) == 1) {
    int state = sqlite3_column_int(row, 2);
    good = sqlite3_column_int64(row, 0) == (int64_t)list->len && state >= STAGE_OPEN && state <= STAGE_SEALED &&
           (!rules || (list->len < rules->n_stages && g_str_equal(rules->stages[list->len].id, sql_text(row, 1))));
    StageState one = (StageState)state;
    const char *due = keep(strings, sql_text(row, 4));
    g_array_append_val(list, one);
    bool opened_again = sqlite3_column_int(row, 6) != 0;
    g_array_append_val(dues, due);
    g_array_append_val(again, opened_again);
  }
  good = good && got == 0 && (!rules || list->len == rules->n_stages);
  cycle->stage_states = (StageState *)(void *)g_array_free(g_steal_pointer(&list), FALSE);
  cycle->dues = (const char **)(void *)g_array_free(g_steal_pointer(&dues), FALSE);
  cycle->opened_again = (bool *)(void *)g_array_free(g_steal_pointer(&again), FALSE);
  return good || got < 0 ? got == 0 : store_damaged(store, error, _("the stages are not those of the rules"));
}

static Cycle *load(Store *store, bool whole, GError **error) {
  g_autoptr(Cycle) cycle = g_new0(Cycle, 1);
  cycle->title = g_strdup(store->title);
  cycle->whole = whole;
  cycle->strings = g_ptr_array_new_with_free_func((GDestroyNotify)g_string_chunk_free);
  bool mine = false;
  bool done = store_join_read(store, &mine, error) && load_stages(store, cycle, error) &&
              people_of_cycle(store, cycle, error) && load_recusals(store, cycle, error) &&
              load_releases(store, cycle, error) && load_deductions(store, cycle, error) &&
              load_decisions(store, cycle, error) && load_placings(store, cycle, error) &&
              load_withdrawals(store, cycle, error) && presences_load(store, cycle, error);
  store_end_read(store, mine);
  return done ? g_steal_pointer(&cycle) : NULL;
}

Cycle *store_cycle(Store *store, GError **error) { return load(store, true, error); }

Cycle *store_cycle_for_ranking(Store *store, GError **error) { return load(store, false, error); }

static bool has_moved(Store *store, const Cycle *cycle, int64_t event, bool *ret_moved, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_cycle_moved);
  sqlite3_bind_int64(row, 1, event);
  sqlite3_bind_int64(row, 2, (int64_t)cycle->n_assessors);
  int got = sql_step(store, row, error);
  if (got == 1) *ret_moved = sqlite3_column_int(row, 0) != 0;
  sqlite3_reset(row);
  return got >= 0;
}

bool store_cycle_stands(Store *store, const Cycle *cycle, int64_t *event, bool *ret_stands, GError **error) {
  bool mine = false, moved = true;
  if (!store_join_read(store, &mine, error)) return false;
  int64_t newest = event_next(store, error) - 1;
  bool good = newest >= 0 && (!cycle || has_moved(store, cycle, *event, &moved, error));
  store_end_read(store, mine);
  if (!good) return false;
  *ret_stands = !moved;
  *event = newest;
  return true;
}
