/* store_place.c: places given by people, of those a tie left open (Contest.place) or of a tier that is theirs to give: who, which,
 * on what ground. */
#include "store/store_private.h"

static bool write_placing(Store *store, uint32_t applicant, const char *id, const char *place, const char *reason,
                          GError **error) {
  sqlite3_stmt *there = sql(store, SQL_placing);
  sqlite3_bind_int64(there, 1, applicant);
  int got = sql_step(store, there, error);
  g_autofree char *before = g_strdup(got == 1 ? sql_text(there, 0) : "");
  sqlite3_reset(there);
  if (got >= 0 && !*place && !*before)
    return store_refuse(error, STORE_ERROR_INPUT, _("no place was given to “%s” by a decision; nothing is withdrawn"),
                        id);
  int64_t event = got < 0 ? -1 : event_next(store, error);
  sqlite3_stmt *row = sql(store, SQL_set_placing);
  sqlite3_bind_int64(row, 1, applicant);
  sql_bind_text(row, 2, place);
  sql_bind_text(row, 3, reason);
  sqlite3_bind_int64(row, 4, event);
  const EventDraft draft = {.kind = "place", .applicant = id, .before = before, .after = place, .reason = reason};
  return event > 0 && sql_run(store, row, error) && event_append(store, &draft, error);
}

/* Did others get the place it tied for? */
static bool lost_tie(const Ranking *ranking, const Standing *standing) {
  return standing->contest > 0 &&
         g_array_index(ranking->contests, Contest, standing->contest - 1).tier != standing->tier;
}

/* The tie for places that the applicant is in, as the ranking finds it now. Caller frees; NULL with error: there is none. */
static char *contested_place(Store *store, uint32_t applicant, const char *id, GError **error) {
  g_autoptr(Cycle) cycle = store_cycle(store, error);
  g_autoptr(Ranking) ranking = cycle ? store_ranking(store, cycle, error) : NULL;
  if (!ranking) return NULL;
  const Standing *standing = ranking_standing(ranking, applicant);
  if (standing && standing->contested && standing->contest == 0) {
    store_refuse(error, STORE_ERROR_INPUT,
                 _("whether “%s” ties for a place hangs on a tie for a higher one; decide that one first"), id);
    return NULL;
  }
  if (standing && standing->contested)
    return g_strdup(g_array_index(ranking->contests, Contest, standing->contest - 1).place);
  store_refuse(error, STORE_ERROR_INPUT,
               standing && !standing->placed && lost_tie(ranking, standing)
                   ? _("“%s” tied for a place that a decision gave to another already; accolade place --withdraw takes "
                       "that back first")
               : standing && standing->placed
                   ? _("“%s” was given its place by a decision already; accolade place --withdraw takes it back")
                   : _("“%s” does not tie for an open place; accolade rank names those who do"),
               id);
  return NULL;
}

/* A tier that people give is for who is ranked, and has no other. Caller frees; NULL with error: it cannot be given. */
static char *place_of_tier(Store *store, uint32_t applicant, const char *id, const Tier *tier, GError **error) {
  const char *title = title_words(&tier->title, tier->id);
  if (!tier_is_by_people(tier)) {
    store_refuse(
        error, STORE_ERROR_INPUT,
        _("“%s” goes by rank and is not given by people; only a place that a tie leaves open is, without --tier"),
        title);
    return NULL;
  }
  g_autoptr(Cycle) cycle = store_cycle(store, error);
  g_autoptr(Ranking) ranking = cycle ? store_ranking(store, cycle, error) : NULL;
  if (!ranking) return NULL;
  const Standing *standing = ranking_standing(ranking, applicant);
  if (standing && !standing->tier && !standing->contested) return g_strdup(tier->id);
  if (!standing)
    store_refuse(error, STORE_ERROR_INPUT, _("“%s” is not ranked, and “%s” is for who is"), id, title);
  else if (standing->contested)
    store_refuse(error, STORE_ERROR_INPUT, _("“%s” ties for an open place; decide that one first"), id);
  else
    store_refuse(error, STORE_ERROR_INPUT, _("“%s” has “%s” already"), id,
                 title_words(&standing->tier->title, standing->tier->id));
  return NULL;
}

bool store_place(Store *store, uint32_t applicant, const Tier *tier, const char *reason, char **ret_place,
                 GError **error) {
  g_autofree char *id = NULL, *place = NULL;
  bool good = rule_begin(store, "place", error) && needs_reason("place", reason, error) &&
              store_needs_unsealed(store, error) && (id = store_applicant_id(store, applicant, NULL, error)) &&
              (place = tier ? place_of_tier(store, applicant, id, tier, error)
                            : contested_place(store, applicant, id, error)) &&
              write_placing(store, applicant, id, place, reason, error);
  good = store_finish(store, good, error);
  if (good) *ret_place = g_steal_pointer(&place);
  return good;
}

bool store_withdraw_place(Store *store, uint32_t applicant, const char *reason, GError **error) {
  g_autofree char *id = NULL;
  bool good = rule_begin(store, "place", error) && needs_reason("place", reason, error) &&
              store_needs_unsealed(store, error) && (id = store_applicant_id(store, applicant, NULL, error)) &&
              write_placing(store, applicant, id, "", reason, error);
  return store_finish(store, good, error);
}
