/* item_figures.c: from combined marks to points of items, nodes and their sum.
 *
 * The total is the sum of part x result / full result over the items. As a rule that is done in whole numbers:
 * sums of results, weighted and grouped by how many marks they rest on, become one fraction at the very end.
 * Item rounding, items that are not applicable, totals that are no sum, large panels and weights that whole numbers have
 * no room for go item by item. */
#include "scoring/scoresheet_parts.h"

#include <string.h>

/* -- what is not applicable -------------------------------------------------------------------------- */

static bool is_out(const ScoreScratch *scratch, const Node *node) {
  return node->item >= 0 && scratch->combined[node->item].state == COMBINED_NOT_APPLICABLE;
}

/* Something in this branch is still judged. */
static bool is_judged(const ScoreScratch *scratch, const Node *node) {
  if (node->item >= 0) return !is_out(scratch, node);
  for (size_t i = 0; i < node->n_children; i++)
    if (is_judged(scratch, node->children[i])) return true;
  return false;
}

static void settle(ScoreScratch *scratch, const Node *const *siblings, size_t n, Ratio factor);

static void settle_node(ScoreScratch *scratch, const Node *node, Ratio factor) {
  if (node->item < 0) {
    settle(scratch, node->children, node->n_children, factor);
    return;
  }
  Ratio *part = &scratch->item_part[node->item];
  *part = ratio_mul(scratch->part[node->item], factor);
  if (is_out(scratch, node) && node->not_applicable != NA_ZERO) *part = ratio_int(0);
}

/* Points of redistributing items go to the siblings that are judged, in proportion to theirs; when
 * there are none, they leave the maximum. */
static void settle(ScoreScratch *scratch, const Node *const *siblings, size_t n, Ratio factor) {
  Ratio given = ratio_int(0), receiving = ratio_int(0);
  for (size_t i = 0; i < n; i++) {
    Ratio part = scratch->node_part[siblings[i] - scratch->criteria->nodes];
    if (is_judged(scratch, siblings[i]))
      receiving = ratio_add(receiving, part);
    else if (is_out(scratch, siblings[i]) && siblings[i]->not_applicable == NA_REDISTRIBUTE)
      given = ratio_add(given, part);
  }
  Ratio more = factor;
  if (!ratio_is_zero(receiving)) more = ratio_mul(factor, ratio_div(ratio_add(receiving, given), receiving));
  for (size_t i = 0; i < n; i++) settle_node(scratch, siblings[i], is_judged(scratch, siblings[i]) ? more : factor);
}

static void settle_parts(ScoreScratch *scratch) {
  if (scratch->unusual)
    settle(scratch, scratch->criteria->tops, scratch->criteria->n_tops, ratio_int(1));
  else
    memcpy(scratch->item_part, scratch->part, scratch->criteria->n_items * sizeof *scratch->part);
}

/* -- items --------------------------------------------------------------------------------------------- */

RoundingRule figures_item_rounding(RoundingRule rule) {
  if (!rule.set || rule.at != ROUND_AT_ITEM) rule.policy = ROUND_NONE;
  return rule;
}

/* In a framework of means every node is shown on a full scale of its own, not as its share of the total. */
static Ratio full_shown(const ScoreScratch *scratch, const Node *node, Ratio part) {
  if (scratch->criteria->aggregate != AGGREGATE_MEAN || ratio_is_zero(part)) return part;
  Ratio full = ratio_is_zero(node->points) ? scratch->criteria->points : node->points;
  return ratio_is_zero(full) ? scratch->full : full;
}

ItemFigure figures_item(const ScoreScratch *scratch, size_t item, RoundingRule rounding) {
  const Node *node = scratch->criteria->items[item];
  const Combined *combined = &scratch->combined[item];
  Ratio part = scratch->item_part[item], zero = ratio_int(0);
  ItemFigure figure = {zero, zero, full_shown(scratch, node, part), zero};
  if (combined->state != COMBINED_NUMBER) return figure;
  Ratio result = ratio(combined->sum, (int128_t)combined->n * node->rubric->den);
  figure.result = ratio_mul(result, ratio(node->rubric->scale->unit, 100));
  figure.points = ratio_div(ratio_mul(figure.max, result), ratio_int(node->rubric->max));
  figure.points = ratio_round(figure.points, rounding.policy, rounding.step);
  figure.value = figure.points;
  if (ratio_cmp(part, figure.max) != 0) figure.value = ratio_div(ratio_mul(figure.points, part), figure.max);
  return figure;
}

/* -- nodes --------------------------------------------------------------------------------------------- */

static bool is_lowest(const ScoreScratch *scratch) { return scratch->criteria->aggregate == AGGREGATE_MINIMUM; }

/* The lowest of several nodes that count; false when there is none. */
static bool find_lowest(const ScoreScratch *scratch, const Node *const *nodes, size_t n, size_t *ret_index) {
  bool found = false;
  for (size_t i = 0; i < n; i++) {
    size_t at = (size_t)(nodes[i] - scratch->criteria->nodes);
    if (ratio_is_zero(scratch->node_max[at])) continue;
    if (found && ratio_cmp(scratch->node_points[at], scratch->node_points[*ret_index]) >= 0) continue;
    *ret_index = at;
    found = true;
  }
  return found;
}

static void put_item(ScoreScratch *scratch, const Node *node, size_t at, RoundingRule rounding) {
  ItemFigure figure = figures_item(scratch, (size_t)node->item, rounding);
  scratch->node_points[at] = is_lowest(scratch) ? figure.points : figure.value;
  scratch->node_max[at] = scratch->item_part[node->item];
  bool counts = scratch->counts[node->item];
  scratch->node_complete[at] = !counts || scratch->combined[node->item].state != COMBINED_MISSING;
}

static void put_parent(ScoreScratch *scratch, const Node *node, size_t at) {
  scratch->node_points[at] = scratch->node_max[at] = ratio_int(0);
  scratch->node_complete[at] = true;
  for (size_t i = 0; i < node->n_children; i++) {
    size_t child = (size_t)(node->children[i] - scratch->criteria->nodes);
    scratch->node_complete[at] &= scratch->node_complete[child];
    if (is_lowest(scratch)) continue;
    scratch->node_points[at] = ratio_add(scratch->node_points[at], scratch->node_points[child]);
    scratch->node_max[at] = ratio_add(scratch->node_max[at], scratch->node_max[child]);
  }
  size_t lowest = 0;
  if (!is_lowest(scratch) || !find_lowest(scratch, node->children, node->n_children, &lowest)) return;
  scratch->node_points[at] = scratch->node_points[lowest];
  scratch->node_max[at] = scratch->node_max[lowest];
}

static void show_full(ScoreScratch *scratch, const Node *node, size_t at) {
  Ratio part = scratch->node_max[at], full = full_shown(scratch, node, part);
  if (ratio_cmp(part, full) == 0) return;
  scratch->node_points[at] = ratio_div(ratio_mul(scratch->node_points[at], full), part);
  scratch->node_max[at] = full;
}

void figures_nodes(ScoreScratch *scratch, RoundingRule rounding) {
  const Criteria *criteria = scratch->criteria;
  settle_parts(scratch);
  for (size_t at = criteria->n_nodes; at-- > 0;) {
    const Node *node = &criteria->nodes[at];
    if (node->item >= 0)
      put_item(scratch, node, at, rounding);
    else
      put_parent(scratch, node, at);
  }
  for (size_t at = 0; at < criteria->n_nodes; at++) show_full(scratch, &criteria->nodes[at], at);
}

/* -- sums ---------------------------------------------------------------------------------------------- */

/* Over the common multiple of how many marks the items' figures rest on: one fraction to reduce at the end. Whole numbers
 * have room for it (score_scratch.c). */
static Ratio add_linear(const ScoreScratch *scratch, const bool *counts) {
  int64_t sums[SMALL_PANEL + 1] = {0}, total = 0; /* per number of marks */
  for (size_t i = 0; i < scratch->criteria->n_items; i++) {
    const Combined *combined = &scratch->combined[i];
    if (combined->state != COMBINED_NUMBER || (counts && !counts[i])) continue;
    sums[combined->n] += scratch->weight[i] * combined->sum;
  }
  for (uint32_t n = 1; n <= scratch->n_books; n++)
    if (sums[n] != 0) total += sums[n] * (int64_t)(COMMON_OF_SMALL / n);
  return ratio(total, (int128_t)scratch->common * COMMON_OF_SMALL);
}

static bool is_linear(const ScoreScratch *scratch, RoundingRule rounding) {
  return scratch->linear && !scratch->unusual && rounding.policy == ROUND_NONE && scratch->n_books <= SMALL_PANEL;
}

Ratio figures_sum(ScoreScratch *scratch, const bool *counts, RoundingRule rounding) {
  if (is_linear(scratch, rounding)) return add_linear(scratch, counts);
  settle_parts(scratch);
  Ratio total = ratio_int(0);
  for (size_t i = 0; i < scratch->criteria->n_items; i++)
    if (!counts || counts[i]) total = ratio_add(total, figures_item(scratch, i, rounding).value);
  return total;
}

static Ratio take_lowest(ScoreScratch *scratch, RoundingRule rounding, Ratio *ret_max) {
  size_t lowest = 0;
  figures_nodes(scratch, rounding);
  *ret_max = scratch->criteria->points;
  bool found = find_lowest(scratch, scratch->criteria->tops, scratch->criteria->n_tops, &lowest);
  return found ? scratch->node_points[lowest] : ratio_int(0);
}

Ratio figures_full(const ScoreScratch *scratch, const bool *counts) {
  if (!counts && !scratch->unusual) return scratch->full;
  const Ratio *parts = scratch->unusual ? scratch->item_part : scratch->part;
  Ratio full = ratio_int(0);
  for (size_t i = 0; i < scratch->criteria->n_items; i++)
    if (!counts || counts[i]) full = ratio_add(full, parts[i]);
  return full;
}

Ratio figures_total(ScoreScratch *scratch, RoundingRule rounding, Ratio *ret_max) {
  if (is_lowest(scratch)) return take_lowest(scratch, rounding, ret_max);
  Ratio total = figures_sum(scratch, NULL, rounding);
  *ret_max = figures_full(scratch, NULL);
  return total;
}

SubtotalScore figures_subtotal(const ScoreScratch *scratch, const Subtotal *subtotal, RoundingRule rounding) {
  SubtotalScore score = {subtotal, ratio_int(0), ratio_int(0), "", true};
  for (size_t i = 0; i < scratch->criteria->n_items; i++) {
    if (!subtotal->counts[i] || !scratch->counts[i]) continue;
    score.points = ratio_add(score.points, figures_item(scratch, i, rounding).value);
    score.max = ratio_add(score.max, scratch->item_part[i]);
    score.complete &= scratch->combined[i].state != COMBINED_MISSING;
  }
  bool share = scratch->criteria->aggregate == AGGREGATE_MEAN;
  if (!share || ratio_is_zero(subtotal->points) || ratio_is_zero(score.max)) return score;
  score.points = ratio_div(ratio_mul(score.points, subtotal->points), score.max);
  score.max = subtotal->points;
  return score;
}
