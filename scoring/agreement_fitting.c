/* agreement_fitting.c: the sums of squares of applicants and assessors, each after the other, and what follows from them. */
#include "scoring/agreement_model.h"

#include <math.h>
#include <string.h>

/* -- who is linked with whom ----------------------------------------------------------------------------- */

static uint32_t root_of(uint32_t *parent, uint32_t x) {
  while (parent[x] != x) x = parent[x] = parent[parent[x]];
  return x;
}

/* An applicant links its assessors, so the assessors alone are joined. */
void links_find(const TwoWay *t, Links *ret) {
  g_autofree uint32_t *parent = g_new(uint32_t, t->assessors + 1);
  g_autofree int64_t *team = g_new(int64_t, t->assessors + 1);
  *ret = (Links){.team = g_new(int64_t, t->assessors + 1)};
  for (uint32_t j = 0; j < t->assessors; j++) {
    parent[j] = j;
    team[j] = -1;
    ret->assessors += t->marks[j] > 0;
  }
  for (size_t p = 0; p < t->applicants; p++) {
    ret->applicants += t->start[p] < t->start[p + 1];
    for (size_t i = t->start[p] + 1; i < t->start[p + 1]; i++)
      parent[root_of(parent, t->assessor[i])] = root_of(parent, t->assessor[t->start[p]]);
  }
  for (size_t p = 0; p < t->applicants; p++) {
    if (t->start[p] == t->start[p + 1]) continue;
    int64_t *mine = &team[root_of(parent, t->assessor[t->start[p]])];
    if (*mine < 0) *mine = (int64_t)ret->components++;
  }
  for (uint32_t j = 0; j < t->assessors; j++) ret->team[j] = t->marks[j] > 0 ? team[root_of(parent, j)] : -1;
}

void links_clear(Links *links) { g_free(links->team); }

/* -- fitting constants ------------------------------------------------------------------------------------ */

static void centre_teams(const Links *links, size_t assessors, double *effects) {
  g_autofree double *sum = g_new0(double, links->components + 1), *count = g_new0(double, links->components + 1);
  for (size_t j = 0; j < assessors; j++) {
    if (links->team[j] < 0) continue;
    sum[links->team[j]] += effects[j];
    count[links->team[j]]++;
  }
  for (size_t j = 0; j < assessors; j++)
    effects[j] = links->team[j] < 0 ? 0 : effects[j] - sum[links->team[j]] / count[links->team[j]];
}

/* Sums of squares about the means of applicants (ret_applicants) and of assessors. */
static void find_within(const TwoWay *t, double *ret_applicants, double *ret_assessors) {
  g_autofree double *sum = g_new0(double, t->assessors + 1);
  *ret_applicants = *ret_assessors = 0;
  for (size_t p = 0; p < t->applicants; p++) {
    double own = 0, marks = (double)(t->start[p + 1] - t->start[p]);
    for (size_t i = t->start[p]; i < t->start[p + 1]; i++) {
      own += t->score[i] / marks;
      sum[t->assessor[i]] += t->score[i];
    }
    for (size_t i = t->start[p]; i < t->start[p + 1]; i++) *ret_applicants += (t->score[i] - own) * (t->score[i] - own);
  }
  for (size_t j = 0; j < t->assessors; j++) sum[j] /= (double)MAX(t->marks[j], 1);
  for (size_t i = 0; i < t->n; i++) {
    double x = t->score[i] - sum[t->assessor[i]];
    *ret_assessors += x * x;
  }
}

/* How often assessors' variance is in the squares within applicants, and the other way round: the scores less the sums of
 * n_pa^2 / n_p and of n_pa^2 / n_a, a pair's square being 1 + 3 + 5 ... */
static void find_times(const TwoWay *t, Fitting *f) {
  g_autofree uint32_t *seen = g_new0(uint32_t, t->assessors + 1);
  double to_applicants = (double)t->n, to_assessors = (double)t->n;
  for (size_t p = 0; p < t->applicants; p++) {
    double marks = (double)(t->start[p + 1] - t->start[p]);
    for (size_t i = t->start[p]; i < t->start[p + 1]; i++) {
      double square = 2 * seen[t->assessor[i]]++ + 1;
      f->repeats |= square > 1;
      to_assessors -= square / marks;
      to_applicants -= square / (double)t->marks[t->assessor[i]];
    }
    for (size_t i = t->start[p]; i < t->start[p + 1]; i++) seen[t->assessor[i]] = 0;
  }
  f->applicants.times = to_applicants / f->applicants.df;
  f->assessors.times = to_assessors / f->assessors.df;
}

/* Searle (1971) 10.1: n0 = (N - sum of n_p^2 / N) / (n - 1). */
static void find_one_way(const TwoWay *t, Fitting *f, double within) {
  double n = (double)t->n, squares = 0, inverse = 0;
  for (size_t p = 0; p < t->applicants; p++) {
    double marks = (double)(t->start[p + 1] - t->start[p]);
    squares += marks * marks;
    inverse += marks > 0 ? 1 / marks : 0;
  }
  double applicants = (double)f->links.applicants;
  f->panel = applicants / inverse;
  f->between = (Squares){.sum = MAX(f->total - within, 0), .df = applicants - 1};
  f->between.times = (n - squares / n) / f->between.df;
  f->within = (Squares){.sum = within, .df = n - applicants};
}

/* What rounding leaves of a sum of squares that is nothing. */
static void settle(Squares *squares, double total, double noise) {
  if (squares->sum < noise * total) squares->sum = 0;
  squares->mean = squares->df > 0 ? squares->sum / squares->df : NAN;
}

void fitting_find(const TwoWay *t, double enough, Fitting *f) {
  *f = (Fitting){.effects = g_new0(double, t->assessors + 1)};
  g_autofree double *right = g_new(double, t->assessors + 1);
  double in_applicants, in_assessors;
  links_find(t, &f->links);
  two_way_right_side(t, (Shrink){0, 0}, right);
  two_way_solve(t, (Shrink){0, 0}, enough, right, f->effects);
  centre_teams(&f->links, t->assessors, f->effects);
  find_within(t, &in_applicants, &in_assessors);
  for (size_t i = 0; i < t->n; i++) f->total += t->score[i] * t->score[i];
  double rest = two_way_finish(t, (Shrink){0, 0}, f->effects, NULL);
  double n = (double)t->n, p = (double)f->links.applicants, a = (double)f->links.assessors;
  double teams = (double)f->links.components;
  f->applicants = (Squares){.sum = MAX(in_assessors - rest, 0), .df = p - teams};
  f->assessors = (Squares){.sum = MAX(in_applicants - rest, 0), .df = a - teams};
  f->residual = (Squares){.sum = rest, .df = n - p - a + teams};
  find_times(t, f);
  find_one_way(t, f, in_applicants);
  f->full = n >= p * a && !f->repeats;
  settle(&f->residual, f->total, 1e-22);
  settle(&f->applicants, f->total, 1e-15);
  settle(&f->assessors, f->total, 1e-15);
  settle(&f->between, f->total, 1e-15);
  settle(&f->within, f->total, 1e-22);
}

void fitting_clear(Fitting *f) {
  links_clear(&f->links);
  g_free(f->effects);
}

/* -- variances ------------------------------------------------------------------------------------------- */

static RatingTable table_of(const TwoWay *t, double **ret_scores, uint32_t **ret_applicant) {
  double *scores = *ret_scores = g_new(double, t->n + 1);
  uint32_t *applicant = *ret_applicant = g_new(uint32_t, t->n + 1);
  for (size_t p = 0; p < t->applicants; p++)
    for (size_t i = t->start[p]; i < t->start[p + 1]; i++) applicant[i] = (uint32_t)p;
  for (size_t i = 0; i < t->n; i++) scores[i] = t->score[i] + t->mean;
  return (RatingTable){.n = t->n,
                       .scores = scores,
                       .n_factors = 2,
                       .factors = {"applicant", "assessor"},
                       .level = {applicant, t->assessor},
                       .levels = {t->applicants, t->assessors}};
}

static bool find_reml(const TwoWay *t, size_t most, Components *ret) {
  g_autofree double *scores = NULL;
  g_autofree uint32_t *applicant = NULL;
  RatingTable table = table_of(t, &scores, &applicant);
  g_autoptr(Reml) reml = reml_fit(&table, most);
  if (reml == NULL) return false;
  *ret = (Components){reml->components[0], reml->components[1], reml->residual, reml->mean, "REML"};
  return true;
}

Components components_of(const TwoWay *t, const Fitting *f, size_t most) {
  Components c = {.mean = t->mean};
  if (f->residual.df < 1 || f->applicants.df < 1 || f->assessors.df < 1) return c;
  if (!f->full && f->residual.sum > 0 && find_reml(t, most, &c)) return c;
  c.residual = f->residual.mean;
  c.applicant = (f->applicants.mean - c.residual) / f->applicants.times;
  c.assessor = (f->assessors.mean - c.residual) / f->assessors.times;
  c.estimator = f->full ? "mean squares" : "Henderson 3";
  return c;
}
