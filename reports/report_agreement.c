/* report_agreement.c: is this panel to be believed? Per stage: first the sentence, then the table, then the cure. */
#include "reports/report_agreement.h"

#include <glib/gi18n.h>
#include <math.h>

/* The totals of all classes, which lead the parts of a stage. */
static const Reliability *totals_at(const GPtrArray *parts, guint i) {
  const Reliability *part = parts->pdata[i];
  return part->item || *part->class_id ? NULL : part;
}

/* Of several the one with the most scorebooks: what the figures at the top are about. */
static const Reliability *main_totals(const GPtrArray *parts) {
  const Reliability *best = NULL;
  for (guint i = 0; i < parts->len; i++) {
    const Reliability *totals = totals_at(parts, i);
    if (totals && (!best || totals->n > best->n)) best = totals;
  }
  return best;
}

static const char **rater_ids(const Reliability *totals, const Cycle *cycle) {
  const char **ids = g_new0(const char *, totals->k + 1);
  for (size_t r = 0; r < totals->k; r++) ids[r] = cycle->assessors[totals->raters[r]].id;
  return ids;
}

static void tell_machines(Document *document, const ReportInput *input, const GPtrArray *parts) {
  const Reliability *totals = main_totals(parts);
  g_autoptr(Agreement) none = agreement_new(0, 0);
  g_autofree const char **ids = totals ? rater_ids(totals, input->cycle) : NULL;
  document_field(document, "stage", NULL,
                 totals ? cell_text(input->award->rules->stages[totals->stage].id) : cell_none());
  agreement_tell_values(document, totals ? totals->agreement : none, totals ? totals->k : 0, ids);
  agreement_tell_parts(document, input, parts);
}

static bool is_with(const Reliability *part, const Reliability *totals) {
  return part->stage == totals->stage && part->criteria == totals->criteria;
}

static GPtrArray *parts_with(const GPtrArray *parts, const Reliability *totals) {
  GPtrArray *some = g_ptr_array_new();
  for (guint i = 0; i < parts->len; i++)
    if (is_with(parts->pdata[i], totals)) g_ptr_array_add(some, parts->pdata[i]);
  return some;
}

/* The figures are of plain means, whatever it is that counts. */
static void say_combined(Document *document, const ReportInput *input, const Reliability *totals) {
  if (input->award->rules->stages[totals->stage].combination.method != METHOD_MEAN)
    document_paragraph(
        document, _("What counts at this stage is not the plain mean of the marks: see the rules. These figures are "
                    "of that mean; they tell how far the marks agree, and not how reliable the totals are that "
                    "decide."));
}

static void say_stage(Document *document, const ReportInput *input, const GPtrArray *parts, const Reliability *totals) {
  g_autoptr(GPtrArray) here = parts_with(parts, totals);
  g_autofree char *heading = g_strdup_printf("%s · %s", report_stage_title(input, totals->stage),
                                             text_in(&totals->criteria->title, input->lang));
  document_heading(document, 2, heading);
  g_autofree const char **ids = rater_ids(totals, input->cycle);
  agreement_say(document, totals->agreement);
  say_combined(document, input, totals);
  agreement_say_study(document, totals->agreement);
  agreement_say_parts(document, input, here, totals);
  agreement_say_raters(document, ids, totals);
  agreement_say_flags(document, input, totals);
  agreement_say_cure(document, here, ids, totals);
  agreement_say_warnings(document, totals->agreement, false);
}

static Document *make(const ReportInput *input, GError **error) {
  int stage = input->stage ? rules_stage_named(input->award->rules, input->stage) : -1;
  g_autoptr(GPtrArray) parts =
      input->source ? reliability_of(input->award, input->cycle, input->source, stage, error) : g_ptr_array_new();
  if (!parts) return NULL;
  Document *document = report_start(input, "accolade.agreement/1", _("How far the assessors agree"));
  tell_machines(document, input, parts);
  if (!main_totals(parts)) document_paragraph(document, _("Nothing can be said yet: no scorebook with a total is in."));
  for (guint i = 0; i < parts->len; i++)
    if (totals_at(parts, i)) say_stage(document, input, parts, totals_at(parts, i));
  return document;
}

static double entry(const Agreement *agreement, const char *group, const char *name, size_t rater) {
  const AgreementValue *value = agreement_value(agreement, group, name);
  return value && value->kind == AGREEMENT_LIST && rater < value->n ? value->list[rater] : NAN;
}

/* What a table says of its raters, as the record's assessors are told of. */
static void say_raters_of(Document *document, const Agreement *agreement, size_t n_raters, const char *const *raters) {
  double components = agreement_number(agreement, "severity", "components");
  if (!raters || isnan(components)) return;
  g_autofree RaterProfile *profiles = g_new0(RaterProfile, n_raters + 1);
  for (size_t r = 0; r < n_raters; r++)
    profiles[r] = (RaterProfile){.level = entry(agreement, "raters", "level", r),
                                 .spread = entry(agreement, "raters", "spread", r),
                                 .discrimination = entry(agreement, "raters", "discrimination", r),
                                 .severity = entry(agreement, "severity", "severity", r),
                                 .severity_se = entry(agreement, "severity", "severity_se", r),
                                 .level_se = NAN,
                                 .marks = entry(agreement, "raters", "shared", r),
                                 .applicants = agreement->n};
  const Reliability totals = {
      .k = n_raters, .teams = (size_t)components, .profiles = profiles, .agreement = (Agreement *)agreement};
  if (totals.teams < 2) agreement_say_raters(document, raters, &totals);
}

Document *report_agreement_of(const char *lang, const char *title, const Agreement *agreement, size_t n_raters,
                              const char *const *raters) {
  Document *document = document_new("accolade.agreement/1", _("How far the assessors agree"), lang);
  document->over = g_strdup(title);
  agreement_tell_values(document, agreement, n_raters, raters);
  agreement_tell_sheet(document, agreement);
  agreement_say(document, agreement);
  agreement_say_outliers(document, agreement);
  agreement_say_study(document, agreement);
  say_raters_of(document, agreement, n_raters, raters);
  agreement_say_warnings(document, agreement, true);
  return document;
}

const ReportKind report_agreement = {
    .name = "agreement",
    .sentence = N_("is this panel to be believed: agreement, who is harsh, how many assessors are enough"),
    .people_need = NEEDS_FLAGS,
    .make = make,
};
