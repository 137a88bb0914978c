/* agreement_severity.c: how much harsher one assessor marks than another, where panels differ.
 *
 * Additive two-way model, score = applicant + assessor + error. Least squares (Yates 1940, intra-block; Searle 1971
 * Linear Models 7.1), and with assessors random: the shrunk severities and, with the recovery of information between
 * them, effect_combined (Yates 1940; Henderson 1953 method 3 for block_variance; Henderson 1975 for the errors). Only
 * linked panels can be compared (Weeks & Williams 1964; Searle 1971 7.4): the two-way design loses one rank per
 * component of the graph of who marked whom, and with more than one everything across teams is refused. */
#include "scoring/agreement_model.h"
#include "scoring/agreement_put.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include <glib/gi18n.h>

#define GROUP "severity"
enum { MOST_TEAMS = 50 };
static const double exactly = 1e-24;
static const char few[] = N_("At least two assessors who marked a common applicant are needed.");
static const char unlinked[] = N_(
    "Severity is not compared: the panels are not linked. They fall into {components} groups that share no applicant, "
    "so "
    "a lower mark may be a stricter assessor or a weaker applicant. Let assessors of each group mark one common case.");
static const char unlinked_reason[] = N_("The panels are not linked, so a comparison across them has no answer.");
static const char saturated[] = N_("There are no more marks than effects, so errors cannot be estimated.");
static const char exact[] = N_("The marks fit without any residual, so there is no test.");
static const char *const refused[] = {"severity",
                                      "severity_se",
                                      "severity_shrunk",
                                      "severity_shrunk_se",
                                      "effect_ls",
                                      "Q",
                                      "SS_adjusted",
                                      "MSE",
                                      "F",
                                      "p",
                                      "block_variance",
                                      "effect_combined",
                                      "F_assessors",
                                      "p_assessors",
                                      "df",
                                      NULL};

static void put_gaps(Agreement *a, const TwoWay *t, const Fitting *f) {
  size_t teams = MIN(f->of->links.components, MOST_TEAMS);
  g_autofree double *low = g_new(double, teams + 1), *high = g_new(double, teams + 1);
  for (size_t c = 0; c < teams; c++) {
    low[c] = INFINITY;
    high[c] = -INFINITY;
  }
  for (size_t j = 0; j < t->of->assessors; j++) {
    int64_t team = f->of->links.team[j];
    if (team < 0 || team >= (int64_t)teams) continue;
    low[team] = MIN(low[team], f->effects[j]);
    high[team] = MAX(high[team], f->effects[j]);
  }
  for (size_t c = 0; c < teams; c++) {
    g_autofree char *name = g_strdup_printf("severity_gap_within_team%zu", c + 1);
    agreement_put(a, GROUP, name, high[c] - low[c], few);
  }
}

/* A value per assessor; none for those who marked nobody. */
static void put_assessors(Agreement *a, const TwoWay *t, const char *name, double *values) {
  for (size_t j = 0; j < t->of->assessors; j++) values[j] = t->of->marks[j] > 0 ? values[j] : NAN;
  agreement_put_list(a, GROUP, name, values, t->of->assessors);
}

static void put_negated(Agreement *a, const TwoWay *t, const char *name, const double *effects) {
  g_autofree double *values = g_new(double, t->of->assessors + 1);
  for (size_t j = 0; j < t->of->assessors; j++) values[j] = 0 - effects[j];
  put_assessors(a, t, name, values);
}

/* A value per applicant about their mean; none for one without marks. */
static void put_applicants(Agreement *a, const TwoWay *t, const char *name, double *values) {
  double sum = 0, count = 0;
  for (size_t p = 0; p < t->of->applicants; p++) {
    if (t->of->start[p] == t->of->start[p + 1]) continue;
    sum += values[p];
    count++;
  }
  for (size_t p = 0; p < t->of->applicants; p++)
    values[p] = t->of->start[p] < t->of->start[p + 1] ? values[p] - sum / count : NAN;
  agreement_put_list(a, GROUP, name, values, t->of->applicants);
}

static void put_errors(Agreement *a, const TwoWay *t, const char *name, Shrink shrink, double variance) {
  g_autofree double *diagonal = g_new(double, t->of->assessors + 1);
  two_way_inverse(t->of, shrink, diagonal);
  for (size_t j = 0; j < t->of->assessors; j++) diagonal[j] = sqrt(diagonal[j] < 0 ? 0 : variance * diagonal[j]);
  put_assessors(a, t, name, diagonal);
}

/* Assessors random: severities shrunk towards 0, applicants' effects with what the assessors' means add. */
static void put_shrunk(Agreement *a, const TwoWay *t, double error, double between, bool applicants) {
  g_autofree double *right = g_new(double, t->of->assessors + 1), *x = g_new0(double, t->of->assessors + 1);
  g_autofree double *diagonal = g_new(double, t->of->assessors + 1);
  g_autofree double *effects = g_new0(double, t->of->applicants + 1);
  bool random = between > 0 && error > 0;
  Shrink shrink = {0, random ? error / between : between > 0 ? 1e-9 : 1e12};
  two_way_right_side(t, shrink, right, NULL);
  two_way_diagonal(t->of, shrink, diagonal);
  two_way_solve(t->of, shrink, 1, diagonal, exactly, right, x);
  for (size_t j = 0; j < t->of->assessors; j++) x[j] = between > 0 ? x[j] : 0;
  put_negated(a, t, "severity_shrunk", x);
  put_errors(a, t, "severity_shrunk_se", shrink, random ? error : 0);
  if (!applicants) return;
  two_way_finish(t, shrink, x, effects);
  put_applicants(a, t, "effect_combined", effects);
}

/* A mean per applicant, and what it would be had every assessor marked everybody. */
static void put_means(Agreement *a, const TwoWay *t, const double *effects) {
  g_autofree double *raw = g_new(double, t->of->applicants + 1), *adjusted = g_new(double, t->of->applicants + 1);
  for (size_t p = 0; p < t->of->applicants; p++) {
    raw[p] = mean_of(t->score + t->of->start[p], t->of->start[p + 1] - t->of->start[p]) + t->mean;
    adjusted[p] = t->of->start[p] < t->of->start[p + 1] ? effects[p] + t->mean : NAN;
  }
  agreement_put_list(a, GROUP, "raw_mean", raw, t->of->applicants);
  agreement_put_list(a, GROUP, "adjusted_mean", adjusted, t->of->applicants);
}

/* effect_ls; and Q: an applicant's total less the means of those who marked it. */
static void put_adjusted(Agreement *a, const TwoWay *t, const Fitting *f) {
  g_autofree double *effects = g_new0(double, t->of->applicants + 1), *q = g_new0(double, t->of->applicants + 1);
  g_autofree double *mean = g_new0(double, t->of->assessors + 1);
  for (size_t i = 0; i < t->of->n; i++)
    mean[t->of->assessor[i]] += t->score[i] / (double)t->of->marks[t->of->assessor[i]];
  for (size_t p = 0; p < t->of->applicants; p++)
    for (size_t i = t->of->start[p]; i < t->of->start[p + 1]; i++) q[p] += t->score[i] - mean[t->of->assessor[i]];
  two_way_finish(t, (Shrink){0, 0}, f->effects, effects);
  put_means(a, t, effects);
  put_applicants(a, t, "effect_ls", effects);
  agreement_put_list(a, GROUP, "Q", q, t->of->applicants);
}

/* A factor's effects, after the other's, against the residual. */
static void put_test(Agreement *a, const char *name, const char *p_name, const Squares *effects, const Squares *rest) {
  double ratio = rest->df > 0 ? effects->mean / rest->mean : NAN;
  const char *reason = rest->df > 0 ? exact : saturated;
  agreement_put(a, GROUP, name, ratio, reason);
  agreement_put(a, GROUP, p_name, isfinite(ratio) ? gsl_cdf_fdist_Q(ratio, effects->df, rest->df) : NAN, reason);
}

static void put_linked(Agreement *a, const TwoWay *t, const Fitting *f, bool applicants) {
  const Squares *adjusted = &f->applicants, *rest = &f->residual;
  double error = rest->df > 0 ? rest->mean : NAN;
  double between = (f->assessors.mean - error) / f->assessors.times;
  if (applicants) put_adjusted(a, t, f);
  agreement_put(a, GROUP, "SS_adjusted", adjusted->sum, saturated);
  agreement_put(a, GROUP, "SS_assessors", f->assessors.sum, saturated);
  agreement_put(a, GROUP, "MSE", error, saturated);
  put_test(a, "F", "p", adjusted, rest);
  put_test(a, "F_assessors", "p_assessors", &f->assessors, rest);
  agreement_put(a, GROUP, "df", rest->df, saturated);
  agreement_put(a, GROUP, "block_variance", between, saturated);
  put_negated(a, t, "severity", f->effects);
  if (!isfinite(error)) return;
  put_errors(a, t, "severity_se", (Shrink){0, 0}, error);
  put_shrunk(a, t, error, between, applicants);
}

void put_severity(Agreement *a, const TwoWay *t, const Fitting *f, bool applicants) {
  size_t components = f->of->links.components;
  agreement_put(a, GROUP, "components", (double)components, few);
  agreement_put(a, GROUP, "rank_deficiency", (double)components, few);
  if (f->of->links.assessors < 2) {
    agreement_refuse(a, GROUP, few, refused);
    return;
  }
  put_gaps(a, t, f);
  if (components == 1) {
    put_linked(a, t, f, applicants);
    return;
  }
  agreement_warn(a, GROUP, unlinked, "components", g_strdup_printf("%zu", components), NULL);
  agreement_refuse(a, GROUP, unlinked_reason, refused);
}

void agreement_severity(Agreement *agreement, const RatingTable *table) {
  g_autoptr(TwoWay) t = two_way_new(table);
  g_auto(Fitting) f = {.effects = NULL};
  fitting_find(t, exactly, &f);
  put_severity(agreement, t, &f, true);
}
