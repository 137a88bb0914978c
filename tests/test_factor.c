/* test_factor.c: key factors: whose they are, who sees them, what may cite them, and that they are proved. */
#include "tests/record.h"

#include <locale.h>
#include <string.h>

static int note(Record *record, const char *actor, uint32_t applicant, const char *text) {
  g_autoptr(GError) error = NULL;
  record_act_as(record, actor);
  if (store_record_factor(record->store, REVIEW, applicant, text, &error)) return -1;
  g_assert_cmpuint(error->domain, ==, STORE_ERROR);
  return error->code;
}

/* The numbers that somebody sees of A1: "1 3". */
static char *seen_by(Record *record, const char *actor) {
  g_autoptr(GError) error = NULL;
  record_act_as(record, actor);
  g_autoptr(GPtrArray) factors = store_factors(record->store, A1, &error);
  g_assert_no_error(error);
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < factors->len; i++)
    g_string_append_printf(text, "%s%d", i ? " " : "", (int)((const Factor *)g_ptr_array_index(factors, i))->number);
  return g_string_free(text, FALSE);
}

static void sees(Record *record, const char *actor, const char *want) {
  g_autofree char *seen = seen_by(record, actor);
  if (!g_str_equal(seen, want)) g_test_message("%s", actor);
  g_assert_cmpstr(seen, ==, want);
}

/* 1 the secretariat's, 2 the applicant's, 3 E1's, 4 L1's. */
static void fill(Record *record) {
  g_assert_cmpint(note(record, "secretariat", A1, "出口占七成"), ==, -1);
  g_assert_cmpint(note(record, "A1", A1, "家族企业"), ==, -1);
  g_assert_cmpint(note(record, "E1", A1, "新任总经理"), ==, -1);
  g_assert_cmpint(note(record, "L1", A1, "订单集中"), ==, -1);
}

static void submit(Record *record, const char *actor) {
  g_autoptr(GError) error = NULL;
  record_act_as(record, actor);
  g_assert_cmpint(record_mark(record, REVIEW, A1, 0, 5000), ==, -1);
  g_assert_true(store_submit(record->store, REVIEW, A1, &error));
}

static void test_who_sees(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  fill(&record);
  sees(&record, "secretariat", "1 2 3 4");
  sees(&record, "S1", "1 2 3 4");
  sees(&record, "E1", "1 2 3");
  sees(&record, "E2", "1 2");
  sees(&record, "A1", "1 2");
  sees(&record, "A2", "");
  sees(&record, "E3", "");
  submit(&record, "L1");
  sees(&record, "L1", "1 2 3 4");
  sees(&record, "E2", "1 2");
  record_act_as(&record, "secretariat");
  g_assert_true(store_set_stage(record.store, REVIEW, STAGE_CLOSED, "", &error));
  sees(&record, "E2", "1 2 3 4");
  record_act_as(&record, "secretariat");
  g_assert_true(store_recuse(record.store, A1, E2, "顾问", &error));
  sees(&record, "E2", "");
}

static void test_who_may(void) {
  static const struct {
    const char *actor;
    uint32_t applicant;
    const char *text;
    int want;
  } cases[] = {{"secretariat", A3, "x", -1},
               {"secretariat", A1, "", STORE_ERROR_INPUT},
               {"secretariat", A1, "\xff", STORE_ERROR_INPUT},
               {"secretariat", 99, "x", STORE_ERROR_INPUT},
               {"S1", A1, "x", STORE_ERROR_PERMISSION},
               {"E3", A1, "x", STORE_ERROR_PERMISSION},
               {"E1", A3, "x", STORE_ERROR_PERMISSION},
               {"A2", A1, "x", STORE_ERROR_PERMISSION},
               {"E1", A1, "", STORE_ERROR_INPUT}};
  g_auto(Record) record;
  record_new(&record, false);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_test_message("%s %u", cases[i].actor, cases[i].applicant);
    g_assert_cmpint(note(&record, cases[i].actor, cases[i].applicant, cases[i].text), ==, cases[i].want);
  }
  submit(&record, "E1");
  g_assert_cmpint(note(&record, "E1", A1, "x"), ==, STORE_ERROR_PERMISSION);
}

/* One's own, while one may write; the secretariat's until the ranking stands. */
static void test_taking_back(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  fill(&record);
  record_act_as(&record, "E1");
  g_assert_false(store_remove_factor(record.store, 1, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_PERMISSION);
  g_clear_error(&error);
  g_assert_false(store_remove_factor(record.store, 9, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_INPUT);
  g_clear_error(&error);
  g_assert_true(store_remove_factor(record.store, 3, &error));
  g_assert_false(store_remove_factor(record.store, 3, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_INPUT);
  g_clear_error(&error);
  record_act_as(&record, "secretariat");
  g_assert_true(store_remove_factor(record.store, 1, &error));
  sees(&record, "secretariat", "2 4");
  for (uint16_t stage = REVIEW; stage <= BOARD; stage++)
    g_assert_true(store_set_stage(record.store, stage, STAGE_SEALED, "", &error));
  g_assert_cmpint(note(&record, "secretariat", A1, "x"), ==, STORE_ERROR_PERMISSION);
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

/* A stage that is none is a fault of the file, for its author too. */
static void test_no_such_stage(void) {
  static const int64_t stages[] = {BOARD + 1, 77, 65536, -2, INT64_C(1) << 32};
  for (size_t i = 0; i < G_N_ELEMENTS(stages); i++) {
    g_auto(Record) record;
    g_autoptr(GError) error = NULL;
    record_new(&record, false);
    fill(&record);
    g_autofree char *sql =
        g_strdup_printf("UPDATE factor SET stage = %" G_GINT64_FORMAT " WHERE number = 3", stages[i]);
    record_tamper(&record, sql);
    record_act_as(&record, "E1");
    g_assert_null(store_factors(record.store, A1, &error));
    g_assert_error(error, STORE_ERROR, STORE_ERROR_DAMAGED);
    g_clear_error(&error);
    g_assert_false(store_remove_factor(record.store, 3, &error));
    g_assert_error(error, STORE_ERROR, STORE_ERROR_DAMAGED);
  }
}

/* -- citing ---------------------------------------------------------------------------------------------------- */

static char *cite(Record *record, int64_t replaced, const char *factors, int want) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) comments = NULL;
  const Note comment = {.item = "1.1", .kind = "ofi", .text = "无代理人", .factors = factors};
  bool done = replaced ? store_replace_comment(record->store, replaced, REVIEW, A1, &comment, &error)
                       : store_record_comment(record->store, REVIEW, A1, &comment, &error);
  g_assert_cmpint(done ? -1 : error->code, ==, want);
  if (!done) return NULL;
  g_assert_true(store_comments(record->store, A1, &comments, &error));
  return g_strdup(((const Comment *)g_ptr_array_index(comments, comments->len - 1))->factors);
}

static void test_citing(void) {
  static const struct {
    int64_t replaced;
    const char *factors, *kept;
  } cases[] = {{0, NULL, ""},  {0, "", ""},    {0, "3", "3"},  {0, "3 1", "1 3"}, {0, "F2, F2,3", "2 3"},
               {0, "4", NULL}, {0, "9", NULL}, {0, "x", NULL}, {0, "-1", NULL},   {5, NULL, "2 3"},
               {6, "1", "1"},  {7, "4", NULL}, {7, "", ""}};
  g_auto(Record) record;
  record_new(&record, false);
  fill(&record);
  record_act_as(&record, "E1");
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_test_message("%s", cases[i].factors ? cases[i].factors : "-");
    g_autofree char *kept = cite(&record, cases[i].replaced, cases[i].factors, cases[i].kept ? -1 : STORE_ERROR_INPUT);
    g_assert_cmpstr(kept, ==, cases[i].kept);
  }
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

static void test_verify_finds(void) {
  static const struct {
    const char *sql, *fault;
  } cases[] = {
      {"UPDATE factor SET text = 'x' WHERE number = 3", "key factor 3 of “A1” was changed"},
      {"UPDATE factor SET author = 'E2' WHERE number = 3", "key factor 3 of “A1” was changed"},
      {"UPDATE factor SET stage = -1 WHERE number = 3", "key factor 3 of “A1” was changed"},
      {"UPDATE factor SET applicant = 1 WHERE number = 3", "key factor 3 of “A2” was changed"},
      {"UPDATE factor SET event = 2 WHERE number = 3", "key factor 3 of “A1” was changed"},
      {"UPDATE factor SET removed = 2 WHERE number = 3", "key factor 3 of “A1” was changed"},
      {"UPDATE factor SET removed = 0 WHERE number = 4", "4 key factors stand in the record and 0"},
      {"DELETE FROM factor WHERE number = 3", "3 key factors stand in the record"},
      {"INSERT INTO factor SELECT 9, 1, -1, author, text, event, 0 FROM factor WHERE number = 1",
       "key factor 9 of “A2”"},
      {"UPDATE comment SET factors = '1' WHERE number = 1", "comment 1 on “A1” by “E1” was changed"},
      {"UPDATE comment SET factors = '' WHERE number = 1", "comment 1 on “A1” by “E1” was changed"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(Record) record;
    g_autoptr(GError) error = NULL;
    record_new(&record, false);
    fill(&record);
    record_act_as(&record, "L1");
    g_assert_true(store_remove_factor(record.store, 4, &error));
    record_act_as(&record, "E1");
    G_GNUC_UNUSED g_autofree char *cited = cite(&record, 0, "2 3", -1);
    g_autofree char *whole = record_verify(&record, NULL);
    g_assert_cmpstr(whole, ==, "");
    record_tamper(&record, cases[i].sql);
    g_autofree char *faults = record_verify(&record, NULL);
    if (!strstr(faults, cases[i].fault)) g_test_message("%s: %s", cases[i].sql, faults);
    g_assert_nonnull(strstr(faults, cases[i].fault));
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/factor/who-sees", test_who_sees);
  g_test_add_func("/factor/who-may", test_who_may);
  g_test_add_func("/factor/taking-back", test_taking_back);
  g_test_add_func("/factor/no-such-stage", test_no_such_stage);
  g_test_add_func("/factor/citing", test_citing);
  g_test_add_func("/factor/verify", test_verify_finds);
  return g_test_run();
}
