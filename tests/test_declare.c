/* test_declare.c: declarations of interest: what stays closed before one, what each answer opens, and that they are proved. */
#include "tests/record.h"

#include <locale.h>
#include <string.h>

static void declares(Record *record, uint32_t applicant, bool conflict, const char *reason, int want) {
  g_autoptr(GError) error = NULL;
  bool done = store_declare(record->store, applicant, conflict, reason, &error);
  if (done != (want < 0)) g_test_message("%s", error ? error->message : "declared");
  g_assert_true(done == (want < 0));
  if (!done) g_assert_error(error, STORE_ERROR, want);
}

static bool must_declare(Record *record, uint16_t stage, uint32_t applicant) {
  g_autoptr(GError) error = NULL;
  bool must = false;
  g_assert_true(store_must_declare(record->store, stage, applicant, &must, &error));
  return must;
}

static const Owed *owed_on(const GArray *list, uint32_t applicant, uint32_t assessor) {
  for (guint i = 0; i < list->len; i++) {
    const Owed *owed = &g_array_index(list, Owed, i);
    if (owed->stage == REVIEW && owed->applicant == applicant && owed->assessor == assessor) return owed;
  }
  return NULL;
}

static size_t count_comments(Record *record) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) comments = NULL;
  g_assert_true(store_comments(record->store, A1, &comments, &error));
  return comments->len;
}

/* Marks and a comment of E1 on A1, given while nothing was asked. */
static void give(Record *record) {
  g_autoptr(GError) error = NULL;
  record_act_as(record, "E1");
  g_assert_cmpint(record_mark(record, REVIEW, A1, 0, 5000), ==, -1);
  g_assert_true(store_record_comment(record->store, REVIEW, A1,
                                     &(Note){.item = "1.1", .kind = "strength", .text = "已写"}, &error));
}

static void test_closed_before(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  BookCopy copy;
  record_new(&record, false);
  give(&record);
  record_ask_declarations(&record);
  g_assert_true(must_declare(&record, REVIEW, A1));
  g_assert_false(must_declare(&record, BOARD, A1));
  g_assert_cmpint(record_mark(&record, REVIEW, A1, 0, 6000), ==, STORE_ERROR_PERMISSION);
  g_assert_false(
      store_record_comment(record.store, REVIEW, A1, &(Note){.item = "1.1", .kind = "ofi", .text = "新的"}, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_PERMISSION);
  g_assert_nonnull(strstr(error->message, "accolade declare A1 none"));
  g_clear_error(&error);
  g_assert_false(store_submit(record.store, REVIEW, A1, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_PERMISSION);
  g_clear_error(&error);
  g_assert_false(store_scorebook(record.store, REVIEW, A1, STORE_SELF, &copy, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_PERMISSION);
  g_clear_error(&error);
  g_assert_cmpuint(count_comments(&record), ==, 0);
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error);
  g_autoptr(GArray) owed = store_owed(record.store, cycle, &error);
  g_assert_true(owed_on(owed, A1, E1)->must_declare);
  g_assert_cmpuint(owed_on(owed, A1, E1)->marked, ==, 0);
}

/* Who oversees sees everything, and who has not declared. */
static void test_overseers(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  give(&record);
  record_ask_declarations(&record);
  record_act_as(&record, "secretariat");
  g_assert_false(must_declare(&record, REVIEW, A1));
  g_assert_cmpuint(count_comments(&record), ==, 1);
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error);
  g_autoptr(GArray) owed = store_owed(record.store, cycle, &error);
  g_assert_true(owed_on(owed, A1, E1)->must_declare);
  g_assert_cmpuint(owed_on(owed, A1, E1)->marked, ==, 1);
  g_assert_cmpint(owed_on(owed, A1, E1)->declared, ==, DECLARED_NOTHING);
  record_act_as(&record, "A1");
  g_assert_false(must_declare(&record, REVIEW, A1));
  g_assert_cmpint(record_mark(&record, REVIEW, A1, 0, 6000), ==, -1);
  g_assert_false(must_declare(&record, REVIEW, A1));
  g_assert_cmpint(record_mark(&record, REVIEW, A1, 0, 6500), ==, -1);
}

static void test_none_opens(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  give(&record);
  record_ask_declarations(&record);
  declares(&record, A1, false, NULL, -1);
  g_assert_false(must_declare(&record, REVIEW, A1));
  g_assert_false(must_declare(&record, DEFENCE, A1));
  g_assert_true(must_declare(&record, REVIEW, A2));
  g_assert_cmpint(record_mark(&record, REVIEW, A1, 0, 6000), ==, -1);
  g_assert_cmpuint(count_comments(&record), ==, 1);
  declares(&record, A1, false, "", STORE_ERROR_INPUT);
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error);
  g_autoptr(GArray) owed = store_owed(record.store, cycle, &error);
  g_assert_false(owed_on(owed, A1, E1)->must_declare);
  g_assert_cmpint(owed_on(owed, A1, E1)->declared, ==, DECLARED_NONE);
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

static bool keep_line(const Event *event, void *user) {
  GString *text = user;
  g_string_append_printf(text, "%s %s %s %s>%s %s\n", event->kind, event->applicant, event->assessor, event->before,
                         event->after, event->reason);
  return true;
}

static void test_conflict_recuses(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) log = g_string_new(NULL);
  record_new(&record, false);
  record_ask_declarations(&record);
  record_act_as(&record, "E1");
  declares(&record, A1, true, "", STORE_ERROR_INPUT);
  declares(&record, A1, true, "\xff", STORE_ERROR_INPUT);
  declares(&record, A1, true, "2024年前任其顾问", -1);
  g_assert_cmpint(record_mark(&record, REVIEW, A1, 0, 6000), ==, STORE_ERROR_PERMISSION);
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error);
  g_assert_true(cycle_is_recused(cycle, A1, E1));
  declares(&record, A1, false, NULL, STORE_ERROR_PERMISSION);
  declares(&record, A1, true, "又一次", STORE_ERROR_PERMISSION);
  g_assert_true(journal_walk(record.store, keep_line, log, &error));
  g_assert_cmpstr(log->str, ==, "declare A1 E1 >conflict 2024年前任其顾问\nrecuse A1 E1 >recused 2024年前任其顾问\n");
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

/* A conflict that is learnt of later takes the marks out; both answers are kept. */
static void test_conflict_later(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) log = g_string_new(NULL);
  record_new(&record, false);
  record_ask_declarations(&record);
  record_act_as(&record, "L1");
  declares(&record, A1, false, NULL, -1);
  g_assert_cmpint(record_mark(&record, REVIEW, A1, 0, 6000), ==, -1);
  g_assert_true(store_submit(record.store, REVIEW, A1, &error));
  g_assert_cmpint(store_leads_panel(record.store, REVIEW, A1, &error), ==, 1);
  declares(&record, A1, true, "其子公司的竞争者", -1);
  g_assert_cmpint(store_leads_panel(record.store, REVIEW, A1, &error), ==, 0);
  g_assert_true(journal_walk(record.store, keep_line, log, &error));
  g_assert_nonnull(strstr(log->str, "declare A1 L1 >none "));
  g_assert_nonnull(strstr(log->str, "declare A1 L1 none>conflict 其子公司的竞争者"));
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

/* Others' marks stay closed to who has not declared, also when the own scorebook came in on paper. */
static void test_others_stay_closed(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  Bulk bulk;
  const Mark marks[2] = {5000, 5000};
  record_new(&record, false);
  g_assert_true(store_begin(record.store, &error) && bulk_begin(record.store, &bulk, &error));
  g_assert_true(bulk_scorebook(&bulk, REVIEW, A1, L1, marks, 2, &error));
  g_assert_true(bulk_scorebook(&bulk, REVIEW, A1, E2, marks, 2, &error));
  g_assert_true(bulk_end(&bulk, "scores", "scores.csv", &error) && store_commit(record.store, &error));
  record_ask_declarations(&record);
  record_act_as(&record, "L1");
  g_assert_cmpint(store_sees_panel(record.store, REVIEW, A1, &error), ==, 0);
  g_assert_cmpint(store_leads_panel(record.store, REVIEW, A1, &error), ==, 0);
  g_assert_null(store_agreed_marks(record.store, REVIEW, A1, &error));
  g_assert_nonnull(strstr(error->message, "accolade declare A1 none"));
  g_clear_error(&error);
  declares(&record, A1, false, NULL, -1);
  g_assert_cmpint(store_sees_panel(record.store, REVIEW, A1, &error), ==, 1);
  g_assert_cmpint(store_leads_panel(record.store, REVIEW, A1, &error), ==, 1);
}

static void test_who_may_not(void) {
  static const struct {
    const char *actor;
    uint32_t applicant;
    int want;
  } cases[] = {{"secretariat", A1, STORE_ERROR_PERMISSION}, {"S1", A1, STORE_ERROR_PERMISSION},
               {"A1", A1, STORE_ERROR_PERMISSION},          {"E3", A1, STORE_ERROR_PERMISSION},
               {"E1", A3, STORE_ERROR_PERMISSION},          {"E1", 99, STORE_ERROR_INPUT}};
  g_auto(Record) record;
  record_new(&record, false);
  record_ask_declarations(&record);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    record_act_as(&record, cases[i].actor);
    declares(&record, cases[i].applicant, false, NULL, cases[i].want);
  }
}

/* Who was recused before gets no second recusal, and what is sealed stays as it is. */
static void test_too_late(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  give(&record);
  g_assert_true(store_recuse(record.store, A1, E1, "x", NULL) == false);
  record_act_as(&record, "secretariat");
  g_assert_true(store_recuse(record.store, A2, E1, "顾问", &error));
  g_assert_true(store_set_stage(record.store, REVIEW, STAGE_SEALED, "", &error));
  record_act_as(&record, "E1");
  declares(&record, A2, true, "顾问", STORE_ERROR_INPUT);
  declares(&record, A1, true, "顾问", STORE_ERROR_PERMISSION);
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error);
  g_assert_cmpuint(cycle->n_recusals, ==, 1);
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

static void test_verify_finds(void) {
  static const struct {
    const char *sql, *fault;
  } cases[] = {
      {"UPDATE declaration SET answer = 'none' WHERE assessor = 1", "the declaration of “E2” on “A1”"},
      {"UPDATE declaration SET reason = '' WHERE assessor = 1", "its reason was changed"},
      {"UPDATE declaration SET event = 2 WHERE assessor = 1", "it names event 2"},
      {"UPDATE declaration SET assessor = 2 WHERE assessor = 1",
       "the declaration of “E3” on “A1”: no event explains it"},
      {"DELETE FROM declaration WHERE assessor = 0", "(declare  A1 E1) is not in the record"},
      {"INSERT INTO declaration VALUES(1, 0, 'none', '', 2)", "the declaration of “E1” on “A2”: no event explains it"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(Record) record;
    record_new(&record, false);
    record_act_as(&record, "E1");
    declares(&record, A1, false, "", -1);
    record_act_as(&record, "E2");
    declares(&record, A1, true, "持股", -1);
    record_tamper(&record, cases[i].sql);
    g_autofree char *faults = record_verify(&record, NULL);
    if (!strstr(faults, cases[i].fault)) g_test_message("%s: %s", cases[i].sql, faults);
    g_assert_nonnull(strstr(faults, cases[i].fault));
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/declare/closed-before", test_closed_before);
  g_test_add_func("/declare/overseers", test_overseers);
  g_test_add_func("/declare/none-opens", test_none_opens);
  g_test_add_func("/declare/conflict-recuses", test_conflict_recuses);
  g_test_add_func("/declare/conflict-later", test_conflict_later);
  g_test_add_func("/declare/others-stay-closed", test_others_stay_closed);
  g_test_add_func("/declare/who-may-not", test_who_may_not);
  g_test_add_func("/declare/too-late", test_too_late);
  g_test_add_func("/declare/verify", test_verify_finds);
  return g_test_run();
}
