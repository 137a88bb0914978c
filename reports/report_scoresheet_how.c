/* report_scoresheet_how.c: by which rules the figures of a sheet come about, so that whoever has the marks can follow each of them
 * by hand: dimensions into a result, few marks, a result into points, points into categories and the stage's figure. */
#include "reports/report_scoresheet.h"
#include "reports/rubric_words.h"
#include "reports/words.h"

#include <glib/gi18n.h>

/* A line for people alone. */
static void add_line(Document *document, const char *title, const char *words) {
  document_field(document, NULL, title, cell_text(words));
}

/* -- dimensions into an item's result ----------------------------------------------------------------------------- */

/* Where a figure is judged, what the panel agreed on is laid over the leader's marks before: there is one scorebook. */
static const char *each_by_itself(const Scoresheet *sheet, const Panel *panel) {
  if (panel->n < 2 || sheet->stage->combination.method == METHOD_JUDGED) return NULL;
  return _("in each scorebook by itself, before they are combined");
}

static void add_rubric(Document *document, const Rubric *rubric, const char *where, const char *lang) {
  g_autofree char *title = g_strdup_printf(_("Result by “%s”"), rubric_name(rubric, lang));
  g_autofree char *words = rubric_words(rubric, where, lang);
  add_line(document, title, words);
}

/* -- scorebooks into one -------------------------------------------------------------------------------------------- */

/* Fewer than so many marks are combined by the fallback; 0: there is no such number. */
static unsigned fewest(const Combination *how) {
  bool drops = how->method == METHOD_TRIMMED && ratio_is_zero(how->trim);
  return MAX(how->minimum, drops ? 2 * how->drop + 1 : 0);
}

char *sheet_few_words(const Stage *stage) {
  const Combination *how = &stage->combination;
  unsigned least = fewest(how);
  if (how->method == METHOD_JUDGED || least < 2 || how->method == how->fallback) return NULL;
  const char *method = pack_words(combine_method_names[how->fallback]);
  bool totals = stage->form == STAGE_ITEMS && how->apply_at == APPLY_AT_TOTAL;
  const char *words = totals ? _("fewer than %u totals: their %s") : _("fewer than %u: their %s");
  return g_strdup_printf(words, least, method);
}

static void add_blanks(Document *document, const Combination *how) {
  if (how->blank == BLANK_SKIP_SCOREBOOK) add_line(document, _("Blanks"), _("a scorebook with a blank does not count"));
  if (how->blank == BLANK_REFUSE) add_line(document, _("Blanks"), _("what somebody left blank has no figure"));
}

/* -- points ----------------------------------------------------------------------------------------------------------- */

static Ratio largest_result(const Node *item) {
  return ratio((int128_t)item->rubric->max * item->rubric->scale->unit, 100);
}

/* The largest result where it is the same for all items. */
static char *full_result(const Criteria *criteria) {
  Ratio full = largest_result(criteria->items[0]);
  for (size_t i = 1; i < criteria->n_items; i++)
    if (ratio_cmp(largest_result(criteria->items[i]), full) != 0) return g_strdup(_("largest result"));
  return ratio_short(full);
}

void sheet_put_item_rounding(GString *out, const Scoresheet *sheet) {
  if (sheet->rounding.at == ROUND_AT_ITEM) rounding_put(out, sheet->rounding.policy, sheet->rounding.step);
}

static void add_earned(Document *document, const Scoresheet *sheet) {
  g_autofree char *full = full_result(sheet->criteria);
  g_autoptr(GString) words = g_string_new(NULL);
  g_string_printf(words, _("points × result ÷ %s"), full);
  sheet_put_item_rounding(words, sheet);
  add_line(document, _("Earned"), words->str);
}

static bool has_shares(const Criteria *criteria) {
  for (size_t i = 0; i < criteria->n_nodes; i++) {
    const Node *node = &criteria->nodes[i], *first = node->parent ? node->parent->children[0] : criteria->tops[0];
    if ((node->parent || criteria->has_total) && ratio_cmp(node->share, first->share) != 0) return true;
  }
  return false;
}

const char *sheet_category_words(const Criteria *criteria) {
  switch (criteria->aggregate) {
  case AGGREGATE_MEAN:
    return has_shares(criteria) ? _("mean of what they hold, by its shares") : _("mean of what they hold");
  case AGGREGATE_MINIMUM: return _("the lowest of what they hold");
  case AGGREGATE_PASS_ALL: return _("sum of what they hold; each stands alone");
  case AGGREGATE_SUM: break;
  }
  return NULL;
}

static void add_fit(Document *document, const Scoresheet *sheet) {
  if (ratio_cmp(sheet->fit, ratio_int(1)) == 0) return;
  g_autofree char *fit = ratio_short(sheet->fit), *from = ratio_short(sheet->criteria->points);
  g_autofree char *to = ratio_short(sheet->stage->max);
  g_autofree char *words =
      g_strdup_printf(_("the items' points × %s, which brings %s full marks to %s"), fit, from, to);
  add_line(document, _("Brought to the stage"), words);
}

/* Where a stage takes one figure for all of it, that is rounded where items are, too. */
static void add_stage_rounding(Document *document, const Scoresheet *sheet) {
  RoundAt at = sheet->rounding.at;
  if (at != ROUND_AT_STAGE && (at != ROUND_AT_ITEM || sheet->stage->form == STAGE_ITEMS)) return;
  g_autoptr(GString) words = g_string_new(NULL);
  rounding_put(words, sheet->rounding.policy, sheet->rounding.step);
  if (words->len == 0) return;
  if (sheet->stage->n_deductions > 0) g_string_append_printf(words, "%s%s", _("; "), _("before deductions"));
  add_line(document, _("The stage's figure"), words->str);
}

static void add_items(Document *document, const Scoresheet *sheet, const Panel *panel, const char *lang) {
  const Criteria *criteria = sheet->criteria;
  const char *categories = sheet_category_words(criteria);
  for (size_t r = 0; r < criteria->n_rubrics; r++)
    if (criteria->rubrics[r].n_cells > 1 && rubric_is_used(criteria, &criteria->rubrics[r]))
      add_rubric(document, &criteria->rubrics[r], each_by_itself(sheet, panel), lang);
  add_earned(document, sheet);
  if (sheet->stage->combination.apply_at == APPLY_AT_TOTAL)
    add_line(document, _("Items"),
             _("for showing alone: each scorebook is totalled by itself, and they need not add up to the "
               "combined total"));
  if (categories) add_line(document, criteria->has_total ? _("Categories and total") : _("Categories"), categories);
  if (!criteria->has_total) add_line(document, _("Total"), _("none: these criteria have no grand total"));
  add_fit(document, sheet);
}

void sheet_add_how(Document *document, const Sheets *sheets, guint place) {
  const Scoresheet *sheet = g_ptr_array_index(sheets->sheets, place);
  const Combination *how = &sheet->stage->combination;
  g_autofree char *method = sheet_method_words(sheet->stage), *few = sheet_few_words(sheet->stage);
  add_line(document, _("Combined by"), method);
  if (few) add_line(document, _("Few marks"), few);
  add_blanks(document, how);
  if (sheet->stage->form == STAGE_ITEMS)
    add_items(document, sheet, g_ptr_array_index(sheets->panels, place), sheets->input.lang);
  add_stage_rounding(document, sheet);
}
