/* reliability_plan.c: gathers every scorebook's total and item results, on as many threads as the source pays for. */
#include "scoring/reliability_parts.h"
#include "scoring/scoresheet_parts.h"

#include <math.h>
#include <string.h>

enum { FIRST_ROOM = 256 };

/* What one user of the source gathers: plans of one part each. */
typedef struct Gathering {
  const Award *award;
  const Cycle *cycle;
  int stage;
  GPtrArray *plans;     /* Plan */
  GPtrArray *scratches; /* ScoreScratch, as the plans */
  size_t last;          /* the plan of the panel before */
} Gathering;

static void part_free(void *data, size_t n_items) {
  PlanPart *part = data;
  for (size_t i = 0; i < n_items; i++) g_free(part->results[i]);
  g_free(part->results);
  g_free(part->books);
  g_free(part);
}

static void plan_free(void *data) {
  Plan *plan = data;
  for (guint i = 0; i < plan->parts->len; i++) part_free(plan->parts->pdata[i], plan->n_items);
  g_ptr_array_unref(plan->parts);
  g_free(plan->gaps);
  g_free(plan);
}

static void scratch_free(void *scratch) { score_scratch_free(scratch); }

static Plan *plan_new(const Award *award, uint16_t stage, const Criteria *criteria) {
  Plan *plan = g_new0(Plan, 1);
  plan->stage_index = stage;
  plan->stage = &award->rules->stages[stage];
  plan->criteria = criteria;
  plan->n_items = plan->stage->form == STAGE_ITEMS ? criteria->n_items : 0;
  plan->gaps = g_new0(bool, plan->n_items + 1);
  plan->parts = g_ptr_array_new();
  PlanPart *part = g_new0(PlanPart, 1);
  part->results = g_new0(float *, plan->n_items + 1);
  g_ptr_array_add(plan->parts, part);
  return plan;
}

static bool is_plan(const Plan *plan, uint16_t stage, const Criteria *criteria) {
  return plan->stage_index == stage && plan->criteria == criteria;
}

static size_t find_plan(Gathering *g, uint16_t stage, const Criteria *criteria) {
  if (g->last < g->plans->len && is_plan(g->plans->pdata[g->last], stage, criteria)) return g->last;
  size_t at = 0;
  while (at < g->plans->len && !is_plan(g->plans->pdata[at], stage, criteria)) at++;
  if (at < g->plans->len) return at;
  g_ptr_array_add(g->plans, plan_new(g->award, stage, criteria));
  g_ptr_array_add(g->scratches, score_scratch_new(criteria));
  return at;
}

/* A scorebook's own total, before anything that happens to all scorebooks of the applicant alike. */
static double total_of(const Gathering *g, const Plan *plan, const Panel *panel, const Scorebook *book,
                       ScoreScratch *scratch) {
  const Panel alone = {.applicant = panel->applicant, .stage = panel->stage, .n = 1, .books = book, .assigned = 1};
  Reckoning reckoning = stage_reckon(plan->criteria, g->award->rules, g->cycle, &alone, scratch);
  bool whole = reckoning.total.missing == 0 && reckoning.total.scorebooks == 1 && ratio_is_valid(reckoning.raw);
  return whole && (plan->n_items == 0 || plan->criteria->has_total) ? ratio_double(reckoning.raw) : NAN;
}

static float percent_of(const Node *item, const Scorebook *book) {
  int64_t result = rubric_result(item->rubric, book->marks + item->cell);
  return result < 0 ? NAN : (float)(100.0 * (double)result / (double)(item->rubric->max * item->rubric->den));
}

static void make_room(PlanPart *part, size_t n_items) {
  if (part->n < part->room) return;
  part->room = MAX(2 * part->room, FIRST_ROOM);
  part->books = g_renew(PlanBook, part->books, part->room);
  for (size_t i = 0; i < n_items; i++) part->results[i] = g_renew(float, part->results[i], part->room);
}

static void take_book(const Gathering *g, Plan *plan, const Panel *panel, const Scorebook *book,
                      ScoreScratch *scratch) {
  PlanPart *part = plan->parts->pdata[0];
  make_room(part, plan->n_items);
  double total = total_of(g, plan, panel, book, scratch);
  part->books[part->n] = (PlanBook){panel->applicant, book->assessor, total};
  plan->gaps[plan->n_items] |= isnan(total);
  for (size_t i = 0; i < plan->n_items; i++) {
    part->results[i][part->n] = percent_of(plan->criteria->items[i], book);
    plan->gaps[i] |= isnan(part->results[i][part->n]);
  }
  part->n++;
}

static bool take(const Panel *panel, void *data) {
  Gathering *g = data;
  const Stage *stage = &g->award->rules->stages[panel->stage];
  if (stage->form == STAGE_GATE || (g->stage >= 0 && panel->stage != g->stage)) return true;
  g->last = find_plan(g, panel->stage, award_criteria(g->award, g->cycle, panel->applicant));
  for (size_t b = 0; b < panel->n; b++)
    take_book(g, g->plans->pdata[g->last], panel, &panel->books[b], g->scratches->pdata[g->last]);
  return true;
}

static void gathering_clear(Gathering *g) {
  g_ptr_array_unref(g->plans);
  g_ptr_array_unref(g->scratches);
}

/* The later user's part of a plan goes behind what there is of it. */
static void append_plans(Gathering *to, Gathering *from) {
  for (guint i = 0; i < from->plans->len; i++) {
    Plan *more = from->plans->pdata[i];
    Plan *plan = to->plans->pdata[find_plan(to, more->stage_index, more->criteria)];
    for (size_t item = 0; item <= plan->n_items; item++) plan->gaps[item] |= more->gaps[item];
    g_ptr_array_extend_and_steal(plan->parts, g_steal_pointer(&more->parts));
    more->parts = g_ptr_array_new();
  }
}

static int by_stage(const void *a, const void *b) {
  const Plan *left = *(const Plan *const *)a, *right = *(const Plan *const *)b;
  if (left->stage_index != right->stage_index) return left->stage_index < right->stage_index ? -1 : 1;
  return strcmp(left->criteria->id, right->criteria->id);
}

/* -- in an order that imported files have no say in -------------------------------------------------------- */

typedef struct Row { /* of a plan */
  uint64_t turn;     /* its applicant's, and below it its assessor's */
  uint32_t part, book;
} Row;

static int by_turn(const void *a, const void *b) {
  const Row *left = a, *right = b;
  return (left->turn > right->turn) - (left->turn < right->turn);
}

static int by_id(const void *a, const void *b, void *data) {
  const Cycle *cycle = data;
  return strcmp(cycle->applicants[*(const size_t *)a].id, cycle->applicants[*(const size_t *)b].id);
}

static size_t *order_applicants(const Cycle *cycle) {
  size_t *order = g_new(size_t, cycle->n_applicants + 1);
  for (size_t a = 0; a < cycle->n_applicants; a++) order[a] = a;
  g_qsort_with_data(order, (gint)cycle->n_applicants, sizeof *order, by_id, (void *)cycle);
  return order;
}

/* When each has its turn in that order. Takes the order; the caller frees. */
static uint32_t *turns_in(size_t *order, size_t n) {
  uint32_t *turns = g_new(uint32_t, n + 1);
  for (size_t i = 0; i < n; i++) turns[order[i]] = (uint32_t)i;
  g_free(order);
  return turns;
}

static Row *order_rows(const Plan *plan, const uint32_t *applicants, const uint32_t *assessors) {
  size_t n = 0;
  Row *rows = g_new(Row, plan_size(plan) + 1);
  for (guint i = 0; i < plan->parts->len; i++) {
    const PlanPart *part = plan->parts->pdata[i];
    for (size_t b = 0; b < part->n; b++) {
      uint64_t applicant = applicants[part->books[b].applicant];
      rows[n++] = (Row){applicant << 32 | assessors[part->books[b].assessor], i, (uint32_t)b};
    }
  }
  qsort(rows, n, sizeof *rows, by_turn);
  return rows;
}

/* One part of all, a column at a time. */
static void order_plan(Plan *plan, const uint32_t *applicants, const uint32_t *assessors) {
  PlanPart **parts = (PlanPart **)plan->parts->pdata, *whole = g_new0(PlanPart, 1);
  g_autofree Row *rows = order_rows(plan, applicants, assessors);
  whole->n = whole->room = plan_size(plan);
  whole->books = g_new(PlanBook, whole->n + 1);
  whole->results = g_new0(float *, plan->n_items + 1);
  for (size_t r = 0; r < whole->n; r++) whole->books[r] = parts[rows[r].part]->books[rows[r].book];
  for (size_t item = 0; item < plan->n_items; item++) {
    whole->results[item] = g_new(float, whole->n + 1);
    for (size_t r = 0; r < whole->n; r++) whole->results[item][r] = parts[rows[r].part]->results[item][rows[r].book];
    for (guint i = 0; i < plan->parts->len; i++) g_clear_pointer(&parts[i]->results[item], g_free);
  }
  for (guint i = 0; i < plan->parts->len; i++) part_free(parts[i], plan->n_items);
  g_ptr_array_set_size(plan->parts, 0);
  g_ptr_array_add(plan->parts, whole);
}

static bool assessors_rise(const Cycle *cycle) {
  for (uint32_t i = 1; i < cycle->n_assessors; i++)
    if (!cycle_assessor_is_before(cycle, i - 1, i)) return false;
  return true;
}

/* Panels come by the numbers of applicants and assessors, which they have from the files that were imported. */
static void order_plans(GPtrArray *plans, const Cycle *cycle) {
  if (cycle->ids_rise && assessors_rise(cycle)) return;
  g_autofree uint32_t *applicants = turns_in(order_applicants(cycle), cycle->n_applicants);
  g_autofree uint32_t *assessors = turns_in(order_assessors(cycle), cycle->n_assessors);
  for (guint i = 0; i < plans->len; i++) order_plan(plans->pdata[i], applicants, assessors);
}

GPtrArray *plans_of(const Award *award, const Cycle *cycle, const PanelSource *source, int stage, GError **error) {
  unsigned n = source->run_parts ? MAX(source->parts, 1) : 1;
  g_autofree Gathering *gatherings = g_new(Gathering, n);
  g_autofree void **users = g_new(void *, n);
  for (unsigned i = 0; i < n; i++) {
    gatherings[i] = (Gathering){.award = award, .cycle = cycle, .stage = stage};
    gatherings[i].plans = g_ptr_array_new_with_free_func(plan_free);
    gatherings[i].scratches = g_ptr_array_new_with_free_func(scratch_free);
    users[i] = &gatherings[i];
  }
  bool done =
      n > 1 ? source->run_parts(source->data, take, users, n, error) : source->run(source->data, take, users[0], error);
  for (unsigned i = 1; i < n; i++) append_plans(&gatherings[0], &gatherings[i]);
  g_autoptr(GPtrArray) plans = g_ptr_array_ref(gatherings[0].plans);
  for (unsigned i = 0; i < n; i++) gathering_clear(&gatherings[i]);
  g_ptr_array_sort(plans, by_stage);
  order_plans(plans, cycle);
  return done ? g_steal_pointer(&plans) : NULL;
}

size_t plan_size(const Plan *plan) {
  size_t n = 0;
  for (guint i = 0; i < plan->parts->len; i++) n += ((const PlanPart *)plan->parts->pdata[i])->n;
  return n;
}
