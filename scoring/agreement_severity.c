/* agreement_severity.c: how much harsher one assessor marks than another, where panels differ.
 *
 * Additive two-way model, score = applicant + assessor + error. Least squares (Yates 1940, intra-block; Searle 1971
 * Linear Models 7.1), and with assessors random: the shrunk severities and, with the recovery of information between
 * them, effect_combined (Yates 1940; Henderson 1953 method 3 for block_variance; Henderson 1975 for the errors). Only
 * linked panels can be compared (Weeks & Williams 1964; Searle 1971 7.4): the two-way design loses one rank per
 * component of the graph of who marked whom, and with more than one everything across teams is refused. */
#include "scoring/agreement_put.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n.h>

#define GROUP "severity"
enum { MOST_TEAMS = 50 };
static const char few[] = N_("At least two assessors who marked a common applicant are needed.");
static const char unlinked[] = N_(
    "Severity is not compared: the panels are not linked. They fall into {components} groups that share no applicant, "
    "so "
    "a lower mark may be a stricter assessor or a weaker applicant. Let assessors of each group mark one common case.");
static const char unlinked_reason[] = N_("The panels are not linked, so a comparison across them has no answer.");
static const char saturated[] = N_("There are no more marks than effects, so errors cannot be estimated.");
static const char exact[] = N_("The marks fit without any residual, so there is no test.");
static const char *const refused[] = {
    "severity", "severity_se", "severity_shrunk", "severity_shrunk_se", "effect_ls", "Q", "SS_adjusted", "MSE",
    "F",        "p",           "block_variance",  "effect_combined",    NULL};

/* Who marked whom. Teams are numbered by their first applicant; levels without a score are in none (-1). */
typedef struct Links {
  size_t applicants, assessors, components;
  int64_t *team; /* per assessor */
  size_t used_applicants, used_assessors;
} Links;

static void clear_links(Links *links) { g_free(links->team); }
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Links, clear_links)

static size_t root_of(size_t *parent, size_t x) {
  while (parent[x] != x) x = parent[x] = parent[parent[x]];
  return x;
}

/* Union-find over applicants (first) and assessors. */
static Links find_links(const RatingTable *t) {
  size_t a = t->levels[0], b = t->levels[1];
  Links links = {a, b, 0, g_new(int64_t, b + 1), 0, 0};
  g_autofree size_t *parent = g_new(size_t, a + b + 1);
  g_autofree int64_t *team = g_new(int64_t, a + b + 1);
  g_autofree bool *used = g_new0(bool, a + b + 1);
  for (size_t x = 0; x < a + b; x++) parent[x] = x;
  for (size_t i = 0; i < t->n; i++) {
    size_t x = t->level[0][i], y = a + t->level[1][i];
    used[x] = used[y] = true;
    parent[root_of(parent, y)] = root_of(parent, x);
  }
  for (size_t x = 0; x < a + b; x++) team[x] = -1;
  for (size_t x = 0; x < a + b; x++) {
    if (!used[x]) continue;
    int64_t *mine = &team[root_of(parent, x)];
    if (*mine < 0) *mine = (int64_t)links.components++;
    if (x < a)
      links.used_applicants++;
    else
      links.used_assessors++;
  }
  for (size_t y = 0; y < b; y++) links.team[y] = used[a + y] ? team[root_of(parent, a + y)] : -1;
  return links;
}

/* The least-squares fit: assessors' effects with mean 0 in each team, and the sums of squares. */
typedef struct Fit {
  const RatingTable *table;
  const Links *links;
  double *assessor, *applicant, *residuals, *right;
  double sse, df, mse;
} Fit;

static void clear_fit(Fit *fit) {
  g_free(fit->assessor);
  g_free(fit->applicant);
  g_free(fit->residuals);
  g_free(fit->right);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Fit, clear_fit)

static void centre_teams(double *effects, const Links *links) {
  g_autofree double *sum = g_new0(double, links->components + 1), *count = g_new0(double, links->components + 1);
  for (size_t j = 0; j < links->assessors; j++) {
    if (links->team[j] < 0) continue;
    sum[links->team[j]] += effects[j];
    count[links->team[j]]++;
  }
  for (size_t j = 0; j < links->assessors; j++)
    effects[j] = links->team[j] < 0 ? NAN : effects[j] - sum[links->team[j]] / count[links->team[j]];
}

/* Effects of applicants about their mean; NAN for one without marks. */
static void centre_used(double *effects, const RatingTable *t, size_t factor) {
  g_autofree bool *used = g_new0(bool, t->levels[factor] + 1);
  for (size_t i = 0; i < t->n; i++) used[t->level[factor][i]] = true;
  double sum = 0, count = 0;
  for (size_t l = 0; l < t->levels[factor]; l++) {
    sum += used[l] ? effects[l] : 0;
    count += used[l] ? 1 : 0;
  }
  for (size_t l = 0; l < t->levels[factor]; l++) effects[l] = used[l] ? effects[l] - sum / count : NAN;
}

static Fit fit_of(Crossed *c, const Links *links) {
  const RatingTable *t = c->table;
  Fit fit = {.table = t, .links = links};
  fit.assessor = g_new0(double, c->unknowns + 1);
  fit.right = g_new(double, c->unknowns + 1);
  fit.applicant = g_new0(double, t->levels[0] + 1);
  fit.residuals = g_new0(double, t->n + 1);
  crossed_right_side(c, t->scores, fit.right);
  crossed_solve(c, fit.right, fit.assessor);
  crossed_finish(c, t->scores, fit.assessor, fit.applicant, fit.residuals);
  for (size_t i = 0; i < t->n; i++) fit.sse += fit.residuals[i] * fit.residuals[i];
  if (fit.sse < 1e-22 * squares_of(t->scores, t->n)) fit.sse = 0;
  fit.df = (double)t->n - (double)links->used_applicants - (double)links->used_assessors + (double)links->components;
  fit.mse = fit.df > 0 ? fit.sse / fit.df : NAN;
  centre_teams(fit.assessor, links);
  centre_used(fit.applicant, t, 0);
  return fit;
}

/* Sum of squares within the levels of one factor; ret_means may be NULL. */
static double squares_within(const RatingTable *t, size_t factor, double *ret_means) {
  g_autofree double *mean = g_new0(double, t->levels[factor] + 1), *count = g_new0(double, t->levels[factor] + 1);
  double squares = 0;
  for (size_t i = 0; i < t->n; i++) count[t->level[factor][i]]++;
  for (size_t i = 0; i < t->n; i++) mean[t->level[factor][i]] += t->scores[i] / count[t->level[factor][i]];
  for (size_t i = 0; i < t->n; i++) {
    double x = t->scores[i] - mean[t->level[factor][i]];
    squares += x * x;
  }
  if (ret_means != NULL) memcpy(ret_means, mean, t->levels[factor] * sizeof *mean);
  return squares;
}

static int by_cell(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return x < y ? -1 : x > y;
}

/* N - sum over applicants of sum n_ij^2 / n_i: how often assessors' variance enters the squares within applicants. */
static double block_trace(const RatingTable *t) {
  g_autofree uint64_t *cells = g_new(uint64_t, t->n + 1);
  g_autofree double *count = g_new0(double, t->levels[0] + 1);
  for (size_t i = 0; i < t->n; i++) {
    cells[i] = (uint64_t)t->level[0][i] << 32 | t->level[1][i];
    count[t->level[0][i]]++;
  }
  qsort(cells, t->n, sizeof *cells, by_cell);
  double trace = (double)t->n;
  for (size_t from = 0, to; from < t->n; from = to) {
    for (to = from + 1; to < t->n && cells[to] == cells[from];) to++;
    trace -= (double)((to - from) * (to - from)) / count[cells[from] >> 32];
  }
  return trace;
}

static void put_gaps(Agreement *a, const Fit *fit) {
  size_t teams = MIN(fit->links->components, MOST_TEAMS);
  g_autofree double *low = g_new(double, teams + 1), *high = g_new(double, teams + 1);
  for (size_t c = 0; c < teams; c++) {
    low[c] = INFINITY;
    high[c] = -INFINITY;
  }
  for (size_t j = 0; j < fit->links->assessors; j++) {
    int64_t team = fit->links->team[j];
    if (team < 0 || team >= (int64_t)teams) continue;
    low[team] = MIN(low[team], fit->assessor[j]);
    high[team] = MAX(high[team], fit->assessor[j]);
  }
  for (size_t c = 0; c < teams; c++) {
    g_autofree char *name = g_strdup_printf("severity_gap_within_team%zu", c + 1);
    agreement_put(a, GROUP, name, high[c] - low[c], few);
  }
}

static void put_negated(Agreement *a, const char *name, double *effects, size_t n) {
  for (size_t i = 0; i < n; i++) effects[i] = 0 - effects[i];
  agreement_put_list(a, GROUP, name, effects, n);
}

/* sqrt(variance x diagonal); the plain solution's inverse is about the mean of all used assessors. */
static void put_errors(Agreement *a, const char *name, Crossed *c, const Links *links, double variance, bool centred) {
  g_autoptr(Probes) probes = probes_new(c);
  g_autofree double *diagonal = g_new(double, c->unknowns + 1);
  for (size_t p = 0; centred && p < probes->n; p++) {
    double *z = probes->z + p * c->unknowns, sum = 0;
    for (size_t j = 0; j < c->unknowns; j++) {
      if (links->team[j] < 0) z[j] = 0;
      sum += z[j];
    }
    for (size_t j = 0; j < c->unknowns; j++)
      if (links->team[j] >= 0) z[j] -= sum / (double)links->used_assessors;
  }
  probes_solve(probes, c);
  for (size_t p = 0; centred && p < probes->n; p++) centre_teams(probes->x + p * c->unknowns, links);
  probes_diagonal(probes, diagonal);
  for (size_t j = 0; j < c->unknowns; j++)
    diagonal[j] = links->team[j] < 0 ? NAN : sqrt(MAX(variance * diagonal[j], 0));
  agreement_put_list(a, GROUP, name, diagonal, c->unknowns);
}

/* Assessors random: severities shrunk towards 0, applicants' effects with what the assessors' means add. */
static void put_shrunk(Agreement *a, Crossed *c, const Fit *fit, double between) {
  const RatingTable *t = fit->table;
  g_autofree double *x = g_new0(double, c->unknowns + 1), *applicant = g_new0(double, t->levels[0] + 1);
  g_autofree double *residuals = g_new(double, t->n + 1);
  bool random = between > 0 && fit->mse > 0;
  c->shrink[1] = random ? fit->mse / between : between > 0 ? 1e-9 : 1e12;
  crossed_prepare(c);
  crossed_solve(c, fit->right, x);
  for (size_t j = 0; j < c->unknowns; j++) x[j] = between > 0 ? x[j] : 0;
  crossed_finish(c, t->scores, x, applicant, residuals);
  centre_used(applicant, t, 0);
  for (size_t j = 0; j < c->unknowns; j++)
    if (fit->links->team[j] < 0) x[j] = NAN;
  put_negated(a, "severity_shrunk", x, c->unknowns);
  put_errors(a, "severity_shrunk_se", c, fit->links, random ? fit->mse : 0, false);
  agreement_put_list(a, GROUP, "effect_combined", applicant, t->levels[0]);
}

/* Q: an applicant's total less the means of those who marked it. */
static void put_adjusted_totals(Agreement *a, const RatingTable *t, const double *means) {
  g_autofree double *q = g_new0(double, t->levels[0] + 1);
  for (size_t i = 0; i < t->n; i++) q[t->level[0][i]] += t->scores[i] - means[t->level[1][i]];
  agreement_put_list(a, GROUP, "Q", q, t->levels[0]);
}

static void put_linked(Agreement *a, Crossed *c, Fit *fit) {
  const RatingTable *t = fit->table;
  g_autofree double *means = g_new0(double, t->levels[1] + 1);
  double adjusted = squares_within(t, 1, means) - fit->sse, df = (double)fit->links->used_applicants - 1;
  double blocks = squares_within(t, 0, NULL) - fit->sse, assessors = (double)fit->links->used_assessors - 1;
  double between = (blocks - assessors * fit->mse) / block_trace(t), f = adjusted / df / fit->mse;
  agreement_put_list(a, GROUP, "effect_ls", fit->applicant, t->levels[0]);
  put_adjusted_totals(a, t, means);
  agreement_put(a, GROUP, "SS_adjusted", adjusted, saturated);
  agreement_put(a, GROUP, "SS_assessors", blocks, saturated);
  agreement_put(a, GROUP, "MSE", fit->mse, saturated);
  agreement_put(a, GROUP, "F", f, fit->df > 0 ? exact : saturated);
  agreement_put(a, GROUP, "p", isfinite(f) ? gsl_cdf_fdist_Q(f, df, fit->df) : NAN, fit->df > 0 ? exact : saturated);
  agreement_put(a, GROUP, "block_variance", between, saturated);
  put_negated(a, "severity", fit->assessor, c->unknowns);
  if (!isfinite(fit->mse)) return;
  put_errors(a, "severity_se", c, fit->links, fit->mse, true);
  put_shrunk(a, c, fit, between);
}

void agreement_severity(Agreement *agreement, const RatingTable *table) {
  g_auto(Links) links = find_links(table);
  agreement_put(agreement, GROUP, "components", (double)links.components, few);
  agreement_put(agreement, GROUP, "rank_deficiency", (double)links.components, few);
  if (links.used_assessors < 2 || links.used_applicants < 1) {
    agreement_refuse(agreement, GROUP, few, refused);
    return;
  }
  g_auto(Crossed) c = {.out = 0};
  crossed_init(&c, table, 0, false);
  g_auto(Fit) fit = fit_of(&c, &links);
  put_gaps(agreement, &fit);
  if (links.components == 1) {
    put_linked(agreement, &c, &fit);
    return;
  }
  agreement_warn(agreement, GROUP, unlinked, "components", g_strdup_printf("%zu", links.components), NULL);
  agreement_refuse(agreement, GROUP, unlinked_reason, refused);
}
