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

/* What the scores are compared with of an assessor. */
typedef struct Level {
  double mean, effect;
} Level;

/* Sums of squares: about the mean, about the means of applicants and of assessors, about both factors' effects. */
typedef struct Left {
  double whole, applicants, assessors, both;
} Left;

static Left find_left(const TwoWay *t, const Level *levels) {
  const Incidence *of = t->of;
  Left left = {0};
  for (size_t p = 0; p < of->applicants; p++) {
    double sum = 0, rest = 0, marks = (double)(of->start[p + 1] - of->start[p]);
    for (size_t i = of->start[p]; i < of->start[p + 1]; i++) {
      __builtin_prefetch(&levels[of->assessor[i + AHEAD]]);
      sum += t->score[i];
      rest += t->score[i] - levels[of->assessor[i]].effect;
    }
    for (size_t i = of->start[p]; i < of->start[p + 1]; i++) {
      const Level *level = &levels[of->assessor[i]];
      double x = t->score[i], in = x - sum / marks, by = x - level->mean, both = x - level->effect - rest / marks;
      left.whole += x * x;
      left.applicants += in * in;
      left.assessors += by * by;
      left.both += both * both;
    }
  }
  return left;
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
  g_autofree double *right = g_new(double, of->assessors + 1), *means = g_new(double, of->assessors + 1);
  g_autofree Level *levels = g_new(Level, of->assessors + 1);
  two_way_right_side(t, (Shrink){0, 0}, right, means);
  two_way_solve(of, (Shrink){0, 0}, 1, of->diagonal, enough, right, f->effects);
  centre_teams(&of->links, of->assessors, f->effects);
  for (size_t j = 0; j < of->assessors; j++) levels[j] = (Level){means[j], f->effects[j]};
  const Left left = find_left(t, levels);
  f->total = left.whole;
  f->residual.sum = left.both;
  f->applicants.sum = MAX(left.assessors - left.both, 0);
  f->assessors.sum = MAX(left.applicants - left.both, 0);
  f->between.sum = MAX(left.whole - left.applicants, 0);
  f->within.sum = left.applicants;
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
