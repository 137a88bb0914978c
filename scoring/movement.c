/* movement.c: two scoresheets of one panel, before and after it talked, and the difference between them. */
#include "scoring/movement.h"

/* The independents' figures: as combined where that is computed, else their mean. */
static Scoresheet *sheet_before(const Criteria *criteria, const Rules *rules, const Cycle *cycle, const Panel *panel) {
  Panel apart = *panel;
  Rules plain = *rules;
  g_autofree Stage *stages = g_memdup2(rules->stages, rules->n_stages * sizeof(Stage));
  Combination *how = &stages[panel->stage].combination;
  apart.agreed = NULL;
  plain.stages = stages;
  if (how->method == METHOD_JUDGED)
    *how = (Combination){.method = METHOD_MEAN, .trim = ratio_int(0), .minimum = 1, .blank = how->blank};
  Scoresheet *sheet = scoresheet_of(criteria, &plain, cycle, &apart);
  sheet->stage = &rules->stages[panel->stage];
  return sheet;
}

/* What the panel agreed on, cell by cell. */
static void read_agreed(const Panel *panel, const Node *node, const Scale *scale, ItemMovement *item) {
  size_t first = node ? node->cell : 0, n = node ? node->rubric->n_cells : 1;
  item->result = ratio_int(0);
  for (size_t i = 0; panel->agreed && i < n; i++) item->agreed |= panel->agreed[first + i] != MARK_BLANK;
  if (!item->agreed) return;
  int64_t result = node ? rubric_result(node->rubric, panel->agreed + first) : panel->agreed[0];
  item->whole = result >= 0;
  if (item->whole) item->result = ratio((int128_t)result * scale->unit, (int128_t)100 * (node ? node->rubric->den : 1));
}

static Ratio scale_of(const Criteria *criteria, const Stage *stage) {
  bool fits = stage->form == STAGE_ITEMS && !ratio_is_zero(criteria->points);
  return fits ? ratio_div(stage_full_marks(stage, criteria), criteria->points) : ratio_int(1);
}

static void compare(Movement *movement, const Panel *panel, size_t i) {
  ItemMovement *item = &movement->items[i];
  item->before = &movement->before->items[i];
  item->after = &movement->after->items[i];
  const Node *node = item->after->item;
  read_agreed(panel, node, node ? node->rubric->scale : &movement->after->stage->scale, item);
  Ratio scale = scale_of(movement->after->criteria, movement->after->stage);
  item->from = ratio_mul(item->before->value, scale);
  item->to = ratio_mul(item->after->value, scale);
  item->moved = ratio_sub(item->to, item->from);
  movement->moved = ratio_add(movement->moved, item->moved);
}

Movement *movement_of(const Criteria *criteria, const Rules *rules, const Cycle *cycle, const Panel *panel) {
  Movement *movement = g_new0(Movement, 1);
  movement->before = sheet_before(criteria, rules, cycle, panel);
  movement->after = scoresheet_of(criteria, rules, cycle, panel);
  movement->counts = rules->stages[panel->stage].combination.method == METHOD_JUDGED;
  movement->n_items = movement->after->n_items;
  movement->items = g_new0(ItemMovement, movement->n_items + 1);
  movement->moved = ratio_int(0);
  for (size_t i = 0; i < movement->n_items; i++) compare(movement, panel, i);
  movement->elsewhere = ratio_sub(ratio_sub(movement->after->raw, movement->before->raw), movement->moved);
  return movement;
}

void movement_free(Movement *movement) {
  if (!movement) return;
  scoresheet_free(movement->before);
  scoresheet_free(movement->after);
  g_free(movement->items);
  g_free(movement);
}
