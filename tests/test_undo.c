/* test_undo.c: undoing and redoing marks and comments from the journal, comments put in other words, and their evidence. */
#include "tests/record.h"

#include <locale.h>
#include <string.h>

/* A step about comments on item 1.1: "+WORDS" notes a strength, "NUMBER+WORDS" one in place of that one, "NUMBER-" takes it
 * back. False when the step is none. */
static bool take_comment_step(Record *record, const char *step) {
  g_autoptr(GError) error = NULL;
  char *rest;
  gint64 number = g_ascii_strtoll(step, &rest, 10);
  const Note note = {.item = "1.1", .kind = "strength", .text = rest + 1, .place = number ? NULL : "p.12"};
  if (*rest != '+' && *rest != '-') return false;
  if (*rest == '-')
    store_remove_comment(record->store, number, &error);
  else if (number)
    store_replace_comment(record->store, number, REVIEW, A1, &note, &error);
  else
    store_record_comment(record->store, REVIEW, A1, &note, &error);
  g_assert_no_error(error);
  return true;
}

/* One step of a story: "50" "blank" "abstained" mark item 1.1, "1.2=50" item 1.2; comments as above; "undo" and "redo"; a
 * "!" before them when there is nothing; "again" goes on with another connection, as after a restart. */
static void take_step(Record *record, const char *step) {
  g_autoptr(GError) error = NULL;
  g_auto(Turned) done = {0};
  bool refused = *step == '!', second = g_str_has_prefix(step, "1.2=");
  const char *word = step + refused + (second ? 4 : 0);
  if (g_str_equal(word, "again")) {
    store_close(record->store);
    record->store = record_open(record, "E1");
    return;
  }
  if (g_str_equal(word, "undo") || g_str_equal(word, "redo")) {
    bool worked = *word == 'u' ? store_undo(record->store, REVIEW, A1, &done, &error)
                               : store_redo(record->store, REVIEW, A1, &done, &error);
    if (worked == refused) g_test_message("%s: %s", step, error ? error->message : "worked");
    g_assert_true(worked != refused);
    if (refused) g_assert_error(error, STORE_ERROR, STORE_ERROR_INPUT);
    return;
  }
  if (take_comment_step(record, step)) return;
  Mark mark;
  g_assert_true(mark_parse(word, stage_cell_scale(&record->rules->stages[REVIEW], record->criteria, second), &mark));
  const char *reason = mark == MARK_NOT_APPLICABLE ? "无此过程" : NULL;
  store_record_mark(record->store, REVIEW, A1, second, mark, reason, -1, &error);
  g_assert_no_error(error);
}

static char *marks_now(Record *record) {
  g_autoptr(GError) error = NULL;
  BookCopy copy;
  g_assert_true(store_scorebook(record->store, REVIEW, A1, STORE_SELF, &copy, &error));
  GString *text = g_string_new(NULL);
  for (size_t i = 0; i < copy.n; i++) {
    char mark[32];
    mark_put(mark, stage_cell_scale(&record->rules->stages[REVIEW], record->criteria, i), copy.marks[i]);
    g_string_append_printf(text, "%s%s", i ? " " : "", mark);
  }
  book_copy_clear(&copy);
  return g_string_free(text, FALSE);
}

static void test_stories(void) {
  static const struct {
    const char *steps, *marks;
  } cases[] = {
      {"!undo !redo", "blank blank"},
      {"50 undo", "blank blank"},
      {"50 undo !undo", "blank blank"},
      {"50 undo redo", "50 blank"},
      {"50 undo redo !redo", "50 blank"},
      {"50 60 70 undo", "60 blank"},
      {"50 60 70 undo undo", "50 blank"},
      {"50 60 70 undo undo undo !undo", "blank blank"},
      {"50 60 70 undo undo redo", "60 blank"},
      {"50 60 70 undo undo redo redo !redo", "70 blank"},
      {"50 60 70 undo undo redo undo undo", "blank blank"},
      {"50 60 undo 80 !redo", "80 blank"},
      {"50 60 undo 80 undo", "50 blank"},
      {"50 60 undo 80 undo redo", "80 blank"},
      {"50 60 undo 80 undo undo !undo redo redo !redo", "80 blank"},
      {"50 1.2=60 undo", "50 blank"},
      {"50 1.2=60 70 undo undo", "50 blank"},
      {"50 1.2=60 70 undo undo undo redo redo", "50 60"},
      {"50 abstained undo", "50 blank"},
      {"50 blank undo", "50 blank"},
      {"1.2=not-applicable 1.2=60 undo", "blank not-applicable"},
      {"1.2=not-applicable undo redo", "blank not-applicable"},
      {"50 60 again undo again undo again redo", "50 blank"},
      {"50 50 undo !undo", "blank blank"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(Record) record;
    record_new(&record, false);
    record_act_as(&record, "E1");
    g_auto(GStrv) steps = g_strsplit(cases[i].steps, " ", -1);
    g_test_message("%s", cases[i].steps);
    for (char **step = steps; *step; step++) take_step(&record, *step);
    g_autofree char *marks = marks_now(&record), *faults = record_verify(&record, NULL);
    g_assert_cmpstr(marks, ==, cases[i].marks);
    g_assert_cmpstr(faults, ==, "");
  }
}

/* The comments that stand, by number: "1 words @p.12". */
static char *comments_now(Record *record) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) comments = NULL;
  GString *text = g_string_new(NULL);
  g_assert_true(store_comments(record->store, A1, &comments, &error));
  for (guint i = 0; i < comments->len; i++) {
    const Comment *comment = g_ptr_array_index(comments, i);
    g_string_append_printf(text, "%s%d %s%s%s", i ? ", " : "", (int)comment->number, comment->text,
                           *comment->place ? " @" : "", comment->place);
  }
  return g_string_free(text, FALSE);
}

static void test_comment_stories(void) {
  static const struct {
    const char *steps, *marks, *comments;
  } cases[] = {
      {"+a", "blank blank", "1 a @p.12"},
      {"+a undo !undo", "blank blank", ""},
      {"+a undo redo !redo", "blank blank", "1 a @p.12"},
      {"+a 1+b", "blank blank", "2 b @p.12"},
      {"+a 1+b undo", "blank blank", "1 a @p.12"},
      {"+a 1+b undo redo", "blank blank", "2 b @p.12"},
      {"+a 1+b undo undo !undo redo redo !redo", "blank blank", "2 b @p.12"},
      {"+a 1-", "blank blank", ""},
      {"+a 1- undo", "blank blank", "1 a @p.12"},
      {"+a 1- undo redo", "blank blank", ""},
      {"+a 1- undo undo redo redo !redo", "blank blank", ""},
      {"+a 50 +b undo undo", "blank blank", "1 a @p.12"},
      {"+a 50 +b undo undo redo", "50 blank", "1 a @p.12"},
      {"+a +b 1+c 2- undo undo undo", "blank blank", "1 a @p.12"},
      {"+a +b 1+c 2- undo undo undo redo redo redo", "blank blank", "3 c @p.12"},
      {"+a undo +b !redo undo", "blank blank", ""},
      {"+a again undo again redo again 1+b again undo", "blank blank", "1 a @p.12"},
      {"1.2=not-applicable", "blank not-applicable", "1 无此过程"},
      {"1.2=not-applicable undo", "blank blank", ""},
      {"1.2=not-applicable undo redo", "blank not-applicable", "1 无此过程"},
      {"1.2=not-applicable undo redo undo", "blank blank", ""},
      {"1.2=not-applicable 1- undo undo", "blank blank", ""},
      {"1.2=not-applicable 1- undo undo redo", "blank not-applicable", "1 无此过程"},
      {"1.2=not-applicable 1.2=50 undo", "blank not-applicable", "1 无此过程"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(Record) record;
    record_new(&record, false);
    record_act_as(&record, "E1");
    g_auto(GStrv) steps = g_strsplit(cases[i].steps, " ", -1);
    g_test_message("%s", cases[i].steps);
    for (char **step = steps; *step; step++) take_step(&record, *step);
    g_autofree char *marks = marks_now(&record), *comments = comments_now(&record),
                    *faults = record_verify(&record, NULL);
    g_assert_cmpstr(marks, ==, cases[i].marks);
    g_assert_cmpstr(comments, ==, cases[i].comments);
    g_assert_cmpstr(faults, ==, "");
  }
}

static void is_now(const Turned *done, Mark mark) {
  char text[32];
  mark_put(text, NULL, mark);
  g_assert_cmpstr(done->after, ==, text);
}

/* Long random stories against a plain list of states. */
static void test_random(void) {
  g_auto(Record) record;
  g_autoptr(GRand) dice = g_rand_new_with_seed(7);
  record_new(&record, false);
  record_act_as(&record, "E1");
  Mark states[200] = {MARK_BLANK};
  int at = 0, last = 0;
  for (int i = 0; i < 150; i++) {
    g_autoptr(GError) error = NULL;
    g_auto(Turned) done = {0};
    int act = g_rand_int_range(dice, 0, 3);
    if (act == 0) {
      Mark mark = (Mark)(500 * g_rand_int_range(dice, 0, 21));
      g_assert_true(store_record_mark(record.store, REVIEW, A1, 0, mark, NULL, -1, &error));
      if (mark != states[at]) states[last = ++at] = mark;
    } else if (act == 1) {
      g_assert_cmpint(store_undo(record.store, REVIEW, A1, &done, &error), ==, at > 0);
      if (at > 0) is_now(&done, states[--at]);
    } else {
      g_assert_cmpint(store_redo(record.store, REVIEW, A1, &done, &error), ==, at < last);
      if (at < last) is_now(&done, states[++at]);
    }
  }
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

/* What it says it did, and what the journal keeps. */
static bool last_kind(const Event *event, void *user) {
  char **text = user;
  g_free(*text);
  *text = g_strdup_printf("%s %s %s %s>%s", event->kind, event->assessor, event->item, event->before, event->after);
  return true;
}

static void test_says(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  g_autofree char *said = NULL;
  g_auto(Turned) done = {0}, again = {0};
  record_new(&record, false);
  record_act_as(&record, "E1");
  take_step(&record, "50");
  take_step(&record, "1.2=60");
  g_assert_true(store_undo(record.store, REVIEW, A1, &done, &error));
  g_assert_cmpstr(done.item, ==, "1.2");
  g_assert_false(done.comment);
  g_assert_cmpstr(done.before, ==, "60");
  g_assert_cmpstr(done.after, ==, "blank");
  g_assert_true(journal_walk(record.store, last_kind, &said, &error));
  g_assert_cmpstr(said, ==, "undo E1 1.2 60>blank");
  g_assert_true(store_redo(record.store, REVIEW, A1, &again, &error));
  g_assert_cmpstr(again.after, ==, "60");
  g_assert_true(journal_walk(record.store, last_kind, &said, &error));
  g_assert_cmpstr(said, ==, "redo E1 1.2 blank>60");
}

/* Only the own marks, on this applicant, at this stage. */
static void test_own_only(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  g_auto(Turned) done = {0};
  record_new(&record, false);
  record_act_as(&record, "E1");
  take_step(&record, "50");
  g_assert_cmpint(record_mark(&record, REVIEW, A2, 0, 3000), ==, -1);
  g_assert_cmpint(record_mark(&record, DEFENCE, A1, 0, 4321), ==, -1);
  record_act_as(&record, "E2");
  take_step(&record, "!undo");
  take_step(&record, "90");
  record_act_as(&record, "E1");
  take_step(&record, "undo");
  take_step(&record, "!undo");
  g_assert_true(store_undo(record.store, DEFENCE, A1, &done, &error));
  g_assert_cmpstr(done.before, ==, "432.1");
  record_act_as(&record, "E2");
  g_autofree char *marks = marks_now(&record);
  g_assert_cmpstr(marks, ==, "90 blank");
}

static void test_who_may_not(void) {
  static const struct {
    const char *actor;
    uint16_t stage;
    uint32_t applicant;
    int want;
  } cases[] = {{"secretariat", REVIEW, A1, STORE_ERROR_PERMISSION},
               {"S1", REVIEW, A1, STORE_ERROR_PERMISSION},
               {"E3", REVIEW, A1, STORE_ERROR_PERMISSION},
               {"A2", REVIEW, A1, STORE_ERROR_PERMISSION},
               {"E1", BOARD, A1, STORE_ERROR_INPUT},
               {"E1", 9, A1, STORE_ERROR_INPUT},
               {"E1", REVIEW, 99, STORE_ERROR_INPUT}};
  g_auto(Record) record;
  record_new(&record, false);
  record_act_as(&record, "E1");
  take_step(&record, "50");
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    g_auto(Turned) done = {0};
    record_act_as(&record, cases[i].actor);
    g_assert_false(store_undo(record.store, cases[i].stage, cases[i].applicant, &done, &error));
    g_assert_error(error, STORE_ERROR, cases[i].want);
  }
}

/* Until submission; a scorebook given back begins anew. */
static void test_until_submission(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  g_auto(Turned) done = {0};
  record_new(&record, false);
  record_act_as(&record, "E1");
  take_step(&record, "50");
  g_assert_true(store_submit(record.store, REVIEW, A1, &error));
  g_assert_false(store_undo(record.store, REVIEW, A1, &done, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_PERMISSION);
  g_clear_error(&error);
  record_act_as(&record, "secretariat");
  g_assert_true(store_return(record.store, REVIEW, A1, E1, "请补充", &error));
  record_act_as(&record, "E1");
  take_step(&record, "!undo");
  take_step(&record, "70");
  take_step(&record, "undo");
  take_step(&record, "!undo");
  g_autofree char *marks = marks_now(&record);
  g_assert_cmpstr(marks, ==, "50 blank");
  record_act_as(&record, "secretariat");
  g_assert_true(store_set_stage(record.store, REVIEW, STAGE_CLOSED, "", &error));
  record_act_as(&record, "E1");
  g_assert_false(store_redo(record.store, REVIEW, A1, &done, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_PERMISSION);
}

/* A journal that does not fit the scorebook is said to be damaged, and nothing is changed. */
static void test_damaged(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  g_auto(Turned) done = {0};
  record_new(&record, false);
  record_act_as(&record, "E1");
  take_step(&record, "50");
  record_tamper(&record, "UPDATE scorebook SET marks = x'1027F82A'");
  g_assert_false(store_undo(record.store, REVIEW, A1, &done, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_DAMAGED);
  g_assert_nonnull(strstr(error->message, "1.1"));
}

/* Comments that are not as the journal leaves them, likewise. */
static void test_damaged_comment(void) {
  static const char *const cases[] = {"UPDATE comment SET removed = 9", "UPDATE comment SET book = 2"};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(Record) record;
    g_autoptr(GError) error = NULL;
    g_auto(Turned) done = {0};
    record_new(&record, false);
    record_act_as(&record, "E1");
    take_step(&record, "+a");
    record_tamper(&record, cases[i]);
    g_assert_false(store_undo(record.store, REVIEW, A1, &done, &error));
    g_assert_error(error, STORE_ERROR, STORE_ERROR_DAMAGED);
  }
}

/* When the scorebook was saved last. */
static void test_saved_at(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  BookCopy copy;
  record_new(&record, false);
  record_act_as(&record, "E1");
  g_assert_true(store_scorebook(record.store, REVIEW, A1, STORE_SELF, &copy, &error));
  g_assert_cmpstr(copy.saved_at, ==, "");
  g_assert_cmpint(copy.version, ==, 0);
  book_copy_clear(&copy);
  take_step(&record, "50");
  g_assert_true(store_scorebook(record.store, REVIEW, A1, STORE_SELF, &copy, &error));
  g_assert_cmpuint(strlen(copy.saved_at), ==, strlen("2026-05-20T08:31:07.123Z"));
  g_assert_cmpint(copy.version, ==, 1);
  book_copy_clear(&copy);
}

/* -- comments in other words ------------------------------------------------------------------------------------- */

static int64_t noted(Record *record, const char *kind, const char *text) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) comments = NULL;
  g_assert_true(
      store_record_comment(record->store, REVIEW, A1, &(Note){.item = "1.1", .kind = kind, .text = text}, &error));
  g_assert_true(store_comments(record->store, A1, &comments, &error));
  return ((const Comment *)g_ptr_array_index(comments, comments->len - 1))->number;
}

static void test_replace_comment(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) comments = NULL;
  record_new(&record, false);
  record_act_as(&record, "E1");
  int64_t number = noted(&record, "strength", "有方法");
  g_assert_true(store_replace_comment(record.store, number, REVIEW, A1,
                                      &(Note){.item = "1.2", .kind = "ofi", .text = "方法未展开"}, &error));
  g_assert_true(store_comments(record.store, A1, &comments, &error));
  g_assert_cmpuint(comments->len, ==, 1);
  const Comment *comment = g_ptr_array_index(comments, 0);
  g_assert_cmpstr(comment->kind, ==, "ofi");
  g_assert_cmpstr(comment->text, ==, "方法未展开");
  g_assert_cmpstr(comment->item, ==, "1.2");
  g_assert_cmpint(comment->number, !=, number);
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

/* What cannot be replaced leaves everything as it was. */
static void test_replace_refused(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) comments = NULL;
  record_new(&record, false);
  record_act_as(&record, "E2");
  int64_t others = noted(&record, "strength", "别人的");
  record_act_as(&record, "E1");
  int64_t mine = noted(&record, "strength", "自己的");
  g_assert_false(store_replace_comment(record.store, others, REVIEW, A1,
                                       &(Note){.item = "1.1", .kind = "ofi", .text = "改"}, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_PERMISSION);
  g_clear_error(&error);
  g_assert_false(
      store_replace_comment(record.store, 99, REVIEW, A1, &(Note){.item = "1.1", .kind = "ofi", .text = "改"}, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_INPUT);
  g_clear_error(&error);
  g_assert_false(
      store_replace_comment(record.store, mine, REVIEW, A1, &(Note){.item = "1.1", .kind = "ofi", .text = ""}, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_INPUT);
  g_clear_error(&error);
  g_assert_true(store_comments(record.store, A1, &comments, &error));
  g_assert_cmpuint(comments->len, ==, 1);
  g_assert_cmpstr(((const Comment *)g_ptr_array_index(comments, 0))->text, ==, "自己的");
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/undo/stories", test_stories);
  g_test_add_func("/undo/comment-stories", test_comment_stories);
  g_test_add_func("/undo/random", test_random);
  g_test_add_func("/undo/says", test_says);
  g_test_add_func("/undo/own-only", test_own_only);
  g_test_add_func("/undo/who-may-not", test_who_may_not);
  g_test_add_func("/undo/until-submission", test_until_submission);
  g_test_add_func("/undo/damaged", test_damaged);
  g_test_add_func("/undo/damaged-comment", test_damaged_comment);
  g_test_add_func("/undo/saved-at", test_saved_at);
  g_test_add_func("/comment/replace", test_replace_comment);
  g_test_add_func("/comment/replace-refused", test_replace_refused);
  return g_test_run();
}
