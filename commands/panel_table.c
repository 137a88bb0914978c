/* panel_table.c: stage and applicant, in the words of machines and of people. */
#include "commands/panel_table.h"

#include <glib/gi18n.h>

typedef struct Listed {
  const Session *session;
  GArray *panels; /* PanelProgress */
} Listed;

static void listed_free(gpointer data) {
  Listed *listed = data;
  g_array_unref(listed->panels);
  g_free(listed);
}

static void fill(const void *data, size_t i, Cell *cells) {
  const Listed *listed = data;
  const Session *session = listed->session;
  const PanelProgress *panel = &g_array_index(listed->panels, PanelProgress, i);
  cells[0] = cell_text(session->rules->stages[panel->stage].id);
  cells[1] = cell_text(session_stage(session, panel->stage));
  cells[2] = cell_text(session->cycle->applicants[panel->applicant].id);
  cells[3] = cell_text(session->cycle->applicants[panel->applicant].name);
}

void panel_table_add(Document *document, const Session *session, const char *key, const char *title, GArray *panels) {
  const Column columns[] = {{"stage", "", ALIGN_LEFT, FOR_MACHINES},
                            {"stage-title", _("Stage"), ALIGN_LEFT, FOR_PEOPLE},
                            {"applicant", _("Applicant"), ALIGN_LEFT, FOR_ALL},
                            {"name", _("Name"), ALIGN_LEFT, FOR_PEOPLE}};
  Listed *listed = g_new(Listed, 1);
  *listed = (Listed){session, g_array_ref(panels)};
  Table *table = document_table(document, key, title, G_N_ELEMENTS(columns), columns);
  table->audience = panels->len > 0 ? FOR_ALL : FOR_TREES;
  table_set_rows(table, panels->len, fill, listed, listed_free);
}
