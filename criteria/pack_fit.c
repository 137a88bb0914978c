/* pack_fit.c: rules against the criteria they will be used with. */
#include "criteria/pack_private.h"

#include <string.h>

typedef struct Fit {
  const Rules *rules;
  const Criteria *criteria;
  GPtrArray *faults;
  size_t n;
} Fit;

static void note(Fit *fit, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void note(Fit *fit, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *what = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  fit->n++;
  g_ptr_array_add(fit->faults, g_strdup_printf(_("%s with %s: %s"), fit->rules->id, fit->criteria->id, what));
}

static void fit_condition(Fit *fit, const Level *level, const Condition *condition) {
  g_autofree char *fault = condition_fault(fit->criteria, condition);
  if (fault != NULL) note(fit, _("level %s: %s"), level->id, fault);
  for (size_t i = 0; i < condition->n_children; i++) fit_condition(fit, level, &condition->children[i]);
}

static void fit_tie(Fit *fit, const TieKey *key) {
  if (key->type == TIE_SUBTOTAL && criteria_subtotal(fit->criteria, key->ref) == NULL) {
    note(fit, _("tie: the criteria have no subtotal “%s”; name one they have, or other criteria"), key->ref);
  }
  if (key->type == TIE_NODE && criteria_node(fit->criteria, key->ref) == NULL) {
    note(fit, _("tie: the criteria have no node “%s”; name one they have, or other criteria"), key->ref);
  }
}

static void fit_declared(Fit *fit, const DeclaredRule *rule) {
  for (size_t i = 0; i < rule->n_terms; i++) {
    g_autofree char *fault = declared_fault(fit->criteria, &rule->terms[i]);
    if (fault != NULL) note(fit, _("rule %s: %s"), rule->name, fault);
  }
}

static bool has_level(const Fit *fit, const char *id) {
  for (size_t i = 0; i < fit->rules->n_levels; i++) {
    if (strcmp(fit->rules->levels[i].id, id) == 0) return true;
  }
  for (size_t i = 0; i < fit->criteria->n_levels; i++) {
    if (strcmp(fit->criteria->levels[i].id, id) == 0) return true;
  }
  return false;
}

static void fit_tier(Fit *fit, const Tier *tier) {
  if (*tier->level != '\0' && !has_level(fit, tier->level)) {
    note(fit, _("tier %s: neither the rules nor the criteria have the level “%s”; name one they have"), tier->id,
         tier->level);
  }
  if (!tier->has_floor || tier->floor_percent) return;
  Ratio full = rules_full_marks(fit->rules, fit->criteria);
  int order = ratio_cmp(tier->floor, full);
  if (order < 0 || (order == 0 && !tier->floor_exclusive)) return;
  g_autofree char *floor = ratio_short(tier->floor), *most = ratio_short(full);
  note(fit, _("tier %s: its floor of %s points cannot be reached, full marks are %s; lower it"), tier->id, floor, most);
}

static void fit_stage(Fit *fit, const Stage *stage) {
  bool counts = stage->form == STAGE_ITEMS && !ratio_is_zero(stage->factor);
  bool by_total = fit->rules->n_tiers > 0 && fit->rules->n_levels + fit->criteria->n_levels == 0;
  if (counts && by_total && !fit->criteria->has_total && !stage->max_set) {
    note(fit, _("stage %s: the criteria have no total to rank by; choose other criteria or rules"), stage->id);
  }
}

bool pack_check_rules_fit(const Rules *rules, const Criteria *criteria, GPtrArray *faults) {
  Fit fit = {rules, criteria, faults, 0};
  for (size_t i = 0; i < rules->n_stages; i++) fit_stage(&fit, &rules->stages[i]);
  for (size_t i = 0; i < rules->n_tiers; i++) fit_tier(&fit, &rules->tiers[i]);
  for (size_t i = 0; i < rules->n_tie_keys; i++) fit_tie(&fit, &rules->tie_keys[i]);
  for (size_t i = 0; i < rules->n_levels; i++) fit_condition(&fit, &rules->levels[i], &rules->levels[i].condition);
  for (size_t i = 0; i < rules->n_declared; i++) fit_declared(&fit, &rules->declared[i]);
  return fit.n == 0;
}
