/* part_share.c: what a part of the criteria reached of its full marks, read off the item figures without a sheet. */
#include "scoring/scoresheet_parts.h"

static bool is_under(const Node *item, const Node *node) {
  for (; item; item = item->parent)
    if (item == node) return true;
  return false;
}

void figures_mask(const Criteria *criteria, const Node *node, const Subtotal *subtotal, bool *ret_counts) {
  for (size_t i = 0; i < criteria->n_items; i++)
    ret_counts[i] = node ? is_under(criteria->items[i], node) : subtotal && subtotal->counts[i];
}

static bool is_complete(const ScoreScratch *scratch) {
  for (size_t i = 0; i < scratch->criteria->n_items; i++)
    if (scratch->mask[i] && scratch->counts[i] && scratch->combined[i].state == COMBINED_MISSING) return false;
  return true;
}

static bool put_share(Ratio points, Ratio max, Ratio *ret_share) {
  if (ratio_is_zero(max)) return false;
  *ret_share = ratio_div(points, max);
  return ratio_is_valid(*ret_share);
}

static bool lowest_share(ScoreScratch *scratch, const Node *node, RoundingRule rounding, Ratio *ret_share) {
  size_t at = (size_t)(node - scratch->criteria->nodes);
  figures_nodes(scratch, rounding);
  return scratch->node_complete[at] && put_share(scratch->node_points[at], scratch->node_max[at], ret_share);
}

bool stage_share(const Rules *rules, const Stage *stage, ScoreScratch *scratch, const char *ref, Ratio *ret_share) {
  const Criteria *criteria = scratch->criteria;
  const Node *node = criteria_node(criteria, ref);
  RoundingRule rounding = figures_item_rounding(stage_rounding(criteria, rules, stage));
  if (node && criteria->aggregate == AGGREGATE_MINIMUM) return lowest_share(scratch, node, rounding, ret_share);
  figures_mask(criteria, node, node ? NULL : criteria_subtotal(criteria, ref), scratch->mask);
  if (!is_complete(scratch)) return false;
  Ratio points = figures_sum(scratch, scratch->mask, rounding);
  return put_share(points, figures_full(scratch, scratch->mask), ret_share);
}
