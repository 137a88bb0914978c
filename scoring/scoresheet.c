/* scoresheet.c: the full sheet of one applicant at one stage. The total is the bulk path's own; items, nodes and
 * subtotals are read off the same figures. */
#include "scoring/scoresheet_parts.h"

#include <string.h>

static const char *band_on(const Criteria *criteria, const char *on, Ratio points) {
  for (size_t t = 0; t < criteria->n_band_tables; t++) {
    const BandTable *table = &criteria->band_tables[t];
    if (strcmp(table->on, on) != 0) continue;
    for (size_t r = table->n_rows; r-- > 0;)
      if (ratio_cmp(table->rows[r].from, points) <= 0) return table->rows[r].name;
  }
  return "";
}

static const Band *band_of(const Node *item, const Combined *combined) {
  if (combined->state != COMBINED_NUMBER || item->rubric->n_bands == 0) return NULL;
  return rubric_band(item->rubric, ratio(combined->sum, (int128_t)combined->n * item->rubric->den));
}

static void put_items(Scoresheet *sheet, const ScoreScratch *scratch, RoundingRule rounding) {
  const Criteria *criteria = sheet->criteria;
  sheet->n_items = criteria->n_items;
  sheet->items = g_new0(ItemScore, criteria->n_items);
  for (size_t i = 0; i < criteria->n_items; i++) {
    const Node *item = criteria->items[i];
    ItemFigure figure = figures_item(scratch, i, rounding);
    sheet->items[i] = (ItemScore){.item = item,
                                  .combined = scratch->combined[i],
                                  .result = figure.result,
                                  .points = figure.points,
                                  .max = figure.max,
                                  .value = figure.value,
                                  .band = band_of(item, &scratch->combined[i])};
  }
}

static void put_nodes(Scoresheet *sheet, const ScoreScratch *scratch) {
  const Criteria *criteria = sheet->criteria;
  sheet->n_nodes = criteria->n_nodes;
  sheet->nodes = g_new0(NodeScore, criteria->n_nodes);
  for (size_t i = 0; i < criteria->n_nodes; i++)
    sheet->nodes[i] =
        (NodeScore){&criteria->nodes[i], scratch->node_points[i], scratch->node_max[i], scratch->node_complete[i]};
}

static void put_subtotals(Scoresheet *sheet, const ScoreScratch *scratch, RoundingRule rounding) {
  const Criteria *criteria = sheet->criteria;
  sheet->n_subtotals = criteria->n_subtotals;
  sheet->subtotals = g_new0(SubtotalScore, criteria->n_subtotals);
  for (size_t i = 0; i < criteria->n_subtotals; i++) {
    SubtotalScore *score = &sheet->subtotals[i];
    *score = figures_subtotal(scratch, &criteria->subtotals[i], rounding);
    if (score->complete) score->band = band_on(criteria, score->subtotal->id, score->points);
  }
}

static void put_figure(Scoresheet *sheet, const Reckoning *reckoning) {
  sheet->n_items = 1;
  sheet->items = g_new0(ItemScore, 1);
  sheet->items[0] = (ItemScore){.combined = reckoning->figure,
                                .result = sheet->raw,
                                .points = sheet->raw,
                                .max = sheet->total.max,
                                .value = sheet->raw};
}

Scoresheet *scoresheet_of(const Criteria *criteria, const Rules *rules, const Cycle *cycle, const Panel *panel) {
  g_autoptr(ScoreScratch) scratch = score_scratch_new(criteria);
  const Stage *stage = &rules->stages[panel->stage];
  Reckoning reckoning = stage_reckon(criteria, rules, cycle, panel, scratch);
  Scoresheet *sheet = g_new0(Scoresheet, 1);
  *sheet = (Scoresheet){.criteria = criteria,
                        .stage = stage,
                        .total = reckoning.total,
                        .raw = reckoning.raw,
                        .deducted = reckoning.deducted,
                        .rounding = stage_rounding(criteria, rules, stage),
                        .fit = reckoning.fit,
                        .band = ""};
  if (!sheet->rounding.set) sheet->rounding.policy = ROUND_NONE;
  if (sheet->total.state == TOTAL_COMPLETE && stage->form == STAGE_ITEMS)
    sheet->band = band_on(criteria, "total", sheet->total.points);
  if (stage->form == STAGE_TOTAL) put_figure(sheet, &reckoning);
  if (stage->form != STAGE_ITEMS) return sheet;
  RoundingRule rounding = figures_item_rounding(sheet->rounding);
  figures_nodes(scratch, rounding);
  put_items(sheet, scratch, rounding);
  put_nodes(sheet, scratch);
  put_subtotals(sheet, scratch, rounding);
  return sheet;
}

void scoresheet_free(Scoresheet *sheet) {
  if (!sheet) return;
  g_free(sheet->items);
  g_free(sheet->nodes);
  g_free(sheet->subtotals);
  g_free(sheet);
}
