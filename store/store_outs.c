/* store_outs.c: who is out at which stage.
 *
 * Vetoes and decisions stand in the cycle. Lines need the totals of the stages they are drawn at, so these are reckoned only
 * where it makes a difference: where a later stage is not sealed, and may wait for an assessor or a decision, or misses a
 * scorebook, and the first line may hold. What came out is kept until the record moves. */
#include "store/store_progress.h"

#include <string.h>

typedef struct Waiting { /* what the counts of the panels say */
  const Cycle *cycle;
  Lines lines;
  bool *unfinished; /* [stage * applicants + applicant], of the stages before lines.end */
  bool later;       /* a stage after the first line is not sealed, or misses a scorebook */
} Waiting;

static bool take_count(Store *store, const Count *count, void *data, GError **error) {
  Waiting *waiting = data;
  int64_t id = panel_first(count->panel);
  if (!book_is_placed(store, waiting->cycle, id, error)) return false;
  waiting->later |= book_stage(id) > waiting->lines.first;
  if (book_stage(id) < waiting->lines.end)
    waiting->unfinished[book_stage(id) * waiting->cycle->n_applicants + book_applicant(id)] = true;
  return true;
}

static bool any_unsealed_after(const Store *store, const Cycle *cycle, size_t stage) {
  size_t s = stage + 1;
  while (s < store->award->rules->n_stages && cycle->stage_states[s] == STAGE_SEALED) s++;
  return s < store->award->rules->n_stages;
}

/* ret_from stays NULL where no line leaves anybody out who is waited for. */
static bool find_by_lines(Store *store, const Cycle *cycle, uint8_t **ret_from, GError **error) {
  Lines lines = award_lines(store->award);
  if (lines.end == 0) return true;
  g_autofree bool *unfinished = g_new0(bool, lines.end * cycle->n_applicants + 1);
  Waiting waiting = {cycle, lines, unfinished, any_unsealed_after(store, cycle, lines.first)};
  if (!counts_behind(store, 0, take_count, &waiting, error)) return false;
  if (!waiting.later || !line_may_hold(cycle, lines.first, unfinished)) return true;
  StorePanels panels = {.store = store, .cycle = cycle, .stage = (int)lines.end};
  PanelSource source = panels_before(&panels);
  *ret_from = outs_by_lines(store->award, cycle, &source, unfinished, error);
  return *ret_from != NULL;
}

static bool find_again(Store *store, const Cycle *cycle, int64_t event, GError **error) {
  uint8_t *from = NULL;
  if (!find_by_lines(store, cycle, &from, error)) return false;
  g_free(store->out_from);
  store->out_from = from;
  store->out_of = cycle->n_applicants;
  store->out_event = event;
  return true;
}

bool store_outs(Store *store, const Cycle *cycle, Outs *ret_outs, GError **error) {
  bool mine = false, tells_all = store->role != ROLE_APPLICANT;
  *ret_outs = (Outs){.cycle = cycle, .decided_only = !tells_all};
  if (!tells_all) return true;
  if (!store_needs_award(store, error) || !store_join_read(store, &mine, error)) return false;
  int64_t event = event_next(store, error);
  bool known = event > 0 && store->out_event == event && store->out_of == cycle->n_applicants;
  bool good = event > 0 && (known || find_again(store, cycle, event, error));
  store_end_read(store, mine);
  if (good) ret_outs->from = store->out_from;
  return good;
}
