/* check_control.c: which comparisons lie beyond what chance gives, of one check at one stage and over all of them. */
#include "scoring/check_control.h"
#include "scoring/check_usual.h"

enum { SIZES = CHECK_SIZES, AT_ONCE = 64 };

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
  Usual sizes[SIZES];
  size_t home[SIZES];       /* the size among whose comparisons those of this size are judged */
  Extent beyond[SIZES];     /* what lies further out stands out */
  Extent outermost;         /* the least of which may stand out at some size */
  Extent likely[SIZES + 1]; /* what lies further out will likely stand out */
  GArray *tails;            /* Tail, rising p */
  double simes;             /* the smallest p over all comparisons, over the level */
};

CheckControl *check_control_new(const Check *check, double level) {
  CheckControl *control = g_new0(CheckControl, 1);
  control->check = check;
  control->level = level / 100;
  for (size_t s = 0; s < SIZES; s++) control->sizes[s].check = check;
  for (size_t s = 0; s < SIZES; s++) control->home[s] = s;
  for (size_t s = 0; s <= SIZES; s++) control->likely[s] = EXTENT_OF_ALL;
  return control;
}

void check_control_free(CheckControl *control) {
  if (!control) return;
  for (size_t s = 0; s < SIZES; s++) usual_clear(&control->sizes[s]);
  g_clear_pointer(&control->tails, g_array_unref);
  g_free(control);
}

/* -- noting ----------------------------------------------------------------------------------------------- */

static inline uint32_t *counts_of(CheckControl *control, size_t size) {
  Usual *usual = &control->sizes[MIN(size, SIZES - 1)];
  return usual->bins ? usual->bins : usual_bins(usual);
}

void check_control_note_each(CheckControl *control, const uint32_t *sizes, const float *statistics, size_t n) {
  for (size_t from = 0; from < n; from += AT_ONCE) {
    size_t some = MIN(n - from, AT_ONCE);
    int32_t bins[AT_ONCE];
    usual_find_bins(statistics + from, some, bins);
    for (size_t i = 0; i < some; i++) counts_of(control, sizes[from + i])[bins[i]]++;
  }
}

void check_control_note(CheckControl *control, size_t size, const float *statistics, size_t n) {
  uint32_t *counts = counts_of(control, size);
  for (size_t from = 0; from < n; from += AT_ONCE) {
    size_t some = MIN(n - from, AT_ONCE);
    int32_t bins[AT_ONCE];
    usual_find_bins(statistics + from, some, bins);
#pragma GCC unroll 8
    for (size_t i = 0; i < some; i++) counts[bins[i]]++;
  }
}

void check_control_join(CheckControl *into, const CheckControl *control) {
  for (size_t s = 0; s < SIZES; s++) usual_add(&into->sizes[s], &control->sizes[s]);
}

/* -- sizes -------------------------------------------------------------------------------------------------- */

static void join(CheckControl *control, size_t from, size_t to) {
  usual_add(&control->sizes[to], &control->sizes[from]);
  usual_clear(&control->sizes[from]);
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

/* -- what chance gives ------------------------------------------------------------------------------------ */

static int by_p(const void *a, const void *b) {
  double x = ((const Tail *)a)->p, y = ((const Tail *)b)->p;
  return x < y ? -1 : x > y;
}

/* From one end inwards, as far as chance gives it seldom enough. */
static void collect_tail(CheckControl *control, size_t size, int from, int end, int step) {
  const Usual *usual = &control->sizes[size];
  for (int bin = from; bin != end; bin += step) {
    if (usual->bins[bin] == 0) continue;
    const Tail tail = {usual_chance(usual, bin), usual->bins[bin], size, bin};
    if (tail.p > control->level) return;
    g_array_append_val(control->tails, tail);
  }
}

static void collect_tails(CheckControl *control, size_t size) {
  const Usual *usual = &control->sizes[size];
  CheckTail tail = control->check->tail;
  int middle = tail == TAIL_LOW ? usual->end : usual->first;
  while (tail == TAIL_BOTH && middle < usual->end && usual_from(usual, middle + 1) < usual->centre) middle++;
  collect_tail(control, size, usual->first, middle, 1);
  collect_tail(control, size, usual->end - 1, middle - 1, -1);
}

static void look_at_all(CheckControl *control) {
  join_small(control);
  control->tails = g_array_new(FALSE, FALSE, sizeof(Tail));
  for (size_t s = 0; s < SIZES; s++) {
    if (!control->sizes[s].bins) continue;
    usual_measure(&control->sizes[s]);
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
  Extent *outermost = &control->outermost;
  for (size_t s = 0; s < SIZES; s++) control->beyond[s] = EXTENT_OF_ALL;
  for (guint i = 0; i < control->tails->len; i++) {
    const Tail *tail = &g_array_index(control->tails, Tail, i);
    const Usual *usual = &control->sizes[tail->size];
    Extent *beyond = &control->beyond[tail->size];
    if (tail->p > limit) break;
    if (usual_from(usual, tail->bin) > usual->centre)
      beyond->high = MIN(beyond->high, bin_from(tail->bin));
    else
      beyond->low = MAX(beyond->low, bin_from(tail->bin + 1));
  }
  *outermost = EXTENT_OF_ALL;
  for (size_t s = 0; s < SIZES; s++) {
    outermost->low = MAX(outermost->low, control->beyond[s].low);
    outermost->high = MIN(outermost->high, control->beyond[s].high);
  }
}

static void count_all(CheckControl *control) {
  for (size_t s = 0; s < SIZES; s++) {
    usual_count(&control->sizes[s]);
    control->n += control->sizes[s].n;
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
  for (size_t s = 0; s < SIZES; s++) control->likely[s] = so_far->beyond[so_far->home[s]];
  control->likely[SIZES] = so_far->outermost;
  check_control_free(so_far);
}

const Extent *check_control_likely(const CheckControl *control) { return control->likely; }

/* -- afterwards ---------------------------------------------------------------------------------------------- */

bool check_control_asks(const CheckControl *control) { return control->asked; }

bool check_control_is_beyond(const CheckControl *control, size_t size, float statistic) {
  const Extent *beyond = &control->beyond[control->home[MIN(size, SIZES - 1)]];
  return statistic <= beyond->low || statistic >= beyond->high;
}

Extent check_control_least(const CheckControl *control) { return control->asked ? control->outermost : EXTENT_OF_NONE; }
