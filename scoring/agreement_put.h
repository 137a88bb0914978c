/* agreement_put.h: how the files of agreement write their values down, and what they share. Private to agreement*.c. */
#ifndef ACCOLADE_AGREEMENT_PUT_H
#define ACCOLADE_AGREEMENT_PUT_H

#include "scoring/agreement.h"

/* Adds a number; when it is not finite, nothing with `reason`. */
void agreement_put(Agreement *agreement, const char *group, const char *name, double number, const char *reason);
/* Adds a list; not finite entries become NAN. */
void agreement_put_list(Agreement *agreement, const char *group, const char *name, const double *list, size_t n);
/* Adds nothing under that name, and the reason to the warnings. */
void agreement_put_none(Agreement *agreement, const char *group, const char *name, const char *reason);
/* The same for several names, up to NULL. */
void agreement_refuse(Agreement *agreement, const char *group, const char *reason, const char *const *names);
/* A warning; figures are name, value (g_free'd here) pairs up to NULL. */
void agreement_warn(Agreement *agreement, const char *group, const char *sentence, ...) G_GNUC_NULL_TERMINATED;
/* Warns when there are fewer than 3 raters or 5 targets. */
void agreement_warn_small(Agreement *agreement, const char *group, size_t n, size_t k);

/* The cell of a matrix. */
static inline double rating(const RatingMatrix *m, size_t i, size_t j) { return m->values[i * m->k + j]; }
/* The rows without a missing cell, which lie in *ret_room (the caller's); a warning says how many were left out. */
RatingMatrix rating_complete_rows(Agreement *agreement, const char *group, const RatingMatrix *matrix,
                                  double **ret_room);

double sum_of(const double *x, size_t n);
double mean_of(const double *x, size_t n);
/* Sum of squares about the mean. */
double squares_of(const double *x, size_t n);
/* Pearson's correlation; NAN when a side does not vary. */
double correlation_of(const double *x, const double *y, size_t n);
/* Midranks from 1; ret_ties takes the sum of t^3 - t over ties, and may be NULL. */
void midranks(const double *x, size_t n, double *ret_ranks, double *ret_ties);
/* The middle of n figures; x is put in order. */
double median_sort(double *x, size_t n);
/* Quantile of Fisher's F and Student's t to full double precision. */
double f_quantile(double p, double df1, double df2);
double t_quantile(double p, double df);

/* Agreement weights between q categories of the given values, 1 on the diagonal. Caller frees. */
typedef enum Weighting {
  WEIGHTING_NONE,
  WEIGHTING_LINEAR,
  WEIGHTING_QUADRATIC,
  WEIGHTING_ORDINAL,
  WEIGHTING_RADICAL,
  WEIGHTING_RATIO,
  WEIGHTING_CIRCULAR,
  WEIGHTING_BIPOLAR,
  WEIGHTINGS
} Weighting;
const char *weighting_name(Weighting weighting); /* "unweighted", "linear", ... */
double *weighting_matrix(Weighting weighting, const double *categories, size_t q);

/* Kappa of two raters' q x q table (counts or proportions) under agreement weights. */
typedef struct PairKappa {
  double kappa, scott, observed, expected;
  double se, se_null; /* of one observation: divide by the square root of how many there were */
} PairKappa;
PairKappa pair_kappa(const double *table, size_t q, const double *weights);
/* agreement_kappa_table() for categories that have values, which are what weights are made of. */
void put_kappa_table(Agreement *agreement, const double *table, const double *categories, size_t q,
                     const double *weights);

/* The mixed model equations of y = mean + factors + residual, after the factor `out` has been eliminated: its block is
 * diagonal, so the unknowns left are the mean and the levels of the other factors. Nothing is ever stored but the
 * table's columns: products with the matrix are sums over the scores. */
typedef struct Crossed {
  const RatingTable *table;
  size_t out;
  bool mean; /* is the mean an unknown? */
  size_t unknowns;
  size_t first[AGREEMENT_MAX_FACTORS];  /* where a factor's unknowns begin */
  double shrink[AGREEMENT_MAX_FACTORS]; /* residual variance / factor variance; 0: fixed effects */
  double *divisor;                      /* per level of `out`: its scores + shrink */
  double *diagonal;                     /* of the matrix, for conditioning */
  double *scores, *sums;                /* room: one per score, one per level of `out` */
} Crossed;
void crossed_init(Crossed *crossed, const RatingTable *table, size_t out, bool mean);
void crossed_clear(Crossed *crossed);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Crossed, crossed_clear)
/* To be called after shrink has changed. */
void crossed_prepare(Crossed *crossed);
/* The right side for a response y. */
void crossed_right_side(Crossed *crossed, const double *y, double *ret);
/* Solves by conjugate gradients from what is in x. A singular consistent system gives one of its solutions. */
void crossed_solve(Crossed *crossed, const double *right, double *x);
/* x' B'D^-2 B z with the eliminated block: what the trace of its inverse needs. */
double crossed_out_product(Crossed *crossed, const double *x, const double *z);
/* Effects of `out` given the other unknowns, and what then remains of y. */
void crossed_finish(Crossed *crossed, const double *y, const double *x, double *ret_out, double *ret_residuals);

/* Vectors z with mean of z z' the unit matrix: all unit vectors when that is cheap, else random signs (always the same).
 * With the solutions x of M x = z kept for the next, similar matrix. */
typedef struct Probes {
  size_t n, size;
  double weight;
  double *z, *x;
} Probes;
Probes *probes_new(const Crossed *crossed);
void probes_free(Probes *probes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Probes, probes_free)
void probes_solve(Probes *probes, Crossed *crossed);
/* Diagonal of the inverse matrix, from solved probes. */
void probes_diagonal(const Probes *probes, double *ret_diagonal);

/* REML of y = mean + additive random factors + residual. */
typedef struct Reml {
  size_t n_factors;
  double mean;
  double components[AGREEMENT_MAX_FACTORS]; /* variances; 0 at the boundary */
  double residual;
  double *effects[AGREEMENT_MAX_FACTORS]; /* best linear unbiased predictions, per level */
  unsigned iterations;
} Reml;
/* NULL when there is too little data. Linear in memory. */
Reml *reml_fit(const RatingTable *table);
void reml_free(Reml *reml);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reml, reml_free)

/* A matrix as a table of its present cells, factors p and i. */
typedef struct RatingCells {
  RatingTable table;
  double *scores;
  uint32_t *target, *rater;
} RatingCells;
RatingCells *rating_cells(const RatingMatrix *matrix);
void rating_cells_free(RatingCells *cells);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RatingCells, rating_cells_free)

#endif
