/* test_check_near.c: near a floor or a line by standard errors, where rules ask for it. */
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

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strdup_printf("/check-near/%s", cases[i].title);
    g_test_add_data_func(path, &cases[i], test_case);
  }
  return g_test_run();
}
