/* test_agreement_outlier.c: tests of outliers and robust fences against printed tables. */
#include "tests/agreement_near.h"

#include <locale.h>
#include <math.h>
#include <string.h>

static const double N = NAN;

/* -- outliers --------------------------------------------------------------------------------------- */

/* Critical values as printed by Dixon (1953) and, for two sides, Rorabacher (1991). */
static void test_dixon_table(void) {
  static const struct {
    size_t n;
    const char *form, *critical;
    double value;
  } rows[] = {{3, "r10", "critical_one_sided_05", 0.941},  {5, "r10", "critical_one_sided_05", 0.642},
              {7, "r10", "critical_one_sided_05", 0.507},  {5, "r10", "critical_two_sided_05", 0.710},
              {8, "r11", "critical_one_sided_05", 0.554},  {10, "r11", "critical_one_sided_05", 0.477},
              {12, "r21", "critical_one_sided_05", 0.546}, {15, "r22", "critical_one_sided_05", 0.525}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    double x[16];
    for (size_t j = 0; j < rows[i].n; j++) x[j] = (double)j * 1.5;
    x[2] = 90;
    g_autoptr(Agreement) a = agreement_new(rows[i].n, 1);
    agreement_dixon(a, x, rows[i].n);
    value_is(a, "outliers", rows[i].critical, rows[i].value, 1.6e-3);
    value_is(a, "outliers", "outlier_index", 3, 0);
    g_assert_nonnull(agreement_value(a, "outliers", rows[i].form));
    g_assert_cmpfloat(agreement_number(a, "outliers", "p_two_sided"), <, 0.05);
  }
}

static void test_dixon_of_low_end(void) {
  static const double x[] = {0.189, 0.167, 0.187, 0.183, 0.186, 0.182, 0.181};
  g_autoptr(Agreement) a = agreement_new(7, 1);
  agreement_dixon(a, x, 7);
  value_is(a, "outliers", "Q", 0.014 / 0.022, 1e-9);
  value_is(a, "outliers", "outlier_index", 2, 0);
}

static void test_grubbs_p(void) {
  static const double x[] = {199.31, 199.53, 200.19, 200.82, 201.92, 201.95, 202.18, 245.57};
  static const double calm[] = {1, 2, 3, 4, 5, 6};
  g_autoptr(Agreement) a = agreement_new(8, 1), b = agreement_new(6, 1);
  agreement_grubbs(a, x, 8);
  agreement_grubbs(b, calm, 6);
  g_assert_cmpfloat(agreement_number(a, "outliers", "p_one_sided"), <, 1e-5);
  g_assert_cmpfloat(agreement_number(b, "outliers", "p_one_sided"), >, 0.2);
  /* at the critical value p is the level */
  double critical = agreement_number(b, "outliers", "critical_one_sided_05");
  g_assert_cmpfloat(critical, >, agreement_number(b, "outliers", "G"));
  near_to(critical, 1.822, 1e-3); /* Grubbs (1969), table 1, n = 6 */
}

static void test_modified_z(void) {
  static const double x[] = {1, 3, N, 3, 6, 8, 10, 10, 1000};
  g_autoptr(Agreement) a = agreement_new(9, 1);
  agreement_modified_z(a, x, 9);
  entry_is(a, "outliers", "modified_z", 8, 0.6745 * 993 / 3.5, 1e-9);
  entry_is(a, "outliers", "modified_z_outlier_indices", 0, 9, 0);
  g_assert_true(isnan(agreement_value(a, "outliers", "modified_z")->list[2]));
  value_is(a, "outliers", "modified_z_outliers", 1, 0);
}

static void test_esd_unmasks(void) {
  static const double x[] = {10, 11, 9, 10, 12, 8, 10, 11, 9, 10, 10, 11, 9, 10, 12, 8, 40, 41};
  g_autoptr(Agreement) a = agreement_new(18, 1);
  agreement_esd(a, x, 18, 4);
  value_is(a, "outliers", "outliers", 2, 0);
  entry_is(a, "outliers", "outlier_indices", 0, 18, 0);
  entry_is(a, "outliers", "outlier_indices", 1, 17, 0);
}

static void test_flat_columns(void) {
  static const double flat[] = {5, 5, 5, 5, 5}, mostly[] = {5, 5, 5, 5, 9}, gone[] = {N, N};
  g_autoptr(Agreement) a = agreement_new(5, 1), b = agreement_new(5, 1), c = agreement_new(2, 1);
  agreement_grubbs(a, flat, 5);
  agreement_dixon(a, flat, 5);
  agreement_modified_z(b, mostly, 5);
  agreement_mad(b, mostly, 5);
  agreement_mad(c, gone, 2);
  agreement_modified_z(c, gone, 2);
  g_assert_cmpint(agreement_value(a, "outliers", "G")->kind, ==, AGREEMENT_NONE);
  g_assert_cmpint(agreement_value(b, "outliers", "modified_z")->kind, ==, AGREEMENT_NONE);
  g_assert_true(says(b, "outliers", "Half of the figures"));
  value_is(b, "outliers", "MAD", 0, 0);
  g_assert_cmpint(agreement_value(c, "outliers", "median")->kind, ==, AGREEMENT_NONE);
}

static void test_winsorized(void) {
  static const double x[] = {1, 2, 3, 4, 100};
  near_to(agreement_winsorized(x, 5, 0.2), (2 + 2 + 3 + 4 + 4) / 5.0, 1e-12);
  near_to(agreement_winsorized(x, 5, 0), 22, 1e-12);
  g_assert_true(isnan(agreement_winsorized(x, 4, 0.5)));
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/outliers/dixon", test_dixon_table);
  g_test_add_func("/outliers/dixon low", test_dixon_of_low_end);
  g_test_add_func("/outliers/grubbs", test_grubbs_p);
  g_test_add_func("/outliers/modified z", test_modified_z);
  g_test_add_func("/outliers/esd", test_esd_unmasks);
  g_test_add_func("/outliers/flat", test_flat_columns);
  g_test_add_func("/outliers/winsorized", test_winsorized);
  g_test_set_nonfatal_assertions();
  return g_test_run();
}
