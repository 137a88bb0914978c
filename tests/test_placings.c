/* test_placings.c: what people decided on a tie for places, and when it holds. */
#include "tests/sample.h"

#include <locale.h>
#include <string.h>

/* "A gold: A B | B silver: B C". */
static void decide_places(Sample *sample, Placing *placings, const char *decided) {
  g_auto(GStrv) each = g_strsplit(decided, " | ", -1);
  sample->cycle.placings = placings;
  for (size_t i = 0; each[i]; i++) {
    char *place = g_strdup(each[i] + 2);
    g_ptr_array_add(sample->memory, place);
    placings[sample->cycle.n_placings++] =
        (Placing){sample_applicant(sample, (char[]){each[i][0], '\0'}, ""), place, "5:2", (int64_t)i + 1};
  }
}

/* The tie must be the one that was decided, and there must be places for all who were given one. */
static void decided(void) {
  static const Places ONE[] = {{.class_id = "", .most = 1}}, TWO[] = {{.class_id = "", .most = 2}};
  static const struct {
    const char *totals[6];
    bool two_gold;
    const char *decided, *standings, *vacancies;
  } TIES[] = {
      {{"600", "600", "500"}, false, "", "1= A 600 !; 1= B 600 !; 3 C 500", "gold 1 contested; silver 1 contested"},
      {{"600", "600", "500"}, false, "B gold: A B", "1= A 600 silver; 1= B 600 gold; 3 C 500", ""},
      {{"600", "600", "500"}, false, "A gold: A B", "1= A 600 gold; 1= B 600 silver; 3 C 500", ""},
      {{"600", "600", "600"},
       false,
       "B gold: A B",
       "1= A 600 !; 1= B 600 !; 1= C 600 !",
       "gold 1 contested; silver 1 contested"}, /* another ties now */
      {{"600", "500", "400"}, false, "B gold: A B", "1 A 600 gold; 2 B 500 silver; 3 C 400", ""},
      {{"600", "600", "500"},
       false,
       "B silver: A B",
       "1= A 600 !; 1= B 600 !; 3 C 500",
       "gold 1 contested; silver 1 contested"},
      {{"600", "600", "600"}, false, "B gold: A B C", "1= A 600 !; 1= B 600 gold; 1= C 600 !", "silver 1 contested"},
      {{"600", "600", "600"}, false, "B gold: A B C | C silver: A C", "1= A 600; 1= B 600 gold; 1= C 600 silver", ""},
      {{"600", "600", "600"},
       true,
       "B gold: A B C",
       "1= A 600 !; 1= B 600 gold; 1= C 600 !",
       "gold 1 contested; silver 1 contested"},
      {{"600", "600", "600"},
       true,
       "A gold: B C | C gold: A B C",
       "1= A 600 !; 1= B 600 !; 1= C 600 gold",
       "gold 1 contested; silver 1 contested"},
      {{"600", "600", "600"}, true, "B gold: A B C | C gold: A C", "1= A 600 silver; 1= B 600 gold; 1= C 600 gold", ""},
      {{"600", "600", "600"},
       true,
       "A gold: A B C | B gold: A B C | C gold: A B C",
       "1= A 600 !; 1= B 600 !; 1= C 600 !",
       "gold 2 contested; silver 1 contested"}, /* for three there is no room */
  };
  for (size_t i = 0; i < G_N_ELEMENTS(TIES); i++) {
    const Tier tiers[] = {{.id = "gold", .n_places = 1, .places = TIES[i].two_gold ? TWO : ONE},
                          {.id = "silver", .n_places = 1, .places = ONE}};
    g_autoptr(Sample) sample = sample_field(TIES[i].totals);
    Placing placings[4];
    sample->rules.n_tiers = 2;
    sample->rules.tiers = tiers;
    if (*TIES[i].decided) decide_places(sample, placings, TIES[i].decided);
    g_test_message("case %zu", i);
    assert_places(sample, TIES[i].standings, TIES[i].vacancies);
  }
}

/* Who is kept a place for contests that one, too; those decided on take what is kept for them first. */
static void decided_with_reserves(void) {
  static const Reserve KEPT[] = {{.field = "sector", .value = "s", .places = 1}};
  static const Places THREE[] = {{.class_id = "", .most = 2, .n_reserves = 1, .reserves = KEPT}};
  static const Tier TIERS[] = {{.id = "gold", .n_places = 1, .places = THREE}};
  static const char *const TOTALS[] = {"600", "600", "600", NULL};
  g_autoptr(Sample) sample = sample_field(TOTALS);
  Placing placings[4];
  sample->applicants[0].sector = sample->applicants[1].sector = "s";
  sample->rules.n_tiers = 1;
  sample->rules.tiers = TIERS;
  assert_places(sample, "1= A 600 !; 1= B 600 !; 1= C 600 !", "gold 2 contested");
  g_autoptr(Ranking) ranking = sample_rank(sample, NULL);
  g_assert_cmpuint(g_array_index(ranking->contests, Contest, 0).places, ==, 2); /* the open one and the kept one */
  decide_places(sample, placings, "A gold: A B C");
  assert_places(sample, "1= A 600 gold*; 1= B 600 !; 1= C 600 !", "gold 1 contested");
  sample->cycle.n_placings = 0;
  decide_places(sample, placings, "C gold: A B C");
  assert_places(sample, "1= A 600 !; 1= B 600 !; 1= C 600 gold", "gold 1 contested");
}

static void contests(void) {
  static const Places ONE[] = {{.class_id = "", .most = 1}};
  static const Tier TIERS[] = {{.id = "gold", .n_places = 1, .places = ONE}};
  static const char *const TOTALS[] = {"500", "600", "600", NULL};
  g_autoptr(Sample) sample = sample_field(TOTALS);
  Placing placings[4];
  sample->rules.n_tiers = 1;
  sample->rules.tiers = TIERS;
  decide_places(sample, placings, "A gold: A B | C gold: B C");
  g_autoptr(Ranking) ranking = sample_rank(sample, NULL);
  const Standing *best = ranking_standing(ranking, 2), *last = ranking_standing(ranking, 0);
  const Contest *contest = &g_array_index(ranking->contests, Contest, best->contest - 1);
  g_assert_cmpstr(contest->place, ==, "gold: B C");
  g_assert_cmpuint(ranking->contests->len, ==, 1); /* there is nothing left for those behind to tie for */
  g_assert_cmpuint(contest->places, ==, 1);
  g_assert_true(contest->tier == &TIERS[0] && best->placed && !last->placed && last->contest == 0);
  g_assert_false(ranking_placing_holds(ranking, &placings[0]));
  g_assert_true(ranking_placing_holds(ranking, &placings[1]));
  g_assert_null(ranking_standing(ranking, 9));
}

/* Whom a decision on this applicant's place would name. */
static void assert_tie(Sample *sample, uint32_t applicant, const char *place) {
  g_autoptr(Ranking) ranking = sample_rank(sample, NULL);
  const Standing *standing = ranking_standing(ranking, applicant);
  g_assert_cmpuint(standing->contest, >, 0);
  g_assert_cmpstr(g_array_index(ranking->contests, Contest, standing->contest - 1).place, ==, place);
}

/* Of two places the second is given among all who tied for both: so it holds when the first is withdrawn. */
static void decided_in_turn(void) {
  static const Places TWO[] = {{.class_id = "", .most = 2}};
  static const Tier TIERS[] = {{.id = "gold", .n_places = 1, .places = TWO},
                               {.id = "silver", .n_places = 1, .places = TWO}};
  static const char *const TOTALS[] = {"600", "600", "600", "600", "600", NULL};
  g_autoptr(Sample) sample = sample_field(TOTALS);
  Placing placings[4];
  sample->rules.n_tiers = 2;
  sample->rules.tiers = TIERS;
  decide_places(sample, placings, "A gold: A B C D E");
  assert_tie(sample, 1, "gold: A B C D E");
  sample->cycle.n_placings = 0;
  decide_places(sample, placings, "A gold: A B C D E | B gold: A B C D E");
  assert_places(sample, "1= A 600 gold; 1= B 600 gold; 1= C 600 !; 1= D 600 !; 1= E 600 !", "silver 2 contested");
  assert_tie(sample, 2, "silver: C D E"); /* another tier, another tie */
  sample->cycle.n_placings = 0;
  decide_places(sample, placings, "B gold: A B C D E");
  assert_places(sample, "1= A 600 !; 1= B 600 gold; 1= C 600 !; 1= D 600 !; 1= E 600 !",
                "gold 1 contested; silver 2 contested");
}

/* Who comes to tie when others have their places makes it another tie. */
static void decided_with_newcomers(void) {
  static const Reserve KEPT[] = {{.field = "sector", .value = "s", .places = 1},
                                 {.field = "region", .value = "r", .places = 1}};
  static const Places TWO[] = {{.class_id = "", .most = 2, .n_reserves = 2, .reserves = KEPT}};
  static const Tier TIERS[] = {{.id = "gold", .n_places = 1, .places = TWO}};
  static const char *const TOTALS[] = {"600", "600", "600", NULL};
  g_autoptr(Sample) sample = sample_field(TOTALS);
  Placing placings[4];
  sample->applicants[0].sector = sample->applicants[1].sector = "s";
  sample->applicants[0].region = sample->applicants[2].region = "r";
  sample->rules.n_tiers = 1;
  sample->rules.tiers = TIERS;
  assert_tie(sample, 0, "gold: A B");
  decide_places(sample, placings, "B gold: A B");
  assert_tie(sample, 0, "gold: A C");
}

/* Places kept for several groups go in the order of the decisions: each was made on what the earlier ones had left. */
static void decided_in_order(void) {
  static const Reserve KEPT[] = {{.field = "sector", .value = "s", .places = 1},
                                 {.field = "region", .value = "r", .places = 1}};
  static const Places THREE[] = {{.class_id = "", .most = 3, .n_reserves = 2, .reserves = KEPT}};
  static const Tier TIERS[] = {{.id = "gold", .n_places = 1, .places = THREE}};
  static const char *const TOTALS[] = {"600", "600", "600", "600", "600", NULL};
  static const int64_t ORDERS[][3] = {{3, 2, 1}, {1, 2, 3}};
  static const char *const STANDINGS[] = {"1= A 600 gold*; 1= B 600 gold*; 1= C 600; 1= D 600; 1= E 600 gold",
                                          "1= A 600 !; 1= B 600 !; 1= C 600 !; 1= D 600 !; 1= E 600 !"};
  for (size_t i = 0; i < G_N_ELEMENTS(ORDERS); i++) {
    g_autoptr(Sample) sample = sample_field(TOTALS);
    Placing placings[4];
    sample->applicants[0].sector = sample->applicants[1].sector = "s";
    sample->applicants[0].region = sample->applicants[2].region = sample->applicants[3].region = "r";
    sample->rules.n_tiers = 1;
    sample->rules.tiers = TIERS;
    decide_places(sample, placings, "A gold: A B C D E | B gold: A B C D E | E gold: A B C D E");
    for (size_t p = 0; p < 3; p++) placings[p].event = ORDERS[i][p];
    assert_places(sample, STANDINGS[i], i ? "gold 3 contested" : "");
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/places/decided", decided);
  g_test_add_func("/places/decided-with-reserves", decided_with_reserves);
  g_test_add_func("/places/contests", contests);
  g_test_add_func("/places/decided-in-turn", decided_in_turn);
  g_test_add_func("/places/decided-with-newcomers", decided_with_newcomers);
  g_test_add_func("/places/decided-in-order", decided_in_order);
  return g_test_run();
}
