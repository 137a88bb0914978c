/* test_movement.c: the movements of a consensus, item by item, and that they add up to the stage's points exactly. */
#include "scoring/movement.h"
#include "tests/sample.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

typedef struct Case {
  const char *name, *tree, *books[4], *agreed; /* agreed as marks are written in sample.h; NULL: nothing */
  Combination how;
  const char *before, *items, *moved, *elsewhere, *after; /* items: their movements */
  int64_t max;                                            /* the stage's full marks; 0: the criteria's */
} Case;

#define TWO "1(1.1:60 1.2:40)"
#define JUDGED \
  { .method = METHOD_JUDGED }

static const Case cases[] = {
    {"nothing agreed", TWO, {"*50 50", "60 40"}, NULL, JUDGED, "51", "-3 2", "-1", "0", "50", 0},
    {"one item", TWO, {"*50 50", "60 40"}, "70 -", JUDGED, "51", "9 2", "11", "0", "62", 0},
    {"both", TWO, {"*50 50", "60 40"}, "55 45", JUDGED, "51", "0 0", "0", "0", "51", 0},
    {"thirds", TWO, {"*50 50", "60 40", "50 50"}, "60 50", JUDGED, "152/3", "4 4/3", "16/3", "0", "56", 0},
    {"not judged", TWO, {"*50 50", "60 40"}, "70 -", {0}, "51", "0 0", "0", "0", "51", 0},
    {"a median", TWO, {"*50 50", "60 40", "100 0"}, "70 -", {.method = METHOD_MEDIAN}, "52", "0 0", "0", "0", "52", 0},
    {"not applicable", "1(1.1:60r 1.2:40)", {"*50 50", "60 40"}, "n -", JUDGED, "51", "-33 32", "-1", "0", "50", 0},
    {"abstained leader", TWO, {"*50 a", "60 40"}, "- 50", JUDGED, "49", "-3 4", "1", "0", "50", 0},
    {"missing", TWO, {"*50 a", "60 40"}, NULL, JUDGED, "49", "-3 -16", "-19", "0", "30", 0},
    {"own full marks", TWO, {"*50 50", "60 40"}, "70 -", JUDGED, "25.5", "4.5 1", "5.5", "0", "31", 50},
    {"totals",
     TWO,
     {"*50 50", "60 40"},
     NULL,
     {.method = METHOD_JUDGED, .apply_at = APPLY_AT_TOTAL},
     "51",
     "-3 2",
     "-1",
     "0",
     "50",
     0},
};

static Mark mark_of(const char *word) {
  if (*word == '-') return MARK_BLANK;
  return *word == 'n' ? MARK_NOT_APPLICABLE : (Mark)(100 * atoi(word));
}

static Movement *move(Sample *sample, const Case *c) {
  Mark agreed[8];
  g_auto(GStrv) words = g_strsplit(c->agreed ? c->agreed : "", " ", -1);
  sample->stages[0].combination = c->how;
  sample->stages[0].combination.trim = ratio_int(0);
  sample->stages[0].max_set = c->max > 0;
  if (c->max > 0) sample->stages[0].max = ratio_int(c->max);
  for (uint32_t b = 0; b < G_N_ELEMENTS(c->books) && c->books[b]; b++) sample_book(sample, "A", 0, b, c->books[b]);
  Panel panel = sample_panel(sample, "A", 0);
  for (size_t i = 0; words[i]; i++) agreed[i] = mark_of(words[i]);
  panel.agreed = c->agreed ? agreed : NULL;
  return movement_of(&sample->criteria, &sample->rules, &sample->cycle, &panel);
}

static void test_movements(gconstpointer data) {
  const Case *c = data;
  g_autoptr(Sample) sample = sample_new(c->tree);
  g_autoptr(Movement) movement = move(sample, c);
  g_auto(GStrv) items = g_strsplit(c->items, " ", -1);
  Ratio sum = ratio_int(0);
  g_assert_cmpuint(movement->n_items, ==, g_strv_length(items));
  for (size_t i = 0; i < movement->n_items; i++) {
    const ItemMovement *item = &movement->items[i];
    assert_ratio(item->moved, items[i]);
    sum = ratio_add(sum, item->moved);
    g_assert_cmpint(ratio_cmp(ratio_add(item->from, item->moved), item->to), ==, 0);
  }
  assert_ratio(movement->before->raw, c->before);
  assert_ratio(sum, c->moved);
  assert_ratio(movement->moved, c->moved);
  assert_ratio(movement->elsewhere, c->elsewhere);
  assert_ratio(movement->after->raw, c->after);
  g_assert_cmpint(movement->counts, ==, c->how.method == METHOD_JUDGED);
  g_assert_true(movement->before->stage == &sample->rules.stages[0]);
}

/* Where the total is a mean of categories the items' shares add up; where it is the lowest, the rest is told. */
static void test_aggregates(void) {
  static const struct {
    Aggregate aggregate;
    const char *before, *moved, *elsewhere, *after;
  } want[] = {{AGGREGATE_SUM, "100", "20", "0", "120"},
              {AGGREGATE_MEAN, "50", "10", "0", "60"},
              {AGGREGATE_MINIMUM, "45", "20", "-15", "50"}};
  const Case c = {.books = {"*50 50", "60 40"}, .agreed = "70 -", .how = JUDGED};
  for (size_t i = 0; i < G_N_ELEMENTS(want); i++) {
    g_autoptr(Sample) sample = sample_new("1(1.1:100) 2(2.1:100)");
    static const char *const codes[] = {"1", "1.1", "2", "2.1"};
    for (size_t n = 0; n < G_N_ELEMENTS(codes); n++) sample_node(sample, codes[n])->share = ratio_int(1);
    sample->criteria.aggregate = want[i].aggregate;
    sample->criteria.points = ratio_int(100);
    sample_weigh(sample);
    g_autoptr(Movement) movement = move(sample, &c);
    assert_ratio(movement->before->raw, want[i].before);
    assert_ratio(movement->moved, want[i].moved);
    assert_ratio(movement->elsewhere, want[i].elsewhere);
    assert_ratio(movement->after->raw, want[i].after);
  }
}

/* What the panel agreed on, as one number: only once every dimension of the item is. */
static void test_dimensions(void) {
  static const Dimension dimensions[] = {{.id = "level", .weight = 1}, {.id = "trend", .weight = 1}};
  static const struct {
    Mark agreed[2];
    bool any, whole;
    const char *result;
  } want[] = {{{MARK_BLANK, MARK_BLANK}, false, false, "0"},
              {{7000, MARK_BLANK}, true, false, "0"},
              {{7000, 6500}, true, true, "67.5"},
              {{MARK_NOT_APPLICABLE, MARK_NOT_APPLICABLE}, true, false, "0"}};
  g_autoptr(Sample) sample = sample_new("1(1.1:60)");
  Rubric results = sample->rubric;
  results.n_dimensions = results.n_cells = 2;
  results.den = 2;
  results.combine = COMBINE_MEAN;
  results.dimensions = dimensions;
  sample_node(sample, "1.1")->rubric = &results;
  sample->criteria.n_cells = 2;
  sample->stages[0].combination = (Combination)JUDGED;
  sample->stages[0].combination.trim = ratio_int(0);
  sample_book(sample, "A", 0, 0, "*50 60");
  for (size_t i = 0; i < G_N_ELEMENTS(want); i++) {
    Panel panel = sample_panel(sample, "A", 0);
    panel.agreed = want[i].agreed;
    g_autoptr(Movement) movement = movement_of(&sample->criteria, &sample->rules, &sample->cycle, &panel);
    g_assert_cmpint(movement->items[0].agreed, ==, want[i].any);
    g_assert_cmpint(movement->items[0].whole, ==, want[i].whole);
    assert_ratio(movement->items[0].result, want[i].result);
  }
}

/* A stage of one figure has one row, without an item. */
static void test_total(void) {
  g_autoptr(Sample) sample = sample_new(TWO);
  Stage *stage = sample_stage(sample, "defence", STAGE_TOTAL, 100, ratio_int(1));
  stage->combination = (Combination)JUDGED;
  stage->combination.trim = ratio_int(0);
  sample_book(sample, "A", 0, 0, "*80");
  sample_book(sample, "A", 0, 1, "90");
  Panel panel = sample_panel(sample, "A", 0);
  const Mark agreed[] = {8800};
  panel.agreed = agreed;
  g_autoptr(Movement) movement = movement_of(&sample->criteria, &sample->rules, &sample->cycle, &panel);
  g_assert_cmpuint(movement->n_items, ==, 1);
  g_assert_null(movement->items[0].after->item);
  assert_ratio(movement->before->raw, "85");
  assert_ratio(movement->items[0].result, "88");
  assert_ratio(movement->moved, "3");
  assert_ratio(movement->after->raw, "88");
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strdup_printf("/movement/%s", cases[i].name);
    g_test_add_data_func(path, &cases[i], test_movements);
  }
  g_test_add_func("/movement/aggregates", test_aggregates);
  g_test_add_func("/movement/dimensions", test_dimensions);
  g_test_add_func("/movement/total", test_total);
  return g_test_run();
}
