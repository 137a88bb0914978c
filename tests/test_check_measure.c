/* test_check_measure.c: sums of fractions over a common denominator, and the equal marks of pairs, against the slow way. */
#include "scoring/check_pairs_kept.h"
#include "scoring/check_panel.h"
#include "tests/check_world.h"

typedef struct Random {
  uint32_t state;
} Random;

static uint32_t next(Random *random, uint32_t n) {
  random->state = random->state * 1664525u + 1013904223u;
  return (random->state >> 8) % n;
}

/* -- sums ---------------------------------------------------------------------------------------------------- */

static void assert_equal(Ratio got, Ratio wanted) {
  g_autofree char *one = ratio_exact(got), *other = ratio_exact(wanted);
  g_assert_cmpstr(one, ==, other);
}

/* Few denominators, as of marks; any small ones; and ones with no small common denominator at all. */
static int64_t denominator(Random *random, unsigned kind) {
  static const int64_t primes[] = {999983, 1000003, 1000033, 1000037};
  if (kind == 0) return 10000 * (2 + next(random, 5));
  return kind == 1 ? 1 + next(random, 40) : primes[next(random, 4)];
}

static void test_sum(void) {
  for (uint32_t seed = 0; seed < 3000; seed++) {
    Random random = {seed};
    ExactSum sum = {0};
    Ratio wanted = ratio_int(0);
    for (uint32_t i = 0, n = next(&random, 8); i < n; i++) {
      int64_t num = (int64_t)next(&random, 60000) - 30000, den = denominator(&random, seed % 3);
      exact_add(&sum, num, den);
      wanted = ratio_add(wanted, ratio(num, den));
      if (next(&random, 4) > 0) continue;
      int64_t times = (int64_t)next(&random, 9), over = 1 + next(&random, 9);
      exact_scale(&sum, times, over);
      wanted = ratio_mul(wanted, ratio(times, over));
    }
    assert_equal(exact_total(&sum), wanted);
  }
}

/* The same denominator again leaves it as it is, and one that goes into it as well. */
static void test_common(void) {
  ExactSum sum = {0};
  exact_add(&sum, 1, 6);
  exact_add(&sum, 1, 6);
  exact_add(&sum, 1, 3);
  exact_add(&sum, -1, 2);
  g_assert_cmpint((int64_t)sum.den, ==, 6);
  exact_add(&sum, 1, 4);
  g_assert_cmpint((int64_t)sum.den, ==, 12);
  assert_equal(exact_total(&sum), ratio(5, 12));
  assert_equal(exact_total(&(ExactSum){0}), ratio_int(0));
}

/* -- pairs --------------------------------------------------------------------------------------------------- */

enum { BOOKS = 6 };

typedef struct Seated {
  Scorebook books[BOOKS];
  Mark marks[BOOKS][WORLD_CELLS];
} Seated;

/* Scorebook b is that of assessor seats[b]. */
static GArray *kept(World *world, Seated *seated, const uint32_t *seats, uint32_t seed) {
  for (size_t b = 0; b < BOOKS; b++) {
    Random random = {seed + seats[b] * 7919};
    for (size_t c = 0; c < WORLD_CELLS; c++) seated->marks[b][c] = (Mark)((int)next(&random, 6) - 2);
    seated->books[b] = (Scorebook){.assessor = seats[b], .marks = seated->marks[b]};
  }
  const Panel panel = {.n = BOOKS, .books = seated->books};
  g_autoptr(PanelLayout) layout = panel_layout_new();
  CheckSubject subject = {
      .award = &world->award, .criteria = &world->criteria, .applicant = 3, .stage = &world->stages[0]};
  panel_lay_out(layout, &panel, &subject);
  GArray *words = g_array_new(FALSE, FALSE, WORD);
  pairs_keep(words, &subject);
  return words;
}

static Line compare(const Mark *one, const Mark *other) {
  Line line = {0, 0};
  for (size_t c = 0; c < WORLD_CELLS; c++) {
    bool both = one[c] >= 0 && other[c] >= 0;
    line.marks = (uint16_t)(line.marks + both);
    line.same = (uint16_t)(line.same + (both && one[c] == other[c]));
  }
  return line;
}

static void assert_counted(const GArray *words, const Seated *seated) {
  const PanelLines *panel = (const PanelLines *)(const void *)words->data;
  const Line *line = lines_of(panel);
  uint32_t marks = 0, same = 0;
  g_assert_cmpuint(words->len, ==, words_of(BOOKS));
  g_assert_cmpuint(panel->applicant, ==, 3);
  for (size_t a = 0; a < BOOKS; a++)
    for (size_t b = a + 1; b < BOOKS; b++, line++) {
      const Line wanted = compare(seated->marks[a], seated->marks[b]);
      g_assert_cmpuint(line->marks, ==, wanted.marks);
      g_assert_cmpuint(line->same, ==, wanted.same);
      marks += wanted.marks;
      same += wanted.same;
    }
  g_assert_cmpuint(panel->marks, ==, marks);
  g_assert_cmpuint(panel->same, ==, same);
}

/* Whatever the order of the scorebooks, assessors rise. */
static void test_pairs(void) {
  static const uint32_t rising[BOOKS] = {0, 2, 3, 4, 6, 7}, orders[][BOOKS] = {{7, 6, 4, 3, 2, 0}, {3, 0, 7, 2, 6, 4}};
  g_autoptr(World) world = world_new();
  Seated seated;
  for (uint32_t seed = 1; seed < 50; seed++) {
    g_autoptr(GArray) words = kept(world, &seated, rising, seed);
    assert_counted(words, &seated);
    g_assert_true(memcmp(assessors_of((const PanelLines *)(const void *)words->data), rising, sizeof rising) == 0);
    for (size_t i = 0; i < G_N_ELEMENTS(orders); i++) {
      g_autoptr(GArray) others = kept(world, &seated, orders[i], seed);
      g_assert_cmpuint(others->len, ==, words->len);
      g_assert_true(memcmp(others->data, words->data, words->len * WORD) == 0);
    }
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/check-measure/sum", test_sum);
  g_test_add_func("/check-measure/common", test_common);
  g_test_add_func("/check-measure/pairs", test_pairs);
  return g_test_run();
}
