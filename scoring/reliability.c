/* reliability.c: asks of each collection of scores how far it agrees: totals, classes, items, side by side. */
#include "scoring/reliability.h"

#include "criteria/threads.h"
#include "scoring/agreement_model.h"
#include "scoring/agreement_put.h"
#include "scoring/reliability_parts.h"

#include <math.h>

enum { MOST_CELLS = 400000, THREADS_FROM = 50000 /* marks */ };

/* -- one collection of scores --------------------------------------------------------------------------- */

static double *matrix_of(const TwoWay *t) {
  const Incidence *of = t->of;
  double *values = g_new(double, of->applicants * of->assessors + 1);
  for (size_t i = 0; i < of->applicants * of->assessors; i++) values[i] = NAN;
  for (size_t p = 0; p < of->applicants; p++)
    for (size_t i = of->start[p]; i < of->start[p + 1]; i++) values[p * of->assessors + of->assessor[i]] = t->score[i];
  return values;
}

/* Each collection is told in so many steps: its scores, how they lie, what they come to. */
enum { STEPS = 3 };

/* Of an item, a class, or of totals where panels differ: what does not need everybody to have marked everybody. */
static Agreement *agree(const TwoWay *t, const RatingMatrix *matrix, const Alphas *alphas, bool whole) {
  static const char *const names[] = {"applicant", "assessor"};
  const Incidence *of = t->of;
  g_auto(Fitting) fitting = {.effects = NULL};
  fitting_find(t, whole ? 1e-24 : 1e-7, &fitting);
  Agreement *agreement = agreement_new(of->applicants, of->assessors);
  Components components = components_of(t, &fitting, matrix ? REML_FOR_MANY : 0);
  agreement_warn_small(agreement, "icc", of->applicants, of->assessors);
  put_icc(agreement, &fitting, &components, of->panel);
  put_alphas(agreement, alphas);
  if (matrix) agreement_kendall(agreement, matrix);
  if (matrix) agreement_cronbach(agreement, matrix);
  if (whole) put_two_way_variance(agreement, t, &components, names, false);
  if (whole) put_severity(agreement, t, &fitting, false);
  return agreement;
}

static void put_teams(const Links *links, Reliability *totals) {
  totals->teams = links->components;
  totals->profiles = g_new0(RaterProfile, totals->k + 1);
  for (size_t r = 0; r < totals->k; r++) totals->profiles[r].team = (size_t)links->team[r];
}

/* Takes the scores; `shared` are over an incidence that is settled already. */
static void relate(Reliability *r, Scores *scores, bool shared, Telling *telling) {
  TwoWay *t = scores->t;
  const Incidence *of = t->of;
  size_t cells = of->applicants * of->assessors, n = of->start[of->applicants];
  g_autofree double *values = NULL;
  r->crossed = cells <= MOST_CELLS && 2 * n >= cells;
  if (r->crossed) values = matrix_of(t);
  RatingMatrix matrix = {of->applicants, of->assessors, values};
  bool as_matrix = r->crossed && !r->item;
  Alphas alphas = as_matrix ? (Alphas){.flat = true} : alphas_of(of->start, of->applicants, t->score);
  if (shared)
    two_way_centre(t);
  else
    two_way_settle(t);
  telling_add(telling, 1);
  r->n = of->applicants;
  r->k = of->assessors;
  r->panel = of->panel;
  r->raters = g_steal_pointer(&scores->raters);
  r->agreement = as_matrix ? agreement_of_plan(&matrix) : agree(t, r->crossed ? &matrix : NULL, &alphas, !r->item);
  if (!r->item && !*r->class_id) put_teams(&of->links, r);
}

void reliability_free(Reliability *reliability) {
  if (!reliability) return;
  agreement_free(reliability->agreement);
  g_free(reliability->raters);
  g_free(reliability->profiles);
  g_free(reliability);
}

static void free_one(void *data) { reliability_free(data); }

static void free_room(void *room) { two_way_free(room); }

/* -- all collections of a plan, side by side --------------------------------------------------------------- */

/* The first piece of the work is the comparison of assessors, the others are collections. */
typedef struct Work {
  const Plan *plan;
  const Cycle *cycle;
  const size_t *order;
  Scores frame;        /* of something no scorebook lacks; settled; t NULL: there is none */
  GPtrArray *of;       /* Reliability, to be filled in; items last */
  size_t before_items; /* how many come before them */
  GAsyncQueue *rooms;  /* TwoWay: of collections that are done with */
  Compared *compared;
  Telling telling;
} Work;

static void work_clear(Work *work) {
  scores_clear(&work->frame);
  g_ptr_array_unref(work->of);
  g_async_queue_unref(work->rooms);
  g_free(work->compared);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Work, work_clear)

static bool has_gaps(const Plan *plan, int64_t item) { return plan->gaps[item < 0 ? plan->n_items : (size_t)item]; }

static void find_frame(Work *work) {
  int64_t item = -1, n_items = (int64_t)work->plan->n_items;
  while (item < n_items && has_gaps(work->plan, item)) item++;
  if (item == n_items) return;
  work->frame = scores_of(work->plan, work->cycle, work->order, "", item, NULL);
  two_way_settle(work->frame.t);
}

static void work_piece(size_t piece, void *data) {
  Work *work = data;
  if (piece == 0) {
    work->compared = reliability_compare(work->plan, work->cycle);
    telling_add(&work->telling, 1);
    return;
  }
  Reliability *r = work->of->pdata[piece - 1];
  int64_t item = MAX((int64_t)piece - 1 - (int64_t)work->before_items, -1);
  bool shared = work->frame.t && !*r->class_id && !has_gaps(work->plan, item);
  TwoWay *room = shared ? NULL : g_async_queue_try_pop(work->rooms);
  g_auto(Scores) scores = shared ? scores_like(&work->frame, work->plan, item)
                                 : scores_of(work->plan, work->cycle, work->order, r->class_id, item, room);
  telling_add(&work->telling, 1);
  relate(r, &scores, shared, &work->telling);
  if (!shared) g_async_queue_push(work->rooms, g_steal_pointer(&scores.t));
  telling_add(&work->telling, 1);
}

static bool has_class(const Plan *plan, const Cycle *cycle, const char *class_id) {
  for (guint i = 0; i < plan->parts->len; i++) {
    const PlanPart *part = plan->parts->pdata[i];
    for (size_t b = 0; b < part->n; b++)
      if (is_of_class(cycle, part->books[b].applicant, class_id)) return true;
  }
  return false;
}

static void add_collection(GPtrArray *found, const Plan *plan, const char *class_id, const char *item) {
  Reliability *r = g_new0(Reliability, 1);
  *r = (Reliability){.stage = plan->stage_index, .class_id = class_id, .criteria = plan->criteria, .item = item};
  g_ptr_array_add(found, r);
}

/* Adds totals, classes and items; returns how many come before the items. */
static size_t list_collections(const Plan *plan, const Award *award, const Cycle *cycle, GPtrArray *found) {
  if (plan->n_items == 0 || plan->criteria->has_total) {
    add_collection(found, plan, "", NULL);
    for (size_t c = 0; c < award->rules->n_classes; c++)
      if (has_class(plan, cycle, award->rules->classes[c].id))
        add_collection(found, plan, award->rules->classes[c].id, NULL);
  }
  size_t before = found->len;
  for (size_t i = 0; i < plan->n_items; i++) add_collection(found, plan, "", plan->criteria->items[i]->code);
  return before;
}

static void relate_all(const Plan *plan, const Award *award, const Cycle *cycle, const size_t *order,
                       const PanelSource *source, GPtrArray *found) {
  g_auto(Work) work = {.plan = plan, .cycle = cycle, .order = order, .of = g_ptr_array_new()};
  work.rooms = g_async_queue_new_full(free_room);
  work.before_items = list_collections(plan, award, cycle, work.of);
  work.telling = (Telling){.tell = source->tell, .teller = source->teller, .of = 1 + STEPS * work.of->len};
  telling_add(&work.telling, 0);
  find_frame(&work);
  size_t pieces = work.of->len + 1, marks = plan_size(plan) * MAX(plan->n_items, 1);
  threads_share(threads_for(marks, THREADS_FROM), pieces, work_piece, &work);
  for (guint i = 0; i < work.of->len; i++) {
    Reliability *r = work.of->pdata[i];
    if (r->profiles) reliability_profiles(work.compared, r);
    g_ptr_array_add(found, r);
  }
}

GPtrArray *reliability_of(const Award *award, const Cycle *cycle, const PanelSource *source, int stage,
                          GError **error) {
  g_autoptr(GPtrArray) plans = plans_of(award, cycle, source, stage, error);
  if (!plans) return NULL;
  GPtrArray *found = g_ptr_array_new_with_free_func(free_one);
  g_autofree size_t *order = order_assessors(cycle);
  for (guint i = 0; i < plans->len; i++) relate_all(plans->pdata[i], award, cycle, order, source, found);
  return found;
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
