/* report_head.c: the head every report has, the signature lines, and words that several kinds share. */
#include "reports/report_head.h"
#include "reports/words.h"

#include <glib/gi18n.h>
#include <string.h>

enum { SHORT_HASH = 12 };

static void add_pack(Document *document, const char *key, const char *title, const Text *name, const char *lang,
                     const Field *facts, size_t n) {
  const char *words = text_in(name, lang);
  g_autofree char *which = g_str_equal(facts[1].key, "edition")
                               ? g_strconcat(facts[0].cell.text, _(", "), facts[1].cell.text, NULL)
                               : g_strdup(facts[0].cell.text);
  g_autofree char *said = *words ? g_strdup_printf(_("%s (%s)"), words, which) : g_steal_pointer(&which);
  document_field(document, NULL, title, cell_text(said));
  document_field(document, key, NULL, cell_record(facts, n));
}

static void add_criteria(Document *document, const ReportInput *input) {
  const Criteria *criteria = input->award->criteria;
  const Field facts[] = {{"id", cell_text(criteria->id)},
                         {"edition", cell_text(criteria->edition)},
                         {"sha256", cell_text(criteria->sha256)},
                         {"status", cell_text(criteria->status)}};
  add_pack(document, "criteria", _("Criteria"), &criteria->title, input->lang, facts, G_N_ELEMENTS(facts));
}

static void add_class_criteria(Document *document, const ReportInput *input) {
  const Rules *rules = input->award->rules;
  for (size_t i = 0; input->award->class_criteria && i < rules->n_classes; i++) {
    const Criteria *criteria = input->award->class_criteria[i];
    if (!criteria || criteria == input->award->criteria) continue;
    g_autofree char *key = g_strdup_printf("criteria-%s", rules->classes[i].id);
    g_autofree char *title = g_strdup_printf(_("Criteria, %s"), report_class_title(input, rules->classes[i].id));
    const Field facts[] = {{"id", cell_text(criteria->id)},
                           {"edition", cell_text(criteria->edition)},
                           {"sha256", cell_text(criteria->sha256)},
                           {"status", cell_text(criteria->status)}};
    add_pack(document, key, title, &criteria->title, input->lang, facts, G_N_ELEMENTS(facts));
  }
}

static void add_rules(Document *document, const ReportInput *input) {
  const Rules *rules = input->award->rules;
  const Field facts[] = {
      {"id", cell_text(rules->id)}, {"sha256", cell_text(rules->sha256)}, {"status", cell_text(rules->status)}};
  add_pack(document, "rules", _("Rules"), &rules->title, input->lang, facts, G_N_ELEMENTS(facts));
  if (rules->n_overrides == 0) return;
  g_autofree Cell *settings = g_new(Cell, rules->n_overrides);
  for (size_t i = 0; i < rules->n_overrides; i++) settings[i] = cell_text(rules->overrides[i]);
  document_field(document, "settings", _("Set for this cycle"), cell_list(settings, rules->n_overrides));
}

static bool has_criteria_of(const Award *award, const char *status) {
  bool has = g_strcmp0(award->criteria->status, status) == 0;
  for (size_t i = 0; award->class_criteria && i < award->rules->n_classes; i++)
    has |= award->class_criteria[i] && g_strcmp0(award->class_criteria[i]->status, status) == 0;
  return has;
}

/* What of all this is not sure, so that nobody takes it for a city's own rule. */
static void add_reliability(Document *document, const Award *award) {
  const char *unsure;
  for (size_t i = 0; (unsure = status_unsure(i)); i++) {
    bool criteria = has_criteria_of(award, unsure), rules = g_strcmp0(award->rules->status, unsure) == 0;
    if (!criteria && !rules) continue;
    const char *what = criteria && rules ? _("criteria and rules") : criteria ? _("criteria") : _("rules");
    g_autofree char *said = g_strdup_printf(_("%s: %s"), what, status_words(unsure));
    document_field(document, NULL, _("How sure"), cell_text(said));
  }
}

static char *count_words(unsigned applicants, const Ranking *ranking, unsigned withdrawn, bool untold) {
  unsigned ranked = ranking->standings->len, incomplete = ranking->incomplete->len;
  unsigned excluded = ranking->excluded->len - withdrawn;
  if (withdrawn == 0 || untold)
    return g_strdup_printf(_("%u: %u ranked, %u incomplete, %u excluded"), applicants, ranked, incomplete, excluded);
  return g_strdup_printf(_("%u: %u ranked, %u incomplete, %u excluded, %u withdrew"), applicants, ranked, incomplete,
                         excluded, withdrawn);
}

static void add_counts(Document *document, const ReportInput *input) {
  const Ranking *ranking = input->ranking;
  unsigned withdrawn = ranking ? ranking_withdrawn(ranking) : 0, untold = input->is_public ? withdrawn : 0;
  int64_t applicants = (int64_t)input->cycle->n_applicants - untold;
  Field counts[4] = {{"applicants", cell_integer(applicants)}};
  g_autofree char *said = g_strdup_printf("%" G_GINT64_FORMAT, applicants);
  if (ranking) {
    counts[1] = (Field){"ranked", cell_integer(ranking->standings->len)};
    counts[2] = (Field){"incomplete", cell_integer(ranking->incomplete->len)};
    counts[3] = (Field){"excluded", cell_integer(ranking->excluded->len - untold)};
    g_free(said);
    said = count_words((unsigned)applicants, ranking, withdrawn, untold > 0);
  }
  document_field(document, "counts", NULL, cell_record(counts, ranking ? 4 : 1));
  document_field(document, NULL, _("Applicants"), cell_text(said));
}

void report_add_record(Document *document, int64_t events, const char *head) {
  const Field facts[] = {{"events", cell_integer(events)}, {"head", cell_text(head)}};
  document_field(document, "journal", NULL, cell_record(facts, G_N_ELEMENTS(facts)));
  g_autofree char *said = g_strdup_printf(ngettext("%u event, head %s", "%u events, head %s", (unsigned long)events),
                                          (unsigned)events, head);
  document_field(document, NULL, _("Record"), cell_text(said));
}

static void add_journal(Document *document, const ReportInput *input) {
  const char *head = input->head ? input->head : "";
  report_add_record(document, input->events, head);
  g_autofree char *print =
      g_strdup_printf(_("criteria %.*s · rules %.*s · record %.*s"), SHORT_HASH, input->award->criteria->sha256,
                      SHORT_HASH, input->award->rules->sha256, SHORT_HASH, head);
  document_field(document, NULL, _("Fingerprint"), cell_text(print));
}

Document *report_start(const ReportInput *input, const char *format, const char *title) {
  Document *document = document_new(format, title, input->lang);
  document->over = g_strdup(input->cycle->title);
  document_field(document, "cycle", NULL, cell_text(input->cycle->title));
  add_criteria(document, input);
  add_class_criteria(document, input);
  add_rules(document, input);
  add_reliability(document, input->award);
  add_counts(document, input);
  add_journal(document, input);
  return document;
}

static const char *stage_title(const Rules *rules, size_t stage, const char *lang) {
  return text_or(&rules->stages[stage].title, lang, rules->stages[stage].id);
}

void report_sign(Document *document) {
  const char *const who[] = {_("Panel leader"), _("Secretariat"), _("Supervisor"), NULL};
  document_signatures(document, who);
}

const char *report_class(const ReportInput *input, uint32_t applicant) {
  return input->award->rules->n_classes > 0 ? input->cycle->applicants[applicant].class_id : "";
}

const char *report_class_title(const ReportInput *input, const char *class_id) {
  const AwardClass *found = rules_class(input->award->rules, class_id);
  return text_or(found ? &found->title : NULL, input->lang, class_id);
}

const char *report_veto_words(const ReportInput *input, const Applicant *applicant) {
  const Rules *rules = input->award->rules;
  for (size_t i = 0; i < rules->n_vetoes; i++) {
    const char *title = text_in(&rules->vetoes[i].title, input->lang);
    if (g_str_equal(rules->vetoes[i].id, applicant->veto) && *title) return title;
  }
  return applicant->veto;
}

const char *report_stage_title(const ReportInput *input, size_t stage) {
  return stage_title(input->award->rules, stage, input->lang);
}

uint8_t report_honour(const ReportInput *input, const Tier *tier) {
  return tier ? (uint8_t)(tier - input->award->rules->tiers + 1) : 0;
}

const char *report_tier_title(const ReportInput *input, const Tier *tier) {
  const char *title = tier ? text_in(&tier->title, input->lang) : "";
  return tier && !*title ? tier->id : title;
}

const char *report_tier_id(const Tier *tier) { return tier ? tier->id : ""; }

Cell report_points(Ratio points) {
  static const int64_t powers[] = {1, 10};
  for (uint8_t decimals = 0; decimals < G_N_ELEMENTS(powers); decimals++)
    if (points.den > 0 && powers[decimals] % points.den == 0) return cell_ratio(points, decimals);
  return cell_ratio(points, 2);
}

void report_fill_percent(Cell *cell, Ratio points, Ratio max) {
  if (!ratio_is_zero(max)) cell_fill_decimal(cell, ratio_percent(points, max), 2);
}

bool report_has_applicant(const ReportInput *input, GError **error) {
  if (input->applicant >= 0 && input->applicant < (int64_t)input->cycle->n_applicants) return true;
  g_set_error_literal(error, REPORT_ERROR, REPORT_ERROR_INPUT,
                      _("this report is about one applicant, and none is named; name one"));
  return false;
}

void report_add_applicant(Document *document, const ReportInput *input) {
  const Applicant *applicant = &input->cycle->applicants[input->applicant];
  const Field facts[] = {{"id", cell_text(applicant->id)}, {"name", cell_text(applicant->name)}};
  g_autofree char *said = g_strdup_printf("%s %s", applicant->id, applicant->name);
  document_field(document, "applicant", NULL, cell_record(facts, G_N_ELEMENTS(facts)));
  document_field(document, NULL, _("Applicant"), cell_text(said));
  if (applicant_is_vetoed(applicant)) {
    document_field(document, "vetoed", NULL, cell_bool(true));
    document_paragraph(document, _("This applicant is vetoed: it is not ranked, whatever it was given."));
  }
  if (!applicant_has_withdrawn(applicant)) return;
  document_field(document, "withdrawn", NULL, cell_bool(true));
  document_paragraph(document,
                     _("This applicant has withdrawn from the award: it is neither ranked nor marked any more. What "
                       "stands here was given before."));
}
