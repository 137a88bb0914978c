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

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/ratio/another arithmetic", another_arithmetic);
  return g_test_run();
}
