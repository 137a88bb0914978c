/* check_control.c: bins of statistics, what is usual in them, and which lie beyond what chance gives. */
#include "scoring/check_control.h"
#include "scoring/check_eight.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A bin holds the numbers of one sign whose floats agree in sign, exponent and the first 7 bits behind: 128 to an octave,
 * from 1/1024 to 2^21. Smaller ones are in the middle bin, larger ones at the ends. */
enum {
  SIZES = CHECK_SIZES,
  CUT_BITS = 16,
  FIRST = (127 - 10) << 7,
  OCTAVES = 31,
  MIDDLE = OCTAVES << 7,
  BINS = 2 * MIDDLE + 1
};
enum { AT_ONCE = 64 };
static const float LEAST = 0x1.FEp-11f, MOST = 0x1.FEp20f; /* in the middle bin, and in the last */

static const double QUARTILES = 1.34897950039216; /* how far apart they are in normal numbers, in standard deviations */
static const double REACH = 3, WITHIN = 0.973301; /* the variance of those normal numbers that lie within REACH */
static const double WORTH = 0.8, SPENT = 3; /* that of n of them is as good as of WORTH n - SPENT (found by trial) */

/* Comparisons that rest on about as many marks. */
typedef struct Usual {
  uint64_t n;
  uint32_t *bins; /* BINS of them, and one for what is no number; NULL: none yet */
  int first, end; /* the bins that hold any */
  double centre, scale, freedom;
  float low, high; /* from where on a comparison stands out, downwards and upwards */
} Usual;

/* Comparisons that chance gives seldom. */
typedef struct Tail {
  double p;
  uint64_t n;
  size_t size;
  int bin;
} Tail;

struct CheckControl {
  const Check *check;
  bool asked;
  double level; /* a fraction */
  uint64_t n;
  Extent outermost; /* the least of which may stand out at some size */
  Usual sizes[SIZES];
  size_t home[SIZES];       /* the size among whose comparisons those of this size are judged */
  Extent likely[SIZES + 1]; /* what lies further out will likely stand out */
  GArray *tails;            /* Tail, rising p */
  double simes;             /* the smallest p over all comparisons, over the level */
};

CheckControl *check_control_new(const Check *check, double level) {
  CheckControl *control = g_new0(CheckControl, 1);
  control->check = check;
  control->level = level / 100;
  for (size_t s = 0; s < SIZES; s++) control->home[s] = s;
  for (size_t s = 0; s <= SIZES; s++) control->likely[s] = EXTENT_OF_ALL;
  return control;
}

void check_control_free(CheckControl *control) {
  if (!control) return;
  for (size_t s = 0; s < SIZES; s++) g_free(control->sizes[s].bins);
  g_clear_pointer(&control->tails, g_array_unref);
  g_free(control);
}

/* Without a branch, so that processors find several at once. The bin behind the last is for what is no number. */
static EIGHT_AT_ONCE(find_bins, (const float *restrict statistics, size_t n, int32_t *restrict ret_bins),
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

/* Where the bin begins, seen from 0. */
static float near_edge(int bin) {
  int steps = abs(bin - MIDDLE);
  uint32_t bits = (uint32_t)(steps - 1 + FIRST) << CUT_BITS;
  float edge = 0;
  if (steps > 0) memcpy(&edge, &bits, sizeof edge);
  return bin < MIDDLE ? -edge : edge;
}

static inline uint32_t *counts_of(CheckControl *control, size_t size) {
  Usual *usual = &control->sizes[MIN(size, SIZES - 1)];
  if (!usual->bins) usual->bins = g_new0(uint32_t, BINS + 1);
  return usual->bins;
}

void check_control_note_each(CheckControl *control, const uint32_t *sizes, const float *statistics, size_t n) {
  for (size_t from = 0; from < n; from += AT_ONCE) {
    size_t some = MIN(n - from, AT_ONCE);
    int32_t bins[AT_ONCE];
    find_bins(statistics + from, some, bins);
    for (size_t i = 0; i < some; i++) counts_of(control, sizes[from + i])[bins[i]]++;
  }
}

void check_control_note(CheckControl *control, size_t size, const float *statistics, size_t n) {
  uint32_t *counts = counts_of(control, size);
  for (size_t from = 0; from < n; from += AT_ONCE) {
    size_t some = MIN(n - from, AT_ONCE);
    int32_t bins[AT_ONCE];
    find_bins(statistics + from, some, bins);
#pragma GCC unroll 8
    for (size_t i = 0; i < some; i++) counts[bins[i]]++;
  }
}

static void add_bins(uint32_t *restrict to, const uint32_t *restrict from) {
  for (size_t b = 0; b < BINS; b++) to[b] += from[b];
}

void check_control_join(CheckControl *into, const CheckControl *control) {
  for (size_t s = 0; s < SIZES; s++) {
    const Usual *from = &control->sizes[s];
    Usual *to = &into->sizes[s];
    if (!from->bins) continue;
    if (!to->bins) to->bins = g_new0(uint32_t, BINS + 1);
    add_bins(to->bins, from->bins);
  }
}

/* -- what is usual ---------------------------------------------------------------------------------------- */

static void move_bins(Usual *from, Usual *to) {
  add_bins(to->bins, from->bins);
  to->n += from->n;
  from->n = 0;
  g_clear_pointer(&from->bins, g_free);
}

static void join(CheckControl *control, size_t from, size_t to) {
  move_bins(&control->sizes[from], &control->sizes[to]);
  for (size_t s = 0; s < SIZES; s++)
    if (control->home[s] == from) control->home[s] = to;
}

/* Sizes with too few comparisons join the next smaller size, the smallest the one before. */
static void join_small(CheckControl *control) {
  size_t before = SIZES;
  for (size_t s = SIZES; s-- > 0;) {
    if (!control->sizes[s].bins) continue;
    if (before < SIZES && control->sizes[before].n < CHECK_ENOUGH) join(control, before, s);
    before = s;
  }
  size_t last = before + 1;
  while (last < SIZES && !control->sizes[last].bins) last++;
  if (last < SIZES && control->sizes[before].n < CHECK_ENOUGH) join(control, before, last);
}

/* The ends of a bin, on the scale on which statistics are near normal. */
static double end_of(const CheckControl *control, int bin) {
  float edge = near_edge(bin);
  return control->check->squares ? cbrtf(edge) : edge;
}
static double floor_of(const CheckControl *control, int bin) { return end_of(control, bin > MIDDLE ? bin : bin - 1); }
static double ceiling_of(const CheckControl *control, int bin) { return floor_of(control, bin + 1); }

/* The number that `share` of the statistics are below, as if those of a bin lay evenly in it. */
static double quantile_of(const CheckControl *control, const Usual *usual, double share) {
  double wanted = share * (double)usual->n, below = 0;
  int bin = usual->first;
  while (bin < usual->end - 1 && below + usual->bins[bin] < wanted) below += usual->bins[bin++];
  double inside = usual->bins[bin] > 0 ? (wanted - below) / usual->bins[bin] : 0.5;
  return floor_of(control, bin) + inside * (ceiling_of(control, bin) - floor_of(control, bin));
}

/* The standard deviation of the statistics, from those within `reach` of the centre. */
static double deviation_within(const CheckControl *control, const Usual *usual, double reach) {
  double n = 0, squares = 0;
  for (int bin = usual->first; bin < usual->end; bin++) {
    if (usual->bins[bin] == 0) continue;
    double away = (floor_of(control, bin) + ceiling_of(control, bin)) / 2 - usual->centre;
    if (fabs(away) > reach) continue;
    n += usual->bins[bin];
    squares += usual->bins[bin] * away * away;
  }
  return n > 0 ? sqrt(squares / n / WITHIN) : reach / REACH;
}

static void measure(const CheckControl *control, Usual *usual) {
  for (usual->end = BINS; usual->end > 1 && usual->bins[usual->end - 1] == 0;) usual->end--;
  while (usual->first < usual->end - 1 && usual->bins[usual->first] == 0) usual->first++;
  double apart = quantile_of(control, usual, 0.75) - quantile_of(control, usual, 0.25);
  usual->centre = quantile_of(control, usual, 0.5);
  double deviation = deviation_within(control, usual, REACH * apart / QUARTILES);
  usual->scale = MAX(deviation, 1e-6);
  usual->freedom = MAX(WORTH * (double)usual->n - SPENT, 1);
  if (!control->check->normed) return;
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

/* How often chance gives what lies in the bin or further out. */
static double chance_of(const CheckControl *control, const Usual *usual, int bin) {
  CheckTail tail = control->check->tail;
  double above = floor_of(control, bin) - usual->centre, below = usual->centre - ceiling_of(control, bin);
  double away = tail == TAIL_HIGH ? above : tail == TAIL_LOW ? below : MAX(above, below);
  double p = erfc(normal_of(away / usual->scale, usual->freedom) / M_SQRT2);
  return tail == TAIL_BOTH ? p : p / 2;
}

static int by_p(const void *a, const void *b) {
  double x = ((const Tail *)a)->p, y = ((const Tail *)b)->p;
  return x < y ? -1 : x > y;
}

/* From one end inwards, as far as chance gives it seldom enough. */
static void collect_tail(CheckControl *control, size_t size, int from, int end, int step) {
  const Usual *usual = &control->sizes[size];
  for (int bin = from; bin != end; bin += step) {
    if (usual->bins[bin] == 0) continue;
    const Tail tail = {chance_of(control, usual, bin), usual->bins[bin], size, bin};
    if (tail.p > control->level) return;
    g_array_append_val(control->tails, tail);
  }
}

static void collect_tails(CheckControl *control, size_t size) {
  const Usual *usual = &control->sizes[size];
  CheckTail tail = control->check->tail;
  int middle = tail == TAIL_LOW ? usual->end : usual->first;
  while (tail == TAIL_BOTH && middle < usual->end && ceiling_of(control, middle) < usual->centre) middle++;
  collect_tail(control, size, usual->first, middle, 1);
  collect_tail(control, size, usual->end - 1, middle - 1, -1);
}

static void look_at_all(CheckControl *control) {
  join_small(control);
  control->tails = g_array_new(FALSE, FALSE, sizeof(Tail));
  for (size_t s = 0; s < SIZES; s++) {
    if (!control->sizes[s].bins) continue;
    measure(control, &control->sizes[s]);
    collect_tails(control, s);
  }
  g_array_sort(control->tails, by_p);
}

/* The largest p at which the comparisons so seldom outnumber what chance gives by 1 / q; -1: none. The smallest such
 * ratio goes to ret_simes. */
static double step_up(const CheckControl *control, double q, double *ret_simes) {
  double limit = -1, simes = 1;
  uint64_t count = 0;
  for (guint i = 0; i < control->tails->len; i++) {
    const Tail *tail = &g_array_index(control->tails, Tail, i);
    count += tail->n;
    double share = tail->p * (double)control->n / (double)count;
    if (share <= q) limit = tail->p;
    simes = MIN(simes, share);
  }
  if (ret_simes) *ret_simes = simes;
  return limit;
}

/* How many of those asked are picked. */
static size_t pick(CheckControl *const *controls, size_t n, size_t asked) {
  for (size_t picked = asked; picked > 0; picked--) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++) count += controls[i]->asked && controls[i]->simes * (double)asked <= (double)picked;
    if (count >= picked) return picked;
  }
  return 0;
}

/* All that chance gives no oftener than `limit` stands out. */
static void cut(CheckControl *control, double limit) {
  for (size_t s = 0; s < SIZES; s++) {
    control->sizes[s].low = -INFINITY;
    control->sizes[s].high = INFINITY;
  }
  for (guint i = 0; i < control->tails->len; i++) {
    const Tail *tail = &g_array_index(control->tails, Tail, i);
    Usual *usual = &control->sizes[tail->size];
    if (tail->p > limit) break;
    if (floor_of(control, tail->bin) > usual->centre)
      usual->high = MIN(usual->high, tail->bin > MIDDLE ? near_edge(tail->bin) : near_edge(tail->bin - 1));
    else
      usual->low = MAX(usual->low, tail->bin < MIDDLE ? near_edge(tail->bin) : near_edge(tail->bin + 1));
  }
  control->outermost = (Extent){-INFINITY, INFINITY};
  for (size_t s = 0; s < SIZES; s++) {
    control->outermost.low = MAX(control->outermost.low, control->sizes[s].low);
    control->outermost.high = MIN(control->outermost.high, control->sizes[s].high);
  }
}

static uint64_t count_bins(const uint32_t *bins) {
  uint64_t n = 0;
  for (size_t b = 0; b < BINS; b++) n += bins[b];
  return n;
}

static void count_all(CheckControl *control) {
  for (size_t s = 0; s < SIZES; s++) {
    Usual *usual = &control->sizes[s];
    if (usual->bins) usual->n = count_bins(usual->bins);
    control->n += usual->n;
  }
}

void check_controls_settle(CheckControl *const *controls, const size_t *n_books, size_t n) {
  size_t asked = 0;
  for (size_t i = 0; i < n; i++) {
    CheckControl *control = controls[i];
    count_all(control);
    control->asked = control->n > 0 && control->level > 0 && n_books[i] >= CHECK_ENOUGH;
    if (!control->asked) continue;
    look_at_all(control);
    step_up(control, 0, &control->simes);
    control->simes /= control->level;
    asked++;
  }
  size_t picked = pick(controls, n, asked);
  for (size_t i = 0; i < n; i++) {
    CheckControl *control = controls[i];
    if (!control->asked) continue;
    cut(control, step_up(control, control->level * (double)picked / (double)asked, NULL));
  }
}

/* -- before all is noted ------------------------------------------------------------------------------------- */

/* How many times as often as comparisons that stand out now, those that may in the end are given by chance at most. */
static const double DOUBT = 2;

void check_control_guess(CheckControl *control) {
  if (control->level <= 0) return;
  CheckControl *so_far = check_control_new(control->check, 100 * control->level);
  check_control_join(so_far, control);
  count_all(so_far);
  look_at_all(so_far);
  cut(so_far, DOUBT * step_up(so_far, so_far->level, NULL));
  for (size_t s = 0; s < SIZES; s++) {
    const Usual *usual = &so_far->sizes[so_far->home[s]];
    control->likely[s] = (Extent){usual->low, usual->high};
  }
  control->likely[SIZES] = so_far->outermost;
  check_control_free(so_far);
}

const Extent *check_control_likely(const CheckControl *control) { return control->likely; }

/* -- afterwards ---------------------------------------------------------------------------------------------- */

bool check_control_asks(const CheckControl *control) { return control->asked; }

bool check_control_is_beyond(const CheckControl *control, size_t size, float statistic) {
  const Usual *usual = &control->sizes[control->home[MIN(size, SIZES - 1)]];
  return statistic <= usual->low || statistic >= usual->high;
}

Extent check_control_least(const CheckControl *control) { return control->asked ? control->outermost : EXTENT_OF_NONE; }
