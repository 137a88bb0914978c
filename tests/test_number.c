/* test_number.c: decimal text of doubles is the C library's, byte by byte, and so are cut doubles. */
#include "reports/number.h"

#include <math.h>
#include <string.h>

static void check(double number) {
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  g_autoptr(GString) text = g_string_new("<");
  number_put(text, number);
  g_assert_cmpstr(text->str + 1, ==, g_ascii_formatd(buffer, sizeof buffer, "%.15g", number));
  double cut = g_ascii_strtod(g_ascii_formatd(buffer, sizeof buffer, "%.12g", number), NULL), got = number_cut(number);
  g_assert_true(got == cut && signbit(got) == signbit(cut));
  g_string_truncate(text, 0);
  number_put(text, cut);
  g_assert_cmpstr(text->str, ==, g_ascii_formatd(buffer, sizeof buffer, "%.15g", cut));
}

static void test_edges(void) {
  static const double cases[] = {0,
                                 1,
                                 10,
                                 100,
                                 0.1,
                                 0.5,
                                 0.25,
                                 1e-4,
                                 9.9999e-5,
                                 1e-5,
                                 1e14,
                                 1e15,
                                 1e16,
                                 1e22,
                                 1e300,
                                 5e-324,
                                 123456789012.5,
                                 999999999999.5,
                                 99999999999.95,
                                 0.000999999999999996,
                                 0.0999999999999999999,
                                 9.99999999999999,
                                 9.999999999999995,
                                 999999999999999,
                                 0.3,
                                 2.5e-4,
                                 1.0 / 3,
                                 2.0 / 3,
                                 1e11,
                                 1e12,
                                 123456.789,
                                 100000000000000.5,
                                 1.00000000000001};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    check(cases[i]);
    check(-cases[i]);
    for (double near = cases[i], n = 0; n < 8; n++) check(near = nextafter(near, INFINITY));
    for (double near = cases[i], n = 0; n < 8; n++) check(near = nextafter(near, -INFINITY));
  }
}

/* Of every size, with many digits and with few. */
static void test_any(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(12);
  for (int i = 0; i < 20000; i++) {
    double size = pow(10, g_rand_double_range(random, -7, 17)), few = g_rand_int_range(random, -99999, 99999);
    check(size * g_rand_double_range(random, -1, 1));
    check(few / pow(10, g_rand_int_range(random, 0, 9)));
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/number/edges", test_edges);
  g_test_add_func("/number/any", test_any);
  return g_test_run();
}
