/* agreement_correlation.c: rank correlation of two columns, with exact tests where they are known.
 *
 * Hollander & Wolfe (1973) Nonparametric Statistical Methods 8.1, 8.5. Kendall's tau-b; without ties and below 50 pairs
 * its p counts permutations by inversions (Kendall 1938), else the normal law with the variance for ties. Spearman's
 * rho; without ties p by enumeration up to 9 pairs, then the Edgeworth series of Best & Roberts (1975) algorithm AS 89;
 * with ties Student's t. Tests are two-sided. */
#include "scoring/agreement_put.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include <glib/gi18n.h>

#define GROUP "correlation"
static const char flat[] = N_("One of the two columns does not vary, so they cannot be correlated.");
static const char few[] = N_("At least two rows with both figures are needed.");

typedef struct Pairs {
  double concordant, discordant, ties_x, ties_y; /* pairs of rows */
} Pairs;

static Pairs count_pairs(const double *x, const double *y, size_t n) {
  Pairs p = {0, 0, 0, 0};
  for (size_t i = 0; i < n; i++)
    for (size_t j = i + 1; j < n; j++) {
      int sx = (x[i] < x[j]) - (x[i] > x[j]), sy = (y[i] < y[j]) - (y[i] > y[j]);
      p.concordant += sx * sy > 0;
      p.discordant += sx * sy < 0;
      p.ties_x += sx == 0;
      p.ties_y += sy == 0;
    }
  return p;
}

/* P(T <= t) where T counts the pairs in order among n! equally likely orders. */
static double inversions_up_to(double t, size_t n) {
  size_t most = n * (n - 1) / 2;
  if (t < 0) return 0;
  if (t >= (double)most) return 1;
  g_autofree double *now = g_new0(double, most + 1), *next = g_new0(double, most + 1);
  now[0] = 1;
  for (size_t m = 2; m <= n; m++) {
    for (size_t s = 0; s <= most; s++) {
      next[s] = 0;
      for (size_t r = 0; r < m && r <= s; r++) next[s] += now[s - r] / (double)m;
    }
    double *swap = now;
    now = next;
    next = swap;
  }
  return MIN(sum_of(now, (size_t)t + 1), 1);
}

/* Sum over groups of equal ranks of t (t-1) (2t+5), t (t-1), t (t-1) (t-2). */
static void tie_sums(const double *ranks, size_t n, double sums[3]) {
  sums[0] = sums[1] = sums[2] = 0;
  for (size_t i = 0; i < n; i++) {
    double t = 0;
    for (size_t j = 0; j < n; j++) t += !(ranks[i] < ranks[j]) && !(ranks[i] > ranks[j]);
    sums[0] += (t - 1) * (2 * t + 5);
    sums[1] += t - 1;
    sums[2] += (t - 1) * (t - 2);
  }
}

static double tau_normal_p(double s, const double *rx, const double *ry, size_t n) {
  double x[3], y[3], m = (double)n;
  tie_sums(rx, n, x);
  tie_sums(ry, n, y);
  double v = (m * (m - 1) * (2 * m + 5) - x[0] - y[0]) / 18 + x[1] * y[1] / (2 * m * (m - 1));
  if (n > 2) v += x[2] * y[2] / (9 * m * (m - 1) * (m - 2));
  return v > 0 ? 2 * gsl_cdf_ugaussian_Q(fabs(s) / sqrt(v)) : NAN;
}

static double tau_exact_p(double concordant, size_t n) {
  double half = (double)(n * (n - 1)) / 4;
  double tail = concordant > half ? 1 - inversions_up_to(concordant - 1, n) : inversions_up_to(concordant, n);
  return MIN(1, 2 * tail);
}

/* How many orders of n have a sum of squared rank differences of at least d. */
static double count_orders(unsigned used, size_t place, size_t n, double sum, double d) {
  if (place == n) return sum >= d - 1e-9 ? 1 : 0;
  double count = 0;
  for (size_t r = 0; r < n; r++) {
    if (used >> r & 1) continue;
    double step = (double)r - (double)place;
    count += count_orders(used | 1u << r, place + 1, n, sum + step * step, d);
  }
  return count;
}

/* P(D >= d) for Spearman's sum of squared rank differences. */
static double rho_upper(double d, size_t n) {
  double m = (double)n, most = m * (m * m - 1) / 3;
  if (d <= 0) return 1;
  if (d > most) return 0;
  if (n <= 9) return count_orders(0, 0, n, 0, d) / tgamma(m + 1);
  double b = 1 / m, x = (6 * (d - 1) * b / (m * m - 1) - 1) * sqrt(1 / b - 1), y = x * x;
  double inner = 0.0879 + 0.0151 * b - y * (0.0072 - 0.0831 * b + y * b * (0.0131 - 4.6e-4 * y));
  double u = x * b * (0.2274 + b * (0.2531 + 0.1745 * b) + y * (-0.0758 + b * (0.1033 + 0.3932 * b) - y * b * inner));
  return CLAMP(u / exp(y / 2) + gsl_cdf_ugaussian_Q(x), 0, 1);
}

static double rho_p(double rho, double d, size_t n, bool ties) {
  double m = (double)n;
  if (ties) {
    if (n < 3) return NAN;
    return fabs(rho) < 1 ? 2 * gsl_cdf_tdist_Q(fabs(rho) * sqrt((m - 2) / (1 - rho * rho)), m - 2) : 0;
  }
  double whole = round(d);
  double tail = whole > m * (m * m - 1) / 6 ? rho_upper(whole, n) : 1 - rho_upper(whole + 2, n);
  return MIN(1, 2 * tail);
}

static void put_tau(Agreement *a, const double *rx, const double *ry, size_t n) {
  Pairs p = count_pairs(rx, ry, n);
  double all = (double)(n * (n - 1)) / 2, s = p.concordant - p.discordant;
  bool ties = p.ties_x + p.ties_y > 0;
  agreement_put(a, GROUP, "tau", s / sqrt((all - p.ties_x) * (all - p.ties_y)), flat);
  agreement_put(a, GROUP, "tau_a", s / all, flat);
  agreement_put(a, GROUP, "concordant", p.concordant, flat);
  agreement_put(a, GROUP, "discordant", p.discordant, flat);
  agreement_put(a, GROUP, "tau_p", ties || n >= 50 ? tau_normal_p(s, rx, ry, n) : tau_exact_p(p.concordant, n), flat);
}

static void put_rho(Agreement *a, const double *rx, const double *ry, size_t n, bool ties) {
  double rho = correlation_of(rx, ry, n), m = (double)n, d = (m * m * m - m) * (1 - rho) / 6;
  agreement_put(a, GROUP, "rho", rho, flat);
  agreement_put(a, GROUP, "S", d, flat);
  agreement_put(a, GROUP, "rho_p", isfinite(rho) ? rho_p(rho, d, n, ties) : NAN, flat);
}

void agreement_correlation(Agreement *agreement, const double *x, const double *y, size_t n) {
  g_autofree double *px = g_new(double, n + 1), *py = g_new(double, n + 1);
  g_autofree double *rx = g_new(double, n + 1), *ry = g_new(double, n + 1);
  size_t both = 0;
  for (size_t i = 0; i < n; i++) {
    if (isnan(x[i]) || isnan(y[i])) continue;
    px[both] = x[i];
    py[both++] = y[i];
  }
  if (both < 2) {
    agreement_refuse(agreement, GROUP, few, (const char *const[]){"tau", "rho", "pearson", NULL});
    return;
  }
  double ties_x = 0, ties_y = 0;
  midranks(px, both, rx, &ties_x);
  midranks(py, both, ry, &ties_y);
  put_tau(agreement, rx, ry, both);
  put_rho(agreement, rx, ry, both, ties_x + ties_y > 0);
  agreement_put(agreement, GROUP, "pearson", correlation_of(px, py, both), flat);
}
