/* test_combine.c: dimensions into a mark, several marks into one figure. */
#include "scoring/combine.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

enum { BLANK = MARK_BLANK, ABST = MARK_ABSTAINED, NA = MARK_NOT_APPLICABLE, END = -99 };

typedef struct Case {
  const char *name;
  Combination how;
  int64_t results[12];
  int lead; /* -1: none */
  Combined want;
} Case;

#define MEAN \
  { .method = METHOD_MEAN }
#define MEDIAN \
  { .method = METHOD_MEDIAN }
#define DROP(k) \
  { .method = METHOD_TRIMMED, .drop = k }
#define TRIM(a, b)                                        \
  {                                                       \
    .method = METHOD_TRIMMED, .drop = 1, .trim = { a, b } \
  }
#define JUDGED \
  { .method = METHOD_JUDGED }
#define NUMBER(s, count, of) \
  { .state = COMBINED_NUMBER, .sum = s, .n = count, .given = of }
#define FELL(s, count, of) \
  { .state = COMBINED_NUMBER, .sum = s, .n = count, .given = of, .fell_back = true }

static const Case CASES[] = {
    {"mean", MEAN, {50, 60, 75, END}, -1, NUMBER(185, 3, 3)},
    {"mean of one", MEAN, {0, END}, -1, NUMBER(0, 1, 1)},
    {"mean of none", MEAN, {END}, -1, {.state = COMBINED_MISSING}},
    {"blank is not zero", MEAN, {50, BLANK, 60, END}, -1, {COMBINED_NUMBER, 110, 2, 2, false, 0, 0, 1}},
    {"abstained is not zero", MEAN, {50, ABST, 60, END}, -1, {COMBINED_NUMBER, 110, 2, 2, false, 1, 0, 0}},
    {"only blanks", MEAN, {BLANK, ABST, END}, -1, {COMBINED_MISSING, 0, 0, 0, false, 1, 0, 1}},
    {"all not applicable", MEAN, {NA, NA, END}, -1, {COMBINED_NOT_APPLICABLE, 0, 0, 0, false, 0, 2, 0}},
    {"not applicable and blank", MEAN, {NA, BLANK, END}, -1, {COMBINED_NOT_APPLICABLE, 0, 0, 0, false, 0, 1, 1}},
    {"numbers beat not applicable", MEAN, {NA, 40, END}, -1, {COMBINED_NUMBER, 40, 1, 1, false, 0, 1, 0}},
    {"refuse", {.blank = BLANK_REFUSE}, {40, BLANK, END}, -1, {COMBINED_MISSING, 0, 0, 1, false, 0, 0, 1}},
    {"refuse takes abstentions",
     {.blank = BLANK_REFUSE},
     {40, ABST, END},
     -1,
     {COMBINED_NUMBER, 40, 1, 1, false, 1, 0, 0}},
    {"median odd", MEDIAN, {90, 10, 50, END}, -1, NUMBER(50, 1, 3)},
    {"median even", MEDIAN, {90, 10, 50, 55, END}, -1, NUMBER(105, 2, 4)},
    {"median of two", MEDIAN, {90, 10, END}, -1, NUMBER(100, 2, 2)},
    {"median of one", MEDIAN, {90, END}, -1, NUMBER(90, 1, 1)},
    {"median with states", MEDIAN, {90, BLANK, 10, ABST, 20, END}, -1, {COMBINED_NUMBER, 20, 1, 3, false, 1, 0, 1}},
    {"trimmed", DROP(1), {90, 10, 50, 60, END}, -1, NUMBER(110, 2, 4)},
    {"trimmed ties", DROP(1), {90, 90, 10, 10, END}, -1, NUMBER(100, 2, 4)},
    {"trimmed three", DROP(1), {1, 2, 3, END}, -1, NUMBER(2, 1, 3)},
    {"too few to trim", DROP(1), {90, 10, END}, -1, FELL(100, 2, 2)},
    {"drop two", DROP(2), {5, 4, 3, 2, 1, 100, END}, -1, NUMBER(7, 2, 6)},
    {"too few for two", DROP(2), {5, 4, 3, 2, END}, -1, FELL(14, 4, 4)},
    {"drop none", DROP(0), {5, 4, END}, -1, NUMBER(9, 2, 2)},
    {"a fifth of five", TRIM(1, 5), {5, 4, 3, 2, 1, END}, -1, NUMBER(9, 3, 5)},
    {"a fifth of four is none", TRIM(1, 5), {5, 4, 3, 2, END}, -1, NUMBER(14, 4, 4)},
    {"half leaves nothing", TRIM(1, 2), {5, 4, 3, 2, END}, -1, FELL(14, 4, 4)},
    {"minimum", {.method = METHOD_TRIMMED, .drop = 1, .minimum = 5}, {1, 2, 3, 10, END}, -1, FELL(16, 4, 4)},
    {"fallback median",
     {.method = METHOD_TRIMMED, .drop = 1, .minimum = 5, .fallback = METHOD_MEDIAN},
     {1, 2, 3, 10, END},
     -1,
     FELL(5, 2, 4)},
    {"minimum below 2k+1", {.method = METHOD_TRIMMED, .drop = 1, .minimum = 1}, {1, 9, END}, -1, FELL(10, 2, 2)},
    {"median minimum", {.method = METHOD_MEDIAN, .minimum = 4}, {1, 2, 9, END}, -1, FELL(12, 3, 3)},
    {"judged by the leader", JUDGED, {70, 50, 60, END}, 1, NUMBER(50, 1, 3)},
    {"judged by the only one", JUDGED, {BLANK, 65, END}, -1, {COMBINED_NUMBER, 65, 1, 1, false, 0, 0, 1}},
    {"judged by the only one, at nothing", JUDGED, {0, BLANK, END}, -1, {COMBINED_NUMBER, 0, 1, 1, false, 0, 0, 1}},
    {"judged at nothing by the leader", JUDGED, {70, 0, END}, 1, NUMBER(0, 1, 2)},
    {"judged by nobody", JUDGED, {70, 50, END}, -1, {.state = COMBINED_MISSING, .given = 2}},
    {"the leader is silent", JUDGED, {70, BLANK, END}, 1, {COMBINED_MISSING, 0, 0, 1, false, 0, 0, 1}},
    {"the leader says not applicable", JUDGED, {70, NA, END}, 1, {COMBINED_NOT_APPLICABLE, 0, 0, 1, false, 0, 1, 0}},
    {"the only one says not applicable", JUDGED, {NA, END}, -1, {COMBINED_NOT_APPLICABLE, 0, 0, 0, false, 0, 1, 0}},
};

static void check(const Case *c, const Combined *got) {
  g_assert_cmpint(got->state, ==, c->want.state);
  g_assert_cmpint(got->sum, ==, c->want.sum);
  g_assert_cmpuint(got->n, ==, c->want.n);
  g_assert_cmpuint(got->given, ==, c->want.given);
  g_assert_cmpint(got->fell_back, ==, c->want.fell_back);
  g_assert_cmpuint(got->abstained, ==, c->want.abstained);
  g_assert_cmpuint(got->not_applicable, ==, c->want.not_applicable);
  g_assert_cmpuint(got->blank, ==, c->want.blank);
}

/* What is used comes to the figure, and nothing is used where there is none. */
static void check_used(const Combination *how, const int64_t *results, size_t n, size_t lead, const Combined *want) {
  bool used[12];
  int64_t sum = 0;
  uint32_t count = 0;
  combine_used(how, results, n, lead, used);
  for (size_t i = 0; i < n; i++) {
    sum += used[i] ? results[i] : 0;
    count += used[i];
  }
  g_assert_cmpint(sum, ==, want->state == COMBINED_NUMBER ? want->sum : 0);
  g_assert_cmpuint(count, ==, want->state == COMBINED_NUMBER ? want->n : 0);
}

static void combines(gconstpointer data) {
  const Case *c = data;
  Combination how = c->how;
  if (how.trim.den == 0) how.trim = ratio_int(0);
  size_t n = 0;
  while (c->results[n] != END) n++;
  Combined got = combine(&how, c->results, n, c->lead < 0 ? n : (size_t)c->lead);
  check(c, &got);
  check_used(&how, c->results, n, c->lead < 0 ? n : (size_t)c->lead, &got);
}

/* Of equal marks at an end the first are left out. */
static void equal_ends(void) {
  const Combination how = {.method = METHOD_TRIMMED, .drop = 1, .trim = {0, 1}};
  const int64_t results[] = {10, 10, 90, 90};
  bool used[4];
  combine_used(&how, results, 4, 4, used);
  const bool want[] = {false, true, false, true};
  for (size_t i = 0; i < 4; i++) g_assert_cmpint(used[i], ==, want[i]);
}

static void order_never_matters(void) {
  int64_t marks[5] = {3, MARK_BLANK, 1, 9, 4};
  Combination how = {.method = METHOD_TRIMMED, .drop = 1, .trim = {0, 1}};
  for (int turn = 0; turn < 5; turn++) {
    int64_t first = marks[0];
    memmove(marks, marks + 1, 4 * sizeof *marks);
    marks[4] = first;
    Combined got = combine(&how, marks, 5, 5);
    g_assert_cmpint(got.sum, ==, 7);
    g_assert_cmpuint(got.n, ==, 2);
  }
}

static int compare(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

/* Panels of any size, with states between the numbers: sorting must agree, whichever way is taken to the k-th mark. */
typedef struct Drawn {
  int64_t marks[80], sorted[80]; /* sorted: the numbers */
  size_t n, given;
} Drawn;

static Drawn draw_panel(GRand *rand) {
  Drawn drawn = {.n = (size_t)g_rand_int_range(rand, 1, 80)};
  int32_t below = g_rand_boolean(rand) ? 10 : 10001, states = g_rand_int_range(rand, 2, 9);
  for (size_t i = 0; i < drawn.n; i++) {
    bool state = g_rand_int_range(rand, 0, states) == 0;
    drawn.marks[i] = state ? -g_rand_int_range(rand, 1, 4) : g_rand_int_range(rand, 0, below);
    if (!state) drawn.sorted[drawn.given++] = drawn.marks[i];
  }
  qsort(drawn.sorted, drawn.given, sizeof *drawn.sorted, compare);
  return drawn;
}

static void assert_middle(const Drawn *drawn, const Combination *how, size_t drop, bool fell_back) {
  Combined got = combine(how, drawn->marks, drawn->n, drawn->n);
  int64_t sum = 0;
  for (size_t i = drop; i + drop < drawn->given; i++) sum += drawn->sorted[i];
  g_assert_cmpint(got.state == COMBINED_NUMBER, ==, drawn->given > 0);
  g_assert_cmpint(got.sum, ==, sum);
  g_assert_cmpuint(got.n, ==, drawn->given > 0 ? drawn->given - 2 * drop : 0);
  g_assert_cmpint(got.fell_back, ==, fell_back && drawn->given > 0);
}

static void any_panels(void) {
  g_autoptr(GRand) rand = g_rand_new_with_seed(7);
  for (int turn = 0; turn < 2000; turn++) {
    const Drawn drawn = draw_panel(rand);
    size_t drop = (size_t)g_rand_int_range(rand, 0, 9);
    bool few = drawn.given < 2 * drop + 1;
    const Combination trimmed = {.method = METHOD_TRIMMED, .drop = (uint32_t)drop, .trim = {0, 1}};
    const Combination median = {.method = METHOD_MEDIAN, .trim = {0, 1}};
    assert_middle(&drawn, &trimmed, few ? 0 : drop, few);
    assert_middle(&drawn, &median, drawn.given > 0 ? (drawn.given - 1) / 2 : 0, false);
  }
}

/* Twenty numbers, some negative: lifted by 100, since results are never below zero. */
static void published_trimmed_means(void) {
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents("tests/figures/trimmed_mean_wikipedia.csv", &text, NULL, NULL));
  g_auto(GStrv) lines = g_strsplit(g_strstrip(text), "\n", -1);
  int64_t x[20];
  for (size_t i = 0; i < 20; i++) x[i] = g_ascii_strtoll(strchr(lines[i + 1], ',') + 1, NULL, 10) + 100;
  const struct {
    Combination how;
    int64_t num, den;
  } published[] = {
      {MEAN, 2030, 20},
      {{.method = METHOD_TRIMMED, .trim = {1, 20}}, 1017, 18},
      {{.method = METHOD_TRIMMED, .trim = {1, 10}}, 921, 16},
      {{.method = METHOD_TRIMMED, .trim = {1, 5}}, 705, 12},
      {DROP(1), 1017, 18},
      {MEDIAN, 136, 2},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(published); i++) {
    Combination how = published[i].how;
    if (how.trim.den == 0) how.trim = ratio_int(0);
    Combined got = combine(&how, x, 20, 20);
    g_assert_cmpint(got.n, ==, published[i].den);
    g_assert_cmpint(got.sum - 100 * (int64_t)got.n, ==, published[i].num);
  }
}

/* -- rubrics ------------------------------------------------------------------------------------- */

static const Scale PERCENT = {.type = SCALE_PERCENT, .unit_sign = "%", .unit = 1, .max = 10000, .step = 500};
static const Scale ONE_TO_FIVE = {.type = SCALE_INTEGER, .unit = 1, .min = 100, .max = 500, .step = 100};
static const Dimension THREE[] = {{.id = "a", .weight = 1}, {.id = "b", .weight = 2}, {.id = "c", .weight = 1}};
static const Dimension CAPPED[] = {
    {.id = "a", .weight = 1, .caps = true}, {.id = "b", .weight = 2}, {.id = "c", .weight = 1}};
static const Dimension LAST_CAPS[] = {
    {.id = "a", .weight = 1}, {.id = "b", .weight = 2}, {.id = "c", .weight = 1, .caps = true}};
static const Dimension RUNGS[] = {{.id = "plan", .from = 1000, .to = 3000},
                                  {.id = "do", .from = 3000, .to = 5000},
                                  {.id = "check", .from = 5000, .to = 9000}};

typedef struct RubricCase {
  const char *name;
  RubricCombine combine;
  const Dimension *dimensions;
  Rounding rounding;
  Mark cells[3];
  int64_t want; /* in quarters of hundredths */
} RubricCase;

static const RubricCase RUBRICS[] = {
    {"mean", COMBINE_MEAN, THREE, ROUND_NONE, {1000, 2000, 4500}, 9500},
    {"mean rounded", COMBINE_MEAN, THREE, ROUND_HALF_UP, {1000, 2000, 4500}, 4 * 2500},
    {"mean half up", COMBINE_MEAN, THREE, ROUND_HALF_UP, {1000, 2000, 4000}, 4 * 2500},
    {"mean half even", COMBINE_MEAN, THREE, ROUND_HALF_EVEN, {1000, 2000, 4000}, 4 * 2000},
    {"mean down", COMBINE_MEAN, THREE, ROUND_DOWN, {1000, 2000, 4500}, 4 * 2000},
    {"mean capped", COMBINE_MEAN, CAPPED, ROUND_NONE, {1000, 2000, 4500}, 4000},
    {"cap above", COMBINE_MEAN, CAPPED, ROUND_NONE, {9000, 2000, 3000}, 16000},
    {"capped by the last", COMBINE_MEAN, LAST_CAPS, ROUND_NONE, {9000, 2000, 1000}, 4000},
    {"rounded, then capped", COMBINE_MEAN, LAST_CAPS, ROUND_HALF_UP, {9000, 2000, 3000}, 4 * 3000},
    {"mean rounded down to even", COMBINE_MEAN, THREE, ROUND_HALF_EVEN, {1000, 1000, 2000}, 4 * 1000},
    {"mean rounded up to even", COMBINE_MEAN, THREE, ROUND_HALF_EVEN, {1000, 1000, 4000}, 4 * 2000},
    {"mean above half, half even", COMBINE_MEAN, THREE, ROUND_HALF_EVEN, {1000, 2000, 4500}, 4 * 2500},
    {"mean not quite half", COMBINE_MEAN, THREE, ROUND_HALF_UP, {1000, 1000, 1900}, 4 * 1000},
    {"judged by its first cell", COMBINE_JUDGED, THREE, ROUND_NONE, {3000, 2000, 9000}, 4 * 3000},
    {"minimum in the last", COMBINE_MIN, THREE, ROUND_NONE, {9000, 8000, 3000}, 12000},
    {"minimum in the first", COMBINE_MIN, THREE, ROUND_NONE, {2000, 8000, 3000}, 8000},
    {"minimum", COMBINE_MIN, THREE, ROUND_NONE, {9000, 2000, 3000}, 8000},
    {"median", COMBINE_MEDIAN, THREE, ROUND_NONE, {9000, 2000, 3000}, 12000},
    {"median of equals", COMBINE_MEDIAN, THREE, ROUND_NONE, {2000, 2000, 3000}, 8000},
    {"median in the first", COMBINE_MEDIAN, THREE, ROUND_NONE, {3000, 2000, 9000}, 12000},
    {"bottom of the ladder", COMBINE_LADDER, RUNGS, ROUND_NONE, {0, 0, 0}, 4 * 500},
    {"part of the first rung", COMBINE_LADDER, RUNGS, ROUND_NONE, {5000, 0, 0}, 4 * 2000},
    {"first rung", COMBINE_LADDER, RUNGS, ROUND_NONE, {10000, 0, 0}, 4 * 3000},
    {"second rung", COMBINE_LADDER, RUNGS, ROUND_NONE, {10000, 2500, 0}, 4 * 3500},
    {"gap", COMBINE_LADDER, RUNGS, ROUND_NONE, {10000, 2500, 10000}, 4 * 3500},
    {"top", COMBINE_LADDER, RUNGS, ROUND_NONE, {10000, 10000, 10000}, 4 * 9000},
    {"minimum half up", COMBINE_MIN, THREE, ROUND_HALF_UP, {9000, 2250, 3000}, 4 * 2500},
    {"median half even", COMBINE_MEDIAN, THREE, ROUND_HALF_EVEN, {9000, 2000, 3250}, 4 * 3000},
    {"ladder half up", COMBINE_LADDER, RUNGS, ROUND_HALF_UP, {10000, 1250, 0}, 4 * 3500},
    {"ladder half even", COMBINE_LADDER, RUNGS, ROUND_HALF_EVEN, {10000, 1250, 0}, 4 * 3000},
    {"ladder down", COMBINE_LADDER, RUNGS, ROUND_DOWN, {10000, 2400, 0}, 4 * 3000},
    {"a blank cell", COMBINE_MEAN, THREE, ROUND_NONE, {MARK_ABSTAINED, MARK_BLANK, 100}, MARK_BLANK},
    {"an abstained cell", COMBINE_MIN, THREE, ROUND_NONE, {MARK_NOT_APPLICABLE, MARK_ABSTAINED, 100}, MARK_ABSTAINED},
    {"not applicable", COMBINE_LADDER, RUNGS, ROUND_NONE, {100, MARK_NOT_APPLICABLE, 100}, MARK_NOT_APPLICABLE},
};

static void assert_result(const RubricCase *c, size_t n, const Scale *scale) {
  Rubric rubric = {.scale = scale,
                   .combine = c->combine,
                   .n_dimensions = n,
                   .dimensions = c->dimensions,
                   .base = 500,
                   .max = 10000,
                   .rounding = c->rounding,
                   .step = 500,
                   .n_cells = n,
                   .den = 4};
  g_assert_cmpint(rubric_result(&rubric, c->cells), ==, c->want);
}

static void reads_rubric(gconstpointer data) { assert_result(data, 3, &PERCENT); }

/* A mean of a single dimension is rounded as any mean is; a scale need not begin at nothing. */
static void other_shapes(void) {
  static const struct {
    RubricCase of;
    size_t n;
    const Scale *scale;
  } SHAPES[] = {
      {{"one, rounded", COMBINE_MEAN, THREE, ROUND_HALF_UP, {1300}, 4 * 1500}, 1, &PERCENT},
      {{"one, blank", COMBINE_MEAN, THREE, ROUND_HALF_UP, {MARK_BLANK}, MARK_BLANK}, 1, &PERCENT},
      {{"two: the lower", COMBINE_MEDIAN, THREE, ROUND_NONE, {9000, 2000}, 4 * 2000}, 2, &PERCENT},
      {{"one rung", COMBINE_LADDER, RUNGS, ROUND_NONE, {5000}, 4 * 2000}, 1, &PERCENT},
      {{"from 1 to 5", COMBINE_LADDER, RUNGS, ROUND_NONE, {500, 200, 100}, 4 * 3500}, 3, &ONE_TO_FIVE},
      {{"1 is empty", COMBINE_LADDER, RUNGS, ROUND_NONE, {100, 500, 500}, 4 * 500}, 3, &ONE_TO_FIVE},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(SHAPES); i++) {
    g_test_message("%s", SHAPES[i].of.name);
    assert_result(&SHAPES[i].of, SHAPES[i].n, SHAPES[i].scale);
  }
}

static void judged_rubric(void) {
  Rubric rubric = {.scale = &PERCENT,
                   .combine = COMBINE_JUDGED,
                   .n_dimensions = 3,
                   .dimensions = THREE,
                   .max = 10000,
                   .n_cells = 1,
                   .den = 1};
  Mark mark = 6500, blank = MARK_BLANK;
  g_assert_cmpint(rubric_result(&rubric, &mark), ==, 6500);
  g_assert_cmpint(rubric_result(&rubric, &blank), ==, MARK_BLANK);
}

static void gaps(void) {
  Rubric rubric = {
      .scale = &PERCENT, .combine = COMBINE_LADDER, .n_dimensions = 3, .dimensions = RUNGS, .n_cells = 3, .den = 1};
  const struct {
    Mark cells[3];
    bool gap;
  } cases[] = {{{0, 0, 0}, false},      {{10000, 2500, 0}, false},  {{10000, 10000, 100}, false},
               {{10000, 0, 500}, true}, {{10000, 2500, 500}, true}, {{0, 10000, 0}, true}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    g_assert_cmpint(rubric_has_gap(&rubric, cases[i].cells), ==, cases[i].gap);
  rubric.combine = COMBINE_MEAN;
  g_assert_false(rubric_has_gap(&rubric, cases[3].cells));
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *path = g_strconcat("/combine/", CASES[i].name, NULL);
    g_test_add_data_func(path, &CASES[i], combines);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(RUBRICS); i++) {
    g_autofree char *path = g_strconcat("/rubric/", RUBRICS[i].name, NULL);
    g_test_add_data_func(path, &RUBRICS[i], reads_rubric);
  }
  g_test_add_func("/combine/equal ends", equal_ends);
  g_test_add_func("/combine/order never matters", order_never_matters);
  g_test_add_func("/combine/any panels", any_panels);
  g_test_add_func("/combine/published trimmed means", published_trimmed_means);
  g_test_add_func("/rubric/other shapes", other_shapes);
  g_test_add_func("/rubric/judged", judged_rubric);
  g_test_add_func("/rubric/gaps", gaps);
  return g_test_run();
}
