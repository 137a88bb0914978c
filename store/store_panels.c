/* store_panels.c: all panels, in parts side by side (store_parts.c), and one panel to keep. */
#include "store/store_gather.h"

/* -- all panels -------------------------------------------------------------------------------------------- */

typedef struct Round {
  const Cycle *cycle;
  size_t first, end;  /* stages */
  const bool *wanted; /* NULL: all are */
  EachPanel *each;
  void *const *users;
  const uint8_t *roles; /* Gathering.roles */
} Round;

static bool walk(Store *store, const Part *part, void *data, GError **error) {
  const Round *round = data;
  g_auto(Gathering) gathering = {.store = store,
                                 .cycle = round->cycle,
                                 .assignments = SQL_leads,
                                 .part = *part,
                                 .wanted = round->wanted,
                                 .roles = round->roles};
  int got = part->first < part->end;
  gathering.share = part->share / (double)(round->end - round->first);
  for (size_t stage = round->first; stage < round->end && got == 1; stage++) {
    gathering.before = part->before + gathering.share * (double)(stage - round->first);
    got = gathering_scan(&gathering, (uint16_t)stage, round->each, round->users[part->index], error);
  }
  return got >= 0;
}

static bool run_round(Store *store, Round *round, unsigned n, GError **error) {
  bool mine = false;
  g_autofree uint8_t *roles = gathering_roles(round->cycle);
  round->roles = roles;
  bool done = store_join_read(store, &mine, error) &&
              parts_run(store, (uint32_t)round->cycle->n_applicants, n, walk, round, error);
  store_end_read(store, mine);
  store_tell(store, 1);
  return done;
}

static bool run_some(void *data, const bool *wanted, EachPanel *each, void *const *users, unsigned n, GError **error) {
  StorePanels *panels = data;
  Store *store = panels->store;
  if (!store_needs_award(store, error)) return false;
  if (!store_sees_all(store)) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_PERMISSION,
                _("“%s” may not see what others gave; ask the secretariat, supervisor or committee"), store->actor);
    return false;
  }
  size_t first = (size_t)MAX(panels->stage, 0), end = panels->stage < 0 ? store->award->rules->n_stages : first + 1;
  Round round = {panels->cycle, first, end, wanted, each, users, NULL};
  return run_round(store, &round, n, error);
}

static bool run_parts(void *data, EachPanel *each, void *const *users, unsigned n, GError **error) {
  return run_some(data, NULL, each, users, n, error);
}

static bool run(void *data, EachPanel *each, void *user, GError **error) {
  return run_parts(data, each, &user, 1, error);
}

enum { HEAVY = 4 }; /* as much is done with a heavy panel as with so many others */

static unsigned parts_of(const StorePanels *panels) {
  if (!panels->cycle) return 1;
  return threads_for(panels->cycle->n_applicants, panels->heavy ? PARTS_LEAST / HEAVY : PARTS_LEAST);
}

static PanelSource source_of(StorePanels *panels) {
  unsigned parts = parts_of(panels);
  size_t n = panels->cycle ? panels->cycle->n_applicants : 0;
  return (PanelSource){.data = panels, .parts = parts, .shares = parts_to_share((uint32_t)n, parts)};
}

PanelSource store_panel_source(StorePanels *panels) {
  PanelSource source = source_of(panels);
  source.run = run;
  source.run_parts = run_parts;
  source.run_some = run_some;
  source.tell = panels->store->tell;
  source.teller = panels->store->tell_data;
  return source;
}

Ranking *store_ranking(Store *store, const Cycle *cycle, GError **error) {
  StorePanels panels = {.store = store, .cycle = cycle, .stage = -1};
  PanelSource source = store_panel_source(&panels);
  return ranking_of(store->award, cycle, &source, error);
}

bool store_try_ranking(Store *store, const Cycle *cycle, Ranking **ret_ranking, GError **error) {
  g_autoptr(GError) problem = NULL;
  *ret_ranking = store_ranking(store, cycle, &problem);
  if (*ret_ranking || problem->domain == RANKING_ERROR) return true;
  g_propagate_error(error, g_steal_pointer(&problem));
  return false;
}

static bool run_parts_before(void *data, EachPanel *each, void *const *users, unsigned n, GError **error) {
  const StorePanels *panels = data;
  Round round = {panels->cycle, 0, (size_t)panels->stage, NULL, each, users, NULL};
  return run_round(panels->store, &round, n, error);
}

static bool run_before(void *data, EachPanel *each, void *user, GError **error) {
  return run_parts_before(data, each, &user, 1, error);
}

PanelSource panels_before(StorePanels *panels) {
  PanelSource source = source_of(panels);
  source.run = run_before;
  source.run_parts = run_parts_before;
  return source;
}

/* -- a panel to keep ---------------------------------------------------------------------------------------- */

typedef struct Kept {
  Panel *panel;
  size_t n_cells;
} Kept;

static bool keep(const Panel *panel, void *user) {
  Kept *kept = user;
  Scorebook *books = g_new0(Scorebook, panel->n + 1);
  for (size_t i = 0; i < panel->n; i++) {
    books[i] = panel->books[i];
    books[i].marks = g_memdup2(panel->books[i].marks, kept->n_cells * sizeof(Mark));
  }
  *kept->panel = *panel;
  kept->panel->books = books;
  if (panel->agreed) kept->panel->agreed = g_memdup2(panel->agreed, kept->n_cells * sizeof(Mark));
  return true;
}

Panel *store_panel(Store *store, const Cycle *cycle, uint16_t stage, uint32_t applicant, GError **error) {
  if (!stage_needs(store, stage, STAGE_SEALED, error) || !store_needs_panel(store, stage, applicant, error))
    return NULL;
  Kept kept = {.panel = g_new0(Panel, 1)};
  kept.panel->applicant = applicant;
  kept.panel->stage = stage;
  kept.n_cells = stage_cells(&store->award->rules->stages[stage], award_criteria(store->award, cycle, applicant));
  g_auto(Gathering) gathering = {.store = store,
                                 .cycle = cycle,
                                 .assignments = SQL_assignments,
                                 .part = {.first = applicant, .end = applicant + 1}};
  if (gathering_scan(&gathering, stage, keep, &kept, error) >= 0) return kept.panel;
  store_panel_free(kept.panel);
  return NULL;
}

void store_panel_free(Panel *panel) {
  if (!panel) return;
  for (size_t i = 0; i < panel->n; i++) g_free((Mark *)panel->books[i].marks);
  g_free((Scorebook *)panel->books);
  g_free((Mark *)panel->agreed);
  g_free(panel);
}
