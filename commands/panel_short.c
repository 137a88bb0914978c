/* panel_short.c: who has nobody at all is told of elsewhere (store_unassigned()). */
#include "commands/panel_short.h"
#include "commands/by_id.h"
#include "commands/output.h"
#include "commands/panel_table.h"

#include <glib/gi18n.h>

static unsigned wanted_at(const Session *session, const Cycle *cycle, size_t stage) {
  const Stage *which = &session->rules->stages[stage];
  return which->form != STAGE_GATE && cycle->stage_states[stage] == STAGE_OPEN ? which->panel_min : 0;
}

/* A stage whose panels can be short without being empty. */
static bool is_any_wanted(const Session *session) {
  for (size_t s = 0; s < session->rules->n_stages; s++)
    if (wanted_at(session, session->cycle, s) > 1) return true;
  return false;
}

static GArray *find_short(const Session *session, GError **error) {
  g_autoptr(GArray) panels = store_progress(session->store, session->cycle, error);
  if (!panels) return NULL;
  GArray *found = g_array_new(FALSE, FALSE, sizeof(PanelProgress));
  for (guint i = 0; i < panels->len; i++) {
    const PanelProgress *panel = &g_array_index(panels, PanelProgress, i);
    bool lacks = panel->assigned > 0 && panel->assigned < wanted_at(session, session->cycle, panel->stage);
    if (lacks && panel->out == OUT_NOT) g_array_append_val(found, *panel);
  }
  panels_sort(found, session->cycle);
  return found;
}

bool panel_short_add(Document *document, const Session *session, GError **error) {
  if (!(ROLES_SEE_SCORES & 1u << store_role(session->store)) || !is_any_wanted(session)) return true;
  g_autoptr(GArray) found = find_short(session, error);
  if (!found) return false;
  panel_table_add(document, session, "short", _("Panels smaller than the rules want"), found);
  if (found->len > 0)
    document_paragraph(document, _("Assign more, or they are not ranked: accolade import assignments FILE"));
  return true;
}

static unsigned left_in(const GArray *owed) {
  unsigned n = 0;
  for (guint i = 0; i < owed->len; i++) {
    const Owed *one = &g_array_index(owed, Owed, i);
    n += !one->recused && !one->released && one->out == OUT_NOT;
  }
  return n;
}

bool panel_short_tell(Session *session, uint32_t applicant, GError **error) {
  g_autoptr(Cycle) cycle = store_cycle(session->store, error);
  if (!cycle) return false;
  for (uint16_t s = 0; s < session->rules->n_stages; s++) {
    unsigned wanted = wanted_at(session, cycle, s);
    g_autoptr(GArray) owed = wanted ? store_owed_in(session->store, cycle, s, applicant, error) : NULL;
    if (wanted && !owed) return false;
    if (!owed || owed->len == 0 || left_in(owed) >= wanted) continue;
    fprintf(
        session->out,
        _("%s, %s: the rules want %u assessors, and the panel has %u now; assign more, or it is not ranked: accolade "
          "import assignments FILE\n"),
        cycle->applicants[applicant].id, session_stage(session, s), wanted, left_in(owed));
  }
  return true;
}
