/* test_order.c: whatever fractions totals are, their order is the exact one. */
#include "scoring/ranking_parts.h"
#include "tests/sample.h"

#include <locale.h>
#include <math.h>
#include <string.h>

enum { MANY = 600 };

/* -- keys ------------------------------------------------------------------------------------------------------- */

static int128_t wide(uint64_t high, uint64_t low) { return (int128_t)((unsigned __int128)high << 64 | low); }

static void keys(void) {
  const int64_t one = INT64_C(1) << 32;
  const struct {
    Ratio total;
    int64_t key;
  } CASES[] = {
      {{0, 1}, 0},
      {{1, 2}, one / 2},
      {{1, 3}, one / 3},
      {{2, 3}, one / 3 * 2},
      {{617, 1}, 617 * one},
      {{2469, 4}, 617 * one + one / 4},
      {{UINT32_MAX, UINT32_MAX - 1}, one + 1},
      {{UINT32_MAX, 4}, ((INT64_C(1) << 30) - 1) * one + one / 4 * 3},
      {{(int128_t)1 << 30, 1}, INT64_MAX},
      {{((int128_t)1 << 30) - 1, 1}, ((INT64_C(1) << 30) - 1) * one},
      {{(int128_t)1 << 40, 1}, INT64_MAX},
      {{((int128_t)1 << 40) + 1, (int128_t)1 << 33}, 128 * one},
      {{((int128_t)1 << 40) + 2, (int128_t)1 << 33}, 128 * one + 1},
      {{((int128_t)7 << 93) + 1, (int128_t)1 << 94}, 3 * one + one / 2},
      {{((int128_t)7 << 94) + 1, (int128_t)1 << 95}, 3 * one + one / 2},
      {{((int128_t)7 << 94) + ((int128_t)1 << 63), (int128_t)1 << 95}, 3 * one + one / 2 + 1},
      {{((int128_t)7 << 94) + ((int128_t)1 << 63) - 1, (int128_t)1 << 95}, 3 * one + one / 2},
      {{wide(0x3fffffffffffffff, 0), wide(0x7fffffffffffffff, 0)}, one / 2 - 1},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) g_assert_cmpint(row_key(CASES[i].total), ==, CASES[i].key);
}

/* -- order ------------------------------------------------------------------------------------------------------ */

static uint64_t any(GRand *luck, unsigned bits) {
  uint64_t number = (uint64_t)g_rand_int(luck) << 32 | g_rand_int(luck);
  return (number >> (64 - bits)) | 1;
}

typedef Ratio Kind(GRand *luck);

static Ratio thirds(GRand *luck) { return ratio(g_rand_int_range(luck, 0, 3000), 3); }
static Ratio unlike(GRand *luck) { return ratio(g_rand_int_range(luck, 0, 1000000), (int128_t)any(luck, 20)); }
static Ratio near(GRand *luck) {
  return ratio((int128_t)500 * ((int128_t)1 << 40) + g_rand_int_range(luck, 0, 200), (int128_t)1 << 40);
}
static Ratio fine(GRand *luck) { return ratio((int128_t)any(luck, 62), (int128_t)any(luck, 54)); }
static Ratio finest(GRand *luck) {
  return ratio(wide(any(luck, 60), any(luck, 64)), wide(any(luck, 52), any(luck, 64)));
}
static Ratio huge(GRand *luck) { return ratio((int128_t)any(luck, 62), g_rand_int_range(luck, 1, 9)); }
static Ratio mixed(GRand *luck) {
  Kind *const kinds[] = {thirds, unlike, near, fine, finest, huge};
  return kinds[g_rand_int_range(luck, 0, G_N_ELEMENTS(kinds))](luck);
}

typedef struct Order {
  Cycle cycle;
  Award award;
  Rules rules;
  Ranking ranking;
  Ratio totals[MANY];
  const Ratio *fulls[MANY];
  uint32_t classes[MANY];
  uint8_t fates[MANY];
  uint16_t fate_stages[MANY];
  RankRun run;
} Order;

/* Every third applicant has the total of the one before; ids do not rise with numbers. */
static Order *order_new(Kind *kind, GRand *luck, uint32_t classes) {
  Order *order = g_new0(Order, 1);
  order->cycle.n_applicants = MANY;
  order->cycle.applicants = g_new0(Applicant, MANY);
  for (uint32_t a = 0; a < MANY; a++) {
    order->cycle.applicants[a].id = g_strdup_printf("A%03u", a * 7 % MANY);
    order->totals[a] = a % 3 == 2 ? order->totals[a - 1] : kind(luck);
    order->classes[a] = a % 3 == 2 ? order->classes[a - 1] : a % classes;
    order->fates[a] = a % 50 == 49 ? FATE_VETO : FATE_IN;
  }
  order->award.rules = &order->rules;
  order->ranking.standings = g_array_new(FALSE, FALSE, sizeof(Standing));
  order->ranking.incomplete = g_array_new(FALSE, FALSE, sizeof(NotRanked));
  order->ranking.excluded = g_array_new(FALSE, FALSE, sizeof(NotRanked));
  order->run = (RankRun){.award = &order->award,
                         .cycle = &order->cycle,
                         .ranking = &order->ranking,
                         .classes = order->classes,
                         .fates = order->fates,
                         .fate_stages = order->fate_stages,
                         .totals = order->totals,
                         .fulls = order->fulls};
  return order;
}

static void order_free(Order *order) {
  for (uint32_t a = 0; a < MANY; a++) g_free((char *)order->cycle.applicants[a].id);
  g_free(order->cycle.applicants);
  g_array_unref(order->ranking.standings);
  g_array_unref(order->ranking.incomplete);
  g_array_unref(order->ranking.excluded);
  g_free(order);
}

static void assert_order(const Order *order) {
  const GArray *standings = order->ranking.standings;
  g_assert_cmpuint(standings->len + order->ranking.excluded->len, ==, MANY);
  uint32_t first = 0;
  for (uint32_t i = 0; i < standings->len; i++) {
    const Standing *this = &g_array_index(standings, Standing, i), *before = i ? this - 1 : NULL;
    g_assert_true(ratio_cmp(*this->total, order->totals[this->applicant]) == 0);
    g_assert_cmpuint(order->fates[this->applicant], ==, FATE_IN);
    if (!before || order->classes[before->applicant] != order->classes[this->applicant]) {
      g_assert_true(!before || order->classes[before->applicant] < order->classes[this->applicant]);
      g_assert_cmpuint(this->rank, ==, 1);
      first = i;
      continue;
    }
    int step = ratio_cmp(*before->total, *this->total);
    g_assert_cmpint(step, >=, 0);
    g_assert_cmpuint(this->rank, ==, step > 0 ? i - first + 1 : before->rank);
    if (step == 0) {
      g_assert_true(before->tied && this->tied);
      g_assert_cmpstr(order->cycle.applicants[before->applicant].id, <, order->cycle.applicants[this->applicant].id);
    }
  }
}

static void orders(void) {
  Kind *const kinds[] = {thirds, unlike, near, fine, finest, huge, mixed};
  g_autoptr(GRand) luck = g_rand_new_with_seed(19580);
  for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++)
    for (uint32_t classes = 1; classes <= 3; classes += 2) {
      Order *order = order_new(kinds[k], luck, classes);
      rank_all(&order->run);
      g_assert_true((order->run.common > 0) == (kinds[k] == thirds || kinds[k] == near));
      assert_order(order);
      order_free(order);
    }
}

/* -- told apart -------------------------------------------------------------------------------------------------- */

/* Per standing in order its id and which tie key told it apart from others, "-" for none. */
static char *told_by(Sample *sample) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Ranking) ranking = sample_rank(sample, &error);
  g_assert_no_error(error);
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < ranking->standings->len; i++) {
    const Standing *standing = &g_array_index(ranking->standings, Standing, i);
    g_string_append_printf(text, "%s%s%u", i ? " " : "", sample->applicants[standing->applicant].id, standing->rank);
    if (standing->decided_by_tie_key) g_string_append_printf(text, ":%u", standing->tie_key);
  }
  return g_string_free(text, FALSE);
}

static void told_apart(void) {
  static const TieKey KEYS[] = {{TIE_NODE, "1.1"}, {TIE_NODE, "1.2"}};
  static const AwardClass CLASSES[] = {{.id = "x", .kinds = ""}, {.id = "y", .kinds = ""}};
  static const struct {
    const char *books, *want; /* id, class and marks; totals are 1.1 + 1.2 + 1.3 */
  } CASES[] = {
      {"Ax 50 50 50; Bx 60 50 40", "B1:0 A2:0"},
      {"Ax 50 50 50; Bx 50 60 40", "B1:1 A2:1"},
      {"Ax 50 50 50; Bx 50 50 50", "A1 B1"},
      {"Ax 50 50 50; Bx 50 50 50; Cx 40 60 50", "A1:0 B1:0 C3:0"},
      {"Ax 50 50 50; Bx 50 50 50; Cx 40 50 50", "A1 B1 C3"},
      {"Ax 60 40 50; Bx 60 30 60; Cx 60 30 60; Dx 50 50 50", "A1:1 B2:1 C2:1 D4:0"},
      {"Ax 50 50 50; Bx 50 50 50; Cy 50 50 50; Dy 50 50 50; Ey 40 60 50", "A1 B1 C1:0 D1:0 E3:0"},
      {"Ax 50 50 50; Bx 50 50 50; Ex 40 60 50; Cy 50 50 50; Dy 50 50 50", "A1:0 B1:0 E3:0 C1 D1"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(Sample) sample = sample_new("1(1.1:300 1.2:300 1.3:300)");
    g_auto(GStrv) books = g_strsplit(CASES[i].books, "; ", -1);
    sample->rules.n_classes = G_N_ELEMENTS(CLASSES);
    sample->rules.classes = CLASSES;
    sample->rules.n_tie_keys = G_N_ELEMENTS(KEYS);
    sample->rules.tie_keys = KEYS;
    for (size_t b = 0; books[b]; b++) {
      const char id[] = {books[b][0], '\0'}, class_id[] = {books[b][1], '\0'};
      sample_applicant(sample, id, class_id);
      sample_book(sample, id, 0, 0, books[b] + 3);
    }
    g_autofree char *got = told_by(sample);
    g_assert_cmpstr(got, ==, CASES[i].want);
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/order/keys", keys);
  g_test_add_func("/order/orders", orders);
  g_test_add_func("/order/told apart", told_apart);
  return g_test_run();
}
