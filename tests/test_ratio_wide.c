/* test_ratio_wide.c: fractions of up to 127 bits, and steps on the way of up to 254, against another's arithmetic.
 *
 * tests/figures/ratio_wide.csv has operations and results reckoned by the fractions of Python 3.11; "none" is a result
 * that does not fit. "?" compares. */
#include "criteria/ratio.h"
#include "tests/sample.h"

#include <locale.h>
#include <string.h>

static int128_t whole(const char *digits) {
  bool negative = *digits == '-';
  int128_t number = 0;
  for (const char *c = digits + negative; *c >= '0' && *c <= '9'; c++) number = number * 10 + (*c - '0');
  return negative ? -number : number;
}

static Ratio fraction(const char *text) { return ratio(whole(text), whole(strchr(text, '/') + 1)); }

static Ratio apply(char op, Ratio a, Ratio b) {
  switch (op) {
  case '+': return ratio_add(a, b);
  case '-': return ratio_sub(a, b);
  case '*': return ratio_mul(a, b);
  default: return ratio_div(a, b);
  }
}

static void assert_row(char op, Ratio a, Ratio b, const char *want) {
  if (op == '?') {
    int order = ratio_cmp(a, b), other = ratio_cmp(b, a);
    g_assert_cmpint(order, ==, (int)whole(want));
    g_assert_cmpint(other, ==, -(int)whole(want));
    return;
  }
  Ratio got = apply(op, a, b);
  g_assert_cmpint(ratio_is_valid(got), ==, strcmp(want, "none") != 0);
  if (!ratio_is_valid(got)) return;
  g_autofree char *text = ratio_exact(got);
  g_assert_cmpstr(text, ==, want);
}

static void another_arithmetic(void) {
  g_autoptr(GPtrArray) rows = sample_rows("ratio_wide.csv");
  g_assert_cmpuint(rows->len, >=, 200);
  for (guint i = 0; i < rows->len; i++) {
    char **row = rows->pdata[i];
    g_test_message("%s %s %s", row[1], row[0], row[2]);
    assert_row(*row[0], fraction(row[1]), fraction(row[2]), row[3]);
    if (*row[0] == '+' || *row[0] == '*') assert_row(*row[0], fraction(row[2]), fraction(row[1]), row[3]);
  }
}

/* As a quotient and a product say it, on both sides of what 32 and 64 bits hold. */
static void percentages(void) {
  const int128_t limits[] = {0, 1, 7, 100, 1000, INT32_MAX, INT64_MAX / 100, INT64_MAX, (int128_t)1 << 100};
  Ratio numbers[200];
  size_t n = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(limits); i++)
    for (int near = -1; near <= 1; near++)
      for (int64_t den = 1; den < INT32_MAX; den = den * 49 + 1) numbers[n++] = ratio(limits[i] + near, den);
  for (size_t i = 0; i < n; i++)
    for (size_t k = 0; k < n; k++) {
      Ratio got = ratio_percent(numbers[i], numbers[k]);
      Ratio want = ratio_mul(numbers[i], ratio_div(ratio_int(100), numbers[k]));
      g_assert_true(got.num == want.num && got.den == want.den);
      Ratio less = ratio_percent(ratio_sub(ratio_int(0), numbers[i]), numbers[k]);
      g_assert_cmpint(ratio_cmp(less, ratio_is_valid(want) ? ratio_sub(ratio_int(0), want) : want), ==, 0);
    }
  g_assert_false(ratio_is_valid(ratio_percent(ratio_int(1), ratio_int(0))));
  g_assert_false(ratio_is_valid(ratio_percent(ratio_int(1), ratio(1, 0))));
  g_assert_false(ratio_is_valid(ratio_percent(ratio(1, 0), ratio_int(1))));
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/ratio/another arithmetic", another_arithmetic);
  g_test_add_func("/ratio/percentages", percentages);
  return g_test_run();
}
