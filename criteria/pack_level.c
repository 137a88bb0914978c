/* pack_level.c: recognition levels and their conditions, in criteria and in rules. */
#include "criteria/pack_private.h"

#include <string.h>

enum { MOST_CONDITIONS = 500 };

static const char *const condition_names[] = {"all",   "any",     "not",    "total", "subtotal",
                                              "score", "percent", "inband", NULL};

static size_t count_conditions(const xmlNode *node) {
  size_t n = 0;
  for (const xmlNode *child = first_child(node, NULL); child != NULL; child = next_like(child, NULL))
    n += 1 + count_conditions(child);
  return n;
}

static int find_type(const xmlNode *node) {
  for (int i = 0; condition_names[i] != NULL; i++) {
    if (is_named(node, condition_names[i])) return i;
  }
  return -1;
}

static void load_threshold(Loader *loader, const xmlNode *node, Condition *condition) {
  condition->value = ratio_int(0);
  condition->above = read_number(loader, node, "above", &condition->value);
  bool at_least = condition->type == CONDITION_BAND || read_number(loader, node, "at-least", &condition->value);
  if (condition->above != at_least || !loader->shape_ok) return;
  fault_at(loader->faults, node, _("it needs either above or at-least, and only one of them; mend it"));
}

static void load_condition(Loader *loader, const xmlNode *node, const Criteria *criteria, Condition *condition) {
  condition->type = (ConditionType)find_type(node);
  condition->ref = read_word_or(loader, node, condition->type == CONDITION_SUBTOTAL ? "ref" : "node", "total");
  condition->band = condition->type == CONDITION_BAND ? read_word_or(loader, node, "at-least", "") : "";
  if (condition->type > CONDITION_NOT) load_threshold(loader, node, condition);
  Condition *children = arena_array(loader->arena, Condition, count_children(node, NULL));
  for (const xmlNode *child = first_child(node, NULL); child != NULL; child = next_like(child, NULL)) {
    if (find_type(child) < 0) continue;
    load_condition(loader, child, criteria, &children[condition->n_children++]);
  }
  condition->children = children;
  g_autofree char *fault = criteria != NULL && loader->shape_ok ? condition_fault(criteria, condition) : NULL;
  if (fault != NULL) fault_at(loader->faults, node, "%s", fault);
}

/* -- what is wrong with one condition --------------------------------------------------------------------- */

static char *beyond(const Condition *condition, Ratio most) {
  int order = ratio_cmp(condition->value, most);
  if (ratio_is_zero(most) || order < 0 || (order == 0 && !condition->above)) return NULL;
  g_autofree char *value = ratio_short(condition->value), *full = ratio_short(most);
  const char *words = condition->above
                          ? _("nobody can get there: it asks for more than %s, and at most %s can be reached; lower it")
                          : _("nobody can get there: it asks for %s, and at most %s can be reached; lower it");
  return g_strdup_printf(words, value, full);
}

static const Node *item_without(const Node *node, const char *band) {
  if (node->item >= 0) {
    for (size_t i = 0; node->rubric != NULL && i < node->rubric->n_bands; i++) {
      if (strcmp(node->rubric->bands[i].id, band) == 0) return NULL;
    }
    return node;
  }
  for (size_t i = 0; i < node->n_children; i++) {
    const Node *found = item_without(node->children[i], band);
    if (found != NULL) return found;
  }
  return NULL;
}

static char *node_fault(const Criteria *criteria, const Condition *condition) {
  const Node *node = criteria_node(criteria, condition->ref);
  const Subtotal *subtotal = criteria_subtotal(criteria, condition->ref);
  bool total = strcmp(condition->ref, "total") == 0;
  if (condition->type == CONDITION_PERCENT) {
    if (node != NULL || subtotal != NULL || (total && criteria->has_total)) return beyond(condition, ratio_int(100));
    return g_strdup_printf(_("“%s” is no node and no subtotal of the criteria; name one"), condition->ref);
  }
  if (node == NULL)
    return g_strdup_printf(_("there is no node “%s” in the criteria; name the code of one"), condition->ref);
  if (condition->type == CONDITION_SCORE) return beyond(condition, node->points);
  const Node *item = item_without(node, condition->band);
  if (item == NULL) return NULL;
  return g_strdup_printf(_("the rubric of item %s has no band “%s”; name one it has"), item->code, condition->band);
}

char *condition_fault(const Criteria *criteria, const Condition *condition) {
  switch (condition->type) {
  case CONDITION_ALL:
  case CONDITION_ANY:
  case CONDITION_NOT: return NULL;
  case CONDITION_TOTAL:
    if (criteria->has_total) return beyond(condition, criteria->points);
    return g_strdup(_("the criteria have no total; ask for the score of a node"));
  case CONDITION_SUBTOTAL: {
    const Subtotal *subtotal = criteria_subtotal(criteria, condition->ref);
    if (subtotal != NULL) return beyond(condition, subtotal->points);
    return g_strdup_printf(_("the criteria have no subtotal “%s”; name one they have"), condition->ref);
  }
  case CONDITION_SCORE:
  case CONDITION_PERCENT:
  case CONDITION_BAND: return node_fault(criteria, condition);
  }
  return NULL;
}

/* -- levels ---------------------------------------------------------------------------------------------------- */

static bool same_condition(const Condition *a, const Condition *b) {
  bool same = a->type == b->type && a->above == b->above && a->n_children == b->n_children &&
              strcmp(a->ref, b->ref) == 0 && strcmp(a->band, b->band) == 0 && ratio_cmp(a->value, b->value) == 0;
  for (size_t i = 0; same && i < a->n_children; i++) same = same_condition(&a->children[i], &b->children[i]);
  return same;
}

static void check_shadow(Loader *loader, const xmlNode *node, const Level *levels, size_t i) {
  for (size_t j = 0; j < i; j++) {
    bool rivals = *levels[i].track != '\0' && strcmp(levels[i].track, levels[j].track) == 0;
    if (!rivals || !same_condition(&levels[i].condition, &levels[j].condition)) continue;
    fault_at(loader->faults, node,
             _("it asks for the same as the level “%s” of its track, so one of them is never given; change one"),
             levels[j].id);
  }
}

static void load_level(Loader *loader, const xmlNode *node, const Criteria *criteria, Level *level) {
  level->id = read_word_or(loader, node, "id", "");
  level->track = read_word_or(loader, node, "track", "");
  level->title = read_texts(loader, node, "title", NULL);
  level->condition = (Condition){.ref = "", .band = "", .value = ratio_int(0)};
  for (const xmlNode *child = first_child(node, NULL); child != NULL; child = next_like(child, NULL)) {
    if (find_type(child) < 0) continue;
    load_condition(loader, child, criteria, &level->condition);
    return;
  }
}

size_t load_levels(Loader *loader, const xmlNode *root, const Criteria *criteria, const Level **ret_levels) {
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  Level *levels = arena_array(loader->arena, Level, count_children(root, "level"));
  size_t n = 0;
  *ret_levels = levels;
  for (const xmlNode *node = first_child(root, "level"); node != NULL; node = next_like(node, "level")) {
    if (count_conditions(node) > MOST_CONDITIONS) {
      fault_at(loader->faults, node, _("it has more than 500 conditions; no award asks for so much, take some out"));
      continue;
    }
    load_level(loader, node, criteria, &levels[n]);
    note_id(loader, seen, levels[n].id, node);
    if (loader->shape_ok) check_shadow(loader, node, levels, n);
    n++;
  }
  return n;
}
