/* agreement_fitting.c: the sums of squares of applicants and assessors, each after the other, and what follows from them. */
#include "scoring/agreement_model.h"

#include <math.h>
#include <string.h>

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
  const Incidence *of = t->of;
  g_autofree double *mean = g_new0(double, of->assessors + 1);
  *ret_applicants = *ret_assessors = 0;
  for (size_t p = 0; p < of->applicants; p++) {
    double sum = 0, marks = (double)(of->start[p + 1] - of->start[p]);
    for (size_t i = of->start[p]; i < of->start[p + 1]; i++) {
      sum += t->score[i];
      mean[of->assessor[i]] += t->score[i];
    }
    for (size_t i = of->start[p]; i < of->start[p + 1]; i++) {
      double x = t->score[i] - sum / marks;
      *ret_applicants += x * x;
    }
  }
  for (size_t j = 0; j < of->assessors; j++) mean[j] /= (double)MAX(of->marks[j], 1);
  for (size_t i = 0; i < of->n; i++) {
    double x = t->score[i] - mean[of->assessor[i]];
    *ret_assessors += x * x;
  }
}

/* What rounding leaves of a sum of squares that is nothing. */
static void settle(Squares *squares, double total, double noise) {
  if (squares->sum < noise * total) squares->sum = 0;
  squares->mean = squares->df > 0 ? squares->sum / squares->df : NAN;
}

void fitting_find(const TwoWay *t, double enough, Fitting *f) {
  const Incidence *of = t->of;
  *f = (Fitting){.of = of,
                 .applicants = of->of_applicants,
                 .assessors = of->of_assessors,
                 .residual = of->of_residual,
                 .between = of->of_between,
                 .within = of->of_within,
                 .effects = g_new(double, of->assessors + 1)};
  g_autofree double *right = g_new(double, of->assessors + 1);
  double in_applicants, in_assessors;
  two_way_right_side(t, (Shrink){0, 0}, right);
  two_way_solve(of, (Shrink){0, 0}, of->diagonal, enough, right, f->effects);
  centre_teams(&of->links, of->assessors, f->effects);
  find_within(t, &in_applicants, &in_assessors);
  for (size_t i = 0; i < of->n; i++) f->total += t->score[i] * t->score[i];
  f->residual.sum = two_way_finish(t, (Shrink){0, 0}, f->effects, NULL);
  f->applicants.sum = MAX(in_assessors - f->residual.sum, 0);
  f->assessors.sum = MAX(in_applicants - f->residual.sum, 0);
  f->between.sum = MAX(f->total - in_applicants, 0);
  f->within.sum = in_applicants;
  settle(&f->residual, f->total, 1e-22);
  settle(&f->applicants, f->total, 1e-15);
  settle(&f->assessors, f->total, 1e-15);
  settle(&f->between, f->total, 1e-15);
  settle(&f->within, f->total, 1e-22);
}

void fitting_clear(Fitting *f) { g_free(f->effects); }

/* -- variances ------------------------------------------------------------------------------------------- */

static RatingTable table_of(const TwoWay *t, double **ret_scores, uint32_t **ret_applicant) {
  double *scores = *ret_scores = g_new(double, t->of->n + 1);
  uint32_t *applicant = *ret_applicant = g_new(uint32_t, t->of->n + 1);
  for (size_t p = 0; p < t->of->applicants; p++)
    for (size_t i = t->of->start[p]; i < t->of->start[p + 1]; i++) applicant[i] = (uint32_t)p;
  for (size_t i = 0; i < t->of->n; i++) scores[i] = t->score[i] + t->mean;
  return (RatingTable){.n = t->of->n,
                       .scores = scores,
                       .n_factors = 2,
                       .factors = {"applicant", "assessor"},
                       .level = {applicant, t->of->assessor},
                       .levels = {t->of->applicants, t->of->assessors}};
}

static bool find_reml(const TwoWay *t, size_t most, Components *ret) {
  if (MIN(t->of->applicants, t->of->assessors) > most) return false;
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
  if (!f->of->full && f->residual.sum > 0 && find_reml(t, most, &c)) return c;
  c.residual = f->residual.mean;
  c.applicant = (f->applicants.mean - c.residual) / f->applicants.times;
  c.assessor = (f->assessors.mean - c.residual) / f->assessors.times;
  c.estimator = f->of->full ? "mean squares" : "Henderson 3";
  return c;
}
