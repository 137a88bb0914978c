/* test_sheet_shapes.c: frameworks of means and of the lowest, dimensions, single figures, subtotals, large panels, deductions,
 * full marks of the stage's own. */
#include "tests/sample.h"

#include <locale.h>
#include <string.h>

#define TWO "1(1.1:60 1.2:40)"

static void means(void) {
  g_autoptr(Sample) sample = sample_new("1(1.1:0 1.2:0r) 2(2.1:0)");
  sample->criteria.aggregate = AGGREGATE_MEAN;
  sample->criteria.points = ratio_int(100);
  static const char *const CODES[] = {"1", "1.1", "1.2", "2", "2.1"};
  static const int SHARES[] = {1, 3, 1, 3, 1};
  for (size_t i = 0; i < 5; i++) sample_node(sample, CODES[i])->share = ratio_int(SHARES[i]);
  sample_weigh(sample);
  sample_book(sample, "A", 0, 0, "80 40 50");
  sample_book(sample, "B", 0, 0, "80 n 50");
  g_autoptr(Scoresheet) sheet = sample_sheet(sample, "A", 0), other = sample_sheet(sample, "B", 0);
  assert_ratio(sheet->total.points, "55");
  assert_ratio(node_score(sheet, "1")->points, "70");
  assert_ratio(node_score(sheet, "1")->max, "100");
  assert_ratio(sheet->items[0].points, "80");
  assert_ratio(node_score(other, "1")->points, "80");
  assert_ratio(other->total.points, "57.5");
  assert_ratio(other->total.max, "100");
}

/* In a framework of means a subtotal has full marks of its own; of points it has what its items add up to. */
static void subtotals(void) {
  static const bool ENDS[] = {true, false, true}, MIDDLE[] = {false, true, false}, ALL[] = {true, true, true};
  static const Subtotal OF_MEANS[] = {{.id = "ends", .counts = ENDS, .points = {100, 1}},
                                      {.id = "middle", .counts = MIDDLE, .points = {100, 1}}};
  static const Subtotal OF_POINTS[] = {{.id = "all", .counts = ALL, .points = {100, 1}}};
  g_autoptr(Sample) sample = sample_new("1(1.1:0 1.2:0r) 2(2.1:0)"), points = sample_new("1(1.1:40 1.2:40s 1.3:20)");
  sample->criteria.aggregate = AGGREGATE_MEAN;
  sample->criteria.points = ratio_int(100);
  for (size_t i = 0; i < sample->criteria.n_nodes; i++) sample->nodes[i].share = ratio_int(1);
  sample_weigh(sample);
  sample->criteria.n_subtotals = 2;
  sample->criteria.subtotals = OF_MEANS;
  sample_book(sample, "A", 0, 0, "80 40 50");
  sample_book(sample, "B", 0, 0, "80 n 50");
  g_autoptr(Scoresheet) sheet = sample_sheet(sample, "A", 0), other = sample_sheet(sample, "B", 0);
  assert_ratio(sheet->subtotals[0].points, "60"); /* a quarter 80, half 50 */
  assert_ratio(sheet->subtotals[0].max, "100");
  assert_ratio(sheet->subtotals[1].points, "40");
  assert_ratio(other->subtotals[0].points, "65");
  assert_ratio(other->subtotals[1].points, "0");
  assert_ratio(other->subtotals[1].max, "0");
  points->criteria.n_subtotals = 1;
  points->criteria.subtotals = OF_POINTS;
  sample_book(points, "A", 0, 0, "50 n 50");
  g_autoptr(Scoresheet) shrunk = sample_sheet(points, "A", 0);
  assert_ratio(shrunk->subtotals[0].points, "30");
  assert_ratio(shrunk->subtotals[0].max, "60");
}

static void lowest(void) {
  static const struct {
    const char *marks, *total, *first;
    bool complete;
  } cases[] = {{"80 90 40 10 50 50", "40", "40", true},
               {"80 90 95 10 50 50", "50", "80", true},
               {"80 90 95 10 60 50", "50", "80", true},
               {"80 - 95 10 50 70", "50", "80", false}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Sample) sample = sample_new("1(1.1:0 1.2:0 1.3:0) 2(2.1:0~ 2.2:0 2.3:0)");
    sample->criteria.aggregate = AGGREGATE_MINIMUM;
    sample->criteria.points = ratio_int(100);
    for (size_t k = 0; k < sample->criteria.n_items; k++) ((Node *)sample->items[k])->weight = ratio_int(0);
    sample_book(sample, "A", 0, 0, cases[i].marks);
    g_autoptr(Scoresheet) sheet = sample_sheet(sample, "A", 0);
    const NodeScore *first = node_score(sheet, "1");
    g_assert_cmpint(first->complete, ==, cases[i].complete);
    if (!cases[i].complete) continue;
    assert_ratio(first->points, cases[i].first);
    assert_ratio(sheet->total.points, cases[i].total);
  }
}

static void dimensions(void) {
  static const Dimension THREE[] = {{.id = "a", .weight = 1}, {.id = "b", .weight = 1}, {.id = "c", .weight = 1}};
  g_autoptr(Sample) sample = sample_new("1(1.1:60 1.2:30)");
  Rubric rubric = sample->rubric;
  rubric.combine = COMBINE_MEAN;
  rubric.n_dimensions = rubric.n_cells = 3;
  rubric.dimensions = THREE;
  rubric.den = 3;
  sample_node(sample, "1.2")->rubric = &rubric;
  sample_weigh(sample);
  sample_book(sample, "A", 0, 0, "50 10 20 25");
  sample_book(sample, "A", 0, 1, "50 10 - 25");
  sample_book(sample, "A", 0, 2, "50 10 20 20");
  g_autoptr(Scoresheet) sheet = sample_sheet(sample, "A", 0);
  g_assert_cmpuint(sheet->items[1].combined.blank, ==, 1);
  assert_ratio(sheet->items[1].result, "17.5");
  assert_ratio(sheet->total.points, "35.25");
  sample->stages[0].combination.blank = BLANK_SKIP_SCOREBOOK;
  g_assert_cmpuint(sample_total(sample, "A", 0).scorebooks, ==, 2);
}

/* Rounded as the rubric says, with as many items as are added up side by side. */
static void one_dimension(void) {
  static const Dimension ONE[] = {{.id = "a", .weight = 1}};
  g_autoptr(Sample) sample = sample_new("1(1.1:10 1.2:10 1.3:10 1.4:10 1.5:10 1.6:10 1.7:10 1.8:30)");
  Rubric rubric = sample->rubric;
  rubric.combine = COMBINE_MEAN;
  rubric.n_dimensions = 1;
  rubric.dimensions = ONE;
  rubric.rounding = ROUND_HALF_UP;
  rubric.step = 1000;
  sample_node(sample, "1.8")->rubric = &rubric;
  sample_weigh(sample);
  sample_book(sample, "A", 0, 0, "50 50 50 50 50 50 50 65");
  g_autoptr(Scoresheet) sheet = sample_sheet(sample, "A", 0);
  assert_ratio(sheet->items[7].result, "70");
  assert_ratio(sheet->total.points, "56");
}

static void one_figure(void) {
  g_autoptr(Sample) sample = sample_new(TWO);
  Stage *stage = sample_stage(sample, "site", STAGE_TOTAL, 1000, ratio(9, 10));
  stage->panel_min = 2;
  sample_book(sample, "A", 0, 0, "720.5");
  g_assert_cmpint(sample_total(sample, "A", 0).state, ==, TOTAL_NO_PANEL);
  sample_book(sample, "A", 0, 1, "719.4");
  g_autoptr(Scoresheet) sheet = sample_sheet(sample, "A", 0);
  assert_ratio(sheet->total.points, "719.95");
  assert_ratio(sheet->total.max, "1000");
  g_assert_cmpuint(sheet->n_items, ==, 1);
  g_assert_null(sheet->items[0].item);
  g_assert_cmpuint(sheet->items[0].combined.n, ==, 2);
}

static void nobody_gave_a_figure(void) {
  g_autoptr(Sample) sample = sample_new(TWO);
  sample_stage(sample, "site", STAGE_TOTAL, 1000, ratio_int(1));
  sample_stage(sample, "gate", STAGE_GATE, 0, ratio_int(0));
  sample_book(sample, "A", 0, 0, "-");
  StageTotal total = sample_total(sample, "A", 0), gate = sample_total(sample, "A", 1);
  g_assert_cmpint(total.state, ==, TOTAL_INCOMPLETE);
  g_assert_cmpuint(total.missing, ==, 1);
  assert_ratio(total.points, "0");
  g_assert_cmpint(gate.state, ==, TOTAL_NONE);
  assert_ratio(gate.points, "0");
  assert_ratio(gate.max, "0");
}

/* A figure is rounded as an item is, or with the stage; not where the award rounds the sum of its stages. */
static void rounded_figure(void) {
  static const struct {
    enum RoundAt at;
    const char *want;
  } cases[] = {{ROUND_AT_ITEM, "720"}, {ROUND_AT_STAGE, "720"}, {ROUND_AT_TOTAL, "719.95"}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Sample) sample = sample_new(TWO);
    sample_stage(sample, "site", STAGE_TOTAL, 1000, ratio_int(1));
    sample->rules.rounding = (RoundingRule){true, ROUND_HALF_UP, cases[i].at, ratio_int(1)};
    sample_book(sample, "A", 0, 0, "720.5");
    sample_book(sample, "A", 0, 1, "719.4");
    assert_ratio(sample_total(sample, "A", 0).points, cases[i].want);
  }
}

/* Twenty assessors, of whom three left the second item blank. */
static void large_panel(void) {
  g_autoptr(Sample) sample = sample_new(TWO);
  for (uint32_t b = 0; b < 20; b++) {
    g_autofree char *marks = b < 17 ? g_strdup_printf("%u %u", 5 * b, 100 - 5 * b) : g_strdup("85 -");
    sample_book(sample, "A", 0, b, marks);
  }
  StageTotal total = sample_total(sample, "A", 0);
  assert_ratio(total.points, "52.05"); /* 60 x 46.75 % of twenty marks and 40 x 60 % of seventeen */
  g_assert_cmpint(total.state, ==, TOTAL_COMPLETE);
}

/* Marks on a scale of 0 to 1000, which are kept in tenths. */
static void tenths(void) {
  g_autoptr(Sample) sample = sample_new(TWO);
  sample->percent = (Scale){.type = SCALE_INTEGER, .unit_sign = "", .unit = 10, .max = 10000, .step = 10};
  sample_book(sample, "A", 0, 0, "250 500");
  g_autoptr(Scoresheet) sheet = sample_sheet(sample, "A", 0);
  assert_ratio(sheet->items[0].result, "250");
  assert_ratio(sheet->items[0].points, "15");
  assert_ratio(sheet->total.points, "35");
}

/* Weights too fine for whole numbers: exact all the same. */
static void fine_weights(void) {
  int128_t den = 1;
  for (int i = 0; i < 39; i++) den *= 3;
  g_autoptr(Sample) sample = sample_new(TWO);
  sample->nodes[1].weight = sample->nodes[2].weight = ratio(1, den);
  sample_book(sample, "A", 0, 0, "50 65");
  StageTotal total = sample_total(sample, "A", 0);
  g_assert_cmpint(total.state, ==, TOTAL_COMPLETE);
  g_assert_true(ratio_cmp(total.points, ratio(11500, den)) == 0);
}

/* A total that does not fit an exact number says so, however it comes about. */
static void overflow(void) {
  static const struct {
    ApplyAt at;
    int64_t first, second; /* denominators of the items' weights, the first times 2^60 when it is below zero */
    const char *books[2];
  } cases[] = {
      {APPLY_AT_ITEM, -INT64_MAX, INT64_MAX - 24, {"65 55"}},
      {APPLY_AT_ITEM, -INT64_MAX, INT64_MAX - 24, {"65 0"}}, /* only its full marks */
      {APPLY_AT_TOTAL, -INT64_MAX, INT64_MAX - 24, {"65 55"}},
      {APPLY_AT_TOTAL, -INT64_MAX, 1, {"65 0"}},
      {APPLY_AT_TOTAL, INT64_C(2305843009213693951), INT64_C(2305843009213693921), {"65 0", "0 65"}},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Sample) sample = sample_new(TWO);
    sample->stages[0].combination.apply_at = cases[i].at;
    int128_t first = cases[i].first < 0 ? -(int128_t)cases[i].first << 60 : cases[i].first;
    sample->nodes[1].weight = ratio(1, first);
    sample->nodes[2].weight = ratio(1, cases[i].second);
    for (uint32_t b = 0; b < 2 && cases[i].books[b]; b++) sample_book(sample, "A", 0, b, cases[i].books[b]);
    g_test_message("case %zu", i);
    g_assert_cmpint(sample_total(sample, "A", 0).state, ==, TOTAL_OVERFLOW);
  }
}

static void deductions(void) {
  static const Deduction OVERTIME[] = {{.id = "late", .points = {5, 1}, .free = {0, 1}},
                                       {.id = "overtime", .points = {2, 1}, .free = {2, 1}}};
  static const struct {
    int64_t num, den;
    const char *want;
  } cases[] = {{0, 1, "80"}, {2, 1, "80"}, {3, 1, "78"}, {7, 2, "76"}, {4, 1, "76"}, {200, 1, "0"}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Sample) sample = sample_new(TWO);
    Stage *stage = sample_stage(sample, "defence", STAGE_TOTAL, 100, ratio_int(1));
    stage->n_deductions = 2;
    stage->deductions = OVERTIME;
    sample_book(sample, "A", 0, 0, "80");
    sample_book(sample, "B", 0, 0, "80");
    sample_deduct(sample, "A", 0, "overtime", ratio(cases[i].num, cases[i].den));
    sample_deduct(sample, "B", 0, "late", ratio_int(1));
    sample_deduct(sample, "B", 0, "overtime", ratio_int(2));
    sample_deduct(sample, "B", 0, "overtime", ratio_int(1));
    assert_ratio(sample_total(sample, "A", 0).points, cases[i].want);
    assert_ratio(sample_total(sample, "B", 0).points, "73");
  }
}

/* Each stage's own, also of others. */
static void deductions_by_stage(void) {
  static const Deduction LATE = {.id = "late", .points = {5, 1}, .free = {0, 1}};
  static const int WANT[][3] = {{75, 80, 65}, {80, 70, 80}, {60, 80, 75}};
  g_autoptr(Sample) sample = sample_new(TWO);
  for (size_t s = 0; s < 3; s++) {
    Stage *stage = sample_stage(sample, "defence", STAGE_TOTAL, 100, ratio_int(1));
    stage->n_deductions = 1;
    stage->deductions = &LATE;
  }
  for (size_t a = 0; a < 3; a++)
    for (size_t s = 0; s < 3; s++) {
      const char id[] = {(char)('A' + a), '\0'};
      sample_book(sample, id, s, 0, "80");
      if (WANT[a][s] < 80) sample_deduct(sample, id, s, "late", ratio((80 - WANT[a][s]) / 5, 1));
    }
  for (size_t a = 0; a < 3; a++)
    for (size_t s = 0; s < 3; s++) {
      const char id[] = {(char)('A' + a), '\0'};
      g_assert_true(ratio_cmp(sample_total(sample, id, s).points, ratio_int(WANT[a][s])) == 0);
    }
}

static void other_full_marks(void) {
  g_autoptr(Sample) sample = sample_new(TWO);
  sample->stages[0].max_set = true;
  sample->stages[0].max = ratio_int(500);
  sample_book(sample, "A", 0, 0, "50 65");
  StageTotal total = sample_total(sample, "A", 0);
  assert_ratio(total.points, "280");
  assert_ratio(total.max, "500");
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/shape/means", means);
  g_test_add_func("/shape/lowest", lowest);
  g_test_add_func("/shape/dimensions", dimensions);
  g_test_add_func("/shape/one dimension", one_dimension);
  g_test_add_func("/shape/subtotals", subtotals);
  g_test_add_func("/shape/one figure", one_figure);
  g_test_add_func("/shape/nobody gave a figure", nobody_gave_a_figure);
  g_test_add_func("/shape/rounded figure", rounded_figure);
  g_test_add_func("/shape/large panel", large_panel);
  g_test_add_func("/shape/tenths", tenths);
  g_test_add_func("/shape/fine weights", fine_weights);
  g_test_add_func("/shape/overflow", overflow);
  g_test_add_func("/shape/deductions", deductions);
  g_test_add_func("/shape/deductions by stage", deductions_by_stage);
  g_test_add_func("/shape/other full marks", other_full_marks);
  return g_test_run();
}
