/* report_candidates.c: the public notice: names by class and tier, with counts.
 *
 * Nothing here tells a score or an order: inside a tier names stand by applicant id. Tiers without a candidate are
 * left out; places that stay empty are said, and those that somebody may still come for. */
#include "reports/not_final.h"
#include "reports/report_head.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct Named {
  ReportInput input;
  GArray *standings; /* const Standing *, in the order told */
} Named;

static Named *named_new(const ReportInput *input) {
  Named *named = g_new0(Named, 1);
  named->input = *input;
  named->standings = g_array_new(FALSE, FALSE, sizeof(const Standing *));
  return named;
}

static void free_named(void *data) {
  Named *named = data;
  g_array_unref(named->standings);
  g_free(named);
}

static const Standing *standing_at(const Named *named, size_t i) {
  return g_array_index(named->standings, const Standing *, i);
}

static const Applicant *applicant_at(const Named *named, size_t i) {
  return &named->input.cycle->applicants[standing_at(named, i)->applicant];
}

static int class_place(const ReportInput *input, const char *class_id) {
  const AwardClass *found = rules_class(input->award->rules, class_id);
  return found ? (int)(found - input->award->rules->classes) : -1;
}

static int by_tier(const void *a, const void *b, void *data) {
  const ReportInput *input = data;
  const Standing *left = *(const Standing *const *)a, *right = *(const Standing *const *)b;
  int place = class_place(input, report_class(input, left->applicant)) -
              class_place(input, report_class(input, right->applicant));
  if (place != 0) return place;
  if (left->tier != right->tier) return left->tier < right->tier ? -1 : 1;
  return strcmp(input->cycle->applicants[left->applicant].id, input->cycle->applicants[right->applicant].id);
}

static Named *all_candidates(const ReportInput *input) {
  Named *named = named_new(input);
  for (guint i = 0; i < input->ranking->standings->len; i++) {
    const Standing *standing = &g_array_index(input->ranking->standings, Standing, i);
    if (standing->tier) g_array_append_val(named->standings, standing);
  }
  g_array_sort_with_data(named->standings, by_tier, &named->input);
  return named;
}

static void fill_machine(const void *data, size_t i, Cell *cells) {
  const Named *named = data;
  const Applicant *applicant = applicant_at(named, i);
  cells[0] = cell_text(report_class(&named->input, standing_at(named, i)->applicant));
  cells[1] = cell_text(standing_at(named, i)->tier->id);
  cells[2] = cell_text(applicant->id);
  cells[3] = cell_text(applicant->name);
}

static bool is_project(const Applicant *applicant) { return g_strcmp0(applicant->kind, "project") == 0; }

static void fill_person(const void *data, size_t i, Cell *cells) {
  const Named *named = data;
  const Applicant *applicant = applicant_at(named, i);
  cells[0] = cell_text(applicant->id);
  cells[1] = cell_text(applicant->name);
  cells[2] = cell_text(is_project(applicant) ? applicant->note : "");
}

static bool all_are(const Named *named, const char *kind, bool unless_said) {
  for (guint i = 0; i < named->standings->len; i++) {
    const char *is = applicant_at(named, i)->kind;
    if (is && *is ? !g_str_equal(is, kind) : !unless_said) return false;
  }
  return true;
}

static char *counted(const Named *named, const Tier *tier) {
  unsigned n = named->standings->len;
  const char *words = ngettext("%s (%u candidate)", "%s (%u candidates)", n);
  if (all_are(named, "organisation", true)) words = ngettext("%s (%u organisation)", "%s (%u organisations)", n);
  if (all_are(named, "project", false)) words = ngettext("%s (%u project)", "%s (%u projects)", n);
  if (all_are(named, "person", false)) words = ngettext("%s (%u person)", "%s (%u persons)", n);
  return g_strdup_printf(words, report_tier_title(&named->input, tier), n);
}

static bool names_projects(const Named *named) {
  for (guint i = 0; i < named->standings->len; i++) {
    const Applicant *applicant = applicant_at(named, i);
    if (is_project(applicant) && applicant->note && *applicant->note) return true;
  }
  return false;
}

static void add_tier(Document *document, Named *named) {
  const Column columns[] = {{"applicant", _("Applicant"), ALIGN_LEFT, FOR_PEOPLE},
                            {"name", _("Name"), ALIGN_LEFT, FOR_PEOPLE},
                            {"note", _("Project"), ALIGN_LEFT, FOR_PEOPLE}};
  g_autofree char *title = counted(named, standing_at(named, 0)->tier);
  Table *table = document_table(document, "tier", title, names_projects(named) ? 3 : 2, columns);
  table->audience = FOR_PEOPLE;
  table_set_rows(table, named->standings->len, fill_person, named, free_named);
}

static Named *tier_of(const Named *all, const char *class_id, const Tier *tier) {
  Named *named = named_new(&all->input);
  for (guint i = 0; i < all->standings->len; i++) {
    const Standing *standing = standing_at(all, i);
    if (standing->tier == tier && g_str_equal(report_class(&all->input, standing->applicant), class_id))
      g_array_append_val(named->standings, standing);
  }
  return named;
}

/* Is one of that class not ranked for want of points at a stage that is open, or of a figure or decision at one not sealed? */
static bool may_come(const ReportInput *input, const GArray *not_ranked, const char *class_id) {
  for (guint i = 0; i < not_ranked->len; i++) {
    const NotRanked *row = &g_array_index(not_ranked, NotRanked, i);
    StageState state = input->cycle->stage_states[row->stage];
    bool may = row->reason == NOT_RANKED_INCOMPLETE   ? state != STAGE_SEALED
               : row->reason == NOT_RANKED_NOT_PASSED ? state == STAGE_OPEN
                                                      : false;
    if (may && g_str_equal(report_class(input, row->applicant), class_id)) return true;
  }
  return false;
}

/* May somebody of the class still come for a place: one who is not ranked, or anybody by a scorebook that is out? */
static bool is_awaited(const ReportInput *input, const char *class_id) {
  for (size_t s = 0; input->late && s < input->ranking->n_stages; s++)
    if (input->late[s] > 0) return true;
  return may_come(input, input->ranking->incomplete, class_id) || may_come(input, input->ranking->excluded, class_id);
}

static char *vacancy_words(const ReportInput *input, const Vacancy *vacancy, bool awaited) {
  const char *words = ngettext("%s: %u place stays vacant.", "%s: %u places stay vacant.", vacancy->places);
  if (awaited) words = ngettext("%s: %u place is not taken yet.", "%s: %u places are not taken yet.", vacancy->places);
  if (vacancy->reason == VACANCY_CONTESTED)
    words = ngettext("%s: %u place is not decided yet.", "%s: %u places are not decided yet.", vacancy->places);
  return g_strdup_printf(words, report_tier_title(input, vacancy->tier), vacancy->places);
}

static void add_vacancies(Document *document, const ReportInput *input, const char *class_id) {
  bool awaited = is_awaited(input, class_id);
  for (guint i = 0; i < input->ranking->vacancies->len; i++) {
    const Vacancy *vacancy = &g_array_index(input->ranking->vacancies, Vacancy, i);
    if (vacancy->rolled_to || vacancy->places == 0 || !g_str_equal(vacancy->class_id, class_id)) continue;
    g_autofree char *said = vacancy_words(input, vacancy, awaited);
    document_paragraph(document, said);
  }
}

static void add_class(Document *document, const Named *all, const char *class_id) {
  const Rules *rules = all->input.award->rules;
  if (*class_id) document_heading(document, 1, report_class_title(&all->input, class_id));
  for (size_t i = 0; i < rules->n_tiers; i++) {
    Named *named = tier_of(all, class_id, &rules->tiers[i]);
    if (named->standings->len > 0)
      add_tier(document, named);
    else
      free_named(named);
  }
  add_vacancies(document, &all->input, class_id);
}

static Document *make(const ReportInput *given, G_GNUC_UNUSED GError **error) {
  ReportInput public = *given;
  public.is_public = true;
  const ReportInput *input = &public;
  const Column columns[] = {{"class", _("Class"), ALIGN_LEFT, FOR_MACHINES},
                            {"tier", _("Tier"), ALIGN_LEFT, FOR_MACHINES},
                            {"applicant", _("Applicant"), ALIGN_LEFT, FOR_MACHINES},
                            {"name", _("Name"), ALIGN_LEFT, FOR_MACHINES}};
  const Rules *rules = input->award->rules;
  Document *document = report_start(input, "accolade.candidates/1", _("Candidates"));
  Named *all = all_candidates(input);
  Table *table = document_table(document, "candidates", NULL, G_N_ELEMENTS(columns), columns);
  table->audience = FOR_MACHINES;
  table_set_rows(table, all->standings->len, fill_machine, all, free_named);
  if (rules->publicity_days)
    document_field(document, "publicity-days", _("Days of publicity"), cell_integer(rules->publicity_days));
  if (rules->objection_days)
    document_field(document, "objection-days", _("Days for objections"), cell_integer(rules->objection_days));
  report_add_not_final(document, input);
  document_paragraph(document, all->standings->len > 0
                                   ? _("Within a tier the candidates stand in the order of their numbers.")
                                   : _("There are no candidates."));
  if (rules->n_classes == 0) add_class(document, all, "");
  for (size_t i = 0; i < rules->n_classes; i++) add_class(document, all, rules->classes[i].id);
  return document;
}

const ReportKind report_candidates = {
    .name = "candidates",
    .sentence = N_("the public notice of candidates: names by class and tier, no scores"),
    .needs = NEEDS_RANKING | NEEDS_LATE,
    .make = make,
};
