/* passing.c: who is still in after each stage, and for what reason others are not.
 *
 * The first reason met counts: a veto, a withdrawal, a class or kind the rules do not know, then stage by stage a missing
 * figure or a line not reached. Lines are drawn within a class, on the stage's own total, and a tie at the line passes
 * whole. A stage nobody has a scorebook (a gate: a decision) at yet has not begun and holds up nobody; who has
 * withdrawn is nobody. The line of a sealed stage stays where it was drawn: by those who took part when it was sealed. Nobody
 * moves up when one of them leaves, nobody falls behind it when somebody comes back, who passes it by the points it asks. */
#include "scoring/ranking_parts.h"

#include <stdlib.h>
#include <string.h>

static void drop(RankRun *run, uint32_t applicant, Fate fate, size_t stage) {
  run->fates[applicant] = (uint8_t)fate;
  run->fate_stages[applicant] = (uint16_t)stage;
}

static bool find_class(const Rules *rules, const Applicant *applicant, uint32_t *ret_class) {
  for (size_t c = 0; c < rules->n_classes; c++)
    if (g_strcmp0(rules->classes[c].id, applicant->class_id) == 0) {
      *ret_class = (uint32_t)c;
      return class_takes_kind(&rules->classes[c], applicant->kind);
    }
  return rules->n_classes == 0;
}

static void drop_left(RankRun *run, uint32_t a) {
  drop(run, a, applicant_is_vetoed(&run->cycle->applicants[a]) ? FATE_VETO : FATE_WITHDRAWN, 0);
}

static bool took_part_somewhere(const Cycle *cycle, uint32_t applicant, size_t n_stages) {
  for (size_t s = 0; cycle->n_presences > 0 && s < n_stages; s++)
    if (!cycle_has_left(cycle, applicant, s)) return true;
  return false;
}

/* Who left after a stage was sealed goes along, for the lines it has a part in, and is told apart at the end. */
static void admit(RankRun *run, uint32_t a, size_t stage) {
  const Applicant *applicant = &run->cycle->applicants[a];
  bool fits = find_class(run->award->rules, applicant, &run->classes[a]);
  if (applicant_has_left(applicant) && !took_part_somewhere(run->cycle, a, run->ranking->n_stages))
    drop_left(run, a);
  else if (!fits)
    drop(run, a, FATE_CLASS, stage);
}

/* That they left is told of them, and not how they would have fared. */
static void tell_left(RankRun *run) {
  for (size_t i = 0; i < run->cycle->n_presences; i++) {
    uint32_t a = run->cycle->presences[i].applicant;
    if (applicant_has_left(&run->cycle->applicants[a])) drop_left(run, a);
  }
}

/* -- one by one ------------------------------------------------------------------------------------------ */

/* What happens to one who is in does not depend on the others. */
typedef void Decide(RankRun *run, uint32_t applicant, size_t stage);

typedef struct Deciding {
  RankRun *run;
  size_t stage;
  Decide *decide;
} Deciding;

static void decide_piece(size_t piece, void *data) {
  const Deciding *deciding = data;
  RankRun *run = deciding->run;
  size_t first = piece * RANK_PIECE, end = MIN(first + RANK_PIECE, run->cycle->n_applicants);
  for (size_t a = first; a < end; a++)
    if (run->fates[a] == FATE_IN) deciding->decide(run, (uint32_t)a, deciding->stage);
}

static void decide_each(RankRun *run, size_t stage, Decide *decide) {
  Deciding deciding = {run, stage, decide};
  rank_share(run->cycle->n_applicants, decide_piece, &deciding);
}

/* -- decisions ----------------------------------------------------------------------------------------- */

bool stage_is_any_decided(const Cycle *cycle, size_t stage) {
  for (size_t i = 0; i < cycle->n_decisions; i++) {
    const StageDecision *decision = &cycle->decisions[i];
    if (decision->stage != stage) continue;
    bool withdrawn = applicant_has_withdrawn(&cycle->applicants[decision->applicant]);
    if (!withdrawn || !cycle_has_left(cycle, decision->applicant, stage)) return true;
  }
  return false;
}

static void want_passed(RankRun *run, uint32_t applicant, size_t stage) {
  const StageDecision *decision = cycle_decision(run->cycle, applicant, stage);
  if (!decision)
    drop(run, applicant, FATE_INCOMPLETE, stage);
  else if (!decision->passed)
    drop(run, applicant, FATE_NOT_PASSED, stage);
}

static void pass_by_decision(RankRun *run, size_t stage) {
  if (!stage_is_any_decided(run->cycle, stage)) return;
  run->ranking->begun[stage] |= run->award->rules->stages[stage].form == STAGE_GATE;
  decide_each(run, stage, want_passed);
}

/* -- lines ------------------------------------------------------------------------------------------------ */

typedef struct StageOrder {
  const RankRun *run;
  size_t stage;
} StageOrder;

static Ratio points_of(const StageOrder *order, const Row *row) {
  return total_at(order->run, row->applicant, order->stage)->points;
}

static int by_points_falling(const void *a, const void *b, void *data) {
  const Row *x = a, *y = b;
  if (x->key != y->key) return x->key < y->key ? 1 : -1;
  return ratio_cmp(points_of(data, y), points_of(data, x));
}

/* Those who have a part in the line. */
static size_t list_class(StageOrder *order, uint32_t class_index, Row *rows) {
  const RankRun *run = order->run;
  size_t n = 0;
  for (uint32_t a = 0; a < run->cycle->n_applicants; a++) {
    if (run->fates[a] != FATE_IN || run->classes[a] != class_index) continue;
    if (run->cycle->n_presences > 0 && cycle_has_left(run->cycle, a, order->stage)) continue;
    rows[n++] = (Row){row_key(total_at(run, a, order->stage)->points), a, class_index};
  }
  qsort_r(rows, n, sizeof *rows, by_points_falling, order);
  return n;
}

/* A share of those here is cut to a whole number, at least one. */
static size_t places_to_go_on(const Stage *stage, size_t n) {
  if (stage->pass == PASS_TOP) return (size_t)stage->pass_value.num;
  size_t share = (size_t)(stage->pass_value.num * (int128_t)n / stage->pass_value.den);
  return MAX(share, 1);
}

static void pass_best(RankRun *run, size_t index, uint32_t class_index, Row *rows) {
  StageOrder order = {run, index};
  size_t n = list_class(&order, class_index, rows);
  size_t places = places_to_go_on(&run->award->rules->stages[index], n);
  if (n < places) return;
  Ratio line = points_of(&order, &rows[places - 1]);
  for (uint32_t a = 0; a < run->cycle->n_applicants; a++)
    if (run->fates[a] == FATE_IN && run->classes[a] == class_index &&
        ratio_cmp(total_at(run, a, index)->points, line) < 0)
      drop(run, a, FATE_NOT_PASSED, index);
}

static void pass_by_place(RankRun *run, size_t stage) {
  g_autofree Row *rows = g_new(Row, run->cycle->n_applicants);
  for (uint32_t c = 0; c < MAX(run->award->rules->n_classes, 1); c++) pass_best(run, stage, c, rows);
}

static void want_floor(RankRun *run, uint32_t applicant, size_t stage) {
  const StageTotal *total = total_at(run, applicant, stage);
  Ratio floor = ratio_div(ratio_mul(total->max, run->award->rules->stages[stage].pass_value), ratio_int(100));
  if (ratio_cmp(total->points, floor) < 0) drop(run, applicant, FATE_NOT_PASSED, stage);
}

/* -- stage by stage ---------------------------------------------------------------------------------------- */

bool stage_selects(const Stage *stage) {
  return stage->form != STAGE_GATE &&
         (stage->pass == PASS_TOP || stage->pass == PASS_RATIO || stage->pass == PASS_FLOOR);
}

static void want_figure(RankRun *run, uint32_t applicant, size_t stage) {
  if (!is_complete_at(run, applicant, stage)) drop(run, applicant, FATE_INCOMPLETE, stage);
}

static void pass_stage(RankRun *run, size_t index) {
  const Stage *stage = &run->award->rules->stages[index];
  if (run->ranking->begun[index] && (stage_counts(stage) || stage_selects(stage))) decide_each(run, index, want_figure);
  if (stage->pass == PASS_DECISION) pass_by_decision(run, index);
  if (!run->ranking->begun[index] || !stage_selects(stage)) return;
  if (stage->pass == PASS_FLOOR)
    decide_each(run, index, want_floor);
  else
    pass_by_place(run, index);
}

/* Before the first scorebook nobody has a total to be ranked by. */
static void want_any_figure(RankRun *run) {
  const Rules *rules = run->award->rules;
  size_t first = rules->n_stages;
  for (size_t s = rules->n_stages; s-- > 0;) {
    if (!stage_counts(&rules->stages[s])) continue;
    if (run->ranking->begun[s]) return;
    first = s;
  }
  if (first < rules->n_stages) decide_each(run, first, want_figure);
}

void passing_by_stage(RankRun *run) {
  decide_each(run, 0, admit);
  for (size_t s = 0; s < run->ranking->n_stages; s++) pass_stage(run, s);
  tell_left(run);
}

void passing_decide(RankRun *run) {
  passing_by_stage(run);
  want_any_figure(run);
}
