/* agreement_reml_parts.h: one REML fit under way: the mixed model equations, and the likelihood where the variances stand.
 * Private to agreement_reml*.c. */
#ifndef ACCOLADE_AGREEMENT_REML_PARTS_H
#define ACCOLADE_AGREEMENT_REML_PARTS_H

#include <gsl/gsl_matrix.h>

#include "scoring/agreement_model.h"

enum { MOST_COMPONENTS = AGREEMENT_MAX_FACTORS + 1 };

/* One fit under way. Scores lie in the order of the absorbed factor's levels; component n_factors is the residual. */
typedef struct Fit {
  const RatingTable *table;
  size_t n, out, unknowns, kept;                    /* kept: unknowns a score belongs to */
  size_t first[AGREEMENT_MAX_FACTORS];              /* where a factor's unknowns begin; the mean is number 0 */
  size_t *start;                                    /* per absorbed level, and one more */
  uint32_t *level[AGREEMENT_MAX_FACTORS], *unknown; /* unknown: `kept` per score */
  double *y, *residuals, *divisor, *out_effects, *x, *right;
  double *working; /* per component: w and then P w, a row of n each */
  double *count;   /* per unknown, all nothing between uses */
  uint32_t *touched;
  gsl_matrix *cross, *inverse; /* of the kept columns; of M */
  double s[MOST_COMPONENTS];   /* the variances, none below `floor` */
  double score[MOST_COMPONENTS], em[MOST_COMPONENTS];
  double floor, value; /* value: -2 L */
} Fit;
/* The mean is taken off the scores. */
void fit_begin(Fit *fit, const RatingTable *table, double mean);
void fit_clear(Fit *fit);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Fit, fit_clear)
/* How many unknowns there are beside the absorbed factor, the mean among them. */
size_t fit_count_unknowns(const RatingTable *table);
/* Solves for s: effects, residuals, and the likelihood in `value`. False where there is none. */
bool fit_evaluate(Fit *fit);
/* Solves for another response with the same s; ret_out may be NULL, ret_residuals is what is left of it. */
void fit_solve(Fit *fit, const double *y, double *ret_x, double *ret_out, double *ret_residuals);
/* A factor's effects, per level. */
const double *fit_effects(const Fit *fit, size_t factor);
/* tr C_ff / s_0 of a factor. */
double fit_trace(const Fit *fit, size_t factor);
double fit_dot(const double *a, const double *b, size_t n);

#endif
