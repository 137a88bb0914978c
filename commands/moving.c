/* moving.c: nobody goes on, or goes on no more, in silence because of what became of another. */
#include "commands/moving.h"
#include "commands/output.h"

#include <glib/gi18n.h>

static GArray *left_out(const Cycle *cycle, const Ranking *ranking) {
  GArray *left = g_array_sized_new(FALSE, FALSE, sizeof(int), (guint)cycle->n_applicants);
  const int none = -1;
  for (size_t a = 0; a < cycle->n_applicants; a++) g_array_append_val(left, none);
  for (guint i = 0; ranking && i < ranking->excluded->len; i++) {
    const NotRanked *one = &g_array_index(ranking->excluded, NotRanked, i);
    if (ranking_is_left_out(one, cycle)) g_array_index(left, int, one->applicant) = one->stage;
  }
  return left;
}

bool moving_read(Session *session, GArray **ret_left, GError **error) {
  if (award_lines(&session->award).end == 0) return true;
  g_autoptr(Cycle) cycle = store_cycle(session->store, error);
  g_autoptr(Ranking) ranking = NULL;
  if (!cycle || !store_try_ranking(session->store, cycle, &ranking, error)) return false;
  *ret_left = left_out(cycle, ranking);
  return true;
}

static void tell(const Session *session, uint32_t applicant, int before, int now) {
  const char *id = session->cycle->applicants[applicant].id;
  if (before >= 0) fprintf(session->out, _("%s goes on after %s\n"), id, session_stage(session, (size_t)before));
  if (now >= 0) fprintf(session->out, _("%s does not go on after %s\n"), id, session_stage(session, (size_t)now));
}

bool moving_tell(Session *session, int64_t but, const GArray *before, GError **error) {
  g_autoptr(GArray) now = NULL;
  if (!before || !moving_read(session, &now, error)) return !before;
  for (guint a = 0; a < MIN(before->len, now->len); a++)
    if (a != but && g_array_index(before, int, a) != g_array_index(now, int, a))
      tell(session, a, g_array_index(before, int, a), g_array_index(now, int, a));
  return true;
}

Exit moving_run(Session *session, const Arguments *arguments, MovingChange *change, const char *said, GError **error) {
  uint32_t applicant;
  const char *id = arguments->words[0], *reason = meant_reason(arguments, error);
  g_autoptr(GArray) left = NULL;
  if (!reason || !meant_applicant(session, id, &applicant, error) || !moving_read(session, &left, error) ||
      !change(session->store, applicant, reason, error))
    return EXIT_INPUT;
  fprintf(session->out, said, id);
  return moving_tell(session, applicant, left, error) ? EXIT_DONE : EXIT_INPUT;
}
