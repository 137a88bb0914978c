/* report_scoresheet_how.c: by which rules the figures of a sheet come about, so that whoever has the marks can follow each of them
 * by hand: dimensions into a result, few marks, a result into points, points into categories and the stage's figure. */
#include "reports/report_scoresheet.h"
#include "reports/words.h"

#include <glib/gi18n.h>

/* A line for people alone. */
static void add_line(Document *document, const char *title, const char *words) {
  document_field(document, NULL, title, cell_text(words));
}

static void put_rounded(GString *out, Rounding policy, Ratio step) {
  if (policy == ROUND_NONE) return;
  g_autofree char *to = ratio_short(step);
  if (out->len > 0) g_string_append(out, _("; "));
  g_string_append_printf(out, _("rounded (%s) to %s"), pack_words(rounding_names[policy]), to);
}

/* -- dimensions into an item's result ----------------------------------------------------------------------------- */

static bool is_weighted(const Rubric *rubric) {
  for (size_t d = 1; d < rubric->n_dimensions; d++)
    if (rubric->dimensions[d].weight != rubric->dimensions[0].weight) return true;
  return false;
}

static void put_mean(GString *out, const Rubric *rubric, const char *lang) {
  if (!is_weighted(rubric)) {
    g_string_append(out, _("mean of the dimensions"));
    return;
  }
  g_autoptr(GString) weights = g_string_new(NULL);
  for (size_t d = 0; d < rubric->n_dimensions; d++)
    g_string_append_printf(weights, "%s%s × %lld", d > 0 ? _(", ") : "", text_in(&rubric->dimensions[d].title, lang),
                           (long long)rubric->dimensions[d].weight);
  g_string_append_printf(out, _("weighted mean of the dimensions (%s)"), weights->str);
}

/* "P 11–30, D 31–50": by the names their cells have. */
static void put_rungs(GString *out, const Rubric *rubric) {
  for (size_t d = 0; d < rubric->n_dimensions; d++) {
    const Dimension *rung = &rubric->dimensions[d];
    g_autofree char *from = ratio_short(ratio((int128_t)rung->from * rubric->scale->unit, 100));
    g_autofree char *to = ratio_short(ratio((int128_t)rung->to * rubric->scale->unit, 100));
    g_string_append_printf(out, "%s%s %s", d > 0 ? _(", ") : "", rung->id, from);
    if (rung->to != rung->from) g_string_append_printf(out, "–%s", to);
  }
}

static void put_ladder(GString *out, const Rubric *rubric) {
  g_autoptr(GString) rungs = g_string_new(NULL);
  put_rungs(rungs, rubric);
  g_string_append_printf(
      out,
      _("the full rungs from the bottom up, and of the first that is not full its part; what is above "
        "it does not count (%s)"),
      rungs->str);
}

static void put_combined(GString *out, const Rubric *rubric, const char *lang) {
  switch (rubric->combine) {
  case COMBINE_MEAN: put_mean(out, rubric, lang); return;
  case COMBINE_MIN: g_string_append(out, _("lowest of the dimensions")); return;
  case COMBINE_MEDIAN: g_string_append(out, _("median of the dimensions, of two in the middle the lower one")); return;
  case COMBINE_LADDER: put_ladder(out, rubric); return;
  case COMBINE_JUDGED: return;
  }
}

/* A cap is laid on what is rounded already. */
static void put_caps(GString *out, const Rubric *rubric, const char *lang) {
  for (size_t d = 0; rubric->combine == COMBINE_MEAN && d < rubric->n_dimensions; d++)
    if (rubric->dimensions[d].caps) {
      g_string_append(out, _("; "));
      g_string_append_printf(out, _("never above “%s”"), text_in(&rubric->dimensions[d].title, lang));
    }
}

static bool is_used(const Criteria *criteria, const Rubric *rubric) {
  for (size_t i = 0; i < criteria->n_items; i++)
    if (criteria->items[i]->rubric == rubric) return true;
  return false;
}

static void add_rubric(Document *document, const Rubric *rubric, bool several, const char *lang) {
  const char *name = text_in(&rubric->title, lang);
  g_autofree char *title = g_strdup_printf(_("Result by “%s”"), *name ? name : rubric->id);
  g_autoptr(GString) words = g_string_new(NULL);
  put_combined(words, rubric, lang);
  put_rounded(words, rubric->rounding, ratio((int128_t)rubric->step * rubric->scale->unit, 100));
  put_caps(words, rubric, lang);
  if (several)
    g_string_append_printf(words, "%s%s", _("; "), _("in each scorebook by itself, before they are combined"));
  add_line(document, title, words->str);
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
  const char *words =
      how->apply_at == APPLY_AT_TOTAL ? _("fewer than %u totals: their %s") : _("fewer than %u: their %s");
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
  if (sheet->rounding.at == ROUND_AT_ITEM) put_rounded(out, sheet->rounding.policy, sheet->rounding.step);
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
  put_rounded(words, sheet->rounding.policy, sheet->rounding.step);
  if (words->len == 0) return;
  if (sheet->stage->n_deductions > 0) g_string_append_printf(words, "%s%s", _("; "), _("before deductions"));
  add_line(document, _("The stage's figure"), words->str);
}

static void add_items(Document *document, const Scoresheet *sheet, const Panel *panel, const char *lang) {
  const Criteria *criteria = sheet->criteria;
  const char *categories = sheet_category_words(criteria);
  for (size_t r = 0; r < criteria->n_rubrics; r++)
    if (criteria->rubrics[r].n_cells > 1 && is_used(criteria, &criteria->rubrics[r]))
      add_rubric(document, &criteria->rubrics[r], panel->n > 1, lang);
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
