/* agreement_model.h: what icc, variance and severity share: the additive model score = mean + applicant + assessor +
 * residual of panels that need not be alike, by least squares, by Henderson's method 3 and by REML. Private to
 * agreement*.c and reliability*.c. */
#ifndef ACCOLADE_AGREEMENT_MODEL_H
#define ACCOLADE_AGREEMENT_MODEL_H

#include "scoring/agreement.h"

/* Who is linked with whom: the components of the graph of applicants and assessors, numbered by their first applicant
 * (Weeks & Williams 1964). Those without a score are in none. */
typedef struct Links {
  size_t components, applicants, assessors; /* with a score */
  int64_t *team;                            /* per assessor; -1: none */
} Links;

/* A sum of squares: its degrees of freedom, and how often the variance it measures is in its mean square. */
typedef struct Squares {
  double sum, df, times, mean;
} Squares;

enum { AHEAD = 32 }; /* so many scores before its turn what is kept of an assessor is fetched: they come in any order */

/* Who marked whom, applicant by applicant, and what follows from that whatever the marks are. Not changed once settled,
 * so that the scores of many items may lie over one of it, on several threads. */
typedef struct Incidence {
  size_t n, applicants, assessors; /* scores; levels, whether they have a score or not */
  size_t *start;                   /* applicants + 1: where an applicant's scores begin */
  uint32_t *assessor;              /* n, and AHEAD zeros that are fetched for nothing */
  size_t *marks;                   /* per assessor: how many */
  double *diagonal;                /* assessors + 1: of the equations below with both factors fixed */
  Links links;
  double panel; /* scores per applicant: the harmonic mean, as variances of means ask for */
  double apart; /* how much of assessors' variance is in that between two applicants' means: 0 where they have the same
                   assessors, 1 / panel where they share none; over all pairs */
  bool full;    /* every assessor marked every applicant once */
  bool repeats; /* some assessor marked some applicant more than once */
  Squares of_applicants, of_assessors, of_residual, of_between, of_within; /* df and times of Fitting's; no sums */
} Incidence;

/* The scores of a table. Of the two factors the larger, applicants, is always absorbed, so what is solved for are the
 * assessors; everything costs a few passes over the scores and nothing larger is ever stored. */
typedef struct TwoWay {
  Incidence *of; /* shared */
  double mean;   /* of the scores */
  double *score; /* n, each less the mean */
} TwoWay;
/* Room for n scores of so many levels, to be filled by the caller and then settled. */
TwoWay *two_way_room(size_t n, size_t applicants, size_t assessors);
/* The same room for other scores, not more of them; nothing else may lie over its incidence. */
void two_way_again(TwoWay *t);
/* To be called once start, assessor and score are there: settles the incidence, finds the mean, and takes it off. */
void two_way_settle(TwoWay *t);
/* Room for other scores in the same places; to be filled and then centred. */
TwoWay *two_way_like(const TwoWay *t);
/* Finds the mean and takes it off. */
void two_way_centre(TwoWay *t);
/* Factor 0 of a table as applicants, factor 1 as assessors. */
TwoWay *two_way_new(const RatingTable *table);
void two_way_free(TwoWay *t);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TwoWay, two_way_free)

/* Residual variance over the factor's variance; 0: its effects are fixed. */
typedef struct Shrink {
  double applicants, assessors;
} Shrink;

/* Henderson's (1973) mixed model equations with the applicants absorbed. Unknowns: one per assessor, and last the mean,
 * which has an answer only where applicants are shrunk and stays 0 otherwise. right: assessors + 1. means: of each
 * assessor's scores; may be NULL. */
void two_way_right_side(const TwoWay *t, Shrink shrink, double *ret_right, double *ret_means);
/* Conjugate gradients (Hestenes & Stiefel 1952), conditioned by the diagonal, until the squared residual is `enough` of
 * the right side's. A singular system gives one of its solutions. Several right sides at once, 1 or SIDES: right and ret_x
 * have so many of each unknown, side by side, and each solution is what it would be alone. */
enum { SIDES = 4 };
void two_way_solve(const Incidence *of, Shrink shrink, size_t sides, const double *diagonal, double enough,
                   const double *right, double *ret_x);
/* The applicants' effects given the other unknowns. */
void two_way_finish(const TwoWay *t, Shrink shrink, const double *x, double *ret_applicants);
/* The equations' left side times x, and its diagonal, where 1 stands for nothing. assessors + 1 of each. terms: of each
 * unknown `sides` of x and then of the products, which are found, so that both are fetched at once. */
void two_way_multiply(const Incidence *of, Shrink shrink, size_t sides, double *terms);
void two_way_diagonal(const Incidence *of, Shrink shrink, double *ret);
/* The diagonal of the inverse, for the errors of assessors' effects; applicants must be fixed. With assessors fixed too:
 * of the inverse about their mean. Exact, or in large plans within about a per cent; NAN where that cannot be had. */
void two_way_inverse(const Incidence *of, Shrink shrink, double *ret_diagonal);

/* Fitting constants (Yates 1934; Henderson 1953, method 3; Searle 1971, 10.4): E(mean square) = residual + times x
 * variance. Of a full table they are the analysis of variance. */
typedef struct Fitting {
  const Incidence *of;                     /* the table's */
  Squares applicants, assessors, residual; /* each after everything else */
  Squares between, within;                 /* applicants alone: the one-way table */
  double total;                            /* sum of squares about the mean */
  double *effects;                         /* assessors + 1, least squares; about 0 in each team */
} Fitting;
void fitting_find(const TwoWay *t, double enough, Fitting *ret_fitting);
void fitting_clear(Fitting *fitting);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Fitting, fitting_clear)

/* Variances of applicants, assessors and the residual. NULL estimator: they cannot be told apart. */
typedef struct Components {
  double applicant, assessor, residual, mean;
  const char *estimator; /* "mean squares", "REML", "Henderson 3" */
} Components;
/* Of a full table from its mean squares, else by REML while that is cheap (not more than `most` assessors), else, or where
 * the marks fit exactly, by Henderson's method 3. */
Components components_of(const TwoWay *t, const Fitting *fitting, size_t most);
enum { REML_FOR_MANY = 60, REML_FOR_ONE = 300 }; /* assessors: where many tables are asked, where one is */

/* REML of y = mean + additive random factors + residual. */
typedef struct Reml {
  size_t n_factors;
  double mean;
  double components[AGREEMENT_MAX_FACTORS]; /* variances; 0 at the boundary */
  double residual;
  double *effects[AGREEMENT_MAX_FACTORS]; /* best linear unbiased predictions, per level */
} Reml;
/* The factor with most levels is absorbed; of the others there may be `most` levels in all. NULL: too little data, more
 * levels than that, or a likelihood without a maximum. */
Reml *reml_fit(const RatingTable *table, size_t most);
void reml_free(Reml *reml);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reml, reml_free)

/* -- what is written down of them ------------------------------------------------------------------------ */

/* icc. panel: how many marks the means of the forms (.,k) are of. */
void put_icc(Agreement *agreement, const Fitting *fitting, const Components *components, double panel);
/* variance: var_NAME and blup_NAME of the two factors, var_residual, mean, estimator, and the study of sizes. Applicants'
 * own effects only where asked for. */
void put_two_way_variance(Agreement *agreement, const TwoWay *t, const Components *components,
                          const char *const names[2], bool applicants);
/* severity. Applicants' own effects (effect_ls, effect_combined, Q) only where asked for. */
void put_severity(Agreement *agreement, const TwoWay *t, const Fitting *fitting, bool applicants);
/* krippendorff of the scores of each applicant, whoever gave them: nominal, ordinal, interval and ratio form. */
enum { ALPHA_FORMS = 4 };
typedef struct Alphas {
  double alpha[ALPHA_FORMS], reach[ALPHA_FORMS]; /* NAN: none; reach: half the width of the limits */
  size_t pairable;                               /* scores that have another beside them */
  bool flat, negative;                           /* all the same, or none; some below zero, so without a ratio */
} Alphas;
Alphas alphas_of(const size_t *start, size_t applicants, const double *scores);
void put_alphas(Agreement *agreement, const Alphas *alphas);

#endif
