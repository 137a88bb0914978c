/* Comparison: every difference is that of the figures the scoresheets and the ranking have, and all that adds up adds up to
 * the difference of the totals, as fractions: worked out by hand, and in random cycles of every way of combining. */
#include "scoring/comparison.h"
#include "tests/sample.h"

#include <locale.h>
#include <string.h>

/* -- two of a sample side by side ----------------------------------------------------------------------------- */

typedef struct Pair {
  Ranking *ranking;
  Comparison *of;
} Pair;

static void pair_clear(Pair *pair) {
  comparison_free(pair->of);
  ranking_free(pair->ranking);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Pair, pair_clear)

static Pair compare(Sample *sample, const char *first, const char *second) {
  g_autoptr(GError) error = NULL;
  Panel panels[2][SAMPLE_STAGES];
  const Panel *lists[2][SAMPLE_STAGES];
  const char *ids[2] = {first, second};
  Pair pair = {sample_rank(sample, &error), NULL};
  g_assert_no_error(error);
  for (size_t i = 0; i < 2; i++)
    for (size_t s = 0; s < sample->rules.n_stages; s++) {
      panels[i][s] = sample_panel(sample, ids[i], s);
      lists[i][s] = &panels[i][s];
    }
  const uint32_t applicants[2] = {(uint32_t)cycle_applicant(&sample->cycle, first),
                                  (uint32_t)cycle_applicant(&sample->cycle, second)};
  const Panel *const *const given[2] = {lists[0], lists[1]};
  const size_t n[2] = {sample->rules.n_stages, sample->rules.n_stages};
  pair.of = comparison_of(&sample->award, &sample->cycle, pair.ranking, applicants, given, n);
  return pair;
}

static const ComparedLine *line_at(const Comparison *of, guint i) { return &g_array_index(of->lines, ComparedLine, i); }

/* "1.1 -15/2" or "combination 2": the lines that add up. */
static char *describe(const Comparison *of) {
  static const char *const names[] = {[LINE_COMBINED] = "combined",
                                      [LINE_DEDUCTED] = "deducted",
                                      [LINE_ROUNDED] = "rounded",
                                      [LINE_STAGE] = "stage",
                                      [LINE_ROUNDED_TOTAL] = "rounded-total"};
  GString *said = g_string_new(NULL);
  for (guint i = 0; i < of->lines->len; i++) {
    const ComparedLine *line = line_at(of, i);
    if (!line->adds) continue;
    const char *name = line->kind != LINE_ITEM ? names[line->kind] : line->node ? line->node->code : "figure";
    g_autofree char *exact = ratio_exact(line->counted);
    if (g_str_has_suffix(exact, "/1")) exact[strlen(exact) - 2] = '\0';
    g_string_append_printf(said, "%s%s %s", said->len ? "; " : "", name, exact);
  }
  return g_string_free(said, FALSE);
}

static void assert_lines(Sample *sample, const char *first, const char *second, const char *want,
                         const char *difference) {
  g_auto(Pair) pair = compare(sample, first, second);
  g_autofree char *said = describe(pair.of);
  g_assert_cmpstr(said, ==, want);
  assert_ratio(pair.of->difference, difference);
  assert_ratio(comparison_sum(pair.of), difference);
}

/* -- by hand ------------------------------------------------------------------------------------------------------ */

/* A: 33 + 74/3 + 75; B: 81/2 + 21 + 135/2. */
static Sample *by_hand(void) {
  Sample *sample = sample_new("1(1.1:60 1.2:40) 2(2.1:100)");
  sample_books(sample, 0, "A 50 60 70; A 55 65 75; A 60 60 80; B 70 50 65; B 65 55 70");
  return sample;
}

static void test_items(void) {
  g_autoptr(Sample) sample = by_hand();
  assert_lines(sample, "A", "B", "1.1 -15/2; 1.2 11/3; 2.1 15/2", "11/3");
  assert_lines(sample, "B", "A", "1.1 15/2; 1.2 -11/3; 2.1 -15/2", "-11/3");
}

/* A's scorebooks are 124, 134 and 140, of which 134 is left; its items, trimmed each, are 132. B has too few to trim. */
static void test_whole_scorebooks(void) {
  g_autoptr(Sample) sample = by_hand();
  Combination *how = &sample->stages[0].combination;
  *how = (Combination){.method = METHOD_TRIMMED, .drop = 1, .trim = {0, 1}, .apply_at = APPLY_AT_TOTAL};
  assert_lines(sample, "A", "B", "1.1 -15/2; 1.2 3; 2.1 15/2; combined 2", "5");
}

/* Of 1000 instead of 200, and half of that. */
static void test_fit_and_factor(void) {
  g_autoptr(Sample) sample = by_hand();
  sample->stages[0].max = ratio_int(1000);
  sample->stages[0].max_set = true;
  sample->stages[0].factor = ratio(1, 2);
  assert_lines(sample, "A", "B", "1.1 -75/4; 1.2 55/6; 2.1 75/4", "55/6");
}

/* 398/3 becomes 133, 129 stays; then 2 x 3 started minutes are off A. */
static void test_rounding_and_deductions(void) {
  static const Deduction overtime[] = {{.id = "overtime", .points = {2, 1}, .free = {2, 1}, .unit = "minute"}};
  g_autoptr(Sample) sample = by_hand();
  sample->stages[0].rounding = (RoundingRule){true, ROUND_HALF_UP, ROUND_AT_STAGE, {1, 1}};
  assert_lines(sample, "A", "B", "1.1 -15/2; 1.2 11/3; 2.1 15/2; rounded 1/3", "4");
  sample->stages[0].n_deductions = 1;
  sample->stages[0].deductions = overtime;
  sample_deduct(sample, "A", 0, "overtime", ratio(9, 2));
  assert_lines(sample, "A", "B", "1.1 -15/2; 1.2 11/3; 2.1 15/2; deducted -6; rounded 1/3", "-2");
  sample_deduct(sample, "A", 0, "overtime", ratio_int(500)); /* nobody goes below zero */
  assert_lines(sample, "A", "B", "1.1 -15/2; 1.2 11/3; 2.1 15/2; deducted -1006; rounded 2620/3", "-129");
}

static void test_rounded_total(void) {
  g_autoptr(Sample) sample = by_hand();
  sample->rules.rounding = (RoundingRule){true, ROUND_DOWN, ROUND_AT_TOTAL, {5, 1}};
  assert_lines(sample, "A", "B", "1.1 -15/2; 1.2 11/3; 2.1 15/2; rounded-total 4/3", "5");
}

static void test_stages(void) {
  g_autoptr(Sample) sample = sample_new("1(1.1:60)");
  sample_stage(sample, "papers", STAGE_ITEMS, 0, ratio(1, 3));
  sample_stage(sample, "talk", STAGE_TOTAL, 100, ratio_int(2));
  sample_books(sample, 0, "A 50; B 75");
  sample_books(sample, 1, "A 80; A 81; B 70");
  assert_lines(sample, "A", "B", "1.1 -5; figure 21", "16");
}

/* -- who stands above ------------------------------------------------------------------------------------------------ */

static void test_tie_keys(void) {
  static const TieKey keys[] = {{TIE_NODE, "2"}, {TIE_NODE, "1.1"}};
  g_autoptr(Sample) sample = sample_new("1(1.1:50 1.2:50) 2(2.1:100)");
  sample_books(sample, 0, "A 60 40 50; B 40 60 50; C 50 50 50; D 50 50 50; E 60 60 40");
  sample->rules.n_tie_keys = 2;
  sample->rules.tie_keys = keys;
  g_auto(Pair) second = compare(sample, "B", "A"), none = compare(sample, "C", "D"), far = compare(sample, "A", "B"),
               first = compare(sample, "E", "B");
  g_assert_true(second.of->is_told_apart && second.of->key == 1);
  g_assert_cmpint(second.of->order, >, 0);
  assert_ratio(second.of->key_points[0], "20");
  assert_ratio(second.of->key_points[1], "30");
  g_assert_cmpint(far.of->order, <, 0);
  g_assert_true(!none.of->is_told_apart && none.of->order == 0);
  g_assert_cmpuint(none.of->standings[0]->rank, ==, none.of->standings[1]->rank);
  g_assert_true(first.of->is_told_apart && first.of->key == 0 && first.of->order > 0);
}

static void test_not_ranked(void) {
  g_autoptr(Sample) sample = by_hand();
  sample_books(sample, 0, "C 50 - 70");
  g_auto(Pair) pair = compare(sample, "A", "C");
  g_assert_false(pair.of->has_totals);
  g_assert_true(pair.of->standings[0] && !pair.of->standings[1]);
  g_assert_cmpint(pair.of->not_ranked[1]->reason, ==, NOT_RANKED_INCOMPLETE);
  g_assert_cmpint(line_at(pair.of, 2)->states[1], ==, COMBINED_MISSING);
  g_assert_cmpint(line_at(pair.of, pair.of->lines->len - 1)->kind, ==, LINE_STAGE);
}

/* Items of different criteria are not set beside each other; stages and totals are. */
static void test_classes(void) {
  static const AwardClass classes[] = {{.id = "x", .kinds = ""}, {.id = "y", .kinds = ""}};
  g_autoptr(Sample) sample = sample_new("1(1.1:60 1.2:40)"), other = sample_new("7(7.1:300)");
  const Criteria *of_classes[] = {NULL, &other->criteria};
  sample->rules.n_classes = 2;
  sample->rules.classes = classes;
  sample->award.class_criteria = of_classes;
  sample_applicant(sample, "A", "x");
  sample_applicant(sample, "B", "y");
  sample_applicant(sample, "C", "x");
  sample_books(sample, 0, "A 50 50; B 60; C 55 50");
  g_auto(Pair) apart = compare(sample, "A", "B"), same = compare(sample, "C", "A");
  g_assert_cmpint(apart.of->compared, ==, COMPARED_TOTALS);
  g_assert_false(apart.of->same_class);
  g_assert_cmpint(apart.of->order, ==, 0);
  g_autofree char *said = describe(apart.of), *others = describe(same.of);
  g_assert_cmpstr(said, ==, "stage -130");
  g_assert_cmpstr(others, ==, "1.1 3; 1.2 0");
  g_assert_cmpint(same.of->order, <, 0);
}

/* -- random cycles ------------------------------------------------------------------------------------------------- */

enum { CYCLES = 400, PEOPLE = 4 };
static const char *const people[PEOPLE] = {"A", "B", "C", "D"};

static Combination random_combination(void) {
  return (Combination){.method = (CombineMethod)g_test_rand_int_range(0, METHOD_JUDGED),
                       .drop = 1,
                       .trim = ratio_int(0),
                       .fallback = (CombineMethod)g_test_rand_int_range(0, 2),
                       .apply_at = (ApplyAt)g_test_rand_int_range(0, 2)};
}

static RoundingRule random_rounding(void) {
  return (RoundingRule){g_test_rand_bit(), (Rounding)g_test_rand_int_range(0, 4), (RoundAt)g_test_rand_int_range(0, 3),
                        ratio(1, g_test_rand_int_range(1, 11))};
}

static Sample *random_sample(void) {
  static const Deduction overtime[] = {{.id = "overtime", .points = {7, 3}, .free = {1, 2}}};
  Sample *sample = sample_new("1(1.1:53 1.2:31r 1.3:17r) 2(2.1:20s 2.2:71) 3(3.1:40~ 3.2:35z)");
  Aggregate aggregates[] = {AGGREGATE_SUM, AGGREGATE_SUM, AGGREGATE_MEAN, AGGREGATE_MINIMUM};
  Stage *papers = sample_stage(sample, "papers", STAGE_ITEMS, 0, ratio(g_test_rand_int_range(1, 9), 7));
  sample->criteria.aggregate = aggregates[g_test_rand_int_range(0, 4)];
  if (sample->criteria.aggregate == AGGREGATE_MEAN)
    for (size_t i = 0; i < sample->criteria.n_nodes; i++)
      sample->nodes[i].share = ratio_int(g_test_rand_int_range(1, 5)), sample->nodes[i].points = ratio_int(100);
  if (sample->criteria.aggregate == AGGREGATE_MEAN) sample->criteria.points = ratio_int(100);
  sample_weigh(sample);
  papers->combination = random_combination();
  papers->rounding = random_rounding();
  if (papers->rounding.at == ROUND_AT_TOTAL) papers->rounding.set = false;
  if ((papers->max_set = g_test_rand_bit())) papers->max = ratio_int(g_test_rand_int_range(50, 1000));
  papers->n_deductions = 1;
  papers->deductions = overtime;
  sample_stage(sample, "talk", STAGE_TOTAL, 100, ratio(g_test_rand_int_range(0, 5), 3))->combination =
      (Combination){.trim = {0, 1}};
  sample->rules.rounding = random_rounding();
  return sample;
}

static void mark(Sample *sample) {
  for (size_t p = 0; p < PEOPLE; p++) {
    int books = g_test_rand_int_range(1, 5);
    for (int b = 0; b < books; b++) {
      g_autoptr(GString) marks = g_string_new(NULL);
      for (size_t i = 0; i < sample->criteria.n_items; i++)
        if (sample->criteria.items[i]->not_applicable != NA_FORBIDDEN && g_test_rand_int_range(0, 12) == 0)
          g_string_append(marks, "n ");
        else
          g_string_append_printf(marks, "%d ", 5 * g_test_rand_int_range(0, 21));
      sample_book(sample, people[p], 0, (uint32_t)b, g_strchomp(marks->str));
      g_autofree char *figure = g_strdup_printf("%d", g_test_rand_int_range(0, 101));
      sample_book(sample, people[p], 1, (uint32_t)b, figure);
    }
    if (g_test_rand_bit()) sample_deduct(sample, people[p], 0, "overtime", ratio(g_test_rand_int_range(0, 300), 2));
  }
}

/* What one stage's lines come to, and that each is what the sheets say. */
static void check_stage(Sample *sample, const Comparison *of, uint16_t index, const char *const ids[2]) {
  const Stage *stage = &sample->stages[index];
  g_autoptr(Scoresheet) a = sample_sheet(sample, ids[0], index), b = sample_sheet(sample, ids[1], index);
  bool lowest = stage->form == STAGE_ITEMS && sample->criteria.aggregate == AGGREGATE_MINIMUM;
  bool whole = stage->form == STAGE_ITEMS && stage->combination.apply_at == APPLY_AT_TOTAL;
  Ratio fit =
      stage->form == STAGE_ITEMS && stage->max_set ? ratio_div(stage->max, sample->criteria.points) : ratio_int(1);
  Ratio weight = ratio_mul(fit, stage->factor), sum = ratio_int(0), categories = ratio_int(0), items = ratio_int(0);
  for (guint i = 0; i < of->lines->len; i++) {
    const ComparedLine *line = line_at(of, i);
    if (line->kind >= LINE_ROUNDED_TOTAL || line->stage != index) continue;
    if (line->adds) sum = ratio_add(sum, line->counted);
    if (line->kind == LINE_COMBINED) g_assert_true(lowest || whole);
    if (line->kind == LINE_CATEGORY && !line->node->parent) categories = ratio_add(categories, line->counted);
    if (line->kind == LINE_ITEM) {
      size_t at = line->node ? (size_t)line->node->item : 0;
      items = ratio_add(items, line->counted);
      g_assert_cmpint(ratio_cmp(line->difference, ratio_sub(a->items[at].points, b->items[at].points)), ==, 0);
      Ratio counted = ratio_mul(ratio_sub(a->items[at].value, b->items[at].value), weight);
      g_assert_cmpint(ratio_cmp(line->counted, lowest ? ratio_int(0) : counted), ==, 0);
    }
    if (line->kind != LINE_STAGE) continue;
    g_assert_cmpint(ratio_cmp(line->figures[0], a->total.points), ==, 0);
    g_assert_cmpint(ratio_cmp(line->figures[1], b->total.points), ==, 0);
    g_assert_cmpint(ratio_cmp(line->counted, sum), ==, 0);
    g_assert_cmpint(ratio_cmp(line->counted, ratio_mul(stage->factor, line->difference)), ==, 0);
  }
  if (stage->form == STAGE_ITEMS && !lowest) g_assert_cmpint(ratio_cmp(categories, items), ==, 0);
}

static bool check_pair(Sample *sample, const char *first, const char *second) {
  g_auto(Pair) pair = compare(sample, first, second), back = compare(sample, second, first);
  const Comparison *of = pair.of;
  const char *const ids[2] = {first, second};
  if (!of->has_totals) return false;
  g_assert_cmpint(ratio_cmp(comparison_sum(of), of->difference), ==, 0);
  g_assert_cmpint(ratio_cmp(of->difference, ratio_sub(*of->standings[0]->total, *of->standings[1]->total)), ==, 0);
  g_assert_cmpint(ratio_cmp(ratio_add(of->difference, back.of->difference), ratio_int(0)), ==, 0);
  int ranks = (of->standings[0]->rank > of->standings[1]->rank) - (of->standings[0]->rank < of->standings[1]->rank);
  g_assert_cmpint((of->order > 0) - (of->order < 0), ==, ranks);
  for (uint16_t s = 0; s < 2; s++) check_stage(sample, of, s, ids);
  return true;
}

static void test_random(void) {
  unsigned checked = 0;
  for (int i = 0; i < CYCLES; i++) {
    g_autoptr(Sample) sample = random_sample();
    mark(sample);
    for (size_t p = 1; p < PEOPLE; p++) checked += check_pair(sample, people[0], people[p]);
  }
  g_assert_cmpuint(checked, >, CYCLES);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/comparison/items", test_items);
  g_test_add_func("/comparison/whole-scorebooks", test_whole_scorebooks);
  g_test_add_func("/comparison/fit-and-factor", test_fit_and_factor);
  g_test_add_func("/comparison/rounding-and-deductions", test_rounding_and_deductions);
  g_test_add_func("/comparison/rounded-total", test_rounded_total);
  g_test_add_func("/comparison/stages", test_stages);
  g_test_add_func("/comparison/tie-keys", test_tie_keys);
  g_test_add_func("/comparison/not-ranked", test_not_ranked);
  g_test_add_func("/comparison/classes", test_classes);
  g_test_add_func("/comparison/random", test_random);
  return g_test_run();
}
