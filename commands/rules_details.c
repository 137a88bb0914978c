/* rules_details.c: of a rules pack what goes beyond stages and tiers: options, classes, who passes, deductions,
 * reserved places, settings of checks, and what is told and not computed. */
#include "commands/pack_document.h"
#include "reports/report_head.h"

#include <glib/gi18n.h>

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

static void add_options(Document *document, const Rules *rules) {
  g_autofree char *award = options_of(&rules->combination, &rules->rounding);
  document_field(document, "options", _("Options"), cell_text(award));
  for (size_t i = 0; i < rules->n_stages; i++) {
    const Stage *stage = &rules->stages[i];
    g_autofree char *own = options_of(&stage->combination, stage->rounding.set ? &stage->rounding : &rules->rounding);
    if (stage->form == STAGE_GATE || g_str_equal(own, award)) continue;
    g_autofree char *key = g_strdup_printf("options-%s", stage->id);
    g_autofree char *title = g_strdup_printf(_("Options of %s"), stage->id);
    document_field(document, key, title, cell_text(own));
  }
}

/* -- who passes a stage ----------------------------------------------------------------------------------------- */

static char *pass_words(const Stage *stage) {
  g_autofree char *value = ratio_short(stage->pass_value);
  switch (stage->pass) {
  case PASS_TOP: return g_strdup_printf(_("the best %s, and who ties with the last of them"), value);
  case PASS_RATIO: return g_strdup_printf(_("the best %s of those there, and who ties with the last of them"), value);
  case PASS_FLOOR: return g_strdup_printf(_("who reaches %s %% of full marks"), value);
  case PASS_DECISION: return g_strdup(_("whom a recorded decision lets pass"));
  case PASS_ALL: break;
  }
  return g_strdup(_("everybody"));
}

static void add_passes(Document *document, const Rules *rules) {
  for (size_t i = 0; i < rules->n_stages; i++) {
    const Stage *stage = &rules->stages[i];
    if (stage->pass == PASS_ALL) continue;
    g_autofree char *value = ratio_short(stage->pass_value), *words = pass_words(stage);
    g_autofree char *key = g_strdup_printf("pass-%s", stage->id);
    g_autofree char *title = g_strdup_printf(_("Goes on from %s"), stage->id);
    g_autofree char *rule = stage->pass == PASS_DECISION ? g_strdup(pass_by_names[stage->pass])
                                                         : g_strdup_printf("%s %s", pass_by_names[stage->pass], value);
    document_field(document, key, NULL, cell_text(rule));
    document_field(document, NULL, title, cell_text(words));
  }
}

static void add_declarations(Document *document, const Rules *rules) {
  for (size_t i = 0; i < rules->n_stages; i++) {
    if (!rules->stages[i].declaration) continue;
    g_autofree char *key = g_strdup_printf("declaration-%s", rules->stages[i].id);
    g_autofree char *title = g_strdup_printf(_("Opens at %s"), rules->stages[i].id);
    document_field(document, key, NULL, cell_text("required"));
    document_field(document, NULL, title, cell_text(_("to assessors who have declared no conflict of interest")));
  }
}

/* -- reserved places, what is told ---------------------------------------------------------------------------- */

static void add_reserves(Document *document, const Rules *rules) {
  for (size_t t = 0; t < rules->n_tiers; t++)
    for (size_t p = 0; p < rules->tiers[t].n_places; p++) {
      const Places *places = &rules->tiers[t].places[p];
      for (size_t r = 0; r < places->n_reserves; r++) {
        const Reserve *kept = &places->reserves[r];
        g_autofree char *key = g_strdup_printf("reserved-%s-%zu-%zu", rules->tiers[t].id, p, r);
        g_autofree char *words =
            g_strdup_printf("%s%s%s: %u (%s = %s)", rules->tiers[t].id, *places->class_id ? ", " : "", places->class_id,
                            kept->places, kept->field, kept->value);
        document_field(document, key, _("Reserved places"), cell_text(words));
      }
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

void rules_add_facts(Document *document, const Rules *rules) {
  add_options(document, rules);
  add_declarations(document, rules);
  add_passes(document, rules);
  add_reserves(document, rules);
  add_told(document, rules);
}

/* -- tables ------------------------------------------------------------------------------------------------------ */

static void fill_class(const void *data, size_t i, Cell *cells) {
  const RulesShown *shown = data;
  const AwardClass *award_class = &shown->rules->classes[i];
  cells[0] = cell_text(award_class->id);
  cells[1] = cell_text(text_in(&award_class->title, shown->lang));
  cells[2] = cell_text(award_class->kinds);
  cells[3] = cell_text(award_class->criteria);
}

static void fill_check(const void *data, size_t i, Cell *cells) {
  const CheckSetting *setting = &((const RulesShown *)data)->rules->check_settings[i];
  cells[0] = cell_text(setting->check);
  cells[1] = cell_text(setting->name);
  cells[2] = cell_text(setting->value);
}

/* The i-th deduction of all stages, and its stage. */
static const Deduction *deduction_at(const Rules *rules, size_t i, const Stage **ret_stage) {
  for (size_t s = 0; s < rules->n_stages; s++) {
    *ret_stage = &rules->stages[s];
    if (i < rules->stages[s].n_deductions) return &rules->stages[s].deductions[i];
    i -= rules->stages[s].n_deductions;
  }
  return NULL;
}

static void fill_deduction(const void *data, size_t i, Cell *cells) {
  const RulesShown *shown = data;
  const Stage *stage = NULL;
  const Deduction *deduction = deduction_at(shown->rules, i, &stage);
  cells[0] = cell_text(stage->id);
  cells[1] = cell_text(deduction->id);
  cells[2] = cell_text(text_in(&deduction->title, shown->lang));
  cells[3] = report_points(deduction->points);
  cells[4] = cell_text(deduction->unit ? deduction->unit : "");
  cells[5] = report_points(deduction->free);
}

static void add_deductions(Document *document, const Rules *rules, const char *lang) {
  const Column columns[] = {
      {"stage", _("Stage"), ALIGN_LEFT, FOR_ALL},      {"deduction", _("Deduction"), ALIGN_LEFT, FOR_ALL},
      {"title", _("Title"), ALIGN_LEFT, FOR_ALL},      {"points", _("Points off"), ALIGN_RIGHT, FOR_ALL},
      {"unit", _("per started"), ALIGN_LEFT, FOR_ALL}, {"free", _("free of it"), ALIGN_RIGHT, FOR_ALL},
  };
  size_t n = 0;
  for (size_t s = 0; s < rules->n_stages; s++) n += rules->stages[s].n_deductions;
  if (n == 0) return;
  Table *table = document_table(document, "deductions", _("Deductions"), G_N_ELEMENTS(columns), columns);
  rules_set_rows(table, rules, lang, n, fill_deduction);
}

/* The i-th requirement of all stages, and its stage. */
static const Requirement *requirement_at(const Rules *rules, size_t i, const Stage **ret_stage) {
  for (size_t s = 0; s < rules->n_stages; s++) {
    *ret_stage = &rules->stages[s];
    if (i < rules->stages[s].n_requirements) return &rules->stages[s].requirements[i];
    i -= rules->stages[s].n_requirements;
  }
  return NULL;
}

static void fill_requirement(const void *data, size_t i, Cell *cells) {
  const RulesShown *shown = data;
  const Stage *stage = NULL;
  const Requirement *requirement = requirement_at(shown->rules, i, &stage);
  cells[0] = cell_text(stage->id);
  cells[1] = cell_text(requirement->what);
  cells[2] = cell_integer(requirement->min);
  if (requirement->max > 0) cells[3] = cell_integer(requirement->max);
  if (requirement->from_mark > 0) cells[4] = report_points(ratio(requirement->from_mark, 100));
  if (requirement->to_set) cells[5] = report_points(ratio(requirement->to_mark, 100));
  cells[6] = cell_text(requirement->strict ? "refuse" : "ask");
}

static void add_requirements(Document *document, const Rules *rules, const char *lang) {
  const Column columns[] = {
      {"stage", _("Stage"), ALIGN_LEFT, FOR_ALL},       {"what", _("Wants"), ALIGN_LEFT, FOR_ALL},
      {"min", _("At least"), ALIGN_RIGHT, FOR_ALL},     {"max", _("At most"), ALIGN_RIGHT, FOR_ALL},
      {"from", _("Marks from"), ALIGN_RIGHT, FOR_ALL},  {"to", _("Marks to"), ALIGN_RIGHT, FOR_ALL},
      {"missing", _("Without it"), ALIGN_LEFT, FOR_ALL}};
  size_t n = 0;
  for (size_t s = 0; s < rules->n_stages; s++) n += rules->stages[s].n_requirements;
  if (n == 0) return;
  Table *table =
      document_table(document, "requirements", _("Wanted beside the marks of an item"), G_N_ELEMENTS(columns), columns);
  rules_set_rows(table, rules, lang, n, fill_requirement);
}

void rules_add_tables(Document *document, const Rules *rules, const char *lang) {
  const Column classes[] = {{"class", _("Class"), ALIGN_LEFT, FOR_ALL},
                            {"title", _("Title"), ALIGN_LEFT, FOR_ALL},
                            {"kinds", _("Open to"), ALIGN_LEFT, FOR_ALL},
                            {"criteria", _("Criteria of its own"), ALIGN_LEFT, FOR_ALL}};
  const Column checks[] = {{"check", _("Check"), ALIGN_LEFT, FOR_ALL},
                           {"setting", _("Setting"), ALIGN_LEFT, FOR_ALL},
                           {"value", _("Value"), ALIGN_RIGHT, FOR_ALL}};
  if (rules->n_classes)
    rules_set_rows(document_table(document, "classes", _("Classes"), G_N_ELEMENTS(classes), classes), rules, lang,
                   rules->n_classes, fill_class);
  add_deductions(document, rules, lang);
  add_requirements(document, rules, lang);
  if (rules->n_check_settings)
    rules_set_rows(document_table(document, "checks", _("Settings of checks"), G_N_ELEMENTS(checks), checks), rules,
                   lang, rules->n_check_settings, fill_check);
}
