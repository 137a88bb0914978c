/* store_led.c: how far a panel is, for whoever leads it: how many are in, and on how many marks it has agreed. Numbers only:
 * they say nothing of anybody's marks, and the leader has to know when the meeting can begin. */
#include "store/store_private.h"

/* Of who has not declared where it is asked, even once the stage is closed, nothing opens. 1, 0, -1 error. */
static int is_told(Store *store, const Owed *owed, GError **error) {
  bool mine = !store_sees_all(store) && (int64_t)owed->assessor == store->actor_assessor;
  if (!mine || owed->recused || owed->released || owed->out != OUT_NOT) return 0;
  int asked = store_is_asked(store, owed->stage, owed->applicant, error);
  return asked < 0 ? -1 : !asked;
}

/* By role it leads where nobody is assigned to (panel_lead). 1, 0, -1 error. */
static int leads(Store *store, const Owed *owed, GError **error) {
  PanelLead lead;
  if (owed->lead || store->role != ROLE_LEADER) return owed->lead;
  if (!panel_lead(store, owed->stage, owed->applicant, &lead, error)) return -1;
  return lead.leader == store->actor_assessor;
}

static bool read_numbers(Store *store, int64_t panel, Owed *owed, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_panel_told);
  sqlite3_bind_int64(row, 1, panel);
  int got = sql_step(store, row, error);
  if (got == 1) {
    owed->of = (uint32_t)sqlite3_column_int64(row, 0);
    owed->in = (uint32_t)sqlite3_column_int64(row, 1);
    owed->agreed = (uint32_t)sqlite3_column_int64(row, 2);
  }
  sqlite3_reset(row);
  return got >= 0;
}

bool owed_tell_leader(Store *store, Owed *owed, GError **error) {
  int told = is_told(store, owed, error), led = told == 1 ? leads(store, owed, error) : told;
  return led == 1 ? read_numbers(store, panel_key(owed->stage, owed->applicant), owed, error) : led == 0;
}
