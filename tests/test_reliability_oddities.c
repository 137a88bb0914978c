/* test_reliability_oddities.c: which assessors stand out: large as well as beyond chance, and nobody else. */
#include "scoring/reliability.h"

#include <math.h>

enum { MARKS = 103 }; /* sqrt(marks - 3) is 10 */

/* An assessor like all others. */
static const RaterProfile plain = {.level = 0,
                                   .level_se = 1,
                                   .spread = 1,
                                   .discrimination = 0.8,
                                   .severity = 0,
                                   .severity_se = 1,
                                   .marks = MARKS,
                                   .applicants = 20};

/* What is said of the first of eight, the others being plain. */
static unsigned said_of(RaterProfile first) {
  RaterProfile profiles[8] = {first, plain, plain, plain, plain, plain, plain, plain};
  g_autoptr(Agreement) agreement = agreement_new(20, 8);
  const Reliability totals = {.k = G_N_ELEMENTS(profiles), .profiles = profiles, .agreement = agreement};
  g_autofree unsigned *odd = reliability_oddities(&totals);
  for (size_t r = 1; r < totals.k; r++) g_assert_cmpuint(odd[r], ==, 0);
  return odd[0];
}

static RaterProfile level(double level, double severity, double severity_se) {
  RaterProfile p = plain;
  p.level = level;
  p.severity = severity;
  p.severity_se = severity_se;
  return p;
}

static void test_level(void) {
  g_assert_cmpuint(said_of(plain), ==, 0);
  g_assert_cmpuint(said_of(level(-6, 6, 1)), ==, ODDITY_HARSH);
  g_assert_cmpuint(said_of(level(6, -6, 1)), ==, ODDITY_LENIENT);
  g_assert_cmpuint(said_of(level(-4.9, 6, 1)), ==, 0); /* certain, and not large */
  g_assert_cmpuint(said_of(level(-6, 6, 3)), ==, 0);   /* large, and not certain */
  g_assert_cmpuint(said_of(level(-6, -6, 1)), ==, 0);  /* among the colleagues harsh, over all mild */
  g_assert_cmpuint(said_of(level(6, 6, 1)), ==, 0);
}

/* Where severity has no error, by how the level differs from applicant to applicant. */
static void test_level_alone(void) {
  RaterProfile p = level(-6, NAN, NAN);
  g_assert_cmpuint(said_of(p), ==, ODDITY_HARSH);
  p.level_se = 3;
  g_assert_cmpuint(said_of(p), ==, 0);
  p.level_se = 1;
  p.applicants = 1;
  g_assert_cmpuint(said_of(p), ==, 0);
}

/* Of eight, 2.73 errors are beyond chance: of the logarithm of a spread 1 / sqrt(102) each, of Fisher's z a tenth. */
static void test_spread_and_reading(void) {
  RaterProfile p = plain;
  p.spread = 0.69;
  g_assert_cmpuint(said_of(p), ==, ODDITY_NARROW);
  p.marks = 40;
  g_assert_cmpuint(said_of(p), ==, 0);
  p = plain;
  p.spread = 1.41;
  g_assert_cmpuint(said_of(p), ==, ODDITY_WIDE);
  p = plain;
  p.discrimination = 0.29;
  g_assert_cmpuint(said_of(p), ==, ODDITY_APART);
  p.marks = 12;
  g_assert_cmpuint(said_of(p), ==, 0);
  p.marks = NAN;
  p.discrimination = NAN;
  g_assert_cmpuint(said_of(p), ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/reliability-oddities/level", test_level);
  g_test_add_func("/reliability-oddities/level-alone", test_level_alone);
  g_test_add_func("/reliability-oddities/spread-and-reading", test_spread_and_reading);
  return g_test_run();
}
