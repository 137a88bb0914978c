/* not_final.c: each kind is counted by stage, and told as a sentence and as a field. */
#include "reports/not_final.h"
#include "reports/report_head.h"

#include <glib/gi18n.h>

/* Per stage how many of a kind there are. */
typedef struct Counts {
  unsigned long at[RANKING_MAX_STAGES], all;
} Counts;

static void count(Counts *counts, size_t stage, unsigned long n) {
  counts->at[stage] += n;
  counts->all += n;
}

/* The stages with any, for people. Caller frees. */
static char *titles_of(const ReportInput *input, const Counts *counts) {
  GString *titles = g_string_new(NULL);
  for (size_t s = 0; s < input->ranking->n_stages; s++)
    if (counts->at[s] > 0)
      g_string_append_printf(titles, "%s%s", titles->len ? _(", ") : "", report_stage_title(input, s));
  return g_string_free(titles, FALSE);
}

/* A gate that is sealed without any decision is over: it let everybody pass. */
static bool is_awaited(const ReportInput *input, size_t stage) {
  bool over =
      input->award->rules->stages[stage].form == STAGE_GATE && input->cycle->stage_states[stage] == STAGE_SEALED;
  return !input->ranking->begun[stage] && !over;
}

/* Does the result hang on the stage: on its figure, on who goes on from it, or where totals tie? */
static bool is_asked(const ReportInput *input, size_t s) {
  const Rules *rules = input->award->rules;
  const Stage *stage = &rules->stages[s];
  bool asked = stage_counts(stage) || stage->pass != PASS_ALL;
  for (size_t k = 0; k < rules->n_tie_keys; k++)
    asked = asked || (rules->tie_keys[k].type == TIE_STAGE && g_str_equal(rules->tie_keys[k].ref, stage->id));
  return asked;
}

static Counts stages_not_begun(const ReportInput *input) {
  Counts counts = {0};
  for (size_t s = 0; s < input->ranking->n_stages; s++) count(&counts, s, is_asked(input, s) && is_awaited(input, s));
  return counts;
}

/* Scorebooks that are out at a stage that has not begun are those of a stage that is not counted yet. */
static Counts scorebooks_out(const ReportInput *input) {
  Counts counts = {0};
  for (size_t s = 0; input->late && s < input->ranking->n_stages; s++)
    if (input->ranking->begun[s]) count(&counts, s, (unsigned long)input->late[s]);
  return counts;
}

/* For want of a figure or a decision that a stage may still bring until it is sealed. */
static Counts not_ranked_yet(const ReportInput *input) {
  Counts counts = {0};
  for (guint i = 0; i < input->ranking->incomplete->len; i++) {
    size_t stage = g_array_index(input->ranking->incomplete, NotRanked, i).stage;
    count(&counts, stage, !is_awaited(input, stage) && input->cycle->stage_states[stage] != STAGE_SEALED);
  }
  return counts;
}

/* What was sealed and is not now, and what has begun beside stages that are sealed: all is there, and may still change. */
static Counts not_sealed(const ReportInput *input) {
  Counts counts = {0};
  const StageState *states = input->cycle->stage_states;
  const bool *again = input->cycle->opened_again;
  bool any_sealed = false;
  for (size_t s = 0; s < input->ranking->n_stages; s++) any_sealed = any_sealed || states[s] == STAGE_SEALED;
  for (size_t s = 0; s < input->ranking->n_stages; s++) {
    bool begun = is_asked(input, s) && !is_awaited(input, s);
    count(&counts, s, begun && states[s] != STAGE_SEALED && (any_sealed || (again && again[s])));
  }
  return counts;
}

/* -- for people --------------------------------------------------------------------------------------------- */

static char *begun_words(const ReportInput *input, const Counts *counts) {
  g_autofree char *titles = titles_of(input, counts);
  return g_strdup_printf(_("Not final: these stages have not begun, and nothing here counts them: %s."), titles);
}

static char *late_words(const ReportInput *input, const Counts *counts) {
  g_autofree char *titles = titles_of(input, counts);
  return g_strdup_printf(ngettext("Not final: %lu scorebook is not submitted yet, and nothing here counts it: %s.",
                                  "Not final: %lu scorebooks are not submitted yet, and nothing here counts them: %s.",
                                  counts->all),
                         counts->all, titles);
}

static char *unranked_words(const ReportInput *input, const Counts *counts) {
  g_autofree char *titles = titles_of(input, counts);
  return g_strdup_printf(
      ngettext("Not final: %lu applicant is not ranked, for want of a figure or a decision at a stage that is not "
               "sealed: %s.",
               "Not final: %lu applicants are not ranked, for want of a figure or a decision at a stage that is not "
               "sealed: %s.",
               counts->all),
      counts->all, titles);
}

static char *unsealed_words(const ReportInput *input, const Counts *counts) {
  g_autofree char *titles = titles_of(input, counts);
  return g_strdup_printf(
      _("Not final: these stages are not sealed, or were opened again, and what is recorded there may "
        "still change: %s."),
      titles);
}

char *report_not_final(const ReportInput *input) {
  static const struct {
    Counts (*count)(const ReportInput *input);
    char *(*words)(const ReportInput *input, const Counts *counts);
  } kinds[] = {{stages_not_begun, begun_words},
               {scorebooks_out, late_words},
               {not_ranked_yet, unranked_words},
               {not_sealed, unsealed_words}};
  GString *lines = g_string_new(NULL);
  for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
    Counts counts = kinds[k].count(input);
    if (counts.all == 0) continue;
    g_autofree char *words = kinds[k].words(input, &counts);
    g_string_append_printf(lines, "%s%s", lines->len ? "\n" : "", words);
  }
  return g_string_free(lines, FALSE);
}

/* -- for machines ------------------------------------------------------------------------------------------- */

/* The ids of the stages that are counted. */
static void add_stages(Document *document, const ReportInput *input, const char *key, const Counts *counts) {
  Cell ids[RANKING_MAX_STAGES];
  size_t n = 0;
  for (size_t s = 0; s < input->ranking->n_stages; s++)
    if (counts->at[s] > 0) ids[n++] = cell_text(input->award->rules->stages[s].id);
  document_field(document, key, NULL, cell_list(ids, n));
}

/* All that the ranking does without. */
static void add_not_begun(Document *document, const ReportInput *input) {
  Counts counts = {0};
  for (size_t s = 0; s < input->ranking->n_stages; s++) count(&counts, s, !input->ranking->begun[s]);
  add_stages(document, input, "not-begun", &counts);
}

static void add_counts(Document *document, const ReportInput *input, const char *key, const char *unit, Counts counts) {
  enum { FACTS = 2 };
  Field facts[RANKING_MAX_STAGES][FACTS];
  Cell records[RANKING_MAX_STAGES];
  size_t n = 0;
  for (size_t s = 0; s < input->ranking->n_stages; s++) {
    if (counts.at[s] == 0) continue;
    facts[n][0] = (Field){"stage", cell_text(input->award->rules->stages[s].id)};
    facts[n][1] = (Field){unit, cell_integer((int64_t)counts.at[s])};
    records[n] = cell_record(facts[n], FACTS);
    n++;
  }
  document_field(document, key, NULL, cell_list(records, n));
}

void report_add_not_final(Document *document, const ReportInput *input) {
  add_not_begun(document, input);
  if (input->late) add_counts(document, input, "not_submitted", "scorebooks", scorebooks_out(input));
  add_counts(document, input, "not_ranked_yet", "applicants", not_ranked_yet(input));
  Counts unsealed = not_sealed(input);
  add_stages(document, input, "not_sealed", &unsealed);
  g_autofree char *said = report_not_final(input);
  g_auto(GStrv) lines = g_strsplit(said, "\n", -1);
  for (char **line = lines; *line; line++) document_paragraph(document, *line);
}
