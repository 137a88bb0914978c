/* releasing.c: releases stand apart from recusals: they say nothing of a conflict of interest. */
#include "commands/releasing.h"

#include <glib/gi18n.h>

typedef struct Listed {
  const Session *session;
  bool oversees;
  GPtrArray *releases; /* const Release *, the cycle's */
} Listed;

static void listed_free(gpointer data) {
  Listed *listed = data;
  g_ptr_array_unref(listed->releases);
  g_free(listed);
}

static void fill(const void *data, size_t i, Cell *cells) {
  const Listed *listed = data;
  const Cycle *cycle = listed->session->cycle;
  const Release *release = g_ptr_array_index(listed->releases, i);
  bool told = listed->oversees && release->successor >= 0;
  const Cell row[] = {
      cell_text(listed->session->rules->stages[release->stage].id),
      cell_text(session_stage(listed->session, release->stage)),
      cell_text(cycle->applicants[release->applicant].id),
      cell_text(cycle->applicants[release->applicant].name),
      cell_text(cycle->assessors[release->assessor].id),
      cell_text(cycle->assessors[release->assessor].name),
      cell_text(told ? cycle->assessors[release->successor].id : ""),
      cell_text(release->reason),
  };
  for (size_t c = 0; c < G_N_ELEMENTS(row); c++) cells[c] = row[c];
}

static GPtrArray *known(const Session *session, bool oversees) {
  const Cycle *cycle = session->cycle;
  GPtrArray *list = g_ptr_array_new();
  for (size_t i = 0; i < cycle->n_releases; i++) {
    const Release *release = &cycle->releases[i];
    if (oversees || g_str_equal(cycle->assessors[release->assessor].id, session->actor))
      g_ptr_array_add(list, (gpointer)release);
  }
  return list;
}

void releasing_add(Document *document, const Session *session) {
  const Column columns[] = {{"stage", "", ALIGN_LEFT, FOR_MACHINES},
                            {"stage-title", _("Stage"), ALIGN_LEFT, FOR_PEOPLE},
                            {"applicant", _("Applicant"), ALIGN_LEFT, FOR_ALL},
                            {"name", _("Name"), ALIGN_LEFT, FOR_PEOPLE},
                            {"assessor", _("Assessor"), ALIGN_LEFT, FOR_ALL},
                            {"assessor-name", _("Full name"), ALIGN_LEFT, FOR_PEOPLE},
                            {"successor", _("In the place"), ALIGN_LEFT, FOR_ALL},
                            {"reason", _("Reason"), ALIGN_LEFT, FOR_ALL}};
  Listed *listed = g_new(Listed, 1);
  bool oversees = ROLES_SEE_SCORES & 1u << store_role(session->store);
  *listed = (Listed){session, oversees, known(session, oversees)};
  guint n = listed->releases->len;
  Table *table = document_table(document, "released", _("Released, and not for a conflict of interest"),
                                G_N_ELEMENTS(columns), columns);
  table->audience = n > 0 ? FOR_ALL : FOR_TREES;
  table_set_rows(table, n, fill, listed, listed_free);
}
