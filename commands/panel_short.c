/* panel_short.c: who has nobody at all is told of elsewhere (store_unassigned()). */
#include "commands/panel_short.h"
#include "commands/by_id.h"
#include "commands/output.h"
#include "commands/owing.h"
#include "commands/panel_table.h"

#include <glib/gi18n.h>

static unsigned wanted_at(const Session *session, const Cycle *cycle, size_t stage) {
  const Stage *which = &session->rules->stages[stage];
  return which->form != STAGE_GATE && cycle->stage_states[stage] == STAGE_OPEN ? MAX(which->panel_min, 1) : 0;
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

/* Of an applicant that is out nobody has to be found for its panel. */
bool panel_short_tell_at(const Session *session, const Cycle *cycle, uint16_t stage, uint32_t applicant,
                         GError **error) {
  unsigned wanted = wanted_at(session, cycle, stage), left = 0;
  if (wanted == 0) return true;
  g_autoptr(GArray) owed = store_owed_in(session->store, cycle, stage, applicant, error);
  if (!owed || owed->len == 0 || g_array_index(owed, Owed, 0).out != OUT_NOT) return owed != NULL;
  for (guint i = 0; i < owed->len; i++) left += !owed_is_off(&g_array_index(owed, Owed, i));
  if (left < wanted)
    fprintf(
        session->out,
        ngettext("%s, %s: %u assessor is left; the rules want %u; assign more, or it is not ranked: accolade import "
                 "assignments FILE\n",
                 "%s, %s: %u assessors are left; the rules want %u; assign more, or it is not ranked: accolade "
                 "import assignments FILE\n",
                 left),
        cycle->applicants[applicant].id, session_stage(session, stage), left, wanted);
  return true;
}

bool panel_short_tell(const Session *session, uint32_t applicant, GError **error) {
  g_autoptr(Cycle) cycle = store_cycle(session->store, error);
  bool good = cycle != NULL;
  for (uint16_t s = 0; good && s < session->rules->n_stages; s++)
    good = panel_short_tell_at(session, cycle, s, applicant, error);
  return good;
}
