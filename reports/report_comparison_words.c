/* report_comparison_words.c: the comparison in sentences: who stands above whom and why, what places rest on, where most of
 * the difference comes from, and that it adds up. */
#include "reports/report_comparison.h"
#include "reports/report_ranking.h"
#include "reports/words.h"

#include <glib/gi18n.h>

static Ratio size_of(Ratio points) { return points.num < 0 ? ratio_sub(ratio_int(0), points) : points; }

/* Takes the sentence. */
static void say(GString *said, char *sentence) {
  if (said->len > 0 && !g_str_has_suffix(said->str, "。")) g_string_append_c(said, ' ');
  g_string_append(said, sentence);
  g_free(sentence);
}

static void put(Document *document, const GString *said) {
  if (said->len > 0) document_paragraph(document, said->str);
}

/* -- who stands above whom ------------------------------------------------------------------------------------- */

static void say_not_ranked(GString *said, const Beside *beside) {
  const Comparison *of = beside->of;
  for (size_t i = 0; i < 2; i++) {
    if (!of->not_ranked[i]) continue;
    g_autofree char *why = ranking_not_ranked_words(&beside->input, of->not_ranked[i]);
    say(said, g_strdup_printf(_("%s is not ranked: %s."), beside->names[i], why));
  }
  size_t ranked = of->standings[0] ? 0 : 1;
  if (of->standings[ranked])
    say(said, g_strdup_printf(_("%s is ranked, with rank %u, whatever the points of the other."), beside->names[ranked],
                              of->standings[ranked]->rank));
}

static void say_apart(GString *said, const Beside *beside) {
  const char *classes[2];
  for (size_t i = 0; i < 2; i++)
    classes[i] = report_class_title(&beside->input, report_class(&beside->input, beside->of->applicants[i]));
  say(said, g_strdup_printf(
                _("They are ranked apart, %s in the class “%s” and %s in the class “%s”: neither stands above the "
                  "other, and places are given class by class."),
                beside->names[0], classes[0], beside->names[1], classes[1]));
}

static void say_tie(GString *said, const Beside *beside, size_t above) {
  const Comparison *of = beside->of;
  const Rules *rules = beside->input.award->rules;
  g_autofree char *total = points_words(of->standings[0]->total);
  say(said, g_strdup_printf(_("Their totals are equal, %s."), total));
  if (of->is_told_apart) {
    g_autofree char *high = points_words(of->key_points[above]), *low = points_words(of->key_points[1 - above]);
    say(said, g_strdup_printf(_("%s stands above %s by tie key %u of the rules, %s: %s against %s."),
                              beside->names[above], beside->names[1 - above], (unsigned)of->key + 1,
                              ranking_tie_title(&beside->input, &rules->tie_keys[of->key]), high, low));
  } else {
    say(said, g_strdup_printf(
                  rules->n_tie_keys
                      ? _("All tie keys of the rules are equal, too: nothing tells them apart, and they share rank %u.")
                      : _("The rules have no tie keys: nothing tells them apart, and they share rank %u."),
                  of->standings[0]->rank));
  }
}

static void say_total(GString *said, const Beside *beside, size_t above) {
  const Comparison *of = beside->of;
  g_autofree char *high = points_words(of->standings[above]->total),
                  *low = points_words(of->standings[1 - above]->total);
  g_autofree char *by = points_words(size_of(of->difference));
  say(said, g_strdup_printf(_("%s stands above %s because its total is higher: %s against %s, %s more."),
                            beside->names[above], beside->names[1 - above], high, low, by));
}

void comparison_add_verdict(Document *document, const Beside *beside) {
  const Comparison *of = beside->of;
  g_autoptr(GString) said = g_string_new(NULL);
  size_t above = of->order > 0 ? 1 : 0;
  if (!of->has_totals)
    say_not_ranked(said, beside);
  else if (!of->same_class)
    say_apart(said, beside);
  else if (of->order != 0 && !of->is_told_apart)
    say_total(said, beside, above);
  else
    say_tie(said, beside, above);
  if (of->compared == COMPARED_TOTALS)
    say(said, g_strdup_printf(
                  _("They are judged by different criteria, %s and %s: an item of one is no item of the other, so only "
                    "totals and percentages are compared."),
                  of->criteria[0]->id, of->criteria[1]->id));
  put(document, said);
}

/* -- places ---------------------------------------------------------------------------------------------------------- */

static const char *tier_words(const Beside *beside, size_t which) {
  const Tier *tier = beside->of->standings[which]->tier;
  return tier ? report_tier_title(&beside->input, tier) : _("no tier");
}

static char *floor_words(const Tier *tier) {
  g_autofree char *floor = ratio_short(tier->floor);
  if (tier->floor_percent)
    return g_strdup_printf(
        tier->floor_exclusive ? _("more than %s %% of full marks") : _("at least %s %% of full marks"), floor);
  return g_strdup_printf(tier->floor_exclusive ? _("more than %s points") : _("at least %s points"), floor);
}

/* What a tier asks for beside the order, where the lower one has it. */
static void say_conditions(GString *said, const Beside *beside, const Tier *tier, size_t lower) {
  const Comparison *of = beside->of;
  const char *title = report_tier_title(&beside->input, tier);
  if (!tier_floor_is_met(tier, of->standings[lower])) {
    g_autofree char *floor = floor_words(tier);
    say(said,
        g_strdup_printf(_("%s does not reach the floor of the tier “%s”, %s."), beside->names[lower], title, floor));
    return;
  }
  if (tier->level && *tier->level)
    say(said, g_strdup_printf(_("The tier “%s” asks for the level “%s” beside the total."), title, tier->level));
  const Places *places = tier_places(tier, report_class(&beside->input, of->applicants[1 - lower]));
  for (size_t r = 0; places && r < places->n_reserves; r++)
    say(said, g_strdup_printf(_("Of the places of “%s” %u are kept for %s %s."), title, places->reserves[r].places,
                              pack_words(places->reserves[r].field), places->reserves[r].value));
}

static void say_tiers(GString *said, const Beside *beside) {
  const Comparison *of = beside->of;
  uint8_t honours[2];
  for (size_t i = 0; i < 2; i++) {
    honours[i] = report_honour(&beside->input, of->standings[i]->tier);
    if (honours[i] == 0) honours[i] = UINT8_MAX;
  }
  if (honours[0] == honours[1]) return;
  size_t lower = honours[0] > honours[1] ? 0 : 1;
  bool although = ratio_cmp(of->standings[lower]->total, of->standings[1 - lower]->total) > 0;
  say(said, g_strdup_printf(although ? _("Although its total is higher, %s has %s, and %s has %s.")
                                     : _("%s has %s, and %s has %s."),
                            beside->names[lower], tier_words(beside, lower), beside->names[1 - lower],
                            tier_words(beside, 1 - lower)));
  if (!of->standings[lower]->contested) say_conditions(said, beside, of->standings[1 - lower]->tier, lower);
}

static void say_decided(GString *said, const Beside *beside, size_t which) {
  const Standing *standing = beside->of->standings[which];
  if (standing->contested)
    say(said, g_strdup_printf(_("%s is one of those who tie for a place; nobody has been given it, so it is open."),
                              beside->names[which]));
  if (standing->placed)
    say(said, g_strdup_printf(_("The place of %s, which a tie had left open, was given by decision: %s."),
                              beside->names[which], cycle_placing(beside->input.cycle, standing->applicant)->reason));
}

void comparison_add_places(Document *document, const Beside *beside) {
  g_autoptr(GString) said = g_string_new(NULL);
  if (!beside->of->has_totals || beside->input.award->rules->n_tiers == 0) return;
  say_tiers(said, beside);
  for (size_t i = 0; i < 2; i++) say_decided(said, beside, i);
  put(document, said);
}

/* -- where most of it comes from ------------------------------------------------------------------------------------- */

enum { MOST_NAMED = 3 };

static int by_size(gconstpointer a, gconstpointer b) {
  const ComparedLine *x = *(const ComparedLine *const *)a, *y = *(const ComparedLine *const *)b;
  int order = ratio_cmp(size_of(y->counted), size_of(x->counted));
  return order ? order : (x > y) - (x < y);
}

/* The lines in favour of one, the biggest first, and their sum. */
static GPtrArray *lines_for(const Beside *beside, int sign, Ratio *ret_sum) {
  GPtrArray *lines = g_ptr_array_new();
  *ret_sum = ratio_int(0);
  for (guint i = 0; i < beside->of->lines->len; i++) {
    const ComparedLine *line = beside_line(beside, i);
    if (!line->adds || line->counted.num * sign <= 0) continue;
    g_ptr_array_add(lines, (gpointer)line);
    *ret_sum = ratio_add(*ret_sum, size_of(line->counted));
  }
  g_ptr_array_sort(lines, by_size);
  return lines;
}

static void put_line(GString *out, const Beside *beside, const ComparedLine *line) {
  g_autofree char *points = ratio_decimal(size_of(line->counted), 2);
  const char *code = line->node ? line->node->code : "";
  g_string_append_printf(out, "%s%s%s (%s)", code, *code ? " " : "", line_title(beside, line), points);
}

static void say_share(GString *said, const Beside *beside, size_t which) {
  Ratio sum;
  g_autoptr(GPtrArray) lines = lines_for(beside, which == 0 ? 1 : -1, &sum);
  g_autoptr(GString) named = g_string_new(NULL);
  g_autofree char *points = points_words(sum);
  for (guint i = 0; i < MIN(lines->len, MOST_NAMED); i++) {
    if (i > 0) g_string_append(named, _(", "));
    put_line(named, beside, g_ptr_array_index(lines, i));
  }
  if (lines->len > MOST_NAMED)
    say(said, g_strdup_printf(_("In favour of %s are %s points of the total, most of them from %s."),
                              beside->names[which], points, named->str));
  else if (lines->len > 0)
    say(said, g_strdup_printf(_("In favour of %s are %s points of the total, from %s."), beside->names[which], points,
                              named->str));
  else
    say(said, g_strdup_printf(_("Nothing is in favour of %s."), beside->names[which]));
}

void comparison_add_share(Document *document, const Beside *beside) {
  g_autoptr(GString) said = g_string_new(NULL);
  if (!beside->of->has_totals || beside->of->compared == COMPARED_TOTALS) return;
  for (size_t i = 0; i < 2; i++) say_share(said, beside, beside->of->order > 0 ? 1 - i : i);
  put(document, said);
}

/* -- that it adds up ------------------------------------------------------------------------------------------------- */

void comparison_add_sum(Document *document, const Beside *beside) {
  const Comparison *of = beside->of;
  if (!of->has_totals) {
    document_paragraph(
        document, _("Not both are ranked, so there is no difference of totals; stages and items are compared as far as "
                    "both have them."));
    return;
  }
  Ratio sum = comparison_sum(of);
  bool adds_up = ratio_is_valid(sum) && ratio_is_valid(of->difference) && ratio_cmp(sum, of->difference) == 0;
  document_field(document, "adds-up", NULL, cell_bool(adds_up));
  g_autofree char *difference = points_words(of->difference);
  g_autofree char *said =
      adds_up
          ? g_strdup_printf(
                of->compared == COMPARED_ITEMS
                    ? _("It adds up, in exact numbers: what the items count, and the rows below them where there are "
                        "any, is the difference of each stage, and the stages are that of the totals, %s.")
                    : _("It adds up, in exact numbers: the differences of the stages are that of the totals, %s."),
                difference)
          : g_strdup(_("These numbers are too large to be added up exactly."));
  document_paragraph(document, said);
}
