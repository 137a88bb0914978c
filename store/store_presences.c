/* store_presences.c: who took part in the award when stages were sealed, of those who left by a veto or of their own accord, or
 * came back, later. As of a seal an applicant is as the next event about it says it was before, else as it is now. */
#include "store/store_private.h"

typedef struct Seals {
  size_t n;
  int64_t at[RANKING_MAX_STAGES]; /* the event that sealed the stage; 0: it is not sealed */
  int64_t first;                  /* of these; 0: none is */
  uint64_t sealed;
} Seals;

static bool find_seals(Store *store, Seals *ret_seals, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_stages);
  Seals seals = {0};
  int got;
  for (; (got = sql_step(store, row, error)) == 1 && seals.n < RANKING_MAX_STAGES; seals.n++) {
    if (sqlite3_column_int(row, 2) != STAGE_SEALED) continue;
    int64_t event = seals.at[seals.n] = sqlite3_column_int64(row, 3);
    seals.first = seals.first ? MIN(seals.first, event) : event;
    seals.sealed |= (uint64_t)1 << seals.n;
  }
  sqlite3_reset(row);
  *ret_seals = seals;
  return got >= 0;
}

/* An applicant whose events come by. */
typedef struct Watched {
  Presence presence;
  uint64_t vetoed, withdrawn; /* bit s: it was when stage s was sealed */
  uint64_t told_veto, told_withdrawal;
} Watched;

static Watched watched_new(const Seals *seals, const Cycle *cycle, uint32_t applicant) {
  const Applicant *who = &cycle->applicants[applicant];
  return (Watched){.presence = {.applicant = applicant, .sealed = seals->sealed},
                   .vetoed = applicant_is_vetoed(who) ? seals->sealed : 0,
                   .withdrawn = applicant_has_withdrawn(who) ? seals->sealed : 0};
}

/* The first event after a seal says how it was. */
static void take_event(Watched *watched, const Seals *seals, int64_t event, bool is_veto, bool before) {
  uint64_t *was = is_veto ? &watched->vetoed : &watched->withdrawn;
  uint64_t *told = is_veto ? &watched->told_veto : &watched->told_withdrawal;
  for (size_t s = 0; s < seals->n; s++) {
    uint64_t bit = (uint64_t)1 << s;
    if (seals->at[s] == 0 || seals->at[s] > event || *told & bit) continue;
    *told |= bit;
    *was = before ? *was | bit : *was & ~bit;
  }
}

static void keep(GArray *list, const Watched *watched) {
  Presence presence = watched->presence;
  presence.there = presence.sealed & ~(watched->vetoed | watched->withdrawn);
  g_array_append_val(list, presence);
}

/* Events after the first seal come by applicant, then as they happened. */
static bool gather(Store *store, const Seals *seals, const Cycle *cycle, GArray *list, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_comings_and_goings);
  sqlite3_bind_int64(row, 1, seals->first);
  Watched watched = {0};
  bool any = false;
  int got;
  while ((got = sql_step(store, row, error)) == 1) {
    int64_t no = sqlite3_column_int64(row, 0);
    if (no < 0 || (uint64_t)no >= cycle->n_applicants) continue; /* the people loaded are all there are */
    bool is_veto = g_str_equal(sql_text(row, 2), "veto");
    if (any && watched.presence.applicant != no) keep(list, &watched);
    if (!any || watched.presence.applicant != no) watched = watched_new(seals, cycle, (uint32_t)no);
    any = true;
    take_event(&watched, seals, sqlite3_column_int64(row, 1), is_veto,
               is_veto ? *sql_text(row, 3) != '\0' : g_str_equal(sql_text(row, 3), "withdrawn"));
  }
  if (any) keep(list, &watched);
  return got == 0;
}

bool presences_load(Store *store, Cycle *cycle, GError **error) {
  Seals seals;
  if (!find_seals(store, &seals, error)) return false;
  if (seals.first == 0) return true;
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Presence));
  if (!gather(store, &seals, cycle, list, error)) return false;
  cycle->n_presences = list->len;
  cycle->presences = (Presence *)(void *)g_array_free(g_steal_pointer(&list), FALSE);
  return true;
}
