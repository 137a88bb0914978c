/* pack_criteria.c: a Criteria out of the tree of a criteria pack: the parts in order, then what belongs to the whole. */
#include "criteria/pack_private.h"

#include <string.h>

enum { MOST_NODES = 5000 };

static const char *const na_names[] = {"none", "redistribute", "shrink", "zero", NULL};

static bool is_node(const xmlNode *node) { return is_named(node, "node") || is_named(node, "item"); }

static size_t count_nodes(const xmlNode *parent) {
  size_t n = 0;
  for (const xmlNode *child = first_child(parent, NULL); child != NULL; child = next_like(child, NULL)) {
    if (is_node(child)) n += 1 + count_nodes(child);
  }
  return n;
}

/* -- one node ---------------------------------------------------------------------------------------- */

static void load_questions(Loader *loader, const xmlNode *source, Node *node) {
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  Question *questions = arena_array(loader->arena, Question, count_children(source, "question"));
  for (const xmlNode *at = first_child(source, "question"); at != NULL; at = next_like(at, "question")) {
    Question *question = &questions[node->n_questions++];
    question->code = read_word_or(loader, at, "code", "");
    if (*question->code != '\0') note_id(loader, seen, question->code, at);
    question->text = read_texts(loader, at, "text", NULL);
  }
  node->questions = questions;
}

static void load_shares(CriteriaLoader *loader, const xmlNode *source, Node *node, bool *ret_has_points) {
  Loader *base = &loader->base;
  node->points = node->share = node->min_share = node->weight = ratio_int(0);
  node->max_share = ratio_int(100);
  *ret_has_points = read_number(base, source, "points", &node->points);
  bool share = read_number(base, source, "share", &node->share);
  read_number(base, source, "min-share", &node->min_share);
  read_number(base, source, "max-share", &node->max_share);
  node->adjustable = strcmp(read_word_or(base, source, "weights", "fixed"), "adjustable") == 0;
  if (!base->shape_ok) return;
  if (share && *ret_has_points) fault_at(base->faults, source, _("it has both points and share; keep one"));
  if (share && ratio_is_zero(node->share))
    fault_at(base->faults, source, _("its share is 0; give it more, or say advisory=\"yes\""));
  if (ratio_cmp(node->min_share, node->max_share) > 0)
    fault_at(base->faults, source, _("min-share is above max-share; exchange them"));
  bool limits = read_word(base, source, "min-share") != NULL || read_word(base, source, "max-share") != NULL;
  if (limits && !node->adjustable) {
    fault_at(base->faults, source,
             _("min-share and max-share only count with weights=\"adjustable\"; add it, or remove them"));
  }
}

static void load_rubric_of(CriteriaLoader *loader, const xmlNode *source, Node *node) {
  Loader *base = &loader->base;
  const char *id = read_word(base, source, "rubric");
  node->rubric = id != NULL ? find_rubric(loader, id) : NULL;
  node->item = (int)loader->criteria->n_items++;
  if (id != NULL && node->rubric == NULL) {
    g_autofree char *known = quoted_ids(loader->root, "rubric", "id");
    fault_at(base->faults, source, _("the rubric “%s” is not defined in this pack; it has %s"), id, known);
  }
  if (strcmp(node->kind, "context") == 0) {
    fault_at(base->faults, source,
             _("an item is scored, but what is of kind “context” is not; make it a <node>, or change the kind"));
  }
}

static void load_node(CriteriaLoader *loader, const xmlNode *source, const Node *parent, Node *node) {
  Loader *base = &loader->base;
  size_t i = (size_t)(node - loader->nodes);
  loader->sources[i] = source;
  node->code = read_word_or(base, source, "code", "");
  node->parent = parent;
  node->kind = read_word_or(base, source, "kind", parent != NULL ? parent->kind : "");
  node->title = read_texts(base, source, "title", NULL);
  node->hint = read_texts(base, source, "hint", NULL);
  node->advisory = read_flag(base, source, "advisory", parent != NULL && parent->advisory);
  int inherited = (int)(parent != NULL ? parent->not_applicable : loader->not_applicable);
  node->not_applicable = (NotApplicable)read_choice(base, source, "not-applicable", na_names, inherited);
  node->item = -1;
  load_questions(base, source, node);
  load_shares(loader, source, node, &loader->has_points[i]);
  if (is_named(source, "item")) load_rubric_of(loader, source, node);
  if (parent != NULL && parent->advisory && !node->advisory) {
    fault_at(base->faults, source, _("it lies in an advisory node and so cannot count; remove advisory=\"no\""));
  }
}

/* -- the tree ------------------------------------------------------------------------------------------- */

static size_t load_children(CriteriaLoader *loader, const xmlNode *source, Node *parent,
                            const Node *const **ret_children) {
  size_t n = 0, most = 0;
  for (const xmlNode *at = first_child(source, NULL); at != NULL; at = next_like(at, NULL)) most += is_node(at);
  const Node **children = arena_array(loader->base.arena, const Node *, most);
  for (const xmlNode *at = first_child(source, NULL); at != NULL; at = next_like(at, NULL)) {
    if (!is_node(at)) continue;
    Node *node = &loader->nodes[loader->criteria->n_nodes++];
    load_node(loader, at, parent, node);
    children[n++] = node;
    node->n_children = load_children(loader, at, node, &node->children);
  }
  *ret_children = children;
  return n;
}

static void index_nodes(CriteriaLoader *loader) {
  Loader *base = &loader->base;
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (size_t i = 0; i < loader->criteria->n_nodes; i++) {
    const Node *node = &loader->nodes[i];
    note_id(base, seen, node->code, loader->sources[i]);
    g_hash_table_insert(base->arena->nodes, (gpointer)node->code, (gpointer)node);
    if (strcmp(node->code, "total") == 0)
      fault_at(base->faults, loader->sources[i], _("the code “total” is kept for the sum of all; choose another"));
  }
}

static void load_cells(CriteriaLoader *loader) {
  Criteria *criteria = loader->criteria;
  Arena *arena = loader->base.arena;
  const Node **items = arena_array(arena, const Node *, criteria->n_items);
  size_t n = 0;
  for (size_t i = 0; i < criteria->n_nodes; i++) {
    if (loader->nodes[i].item < 0) continue;
    items[loader->nodes[i].item] = &loader->nodes[i];
    n += loader->nodes[i].rubric != NULL ? loader->nodes[i].rubric->n_cells : 0;
  }
  const char **codes = arena_array(arena, const char *, n);
  const Scale **scales = arena_array(arena, const Scale *, n);
  for (size_t i = 0; i < criteria->n_items; i++) {
    Node *item = &loader->nodes[items[i] - loader->nodes];
    item->cell = criteria->n_cells;
    for (size_t d = 0; item->rubric != NULL && d < item->rubric->n_cells; d++) {
      bool single = item->rubric->combine == COMBINE_JUDGED || item->rubric->n_dimensions == 0;
      g_autofree char *code =
          single ? g_strdup(item->code) : g_strdup_printf("%s/%s", item->code, item->rubric->dimensions[d].id);
      scales[criteria->n_cells] = item->rubric->scale;
      codes[criteria->n_cells++] = arena_string(arena, code);
      g_hash_table_insert(arena->cells, (gpointer)codes[criteria->n_cells - 1],
                          GINT_TO_POINTER((int)criteria->n_cells));
    }
  }
  criteria->items = items;
  criteria->cell_codes = codes;
  criteria->cell_scales = scales;
}

/* The tree of nodes, its items and cells. */
static void load_nodes(CriteriaLoader *loader) {
  Arena *arena = loader->base.arena;
  size_t n = count_nodes(loader->root);
  loader->nodes = arena_array(arena, Node, n);
  loader->sources = arena_array(arena, const xmlNode *, n);
  loader->has_points = arena_array(arena, bool, n);
  loader->criteria->n_tops = load_children(loader, loader->root, NULL, &loader->criteria->tops);
  loader->criteria->nodes = loader->nodes;
  index_nodes(loader);
  load_cells(loader);
  if (loader->base.shape_ok && loader->criteria->n_items == 0) {
    fault_at(loader->base.faults, loader->root, _("it has no items, so nothing could be scored; add <item> elements"));
  }
}

/* -- the whole -------------------------------------------------------------------------------------------- */

static void load_head(CriteriaLoader *loader) {
  Loader *base = &loader->base;
  Criteria *criteria = loader->criteria;
  criteria->id = read_word_or(base, loader->root, "id", "");
  criteria->edition = read_word_or(base, loader->root, "edition", "");
  criteria->status = read_word_or(base, loader->root, "status", "");
  criteria->title = read_texts(base, loader->root, "title", NULL);
  criteria->note = read_texts(base, loader->root, "note", NULL);
}

static void load_aggregate(CriteriaLoader *loader) {
  Loader *base = &loader->base;
  Criteria *criteria = loader->criteria;
  criteria->points = ratio_int(0);
  criteria->round_step = ratio(1, 100);
  criteria->round_at = ROUND_AT_TOTAL;
  const xmlNode *node = first_child(loader->root, "aggregate");
  if (node == NULL) return;
  criteria->aggregate = (Aggregate)read_choice(base, node, "method", aggregate_names, AGGREGATE_SUM);
  criteria->has_total = read_flag(base, node, "total", criteria->aggregate != AGGREGATE_PASS_ALL);
  RoundingRule rule;
  if (read_rounding(base, node, "round", "round-at", &rule)) {
    criteria->rounding = rule.policy;
    criteria->round_at = rule.at;
    criteria->round_step = rule.step;
  }
  if (criteria->aggregate == AGGREGATE_PASS_ALL && criteria->has_total) {
    fault_at(base->faults, node, _("where every part must pass by itself there is no total; say total=\"no\""));
  }
}

static void load_not_applicable(CriteriaLoader *loader) {
  const xmlNode *node = first_child(loader->root, "not-applicable");
  loader->criteria->na_max_share = ratio_int(100);
  loader->criteria->na_reason = true;
  if (node == NULL) return;
  Loader *base = &loader->base;
  bool items = strcmp(read_word_or(base, node, "allow", "none"), "items") == 0;
  if (items) loader->not_applicable = (NotApplicable)read_choice(base, node, "effect", na_names, NA_REDISTRIBUTE);
  loader->criteria->na_reason = strcmp(read_word_or(base, node, "reason", "required"), "required") == 0;
  read_number(base, node, "max-share", &loader->criteria->na_max_share);
}

static void check_maps(CriteriaLoader *loader) {
  Loader *base = &loader->base;
  for (const xmlNode *node = first_child(loader->root, "map"); node != NULL; node = next_like(node, "map")) {
    const char *code = read_word_or(base, node, "node", "");
    if (*code != '\0' && criteria_node(loader->criteria, code) == NULL) {
      fault_at(base->faults, node, _("there is no node “%s” in this pack; name the code of one"), code);
    }
  }
}

static void load_parts(CriteriaLoader *loader) {
  load_head(loader);
  load_scales(loader);
  load_rubrics(loader);
  load_aggregate(loader);
  load_not_applicable(loader);
  load_nodes(loader);
  if (loader->base.shape_ok) settle_points(loader);
  load_subtotals(loader);
  load_band_tables(loader);
  loader->criteria->n_levels = load_levels(&loader->base, loader->root, loader->criteria, &loader->criteria->levels);
  check_maps(loader);
}

Criteria *load_criteria(xmlDoc *doc, bool shape_ok, Faults *faults) {
  xmlNode *root = xmlDocGetRootElement(doc);
  bool too_many = count_nodes(root) > MOST_NODES;
  if (too_many || (!shape_ok && count_elements(root) > MOST_ELEMENTS)) {
    if (too_many) fault_at(faults, root, _("it has more than 5000 nodes; no framework needs that, take some out"));
    return NULL;
  }
  g_autoptr(Criteria) criteria = g_new0(Criteria, 1);
  CriteriaLoader loader = {
      {arena_new(), faults, shape_ok}, criteria, root, NULL, 0, NULL, NULL, NULL, NULL, NA_FORBIDDEN};
  criteria->owner = loader.base.arena;
  load_parts(&loader);
  return faults->n == 0 ? g_steal_pointer(&criteria) : NULL;
}
