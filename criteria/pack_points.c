/* pack_points.c: points and shares: what is said is checked, what is not said is derived, and from both comes what
 * one hundredth of each item's result adds to the total. */
#include "criteria/pack_private.h"

#include <string.h>

bool node_counts(const Node *node) { return !node->advisory && strcmp(node->kind, "context") != 0; }

static const xmlNode *source_of(const CriteriaLoader *loader, const Node *node) {
  return node != NULL ? loader->sources[node - loader->nodes] : first_child(loader->root, "aggregate");
}

static bool *known(CriteriaLoader *loader, const Node *node) { return &loader->has_points[node - loader->nodes]; }

static Node *writable(CriteriaLoader *loader, const Node *node) { return &loader->nodes[node - loader->nodes]; }

/* "4.1 110, 4.2 90 ...". Caller frees. */
static char *list_parts(const Node *const *children, size_t n, bool shares) {
  GString *list = g_string_new(NULL);
  for (size_t i = 0; i < n; i++) {
    if (!node_counts(children[i])) continue;
    g_autofree char *number = ratio_short(shares ? children[i]->share : children[i]->points);
    g_string_append_printf(list, "%s%s %s", list->len > 0 ? _(", ") : "", children[i]->code, number);
  }
  return g_string_free(list, FALSE);
}

/* -- shares -------------------------------------------------------------------------------------------- */

static size_t count_shares(const Node *const *children, size_t n, size_t *ret_counted, Ratio *ret_sum) {
  size_t with = 0;
  *ret_counted = 0;
  *ret_sum = ratio_int(0);
  for (size_t i = 0; i < n; i++) {
    if (!node_counts(children[i])) continue;
    *ret_counted += 1;
    with += !ratio_is_zero(children[i]->share);
    *ret_sum = ratio_add(*ret_sum, children[i]->share);
  }
  return with;
}

static void check_limits(CriteriaLoader *loader, const Node *parent) {
  for (size_t i = 0; i < parent->n_children; i++) {
    const Node *child = parent->children[i];
    bool inside = ratio_cmp(child->share, parent->min_share) >= 0 && ratio_cmp(child->share, parent->max_share) <= 0;
    if (inside || !node_counts(child)) continue;
    g_autofree char *share = ratio_short(child->share), *min = ratio_short(parent->min_share),
                    *max = ratio_short(parent->max_share);
    fault_at(loader->base.faults, source_of(loader, child),
             _("its share %s is outside the limits of %s, which are %s to %s; write one within them"), share,
             parent->code, min, max);
  }
}

/* Whether the children have shares; faults unless all or none do, and they add to 100. */
static bool check_shares(CriteriaLoader *loader, const Node *parent, const Node *const *children, size_t n) {
  size_t counted;
  Ratio sum;
  size_t with = count_shares(children, n, &counted, &sum);
  Faults *faults = loader->base.faults;
  const xmlNode *source = source_of(loader, parent);
  if (parent != NULL && parent->adjustable && with == 0) {
    fault_at(faults, source, _("its weights are adjustable but its children have no share; give each one"));
  }
  if (with == 0) return false;
  g_autofree char *text = ratio_short(sum), *parts = list_parts(children, n, true);
  if (with < counted) {
    fault_at(faults, source, _("some of its children have a share and some have not (%s); give one to all or none"),
             parts);
  } else if (ratio_cmp(sum, ratio_int(100)) != 0) {
    fault_at(faults, source, _("the shares of its children add up to %s (%s); they must add up to 100"), text, parts);
  }
  if (parent != NULL && parent->adjustable) check_limits(loader, parent);
  return true;
}

/* -- points ----------------------------------------------------------------------------------------------- */

static void share_points(CriteriaLoader *loader, const Node *parent) {
  if (!*known(loader, parent)) {
    fault_at(loader->base.faults, source_of(loader, parent),
             _("its children have shares, but of how many points is not said; give it points"));
    return;
  }
  for (size_t i = 0; i < parent->n_children; i++) {
    Node *child = writable(loader, parent->children[i]);
    if (*known(loader, child) || !node_counts(child)) continue;
    child->points = ratio_mul(parent->points, ratio_div(child->share, ratio_int(100)));
    *known(loader, child) = true;
  }
}

static void check_sum(CriteriaLoader *loader, Node *node) {
  Ratio sum = ratio_int(0);
  for (size_t i = 0; i < node->n_children; i++) {
    if (node_counts(node->children[i]) || node->advisory) sum = ratio_add(sum, node->children[i]->points);
  }
  if (!*known(loader, node)) {
    node->points = sum;
    *known(loader, node) = true;
  } else if (ratio_cmp(sum, node->points) != 0) {
    g_autofree char *have = ratio_short(sum), *said = ratio_short(node->points),
                    *parts = list_parts(node->children, node->n_children, false);
    fault_at(loader->base.faults, source_of(loader, node),
             _("%s points are declared, but its parts add up to %s (%s); mend one of them"), said, have, parts);
  }
}

static void settle_node(CriteriaLoader *loader, Node *node) {
  if (strcmp(node->kind, "context") == 0) return;
  const xmlNode *source = source_of(loader, node);
  if (node->item >= 0) {
    if (*known(loader, node) || node->advisory || !ratio_is_zero(node->share)) return;
    fault_at(loader->base.faults, source, _("it has neither points nor share; give it points"));
    return;
  }
  if (node->n_children == 0) {
    fault_at(loader->base.faults, source,
             _("it has no items; add some, or say kind=\"context\" for what is not scored"));
    return;
  }
  size_t before = loader->base.faults->n;
  bool shares = check_shares(loader, node, node->children, node->n_children);
  if (shares) share_points(loader, node);
  for (size_t i = 0; i < node->n_children; i++) settle_node(loader, writable(loader, node->children[i]));
  if (!shares && loader->base.faults->n == before) check_sum(loader, node);
}

static void check_total(CriteriaLoader *loader) {
  Criteria *criteria = loader->criteria;
  Ratio declared;
  const xmlNode *source = source_of(loader, NULL);
  if (!read_number(&loader->base, source, "points", &declared) || ratio_cmp(declared, criteria->points) == 0) return;
  g_autofree char *have = ratio_short(criteria->points), *said = ratio_short(declared),
                  *parts = list_parts(criteria->tops, criteria->n_tops, false);
  fault_at(loader->base.faults, source,
           _("%s points are declared in total, but the nodes add up to %s (%s); mend one of them"), said, have, parts);
}

static void settle_sums(CriteriaLoader *loader) {
  Criteria *criteria = loader->criteria;
  for (size_t i = 0; i < criteria->n_tops; i++) {
    const Node *top = criteria->tops[i];
    if (!ratio_is_zero(top->share))
      fault_at(loader->base.faults, source_of(loader, top),
               _("a top-level part of a sum has points, not a share; give it points"));
    settle_node(loader, writable(loader, top));
    if (node_counts(top)) criteria->points = ratio_add(criteria->points, top->points);
  }
  check_total(loader);
  for (size_t i = 0; i < criteria->n_items; i++) {
    Node *item = writable(loader, criteria->items[i]);
    bool counts = criteria->has_total && criteria->aggregate == AGGREGATE_SUM && node_counts(item);
    if (counts && item->rubric != NULL && item->rubric->max > 0)
      item->weight = ratio_div(item->points, ratio_int(item->rubric->max));
  }
}

/* -- means and minima ---------------------------------------------------------------------------------------- */

static void refuse_points(CriteriaLoader *loader) {
  for (size_t i = 0; i < loader->criteria->n_nodes; i++) {
    if (!loader->has_points[i]) continue;
    fault_at(loader->base.faults, loader->sources[i],
             _("points mean nothing where the total is a mean or a minimum; use share, or leave it out"));
  }
}

static void weigh(CriteriaLoader *loader, Node *node, Ratio part) {
  if (node->item >= 0) {
    if (node->rubric == NULL) return;
    node->weight = ratio_mul(part, ratio(node->rubric->scale->unit, 100));
    Ratio full = ratio_mul(node->weight, ratio_int(node->rubric->max));
    loader->criteria->points = ratio_add(loader->criteria->points, full);
    return;
  }
  if (node->n_children == 0) {
    fault_at(loader->base.faults, source_of(loader, node),
             _("it has no items; add some, or say kind=\"context\" for what is not scored"));
  }
}

static void weigh_children(CriteriaLoader *loader, const Node *parent, const Node *const *children, size_t n,
                           Ratio part) {
  bool shares = check_shares(loader, parent, children, n);
  size_t counted;
  Ratio sum;
  count_shares(children, n, &counted, &sum);
  for (size_t i = 0; i < n; i++) {
    if (!node_counts(children[i])) continue;
    Ratio own = shares ? ratio_div(children[i]->share, sum) : ratio(1, (int64_t)counted);
    Node *child = writable(loader, children[i]);
    weigh(loader, child, ratio_mul(part, own));
    if (child->n_children > 0) weigh_children(loader, child, child->children, child->n_children, ratio_mul(part, own));
  }
}

static void settle_minimum(CriteriaLoader *loader) {
  Criteria *criteria = loader->criteria;
  bool first = true;
  for (size_t i = 0; i < criteria->n_items; i++) {
    const Rubric *rubric = criteria->items[i]->rubric;
    if (rubric == NULL || !node_counts(criteria->items[i])) continue;
    Ratio max = ratio((int64_t)rubric->max * rubric->scale->unit, 100);
    if (first || ratio_cmp(max, criteria->points) < 0) criteria->points = max;
    first = false;
  }
}

static void check_exact(CriteriaLoader *loader) {
  if (!ratio_is_valid(loader->criteria->points)) {
    fault_at(loader->base.faults, source_of(loader, NULL),
             _("the total does not fit an exact number; use shorter fractions"));
  }
}

void settle_points(CriteriaLoader *loader) {
  Aggregate aggregate = loader->criteria->aggregate;
  if (aggregate == AGGREGATE_SUM || aggregate == AGGREGATE_PASS_ALL) {
    settle_sums(loader);
  } else {
    refuse_points(loader);
    if (aggregate == AGGREGATE_MEAN) {
      weigh_children(loader, NULL, loader->criteria->tops, loader->criteria->n_tops, ratio_int(1));
    } else {
      settle_minimum(loader);
    }
    check_total(loader);
  }
  check_exact(loader);
  if (!loader->criteria->has_total) loader->criteria->points = ratio_int(0);
}
