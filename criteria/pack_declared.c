/* pack_declared.c: checks of the award's own: <rule> with its terms. What they refer to in the criteria is checked with
 * those at hand. */
#include "criteria/pack_private.h"

#include <string.h>

const char *const rule_figure_names[] = {"percent",  "band",          "spread", "self-minus-panel", "strengths", "ofis",
                                         "comments", "stage-percent", NULL};
const char *const rule_each_names[] = {"applicant", "item", "scorebook", "mark", NULL};
const char *const rule_order_names[] = {"above", "at-least", "below", "at-most", NULL};

static bool is_stage(const RulesLoader *loader, const char *id) {
  const Stage *stage = rules_stage(loader->rules, id);
  return stage != NULL && stage->form != STAGE_GATE;
}

static void check_stage(RulesLoader *loader, const xmlNode *node, const char *id) {
  if (*id == '\0' || is_stage(loader, id)) return;
  fault_at(loader->base.faults, node, _("“%s” is not a scored stage of these rules; name one that is"), id);
}

static void check_term(RulesLoader *loader, const xmlNode *node, const DeclaredRule *rule, const RuleTerm *term) {
  Faults *faults = loader->base.faults;
  if (term->figure == FIGURE_STAGE) {
    if (*term->of == '\0') fault_at(faults, node, _("a stage's percent needs a stage; name it with of"));
    check_stage(loader, node, term->of);
    check_stage(loader, node, term->than);
    return;
  }
  if (*term->of == '\0' && !rule_has_item(rule->each))
    fault_at(faults, node,
             _("it says the figure of nothing; name an item with of, or write each=\"item\" in the rule"));
  if (*term->of != '\0' && strcmp(term->of, term->than) == 0)
    fault_at(faults, node, _("it compares “%s” with itself; name another"), term->of);
}

static void load_term(RulesLoader *loader, const xmlNode *node, const DeclaredRule *rule, RuleTerm *term) {
  Loader *base = &loader->base;
  term->figure = (RuleFigure)read_choice(base, node, "figure", rule_figure_names, FIGURE_PERCENT);
  term->order = (RuleOrder)read_choice(base, node, "is", rule_order_names, RULE_ABOVE);
  term->of = read_word_or(base, node, "of", "");
  term->than = read_word_or(base, node, "than", "");
  term->value = ratio_int(0);
  bool valued = read_number(base, node, "value", &term->value);
  if (!base->shape_ok) return;
  if (!valued && *term->than == '\0')
    fault_at(base->faults, node, _("it compares with nothing; write value, than, or both"));
  check_term(loader, node, rule, term);
}

/* Does the term say the same whichever item, scorebook or mark is in hand? */
static bool is_fixed(const RuleTerm *term, RuleEach each) {
  bool of_panel = term->figure == FIGURE_SPREAD || term->figure == FIGURE_SELF;
  if (term->figure == FIGURE_STAGE) return true;
  if (rule_has_item(each) && *term->of != '\0') return true;
  return rule_has_scorebook(each) && of_panel;
}

static void check_each(RulesLoader *loader, const xmlNode *node, const DeclaredRule *rule) {
  Faults *faults = loader->base.faults;
  size_t fixed = 0;
  for (size_t i = 0; i < rule->n_terms; i++) fixed += is_fixed(&rule->terms[i], rule->each);
  if (*rule->kind != '\0' && !rule_has_item(rule->each))
    fault_at(faults, node, _("kind chooses among items, and this rule is not asked of each; add each=\"item\""));
  if (rule->each != EACH_APPLICANT && fixed == rule->n_terms)
    fault_at(faults, node,
             _("no term asks about what each=\"%s\" goes through; leave out each, or of in one of the terms"),
             rule_each_names[rule->each]);
}

static void load_rule(RulesLoader *loader, const xmlNode *node, DeclaredRule *rule) {
  Loader *base = &loader->base;
  rule->name = read_word_or(base, node, "name", "");
  rule->severity = read_word_or(base, node, "severity", "note");
  rule->title = read_texts(base, node, "title", NULL);
  rule->stage = read_word_or(base, node, "stage", "");
  rule->kind = read_word_or(base, node, "kind", "");
  rule->each = (RuleEach)read_choice(base, node, "each", rule_each_names, EACH_APPLICANT);
  RuleTerm *terms = arena_array(base->arena, RuleTerm, count_children(node, "when"));
  for (const xmlNode *when = first_child(node, "when"); when != NULL; when = next_like(when, "when"))
    load_term(loader, when, rule, &terms[rule->n_terms++]);
  rule->terms = terms;
  if (!base->shape_ok) return;
  check_stage(loader, node, rule->stage);
  check_each(loader, node, rule);
}

void load_declared(RulesLoader *loader) {
  Loader *base = &loader->base;
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  DeclaredRule *rules = arena_array(base->arena, DeclaredRule, count_children(loader->root, "rule"));
  for (const xmlNode *node = first_child(loader->root, "rule"); node != NULL; node = next_like(node, "rule")) {
    DeclaredRule *rule = &rules[loader->rules->n_declared++];
    load_rule(loader, node, rule);
    if (!g_hash_table_add(seen, (char *)rule->name))
      fault_at(base->faults, node, _("there are two rules “%s”; keep one"), rule->name);
  }
  loader->rules->declared = rules;
}

static char *ref_fault(const Criteria *criteria, RuleFigure figure, const char *ref) {
  const Node *node = criteria_node(criteria, ref);
  if (*ref == '\0' || (node != NULL && node->item >= 0)) return NULL;
  if (figure != FIGURE_PERCENT)
    return g_strdup_printf(_("“%s” is no item of the criteria, and only items have that figure; name one"), ref);
  bool known =
      node != NULL || criteria_subtotal(criteria, ref) != NULL || (criteria->has_total && strcmp(ref, "total") == 0);
  if (known) return NULL;
  return g_strdup_printf(_("“%s” is no node and no subtotal of the criteria; name one"), ref);
}

char *declared_fault(const Criteria *criteria, const RuleTerm *term) {
  if (term->figure == FIGURE_STAGE) return NULL;
  char *fault = ref_fault(criteria, term->figure, term->of);
  return fault != NULL ? fault : ref_fault(criteria, term->figure, term->than);
}
