/* test_ratio_text.c: decimals and fractions as text where the way to them changes: numbers that 64 bits still scale and
 * those they do not, halves, all places, and eighteen digits at a time. */
#include "criteria/ratio.h"

#include <glib.h>
#include <locale.h>
#include <string.h>

typedef unsigned __int128 uint128_t;

static const int128_t LARGEST = (int128_t)(~(uint128_t)0 >> 1), SMALL = (int128_t)1 << 48;

/* The text as it is defined: |num| x 10^decimals / den rounded half up as one whole number, and a sign unless that is zero. */
static char *defined(Ratio a, unsigned decimals) {
  uint128_t num = (uint128_t)(a.num < 0 ? -a.num : a.num), den = (uint128_t)a.den;
  for (unsigned i = 0; i < decimals; i++) num *= 10;
  uint128_t scaled = (2 * num + den) / (2 * den);
  bool negative = a.num < 0 && scaled > 0;
  g_autoptr(GString) text = g_string_new(NULL);
  for (size_t place = 0; place <= decimals || scaled > 0; place++, scaled /= 10) {
    if (place == decimals && place > 0) g_string_prepend_c(text, '.');
    g_string_prepend_c(text, (char)('0' + (int)(scaled % 10)));
  }
  if (negative) g_string_prepend_c(text, '-');
  return g_strdup(text->str);
}

static void assert_decimal(Ratio a, unsigned decimals) {
  char buf[RATIO_BUF + 1];
  memset(buf, '#', sizeof buf);
  size_t length = ratio_put_decimal(buf, a, decimals);
  g_autofree char *want = defined(a, decimals), *exact = ratio_exact(a);
  if (!g_str_equal(buf, want)) g_test_message("%s to %u", exact, decimals);
  g_assert_cmpstr(buf, ==, want);
  g_assert_cmpuint(length, ==, strlen(want));
  g_assert_true(buf[RATIO_BUF] == '#');
}

/* Around powers of ten and of two, over whole numbers, halves and denominators around the last small one. */
static void test_edges(void) {
  const int128_t dens[] = {1, 2, 3, 7, 8, 16, 40, 200, 2000, 20000, 99999, SMALL - 1, SMALL, SMALL + 1, 2 * SMALL};
  int128_t nums[96];
  size_t n = 0;
  for (int64_t power = 1; power < SMALL; power *= 10)
    for (int near = -1; near <= 1; near++) nums[n++] = power + near;
  for (int shift = 46; shift <= 60; shift++)
    for (int near = -1; near <= 1; near++) nums[n++] = ((int128_t)1 << shift) + near;
  for (size_t i = 0; i < n; i++)
    for (size_t d = 0; d < G_N_ELEMENTS(dens); d++)
      for (unsigned decimals = 0; decimals <= 18; decimals++) {
        assert_decimal(ratio(nums[i], dens[d]), decimals);
        assert_decimal(ratio(-nums[i], dens[d]), decimals);
      }
}

/* Exactly between two numbers of the last place, the next lower and the next higher. */
static void test_halves(void) {
  static const struct {
    int64_t num, den;
    unsigned decimals;
    const char *text;
  } cases[] = {
      {1, 2, 0, "1"},
      {499999999, 1000000000, 0, "0"},
      {500000001, 1000000000, 0, "1"},
      {1, 200, 2, "0.01"},
      {499999999, 100000000000, 2, "0.00"},
      {-1, 200, 2, "-0.01"},
      {-499999999, 100000000000, 2, "0.00"},
      {1999, 200, 2, "10.00"},
      {199999, 20000, 4, "10.0000"},
      {199997, 20000, 4, "9.9999"},
      {199997, 20000, 5, "9.99985"},
      {19999999, 200000, 5, "100.00000"},
      {0, 1, 0, "0"},
      {0, 1, 4, "0.0000"},
      {0, 1, 18, "0.000000000000000000"},
      {(1LL << 48) - 1, 1, 4, "281474976710655.0000"},
      {1LL << 48, 1, 4, "281474976710656.0000"},
      {(1LL << 49) - 1, 2, 0, "281474976710656"},
      {1, 1LL << 48, 18, "0.000000000000003553"},
      {-7, 2, 0, "-4"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = ratio_decimal(ratio(cases[i].num, cases[i].den), cases[i].decimals);
    g_assert_cmpstr(text, ==, cases[i].text);
  }
}

static void test_any(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(48);
  for (int i = 0; i < 20000; i++) {
    int128_t num = (int128_t)g_rand_int(random) << g_rand_int_range(random, 0, 24) >> g_rand_int_range(random, 0, 32);
    Ratio a = ratio(g_rand_boolean(random) ? num : -num, g_rand_int_range(random, 1, 100000));
    assert_decimal(a, (unsigned)g_rand_int_range(random, 0, 19));
  }
}

/* Whole numbers of one part of eighteen digits and of more; zeros inside stay. */
static void test_exact(void) {
  const int128_t part = 1000000000000000000;
  const struct {
    Ratio a;
    const char *text;
  } cases[] = {
      {ratio(0, 5), "0/1"},
      {ratio(-9, 10), "-9/10"},
      {ratio(part - 1, 1), "999999999999999999/1"},
      {ratio(part, 1), "1000000000000000000/1"},
      {ratio(1, part + 1), "1/1000000000000000001"},
      {ratio(-part * part, 7), "-1000000000000000000000000000000000000/7"},
      {ratio(part * part + 1, 1), "1000000000000000000000000000000000001/1"},
      {ratio(part * part - 1, 1), "999999999999999999999999999999999999/1"},
      {ratio(LARGEST, LARGEST - 1), "170141183460469231731687303715884105727/170141183460469231731687303715884105726"},
      {ratio(1, 0), "overflow"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    char buf[RATIO_BUF];
    g_assert_cmpuint(ratio_put_exact(buf, cases[i].a), ==, strlen(cases[i].text));
    g_assert_cmpstr(buf, ==, cases[i].text);
  }
}

static void test_overflow(void) {
  for (unsigned decimals = 0; decimals <= 18; decimals++) {
    g_autofree char *none = ratio_decimal((Ratio){0, 0}, decimals), *neither = ratio_decimal((Ratio){5, 0}, decimals);
    g_assert_cmpstr(none, ==, "overflow");
    g_assert_cmpstr(neither, ==, "overflow");
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/ratio-text/edges", test_edges);
  g_test_add_func("/ratio-text/halves", test_halves);
  g_test_add_func("/ratio-text/any", test_any);
  g_test_add_func("/ratio-text/exact", test_exact);
  g_test_add_func("/ratio-text/overflow", test_overflow);
  return g_test_run();
}
