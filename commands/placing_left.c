/* placing_left.c: once the marks are in, which places people have still to give, and which reserved ones stay empty. */
#include "commands/placing.h"
#include "commands/reporting.h"
#include "reports/report_ranking.h"

#include <glib/gi18n.h>

static Audience class_audience(const Session *session) {
  return session->rules->n_classes > 0 ? FOR_PEOPLE : FOR_NOBODY;
}

/* -- those that a tie leaves open -------------------------------------------------------------------------------- */

typedef struct Tie {
  const Tier *tier;
  const char *class_id;
  int64_t places;
  GArray *tied; /* of Cell: ids */
} Tie;

typedef struct Ties {
  const Session *session;
  GArray *list; /* Tie */
} Ties;

static void ties_free(gpointer data) {
  Ties *ties = data;
  for (guint i = 0; i < ties->list->len; i++) g_array_unref(g_array_index(ties->list, Tie, i).tied);
  g_array_unref(ties->list);
  g_free(ties);
}

static const char *class_of(const Session *session, uint32_t applicant) {
  return session->rules->n_classes > 0 ? session->cycle->applicants[applicant].class_id : "";
}

/* What is left of a tie when some of it were given theirs. */
static Tie tie_of(const Session *session, const Ranking *ranking, guint contest) {
  const Contest *of = &g_array_index(ranking->contests, Contest, contest);
  Tie tie = {of->tier, "", of->places, g_array_new(FALSE, FALSE, sizeof(Cell))};
  for (guint i = 0; i < ranking->standings->len; i++) {
    const Standing *standing = &g_array_index(ranking->standings, Standing, i);
    if (standing->contest != contest + 1) continue;
    Cell id = cell_text(session->cycle->applicants[standing->applicant].id);
    tie.class_id = class_of(session, standing->applicant);
    tie.places -= standing->placed && standing->tier == of->tier;
    if (standing->contested) g_array_append_val(tie.tied, id);
  }
  return tie;
}

static Ties *ties_new(const Session *session, const Ranking *ranking) {
  Ties *ties = g_new(Ties, 1);
  *ties = (Ties){session, g_array_new(FALSE, FALSE, sizeof(Tie))};
  for (guint i = 0; i < ranking->contests->len; i++) {
    Tie tie = tie_of(session, ranking, i);
    if (tie.tied->len > 0)
      g_array_append_val(ties->list, tie);
    else
      g_array_unref(tie.tied);
  }
  return ties;
}

static void fill_tie(const void *data, size_t i, Cell *cells) {
  const Ties *ties = data;
  const Tie *tie = &g_array_index(ties->list, Tie, i);
  cells[0] = cell_text(tie->class_id);
  cells[1] = cell_text(session_class(ties->session, tie->class_id));
  cells[2] = cell_text(tie->tier->id);
  cells[3] = cell_text(session_tier(ties->session, tie->tier));
  cells[4] = cell_integer(tie->places);
  cells[5] = cell_list((const Cell *)(void *)tie->tied->data, tie->tied->len);
}

static bool is_all_sealed(const Session *session) {
  for (size_t s = 0; s < session->rules->n_stages; s++)
    if (session->cycle->stage_states[s] != STAGE_SEALED) return false;
  return true;
}

static void add_ties(Document *document, const Session *session, const Ranking *ranking) {
  const Column columns[] = {
      {"class", "", ALIGN_LEFT, FOR_MACHINES},       {"class-title", _("Class"), ALIGN_LEFT, class_audience(session)},
      {"tier", "", ALIGN_LEFT, FOR_MACHINES},        {"tier-title", _("Tier"), ALIGN_LEFT, FOR_PEOPLE},
      {"places", _("Places"), ALIGN_RIGHT, FOR_ALL}, {"applicants", _("Tied for them"), ALIGN_LEFT, FOR_ALL}};
  Ties *ties = ties_new(session, ranking);
  guint n = ties->list->len;
  Table *table =
      document_table(document, "open_places", _("Places that a tie leaves open"), G_N_ELEMENTS(columns), columns);
  table_set_rows(table, n, fill_tie, ties, ties_free);
  if (n > 0)
    document_paragraph(document, is_all_sealed(session)
                                     ? _("All is sealed; to give them, open a stage again with --reason and say "
                                         "accolade place APPLICANT --reason TEXT")
                                     : _("Give them before all is sealed: accolade place APPLICANT --reason TEXT"));
}

/* -- those kept for some, who are not there ------------------------------------------------------------------------ */

typedef struct Kept {
  const Session *session;
  GArray *list; /* Vacancy; borrows from rules and cycle */
} Kept;

static void kept_free(gpointer data) {
  Kept *kept = data;
  g_array_unref(kept->list);
  g_free(kept);
}

static void fill_kept(const void *data, size_t i, Cell *cells) {
  const Kept *kept = data;
  const Vacancy *vacancy = &g_array_index(kept->list, Vacancy, i);
  cells[0] = cell_text(vacancy->class_id);
  cells[1] = cell_text(session_class(kept->session, vacancy->class_id));
  cells[2] = cell_text(vacancy->tier->id);
  cells[3] = cell_text(session_tier(kept->session, vacancy->tier));
  cells[4] = cell_integer(vacancy->places);
  cells[5] = cell_text(ranking_vacancy_name(vacancy));
  cells[6] = cell_text(ranking_vacancy_words(vacancy));
}

static void add_kept(Document *document, const Session *session, const Ranking *ranking) {
  const Column columns[] = {
      {"class", "", ALIGN_LEFT, FOR_MACHINES},       {"class-title", _("Class"), ALIGN_LEFT, class_audience(session)},
      {"tier", "", ALIGN_LEFT, FOR_MACHINES},        {"tier-title", _("Tier"), ALIGN_LEFT, FOR_PEOPLE},
      {"places", _("Places"), ALIGN_RIGHT, FOR_ALL}, {"reason", "", ALIGN_LEFT, FOR_MACHINES},
      {"why", _("Why"), ALIGN_LEFT, FOR_PEOPLE}};
  Kept *kept = g_new(Kept, 1);
  *kept = (Kept){session, g_array_new(FALSE, FALSE, sizeof(Vacancy))};
  for (guint i = 0; i < ranking->vacancies->len; i++) {
    const Vacancy *vacancy = &g_array_index(ranking->vacancies, Vacancy, i);
    if (vacancy->reserved) g_array_append_val(kept->list, *vacancy);
  }
  Table *table = document_table(document, "vacant_reserved", _("Reserved places that stay vacant"),
                                G_N_ELEMENTS(columns), columns);
  table_set_rows(table, kept->list->len, fill_kept, kept, kept_free);
}

/* -- both ---------------------------------------------------------------------------------------------------------- */

/* A place is not to be given while a stage that counts is to come. */
static bool all_begun(const Session *session, const Ranking *ranking) {
  for (size_t s = 0; s < ranking->n_stages; s++)
    if (stage_counts(&session->rules->stages[s]) && !ranking->begun[s] && session->cycle->stage_states[s] == STAGE_OPEN)
      return false;
  return true;
}

void placing_add_left(Document *document, const Session *session, const Ranking *ranking) {
  if (!all_begun(session, ranking)) return;
  add_ties(document, session, ranking);
  add_kept(document, session, ranking);
}
