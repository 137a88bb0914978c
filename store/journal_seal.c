/* journal_seal.c: what a seal says: digests of a stage's totals and of the ranking, as canonical lines (journal.h). */
#include "store/digest.h"
#include "store/store_private.h"

#include <string.h>

static void add_text(Digest *digest, const char *text) { digest_bytes(digest, text, strlen(text)); }

enum { SOON = 16 };

/* Standings follow each other in rank, whom they speak of lies all over the memory: it is asked for ahead. (Inlined, because
 * gcc takes a function of prefetches for one that does nothing.) */
__attribute__((always_inline)) static inline void fetch_ahead(const Ranking *ranking, const Cycle *cycle, guint i) {
  if (i + SOON >= ranking->standings->len) return;
  const Standing *soon = &g_array_index(ranking->standings, Standing, i + SOON / 2), *later = soon + SOON / 2;
  __builtin_prefetch(&cycle->applicants[later->applicant]);
  __builtin_prefetch(later->total);
  __builtin_prefetch(cycle->applicants[soon->applicant].id);
}

static void digest_ranking(const Ranking *ranking, const Cycle *cycle, char ret_hex[65]) {
  Digest digest;
  digest_begin(&digest);
  for (guint i = 0; i < ranking->standings->len; i++) {
    const Standing *standing = &g_array_index(ranking->standings, Standing, i);
    fetch_ahead(ranking, cycle, i);
    const Applicant *applicant = &cycle->applicants[standing->applicant];
    char total[RATIO_BUF];
    ratio_put_exact(total, *standing->total);
    add_text(&digest, applicant->class_id);
    digest_literal(&digest, ",");
    digest_digits(&digest, standing->rank);
    digest_literal(&digest, ",");
    add_text(&digest, applicant->id);
    digest_literal(&digest, ",");
    add_text(&digest, total);
    digest_literal(&digest, ",");
    add_text(&digest, standing->tier ? standing->tier->id : "");
    digest_literal(&digest, "\n");
  }
  digest_end_hex(&digest, ret_hex);
}

bool ranking_digest_now(Store *store, const Cycle *cycle, char ret_hex[65], GError **error) {
  g_autoptr(GError) problem = NULL;
  g_autoptr(Ranking) ranking = store_ranking(store, cycle, &problem);
  bool none = g_error_matches(problem, RANKING_ERROR, RANKING_ERROR_NO_TOTAL);
  if (ranking) digest_ranking(ranking, cycle, ret_hex);
  if (none) *ret_hex = '\0';
  if (problem && !none) g_propagate_error(error, g_steal_pointer(&problem));
  return ranking || none;
}

typedef struct StageDigest {
  Store *store;
  const Cycle *cycle;
  ScoreScratch *scratch;
  const Criteria *criteria; /* of the scratch */
  Digest lines;
} StageDigest;

static bool add_total(const Panel *panel, void *user) {
  StageDigest *digest = user;
  const Criteria *criteria = award_criteria(digest->store->award, digest->cycle, panel->applicant);
  if (criteria != digest->criteria) {
    score_scratch_free(digest->scratch);
    digest->scratch = score_scratch_new(criteria);
    digest->criteria = criteria;
  }
  StageTotal total = stage_total(criteria, digest->store->award->rules, digest->cycle, panel, digest->scratch);
  char points[RATIO_BUF];
  ratio_put_exact(points, total.points);
  add_text(&digest->lines, digest->cycle->applicants[panel->applicant].id);
  digest_literal(&digest->lines, ",");
  if (total.state == TOTAL_COMPLETE) add_text(&digest->lines, points);
  digest_literal(&digest->lines, ",");
  digest_digits(&digest->lines, total.scorebooks);
  digest_literal(&digest->lines, "\n");
  return true;
}

bool stage_digest(Store *store, const Cycle *cycle, uint16_t stage, char ret_hex[65], GError **error) {
  StorePanels panels = {.store = store, .cycle = cycle, .stage = stage};
  PanelSource source = store_panel_source(&panels);
  StageDigest digest = {.store = store, .cycle = cycle};
  digest_begin(&digest.lines);
  bool gate = store->award->rules->stages[stage].form == STAGE_GATE;
  bool done = gate || source.run(source.data, add_total, &digest, error);
  score_scratch_free(digest.scratch);
  if (done) digest_end_hex(&digest.lines, ret_hex);
  return done;
}
