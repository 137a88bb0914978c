/* leading.c: the lead of a panel is never passed on, or lost, in silence. */
#include "commands/leading.h"

#include <glib/gi18n.h>

static void tell(const Session *session, const PanelLead *lead, bool oversees) {
  const char *id = session->cycle->applicants[lead->applicant].id, *stage = session_stage(session, lead->stage);
  const char *why = lead->released ? _("the leader is released") : _("the leader is recused");
  if (lead->passed && oversees)
    fprintf(session->out, _("%s, %s: %s; %s leads as the deputy\n"), id, stage, why,
            session->cycle->assessors[lead->leader].id);
  else if (lead->passed)
    fprintf(session->out, _("%s, %s: %s; the deputy leads\n"), id, stage, why);
  else if (oversees)
    fprintf(session->out,
            _("%s, %s: %s and the panel has none now; name one: accolade deputy %s ASSESSOR --stage %s --reason ...\n"),
            id, stage, why, id, session->rules->stages[lead->stage].id);
  else
    fprintf(session->out, _("%s, %s: %s and the panel has none now; the secretariat sees it\n"), id, stage, why);
}

bool leading_tell(Session *session, uint32_t applicant, GError **error) {
  bool oversees = ROLES_SEE_SCORES & 1u << store_role(session->store);
  for (uint16_t stage = 0; stage < session->rules->n_stages; stage++) {
    PanelLead lead;
    if (!store_panel_lead(session->store, stage, applicant, &lead, error)) return false;
    if (lead.out >= 0) tell(session, &lead, oversees);
  }
  return true;
}

/* -- for the status ------------------------------------------------------------------------------------------- */

typedef struct Listed {
  const Session *session;
  GArray *rows; /* PanelLead, or Owed */
} Listed;

static Listed *listed_new(const Session *session, GArray *rows) {
  Listed *listed = g_new(Listed, 1);
  *listed = (Listed){session, rows};
  return listed;
}

static void listed_free(gpointer data) {
  Listed *listed = data;
  g_array_unref(listed->rows);
  g_free(listed);
}

static void fill_leaderless(const void *data, size_t i, Cell *cells) {
  const Listed *listed = data;
  const Session *session = listed->session;
  const PanelLead *lead = &g_array_index(listed->rows, PanelLead, i);
  cells[0] = cell_text(session->rules->stages[lead->stage].id);
  cells[1] = cell_text(session_stage(session, lead->stage));
  cells[2] = cell_text(session->cycle->applicants[lead->applicant].id);
  cells[3] = cell_text(session->cycle->applicants[lead->applicant].name);
  const char *out = session->cycle->assessors[lead->out].id;
  cells[4] = cell_text(out);
  cells[5] = cell_text(lead->released ? _("released") : _("recused"));
  cells[6] = cell_text(lead->released ? "" : out);
  cells[7] = cell_text(lead->released ? out : "");
}

void leading_add(Document *document, const Session *session, GArray *panels) {
  const Column columns[] = {{"stage", "", ALIGN_LEFT, FOR_MACHINES},
                            {"stage-title", _("Stage"), ALIGN_LEFT, FOR_PEOPLE},
                            {"applicant", _("Applicant"), ALIGN_LEFT, FOR_ALL},
                            {"name", _("Name"), ALIGN_LEFT, FOR_PEOPLE},
                            {"leader", _("Absent leader"), ALIGN_LEFT, FOR_PEOPLE},
                            {"why", _("Why"), ALIGN_LEFT, FOR_PEOPLE},
                            {"recused", "", ALIGN_LEFT, FOR_MACHINES},
                            {"released", "", ALIGN_LEFT, FOR_MACHINES}};
  Table *table = document_table(document, "leaderless", _("Panels without a leader"), G_N_ELEMENTS(columns), columns);
  table->audience = panels->len > 0 ? FOR_ALL : FOR_TREES;
  table_set_rows(table, panels->len, fill_leaderless, listed_new(session, g_array_ref(panels)), listed_free);
  if (panels->len > 0)
    document_paragraph(document,
                       _("Name a deputy to lead: accolade deputy APPLICANT ASSESSOR --stage STAGE --reason TEXT"));
}

/* -- for whoever leads ---------------------------------------------------------------------------------------- */

static void fill_led(const void *data, size_t i, Cell *cells) {
  const Listed *led = data;
  const Owed *owed = &g_array_index(led->rows, Owed, i);
  cells[0] = cell_text(session_stage(led->session, owed->stage));
  cells[1] = cell_text(led->session->cycle->applicants[owed->applicant].id);
  cells[2] = cell_text(led->session->cycle->applicants[owed->applicant].name);
  cells[3] = cell_integer(owed->in);
  cells[4] = cell_integer(owed->of);
  cells[5] = cell_integer(owed->agreed);
  cells[6] = cell_integer(owed->cells);
}

void leading_add_led(Document *document, const Session *session, const GArray *owed) {
  const Column columns[] = {{"stage", _("Stage"), ALIGN_LEFT, FOR_PEOPLE},
                            {"applicant", _("Applicant"), ALIGN_LEFT, FOR_PEOPLE},
                            {"name", _("Name"), ALIGN_LEFT, FOR_PEOPLE},
                            {"submitted", _("Submitted"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"assigned", _("Scorebooks"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"agreed", _("Marks agreed"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"cells", _("Of marks"), ALIGN_RIGHT, FOR_PEOPLE}};
  g_autoptr(GArray) led = g_array_new(FALSE, FALSE, sizeof(Owed));
  for (guint i = 0; i < owed->len; i++) {
    const Owed *one = &g_array_index(owed, Owed, i);
    if (one->of > 0) g_array_append_val(led, *one);
  }
  if (led->len == 0) return;
  Table *table = document_table(document, "led", _("Panels you lead"), G_N_ELEMENTS(columns), columns);
  table->audience = FOR_PEOPLE;
  table_set_rows(table, led->len, fill_led, listed_new(session, g_array_ref(led)), listed_free);
}
