/* reliability.c: gathers every scorebook's totals and item results, and asks of each collection how far it agrees. */
#include "scoring/reliability.h"

#include "scoring/agreement_model.h"
#include "scoring/agreement_put.h"
#include "scoring/reliability_parts.h"
#include "scoring/scoresheet_parts.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

enum { MOST_CELLS = 400000 };

/* -- gathering --------------------------------------------------------------------------------------- */

typedef struct Gathering {
  const Award *award;
  const Cycle *cycle;
  int stage;
  GPtrArray *plans; /* Plan */
  Plan *last;
} Gathering;

static void plan_free(void *data) {
  Plan *plan = data;
  score_scratch_free(plan->scratch);
  g_array_unref(plan->books);
  g_ptr_array_unref(plan->results);
  g_free(plan);
}

static Plan *plan_for(Gathering *g, uint16_t stage, const Criteria *criteria) {
  if (g->last && g->last->stage_index == stage && g->last->criteria == criteria) return g->last;
  for (guint i = 0; i < g->plans->len; i++) {
    Plan *plan = g->plans->pdata[i];
    if (plan->stage_index == stage && plan->criteria == criteria) return g->last = plan;
  }
  Plan *plan = g_new0(Plan, 1);
  plan->stage_index = stage;
  plan->stage = &g->award->rules->stages[stage];
  plan->criteria = criteria;
  plan->n_items = plan->stage->form == STAGE_ITEMS ? criteria->n_items : 0;
  plan->scratch = score_scratch_new(criteria);
  plan->books = g_array_new(FALSE, FALSE, sizeof(PlanBook));
  plan->results = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  for (size_t i = 0; i < plan->n_items; i++) g_ptr_array_add(plan->results, g_array_new(FALSE, FALSE, sizeof(float)));
  g_ptr_array_add(g->plans, plan);
  return g->last = plan;
}

/* A scorebook's own total, before anything that happens to all scorebooks of the applicant alike. */
static double total_of(const Gathering *g, Plan *plan, const Panel *panel, const Scorebook *book) {
  const Panel alone = {.applicant = panel->applicant, .stage = panel->stage, .n = 1, .books = book, .assigned = 1};
  Reckoning reckoning = stage_reckon(plan->criteria, g->award->rules, g->cycle, &alone, plan->scratch);
  bool whole = reckoning.total.missing == 0 && reckoning.total.scorebooks == 1 && ratio_is_valid(reckoning.raw);
  return whole && (plan->n_items == 0 || plan->criteria->has_total) ? ratio_double(reckoning.raw) : NAN;
}

static float percent_of(const Node *item, const Scorebook *book) {
  int64_t result = rubric_result(item->rubric, book->marks + item->cell);
  return result < 0 ? NAN : (float)(100.0 * (double)result / (double)(item->rubric->max * item->rubric->den));
}

static bool take(const Panel *panel, void *data) {
  Gathering *g = data;
  const Stage *stage = &g->award->rules->stages[panel->stage];
  if (stage->form == STAGE_GATE || (g->stage >= 0 && panel->stage != g->stage)) return true;
  Plan *plan = plan_for(g, panel->stage, award_criteria(g->award, g->cycle, panel->applicant));
  for (size_t b = 0; b < panel->n; b++) {
    const Scorebook *book = &panel->books[b];
    PlanBook taken = {panel->applicant, book->assessor, total_of(g, plan, panel, book)};
    g_array_append_val(plan->books, taken);
    for (size_t i = 0; i < plan->n_items; i++) {
      float percent = percent_of(plan->criteria->items[i], book);
      GArray *column = plan->results->pdata[i];
      g_array_append_val(column, percent);
    }
  }
  return true;
}

/* -- one collection of scores --------------------------------------------------------------------------- */

static double score_at(const Plan *plan, size_t book, int64_t item) {
  return item < 0 ? g_array_index(plan->books, PlanBook, book).total : plan_result(plan, book, (size_t)item);
}

static bool is_of_class(const Cycle *cycle, uint32_t applicant, const char *class_id) {
  return !*class_id || g_str_equal(cycle->applicants[applicant].class_id, class_id);
}

static int by_id(const void *a, const void *b, void *data) {
  const Cycle *cycle = data;
  return strcmp(cycle->assessors[*(const size_t *)a].id, cycle->assessors[*(const size_t *)b].id);
}

/* Numbers the assessors that have a score in the order of their ids. Caller frees. */
static size_t *number_assessors(TwoWay *t, const Cycle *cycle, const bool *used) {
  size_t *raters = g_new(size_t, cycle->n_assessors + 1);
  g_autofree uint32_t *level = g_new(uint32_t, cycle->n_assessors + 1);
  t->assessors = 0;
  for (size_t a = 0; a < cycle->n_assessors; a++)
    if (used[a]) raters[t->assessors++] = a;
  g_qsort_with_data(raters, (gint)t->assessors, sizeof *raters, by_id, (void *)cycle);
  for (size_t r = 0; r < t->assessors; r++) level[raters[r]] = (uint32_t)r;
  for (size_t i = 0; i < t->start[t->applicants]; i++) t->assessor[i] = level[t->assessor[i]];
  return raters;
}

/* Scores of one class and item (-1: totals), applicant by applicant as they came; not yet settled. */
static TwoWay *scores_of(const Plan *plan, const Cycle *cycle, const char *class_id, int64_t item,
                         size_t **ret_raters) {
  size_t books = plan->books->len, n = 0;
  TwoWay *t = two_way_room(books, books, cycle->n_assessors);
  g_autofree bool *used = g_new0(bool, cycle->n_assessors + 1);
  uint32_t last = UINT32_MAX;
  t->applicants = 0;
  for (size_t b = 0; b < books; b++) {
    const PlanBook *book = &g_array_index(plan->books, PlanBook, b);
    double score = score_at(plan, b, item);
    if (isnan(score) || !is_of_class(cycle, book->applicant, class_id)) continue;
    t->applicants += book->applicant != last;
    last = book->applicant;
    used[book->assessor] = true;
    t->assessor[n] = book->assessor;
    t->score[n++] = score;
    t->start[t->applicants] = n;
  }
  *ret_raters = number_assessors(t, cycle, used);
  return t;
}

static double *matrix_of(const TwoWay *t) {
  double *values = g_new(double, t->applicants * t->assessors + 1);
  for (size_t i = 0; i < t->applicants * t->assessors; i++) values[i] = NAN;
  for (size_t p = 0; p < t->applicants; p++)
    for (size_t i = t->start[p]; i < t->start[p + 1]; i++) values[p * t->assessors + t->assessor[i]] = t->score[i];
  return values;
}

/* Of an item, a class, or of totals where panels differ: what does not need everybody to have marked everybody. */
static Agreement *agree(TwoWay *t, const RatingMatrix *matrix, const Fitting *fitting, const double *scores,
                        bool whole) {
  static const char *const names[] = {"applicant", "assessor"};
  Agreement *agreement = agreement_new(t->applicants, t->assessors);
  Components components = components_of(t, fitting, matrix ? REML_FOR_MANY : 0);
  agreement_warn_small(agreement, "icc", t->applicants, t->assessors);
  put_icc(agreement, fitting, &components, matrix ? (double)t->assessors : fitting->panel);
  put_krippendorff(agreement, t->start, t->applicants, scores);
  if (matrix) agreement_kendall(agreement, matrix);
  if (matrix) agreement_cronbach(agreement, matrix);
  if (whole) put_two_way_variance(agreement, t, &components, names, false);
  if (whole) put_severity(agreement, t, fitting, false);
  return agreement;
}

static Reliability *relate(const Plan *plan, const Cycle *cycle, const char *class_id, int64_t item) {
  Reliability *r = g_new0(Reliability, 1);
  g_autoptr(TwoWay) t = scores_of(plan, cycle, class_id, item, &r->raters);
  g_autofree double *scores = g_memdup2(t->score, (t->start[t->applicants] + 1) * sizeof *scores);
  g_autofree double *values = NULL;
  g_auto(Fitting) fitting = {.effects = NULL};
  size_t cells = t->applicants * t->assessors;
  r->crossed = cells <= MOST_CELLS && 2 * t->start[t->applicants] >= cells;
  if (r->crossed) values = matrix_of(t);
  RatingMatrix matrix = {t->applicants, t->assessors, values};
  two_way_settle(t);
  fitting_find(t, item < 0 ? 1e-24 : 1e-7, &fitting);
  r->stage = plan->stage_index;
  r->class_id = class_id;
  r->criteria = plan->criteria;
  r->item = item < 0 ? NULL : plan->criteria->items[item]->code;
  r->n = t->applicants;
  r->k = t->assessors;
  r->panel = fitting.panel;
  r->agreement = r->crossed && item < 0 ? agreement_of_matrix(&matrix)
                                        : agree(t, r->crossed ? &matrix : NULL, &fitting, scores, item < 0);
  if (item < 0 && !*class_id) reliability_profiles(plan, cycle, &fitting.links, r);
  return r;
}

void reliability_free(Reliability *reliability) {
  if (!reliability) return;
  agreement_free(reliability->agreement);
  g_free(reliability->raters);
  g_free(reliability->profiles);
  g_free(reliability);
}

static void free_one(void *data) { reliability_free(data); }

static bool has_class(const Plan *plan, const Cycle *cycle, const char *class_id) {
  for (guint b = 0; b < plan->books->len; b++)
    if (is_of_class(cycle, g_array_index(plan->books, PlanBook, b).applicant, class_id)) return true;
  return false;
}

static void relate_all(const Plan *plan, const Award *award, const Cycle *cycle, GPtrArray *found) {
  if (plan->n_items == 0 || plan->criteria->has_total) {
    g_ptr_array_add(found, relate(plan, cycle, "", -1));
    for (size_t c = 0; c < award->rules->n_classes; c++)
      if (has_class(plan, cycle, award->rules->classes[c].id))
        g_ptr_array_add(found, relate(plan, cycle, award->rules->classes[c].id, -1));
  }
  for (size_t i = 0; i < plan->n_items; i++) g_ptr_array_add(found, relate(plan, cycle, "", (int64_t)i));
}

static int by_stage(const void *a, const void *b) {
  const Plan *left = *(const Plan *const *)a, *right = *(const Plan *const *)b;
  if (left->stage_index != right->stage_index) return left->stage_index < right->stage_index ? -1 : 1;
  return strcmp(left->criteria->id, right->criteria->id);
}

GPtrArray *reliability_of(const Award *award, const Cycle *cycle, const PanelSource *source, int stage,
                          GError **error) {
  g_autoptr(GPtrArray) plans = g_ptr_array_new_with_free_func(plan_free);
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(free_one);
  Gathering gathering = {.award = award, .cycle = cycle, .stage = stage, .plans = plans};
  if (!source->run(source->data, take, &gathering, error)) return NULL;
  g_ptr_array_sort(plans, by_stage);
  for (guint i = 0; i < plans->len; i++) relate_all(plans->pdata[i], award, cycle, found);
  return g_steal_pointer(&found);
}

/* -- what follows from variances --------------------------------------------------------------------------- */

static double component(const Agreement *a, const char *short_name, const char *long_name) {
  double variance = agreement_number(a, "variance", short_name);
  if (isnan(variance)) variance = agreement_number(a, "variance", long_name);
  return MAX(variance, 0) + (isnan(variance) ? NAN : 0);
}

bool reliability_variances(const Agreement *agreement, double *ret_applicants, double *ret_assessors,
                           double *ret_rest) {
  *ret_applicants = component(agreement, "var_p", "var_applicant");
  *ret_assessors = component(agreement, "var_i", "var_assessor");
  *ret_rest = component(agreement, "var_pi", "var_residual");
  return *ret_applicants + *ret_assessors + *ret_rest > 0;
}

double reliability_with(const Agreement *agreement, double m) {
  double p, j, e;
  return reliability_variances(agreement, &p, &j, &e) ? p / (p + (j + e) / m) : NAN;
}
