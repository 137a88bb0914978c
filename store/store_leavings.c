/* store_leavings.c: who left the award, by a veto or of its own accord, after the result of a stage was sealed: there it still
 * counts among those that took part. */
#include "store/store_parts.h"

/* Per stage the event that sealed it, 0 while it is not; false with an error. Is any? */
static bool find_seals(Store *store, int64_t ret_seals[RANKING_MAX_STAGES], bool *ret_any, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_stages);
  int got;
  *ret_any = false;
  for (size_t s = 0; (got = sql_step(store, row, error)) == 1; s++) {
    bool sealed = sqlite3_column_int(row, 2) == STAGE_SEALED && s < RANKING_MAX_STAGES;
    if (s < RANKING_MAX_STAGES) ret_seals[s] = sealed ? sqlite3_column_int64(row, 3) : 0;
    *ret_any |= sealed;
  }
  return got == 0;
}

/* The stages that were sealed before that event, and are. */
static uint64_t stood_at(const int64_t seals[RANKING_MAX_STAGES], int64_t event) {
  uint64_t stood = 0;
  for (size_t s = 0; s < RANKING_MAX_STAGES; s++)
    if (seals[s] > 0 && seals[s] < event) stood |= (uint64_t)1 << s;
  return stood;
}

static bool gather(Store *store, const int64_t seals[RANKING_MAX_STAGES], Cycle *cycle, GError **error) {
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Leaving));
  sqlite3_stmt *row = sql(store, SQL_leavings);
  int got;
  while ((got = sql_step(store, row, error)) == 1) {
    Leaving leaving = {(uint32_t)sqlite3_column_int64(row, 0), stood_at(seals, sqlite3_column_int64(row, 1))};
    if (leaving.stood) g_array_append_val(list, leaving);
  }
  cycle->n_leavings = list->len;
  cycle->leavings = (Leaving *)(void *)g_array_free(g_steal_pointer(&list), FALSE);
  return got == 0;
}

bool leavings_load(Store *store, Cycle *cycle, GError **error) {
  int64_t seals[RANKING_MAX_STAGES] = {0};
  bool any = false;
  return find_seals(store, seals, &any, error) && (!any || gather(store, seals, cycle, error));
}
