/* rules_details.c: of a rules pack what is told in lines: options, how stages go and who passes them, reserved places, and
 * what is told and not computed. */
#include "commands/pack_document.h"
#include "reports/rubric_words.h"
#include "reports/words.h"

#include <glib/gi18n.h>
#include <string.h>

/* -- options, as init --set takes them ------------------------------------------------------------------------ */

static void put_dropped(GString *options, const Combination *how) {
  g_autofree char *trim = ratio_short(how->trim);
  if (how->method != METHOD_TRIMMED) return;
  if (ratio_is_zero(how->trim))
    g_string_append_printf(options, " drop=%u", how->drop);
  else
    g_string_append_printf(options, " trim=%s", trim);
}

static void put_rounding(GString *options, const RoundingRule *rule) {
  if (!rule->set) return;
  g_autofree char *step = ratio_short(rule->step);
  g_string_append_printf(options, " rounding=%s", rounding_names[rule->policy]);
  if (rule->policy != ROUND_NONE)
    g_string_append_printf(options, " round-at=%s round-step=%s", round_at_names[rule->at], step);
}

static char *options_of(const Combination *how, const RoundingRule *rounding) {
  GString *options = g_string_new(NULL);
  g_string_append_printf(options, "combine=%s", combine_method_names[how->method]);
  put_dropped(options, how);
  if (how->minimum > 0) g_string_append_printf(options, " minimum=%u", how->minimum);
  if (how->method != METHOD_JUDGED)
    g_string_append_printf(options, " fallback=%s", combine_method_names[how->fallback]);
  g_string_append_printf(options, " apply-at=%s", apply_at_names[how->apply_at]);
  g_string_append_printf(options, " blank=%s", blank_policy_names[how->blank]);
  put_rounding(options, rounding);
  return g_string_free(options, FALSE);
}

static const char *stage_name(const Stage *stage, const char *lang) { return text_or(&stage->title, lang, stage->id); }

static void add_options(Document *document, const Rules *rules, const char *lang) {
  g_autofree char *award = options_of(&rules->combination, &rules->rounding);
  document_field(document, "options", _("Options"), cell_text(award));
  for (size_t i = 0; i < rules->n_stages; i++) {
    const Stage *stage = &rules->stages[i];
    g_autofree char *own = options_of(&stage->combination, stage->rounding.set ? &stage->rounding : &rules->rounding);
    if (stage->form == STAGE_GATE || g_str_equal(own, award)) continue;
    g_autofree char *key = g_strdup_printf("options-%s", stage->id);
    g_autofree char *title = g_strdup_printf(_("Options of %s"), stage_name(stage, lang));
    document_field(document, key, title, cell_text(own));
  }
}

/* A line for people alone; takes the title. */
static void add_line(Document *document, char *title, const char *words) {
  document_field(document, NULL, title, cell_text(words));
  g_free(title);
}

static bool marks_items(const Rules *rules) {
  for (size_t i = 0; i < rules->n_stages; i++)
    if (rules->stages[i].form == STAGE_ITEMS) return true;
  return false;
}

/* A stage that says nothing of its own has the award's. */
static bool is_same_rounding(RoundingRule one, RoundingRule other) {
  if (one.set != other.set || one.policy != other.policy) return false;
  return one.policy == ROUND_NONE || (one.at == other.at && ratio_cmp(one.step, other.step) == 0);
}

/* What is rounded, in words: the options say it as --set takes it. The criteria's rule is for items alone. */
static void add_roundings(Document *document, const Rules *rules, const char *lang) {
  bool said = rules->rounding.set || !marks_items(rules);
  g_autofree char *award = said ? rounding_words(rules->rounding) : NULL;
  document_field(document, NULL, _("Rounding"), cell_text(award ? award : _("as the criteria say")));
  for (size_t i = 0; i < rules->n_stages; i++) {
    const Stage *stage = &rules->stages[i];
    if (stage->form == STAGE_GATE || !stage->rounding.set || is_same_rounding(stage->rounding, rules->rounding))
      continue;
    g_autofree char *own = rounding_words(stage->rounding);
    add_line(document, g_strdup_printf(_("Rounding at %s"), stage_name(stage, lang)), own);
  }
}

/* -- who passes a stage ----------------------------------------------------------------------------------------- */

static void add_passes(Document *document, const Rules *rules, const char *lang) {
  for (size_t i = 0; i < rules->n_stages; i++) {
    const Stage *stage = &rules->stages[i];
    if (stage->pass == PASS_ALL) continue;
    g_autofree char *value = ratio_short(stage->pass_value), *words = pass_words(rules, stage);
    g_autofree char *key = g_strdup_printf("pass-%s", stage->id);
    g_autofree char *title = g_strdup_printf(_("Goes on from %s"), stage_name(stage, lang));
    g_autofree char *rule = stage->pass == PASS_DECISION ? g_strdup(pass_by_names[stage->pass])
                                                         : g_strdup_printf("%s %s", pass_by_names[stage->pass], value);
    document_field(document, key, NULL, cell_text(rule));
    document_field(document, NULL, title, cell_text(words));
  }
}

/* What figures are given where a stage is one figure, who sees whom, how people vote. */
static void add_ways(Document *document, const Rules *rules, const char *lang) {
  for (size_t i = 0; i < rules->n_stages; i++) {
    const Stage *stage = &rules->stages[i];
    const Scale *scale = &stage->scale;
    if (stage->form == STAGE_TOTAL) {
      g_autofree char *min = ratio_short(rules_scale_figure(scale, scale->min));
      g_autofree char *max = ratio_short(rules_scale_figure(scale, scale->max));
      g_autofree char *step = ratio_short(rules_scale_figure(scale, scale->step));
      g_autofree char *words =
          g_strdup_printf(_("from %s to %s, in steps of %s; the item is called total"), min, max, step);
      add_line(document, g_strdup_printf(_("Figures at %s"), stage_name(stage, lang)), words);
    }
    if (stage->blind)
      add_line(document, g_strdup_printf(_("Blind at %s"), stage_name(stage, lang)),
               _("nobody of a panel sees what others gave before the stage is closed; "
                 "the leader does, having submitted"));
    if (*stage->ballot) add_line(document, g_strdup_printf(_("Ballot at %s"), stage_name(stage, lang)), stage->ballot);
  }
}

static void add_declarations(Document *document, const Rules *rules, const char *lang) {
  for (size_t i = 0; i < rules->n_stages; i++) {
    if (!rules->stages[i].declaration) continue;
    g_autofree char *key = g_strdup_printf("declaration-%s", rules->stages[i].id);
    g_autofree char *title = g_strdup_printf(_("Opens at %s"), stage_name(&rules->stages[i], lang));
    document_field(document, key, NULL, cell_text("required"));
    document_field(document, NULL, title, cell_text(_("to assessors who have declared no conflict of interest")));
  }
}

/* -- reserved places, what is told ---------------------------------------------------------------------------- */

static char *reserve_words(const Tier *tier, const Places *places, const Reserve *kept, const char *field) {
  return g_strdup_printf("%s%s%s: %u (%s = %s)", tier->id, *places->class_id ? ", " : "", places->class_id,
                         kept->places, field, kept->value);
}

static void add_reserves(Document *document, const Rules *rules) {
  for (size_t t = 0; t < rules->n_tiers; t++)
    for (size_t p = 0; p < rules->tiers[t].n_places; p++) {
      const Places *places = &rules->tiers[t].places[p];
      for (size_t r = 0; r < places->n_reserves; r++) {
        const Reserve *kept = &places->reserves[r];
        g_autofree char *key = g_strdup_printf("reserved-%s-%zu-%zu", rules->tiers[t].id, p, r);
        g_autofree char *machine = reserve_words(&rules->tiers[t], places, kept, kept->field);
        g_autofree char *words = reserve_words(&rules->tiers[t], places, kept, pack_words(kept->field));
        document_field(document, key, NULL, cell_text(machine));
        document_field(document, NULL, _("Reserved places"), cell_text(words));
      }
    }
}

/* "1000000" as "1,000,000"; what stands after the point stays. */
static void put_money(GString *out, const char *money) {
  size_t whole = strcspn(money, ".");
  for (size_t i = 0; i < whole; i++) {
    if (i > 0 && (whole - i) % 3 == 0) g_string_append_c(out, ',');
    g_string_append_c(out, money[i]);
  }
  g_string_append(out, money + whole);
}

static void add_money(Document *document, const Rules *rules, const char *lang) {
  for (size_t t = 0; t < rules->n_tiers; t++) {
    const Tier *tier = &rules->tiers[t];
    if (!*tier->money && !*tier->currency) continue;
    g_autoptr(GString) words = g_string_new(NULL);
    put_money(words, tier->money);
    g_string_append_printf(words, "%s%s", *tier->money && *tier->currency ? " " : "", tier->currency);
    add_line(document, g_strdup_printf(_("Prize money of %s"), text_in(&tier->title, lang)), words->str);
  }
}

static void add_told(Document *document, const Rules *rules) {
  const struct {
    const char *key, *title;
    unsigned n;
  } told[] = {{"cycle-years", _("Years of a cycle"), rules->cycle_years},
              {"publicity-days", _("Days of publicity"), rules->publicity_days},
              {"objection-days", _("Days for objections"), rules->objection_days},
              {"reapply-years", _("Years until a winner may apply again"), rules->reapply_years}};
  for (size_t i = 0; i < G_N_ELEMENTS(told); i++)
    if (told[i].n > 0) document_field(document, told[i].key, told[i].title, cell_integer(told[i].n));
}

void rules_add_facts(Document *document, const Rules *rules, const char *lang) {
  add_options(document, rules, lang);
  add_roundings(document, rules, lang);
  add_ways(document, rules, lang);
  add_declarations(document, rules, lang);
  add_passes(document, rules, lang);
  add_reserves(document, rules);
  add_money(document, rules, lang);
  add_told(document, rules);
}
