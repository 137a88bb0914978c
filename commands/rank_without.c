/* rank_without.c: the ranking supposed is that of a cycle in which the assessor is recused from every applicant. */
#include "commands/rank_without.h"
#include "commands/gathering.h"
#include "reports/report_without.h"

/* Those there are, and one for each applicant; they stay sorted. */
static void recuse_from_all(Cycle *cycle, uint32_t assessor) {
  size_t n = cycle->n_recusals, kept = 0, at = 0;
  Recusal *all = g_new(Recusal, n + cycle->n_applicants + 1);
  for (uint32_t a = 0; a < cycle->n_applicants; a++) {
    const Recusal supposed = {a, assessor, ""};
    for (; at < n && cycle->recusals[at].applicant == a && cycle->recusals[at].assessor < assessor; at++)
      all[kept++] = cycle->recusals[at];
    all[kept++] = supposed;
    for (; at < n && cycle->recusals[at].applicant == a; at++)
      if (cycle->recusals[at].assessor != assessor) all[kept++] = cycle->recusals[at];
  }
  g_free(cycle->recusals);
  cycle->recusals = all;
  cycle->n_recusals = kept;
}

/* The panels as the source has them, but for those that are too small now, with everybody: these stay without a figure. */
typedef struct Whole {
  const PanelSource *source;
  const Ranking *ranking; /* as it is */
  const Rules *rules;
  EachPanel *each;
  void *user;
} Whole;

static bool is_too_small(const Whole *whole, const Panel *panel) {
  size_t n = whole->ranking->totals[panel->applicant * whole->ranking->n_stages + panel->stage].scorebooks;
  return n > 0 && n < whole->rules->stages[panel->stage].panel_min;
}

static bool hand_on(const Panel *panel, void *user) {
  const Whole *whole = user;
  Panel shown = *panel;
  if (is_too_small(whole, panel)) shown.n = 0;
  return whole->each(&shown, whole->user);
}

static bool run_whole(void *data, EachPanel *each, void *user, GError **error) {
  Whole *whole = data;
  whole->each = each;
  whole->user = user;
  return whole->source->run(whole->source->data, hand_on, whole, error);
}

static Ranking *rank_supposing(Session *session, const Ranking *ranking, const char *assessor, GError **error) {
  g_autoptr(Cycle) cycle = store_cycle(session->store, error);
  int64_t who = cycle ? cycle_assessor(cycle, assessor) : -1;
  if (who < 0) return NULL;
  recuse_from_all(cycle, (uint32_t)who);
  Rules rules = *session->rules;
  g_autofree Stage *stages = g_memdup2(rules.stages, rules.n_stages * sizeof *stages);
  for (size_t s = 0; s < rules.n_stages; s++) stages[s].panel_min = 0;
  rules.stages = stages;
  Award award = session->award;
  award.rules = &rules;
  StorePanels panels = {.store = session->store, .cycle = cycle, .stage = -1};
  const PanelSource all = store_panel_source(&panels);
  Whole whole = {.source = &all, .ranking = ranking, .rules = session->rules};
  const PanelSource source = {.data = &whole, .run = run_whole, .tell = all.tell, .teller = all.teller};
  return ranking_of(&award, cycle, &source, error);
}

Exit rank_without_run(Session *session, const char *assessor, const Arguments *arguments, GError **error) {
  bool machine = output_is_machine(arguments);
  g_auto(Gathered) gathered = {0};
  JournalHead head;
  bool mine = false;
  if (!session_join_read(session, &mine, error)) return EXIT_INPUT;
  bool read =
      gather(session, report_ranking.needs | (machine ? 0 : report_ranking.people_need), -1, -1, &gathered, error) &&
      journal_head(session->store, &head, error);
  Ranking *supposed = read ? rank_supposing(session, gathered.ranking, assessor, error) : NULL;
  store_end_read(session->store, mine);
  if (!supposed) return EXIT_INPUT;
  const Cycle *cycle = session->cycle;
  const ReportInput input = {.lang = session->lang,
                             .award = &session->award,
                             .cycle = cycle,
                             .ranking = gathered.ranking,
                             .late = gathered.late,
                             .applicant = -1,
                             .other = -1,
                             .for_machines = machine,
                             .events = head.events,
                             .head = head.hash};
  g_autoptr(Document) document = report_without(&input, supposed, &cycle->assessors[cycle_assessor(cycle, assessor)]);
  return output_document(session, document, arguments, error) ? EXIT_DONE : EXIT_INPUT;
}
