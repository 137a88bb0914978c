/* closing.c: a warning for each kind of thing that a stage which is closed or sealed leaves undone. */
#include "commands/closing.h"
#include "commands/by_id.h"
#include "commands/output.h"
#include "commands/placing.h"

#include <glib/gi18n.h>

/* What is owed does not count. */
static void warn_of_owed(const Session *session, const GArray *panels, uint16_t stage) {
  unsigned long owed = 0;
  for (guint i = 0; panels && i < panels->len; i++) {
    const PanelProgress *panel = &g_array_index(panels, PanelProgress, i);
    if (panel->stage == stage) owed += panel->assigned - panel->submitted + panel->missed;
  }
  if (owed > 0)
    fprintf(session->err,
            ngettext("accolade: %s: %lu scorebook is not submitted and does not count; accolade status names it\n",
                     "accolade: %s: %lu scorebooks are not submitted and do not count; accolade status names them\n",
                     owed),
            session_stage(session, stage), owed);
}

/* What counts though its assessor never said whether an interest binds them, as marks that were imported may. */
static void warn_of_undeclared(const Session *session, uint16_t stage) {
  if (!session->rules->stages[stage].declaration) return;
  g_autoptr(GArray) owed = store_owed(session->store, session->cycle, NULL);
  unsigned long n = 0;
  for (guint i = 0; owed && i < owed->len; i++) {
    const Owed *one = &g_array_index(owed, Owed, i);
    n += one->stage == stage && one->undeclared;
  }
  if (n > 0)
    fprintf(
        session->err,
        ngettext("accolade: %s: %lu scorebook counts whose assessor never declared whether an interest binds them; "
                 "accolade status names it\n",
                 "accolade: %s: %lu scorebooks count whose assessors never declared whether an interest binds them; "
                 "accolade status names them\n",
                 n),
        session_stage(session, stage), n);
}

/* The applicants of these panels, by id, as far as they are named. Caller frees. */
static char *names_of(const Session *session, GArray *panels) {
  GString *named = g_string_new(NULL);
  panels_sort(panels, session->cycle);
  for (guint i = 0; i < panels->len; i++)
    output_name(named, i, session->cycle->applicants[g_array_index(panels, PanelProgress, i).applicant].id);
  return g_string_free(named, FALSE);
}

/* Whose panels came out too small, as where an assessor was released or recused and nobody took the place. */
static void warn_of_small(const Session *session, const GArray *panels, uint16_t stage) {
  g_autoptr(GArray) small = g_array_new(FALSE, FALSE, sizeof(PanelProgress));
  unsigned least = session->rules->stages[stage].panel_min;
  for (guint i = 0; panels && i < panels->len; i++) {
    const PanelProgress *panel = &g_array_index(panels, PanelProgress, i);
    bool counts = panel->stage == stage && panel->out == OUT_NOT && panel->assigned + panel->missed > 0;
    if (counts && panel->submitted < least) g_array_append_val(small, *panel);
  }
  if (small->len == 0) return;
  g_autofree char *named = names_of(session, small);
  fprintf(session->err,
          ngettext("accolade: %s: %lu applicant has fewer scorebooks than the %u that the rules want: %s; it is not "
                   "ranked\n",
                   "accolade: %s: %lu applicants have fewer scorebooks than the %u that the rules want: %s; they are "
                   "not ranked\n",
                   small->len),
          session_stage(session, stage), (unsigned long)small->len, least, named);
}

/* Whom nobody has decided on, where others are already out or barred. */
static void warn_of_undecided(const Session *session, uint16_t stage) {
  const Cycle *cycle = session->cycle;
  Outs outs;
  if (!stage_is_decided(&session->rules->stages[stage]) || !store_outs(session->store, cycle, &outs, NULL)) return;
  g_autoptr(GArray) undecided = g_array_new(FALSE, FALSE, sizeof(PanelProgress));
  for (uint32_t a = 0; a < cycle->n_applicants; a++) {
    const PanelProgress one = {.applicant = a, .stage = stage};
    if (outs_at(&outs, a, stage) == OUT_NOT && !cycle_decision(cycle, a, stage)) g_array_append_val(undecided, one);
  }
  if (undecided->len == 0) return;
  g_autofree char *named = names_of(session, undecided);
  fprintf(
      session->err,
      ngettext("accolade: %s: nothing is decided on %lu applicant: %s; it is not ranked where others are decided on\n",
               "accolade: %s: nothing is decided on %lu applicants: %s; they are not ranked where others are decided "
               "on\n",
               undecided->len),
      session_stage(session, stage), (unsigned long)undecided->len, named);
}

/* Whom nobody was to mark; as it was before the stage was closed. */
static void warn_of_unassigned(const Session *session, uint16_t stage, const GArray *unassigned) {
  g_autoptr(GArray) here = g_array_new(FALSE, FALSE, sizeof(PanelProgress));
  for (guint i = 0; i < unassigned->len; i++) {
    const PanelProgress *panel = &g_array_index(unassigned, PanelProgress, i);
    if (panel->stage == stage) g_array_append_val(here, *panel);
  }
  if (here->len == 0) return;
  g_autofree char *named = names_of(session, here);
  fprintf(session->err,
          ngettext("accolade: %s: nobody was assigned to %lu applicant: %s; it is not ranked\n",
                   "accolade: %s: nobody was assigned to %lu applicants: %s; they are not ranked\n", here->len),
          session_stage(session, stage), (unsigned long)here->len, named);
}

/* Which places a tie left open, once no stage takes marks any more. */
static void warn_of_contested(Session *session) {
  bool all_sealed = true;
  for (size_t s = 0; s < session->rules->n_stages; s++) {
    if (session->cycle->stage_states[s] == STAGE_OPEN) return;
    all_sealed &= session->cycle->stage_states[s] == STAGE_SEALED;
  }
  placing_warn_open(session, all_sealed);
}

void closing_warn(Session *session, uint16_t stage, const GArray *unassigned) {
  g_autoptr(GArray) panels = store_progress(session->store, session->cycle, NULL);
  warn_of_owed(session, panels, stage);
  warn_of_undeclared(session, stage);
  warn_of_small(session, panels, stage);
  warn_of_unassigned(session, stage, unassigned);
  warn_of_undecided(session, stage);
  warn_of_contested(session);
}
