/* pack_stage.c: the stages of a rules pack. */
#include "criteria/pack_private.h"

#include <string.h>

const char *const declaration_names[] = {"none", "required", NULL};
static const char *const missing_names[] = {"ask", "refuse", NULL};

static void load_scale(Loader *loader, const xmlNode *source, Stage *stage) {
  const xmlNode *node = first_child(source, "scale");
  Ratio max = stage->max;
  if (node != NULL) read_number(loader, node, "max", &max);
  int16_t unit = ratio_cmp(max, ratio(INT16_MAX, 100)) > 0 ? 10 : 1;
  Ratio stored = ratio_mul(max, ratio(100, unit));
  stage->scale =
      (Scale){.id = stage->id, .type = SCALE_INTEGER, .unit_sign = "", .unit = unit, .step = (int16_t)(10 / unit)};
  if (stored.den == 1 && stored.num <= INT16_MAX)
    stage->scale.max = (int16_t)stored.num;
  else if (loader->shape_ok)
    fault_at(
        loader->faults, source,
        _("its figures do not fit; a stage's maximum is at most 3276.7, in tenths above 327.67; write smaller ones"));
  if (node != NULL) {
    read_mark(loader, node, "min", unit, &stage->scale.min);
    read_mark(loader, node, "step", unit, &stage->scale.step);
  }
  if (!loader->shape_ok) return;
  if (ratio_cmp(max, stage->max) != 0)
    fault_at(loader->faults, source, _("the largest figure of its scale is not its max; make them equal"));
  if (stage->scale.min < 0) fault_at(loader->faults, source, _("its scale begins below 0, where no mark is; mend min"));
  int span = stage->scale.max - stage->scale.min;
  if (span <= 0 || stage->scale.step <= 0 || span % stage->scale.step != 0) {
    fault_at(loader->faults, source, _("steps from the scale's min do not end at its max; mend step, min or max"));
  }
}

/* A gate that does not say how it is passed is passed by decision: there is nothing else it could be for. */
static void load_pass(Loader *loader, const xmlNode *source, Stage *stage) {
  const xmlNode *node = first_child(source, "pass");
  stage->pass = stage->form == STAGE_GATE ? PASS_DECISION : PASS_ALL;
  stage->pass_value = ratio_int(0);
  if (node == NULL) return;
  stage->pass = (PassBy)read_choice(loader, node, "by", pass_by_names, PASS_ALL);
  bool value = read_number(loader, node, "value", &stage->pass_value);
  bool wanted = stage->pass == PASS_TOP || stage->pass == PASS_RATIO || stage->pass == PASS_FLOOR;
  if (!loader->shape_ok) return;
  if (value != wanted) {
    fault_at(loader->faults, node,
             wanted ? _("it does not say how many or how much; add value") : _("value does not count here; remove it"));
  } else if (stage->pass == PASS_TOP && (stage->pass_value.den != 1 || stage->pass_value.num < 1)) {
    fault_at(loader->faults, node, _("value is how many go on; write a whole number from 1"));
  } else if (stage->pass == PASS_RATIO &&
             (ratio_cmp(stage->pass_value, ratio_int(1)) > 0 || ratio_is_zero(stage->pass_value))) {
    fault_at(loader->faults, node, _("value is the part that goes on; write a fraction up to 1, such as 0.5 or 1/3"));
  } else if (stage->pass == PASS_FLOOR && ratio_cmp(stage->pass_value, ratio_int(100)) > 0) {
    fault_at(loader->faults, node, _("value is a percentage of full marks; write at most 100"));
  }
}

static void load_deductions(Loader *loader, const xmlNode *source, Stage *stage) {
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  Deduction *deductions = arena_array(loader->arena, Deduction, count_children(source, "deduction"));
  for (const xmlNode *node = first_child(source, "deduction"); node != NULL; node = next_like(node, "deduction")) {
    Deduction *deduction = &deductions[stage->n_deductions++];
    deduction->id = read_word_or(loader, node, "id", "");
    deduction->title = read_texts(loader, node, "title", NULL);
    deduction->points = deduction->free = ratio_int(0);
    read_number(loader, node, "points", &deduction->points);
    read_number(loader, node, "free", &deduction->free);
    deduction->unit = read_word_or(loader, node, "unit", "");
    note_id(loader, seen, deduction->id, node);
    if (loader->shape_ok && ratio_is_zero(deduction->points))
      fault_at(loader->faults, node, _("it takes 0 points; write how many, or remove it"));
  }
  stage->deductions = deductions;
}

/* A mark on any scale; the grammar lets it have two decimals. */
static bool read_hundredths(Loader *loader, const xmlNode *node, const char *name, int32_t *ret_mark) {
  Ratio mark;
  if (!read_number(loader, node, name, &mark)) return false;
  *ret_mark = (int32_t)ratio_round(ratio_mul(mark, ratio_int(100)), ROUND_DOWN, ratio_int(1)).num;
  return true;
}

static void load_requirements(Loader *loader, const xmlNode *source, Stage *stage) {
  Requirement *requirements = arena_array(loader->arena, Requirement, count_children(source, "require"));
  for (const xmlNode *node = first_child(source, "require"); node != NULL; node = next_like(node, "require")) {
    Requirement *requirement = &requirements[stage->n_requirements++];
    requirement->what = read_word_or(loader, node, "what", "");
    requirement->min = read_count(loader, node, "min", 0);
    requirement->max = read_count(loader, node, "max", 0);
    read_hundredths(loader, node, "from-mark", &requirement->from_mark);
    requirement->to_set = read_hundredths(loader, node, "to-mark", &requirement->to_mark);
    requirement->strict = read_choice(loader, node, "missing", missing_names, 0) == 1;
    if (requirement->to_set && requirement->to_mark < requirement->from_mark)
      fault_at(loader->faults, node, _("to-mark is below from-mark, so it speaks of no mark; exchange them"));
    if (requirement->max > 0 && requirement->max < requirement->min)
      fault_at(loader->faults, node, _("max is below min, so nobody can meet it; exchange them"));
    if (loader->shape_ok && requirement->max == 0 && requirement->min == 0)
      fault_at(loader->faults, node, _("it asks for nothing; write min or max"));
  }
  stage->requirements = requirements;
}

/* Rounding to a step is meant for the stage itself, where the place is not said. */
static void load_rounding(Loader *loader, const xmlNode *node, RoundingRule *rule) {
  if (!read_rounding(loader, node, "policy", "at", rule)) return;
  if (read_word(loader, node, "at") == NULL)
    rule->at = ROUND_AT_STAGE;
  else if (rule->at == ROUND_AT_TOTAL && rule->policy != ROUND_NONE && loader->shape_ok)
    fault_at(loader->faults, node, _("at is total, which is the award's and no stage's; write item or stage"));
}

static void check_stage(Loader *loader, const xmlNode *node, const Stage *stage) {
  if (!loader->shape_ok) return;
  Faults *faults = loader->faults;
  if (stage->panel_max > 0 && stage->panel_max < stage->panel_min)
    fault_at(faults, node, _("panel-max is below panel-min; exchange them"));
  if (stage->form == STAGE_TOTAL && !stage->max_set)
    fault_at(faults, node, _("a stage that is one figure says its full marks; add max"));
  if (stage->max_set && ratio_is_zero(stage->max)) fault_at(faults, node, _("its max is 0; write full marks above 0"));
  if (stage->form == STAGE_GATE && (stage->max_set || !ratio_is_zero(stage->factor)))
    fault_at(faults, node, _("a gate is passed or not and has no marks; remove max and factor"));
  if (stage->form == STAGE_GATE && stage->declaration)
    fault_at(faults, node, _("nobody marks at a gate, so nobody declares anything; remove declaration"));
  if (stage->form != STAGE_TOTAL && first_child(node, "scale") != NULL) {
    fault_at(faults, node, _("only a stage of form=\"total\" has a scale of its own; remove it"));
  }
  if (stage->form == STAGE_GATE &&
      (stage->pass == PASS_TOP || stage->pass == PASS_RATIO || stage->pass == PASS_FLOOR)) {
    fault_at(faults, node, _("a gate gives no figures to pass by; say <pass by=\"decision\"/>"));
  }
}

static void load_stage(RulesLoader *loader, const xmlNode *node, Stage *stage) {
  Loader *base = &loader->base;
  stage->id = read_word_or(base, node, "id", "");
  stage->title = read_texts(base, node, "title", NULL);
  stage->form = (StageForm)read_choice(base, node, "form", stage_form_names, STAGE_ITEMS);
  stage->max = ratio_int(0);
  stage->max_set = read_number(base, node, "max", &stage->max);
  stage->factor = ratio_int(stage->form != STAGE_GATE);
  read_number(base, node, "factor", &stage->factor);
  stage->panel_min = read_count(base, node, "panel-min", 0);
  stage->panel_max = read_count(base, node, "panel-max", 0);
  stage->blind = read_flag(base, node, "blind", false);
  stage->declaration = read_choice(base, node, "declaration", declaration_names, 0) == 1;
  stage->combination = loader->rules->combination;
  stage->rounding = loader->rules->rounding;
  const xmlNode *combine = first_child(node, "combine"), *round = first_child(node, "round");
  const xmlNode *ballot = first_child(node, "ballot");
  stage->ballot = ballot != NULL ? read_word_or(base, ballot, "rule", "") : "";
  if (combine != NULL) load_combination(base, combine, &stage->combination);
  if (round != NULL) load_rounding(base, round, &stage->rounding);
  if (stage->form == STAGE_TOTAL && stage->max_set) load_scale(base, node, stage);
  load_pass(base, node, stage);
  load_deductions(base, node, stage);
  load_requirements(base, node, stage);
  check_stage(base, node, stage);
}

void load_stages(RulesLoader *loader) {
  Loader *base = &loader->base;
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  loader->stages = arena_array(base->arena, Stage, count_children(loader->root, "stage"));
  loader->rules->stages = loader->stages;
  bool counted = false;
  for (const xmlNode *node = first_child(loader->root, "stage"); node != NULL; node = next_like(node, "stage")) {
    Stage *stage = &loader->stages[loader->rules->n_stages++];
    load_stage(loader, node, stage);
    note_id(base, seen, stage->id, node);
    counted |= !ratio_is_zero(stage->factor);
  }
  if (base->shape_ok && !counted)
    fault_at(base->faults, loader->root,
             _("no stage counts, so there is nothing to rank by; give one a factor above 0"));
}
