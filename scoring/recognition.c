/* recognition.c: conditions of recognition levels and gates, read off a scoresheet.
 *
 * What a condition names but the sheet lacks (an incomplete category, a total of criteria without one) is open: neither met
 * nor missed, and neither is its opposite. All, any and not are those of Kleene's strong logic of three values (1952). */
#include "scoring/scoresheet.h"

#include <string.h>

typedef enum Answer { MISSED, OPEN, MET } Answer; /* all is the least of several, any the greatest */

typedef struct Reading { /* what a condition's ref stands at */
  bool complete;
  Ratio points, max;
  const Node *node;
} Reading;

static Reading read_total(const Scoresheet *sheet) {
  return (Reading){sheet->total.state == TOTAL_COMPLETE, sheet->total.points, sheet->total.max, NULL};
}

static Reading read_subtotal(const Scoresheet *sheet, const char *ref) {
  for (size_t i = 0; i < sheet->n_subtotals; i++) {
    const SubtotalScore *score = &sheet->subtotals[i];
    if (strcmp(score->subtotal->id, ref) == 0) return (Reading){score->complete, score->points, score->max, NULL};
  }
  return (Reading){.complete = false};
}

static Reading read_node(const Scoresheet *sheet, const char *ref) {
  for (size_t i = 0; i < sheet->n_nodes; i++) {
    const NodeScore *score = &sheet->nodes[i];
    if (strcmp(score->node->code, ref) == 0) return (Reading){score->complete, score->points, score->max, score->node};
  }
  return (Reading){.complete = false};
}

static Reading read_any(const Scoresheet *sheet, const char *ref) {
  if (strcmp(ref, "total") == 0) return read_total(sheet);
  Reading reading = read_node(sheet, ref);
  return reading.node ? reading : read_subtotal(sheet, ref);
}

static Answer reaches(const Condition *condition, Ratio value) {
  int order = ratio_cmp(value, condition->value);
  return order > 0 || (order == 0 && !condition->above) ? MET : MISSED;
}

static Answer reaches_points(const Condition *condition, Reading reading) {
  return reading.complete ? reaches(condition, reading.points) : OPEN;
}

static Answer reaches_percent(const Condition *condition, Reading reading) {
  return reading.complete ? reaches(condition, ratio_percent(reading.points, reading.max)) : OPEN;
}

/* A category is read by the rubric of its first item; NULL: it has none, as where only the context is described. */
static const Rubric *rubric_of(const Node *node) {
  while (node && node->item < 0) node = node->n_children > 0 ? node->children[0] : NULL;
  return node ? node->rubric : NULL;
}

static Answer reaches_band(const Condition *condition, Reading reading) {
  const Rubric *rubric = rubric_of(reading.node);
  if (!rubric || !reading.complete) return OPEN;
  Ratio reached = ratio_div(ratio_mul(reading.points, ratio_int(rubric->max)), reading.max);
  for (size_t i = 0; i < rubric->n_bands; i++)
    if (strcmp(rubric->bands[i].id, condition->band) == 0)
      return ratio_cmp(reached, ratio_int(rubric->bands[i].from)) >= 0 ? MET : MISSED;
  return OPEN;
}

static Answer ask(const Condition *condition, const Scoresheet *sheet);

static Answer ask_all(const Condition *condition, const Scoresheet *sheet) {
  Answer least = MET;
  for (size_t i = 0; i < condition->n_children; i++) {
    Answer one = ask(&condition->children[i], sheet);
    least = MIN(least, one);
  }
  return least;
}

static Answer ask_any(const Condition *condition, const Scoresheet *sheet) {
  Answer greatest = MISSED;
  for (size_t i = 0; i < condition->n_children; i++) {
    Answer one = ask(&condition->children[i], sheet);
    greatest = MAX(greatest, one);
  }
  return greatest;
}

static Answer ask(const Condition *condition, const Scoresheet *sheet) {
  switch (condition->type) {
  case CONDITION_ALL: return ask_all(condition, sheet);
  case CONDITION_ANY: return ask_any(condition, sheet);
  case CONDITION_NOT: return (Answer)(MET - ask_any(condition, sheet));
  case CONDITION_TOTAL: return reaches_points(condition, read_total(sheet));
  case CONDITION_SUBTOTAL: return reaches_points(condition, read_subtotal(sheet, condition->ref));
  case CONDITION_SCORE: return reaches_points(condition, read_any(sheet, condition->ref));
  case CONDITION_PERCENT: return reaches_percent(condition, read_any(sheet, condition->ref));
  case CONDITION_BAND: return reaches_band(condition, read_node(sheet, condition->ref));
  }
  return OPEN;
}

bool condition_is_met(const Condition *condition, const Scoresheet *sheet) { return ask(condition, sheet) == MET; }

static bool has_track(const Level *const *levels, size_t n, const char *track) {
  for (size_t i = 0; i < n; i++)
    if (g_strcmp0(levels[i]->track, track) == 0) return true;
  return false;
}

static size_t add_met(const Scoresheet *sheet, const Level *levels, size_t n_levels, const Level **met, size_t n,
                      size_t most) {
  for (size_t i = 0; i < n_levels && n < most; i++) {
    const char *track = levels[i].track ? levels[i].track : "";
    if (*track && has_track(met, n, track)) continue;
    if (condition_is_met(&levels[i].condition, sheet)) met[n++] = &levels[i];
  }
  return n;
}

size_t levels_met(const Scoresheet *sheet, const Rules *rules, const Level **ret_levels, size_t most) {
  size_t n = add_met(sheet, sheet->criteria->levels, sheet->criteria->n_levels, ret_levels, 0, most);
  return add_met(sheet, rules->levels, rules->n_levels, ret_levels, n, most);
}
