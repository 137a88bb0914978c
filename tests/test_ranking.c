/* test_ranking.c: order, shared ranks, stages and their lines, classes, tiers, places and vacancies. */
#include "scoring/ranking_parts.h"
#include "tests/sample.h"

#include <locale.h>
#include <string.h>

#define TREE "1(1.1:600 1.2:400)"

static void assert_ranking(Sample *sample, const char *want) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Ranking) ranking = sample_rank(sample, &error);
  g_assert_no_error(error);
  g_autofree char *got = sample_describe(sample, ranking);
  g_assert_cmpstr(got, ==, want);
}

/* "A 50 60; B 70 80": one scorebook each at the first stage. */
static void add_books(Sample *sample, size_t stage, const char *text) {
  g_auto(GStrv) books = g_strsplit(text, "; ", -1);
  for (size_t i = 0; books[i]; i++) {
    char *marks = strchr(books[i], ' ');
    *marks = '\0';
    sample_book(sample, books[i], stage, 0, marks + 1);
  }
}

static void order(void) {
  static const char *const CASES[][2] = {
      {"A 50 50; B 60 60; C 40 40", "1 B 600; 2 A 500; 3 C 400"},
      {"A 50 50; D 60 60; C 50 50; B 40 40", "1 D 600; 2= A 500; 2= C 500; 4 B 400"},
      {"A9 50 50; A10 50 50; A1 50 50", "1= A1 500; 1= A10 500; 1= A9 500"},
      {"A 50 50; B 60 -", "1 A 500; ?0 B"},
      {"B 60 -; A - 50", "?0 A; ?0 B"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(Sample) sample = sample_new(TREE);
    add_books(sample, 0, CASES[i][0]);
    assert_ranking(sample, CASES[i][1]);
  }
}

static void nobody(void) {
  g_autoptr(Sample) sample = sample_new(TREE);
  assert_ranking(sample, "");
  sample_applicant(sample, "B", "");
  sample_applicant(sample, "A", "");
  assert_ranking(sample, "?0 A; ?0 B");
}

/* Totals a third of a hundredth apart are different ranks: 1/3 of the mean of three. */
static void exact(void) {
  g_autoptr(Sample) sample = sample_new("1(1.1:1 1.2:999)");
  sample->percent.step = 1;
  static const char *const MARKS[] = {"50 50", "50 50", "50.01 50"};
  for (uint32_t b = 0; b < 3; b++) {
    sample_book(sample, "A", 0, b, MARKS[b]);
    sample_book(sample, "B", 0, b, MARKS[0]);
  }
  assert_ranking(sample, "1 A 15000001/30000; 2 B 500");
}

/* -- the example cycle, four ways ---------------------------------------------------------------------------- */

static Sample *example_cycle(GPtrArray *marks, GRand *shuffle) {
  g_autoptr(GString) tree = g_string_new(NULL);
  g_autoptr(GPtrArray) items = sample_rows("gbt19580_sheet.csv");
  for (guint i = 0; i < items->len; i++)
    g_string_append_printf(tree, "%s%s:%s", i ? " " : "", ((char **)items->pdata[i])[0], ((char **)items->pdata[i])[1]);
  for (guint i = marks->len; shuffle && i > 1; i--) {
    guint other = (guint)g_rand_int_range(shuffle, 0, (gint32)i);
    void *row = marks->pdata[i - 1];
    marks->pdata[i - 1] = marks->pdata[other];
    marks->pdata[other] = row;
  }
  Sample *sample = sample_new(tree->str);
  for (guint i = 0; i < marks->len; i++) {
    char **row = marks->pdata[i];
    uint32_t assessor = (uint32_t)g_ascii_strtoull(row[1], NULL, 10);
    sample_book(sample, row[0], 0, shuffle ? assessor * 7 % 29 : assessor, row[2]);
  }
  return sample;
}

static const Standing *standing_of(const Sample *sample, const Ranking *ranking, const char *id) {
  for (guint i = 0; i < ranking->standings->len; i++) {
    const Standing *standing = &g_array_index(ranking->standings, Standing, i);
    if (strcmp(sample->applicants[standing->applicant].id, id) == 0) return standing;
  }
  g_assert_not_reached();
}

static void example_totals(void) {
  const Combination ways[] = {{.trim = {0, 1}},
                              {.method = METHOD_MEDIAN, .trim = {0, 1}},
                              {.method = METHOD_TRIMMED, .drop = 1, .trim = {0, 1}},
                              {.method = METHOD_TRIMMED, .trim = {1, 5}, .minimum = 3}};
  g_autoptr(GPtrArray) marks = sample_rows("cycle_small_marks.csv"), want = sample_rows("cycle_small_totals.csv");
  for (size_t way = 0; way < 4; way++) {
    g_autoptr(Sample) sample = example_cycle(marks, NULL);
    sample->stages[0].combination = ways[way];
    g_autoptr(Ranking) ranking = sample_rank(sample, NULL);
    g_assert_cmpuint(ranking->standings->len, ==, 40);
    for (guint i = 0; i < want->len; i++) {
      char **row = want->pdata[i];
      const Standing *standing = standing_of(sample, ranking, row[0]);
      double total = g_ascii_strtod(row[1 + 2 * way], NULL);
      g_assert_cmpfloat_with_epsilon(ratio_double(standing->total), total, total * 1e-12);
      g_assert_cmpuint(standing->rank, ==, g_ascii_strtoull(row[2 + 2 * way], NULL, 10));
    }
  }
}

static void order_of_rows(void) {
  g_autoptr(GPtrArray) marks = sample_rows("cycle_small_marks.csv");
  g_autoptr(GRand) rand = g_rand_new_with_seed(11);
  g_autofree char *first = NULL;
  for (int turn = 0; turn < 10; turn++) {
    g_autoptr(Sample) sample = example_cycle(marks, turn ? rand : NULL);
    sample->stages[0].combination.method = METHOD_TRIMMED;
    g_autoptr(Ranking) ranking = sample_rank(sample, NULL);
    g_autofree char *line = sample_describe(sample, ranking);
    if (turn == 0)
      first = g_steal_pointer(&line);
    else
      g_assert_cmpstr(line, ==, first);
  }
}

/* -- many ---------------------------------------------------------------------------------------------------------- */

enum { MANY = 2 * RANK_PIECE + 1000, FULL = 1000 };

static Mark mark_of_many(uint32_t applicant, uint32_t item) {
  return (Mark)(500 * ((applicant * (7 + item) + applicant / 97) % 21));
}

static uint32_t total_of_many(uint32_t applicant) {
  return (uint32_t)(6 * mark_of_many(applicant, 0) + 4 * mark_of_many(applicant, 1)) / 100;
}

static bool hand_out_many(void *data, EachPanel *each, void *user, GError **error) {
  (void)data;
  (void)error;
  for (uint32_t a = 0; a < MANY; a++) {
    const Mark marks[] = {mark_of_many(a, 0), mark_of_many(a, 1)};
    const Scorebook book = {.applicant = a, .state = SCOREBOOK_SUBMITTED, .marks = marks};
    if (!each(&(Panel){.applicant = a, .n = 1, .books = &book}, user)) break;
  }
  return true;
}

static void fill_many(Sample *sample, Cycle *many) {
  static const AwardClass CLASSES[] = {{.id = "odd", .criteria = "", .kinds = ""},
                                       {.id = "even", .criteria = "", .kinds = ""}};
  sample->rules.n_classes = 2;
  sample->rules.classes = CLASSES;
  *many = sample->cycle;
  many->n_applicants = MANY;
  many->applicants = g_new0(Applicant, MANY);
  for (uint32_t a = 0; a < MANY; a++)
    many->applicants[a] =
        (Applicant){.id = g_strdup_printf("%06u", MANY - a), .class_id = CLASSES[a % 2 == 0].id, .kind = ""};
}

static void hear(double share, void *told) { g_string_append_printf(told, " %g", share); }

/* More applicants than are listed at a time, on however many threads: a rank is one more than those above in the class. */
static void many(void) {
  g_autoptr(Sample) sample = sample_new(TREE);
  Cycle cycle;
  g_autoptr(GString) told = g_string_new(NULL);
  PanelSource source = {.run = hand_out_many, .tell = hear, .teller = told};
  uint32_t of_total[2][FULL + 1] = {0};
  fill_many(sample, &cycle);
  for (uint32_t a = 0; a < MANY; a++) of_total[a % 2 == 0][total_of_many(a)]++;
  for (int threads = 1; threads < 8; threads += 3) {
    g_autofree char *text = g_strdup_printf("%d", threads);
    g_setenv("ACCOLADE_THREADS", text, TRUE);
    g_string_truncate(told, 0);
    g_autoptr(Ranking) ranking = ranking_of(&sample->award, &cycle, &source, NULL);
    g_assert_cmpuint(ranking->standings->len, ==, MANY);
    g_assert_cmpstr(told->str, ==, " 0 0.25 0.5 0.75 1");
    const char *before = "";
    for (uint32_t i = 0, above = 0, last = FULL; i < MANY; i++) {
      const Standing *standing = &g_array_index(ranking->standings, Standing, i);
      uint32_t total = total_of_many(standing->applicant), class_index = standing->applicant % 2 == 0;
      if (i == MANY / 2) above = 0, last = FULL, before = "";
      g_assert_cmpuint(class_index, ==, i >= MANY / 2);
      for (; last > total; last--) above += of_total[class_index][last], before = "";
      g_assert_cmpuint(last, ==, total);
      assert_ratio(standing->max, "1000");
      g_assert_true(ratio_cmp(standing->total, ratio_int(total)) == 0);
      g_assert_cmpuint(standing->rank, ==, above + 1);
      g_assert_true(standing->tied == (of_total[class_index][total] > 1));
      g_assert_cmpstr(before, <, cycle.applicants[standing->applicant].id);
      before = cycle.applicants[standing->applicant].id;
    }
  }
  g_unsetenv("ACCOLADE_THREADS");
  for (uint32_t a = 0; a < MANY; a++) g_free((char *)cycle.applicants[a].id);
  g_free(cycle.applicants);
}

/* -- ties --------------------------------------------------------------------------------------------------------- */

static void tie_keys(void) {
  static const bool RESULTS[] = {false, true};
  static const Subtotal SUBTOTALS[] = {{.id = "results", .counts = RESULTS}};
  static const TieKey KEYS[] = {{TIE_SUBTOTAL, "results"}, {TIE_NODE, "1.1"}};
  static const TieKey NODE_ONLY[] = {{TIE_NODE, "1.1"}};
  g_autoptr(Sample) sample = sample_new("1(1.1:500 1.2:500)");
  sample->criteria.n_subtotals = 1;
  sample->criteria.subtotals = SUBTOTALS;
  add_books(sample, 0, "A 60 40; B 40 60; C 60 40; D 90 90");
  assert_ranking(sample, "1 D 900; 2= A 500; 2= B 500; 2= C 500");
  sample->rules.n_tie_keys = 2;
  sample->rules.tie_keys = KEYS;
  assert_ranking(sample, "1 D 900; 2 B 500; 3= A 500; 3= C 500");
  g_autoptr(Ranking) ranking = sample_rank(sample, NULL);
  const bool decided[] = {false, true, true, true};
  for (guint i = 0; i < 4; i++) {
    g_assert_cmpint(g_array_index(ranking->standings, Standing, i).decided_by_tie_key, ==, decided[i]);
    g_assert_cmpuint(g_array_index(ranking->standings, Standing, i).tie_key, ==, 0);
  }
  sample->rules.tie_keys = NODE_ONLY;
  sample->rules.n_tie_keys = 1;
  assert_ranking(sample, "1 D 900; 2= A 500; 2= C 500; 4 B 500");
}

static void tie_by_stage(void) {
  static const TieKey KEYS[] = {{TIE_STAGE, "defence"}};
  g_autoptr(Sample) sample = sample_new(TREE);
  sample_stage(sample, "papers", STAGE_TOTAL, 100, ratio_int(1));
  sample_stage(sample, "defence", STAGE_TOTAL, 100, ratio_int(1));
  sample->rules.n_tie_keys = 1;
  sample->rules.tie_keys = KEYS;
  add_books(sample, 0, "A 70; B 60; C 70");
  add_books(sample, 1, "A 50; B 60; C 50");
  assert_ranking(sample, "1 B 120; 2= A 120; 2= C 120");
}

/* -- stages ------------------------------------------------------------------------------------------------------- */

static void sums_of_stages(void) {
  g_autoptr(Sample) ezhou = sample_new(TREE);
  sample_stage(ezhou, "defence", STAGE_TOTAL, 100, ratio_int(1));
  sample_stage(ezhou, "site", STAGE_TOTAL, 1000, ratio(9, 10));
  add_books(ezhou, 0, "A 88.5; B 90");
  add_books(ezhou, 1, "A 720");
  assert_ranking(ezhou, "1 A 736.5; ?1 B");
  g_autoptr(Ranking) ranking = sample_rank(ezhou, NULL);
  g_assert_cmpint(ratio_cmp(g_array_index(ranking->standings, Standing, 0).max, ratio_int(1000)), ==, 0);
  g_autoptr(Sample) jining = sample_new(TREE);
  sample_stage(jining, "papers", STAGE_TOTAL, 100, ratio(2, 5));
  sample_stage(jining, "defence", STAGE_TOTAL, 100, ratio(2, 5));
  sample_stage(jining, "satisfaction", STAGE_TOTAL, 100, ratio(1, 5));
  for (size_t s = 0; s < 3; s++) add_books(jining, s, s == 0 ? "A 82" : s == 1 ? "A 90" : "A 75");
  assert_ranking(jining, "1 A 83.8");
}

static void stage_not_begun(void) {
  g_autoptr(Sample) sample = sample_new(TREE);
  sample_stage(sample, "papers", STAGE_ITEMS, 0, ratio_int(1));
  sample_stage(sample, "site", STAGE_TOTAL, 100, ratio_int(1));
  add_books(sample, 0, "A 50 50; B 60 60");
  assert_ranking(sample, "1 B 600; 2 A 500");
  g_autoptr(Ranking) ranking = sample_rank(sample, NULL);
  g_assert_cmpint(ratio_cmp(g_array_index(ranking->standings, Standing, 0).max, ratio_int(1000)), ==, 0);
  add_books(sample, 1, "A 70");
  assert_ranking(sample, "1 A 570; ?1 B");
}

static void lines(void) {
  static const struct {
    PassBy pass;
    Ratio value;
    const char *want;
  } CASES[] = {
      {PASS_TOP, {1, 1}, "1 A 90; x0 B; x0 C; x0 D; x0 E; ?0 F"},
      {PASS_TOP, {2, 1}, "1 A 90; 2= B 80; 2= C 80; x0 D; x0 E; ?0 F"},
      {PASS_TOP, {9, 1}, "1 A 90; 2= B 80; 2= C 80; 4 D 70; 5 E 60; ?0 F"},
      {PASS_TOP, {0, 1}, "?0 F; x0 A; x0 B; x0 C; x0 D; x0 E"},
      {PASS_RATIO, {1, 10}, "1 A 90; ?0 F; x0 B; x0 C; x0 D; x0 E"},
      {PASS_RATIO, {1, 2}, "1 A 90; 2= B 80; 2= C 80; ?0 F; x0 D; x0 E"},
      {PASS_FLOOR, {70, 1}, "1 A 90; 2= B 80; 2= C 80; 4 D 70; ?0 F; x0 E"},
      {PASS_ALL, {0, 1}, "1 A 90; 2= B 80; 2= C 80; 4 D 70; 5 E 60; ?0 F"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(Sample) sample = sample_new(TREE);
    Stage *stage = sample_stage(sample, "papers", STAGE_TOTAL, 100, ratio_int(1));
    stage->pass = CASES[i].pass;
    stage->pass_value = CASES[i].value;
    add_books(sample, 0, "A 90; B 80; C 80; D 70; E 60");
    sample_applicant(sample, "F", "");
    g_autoptr(Ranking) ranking = sample_rank(sample, NULL);
    g_autofree char *got = sample_describe(sample, ranking);
    g_auto(GStrv) parts = g_strsplit(CASES[i].want, "; ", -1);
    for (size_t p = 0; parts[p]; p++) g_assert_nonnull(strstr(got, parts[p]));
    g_assert_cmpuint(strlen(got), ==, strlen(CASES[i].want));
  }
}

static void line_without_weight(void) {
  g_autoptr(Sample) sample = sample_new(TREE);
  Stage *papers = sample_stage(sample, "papers", STAGE_TOTAL, 100, ratio_int(0));
  papers->pass = PASS_TOP;
  papers->pass_value = ratio_int(1);
  sample_stage(sample, "site", STAGE_TOTAL, 100, ratio_int(1));
  add_books(sample, 0, "A 60; B 70");
  add_books(sample, 1, "A 99; B 50");
  assert_ranking(sample, "1 B 50; x0 A");
}

static void decisions(void) {
  g_autoptr(Sample) sample = sample_new(TREE);
  sample_stage(sample, "papers", STAGE_TOTAL, 100, ratio_int(1));
  sample_stage(sample, "gate", STAGE_GATE, 0, ratio_int(0))->pass = PASS_DECISION;
  add_books(sample, 0, "A 60; B 70; C 80");
  assert_ranking(sample, "1 C 80; 2 B 70; 3 A 60");
  sample_decide(sample, "A", 1, true);
  sample_decide(sample, "C", 1, false);
  assert_ranking(sample, "1 A 60; ?1 B; x1 C");
}

/* Out is who failed earlier, whatever came after; where nobody decided nobody is. */
static void out_by_decision(void) {
  static const StageDecision made[] = {
      {1, 0, true, ""}, {1, 2, false, ""}, {3, 0, false, ""}, {3, 2, true, ""}, {4, 0, true, ""}};
  static const struct {
    uint32_t applicant;
    size_t stage;
    bool decided, out;
  } CASES[] = {{0, 0, false, false}, {0, 9, false, false}, {1, 0, true, false},  {1, 1, false, false},
               {1, 2, true, false},  {1, 3, false, true},  {2, 3, false, false}, {3, 0, true, false},
               {3, 1, false, true},  {3, 2, true, true},   {4, 9, false, false}, {5, 1, false, false}};
  StageDecision decisions[G_N_ELEMENTS(made)];
  memcpy(decisions, made, sizeof made);
  const Cycle cycle = {.n_applicants = 6, .n_decisions = G_N_ELEMENTS(decisions), .decisions = decisions};
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    const StageDecision *decision = cycle_decision(&cycle, CASES[i].applicant, CASES[i].stage);
    g_assert_cmpint(decision != NULL, ==, CASES[i].decided);
    if (decision) g_assert_cmpuint(decision->applicant, ==, CASES[i].applicant);
    g_assert_cmpint(cycle_is_out(&cycle, CASES[i].applicant, CASES[i].stage), ==, CASES[i].out);
  }
}

static void vetoes(void) {
  g_autoptr(Sample) sample = sample_new(TREE);
  add_books(sample, 0, "A 60 60; B 70 70; C 70 -");
  sample->applicants[1].veto = "accident";
  sample->applicants[2].veto = "accident";
  assert_ranking(sample, "1 A 600; x0 B; x0 C");
  g_autoptr(Ranking) ranking = sample_rank(sample, NULL);
  g_assert_cmpint(g_array_index(ranking->excluded, NotRanked, 0).reason, ==, NOT_RANKED_VETO);
}

static void classes(void) {
  static const AwardClass CLASSES[] = {{.id = "economy", .criteria = "", .kinds = "organisation"},
                                       {.id = "culture", .criteria = "", .kinds = "organisation project"}};
  static const char *const PEOPLE[][3] = {{"A", "culture", "project"}, {"B", "economy", ""},
                                          {"C", "economy", "project"}, {"D", "sports", ""},
                                          {"E", "culture", "person"},  {"F", "economy", "organisation"}};
  g_autoptr(Sample) sample = sample_new(TREE);
  sample->rules.n_classes = 2;
  sample->rules.classes = CLASSES;
  for (size_t i = 0; i < 6; i++)
    sample->applicants[sample_applicant(sample, PEOPLE[i][0], PEOPLE[i][1])].kind = PEOPLE[i][2];
  add_books(sample, 0, "A 90 90; B 50 50; C 50 50; D 50 50; E 50 50; F 60 60");
  assert_ranking(sample, "1 F 600; 2 B 500; 1 A 900; x0 C; x0 D; x0 E");
  g_autoptr(Ranking) ranking = sample_rank(sample, NULL);
  g_assert_cmpint(g_array_index(ranking->excluded, NotRanked, 2).reason, ==, NOT_RANKED_CLASS);
  g_autoptr(Sample) other = sample_new("X:50 Y:50");
  const Criteria *own[] = {NULL, &other->criteria};
  sample->award.class_criteria = own;
  g_assert_true(award_criteria(&sample->award, &sample->cycle, 0) == &other->criteria);
  g_assert_true(award_criteria(&sample->award, &sample->cycle, 1) == &sample->criteria);
  assert_ranking(sample, "1 F 600; 2 B 500; 1 A 90; x0 C; x0 D; x0 E");
}

static void total_rounding(void) {
  g_autoptr(Sample) sample = sample_new("1(1.1:15 1.2:985)");
  add_books(sample, 0, "A 35 50; B 40 50; C 50 50");
  assert_ranking(sample, "1 C 500; 2 B 498.5; 3 A 497.75");
  sample->criteria.rounding = ROUND_HALF_EVEN;
  sample->criteria.round_at = ROUND_AT_TOTAL;
  assert_ranking(sample, "1 C 500; 2= A 498; 2= B 498");
  sample->rules.rounding = (RoundingRule){true, ROUND_HALF_UP, ROUND_AT_TOTAL, ratio_int(1)};
  assert_ranking(sample, "1 C 500; 2 B 499; 3 A 498");
}

static void no_total(void) {
  g_autoptr(Sample) sample = sample_new(TREE);
  g_autoptr(GError) error = NULL;
  sample->criteria.has_total = false;
  g_assert_null(sample_rank(sample, &error));
  g_assert_error(error, RANKING_ERROR, RANKING_ERROR_NO_TOTAL);
}

static void overflow(void) {
  g_autoptr(Sample) sample = sample_new(TREE);
  g_autoptr(GError) error = NULL;
  sample->nodes[1].weight = ratio(1, ((int128_t)1 << 126) + 1);
  sample->nodes[2].weight = ratio(1, ((int128_t)1 << 126) - 1);
  add_books(sample, 0, "A 65 55");
  g_assert_null(sample_rank(sample, &error));
  g_assert_error(error, RANKING_ERROR, RANKING_ERROR_OVERFLOW);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/order/totals", order);
  g_test_add_func("/order/nobody", nobody);
  g_test_add_func("/order/exact", exact);
  g_test_add_func("/order/example cycle", example_totals);
  g_test_add_func("/order/of rows", order_of_rows);
  g_test_add_func("/order/many", many);
  g_test_add_func("/ties/keys", tie_keys);
  g_test_add_func("/ties/stage", tie_by_stage);
  g_test_add_func("/stages/sums", sums_of_stages);
  g_test_add_func("/stages/not begun", stage_not_begun);
  g_test_add_func("/stages/lines", lines);
  g_test_add_func("/stages/line without weight", line_without_weight);
  g_test_add_func("/stages/decisions", decisions);
  g_test_add_func("/stages/out-by-decision", out_by_decision);
  g_test_add_func("/others/vetoes", vetoes);
  g_test_add_func("/others/classes", classes);
  g_test_add_func("/others/total rounding", total_rounding);
  g_test_add_func("/others/no total", no_total);
  g_test_add_func("/others/overflow", overflow);
  return g_test_run();
}
