/* test_history.c: the versions of a scorebook, and restoring one: against a plain list of what it was. */
#include "tests/record.h"

#include <locale.h>
#include <string.h>

/* Marks and standing comments on A1 by E1: "50 blank | 1 words". */
static char *state_now(Record *record) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) comments = NULL;
  BookCopy copy;
  GString *text = g_string_new(NULL);
  g_assert_true(store_scorebook(record->store, REVIEW, A1, STORE_SELF, &copy, &error));
  for (size_t i = 0; i < copy.n; i++) {
    char mark[32];
    mark_put(mark, NULL, copy.marks[i]);
    g_string_append_printf(text, "%s ", mark);
  }
  book_copy_clear(&copy);
  g_string_append_c(text, '|');
  g_assert_true(store_comments(record->store, A1, &comments, &error));
  for (guint i = 0; i < comments->len; i++) {
    const Comment *comment = g_ptr_array_index(comments, i);
    g_string_append_printf(text, " %d %s", (int)comment->number, comment->text);
  }
  return g_string_free(text, FALSE);
}

static int64_t newest(Record *record) {
  g_autoptr(GError) error = NULL;
  JournalHead head;
  g_assert_true(journal_head(record->store, &head, &error));
  return head.events;
}

static void must_mark(Record *record, size_t cell, Mark mark, const char *reason) {
  g_autoptr(GError) error = NULL;
  store_record_mark(record->store, REVIEW, A1, cell, mark, reason, -1, &error);
  g_assert_no_error(error);
}

static void must_note(Record *record, int64_t replaced, const char *item, const char *text) {
  g_autoptr(GError) error = NULL;
  const Note note = {.item = item, .kind = "ofi", .text = text};
  bool done = replaced ? store_replace_comment(record->store, replaced, REVIEW, A1, &note, &error)
                       : store_record_comment(record->store, REVIEW, A1, &note, &error);
  g_assert_no_error(error);
  g_assert_true(done);
}

static int restored(Record *record, const char *item, int64_t version, size_t *ret_changes) {
  g_autoptr(GError) error = NULL;
  if (store_restore(record->store, REVIEW, A1, item, version, ret_changes, &error)) return -1;
  g_assert_cmpuint(error->domain, ==, STORE_ERROR);
  return error->code;
}

static void whole(Record *record) {
  g_autofree char *faults = record_verify(record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

/* One act of a dice on the scorebook: a mark, a comment noted, reworded, taken back, an undo, a redo. */
static void act_by(Record *record, GRand *dice) {
  g_autoptr(GPtrArray) comments = NULL;
  g_auto(Turned) done = {0};
  int act = g_rand_int_range(dice, 0, 8);
  g_assert_true(store_comments(record->store, A1, &comments, NULL));
  int64_t number = comments->len ? ((const Comment *)g_ptr_array_index(comments, comments->len - 1))->number : 0;
  g_autofree char *words = g_strdup_printf("w%u", g_rand_int_range(dice, 0, 1000));
  if (act < 3)
    must_mark(record, (size_t)g_rand_int_range(dice, 0, 2), (Mark)(500 * g_rand_int_range(dice, 0, 21)), NULL);
  else if (act == 3)
    must_mark(record, 1, g_rand_boolean(dice) ? MARK_NOT_APPLICABLE : MARK_ABSTAINED, words);
  else if (act == 4)
    must_note(record, 0, g_rand_boolean(dice) ? "1.1" : "1.2", words);
  else if (act == 5 && number)
    must_note(record, number, "1.1", words);
  else if (act == 6 && number)
    g_assert_true(store_remove_comment(record->store, number, NULL));
  else if (act == 7)
    g_rand_boolean(dice) ? store_undo(record->store, REVIEW, A1, &done, NULL)
                         : store_redo(record->store, REVIEW, A1, &done, NULL);
}

/* Any version comes back as it was, however the scorebook went on, and the record stays whole. */
static void test_random(void) {
  g_auto(Record) record;
  g_autoptr(GRand) dice = g_rand_new_with_seed(11);
  g_autoptr(GPtrArray) states = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(int64_t));
  record_new(&record, false);
  record_act_as(&record, "E1");
  for (int i = 0; i < 120; i++) {
    act_by(&record, dice);
    int64_t number = newest(&record);
    if (numbers->len && g_array_index(numbers, int64_t, numbers->len - 1) == number) continue;
    if (number <= 4) continue;
    g_array_append_val(numbers, number);
    g_ptr_array_add(states, state_now(&record));
    if (i % 6 != 5) continue;
    guint at = (guint)g_rand_int_range(dice, 0, (int)numbers->len);
    g_autofree char *before = state_now(&record);
    size_t changes = 0;
    int code = restored(&record, NULL, g_array_index(numbers, int64_t, at), &changes);
    bool same = g_str_equal(before, g_ptr_array_index(states, at));
    g_assert_cmpint(code, ==, same ? STORE_ERROR_INPUT : -1);
    g_assert_cmpint(changes > 0, ==, !same);
    g_autofree char *after = state_now(&record);
    g_assert_cmpstr(after, ==, g_ptr_array_index(states, at));
    number = newest(&record);
    if (same) continue;
    g_array_append_val(numbers, number);
    g_ptr_array_add(states, g_steal_pointer(&after));
  }
  g_assert_cmpuint(numbers->len, >, 60);
  whole(&record);
}

/* One item alone; before the first; a restored version is undone change by change. */
static void test_item(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  size_t changes = 0;
  record_new(&record, false);
  record_act_as(&record, "E1");
  must_mark(&record, 0, 5000, NULL);
  must_note(&record, 0, "1.1", "甲");
  int64_t version = newest(&record);
  must_mark(&record, 0, 7000, NULL);
  must_mark(&record, 1, 3000, NULL);
  must_note(&record, 1, "1.1", "乙");
  must_note(&record, 0, "1.2", "丙");
  g_assert_cmpint(restored(&record, "1.1", version, &changes), ==, -1);
  g_assert_cmpuint(changes, ==, 3);
  g_autofree char *item = state_now(&record);
  g_assert_cmpstr(item, ==, "50 30 | 1 甲 3 丙");
  g_assert_cmpint(restored(&record, "1.1", version, &changes), ==, STORE_ERROR_INPUT);
  for (int i = 0; i < 3; i++) {
    g_auto(Turned) done = {0};
    g_assert_true(store_undo(record.store, REVIEW, A1, &done, &error));
  }
  g_autofree char *undone = state_now(&record);
  g_assert_cmpstr(undone, ==, "70 30 | 2 乙 3 丙");
  g_assert_cmpint(restored(&record, NULL, 0, &changes), ==, -1);
  g_autofree char *nothing = state_now(&record);
  g_assert_cmpstr(nothing, ==, "blank blank |");
  whole(&record);
}

/* Imported marks are the first version, and stay where they were when nothing is left to go back to. */
static void test_imported(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  Bulk bulk;
  size_t changes;
  const Mark marks[2] = {4000, 4500};
  record_new(&record, false);
  g_assert_true(store_begin(record.store, &error) && bulk_begin(record.store, &bulk, &error));
  g_assert_true(bulk_scorebook(&bulk, REVIEW, A1, E1, marks, 2, &error));
  g_assert_true(bulk_end(&bulk, "scores", "scores.csv", &error) && store_commit(record.store, &error));
  int64_t import = newest(&record);
  g_assert_true(store_return(record.store, REVIEW, A1, E1, "请补充", &error));
  record_act_as(&record, "E1");
  must_mark(&record, 0, 9000, NULL);
  g_autoptr(GPtrArray) versions = store_history(record.store, REVIEW, A1, STORE_SELF, &error);
  g_assert_cmpuint(versions->len, ==, 3);
  const BookVersion *first = g_ptr_array_index(versions, 0), *second = g_ptr_array_index(versions, 1);
  g_assert_cmpint(first->number, ==, import);
  g_assert_cmpstr(first->kind, ==, "import");
  g_assert_cmpstr(first->reason, ==, "scores.csv");
  g_assert_cmpstr(second->kind, ==, "return");
  g_assert_cmpint(restored(&record, NULL, import, &changes), ==, -1);
  g_autofree char *state = state_now(&record);
  g_assert_cmpstr(state, ==, "40 45 |");
  whole(&record);
}

static void test_who_may(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  size_t changes;
  record_new(&record, false);
  record_act_as(&record, "E1");
  must_mark(&record, 0, 5000, NULL);
  int64_t version = newest(&record);
  must_mark(&record, 0, 6000, NULL);
  g_assert_cmpint(restored(&record, NULL, 9999, &changes), ==, STORE_ERROR_INPUT);
  g_assert_cmpint(restored(&record, NULL, 1, &changes), ==, STORE_ERROR_INPUT);
  g_assert_cmpint(restored(&record, "9.9", version, &changes), ==, STORE_ERROR_INPUT);
  record_act_as(&record, "E2");
  g_assert_cmpint(restored(&record, NULL, version, &changes), ==, STORE_ERROR_INPUT);
  g_assert_null(store_history(record.store, REVIEW, A1, E1, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_PERMISSION);
  g_clear_error(&error);
  record_act_as(&record, "secretariat");
  g_assert_cmpint(restored(&record, NULL, version, &changes), ==, STORE_ERROR_PERMISSION);
  g_autoptr(GPtrArray) seen = store_history(record.store, REVIEW, A1, E1, &error);
  g_assert_cmpuint(seen->len, ==, 2);
  record_act_as(&record, "E1");
  g_assert_true(store_submit(record.store, REVIEW, A1, &error));
  g_assert_cmpint(restored(&record, NULL, version, &changes), ==, STORE_ERROR_PERMISSION);
}

/* A restored mark is explained by its event and by nothing else. */
static void test_verify_finds(void) {
  static const char *const cases[] = {"UPDATE event SET after = '55' WHERE kind = 'restore'",
                                      "UPDATE scorebook SET marks = x'7C15FFFF'",
                                      "UPDATE comment SET removed = 0 WHERE number = 1"};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(Record) record;
    size_t changes;
    record_new(&record, false);
    record_act_as(&record, "E1");
    must_mark(&record, 0, 5000, NULL);
    int64_t version = newest(&record);
    must_mark(&record, 0, 6000, NULL);
    must_note(&record, 0, "1.1", "甲");
    g_assert_cmpint(restored(&record, NULL, version, &changes), ==, -1);
    whole(&record);
    record_tamper(&record, cases[i]);
    g_autofree char *faults = record_verify(&record, NULL);
    g_test_message("%s", faults);
    g_assert_cmpstr(faults, !=, "");
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/history/random", test_random);
  g_test_add_func("/history/item", test_item);
  g_test_add_func("/history/imported", test_imported);
  g_test_add_func("/history/who-may", test_who_may);
  g_test_add_func("/history/verify", test_verify_finds);
  return g_test_run();
}
