/* tui_session.c: which file is open and who sits here, which may change without leaving; and its ranking, which several
 * screens show and which takes the reading of every scorebook. */
#include "tui/recent.h"
#include "tui/tui_private.h"

bool tui_start(Tui *tui, GError **error) {
  Session *session = tui->session;
  if (!session_open(session, error)) return false;
  recent_add(session->db_path, session->actor, session->cycle->title);
  if (!tui_open(tui, "queue", "", error)) return false;
  if (store_role(session->store) != ROLE_APPLICANT || !screen_named("scorebook")) return true;
  g_autoptr(GError) none = NULL;
  tui_open(tui, "scorebook", "", &none);
  return true;
}

Session *tui_seat(const Session *session, const char *path, const char *actor, GError **error) {
  g_autoptr(Session) other = session_new();
  g_free(other->db_path);
  g_free(other->actor);
  g_free(other->lang);
  other->db_path = g_strdup(path);
  other->actor = g_strdup(actor);
  other->lang = g_strdup(session->lang);
  other->out = session->out;
  other->err = session->err;
  return session_open(other, error) ? g_steal_pointer(&other) : NULL;
}

void tui_change_seats(Tui *tui, Session *other) {
  Session left = *tui->session;
  *tui->session = *other;
  *other = left;
  if (tui->session->store) store_set_award(tui->session->store, &tui->session->award);
  g_clear_pointer(&tui->ranking, shared_ranking_drop);
  tui->watched = NULL;
  tui->seen = -1;
}

/* The screens before are closed only when those of the new one stand. */
bool tui_use(Tui *tui, const char *path, const char *actor, GError **error) {
  g_autoptr(Session) other = tui_seat(tui->session, path, actor, error);
  if (!other) return false;
  g_autoptr(GPtrArray) screens = g_steal_pointer(&tui->stack);
  tui_choice_end(tui);
  tui->stack = tui_screens_new();
  tui_change_seats(tui, other);
  if (tui_start(tui, error)) return true;
  tui_change_seats(tui, other);
  g_ptr_array_unref(tui->stack);
  tui->stack = g_steal_pointer(&screens);
  return false;
}

static void shared_ranking_clear(gpointer data) { ranking_free(((SharedRanking *)data)->ranking); }

void shared_ranking_drop(SharedRanking *shared) {
  if (shared) g_rc_box_release_full(shared, shared_ranking_clear);
}

bool tui_ranking(Tui *tui, SharedRanking **ret, GError **error) {
  int64_t now = store_change_counter(tui->session->store);
  if (!tui->ranking || tui->ranking_at != now) {
    g_autoptr(GError) problem = NULL;
    Ranking *ranking = store_ranking(tui->session->store, tui->session->cycle, &problem);
    if (problem && !g_error_matches(problem, RANKING_ERROR, RANKING_ERROR_NO_TOTAL)) {
      g_propagate_error(error, g_steal_pointer(&problem));
      return false;
    }
    shared_ranking_drop(tui->ranking);
    tui->ranking = g_rc_box_new0(SharedRanking);
    tui->ranking->ranking = ranking;
    tui->ranking_at = now;
  }
  *ret = g_rc_box_acquire(tui->ranking);
  return true;
}
