/* screen_queue_decide.c: in the queue of who oversees, behind the panels, whom people have to decide on.
 *
 * An applicant comes up at a stage that is decided when all that goes before is done: every panel up to there complete, every
 * earlier decision taken; and stays, with what was decided. Nobody is asked about who is out, or at a sealed stage. */
#include "tui/screen_queue.h"

typedef struct Deciding {
  Queue *queue;
  const Outs *outs;
  guint at;    /* the next panel; they come by stage */
  bool *ready; /* per applicant: all before is done */
} Deciding;

/* Who has no complete panel at a stage that is still marked is not ready for what comes after. */
static void pass_panels(Deciding *deciding, uint16_t stage) {
  const Queue *queue = deciding->queue;
  size_t n = queue->session->cycle->n_applicants;
  g_autofree bool *complete = g_new0(bool, n + 1);
  for (; deciding->at < queue->n_panels; deciding->at++) {
    const PanelProgress *panel = &g_array_index(queue->panels, PanelProgress, deciding->at);
    if (panel->stage != stage) break;
    complete[panel->applicant] = panel->assigned > 0 && panel->submitted == panel->assigned;
  }
  if (queue->session->cycle->stage_states[stage] != STAGE_OPEN) return;
  for (size_t a = 0; a < n; a++) deciding->ready[a] = deciding->ready[a] && complete[a];
}

static void add_decisions(Deciding *deciding, uint16_t stage) {
  const Cycle *cycle = deciding->queue->session->cycle;
  for (uint32_t a = 0; a < cycle->n_applicants; a++) {
    bool decided = cycle_decision(cycle, a, stage) != NULL, was_ready = deciding->ready[a];
    deciding->ready[a] = was_ready && decided;
    if (outs_at(deciding->outs, a, stage) != OUT_NOT) continue;
    if (!decided && (!was_ready || cycle->stage_states[stage] == STAGE_SEALED)) continue;
    PanelProgress row = {.applicant = a, .stage = stage, .assigned = 1, .submitted = decided};
    g_array_append_val(deciding->queue->panels, row);
    deciding->queue->undecided += !decided;
  }
}

void queue_add_decisions(Queue *queue, const Outs *outs) {
  const Session *session = queue->session;
  Deciding deciding = {.queue = queue, .outs = outs};
  queue->n_panels = queue->panels->len;
  queue->undecided = 0;
  g_autofree bool *ready = deciding.ready = g_new(bool, session->cycle->n_applicants + 1);
  for (size_t a = 0; a < session->cycle->n_applicants; a++) ready[a] = true;
  for (uint16_t s = 0; s < session->rules->n_stages; s++) {
    const Stage *stage = &session->rules->stages[s];
    if (stage->form != STAGE_GATE) pass_panels(&deciding, s);
    if (stage_is_decided(stage)) add_decisions(&deciding, s);
  }
}
