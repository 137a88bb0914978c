/* gathering.c: one function per part of the record that some report needs. */
#include "commands/gathering.h"
#include "commands/flagging.h"

void gathered_clear(Gathered *gathered) {
  ranking_free(gathered->ranking);
  g_clear_pointer(&gathered->flags, g_ptr_array_unref);
  g_clear_pointer(&gathered->comments, g_ptr_array_unref);
  g_clear_pointer(&gathered->told, g_ptr_array_unref);
  g_clear_pointer(&gathered->merged, g_ptr_array_unref);
  g_clear_pointer(&gathered->factors, g_ptr_array_unref);
  g_clear_pointer(&gathered->of_factors, g_ptr_array_unref);
  g_clear_pointer(&gathered->agreed, g_ptr_array_unref);
  g_clear_pointer(&gathered->of_agreed, g_ptr_array_unref);
  g_clear_pointer(&gathered->changes, g_ptr_array_unref);
  g_clear_pointer(&gathered->texts, g_string_chunk_free);
  g_clear_pointer(&gathered->late, g_free);
  g_clear_pointer(&gathered->panels, g_ptr_array_unref);
  g_clear_pointer(&gathered->other_panels, g_ptr_array_unref);
}

GPtrArray *gather_panels(Session *session, uint32_t applicant, GError **error) {
  g_autoptr(GPtrArray) panels = g_ptr_array_new_with_free_func((GDestroyNotify)store_panel_free);
  g_autoptr(GError) refused = NULL;
  bool any = false;
  for (uint16_t stage = 0; stage < session->rules->n_stages; stage++) {
    g_autoptr(GError) problem = NULL;
    Panel *panel = store_panel(session->store, session->cycle, stage, applicant, &problem);
    if (problem && !g_error_matches(problem, STORE_ERROR, STORE_ERROR_PERMISSION)) {
      g_propagate_error(error, g_steal_pointer(&problem));
      return NULL;
    }
    any |= panel && panel->n > 0;
    g_ptr_array_add(panels, panel);
    if (problem && !refused) refused = g_steal_pointer(&problem);
  }
  if (any || !refused) return g_steal_pointer(&panels);
  g_propagate_error(error, g_steal_pointer(&refused));
  return NULL;
}

static bool is_seen(const Gathered *gathered, uint16_t stage) {
  return g_ptr_array_index(gathered->panels, stage) != NULL;
}

/* Does that assessor's scorebook count in the applicant's panel at that stage? */
static bool counts(Session *session, const Gathered *gathered, uint16_t stage, const char *assessor) {
  const Panel *panel = gathered->panels ? g_ptr_array_index(gathered->panels, stage) : NULL;
  for (size_t b = 0; panel && b < panel->n; b++)
    if (g_str_equal(session->cycle->assessors[panel->books[b].assessor].id, assessor)) return true;
  return false;
}

static void tell(Gathered *gathered, ReportComment told) {
  g_ptr_array_add(gathered->told, g_memdup2(&told, sizeof told));
}

static bool gather_merged(Session *session, uint32_t applicant, Gathered *gathered, GError **error) {
  gathered->merged = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  for (uint16_t stage = 0; stage < session->rules->n_stages; stage++) {
    if (!is_seen(gathered, stage)) continue;
    GPtrArray *list = store_merged(session->store, stage, applicant, error);
    if (!list) return false;
    g_ptr_array_add(gathered->merged, list);
    for (guint i = 0; i < list->len; i++) {
      const MergedComment *merged = g_ptr_array_index(list, i);
      tell(gathered, (ReportComment){.stage = stage,
                                     .item = merged->item,
                                     .kind = merged->kind,
                                     .text = merged->text,
                                     .place = merged->place,
                                     .file = merged->file,
                                     .sha256 = merged->sha256,
                                     .factors = merged->factors,
                                     .assessor = merged->author,
                                     .agreed = true});
    }
  }
  return true;
}

static bool gather_factors(Session *session, uint32_t applicant, Gathered *gathered, GError **error) {
  gathered->of_factors = store_factors(session->store, applicant, error);
  gathered->factors = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; gathered->of_factors && i < gathered->of_factors->len; i++) {
    const Factor *factor = g_ptr_array_index(gathered->of_factors, i);
    const ReportFactor told = {factor->number, factor->stage, factor->author, factor->text};
    g_ptr_array_add(gathered->factors, g_memdup2(&told, sizeof told));
  }
  return gathered->of_factors != NULL;
}

static bool gather_comments(Session *session, int64_t applicant, Gathered *gathered, GError **error) {
  if (!store_comments(session->store, applicant, &gathered->comments, error)) return false;
  gathered->told = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < gathered->comments->len; i++) {
    const Comment *comment = g_ptr_array_index(gathered->comments, i);
    uint16_t stage = (uint16_t)rules_stage_index(session->rules, comment->stage);
    tell(gathered, (ReportComment){.stage = stage,
                                   .item = comment->item,
                                   .kind = comment->kind,
                                   .text = comment->text,
                                   .place = comment->place,
                                   .file = comment->file,
                                   .sha256 = comment->sha256,
                                   .factors = comment->factors,
                                   .assessor = comment->assessor,
                                   .counts = counts(session, gathered, stage, comment->assessor)});
  }
  return applicant < 0 || (gather_merged(session, (uint32_t)applicant, gathered, error) &&
                           gather_factors(session, (uint32_t)applicant, gathered, error));
}

static bool gather_agreed(Session *session, uint32_t applicant, Gathered *gathered, GError **error) {
  gathered->agreed = g_ptr_array_new_with_free_func(g_free);
  gathered->of_agreed = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  for (uint16_t stage = 0; stage < session->rules->n_stages; stage++) {
    if (!is_seen(gathered, stage)) continue;
    GPtrArray *list = store_agreed_marks(session->store, stage, applicant, error);
    if (!list) return false;
    g_ptr_array_add(gathered->of_agreed, list);
    for (guint i = 0; i < list->len; i++) {
      const AgreedMark *agreed = g_ptr_array_index(list, i);
      const ReportAgreed told = {stage, agreed->cell, agreed->code, agreed->reason, agreed->proposer};
      g_ptr_array_add(gathered->agreed, g_memdup2(&told, sizeof told));
    }
  }
  return true;
}

typedef struct Changes {
  const char *applicant;
  Gathered *gathered;
} Changes;

static bool take_change(const Event *event, void *data) {
  const Changes *of = data;
  GStringChunk *texts = of->gathered->texts;
  if (!g_str_equal(event->kind, "agree") || !g_str_equal(event->applicant, of->applicant)) return true;
#define KEPT(text) g_string_chunk_insert_const(texts, text)
  const ReportChange change = {event->number,       KEPT(event->at),       KEPT(event->actor),
                               KEPT(event->stage),  KEPT(event->assessor), KEPT(event->item),
                               KEPT(event->before), KEPT(event->after),    KEPT(event->reason)};
#undef KEPT
  g_ptr_array_add(of->gathered->changes, g_memdup2(&change, sizeof change));
  return true;
}

static bool gather_consensus(Session *session, uint32_t applicant, Gathered *gathered, GError **error) {
  Changes of = {session->cycle->applicants[applicant].id, gathered};
  gathered->changes = g_ptr_array_new_with_free_func(g_free);
  gathered->texts = g_string_chunk_new(1 << 12);
  return gather_agreed(session, applicant, gathered, error) && journal_walk(session->store, take_change, &of, error);
}

static bool gather_flags(Session *session, int64_t applicant, Gathered *gathered, GError **error) {
  gathered->flags = applicant < 0 ? flags_of_all(session, &gathered->ranking, error)
                                  : flags_of_applicant(session, (uint32_t)applicant, error);
  return gathered->flags != NULL;
}

int64_t *gather_late(Session *session, GError **error) {
  g_autofree int64_t *late = g_new0(int64_t, session->rules->n_stages);
  return store_missing(session->store, session->cycle, late, error) ? g_steal_pointer(&late) : NULL;
}

bool gather(Session *session, unsigned needs, int64_t applicant, int64_t other, Gathered *gathered, GError **error) {
  if (needs & NEEDS_FLAGS && !gather_flags(session, applicant, gathered, error)) return false;
  if (needs & NEEDS_RANKING && !gathered->ranking &&
      !(gathered->ranking = store_ranking(session->store, session->cycle, error)))
    return false;
  if (needs & NEEDS_APPLICANT && !(gathered->panels = gather_panels(session, (uint32_t)applicant, error))) return false;
  if (needs & NEEDS_OTHER && !(gathered->other_panels = gather_panels(session, (uint32_t)other, error))) return false;
  if (needs & NEEDS_CONSENSUS && !gather_consensus(session, (uint32_t)applicant, gathered, error)) return false;
  if (needs & NEEDS_LATE && !(gathered->late = gather_late(session, error))) return false;
  return !(needs & NEEDS_COMMENTS) || gather_comments(session, applicant, gathered, error);
}
