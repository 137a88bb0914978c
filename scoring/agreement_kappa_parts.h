/* agreement_kappa_parts.h: what the files of kappa share: ratings as category numbers. Private to agreement_kappa*.c. */
#ifndef ACCOLADE_AGREEMENT_KAPPA_PARTS_H
#define ACCOLADE_AGREEMENT_KAPPA_PARTS_H

#include "scoring/agreement_put.h"

enum { NO_RATING = -1 };

/* Unit by rater, with what every weighting needs. Units without any rating are left out. */
typedef struct Ratings {
  size_t n, k, q;
  double *categories; /* q values, rising */
  int *code;          /* n x k; NO_RATING */
  double *count;      /* ratings per unit */
  double *prevalence; /* q: the mean over units */
  size_t paired;      /* units with two ratings or more */
} Ratings;

/* How a coefficient expects chance to fall: in all, and by what each unit's ratings say of it (NULL: nothing). */
typedef struct Chance {
  double expected;
  const double *unit; /* n */
} Chance;

/* Agreement beyond chance; what rounding leaves of nothing is nothing. */
double beyond_chance(double observed, double expected);
/* Agreement within unit i under weights w; 0 without a pair. */
double unit_agreement(const Ratings *r, const double *w, size_t i);
/* Conger (1980) and the units' part in it, n of them: Gwet (2014) 5.3.4. NAN with one rater. */
double conger_chance(const Ratings *r, const double *w, double *ret_unit);
/* Krippendorff's alpha under agreement weights, and its standard error. Gwet (2014) 2.4, 5.3.5. */
double weighted_alpha(const Ratings *r, const double *w, double *ret_error);

#endif
