/* agreement_icc.c: intraclass correlations with limits.
 *
 * Shrout & Fleiss (1979) Psychol Bull 86:420-428, forms (1,1) to (3,k), table 4 and equations 4 to 14; McGraw & Wong
 * (1996) Psychol Methods 1:30-46, table 7. Where the plan is not full, the mean squares are those of fitting constants
 * (agreement_model.h), each with how often it has its variance in place of k and n; or they are made from the variances
 * of REML, and the one-way forms from those of the full plan, as R's psych::ICC does: MSB = k p + e, MSW = j + e.
 * Limits of means follow from those of single marks by Spearman and Brown. A form is a variance over a variance: where what
 * it is divided by is estimated as nothing or below, as when applicants' means lie closer together than chance puts them,
 * it has no value, and no number above 1 is given for it. */
#include "scoring/agreement_model.h"
#include "scoring/agreement_put.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#define GROUP "icc"
static const char flat[] = N_("The marks do not vary, so nothing can be said about agreement.");
static const char few[] = N_("At least two applicants marked by at least two assessors are needed.");
static const char confounded[] = N_(
    "Applicants, assessors and chance cannot be told apart: too few applicants and assessors have more than one mark.");
static const char unlimited[] = N_("The assessors agree without any residual, so there is no test and no limit.");

static const char closer[] =
    N_("The applicants' means lie closer together than chance alone would put them: where that leaves no variance to "
       "divide by, there is no figure and no limit.");
static const char beyond[] =
    N_("The limit is so far below zero that a mean of as many assessors as asked for would have no variance.");
static const char by_reml[] =
    N_("Not every assessor marked every applicant: estimated by REML, limits are approximate.");
static const char by_constants[] =
    N_("Not every assessor marked every applicant: estimated by fitting constants (Henderson's method 3), limits are "
       "approximate.");
static const char repeated[] = N_("Some assessor marked the same applicant more than once: every mark counts.");

enum { TWO_WAY = 1, OF_MEANS = 3 }; /* the form (2,1), and how far behind a form that of means stands */
static const char *const names[] = {"ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)", NULL};

/* What the forms and their limits are made of: mean squares with what they measure. */
typedef struct Layout {
  double panel, marks; /* how many marks means are of; how many an applicant has */
  Squares targets, raters, rest, between, within;
} Layout;

static const double nothing = 1e-12; /* what rounding leaves of it */

/* Spearman and Brown: the reliability of the mean of k. Far below zero the mean of more assessors than the table has would
 * have a variance below zero, and no reliability. */
static double of_mean(double single, double k) {
  double rest = 1 + (k - 1) * single;
  return rest > nothing ? k * single / rest : NAN;
}

/* A part of itself and what is beside it. */
static double part_of(double part, double beside) {
  double whole = part + beside;
  return whole > nothing * (fabs(part) + fabs(beside)) ? part / whole : NAN;
}

static void put_limits(Agreement *a, const char *name, double lower, double upper, const char *reason) {
  g_autofree char *low = g_strconcat(name, "_lower", NULL), *high = g_strconcat(name, "_upper", NULL);
  agreement_put(a, GROUP, low, lower, reason);
  agreement_put(a, GROUP, high, upper, reason);
}

/* Of single marks, and of the mean of a panel. under: what the F ratio is over. */
static void put_both_limits(Agreement *a, int form, double low, double high, double panel, const Squares *under) {
  const char *reason = under->mean > 0 ? closer : unlimited;
  put_limits(a, names[form], low, high, reason);
  put_limits(a, names[form + OF_MEANS], of_mean(low, panel), of_mean(high, panel), isfinite(low) ? beyond : reason);
}

/* Shrout & Fleiss: FL = F / F(.975), FU = F * F(.975 reversed); single (F - 1) / (F + k - 1). */
static void put_one_f(Agreement *a, int form, const Squares *over, const Squares *under, double panel) {
  double f = over->mean / under->mean, k = over->times;
  double low = f / f_quantile(0.975, over->df, under->df), high = f * f_quantile(0.975, under->df, over->df);
  low = (low - 1) / (low + k - 1);
  high = (high - 1) / (high + k - 1);
  put_both_limits(a, form, low, high, panel, under);
}

/* ICC(2,.): Satterthwaite's degrees of freedom v of the denominator, Shrout & Fleiss p. 424 (equations 8 to 10), with k
 * and n replaced by how often a mean square has its variance. */
static void put_two_way_limits(Agreement *a, const Layout *l, double icc) {
  double n = l->raters.times, k = l->targets.times, b = l->targets.mean, j = l->raters.mean, e = l->rest.mean;
  double raters = k * icc / (n * (1 - icc)) * j, rest = (1 + k * icc * (n - 1) / (n * (1 - icc))) * e;
  double v = (raters + rest) * (raters + rest) / (raters * raters / l->raters.df + rest * rest / l->rest.df);
  double over = f_quantile(0.975, l->targets.df, v), under = f_quantile(0.975, v, l->targets.df), mix = k * n - k - n;
  double low = n * (b - over * e) / (over * (k * j + mix * e) + n * b);
  double high = n * (under * b - e) / (k * j + mix * e + n * under * b);
  put_both_limits(a, TWO_WAY, low, high, l->panel, &l->rest);
}

static void put_test(Agreement *a, const char *name, const char *p_name, const Squares *over, const Squares *under) {
  double f = over->mean / under->mean;
  agreement_put(a, GROUP, name, f, unlimited);
  agreement_put(a, GROUP, p_name, isfinite(f) ? gsl_cdf_fdist_Q(f, over->df, under->df) : NAN, unlimited);
}

/* The mean squares of the table, or those that REML's variances would give in its place. */
static Layout layout_of(const Fitting *f, const Components *c, double panel) {
  Layout l = {panel, f->of->panel, f->applicants, f->assessors, f->residual, f->between, f->within};
  if (strcmp(c->estimator, "REML") != 0) return l;
  l.rest.mean = c->residual;
  l.targets.mean = l.targets.times * c->applicant + c->residual;
  l.raters.mean = l.raters.times * c->assessor + c->residual;
  l.between.times = panel;
  l.between.mean = panel * c->applicant + c->residual;
  l.within.mean = c->assessor + c->residual;
  return l;
}

/* Where a table has more assessors than an applicant has marks: of the mean that an applicant has. */
static void put_of_marks(Agreement *a, double variance, double rest, double marks) {
  double low = agreement_number(a, GROUP, "ICC(2,1)_lower"), high = agreement_number(a, GROUP, "ICC(2,1)_upper");
  agreement_put(a, GROUP, "ICC(2,m)", part_of(variance, rest / marks), closer);
  put_limits(a, "ICC(2,m)", of_mean(low, marks), of_mean(high, marks), isfinite(low) ? beyond : closer);
}

static void put_forms(Agreement *a, const Layout *l, const Components *c) {
  double p = c->applicant, j = c->assessor, e = c->residual, k = l->panel, b = l->between.mean, w = l->within.mean;
  double single = (b - w) / (b + (l->between.times - 1) * w);
  double forms[] = {single,           part_of(p, j + e), part_of(p, e), of_mean(single, k), part_of(p, (j + e) / k),
                    part_of(p, e / k)};
  for (size_t i = 0; names[i] != NULL; i++) agreement_put(a, GROUP, names[i], forms[i], closer);
  put_one_f(a, 0, &l->between, &l->within, k);
  put_two_way_limits(a, l, forms[TWO_WAY]);
  put_one_f(a, 2, &l->targets, &l->rest, k);
  if (l->marks < k - nothing) put_of_marks(a, p, j + e, l->marks);
}

void put_icc(Agreement *a, const Fitting *f, const Components *c, double panel) {
  if (!(f->total > 0) || c->estimator == NULL) {
    agreement_refuse(a, GROUP,
                     f->of->links.applicants < 2 || f->of->links.assessors < 2 ? few
                     : f->total > 0                                            ? confounded
                                                                               : flat,
                     names);
    return;
  }
  Layout l = layout_of(f, c, panel);
  if (strcmp(c->estimator, "REML") == 0) agreement_warn(a, GROUP, by_reml, NULL);
  if (strcmp(c->estimator, "Henderson 3") == 0) agreement_warn(a, GROUP, by_constants, NULL);
  if (f->of->repeats) agreement_warn(a, GROUP, repeated, NULL);
  put_forms(a, &l, c);
  agreement_put(a, GROUP, "MS_between_targets", l.targets.mean, flat);
  agreement_put(a, GROUP, "MS_within", l.within.mean, flat);
  agreement_put(a, GROUP, "MS_judges", l.raters.mean, flat);
  agreement_put(a, GROUP, "MS_residual", l.rest.mean, flat);
  put_test(a, "F_oneway", "p_oneway", &l.between, &l.within);
  put_test(a, "F_twoway", "p_twoway", &l.targets, &l.rest);
  put_test(a, "F_judges", "p_judges", &l.raters, &l.rest);
  agreement_put_text(a, GROUP, "estimator", c->estimator);
  agreement_put(a, GROUP, "marks_of_mean", panel, flat);
  agreement_put(a, GROUP, "marks_each", f->of->panel, flat);
  agreement_put(a, GROUP, "severity_apart", f->of->apart, flat);
}

static void put_table(Agreement *a, const RatingTable *table, bool matrix) {
  g_autoptr(TwoWay) t = two_way_new(table);
  g_auto(Fitting) f = {.effects = NULL};
  fitting_find(t, 1e-24, &f);
  agreement_warn_small(a, GROUP, f.of->links.applicants, f.of->links.assessors);
  Components c = components_of(t, &f, REML_FOR_ONE);
  put_icc(a, &f, &c, matrix ? (double)f.of->links.assessors : f.of->panel);
}

void agreement_icc(Agreement *agreement, const RatingMatrix *matrix) {
  g_autoptr(RatingCells) cells = rating_cells(matrix);
  put_table(agreement, &cells->table, true);
}

void agreement_icc_panel(Agreement *agreement, const RatingTable *table) { put_table(agreement, table, false); }
