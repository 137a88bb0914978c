/* test_passing.c: stages and what they add, their lines and decisions, vetoes and classes: who is ranked, and who is not. */
#include "scoring/ranking_parts.h"
#include "tests/sample.h"

#include <locale.h>
#include <string.h>

#define TREE "1(1.1:600 1.2:400)"

/* -- stages ------------------------------------------------------------------------------------------------------- */

static void sums_of_stages(void) {
  g_autoptr(Sample) ezhou = sample_new(TREE);
  sample_stage(ezhou, "defence", STAGE_TOTAL, 100, ratio_int(1));
  sample_stage(ezhou, "site", STAGE_TOTAL, 1000, ratio(9, 10));
  sample_books(ezhou, 0, "A 88.5; B 90");
  sample_books(ezhou, 1, "A 720");
  assert_ranking(ezhou, "1 A 736.5; ?1 B");
  g_autoptr(Ranking) ranking = sample_rank(ezhou, NULL);
  g_assert_cmpint(ratio_cmp(*g_array_index(ranking->standings, Standing, 0).max, ratio_int(1000)), ==, 0);
  g_autoptr(Sample) jining = sample_new(TREE);
  sample_stage(jining, "papers", STAGE_TOTAL, 100, ratio(2, 5));
  sample_stage(jining, "defence", STAGE_TOTAL, 100, ratio(2, 5));
  sample_stage(jining, "satisfaction", STAGE_TOTAL, 100, ratio(1, 5));
  for (size_t s = 0; s < 3; s++) sample_books(jining, s, s == 0 ? "A 82" : s == 1 ? "A 90" : "A 75");
  assert_ranking(jining, "1 A 83.8");
}

static void stage_not_begun(void) {
  g_autoptr(Sample) sample = sample_new(TREE);
  sample_stage(sample, "papers", STAGE_ITEMS, 0, ratio_int(1));
  sample_stage(sample, "site", STAGE_TOTAL, 100, ratio_int(1));
  sample_books(sample, 0, "A 50 50; B 60 60");
  assert_ranking(sample, "1 B 600; 2 A 500");
  g_autoptr(Ranking) ranking = sample_rank(sample, NULL);
  g_assert_cmpint(ratio_cmp(*g_array_index(ranking->standings, Standing, 0).max, ratio_int(1000)), ==, 0);
  sample_books(sample, 1, "A 70");
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
      {PASS_RATIO, {1, 10}, "1 A 90; ?0 F; x0 B; x0 C; x0 D; x0 E"},
      {PASS_RATIO, {1, 2}, "1 A 90; 2= B 80; 2= C 80; ?0 F; x0 D; x0 E"},
      {PASS_FLOOR, {70, 1}, "1 A 90; 2= B 80; 2= C 80; 4 D 70; ?0 F; x0 E"},
      {PASS_FLOOR, {95, 1}, "?0 F; x0 A; x0 B; x0 C; x0 D; x0 E"},
      {PASS_ALL, {0, 1}, "1 A 90; 2= B 80; 2= C 80; 4 D 70; 5 E 60; ?0 F"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(Sample) sample = sample_new(TREE);
    Stage *stage = sample_stage(sample, "papers", STAGE_TOTAL, 100, ratio_int(1));
    stage->pass = CASES[i].pass;
    stage->pass_value = CASES[i].value;
    sample_books(sample, 0, "A 90; B 80; C 80; D 70; E 60");
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
  sample_books(sample, 0, "A 60; B 70");
  sample_books(sample, 1, "A 99; B 50");
  assert_ranking(sample, "1 B 50; x0 A");
  g_autoptr(Ranking) ranking = sample_rank(sample, NULL);
  assert_ratio(*g_array_index(ranking->standings, Standing, 0).max, "100");
}

/* Each class has its own line. */
static void lines_by_class(void) {
  static const AwardClass CLASSES[] = {{.id = "economy", .kinds = ""}, {.id = "culture", .kinds = ""}};
  g_autoptr(Sample) sample = sample_new(TREE);
  Stage *papers = sample_stage(sample, "papers", STAGE_TOTAL, 100, ratio_int(1));
  papers->pass = PASS_TOP;
  papers->pass_value = ratio_int(1);
  sample->rules.n_classes = 2;
  sample->rules.classes = CLASSES;
  for (char id[] = "A"; *id <= 'D'; ++*id) sample_applicant(sample, id, *id < 'C' ? "economy" : "culture");
  sample_books(sample, 0, "A 60; B 70; C 50; D 40");
  assert_ranking(sample, "1 B 70; 1 C 50; x0 A; x0 D");
}

/* Who is out already is asked for nothing and stands in nobody's way, also as the first of all. */
static void out_before(void) {
  static const struct {
    PassBy pass;
    Ratio value;
    const char *want;
  } CASES[] = {{PASS_FLOOR, {65, 1}, "1 B 70; x0 A; x0 C"},
               {PASS_TOP, {1, 1}, "1 B 70; x0 A; x0 C"},
               {PASS_DECISION, {0, 1}, "1 B 70; ?0 C; x0 A"}};
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(Sample) sample = sample_new(TREE);
    Stage *papers = sample_stage(sample, "papers", STAGE_TOTAL, 100, ratio_int(1));
    papers->pass = CASES[i].pass;
    papers->pass_value = CASES[i].value;
    sample_books(sample, 0, "A 90; B 70; C 60");
    sample->applicants[0].veto = "accident";
    if (papers->pass == PASS_DECISION) sample_decide(sample, "B", 0, true);
    assert_ranking(sample, CASES[i].want);
  }
}

/* A stage that does not count may be marked for some only. */
static void not_counted(void) {
  g_autoptr(Sample) sample = sample_new(TREE);
  sample_stage(sample, "papers", STAGE_TOTAL, 100, ratio_int(1));
  sample_stage(sample, "survey", STAGE_TOTAL, 100, ratio_int(0));
  sample_books(sample, 0, "A 60; B 70");
  sample_books(sample, 1, "A 99");
  assert_ranking(sample, "1 B 70; 2 A 60");
}

/* Before the first figure nobody is ranked, whatever comes after the stages that count. */
static void nothing_counted_yet(void) {
  g_autoptr(Sample) sample = sample_new(TREE);
  sample_stage(sample, "papers", STAGE_TOTAL, 100, ratio_int(1));
  sample_stage(sample, "gate", STAGE_GATE, 0, ratio_int(0))->pass = PASS_DECISION;
  sample_applicant(sample, "B", "");
  sample_applicant(sample, "A", "");
  assert_ranking(sample, "?0 A; ?0 B");
}

static void decisions(void) {
  g_autoptr(Sample) sample = sample_new(TREE);
  sample_stage(sample, "papers", STAGE_TOTAL, 100, ratio_int(1));
  sample_stage(sample, "gate", STAGE_GATE, 0, ratio_int(0))->pass = PASS_DECISION;
  sample_books(sample, 0, "A 60; B 70; C 80");
  assert_ranking(sample, "1 C 80; 2 B 70; 3 A 60");
  g_autoptr(Ranking) before = sample_rank(sample, NULL);
  g_assert_false(before->begun[1]);
  sample_decide(sample, "A", 1, true);
  assert_ranking(sample, "1 A 60; ?1 B; ?1 C");
  g_autoptr(Ranking) after = sample_rank(sample, NULL);
  g_assert_true(after->begun[1]);
  sample_decide(sample, "C", 1, false);
  assert_ranking(sample, "1 A 60; ?1 B; x1 C");
}

/* What was decided at one gate begins no other. */
static void two_gates(void) {
  g_autoptr(Sample) sample = sample_new(TREE);
  sample_stage(sample, "papers", STAGE_TOTAL, 100, ratio_int(1));
  sample_stage(sample, "first", STAGE_GATE, 0, ratio_int(0))->pass = PASS_DECISION;
  sample_stage(sample, "second", STAGE_GATE, 0, ratio_int(0))->pass = PASS_DECISION;
  sample_books(sample, 0, "A 60; B 70");
  sample_decide(sample, "A", 1, true);
  sample_decide(sample, "B", 1, true);
  assert_ranking(sample, "1 B 70; 2 A 60");
  sample->cycle.n_decisions = 0;
  sample_decide(sample, "A", 1, true);
  sample_decide(sample, "A", 2, true);
  sample_decide(sample, "B", 1, true);
  assert_ranking(sample, "1 A 60; ?2 B");
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
  sample_books(sample, 0, "C 70 -; B 70 70; A 60 60");
  sample->applicants[0].veto = "accident";
  sample->applicants[1].veto = "accident";
  assert_ranking(sample, "1 A 600; x0 B; x0 C");
  g_autoptr(Ranking) ranking = sample_rank(sample, NULL);
  g_assert_cmpint(g_array_index(ranking->excluded, NotRanked, 0).reason, ==, NOT_RANKED_VETO);
}

/* As if it had never applied: not at a line that it would have passed, nor for want of marks. A veto comes first. */
static void withdrawals(void) {
  g_autoptr(Sample) sample = sample_new(TREE);
  sample_books(sample, 0, "C 90 90; B 70 70; A 60 60; D 50 -");
  sample->stages[0].pass = PASS_TOP;
  sample->stages[0].pass_value = ratio_int(2);
  assert_ranking(sample, "1 C 900; 2 B 700; ?0 D; x0 A");
  sample->applicants[0].withdrawn = "moved away";
  sample->applicants[3].withdrawn = "moved away";
  assert_ranking(sample, "1 B 700; 2 A 600; x0 C; x0 D");
  g_autoptr(Ranking) ranking = sample_rank(sample, NULL);
  g_assert_cmpint(g_array_index(ranking->excluded, NotRanked, 0).reason, ==, NOT_RANKED_WITHDRAWN);
  g_assert_cmpuint(ranking_withdrawn(ranking), ==, 2);
  sample->applicants[3].veto = "accident";
  g_autoptr(Ranking) vetoed = sample_rank(sample, NULL);
  g_assert_cmpint(g_array_index(vetoed->excluded, NotRanked, 1).reason, ==, NOT_RANKED_VETO);
  g_assert_cmpuint(ranking_withdrawn(vetoed), ==, 1);
}

/* The line of a sealed stage stays where it was, by those who took part then; it moves when the stage is opened again. */
static void left_after_a_seal(void) {
  enum { A, B, C, D, PAPERS = 1, SITE = 2 };
  g_autoptr(Sample) sample = sample_new(TREE);
  sample_stage(sample, "papers", STAGE_TOTAL, 100, ratio_int(1));
  sample_stage(sample, "site", STAGE_TOTAL, 100, ratio_int(1));
  sample->stages[0].pass = sample->stages[1].pass = PASS_TOP;
  sample->stages[0].pass_value = ratio_int(3);
  sample->stages[1].pass_value = ratio_int(1);
  sample_books(sample, 0, "A 90; B 80; C 70; D 60");
  sample_books(sample, 1, "A 90; B 80; C 70; D 60");
  assert_ranking(sample, "1 A 180; x1 B; x1 C; x0 D");
  sample->applicants[A].veto = "accident";
  assert_ranking(sample, "1 B 160; x0 A; x1 C; x1 D");
  Presence presence = {A, PAPERS, PAPERS}; /* it took part when the papers were sealed */
  sample->cycle.presences = &presence;
  sample->cycle.n_presences = 1;
  assert_ranking(sample, "1 B 160; x0 A; x1 C; x0 D");
  g_autoptr(Ranking) ranking = sample_rank(sample, NULL);
  g_assert_cmpint(ranking_not_ranked(ranking, A)->reason, ==, NOT_RANKED_VETO);
  g_assert_cmpint(ranking_not_ranked(ranking, D)->reason, ==, NOT_RANKED_NOT_PASSED);
  presence = (Presence){A, PAPERS | SITE, PAPERS | SITE};
  assert_ranking(sample, "x0 A; x1 B; x1 C; x0 D");
  presence = (Presence){A, SITE, SITE}; /* the papers are not sealed: D goes on from there, and no further */
  assert_ranking(sample, "x0 A; x1 B; x1 C; x1 D");
  presence = (Presence){A, PAPERS, 0}; /* vetoed then, and back since: it passes, and D, who went on, stays */
  sample->applicants[A].veto = "";
  sample->stages[1].pass = PASS_ALL;
  assert_ranking(sample, "1 A 180; 2 B 160; 3 C 140; 4 D 120");
  presence = (Presence){D, PAPERS, 0}; /* and back with fewer points than the line asks */
  assert_ranking(sample, "1 A 180; 2 B 160; 3 C 140; x0 D");
  sample->stages[0].pass_value = ratio_int(2);
  assert_ranking(sample, "1 A 180; 2 B 160; x0 C; x0 D");
  sample->cycle.presences = NULL;
  sample->cycle.n_presences = 0;
}

/* Nor does its scorebook, or what was decided on it, begin a stage for the others. */
static void begun_by_the_withdrawn(void) {
  g_autoptr(Sample) sample = sample_new(TREE);
  sample_stage(sample, "papers", STAGE_TOTAL, 100, ratio_int(1));
  sample_stage(sample, "site", STAGE_TOTAL, 100, ratio_int(1));
  sample_stage(sample, "board", STAGE_GATE, 0, ratio_int(0))->pass = PASS_DECISION;
  sample_books(sample, 0, "A 60; B 70; C 80");
  sample_books(sample, 1, "C 50");
  sample_decide(sample, "C", 2, true);
  assert_ranking(sample, "1 C 130; ?1 A; ?1 B");
  sample->applicants[2].withdrawn = "moved away";
  assert_ranking(sample, "1 B 70; 2 A 60; x0 C");
  g_autoptr(Ranking) ranking = sample_rank(sample, NULL);
  g_assert_true(ranking->begun[0] && !ranking->begun[1] && !ranking->begun[2]);
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
  sample_books(sample, 0, "A 90 90; B 50 50; C 50 50; D 50 50; E 50 50; F 60 60");
  assert_ranking(sample, "1 F 600; 2 B 500; 1 A 900; x0 C; x0 D; x0 E");
  g_autoptr(Ranking) ranking = sample_rank(sample, NULL);
  g_assert_cmpint(g_array_index(ranking->excluded, NotRanked, 2).reason, ==, NOT_RANKED_CLASS);
  g_autoptr(Sample) other = sample_new("X:50 Y:50");
  const Criteria *own[] = {NULL, &other->criteria};
  sample->award.class_criteria = own;
  g_assert_true(award_criteria(&sample->award, &sample->cycle, 0) == &other->criteria);
  g_assert_true(award_criteria(&sample->award, &sample->cycle, 1) == &sample->criteria);
  assert_ranking(sample, "1 F 600; 2 B 500; 1 A 90; x0 C; x0 D; x0 E");
  own[0] = &other->criteria, own[1] = NULL;
  g_assert_true(award_criteria(&sample->award, &sample->cycle, 0) == &sample->criteria);
  g_assert_true(award_criteria(&sample->award, &sample->cycle, 1) == &other->criteria);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/stages/sums", sums_of_stages);
  g_test_add_func("/stages/not begun", stage_not_begun);
  g_test_add_func("/stages/lines", lines);
  g_test_add_func("/stages/line without weight", line_without_weight);
  g_test_add_func("/stages/lines by class", lines_by_class);
  g_test_add_func("/stages/out before", out_before);
  g_test_add_func("/stages/not counted", not_counted);
  g_test_add_func("/stages/nothing counted yet", nothing_counted_yet);
  g_test_add_func("/stages/decisions", decisions);
  g_test_add_func("/stages/two gates", two_gates);
  g_test_add_func("/stages/out-by-decision", out_by_decision);
  g_test_add_func("/others/vetoes", vetoes);
  g_test_add_func("/others/withdrawals", withdrawals);
  g_test_add_func("/others/left after a seal", left_after_a_seal);
  g_test_add_func("/others/begun by the withdrawn", begun_by_the_withdrawn);
  g_test_add_func("/others/classes", classes);
  return g_test_run();
}
