/* rules.c: looking things up in loaded rules, alone and together with the criteria they are used with. */
#include "criteria/rules.h"

#include "criteria/arena.h"

#include <string.h>

const char *const combine_method_names[] = {"mean", "median", "trimmed", "judged", NULL};
const char *const apply_at_names[] = {"item", "total", NULL};
const char *const blank_policy_names[] = {"skip-mark", "skip-scorebook", "refuse", NULL};
const char *const stage_form_names[] = {"items", "total", "gate", NULL};
const char *const pass_by_names[] = {"all", "top", "ratio", "floor", "decision", NULL};
const char *const tie_key_names[] = {"stage", "subtotal", "node", NULL};

int rules_stage_index(const Rules *rules, const char *id) {
  for (size_t i = 0; i < rules->n_stages; i++) {
    if (strcmp(rules->stages[i].id, id) == 0) return (int)i;
  }
  return -1;
}

int rules_stage_named(const Rules *rules, const char *name) {
  int index = rules_stage_index(rules, name);
  for (size_t i = 0; index < 0 && i < rules->n_stages; i++)
    if (text_equals(&rules->stages[i].title, name)) index = (int)i;
  return index;
}

int rules_first_marked_stage(const Rules *rules) {
  for (size_t i = 0; i < rules->n_stages; i++)
    if (rules->stages[i].form != STAGE_GATE) return (int)i;
  return -1;
}

const Deduction *stage_deduction_named(const Stage *stage, const char *name) {
  for (size_t i = 0; i < stage->n_deductions; i++)
    if (strcmp(stage->deductions[i].id, name) == 0) return &stage->deductions[i];
  for (size_t i = 0; i < stage->n_deductions; i++)
    if (text_equals(&stage->deductions[i].title, name)) return &stage->deductions[i];
  return NULL;
}

const Stage *rules_stage(const Rules *rules, const char *id) {
  int i = rules_stage_index(rules, id);
  return i >= 0 ? &rules->stages[i] : NULL;
}

const AwardClass *rules_class(const Rules *rules, const char *id) {
  for (size_t i = 0; i < rules->n_classes; i++) {
    if (strcmp(rules->classes[i].id, id) == 0) return &rules->classes[i];
  }
  return NULL;
}

const char *kind_meant(const char *kind) { return kind && *kind ? kind : "organisation"; }

bool class_takes_kind(const AwardClass *class, const char *kind) {
  return *class->kinds == '\0' || strstr(class->kinds, kind_meant(kind)) != NULL;
}

bool rules_keep_places_for(const Rules *rules, const char *field) {
  for (size_t t = 0; t < rules->n_tiers; t++)
    for (size_t p = 0; p < rules->tiers[t].n_places; p++)
      for (size_t r = 0; r < rules->tiers[t].places[p].n_reserves; r++)
        if (g_str_equal(rules->tiers[t].places[p].reserves[r].field, field)) return true;
  return false;
}

const Tier *rules_tier(const Rules *rules, const char *id) {
  for (size_t i = 0; i < rules->n_tiers; i++) {
    if (strcmp(rules->tiers[i].id, id) == 0) return &rules->tiers[i];
  }
  return NULL;
}

const Tier *rules_tier_named(const Rules *rules, const char *name) {
  const Tier *found = rules_tier(rules, name);
  for (size_t i = 0; !found && i < rules->n_tiers; i++)
    if (text_equals(&rules->tiers[i].title, name)) found = &rules->tiers[i];
  return found;
}

bool tier_is_by_people(const Tier *tier) {
  return tier->outside_quota && tier->n_places == 0 && !tier->has_floor && !(tier->level && *tier->level);
}

const Places *tier_places(const Tier *tier, const char *class_id) {
  const Places *any = NULL;
  for (size_t i = 0; i < tier->n_places; i++) {
    if (strcmp(tier->places[i].class_id, class_id) == 0) return &tier->places[i];
    if (*tier->places[i].class_id == '\0') any = &tier->places[i];
  }
  return any;
}

bool rules_tier_is_for(const Rules *rules, const Tier *tier, const char *class_id) {
  if (tier->n_places == 0 || tier_places(tier, class_id)) return true;
  for (const Tier *above = rules->tiers; above < tier; above++)
    if (above->n_places > 0 && g_strcmp0(above->roll_to, tier->id) == 0 && rules_tier_is_for(rules, above, class_id))
      return true;
  return false;
}

const char *rules_check_setting(const Rules *rules, const char *check, const char *name, const char *fallback) {
  for (size_t i = rules->n_check_settings; i-- > 0;) {
    const CheckSetting *setting = &rules->check_settings[i];
    if (strcmp(setting->check, check) == 0 && strcmp(setting->name, name) == 0) return setting->value;
  }
  return fallback;
}

Ratio stage_full_marks(const Stage *stage, const Criteria *criteria) {
  if (stage->form == STAGE_GATE) return ratio_int(0);
  return stage->max_set || stage->form == STAGE_TOTAL ? stage->max : criteria->points;
}

Ratio rules_full_marks(const Rules *rules, const Criteria *criteria) {
  Ratio sum = ratio_int(0);
  for (size_t i = 0; i < rules->n_stages; i++) {
    sum = ratio_add(sum, ratio_mul(rules->stages[i].factor, stage_full_marks(&rules->stages[i], criteria)));
  }
  return sum;
}

bool stage_is_decided(const Stage *stage) { return stage->pass == PASS_DECISION; }

size_t stage_cells(const Stage *stage, const Criteria *criteria) {
  if (stage->form == STAGE_GATE) return 0;
  return stage->form == STAGE_TOTAL ? 1 : criteria->n_cells;
}

const Scale *stage_cell_scale(const Stage *stage, const Criteria *criteria, size_t cell) {
  return stage->form == STAGE_TOTAL ? &stage->scale : criteria->cell_scales[cell];
}

const char *stage_cell_code(const Stage *stage, const Criteria *criteria, size_t cell) {
  return stage->form == STAGE_TOTAL ? "total" : criteria->cell_codes[cell];
}

int stage_cell(const Stage *stage, const Criteria *criteria, const char *code) {
  if (stage->form == STAGE_GATE) return -1;
  if (stage->form == STAGE_TOTAL) return strcmp(code, "total") == 0 ? 0 : -1;
  return criteria_cell(criteria, code);
}

void rules_free(Rules *rules) {
  if (rules == NULL) return;
  arena_free(rules->owner);
  g_free(rules);
}
