/* exchange_grid.c: what a scorebook of one stage and criteria looks like in a file of scores: codes, scales, plain marks. */
#include "store/exchange_private.h"

#include <string.h>

void grid_free(Grid *grid) {
  g_free((gpointer)grid->codes);
  g_free(grid->code_lengths);
  g_free(grid->heads);
  g_free(grid->plain);
  g_free((gpointer)grid->scales);
  g_hash_table_destroy(grid->cells);
  g_free(grid);
}

/* "0" to "327" on a scale of whole units: nearly every mark there is. */
static void fill_plain(const Scale *scale, bool plain[PLAIN_MARKS]) {
  for (int16_t i = 0; i < PLAIN_MARKS; i++)
    plain[i] = scale->unit == 1 && !scale->names && scale_allows(scale, (Mark)(i * 100));
}

/* The first bytes of a row's rest, as they are compared: exchange_go_on.c. */
static void make_head(Grid *grid, size_t cell) {
  size_t n = grid->code_lengths[cell];
  char text[8] = {0}, mask[8] = {0};
  memcpy(text, grid->codes[cell], n);
  text[n] = ',';
  memset(mask, 0xff, n + 1);
  memcpy(&grid->heads[cell].word, text, sizeof text);
  memcpy(&grid->heads[cell].mask, mask, sizeof mask);
}

static Grid *grid_new(const Stage *stage, uint16_t number, const Criteria *criteria) {
  Grid *grid = g_new0(Grid, 1);
  *grid = (Grid){.stage = number,
                 .criteria = criteria,
                 .n = stage_cells(stage, criteria),
                 .cells = g_hash_table_new(g_str_hash, g_str_equal)};
  grid->codes = g_new0(const char *, grid->n);
  grid->code_lengths = g_new0(size_t, grid->n);
  grid->heads = g_malloc0_n(grid->n + 1, sizeof *grid->heads);
  grid->has_heads = true;
  grid->scales = g_new0(const Scale *, grid->n);
  grid->plain = g_malloc0(grid->n * sizeof *grid->plain);
  for (size_t i = 0; i < grid->n; i++) {
    grid->codes[i] = stage_cell_code(stage, criteria, i);
    grid->code_lengths[i] = strlen(grid->codes[i]);
    grid->has_heads &= grid->code_lengths[i] < 8;
    if (grid->has_heads) make_head(grid, i);
    grid->scales[i] = stage_cell_scale(stage, criteria, i);
    fill_plain(grid->scales[i], grid->plain[i]);
    g_hash_table_insert(grid->cells, (gpointer)grid->codes[i], GSIZE_TO_POINTER(i + 1));
  }
  if (stage->form == STAGE_TOTAL) g_hash_table_insert(grid->cells, (gpointer) "总分", GSIZE_TO_POINTER(1));
  for (size_t i = 0; stage->form == STAGE_ITEMS && i < criteria->n_items; i++)
    grid->ranged |= criteria->items[i]->rubric->range;
  return grid;
}

const Grid *grid_for(Import *import, uint16_t stage, const Criteria *criteria) {
  GPtrArray *grids = import->scores->grids;
  for (guint i = 0; i < grids->len; i++) {
    const Grid *grid = g_ptr_array_index(grids, i);
    if (grid->stage == stage && grid->criteria == criteria) return grid;
  }
  Grid *grid = grid_new(&import->store->award->rules->stages[stage], stage, criteria);
  g_ptr_array_add(grids, grid);
  return grid;
}
