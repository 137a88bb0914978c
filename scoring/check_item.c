/* check_item.c: the items of a stage, a panel's results on one, and how those are measured and shown. */
#include "scoring/check_item.h"

#include <stdlib.h>

size_t check_item_count(const Stage *stage, const Criteria *criteria) {
  return stage->form == STAGE_ITEMS ? criteria->n_items : stage->form == STAGE_TOTAL;
}

static ItemSide side_of(const char *kind) {
  static const char *const processes[] = {"process", "enabler", "execution", NULL};
  if (kind && g_strv_contains(processes, kind)) return SIDE_PROCESS;
  return g_strcmp0(kind, "results") == 0 ? SIDE_RESULTS : SIDE_OTHER;
}

CheckItem check_item_of(const Stage *stage, const Criteria *criteria, size_t number) {
  if (stage->form == STAGE_TOTAL)
    return (CheckItem){.code = stage_cell_code(stage, criteria, 0),
                       .scale = &stage->scale,
                       .den = 1,
                       .full = MAX(stage->scale.max, 1)};
  const Node *node = criteria->items[number];
  const Rubric *rubric = node->rubric;
  return (CheckItem){.code = node->code,
                     .side = side_of(node->kind),
                     .node = node,
                     .rubric = rubric,
                     .scale = rubric->scale,
                     .den = rubric->den,
                     .full = MAX(rubric->max * rubric->den, 1)};
}

int64_t check_item_result(const CheckItem *item, const Mark *marks) {
  return item->rubric ? rubric_result(item->rubric, marks + item->node->cell) : marks[0];
}

/* A judged mark is the result as it is. */
bool check_item_is_plain(const CheckItem *item) { return !item->rubric || item->rubric->combine == COMBINE_JUDGED; }

bool check_item_takes_range(const CheckItem *item) { return item->rubric && item->rubric->range; }

static bool is_strange(const CheckItem *item, const Mark *marks, size_t n) {
  bool strange = false;
  for (size_t c = 0; c < n; c++) strange |= !check_is_legal(item, marks[c]);
  return strange;
}

static void read_cell(CheckItem *item, const Panel *panel, size_t cell, int64_t *results) {
  bool strange = false;
  for (size_t b = 0; b < panel->n; b++) {
    Mark mark = panel->books[b].marks[cell];
    results[b] = mark;
    strange |= item->legal && !check_is_legal(item, mark);
  }
  item->strange = strange;
}

static void read_cells(CheckItem *item, const Panel *panel, int64_t *results) {
  item->strange = false;
  for (size_t b = 0; b < panel->n; b++) {
    const Mark *marks = panel->books[b].marks;
    results[b] = check_item_result(item, marks);
    item->strange |= item->legal && is_strange(item, marks + item->node->cell, item->rubric->n_cells);
  }
}

void check_item_fill(CheckItem *item, const Panel *panel, int64_t *results) {
  int64_t low = INT64_MAX, high = 0, sum = 0;
  size_t n = 0;
  if (check_item_is_plain(item))
    read_cell(item, panel, item->node ? item->node->cell : 0, results);
  else
    read_cells(item, panel, results);
  for (size_t b = 0; b < panel->n; b++) {
    if (results[b] < 0) continue;
    n++;
    sum += results[b];
    low = MIN(low, results[b]);
    high = MAX(high, results[b]);
  }
  item->results = results;
  item->n = n;
  item->low = n > 0 ? low : 0;
  item->high = high;
  item->sum = sum;
}

static int rising(const void *a, const void *b) {
  int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
  return (left > right) - (left < right);
}

int64_t twice_median(int64_t *numbers, size_t n) {
  if (n == 0) return 0;
  qsort(numbers, n, sizeof *numbers, rising);
  return numbers[(n - 1) / 2] + numbers[n / 2];
}

bool check_reaches(const CheckItem *item, int64_t distance, Ratio percent) {
  return (int128_t)distance * 100 * percent.den >= percent.num * item->full;
}
