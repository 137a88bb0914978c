/* placing.c: what is decided on ties, and what of it the ranking does not need any more. */
#include "commands/placing.h"
#include "commands/by_id.h"
#include "commands/command.h"
#include "reports/words.h"

#include <glib/gi18n.h>

typedef struct Idle {
  const Session *session;
  GPtrArray *placings; /* const Placing */
  char **words;        /* of each */
} Idle;

static void fill(const void *data, size_t i, Cell *cells) {
  const Idle *idle = data;
  const Placing *placing = idle->placings->pdata[i];
  const Applicant *applicant = &idle->session->cycle->applicants[placing->applicant];
  cells[0] = cell_text(applicant->id);
  cells[1] = cell_text(applicant->name);
  cells[2] = cell_text(placing->place);
  cells[3] = cell_text(idle->words[i]);
  cells[4] = cell_text(placing->reason);
}

static void idle_free(gpointer data) {
  Idle *idle = data;
  g_ptr_array_unref(idle->placings);
  g_strfreev(idle->words);
  g_free(idle);
}

static void add_table(Document *document, const Session *session, GPtrArray *placings) {
  const Column columns[] = {{"applicant", _("Applicant"), ALIGN_LEFT, FOR_ALL},
                            {"name", _("Name"), ALIGN_LEFT, FOR_PEOPLE},
                            {"place", "", ALIGN_LEFT, FOR_MACHINES},
                            {"decision", _("Decision"), ALIGN_LEFT, FOR_PEOPLE},
                            {"reason", _("Reason"), ALIGN_LEFT, FOR_ALL}};
  Table *table = document_table(document, "idle_places",
                                _("Decided places without effect: the tie is another now, or the applicant is not "
                                  "ranked or ranks for a place itself"),
                                G_N_ELEMENTS(columns), columns);
  Idle *idle = g_new(Idle, 1);
  *idle = (Idle){session, g_ptr_array_ref(placings), g_new0(char *, placings->len + 1)};
  for (guint i = 0; i < placings->len; i++)
    idle->words[i] = place_words(session->rules, ((const Placing *)placings->pdata[i])->place, session->lang);
  table_set_rows(table, placings->len, fill, idle, idle_free);
}

static void add_idle(Document *document, const Session *session, const Ranking *ranking) {
  const Cycle *cycle = session->cycle;
  g_autoptr(GPtrArray) idle = g_ptr_array_new();
  for (size_t i = 0; i < cycle->n_placings; i++)
    if (!ranking_placing_holds(ranking, &cycle->placings[i])) g_ptr_array_add(idle, &cycle->placings[i]);
  placings_sort(idle, cycle);
  if (idle->len > 0) add_table(document, session, idle);
}

/* Nothing is ranked where nothing was decided and marks are still to come. */
bool placing_add(Document *document, Session *session, bool all_in, GError **error) {
  bool decided = session->cycle->n_placings > 0, left = all_in && session->rules->n_tiers > 0;
  if (!(decided || left) || !(ROLES_SEE_SCORES & 1u << store_role(session->store))) return true;
  g_autoptr(Ranking) ranking = NULL;
  if (!store_try_ranking(session->store, session->cycle, &ranking, error)) return false;
  if (ranking && left) placing_add_left(document, session, ranking);
  if (ranking && decided) add_idle(document, session, ranking);
  return true;
}

static bool is_open(const Ranking *ranking, guint contest) {
  for (guint i = 0; i < ranking->standings->len; i++) {
    const Standing *standing = &g_array_index(ranking->standings, Standing, i);
    if (standing->contested && standing->contest == contest + 1) return true;
  }
  return false;
}

void placing_warn_open(Session *session, bool all_sealed) {
  g_autoptr(Ranking) ranking = NULL;
  if (!store_try_ranking(session->store, session->cycle, &ranking, NULL) || !ranking) return;
  for (guint i = 0; i < ranking->contests->len; i++) {
    const Contest *contest = &g_array_index(ranking->contests, Contest, i);
    if (!is_open(ranking, i)) continue;
    g_autofree char *words = tie_words(session->rules, contest->place, session->lang, _("%s, for which %s tie"));
    fprintf(session->err,
            all_sealed ? _("accolade: a place is still open: %s; to give it, open a stage again with --reason and say "
                           "accolade place\n")
                       : _("accolade: a place is still open: %s; give it with accolade place before all is sealed\n"),
            words);
  }
}
