/* agreement_shares.c: the expected disagreement of Krippendorff's ratio form, for values by the ten thousand.
 *
 * ((c - k) / (c + k))^2 = 1 - 4 c k / (c + k)^2, and 1 / (c + k)^2 is the integral of x exp(-x (c + k)) over x > 0, so the
 * sum over all pairs is one integral of a square. With x = exp(t) the integrand is smooth in a strip of half-width pi/2 and
 * falls off both ways, for which the trapezium rule converges as exp(-pi^2 / step) (Trefethen & Weideman 2014, SIAM Rev
 * 56:385-458, theorem 5.1). */
#include "scoring/agreement_put.h"

#include <math.h>

static const double step = 0.32, below = 18, above = 4; /* how far beyond the largest and the smallest value's own t */

/* Sum of n c exp(-x c). */
static double weighed(const double *values, const double *counts, size_t n, double x) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += counts[i] * values[i] * exp(-x * values[i]);
  return sum;
}

double sum_of_shares(const double *values, const double *counts, size_t n) {
  double zeros = 0, others = 0, integral = 0;
  while (n > 0 && !(values[0] > 0)) {
    zeros += *counts++;
    values++;
    n--;
  }
  for (size_t i = 0; i < n; i++) others += counts[i];
  if (n == 0) return 0;
  for (double t = -log(values[n - 1]) - below; t < above - log(values[0]); t += step) {
    double x = exp(t), g = weighed(values, counts, n, x);
    integral += step * x * x * g * g;
  }
  return MAX((others * others - 4 * integral) / 2, 0) + zeros * others;
}
