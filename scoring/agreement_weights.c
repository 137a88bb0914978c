/* agreement_weights.c: how much two different categories still agree.
 *
 * Gwet (2014) Handbook of Inter-Rater Reliability, 4th ed., 3.5 and appendix; Cohen (1968) for the first two. The
 * categories' values count, so a gap of two unused steps is a gap of two steps. */
#include "scoring/agreement_put.h"

#include <math.h>

const char *weighting_name(Weighting weighting) {
  static const char *const names[WEIGHTINGS] = {"unweighted", "linear", "quadratic", "ordinal",
                                                "radical",    "ratio",  "circular",  "bipolar"};
  return names[weighting];
}

/* Disagreement between categories k and l; the largest is scaled to 1 afterwards. */
static double disagreement(Weighting weighting, const double *c, size_t q, size_t k, size_t l) {
  double gap = fabs(c[k] - c[l]), steps = fabs((double)k - (double)l), low = c[0], high = c[q - 1], sine;
  switch (weighting) {
  case WEIGHTING_LINEAR: return gap;
  case WEIGHTING_QUADRATIC: return gap * gap;
  case WEIGHTING_ORDINAL: return (steps + 1) * steps / 2;
  case WEIGHTING_RADICAL: return sqrt(gap);
  case WEIGHTING_RATIO: return c[k] + c[l] > 0 ? gap * gap / ((c[k] + c[l]) * (c[k] + c[l])) : 0;
  case WEIGHTING_CIRCULAR: sine = sin(M_PI * gap / (high - low + 1)); return sine * sine;
  case WEIGHTING_BIPOLAR: return gap * gap / ((c[k] + c[l] - 2 * low) * (2 * high - c[k] - c[l]));
  case WEIGHTING_NONE:
  case WEIGHTINGS: break;
  }
  return 1;
}

/* The ratio weights are scaled by the extremes' own ratio, the others by the largest: the same but for ratio. */
double *weighting_matrix(Weighting weighting, const double *categories, size_t q) {
  double *w = g_new0(double, q *q + 1), most = 0;
  for (size_t k = 0; k < q; k++)
    for (size_t l = 0; l < q; l++) {
      w[k * q + l] = k == l ? 0 : disagreement(weighting, categories, q, k, l);
      most = MAX(most, w[k * q + l]);
    }
  if (weighting == WEIGHTING_RATIO && q > 1) most = w[q - 1];
  for (size_t i = 0; i < q * q; i++) w[i] = most > 0 ? 1 - w[i] / most : 1;
  return w;
}
