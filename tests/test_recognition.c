/* test_recognition.c: what a scorebook is recognised as: conditions, levels, awards by their own book, bands. */
#include "tests/sample.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const Band BANDS[] = {{.id = "b1", .from = 0, .to = 4500},
                             {.id = "b2", .from = 5000, .to = 6500},
                             {.id = "b3", .from = 7000, .to = 10000}};

typedef struct ConditionCase {
  Condition condition;
  const char *first, *second; /* marks that do not meet it, and that do */
} ConditionCase;

static const ConditionCase CONDITIONS[] = {
    {{.type = CONDITION_TOTAL, .value = {450, 1}, .above = true}, "45 45 45", "45 45 50"},
    {{.type = CONDITION_TOTAL, .value = {450, 1}}, "45 45 40", "45 45 45"},
    {{.type = CONDITION_SCORE, .ref = "1.1", .value = {70, 1}}, "20 100 100", "25 0 0"},
    {{.type = CONDITION_PERCENT, .ref = "1", .value = {60, 1}}, "55 60 90", "60 60 0"},
    {{.type = CONDITION_PERCENT, .ref = "total", .value = {60, 1}}, "55 60 60", "60 60 60"},
    {{.type = CONDITION_SUBTOTAL, .ref = "results", .value = {200, 1}}, "90 90 45", "0 0 50"},
    {{.type = CONDITION_SUBTOTAL, .ref = "all", .value = {600, 1}}, "60 60 55", "60 60 60"},
    {{.type = CONDITION_PERCENT, .ref = "1", .value = {60, 1}}, "100 - 100", "60 60 -"},
    {{.type = CONDITION_PERCENT, .ref = "2", .value = {0, 1}}, "100 100 n", "0 0 0"},
    {{.type = CONDITION_BAND, .ref = "1.2", .band = "b2"}, "90 45 90", "0 50 0"},
    {{.type = CONDITION_BAND, .ref = "1", .band = "b1"}, "100 - 100", "0 0 -"},
    {{.type = CONDITION_BAND, .ref = "2", .band = "b1"}, "100 100 n", "0 0 0"},
    {{.type = CONDITION_BAND, .ref = "unknown", .band = "b1"}, "100 100 100", NULL},
    {{.type = CONDITION_BAND, .ref = "3", .band = "b1"}, "100 100 100", NULL}, /* it has no items */
    {{.type = CONDITION_BAND, .ref = "1", .band = "b3"}, "70 65 90", "70 70 0"},
    {{.type = CONDITION_SCORE, .ref = "unknown", .value = {0, 1}}, "100 100 100", NULL},
    {{.type = CONDITION_SCORE, .ref = "1.1", .value = {0, 1}}, "- 100 100", "0 - -"},
};

static Sample *recognised(void) {
  static const bool RESULTS[] = {false, false, true}, ALL[] = {true, true, true};
  static const Subtotal SUBTOTALS[] = {{.id = "results", .counts = RESULTS, .points = {400, 1}},
                                       {.id = "all", .counts = ALL, .points = {1000, 1}}};
  Sample *sample = sample_new("1(1.1:300 1.2:300) 2(2.1:400s) 3()");
  sample->rubric.n_bands = 3;
  sample->rubric.bands = BANDS;
  sample->criteria.n_subtotals = 2;
  sample->criteria.subtotals = SUBTOTALS;
  return sample;
}

static bool is_met(const Condition *condition, const char *marks) {
  g_autoptr(Sample) sample = recognised();
  sample_book(sample, "A", 0, 0, marks);
  g_autoptr(Scoresheet) sheet = sample_sheet(sample, "A", 0);
  Condition pair[] = {*condition, {.type = CONDITION_TOTAL, .value = ratio_int(2000)}};
  Condition all = {.type = CONDITION_ALL, .n_children = 1, .children = pair};
  Condition any = {.type = CONDITION_ANY, .n_children = 2, .children = pair};
  Condition no = {.type = CONDITION_NOT, .n_children = 1, .children = pair};
  Condition both = {.type = CONDITION_ALL, .n_children = 2, .children = pair};
  bool met = condition_is_met(condition, sheet);
  g_assert_cmpint(condition_is_met(&all, sheet), ==, met);
  g_assert_cmpint(condition_is_met(&any, sheet), ==, met);
  g_assert_false(met && condition_is_met(&no, sheet));
  g_assert_false(condition_is_met(&both, sheet));
  return met;
}

/* What is not known yet is not missed either: only a figure that is there and does not reach says no. */
static void opposites(void) {
  const struct {
    Condition condition;
    const char *marks;
    bool is_missed, all, any; /* and the opposite of it and of what 1.2 reaches 50 */
  } cases[] = {
      {{.type = CONDITION_SCORE, .ref = "1.1", .value = {60, 1}}, "10 60 0", true, true, false},
      {{.type = CONDITION_SCORE, .ref = "1.1", .value = {60, 1}}, "30 60 0", false, false, false},
      {{.type = CONDITION_SCORE, .ref = "1.1", .value = {60, 1}}, "- 60 0", false, false, false},
      {{.type = CONDITION_SCORE, .ref = "1.1", .value = {60, 1}}, "- 10 0", false, true, false},
      {{.type = CONDITION_SCORE, .ref = "1.1", .value = {60, 1}}, "10 10 0", true, true, true},
      {{.type = CONDITION_PERCENT, .ref = "1", .value = {60, 1}}, "10 - 0", false, false, false},
      {{.type = CONDITION_PERCENT, .ref = "1", .value = {60, 1}}, "10 10 0", true, true, true},
      {{.type = CONDITION_TOTAL, .value = {700, 1}}, "10 10 -", false, true, false},
      {{.type = CONDITION_TOTAL, .value = {700, 1}}, "10 90 10", true, true, false},
      {{.type = CONDITION_BAND, .ref = "1.2", .band = "b2"}, "10 - 10", false, false, false},
      {{.type = CONDITION_BAND, .ref = "1.2", .band = "b2"}, "10 45 10", true, true, true},
      {{.type = CONDITION_SCORE, .ref = "unknown", .value = {0, 1}}, "10 10 10", false, true, false},
      {{.type = CONDITION_BAND, .ref = "1.2", .band = "unknown"}, "10 10 10", false, true, false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Sample) sample = recognised();
    sample_book(sample, "A", 0, 0, cases[i].marks);
    g_autoptr(Scoresheet) sheet = sample_sheet(sample, "A", 0);
    Condition pair[] = {cases[i].condition, {.type = CONDITION_SCORE, .ref = "1.2", .value = {150, 1}}};
    Condition all = {.type = CONDITION_ALL, .n_children = 2, .children = pair};
    Condition any = {.type = CONDITION_ANY, .n_children = 2, .children = pair};
    Condition missed = {.type = CONDITION_NOT, .n_children = 1, .children = pair};
    Condition all_missed = {.type = CONDITION_NOT, .n_children = 1, .children = &all};
    Condition any_missed = {.type = CONDITION_NOT, .n_children = 1, .children = &any};
    g_assert_cmpint(condition_is_met(&missed, sheet), ==, cases[i].is_missed);
    g_assert_cmpint(condition_is_met(&all_missed, sheet), ==, cases[i].all);
    g_assert_cmpint(condition_is_met(&any_missed, sheet), ==, cases[i].any);
  }
}

static void conditions(void) {
  for (size_t i = 0; i < G_N_ELEMENTS(CONDITIONS); i++) {
    g_assert_false(is_met(&CONDITIONS[i].condition, CONDITIONS[i].first));
    if (CONDITIONS[i].second) g_assert_true(is_met(&CONDITIONS[i].condition, CONDITIONS[i].second));
  }
}

/* As deep as a pack may go. Each condition is asked once: twice at every level would take years. */
static void nested(void) {
  enum { DEPTH = 60, PATIENCE = 20 };
  static const ConditionType types[] = {CONDITION_ALL, CONDITION_ANY, CONDITION_NOT};
  g_autoptr(Sample) sample = recognised();
  sample_book(sample, "A", 0, 0, "60 60 60");
  g_autoptr(Scoresheet) sheet = sample_sheet(sample, "A", 0);
  alarm(PATIENCE);
  for (size_t t = 0; t < G_N_ELEMENTS(types); t++) {
    Condition nest[DEPTH] = {{.type = CONDITION_TOTAL, .value = {600, 1}}};
    for (size_t i = 1; i < DEPTH; i++)
      nest[i] = (Condition){.type = types[t], .n_children = 1, .children = &nest[i - 1]};
    g_assert_true(condition_is_met(&nest[DEPTH - 2], sheet));
    g_assert_true(condition_is_met(&nest[DEPTH - 1], sheet) == (types[t] != CONDITION_NOT));
  }
  alarm(0);
}

static void levels(void) {
  static const Level OF_CRITERIA[] = {
      {.id = "excellent", .track = "tqa", .condition = {.type = CONDITION_TOTAL, .value = {750, 1}, .above = true}},
      {.id = "class", .track = "tqa", .condition = {.type = CONDITION_TOTAL, .value = {350, 1}, .above = true}},
      {.id = "alone", .track = "", .condition = {.type = CONDITION_TOTAL, .value = {350, 1}}}};
  static const Level OF_RULES[] = {
      {.id = "gate", .track = "", .condition = {.type = CONDITION_SCORE, .ref = "2.1", .value = {100, 1}}},
      {.id = "three", .track = "stars", .condition = {.type = CONDITION_TOTAL, .value = {700, 1}}},
      {.id = "two", .track = "stars", .condition = {.type = CONDITION_TOTAL, .value = {500, 1}}}};
  const struct {
    const char *marks, *want;
  } cases[] = {{"80 80 80", "excellent alone gate three"},
               {"75 75 75", "class alone gate three"},
               {"60 60 50", "class alone gate two"},
               {"60 60 0", "class alone"},
               {"0 0 0", ""}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Sample) sample = recognised();
    sample->criteria.n_levels = 3;
    sample->criteria.levels = OF_CRITERIA;
    sample->rules.n_levels = 3;
    sample->rules.levels = OF_RULES;
    sample_book(sample, "A", 0, 0, cases[i].marks);
    g_autoptr(Scoresheet) sheet = sample_sheet(sample, "A", 0);
    const Level *met[8];
    size_t n = levels_met(sheet, &sample->rules, met, 8);
    g_autoptr(GString) line = g_string_new(NULL);
    for (size_t k = 0; k < n; k++) g_string_append_printf(line, "%s%s", k ? " " : "", met[k]->id);
    g_assert_cmpstr(line->str, ==, cases[i].want);
    g_assert_cmpuint(levels_met(sheet, &sample->rules, met, 1), ==, MIN(n, 1));
  }
}

/* Three groups with pass marks of their own, never added up. */
static void deming(void) {
  static const Condition PARTS[] = {{.type = CONDITION_SCORE, .ref = "A", .value = {70, 1}},
                                    {.type = CONDITION_SCORE, .ref = "B", .value = {7, 2}},
                                    {.type = CONDITION_SCORE, .ref = "C", .value = {70, 1}}};
  static const Condition PASS = {.type = CONDITION_ALL, .n_children = 3, .children = PARTS};
  g_autoptr(Sample) sample = sample_new("A(A1:20 A2:80) B:5 C:100");
  sample->criteria.aggregate = AGGREGATE_PASS_ALL;
  sample->criteria.has_total = false;
  sample_weigh(sample);
  sample_book(sample, "pass", 0, 0, "50 75 70 70");
  sample_book(sample, "fail", 0, 0, "100 100 65 100");
  g_autoptr(Scoresheet) pass = sample_sheet(sample, "pass", 0), fail = sample_sheet(sample, "fail", 0);
  g_assert_cmpint(pass->total.state, ==, TOTAL_NONE);
  assert_ratio(node_score(pass, "A")->points, "70");
  assert_ratio(node_score(fail, "B")->points, "3.25");
  g_assert_true(condition_is_met(&PASS, pass));
  g_assert_false(condition_is_met(&PASS, fail));
}

static void bands(void) {
  static const BandRow ROWS[] = {{.name = "1", .from = {0, 1}, .to = {450, 1}},
                                 {.name = "2", .from = {451, 1}, .to = {1000, 1}}};
  static const BandTable TABLES[] = {{"results", 2, ROWS}, {"total", 2, ROWS}};
  g_autoptr(Sample) sample = recognised();
  sample->criteria.n_band_tables = 2;
  sample->criteria.band_tables = TABLES;
  sample_book(sample, "A", 0, 0, "60 50 45");
  sample_book(sample, "B", 0, 0, "60 50 -");
  g_autoptr(Scoresheet) sheet = sample_sheet(sample, "A", 0), partial = sample_sheet(sample, "B", 0);
  g_assert_cmpstr(sheet->band, ==, "2");
  g_assert_cmpstr(sheet->subtotals[0].band, ==, "1");
  g_assert_cmpstr(sheet->items[1].band->id, ==, "b2");
  g_assert_cmpstr(partial->band, ==, "");
  g_assert_cmpstr(partial->subtotals[0].band, ==, "");
  g_assert_null(partial->items[2].band);
  g_assert_false(node_score(partial, "2")->complete);
  g_assert_true(node_score(partial, "1")->complete);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/recognition/conditions", conditions);
  g_test_add_func("/recognition/opposites", opposites);
  g_test_add_func("/recognition/nested", nested);
  g_test_add_func("/recognition/levels", levels);
  g_test_add_func("/recognition/deming", deming);
  g_test_add_func("/recognition/bands", bands);
  return g_test_run();
}
