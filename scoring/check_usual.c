/* check_usual.c: bins of statistics, and what is usual in them. */
#include "scoring/check_usual.h"
#include "scoring/check_control.h"
#include "scoring/check_eight.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Behind the last of the BINS is one for what is no number. */
enum { CUT_BITS = 16, FIRST = (127 - 10) << 7, OCTAVES = 31, MIDDLE = OCTAVES << 7, BINS = 2 * MIDDLE + 1 };
static const float LEAST = 0x1.FEp-11f, MOST = 0x1.FEp20f; /* in the middle bin, and in the last */

static const double QUARTILES = 1.34897950039216; /* how far apart they are in normal numbers, in standard deviations */
static const double REACH = 3, WITHIN = 0.973301; /* the variance of those normal numbers that lie within REACH */
static const double WORTH = 0.8, SPENT = 3; /* that of n of them is as good as of WORTH n - SPENT (found by trial) */

/* -- bins ------------------------------------------------------------------------------------------------- */

void usual_clear(Usual *usual) {
  g_free(usual->bins);
  *usual = (Usual){.check = usual->check};
}

uint32_t *usual_bins(Usual *usual) {
  if (!usual->bins) usual->bins = g_new0(uint32_t, BINS + 1);
  return usual->bins;
}

/* Without a branch, so that processors find several at once. */
EIGHT_AT_ONCE(usual_find_bins, (const float *restrict statistics, size_t n, int32_t *restrict ret_bins),
              (statistics, n, ret_bins)) {
  for (size_t i = 0; i < n; i++) {
    float size = fabsf(statistics[i]);
    size = size > LEAST ? size : LEAST;
    size = size < MOST ? size : MOST;
    int32_t bits, sign = -(statistics[i] < 0), none = -(statistics[i] != statistics[i]);
    memcpy(&bits, &size, sizeof bits);
    int32_t steps = (bits >> CUT_BITS) - (FIRST - 1);
    ret_bins[i] = ((MIDDLE + ((steps ^ sign) - sign)) & ~none) | (BINS & none);
  }
}

static void add_bins(uint32_t *restrict to, const uint32_t *restrict from) {
  for (size_t b = 0; b < BINS; b++) to[b] += from[b];
}

void usual_add(Usual *to, const Usual *from) {
  if (from->bins) add_bins(usual_bins(to), from->bins);
  to->n += from->n;
}

void usual_count(Usual *usual) {
  uint64_t n = 0;
  for (size_t b = 0; usual->bins && b < BINS; b++) n += usual->bins[b];
  usual->n = n;
}

/* Where the bin begins, seen from 0. */
static float near_edge(int bin) {
  int steps = abs(bin - MIDDLE);
  uint32_t bits = (uint32_t)(steps - 1 + FIRST) << CUT_BITS;
  float edge = 0;
  if (steps > 0) memcpy(&edge, &bits, sizeof edge);
  return bin < MIDDLE ? -edge : edge;
}

float bin_from(int bin) { return near_edge(bin > MIDDLE ? bin : bin - 1); }

/* -- what is usual ---------------------------------------------------------------------------------------- */

double usual_from(const Usual *usual, int bin) {
  float from = bin_from(bin);
  return usual->check->squares ? cbrtf(from) : from;
}

/* The number that `share` of the statistics are below, as if those of a bin lay evenly in it. */
static double quantile_of(const Usual *usual, double share) {
  double wanted = share * (double)usual->n, below = 0;
  int bin = usual->first;
  while (bin < usual->end - 1 && below + usual->bins[bin] < wanted) below += usual->bins[bin++];
  double inside = usual->bins[bin] > 0 ? (wanted - below) / usual->bins[bin] : 0.5;
  return usual_from(usual, bin) + inside * (usual_from(usual, bin + 1) - usual_from(usual, bin));
}

/* The standard deviation of the statistics, from those within `reach` of the centre. */
static double deviation_within(const Usual *usual, double reach) {
  double n = 0, squares = 0;
  for (int bin = usual->first; bin < usual->end; bin++) {
    if (usual->bins[bin] == 0) continue;
    double away = (usual_from(usual, bin) + usual_from(usual, bin + 1)) / 2 - usual->centre;
    if (fabs(away) > reach) continue;
    n += usual->bins[bin];
    squares += usual->bins[bin] * away * away;
  }
  return n > 0 ? sqrt(squares / n / WITHIN) : reach / REACH;
}

void usual_measure(Usual *usual) {
  for (usual->end = BINS; usual->end > 1 && usual->bins[usual->end - 1] == 0;) usual->end--;
  while (usual->first < usual->end - 1 && usual->bins[usual->first] == 0) usual->first++;
  double apart = quantile_of(usual, 0.75) - quantile_of(usual, 0.25);
  usual->centre = quantile_of(usual, 0.5);
  double deviation = deviation_within(usual, REACH * apart / QUARTILES);
  usual->scale = MAX(deviation, 1e-6);
  usual->freedom = MAX(WORTH * (double)usual->n - SPENT, 1);
  if (!usual->check->normed) return;
  usual->scale = usual->n < CHECK_ENOUGH ? 1 : MAX(usual->scale, 1);
  usual->centre = 0;
  usual->freedom = INFINITY;
}

/* -- what chance gives ------------------------------------------------------------------------------------ */

/* The normal deviate with the tail of Student's t (Wallace 1959, Ann Math Stat 30:1124). */
static double normal_of(double t, double freedom) {
  if (isinf(freedom) || t <= 0) return t;
  return (8 * freedom + 1) / (8 * freedom + 3) * sqrt(freedom * log1p(t * t / freedom));
}

double usual_chance(const Usual *usual, int bin) {
  CheckTail tail = usual->check->tail;
  double above = usual_from(usual, bin) - usual->centre, below = usual->centre - usual_from(usual, bin + 1);
  double away = tail == TAIL_HIGH ? above : tail == TAIL_LOW ? below : MAX(above, below);
  double p = erfc(normal_of(away / usual->scale, usual->freedom) / M_SQRT2);
  return tail == TAIL_BOTH ? p : p / 2;
}
