/* deciding.c: an applicant comes up at a stage that is decided when all that goes before is done: every panel up to there
 * complete, every earlier decision taken; and stays, with what was decided. Nobody is asked about who is out, or at a sealed
 * stage. */
#include "commands/deciding.h"
#include "commands/by_id.h"
#include "commands/panel_table.h"

#include <glib/gi18n.h>

typedef struct Deciding {
  const Session *session;
  const GArray *panels; /* PanelProgress */
  const Outs *outs;
  guint at;     /* the next panel; they come by stage */
  bool *ready;  /* per applicant: all before is done */
  GArray *list; /* PanelProgress: those to decide on */
} Deciding;

/* Who has no complete panel at a stage that is still marked is not ready for what comes after. */
static void pass_panels(Deciding *deciding, uint16_t stage) {
  const Cycle *cycle = deciding->session->cycle;
  size_t n = cycle->n_applicants;
  g_autofree bool *complete = g_new0(bool, n + 1);
  for (; deciding->at < deciding->panels->len; deciding->at++) {
    const PanelProgress *panel = &g_array_index(deciding->panels, PanelProgress, deciding->at);
    if (panel->stage != stage) break;
    complete[panel->applicant] = panel->assigned > 0 && panel->submitted == panel->assigned;
  }
  if (cycle->stage_states[stage] != STAGE_OPEN) return;
  for (size_t a = 0; a < n; a++) deciding->ready[a] = deciding->ready[a] && complete[a];
}

static void add_decisions(Deciding *deciding, uint16_t stage) {
  const Cycle *cycle = deciding->session->cycle;
  for (uint32_t a = 0; a < cycle->n_applicants; a++) {
    bool decided = cycle_decision(cycle, a, stage) != NULL, was_ready = deciding->ready[a];
    deciding->ready[a] = was_ready && decided;
    if (outs_at(deciding->outs, a, stage) != OUT_NOT) continue;
    if (!decided && (!was_ready || cycle->stage_states[stage] == STAGE_SEALED)) continue;
    PanelProgress row = {.applicant = a, .stage = stage, .assigned = 1, .submitted = decided};
    g_array_append_val(deciding->list, row);
  }
}

GArray *deciding_list(const Session *session, const GArray *panels, const Outs *outs) {
  size_t n = session->cycle->n_applicants;
  GArray *list = g_array_new(FALSE, FALSE, sizeof(PanelProgress));
  g_autofree bool *ready = g_new(bool, n + 1);
  Deciding deciding = {.session = session, .panels = panels, .outs = outs, .ready = ready, .list = list};
  for (size_t a = 0; a < n; a++) ready[a] = true;
  for (uint16_t s = 0; s < session->rules->n_stages; s++) {
    const Stage *stage = &session->rules->stages[s];
    if (stage->form != STAGE_GATE) pass_panels(&deciding, s);
    if (stage_is_decided(stage)) add_decisions(&deciding, s);
  }
  return list;
}

/* -- for the status ------------------------------------------------------------------------------------------- */

static bool is_any_decided_stage(const Rules *rules) {
  for (size_t s = 0; s < rules->n_stages; s++)
    if (stage_is_decided(&rules->stages[s])) return true;
  return false;
}

/* NULL with an error. */
static GArray *find_undecided(const Session *session, GError **error) {
  Outs outs;
  GArray *undecided = g_array_new(FALSE, FALSE, sizeof(PanelProgress));
  if (!is_any_decided_stage(session->rules)) return undecided;
  g_autoptr(GArray) panels = store_progress(session->store, session->cycle, error);
  if (!panels || !store_outs(session->store, session->cycle, &outs, error)) {
    g_array_unref(undecided);
    return NULL;
  }
  g_autoptr(GArray) all = deciding_list(session, panels, &outs);
  for (guint i = 0; i < all->len; i++) {
    const PanelProgress *row = &g_array_index(all, PanelProgress, i);
    if (row->submitted == 0) g_array_append_val(undecided, *row);
  }
  panels_sort(undecided, session->cycle);
  return undecided;
}

bool deciding_add(Document *document, const Session *session, GError **error) {
  Role role = store_role(session->store);
  if (!(ROLES_SEE_SCORES & 1u << role)) return true;
  g_autoptr(GArray) list = find_undecided(session, error);
  if (!list) return false;
  panel_table_add(document, session, "undecided", _("To be decided on"), list);
  if (list->len > 0 && role == ROLE_SECRETARIAT)
    document_paragraph(
        document, _("Record what is decided: accolade decide APPLICANT ... passed|failed --stage STAGE --reason TEXT"));
  return true;
}
