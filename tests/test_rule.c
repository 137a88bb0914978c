/* test_rule.c: what the secretariat does: stages opened, closed and sealed, deadlines, recusals, withdrawals, deductions; and when it may
 * not. */
#include "tests/record.h"

#include <locale.h>

static void test_recusal_stops_marks(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  g_assert_cmpint(code_of(store_recuse(record.store, A1, E1, NULL, &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_true(store_recuse(record.store, A1, E1, "同事", &error));
  g_assert_cmpint(code_of(store_recuse(record.store, A1, E1, "同事", &error), &error), ==, STORE_ERROR_INPUT);
  record_act_as(&record, "E1");
  g_assert_cmpint(record_mark(&record, REVIEW, A1, 0, 7000), ==, STORE_ERROR_PERMISSION);
  g_assert_cmpint(record_mark(&record, REVIEW, A2, 0, 7000), ==, -1);
  g_assert_cmpint(code_of(store_recuse(record.store, A2, E2, "x", &error), &error), ==, STORE_ERROR_PERMISSION);
}

static void test_stages(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  Store *store = record.store;
  g_assert_true(store_set_stage(store, REVIEW, STAGE_CLOSED, "", &error));
  g_assert_cmpint(code_of(store_set_stage(store, REVIEW, STAGE_CLOSED, "", &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_cmpint(code_of(store_set_stage(store, 7, STAGE_CLOSED, "", &error), &error), ==, STORE_ERROR_INPUT);
  record_act_as(&record, "E1");
  g_assert_cmpint(record_mark(&record, REVIEW, A1, 0, 7000), ==, STORE_ERROR_PERMISSION);
  g_assert_cmpint(code_of(store_set_stage(store, REVIEW, STAGE_OPEN, "x", &error), &error), ==, STORE_ERROR_PERMISSION);
  record_act_as(&record, "secretariat");
  g_assert_true(store_set_stage(store, REVIEW, STAGE_SEALED, "", &error));
  g_assert_cmpint(code_of(store_deduct(store, REVIEW, A1, "late", ratio_int(1), "x", &error), &error), ==,
                  STORE_ERROR_PERMISSION);
  g_assert_cmpint(code_of(store_set_stage(store, REVIEW, STAGE_OPEN, "", &error), &error), ==, STORE_ERROR_PERMISSION);
  g_assert_true(store_set_stage(store, DEFENCE, STAGE_CLOSED, "", &error));
  g_assert_cmpint(code_of(store_set_stage(store, DEFENCE, STAGE_OPEN, " ", &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_true(store_set_stage(store, DEFENCE, STAGE_SEALED, "", &error));
  g_assert_cmpint(code_of(store_veto(store, A1, NULL, &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_cmpint(code_of(store_veto(store, A1, " ", &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_true(store_veto(store, A1, "迟报", &error));
  g_assert_cmpint(code_of(store_lift_veto(store, A1, "", &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_true(store_set_stage(store, BOARD, STAGE_SEALED, "", &error));
  g_assert_cmpint(code_of(store_lift_veto(store, A1, "x", &error), &error), ==, STORE_ERROR_PERMISSION);
  g_assert_true(store_set_stage(store, REVIEW, STAGE_OPEN, "申诉成立", &error));
  record_act_as(&record, "E1");
  g_assert_cmpint(record_mark(&record, REVIEW, A1, 0, 7000), ==, -1);
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

/* The ranking stands when every stage is sealed, and not while any is not. */
static void test_unsealed(void) {
  for (uint16_t open = REVIEW; open <= BOARD; open++) {
    g_auto(Record) record;
    g_autoptr(GError) error = NULL;
    record_new(&record, false);
    for (uint16_t stage = REVIEW; stage <= BOARD; stage++)
      if (stage != open) g_assert_true(store_set_stage(record.store, stage, STAGE_SEALED, "", &error));
    g_assert_true(store_veto(record.store, A1, "x", &error));
    g_assert_true(store_set_stage(record.store, open, STAGE_SEALED, "", &error));
    g_assert_cmpint(code_of(store_lift_veto(record.store, A1, "x", &error), &error), ==, STORE_ERROR_PERMISSION);
  }
}

/* Who has withdrawn is not marked, returned, agreed on or decided until it comes back; what was marked stays. */
static void test_withdrawal(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  record_import(&record, 60);
  Store *store = record.store;
  record_give(&record, "E1", REVIEW, A1, 0, 5000);
  g_assert_cmpint(code_of(store_withdraw(store, A1, " ", &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_cmpint(code_of(store_withdraw(store, 77, "x", &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_cmpint(code_of(store_lift_withdrawal(store, A1, "x", &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_true(store_withdraw(store, A1, "迁出", &error));
  g_assert_cmpint(code_of(store_withdraw(store, A1, "迁出", &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_cmpint(code_of(store_return(store, REVIEW, A1, E3, "x", &error), &error), ==, STORE_ERROR_PERMISSION);
  g_assert_cmpint(code_of(store_deduct(store, REVIEW, A1, "late", ratio_int(1), "x", &error), &error), ==,
                  STORE_ERROR_PERMISSION);
  g_assert_cmpint(code_of(store_decide(store, BOARD, A1, true, "x", &error), &error), ==, STORE_ERROR_PERMISSION);
  g_assert_cmpint(code_of(store_may_agree(store, REVIEW, A1, &error), &error), ==, STORE_ERROR_PERMISSION);
  record_act_as(&record, "A1");
  g_assert_cmpint(record_mark(&record, REVIEW, A1, 0, 7000), ==, STORE_ERROR_PERMISSION);
  record_act_as(&record, "E1");
  g_assert_cmpint(code_of(store_lift_withdrawal(store, A1, "x", &error), &error), ==, STORE_ERROR_PERMISSION);
  g_assert_cmpint(code_of(store_withdraw(store, A2, "x", &error), &error), ==, STORE_ERROR_PERMISSION);
  g_assert_cmpint(record_mark(&record, REVIEW, A1, 0, 7000), ==, STORE_ERROR_PERMISSION);
  g_assert_cmpint(code_of(store_submit(store, REVIEW, A1, &error), &error), ==, STORE_ERROR_PERMISSION);
  const Note note = {.item = "1.1", .kind = "strength", .text = "好"};
  g_assert_cmpint(code_of(store_record_comment(store, REVIEW, A1, &note, &error), &error), ==, STORE_ERROR_PERMISSION);
  g_assert_cmpint(record_mark(&record, REVIEW, A2, 0, 7000), ==, -1);
  g_autoptr(Cycle) gone = store_cycle(store, &error);
  g_assert_cmpstr(gone->applicants[A1].withdrawn, ==, "迁出");
  record_act_as(&record, "secretariat");
  g_assert_true(store_lift_withdrawal(store, A1, "函件撤回", &error));
  g_autoptr(Cycle) back = store_cycle(store, &error);
  g_assert_cmpstr(back->applicants[A1].withdrawn, ==, "");
  record_act_as(&record, "E1");
  g_assert_cmpint(record_mark(&record, REVIEW, A1, 1, 7000), ==, -1);
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

/* Once the ranking stands nobody leaves it or comes back, and who was decided against does not leave instead. */
static void test_withdrawal_too_late(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  record_import(&record, 60);
  Store *store = record.store;
  g_assert_true(store_decide(store, BOARD, A2, false, "3:4", &error));
  g_assert_cmpint(code_of(store_withdraw(store, A2, "x", &error), &error), ==, STORE_ERROR_PERMISSION);
  g_assert_true(store_decide(store, BOARD, A2, true, "4:3", &error));
  g_assert_true(store_withdraw(store, A2, "x", &error));
  for (uint16_t stage = REVIEW; stage <= BOARD; stage++)
    g_assert_true(store_set_stage(store, stage, STAGE_SEALED, "", &error));
  g_assert_cmpint(code_of(store_withdraw(store, A1, "x", &error), &error), ==, STORE_ERROR_PERMISSION);
  g_assert_cmpint(code_of(store_lift_withdrawal(store, A2, "x", &error), &error), ==, STORE_ERROR_PERMISSION);
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

static void test_due(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  Store *store = record.store;
  g_assert_true(store_set_due(store, REVIEW, "2026-06-30", &error));
  g_assert_true(store_set_due(store, REVIEW, "2026-06-30", &error));
  g_autoptr(Cycle) cycle = store_cycle(store, &error);
  g_assert_cmpstr(cycle_due(cycle, REVIEW), ==, "2026-06-30");
  g_assert_cmpstr(cycle_due(cycle, DEFENCE), ==, "");
  g_assert_cmpint(code_of(store_set_due(store, 7, "2026-06-30", &error), &error), ==, STORE_ERROR_INPUT);
  record_act_as(&record, "E1");
  g_assert_cmpint(code_of(store_set_due(store, REVIEW, "", &error), &error), ==, STORE_ERROR_PERMISSION);
  record_act_as(&record, "secretariat");
  g_assert_true(store_set_stage(store, REVIEW, STAGE_CLOSED, "", &error));
  g_assert_true(store_set_due(store, REVIEW, "", &error));
  g_assert_true(store_set_stage(store, REVIEW, STAGE_SEALED, "", &error));
  g_assert_cmpint(code_of(store_set_due(store, REVIEW, "2026-06-30", &error), &error), ==, STORE_ERROR_PERMISSION);
  g_autoptr(Cycle) after = store_cycle(store, &error);
  g_assert_cmpstr(cycle_due(after, REVIEW), ==, "");
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

static void test_secretariat_inputs(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  Store *store = record.store;
  g_assert_cmpint(code_of(store_deduct(store, REVIEW, A1, "rude", ratio_int(1), "x", &error), &error), ==,
                  STORE_ERROR_INPUT);
  g_assert_cmpint(code_of(store_deduct(store, REVIEW, A1, "late", ratio_int(-1), "x", &error), &error), ==,
                  STORE_ERROR_INPUT);
  g_assert_cmpint(code_of(store_deduct(store, REVIEW, 77, "late", ratio_int(1), "x", &error), &error), ==,
                  STORE_ERROR_INPUT);
  g_assert_cmpint(code_of(store_decide(store, REVIEW, A1, true, "x", &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_cmpint(code_of(store_decide(store, BOARD, A1, true, "", &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_cmpint(code_of(store_veto(store, 77, "x", &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_cmpint(code_of(store_act_as(store, "nobody", &error), &error), ==, STORE_ERROR_PERMISSION);
  g_assert_cmpstr(store_actor(store), ==, "secretariat");
}

/* Of several deductions any can be made, by its id; and there is none of another id, or at a stage without. */
static void test_deductions(void) {
  static const Deduction two[] = {{.id = "late", .unit = "day"}, {.id = "over", .unit = "minute"}};
  static const struct {
    uint16_t stage;
    const char *id;
    int want;
  } cases[] = {{REVIEW, "late", -1},
               {REVIEW, "over", -1},
               {REVIEW, "rude", STORE_ERROR_INPUT},
               {DEFENCE, "late", STORE_ERROR_INPUT}};
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  Stage *stage = (Stage *)&record.rules->stages[REVIEW];
  const Stage parsed = *stage;
  stage->deductions = two;
  stage->n_deductions = G_N_ELEMENTS(two);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    bool done = store_deduct(record.store, cases[i].stage, A1, cases[i].id, ratio_int(1), "x", &error);
    g_assert_cmpint(code_of(done, &error), ==, cases[i].want);
  }
  *stage = parsed;
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/rule/recusal-stops-marks", test_recusal_stops_marks);
  g_test_add_func("/rule/stages", test_stages);
  g_test_add_func("/rule/unsealed", test_unsealed);
  g_test_add_func("/rule/withdrawal", test_withdrawal);
  g_test_add_func("/rule/withdrawal-too-late", test_withdrawal_too_late);
  g_test_add_func("/rule/due", test_due);
  g_test_add_func("/rule/inputs", test_secretariat_inputs);
  g_test_add_func("/rule/deductions", test_deductions);
  return g_test_run();
}
