/* reliability_scores.c: the scores of one class and item out of a plan, with those who gave them. */
#include "scoring/reliability_parts.h"

#include <math.h>
#include <string.h>

/* -- the plan's assessors ------------------------------------------------------------------------------ */

static int by_id(const void *a, const void *b, void *data) {
  const Cycle *cycle = data;
  return strcmp(cycle->assessors[*(const size_t *)a].id, cycle->assessors[*(const size_t *)b].id);
}

size_t *order_assessors(const Cycle *cycle) {
  size_t *order = g_new(size_t, cycle->n_assessors + 1);
  for (size_t a = 0; a < cycle->n_assessors; a++) order[a] = a;
  g_qsort_with_data(order, (gint)cycle->n_assessors, sizeof *order, by_id, (void *)cycle);
  return order;
}

/* Numbers the assessors that have a score in that order. Caller frees. */
static size_t *number_assessors(Incidence *of, const Cycle *cycle, const size_t *order, const bool *used) {
  size_t *raters = g_new(size_t, cycle->n_assessors + 1);
  g_autofree uint32_t *level = g_new(uint32_t, cycle->n_assessors + 1);
  of->assessors = 0;
  for (size_t a = 0; a < cycle->n_assessors; a++) {
    if (!used[order[a]]) continue;
    level[order[a]] = (uint32_t)of->assessors;
    raters[of->assessors++] = order[a];
  }
  for (size_t i = 0; i < of->start[of->applicants]; i++) of->assessor[i] = level[of->assessor[i]];
  return raters;
}

/* -- one collection of scores --------------------------------------------------------------------------- */

bool is_of_class(const Cycle *cycle, uint32_t applicant, const char *class_id) {
  return !*class_id || g_str_equal(cycle->applicants[applicant].class_id, class_id);
}

void scores_clear(Scores *scores) {
  two_way_free(scores->t);
  g_free(scores->raters);
}

/* Adds a part's scores of one class and item behind the n there are; returns how many there are now. */
static size_t add_scores(TwoWay *t, const PlanPart *part, const Cycle *cycle, const char *class_id, int64_t item,
                         size_t n, bool *used) {
  Incidence *of = t->of;
  uint32_t last = UINT32_MAX;
  for (size_t b = 0; b < part->n; b++) {
    const PlanBook *book = &part->books[b];
    double score = plan_score(part, b, item);
    if (isnan(score)) continue;
    if (book->applicant != last) {
      if (!is_of_class(cycle, book->applicant, class_id)) continue;
      of->start[of->applicants++] = n;
      last = book->applicant;
    }
    used[book->assessor] = true;
    of->assessor[n] = book->assessor;
    t->score[n++] = score;
  }
  of->start[of->applicants] = n;
  return n;
}

static TwoWay *room_for(const Plan *plan, const Cycle *cycle, TwoWay *room) {
  if (!room) return two_way_room(plan_size(plan), plan_size(plan), cycle->n_assessors);
  two_way_again(room);
  return room;
}

Scores scores_of(const Plan *plan, const Cycle *cycle, const size_t *order, const char *class_id, int64_t item,
                 TwoWay *room) {
  size_t n = 0;
  TwoWay *t = room_for(plan, cycle, room);
  g_autofree bool *used = g_new0(bool, cycle->n_assessors + 1);
  t->of->applicants = 0;
  for (guint i = 0; i < plan->parts->len; i++) n = add_scores(t, plan->parts->pdata[i], cycle, class_id, item, n, used);
  return (Scores){t, number_assessors(t->of, cycle, order, used)};
}

Scores scores_like(const Scores *like, const Plan *plan, int64_t item) {
  Scores scores = {two_way_like(like->t), g_memdup2(like->raters, like->t->of->assessors * sizeof(size_t))};
  double *score = scores.t->score;
  for (guint i = 0; i < plan->parts->len; i++) {
    const PlanPart *part = plan->parts->pdata[i];
    for (size_t b = 0; b < part->n; b++) *score++ = plan_score(part, b, item);
  }
  return scores;
}
