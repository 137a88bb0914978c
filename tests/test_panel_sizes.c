/* test_panel_sizes.c: a stage's total of panels of any size, combined in any way, against each item's own figure by
 * combine() and sums of fractions: what is done side by side and in whole numbers comes to the same. */
#include "scoring/combine.h"
#include "scoring/scoresheet.h"
#include "tests/sample.h"

#include <locale.h>

enum { MOST_BOOKS = 40, MOST_CELLS = 64 };

/* One mark in so many is a state; 0: none is. Others are on the scale, or as large as marks can be. */
static Mark some_mark(GRand *random, int one_in) {
  static const Mark states[] = {MARK_BLANK, MARK_ABSTAINED, MARK_NOT_APPLICABLE};
  if (one_in > 0 && g_rand_int_range(random, 0, one_in) == 0) return states[g_rand_int_range(random, 0, 3)];
  return (Mark)(g_rand_boolean(random) ? 500 * g_rand_int_range(random, 0, 21)
                                       : g_rand_int_range(random, 16000, 32768));
}

typedef struct Made {
  Mark marks[MOST_BOOKS][MOST_CELLS];
  Scorebook books[MOST_BOOKS];
  Panel panel;
} Made;

static void make(Made *made, GRand *random, const Criteria *criteria, size_t n, int one_in, size_t lead) {
  for (size_t b = 0; b < n; b++) {
    for (size_t c = 0; c < criteria->n_cells; c++) made->marks[b][c] = some_mark(random, one_in);
    made->books[b] =
        (Scorebook){.assessor = (uint32_t)b, .state = SCOREBOOK_SUBMITTED, .lead = b == lead, .marks = made->marks[b]};
  }
  made->panel = (Panel){.n = n, .books = made->books, .assigned = n};
}

/* Item by item. Nothing of it is not applicable: these criteria do not allow that. */
static Ratio expect(const Criteria *criteria, const Combination *how, const Made *made, uint32_t *ret_missing) {
  Ratio total = ratio_int(0);
  *ret_missing = 0;
  for (size_t i = 0; i < criteria->n_items; i++) {
    const Node *item = criteria->items[i];
    int64_t results[MOST_BOOKS];
    size_t lead = made->panel.n;
    for (size_t b = 0; b < made->panel.n; b++) {
      results[b] = rubric_result(item->rubric, made->marks[b] + item->cell);
      if (made->books[b].lead) lead = b;
    }
    Combined combined = combine(how, results, made->panel.n, lead);
    *ret_missing += combined.state != COMBINED_NUMBER;
    if (combined.state != COMBINED_NUMBER) continue;
    Ratio share = ratio(combined.sum, (int128_t)combined.n * item->rubric->den * item->rubric->max);
    total = ratio_add(total, ratio_mul(item->points, share));
  }
  return total;
}

static void check(const Criteria *criteria, const Combination *how, const Made *made) {
  Stage stage = {.id = (char *)"only", .form = STAGE_ITEMS, .combination = *how};
  const Rules rules = {.n_stages = 1, .stages = &stage};
  const Applicant applicant = {.id = "A"};
  const Cycle cycle = {.n_applicants = 1, .applicants = (Applicant *)&applicant};
  uint32_t missing;
  Ratio expected = expect(criteria, how, made, &missing);
  ScoreScratch *scratch = score_scratch_new(criteria);
  StageTotal total = stage_total(criteria, &rules, &cycle, &made->panel, scratch);
  score_scratch_free(scratch);
  g_assert_cmpuint(total.missing, ==, missing);
  g_assert_true(ratio_cmp(total.points, expected) == 0);
  g_assert_true(total.state == (missing > 0 ? TOTAL_INCOMPLETE : TOTAL_COMPLETE));
}

static void test_sizes(void) {
  static const Combination HOW[] = {
      {.method = METHOD_MEAN, .trim = {0, 1}},
      {.method = METHOD_MEDIAN, .trim = {0, 1}},
      {.method = METHOD_JUDGED, .trim = {0, 1}},
      {.method = METHOD_TRIMMED, .drop = 1, .trim = {0, 1}},
      {.method = METHOD_TRIMMED, .drop = 2, .trim = {0, 1}},
      {.method = METHOD_TRIMMED, .drop = 1, .trim = {1, 5}, .fallback = METHOD_MEDIAN},
      {.method = METHOD_TRIMMED, .drop = 1, .trim = {0, 1}, .minimum = 6, .fallback = METHOD_MEAN},
      {.method = METHOD_MEAN, .trim = {0, 1}, .blank = BLANK_REFUSE},
  };
  static const int ONE_IN[] = {0, 400, 40, 4};
  GRand *random = g_rand_new_with_seed(20261129);
  g_autoptr(Criteria) criteria = shipped_criteria("gbt19580-2012");
  g_assert_cmpuint(criteria->n_cells, ==, criteria->n_items); /* each one cell: they are taken side by side */
  g_assert_cmpuint(criteria->n_cells, <=, MOST_CELLS);
  for (size_t h = 0; h < G_N_ELEMENTS(HOW); h++)
    for (size_t s = 0; s < G_N_ELEMENTS(ONE_IN); s++)
      for (size_t n = 1; n <= MOST_BOOKS; n++) {
        Made made;
        make(&made, random, criteria, n, ONE_IN[s], n / 2);
        check(criteria, &HOW[h], &made);
      }
  g_rand_free(random);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/panel-sizes/sizes", test_sizes);
  return g_test_run();
}
