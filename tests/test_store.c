/* test_store.c: the record as one user and as two: creation, people, marks, permissions, panels; what the
 * secretariat does is in test_rule.c. */
#include "tests/record.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

static void test_create(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, true);
  const StorePack *packs;
  g_assert_cmpuint(store_criteria(record.store, &packs), ==, 2);
  g_assert_cmpstr(packs[0].id, ==, "sample");
  g_assert_cmpstr(packs[1].class_id, ==, "team");
  g_assert_cmpuint(strlen(packs[0].sha256), ==, 64);
  g_assert_null(store_overrides(record.store)[0]);
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(cycle->title, ==, "2026 年度");
  g_assert_cmpuint(cycle->n_applicants, ==, 0);
  g_assert_cmpint(cycle->stage_states[BOARD], ==, STAGE_OPEN);
  g_assert_false(store_create(record.path, "again", "x", store_rules(record.store), packs, 2, NULL, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_FILE);
  g_autoptr(GDir) files = g_dir_open(record.folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name(files));) g_assert_null(strstr(name, ".new"));
}

/* Statements are prepared when they are first asked for; none of them is misspelt. */
static void test_statements(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  g_assert_true(store_prepare_all(record.store, &error));
  g_assert_no_error(error);
}

/* What cannot be an award leaves no file behind. */
static void test_create_refuses(void) {
  static const char *const titles[] = {"", "two\nlines", "\xff"};
  g_auto(Record) record;
  record_new(&record, true);
  g_autofree char *path = g_build_filename(record.folder, "other.db", NULL);
  const StorePack *packs, *rules = store_rules(record.store);
  size_t n = store_criteria(record.store, &packs);
  for (size_t i = 0; i < G_N_ELEMENTS(titles); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_false(store_create(path, titles[i], "secretariat", rules, packs, n, NULL, &error));
    g_assert_error(error, STORE_ERROR, STORE_ERROR_INPUT);
  }
  g_autoptr(GError) broken = NULL, unknown = NULL, folder = NULL;
  StorePack bad = {.id = (char *)"bad", .text = (char *)"<rules/>", .class_id = (char *)""};
  const char *const overrides[] = {"combine=dice", NULL};
  g_assert_false(store_create(path, "t", "secretariat", &bad, packs, n, NULL, &broken));
  g_assert_nonnull(broken);
  g_assert_false(store_create(path, "t", "secretariat", rules, packs, n, overrides, &unknown));
  g_assert_nonnull(unknown);
  g_autofree char *nowhere = g_build_filename(record.folder, "none", "x.db", NULL);
  g_assert_false(store_create(nowhere, "t", "secretariat", rules, packs, n, NULL, &folder));
  g_assert_error(folder, STORE_ERROR, STORE_ERROR_FILE);
  g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
}

static void test_overrides(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, true);
  g_autofree char *path = g_build_filename(record.folder, "other.db", NULL);
  const StorePack *packs;
  size_t n = store_criteria(record.store, &packs);
  const char *const overrides[] = {"combine=median", "blank=refuse", NULL};
  store_create(path, "t", "E9", store_rules(record.store), packs, n, overrides, &error);
  g_assert_no_error(error);
  g_autoptr(Store) store = store_open(path, &error);
  g_assert_no_error(error);
  g_assert_true(g_strv_equal(store_overrides(store), overrides));
  g_assert_cmpstr(store_path(store), ==, path);
}

static void test_cycle(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  g_assert_true(store_recuse(record.store, A2, E1, "家属", &error));
  g_assert_true(store_deduct(record.store, REVIEW, A1, "late", ratio(3, 2), "两天", &error));
  g_assert_true(store_decide(record.store, BOARD, A1, true, "7:0", &error));
  g_assert_true(store_veto(record.store, A3, "事故", &error));
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(cycle->n_applicants, ==, 4);
  g_assert_cmpstr(cycle->applicants[T1].class_id, ==, "team");
  g_assert_cmpstr(cycle->applicants[A3].veto, ==, "事故");
  g_assert_cmpint(cycle->assessors[L1].role, ==, ROLE_LEADER);
  g_assert_true(cycle_is_recused(cycle, A2, E1));
  g_assert_true(ratio_cmp(cycle->deducted[0].amount, ratio(3, 2)) == 0);
  g_assert_true(cycle->decisions[0].passed && cycle->decisions[0].stage == BOARD);
  g_assert_true(store_lift_veto(record.store, A3, "更正", &error));
  g_assert_true(store_deduct(record.store, REVIEW, A1, "late", ratio_int(0), "更正", &error));
  g_autoptr(Cycle) later = store_cycle(record.store, &error);
  g_assert_cmpstr(later->applicants[A3].veto, ==, "");
  g_assert_cmpuint(later->n_deducted, ==, 1);
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

/* The same cycle with no more of people than a ranking asks; an impossible role is told as in the whole. */
static void test_for_ranking(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL, impossible = NULL, whole = NULL;
  record_new(&record, false);
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error), bare = store_cycle_for_ranking(record.store, &error);
  g_assert_no_error(error);
  g_assert_true(cycle->whole && !bare->whole);
  g_assert_cmpuint(bare->n_assessors, ==, cycle->n_assessors);
  for (size_t i = 0; i < cycle->n_applicants; i++) {
    const Applicant *all = &cycle->applicants[i], *some = &bare->applicants[i];
    g_assert_cmpstr(some->id, ==, all->id);
    g_assert_cmpstr(some->name, ==, all->name);
    g_assert_cmpstr(some->class_id, ==, all->class_id);
    g_assert_cmpstr(some->kind, ==, all->kind);
    g_assert_cmpstr(some->veto, ==, all->veto);
    g_assert_true(all->sector && all->region && all->note && !some->sector && !some->region && !some->note);
  }
  for (size_t i = 0; i < cycle->n_assessors; i++) {
    g_assert_cmpint(bare->assessors[i].role, ==, cycle->assessors[i].role);
    g_assert_null(bare->assessors[i].id);
  }
  static const char *const gaps[][2] = {
      {"UPDATE assessor SET no = 9 WHERE no = 4", "UPDATE assessor SET no = 4 WHERE no = 9"},
      {"UPDATE assessor SET no = -1 WHERE no = 1", "UPDATE assessor SET no = 1 WHERE no = -1"}};
  for (size_t i = 0; i < G_N_ELEMENTS(gaps); i++) {
    g_autoptr(GError) gap = NULL;
    record_tamper(&record, gaps[i][0]);
    g_assert_null(store_cycle_for_ranking(record.store, &gap));
    g_assert_error(gap, STORE_ERROR, STORE_ERROR_DAMAGED);
    record_tamper(&record, gaps[i][1]);
  }
  record_tamper(&record, "UPDATE assessor SET role = 'king' WHERE id = 'E2'");
  g_assert_null(store_cycle_for_ranking(record.store, &impossible));
  g_assert_null(store_cycle(record.store, &whole));
  g_assert_error(impossible, STORE_ERROR, STORE_ERROR_DAMAGED);
  g_assert_cmpstr(impossible->message, ==, whole->message);
}

/* Who may mark what. */
static void test_may_mark(void) {
  static const struct {
    const char *actor;
    uint16_t stage;
    uint32_t applicant;
    size_t cell;
    Mark mark;
    int want;
  } cases[] = {{"E1", REVIEW, A1, 0, 7000, -1},
               {"E1", REVIEW, A1, 1, MARK_ABSTAINED, -1},
               {"L1", REVIEW, A2, 1, 0, -1},
               {"E1", DEFENCE, A1, 0, 4321, -1},
               {"A1", REVIEW, A1, 0, 9500, -1},
               {"T1", REVIEW, T1, 0, 500, -1},
               {"E1", REVIEW, A1, 0, 7200, STORE_ERROR_INPUT},
               {"E1", REVIEW, A1, 0, 10500, STORE_ERROR_INPUT},
               {"E1", REVIEW, A1, 2, 500, STORE_ERROR_INPUT},
               {"E1", REVIEW, A1, 0, MARK_NOT_APPLICABLE, STORE_ERROR_INPUT},
               {"E1", REVIEW, A1, 1, MARK_NOT_APPLICABLE, STORE_ERROR_INPUT},
               {"E1", DEFENCE, A1, 0, MARK_NOT_APPLICABLE, STORE_ERROR_INPUT},
               {"E1", REVIEW, A1, 1, -7, STORE_ERROR_INPUT},
               {"E1", REVIEW, 99, 0, 500, STORE_ERROR_INPUT},
               {"E1", BOARD + 1, A1, 0, 500, STORE_ERROR_INPUT},
               {"E1", BOARD, A1, 0, 500, STORE_ERROR_INPUT},
               {"T1", REVIEW, T1, 1, 500, STORE_ERROR_INPUT},
               {"E3", REVIEW, A1, 0, 500, STORE_ERROR_PERMISSION},
               {"E2", DEFENCE, A1, 0, 500, STORE_ERROR_PERMISSION},
               {"E1", REVIEW, A3, 0, 500, STORE_ERROR_PERMISSION},
               {"A1", REVIEW, A2, 0, 500, STORE_ERROR_PERMISSION},
               {"S1", REVIEW, A1, 0, 500, STORE_ERROR_PERMISSION},
               {"secretariat", REVIEW, A1, 0, 500, STORE_ERROR_PERMISSION}};
  g_auto(Record) record;
  record_new(&record, false);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    record_act_as(&record, cases[i].actor);
    int got = record_mark(&record, cases[i].stage, cases[i].applicant, cases[i].cell, cases[i].mark);
    if (got != cases[i].want) g_test_message("case %zu by %s", i, cases[i].actor);
    g_assert_cmpint(got, ==, cases[i].want);
  }
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

static void test_not_applicable_needs_reason(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) comments = NULL;
  record_new(&record, false);
  record_act_as(&record, "E1");
  g_assert_true(store_record_mark(record.store, REVIEW, A1, 1, MARK_NOT_APPLICABLE, "无此过程", -1, &error));
  bool always = store_record_mark(record.store, REVIEW, A1, 0, MARK_NOT_APPLICABLE, "无此过程", -1, &error);
  g_assert_cmpint(code_of(always, &error), ==, STORE_ERROR_INPUT);
  g_assert_true(store_comments(record.store, A1, &comments, &error));
  g_assert_cmpuint(comments->len, ==, 1);
  const Comment *comment = g_ptr_array_index(comments, 0);
  g_assert_cmpstr(comment->kind, ==, "reason");
  g_assert_cmpstr(comment->text, ==, "无此过程");
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

static void test_scorebook(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  BookCopy book;
  record_new(&record, false);
  record_act_as(&record, "E1");
  g_assert_true(store_scorebook(record.store, REVIEW, A1, STORE_SELF, &book, &error));
  g_assert_cmpuint(book.n, ==, 2);
  g_assert_cmpint(book.marks[0], ==, MARK_BLANK);
  g_assert_cmpint(book.version, ==, 0);
  book_copy_clear(&book);
  g_assert_cmpint(record_mark(&record, REVIEW, A1, 0, 7000), ==, -1);
  g_assert_cmpint(record_mark(&record, REVIEW, A1, 0, 7000), ==, -1);
  g_assert_true(store_scorebook(record.store, REVIEW, A1, E1, &book, &error));
  g_assert_cmpint(book.marks[0], ==, 7000);
  g_assert_cmpint(book.marks[1], ==, MARK_BLANK);
  g_assert_cmpint(book.version, ==, 1);
  book_copy_clear(&book);
  g_assert_cmpint(code_of(store_scorebook(record.store, 9, A1, E1, &book, &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_cmpint(code_of(store_scorebook(record.store, REVIEW, 99, E1, &book, &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_false(store_scorebook(record.store, REVIEW, A1, E2, &book, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_PERMISSION);
}

static void test_submit_and_return(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  record_act_as(&record, "E1");
  g_assert_cmpint(code_of(store_submit(record.store, REVIEW, A1, &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_cmpint(record_mark(&record, REVIEW, A1, 0, 7000), ==, -1);
  g_assert_true(store_submit(record.store, REVIEW, A1, &error));
  g_assert_cmpint(record_mark(&record, REVIEW, A1, 1, 7000), ==, STORE_ERROR_PERMISSION);
  g_assert_false(store_may_mark(record.store, REVIEW, A1, NULL));
  g_assert_cmpint(code_of(store_submit(record.store, REVIEW, A1, &error), &error), ==, STORE_ERROR_PERMISSION);
  g_assert_cmpint(code_of(store_return(record.store, REVIEW, A1, E1, "x", &error), &error), ==, STORE_ERROR_PERMISSION);
  record_act_as(&record, "secretariat");
  g_assert_cmpint(code_of(store_return(record.store, REVIEW, A1, E1, "", &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_cmpint(code_of(store_return(record.store, REVIEW, A1, E2, "x", &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_true(store_return(record.store, REVIEW, A1, E1, "漏项", &error));
  record_act_as(&record, "E1");
  g_assert_cmpint(record_mark(&record, REVIEW, A1, 1, 7000), ==, -1);
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

static void test_comments(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  record_import(&record, 60);
  record_act_as(&record, "E1");
  Store *store = record.store;
  g_assert_true(
      store_record_comment(store, REVIEW, A1, &(Note){.item = "1.1", .kind = "strength", .text = "数据齐全"}, &error));
  g_assert_true(
      store_record_comment(store, REVIEW, A1, &(Note){.item = "1.2", .kind = "ofi", .text = "缺少对标"}, &error));
  g_assert_cmpint(
      code_of(store_record_comment(store, REVIEW, A1, &(Note){.item = "9", .kind = "ofi", .text = "x"}, &error),
              &error),
      ==, STORE_ERROR_INPUT);
  g_assert_cmpint(
      code_of(store_record_comment(store, REVIEW, A1, &(Note){.item = "1.1", .kind = "praise", .text = "x"}, &error),
              &error),
      ==, STORE_ERROR_INPUT);
  g_assert_cmpint(
      code_of(store_record_comment(store, REVIEW, A1, &(Note){.item = "1.1", .kind = "ofi", .text = ""}, &error),
              &error),
      ==, STORE_ERROR_INPUT);
  g_autoptr(GPtrArray) own = NULL, all = NULL, left = NULL;
  g_assert_true(store_comments(store, A1, &own, &error));
  g_assert_cmpuint(own->len, ==, 2);
  const Comment *first = g_ptr_array_index(own, 0);
  g_assert_cmpstr(first->assessor, ==, "E1");
  int64_t number = first->number;
  record_act_as(&record, "secretariat");
  g_assert_true(store_comments(store, -1, &all, &error));
  g_assert_cmpuint(all->len, ==, 3);
  g_assert_cmpint(code_of(store_remove_comment(store, number, &error), &error), ==, STORE_ERROR_PERMISSION);
  record_act_as(&record, "E2");
  g_assert_cmpint(code_of(store_remove_comment(store, number, &error), &error), ==, STORE_ERROR_PERMISSION);
  record_act_as(&record, "E1");
  g_assert_true(store_remove_comment(store, number, &error));
  g_assert_cmpint(code_of(store_remove_comment(store, number, &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_true(store_comments(store, A1, &left, &error));
  g_assert_cmpuint(left->len, ==, 1);
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

/* A blind panel: others' marks are seen by nobody who still marks. */
static void test_blind(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error);
  static const struct {
    const char *actor;
    bool open, submitted, closed;
  } cases[] = {{"secretariat", true, true, true}, {"S1", true, true, true},    {"E1", false, false, true},
               {"L1", false, true, true},         {"E3", false, false, false}, {"A1", false, false, false}};
  for (int phase = 0; phase < 3; phase++) {
    record_act_as(&record, "L1");
    if (phase == 1) g_assert_cmpint(record_mark(&record, REVIEW, A1, 0, 500), ==, -1);
    if (phase == 1) g_assert_true(store_submit(record.store, REVIEW, A1, &error));
    record_act_as(&record, "secretariat");
    if (phase == 2) g_assert_true(store_set_stage(record.store, REVIEW, STAGE_CLOSED, "", &error));
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
      record_act_as(&record, cases[i].actor);
      bool want = phase == 0 ? cases[i].open : phase == 1 ? cases[i].submitted : cases[i].closed;
      Panel *panel = store_panel(record.store, cycle, REVIEW, A1, &error);
      g_assert_true((panel != NULL) == want);
      if (!panel) g_assert_error(error, STORE_ERROR, STORE_ERROR_PERMISSION);
      if (panel) g_assert_cmpuint(panel->n, ==, phase ? 1 : 0);
      store_panel_free(panel);
      g_clear_error(&error);
    }
  }
}

/* Where the stage is not blind, whoever has submitted sees the others', and nobody before. */
static void test_not_blind(void) {
  static const struct {
    const char *actor;
    bool before, after; /* E1 has submitted */
  } cases[] = {
      {"E1", false, true}, {"E2", false, false}, {"L1", false, false}, {"E3", false, false}, {"S1", true, true}};
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  ((Stage *)&record.rules->stages[REVIEW])->blind = false;
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error);
  for (int phase = 0; phase < 2; phase++) {
    record_act_as(&record, "E1");
    g_assert_cmpint(record_mark(&record, REVIEW, A1, 0, 500), ==, phase ? STORE_ERROR_PERMISSION : -1);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
      BookCopy copy = {0};
      record_act_as(&record, cases[i].actor);
      Panel *panel = store_panel(record.store, cycle, REVIEW, A1, &error);
      g_assert_true((panel != NULL) == (phase ? cases[i].after : cases[i].before));
      g_clear_error(&error);
      bool sees = store_scorebook(record.store, REVIEW, A1, L1, &copy, &error);
      g_assert_true(sees == (panel != NULL || g_str_equal(cases[i].actor, "L1")));
      g_clear_error(&error);
      book_copy_clear(&copy);
      store_panel_free(panel);
    }
    record_act_as(&record, "E1");
    if (phase == 0) g_assert_true(store_submit(record.store, REVIEW, A1, &error));
  }
}

static void test_two_connections(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  record_act_as(&record, "E1");
  g_autoptr(Store) other = record_open(&record, "E1");
  int64_t seen = store_change_counter(other), idle = store_change_counter(other);
  g_assert_cmpint(seen, ==, idle);
  g_assert_true(store_record_mark(record.store, REVIEW, A1, 0, 5000, NULL, 0, &error));
  g_assert_cmpint(store_change_counter(other), >, seen);
  g_assert_false(store_record_mark(other, REVIEW, A1, 0, 6000, NULL, 0, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_STALE);
  g_clear_error(&error);
  g_assert_true(store_record_mark(other, REVIEW, A1, 0, 6000, NULL, 1, &error));
  g_assert_cmpint(code_of(store_record_mark(record.store, REVIEW, A1, 1, 0, NULL, 1, &error), &error), ==,
                  STORE_ERROR_STALE);
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

/* Two processes of one applicant: the assessor row is made once. */
static void test_self_twice(void) {
  g_auto(Record) record;
  record_new(&record, false);
  g_autoptr(Store) other = record_open(&record, "A2");
  record_act_as(&record, "A2");
  g_assert_cmpint(record_mark(&record, REVIEW, A2, 0, 5000), ==, -1);
  g_autoptr(GError) error = NULL;
  store_record_mark(other, REVIEW, A2, 1, 5500, NULL, -1, &error);
  g_assert_no_error(error);
  BookCopy book;
  g_assert_true(store_scorebook(other, REVIEW, A2, STORE_SELF, &book, &error));
  g_assert_cmpint(book.marks[0], ==, 5000);
  g_assert_cmpint(book.marks[1], ==, 5500);
  book_copy_clear(&book);
}

/* -- changed by hand ---------------------------------------------------------------------------------------- */

static bool mark_one(Store *store, GError **error) {
  return store_record_mark(store, REVIEW, A1, 0, 5000, NULL, -1, error);
}

static bool read_comments(Store *store, GError **error) {
  g_autoptr(GPtrArray) comments = NULL;
  return store_comments(store, -1, &comments, error);
}

static bool restore_all(Store *store, GError **error) {
  size_t changes = 0;
  return store_restore(store, REVIEW, A1, NULL, 0, &changes, error);
}

/* What a hand made impossible is neither worked with nor taken for what people may not do. */
static void test_damaged(void) {
  static const struct {
    const char *actor, *sql;
    bool (*act)(Store *store, GError **error);
  } cases[] = {{"E1", "PRAGMA ignore_check_constraints = 1; UPDATE stage SET state = 3 WHERE no = 0", mark_one},
               {"E1", "PRAGMA ignore_check_constraints = 1; UPDATE stage SET state = -1 WHERE no = 0", mark_one},
               {"E1", "PRAGMA foreign_keys = 0; DELETE FROM stage WHERE no = 0", mark_one},
               {"E1", "UPDATE scorebook SET marks = x'FCFF5802' WHERE id = 0", mark_one},
               {"E1", "UPDATE scorebook SET marks = x'1027' WHERE id = 0", mark_one},
               {"A1", "INSERT INTO assessor VALUES((1 << 28) - 1, 'E9', '', '', '', 'assessor', 2)", mark_one},
               {"secretariat", "UPDATE comment SET book = 3 << 56", read_comments},
               {"E1", "UPDATE event SET item = '9.9' WHERE kind = 'mark'", restore_all},
               {"E1", "UPDATE event SET before = 'x' WHERE kind = 'mark'", restore_all}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(Record) record;
    g_autoptr(GError) error = NULL;
    record_new(&record, false);
    record_import(&record, 60);
    record_give(&record, "E1", REVIEW, A1, 0, 7000);
    record_act_as(&record, cases[i].actor);
    record_tamper(&record, cases[i].sql);
    bool done = cases[i].act(record.store, &error);
    if (done || error->code != STORE_ERROR_DAMAGED) g_test_message("%s: %s", cases[i].sql, done ? "" : error->message);
    g_assert_cmpint(code_of(done, &error), ==, STORE_ERROR_DAMAGED);
  }
}

static void test_bulk_refuses(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  record_import(&record, 60);
  Store *store = record.store;
  Bulk bulk;
  Mark marks[2] = {0, 0};
  Applicant known = {.id = "A1"}, clash = {.id = "E1"}, empty = {.id = ""};
  Assessor self = {.id = "X1", .role = ROLE_APPLICANT}, there = {.id = "A1"};
  g_assert_true(store_begin(store, &error) && bulk_begin(store, &bulk, &error));
  g_assert_cmpint(code_of(bulk_applicant(&bulk, &known, NULL, &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_cmpint(code_of(bulk_applicant(&bulk, &clash, NULL, &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_cmpint(code_of(bulk_applicant(&bulk, &empty, NULL, &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_cmpint(code_of(bulk_assessor(&bulk, &self, NULL, &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_cmpint(code_of(bulk_assessor(&bulk, &there, NULL, &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_cmpint(code_of(bulk_scorebook(&bulk, REVIEW, A1, E3, marks, 2, &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_cmpint(code_of(bulk_scorebook(&bulk, REVIEW, 50, E3, marks, 2, &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_cmpint(code_of(bulk_assign(&bulk, REVIEW, A1, E1, false, &error), &error), ==, STORE_ERROR_INPUT);
  g_assert_cmpint(code_of(bulk_assign(&bulk, 9, A1, E1, false, &error), &error), ==, STORE_ERROR_INPUT);
  store_rollback(store);
  record_act_as(&record, "E1");
  g_assert_cmpint(code_of(bulk_begin(store, &bulk, &error), &error), ==, STORE_ERROR_PERMISSION);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/store/create", test_create);
  g_test_add_func("/store/statements", test_statements);
  g_test_add_func("/store/create-refuses", test_create_refuses);
  g_test_add_func("/store/overrides", test_overrides);
  g_test_add_func("/store/cycle", test_cycle);
  g_test_add_func("/store/without-assessors", test_for_ranking);
  g_test_add_func("/store/may-mark", test_may_mark);
  g_test_add_func("/store/not-applicable-needs-reason", test_not_applicable_needs_reason);
  g_test_add_func("/store/scorebook", test_scorebook);
  g_test_add_func("/store/submit-and-return", test_submit_and_return);
  g_test_add_func("/store/comments", test_comments);
  g_test_add_func("/store/blind", test_blind);
  g_test_add_func("/store/not-blind", test_not_blind);
  g_test_add_func("/store/two-connections", test_two_connections);
  g_test_add_func("/store/self-twice", test_self_twice);
  g_test_add_func("/store/damaged", test_damaged);
  g_test_add_func("/store/bulk-refuses", test_bulk_refuses);
  return g_test_run();
}
