/* comparison.c: two applicants' sheets and standings side by side. */
#include "scoring/comparison.h"

#include <string.h>

static const Ratio ZERO = {0, 1};

/* -- where they stand ---------------------------------------------------------------------------------------- */

/* Two classes may each have loaded the same pack. */
static bool is_same_criteria(const Criteria *a, const Criteria *b) {
  return a == b || (*a->sha256 && strcmp(a->sha256, b->sha256) == 0 && a->n_nodes == b->n_nodes);
}

static void find_order(Comparison *of, const Award *award, const Ranking *ranking) {
  const Standing *first = of->standings[0], *second = of->standings[1];
  of->has_totals = first && second;
  of->difference = of->has_totals ? ratio_sub(*first->total, *second->total) : ZERO;
  if (!of->has_totals || !of->same_class) return;
  of->order = ratio_cmp(*second->total, *first->total);
  if (of->order != 0) return;
  of->order =
      ranking_compare_keys(ranking, award->rules, of->applicants[0], of->applicants[1], &of->key, of->key_points);
  of->is_told_apart = of->order != 0;
}

static void find_standings(Comparison *of, const Award *award, const Cycle *cycle, const Ranking *ranking) {
  for (size_t i = 0; i < 2; i++) {
    of->standings[i] = ranking_standing(ranking, of->applicants[i]);
    of->not_ranked[i] = ranking_not_ranked(ranking, of->applicants[i]);
  }
  of->same_class = award_is_same_class(award, cycle, of->applicants[0], of->applicants[1]);
  of->compared = is_same_criteria(of->criteria[0], of->criteria[1]) ? COMPARED_ITEMS : COMPARED_TOTALS;
  find_order(of, award, ranking);
}

/* -- lines ------------------------------------------------------------------------------------------------------ */

typedef struct StageInHand { /* one stage in hand */
  Comparison *of;
  uint16_t index;
  const Stage *stage;
  const Scoresheet *sheets[2];
  bool counts; /* in the award's total */
  Ratio explained[2];
} StageInHand;

static ComparedLine *add_line(Comparison *of, LineKind kind, uint16_t stage, Ratio first, Ratio second) {
  ComparedLine line = {.kind = kind,
                       .stage = stage,
                       .states = {COMBINED_NUMBER, COMBINED_NUMBER},
                       .figures = {first, second},
                       .weighted = {first, second},
                       .difference = ratio_sub(first, second),
                       .counted = ZERO};
  g_array_append_val(of->lines, line);
  return &g_array_index(of->lines, ComparedLine, of->lines->len - 1);
}

/* In points of the stage: what of the difference of the totals that is. */
static Ratio weighted(const StageInHand *in, Ratio points) {
  return in->counts ? ratio_mul(points, in->stage->factor) : ZERO;
}

static void add_remainder(StageInHand *in, LineKind kind, Ratio first, Ratio second) {
  if (ratio_is_zero(first) && ratio_is_zero(second)) return;
  ComparedLine *line = add_line(in->of, kind, in->index, first, second);
  line->is_counted = line->adds = true;
  line->counted = weighted(in, line->difference);
}

static bool is_given(const ItemScore *score) { return score->combined.state != COMBINED_MISSING; }

/* What the item adds to the stage's points before rounding and deductions, if scorebooks are combined item by item. */
static Ratio adds_to_stage(const Scoresheet *sheet, const ItemScore *score) {
  return is_given(score) ? ratio_mul(score->value, sheet->fit) : ZERO;
}

/* A ladder's parent is its lowest part, and its items add nothing by themselves. */
static bool takes_lowest(const StageInHand *in) {
  return in->sheets[0]->criteria->aggregate == AGGREGATE_MINIMUM && in->stage->form == STAGE_ITEMS;
}

static void add_item(StageInHand *in, const Node *node, size_t item) {
  const ItemScore *first = &in->sheets[0]->items[item], *second = &in->sheets[1]->items[item];
  ComparedLine *line = add_line(in->of, LINE_ITEM, in->index, is_given(first) ? first->points : ZERO,
                                is_given(second) ? second->points : ZERO);
  line->node = node;
  line->states[0] = first->combined.state;
  line->states[1] = second->combined.state;
  line->is_counted = line->adds = !takes_lowest(in);
  if (!line->adds) return;
  Ratio a = adds_to_stage(in->sheets[0], first), b = adds_to_stage(in->sheets[1], second);
  line->counted = weighted(in, ratio_sub(a, b));
  in->explained[0] = ratio_add(in->explained[0], a);
  in->explained[1] = ratio_add(in->explained[1], b);
}

static bool has_points(const StageInHand *in, size_t node) {
  return !ratio_is_zero(in->sheets[0]->nodes[node].max) || !ratio_is_zero(in->sheets[1]->nodes[node].max);
}

/* The node, and what is below it; returns what its items count. */
static Ratio add_node(StageInHand *in, const Node *node) {
  size_t at = (size_t)(node - in->sheets[0]->criteria->nodes);
  if (!has_points(in, at)) return ZERO; /* asked and reported, never counted */
  if (node->item >= 0) {
    add_item(in, node, (size_t)node->item);
    return g_array_index(in->of->lines, ComparedLine, in->of->lines->len - 1).counted;
  }
  guint place = in->of->lines->len;
  ComparedLine *line =
      add_line(in->of, LINE_CATEGORY, in->index, in->sheets[0]->nodes[at].points, in->sheets[1]->nodes[at].points);
  line->node = node;
  line->is_counted = !takes_lowest(in);
  Ratio counted = ZERO;
  for (size_t i = 0; i < node->n_children; i++) counted = ratio_add(counted, add_node(in, node->children[i]));
  g_array_index(in->of->lines, ComparedLine, place).counted = counted;
  return counted;
}

static void add_items(StageInHand *in) {
  const Criteria *criteria = in->sheets[0]->criteria;
  in->explained[0] = in->explained[1] = ZERO;
  if (in->stage->form == STAGE_TOTAL) add_item(in, NULL, 0);
  for (size_t i = 0; in->stage->form == STAGE_ITEMS && i < criteria->n_tops; i++) add_node(in, criteria->tops[i]);
}

static void add_remainders(StageInHand *in) {
  const Scoresheet *a = in->sheets[0], *b = in->sheets[1];
  add_remainder(in, LINE_COMBINED, ratio_sub(a->raw, in->explained[0]), ratio_sub(b->raw, in->explained[1]));
  add_remainder(in, LINE_DEDUCTED, ratio_sub(ZERO, a->deducted), ratio_sub(ZERO, b->deducted));
  add_remainder(in, LINE_ROUNDED, ratio_sub(a->total.points, ratio_sub(a->raw, a->deducted)),
                ratio_sub(b->total.points, ratio_sub(b->raw, b->deducted)));
}

static void add_stage(StageInHand *in) {
  const Scoresheet *a = in->sheets[0], *b = in->sheets[1];
  bool by_items = a && b && (in->of->compared == COMPARED_ITEMS || in->stage->form == STAGE_TOTAL);
  if (by_items) {
    add_items(in);
    add_remainders(in);
  }
  ComparedLine *line = add_line(in->of, LINE_STAGE, in->index, a ? a->total.points : ZERO, b ? b->total.points : ZERO);
  for (size_t i = 0; i < 2; i++) {
    if (!in->sheets[i]) line->states[i] = COMBINED_MISSING;
    line->weighted[i] = weighted(in, line->figures[i]);
  }
  line->is_counted = a && b;
  line->adds = line->is_counted && !by_items;
  line->counted = line->is_counted ? weighted(in, line->difference) : ZERO;
}

/* -- the whole --------------------------------------------------------------------------------------------------- */

static void add_totals(Comparison *of, const Ratio stages[2]) {
  Ratio first = *of->standings[0]->total, second = *of->standings[1]->total;
  Ratio rounded[2] = {ratio_sub(first, stages[0]), ratio_sub(second, stages[1])};
  if (!ratio_is_zero(rounded[0]) || !ratio_is_zero(rounded[1])) {
    ComparedLine *line = add_line(of, LINE_ROUNDED_TOTAL, 0, rounded[0], rounded[1]);
    line->is_counted = line->adds = true;
    line->counted = line->difference;
  }
  ComparedLine *line = add_line(of, LINE_TOTAL, 0, first, second);
  line->is_counted = true;
  line->counted = line->difference;
}

static void free_sheet(void *sheet) { scoresheet_free(sheet); }

static GPtrArray *sheets_of(const Award *award, const Cycle *cycle, const Criteria *criteria,
                            const Panel *const *panels, size_t n) {
  GPtrArray *sheets = g_ptr_array_new_with_free_func(free_sheet);
  for (size_t s = 0; s < award->rules->n_stages; s++) {
    const Panel *panel = s < n ? panels[s] : NULL;
    bool told = panel && panel->n > 0 && award->rules->stages[s].form != STAGE_GATE;
    g_ptr_array_add(sheets, told ? scoresheet_of(criteria, award->rules, cycle, panel) : NULL);
  }
  return sheets;
}

static void add_lines(Comparison *of, const Award *award, const Ranking *ranking) {
  Ratio totals[2] = {ZERO, ZERO};
  for (uint16_t s = 0; s < award->rules->n_stages; s++) {
    StageInHand in = {.of = of, .index = s, .stage = &award->rules->stages[s]};
    for (size_t i = 0; i < 2; i++) in.sheets[i] = g_ptr_array_index(of->sheets[i], s);
    if (!in.sheets[0] && !in.sheets[1]) continue;
    in.counts = ranking->begun[s] && in.stage->factor.num > 0;
    add_stage(&in);
    for (size_t i = 0; i < 2 && in.counts; i++)
      if (in.sheets[i]) totals[i] = ratio_add(totals[i], weighted(&in, in.sheets[i]->total.points));
  }
  if (of->has_totals) add_totals(of, totals);
}

Comparison *comparison_of(const Award *award, const Cycle *cycle, const Ranking *ranking, const uint32_t applicants[2],
                          const Panel *const *const panels[2], const size_t n[2]) {
  Comparison *of = g_new0(Comparison, 1);
  for (size_t i = 0; i < 2; i++) {
    of->applicants[i] = applicants[i];
    of->criteria[i] = award_criteria(award, cycle, applicants[i]);
    of->sheets[i] = sheets_of(award, cycle, of->criteria[i], panels[i], n[i]);
  }
  of->lines = g_array_new(FALSE, FALSE, sizeof(ComparedLine));
  find_standings(of, award, cycle, ranking);
  add_lines(of, award, ranking);
  return of;
}

Ratio comparison_sum(const Comparison *comparison) {
  Ratio sum = ZERO;
  for (guint i = 0; i < comparison->lines->len; i++) {
    const ComparedLine *line = &g_array_index(comparison->lines, ComparedLine, i);
    if (line->adds) sum = ratio_add(sum, line->counted);
  }
  return sum;
}

void comparison_free(Comparison *comparison) {
  if (!comparison) return;
  for (size_t i = 0; i < 2; i++) g_ptr_array_unref(comparison->sheets[i]);
  g_array_unref(comparison->lines);
  g_free(comparison);
}
