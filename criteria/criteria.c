/* criteria.c: looking things up in loaded criteria: legal marks, bands, nodes and cells. */
#include "criteria/criteria.h"

#include "criteria/arena.h"

#include <string.h>

const char *const rubric_combine_names[] = {"judged", "mean", "min", "median", "ladder", NULL};
const char *const aggregate_names[] = {"sum", "mean", "pass-all", "minimum", NULL};
const char *const round_at_names[] = {"item", "stage", "total", NULL};

bool scale_allows(const Scale *scale, int16_t mark) {
  for (size_t i = 0; i < scale->n_legal; i++) {
    if (scale->legal[i] == mark) return true;
  }
  if (scale->n_legal > 0 || mark < scale->min || mark > scale->max) return false;
  return scale->step > 0 && (mark - scale->min) % scale->step == 0;
}

static int16_t step_listed(const Scale *scale, int16_t mark, int direction) {
  for (size_t i = 0; i < scale->n_legal; i++) {
    int16_t legal = scale->legal[direction > 0 ? i : scale->n_legal - 1 - i];
    if (direction > 0 ? legal > mark : legal < mark) return legal;
  }
  return mark;
}

int16_t scale_step(const Scale *scale, int16_t mark, int direction) {
  if (scale->n_legal > 0) return step_listed(scale, mark, direction);
  if (scale->step <= 0) return mark;
  int last = scale->max - (scale->max - scale->min) % scale->step;
  if (direction > 0 && mark < scale->min) return scale->min;
  if (direction < 0 && mark > last) return (int16_t)last;
  if (direction > 0 ? mark >= last : mark <= scale->min) return mark;
  int steps = (mark - scale->min) / scale->step, exact = (mark - scale->min) % scale->step == 0;
  return (int16_t)(scale->min + (direction > 0 ? steps + 1 : steps - exact) * scale->step);
}

static size_t scale_size(const Scale *scale) {
  if (scale->n_legal > 0) return scale->n_legal;
  return scale->step > 0 ? (size_t)((scale->max - scale->min) / scale->step) + 1 : 0;
}

static void put_mark(GString *line, const Scale *scale, size_t i) {
  int64_t mark = scale->n_legal > 0 ? scale->legal[i] : scale->min + (int64_t)i * scale->step;
  g_autofree char *text = ratio_short(ratio(mark * scale->unit, 100));
  g_string_append(line, text);
}

static bool is_even(const Scale *scale) {
  for (size_t i = 2; i < scale->n_legal; i++) {
    if (scale->legal[i] - scale->legal[i - 1] != scale->legal[1] - scale->legal[0]) return false;
  }
  return true;
}

char *scale_describe(const Scale *scale) {
  GString *line = g_string_new(NULL);
  size_t n = scale_size(scale);
  bool shorten = n > 6 && is_even(scale);
  for (size_t i = 0; i < (shorten ? 3 : n); i++) {
    if (i > 0) g_string_append(line, ", ");
    put_mark(line, scale, i);
  }
  if (shorten) {
    g_string_append(line, " ... ");
    put_mark(line, scale, n - 1);
  }
  return g_string_free(line, FALSE);
}

const Band *rubric_band(const Rubric *rubric, Ratio hundredths) {
  const Band *found = rubric->n_bands > 0 ? &rubric->bands[0] : NULL;
  for (size_t i = 1; i < rubric->n_bands; i++) {
    if (ratio_cmp(hundredths, ratio_int(rubric->bands[i].from)) >= 0) found = &rubric->bands[i];
  }
  return found;
}

const Node *criteria_node(const Criteria *criteria, const char *code) {
  const Arena *arena = criteria->owner;
  if (arena != NULL) return g_hash_table_lookup(arena->nodes, code);
  for (size_t i = 0; i < criteria->n_nodes; i++) {
    if (strcmp(criteria->nodes[i].code, code) == 0) return &criteria->nodes[i];
  }
  return NULL;
}

const Subtotal *criteria_subtotal(const Criteria *criteria, const char *id) {
  for (size_t i = 0; i < criteria->n_subtotals; i++) {
    if (strcmp(criteria->subtotals[i].id, id) == 0) return &criteria->subtotals[i];
  }
  return NULL;
}

int criteria_cell(const Criteria *criteria, const char *code) {
  const Arena *arena = criteria->owner;
  if (arena != NULL) return GPOINTER_TO_INT(g_hash_table_lookup(arena->cells, code)) - 1;
  for (size_t i = 0; i < criteria->n_cells; i++) {
    if (strcmp(criteria->cell_codes[i], code) == 0) return (int)i;
  }
  return -1;
}

const Node *criteria_cell_item(const Criteria *criteria, size_t cell) {
  size_t low = 0, high = criteria->n_items;
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (criteria->items[middle]->cell <= cell)
      low = middle;
    else
      high = middle;
  }
  return low < criteria->n_items ? criteria->items[low] : NULL;
}

void criteria_free(Criteria *criteria) {
  if (criteria == NULL) return;
  arena_free(criteria->owner);
  g_free(criteria);
}

bool code_is_of(const char *code, const char *item) {
  size_t n = strlen(item);
  return strncmp(code, item, n) == 0 && (code[n] == '\0' || code[n] == '/');
}

bool code_touches(const char *code, const char *item) { return !item || !*code || code_is_of(code, item); }
