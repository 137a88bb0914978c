/* test_check_near.c: near a floor or a line: by points or, where rules ask for it, by standard errors; and whose line it is. */
#include "tests/check_world.h"

#include <locale.h>
#include <string.h>

/* Means over the twelve items of the second and third are 80/12 percent higher and lower: a standard error of 38.5 of 1000. */
static const char *const apart[] = {"", "50 70 50 70 50 70 60 60", "30 50 30 50 30 50 40 40", NULL};
static const char *const alike[] = {"", "", "", NULL};
static const char *const single[] = {"", NULL};
/* 600 and 660 of 720: a standard error of 30. */
static const char *const figures[] = {"!6000", "!6600", NULL};

typedef struct Case {
  const char *title, *check, *settings;
  const char *const *review, *const *defence; /* of A1 */
  const char *standings[3];
  const char *expected;
} Case;

/* clang-format off */
static const Case cases[] = {
  {"floor", "floor-near", "floor-near.errors=1", apart, NULL, {"A1 738 gold"},
   "floor-near note A1: A1 with 738.00 is 38.00 points above the floor of “Gold prize”, 700; the standard error of the total is 38.5."},
  {"floor-below", "floor-near", "floor-near.errors=1", apart, NULL, {"A1 662 silver"},
   "floor-near note A1: A1 with 662.00 is 38.00 points below the floor of “Gold prize”, 700; the standard error of the total is 38.5."},
  {"floor-far", "floor-near", "floor-near.errors=1", apart, NULL, {"A1 739 gold"}, ""},
  {"not-asked-for", "floor-near", NULL, apart, NULL, {"A1 738 gold"}, ""},
  {"stages-add-up", "floor-near", "floor-near.errors=1", apart, figures, {"A1 748 gold"},
   "floor-near note A1: A1 with 748.00 is 48.00 points above the floor of “Gold prize”, 700; the standard error of the total is 48.8."},
  {"stages-add-up-far", "floor-near", "floor-near.errors=1", apart, figures, {"A1 749 gold"}, ""},
  {"alike", "floor-near", "floor-near.errors=9", alike, NULL, {"A1 706 gold"}, ""},
  {"single", "floor-near", "floor-near.errors=9", single, NULL, {"A1 705 gold"},
   "floor-near note A1: A1 with 705.00 is 5.00 points above the floor of “Gold prize”, 700."},
  {"place", "place-near", "place-near.errors=1", apart, NULL, {"A1 730 gold", "A2 692 silver"},
   "place-near note A2: A2 (Silver prize) is 38.00 points below A1 (Gold prize) across the line between them; the standard error of that "
   "distance is 38.5."},
  {"place-far", "place-near", "place-near.errors=1", apart, NULL, {"A1 731 gold", "A2 692 silver"}, ""},
};
/* clang-format on */

static void test_case(const void *data) {
  const Case *row = data;
  g_autoptr(World) world = world_new();
  world_set(world, row->settings);
  world_panel(world, "A1", "review", row->review);
  if (row->defence) world_panel(world, "A1", "defence", row->defence);
  for (size_t i = 0; row->standings[i]; i++) {
    g_auto(GStrv) words = g_strsplit(row->standings[i], " ", 3);
    world_stand(world, words[0], words[1], words[2]);
  }
  g_autofree char *seen = world_flags(world, row->check);
  g_assert_cmpstr(seen, ==, row->expected);
}

static void test_classes_do_not_neighbour(void) {
  g_autoptr(World) world = world_new();
  world->applicants[0].class_id = "economy";
  world_stand(world, "A1", "700", "gold");
  world_stand(world, "A2", "699", "silver");
  g_autofree char *seen = world_flags(world, "place-near");
  g_assert_cmpstr(seen, ==, "");
}

static void test_a_shared_rank_is_no_line(void) {
  g_autoptr(World) world = world_new();
  world_stand(world, "A1", "700", "gold");
  world_stand(world, "A2", "700", "");
  world_stand(world, "A3", "699", "");
  g_array_index(world->ranking.standings, Standing, 1).rank = 1;
  g_autofree char *seen = world_flags(world, "place-near");
  g_assert_cmpstr(seen, ==, "");
}

/* Gold and silver are for the economy alone. */
static void test_no_floor_of_others_tiers(void) {
  static const Places economy = {.class_id = "economy", .most = 1};
  static const struct {
    const char *class_id, *expected;
  } rows[] = {
      {"economy", "floor-near note A1: A1 with 699.00 is 1.00 points below the floor of “Gold prize”, 700."},
      {"industry", ""},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(World) world = world_new();
    world->applicants[0].class_id = rows[i].class_id;
    world->tiers[0].n_places = world->tiers[1].n_places = 1;
    world->tiers[0].places = world->tiers[1].places = &economy;
    world_stand(world, "A1", "699", "silver");
    g_autofree char *seen = world_flags(world, "floor-near");
    g_assert_cmpstr(seen, ==, rows[i].expected);
  }
}

/* A tier without a floor says nothing of those below it. */
static void test_floor_below_a_tier_without(void) {
  g_autoptr(World) world = world_new();
  world->tiers[0].has_floor = false;
  world_stand(world, "A1", "601", "silver");
  g_autofree char *seen = world_flags(world, "floor-near");
  g_assert_cmpstr(seen, ==,
                  "floor-near note A1: A1 with 601.00 is 1.00 points above the floor of “Silver prize”, 600.");
}

/* A tier without places of its own for a class has those that roll down to it, one tier or more. */
static void test_whom_a_tier_is_for(void) {
  static const Places all = {.class_id = "", .most = 1}, economy = {.class_id = "economy", .most = 1};
  Tier tiers[] = {{.id = "gold", .n_places = 1, .places = &all, .roll_to = "silver"},
                  {.id = "silver", .n_places = 1, .places = &economy, .roll_to = "bronze"},
                  {.id = "bronze", .n_places = 1, .places = &economy, .roll_to = ""},
                  {.id = "merit", .roll_to = ""}};
  const Rules rules = {.n_tiers = G_N_ELEMENTS(tiers), .tiers = tiers};
  for (size_t i = 0; i < G_N_ELEMENTS(tiers); i++) g_assert_true(rules_tier_is_for(&rules, &tiers[i], "industry"));
  tiers[0].roll_to = "";
  g_assert_true(rules_tier_is_for(&rules, &tiers[0], "industry"));
  g_assert_false(rules_tier_is_for(&rules, &tiers[1], "industry"));
  g_assert_false(rules_tier_is_for(&rules, &tiers[2], "industry"));
  g_assert_true(rules_tier_is_for(&rules, &tiers[2], "economy"));
  g_assert_true(rules_tier_is_for(&rules, &tiers[3], "industry"));
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strdup_printf("/check-near/%s", cases[i].title);
    g_test_add_data_func(path, &cases[i], test_case);
  }
  g_test_add_func("/check-near/classes", test_classes_do_not_neighbour);
  g_test_add_func("/check-near/others-tiers", test_no_floor_of_others_tiers);
  g_test_add_func("/check-near/floor-below-a-tier-without", test_floor_below_a_tier_without);
  g_test_add_func("/check-near/whom-a-tier-is-for", test_whom_a_tier_is_for);
  g_test_add_func("/check-near/shared-rank", test_a_shared_rank_is_no_line);
  return g_test_run();
}
