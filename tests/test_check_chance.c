/* test_check_chance.c: flags that chance could give are not raised, and a flag that another explains is only a note. */
#include "tests/check_world.h"

#include <locale.h>

static World *crowd_world(const char *settings) {
  World *world = world_new();
  world_set(world, settings);
  return world;
}

/* Twenty-four panels of five who scatter by what `noise` cycles through, and one mark far off. */
typedef struct Crowd {
  World *world;
  Mark marks[24][5][WORLD_CELLS];
} Crowd;

static Mark noise(size_t p, size_t b, size_t c) {
  return (Mark)(500 * ((p * 7 + b * 5 + c * 3 + p * b + b * c * c) % 5));
}

static bool give_crowd(void *data, bool (*each)(const Panel *panel, void *user), void *user, GError **error) {
  Crowd *crowd = data;
  (void)error;
  for (size_t p = 0; p < 24; p++) {
    Scorebook books[5];
    for (uint32_t b = 0; b < 5; b++) books[b] = (Scorebook){.applicant = 0, .assessor = b, .marks = crowd->marks[p][b]};
    if (!each(&(Panel){.applicant = 0, .n = 5, .books = books, .assigned = 5}, user)) return false;
  }
  return true;
}

static unsigned count_in_crowd(const char *settings, const char *check, Mark far) {
  g_autoptr(World) world = crowd_world(settings);
  g_autofree Crowd *crowd = g_new0(Crowd, 1);
  crowd->world = world;
  for (size_t p = 0; p < 24; p++)
    for (size_t b = 0; b < 5; b++)
      for (size_t c = 0; c < WORLD_CELLS; c++)
        crowd->marks[p][b][c] = c == 10 ? 300 : c > 10 && c < 14 ? 100 : (Mark)(4000 + noise(p, b, c));
  if (far >= 0) crowd->marks[3][2][1] = far;
  PanelSource source = {.data = crowd, .run = give_crowd};
  g_autoptr(GPtrArray) flags = checks_run(&world->award, &world->cycle, &source, NULL, NULL);
  unsigned n = 0;
  for (guint i = 0; i < flags->len; i++) {
    const Flag *flag = flags->pdata[i];
    n += g_str_equal(flag->check->name, check) && flag->severity > SEVERITY_NOTE;
  }
  return n;
}

static void test_chance_is_asked(void) {
  static const struct {
    const char *settings, *check;
    Mark far;
    bool found;
  } rows[] = {{"spread.discuss=15 spread.level=0", "spread", -1, true},
              {"spread.discuss=15", "spread", -1, false},
              {"extreme.points=10 extreme.deviations=0 extreme.level=0", "extreme", -1, true},
              {"extreme.points=10 extreme.deviations=0", "extreme", -1, false},
              {"extreme.points=10", "extreme", 10000, true},
              {"leniency.limit=2 leniency.level=0", "leniency", -1, true},
              {"leniency.limit=2", "leniency", -1, false}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    unsigned n = count_in_crowd(rows[i].settings, rows[i].check, rows[i].far);
    g_test_message("%s, far %d: %u", rows[i].settings, rows[i].far, n);
    g_assert_cmpint(n > 0, ==, rows[i].found);
  }
  g_assert_cmpuint(count_in_crowd("extreme.points=10", "extreme", 10000), ==, 1);
}

static void test_one_says_it_better(void) {
  g_autoptr(World) world = crowd_world("extreme.marks=3");
  world_panel(world, "A1", "review", (const char *const[]){"40", "45", "45", "50", "90", NULL});
  g_autofree char *spread = world_flags(world, "spread"), *bands = world_flags(world, "band-distance");
  g_autofree char *extreme = world_flags(world, "extreme");
  g_assert_true(g_str_has_prefix(extreme, "extreme warn A1:"));
  g_assert_true(g_str_has_prefix(spread, "spread note A1:"));
  g_assert_true(g_str_has_prefix(bands, "band-distance note A1:"));
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/check-chance/asked", test_chance_is_asked);
  g_test_add_func("/check-chance/behind", test_one_says_it_better);
  return g_test_run();
}
