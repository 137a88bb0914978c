/* rank_run.c: one ranking from beginning to end: takes every panel's total as it comes by, with the tie keys and levels
 * that rest on its items, then lets passing.c, ranking.c and places.c do their part. Memory: some 150 bytes per applicant,
 * 80 for each stage and 32 for each tie key; panels pass by. With the people, a million applicants take 0.5 GB. */
#include "scoring/ranking_parts.h"
#include "scoring/scoresheet_parts.h"

#include <glib/gi18n.h>
#include <string.h>

G_DEFINE_QUARK(accolade - ranking - error, ranking_error)

bool stage_counts(const Stage *stage) { return stage->form != STAGE_GATE && stage->factor.num > 0; }

const StageTotal *total_at(const RankRun *run, uint32_t applicant, size_t stage) {
  return &run->ranking->totals[(size_t)applicant * run->ranking->n_stages + stage];
}

bool is_complete_at(const RankRun *run, uint32_t applicant, size_t stage) {
  const StageTotal *total = total_at(run, applicant, stage);
  return total->scorebooks > 0 && total->state == TOTAL_COMPLETE;
}

/* -- criteria of a class ----------------------------------------------------------------------------------- */

static size_t class_slot(const Award *award, const Cycle *cycle, uint32_t applicant) {
  const Rules *rules = award->rules;
  for (size_t c = 0; c < rules->n_classes && award->class_criteria; c++)
    if (award->class_criteria[c] && g_strcmp0(rules->classes[c].id, cycle->applicants[applicant].class_id) == 0)
      return c;
  return rules->n_classes;
}

static const Criteria *criteria_in(const Award *award, size_t slot) {
  return slot < award->rules->n_classes ? award->class_criteria[slot] : award->criteria;
}

const Criteria *award_criteria(const Award *award, const Cycle *cycle, uint32_t applicant) {
  return criteria_in(award, class_slot(award, cycle, applicant));
}

/* -- tie keys and levels ------------------------------------------------------------------------------------- */

/* Fills which items of the criteria a tie key adds up. */
static void mask_key(const Criteria *criteria, const TieKey *key, bool *ret_counts) {
  const Subtotal *subtotal = key->type == TIE_SUBTOTAL ? criteria_subtotal(criteria, key->ref) : NULL;
  const Node *node = key->type == TIE_SUBTOTAL ? NULL : criteria_node(criteria, key->ref);
  figures_mask(criteria, node, subtotal, ret_counts);
}

/* What one walk through a part of the panels needs for itself, and what it found. Everything else it writes belongs to
 * applicants of its part alone. Takers of several threads lie side by side in memory, so what is said in them already is
 * not written again for every panel: each writing would take the line from the others' processors. */
typedef struct Taker {
  RankRun *run;
  ScoreScratch **scratches; /* per rules class, then the award's */
  bool begun[RANKING_MAX_STAGES];
  int64_t overflow; /* the first applicant whose total did not fit; -1: none */
} Taker;

static void take_keys(RankRun *run, const Panel *panel, size_t slot, ScoreScratch *scratch) {
  const Rules *rules = run->award->rules;
  const Criteria *criteria = criteria_in(run->award, slot);
  RoundingRule rounding = figures_item_rounding(stage_rounding(criteria, rules, &rules->stages[panel->stage]));
  for (size_t k = 0; k < run->n_keys; k++)
    if (rules->tie_keys[k].type != TIE_STAGE)
      run->key_points[(size_t)panel->applicant * run->n_keys + k] =
          figures_sum(scratch, run->key_masks[slot * run->n_keys + k], rounding);
}

static const Level *find_level(const Level *levels, size_t n, const char *id) {
  for (size_t i = 0; i < n; i++)
    if (strcmp(levels[i].id, id) == 0) return &levels[i];
  return NULL;
}

static void take_levels(RankRun *run, const Panel *panel, const Criteria *criteria) {
  const Rules *rules = run->award->rules;
  g_autoptr(Scoresheet) sheet = scoresheet_of(criteria, rules, run->cycle, panel);
  uint64_t met = 0;
  for (size_t t = 0; t < MIN(rules->n_tiers, 64); t++) {
    const char *id = rules->tiers[t].level;
    if (!id || !*id) continue;
    const Level *level = find_level(rules->levels, rules->n_levels, id);
    if (!level) level = find_level(criteria->levels, criteria->n_levels, id);
    if (level && condition_is_met(&level->condition, sheet)) met |= (uint64_t)1 << t;
  }
  run->levels[panel->applicant] = met;
}

/* -- panels -------------------------------------------------------------------------------------------------- */

static void note_overflow(int64_t *overflow, int64_t applicant) {
  if (*overflow < 0 || applicant < *overflow) *overflow = applicant;
}

static bool take_panel(const Panel *panel, void *data) {
  Taker *taker = data;
  RankRun *run = taker->run;
  if (panel->n == 0 || panel->stage >= run->ranking->n_stages) return true;
  size_t slot = class_slot(run->award, run->cycle, panel->applicant);
  const Criteria *criteria = criteria_in(run->award, slot);
  ScoreScratch **scratch = &taker->scratches[slot];
  if (!*scratch) *scratch = score_scratch_new(criteria);
  StageTotal total = stage_total(criteria, run->award->rules, run->cycle, panel, *scratch);
  if (!taker->begun[panel->stage]) taker->begun[panel->stage] = true;
  if (total.state == TOTAL_OVERFLOW) note_overflow(&taker->overflow, panel->applicant);
  run->ranking->totals[(size_t)panel->applicant * run->ranking->n_stages + panel->stage] = total;
  const Stage *stage = &run->award->rules->stages[panel->stage];
  if (stage->form != STAGE_ITEMS || !stage_counts(stage)) return true;
  if (run->key_points) take_keys(run, panel, slot, *scratch);
  if (run->levels) take_levels(run, panel, criteria);
  return true;
}

static void taker_finish(Taker *taker) {
  RankRun *run = taker->run;
  if (taker->overflow >= 0) note_overflow(&run->overflow, taker->overflow);
  for (size_t s = 0; s < run->ranking->n_stages; s++) run->ranking->begun[s] |= taker->begun[s];
  for (size_t i = 0; i <= run->award->rules->n_classes; i++) score_scratch_free(taker->scratches[i]);
  g_free(taker->scratches);
}

/* Totals are the same however many parts the panels are taken in: no applicant's depends on another's. */
bool rank_take(RankRun *run, const PanelSource *source, GError **error) {
  unsigned n = source->run_parts ? MAX(MAX(source->parts, source->shares), 1) : 1;
  g_autofree Taker *takers = g_new0(Taker, n);
  g_autofree void **users = g_new(void *, n);
  for (unsigned i = 0; i < n; i++) {
    takers[i] =
        (Taker){.run = run, .overflow = -1, .scratches = g_new0(ScoreScratch *, run->award->rules->n_classes + 1)};
    users[i] = &takers[i];
  }
  bool done = n > 1 ? source->run_parts(source->data, take_panel, users, n, error)
                    : source->run(source->data, take_panel, users[0], error);
  for (unsigned i = 0; i < n; i++) taker_finish(&takers[i]);
  return done;
}

/* -- totals -------------------------------------------------------------------------------------------------- */

static RoundingRule total_rounding(const Rules *rules, const Criteria *criteria) {
  RoundingRule rule = rules->rounding;
  if (!rule.set) rule = (RoundingRule){true, criteria->rounding, criteria->round_at, criteria->round_step};
  if (rule.at != ROUND_AT_TOTAL) rule.policy = ROUND_NONE;
  return rule;
}

static Ratio total_of(const RankRun *run, uint32_t applicant) {
  const Rules *rules = run->award->rules;
  Ratio total = ratio_int(0);
  for (size_t s = 0; s < run->ranking->n_stages; s++)
    if (run->ranking->begun[s] && stage_counts(&rules->stages[s]))
      total = ratio_add(total, ratio_mul(rules->stages[s].factor, total_at(run, applicant, s)->points));
  RoundingRule rule = total_rounding(rules, award_criteria(run->award, run->cycle, applicant));
  return rule.policy == ROUND_NONE ? total : ratio_round(total, rule.policy, rule.step);
}

static void add_piece(size_t piece, void *data) {
  RankRun *run = data;
  size_t first = piece * RANK_PIECE, end = MIN(first + RANK_PIECE, run->cycle->n_applicants);
  for (size_t a = first; a < end; a++)
    if (run->fates[a] == FATE_IN) run->totals[a] = total_of(run, (uint32_t)a);
}

static void add_stages(RankRun *run) {
  rank_share(run->cycle->n_applicants, add_piece, run);
  for (uint32_t a = 0; a < run->cycle->n_applicants; a++)
    if (run->fates[a] == FATE_IN && !ratio_is_valid(run->totals[a])) note_overflow(&run->overflow, a);
}

/* -- on several threads ------------------------------------------------------------------------------------------ */

void rank_share(size_t n, ThreadPiece *work, void *data) {
  size_t pieces = (n + RANK_PIECE - 1) / RANK_PIECE;
  threads_share(threads_for(pieces, 2), pieces, work, data);
}

/* -- from beginning to end --------------------------------------------------------------------------------------- */

static void prepare_keys(RankRun *run) {
  const Rules *rules = run->award->rules;
  bool needed = false;
  run->n_keys = MIN(rules->n_tie_keys, RANKING_MAX_TIE_KEYS);
  for (size_t k = 0; k < run->n_keys; k++) needed |= rules->tie_keys[k].type != TIE_STAGE;
  if (!needed) return;
  size_t n = run->cycle->n_applicants * run->n_keys;
  run->key_points = g_new(Ratio, n + 1);
  for (size_t i = 0; i < n; i++) run->key_points[i] = ratio_int(0);
  run->key_masks = g_new0(bool *, (rules->n_classes + 1) * run->n_keys);
  for (size_t slot = 0; slot <= rules->n_classes; slot++) {
    const Criteria *criteria =
        slot < rules->n_classes && !run->award->class_criteria ? NULL : criteria_in(run->award, slot);
    for (size_t k = 0; k < run->n_keys && criteria; k++) {
      bool *mask = run->key_masks[slot * run->n_keys + k] = g_new0(bool, criteria->n_items + 1);
      mask_key(criteria, &rules->tie_keys[k], mask);
    }
  }
}

static bool asks_levels(const Rules *rules) {
  for (size_t t = 0; t < rules->n_tiers; t++)
    if (rules->tiers[t].level && *rules->tiers[t].level) return true;
  return false;
}

static void clear_contest(void *contest) { g_free(((Contest *)contest)->place); }

static Ranking *ranking_new(size_t n_stages, size_t n_applicants) {
  Ranking *ranking = g_new0(Ranking, 1);
  ranking->n_stages = n_stages;
  ranking->standings = g_array_new(FALSE, FALSE, sizeof(Standing));
  ranking->incomplete = g_array_new(FALSE, TRUE, sizeof(NotRanked));
  ranking->excluded = g_array_new(FALSE, TRUE, sizeof(NotRanked));
  ranking->vacancies = g_array_new(FALSE, TRUE, sizeof(Vacancy));
  ranking->contests = g_array_new(FALSE, TRUE, sizeof(Contest));
  g_array_set_clear_func(ranking->contests, clear_contest);
  ranking->totals = g_new0(StageTotal, n_stages * n_applicants + 1);
  return ranking;
}

void rank_prepare(RankRun *run, size_t n_stages) {
  size_t n = run->cycle->n_applicants;
  run->ranking = ranking_new(MIN(n_stages, RANKING_MAX_STAGES), n);
  run->classes = g_new0(uint32_t, n + 1);
  run->fates = g_new0(uint8_t, n + 1);
  run->fate_stages = g_new0(uint16_t, n + 1);
  run->totals = g_new0(Ratio, n + 1);
  run->overflow = -1;
}

void rank_clear(RankRun *run) {
  size_t slots = run->award->rules->n_classes + 1;
  for (size_t i = 0; run->key_masks && i < slots * run->n_keys; i++) g_free(run->key_masks[i]);
  g_free(run->key_masks);
  g_free(run->key_points);
  g_free(run->levels);
  g_free(run->classes);
  g_free(run->fates);
  g_free(run->fate_stages);
  g_free(run->totals);
  ranking_free(run->ranking);
}

bool rank_has_total(const Award *award) {
  bool items = false;
  for (size_t s = 0; s < award->rules->n_stages; s++)
    items |= award->rules->stages[s].form == STAGE_ITEMS && stage_counts(&award->rules->stages[s]);
  bool good = award->criteria->has_total;
  for (size_t c = 0; c < award->rules->n_classes && award->class_criteria; c++)
    good &= !award->class_criteria[c] || award->class_criteria[c]->has_total;
  return good || !items;
}

static bool is_exact(const RankRun *run, GError **error) {
  if (run->overflow < 0) return true;
  g_set_error(error, RANKING_ERROR, RANKING_ERROR_OVERFLOW,
              N_("the total of applicant %s does not fit an exact number; use simpler weights, factors or shares"),
              run->cycle->applicants[run->overflow].id);
  return false;
}

static bool reckon(RankRun *run, const PanelSource *source, GError **error) {
  Telling telling = {.tell = source->tell, .teller = source->teller, .of = 4};
  if (!rank_take(run, source, error) || !is_exact(run, error)) return false;
  telling_add(&telling, 0);
  passing_decide(run);
  telling_add(&telling, 1);
  add_stages(run);
  telling_add(&telling, 1);
  if (!is_exact(run, error)) return false;
  rank_all(run);
  telling_add(&telling, 1);
  places_give(run);
  telling_add(&telling, 1);
  return true;
}

Ranking *ranking_of(const Award *award, const Cycle *cycle, const PanelSource *source, GError **error) {
  if (!rank_has_total(award)) {
    g_set_error_literal(error, RANKING_ERROR, RANKING_ERROR_NO_TOTAL,
                        N_("these criteria have no total to rank by; see each applicant's scoresheet instead"));
    return NULL;
  }
  RankRun run = {.award = award, .cycle = cycle};
  rank_prepare(&run, award->rules->n_stages);
  if (asks_levels(award->rules)) run.levels = g_new0(uint64_t, cycle->n_applicants + 1);
  prepare_keys(&run);
  bool done = reckon(&run, source, error);
  Ranking *ranking = done ? g_steal_pointer(&run.ranking) : NULL;
  rank_clear(&run);
  return ranking;
}

void ranking_free(Ranking *ranking) {
  if (!ranking) return;
  g_array_unref(ranking->standings);
  g_array_unref(ranking->incomplete);
  g_array_unref(ranking->excluded);
  g_array_unref(ranking->vacancies);
  g_array_unref(ranking->contests);
  g_free(ranking->totals);
  g_free(ranking);
}
