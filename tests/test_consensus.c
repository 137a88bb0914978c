/* test_consensus.c: when an agreed mark is a movement, what stands in the leader's place, and where it counts. */
#include "scoring/consensus.h"
#include "tests/sample.h"

#include <locale.h>

/* -- movements -------------------------------------------------------------------------------------------- */

typedef struct Case {
  const char *title;
  Mark given[6];
  size_t n;
  Mark agreed;
  bool moves;
} Case;

static const Case cases[] = {
    {"the mean", {6000, 7000, 8000}, 3, 7000, false},
    {"beside the mean", {6000, 7000, 8000}, 3, 7500, true},
    {"nearest to the mean", {6000, 6500, 8000}, 3, 7000, false},
    {"the median", {6000, 6500, 8000}, 3, 6500, false},
    {"neither", {6000, 6500, 8000}, 3, 7500, true},
    {"half-way, below", {6000, 6500}, 2, 6000, false},
    {"half-way, above", {6000, 6500}, 2, 6500, false},
    {"beyond", {6000, 6500}, 2, 7000, true},
    {"one voice followed", {2000, 8000, 8000, 8000}, 4, 2000, true},
    {"states are no marks", {MARK_BLANK, 7000, MARK_ABSTAINED}, 3, 7000, false},
    {"only states", {MARK_BLANK, MARK_ABSTAINED}, 2, 7000, true},
    {"nobody", {0}, 0, 7000, true},
    {"not applicable to all", {MARK_NOT_APPLICABLE, MARK_NOT_APPLICABLE}, 2, MARK_NOT_APPLICABLE, false},
    {"not applicable against one", {MARK_NOT_APPLICABLE, 5000}, 2, MARK_NOT_APPLICABLE, true},
    {"at the end of the scale", {10000, 10000}, 2, 10000, false},
    {"zero is a mark", {0, 0}, 2, 0, false},
};

static const Scale percent = {.id = "percent", .unit = 1, .max = 10000, .step = 500};

static void test_moves(gconstpointer data) {
  const Case *test = data;
  g_assert_cmpint(consensus_moves(&percent, test->given, test->n, test->agreed), ==, test->moves);
}

/* On a scale that lists its marks the neighbours are those listed. */
static void test_listed(void) {
  static const int16_t legal[] = {0, 1000, 5000, 10000};
  const Scale listed = {.id = "listed", .unit = 1, .max = 10000, .n_legal = 4, .legal = legal};
  const Mark given[] = {1000, 5000};
  g_assert_false(consensus_moves(&listed, given, 2, 5000));
  g_assert_false(consensus_moves(&listed, given, 2, 1000));
  g_assert_true(consensus_moves(&listed, given, 2, 10000));
}

/* What is suggested is never a movement. */
static void test_suggests(void) {
  Mark mark = 1;
  g_assert_true(consensus_suggests(&percent, (const Mark[]){6000, 6500, 8000}, 3, &mark));
  g_assert_cmpint(mark, ==, 7000);
  g_assert_true(consensus_suggests(&percent, (const Mark[]){0, 10000, MARK_BLANK}, 3, &mark));
  g_assert_cmpint(mark, ==, 5000);
  mark = 1;
  g_assert_false(consensus_suggests(&percent, (const Mark[]){MARK_BLANK}, 1, &mark));
  g_assert_cmpint(mark, ==, 1);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    if (consensus_suggests(&percent, cases[i].given, cases[i].n, &mark))
      g_assert_false(consensus_moves(&percent, cases[i].given, cases[i].n, mark));
}

/* -- laid over --------------------------------------------------------------------------------------------- */

static void test_over(void) {
  const Mark base[] = {1, 2, MARK_BLANK, MARK_ABSTAINED}, agreed[] = {MARK_BLANK, 20, 30, MARK_NOT_APPLICABLE};
  Panel panel = {.agreed = agreed};
  Mark marks[4];
  consensus_over(&panel, base, 0, 4, marks);
  g_assert_cmpint(marks[0], ==, 1);
  g_assert_cmpint(marks[1], ==, 20);
  g_assert_cmpint(marks[2], ==, 30);
  g_assert_cmpint(marks[3], ==, MARK_NOT_APPLICABLE);
  consensus_over(&panel, NULL, 0, 2, marks);
  g_assert_cmpint(marks[0], ==, MARK_BLANK);
  g_assert_cmpint(marks[1], ==, 20);
  consensus_over(&panel, base, 2, 2, marks);
  g_assert_cmpint(marks[0], ==, 30);
  panel.agreed = NULL;
  consensus_over(&panel, base, 0, 2, marks);
  g_assert_cmpint(marks[1], ==, 2);
}

/* -- where it counts ------------------------------------------------------------------------------------------ */

typedef struct Total {
  const char *title;
  CombineMethod method;
  const char *books[3];
  Mark agreed[2];
  const char *expected; /* exact points of 100, "-": incomplete */
} Total;

static const Total totals[] = {
    {"mean leaves it aside", METHOD_MEAN, {"*40 60", "60 80"}, {9000, 9000}, "60/1"},
    {"median too", METHOD_MEDIAN, {"*40 60", "60 80"}, {9000, 9000}, "60/1"},
    {"judged takes it", METHOD_JUDGED, {"*40 60", "60 80"}, {9000, 9000}, "90/1"},
    {"judged, one item", METHOD_JUDGED, {"*40 60", "60 80"}, {9000, MARK_BLANK}, "75/1"},
    {"judged, nothing agreed", METHOD_JUDGED, {"*40 60", "60 80"}, {MARK_BLANK, MARK_BLANK}, "50/1"},
    {"no leader, all agreed", METHOD_JUDGED, {"40 60", "60 80"}, {9000, 8000}, "85/1"},
    {"no leader, one agreed", METHOD_JUDGED, {"40 60", "60 80"}, {9000, MARK_BLANK}, "-"},
    {"alone", METHOD_JUDGED, {"40 60"}, {MARK_BLANK, 8000}, "60/1"},
    {"a blank of the leader's filled", METHOD_JUDGED, {"*40 -", "60 80"}, {MARK_BLANK, 8000}, "60/1"},
};

static void test_total(gconstpointer data) {
  const Total *test = data;
  g_autoptr(Sample) sample = sample_new("1:50 2:50");
  Stage *stage = sample_stage(sample, "review", STAGE_ITEMS, 100, ratio_int(1));
  stage->combination.method = test->method;
  for (uint32_t b = 0; b < G_N_ELEMENTS(test->books) && test->books[b]; b++)
    sample_book(sample, "A", 0, b, test->books[b]);
  Panel panel = sample_panel(sample, "A", 0);
  panel.agreed = test->agreed;
  g_autoptr(Scoresheet) sheet = scoresheet_of(&sample->criteria, &sample->rules, &sample->cycle, &panel);
  g_autofree char *exact = ratio_exact(sheet->total.points);
  bool complete = sheet->total.state == TOTAL_COMPLETE;
  g_assert_cmpstr(complete ? exact : "-", ==, test->expected);
  g_assert_cmpuint(sheet->total.scorebooks, ==, panel.n);
}

/* -- reason codes ---------------------------------------------------------------------------------------------- */

static void test_codes(void) {
  const ReasonCode own[] = {{.id = "jury"}};
  Rules rules = {0};
  g_assert_cmpuint(consensus_code_count(&rules), ==, 5);
  g_assert_cmpstr(consensus_code(&rules, 0), ==, "evidence");
  g_assert_true(consensus_has_code(&rules, "other"));
  g_assert_false(consensus_has_code(&rules, "jury"));
  rules.n_reason_codes = 1;
  rules.reason_codes = own;
  g_assert_true(consensus_has_code(&rules, "jury"));
  g_assert_false(consensus_has_code(&rules, "other"));
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strdup_printf("/consensus/moves/%s", cases[i].title);
    g_test_add_data_func(path, &cases[i], test_moves);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(totals); i++) {
    g_autofree char *path = g_strdup_printf("/consensus/total/%s", totals[i].title);
    g_test_add_data_func(path, &totals[i], test_total);
  }
  g_test_add_func("/consensus/listed", test_listed);
  g_test_add_func("/consensus/suggests", test_suggests);
  g_test_add_func("/consensus/over", test_over);
  g_test_add_func("/consensus/codes", test_codes);
  return g_test_run();
}
