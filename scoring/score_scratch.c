/* score_scratch.c: what is prepared once per criteria: every item's part of the total, and, where it can be done
 * without loss, whole-number weights over one common denominator, so that totals need no fractions on the way. */
#include "scoring/mark_step.h"
#include "scoring/scoresheet_parts.h"

static bool counts(const Node *node) {
  for (; node; node = node->parent)
    if (node->advisory) return false;
  return true;
}

static Ratio part_of(const Node *item) {
  if (!counts(item)) return ratio_int(0);
  if (!ratio_is_zero(item->weight)) return ratio_mul(item->weight, ratio_int(item->rubric->max));
  if (!ratio_is_zero(item->points)) return item->points;
  return ratio((int128_t)item->rubric->max * item->rubric->scale->unit, 100);
}

static void add_up_parts(ScoreScratch *scratch) {
  const Criteria *criteria = scratch->criteria;
  for (size_t i = 0; i < criteria->n_nodes; i++) scratch->node_part[i] = ratio_int(0);
  scratch->full = ratio_int(0);
  for (size_t i = 0; i < criteria->n_items; i++) {
    scratch->part[i] = part_of(criteria->items[i]);
    scratch->counts[i] = !ratio_is_zero(scratch->part[i]);
    scratch->full = ratio_add(scratch->full, scratch->part[i]);
    for (const Node *node = criteria->items[i]; node; node = node->parent) {
      Ratio *sum = &scratch->node_part[node - criteria->nodes];
      *sum = ratio_add(*sum, scratch->part[i]);
    }
  }
}

/* What one unit of an item's result adds to the total. */
static Ratio slope(const ScoreScratch *scratch, size_t item) {
  const Rubric *rubric = scratch->criteria->items[item]->rubric;
  return ratio_div(scratch->part[item], ratio((int128_t)rubric->max * rubric->den, 1));
}

/* Whole numbers up to this, times a panel's common multiple, are whole numbers of 63 bits. */
static const int128_t LARGEST = INT64_MAX / COMMON_OF_SMALL;

/* Common multiple of the slopes' denominators; 0 when it is too large for the fast way. */
static int64_t common_denominator(const ScoreScratch *scratch) {
  int128_t common = 1;
  for (size_t i = 0; i < scratch->criteria->n_items; i++) {
    int128_t den = slope(scratch, i).den;
    if (den > LARGEST) return 0;
    common = common * ratio(den, common).num;
    if (common > LARGEST) return 0;
  }
  return (int64_t)common;
}

/* Above any result in hundredths, rounded up; also of marks that are on no scale, which go beyond a ladder's last rung. */
static int128_t beyond(const Rubric *rubric) {
  int128_t most = 2 * G_MAXINT16;
  if (rubric->combine != COMBINE_LADDER) return most;
  return most * (1 + most / MAX(rubric->scale->max - rubric->scale->min, 1));
}

/* However many marks a figure rests on, it is at most the largest of them. */
static void prepare_weights(ScoreScratch *scratch) {
  const Criteria *criteria = scratch->criteria;
  int128_t most = 0;
  scratch->common = common_denominator(scratch);
  scratch->linear = scratch->common > 0;
  for (size_t i = 0; i < criteria->n_items && scratch->linear; i++) {
    const Rubric *rubric = criteria->items[i]->rubric;
    Ratio weight = ratio_mul(slope(scratch, i), ratio_int(scratch->common));
    bool fits = weight.den == 1 && weight.num <= LARGEST;
    if (fits) most += weight.num * beyond(rubric) * rubric->den;
    scratch->linear = fits && most <= LARGEST;
    scratch->weight[i] = fits ? (int64_t)weight.num : 0;
  }
}

static void prepare_columns(ScoreScratch *scratch) {
  const Criteria *criteria = scratch->criteria;
  scratch->columns = criteria->n_items >= MARK_STEP;
  for (size_t i = 0; i < criteria->n_items; i++)
    scratch->columns &= criteria->items[i]->rubric->combine == COMBINE_JUDGED;
}

ScoreScratch *score_scratch_new(const Criteria *criteria) {
  ScoreScratch *scratch = g_new0(ScoreScratch, 1);
  scratch->criteria = criteria;
  scratch->agreed = g_new0(Mark, MAX(criteria->n_cells, 1));
  scratch->part = g_new0(Ratio, criteria->n_items);
  scratch->counts = g_new0(bool, criteria->n_items);
  scratch->mask = g_new0(bool, criteria->n_items);
  scratch->item_part = g_new0(Ratio, criteria->n_items);
  scratch->weight = g_new0(int64_t, criteria->n_items);
  scratch->combined = g_new0(Combined, criteria->n_items);
  scratch->node_part = g_new0(Ratio, criteria->n_nodes);
  scratch->node_points = g_new0(Ratio, criteria->n_nodes);
  scratch->node_max = g_new0(Ratio, criteria->n_nodes);
  scratch->node_complete = g_new0(bool, criteria->n_nodes);
  add_up_parts(scratch);
  prepare_weights(scratch);
  prepare_columns(scratch);
  return scratch;
}

void score_scratch_free(ScoreScratch *scratch) {
  if (!scratch) return;
  void *parts[] = {scratch->part,      scratch->item_part, scratch->weight,      scratch->combined,
                   scratch->node_part, scratch->node_max,  scratch->node_points, scratch->node_complete,
                   scratch->books,     scratch->results,   scratch->totals,      scratch->counts,
                   scratch->mask,      scratch->agreed};
  for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) g_free(parts[i]);
  g_free(scratch);
}
