/* rank_take.c: what a ranking takes of the panels as they come by: every total, and what rests on its items, tie keys and
 * levels, where the rules ask. */
#include "scoring/ranking_parts.h"
#include "scoring/scoresheet_parts.h"

#include <string.h>

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

static void prepare_keys(RankRun *run) {
  const Rules *rules = run->award->rules;
  bool needed = false;
  run->ranking->n_keys = rules->n_tie_keys;
  for (size_t k = 0; k < run->ranking->n_keys; k++) needed |= rules->tie_keys[k].type != TIE_STAGE;
  if (!needed) return;
  size_t n = run->cycle->n_applicants * run->ranking->n_keys;
  run->ranking->key_points = g_new(Ratio, n + 1);
  for (size_t i = 0; i < n; i++) run->ranking->key_points[i] = ratio_int(0);
  run->key_masks = g_new0(bool *, (rules->n_classes + 1) * run->ranking->n_keys);
  for (size_t slot = 0; slot <= rules->n_classes; slot++) {
    const Criteria *criteria =
        slot < rules->n_classes && !run->award->class_criteria ? NULL : criteria_in(run->award, slot);
    for (size_t k = 0; k < run->ranking->n_keys && criteria; k++) {
      bool *mask = run->key_masks[slot * run->ranking->n_keys + k] = g_new0(bool, criteria->n_items + 1);
      mask_key(criteria, &rules->tie_keys[k], mask);
    }
  }
}

static bool asks_levels(const Rules *rules) {
  for (size_t t = 0; t < rules->n_tiers; t++)
    if (rules->tiers[t].level && *rules->tiers[t].level) return true;
  return false;
}

void rank_want_items(RankRun *run) {
  if (asks_levels(run->award->rules)) run->levels = g_new0(uint64_t, run->cycle->n_applicants + 1);
  prepare_keys(run);
}

static void take_keys(RankRun *run, const Panel *panel, size_t slot, ScoreScratch *scratch) {
  const Rules *rules = run->award->rules;
  const Criteria *criteria = criteria_in(run->award, slot);
  RoundingRule rounding = figures_item_rounding(stage_rounding(criteria, rules, &rules->stages[panel->stage]));
  for (size_t k = 0; k < run->ranking->n_keys; k++)
    if (rules->tie_keys[k].type != TIE_STAGE)
      run->ranking->key_points[(size_t)panel->applicant * run->ranking->n_keys + k] =
          figures_sum(scratch, run->key_masks[slot * run->ranking->n_keys + k], rounding);
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
  for (size_t t = 0; t < rules->n_tiers; t++) {
    const char *id = rules->tiers[t].level;
    if (!id || !*id) continue;
    const Level *level = find_level(rules->levels, rules->n_levels, id);
    if (!level) level = find_level(criteria->levels, criteria->n_levels, id);
    if (level && condition_is_met(&level->condition, sheet)) met |= (uint64_t)1 << t;
  }
  run->levels[panel->applicant] = met;
}

/* -- panels -------------------------------------------------------------------------------------------------- */

/* What one walk through a part of the panels needs for itself, and what it found. Everything else it writes belongs to
 * applicants of its part alone. Takers of several threads lie side by side in memory, so what is said in them already is
 * not written again for every panel: each writing would take the line from the others' processors. */
typedef struct Taker {
  RankRun *run;
  ScoreScratch **scratches; /* per rules class, then the award's */
  bool begun[RANKING_MAX_STAGES];
  int64_t overflow; /* the first applicant whose total did not fit; -1: none */
} Taker;

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
  if (!taker->begun[panel->stage])
    taker->begun[panel->stage] = !applicant_has_withdrawn(&run->cycle->applicants[panel->applicant]) ||
                                 !cycle_has_left(run->cycle, panel->applicant, panel->stage);
  if (total.state == TOTAL_OVERFLOW) note_overflow(&taker->overflow, panel->applicant);
  run->ranking->totals[(size_t)panel->applicant * run->ranking->n_stages + panel->stage] = total;
  const Stage *stage = &run->award->rules->stages[panel->stage];
  if (stage->form != STAGE_ITEMS || !stage_counts(stage)) return true;
  if (run->ranking->key_points) take_keys(run, panel, slot, *scratch);
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
