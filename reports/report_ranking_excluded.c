/* report_ranking_excluded.c: who is left out of the ranking, and why: vetoed, not passed, of no class; and who withdrew. */
#include "reports/report_ranking_others.h"

#include <glib/gi18n.h>

void others_fill_who(const ReportInput *input, uint32_t applicant, Cell *cells) {
  cells[0] = cell_text(input->cycle->applicants[applicant].id);
  cells[1] = cell_text(input->cycle->applicants[applicant].name);
  cells[2] = cell_text(report_class(input, applicant));
  cells[3] = cell_text(report_class_title(input, report_class(input, applicant)));
}

Audience others_class_audience(const ReportInput *input) {
  return input->award->rules->n_classes > 0 ? FOR_PEOPLE : FOR_NOBODY;
}

const char *ranking_cause_name(NotRankedReason reason) {
  static const char *const names[] = {"incomplete", "veto", "not-passed", "class", "withdrawn"};
  return names[reason];
}

const char *ranking_cause_words(NotRankedReason reason) {
  static const char *const words[] = {N_("incomplete"), N_("veto"), N_("did not pass the stage"),
                                      N_("its class or kind is not one of the award's"), N_("withdrew")};
  return _(words[reason]);
}

bool ranking_has_stage(const NotRanked *not_ranked) {
  return not_ranked->reason == NOT_RANKED_INCOMPLETE || not_ranked->reason == NOT_RANKED_NOT_PASSED;
}

const char *ranking_ground(const Cycle *cycle, const NotRanked *not_ranked) {
  const Applicant *applicant = &cycle->applicants[not_ranked->applicant];
  if (not_ranked->reason == NOT_RANKED_VETO) return applicant->veto;
  if (not_ranked->reason == NOT_RANKED_WITHDRAWN) return applicant->withdrawn;
  const StageDecision *decision =
      ranking_has_stage(not_ranked) ? cycle_decision(cycle, not_ranked->applicant, not_ranked->stage) : NULL;
  return decision && !decision->passed && decision->reason ? decision->reason : "";
}

/* The same for people. */
static const char *ground_words(const ReportInput *input, const NotRanked *not_ranked) {
  if (not_ranked->reason == NOT_RANKED_VETO)
    return report_veto_words(input, &input->cycle->applicants[not_ranked->applicant]);
  return ranking_ground(input->cycle, not_ranked);
}

const char *ranking_also_withdrew(const Cycle *cycle, const NotRanked *not_ranked) {
  const Applicant *applicant = &cycle->applicants[not_ranked->applicant];
  return not_ranked->reason == NOT_RANKED_VETO && applicant_has_withdrawn(applicant) ? applicant->withdrawn : NULL;
}

char *ranking_not_ranked_words(const ReportInput *input, const NotRanked *entry) {
  const char *also = ranking_also_withdrew(input->cycle, entry);
  const char *parts[] = {
      ranking_cause_words(entry->reason), ranking_has_stage(entry) ? report_stage_title(input, entry->stage) : "",
      ground_words(input, entry), also ? ranking_cause_words(NOT_RANKED_WITHDRAWN) : "", also ? also : ""};
  GString *words = g_string_new(parts[0]);
  for (size_t i = 1; i < G_N_ELEMENTS(parts); i++)
    if (*parts[i]) g_string_append_printf(words, " · %s", parts[i]);
  return g_string_free(words, FALSE);
}

typedef struct Excluded { /* all of them; for people those who have withdrawn, or the others */
  ReportInput input;
  GArray *list;     /* NotRanked */
  GPtrArray *words; /* of who is vetoed and has withdrawn besides; NULL for others */
} Excluded;

static void excluded_free(void *data) {
  Excluded *excluded = data;
  g_array_unref(excluded->list);
  g_ptr_array_unref(excluded->words);
  g_free(excluded);
}

/* Both grounds of who is vetoed and has withdrawn; NULL of others. */
static char *both_grounds(const ReportInput *input, const NotRanked *entry) {
  const char *ground = ground_words(input, entry), *also = ranking_also_withdrew(input->cycle, entry);
  return also ? g_strdup_printf(_("%s; it has also withdrawn: %s"), ground, also) : NULL;
}

static Excluded *excluded_new(const ReportInput *input) {
  Excluded *excluded = g_new(Excluded, 1);
  *excluded = (Excluded){*input, g_array_new(FALSE, FALSE, sizeof(NotRanked)), g_ptr_array_new_with_free_func(g_free)};
  return excluded;
}

static void excluded_add(Excluded *excluded, const NotRanked *entry) {
  g_array_append_val(excluded->list, *entry);
  g_ptr_array_add(excluded->words, both_grounds(&excluded->input, entry));
}

static const NotRanked *excluded_at(const Excluded *excluded, size_t i) {
  return &g_array_index(excluded->list, NotRanked, i);
}

static void fill_excluded(const void *data, size_t i, Cell *cells) {
  const Excluded *excluded = data;
  const ReportInput *input = &excluded->input;
  const NotRanked *entry = excluded_at(excluded, i);
  const Applicant *applicant = &input->cycle->applicants[entry->applicant];
  const char *ground = ranking_ground(input->cycle, entry), *both = excluded->words->pdata[i];
  bool staged = ranking_has_stage(entry);
  others_fill_who(input, entry->applicant, cells);
  cells[4] = cell_text(ranking_cause_name(entry->reason));
  cells[5] = cell_text(ranking_cause_words(entry->reason));
  if (staged) cells[6] = cell_text(input->award->rules->stages[entry->stage].id);
  if (staged) cells[7] = cell_text(report_stage_title(input, entry->stage));
  cells[8] = cell_text(*ground ? ground : ranking_cause_name(entry->reason));
  if (*ground) cells[9] = cell_text(both ? both : ground_words(input, entry));
  if (applicant_has_withdrawn(applicant)) cells[10] = cell_text(applicant->withdrawn);
}

static void fill_withdrawn(const void *data, size_t i, Cell *cells) {
  const Excluded *withdrawn = data;
  const NotRanked *entry = excluded_at(withdrawn, i);
  others_fill_who(&withdrawn->input, entry->applicant, cells);
  cells[4] = cell_text(ranking_ground(withdrawn->input.cycle, entry));
}

static void add_excluded(Document *document, const ReportInput *input, Excluded *excluded, Audience audience) {
  const Column columns[] = {{"applicant", _("Applicant"), ALIGN_LEFT, FOR_ALL},
                            {"name", _("Name"), ALIGN_LEFT, FOR_ALL},
                            {"class", "", ALIGN_LEFT, FOR_MACHINES},
                            {"class", _("Class"), ALIGN_LEFT, others_class_audience(input)},
                            {"cause", _("Cause"), ALIGN_LEFT, FOR_MACHINES},
                            {"cause", _("Cause"), ALIGN_LEFT, FOR_PEOPLE},
                            {"stage", _("Stage"), ALIGN_LEFT, FOR_MACHINES},
                            {"stage", _("Stage"), ALIGN_LEFT, FOR_PEOPLE},
                            {"reason", _("Reason"), ALIGN_LEFT, FOR_MACHINES},
                            {"reason", _("Recorded reason"), ALIGN_LEFT, FOR_PEOPLE},
                            {"withdrawn", "", ALIGN_LEFT, FOR_MACHINES}};
  Table *table = document_table(document, "excluded", _("Excluded"), G_N_ELEMENTS(columns), columns);
  table_set_rows(table, excluded->list->len, fill_excluded, excluded, excluded_free);
  table->audience = audience;
  table->sparse = true;
}

static void add_withdrawn(Document *document, const ReportInput *input, Excluded *withdrawn) {
  const Column columns[] = {{"applicant", _("Applicant"), ALIGN_LEFT, FOR_PEOPLE},
                            {"name", _("Name"), ALIGN_LEFT, FOR_PEOPLE},
                            {"class", "", ALIGN_LEFT, FOR_NOBODY},
                            {"class", _("Class"), ALIGN_LEFT, others_class_audience(input)},
                            {"reason", _("Recorded reason"), ALIGN_LEFT, FOR_PEOPLE}};
  Table *table = document_table(document, "withdrawn", _("Withdrew"), G_N_ELEMENTS(columns), columns);
  table_set_rows(table, withdrawn->list->len, fill_withdrawn, withdrawn, excluded_free);
  table->audience = FOR_PEOPLE;
}

void others_add_excluded(Document *document, const ReportInput *input) {
  Excluded *all = excluded_new(input), *excluded = excluded_new(input), *withdrawn = excluded_new(input);
  for (guint i = 0; i < input->ranking->excluded->len; i++) {
    const NotRanked *entry = &g_array_index(input->ranking->excluded, NotRanked, i);
    excluded_add(all, entry);
    excluded_add(entry->reason == NOT_RANKED_WITHDRAWN ? withdrawn : excluded, entry);
  }
  add_excluded(document, input, all, FOR_MACHINES);
  add_excluded(document, input, excluded, FOR_PEOPLE);
  add_withdrawn(document, input, withdrawn);
}
