/* test_scorebook.c: marks as text, and the small look-ups of a cycle. */
#include "scoring/cycle.h"
#include "scoring/scorebook.h"

#include <locale.h>
#include <string.h>

static const Scale PERCENT = {.type = SCALE_PERCENT, .unit_sign = "%", .unit = 1, .max = 10000, .step = 500};
static const Scale TENTHS = {.type = SCALE_INTEGER, .unit_sign = "", .unit = 10, .max = 10000, .step = 1};
static TextIn YES[] = {{"zh", "是"}, {"en", "yes"}}, NO[] = {{"zh", "否"}, {"en", "no"}};
static const Text NAMES[] = {{2, NO}, {2, YES}};
static const int16_t LEGAL[] = {0, 100};
static const Scale MET = {
    .type = SCALE_YES_NO, .unit_sign = "", .unit = 1, .max = 100, .n_legal = 2, .legal = LEGAL, .names = NAMES};

/* Names of their own on either side. */
static TextIn NARROW_A[] = {{"en", "A"}}, WIDE_A[] = {{"en", "Ａ"}};
static const Text LETTERS[] = {{1, NARROW_A}, {1, WIDE_A}};
static const Scale WIDE = {
    .type = SCALE_YES_NO, .unit_sign = "", .unit = 1, .max = 100, .n_legal = 2, .legal = LEGAL, .names = LETTERS};

typedef struct Case {
  const char *text;
  const Scale *scale;
  Mark mark;
  const char *written; /* NULL: the text itself */
} Case;

static const Case GOOD[] = {
    {"70", &PERCENT, 7000, NULL},
    {"70%", &PERCENT, 7000, "70"},
    {"5.25", &PERCENT, 525, NULL},
    {"5.2", &PERCENT, 520, NULL},
    {"5.05", &PERCENT, 505, NULL},
    {"5.250", &PERCENT, 525, "5.25"},
    {"0", &PERCENT, 0, NULL},
    {"", &PERCENT, MARK_BLANK, "blank"},
    {"blank", &PERCENT, MARK_BLANK, NULL},
    {"abstained", &MET, MARK_ABSTAINED, NULL},
    {"not-applicable", &MET, MARK_NOT_APPLICABLE, NULL},
    {"720.5", &TENTHS, 7205, NULL},
    {"1000", &TENTHS, 10000, NULL},
    {"0.1", &TENTHS, 1, NULL},
    {"是", &MET, 100, "1"},
    {"no", &MET, 0, "0"},
    {"1", &MET, 100, NULL},
    {"327.67", &PERCENT, 32767, NULL},
    {"５０", &PERCENT, 5000, "50"},
    {"7０．５％", &PERCENT, 7050, "70.5"},
    {"　８５", &PERCENT, 8500, "85"},
    {"ｙｅｓ", &MET, 100, "1"},
    {"ｂｌａｎｋ", &MET, MARK_BLANK, "blank"},
    {"Ａ", &WIDE, 100, "1"},
    {"A", &WIDE, 0, "0"},
};

static const Case BAD[] = {
    {.text = "-5", .scale = &PERCENT},
    {.text = "5.", .scale = &PERCENT},
    {.text = ".5", .scale = &PERCENT},
    {.text = "5.255", .scale = &PERCENT},
    {.text = "7 0", .scale = &PERCENT},
    {.text = " 70", .scale = &PERCENT},
    {.text = "1e2", .scale = &PERCENT},
    {.text = "70%%", .scale = &PERCENT},
    {.text = "1%", .scale = &MET},
    {.text = "327.68", .scale = &PERCENT},
    {.text = "720.55", .scale = &TENTHS},
    {.text = "maybe", .scale = &MET},
    {.text = "99999999999999999999", .scale = &PERCENT},
    {.text = "yes", .scale = &PERCENT},
    {.text = "Blank", .scale = &MET},
    {.text = "　", .scale = &PERCENT},
    {.text = "－５", .scale = &PERCENT},
    {.text = "５．", .scale = &PERCENT},
    {.text = "5²", .scale = &PERCENT},
    {.text = "五十", .scale = &PERCENT},
    {.text = "５０\xff", .scale = &PERCENT},
};

static void reads_and_writes(void) {
  for (size_t i = 0; i < G_N_ELEMENTS(GOOD); i++) {
    Mark mark = -9;
    g_test_message("%s", GOOD[i].text);
    g_assert_true(mark_parse(GOOD[i].text, GOOD[i].scale, &mark));
    g_assert_cmpint(mark, ==, GOOD[i].mark);
    char buf[32];
    size_t length = mark_put(buf, GOOD[i].scale, mark);
    g_assert_cmpstr(buf, ==, GOOD[i].written ? GOOD[i].written : GOOD[i].text);
    g_assert_cmpuint(length, ==, strlen(buf));
  }
}

static void refuses(void) {
  for (size_t i = 0; i < G_N_ELEMENTS(BAD); i++) {
    Mark mark = -9;
    g_test_message("%s", BAD[i].text);
    g_assert_false(mark_parse(BAD[i].text, BAD[i].scale, &mark));
    g_assert_cmpint(mark, ==, -9);
  }
}

/* Every mark there is survives being written and read. */
static void round_trip(void) {
  for (int m = MARK_NOT_APPLICABLE; m <= G_MAXINT16; m++) {
    char buf[32];
    Mark one = -9, ten = -9;
    mark_put(buf, &PERCENT, (Mark)m);
    g_assert_true(mark_parse(buf, &PERCENT, &one));
    mark_put(buf, &TENTHS, (Mark)m);
    g_assert_true(mark_parse(buf, &TENTHS, &ten));
    g_assert_cmpint(one, ==, m);
    g_assert_cmpint(ten, ==, m);
  }
}

static void state_names(void) {
  g_assert_cmpstr(mark_state_name(0), ==, "");
  g_assert_cmpstr(mark_state_name(MARK_BLANK), ==, "blank");
  g_assert_cmpstr(mark_state_name(MARK_NOT_APPLICABLE), ==, "not-applicable");
  g_assert_cmpstr(mark_state_name(-4), ==, "");
}

static void roles(void) {
  for (Role role = ROLE_ASSESSOR; role <= ROLE_APPLICANT; role++) {
    Role got = ROLE_ASSESSOR;
    g_assert_true(role_parse(role_name(role), &got));
    g_assert_cmpint(got, ==, role);
  }
  Role got = ROLE_LEADER;
  g_assert_false(role_parse("chief", &got));
  g_assert_cmpint(got, ==, ROLE_LEADER);
}

static void recusals(void) {
  Recusal rows[] = {{0, 3, ""}, {2, 1, ""}, {2, 4, ""}, {5, 0, ""}};
  Cycle cycle = {.n_recusals = 4, .recusals = rows};
  size_t found = 0;
  for (uint32_t applicant = 0; applicant < 7; applicant++)
    for (uint32_t assessor = 0; assessor < 6; assessor++) found += cycle_is_recused(&cycle, applicant, assessor);
  g_assert_cmpuint(found, ==, 4);
  for (size_t i = 0; i < 4; i++) g_assert_true(cycle_is_recused(&cycle, rows[i].applicant, rows[i].assessor));
}

static void finds_people(void) {
  Applicant applicants[] = {{.id = "A2"}, {.id = "A10"}};
  Assessor assessors[] = {{.id = "E1"}};
  Cycle cycle = {.n_applicants = 2, .applicants = applicants, .n_assessors = 1, .assessors = assessors};
  g_assert_cmpint(cycle_applicant(&cycle, "A10"), ==, 1);
  g_assert_cmpint(cycle_applicant(&cycle, "A1"), ==, -1);
  g_assert_cmpint(cycle_assessor(&cycle, "E1"), ==, 0);
  g_assert_cmpint(cycle_assessor(&cycle, ""), ==, -1);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/mark/reads and writes", reads_and_writes);
  g_test_add_func("/mark/refuses", refuses);
  g_test_add_func("/mark/round trip", round_trip);
  g_test_add_func("/mark/state names", state_names);
  g_test_add_func("/cycle/roles", roles);
  g_test_add_func("/cycle/recusals", recusals);
  g_test_add_func("/cycle/finds people", finds_people);
  return g_test_run();
}
