/* check_item.c: what a panel gave on one item, as the checks, the matrix and the consensus look at it. */
#include "scoring/check.h"

size_t check_item_count(const Stage *stage, const Criteria *criteria) {
  return stage->form == STAGE_ITEMS ? criteria->n_items : stage->form == STAGE_TOTAL;
}

CheckItem check_item_of(const Stage *stage, const Criteria *criteria, size_t number) {
  if (stage->form == STAGE_TOTAL)
    return (CheckItem){
        .code = stage_cell_code(stage, criteria, 0), .scale = &stage->scale, .den = 1, .full = stage->scale.max};
  const Node *node = criteria->items[number];
  const Rubric *rubric = node->rubric;
  return (CheckItem){.code = node->code,
                     .node = node,
                     .rubric = rubric,
                     .scale = rubric->scale,
                     .den = rubric->den,
                     .full = rubric->max * rubric->den};
}

void check_item_fill(CheckItem *item, const Panel *panel, int64_t *results) {
  item->results = results;
  item->n = 0;
  item->low = INT64_MAX;
  item->high = item->sum = 0;
  for (size_t b = 0; b < panel->n; b++) {
    const Mark *marks = panel->books[b].marks;
    results[b] = item->rubric ? rubric_result(item->rubric, marks + item->node->cell) : marks[0];
    if (results[b] < 0) continue;
    item->n++;
    item->sum += results[b];
    item->low = MIN(item->low, results[b]);
    item->high = MAX(item->high, results[b]);
  }
  if (item->n == 0) item->low = 0;
}
