/* rank_run.c: one ranking from beginning to end: rank_take.c takes what it needs of every panel, then passing.c, ranking.c and
 * places.c do their part. Memory: some 150 bytes per applicant, 80 for each stage and 32 for each tie key; panels pass by.
 * With the people, a million applicants take 0.5 GB. */
#include "scoring/ranking_parts.h"

#include "criteria/memory.h"

#include <glib/gi18n.h>

G_DEFINE_QUARK(accolade - ranking - error, ranking_error)

const StageTotal *total_at(const RankRun *run, uint32_t applicant, size_t stage) {
  return &run->ranking->totals[(size_t)applicant * run->ranking->n_stages + stage];
}

bool is_complete_at(const RankRun *run, uint32_t applicant, size_t stage) {
  const StageTotal *total = total_at(run, applicant, stage);
  return total->scorebooks > 0 && total->state == TOTAL_COMPLETE;
}

/* -- totals -------------------------------------------------------------------------------------------------- */

static Ratio total_of(const RankRun *run, uint32_t applicant) {
  return award_total(run->award->rules, award_criteria(run->award, run->cycle, applicant), total_at(run, applicant, 0),
                     run->ranking->begun, NULL);
}

static Ratio full_of(const RankRun *run, uint32_t applicant) {
  return award_full_marks(run->award->rules, total_at(run, applicant, 0), run->ranking->begun);
}

/* Where the ranking keeps these full marks: with the last ones, as a rule. */
static const Ratio *keep_full(const RankRun *run, Ratio full, const Ratio *last) {
  static GMutex lock;
  if (last && full.num == last->num && full.den == last->den) return last;
  Ratio *kept = g_memdup2(&full, sizeof full);
  g_mutex_lock(&lock);
  g_ptr_array_add(run->ranking->full_marks, kept);
  g_mutex_unlock(&lock);
  return kept;
}

static void add_piece(size_t piece, void *data) {
  RankRun *run = data;
  size_t first = piece * RANK_PIECE, end = MIN(first + RANK_PIECE, run->cycle->n_applicants);
  const Ratio *kept = NULL;
  for (size_t a = first; a < end; a++) {
    if (run->fates[a] != FATE_IN) continue;
    run->totals[a] = total_of(run, (uint32_t)a);
    run->fulls[a] = kept = keep_full(run, full_of(run, (uint32_t)a), kept);
  }
}

static void add_stages(RankRun *run) {
  rank_share(run->cycle->n_applicants, add_piece, run);
  for (uint32_t a = 0; a < run->cycle->n_applicants; a++)
    if (run->overflow < 0 && run->fates[a] == FATE_IN && !ratio_is_valid(run->totals[a])) run->overflow = a;
}

/* -- on several threads ------------------------------------------------------------------------------------------ */

void rank_share(size_t n, ThreadPiece *work, void *data) {
  size_t pieces = (n + RANK_PIECE - 1) / RANK_PIECE;
  threads_share(threads_for(pieces, 2), pieces, work, data);
}

/* -- from beginning to end --------------------------------------------------------------------------------------- */

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
  memory_in_large_pages(ranking->totals, n_stages * n_applicants * sizeof(StageTotal));
  ranking->award_totals = g_new0(Ratio, n_applicants + 1);
  ranking->full_marks = g_ptr_array_new_with_free_func(g_free);
  return ranking;
}

void rank_prepare(RankRun *run, size_t n_stages) {
  size_t n = run->cycle->n_applicants;
  g_assert(n_stages <= RANKING_MAX_STAGES);
  run->ranking = ranking_new(n_stages, n);
  run->classes = g_new0(uint32_t, n + 1);
  run->fates = g_new0(uint8_t, n + 1);
  run->fate_stages = g_new0(uint16_t, n + 1);
  run->totals = run->ranking->award_totals;
  run->fulls = g_new0(const Ratio *, n + 1);
  run->overflow = -1;
}

void rank_clear(RankRun *run) {
  size_t masks = (run->award->rules->n_classes + 1) * run->award->rules->n_tie_keys;
  for (size_t i = 0; run->key_masks && i < masks; i++) g_free(run->key_masks[i]);
  g_free(run->key_masks);
  g_free(run->levels);
  g_free(run->classes);
  g_free(run->fates);
  g_free(run->fate_stages);
  g_free(run->fulls);
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
              _("the total of applicant %s does not fit an exact number; use simpler weights, factors or shares"),
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
                        _("these criteria have no total to rank by; see each applicant's scoresheet instead"));
    return NULL;
  }
  RankRun run = {.award = award, .cycle = cycle};
  rank_prepare(&run, award->rules->n_stages);
  rank_want_items(&run);
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
  g_free(ranking->award_totals);
  g_ptr_array_unref(ranking->full_marks);
  g_free(ranking->key_points);
  g_free(ranking);
}
