/* test_totals_again.c: random small cycles, totalled and ranked a second time in the plainest way there is, from the
 * definitions: every figure a fraction, nothing shared, nothing prepared. Both must agree to the last digit. */
#include "tests/sample.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

enum { ITEMS = 12, BOOKS = 6, PEOPLE = 5, CYCLES = 2000 };

typedef struct World {
  Combination how;
  RoundingRule rounding;
  int n_items; /* two each of a category */
  int points[ITEMS];
  NotApplicable policy;
  int n_books[PEOPLE];
  int marks[PEOPLE][BOOKS][ITEMS]; /* percent; -1 blank, -2 abstained, -3 not applicable */
} World;

/* -- the second way -------------------------------------------------------------------------------------------- */

static int by_value(const void *a, const void *b) { return ratio_cmp(*(const Ratio *)a, *(const Ratio *)b); }

static Ratio mean_between(const Ratio *sorted, int from, int to) {
  Ratio sum = ratio_int(0);
  for (int i = from; i < to; i++) sum = ratio_add(sum, sorted[i]);
  return ratio_div(sum, ratio_int(to - from));
}

static Ratio naive_combine(const Combination *how, Ratio *values, int n) {
  qsort(values, (size_t)n, sizeof *values, by_value);
  int k = how->trim.num == 0 ? (int)how->drop : (int)(how->trim.num * n / how->trim.den);
  int minimum = (int)how->minimum;
  if (minimum == 0) minimum = how->method == METHOD_TRIMMED && how->trim.num == 0 ? 2 * k + 1 : 1;
  bool few = n < minimum || (how->method == METHOD_TRIMMED && n <= 2 * k);
  CombineMethod method = few ? how->fallback : how->method;
  if (method == METHOD_MEDIAN) return mean_between(values, (n - 1) / 2, n / 2 + 1);
  if (method == METHOD_TRIMMED) return mean_between(values, k, n - k);
  return mean_between(values, 0, n);
}

typedef struct Naive {
  bool complete;
  Ratio total, max;
} Naive;

/* The total of chosen scorebooks' marks, combined per item. */
static Naive naive_items(const World *world, const Combination *how, int person, const int *chosen, int n) {
  Ratio fractions[ITEMS];
  bool out[ITEMS] = {false};
  Naive naive = {true, ratio_int(0), ratio_int(0)};
  for (int i = 0; i < world->n_items; i++) {
    Ratio values[BOOKS];
    int count = 0, not_applicable = 0, blank = 0;
    for (int b = 0; b < n; b++) {
      int mark = world->marks[person][chosen[b]][i];
      if (mark >= 0) values[count++] = ratio(mark, 100);
      blank += mark == -1;
      not_applicable += mark == -3;
    }
    fractions[i] = ratio_int(0);
    bool refused = how->blank == BLANK_REFUSE && blank > 0;
    if (count > 0 && !refused)
      fractions[i] = naive_combine(how, values, count);
    else if (not_applicable > 0 && !refused && world->policy != NA_FORBIDDEN)
      out[i] = true;
    else
      naive.complete = false;
  }
  for (int group = 0; group < world->n_items; group += 2) {
    Ratio full[2];
    for (int i = 0; i < 2; i++) full[i] = ratio_int(world->points[group + i]);
    for (int i = 0; i < 2; i++) {
      if (!out[group + i] || world->policy == NA_ZERO) continue;
      if (world->policy == NA_REDISTRIBUTE && !out[group + 1 - i]) full[1 - i] = ratio_add(full[0], full[1]);
      full[i] = ratio_int(0);
    }
    for (int i = 0; i < 2; i++) {
      Ratio points = ratio_mul(full[i], fractions[group + i]);
      if (world->rounding.set && world->rounding.at == ROUND_AT_ITEM)
        points = ratio_round(points, world->rounding.policy, world->rounding.step);
      naive.total = ratio_add(naive.total, points);
      naive.max = ratio_add(naive.max, full[i]);
    }
  }
  return naive;
}

static bool has(const World *world, int person, int book, int state) {
  for (int i = 0; i < world->n_items; i++)
    if (world->marks[person][book][i] == state) return true;
  return false;
}

static Naive naive_books(const World *world, int person, const int *chosen, int n) {
  Combination alone = {.trim = ratio_int(0)};
  Ratio totals[BOOKS];
  int count = 0;
  bool refused = false;
  for (int b = 0; b < n; b++) {
    Naive one = naive_items(world, &alone, person, &chosen[b], 1);
    refused |= world->how.blank == BLANK_REFUSE && has(world, person, chosen[b], -1);
    if (one.complete) totals[count++] = one.total;
  }
  Naive naive = naive_items(world, &world->how, person, chosen, n);
  naive.complete = count > 0 && !refused;
  if (naive.complete) naive.total = naive_combine(&world->how, totals, count);
  return naive;
}

static Naive naive_total(const World *world, int person) {
  int chosen[BOOKS], n = 0;
  for (int b = 0; b < world->n_books[person]; b++)
    if (world->how.blank != BLANK_SKIP_SCOREBOOK || !has(world, person, b, -1)) chosen[n++] = b;
  bool by_book = world->how.apply_at == APPLY_AT_TOTAL;
  Naive naive = by_book ? naive_books(world, person, chosen, n) : naive_items(world, &world->how, person, chosen, n);
  naive.complete &= n > 0;
  bool rounds = world->rounding.set && world->rounding.at != ROUND_AT_ITEM;
  if (rounds) naive.total = ratio_round(naive.total, world->rounding.policy, world->rounding.step);
  return naive;
}

/* -- random cycles ----------------------------------------------------------------------------------------------- */

static int pick(GRand *rand, int n) { return g_rand_int_range(rand, 0, n); }

static int random_mark(GRand *rand, int odd) {
  if (pick(rand, 100) < odd) return -1 - pick(rand, 3);
  return 5 * pick(rand, 21);
}

static World random_world(GRand *rand) {
  World world = {0};
  world.how = (Combination){.method = (CombineMethod)pick(rand, 3),
                            .drop = (unsigned)pick(rand, 3),
                            .trim = pick(rand, 3) ? ratio_int(0) : ratio(pick(rand, 5), 10),
                            .minimum = pick(rand, 3) ? 0 : (unsigned)pick(rand, 5),
                            .fallback = (CombineMethod)pick(rand, 2),
                            .apply_at = (ApplyAt)(pick(rand, 3) == 0),
                            .blank = (BlankPolicy)pick(rand, 3)};
  static const int64_t STEPS[][2] = {{1, 1}, {1, 10}, {5, 1}, {1, 100}};
  const int64_t *step = STEPS[pick(rand, 4)];
  world.rounding =
      (RoundingRule){pick(rand, 2), (Rounding)pick(rand, 4), (RoundAt)pick(rand, 3), ratio(step[0], step[1])};
  world.policy = (NotApplicable)pick(rand, 4);
  int odd = (const int[]){0, 3, 15, 50}[pick(rand, 4)];
  world.n_items = 2 * (1 + pick(rand, ITEMS / 2));
  for (int i = 0; i < world.n_items; i++) world.points[i] = 5 * (1 + pick(rand, 20));
  for (int p = 0; p < PEOPLE; p++) {
    world.n_books[p] = 1 + pick(rand, BOOKS);
    for (int b = 0; b < BOOKS; b++)
      for (int i = 0; i < world.n_items; i++) world.marks[p][b][i] = random_mark(rand, odd);
  }
  return world;
}

static char *tree_of(const World *world) {
  static const char *const LETTERS[] = {"", "r", "s", "z"};
  const char *letter = LETTERS[world->policy];
  GString *tree = g_string_new(NULL);
  for (int i = 0, c = 1; i < world->n_items; i += 2, c++)
    g_string_append_printf(tree, "%s%d(%d.1:%d%s %d.2:%d%s)", i ? " " : "", c, c, world->points[i], letter, c,
                           world->points[i + 1], letter);
  return g_string_free(tree, FALSE);
}

static Sample *sample_from(const World *world) {
  g_autofree char *tree = tree_of(world);
  Sample *sample = sample_new(tree);
  sample->stages[0].combination = world->how;
  sample->rules.rounding = world->rounding;
  for (int p = 0; p < PEOPLE; p++)
    for (int b = 0; b < world->n_books[p]; b++) {
      g_autoptr(GString) line = g_string_new(NULL);
      for (int i = 0; i < world->n_items; i++) {
        int mark = world->marks[p][b][i];
        if (mark < 0)
          g_string_append_printf(line, "%s%c", i ? " " : "", "?-an"[-mark]);
        else
          g_string_append_printf(line, "%s%d", i ? " " : "", mark);
      }
      char id[] = {(char)('A' + p), '\0'};
      sample_book(sample, id, 0, (uint32_t)b, line->str);
    }
  return sample;
}

static void assert_standing(const Naive *naive, const Sample *sample, const Standing *standing) {
  const Naive *own = &naive[*sample->applicants[standing->applicant].id - 'A'];
  uint32_t higher = 0;
  for (int p = 0; p < PEOPLE; p++) higher += naive[p].complete && ratio_cmp(naive[p].total, own->total) > 0;
  g_assert_true(own->complete);
  g_assert_cmpint(ratio_cmp(*standing->total, own->total), ==, 0);
  g_assert_cmpint(ratio_cmp(*standing->max, own->max), ==, 0);
  g_assert_cmpuint(standing->rank, ==, higher + 1);
}

static void agree(void) {
  g_autoptr(GRand) rand = g_rand_new_with_seed(19580);
  unsigned ranked = 0, incomplete = 0;
  for (int cycle = 0; cycle < CYCLES; cycle++) {
    World world = random_world(rand);
    Naive naive[PEOPLE];
    for (int p = 0; p < PEOPLE; p++) naive[p] = naive_total(&world, p);
    g_autoptr(Sample) sample = sample_from(&world);
    g_autoptr(Ranking) ranking = sample_rank(sample, NULL);
    g_assert_cmpuint(ranking->standings->len + ranking->incomplete->len, ==, PEOPLE);
    for (guint i = 0; i < ranking->standings->len; i++)
      assert_standing(naive, sample, &g_array_index(ranking->standings, Standing, i));
    for (guint i = 0; i < ranking->incomplete->len; i++) {
      uint32_t applicant = g_array_index(ranking->incomplete, NotRanked, i).applicant;
      g_assert_false(naive[*sample->applicants[applicant].id - 'A'].complete);
    }
    ranked += ranking->standings->len;
    incomplete += ranking->incomplete->len;
  }
  g_assert_cmpuint(ranked, >, CYCLES);
  g_assert_cmpuint(incomplete, >, CYCLES / 2);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/totals/2000 random cycles agree", agree);
  return g_test_run();
}
