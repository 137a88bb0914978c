/* test_agreed.c: what the record takes for agreed by a panel: when it is ready, whose marks are the panel's, what a mark may be
 * and when it moves them. */
#include "tests/record.h"

#include <locale.h>

/* A scorebook on A1 with these marks, submitted or still a draft. */
static void gives(Record *record, const char *who, Mark first, Mark second, bool submits) {
  g_autoptr(GError) error = NULL;
  record_give(record, who, REVIEW, A1, 0, first);
  record_give(record, who, REVIEW, A1, 1, second);
  record_act_as(record, who);
  if (submits) g_assert_true(store_submit(record->store, REVIEW, A1, &error));
  record_act_as(record, "secretariat");
}

static int agrees(Record *record, const AgreedMark *agreement) {
  g_autoptr(GError) error = NULL;
  AgreedMark whole = *agreement;
  whole.stage = REVIEW;
  whole.applicant = A1;
  return code_of(store_agree(record->store, &whole, &error), &error);
}

/* -- when ------------------------------------------------------------------------------------------------------- */

static void recuse_leader(Record *record) {
  g_autoptr(GError) error = NULL;
  g_assert_true(store_recuse(record->store, A1, L1, "x", &error));
}

static void submit_leader(Record *record) {
  g_autoptr(GError) error = NULL;
  record_act_as(record, "L1");
  g_assert_true(store_submit(record->store, REVIEW, A1, &error));
  record_act_as(record, "secretariat");
}

static void close_review(Record *record) {
  g_autoptr(GError) error = NULL;
  g_assert_true(store_set_stage(record->store, REVIEW, STAGE_CLOSED, "", &error));
}

/* A draft holds the panel up, until it is handed in, its assessor recused, or the stage closed; an applicant's never does. */
static void test_ready(void) {
  static void (*const opens[])(Record * record) = {recuse_leader, submit_leader, close_review};
  for (size_t i = 0; i < G_N_ELEMENTS(opens); i++) {
    g_auto(Record) record;
    record_new(&record, false);
    gives(&record, "E1", 6000, 6000, true);
    gives(&record, "E2", 6000, 6000, true);
    gives(&record, "A1", 9000, 9000, false);
    gives(&record, "L1", 6000, 6000, false);
    const AgreedMark same = {.mark = 6000};
    g_assert_cmpint(agrees(&record, &same), ==, STORE_ERROR_PERMISSION);
    opens[i](&record);
    g_assert_cmpint(agrees(&record, &same), ==, -1);
    g_autofree char *faults = record_verify(&record, NULL);
    g_assert_cmpstr(faults, ==, "");
  }
}

/* -- what ------------------------------------------------------------------------------------------------------- */

static void test_marks(void) {
  static const struct {
    AgreedMark agreement;
    int want;
  } cases[] = {{{.cell = 0, .mark = 7000}, -1}, /* nearest to the mean of 60, 65 and 80 */
               {{.cell = 0, .mark = 6500}, -1}, /* their median */
               {{.cell = 0, .mark = 6700, .code = "other", .reason = "x"}, STORE_ERROR_INPUT},
               {{.cell = 0, .mark = 10500, .code = "other", .reason = "x"}, STORE_ERROR_INPUT},
               {{.cell = 0, .mark = MARK_ABSTAINED, .code = "other", .reason = "x"}, STORE_ERROR_INPUT},
               {{.cell = 0, .mark = MARK_NOT_APPLICABLE, .code = "other", .reason = "x"}, STORE_ERROR_INPUT},
               {{.cell = 1, .mark = 6700, .code = "other", .reason = "x"}, STORE_ERROR_INPUT},
               {{.cell = 1, .mark = MARK_ABSTAINED, .code = "other", .reason = "x"}, STORE_ERROR_INPUT},
               {{.cell = 1, .mark = MARK_NOT_APPLICABLE}, STORE_ERROR_INPUT},
               {{.cell = 1, .mark = MARK_NOT_APPLICABLE, .code = "scope", .reason = "无此过程"}, -1},
               {{.cell = 2, .mark = 7000, .code = "other", .reason = "x"}, STORE_ERROR_INPUT},
               {{.cell = 0, .mark = 7500, .code = "evidence"}, STORE_ERROR_INPUT},
               {{.cell = 0, .mark = 7500, .code = "evidence", .reason = " "}, STORE_ERROR_INPUT},
               {{.cell = 0, .mark = 7500, .reason = "x"}, STORE_ERROR_INPUT},
               {{.cell = 0, .mark = 7500, .code = "mood", .reason = "x"}, STORE_ERROR_INPUT},
               {{.cell = 0, .mark = 7500, .code = "evidence", .reason = "x"}, -1}};
  g_auto(Record) record;
  record_new(&record, false);
  gives(&record, "E1", 6000, 5000, true);
  gives(&record, "E2", 6500, 5000, true);
  gives(&record, "L1", 8000, 5000, true);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    int got = agrees(&record, &cases[i].agreement);
    if (got != cases[i].want) g_test_message("case %zu", i);
    g_assert_cmpint(got, ==, cases[i].want);
  }
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

/* -- whose ------------------------------------------------------------------------------------------------------ */

/* Who is recused, and the applicant, are not of the panel: their marks move nothing, and they propose nothing. */
static void test_panel(void) {
  for (int recused = 0; recused <= 1; recused++) {
    g_auto(Record) record;
    g_autoptr(GError) error = NULL;
    record_new(&record, false);
    gives(&record, "E1", 6000, 6000, true);
    gives(&record, "L1", 6000, 6000, true);
    gives(&record, "E2", 9000, 9000, true);
    gives(&record, "A1", 0, 0, true);
    if (recused) g_assert_true(store_recuse(record.store, A1, E2, "x", &error));
    int third = recused ? STORE_ERROR_INPUT : -1;
    g_assert_cmpint(agrees(&record, &(AgreedMark){.mark = 7000}), ==, third); /* the mean of three */
    g_assert_cmpint(agrees(&record, &(AgreedMark){.mark = 6000}), ==, -1);    /* of two; the median of three */
    g_assert_cmpint(agrees(&record, &(AgreedMark){.mark = 5500}), ==, STORE_ERROR_INPUT);
    const AgreedMark by = {.mark = 8000, .code = "other", .reason = "x", .proposer = "E2"};
    AgreedMark by_applicant = by;
    by_applicant.proposer = "A1";
    g_assert_cmpint(agrees(&record, &by), ==, third);
    g_assert_cmpint(agrees(&record, &by_applicant), ==, STORE_ERROR_INPUT);
  }
}

/* -- what somebody wrote into the file --------------------------------------------------------------------------- */

/* A cell or a mark that cannot be is a fault of the file, and nothing is laid out by it. */
static void test_impossible(void) {
  static const char *const rows[] = {"5000000, 6000", "2, 6000", "-1, 6000", "0, -4", "0, 40000", "0, 65536"};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_auto(Record) record;
    g_autoptr(GError) error = NULL;
    record_new(&record, false);
    gives(&record, "E1", 6000, 6000, true);
    gives(&record, "E2", 6000, 6000, true);
    gives(&record, "L1", 6000, 6000, true);
    g_autofree char *sql = g_strdup_printf(
        "INSERT INTO agreed(panel, cell, mark, code, reason, proposer, event) VALUES(0, %s, '', '', '', 1)", rows[i]);
    record_tamper(&record, sql);
    const AgreedMark none = {.cell = 1, .mark = MARK_NOT_APPLICABLE, .code = "scope", .reason = "无此过程"};
    g_assert_cmpint(agrees(&record, &none), ==, STORE_ERROR_DAMAGED);
    g_assert_null(store_agreed_marks(record.store, REVIEW, A1, &error));
    g_assert_error(error, STORE_ERROR, STORE_ERROR_DAMAGED);
  }
}

/* A comment taken over is told with its original or not at all. */
static void test_original_lost(void) {
  static const struct {
    const char *sql;
    int want;
  } cases[] = {{"DELETE FROM comment", STORE_ERROR_DAMAGED}, {"ALTER TABLE comment RENAME TO gone", STORE_ERROR_FILE}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(Record) record;
    g_autoptr(GError) error = NULL;
    record_new(&record, false);
    record_act_as(&record, "E1");
    const Note note = {.item = "1.1", .kind = "strength", .text = "稳健"};
    g_assert_true(store_record_comment(record.store, REVIEW, A1, &note, &error));
    gives(&record, "E1", 6000, 6000, true);
    close_review(&record);
    g_assert_true(store_merge_comment(record.store, 1, NULL, &error));
    g_autoptr(GPtrArray) merged = store_merged(record.store, REVIEW, A1, &error);
    g_assert_cmpuint(merged->len, ==, 1);
    record_tamper(&record, cases[i].sql);
    g_assert_null(store_merged(record.store, REVIEW, A1, &error));
    g_assert_error(error, STORE_ERROR, cases[i].want);
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/agreed/ready", test_ready);
  g_test_add_func("/agreed/marks", test_marks);
  g_test_add_func("/agreed/panel", test_panel);
  g_test_add_func("/agreed/impossible", test_impossible);
  g_test_add_func("/agreed/original-lost", test_original_lost);
  return g_test_run();
}
