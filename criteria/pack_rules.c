/* pack_rules.c: a Rules out of the tree of a rules pack: all but its stages and tiers, which have files of their own. */
#include "criteria/pack_private.h"

#include <string.h>

const char *const fallback_names[] = {"mean", "median", NULL};

static void check_combination(Loader *loader, const xmlNode *node, const Combination *combination) {
  bool drop = read_word(loader, node, "drop") != NULL, trim = read_word(loader, node, "trim") != NULL;
  bool trimmed = combination->method == METHOD_TRIMMED;
  if (drop && trim) fault_at(loader->faults, node, _("it says both drop and trim; keep one"));
  if ((drop || trim) && !trimmed)
    fault_at(loader->faults, node, _("drop and trim only count with method=\"trimmed\"; add it, or remove them"));
  if (trim && ratio_cmp(combination->trim, ratio(1, 2)) >= 0)
    fault_at(loader->faults, node, _("trim takes half or more from each end; write a fraction below 0.5"));
  if (trimmed && combination->minimum > 0 && ratio_is_zero(combination->trim) &&
      combination->minimum <= 2 * combination->drop) {
    fault_at(loader->faults, node,
             _("with %u marks nothing is left after dropping %u at each end; set minimum to %u or more"),
             combination->minimum, combination->drop, 2 * combination->drop + 1);
  }
}

void load_combination(Loader *loader, const xmlNode *node, Combination *combination) {
  combination->method =
      (CombineMethod)read_choice(loader, node, "method", combine_method_names, (int)combination->method);
  combination->fallback =
      (CombineMethod)read_choice(loader, node, "fallback", fallback_names, (int)combination->fallback);
  combination->apply_at = (ApplyAt)read_choice(loader, node, "apply-at", apply_at_names, (int)combination->apply_at);
  combination->blank = (BlankPolicy)read_choice(loader, node, "blank", blank_policy_names, (int)combination->blank);
  combination->minimum = read_count(loader, node, "minimum", combination->minimum);
  if (read_word(loader, node, "drop") != NULL) combination->trim = ratio_int(0);
  combination->drop = read_count(loader, node, "drop", combination->drop);
  bool trimmed = read_word(loader, node, "trim") != NULL;
  read_number(loader, node, "trim", &combination->trim);
  if (trimmed && ratio_is_zero(combination->trim)) combination->drop = 0;
  if (loader->shape_ok) check_combination(loader, node, combination);
}

static void load_head(RulesLoader *loader) {
  Loader *base = &loader->base;
  Rules *rules = loader->rules;
  rules->id = read_word_or(base, loader->root, "id", "");
  rules->edition = read_word_or(base, loader->root, "edition", "");
  rules->status = read_word_or(base, loader->root, "status", "");
  rules->title = read_texts(base, loader->root, "title", NULL);
  rules->note = read_texts(base, loader->root, "note", NULL);
  rules->combination = (Combination){.drop = 1, .trim = ratio_int(0)};
  rules->rounding = (RoundingRule){.step = ratio(1, 100), .at = ROUND_AT_TOTAL};
  const xmlNode *combine = first_child(loader->root, "combine"), *round = first_child(loader->root, "round");
  if (combine != NULL) load_combination(base, combine, &rules->combination);
  if (round != NULL) read_rounding(base, round, "policy", "at", &rules->rounding);
}

static void load_sources(RulesLoader *loader) {
  Loader *base = &loader->base;
  RulesSource *sources = arena_array(base->arena, RulesSource, count_children(loader->root, "source"));
  for (const xmlNode *node = first_child(loader->root, "source"); node != NULL; node = next_like(node, "source")) {
    RulesSource *source = &sources[loader->rules->n_sources++];
    source->title = read_word_or(base, node, "title", "");
    source->reference = read_word_or(base, node, "reference", "");
    source->mark = read_word_or(base, node, "mark", "");
  }
  loader->rules->sources = sources;
}

static void check_kinds(Loader *loader, const xmlNode *node, const char *kinds) {
  static const char *const known[] = {"organisation", "project", "person", "team", NULL};
  g_auto(GStrv) words = g_strsplit(kinds, " ", 20);
  for (size_t i = 0; words[i] != NULL; i++) {
    if (*words[i] == '\0' || g_strv_contains(known, words[i])) continue;
    g_autofree char *list = quoted_list(known);
    fault_at(loader->faults, node, _("applicants have no kind “%s”; the kinds are %s"), words[i], list);
  }
}

static void load_classes(RulesLoader *loader) {
  Loader *base = &loader->base;
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  AwardClass *classes = arena_array(base->arena, AwardClass, count_children(loader->root, "class"));
  for (const xmlNode *node = first_child(loader->root, "class"); node != NULL; node = next_like(node, "class")) {
    AwardClass *class = &classes[loader->rules->n_classes++];
    class->id = read_word_or(base, node, "id", "");
    class->title = read_texts(base, node, "title", NULL);
    class->criteria = read_word_or(base, node, "criteria", "");
    class->kinds = read_word_or(base, node, "kinds", "");
    note_id(base, seen, class->id, node);
    check_kinds(base, node, class->kinds);
  }
  loader->rules->classes = classes;
}

static void load_vetoes(RulesLoader *loader) {
  Loader *base = &loader->base;
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  Veto *vetoes = arena_array(base->arena, Veto, count_children(loader->root, "veto"));
  for (const xmlNode *node = first_child(loader->root, "veto"); node != NULL; node = next_like(node, "veto")) {
    Veto *veto = &vetoes[loader->rules->n_vetoes++];
    veto->id = read_word_or(base, node, "id", "");
    veto->title = read_texts(base, node, "title", NULL);
    veto->years = read_count(base, node, "years", 0);
    note_id(base, seen, veto->id, node);
  }
  loader->rules->vetoes = vetoes;
}

static char *scored_stages(const Rules *rules) {
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  for (size_t i = 0; i < rules->n_stages; i++)
    if (rules->stages[i].form != STAGE_GATE) g_ptr_array_add(ids, (gpointer)rules->stages[i].id);
  g_ptr_array_add(ids, NULL);
  return quoted_list((const char *const *)ids->pdata);
}

static void check_tie(RulesLoader *loader, const xmlNode *node, size_t i) {
  const TieKey *key = &loader->rules->tie_keys[i];
  for (size_t j = 0; j < i; j++) {
    const TieKey *before = &loader->rules->tie_keys[j];
    if (before->type != key->type || strcmp(before->ref, key->ref) != 0) continue;
    fault_at(loader->base.faults, node, _("the same tie key stands before it, so this one never decides; remove it"));
  }
  if (key->type != TIE_STAGE) return;
  const Stage *stage = rules_stage(loader->rules, key->ref);
  if (stage != NULL && stage->form != STAGE_GATE) return;
  g_autofree char *known = scored_stages(loader->rules);
  fault_at(loader->base.faults, node,
           _("“%s” is not a scored stage of these rules, so it cannot break a tie; scored stages are %s"), key->ref,
           known);
}

static void load_ties(RulesLoader *loader) {
  Loader *base = &loader->base;
  TieKey *keys = arena_array(base->arena, TieKey, count_children(loader->root, "tie"));
  loader->rules->tie_keys = keys;
  for (const xmlNode *node = first_child(loader->root, "tie"); node != NULL; node = next_like(node, "tie")) {
    size_t i = loader->rules->n_tie_keys++;
    keys[i].type = (TieKeyType)read_choice(base, node, "by", tie_key_names, TIE_STAGE);
    keys[i].ref = read_word_or(base, node, "ref", "");
    if (base->shape_ok) check_tie(loader, node, i);
  }
}

static void load_checks(RulesLoader *loader) {
  static const char *const severities[] = {"off", "note", "warn", "error", NULL};
  Loader *base = &loader->base;
  CheckSetting *settings = arena_array(base->arena, CheckSetting, count_children(loader->root, "check"));
  for (const xmlNode *node = first_child(loader->root, "check"); node != NULL; node = next_like(node, "check")) {
    CheckSetting *setting = &settings[loader->rules->n_check_settings++];
    setting->check = read_word_or(base, node, "name", "");
    setting->name = read_word_or(base, node, "set", "");
    setting->value = read_word_or(base, node, "value", "");
    if (strcmp(setting->name, "severity") != 0 || g_strv_contains(severities, setting->value)) continue;
    g_autofree char *list = quoted_list(severities);
    fault_at(base->faults, node, _("there is no severity “%s”; it is one of %s"), setting->value, list);
  }
  loader->rules->check_settings = settings;
}

static void load_reason_codes(RulesLoader *loader) {
  Loader *base = &loader->base;
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  ReasonCode *codes = arena_array(base->arena, ReasonCode, count_children(loader->root, "reason-code"));
  for (const xmlNode *node = first_child(loader->root, "reason-code"); node; node = next_like(node, "reason-code")) {
    ReasonCode *code = &codes[loader->rules->n_reason_codes++];
    code->id = read_word_or(base, node, "id", "");
    code->title = read_texts(base, node, "title", NULL);
    if (!g_hash_table_add(seen, (char *)code->id))
      fault_at(base->faults, node, _("there are two reason codes “%s”; keep one"), code->id);
  }
  loader->rules->reason_codes = codes;
}

static void load_told(RulesLoader *loader) {
  Loader *base = &loader->base;
  Rules *rules = loader->rules;
  const xmlNode *principle = first_child(loader->root, "principle"), *told = first_child(loader->root, "told");
  rules->principle = principle != NULL ? read_word_or(base, principle, "is", "") : "";
  if (told == NULL) return;
  rules->cycle_years = read_count(base, told, "cycle-years", 0);
  rules->publicity_days = read_count(base, told, "publicity-days", 0);
  rules->objection_days = read_count(base, told, "objection-days", 0);
  rules->reapply_years = read_count(base, told, "reapply-years", 0);
}

Rules *load_rules(xmlDoc *doc, bool shape_ok, Faults *faults) {
  xmlNode *root = xmlDocGetRootElement(doc);
  if (!shape_ok && count_elements(root) > MOST_ELEMENTS) return NULL;
  g_autoptr(Rules) rules = g_new0(Rules, 1);
  RulesLoader loader = {{arena_new(), faults, shape_ok}, rules, root, NULL};
  rules->owner = loader.base.arena;
  load_head(&loader);
  load_sources(&loader);
  load_classes(&loader);
  load_stages(&loader);
  load_tiers(&loader);
  load_vetoes(&loader);
  load_ties(&loader);
  rules->n_levels = load_levels(&loader.base, root, NULL, &rules->levels);
  load_checks(&loader);
  load_declared(&loader);
  load_reason_codes(&loader);
  load_told(&loader);
  return faults->n == 0 ? g_steal_pointer(&rules) : NULL;
}
