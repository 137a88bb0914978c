/* reporting.c: gathers from the record what a report kind says it needs, and no more. */
#include "commands/reporting.h"
#include "commands/flagging.h"

#include <glib/gi18n.h>

typedef struct Gathered {
  Ranking *ranking;
  GPtrArray *flags, *comments, *told; /* Flag, Comment, ReportComment */
  GPtrArray *merged;                  /* of GPtrArray of MergedComment: what told borrows from too */
  GPtrArray *factors, *of_factors;    /* ReportFactor, Factor: what those borrow from */
  GPtrArray *panels;                  /* Panel; NULL for stages without */
} Gathered;

static void gathered_clear(Gathered *gathered) {
  ranking_free(gathered->ranking);
  g_clear_pointer(&gathered->flags, g_ptr_array_unref);
  g_clear_pointer(&gathered->comments, g_ptr_array_unref);
  g_clear_pointer(&gathered->told, g_ptr_array_unref);
  g_clear_pointer(&gathered->merged, g_ptr_array_unref);
  g_clear_pointer(&gathered->factors, g_ptr_array_unref);
  g_clear_pointer(&gathered->of_factors, g_ptr_array_unref);
  g_clear_pointer(&gathered->panels, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Gathered, gathered_clear)

Ranking *reporting_ranking(Session *session, GError **error) {
  StorePanels panels = {.store = session->store, .cycle = session->cycle, .stage = -1};
  PanelSource source = store_panel_source(&panels);
  return ranking_of(&session->award, session->cycle, &source, error);
}

bool reporting_try_ranking(Session *session, Ranking **ret_ranking, GError **error) {
  g_autoptr(GError) problem = NULL;
  Ranking *ranking = reporting_ranking(session, &problem);
  bool none = g_error_matches(problem, RANKING_ERROR, RANKING_ERROR_NO_TOTAL);
  if (problem && !none) g_propagate_error(error, g_steal_pointer(&problem));
  if (ranking || none) *ret_ranking = ranking;
  return ranking || none;
}

static bool gather_panels(Session *session, uint32_t applicant, Gathered *gathered, GError **error) {
  gathered->panels = g_ptr_array_new_with_free_func((GDestroyNotify)store_panel_free);
  for (size_t stage = 0; stage < session->rules->n_stages; stage++) {
    Panel *panel = store_panel(session->store, session->cycle, (uint16_t)stage, applicant, error);
    if (!panel) return false;
    g_ptr_array_add(gathered->panels, panel);
  }
  return true;
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

static bool gather(Session *session, const ReportKind *kind, int64_t applicant, Gathered *gathered, GError **error) {
  if (kind->needs & NEEDS_FLAGS && !(gathered->flags = flags_of_all(session, &gathered->ranking, error))) return false;
  if (kind->needs & NEEDS_RANKING && !gathered->ranking && !(gathered->ranking = reporting_ranking(session, error)))
    return false;
  if (kind->needs & NEEDS_APPLICANT && !gather_panels(session, (uint32_t)applicant, gathered, error)) return false;
  return !(kind->needs & NEEDS_COMMENTS) || gather_comments(session, applicant, gathered, error);
}

static bool find_applicant(Session *session, const ReportKind *kind, const char *id, int64_t *ret_applicant,
                           GError **error) {
  uint32_t applicant;
  bool wanted = kind->needs & NEEDS_APPLICANT;
  if (!wanted && !id) return true;
  if (!wanted || !id) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                wanted ? _("report %s is about one applicant; name it: accolade report %s APPLICANT")
                       : _("report %s is about all applicants; leave the applicant out: accolade report %s"),
                kind->name, kind->name);
    return false;
  }
  if (!meant_applicant(session, id, &applicant, error)) return false;
  *ret_applicant = applicant;
  return true;
}

typedef bool (*Use)(Session *session, const Document *document, void *data, GError **error);

/* Makes the document and hands it on while what it was made of is still there. */
static bool with_document(Session *session, const ReportKind *kind, const char *id, const char *stage, Use use,
                          void *data, size_t *ret_open, GError **error) {
  int64_t applicant = -1;
  g_auto(Gathered) gathered = {0};
  JournalHead head;
  if (!find_applicant(session, kind, id, &applicant, error) || !gather(session, kind, applicant, &gathered, error) ||
      !journal_head(session->store, &head, error))
    return false;
  if (ret_open) *ret_open = flags_open(gathered.flags);
  StorePanels panels = {.store = session->store, .cycle = session->cycle, .stage = -1};
  const PanelSource source = store_panel_source(&panels);
  const ReportInput input = {.lang = session->lang,
                             .award = &session->award,
                             .cycle = session->cycle,
                             .ranking = gathered.ranking,
                             .flags = gathered.flags,
                             .comments = gathered.told,
                             .factors = gathered.factors,
                             .applicant = applicant,
                             .stage = stage,
                             .n_panels = gathered.panels ? gathered.panels->len : 0,
                             .panels = gathered.panels ? (const Panel *const *)gathered.panels->pdata : NULL,
                             .source = &source,
                             .events = head.events,
                             .head = head.hash};
  g_autoptr(Document) document = kind->make(&input, error);
  return document && use(session, document, data, error);
}

static bool to_output(Session *session, const Document *document, void *data, GError **error) {
  return output_document(session, document, data, error);
}

Exit reporting_run(Session *session, const ReportKind *kind, const char *id, const Arguments *arguments,
                   GError **error) {
  const char *stage = arguments_option(arguments, "stage");
  return with_document(session, kind, id, stage, to_output, (void *)arguments, NULL, error) ? EXIT_DONE : EXIT_INPUT;
}

Exit reporting_run_flags(Session *session, const Arguments *arguments, size_t *ret_open, GError **error) {
  bool done = with_document(session, &report_flags, NULL, NULL, to_output, (void *)arguments, ret_open, error);
  return done ? EXIT_DONE : EXIT_INPUT;
}

typedef struct PlainText {
  GString *string;
  unsigned width;
} PlainText;

static bool to_text(Session *session, const Document *document, void *data, GError **error) {
  (void)session;
  const PlainText *text = data;
  const FormatOptions options = {.width = text->width};
  const Sink sink = sink_string(text->string);
  return format_text.write(document, &options, &sink, error);
}

char *reporting_text(Session *session, const ReportKind *kind, const char *id, unsigned width, GError **error) {
  g_autoptr(GString) string = g_string_new(NULL);
  PlainText text = {string, width};
  if (!with_document(session, kind, id, NULL, to_text, &text, NULL, error)) return NULL;
  return g_string_free(g_steal_pointer(&string), FALSE);
}
