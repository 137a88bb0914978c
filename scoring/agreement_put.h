/* agreement_put.h: how the files of agreement write their values down, and what they share. Private to agreement*.c. */
#ifndef ACCOLADE_AGREEMENT_PUT_H
#define ACCOLADE_AGREEMENT_PUT_H

#include "scoring/agreement.h"

/* Adds a number; when it is not finite, nothing with `reason`. */
void agreement_put(Agreement *agreement, const char *group, const char *name, double number, const char *reason);
/* Adds a text that programs read: literal, in no language. */
void agreement_put_text(Agreement *agreement, const char *group, const char *name, const char *text);
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
/* The rows' numbers as if at random, but the same for the same rows in any order. Caller frees. */
size_t *shuffled_rows(const RatingMatrix *matrix);
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
/* The different ones of n finite values, rising, and for each of the n its place among them. Caller frees. */
double *number_values(const double *x, size_t n, uint32_t *ret_places, size_t *ret_different);
/* Sum over pairs of different rising values, none below 0, of their counts times ((c - k) / (c + k))^2: in time that grows
 * with n alone, exact to about 1e-12 of the square of all counts. */
double sum_of_shares(const double *values, const double *counts, size_t n);
/* How many standard errors one of so many comparisons must lie from nothing to be beyond chance: 5 % over all of them, two-
 * sided (Bonferroni). df: of the error, INFINITY where it is known well. */
double agreement_sure(size_t comparisons, double df);
/* The order of two doubles, for qsort() and bsearch(). */
int by_value(const void *a, const void *b);
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
