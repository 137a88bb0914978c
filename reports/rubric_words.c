/* rubric_words.c: dimensions into a result and what is rounded, in words, so that whoever has the marks can follow it by hand. */
#include "reports/rubric_words.h"
#include "reports/words.h"

#include <glib/gi18n.h>

void rounding_put(GString *out, Rounding policy, Ratio step) {
  if (policy == ROUND_NONE) return;
  g_autofree char *to = ratio_short(step);
  if (out->len > 0) g_string_append(out, _("; "));
  g_string_append_printf(out, _("rounded (%s) to %s"), pack_words(rounding_names[policy]), to);
}

char *rounding_words(RoundingRule rule) {
  static const char *const what[] = {[ROUND_AT_ITEM] = N_("points of items"),
                                     [ROUND_AT_STAGE] = N_("figures of stages"),
                                     [ROUND_AT_TOTAL] = N_("the award's total")};
  g_autoptr(GString) rounded = g_string_new(NULL);
  rounding_put(rounded, rule.policy, rule.step);
  return rounded->len > 0 ? g_strdup_printf(_("%s: %s"), _(what[rule.at]), rounded->str)
                          : g_strdup(pack_words(rounding_names[ROUND_NONE]));
}

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
  if (rubric->base == 0) return;
  g_autofree char *base = ratio_short(ratio((int128_t)rubric->base * rubric->scale->unit, 100));
  g_string_append(out, _("; "));
  g_string_append_printf(out, _("%s where none is begun"), base);
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

char *rubric_words(const Rubric *rubric, const char *where, const char *lang) {
  GString *words = g_string_new(NULL);
  if (rubric->n_cells < 2) return g_string_free(words, FALSE);
  put_combined(words, rubric, lang);
  rounding_put(words, rubric->rounding, ratio((int128_t)rubric->step * rubric->scale->unit, 100));
  put_caps(words, rubric, lang);
  if (where) g_string_append_printf(words, "%s%s", _("; "), where);
  return g_string_free(words, FALSE);
}

const char *rubric_name(const Rubric *rubric, const char *lang) { return text_or(&rubric->title, lang, rubric->id); }

bool rubric_is_used(const Criteria *criteria, const Rubric *rubric) {
  for (size_t i = 0; i < criteria->n_items; i++)
    if (criteria->items[i]->rubric == rubric) return true;
  return false;
}
