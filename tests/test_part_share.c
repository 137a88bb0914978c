/* test_part_share.c: shares of nodes and subtotals are those of a whole sheet, for every shipped criteria pack, ways of
 * combining and rounding, and marks at random with blanks and what is not applicable. */
#include "criteria/pack.h"
#include "scoring/scoresheet.h"
#include "tests/sample.h"

#include <locale.h>
#include <string.h>

enum { ROUNDS = 60, MOST_BOOKS = 5 };

static uint64_t seed = 19580;

static size_t draw(size_t below) {
  seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (size_t)(seed >> 33) % below;
}

static Mark draw_mark(const Scale *scale, size_t states) {
  if (draw(100) < states) return (const Mark[]){MARK_BLANK, MARK_ABSTAINED, MARK_NOT_APPLICABLE}[draw(3)];
  size_t steps = (size_t)(scale->max - scale->min) / (size_t)MAX(scale->step, 1);
  return (Mark)((size_t)scale->min + draw(steps + 1) * (size_t)MAX(scale->step, 1));
}

static void draw_stage(Stage *stage, Rules *rules) {
  static const CombineMethod methods[] = {METHOD_MEAN, METHOD_MEDIAN, METHOD_TRIMMED, METHOD_JUDGED};
  *stage = (Stage){.id = "review", .form = STAGE_ITEMS, .factor = {1, 1}, .panel_min = 1};
  stage->combination = (Combination){.method = methods[draw(4)], .drop = 1, .trim = {0, 1}, .fallback = METHOD_MEAN};
  stage->combination.apply_at = draw(4) == 0 ? APPLY_AT_TOTAL : APPLY_AT_ITEM;
  stage->combination.blank = (BlankPolicy)draw(3);
  rules->rounding = (RoundingRule){draw(3) == 0, ROUND_HALF_EVEN, ROUND_AT_ITEM, {1, 2}};
}

typedef struct Shares {
  size_t there, missing;
} Shares;

static void compare(const Rules *rules, ScoreScratch *scratch, const char *ref, Ratio points, Ratio max, bool complete,
                    Shares *shares) {
  Ratio share;
  bool got = stage_share(rules, &rules->stages[0], scratch, ref, &share);
  bool wanted = complete && !ratio_is_zero(max);
  g_assert_cmpint(got, ==, wanted);
  if (wanted) g_assert_cmpint(ratio_cmp(share, ratio_div(points, max)), ==, 0);
  *(wanted ? &shares->there : &shares->missing) += 1;
}

static void compare_all(const Criteria *criteria, const Rules *rules, const Cycle *cycle, const Panel *panel,
                        ScoreScratch *scratch, Shares *shares) {
  g_autoptr(Scoresheet) sheet = scoresheet_of(criteria, rules, cycle, panel);
  stage_total(criteria, rules, cycle, panel, scratch);
  for (size_t i = 0; i < sheet->n_nodes; i++)
    compare(rules, scratch, sheet->nodes[i].node->code, sheet->nodes[i].points, sheet->nodes[i].max,
            sheet->nodes[i].complete, shares);
  for (size_t i = 0; i < sheet->n_subtotals; i++)
    if (!criteria_node(criteria, sheet->subtotals[i].subtotal->id))
      compare(rules, scratch, sheet->subtotals[i].subtotal->id, sheet->subtotals[i].points, sheet->subtotals[i].max,
              sheet->subtotals[i].complete, shares);
  Ratio share;
  g_assert_false(stage_share(rules, &rules->stages[0], scratch, "no-such-part", &share));
}

static void round_of(const Criteria *criteria, Shares *shares) {
  Stage stage;
  Rules rules = {.n_stages = 1, .stages = &stage};
  Applicant applicant = {.id = "A1", .name = "", .class_id = ""};
  StageState state = {0};
  Cycle cycle = {.n_applicants = 1, .applicants = &applicant, .stage_states = &state};
  Scorebook books[MOST_BOOKS] = {0};
  size_t n = 1 + draw(MOST_BOOKS), states = draw(3) == 0 ? 10 : 0;
  g_autofree Mark *marks = g_new(Mark, MOST_BOOKS * criteria->n_cells);
  draw_stage(&stage, &rules);
  for (size_t b = 0; b < n; b++) {
    books[b] = (Scorebook){.assessor = (uint32_t)b, .lead = b == 0, .marks = marks + b * criteria->n_cells};
    for (size_t c = 0; c < criteria->n_cells; c++)
      marks[b * criteria->n_cells + c] = draw_mark(criteria->cell_scales[c], states);
  }
  Panel panel = {.n = n, .books = books, .assigned = n};
  g_autoptr(ScoreScratch) scratch = score_scratch_new(criteria);
  compare_all(criteria, &rules, &cycle, &panel, scratch, shares);
}

static void test_pack(const void *id) {
  g_autoptr(Criteria) criteria = shipped_criteria(id);
  Shares shares = {0};
  for (size_t i = 0; i < ROUNDS; i++) round_of(criteria, &shares);
  g_assert_cmpuint(shares.there, >, 0);
  g_assert_cmpuint(shares.missing, >, 0);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_autoptr(PackShelf) shelf = pack_shelf_new(NULL);
  const PackInfo *infos;
  size_t n = pack_shelf_list(shelf, &infos);
  for (size_t i = 0; i < n; i++) {
    if (infos[i].type != PACK_CRITERIA) continue;
    g_autofree char *path = g_strdup_printf("/part-share/%s", infos[i].id);
    g_test_add_data_func(path, infos[i].id, test_pack);
  }
  return g_test_run();
}
