/* test_twoway.c: what is found of a plan in passes over its scores, against its definition written out with a count for
 * every applicant and assessor. Plans are drawn: panels of any size, some empty, some with an assessor twice, some apart
 * from the rest, assessors without a score. */
#include "scoring/agreement_model.h"
#include "tests/agreement_near.h"

#include <locale.h>
#include <math.h>
#include <string.h>

enum { MOST = 60, PLANS = 60 };

typedef struct Drawn {
  size_t n, applicants, assessors;
  double scores[MOST * 8];
  uint32_t applicant[MOST * 8], assessor[MOST * 8];
  double counts[MOST][MOST]; /* how often whom by whom */
  double marks[MOST], given[MOST];
} Drawn;

static void add_score(Drawn *d, GRand *random, uint32_t applicant, uint32_t assessor) {
  d->scores[d->n] = g_rand_double_range(random, 0, 100);
  d->applicant[d->n] = applicant;
  d->assessor[d->n++] = assessor;
  d->counts[applicant][assessor]++;
  d->marks[applicant]++;
  d->given[assessor]++;
}

/* In the odd plans the second half of the applicants has assessors of its own, in every third some assessor is twice on a
 * panel; the last assessor has no score. */
static Drawn *draw(guint32 seed) {
  Drawn *d = g_new0(Drawn, 1);
  g_autoptr(GRand) random = g_rand_new_with_seed(seed);
  d->applicants = (size_t)g_rand_int_range(random, 4, MOST);
  d->assessors = (size_t)g_rand_int_range(random, 9, MOST);
  uint32_t half = (uint32_t)(d->assessors - 1) / 2;
  for (uint32_t p = 0; p < d->applicants; p++) {
    uint32_t from = seed % 2 == 1 && p >= d->applicants / 2 ? half : 0, seats = seed % 2 == 1 ? half : 2 * half;
    uint32_t size = (uint32_t)g_rand_int_range(random, 0, 8), first = (uint32_t)g_rand_int_range(random, 0, 1000);
    for (uint32_t b = 0; b < MIN(size, seats); b++) add_score(d, random, p, from + (first + b) % seats);
    if (size > 0 && size < 8 && seed % 3 == 0) add_score(d, random, p, from + first % seats);
  }
  return d;
}

static TwoWay *model_of(const Drawn *d) {
  RatingTable table = {
      d->n,  d->scores, 2, {"applicant", "assessor"}, {d->applicant, d->assessor}, {d->applicants, d->assessors},
      {0, 0}};
  return two_way_new(&table);
}

/* -- the plan ------------------------------------------------------------------------------------------------ */

/* The least applicant each assessor can be reached from, by going on until nothing changes. */
static void find_reach(const Drawn *d, size_t reach[MOST]) {
  bool changed = true;
  for (size_t j = 0; j < d->assessors; j++) reach[j] = MOST;
  while (changed) {
    changed = false;
    for (size_t p = 0; p < d->applicants; p++) {
      size_t least = p;
      for (size_t j = 0; j < d->assessors; j++) least = d->counts[p][j] > 0 ? MIN(least, reach[j]) : least;
      for (size_t j = 0; j < d->assessors; j++) {
        changed |= d->counts[p][j] > 0 && reach[j] > least;
        reach[j] = d->counts[p][j] > 0 ? least : reach[j];
      }
    }
  }
}

static void links_are(const Drawn *d, const Links *links) {
  size_t reach[MOST], teams = 0, assessors = 0, applicants = 0;
  find_reach(d, reach);
  for (size_t p = 0; p < d->applicants; p++) {
    bool first = false;
    for (size_t j = 0; j < d->assessors; j++) first |= reach[j] == p;
    for (size_t j = 0; j < d->assessors; j++)
      if (reach[j] == p) g_assert_cmpint(links->team[j], ==, (int64_t)teams);
    teams += first;
    applicants += d->marks[p] > 0;
  }
  for (size_t j = 0; j < d->assessors; j++) {
    assessors += d->given[j] > 0;
    if (!(d->given[j] > 0)) g_assert_cmpint(links->team[j], ==, -1);
  }
  g_assert_cmpuint(links->components, ==, teams);
  g_assert_cmpuint(links->applicants, ==, applicants);
  g_assert_cmpuint(links->assessors, ==, assessors);
}

/* n less the sum of n_pa^2 / n_p, and of n_pa^2 / n_a. */
static void times_are(const Drawn *d, const Incidence *of) {
  double by_applicant = 0, by_assessor = 0, most = 0;
  for (size_t p = 0; p < d->applicants; p++)
    for (size_t j = 0; j < d->assessors; j++) {
      double square = d->counts[p][j] * d->counts[p][j];
      by_applicant += square > 0 ? square / d->marks[p] : 0;
      by_assessor += square > 0 ? square / d->given[j] : 0;
      most = MAX(most, d->counts[p][j]);
    }
  near_to(of->of_assessors.times * of->of_assessors.df, (double)d->n - by_applicant, 1e-9);
  near_to(of->of_applicants.times * of->of_applicants.df, (double)d->n - by_assessor, 1e-9);
  g_assert_true(of->repeats == (most > 1));
}

/* Half the mean over pairs of applicants of the sum of (n_pa / n_p - n_qa / n_q)^2. */
static void apart_is(const Drawn *d, const Incidence *of) {
  double sum = 0, pairs = 0;
  for (size_t p = 0; p < d->applicants; p++)
    for (size_t q = 0; q < p; q++) {
      if (!(d->marks[p] > 0 && d->marks[q] > 0)) continue;
      pairs++;
      for (size_t j = 0; j < d->assessors; j++) {
        double between = d->counts[p][j] / d->marks[p] - d->counts[q][j] / d->marks[q];
        sum += between * between / 2;
      }
    }
  near_to(of->apart, sum / pairs, 1e-12);
}

static void test_plan(void) {
  for (guint32 seed = 0; seed < PLANS; seed++) {
    g_autofree Drawn *d = draw(seed);
    g_autoptr(TwoWay) t = model_of(d);
    g_autofree double *diagonal = g_new(double, d->assessors + 1);
    g_assert_cmpuint(t->of->n, ==, d->n);
    two_way_diagonal(t->of, (Shrink){0, 0}, diagonal);
    for (size_t j = 0; j < d->assessors; j++) {
      g_assert_cmpfloat((double)t->of->marks[j], ==, d->given[j]);
      near_to(t->of->diagonal[j], diagonal[j], 1e-13);
    }
    links_are(d, &t->of->links);
    times_are(d, t->of);
    apart_is(d, t->of);
  }
}

/* The same room again for another plan: nothing is left of what was there. */
static void test_again(void) {
  for (guint32 seed = 0; seed < PLANS; seed++) {
    g_autofree Drawn *d = draw(seed), *next = draw(seed + 1);
    if (next->n > d->n || next->applicants > d->applicants) continue;
    g_autoptr(TwoWay) t = model_of(d), want = model_of(next);
    two_way_again(t);
    t->of->applicants = next->applicants;
    t->of->assessors = next->assessors;
    memcpy(t->of->start, want->of->start, (next->applicants + 1) * sizeof *t->of->start);
    memcpy(t->of->assessor, want->of->assessor, next->n * sizeof *t->of->assessor);
    memcpy(t->score, want->score, next->n * sizeof *t->score);
    two_way_settle(t);
    for (size_t j = 0; j < next->assessors; j++) g_assert_cmpuint(t->of->marks[j], ==, want->of->marks[j]);
    links_are(next, &t->of->links);
    times_are(next, t->of);
    apart_is(next, t->of);
  }
}

/* -- the equations --------------------------------------------------------------------------------------------- */

/* Row j of the equations' left side times x: what n_pa - n_pa n_pb / (n_p + s) come to, and the mean's part. */
static double row_times(const Drawn *d, Shrink shrink, size_t j, const double *x) {
  double sum = j < d->assessors ? shrink.assessors * x[j] : 0;
  for (size_t p = 0; p < d->applicants; p++) {
    double own = d->marks[p] * x[d->assessors], mine = j < d->assessors ? d->counts[p][j] : d->marks[p];
    if (!(d->marks[p] > 0)) continue;
    for (size_t i = 0; i < d->assessors; i++) own += d->counts[p][i] * x[i];
    sum -= mine * own / (d->marks[p] + shrink.applicants);
    for (size_t i = 0; i < d->assessors; i++) sum += (i == j || j == d->assessors ? d->counts[p][i] : 0) * x[i];
    sum += mine * x[d->assessors];
  }
  return sum;
}

static void test_product(void) {
  static const Shrink shrinks[] = {{0, 0}, {0, 1.5}, {2.5, 0.5}};
  for (guint32 seed = 0; seed < PLANS; seed++) {
    g_autofree Drawn *d = draw(seed);
    g_autoptr(TwoWay) t = model_of(d);
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    double x[SIDES][MOST + 1], terms[2 * SIDES * (MOST + 1)];
    Shrink shrink = shrinks[seed % G_N_ELEMENTS(shrinks)];
    size_t sides = seed % 2 == 0 ? 1 : SIDES, unknowns = d->assessors + (shrink.applicants > 0);
    for (size_t s = 0; s < sides; s++)
      for (size_t j = 0; j <= d->assessors; j++)
        terms[2 * sides * j + s] = x[s][j] = j < unknowns ? g_rand_double_range(random, -1, 1) : 0;
    two_way_multiply(t->of, shrink, sides, terms);
    for (size_t s = 0; s < sides; s++) {
      for (size_t j = 0; j < unknowns; j++)
        near_to(terms[2 * sides * j + sides + s], row_times(d, shrink, j, x[s]), 1e-11);
      g_assert_true(unknowns > d->assessors || !(fabs(terms[2 * sides * d->assessors + sides + s]) > 0));
    }
  }
}

/* Several right sides at once, easy and hard ones and one that is nothing, have to the last bit the solutions they have one
 * by one. */
static void test_sides(void) {
  static const Shrink shrinks[] = {{0, 0}, {0, 1.5}, {2.5, 0.5}};
  for (guint32 seed = 0; seed < PLANS; seed++) {
    g_autofree Drawn *d = draw(seed);
    g_autoptr(TwoWay) t = model_of(d);
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    size_t m = d->assessors + 1;
    double one[MOST + 1], x[MOST + 1], diagonal[MOST + 1], right[SIDES * (MOST + 1)], all[SIDES * (MOST + 1)];
    Shrink shrink = shrinks[seed % G_N_ELEMENTS(shrinks)];
    two_way_right_side(t, shrink, one, NULL);
    two_way_diagonal(t->of, shrink, diagonal);
    for (size_t k = 0; k < SIDES * m; k++)
      right[k] = k % SIDES == 3 ? 0 : one[k / SIDES] * (k % SIDES == 1 ? 1 : g_rand_double_range(random, -1, 1));
    two_way_solve(t->of, shrink, SIDES, diagonal, 1e-12, right, all);
    for (size_t s = 0; s < SIDES; s++) {
      for (size_t j = 0; j < m; j++) one[j] = right[SIDES * j + s];
      two_way_solve(t->of, shrink, 1, diagonal, 1e-12, one, x);
      for (size_t j = 0; j < m; j++) g_assert_true(x[j] >= all[SIDES * j + s] && x[j] <= all[SIDES * j + s]);
    }
  }
}

/* The right side is what the scores leave after their applicants' means; means are of each assessor's scores. */
static void test_right_side(void) {
  for (guint32 seed = 0; seed < PLANS; seed++) {
    g_autofree Drawn *d = draw(seed);
    g_autoptr(TwoWay) t = model_of(d);
    double right[MOST + 1], means[MOST], want[MOST] = {0}, sums[MOST] = {0}, totals[MOST] = {0}, mean = 0;
    for (size_t i = 0; i < d->n; i++) mean += d->scores[i] / (double)d->n;
    for (size_t i = 0; i < d->n; i++) totals[d->applicant[i]] += d->scores[i];
    for (size_t i = 0; i < d->n; i++) {
      want[d->assessor[i]] += d->scores[i] - totals[d->applicant[i]] / d->marks[d->applicant[i]];
      sums[d->assessor[i]] += d->scores[i] - mean;
    }
    two_way_right_side(t, (Shrink){0, 0}, right, means);
    for (size_t j = 0; j < d->assessors; j++) {
      near_to(right[j], want[j], 1e-9);
      near_to(means[j], d->given[j] > 0 ? sums[j] / d->given[j] : 0, 1e-9);
    }
  }
}

/* -- the sums of squares ---------------------------------------------------------------------------------------- */

/* About the means of one factor. */
static double squares_within(const Drawn *d, const uint32_t *level) {
  double sums[MOST] = {0}, counts[MOST] = {0}, squares = 0;
  for (size_t i = 0; i < d->n; i++) {
    sums[level[i]] += d->scores[i];
    counts[level[i]]++;
  }
  for (size_t i = 0; i < d->n; i++) {
    double x = d->scores[i] - sums[level[i]] / counts[level[i]];
    squares += x * x;
  }
  return squares;
}

/* Least squares: what both factors' effects leave adds up to nothing for every assessor, and its squares are the residual's;
 * the others are what one factor alone leaves, less that. */
static void test_squares(void) {
  for (guint32 seed = 0; seed < PLANS; seed++) {
    g_autofree Drawn *d = draw(seed);
    g_autoptr(TwoWay) t = model_of(d);
    g_auto(Fitting) f = {.effects = NULL};
    double left[MOST] = {0}, squares = 0, by[MOST];
    fitting_find(t, 1e-24, &f);
    two_way_finish(t, (Shrink){0, 0}, f.effects, by);
    for (size_t i = 0; i < d->n; i++) {
      double x = d->scores[i] - t->mean - by[d->applicant[i]] - f.effects[d->assessor[i]];
      left[d->assessor[i]] += x;
      squares += x * x;
    }
    for (size_t j = 0; j < d->assessors; j++) near_to(left[j], 0, 1e-7);
    near_to(f.residual.sum, squares, 1e-8 * f.total);
    near_to(f.within.sum, squares_within(d, d->applicant), 1e-9 * f.total);
    near_to(f.assessors.sum, squares_within(d, d->applicant) - squares, 1e-8 * f.total);
    near_to(f.applicants.sum, squares_within(d, d->assessor) - squares, 1e-8 * f.total);
    near_to(f.between.sum + f.within.sum, f.total, 1e-9 * f.total);
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/two way/plan", test_plan);
  g_test_add_func("/two way/again", test_again);
  g_test_add_func("/two way/product", test_product);
  g_test_add_func("/two way/sides", test_sides);
  g_test_add_func("/two way/right side", test_right_side);
  g_test_add_func("/two way/squares", test_squares);
  return g_test_run();
}
