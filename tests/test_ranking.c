/* test_ranking.c: order, shared ranks, ties, the award total. */
#include "scoring/ranking_parts.h"
#include "tests/sample.h"

#include <locale.h>
#include <string.h>

#define TREE "1(1.1:600 1.2:400)"

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
    sample_books(sample, 0, CASES[i][0]);
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

/* Apart by less than keys tell, and in fractions too fine to have a common one. */
static void hardly_apart(void) {
  g_autoptr(Sample) sample = sample_new(TREE);
  sample_node(sample, "1.2")->weight = ratio(1, (int128_t)3 << 45);
  sample_books(sample, 0, "A 50 50; B 50 55");
  assert_ranking(sample, "1 B 7916483719988575/26388279066624; 2 A 3958241859994225/13194139533312");
  sample->stages[0].pass = PASS_TOP;
  sample->stages[0].pass_value = ratio_int(1);
  assert_ranking(sample, "1 B 7916483719988575/26388279066624; x0 A");
}

/* The same where neither fraction is too fine, but their common one is: primes below 2^40 whose product, cut to 64 bits, is
 * negative. */
static void fractions_too_fine_together(void) {
  g_autoptr(Sample) sample = sample_new(TREE);
  sample_node(sample, "1.1")->weight = ratio(1, 1099511627689);
  sample_node(sample, "1.2")->weight = ratio(1, 1099511627609);
  sample_books(sample, 0, "A 100 0; B 0 100");
  assert_ranking(sample, "1 B 10000/1099511627609; 2 A 10000/1099511627689");
}

/* Who is out does not say in what fractions the others are. */
static void fractions_after_one_out(void) {
  static const char *const MARKS[][3] = {{"50 50", "50 50", "50 55"}, {"50 50", "50 50", "50 60"}};
  g_autoptr(Sample) sample = sample_new("1(1.1:600 1.2:401)");
  sample_book(sample, "A", 0, 0, "90 90");
  sample->applicants[0].veto = "accident";
  for (uint32_t b = 0; b < 3; b++) {
    sample_book(sample, "B", 0, b, MARKS[0][b]);
    sample_book(sample, "C", 0, b, MARKS[1][b]);
  }
  assert_ranking(sample, "1 C 7708/15; 2 B 30431/60; x0 A");
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
      g_assert_cmpfloat_with_epsilon(ratio_double(*standing->total), total, total * 1e-12);
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
      assert_ratio(*standing->max, "1000");
      g_assert_true(ratio_cmp(*standing->total, ratio_int(total)) == 0);
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
  static const TieKey NODE_ONLY[] = {{TIE_NODE, "1.1"}}, STAGE_FIRST[] = {{TIE_STAGE, "review"}, {TIE_NODE, "1.1"}};
  g_autoptr(Sample) sample = sample_new("1(1.1:500 1.2:500)");
  sample->criteria.n_subtotals = 1;
  sample->criteria.subtotals = SUBTOTALS;
  sample_books(sample, 0, "A 60 40; B 40 60; C 60 40; D 90 90");
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
  sample->rules.tie_keys = STAGE_FIRST;
  sample->rules.n_tie_keys = 2;
  assert_ranking(sample, "1 D 900; 2= A 500; 2= C 500; 4 B 500");
  sample->rules.tie_keys = NODE_ONLY;
  sample->rules.n_tie_keys = 1;
  g_autoptr(Ranking) by_node = sample_rank(sample, NULL);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint(g_array_index(by_node->standings, Standing, i).decided_by_tie_key, ==, decided[i]);
}

/* All the keys of the rules are looked at, and all their stages. */
static void as_many_as_there_are(void) {
  static const char *const CODES[] = {"1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9", "1.10"};
  TieKey keys[G_N_ELEMENTS(CODES)];
  for (size_t k = 0; k < G_N_ELEMENTS(CODES); k++) keys[k] = (TieKey){TIE_NODE, CODES[k]};
  g_autoptr(Sample) sample = sample_new("1(1.1:10 1.2:10 1.3:10 1.4:10 1.5:10 1.6:10 1.7:10 1.8:10 1.9:10 1.10:10)");
  sample->rules.tie_keys = keys;
  sample->rules.n_tie_keys = G_N_ELEMENTS(keys);
  sample_books(sample, 0, "A 50 50 50 50 50 50 50 50 40 60; B 50 50 50 50 50 50 50 50 60 40");
  assert_ranking(sample, "1 B 50; 2 A 50");
  g_autoptr(Sample) stages = sample_new(TREE);
  for (size_t s = 0; s < SAMPLE_STAGES; s++) {
    sample_stage(stages, "defence", STAGE_TOTAL, 100, ratio_int(1));
    sample_books(stages, s, s + 1 < SAMPLE_STAGES ? "A 50; B 50" : "A 50; B 60");
  }
  assert_ranking(stages, "1 B 1010; 2 A 1000");
}

static void tie_by_stage(void) {
  static const TieKey KEYS[] = {{TIE_STAGE, "defence"}};
  g_autoptr(Sample) sample = sample_new(TREE);
  sample_stage(sample, "papers", STAGE_TOTAL, 100, ratio_int(1));
  sample_stage(sample, "defence", STAGE_TOTAL, 100, ratio_int(1));
  sample->rules.n_tie_keys = 1;
  sample->rules.tie_keys = KEYS;
  sample_books(sample, 0, "A 70; B 60; C 70");
  sample_books(sample, 1, "A 50; B 60; C 50");
  assert_ranking(sample, "1 B 120; 2= A 120; 2= C 120");
}

/* A stage that does not count may tell apart, too; who has no figure there has none for it. */
static void tie_by_uncounted_stage(void) {
  static const TieKey KEYS[] = {{TIE_STAGE, "defence"}};
  g_autoptr(Sample) sample = sample_new(TREE);
  sample_stage(sample, "papers", STAGE_TOTAL, 100, ratio_int(1));
  sample_stage(sample, "defence", STAGE_TOTAL, 100, ratio_int(0));
  sample->rules.n_tie_keys = 1;
  sample->rules.tie_keys = KEYS;
  sample_books(sample, 0, "A 70; B 70; C 70");
  sample_books(sample, 1, "B 0.5; C 0");
  assert_ranking(sample, "1 B 70; 2= A 70; 2= C 70");
}

/* Nor does a figure that the rules do not let count decide: of too few scorebooks, or with marks missing. */
static void tie_by_invalid_figure(void) {
  static const TieKey KEYS[] = {{TIE_STAGE, "defence"}};
  g_autoptr(Sample) sample = sample_new(TREE);
  sample_stage(sample, "papers", STAGE_TOTAL, 100, ratio_int(1));
  Stage *defence = sample_stage(sample, "defence", STAGE_TOTAL, 100, ratio_int(0));
  sample->rules.n_tie_keys = 1;
  sample->rules.tie_keys = KEYS;
  sample_books(sample, 0, "A 70; B 70; C 70");
  sample_books(sample, 1, "A 60; B 50; B 50; C -");
  assert_ranking(sample, "1 A 70; 2 B 70; 3 C 70");
  defence->panel_min = 2;
  assert_ranking(sample, "1 B 70; 2= A 70; 2= C 70");
}

/* -- the award total ------------------------------------------------------------------------------------------- */

static void total_rounding(void) {
  g_autoptr(Sample) sample = sample_new("1(1.1:15 1.2:985)");
  sample_books(sample, 0, "A 35 50; B 40 50; C 50 50");
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

/* Criteria without a total are no hindrance where nothing that counts is marked by them. */
static void no_total_needed(void) {
  g_autoptr(Sample) sample = sample_new(TREE), other = sample_new(TREE);
  static const AwardClass CLASSES[] = {{.id = "economy", .kinds = ""}, {.id = "culture", .kinds = ""}};
  const Criteria *own[] = {&other->criteria, NULL};
  sample->criteria.has_total = false;
  sample_stage(sample, "site", STAGE_TOTAL, 100, ratio_int(1));
  sample_stage(sample, "look", STAGE_ITEMS, 0, ratio_int(0));
  sample_books(sample, 0, "A 70; B 80");
  assert_ranking(sample, "1 B 80; 2 A 70");
  sample->stages[1].factor = ratio_int(1);
  g_assert_null(sample_rank(sample, NULL));
  sample->criteria.has_total = true;
  other->criteria.has_total = false;
  sample->rules.n_classes = 2;
  sample->rules.classes = CLASSES;
  sample->award.class_criteria = own;
  g_assert_null(sample_rank(sample, NULL));
}

static void overflow(void) {
  g_autoptr(Sample) sample = sample_new(TREE);
  g_autoptr(GError) error = NULL;
  sample->nodes[1].weight = ratio(1, ((int128_t)1 << 126) + 1);
  sample->nodes[2].weight = ratio(1, ((int128_t)1 << 126) - 1);
  sample_books(sample, 0, "A 65 55");
  g_assert_null(sample_rank(sample, &error));
  g_assert_error(error, RANKING_ERROR, RANKING_ERROR_OVERFLOW);
}

/* Each stage's figure fits, their sum does not: the first applicant it happens to is named. */
static void overflow_of_the_sum(void) {
  g_autoptr(Sample) sample = sample_new(TREE);
  g_autoptr(GError) error = NULL;
  sample_stage(sample, "papers", STAGE_TOTAL, 100, ratio(1, ((int128_t)1 << 126) + 1));
  sample_stage(sample, "site", STAGE_TOTAL, 100, ratio(1, ((int128_t)1 << 126) - 1));
  sample_books(sample, 0, "A1 65; B2 65");
  sample_books(sample, 1, "A1 55; B2 55");
  g_assert_null(sample_rank(sample, &error));
  g_assert_error(error, RANKING_ERROR, RANKING_ERROR_OVERFLOW);
  g_assert_nonnull(strstr(error->message, "A1"));
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/order/totals", order);
  g_test_add_func("/order/nobody", nobody);
  g_test_add_func("/order/exact", exact);
  g_test_add_func("/order/hardly apart", hardly_apart);
  g_test_add_func("/order/fractions too fine together", fractions_too_fine_together);
  g_test_add_func("/order/fractions after one out", fractions_after_one_out);
  g_test_add_func("/order/example cycle", example_totals);
  g_test_add_func("/order/of rows", order_of_rows);
  g_test_add_func("/order/many", many);
  g_test_add_func("/ties/keys", tie_keys);
  g_test_add_func("/ties/stage", tie_by_stage);
  g_test_add_func("/ties/stage that does not count", tie_by_uncounted_stage);
  g_test_add_func("/ties/figure that is not valid", tie_by_invalid_figure);
  g_test_add_func("/ties/as many as there are", as_many_as_there_are);
  g_test_add_func("/others/total rounding", total_rounding);
  g_test_add_func("/others/no total", no_total);
  g_test_add_func("/others/no total needed", no_total_needed);
  g_test_add_func("/others/overflow", overflow);
  g_test_add_func("/others/overflow of the sum", overflow_of_the_sum);
  return g_test_run();
}
