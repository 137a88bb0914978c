/* outs.c: the fates of the ranking (passing.c), as far as they are final. */
#include "scoring/outs.h"
#include "scoring/ranking_parts.h"

Out outs_at(const Outs *outs, uint32_t applicant, size_t stage) {
  const Applicant *who = &outs->cycle->applicants[applicant];
  if (!outs->decided_only && applicant_is_vetoed(who)) return OUT_VETO;
  if (applicant_has_withdrawn(who)) return OUT_WITHDRAWN;
  bool before = (outs->from && outs->from[applicant] <= stage) || cycle_is_out(outs->cycle, applicant, stage);
  return before ? OUT_BEFORE : OUT_NOT;
}

Lines award_lines(const Award *award) {
  const Rules *rules = award->rules;
  Lines lines = {0, 0};
  for (size_t s = rank_has_total(award) ? rules->n_stages : 0; s-- > 0;) {
    if (s + 1 == rules->n_stages || !stage_selects(&rules->stages[s])) continue;
    lines.first = s;
    lines.end = MAX(lines.end, s + 1);
  }
  return lines;
}

static bool is_over(const Cycle *cycle, size_t stage) { return cycle->stage_states[stage] != STAGE_OPEN; }

bool line_may_hold(const Cycle *cycle, size_t stage, const bool *unfinished) {
  const Outs outs = {.cycle = cycle};
  for (uint32_t a = 0; !is_over(cycle, stage) && a < cycle->n_applicants; a++)
    if (unfinished[stage * cycle->n_applicants + a] && outs_at(&outs, a, stage) == OUT_NOT) return false;
  return true;
}

/* -- what is final ---------------------------------------------------------------------------------------- */

/* Had the applicant come as far as this stage? */
static bool was_in(const RankRun *run, uint32_t applicant, size_t stage) {
  Fate fate = run->fates[applicant];
  return fate == FATE_IN ||
         ((fate == FATE_INCOMPLETE || fate == FATE_NOT_PASSED) && run->fate_stages[applicant] >= stage);
}

static bool is_missing(const RankRun *run, uint32_t applicant, size_t stage, const bool *unfinished) {
  if (!was_in(run, applicant, stage)) return false;
  return unfinished[stage * run->cycle->n_applicants + applicant] ||
         (run->fates[applicant] == FATE_INCOMPLETE && run->fate_stages[applicant] == stage);
}

/* Before anybody is decided on, everybody passes. */
static bool is_final(const RankRun *run, size_t index, const bool *unfinished) {
  const Stage *stage = &run->award->rules->stages[index];
  bool asked = stage_counts(stage) || stage_selects(stage) || stage->pass == PASS_DECISION;
  if (!asked || is_over(run->cycle, index)) return true;
  if (stage->pass == PASS_DECISION && !stage_is_any_decided(run->cycle, index)) return false;
  for (uint32_t a = 0; a < run->cycle->n_applicants; a++)
    if (is_missing(run, a, index, unfinished)) return false;
  return stage->form == STAGE_GATE || run->ranking->begun[index];
}

/* Does a line that holds leave the applicant out? What is missing before it is missing for good: it would not hold else. */
static bool is_left_out(const RankRun *run, uint32_t applicant, size_t stage) {
  size_t of = run->fate_stages[applicant];
  if (run->fates[applicant] == FATE_NOT_PASSED) return of == stage;
  return run->fates[applicant] == FATE_INCOMPLETE && of <= stage && stage_selects(&run->award->rules->stages[stage]);
}

static uint8_t *list_final(const RankRun *run, size_t n_stages, const bool *unfinished) {
  uint8_t *from = g_malloc(run->cycle->n_applicants + 1);
  for (uint32_t a = 0; a <= run->cycle->n_applicants; a++) from[a] = UINT8_MAX;
  for (size_t s = 0; s < n_stages && is_final(run, s, unfinished); s++)
    for (uint32_t a = 0; a < run->cycle->n_applicants; a++)
      if (is_left_out(run, a, s)) from[a] = (uint8_t)MIN(from[a], s + 1);
  return from;
}

uint8_t *outs_by_lines(const Award *award, const Cycle *cycle, const PanelSource *source, const bool *unfinished,
                       GError **error) {
  RankRun run = {.award = award, .cycle = cycle};
  size_t n_stages = award_lines(award).end;
  rank_prepare(&run, n_stages);
  uint8_t *from = NULL;
  if (rank_take(&run, source, error)) {
    passing_by_stage(&run);
    from = list_final(&run, n_stages, unfinished);
  }
  rank_clear(&run);
  return from;
}
