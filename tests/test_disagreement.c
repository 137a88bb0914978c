/* test_disagreement.c: mean, median and range per item, who stands apart, and what wants talk. */
#include "scoring/disagreement.h"
#include "tests/check_world.h"

#include <locale.h>

#define LIMITS "spread.warn=15 spread.discuss=25"

typedef struct Case {
  const char *title, *stage, *settings;
  const char *books[WORLD_ASSESSORS + 1];
  const char *expected; /* of the first item: mean median range talk steps... */
} Case;

/* clang-format off */
static const Case cases[] = {
  {"nobody", "review", LIMITS, {NULL}, "0 0 0 none"},
  {"alone", "review", LIMITS, {"40"}, "40 40 0 none 0"},
  {"agreed", "review", LIMITS, {"40", "40", "40"}, "40 40 0 none 0 0 0"},
  {"just below the first limit", "review", LIMITS, {"50", "60"}, "55 55 10 none 0 0"},
  {"at the first limit", "review", LIMITS, {"50", "65"}, "115/2 115/2 15 warn -1 1"},
  {"at the second limit", "review", LIMITS, {"50", "75"}, "125/2 125/2 25 discuss -2 2"},
  {"one stands apart", "review", LIMITS, {"60", "60", "60", "80"}, "65 60 20 warn 0 0 0 2"},
  {"one stands apart by a step", "review", LIMITS, {"60", "60", "60", "50"}, "115/2 60 10 none 0 0 0 -1"},
  {"order does not matter", "review", LIMITS, {"80", "20", "50"}, "50 50 60 discuss 2 -2 0"},
  {"states are left out", "review", LIMITS, {"-", "70", "a", "50"}, "60 60 20 warn 0 1 0 -1"},
  {"only states", "review", LIMITS, {"-", "a"}, "0 0 0 none 0 0"},
  {"limits are the rules'", "review", "spread.warn=5 spread.discuss=10", {"50", "55"}, "105/2 105/2 5 warn -1 1"},
  {"one figure of 720", "defence", LIMITS, {"!2000", "!4000"}, "300 300 200 discuss -2 2"},
};
/* clang-format on */

static char *describe(const Disagreements *among, size_t item) {
  static const char *const talks[] = {"none", "warn", "discuss"};
  const Disagreement *row = &among->items[item];
  g_autofree char *mean = ratio_exact(row->mean), *median = ratio_exact(row->median), *range = ratio_exact(row->range);
  GString *text = g_string_new(NULL);
  g_string_printf(text, "%s %s %s %s", mean, median, range, talks[row->talk]);
  g_string_replace(text, "/1 ", " ", 0);
  for (size_t b = 0; b < among->n_books; b++) g_string_append_printf(text, " %d", disagreement_step(among, row, b));
  return g_string_free(text, FALSE);
}

static void test_case(gconstpointer data) {
  const Case *test = data;
  g_autoptr(World) world = world_new();
  world_set(world, test->settings);
  Panel *panel = world_panel(world, "A1", test->stage, test->books);
  g_autoptr(Disagreements) among = disagreements_of(&world->award, &world->cycle, panel);
  g_autofree char *got = describe(among, 0);
  g_assert_cmpstr(got, ==, test->expected);
}

static void test_order(void) {
  const char *const books[] = {"50 60 40 20", "60 60 70 50", NULL};
  g_autoptr(World) world = world_new();
  world_set(world, LIMITS);
  Panel *panel = world_panel(world, "A1", "review", books);
  g_autoptr(Disagreements) among = disagreements_of(&world->award, &world->cycle, panel);
  g_autofree size_t *order = disagreements_by(among, SPREAD_RANGE);
  g_assert_cmpuint(order[0], ==, 2);
  g_assert_cmpuint(order[1], ==, 3);
  g_assert_cmpuint(order[2], ==, 0);
  g_assert_cmpuint(order[3], ==, 1);
  g_assert_cmpuint(disagreements_count(among, TALK_NONE), ==, among->n);
  g_assert_cmpuint(disagreements_count(among, TALK_WARN), ==, 2);
  g_assert_cmpuint(disagreements_count(among, TALK_DISCUSS), ==, 2);
}

/* Ranges are shares of the largest result: 1 of 5 levels is wider than 15 of 100 percent. */
static void test_scales(void) {
  const char *const books[] = {"50 60 40 60 40 60 50 50 40 60 3", "65 60 40 60 40 60 50 50 40 60 4", NULL};
  g_autoptr(World) world = world_new();
  world_set(world, LIMITS);
  Panel *panel = world_panel(world, "A1", "review", books);
  g_autoptr(Disagreements) among = disagreements_of(&world->award, &world->cycle, panel);
  g_autofree size_t *order = disagreements_by(among, SPREAD_RANGE);
  g_assert_cmpstr(among->items[order[0]].item.code, ==, "L1");
  g_assert_cmpstr(among->items[order[1]].item.code, ==, "P1");
}

/* Textbook figures: 2 4 4 4 5 5 7 9 has the sample variance 32/7; the median distance from the median 4.5 is 0.5. */
static void test_spreads(void) {
  const char *const books[] = {"20", "40", "40", "40", "50", "50", "70", "90", NULL};
  g_autoptr(World) world = world_new();
  Panel *panel = world_panel(world, "A1", "review", books);
  g_autoptr(Disagreements) among = disagreements_of(&world->award, &world->cycle, panel);
  g_autofree char *variance = ratio_exact(among->items[0].variance), *mad = ratio_exact(among->items[0].mad);
  g_assert_cmpstr(variance, ==, "3200/7");
  g_assert_cmpstr(mad, ==, "5/1");
}

/* One far off widens range and deviation; two camps the median distance. */
static void test_order_by(void) {
  const char *const books[] = {"50 40 30 10", "50 40 70 60", "50 60 30 60", "50 60 70 60", "50 50 50 65", NULL};
  g_autoptr(World) world = world_new();
  Panel *panel = world_panel(world, "A1", "review", books);
  g_autoptr(Disagreements) among = disagreements_of(&world->award, &world->cycle, panel);
  g_autofree size_t *by_range = disagreements_by(among, SPREAD_RANGE), *by_mad = disagreements_by(among, SPREAD_MAD);
  g_autofree size_t *by_deviation = disagreements_by(among, SPREAD_DEVIATION);
  g_assert_cmpuint(by_range[0], ==, 3);
  g_assert_cmpuint(by_deviation[0], ==, 3);
  g_assert_cmpuint(by_mad[0], ==, 2);
  g_assert_cmpuint(by_mad[1], ==, 1);
}

static void test_gate(void) {
  const char *const books[] = {NULL};
  g_autoptr(World) world = world_new();
  Panel *panel = world_panel(world, "A1", "visit", books);
  g_autoptr(Disagreements) among = disagreements_of(&world->award, &world->cycle, panel);
  g_assert_cmpuint(among->n, ==, 0);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strdup_printf("/disagreement/%s", cases[i].title);
    g_test_add_data_func(path, &cases[i], test_case);
  }
  g_test_add_func("/disagreement/order", test_order);
  g_test_add_func("/disagreement/scales", test_scales);
  g_test_add_func("/disagreement/spreads", test_spreads);
  g_test_add_func("/disagreement/order-by", test_order_by);
  g_test_add_func("/disagreement/gate", test_gate);
  return g_test_run();
}
