/* report_scoresheet_award.c: from the stages' figures to the award's total, by the function that adds them up for the ranking. */
#include "reports/report_scoresheet.h"
#include "reports/words.h"

#include <glib/gi18n.h>

typedef struct Whole {
  StageTotal totals[RANKING_MAX_STAGES];
  bool told[RANKING_MAX_STAGES]; /* has a figure, and counts */
  size_t n_told, n_counting;
  TotalState state; /* the first that is not complete */
  Ratio sum, total, max;
} Whole;

static const Criteria *criteria_of(const Sheets *sheets) {
  return award_criteria(sheets->input.award, sheets->input.cycle, (uint32_t)sheets->input.applicant);
}

static bool counts(const Sheets *sheets, size_t stage) {
  const Stage *which = &sheets->input.award->rules->stages[stage];
  return which->form != STAGE_GATE && stage_counts(which);
}

/* False where the reader may not see one of the stages that count. */
static bool count_stages(const Sheets *sheets, Whole *whole) {
  for (size_t s = 0; s < sheets->input.award->rules->n_stages; s++) {
    if (!counts(sheets, s)) continue;
    if (s >= sheets->input.n_panels || !sheets->input.panels[s]) return false;
    whole->n_counting++;
  }
  return true;
}

static bool take_sheets(const Sheets *sheets, Whole *whole) {
  for (guint i = 0; i < sheets->sheets->len; i++) {
    const Scoresheet *sheet = sheets->sheets->pdata[i];
    size_t stage = ((const Panel *)sheets->panels->pdata[i])->stage;
    if (!counts(sheets, stage)) continue;
    if (sheet->total.state == TOTAL_NONE) return false;
    if (whole->state == TOTAL_COMPLETE) whole->state = sheet->total.state;
    whole->totals[stage] = sheet->total;
    whole->told[stage] = true;
    whole->n_told++;
  }
  return whole->n_told > 0;
}

static bool is_said_already(const Sheets *sheets, const Whole *whole) {
  const Scoresheet *only = sheets->sheets->pdata[0];
  return whole->n_counting == 1 && sheets->sheets->len == 1 && ratio_cmp(whole->total, only->total.points) == 0;
}

static bool whole_of(const Sheets *sheets, Whole *whole) {
  const Rules *rules = sheets->input.award->rules;
  if (!count_stages(sheets, whole) || !take_sheets(sheets, whole)) return false;
  whole->total = award_total(rules, criteria_of(sheets), whole->totals, whole->told, &whole->sum);
  whole->max = award_full_marks(rules, whole->totals, whole->told);
  return ratio_is_valid(whole->total) && ratio_is_valid(whole->max) && !is_said_already(sheets, whole);
}

/* -- for machines ---------------------------------------------------------------------------------------------- */

static void add_field(Document *document, const Sheets *sheets, const Whole *whole) {
  const Rules *rules = sheets->input.award->rules;
  Cell missing[RANKING_MAX_STAGES];
  size_t n = 0;
  for (size_t s = 0; s < rules->n_stages; s++)
    if (counts(sheets, s) && !whole->told[s]) missing[n++] = cell_text(rules->stages[s].id);
  const Field facts[] = {{"sum", cell_ratio(whole->sum, 2)},
                         {"total", cell_ratio(whole->total, 2)},
                         {"max", cell_ratio(whole->max, 2)},
                         {"complete", cell_bool(n == 0 && whole->state == TOTAL_COMPLETE)},
                         {"without_figure", cell_list(missing, n)}};
  document_field(document, "award_total", NULL, cell_record(facts, G_N_ELEMENTS(facts)));
}

/* -- in words -------------------------------------------------------------------------------------------------- */

static void put_terms(GString *out, const Rules *rules, const Whole *whole, bool *whole_shown) {
  bool alone = whole->n_told == 1;
  for (size_t s = 0, n = 0; s < rules->n_stages; s++) {
    if (!whole->told[s]) continue;
    Ratio factor = rules->stages[s].factor;
    g_autofree char *shown = ratio_short(factor);
    if (n++ > 0) g_string_append(out, " + ");
    sheet_put_figure(out, whole->totals[s].points);
    if (ratio_cmp(factor, ratio_int(1)) != 0) g_string_append_printf(out, " × %s", shown), alone = false;
    *whole_shown &= sheet_is_whole(whole->totals[s].points);
  }
  if (alone) return;
  g_string_append(out, " = ");
  sheet_put_figure(out, whole->sum);
}

static void put_rounded(GString *out, const Sheets *sheets, const Whole *whole) {
  RoundingRule rule = award_rounding(sheets->input.award->rules, criteria_of(sheets));
  if (rule.policy == ROUND_NONE) return;
  g_autofree char *step = ratio_short(rule.step), *total = ratio_short(whole->total);
  g_autofree char *said =
      g_strdup_printf(_("Rounded (%s, to %s): %s."), pack_words(rounding_names[rule.policy]), step, total);
  sheet_put_next(out, said);
}

static void put_missing(GString *out, const Sheets *sheets, const Whole *whole) {
  g_autoptr(GString) titles = g_string_new(NULL);
  for (size_t s = 0; s < sheets->input.award->rules->n_stages; s++)
    if (counts(sheets, s) && !whole->told[s])
      g_string_append_printf(titles, "%s%s", titles->len ? _(", ") : "", report_stage_title(&sheets->input, s));
  if (titles->len == 0) return;
  g_autofree char *said = g_strdup_printf(_("Without a figure, and not in it: %s."), titles->str);
  sheet_put_next(out, said);
}

static char *words_of(const Sheets *sheets, const Whole *whole) {
  g_autoptr(GString) terms = g_string_new(NULL);
  g_autofree char *max = ratio_short(whole->max);
  bool shown = sheet_is_whole(whole->sum);
  put_terms(terms, sheets->input.award->rules, whole, &shown);
  GString *said = g_string_new(NULL);
  g_string_printf(said, _("The award's total: %s of %s points."), terms->str, max);
  if (!shown) sheet_put_exact(said, whole->sum);
  put_rounded(said, sheets, whole);
  put_missing(said, sheets, whole);
  if (whole->state == TOTAL_INCOMPLETE) sheet_put_next(said, _("Marks are missing: not final."));
  if (whole->state == TOTAL_NO_PANEL) sheet_put_next(said, _("Fewer scorebooks than the stage wants: not final."));
  return g_string_free(said, FALSE);
}

void sheet_add_award(Document *document, const Sheets *sheets) {
  Whole whole = {.state = TOTAL_COMPLETE};
  if (!whole_of(sheets, &whole)) return;
  add_field(document, sheets, &whole);
  document_heading(document, 1, _("Award total"));
  g_autofree char *words = words_of(sheets, &whole);
  document_paragraph(document, words);
}
