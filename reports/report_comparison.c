/* report_comparison.c: why one applicant stands above another, for who asks: a firm, the inspection, the mayor's office. It holds
 * no assessor's name and no single mark. */
#include "reports/report_comparison.h"
#include "reports/not_final.h"

#include <glib/gi18n.h>

Beside *beside_ref(Beside *beside) {
  beside->users++;
  return beside;
}

void beside_drop(void *data) {
  Beside *beside = data;
  if (--beside->users > 0) return;
  comparison_free(beside->of);
  for (size_t i = 0; i < 2; i++) g_free(beside->names[i]);
  g_string_chunk_free(beside->texts);
  g_free(beside);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Beside, beside_drop)

static Beside *beside_new(const ReportInput *input) {
  const uint32_t applicants[2] = {(uint32_t)input->applicant, (uint32_t)input->other};
  const Panel *const *const panels[2] = {input->panels, input->other_panels};
  const size_t n[2] = {input->n_panels, input->n_other_panels};
  Beside *beside = g_new0(Beside, 1);
  beside->users = 1;
  beside->input = *input;
  beside->texts = g_string_chunk_new(1 << 10);
  beside->of = comparison_of(input->award, input->cycle, input->ranking, applicants, panels, n);
  for (size_t i = 0; i < 2; i++) {
    const Applicant *applicant = &input->cycle->applicants[applicants[i]];
    beside->names[i] = g_strdup_printf("%s %s", applicant->id, applicant->name);
  }
  return beside;
}

/* -- lines in words -------------------------------------------------------------------------------------------- */

const char *beside_id(const Beside *beside, size_t which) {
  return beside->input.cycle->applicants[beside->of->applicants[which]].id;
}

const Stage *beside_stage(const Beside *beside, const ComparedLine *line) {
  return &beside->input.award->rules->stages[line->stage];
}

const ComparedLine *beside_line(const Beside *beside, size_t i) {
  return &g_array_index(beside->of->lines, ComparedLine, i);
}

const char *line_key(LineKind kind) {
  static const char *const keys[] = {[LINE_CATEGORY] = "category",
                                     [LINE_ITEM] = "item",
                                     [LINE_COMBINED] = "combination",
                                     [LINE_DEDUCTED] = "deducted",
                                     [LINE_ROUNDED] = "rounding",
                                     [LINE_STAGE] = "stage",
                                     [LINE_ROUNDED_TOTAL] = "rounding-of-total",
                                     [LINE_TOTAL] = "total"};
  return keys[kind];
}

const char *line_code(const Beside *beside, const ComparedLine *line) {
  if (line->node) return line->node->code;
  return line->kind == LINE_ITEM ? stage_cell_code(beside_stage(beside, line), beside->of->criteria[0], 0) : "";
}

/* Why items do not explain all of a stage. */
static const char *combined_words(const Beside *beside, const ComparedLine *line) {
  const Stage *stage = beside_stage(beside, line);
  if (stage->form == STAGE_ITEMS && beside->of->criteria[0]->aggregate == AGGREGATE_MINIMUM)
    return _("the lowest part is the figure of the whole; items do not add up to it");
  if (stage->form == STAGE_ITEMS && stage->combination.apply_at == APPLY_AT_TOTAL)
    return _("whole scorebooks are combined, not items; this is what items do not explain");
  return _("what items do not explain");
}

const char *line_title(const Beside *beside, const ComparedLine *line) {
  switch (line->kind) {
  case LINE_COMBINED: return combined_words(beside, line);
  case LINE_DEDUCTED: return _("deductions");
  case LINE_ROUNDED: return _("rounding of the stage, which is never below zero");
  case LINE_ROUNDED_TOTAL: return _("rounding of the total");
  case LINE_TOTAL: return _("Total");
  case LINE_STAGE: return report_stage_title(&beside->input, line->stage);
  case LINE_CATEGORY:
  case LINE_ITEM: break;
  }
  return line->node ? text_in(&line->node->title, beside->input.lang) : report_stage_title(&beside->input, line->stage);
}

char *points_words(Ratio points) {
  g_autofree char *shown = ratio_decimal(points, 2);
  bool whole = ratio_is_valid(points) && 100 % points.den == 0;
  if (whole || !ratio_is_valid(points)) return g_steal_pointer(&shown);
  g_autofree char *exact = ratio_exact(points);
  return g_strdup_printf(_("%s (exactly %s)"), shown, exact);
}

/* -- the document ------------------------------------------------------------------------------------------------ */

static void add_head(Document *document, const Beside *beside) {
  g_autofree char *who = g_strdup_printf(_("%s and %s"), beside->names[0], beside->names[1]);
  document_field(document, NULL, _("Compared"), cell_text(who));
  report_add_not_final(document, &beside->input);
}

static void add_note(Document *document, const Beside *beside) {
  g_autofree char *said = g_strdup_printf(
      _("Differences are %s less %s: below zero is in favour of %s. What is shown is rounded to two decimals; JSON has "
        "the exact numbers. No assessor is named here and no single mark told; reasons stand as they were recorded."),
      beside_id(beside, 0), beside_id(beside, 1), beside_id(beside, 1));
  document_paragraph(document, said);
}

static Document *make(const ReportInput *input, GError **error) {
  if (!report_has_applicant(input, error)) return NULL;
  g_assert(input->other >= 0 && input->other != input->applicant);
  g_autoptr(Beside) beside = beside_new(input);
  Document *document = report_start(input, "accolade.comparison/1", _("Two applicants compared"));
  add_head(document, beside);
  comparison_add_lists(document, beside);
  comparison_add_verdict(document, beside);
  comparison_add_places(document, beside);
  comparison_add_share(document, beside);
  comparison_add_standings(document, beside);
  comparison_add_stages(document, beside);
  comparison_add_items(document, beside);
  comparison_add_records(document, beside);
  comparison_add_sum(document, beside);
  add_note(document, beside);
  report_sign(document);
  return document;
}

const ReportKind report_comparison = {
    .name = "comparison",
    .sentence = N_("two applicants: who stands where and why, and the exact difference of their totals"),
    .needs = NEEDS_RANKING | NEEDS_APPLICANT | NEEDS_OTHER | NEEDS_LATE,
    .make = make,
};
