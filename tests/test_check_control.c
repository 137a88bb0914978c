/* test_check_control.c: what chance gives: known samples, sizes apart, few comparisons, several checks at once. */
#include "scoring/check_parts.h"

#include <locale.h>
#include <math.h>
#include <string.h>

static const Check high = {.name = "high", .tail = TAIL_HIGH}, low = {.name = "low", .tail = TAIL_LOW},
                   both = {.name = "both", .tail = TAIL_BOTH},
                   squares = {.name = "squares", .tail = TAIL_HIGH, .squares = true},
                   normed = {.name = "normed", .tail = TAIL_BOTH, .normed = true};

/* The number a share p of normal numbers is below, by halving. */
static double normal_quantile(double p) {
  double from = -10, to = 10;
  for (int i = 0; i < 60; i++) {
    double middle = (from + to) / 2;
    if (erfc(-middle / M_SQRT2) / 2 < p)
      from = middle;
    else
      to = middle;
  }
  return from;
}

/* n numbers that lie as normal ones should. */
static void note_sample(CheckControl *control, size_t size, size_t n, double centre, double sd) {
  for (size_t i = 0; i < n; i++) {
    float x = (float)(centre + sd * normal_quantile(((double)i + 0.5) / (double)n));
    check_control_note(control, size, &x, 1);
  }
}

static void note(CheckControl *control, size_t size, float x) { check_control_note(control, size, &x, 1); }

static CheckControl *sample(const Check *check, size_t n, double centre, double sd) {
  CheckControl *control = check_control_new(check, 5);
  note_sample(control, 7, n, centre, sd);
  return control;
}

static void settle(CheckControl *control, size_t n_books) { check_controls_settle(&control, &n_books, 1); }

typedef struct Case {
  const char *title;
  const Check *check;
  size_t n;
  double centre, sd;
  float odd; /* one more, and does it stand out? */
  bool beyond;
} Case;

/* One comparison among 1001 stands out from p = 0.05 / 1001 on: 3.9 standard deviations one way, 4.06 both ways, and a
 * little more because the scale is estimated. */
static const Case cases[] = {
    {"above", &high, 1000, 0, 1, 4.2f, true},
    {"not-far-enough", &high, 1000, 0, 1, 3.7f, false},
    {"the-wrong-way", &high, 1000, 0, 1, -9, false},
    {"below", &low, 1000, 0, 1, -4.2f, true},
    {"below-the-wrong-way", &low, 1000, 0, 1, 9, false},
    {"both-above", &both, 1000, 0, 1, 4.4f, true},
    {"both-below", &both, 1000, 0, 1, -4.4f, true},
    {"both-not-far-enough", &both, 1000, 0, 1, 3.9f, false},
    {"centre-and-scale-are-found", &high, 1000, 40, 7, 40 + 4.2f * 7, true},
    {"centre-and-scale-hold", &high, 1000, 40, 7, 40 + 3.7f * 7, false},
    {"few-tell-the-scale-less-well", &high, 60, 0, 1, 3.25f, false},
    {"few-with-a-theory", &normed, 60, 0, 1, 3.5f, true},
    {"few-but-far", &high, 60, 0, 1, 5, true},
    {"very-few", &high, 8, 0, 1, 3.5f, false},
    {"normed-by-theory", &normed, 8, 0, 1, 4, true},
    {"normed-holds", &normed, 8, 0, 1, 2.5f, false},
    {"normed-but-wider", &normed, 1000, 0, 3, 8, false},
    {"normed-not-narrower", &normed, 1000, 0, 0.2, 3.5f, false},
    {"all-the-same", &both, 1000, 3, 0, 3.1f, true},
};

static void test_case(const void *data) {
  const Case *row = data;
  CheckControl *control = sample(row->check, row->n, row->centre, row->sd);
  note(control, 7, row->odd);
  settle(control, 200);
  g_assert_true(check_control_asks(control));
  g_assert_cmpint(check_control_is_beyond(control, 7, row->odd), ==, row->beyond);
  g_assert_false(check_control_is_beyond(control, 7, (float)row->centre));
  check_control_free(control);
}

/* Cube roots of sums of squares are near normal, the sums themselves are not: a chi square of six degrees of freedom is
 * above 33 once in 10^5. */
static void test_squares(void) {
  CheckControl *control = check_control_new(&squares, 5);
  for (size_t i = 0; i < 1000; i++) {
    double z = normal_quantile(((double)i + 0.5) / 1000), root = 1 - 2.0 / 54 + z * sqrt(2.0 / 54);
    note(control, 7, (float)(6 * root * root * root));
  }
  note(control, 7, 45);
  note(control, 7, 24);
  settle(control, 200);
  g_assert_true(check_control_is_beyond(control, 7, 45));
  g_assert_false(check_control_is_beyond(control, 7, 24));
  check_control_free(control);
}

static void test_is_not_asked(void) {
  static const struct {
    size_t n, n_books;
    double level;
  } rows[] = {{1000, CHECK_ENOUGH - 1, 5}, {0, 200, 5}, {1000, 200, 0}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    CheckControl *control = check_control_new(&both, rows[i].level);
    note_sample(control, 7, rows[i].n, 0, 1);
    settle(control, rows[i].n_books);
    g_assert_false(check_control_asks(control));
    check_control_free(control);
  }
}

/* Going by a clean sample, which is all there is so far. */
static void test_guess(void) {
  static const struct {
    const Check *check;
    double level;
    size_t size;
    float statistic;
    bool likely;
  } rows[] = {{&both, 5, 7, 4.5f, true}, {&both, 5, 7, -4.5f, true}, {&both, 5, 7, 3, false},
              {&both, 5, 3, 9, false},   {&high, 5, 7, 4.5f, true},  {&high, 5, 7, -9, false},
              {&low, 5, 7, -4.5f, true}, {&low, 5, 7, 9, false},     {&both, 0, 7, 4.5f, false}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    CheckControl *control = check_control_new(rows[i].check, rows[i].level);
    note_sample(control, 7, 1000, 0, 1);
    note(control, 7, 4.4f);
    note(control, 7, -4.4f);
    g_assert_false(check_is_likely(check_control_likely(control), rows[i].size, rows[i].statistic));
    check_control_guess(control);
    g_assert_cmpint(check_is_likely(check_control_likely(control), rows[i].size, rows[i].statistic), ==,
                    rows[i].likely);
    settle(control, 200);
    g_assert_cmpint(check_control_asks(control), ==, rows[i].level > 0);
    check_control_free(control);
  }
}

/* The smallest sample is spread the least: what is quiet lies below where it stands out, up to the very edge. */
static void test_quiet(void) {
  CheckControl *control = check_control_new(&high, 5);
  for (size_t size = 3; size <= 20; size++) note_sample(control, size, 1000, 0, (double)size / 3);
  note(control, 3, 6);
  for (int guessed = 0; guessed < 2; guessed++) {
    CheckRun run = {.check = &high, .gauging = true, .kept = EXTENT_OF_ALL, .likely = check_control_likely(control)};
    float least = INFINITY;
    for (size_t size = 0; size < 30; size++) least = MIN(least, run.likely[MIN(size, CHECK_SIZES - 1)].high);
    g_assert_cmpfloat(check_quiet_below(&run), ==, least);
    g_assert_cmpint(isinf(least), ==, !guessed);
    run.kept.high = 1;
    g_assert_cmpfloat(check_quiet_below(&run), ==, 1);
    g_assert_true(check_stands_out(&run, 0, 7, nextafterf(1, 2)));
    run.kept = EXTENT_OF_NONE;
    g_assert_cmpfloat(check_quiet_below(&run), ==, -INFINITY);
    run = (CheckRun){.check = &high, .kept = {-1, 1}, .likely = check_control_likely(control)};
    g_assert_cmpfloat(check_quiet_below(&run), ==, -INFINITY);
    check_control_guess(control);
  }
  check_control_free(control);
}

/* What is far among marks of large panels is not among those of small ones. */
static void test_sizes_apart(void) {
  CheckControl *control = check_control_new(&both, 5);
  note_sample(control, 3, 500, 0, 5);
  note_sample(control, 7, 500, 0, 1);
  note(control, 3, 8);
  note(control, 7, 8);
  settle(control, 200);
  g_assert_true(check_control_is_beyond(control, 7, 8));
  g_assert_false(check_control_is_beyond(control, 3, 8));
  check_control_free(control);
}

/* Sizes with few comparisons are judged with the next smaller size. */
static void test_small_sizes_join(void) {
  CheckControl *control = check_control_new(&both, 5);
  note_sample(control, 40, 500, 0, 1);
  note_sample(control, 6, 10, 0, 1);
  note_sample(control, 5, 500, 0, 1);
  note_sample(control, 3, 5, 0, 1);
  note(control, 6, 6);
  note(control, 3, -6);
  note(control, 41, 6);
  settle(control, 200);
  g_assert_true(check_control_is_beyond(control, 6, 6));
  g_assert_true(check_control_is_beyond(control, 3, -6));
  g_assert_true(check_control_is_beyond(control, 41, 6));
  g_assert_false(check_control_is_beyond(control, 6, 3));
  check_control_free(control);
}

/* What is no number moves neither what is usual nor how many comparisons there are, wherever it stands among them. */
static void test_nan_is_no_comparison(void) {
  CheckControl *plain = sample(&both, 1000, 0, 1), *mixed = check_control_new(&both, 5);
  float statistics[2000];
  for (size_t i = 0; i < 1000; i++) {
    statistics[2 * i] = (float)normal_quantile(((double)i + 0.5) / 1000);
    statistics[2 * i + 1] = i % 2 ? NAN : -NAN;
  }
  check_control_note(mixed, 7, statistics, G_N_ELEMENTS(statistics));
  for (float odd = 3.5f; odd < 6; odd += 0.25f) {
    note(plain, 7, odd);
    note(mixed, 7, odd);
  }
  settle(plain, 200);
  settle(mixed, 200);
  g_assert_true(check_control_is_beyond(plain, 7, 6));
  for (float x = -6; x < 6; x += 0.01f)
    g_assert_cmpint(check_control_is_beyond(plain, 7, x), ==, check_control_is_beyond(mixed, 7, x));
  check_control_free(plain);
  check_control_free(mixed);
}

/* Each on its own size is as many calls with one. */
static void test_each_on_its_size(void) {
  CheckControl *singly = check_control_new(&high, 5), *together = check_control_new(&high, 5);
  float statistics[1500];
  uint32_t sizes[1500];
  for (size_t i = 0; i < G_N_ELEMENTS(statistics); i++) {
    size_t third = i / 3;
    sizes[i] = (uint32_t)(3 + i % 3);
    statistics[i] = (float)((double)sizes[i] * normal_quantile(((double)third + 0.5) / 500));
    check_control_note(singly, sizes[i], &statistics[i], 1);
  }
  for (size_t i = 0, n = 1; i < G_N_ELEMENTS(statistics); i += n, n = MIN(n % 150 + 1, G_N_ELEMENTS(statistics) - i))
    check_control_note_each(together, sizes + i, statistics + i, n);
  for (size_t size = 3; size < 6; size++) {
    note(singly, size, 5 * (float)size);
    note(together, size, 5 * (float)size);
  }
  settle(singly, 200);
  settle(together, 200);
  g_assert_true(check_control_is_beyond(together, 3, 15));
  g_assert_false(check_control_is_beyond(together, 5, 15));
  for (size_t size = 3; size < 6; size++)
    for (float x = 0; x < 30; x += 0.1f)
      g_assert_cmpint(check_control_is_beyond(singly, size, x), ==, check_control_is_beyond(together, size, x));
  check_control_free(singly);
  check_control_free(together);
}

/* Many at once are as many one by one: ends of bins, ends of the scale, both signs, nothing at all. */
static void test_many_at_once(void) {
  CheckControl *singly = check_control_new(&both, 50), *together = check_control_new(&both, 50);
  float statistics[6000];
  uint32_t state = 1;
  for (size_t i = 0; i < G_N_ELEMENTS(statistics); i++) {
    state = state * 1664525u + 1013904223u;
    memcpy(&statistics[i], &state, sizeof state);
    if (i % 7 == 0) statistics[i] = (float)(state >> 28) / 2;
    if (i % 3 > 0) statistics[i] = (float)((double)state / 4294967296.0 - 0.5);
    check_control_note(singly, 3, &statistics[i], 1);
  }
  for (size_t i = 0, n = 1; i < G_N_ELEMENTS(statistics); i += n, n = MIN(n % 150 + 1, G_N_ELEMENTS(statistics) - i))
    check_control_note(together, 3, statistics + i, n);
  settle(singly, 200);
  settle(together, 200);
  g_assert_true(check_control_is_beyond(singly, 3, 1e30f));
  for (float x = 1e-5f; x < 1e8f; x *= 1.01f) {
    g_assert_cmpint(check_control_is_beyond(singly, 3, x), ==, check_control_is_beyond(together, 3, x));
    g_assert_cmpint(check_control_is_beyond(singly, 3, -x), ==, check_control_is_beyond(together, 3, -x));
  }
  check_control_free(singly);
  check_control_free(together);
}

/* Nothing at all lies in the middle: as far from what is above as from what is below. */
static void test_middle(void) {
  static const float near = 1.0f / 1024;
  for (int sign = -1; sign <= 1; sign++) {
    CheckControl *control = check_control_new(&both, 5);
    for (size_t i = 0; i < 400; i++) note(control, 7, (float)sign * near * (float)(i % 2) / 4);
    note(control, 7, near);
    note(control, 7, -near);
    settle(control, 200);
    g_assert_true(check_control_is_beyond(control, 7, near));
    g_assert_true(check_control_is_beyond(control, 7, -near));
    g_assert_false(check_control_is_beyond(control, 7, near / 2));
    g_assert_false(check_control_is_beyond(control, 7, -near / 2));
    check_control_free(control);
  }
}

static void test_extents(void) {
  CheckControl *control = sample(&both, 1000, 0, 1);
  note(control, 7, 6);
  settle(control, 200);
  g_assert_false(extent_reaches(EXTENT_OF_NONE, check_control_least(control)));
  g_assert_false(extent_reaches((Extent){-1, 2}, check_control_least(control)));
  g_assert_true(extent_reaches((Extent){-1, 6}, check_control_least(control)));
  g_assert_true(extent_reaches(EXTENT_OF_ALL, check_control_least(control)));
  check_control_free(control);
}

/* Alone, a check must stand out at 5 percent over all that are asked; with others that do it may at more. */
static void test_several_checks(void) {
  enum { N = 10 };
  for (size_t odd_ones = 1; odd_ones <= N; odd_ones += N - 1) {
    CheckControl *controls[N];
    size_t n_books[N];
    for (size_t i = 0; i < N; i++) {
      controls[i] = sample(&both, 1000, 0, 1);
      note(controls[i], 7, i < odd_ones ? 4.35f : 0);
      n_books[i] = 200;
    }
    check_controls_settle(controls, n_books, N);
    g_assert_cmpint(check_control_is_beyond(controls[0], 7, 4.35f), ==, odd_ones == N);
    g_assert_false(check_control_is_beyond(controls[N - 1], 7, 3));
    for (size_t i = 0; i < N; i++) check_control_free(controls[i]);
  }
}

/* Many that are odd make room for more: Benjamini & Hochberg. */
static void test_many_odd_ones(void) {
  CheckControl *few = sample(&high, 1000, 0, 1), *many = sample(&high, 1000, 0, 1);
  note(few, 7, 3.4f);
  note(many, 7, 3.4f);
  for (size_t i = 0; i < 60; i++) note(many, 7, 6 + 0.05f * (float)i);
  settle(few, 200);
  settle(many, 200);
  g_assert_false(check_control_is_beyond(few, 7, 3.4f));
  g_assert_true(check_control_is_beyond(many, 7, 3.4f));
  check_control_free(few);
  check_control_free(many);
}

/* A higher level lets more through. */
static void test_level(void) {
  for (int level = 1; level <= 50; level += 49) {
    CheckControl *control = check_control_new(&high, level);
    note_sample(control, 7, 1000, 0, 1);
    note(control, 7, 3.75f);
    settle(control, 200);
    g_assert_cmpint(check_control_is_beyond(control, 7, 3.75f), ==, level == 50);
    check_control_free(control);
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strdup_printf("/check-control/%s", cases[i].title);
    g_test_add_data_func(path, &cases[i], test_case);
  }
  g_test_add_func("/check-control/squares", test_squares);
  g_test_add_func("/check-control/not-asked", test_is_not_asked);
  g_test_add_func("/check-control/sizes-apart", test_sizes_apart);
  g_test_add_func("/check-control/small-sizes-join", test_small_sizes_join);
  g_test_add_func("/check-control/nan", test_nan_is_no_comparison);
  g_test_add_func("/check-control/many-at-once", test_many_at_once);
  g_test_add_func("/check-control/middle", test_middle);
  g_test_add_func("/check-control/extents", test_extents);
  g_test_add_func("/check-control/several-checks", test_several_checks);
  g_test_add_func("/check-control/many-odd-ones", test_many_odd_ones);
  g_test_add_func("/check-control/level", test_level);
  g_test_add_func("/check-control/guess", test_guess);
  g_test_add_func("/check-control/each-on-its-size", test_each_on_its_size);
  g_test_add_func("/check-control/quiet", test_quiet);
  return g_test_run();
}
