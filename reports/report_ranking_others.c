/* report_ranking_others.c: who is incomplete, which marks are missing, and which places stay empty. */
#include "reports/report_ranking_others.h"

#include <glib/gi18n.h>
#include <string.h>

/* -- which items an incomplete applicant has no mark on ---------------------------------------------------- */

typedef struct Gaps {
  ReportInput input;
  GHashTable *places; /* applicant -> place in `incomplete`, plus one */
  GPtrArray *codes;   /* per place: GArray of Cell */
  bool *seen;
} Gaps;

static void free_codes(void *codes) { g_array_unref(codes); }

static void free_gaps(void *data) {
  Gaps *gaps = data;
  g_hash_table_unref(gaps->places);
  g_ptr_array_unref(gaps->codes);
  g_free(gaps->seen);
  g_free(gaps);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Gaps, free_gaps)

static const NotRanked *incomplete_at(const ReportInput *input, guint i) {
  return &g_array_index(input->ranking->incomplete, NotRanked, i);
}

static Gaps *gaps_new(const ReportInput *input) {
  guint n = input->ranking->incomplete->len;
  Gaps *gaps = g_new0(Gaps, 1);
  gaps->input = *input;
  gaps->places = g_hash_table_new(NULL, NULL);
  gaps->codes = g_ptr_array_new_with_free_func(free_codes);
  gaps->seen = g_new0(bool, n + 1);
  for (guint i = 0; i < n; i++) {
    g_hash_table_insert(gaps->places, GUINT_TO_POINTER(incomplete_at(input, i)->applicant), GUINT_TO_POINTER(i + 1));
    g_ptr_array_add(gaps->codes, g_array_new(FALSE, FALSE, sizeof(Cell)));
  }
  return gaps;
}

static void add_code(Gaps *gaps, guint place, const char *code) {
  Cell cell = cell_text(code);
  g_array_append_val(g_ptr_array_index(gaps->codes, place), cell);
}

static bool look_at(const Panel *panel, void *data) {
  Gaps *gaps = data;
  guint place = GPOINTER_TO_UINT(g_hash_table_lookup(gaps->places, GUINT_TO_POINTER(panel->applicant)));
  if (place-- == 0 || incomplete_at(&gaps->input, place)->stage != panel->stage) return true;
  const Award *award = gaps->input.award;
  const Criteria *criteria = award_criteria(award, gaps->input.cycle, panel->applicant);
  g_autoptr(Scoresheet) sheet = scoresheet_of(criteria, award->rules, gaps->input.cycle, panel);
  gaps->seen[place] = true;
  for (size_t i = 0; i < sheet->n_items; i++) {
    const ItemScore *score = &sheet->items[i];
    if (score->combined.state != COMBINED_MISSING || (score->item && score->item->advisory)) continue;
    add_code(gaps, place, score->item ? score->item->code : stage_cell_code(sheet->stage, criteria, 0));
  }
  return true;
}

static void add_all_codes(Gaps *gaps, guint place) {
  const NotRanked *entry = incomplete_at(&gaps->input, place);
  const Stage *stage = &gaps->input.award->rules->stages[entry->stage];
  const Criteria *criteria = award_criteria(gaps->input.award, gaps->input.cycle, entry->applicant);
  if (stage->form == STAGE_TOTAL) add_code(gaps, place, stage_cell_code(stage, criteria, 0));
  for (size_t i = 0; stage->form == STAGE_ITEMS && i < criteria->n_items; i++)
    if (!criteria->items[i]->advisory) add_code(gaps, place, criteria->items[i]->code);
}

static Gaps *find_gaps(const ReportInput *input, GError **error) {
  g_autoptr(Gaps) gaps = gaps_new(input);
  guint n = input->ranking->incomplete->len;
  if (n > 0 && input->source && !input->source->run(input->source->data, look_at, gaps, error)) return NULL;
  for (guint i = 0; input->source && i < n; i++)
    if (!gaps->seen[i]) add_all_codes(gaps, i);
  return g_steal_pointer(&gaps);
}

/* -- tables -------------------------------------------------------------------------------------------------- */

static const char *state_name(const ReportInput *input, const NotRanked *entry) {
  static const char *const names[] = {"not-scored", "marks-missing", "panel-too-small", "too-large", "no-total"};
  const Ranking *ranking = input->ranking;
  const StageTotal *total = &ranking->totals[entry->applicant * ranking->n_stages + entry->stage];
  bool has_figure = total->scorebooks > 0 && total->state == TOTAL_COMPLETE;
  if (has_figure || input->award->rules->stages[entry->stage].form == STAGE_GATE) return "not-decided";
  return names[total->state];
}

static const char *state_words(const char *name) {
  if (g_str_equal(name, "not-decided")) return _("nothing is decided at this stage");
  if (g_str_equal(name, "marks-missing")) return _("marks are missing");
  if (g_str_equal(name, "panel-too-small")) return _("fewer scorebooks than the stage wants");
  if (g_str_equal(name, "too-large")) return _("the total is too large for an exact number");
  return g_str_equal(name, "no-total") ? _("the criteria have no total") : _("not scored at this stage");
}

static void fill_incomplete(const void *data, size_t i, Cell *cells) {
  const Gaps *gaps = data;
  const ReportInput *input = &gaps->input;
  const NotRanked *entry = incomplete_at(input, (guint)i);
  const GArray *codes = g_ptr_array_index(gaps->codes, i);
  others_fill_who(input, entry->applicant, cells);
  cells[4] = cell_text(input->award->rules->stages[entry->stage].id);
  cells[5] = cell_text(report_stage_title(input, entry->stage));
  cells[6] = cell_text(state_name(input, entry));
  cells[7] = cell_text(state_words(cells[6].text));
  cells[8] = cell_list((const Cell *)(void *)codes->data, codes->len);
}

static void add_incomplete(Document *document, const ReportInput *input, Gaps *gaps) {
  const Column columns[] = {{"applicant", _("Applicant"), ALIGN_LEFT, FOR_ALL},
                            {"name", _("Name"), ALIGN_LEFT, FOR_ALL},
                            {"class", "", ALIGN_LEFT, FOR_MACHINES},
                            {"class", _("Class"), ALIGN_LEFT, others_class_audience(input)},
                            {"stage", _("Stage"), ALIGN_LEFT, FOR_MACHINES},
                            {"stage", _("Stage"), ALIGN_LEFT, FOR_PEOPLE},
                            {"reason", _("Reason"), ALIGN_LEFT, FOR_MACHINES},
                            {"reason", _("Reason"), ALIGN_LEFT, FOR_PEOPLE},
                            {"missing", _("Items without a mark"), ALIGN_LEFT, FOR_ALL}};
  Table *table = document_table(document, "incomplete", _("Incomplete, not ranked"), G_N_ELEMENTS(columns), columns);
  table_set_rows(table, input->ranking->incomplete->len, fill_incomplete, gaps, free_gaps);
  table->sparse = true;
}

const char *ranking_vacancy_name(const Vacancy *vacancy) {
  static const char *const names[] = {"floor", "no-applicant", "contested", "level", "reserved"};
  return names[vacancy->reason];
}

const char *ranking_vacancy_words(const Vacancy *vacancy) {
  static const char *const words[] = {N_("nobody left reaches its floor"), N_("nobody ranked is left"),
                                      N_("contested by a tie; to be decided on the record"),
                                      N_("nobody left has the level"),
                                      N_("reserved, and none of those it is kept for is left")};
  if (vacancy->reserved && vacancy->reason == VACANCY_FLOOR)
    return _("reserved, and none left of those it is kept for reaches the floor");
  if (vacancy->reserved && vacancy->reason == VACANCY_LEVEL)
    return _("reserved, and none left of those it is kept for has the level");
  return _(words[vacancy->reason]);
}

/* Is one of that class not ranked for want of what a stage that is not sealed may still bring? */
static bool others_may_come(const ReportInput *input, const char *class_id) {
  for (guint i = 0; i < input->ranking->incomplete->len; i++) {
    const NotRanked *one = incomplete_at(input, i);
    bool may = input->cycle->stage_states[one->stage] != STAGE_SEALED;
    if (may && g_str_equal(report_class(input, one->applicant), class_id)) return true;
  }
  return false;
}

static const char *vacancy_words(const ReportInput *input, const Vacancy *vacancy) {
  if (vacancy->reason == VACANCY_NO_APPLICANT && others_may_come(input, vacancy->class_id))
    return _("nobody ranked is left; others may still be ranked");
  return ranking_vacancy_words(vacancy);
}

static ReportInput *copy_input(const ReportInput *input) { return g_memdup2(input, sizeof *input); }

static void fill_vacancy(const void *data, size_t i, Cell *cells) {
  const ReportInput *input = data;
  const Vacancy *vacancy = &g_array_index(input->ranking->vacancies, Vacancy, i);
  cells[0] = cell_text(vacancy->class_id);
  cells[1] = cell_text(report_class_title(input, vacancy->class_id));
  cells[2] = cell_text(report_tier_id(vacancy->tier));
  cells[3] = cell_text(report_tier_title(input, vacancy->tier));
  cells[3].honour = report_honour(input, vacancy->tier);
  cells[4] = cell_integer(vacancy->places);
  cells[5] = cell_text(ranking_vacancy_name(vacancy));
  cells[6] = cell_text(vacancy_words(input, vacancy));
  if (vacancy->rolled_to) cells[7] = cell_text(vacancy->rolled_to->id);
  cells[8] = cell_text(report_tier_title(input, vacancy->rolled_to));
  cells[9] = cell_bool(vacancy->reserved);
}

static void add_vacancies(Document *document, const ReportInput *input) {
  const Column columns[] = {{"class", "", ALIGN_LEFT, FOR_MACHINES},
                            {"class", _("Class"), ALIGN_LEFT, others_class_audience(input)},
                            {"tier", "", ALIGN_LEFT, FOR_MACHINES},
                            {"tier", _("Tier"), ALIGN_LEFT, FOR_PEOPLE},
                            {"places", _("Places"), ALIGN_RIGHT, FOR_ALL},
                            {"reason", "", ALIGN_LEFT, FOR_MACHINES},
                            {"reason", _("Why"), ALIGN_LEFT, FOR_PEOPLE},
                            {"rolled_to", "", ALIGN_LEFT, FOR_MACHINES},
                            {"rolled_to", _("Go to"), ALIGN_LEFT, FOR_PEOPLE},
                            {"reserved", "", ALIGN_LEFT, FOR_MACHINES}};
  Table *table =
      document_table(document, "vacancies", _("Vacant and contested places"), G_N_ELEMENTS(columns), columns);
  table_set_rows(table, input->ranking->vacancies->len, fill_vacancy, copy_input(input), g_free);
  table->sparse = true;
}

bool ranking_add_others(Document *document, const ReportInput *input, GError **error) {
  Gaps *gaps = find_gaps(input, error);
  if (!gaps) return false;
  add_incomplete(document, input, gaps);
  others_add_excluded(document, input);
  add_vacancies(document, input);
  return true;
}
