/* pack_tier.c: the tiers of a rules pack: each can be reached, and unused places roll to an end. */
#include "criteria/pack_private.h"

#include <string.h>

static void load_floor(Loader *loader, const xmlNode *source, Tier *tier) {
  const xmlNode *node = first_child(source, "floor");
  tier->floor = ratio_int(0);
  if (node == NULL) return;
  tier->has_floor = true;
  tier->floor_exclusive = read_flag(loader, node, "exclusive", false);
  bool points = read_number(loader, node, "points", &tier->floor);
  tier->floor_percent = read_number(loader, node, "percent", &tier->floor);
  if (!loader->shape_ok) return;
  if (points == tier->floor_percent) {
    fault_at(loader->faults, node, _("it needs either percent or points, and only one of them; mend it"));
  } else if (tier->floor_percent && tier->floor_exclusive && ratio_cmp(tier->floor, ratio_int(100)) >= 0) {
    fault_at(loader->faults, node, _("nobody can be above 100 percent; lower the floor, or say exclusive=\"no\""));
  }
}

static void load_reserves(Loader *loader, const xmlNode *source, Places *places) {
  Reserve *reserves = arena_array(loader->arena, Reserve, count_children(source, "reserve"));
  unsigned sum = 0;
  for (const xmlNode *node = first_child(source, "reserve"); node != NULL; node = next_like(node, "reserve")) {
    Reserve *reserve = &reserves[places->n_reserves++];
    reserve->places = read_count(loader, node, "places", 0);
    reserve->field = read_word_or(loader, node, "field", "");
    reserve->value = read_word_or(loader, node, "value", "");
    sum += reserve->places;
  }
  places->reserves = reserves;
  if (sum > places->most)
    fault_at(loader->faults, source, _("%u places are reserved, but there are only %u; mend one of them"), sum,
             places->most);
}

static void load_places(RulesLoader *loader, const xmlNode *source, Tier *tier) {
  Loader *base = &loader->base;
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  Places *places = arena_array(base->arena, Places, count_children(source, "places"));
  for (const xmlNode *node = first_child(source, "places"); node != NULL; node = next_like(node, "places")) {
    Places *place = &places[tier->n_places++];
    place->class_id = read_word_or(base, node, "class", "");
    place->most = read_count(base, node, "most", G_MAXUINT);
    load_reserves(base, node, place);
    note_id(base, seen, place->class_id, node);
    if (*place->class_id == '\0' || rules_class(loader->rules, place->class_id) != NULL) continue;
    g_autofree char *known = quoted_ids(loader->root, "class", "id");
    fault_at(base->faults, node, _("there is no class “%s” in these rules; there are: %s"), place->class_id, known);
  }
  tier->places = places;
}

static void load_tier(RulesLoader *loader, const xmlNode *node, Tier *tier) {
  Loader *base = &loader->base;
  tier->id = read_word_or(base, node, "id", "");
  tier->title = read_texts(base, node, "title", NULL);
  tier->level = read_word_or(base, node, "level", "");
  tier->outside_quota = read_flag(base, node, "outside-quota", false);
  tier->roll_to = read_word_or(base, node, "roll-to", "");
  tier->money = read_word_or(base, node, "money", "");
  tier->currency = read_word_or(base, node, "currency", "");
  load_floor(base, node, tier);
  load_places(loader, node, tier);
}

static void check_roll(RulesLoader *loader, const xmlNode *node, const Tier *tier) {
  const Tier *at = tier;
  for (size_t steps = 0; *at->roll_to != '\0'; steps++) {
    const Tier *next = rules_tier(loader->rules, at->roll_to);
    if (next == NULL) {
      g_autofree char *known = quoted_ids(loader->root, "tier", "id");
      if (at == tier)
        fault_at(loader->base.faults, node, _("roll-to names the tier “%s”, which is not there; there are: %s"),
                 at->roll_to, known);
      return;
    }
    if (next == tier) {
      fault_at(loader->base.faults, node,
               _("unused places would roll from tier to tier and back to “%s”; remove one roll-to of the circle"),
               tier->id);
      return;
    }
    if (steps > loader->rules->n_tiers) return;
    at = next;
  }
}

/* Of every class; one that the tier keeps no places for goes by it. */
static bool takes_all(const Rules *rules, const Tier *tier) {
  for (size_t i = 0; i < tier->n_places; i++) {
    if (tier->places[i].most != G_MAXUINT) return false;
  }
  for (size_t c = 0; c < rules->n_classes && tier->n_places > 0; c++) {
    if (tier_places(tier, rules->classes[c].id) == NULL) return false;
  }
  return *tier->level == '\0' && !tier_is_by_people(tier);
}

/* A tier that takes everybody its floor lets through leaves none for a later one whose floor is not lower. */
static void check_shadow(RulesLoader *loader, const xmlNode *node, size_t i) {
  const Tier *tier = &loader->rules->tiers[i];
  for (size_t j = 0; j < i; j++) {
    const Tier *higher = &loader->rules->tiers[j];
    bool comparable = !higher->has_floor || (tier->has_floor && higher->floor_percent == tier->floor_percent);
    if (!comparable || !takes_all(loader->rules, higher)) continue;
    int order = higher->has_floor ? ratio_cmp(tier->floor, higher->floor) : 1;
    if (order < 0 || (order == 0 && higher->floor_exclusive && !tier->floor_exclusive)) continue;
    fault_at(loader->base.faults, node,
             _("nobody can get it: the tier “%s” before it takes all who reach its floor; limit its places, or raise "
               "its floor"),
             higher->id);
    return;
  }
}

void load_tiers(RulesLoader *loader) {
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  Tier *tiers = arena_array(loader->base.arena, Tier, count_children(loader->root, "tier"));
  loader->rules->tiers = tiers;
  for (const xmlNode *node = first_child(loader->root, "tier"); node != NULL; node = next_like(node, "tier")) {
    Tier *tier = &tiers[loader->rules->n_tiers++];
    load_tier(loader, node, tier);
    note_id(&loader->base, seen, tier->id, node);
  }
  if (!loader->base.shape_ok) return;
  const xmlNode *node = first_child(loader->root, "tier");
  for (size_t i = 0; i < loader->rules->n_tiers; i++, node = next_like(node, "tier")) {
    check_roll(loader, node, &tiers[i]);
    check_shadow(loader, node, i);
  }
}
