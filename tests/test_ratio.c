/* Exact numbers: tables of cases, identities on many pseudo-random fractions, and the edge of 127 bits. */
#include "criteria/ratio.h"

#include <glib.h>
#include <locale.h>
#include <string.h>

static const int128_t LARGEST = (int128_t)(~(unsigned __int128)0 >> 1);

static Ratio number(const char *text) {
  Ratio a = {7, 7};
  g_assert_true(ratio_parse(text, &a));
  return a;
}

static void assert_exact(Ratio a, const char *want) {
  g_autofree char *got = ratio_exact(a);
  g_assert_cmpstr(got, ==, want);
}

static void test_lowest_terms(void) {
  assert_exact(ratio(6, 4), "3/2");
  assert_exact(ratio(-6, 4), "-3/2");
  assert_exact(ratio(6, -4), "-3/2");
  assert_exact(ratio(-6, -4), "3/2");
  assert_exact(ratio(1, -3), "-1/3");
  assert_exact(ratio(0, -9), "0/1");
  assert_exact(ratio(0, 9), "0/1");
  assert_exact(ratio(1, 0), "overflow");
  assert_exact(ratio_int(INT64_MIN), "-9223372036854775808/1");
  assert_exact(ratio(LARGEST, LARGEST), "1/1");
  assert_exact(ratio(-LARGEST - 1, 1), "overflow");
  assert_exact(ratio(-LARGEST - 1, 2), "-85070591730234615865843651857942052864/1");
  assert_exact(ratio(1, -LARGEST - 1), "overflow");
  assert_exact(ratio(LARGEST, 1), "170141183460469231731687303715884105727/1");
}

static const struct {
  const char *a, *op, *b, *result;
} arithmetic[] = {
    {"1/2", "+", "1/3", "5/6"},
    {"1/6", "+", "1/3", "1/2"},
    {"-1/2", "+", "1/2", "0/1"},
    {"2", "+", "3", "5/1"},
    {"0.1", "+", "0.2", "3/10"},
    {"1/2", "-", "1/3", "1/6"},
    {"1/3", "-", "1/2", "-1/6"},
    {"0", "-", "3/7", "-3/7"},
    {"2/3", "*", "3/4", "1/2"},
    {"-2/3", "*", "3/4", "-1/2"},
    {"0", "*", "-5", "0/1"},
    {"2/3", "/", "4/3", "1/2"},
    {"2/3", "/", "-4/3", "-1/2"},
    {"-2/3", "/", "-4/3", "1/2"},
    {"0", "/", "-4/3", "0/1"},
    {"1", "/", "0", "overflow"},
    {"2469/4", "*", "4", "2469/1"},
    {"50", "*", "47.5%", "95/4"},
    {"999999999999999999", "*", "999999999999999999", "999999999999999998000000000000000001/1"},
};

static Ratio apply(Ratio a, char op, Ratio b) {
  if (op == '+') return ratio_add(a, b);
  if (op == '-') return ratio_sub(a, b);
  return op == '*' ? ratio_mul(a, b) : ratio_div(a, b);
}

static void test_arithmetic(void) {
  for (size_t i = 0; i < G_N_ELEMENTS(arithmetic); i++) {
    g_test_message("%s %s %s", arithmetic[i].a, arithmetic[i].op, arithmetic[i].b);
    assert_exact(apply(number(arithmetic[i].a), arithmetic[i].op[0], number(arithmetic[i].b)), arithmetic[i].result);
  }
}

static void test_overflow_sticks(void) {
  static const char *const others[] = {"1", "0", "2", "-3/7", "999999999999999999"};
  Ratio none = ratio(1, 0), one = ratio_int(1);
  for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
    Ratio other = number(others[i]);
    for (const char *op = "+-*/"; *op != '\0'; op++) {
      g_assert_false(ratio_is_valid(apply(none, *op, other)));
      g_assert_false(ratio_is_valid(apply(other, *op, none)));
    }
    g_assert_cmpint(ratio_cmp(none, other), <, 0);
    g_assert_cmpint(ratio_cmp(other, none), >, 0);
  }
  g_assert_false(ratio_is_valid(ratio_round(none, ROUND_HALF_UP, one)));
  g_assert_false(ratio_is_zero(none));
  g_assert_cmpint(ratio_cmp(none, ratio(-LARGEST, 1)), <, 0);
  g_assert_cmpint(ratio_cmp(none, none), ==, 0);
  g_assert_false(ratio_is_valid(ratio_add(ratio(LARGEST, 1), one)));
  g_assert_false(ratio_is_valid(ratio_sub(ratio(-LARGEST, 1), one)));
  g_assert_false(ratio_is_valid(ratio_mul(ratio(LARGEST, 1), ratio_int(2))));
  g_assert_false(ratio_is_valid(ratio_mul(ratio(1, LARGEST), ratio(1, 2))));
}

/* Intermediate steps need up to 254 bits, the results do not: they must come out exact. */
static void test_wide_sums(void) {
  Ratio big = ratio(LARGEST, 2), back = ratio(-LARGEST, 2);
  assert_exact(ratio_add(big, back), "0/1");
  g_assert_cmpint(ratio_cmp(ratio_add(ratio(LARGEST, 3), ratio(-LARGEST, 3)), ratio_int(0)), ==, 0);
  int128_t p = ((int128_t)1 << 100) + 1;
  assert_exact(ratio_add(ratio(LARGEST - 1, p), ratio(-(LARGEST - 2), p)), "1/1267650600228229401496703205377");
  Ratio third = ratio(LARGEST, 3), sixth = ratio(-LARGEST, 6);
  g_assert_cmpint(ratio_cmp(ratio_add(third, sixth), ratio(LARGEST, 6)), ==, 0);
  Ratio deep = ratio(LARGEST - 1, (int128_t)1 << 60), less = ratio(LARGEST - 3, (int128_t)1 << 60);
  assert_exact(ratio_sub(deep, less), "1/576460752303423488");
  Ratio mixed = ratio_add(ratio(LARGEST, 6), ratio(-LARGEST, 10));
  assert_exact(mixed, "170141183460469231731687303715884105727/15");
}

static uint64_t seed = 42;

static int64_t draw(int64_t below) {
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (int64_t)(seed >> 33) % below;
}

static Ratio draw_ratio(void) { return ratio(draw(200001) - 100000, draw(9999) + 1); }

static void test_identities(void) {
  for (int i = 0; i < 5000; i++) {
    Ratio a = draw_ratio(), b = draw_ratio(), c = draw_ratio();
    g_assert_cmpint(ratio_cmp(ratio_sub(ratio_add(a, b), b), a), ==, 0);
    g_assert_cmpint(ratio_cmp(ratio_mul(a, ratio_add(b, c)), ratio_add(ratio_mul(a, b), ratio_mul(a, c))), ==, 0);
    if (!ratio_is_zero(b)) g_assert_cmpint(ratio_cmp(ratio_mul(ratio_div(a, b), b), a), ==, 0);
    int128_t cross = a.num * b.den - b.num * a.den;
    g_assert_cmpint(ratio_cmp(a, b), ==, (cross > 0) - (cross < 0));
    g_autofree char *text = ratio_exact(a);
    g_assert_cmpint(ratio_cmp(number(text), a), ==, 0);
  }
}

static void test_compare_without_overflow(void) {
  Ratio low = ratio(LARGEST - 1, LARGEST), high = ratio(LARGEST, LARGEST - 1), lower = ratio(LARGEST - 2, LARGEST - 1);
  g_assert_cmpint(ratio_cmp(low, high), <, 0);
  g_assert_cmpint(ratio_cmp(high, low), >, 0);
  g_assert_cmpint(ratio_cmp(lower, low), <, 0);
  g_assert_cmpint(ratio_cmp(ratio(-(LARGEST - 2), LARGEST - 1), ratio(-(LARGEST - 1), LARGEST)), >, 0);
  g_assert_cmpint(ratio_cmp(ratio(-1, LARGEST), ratio(1, LARGEST)), <, 0);
  g_assert_cmpint(ratio_cmp(ratio_int(0), ratio(-1, LARGEST)), >, 0);
  g_assert_cmpint(ratio_cmp(ratio(LARGEST, 2), ratio(LARGEST, 2)), ==, 0);
}

static const struct {
  const char *a, *step, *up, *even, *down;
} rounded[] = {
    {"38.5", "1", "39/1", "38/1", "38/1"},       {"22.5", "1", "23/1", "22/1", "22/1"},
    {"23.5", "1", "24/1", "24/1", "23/1"},       {"-38.5", "1", "-39/1", "-38/1", "-38/1"},
    {"-0.4", "1", "0/1", "0/1", "0/1"},          {"-0.5", "1", "-1/1", "0/1", "0/1"},
    {"0.125", "0.01", "13/100", "3/25", "3/25"}, {"0.135", "0.01", "7/50", "7/50", "13/100"},
    {"12.4", "5", "10/1", "10/1", "10/1"},       {"12.5", "5", "15/1", "10/1", "10/1"},
    {"17.5", "5", "20/1", "20/1", "15/1"},       {"1/3", "0.1", "3/10", "3/10", "3/10"},
    {"2/3", "1/3", "2/3", "2/3", "2/3"},         {"474.75", "0.1", "2374/5", "2374/5", "4747/10"},
};

static void test_rounding(void) {
  for (size_t i = 0; i < G_N_ELEMENTS(rounded); i++) {
    Ratio a = number(rounded[i].a), step = number(rounded[i].step);
    g_test_message("%s to %s", rounded[i].a, rounded[i].step);
    assert_exact(ratio_round(a, ROUND_HALF_UP, step), rounded[i].up);
    assert_exact(ratio_round(a, ROUND_HALF_EVEN, step), rounded[i].even);
    assert_exact(ratio_round(a, ROUND_DOWN, step), rounded[i].down);
    g_assert_cmpint(ratio_cmp(ratio_round(a, ROUND_NONE, step), a), ==, 0);
  }
  g_assert_false(ratio_is_valid(ratio_round(ratio_int(1), ROUND_DOWN, ratio_int(0))));
  g_assert_false(ratio_is_valid(ratio_round(ratio_int(1), ROUND_DOWN, ratio_int(-1))));
}

static void test_parse(void) {
  static const char *const good[][2] = {
      {"12", "12/1"},  {"-3.25", "-13/4"}, {"3/4", "3/4"},
      {"90%", "9/10"}, {"-6/4", "-3/2"},   {"0.5%", "1/200"},
      {"007", "7/1"},  {"-0", "0/1"},      {"1.000000000000000001", "1000000000000000001/1000000000000000000"}};
  static const char *const bad[] = {"",
                                    "-",
                                    "+1",
                                    " 1",
                                    "1 ",
                                    "1.",
                                    ".5",
                                    "1e3",
                                    "1/0",
                                    "1/-2",
                                    "1//2",
                                    "1/2%",
                                    "1.5/2",
                                    "--1",
                                    "%",
                                    "1%%",
                                    "0x10",
                                    "1,5",
                                    "六十",
                                    "1234567890123456789",
                                    "0.1234567890123456789",
                                    "nan"};
  for (size_t i = 0; i < G_N_ELEMENTS(good); i++) assert_exact(number(good[i][0]), good[i][1]);
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
    Ratio untouched = ratio_int(5);
    g_test_message("'%s'", bad[i]);
    g_assert_false(ratio_parse(bad[i], &untouched));
    assert_exact(untouched, "5/1");
  }
}

static const struct {
  const char *a;
  unsigned decimals;
  const char *text;
} shown[] = {
    {"2469/4", 2, "617.25"},
    {"2469/4", 1, "617.3"},
    {"2469/4", 0, "617"},
    {"1/3", 5, "0.33333"},
    {"2/3", 0, "1"},
    {"-1/3", 2, "-0.33"},
    {"-1/300", 2, "0.00"},
    {"999.995", 2, "1000.00"},
    {"-9.5", 0, "-10"},
    {"0", 3, "0.000"},
    {"0.5", 0, "1"},
    {"1/7", 18, "0.142857142857142857"},
    {"1/7", 99, "0.142857142857142857"},
    {"-99.996", 2, "-100.00"},
};

static void test_decimal(void) {
  for (size_t i = 0; i < G_N_ELEMENTS(shown); i++) {
    g_autofree char *text = ratio_decimal(number(shown[i].a), shown[i].decimals);
    g_assert_cmpstr(text, ==, shown[i].text);
    char buf[RATIO_BUF];
    g_assert_cmpuint(ratio_put_decimal(buf, number(shown[i].a), shown[i].decimals), ==, strlen(shown[i].text));
  }
  g_autofree char *edge = ratio_decimal(ratio(LARGEST - 1, LARGEST), 18), *most = ratio_decimal(ratio(-LARGEST, 1), 18),
                  *third = ratio_decimal(ratio(LARGEST / 3, LARGEST), 18), *none = ratio_decimal(ratio(0, 0), 2);
  g_assert_cmpstr(edge, ==, "1.000000000000000000");
  g_assert_cmpstr(most, ==, "-170141183460469231731687303715884105727.000000000000000000");
  g_assert_cmpstr(third, ==, "0.333333333333333333");
  g_assert_cmpstr(none, ==, "overflow");
}

static void test_short(void) {
  static const char *const cases[][2] = {{"0.35", "0.35"}, {"15", "15"},   {"1/3", "1/3"}, {"-1/8", "-0.125"},
                                         {"7/5", "1.4"},   {"1/7", "1/7"}, {"0", "0"},     {"3/1024", "0.0029296875"}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = ratio_short(number(cases[i][0]));
    g_assert_cmpstr(text, ==, cases[i][1]);
  }
  g_assert_cmpfloat(ratio_double(number("3/4")), ==, 0.75);
}

static void test_names(void) {
  Rounding policy = ROUND_NONE;
  for (int i = ROUND_NONE; i <= (int)ROUND_DOWN; i++) {
    g_assert_true(rounding_parse(rounding_names[i], &policy));
    g_assert_cmpint(policy, ==, i);
  }
  g_assert_false(rounding_parse("up", &policy));
  g_assert_false(rounding_parse("", &policy));
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/ratio/lowest-terms", test_lowest_terms);
  g_test_add_func("/ratio/arithmetic", test_arithmetic);
  g_test_add_func("/ratio/overflow-sticks", test_overflow_sticks);
  g_test_add_func("/ratio/wide-sums", test_wide_sums);
  g_test_add_func("/ratio/identities", test_identities);
  g_test_add_func("/ratio/compare-without-overflow", test_compare_without_overflow);
  g_test_add_func("/ratio/rounding", test_rounding);
  g_test_add_func("/ratio/parse", test_parse);
  g_test_add_func("/ratio/decimal", test_decimal);
  g_test_add_func("/ratio/short", test_short);
  g_test_add_func("/ratio/rounding-names", test_names);
  return g_test_run();
}
