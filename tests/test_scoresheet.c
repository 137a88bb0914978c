/* test_scoresheet.c: totals, rounding, what is not applicable, and sheets as published. */
#include "tests/sample.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* -- one panel, one total -------------------------------------------------------------------------------------- */

typedef struct Case {
  const char *name, *tree, *books[5];
  Combination how;
  RoundingRule rounding;
  const char *points, *max;
  TotalState state;
  uint32_t missing, scorebooks;
} Case;

#define TWO "1(1.1:60 1.2:40)"
#define HALF_UP(where)                   \
  {                                      \
    true, ROUND_HALF_UP, where, { 1, 1 } \
  }
#define HALF_EVEN(where)                   \
  {                                        \
    true, ROUND_HALF_EVEN, where, { 1, 1 } \
  }
#define NONE         \
  {                  \
    .step = { 1, 1 } \
  }

static const Case CASES[] = {
    {"all half", TWO, {"50 50"}, {0}, NONE, "50", "100", TOTAL_COMPLETE, 0, 1},
    {"mean of three", TWO, {"50 50", "60 40", "65 35"}, {0}, NONE, "155/3", "100", TOTAL_COMPLETE, 0, 3},
    {"skipped mark", TWO, {"50 50", "60 -"}, {0}, NONE, "53", "100", TOTAL_COMPLETE, 0, 2},
    {"skipped scorebook",
     TWO,
     {"50 50", "60 -"},
     {.blank = BLANK_SKIP_SCOREBOOK},
     NONE,
     "50",
     "100",
     TOTAL_COMPLETE,
     0,
     1},
    {"an advisory blank skips no scorebook",
     "1(1.1:60 1.2:40~)",
     {"50 -"},
     {.blank = BLANK_SKIP_SCOREBOOK},
     NONE,
     "30",
     "60",
     TOTAL_COMPLETE,
     0,
     1},
    {"a blank after an advisory item does",
     "1(1.1:40~ 1.2:60)",
     {"50 -", "50 60"},
     {.blank = BLANK_SKIP_SCOREBOOK},
     NONE,
     "36",
     "60",
     TOTAL_COMPLETE,
     0,
     1},
    {"refused blank", TWO, {"50 50", "60 -"}, {.blank = BLANK_REFUSE}, NONE, "33", "100", TOTAL_INCOMPLETE, 1, 2},
    {"abstained is no blank", TWO, {"50 50", "60 a"}, {.blank = BLANK_REFUSE}, NONE, "53", "100", TOTAL_COMPLETE, 0, 2},
    {"nobody marked", TWO, {"50 -", "60 a"}, {0}, NONE, "33", "100", TOTAL_INCOMPLETE, 1, 2},
    {"no scorebook", TWO, {NULL}, {0}, NONE, "0", "100", TOTAL_NO_PANEL, 2, 0},
    {"totals combined",
     TWO,
     {"50 50", "60 40", "90 100"},
     {.method = METHOD_MEDIAN, .apply_at = APPLY_AT_TOTAL},
     NONE,
     "52",
     "100",
     TOTAL_COMPLETE,
     0,
     3},
    {"totals without blanks",
     TWO,
     {"50 50", "60 -", "60 a"},
     {.apply_at = APPLY_AT_TOTAL},
     NONE,
     "50",
     "100",
     TOTAL_COMPLETE,
     0,
     3},
    {"no total at all", TWO, {"50 -", "- 50"}, {.apply_at = APPLY_AT_TOTAL}, NONE, "0", "100", TOTAL_INCOMPLETE, 2, 2},
    {"totals refuse",
     TWO,
     {"50 50", "60 -"},
     {.apply_at = APPLY_AT_TOTAL, .blank = BLANK_REFUSE},
     NONE,
     "0",
     "100",
     TOTAL_INCOMPLETE,
     1,
     2},
    {"totals with a blank after an advisory item",
     "1(1.1:40~ 1.2:60)",
     {"50 -"},
     {.apply_at = APPLY_AT_TOTAL},
     NONE,
     "0",
     "60",
     TOTAL_INCOMPLETE,
     1,
     1},
    {"trimmed totals",
     TWO,
     {"0 0", "50 50", "55 55", "100 100"},
     {.method = METHOD_TRIMMED, .drop = 1, .apply_at = APPLY_AT_TOTAL},
     NONE,
     "52.5",
     "100",
     TOTAL_COMPLETE,
     0,
     4},
    {"judged", TWO, {"50 50", "*60 40", "90 100"}, {.method = METHOD_JUDGED}, NONE, "52", "100", TOTAL_COMPLETE, 0, 3},
    {"item rounding", "1(1.1:45 1.2:45)", {"50 35"}, {0}, HALF_UP(ROUND_AT_ITEM), "39", "90", TOTAL_COMPLETE, 0, 1},
    {"stage rounding", "1(1.1:45 1.2:45)", {"50 35"}, {0}, HALF_UP(ROUND_AT_STAGE), "38", "90", TOTAL_COMPLETE, 0, 1},
    {"even", "1(1.1:45)", {"50"}, {0}, HALF_EVEN(ROUND_AT_STAGE), "22", "45", TOTAL_COMPLETE, 0, 1},
    {"award rounding is not the stage's",
     "1(1.1:45)",
     {"50"},
     {0},
     HALF_UP(ROUND_AT_TOTAL),
     "22.5",
     "45",
     TOTAL_COMPLETE,
     0,
     1},
    {"item rounding of book totals",
     "1(1.1:45 1.2:45)",
     {"50 35", "50 50"},
     {.apply_at = APPLY_AT_TOTAL},
     HALF_UP(ROUND_AT_ITEM),
     "42.5",
     "90",
     TOTAL_COMPLETE,
     0,
     2},
    {"advisory", "1(1.1:60 1.2:40~)", {"50 -"}, {.blank = BLANK_REFUSE}, NONE, "30", "60", TOTAL_COMPLETE, 0, 1},
    {"forbidden not applicable", TWO, {"50 n"}, {0}, NONE, "30", "100", TOTAL_INCOMPLETE, 1, 1},
    {"redistributed",
     "1(1.1:60 1.2:30 1.3:30r) 2(2.1:80)",
     {"50 100 n 0"},
     {0},
     NONE,
     "80",
     "200",
     TOTAL_COMPLETE,
     0,
     1},
    {"shrunk", "1(1.1:60 1.2:40s)", {"50 n"}, {0}, NONE, "30", "60", TOTAL_COMPLETE, 0, 1},
    {"zero", "1(1.1:60 1.2:40z)", {"50 n"}, {0}, NONE, "30", "100", TOTAL_COMPLETE, 0, 1},
    {"no sibling left", "1(1.1:60r 1.2:40r) 2(2.1:50)", {"n n 50"}, {0}, NONE, "25", "50", TOTAL_COMPLETE, 0, 1},
    {"not to a sibling that is out",
     "1(1.1:60 1.2:30z 1.3:30r)",
     {"50 n n"},
     {0},
     NONE,
     "45",
     "120",
     TOTAL_COMPLETE,
     0,
     1},
    {"not to an advisory sibling",
     "1(1.1:60 1.2:60~ 1.3:30r)",
     {"50 50 n"},
     {0},
     NONE,
     "45",
     "90",
     TOTAL_COMPLETE,
     0,
     1},
    {"to a branch", "1:60 2(2.1:20 2.2:20) 3:50r", {"100 50 0 n"}, {0}, NONE, "105", "150", TOTAL_COMPLETE, 0, 1},
    {"to a branch with one judged first",
     "1:60 2(2.1:20 2.2:20s) 3:50r",
     {"100 50 n n"},
     {0},
     NONE,
     "105",
     "120",
     TOTAL_COMPLETE,
     0,
     1},
    {"to a branch with one judged last",
     "1:60 2(2.1:20s 2.2:20) 3:50r",
     {"100 n 50 n"},
     {0},
     NONE,
     "105",
     "120",
     TOTAL_COMPLETE,
     0,
     1},
    {"not to a branch that is out",
     "1:60 2(2.1:20s 2.2:20s) 3:50r",
     {"100 n n n"},
     {0},
     NONE,
     "110",
     "110",
     TOTAL_COMPLETE,
     0,
     1},
    {"only an advisory sibling is left",
     "1(1.1:60~ 1.2:40r) 2:50",
     {"50 n 50"},
     {0},
     NONE,
     "25",
     "50",
     TOTAL_COMPLETE,
     0,
     1},
    {"numbers count beside not applicable",
     "1(1.1:60 1.2:40s)",
     {"50 n", "50 100"},
     {0},
     NONE,
     "70",
     "100",
     TOTAL_COMPLETE,
     0,
     2},
    {"rounded after redistribution",
     "1(1.1:45 1.2:5r)",
     {"45 n"},
     {0},
     HALF_UP(ROUND_AT_ITEM),
     "23",
     "50",
     TOTAL_COMPLETE,
     0,
     1},
    {"trimmed zeros",
     "1(1.1:10 1.2:10 1.3:10 1.4:10 1.5:10 1.6:10 1.7:10 1.8:30)",
     {"0 50 50 50 50 50 50 50", "0 50 50 50 50 50 50 60", "0 50 50 50 50 50 50 100"},
     {.method = METHOD_TRIMMED, .drop = 1},
     NONE,
     "48",
     "100",
     TOTAL_COMPLETE,
     0,
     3},
    {"fell back",
     TWO,
     {"50 50", "60 60"},
     {.method = METHOD_TRIMMED, .drop = 1},
     NONE,
     "55",
     "100",
     TOTAL_COMPLETE,
     0,
     2},
};

static Sample *sample_of(const Case *c) {
  Sample *sample = sample_new(c->tree);
  sample->stages[0].combination = c->how;
  if (c->how.trim.den == 0) sample->stages[0].combination.trim = ratio_int(0);
  sample->rules.rounding = c->rounding;
  for (uint32_t b = 0; b < G_N_ELEMENTS(c->books) && c->books[b]; b++) sample_book(sample, "A", 0, b, c->books[b]);
  return sample;
}

static void totals(gconstpointer data) {
  const Case *c = data;
  g_autoptr(Sample) sample = sample_of(c);
  StageTotal total = sample_total(sample, "A", 0);
  assert_ratio(total.points, c->points);
  assert_ratio(total.max, c->max);
  g_assert_cmpint(total.state, ==, c->state);
  g_assert_cmpuint(total.missing, ==, c->missing);
  g_assert_cmpuint(total.scorebooks, ==, c->scorebooks);
  g_assert_cmpint(total.fell_back, ==, strcmp(c->name, "fell back") == 0);
}

/* The sheet's items and categories add up to its total. */
static void sheets_add_up(gconstpointer data) {
  const Case *c = data;
  g_autoptr(Sample) sample = sample_of(c);
  g_autoptr(Scoresheet) sheet = sample_sheet(sample, "A", 0);
  Ratio items = ratio_int(0), tops = ratio_int(0), max = ratio_int(0);
  for (size_t i = 0; i < sheet->n_items; i++) items = ratio_add(items, sheet->items[i].points);
  for (size_t i = 0; i < sheet->n_nodes; i++) {
    if (sheet->nodes[i].node->parent) continue;
    tops = ratio_add(tops, sheet->nodes[i].points);
    max = ratio_add(max, sheet->nodes[i].max);
  }
  g_assert_cmpint(ratio_cmp(items, tops), ==, 0);
  g_assert_cmpint(ratio_cmp(max, sheet->total.max), ==, 0);
  if (c->how.apply_at == APPLY_AT_ITEM) g_assert_cmpint(ratio_cmp(items, sheet->raw), ==, 0);
  assert_ratio(sheet->total.points, c->points);
}

/* -- what does not apply --------------------------------------------------------------------------------------- */

static void left_out(void) {
  static const struct {
    const char *tree, *marks, *share;
  } cases[] = {{"1(1.1:60r 1.2:40r)", "50 50", "0"},
               {"1(1.1:60r 1.2:40r)", "n 50", "60"},
               {"1(1.1:60r 1.2:40s)", "n n", "100"},
               {"1(1.1:60r 1.2:40r)", "- a", "0"},
               {"1(1.1:60 1.2:40~)", "50 n", "0"},
               {"1(1.1:10r 1.2:20r) 2:30", "n 50 50", "50/3"},
               {"1(1.1:0r 1.2:0r 1.3:0r)", "n 50 50", "100/3"}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Sample) sample = sample_new(cases[i].tree);
    sample_book(sample, "A", 0, 0, cases[i].marks);
    assert_ratio(marks_left_out(&sample->criteria, sample->books[0].marks), cases[i].share);
  }
}

/* An item of several cells is left out only when all of them are. */
static void left_out_in_every_cell(void) {
  g_autoptr(Sample) sample = sample_new("1(1.1:60r 1.2:40r)");
  Rubric two = sample->rubric;
  two.n_cells = 2;
  sample_node(sample, "1.1")->rubric = &two;
  sample_node(sample, "1.2")->cell = 2;
  const Mark half[] = {MARK_NOT_APPLICABLE, 5000, 5000}, whole[] = {MARK_NOT_APPLICABLE, MARK_NOT_APPLICABLE, 5000};
  assert_ratio(marks_left_out(&sample->criteria, half), "0");
  assert_ratio(marks_left_out(&sample->criteria, whole), "60");
}

/* -- published sheets ----------------------------------------------------------------------------------------- */

static Sample *figure_sample(const char *name, GPtrArray **ret_rows) {
  *ret_rows = sample_rows(name);
  g_autoptr(GString) tree = g_string_new(NULL), marks = g_string_new(NULL);
  char category[8] = "";
  for (guint i = 0; i < (*ret_rows)->len; i++) {
    char **row = (*ret_rows)->pdata[i];
    g_autofree char *of = g_strndup(row[0], (size_t)(strrchr(row[0], '.') - row[0]));
    if (strcmp(of, category) != 0) g_string_append_printf(tree, "%s%s(", i ? ") " : "", of);
    g_strlcpy(category, of, sizeof category);
    g_string_append_printf(tree, " %s:%s", row[0], row[1]);
    g_string_append_printf(marks, "%s%s", i ? " " : "", row[2]);
  }
  g_string_append_c(tree, ')');
  Sample *sample = sample_new(tree->str);
  sample_book(sample, "A", 0, 0, marks->str);
  return sample;
}

static void assert_figure(Ratio got, const char *want) {
  double value = g_ascii_strtod(want, NULL);
  g_assert_cmpfloat_with_epsilon(ratio_double(got), value, 1e-9 * (1 + value));
}

static void gbt19580(void) {
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(Sample) sample = figure_sample("gbt19580_sheet.csv", &rows);
  g_autoptr(Scoresheet) sheet = sample_sheet(sample, "A", 0);
  static const char *const CATEGORIES[][3] = {{"4.1", "66", "110"},    {"4.2", "45", "90"},    {"4.3", "48", "90"},
                                              {"4.4", "78.75", "130"}, {"4.5", "47.5", "100"}, {"4.6", "30", "80"},
                                              {"4.7", "232.5", "400"}};
  g_assert_cmpuint(sheet->n_items, ==, 23);
  for (guint i = 0; i < rows->len; i++) assert_figure(sheet->items[i].points, ((char **)rows->pdata[i])[3]);
  for (size_t i = 0; i < G_N_ELEMENTS(CATEGORIES); i++) {
    assert_ratio(node_score(sheet, CATEGORIES[i][0])->points, CATEGORIES[i][1]);
    assert_ratio(node_score(sheet, CATEGORIES[i][0])->max, CATEGORIES[i][2]);
  }
  assert_ratio(sheet->total.points, "547.75");
  assert_ratio(sheet->total.max, "1000");
}

static void nightingale(void) {
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(Sample) sample = figure_sample("nightingale_2009.csv", &rows);
  sample->criteria.rounding = ROUND_HALF_UP;
  sample->criteria.round_at = ROUND_AT_ITEM;
  g_autoptr(Scoresheet) sheet = sample_sheet(sample, "A", 0);
  for (guint i = 0; i < rows->len; i++) assert_figure(sheet->items[i].points, ((char **)rows->pdata[i])[3]);
  static const int WANT[] = {59, 38, 38, 40, 37, 39, 226};
  for (size_t i = 0; i < 7; i++) {
    char code[] = {(char)('1' + i), '\0'};
    g_assert_cmpint(ratio_cmp(node_score(sheet, code)->points, ratio_int(WANT[i])), ==, 0);
  }
  assert_ratio(sheet->total.points, "477");
  sample->rules.rounding = (RoundingRule){true, ROUND_NONE, ROUND_AT_ITEM, ratio_int(1)};
  assert_ratio(sample_total(sample, "A", 0).points, "474.75");
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *total = g_strconcat("/total/", CASES[i].name, NULL),
                    *sheet = g_strconcat("/sheet/", CASES[i].name, NULL);
    g_test_add_data_func(total, &CASES[i], totals);
    g_test_add_data_func(sheet, &CASES[i], sheets_add_up);
  }
  g_test_add_func("/published/gbt19580", gbt19580);
  g_test_add_func("/published/nightingale", nightingale);
  g_test_add_func("/shape/left-out", left_out);
  g_test_add_func("/shape/left-out-in-every-cell", left_out_in_every_cell);
  return g_test_run();
}
