/* test_places.c: floors, places, roll-over, contested places, vacancies. */
#include "tests/sample.h"

#include <locale.h>
#include <string.h>

/* -- floors ----------------------------------------------------------------------------------------------------- */

static void floors(void) {
  static const Tier TIERS[] = {
      {.id = "gold", .has_floor = true, .floor = {60, 1}, .floor_percent = true},
      {.id = "silver", .has_floor = true, .floor = {55, 1}, .floor_percent = true, .floor_exclusive = true},
      {.id = "bronze", .has_floor = true, .floor = {500, 1}}};
  static const char *const TOTALS[] = {"600", "599.9", "550", "500", "499.9", NULL};
  g_autoptr(Sample) sample = sample_field(TOTALS);
  sample->rules.n_tiers = 3;
  sample->rules.tiers = TIERS;
  assert_places(sample, "1 A 600 gold; 2 B 599.9 silver; 3 C 550 bronze; 4 D 500 bronze; 5 E 499.9", "");
  g_autoptr(Ranking) ranking = sample_rank(sample, NULL);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpint(g_array_index(ranking->standings, Standing, i).floor, ==, i < 4 ? FLOOR_MET : FLOOR_MISSED);
}

/* 60, 55 and 50 % of 900 marks; 599.99 of 1000 is not 600, unless the rules round the total. */
static void published_floors(void) {
  static const Tier TIERS[] = {{.id = "first", .has_floor = true, .floor = {60, 1}, .floor_percent = true},
                               {.id = "second", .has_floor = true, .floor = {55, 1}, .floor_percent = true},
                               {.id = "third", .has_floor = true, .floor = {50, 1}, .floor_percent = true}};
  static const char *const TOTALS[] = {"540", "539.9", "495", "494.9", "450", "449.9", NULL};
  g_autoptr(Sample) sample = sample_field(TOTALS);
  sample->stages[0].max = ratio_int(900);
  sample->rules.n_tiers = 3;
  sample->rules.tiers = TIERS;
  assert_places(sample, "1 A 540 first; 2 B 539.9 second; 3 C 495 second; 4 D 494.9 third; 5 E 450 third; 6 F 449.9",
                "");
  g_autoptr(Sample) close = sample_new("1(1.1:999 1.2:1)");
  sample_book(close, "A", 0, 0, "60 59");
  sample_book(close, "B", 0, 0, "60 60");
  close->rules.n_tiers = 1;
  close->rules.tiers = TIERS;
  assert_places(close, "1 B 600 first; 2 A 599.99", "");
  g_autoptr(Ranking) ranking = sample_rank(close, NULL);
  g_assert_cmpint(g_array_index(ranking->standings, Standing, 0).floor, ==, FLOOR_MET);
  g_assert_cmpint(g_array_index(ranking->standings, Standing, 1).floor, ==, FLOOR_MISSED);
  close->rules.rounding = (RoundingRule){true, ROUND_HALF_UP, ROUND_AT_TOTAL, ratio(1, 10)};
  assert_places(close, "1= A 600 first; 1= B 600 first", "");
}

/* The lowest floor there is for the class; who has a tier that asks for none misses none. */
static void lowest_floors(void) {
  static const Places LARGE = {.class_id = "large", .most = 1};
  static const Tier TIERS[] = {{.id = "gold", .has_floor = true, .floor = {600, 1}},
                               {.id = "silver", .has_floor = true, .floor = {500, 1}, .n_places = 1, .places = &LARGE},
                               {.id = "special", .outside_quota = true},
                               {.id = "bronze"}};
  static const char *const TOTALS[] = {"700", "550", NULL};
  g_autoptr(Sample) sample = sample_field(TOTALS);
  sample->rules.tiers = TIERS;
  for (size_t n = 1; n <= G_N_ELEMENTS(TIERS); n++) {
    sample->rules.n_tiers = n;
    g_autoptr(Ranking) ranking = sample_rank(sample, NULL);
    for (guint i = 0; i < 2; i++)
      g_assert_cmpint(g_array_index(ranking->standings, Standing, i).floor, ==,
                      i == 0                     ? FLOOR_MET
                      : n == G_N_ELEMENTS(TIERS) ? FLOOR_NONE
                                                 : FLOOR_MISSED);
  }
}

/* -- places ------------------------------------------------------------------------------------------------------- */

typedef struct Case {
  const char *name, *totals[8], *standings, *vacancies;
  unsigned gold, silver; /* places; gold has a floor of 600 and rolls to silver (floor 500) */
} Case;

static const Case CASES[] = {
    {"plain", {"900", "800", "700", NULL}, "1 A 900 gold; 2 B 800 silver; 3 C 700", "", 1, 1},
    {"below the floor", {"590", "580", NULL}, "1 A 590 silver; 2 B 580 silver", "gold 1 floor > silver", 1, 1},
    {"rolled and still empty", {"590", NULL}, "1 A 590 silver", "gold 2 floor > silver; silver 2 nobody", 2, 1},
    {"nobody", {"900", NULL}, "1 A 900 gold", "silver 1 nobody", 1, 1},
    {"all below", {"400", NULL}, "1 A 400", "gold 1 floor > silver; silver 2 floor", 1, 1},
    {"tie inside", {"900", "900", "700", NULL}, "1= A 900 gold; 1= B 900 gold; 3 C 700 silver", "", 2, 1},
    {"tie at the line",
     {"900", "800", "800", "700", "600", NULL},
     "1 A 900 gold; 2= B 800 !; 2= C 800 !; 4 D 700 silver; 5 E 600",
     "gold 1 contested; silver 1 contested",
     2,
     2},
    {"the loser of the tie comes before lower ranks",
     {"900", "800", "800", "700", NULL},
     "1 A 900 gold; 2= B 800 !; 2= C 800 !; 4 D 700",
     "gold 1 contested; silver 1 contested",
     2,
     1},
    {"a loser of the tie may need the place below",
     {"900", "800", "800", NULL},
     "1 A 900 gold; 2= B 800 !; 2= C 800 !",
     "gold 1 contested; silver 1 contested",
     2,
     1},
    {"and no more than the losers",
     {"900", "900", "900", "400", NULL},
     "1= A 900 !; 1= B 900 !; 1= C 900 !; 4 D 400",
     "gold 2 contested; silver 1 contested; silver 2 floor",
     2,
     3},
    {"tie below the line",
     {"900", "800", "800", "700", NULL},
     "1 A 900 gold; 2= B 800 silver; 2= C 800 silver; 4 D 700",
     "",
     1,
     2},
    {"tie at the lower line",
     {"900", "800", "800", "700", NULL},
     "1 A 900 gold; 2= B 800 !; 2= C 800 !; 4 D 700",
     "silver 1 contested",
     1,
     1},
    {"no places", {"900", NULL}, "1 A 900 silver", "", 0, 1},
};

static void places(gconstpointer data) {
  const Case *c = data;
  const Places gold = {.class_id = "", .most = c->gold}, silver = {.class_id = "", .most = c->silver};
  const Tier tiers[] = {
      {.id = "gold", .has_floor = true, .floor = {600, 1}, .n_places = 1, .places = &gold, .roll_to = "silver"},
      {.id = "silver", .has_floor = true, .floor = {500, 1}, .n_places = 1, .places = &silver, .roll_to = ""}};
  g_autoptr(Sample) sample = sample_field(c->totals);
  sample->rules.n_tiers = 2;
  sample->rules.tiers = tiers;
  assert_places(sample, c->standings, c->vacancies);
}

/* Unused places may roll past a tier; a tie above holds places of every tier below that its losers may need. */
static void three_tiers(void) {
  static const struct {
    const char *totals[6], *standings, *vacancies;
  } FIELDS[] = {{{"590", "580", "570"},
                 "1 A 590 silver; 2 B 580 bronze; 3 C 570 bronze",
                 "gold 1 floor > bronze; bronze 1 nobody"},
                {{"900", "900", "900", "800"},
                 "1= A 900 !; 1= B 900 !; 1= C 900 !; 4 D 800 bronze",
                 "gold 1 contested; silver 1 contested; bronze 1 contested"}};
  static const Places ONE = {.class_id = "", .most = 1}, TWO = {.class_id = "", .most = 2};
  static const Tier TIERS[] = {
      {.id = "gold", .has_floor = true, .floor = {600, 1}, .n_places = 1, .places = &ONE, .roll_to = "bronze"},
      {.id = "silver", .n_places = 1, .places = &ONE, .roll_to = ""},
      {.id = "bronze", .n_places = 1, .places = &TWO, .roll_to = ""}};
  for (size_t i = 0; i < G_N_ELEMENTS(FIELDS); i++) {
    g_autoptr(Sample) sample = sample_field(FIELDS[i].totals);
    sample->rules.n_tiers = 3;
    sample->rules.tiers = TIERS;
    assert_places(sample, FIELDS[i].standings, FIELDS[i].vacancies);
  }
}

/* -- classes, levels, tiers beside the quota -------------------------------------------------------------------------- */

static void places_by_class(void) {
  static const AwardClass CLASSES[] = {{.id = "economy", .kinds = ""}, {.id = "culture", .kinds = ""}};
  static const Places GOLD[] = {{.class_id = "economy", .most = 2}, {.class_id = "", .most = 1}};
  static const Places BRONZE[] = {{.class_id = "economy", .most = 3}};
  static const Tier TIERS[] = {{.id = "gold", .n_places = 2, .places = GOLD, .roll_to = ""},
                               {.id = "bronze", .n_places = 1, .places = BRONZE, .roll_to = ""}};
  static const char *const TOTALS[] = {"900", "800", "700", "600", "500", NULL};
  g_autoptr(Sample) sample = sample_field(TOTALS);
  for (size_t i = 0; i < 5; i++) sample->applicants[i].class_id = i % 2 ? "culture" : "economy";
  sample->rules.n_classes = 2;
  sample->rules.classes = CLASSES;
  sample->rules.n_tiers = 2;
  sample->rules.tiers = TIERS;
  assert_places(sample, "1 A 900 gold; 2 C 700 gold; 3 E 500 bronze; 1 B 800 gold; 2 D 600", "economy bronze 2 nobody");
}

/* Rules with a single class: its places are its own. */
static void places_of_the_only_class(void) {
  static const AwardClass CLASSES[] = {{.id = "economy", .kinds = ""}};
  static const Places GOLD[] = {{.class_id = "economy", .most = 2}};
  static const Tier TIERS[] = {{.id = "gold", .n_places = 1, .places = GOLD, .roll_to = ""}};
  static const char *const TOTALS[] = {"900", NULL};
  g_autoptr(Sample) sample = sample_field(TOTALS);
  sample->applicants[0].class_id = "economy";
  sample->rules.n_classes = 1;
  sample->rules.classes = CLASSES;
  sample->rules.n_tiers = 1;
  sample->rules.tiers = TIERS;
  assert_places(sample, "1 A 900 gold", "economy gold 1 nobody");
}

static void levels(void) {
  static const Level LEVELS[] = {
      {.id = "excellent", .track = "", .condition = {.type = CONDITION_SCORE, .ref = "1.2", .value = {200, 1}}}};
  static const Places ONE = {.class_id = "", .most = 1}, TWO = {.class_id = "", .most = 2};
  static const Tier TIERS[] = {{.id = "top", .level = "excellent", .n_places = 1, .places = &TWO, .roll_to = ""},
                               {.id = "next", .n_places = 1, .places = &ONE, .roll_to = ""}};
  g_autoptr(Sample) sample = sample_new("1(1.1:600 1.2:400)");
  sample->rules.n_tiers = 2;
  sample->rules.tiers = TIERS;
  sample->rules.n_levels = 1;
  sample->rules.levels = LEVELS;
  sample_book(sample, "A", 0, 0, "100 45");
  sample_book(sample, "B", 0, 0, "60 50");
  assert_places(sample, "1 A 780 next; 2 B 560 top", "top 1 level");
}

/* Two of three tied have met the level of the lower tier; if the third wins, both need a place there. */
static void level_of_the_losers(void) {
  static const Level LEVELS[] = {
      {.id = "excellent", .track = "", .condition = {.type = CONDITION_SCORE, .ref = "1.2", .value = {200, 1}}}};
  static const Places ONE = {.class_id = "", .most = 1}, TWO = {.class_id = "", .most = 2};
  static const Tier TIERS[] = {{.id = "top", .n_places = 1, .places = &ONE, .roll_to = ""},
                               {.id = "next", .level = "excellent", .n_places = 1, .places = &TWO, .roll_to = ""}};
  g_autoptr(Sample) sample = sample_new("1(1.1:600 1.2:400)");
  sample->rules.n_tiers = 2;
  sample->rules.tiers = TIERS;
  sample->rules.n_levels = 1;
  sample->rules.levels = LEVELS;
  sample_books(sample, 0, "A 100 25; B 70 70; C 70 70; D 50 60");
  assert_places(sample, "1= A 700 !; 1= B 700 !; 1= C 700 !; 4 D 540", "top 1 contested; next 2 contested");
}

static void level_of_a_lower_tier(void) {
  static const Level LEVELS[] = {
      {.id = "good", .track = "", .condition = {.type = CONDITION_TOTAL, .value = {600, 1}}},
      {.id = "excellent", .track = "", .condition = {.type = CONDITION_SCORE, .ref = "1.2", .value = {200, 1}}}};
  static const Places ONE = {.class_id = "", .most = 1};
  static const Tier TIERS[] = {
      {.id = "grand", .has_floor = true, .floor = {900, 1}, .n_places = 1, .places = &ONE, .roll_to = ""},
      {.id = "top", .level = "excellent", .n_places = 1, .places = &ONE, .roll_to = ""}};
  g_autoptr(Sample) sample = sample_new("1(1.1:600 1.2:400)");
  sample->rules.n_tiers = 2;
  sample->rules.tiers = TIERS;
  sample->rules.n_levels = 2;
  sample->rules.levels = LEVELS;
  sample_books(sample, 0, "A 100 45; B 60 50");
  assert_places(sample, "1 A 780; 2 B 560 top", "grand 1 floor");
}

static void beside_the_quota(void) {
  static const Places ONE = {.class_id = "", .most = 1}, ANY = {.class_id = "", .most = G_MAXUINT};
  static const Tier TIERS[] = {{.id = "special", .outside_quota = true},
                               {.id = "winner", .n_places = 1, .places = &ONE, .roll_to = ""},
                               {.id = "star", .outside_quota = true, .has_floor = true, .floor = {700, 1}},
                               {.id = "thanks", .n_places = 1, .places = &ANY, .roll_to = ""}};
  static const char *const TOTALS[] = {"900", "800", "800", "500", NULL};
  g_autoptr(Sample) sample = sample_field(TOTALS);
  sample->rules.n_tiers = 4;
  sample->rules.tiers = TIERS;
  assert_places(sample, "1 A 900 winner; 2= B 800 star; 2= C 800 star; 4 D 500 thanks", "");
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/floors/states", floors);
  g_test_add_func("/floors/published", published_floors);
  g_test_add_func("/floors/lowest", lowest_floors);
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *path = g_strconcat("/places/", CASES[i].name, NULL);
    g_test_add_data_func(path, &CASES[i], places);
  }
  g_test_add_func("/held/level of the losers", level_of_the_losers);
  g_test_add_func("/places/three tiers", three_tiers);
  g_test_add_func("/places/by class", places_by_class);
  g_test_add_func("/places/of the only class", places_of_the_only_class);
  g_test_add_func("/places/levels", levels);
  g_test_add_func("/places/level of a lower tier", level_of_a_lower_tier);
  g_test_add_func("/places/beside the quota", beside_the_quota);
  return g_test_run();
}
