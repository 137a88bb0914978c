/* agreement.h: is a panel to be believed? Agreement, reliability, severity and outliers.
 *
 * Pure computation in doubles. Its figures advise people: they never flow back into a total. Every function adds
 * named values to a group of an Agreement: a number, a list, a text, or nothing with a reason. No value is ever
 * NaN or infinite; inside a list NAN stands for an entry that cannot be computed (written as null).
 *
 * The group names are those of the format accolade.agreement/1: icc, krippendorff, kendall, cronbach, kappa, finn,
 * variance, severity, correlation, outliers, raters. Which paper a formula comes from stands at its function. */
#ifndef ACCOLADE_AGREEMENT_H
#define ACCOLADE_AGREEMENT_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* n targets (applicants, items) by k raters, row by row; NAN is a missing cell. All borrowed. */
typedef struct RatingMatrix {
  size_t n, k;
  const double *values;
} RatingMatrix;

/* Any number of classifications of each of n scores: applicant, assessor, item, occasion ...
 * level[f][i] is the level (from 0) of score i in factor f, levels[f] how many there are. All borrowed. */
enum { AGREEMENT_MAX_FACTORS = 6 };
typedef struct RatingTable {
  size_t n;
  const double *scores; /* all finite */
  size_t n_factors;
  const char *factors[AGREEMENT_MAX_FACTORS]; /* names, for the names of values: var_plate, blup_plate */
  const uint32_t *level[AGREEMENT_MAX_FACTORS];
  size_t levels[AGREEMENT_MAX_FACTORS];
  int within[AGREEMENT_MAX_FACTORS]; /* 1 + the factor it is nested in, whose levels it numbers afresh; 0: none */
} RatingTable;

typedef enum AgreementKind { AGREEMENT_NUMBER, AGREEMENT_LIST, AGREEMENT_TEXT, AGREEMENT_NONE } AgreementKind;

typedef struct AgreementValue {
  char *name;
  AgreementKind kind;
  double number;
  size_t n; /* AGREEMENT_LIST */
  double *list;
  char *text;
  const char *reason; /* AGREEMENT_NONE: msgid, also among the warnings */
} AgreementValue;

typedef struct AgreementGroup {
  char *name;
  GPtrArray *values; /* AgreementValue *, in the order they were found */
} AgreementGroup;

typedef struct AgreementFigure {
  const char *name; /* the {place} in the sentence; literal */
  char *value;
} AgreementFigure;

typedef struct AgreementWarning {
  char *group;
  const char *sentence; /* msgid with {name} places */
  GArray *figures;      /* AgreementFigure */
} AgreementWarning;

typedef struct Agreement {
  size_t n, k;         /* targets, raters */
  GPtrArray *groups;   /* AgreementGroup * */
  GPtrArray *warnings; /* AgreementWarning *, no sentence twice in a group */
} Agreement;

Agreement *agreement_new(size_t n, size_t k);
void agreement_free(Agreement *agreement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Agreement, agreement_free)
/* NULL when there is no such value. Borrowed. */
const AgreementValue *agreement_value(const Agreement *agreement, const char *group, const char *name);
/* A number, or NAN when it is not there, not a number, or could not be computed. */
double agreement_number(const Agreement *agreement, const char *group, const char *name);
/* The warning's sentence (its own, or its translation) with the places filled. Caller frees. */
char *agreement_message(const AgreementWarning *warning, const char *sentence);

/* All that can be said of a matrix: icc, krippendorff, kendall, cronbach, kappa, finn, variance, severity, raters. */
Agreement *agreement_of_matrix(const RatingMatrix *matrix);
/* The same of a plan that left cells empty on purpose: the forms (.,k) of icc are of as many marks as an applicant has. */
Agreement *agreement_of_plan(const RatingMatrix *matrix);
/* All that can be said of a long table of applicant (factor 0), assessor (factor 1), score: icc, krippendorff, variance,
 * severity.
 * Memory and time grow with the scores, not with applicants x assessors. */
Agreement *agreement_of_panel(const RatingTable *table);

/* icc: ICC(1,1) (2,1) (3,1) (1,k) (2,k) (3,k), each with _lower and _upper (95 %), mean squares and F tests, estimator.
 * Missing cells: by REML, or in large plans by fitting constants. Shrout & Fleiss (1979), McGraw & Wong (1996). Of a
 * matrix k is the number of raters, of a panel how many marked an applicant (harmonic mean): marks_of_mean. marks_each is
 * how many an applicant has in either; where that is fewer, ICC(2,m) is of the mean of so many. No form is above 1: one
 * without a variance to divide by is nothing with a reason. severity_apart the part of assessors' variance that is in the variance between two
 * applicants' means: 0 where all have the same assessors. */
void agreement_icc(Agreement *agreement, const RatingMatrix *matrix);
void agreement_icc_panel(Agreement *agreement, const RatingTable *table);

/* krippendorff: nominal, ordinal, interval, ratio, each with _lower and _upper; missing cells welcome. Krippendorff
 * (2011). */
void agreement_krippendorff(Agreement *agreement, const RatingMatrix *matrix);
void agreement_krippendorff_panel(Agreement *agreement, const RatingTable *table);
/* Only nominal, for categories without an order. */
void agreement_krippendorff_nominal(Agreement *agreement, const RatingMatrix *matrix);

/* kendall: W corrected for ties, S, chi2, df, p, W_uncorrected, F test, and mean_rho, the mean of Spearman's correlations
 * between two assessors. Siegel & Castellan (1988) 9.6. */
void agreement_kendall(Agreement *agreement, const RatingMatrix *matrix);

/* correlation: tau (tau-b), rho, pearson, exact or approximate p. Hollander & Wolfe (1973) ch. 8. */
void agreement_correlation(Agreement *agreement, const double *x, const double *y, size_t n);

/* cronbach: alpha with 95 % limits, alpha_std, alpha_if_dropped, r_drop, average_r. Cronbach (1951), Feldt (1965). Missing
 * cells: by the covariances of each two assessors, without limits; refused where these do not go together. */
void agreement_cronbach(Agreement *agreement, const RatingMatrix *matrix);

/* kappa: percent agreement, Fleiss, Conger, Brennan-Prediger, Gwet's AC and Krippendorff's alpha under eight weightings
 * (unweighted_fleiss, quadratic_AC ...), each with _se, _lower, _upper and _p, the short names fleiss, conger, scott,
 * brennan_prediger, AC1, AC2_quadratic ..., and cohen, linear, quadratic (two raters; with more, the mean over pairs).
 * Missing cells as in Gwet (2014). Chance is that of the categories somebody chose, which Brennan & Prediger's and Gwet's
 * hang on: `categories`. */
void agreement_kappa(Agreement *agreement, const RatingMatrix *matrix);
/* Only unweighted, for categories without an order. */
void agreement_kappa_nominal(Agreement *agreement, const RatingMatrix *matrix);
/* The same for a q x q table of two raters' counts or proportions: kappa, weighted_kappa, linear, quadratic, scott, AC1,
 * brennan_prediger, p_observed, p_expected, se. Weights (q x q, may be NULL) are of disagreement, or where the diagonal
 * holds the largest, of agreement. Cohen (1960, 1968). */
void agreement_kappa_table(Agreement *agreement, const double *table, size_t q, const double *weights);
/* n targets by q categories, cells count raters, none below 0 and fewer than 2^32 a row: kappa, p_observed, p_expected,
 * se_null, z, per_category, AC1 ... Fleiss (1971), Fleiss, Nee & Landis (1979). */
void agreement_kappa_counts(Agreement *agreement, const double *counts, size_t n, size_t q);

/* finn: how far the variance within targets stays below that of pure chance on `levels` equal steps (0: as many as
 * the whole marks between lowest and highest, a guess on which the figure hangs: levels_from). finn_oneway, finn_twoway,
 * tests. Finn (1970). */
void agreement_finn(Agreement *agreement, const RatingMatrix *matrix, unsigned levels);

/* variance: var_p, var_i, var_pi, MS_*, mean, and dependability with m raters for each of `sizes` and for k:
 * Erho2_n7 (relative), Phi_n7 (absolute). ANOVA estimators, REML with missing cells. Brennan (2001) ch. 2. */
void agreement_variance(Agreement *agreement, const RatingMatrix *matrix, const unsigned *sizes, size_t n_sizes);
/* variance: components of a crossed or nested design by the factors' initials: p, i, pi, or t, r:t, pr:t ... Of a complete
 * one (MS_pi, df_pi too) with Erho2 and Phi for the design as it is; factor 0 is what is measured. Brennan (2001) ch. 3-5.
 * Of one with gaps or nests of different size by Henderson's (1953) method 1; Brennan 7.1. */
void agreement_variance_design(Agreement *agreement, const RatingTable *table);
/* variance: var_NAME and blup_NAME per factor, var_residual and mean of additive random factors, any balance, by REML.
 * Patterson & Thompson (1971), Gilmour, Thompson & Cullis (1995). */
void agreement_variance_reml(Agreement *agreement, const RatingTable *table);
/* variance: the same of applicants and assessors, and where there are too many of them for REML, or too few marks, by
 * Henderson's (1953) method 3; `estimator` says which. */
void agreement_variance_panel(Agreement *agreement, const RatingTable *table);

/* severity of assessors (factor 1) over applicants (factor 0): components, rank_deficiency, severity (positive:
 * harsher than the mean of all assessors, the own included), severity_se, df of these errors, F_assessors and p_assessors
 * (do assessors differ at all?), severity_shrunk, severity_shrunk_se, raw_mean, adjusted_mean (had every assessor
 * marked everybody), effect_ls, effect_combined, Q,
 * SS_adjusted, MSE, F, p, block_variance. When panels are not linked, everything that would compare across teams is
 * refused with a reason; severity_gap_within_teamN stays. Yates (1940), Searle (1971) 7.4, Henderson (1953). */
void agreement_severity(Agreement *agreement, const RatingTable *table);

/* outliers among n figures; indices count from 1. Grubbs (1969): G, critical values at 5 %, p, outlier_index. */
void agreement_grubbs(Agreement *agreement, const double *x, size_t n);
/* Rosner (1983), generalised ESD for up to `most` outliers at 5 %: R, lambda, outliers, outlier_index. */
void agreement_esd(Agreement *agreement, const double *x, size_t n, size_t most);
/* Dixon (1953), r10 to r22 as the sample size asks: r, r10, p, critical values at 5 %, outlier_index. */
void agreement_dixon(Agreement *agreement, const double *x, size_t n);
/* Leys et al. (2013): median, MAD, lower_2, upper_2, lower_25, upper_25, lower_3, upper_3. */
void agreement_mad(Agreement *agreement, const double *x, size_t n);
/* The mean after the floor(share x n) lowest and as many highest have been set to the next one kept. Tukey & McLaughlin
 * (1963). NAN when nothing is kept. Beside the rules' trimmed mean, for comparison; it never makes a total. */
double agreement_winsorized(const double *x, size_t n, double share);
/* Iglewicz & Hoaglin (1993): modified_z, modified_z_outliers, MAD_raw. */
void agreement_modified_z(Agreement *agreement, const double *x, size_t n);

/* raters, each against the mean of the others on the same targets: level (mean difference), spread (ratio of standard
 * deviations), discrimination (correlation), mean, sd, range. Told apart because training mends only the first two. */
void agreement_raters(Agreement *agreement, const RatingMatrix *matrix);
/* raters: within_sd (mean spread over the items of one applicant), and halo (the same) and central_tendency (spread over
 * all marks), both as a ratio
 * to the colleagues' on the same applicants: 1 is as the team, far below 1 is flat. Factors: applicant, assessor, item. */
void agreement_halo(Agreement *agreement, const RatingTable *table);

#endif
