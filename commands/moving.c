/* moving.c: nobody goes on or gets a place, or does so no more, in silence because of what became of another. */
#include "commands/moving.h"
#include "commands/output.h"

#include <glib/gi18n.h>

void moving_clear(Moving *moving) {
  g_clear_pointer(&moving->left, g_array_unref);
  g_clear_pointer(&moving->tiers, g_ptr_array_unref);
}

/* Is a stage closed whose line is drawn by score? */
static bool line_holds(const Session *session, const Cycle *cycle) {
  const Rules *rules = session->rules;
  for (size_t s = 0; s < rules->n_stages; s++)
    if (stage_selects(&rules->stages[s]) && cycle->stage_states[s] != STAGE_OPEN) return true;
  return false;
}

static GArray *left_out(const Cycle *cycle, const Ranking *ranking) {
  GArray *left = g_array_sized_new(FALSE, FALSE, sizeof(int), (guint)cycle->n_applicants);
  const int none = -1;
  for (size_t a = 0; a < cycle->n_applicants; a++) g_array_append_val(left, none);
  for (guint i = 0; i < ranking->excluded->len; i++) {
    const NotRanked *one = &g_array_index(ranking->excluded, NotRanked, i);
    if (ranking_is_left_out(one, cycle)) g_array_index(left, int, one->applicant) = one->stage;
  }
  return left;
}

/* While marks come in, places change hands with each of them. */
static bool places_stand(const Session *session, const Cycle *cycle) {
  const Rules *rules = session->rules;
  for (size_t s = 0; s < rules->n_stages; s++)
    if (stage_counts(&rules->stages[s]) && cycle->stage_states[s] == STAGE_OPEN) return false;
  return rules->n_tiers > 0;
}

static GPtrArray *tiers_of(const Cycle *cycle, const Ranking *ranking) {
  GPtrArray *tiers = g_ptr_array_new();
  g_ptr_array_set_size(tiers, (int)cycle->n_applicants);
  for (guint i = 0; i < ranking->standings->len; i++) {
    const Standing *one = &g_array_index(ranking->standings, Standing, i);
    tiers->pdata[one->applicant] = (gpointer)one->tier;
  }
  return tiers;
}

bool moving_read(Session *session, Moving *ret_moving, GError **error) {
  g_autoptr(Cycle) cycle = store_cycle(session->store, error);
  g_autoptr(Ranking) ranking = NULL;
  if (!cycle) return false;
  bool lines = line_holds(session, cycle), places = places_stand(session, cycle);
  if (!lines && !places) return true;
  if (!store_try_ranking(session->store, cycle, &ranking, error)) return false;
  if (ranking && lines) ret_moving->left = left_out(cycle, ranking);
  if (ranking && places) ret_moving->tiers = tiers_of(cycle, ranking);
  return true;
}

void moving_tell_line(const Session *session, const char *id, size_t stage, bool passes) {
  const char *on = passes ? _("%s goes on after %s\n") : _("%s does not go on after %s\n");
  const char *last = passes ? _("%s passes %s\n") : _("%s does not pass %s\n");
  fprintf(session->out, stage + 1 == session->rules->n_stages ? last : on, id, session_stage(session, stage));
}

static void tell_line(const Session *session, const char *id, int before, int now) {
  if (before == now) return;
  if (before >= 0) moving_tell_line(session, id, (size_t)before, true);
  if (now >= 0) moving_tell_line(session, id, (size_t)now, false);
}

static void tell_tier(const Session *session, const char *id, const Tier *before, const Tier *now) {
  if (before == now) return;
  if (before && now)
    fprintf(session->out, _("%s gets %s instead of %s\n"), id, session_tier(session, now),
            session_tier(session, before));
  else if (now)
    fprintf(session->out, _("%s gets %s\n"), id, session_tier(session, now));
  else
    fprintf(session->out, _("%s no longer gets %s\n"), id, session_tier(session, before));
}

bool moving_tell(Session *session, int64_t but, const Moving *before, GError **error) {
  g_auto(Moving) now = {0};
  if (!before->left && !before->tiers) return true;
  if (!moving_read(session, &now, error)) return false;
  for (guint a = 0; a < session->cycle->n_applicants; a++) {
    const char *id = session->cycle->applicants[a].id;
    if (a == but) continue;
    if (before->left && now.left)
      tell_line(session, id, g_array_index(before->left, int, a), g_array_index(now.left, int, a));
    if (before->tiers && now.tiers) tell_tier(session, id, before->tiers->pdata[a], now.tiers->pdata[a]);
  }
  return true;
}

Exit moving_run(Session *session, const Arguments *arguments, MovingChange *change, const char *said, GError **error) {
  uint32_t applicant;
  const char *id = arguments->words[0], *reason = meant_reason(arguments, error);
  g_auto(Moving) before = {0};
  if (!reason || !meant_applicant(session, id, &applicant, error) || !moving_read(session, &before, error) ||
      !change(session->store, applicant, reason, error))
    return EXIT_INPUT;
  fprintf(session->out, said, id);
  return moving_tell(session, applicant, &before, error) ? EXIT_DONE : EXIT_INPUT;
}
