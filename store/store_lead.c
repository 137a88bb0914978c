/* store_lead.c: who leads a panel, and the deputy who does when its leader is recused or released.
 *
 * It leads who is assigned as its leader, else its members with the role leader. When those are out the lead passes to
 * the deputy, a member whom the secretariat named for this panel; without one it has no leader. One row per panel, written
 * by the event "deputy" (before and after: ids, or "no-deputy"); a deputy who was taken back stays there as -1. */
#include "store/store_private.h"

#include <string.h>

/* -- who leads ------------------------------------------------------------------------------------------------- */

/* The named deputy's number; -1 none. */
static bool read_deputy(Store *store, uint16_t stage, uint32_t applicant, int64_t *ret_deputy, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_deputy);
  sqlite3_bind_int64(row, 1, panel_key(stage, applicant));
  int got = sql_step(store, row, error);
  *ret_deputy = got == 1 ? sqlite3_column_int64(row, 0) : -1;
  sqlite3_reset(row);
  return got >= 0;
}

/* The members of a panel, folded. */
typedef struct Leads {
  bool assigned;      /* somebody is assigned as the leader */
  int64_t there, out; /* of those who lead, the first who does and the first who is recused or released; -1 */
  bool released;      /* that one is released */
  bool deputy_there;  /* the deputy is a member and not out */
} Leads;

static void take_member(Leads *leads, sqlite3_stmt *row, int64_t deputy) {
  int64_t assessor = sqlite3_column_int64(row, 0);
  bool assigned = sqlite3_column_int(row, 1) != 0, recused = sqlite3_column_int(row, 3) != 0;
  bool out = recused || sqlite3_column_int(row, 4) != 0;
  leads->deputy_there |= assessor == deputy && !out;
  if (assigned && !leads->assigned) *leads = (Leads){true, -1, -1, false, leads->deputy_there};
  bool role = g_str_equal(sql_text(row, 2), role_name(ROLE_LEADER));
  if (leads->assigned ? !assigned : !role) return;
  int64_t *place = out ? &leads->out : &leads->there;
  if (*place >= 0) return;
  *place = assessor;
  if (out) leads->released = !recused;
}

bool panel_lead(Store *store, uint16_t stage, uint32_t applicant, PanelLead *ret_lead, GError **error) {
  Leads leads = {.there = -1, .out = -1};
  PanelLead lead = {.stage = stage, .applicant = applicant};
  sqlite3_stmt *row = sql(store, SQL_panel_members);
  int got;
  if (!read_deputy(store, stage, applicant, &lead.deputy, error)) return false;
  sqlite3_bind_int64(row, 1, book_id(stage, applicant, 0));
  sqlite3_bind_int64(row, 2, book_id(stage, applicant, ROW_MASK));
  while ((got = sql_step(store, row, error)) == 1) take_member(&leads, row, lead.deputy);
  lead.passed = leads.there < 0 && leads.deputy_there;
  lead.leader = lead.passed ? lead.deputy : leads.there;
  lead.out = leads.there < 0 ? leads.out : -1;
  lead.released = lead.out >= 0 && leads.released;
  *ret_lead = lead;
  return got == 0;
}

int any_deputy(Store *store, GError **error) { return sql_any(store, SQL_any_deputy, error); }

int deputy_leads(Store *store, uint16_t stage, uint32_t applicant, int64_t *ret_deputy, GError **error) {
  PanelLead lead = {.passed = false};
  if (!read_deputy(store, stage, applicant, ret_deputy, error)) return -1;
  if (*ret_deputy >= 0 && !panel_lead(store, stage, applicant, &lead, error)) return -1;
  return lead.passed;
}

bool store_panel_lead(Store *store, uint16_t stage, uint32_t applicant, PanelLead *ret_lead, GError **error) {
  if (!store_needs_award(store, error)) return false;
  int own = store_sees_all(store) ? 1 : store_is_recused(store, applicant, store->actor_assessor, error);
  if (own == 1) return panel_lead(store, stage, applicant, ret_lead, error);
  return own == 0 &&
         store_refuse(error, STORE_ERROR_PERMISSION,
                      _("“%s” may not see who leads which panel; ask the secretariat, supervisor or committee"),
                      store->actor);
}

/* -- panels without a leader ------------------------------------------------------------------------------------- */

/* At a sealed stage nobody can be named any more. */
static bool add_leaderless(Store *store, const Outs *outs, uint32_t applicant, GArray *list, GError **error) {
  for (uint16_t stage = 0; stage < store->award->rules->n_stages; stage++) {
    PanelLead lead;
    if (!panel_lead(store, stage, applicant, &lead, error)) return false;
    bool over = outs_at(outs, applicant, stage) != OUT_NOT || outs->cycle->stage_states[stage] == STAGE_SEALED;
    if (lead.leader < 0 && lead.out >= 0 && !over) g_array_append_val(list, lead);
  }
  return true;
}

/* Per applicant whether anybody is recused or released from it. */
static bool *look_for_missing(const Cycle *cycle) {
  bool *missing = g_new0(bool, cycle->n_applicants + 1);
  for (size_t i = 0; i < cycle->n_recusals; i++) missing[cycle->recusals[i].applicant] = true;
  for (size_t i = 0; i < cycle->n_releases; i++) missing[cycle->releases[i].applicant] = true;
  return missing;
}

GArray *store_leaderless(Store *store, const Cycle *cycle, GError **error) {
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(PanelLead));
  g_autofree bool *missing = look_for_missing(cycle);
  Outs outs;
  bool mine = false, good = store_needs_award(store, error) && store_join_read(store, &mine, error) &&
                            store_outs(store, cycle, &outs, error);
  for (uint32_t i = 0; good && store_sees_all(store) && i < cycle->n_applicants; i++)
    good = !missing[i] || add_leaderless(store, &outs, i, list, error);
  store_end_read(store, mine);
  return good ? g_steal_pointer(&list) : NULL;
}

/* -- naming one ---------------------------------------------------------------------------------------------------- */

static bool check_member(Store *store, uint16_t stage, uint32_t applicant, uint32_t deputy, const char *who,
                         const char *id, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_assignment);
  sqlite3_bind_int64(row, 1, book_id(stage, applicant, deputy));
  int assigned = sql_step(store, row, error);
  bool leads = assigned == 1 && sqlite3_column_int(row, 0) != 0;
  sqlite3_reset(row);
  if (assigned < 0) return false;
  const char *where = stage_words(&store->award->rules->stages[stage]);
  if (assigned == 0)
    return store_refuse(
        error, STORE_ERROR_INPUT,
        _("“%s” is not in the panel of “%s” at stage %s; the secretariat assigns with accolade import assignments"),
        who, id, where);
  if (leads)
    return store_refuse(error, STORE_ERROR_INPUT, _("“%s” leads the panel of “%s” at stage %s; a deputy is another"),
                        who, id, where);
  int recused = store_is_recused(store, applicant, deputy, error);
  int released = recused == 0 ? store_is_released(store, book_id(stage, applicant, deputy), error) : 0;
  if (recused == 1)
    return store_refuse(error, STORE_ERROR_INPUT, _("“%s” is recused from “%s” and cannot lead"), who, id);
  if (released == 1)
    return store_refuse(error, STORE_ERROR_INPUT, _("“%s” is released from “%s” at stage %s and cannot lead"), who, id,
                        where);
  return recused == 0 && released == 0;
}

static bool write_deputy(Store *store, uint16_t stage, uint32_t applicant, int64_t deputy, const char *reason,
                         GError **error) {
  int64_t event = event_next(store, error);
  sqlite3_stmt *row = sql(store, SQL_set_deputy);
  sqlite3_bind_int64(row, 1, panel_key(stage, applicant));
  sqlite3_bind_int64(row, 2, deputy);
  sql_bind_text(row, 3, reason);
  sqlite3_bind_int64(row, 4, event);
  return event > 0 && sql_run(store, row, error);
}

static char *deputy_id(Store *store, int64_t deputy, GError **error) {
  return deputy < 0 ? g_strdup(NO_DEPUTY) : store_assessor_id(store, (uint32_t)deputy, error);
}

bool lead_name_deputy(Store *store, uint16_t stage, uint32_t applicant, int64_t deputy, const char *reason,
                      GError **error) {
  int64_t old;
  g_autofree char *id = store_applicant_id(store, applicant, NULL, error);
  g_autofree char *who = id ? deputy_id(store, deputy, error) : NULL;
  if (!who || !stage_needs(store, stage, STAGE_CLOSED, error) || !read_deputy(store, stage, applicant, &old, error))
    return false;
  g_autofree char *before = deputy_id(store, old, error);
  const char *where = stage_words(&store->award->rules->stages[stage]);
  if (!before) return false;
  if (old == deputy && deputy < 0)
    return store_refuse(error, STORE_ERROR_INPUT, _("the panel of “%s” at stage %s has no deputy"), id, where);
  if (old == deputy)
    return store_refuse(error, STORE_ERROR_INPUT, _("“%s” is the deputy of the panel of “%s” at stage %s already"), who,
                        id, where);
  const EventDraft event = {
      "deputy", store->award->rules->stages[stage].id, id, deputy < 0 ? before : who, "", before, who, reason};
  return (deputy < 0 || check_member(store, stage, applicant, (uint32_t)deputy, who, id, error)) &&
         write_deputy(store, stage, applicant, deputy, reason, error) && event_append(store, &event, error);
}

bool store_name_deputy(Store *store, uint16_t stage, uint32_t applicant, int64_t deputy, const char *reason,
                       GError **error) {
  if (!store_needs_secretariat(store, "deputy", error) || !store_needs_award(store, error)) return false;
  if (!needs_reason("deputy", reason, error)) return false;
  if (!store_begin(store, error)) return false;
  return store_finish(store, lead_name_deputy(store, stage, applicant, deputy, reason, error), error);
}
