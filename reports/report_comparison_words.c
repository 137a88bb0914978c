/* report_comparison_words.c: the comparison in sentences: who stands above whom and why, and what places rest on. */
#include "reports/report_comparison.h"
#include "reports/report_ranking.h"
#include "reports/words.h"

#include <glib/gi18n.h>

Ratio points_size(Ratio points) { return points.num < 0 ? ratio_sub(ratio_int(0), points) : points; }

void comparison_say(GString *said, char *sentence) {
  if (said->len > 0 && !g_str_has_suffix(said->str, "。")) g_string_append_c(said, ' ');
  g_string_append(said, sentence);
  g_free(sentence);
}

void comparison_put(Document *document, const GString *said) {
  if (said->len > 0) document_paragraph(document, said->str);
}

/* -- who stands above whom ------------------------------------------------------------------------------------- */

/* Was it no decision but a line of the rules, drawn by points, that kept it from going on? */
static bool is_by_line(const Beside *beside, const NotRanked *out) {
  return out->reason == NOT_RANKED_NOT_PASSED && beside->input.award->rules->stages[out->stage].pass != PASS_DECISION;
}

static void say_line(GString *said, const Beside *beside, const NotRanked *out) {
  const Stage *stage = &beside->input.award->rules->stages[out->stage];
  if (!is_by_line(beside, out)) return;
  g_autofree char *who = pass_words(beside->input.award->rules, stage);
  comparison_say(said,
                 g_strdup_printf(_("Who goes on from “%s”: %s."), report_stage_title(&beside->input, out->stage), who));
}

static void say_not_ranked(GString *said, const Beside *beside) {
  const Comparison *of = beside->of;
  for (size_t i = 0; i < 2; i++) {
    if (!of->not_ranked[i]) continue;
    g_autofree char *why = ranking_not_ranked_words(&beside->input, of->not_ranked[i]);
    comparison_say(said, g_strdup_printf(_("%s is not ranked: %s."), beside->names[i], why));
    say_line(said, beside, of->not_ranked[i]);
  }
  size_t ranked = of->standings[0] ? 0 : 1;
  if (!of->standings[ranked]) return;
  const char *words = is_by_line(beside, of->not_ranked[1 - ranked])
                          ? _("%s is ranked, with rank %u.")
                          : _("%s is ranked, with rank %u, whatever the points of the other.");
  comparison_say(said, g_strdup_printf(words, beside->names[ranked], of->standings[ranked]->rank));
}

static void say_apart(GString *said, const Beside *beside) {
  const char *classes[2];
  for (size_t i = 0; i < 2; i++)
    classes[i] = report_class_title(&beside->input, report_class(&beside->input, beside->of->applicants[i]));
  comparison_say(said,
                 g_strdup_printf(
                     _("They are ranked apart, %s in the class “%s” and %s in the class “%s”: neither stands above the "
                       "other, and places are given class by class."),
                     beside->names[0], classes[0], beside->names[1], classes[1]));
}

static void say_tie(GString *said, const Beside *beside, size_t above) {
  const Comparison *of = beside->of;
  const Rules *rules = beside->input.award->rules;
  g_autofree char *total = points_words(*of->standings[0]->total);
  comparison_say(said, g_strdup_printf(_("Their totals are equal, %s."), total));
  if (of->is_told_apart) {
    g_autofree char *high = points_words(of->key_points[above]), *low = points_words(of->key_points[1 - above]);
    comparison_say(said, g_strdup_printf(_("%s stands above %s by tie key %u of the rules, %s: %s against %s."),
                                         beside->names[above], beside->names[1 - above], (unsigned)of->key + 1,
                                         ranking_tie_title(&beside->input, &rules->tie_keys[of->key]), high, low));
  } else {
    comparison_say(
        said, g_strdup_printf(rules->n_tie_keys
                                  ? _("No tie key of the rules tells them apart, either, and they share rank %u.")
                                  : _("The rules have no tie keys: nothing tells them apart, and they share rank %u."),
                              of->standings[0]->rank));
  }
}

static void say_total(GString *said, const Beside *beside, size_t above) {
  const Comparison *of = beside->of;
  g_autofree char *high = points_words(*of->standings[above]->total),
                  *low = points_words(*of->standings[1 - above]->total);
  g_autofree char *by = points_words(points_size(of->difference));
  comparison_say(said, g_strdup_printf(_("%s stands above %s because its total is higher: %s against %s, %s more."),
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
    comparison_say(
        said, g_strdup_printf(
                  _("They are judged by different criteria, %s and %s: an item of one is no item of the other, so only "
                    "totals and percentages are compared."),
                  of->criteria[0]->id, of->criteria[1]->id));
  comparison_put(document, said);
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

/* How many a tier takes where both are ranked, and how many have it: it may be taken when all that it asks for is met. */
static void say_taken(GString *said, const Beside *beside, const Tier *tier, const char *class_id) {
  const ReportInput *input = &beside->input;
  const Places *places = tier_places(tier, class_id);
  unsigned long taken = 0;
  if (!places || places->most == G_MAXUINT) return;
  for (guint i = 0; i < input->ranking->standings->len; i++) {
    const Standing *standing = &g_array_index(input->ranking->standings, Standing, i);
    taken += standing->tier == tier && g_str_equal(report_class(input, standing->applicant), class_id);
  }
  comparison_say(said, g_strdup_printf(_("Places of the tier “%s” where they are ranked: %u by the rules, %lu taken."),
                                       report_tier_title(input, tier), places->most, taken));
}

/* What a tier asks for beside the order, where the lower one has it. */
static void say_conditions(GString *said, const Beside *beside, const Tier *tier, size_t lower) {
  const Comparison *of = beside->of;
  const char *title = report_tier_title(&beside->input, tier);
  if (!tier_floor_is_met(tier, of->standings[lower])) {
    g_autofree char *floor = floor_words(tier);
    comparison_say(said, g_strdup_printf(_("%s does not reach the floor of the tier “%s”, %s."), beside->names[lower],
                                         title, floor));
    return;
  }
  const char *class_id = report_class(&beside->input, of->applicants[lower]);
  if (!rules_tier_is_for(beside->input.award->rules, tier, class_id))
    comparison_say(said, g_strdup_printf(_("The tier “%s” has no places for the class “%s”."), title,
                                         report_class_title(&beside->input, class_id)));
  if (tier->level && *tier->level)
    comparison_say(said,
                   g_strdup_printf(_("The tier “%s” asks for the level “%s” beside the total."), title, tier->level));
  if (!of->same_class) return; /* places are kept among a class's own */
  say_taken(said, beside, tier, class_id);
  const Places *places = tier_places(tier, class_id);
  for (size_t r = 0; places && r < places->n_reserves; r++)
    comparison_say(said,
                   g_strdup_printf(_("Of the places of “%s” %u are kept for %s %s."), title, places->reserves[r].places,
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
  bool although = ratio_cmp(*of->standings[lower]->total, *of->standings[1 - lower]->total) > 0;
  comparison_say(said, g_strdup_printf(although ? _("Although its total is higher, %s has %s, and %s has %s.")
                                                : _("%s has %s, and %s has %s."),
                                       beside->names[lower], tier_words(beside, lower), beside->names[1 - lower],
                                       tier_words(beside, 1 - lower)));
  if (!of->standings[lower]->contested) say_conditions(said, beside, of->standings[1 - lower]->tier, lower);
}

static void say_decided(GString *said, const Beside *beside, size_t which) {
  const Standing *standing = beside->of->standings[which];
  const GArray *contests = beside->input.ranking->contests;
  if (standing->contested && standing->contest > 0)
    comparison_say(
        said,
        g_strdup_printf(
            _("%s is one of those who tie for a place of the tier “%s”, which nobody has been given: it is open."),
            beside->names[which],
            report_tier_title(&beside->input, g_array_index(contests, Contest, standing->contest - 1).tier)));
  if (!standing->placed) return;
  const char *format = tier_is_by_people(standing->tier)
                           ? _("The prize of %s goes by no rank and was given by decision: %s.")
                           : _("The place of %s, which a tie had left open, was given by decision: %s.");
  comparison_say(said, g_strdup_printf(format, beside->names[which],
                                       cycle_placing(beside->input.cycle, standing->applicant)->reason));
}

void comparison_add_places(Document *document, const Beside *beside) {
  g_autoptr(GString) said = g_string_new(NULL);
  if (!beside->of->has_totals || beside->input.award->rules->n_tiers == 0) return;
  say_tiers(said, beside);
  for (size_t i = 0; i < 2; i++) say_decided(said, beside, i);
  comparison_put(document, said);
}
