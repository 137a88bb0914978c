/* stage_total.c: what an applicant reached at one stage: items or one figure, combined, then in this order
 * brought to the stage's full marks, rounded, and lessened by deductions. */
#include "scoring/scoresheet_parts.h"

#include <string.h>

RoundingRule stage_rounding(const Criteria *criteria, const Rules *rules, const Stage *stage) {
  if (stage->rounding.set) return stage->rounding;
  if (rules->rounding.set || stage->form != STAGE_ITEMS) return rules->rounding;
  return (RoundingRule){true, criteria->rounding, criteria->round_at, criteria->round_step};
}

/* -- deductions ------------------------------------------------------------------------------------ */

static bool is_before(const Deducted *row, uint32_t applicant, uint16_t stage) {
  return row->applicant < applicant || (row->applicant == applicant && row->stage < stage);
}

static size_t first_deducted(const Cycle *cycle, uint32_t applicant, uint16_t stage) {
  size_t low = 0, high = cycle->n_deducted;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (is_before(&cycle->deducted[middle], applicant, stage))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

Ratio deduction_charge(const Deduction *deduction, Ratio amount) {
  Ratio over = ratio_sub(amount, deduction->free);
  if (!ratio_is_valid(over)) return over;
  if (over.num <= 0) return ratio_int(0);
  int128_t units = over.num / over.den + (over.num % over.den != 0);
  return ratio_mul(deduction->points, ratio(units, 1));
}

static Ratio deductions_of(const Cycle *cycle, const Stage *stage, uint32_t applicant, uint16_t index) {
  Ratio sum = ratio_int(0);
  size_t first = first_deducted(cycle, applicant, index);
  for (size_t d = 0; d < stage->n_deductions; d++) {
    Ratio amount = ratio_int(0);
    for (size_t i = first; i < cycle->n_deducted; i++) {
      const Deducted *row = &cycle->deducted[i];
      if (row->applicant != applicant || row->stage != index) break;
      if (strcmp(row->deduction, stage->deductions[d].id) == 0) amount = ratio_add(amount, row->amount);
    }
    if (!ratio_is_zero(amount)) sum = ratio_add(sum, deduction_charge(&stage->deductions[d], amount));
  }
  return sum;
}

/* -- scorebook totals into one (apply-at total) ------------------------------------------------------ */

static const Combination ALONE = {.method = METHOD_MEAN, .trim = {0, 1}};
static const Ratio NO_TOTAL = {-1, 1};

static bool is_unmarked(const Node *item, const Scorebook *book, bool *ret_blank) {
  int64_t result = rubric_result(item->rubric, book->marks + item->cell);
  *ret_blank |= result == MARK_BLANK;
  return result == MARK_BLANK || result == MARK_ABSTAINED;
}

/* Counted items that some taken scorebook has no mark on. */
static uint32_t count_unmarked(const ScoreScratch *scratch, bool *ret_blank) {
  uint32_t unmarked = 0;
  for (size_t i = 0; i < scratch->criteria->n_items; i++) {
    if (!scratch->counts[i]) continue;
    bool any = false;
    for (size_t b = 0; b < scratch->n_books; b++)
      any |= is_unmarked(scratch->criteria->items[i], scratch->books[b], ret_blank);
    unmarked += any;
  }
  return unmarked;
}

/* Each taken scorebook's own total, by taking it alone; NO_TOTAL where a mark lacks. */
static void total_each_book(ScoreScratch *scratch, RoundingRule rounding) {
  const Scorebook **books = scratch->books;
  size_t n = scratch->n_books, lead = scratch->lead;
  scratch->n_books = 1;
  for (size_t b = 0; b < n; b++) {
    Ratio max;
    scratch->books = books + b;
    bool complete = figures_combine(scratch, &ALONE) == 0;
    scratch->totals[b] = complete ? figures_total(scratch, rounding, &max) : NO_TOTAL;
  }
  scratch->books = books;
  scratch->n_books = n;
  scratch->lead = lead;
}

static int128_t common_of_totals(const ScoreScratch *scratch, int128_t most) {
  int128_t common = 1;
  for (size_t i = 0; i < scratch->n_books; i++) {
    int128_t den = scratch->totals[i].den;
    if (den > most) return 0;
    common *= ratio(den, common).num;
    if (common > most) return 0;
  }
  return common;
}

/* The totals as whole numbers of 1/common, in results; returns common, 0 when they do not fit. */
static int128_t put_totals(ScoreScratch *scratch) {
  int128_t most = INT64_MAX / ((int128_t)scratch->n_books + 1), common = common_of_totals(scratch, most);
  for (size_t i = 0; i < scratch->n_books && common > 0; i++) {
    Ratio total = scratch->totals[i], whole = ratio_mul(total, ratio(common, 1));
    if (!ratio_is_valid(whole) || whole.num > most) return 0;
    scratch->results[i] = total.num < 0 ? MARK_BLANK : (int64_t)whole.num;
  }
  return common;
}

static void reckon_books(Reckoning *reckoning, const Combination *how, RoundingRule rounding, ScoreScratch *scratch) {
  StageTotal *total = &reckoning->total;
  bool blank = false;
  uint32_t unmarked = count_unmarked(scratch, &blank);
  total_each_book(scratch, rounding);
  figures_combine(scratch, how);
  figures_total(scratch, rounding, &total->max);
  int128_t common = put_totals(scratch);
  if (common == 0) {
    reckoning->raw = ratio(0, 0);
    return;
  }
  Combination skip = *how;
  if (skip.blank == BLANK_REFUSE && !blank) skip.blank = BLANK_SKIP_MARK;
  Combined combined = combine(&skip, scratch->results, scratch->n_books, scratch->lead);
  total->fell_back = combined.fell_back;
  if (combined.state == COMBINED_NUMBER)
    reckoning->raw = ratio(combined.sum, common * combined.n);
  else
    total->state = TOTAL_INCOMPLETE, total->missing = unmarked;
}

/* -- the stage ---------------------------------------------------------------------------------------- */

static void reckon_items(Reckoning *reckoning, const Combination *how, RoundingRule rounding, ScoreScratch *scratch) {
  StageTotal *total = &reckoning->total;
  total->missing = figures_combine(scratch, how);
  if (total->missing > 0) total->state = TOTAL_INCOMPLETE;
  total->fell_back = scratch->fell_back;
  reckoning->raw = figures_total(scratch, rounding, &total->max);
}

static void reckon_figure(Reckoning *reckoning, const Stage *stage, RoundingRule rounding, ScoreScratch *scratch) {
  for (size_t b = 0; b < scratch->n_books; b++) scratch->results[b] = scratch->books[b]->marks[0];
  Combined *figure = &reckoning->figure;
  *figure = combine(&stage->combination, scratch->results, scratch->n_books, scratch->lead);
  reckoning->total.max = stage->max;
  reckoning->total.fell_back = figure->fell_back;
  reckoning->raw = ratio_int(0);
  if (figure->state == COMBINED_NUMBER)
    reckoning->raw = ratio((int128_t)figure->sum * stage->scale.unit, (int128_t)figure->n * 100);
  else
    reckoning->total.state = TOTAL_INCOMPLETE, reckoning->total.missing = 1;
  reckoning->raw = ratio_round(reckoning->raw, rounding.policy, rounding.step);
}

/* Where the rules give the stage other full marks than the criteria's, points are brought to them. */
static void fit_to_stage(Reckoning *reckoning, const Criteria *criteria, const Stage *stage) {
  if (stage->form != STAGE_ITEMS || !stage->max_set || ratio_is_zero(criteria->points)) return;
  if (ratio_cmp(stage->max, criteria->points) == 0) return;
  reckoning->fit = ratio_div(stage->max, criteria->points);
  reckoning->raw = ratio_mul(reckoning->raw, reckoning->fit);
  reckoning->total.max = ratio_mul(reckoning->total.max, reckoning->fit);
}

static void finish(Reckoning *reckoning, RoundingRule rounding, Ratio deducted) {
  Ratio points = reckoning->raw;
  if (rounding.set && rounding.at == ROUND_AT_STAGE) points = ratio_round(points, rounding.policy, rounding.step);
  if (!ratio_is_zero(deducted)) points = ratio_sub(points, deducted);
  reckoning->deducted = deducted;
  reckoning->total.points = points.num < 0 ? ratio_int(0) : points;
}

static TotalState state_of(const Reckoning *reckoning, const Criteria *criteria, const Stage *stage) {
  const StageTotal *total = &reckoning->total;
  if (stage->form == STAGE_ITEMS && !criteria->has_total) return TOTAL_NONE;
  if (!ratio_is_valid(total->points) || !ratio_is_valid(total->max)) return TOTAL_OVERFLOW;
  return total->scorebooks < MAX(stage->panel_min, 1) ? TOTAL_NO_PANEL : total->state;
}

Reckoning stage_reckon(const Criteria *criteria, const Rules *rules, const Cycle *cycle, const Panel *panel,
                       ScoreScratch *scratch) {
  const Stage *stage = &rules->stages[panel->stage];
  Ratio zero = ratio_int(0);
  Reckoning reckoning = {.total = {.state = TOTAL_COMPLETE, .points = zero, .max = zero},
                         .raw = zero,
                         .deducted = zero,
                         .fit = ratio_int(1)};
  if (stage->form == STAGE_GATE) {
    reckoning.total.state = TOTAL_NONE;
    return reckoning;
  }
  RoundingRule rounding = stage_rounding(criteria, rules, stage), at_item = figures_item_rounding(rounding);
  figures_take(scratch, panel, stage->form == STAGE_ITEMS ? stage->combination.blank : BLANK_SKIP_MARK);
  reckoning.total.scorebooks = (uint32_t)scratch->n_books;
  if (panel->agreed && stage->combination.method == METHOD_JUDGED)
    figures_take_agreed(scratch, panel, stage_cells(stage, criteria));
  if (stage->form == STAGE_TOTAL)
    reckon_figure(&reckoning, stage, at_item, scratch);
  else if (stage->combination.apply_at == APPLY_AT_TOTAL)
    reckon_books(&reckoning, &stage->combination, at_item, scratch);
  else
    reckon_items(&reckoning, &stage->combination, at_item, scratch);
  fit_to_stage(&reckoning, criteria, stage);
  finish(&reckoning, rounding, deductions_of(cycle, stage, panel->applicant, panel->stage));
  reckoning.total.state = state_of(&reckoning, criteria, stage);
  return reckoning;
}

StageTotal stage_total(const Criteria *criteria, const Rules *rules, const Cycle *cycle, const Panel *panel,
                       ScoreScratch *scratch) {
  return stage_reckon(criteria, rules, cycle, panel, scratch).total;
}
