/* test_returned.c: what an assessor is told of their scorebook: that and why it was given back, when it was saved last; and
 * what a leader is told of the panel. */
#include "tests/record.h"

#include "store/journal.h"
#include "store/release.h"
#include "store/store_private.h"

#include <locale.h>
#include <string.h>

/* -- given back -------------------------------------------------------------------------------------------------- */

/* Why the scorebook of whoever acts was given back; "" when it was not. */
static char *why(Record *record) {
  g_autoptr(GError) error = NULL;
  BookCopy copy;
  g_assert_true(store_scorebook(record->store, REVIEW, A1, STORE_SELF, &copy, &error));
  char *reason = g_strdup(copy.returned ? copy.returned : "");
  book_copy_clear(&copy);
  return reason;
}

static Owed owed_of(Record *record, uint32_t assessor) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Cycle) cycle = store_cycle(record->store, &error);
  g_autoptr(GArray) owed = store_owed(record->store, cycle, &error);
  g_assert_no_error(error);
  for (guint i = 0; i < owed->len; i++) {
    const Owed *one = &g_array_index(owed, Owed, i);
    if (one->applicant == A1 && one->stage == REVIEW && one->assessor == assessor) return *one;
  }
  g_assert_not_reached();
}

/* The same of the panel's list and, while it is a draft, of what is late. */
static void says_everywhere(Record *record, bool returned) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Cycle) cycle = store_cycle(record->store, &error);
  OwedCounts counts;
  g_autoptr(GArray) panel = store_owed_in(record->store, cycle, REVIEW, A1, &error);
  g_autoptr(GArray) late = store_late(record->store, cycle, &counts, &error);
  g_assert_no_error(error);
  int told[2] = {0};
  const GArray *const lists[] = {panel, late};
  for (size_t which = 0; which < G_N_ELEMENTS(lists); which++)
    for (guint i = 0; i < lists[which]->len; i++) told[which] += g_array_index(lists[which], Owed, i).returned;
  g_assert_cmpint(told[0], ==, returned);
  g_assert_cmpint(told[1], ==, returned);
}

static void says(Record *record, const char *reason) {
  record_act_as(record, "E1");
  g_autofree char *told = why(record);
  g_assert_cmpstr(told, ==, reason);
  g_assert_cmpint(owed_of(record, E1).returned, ==, *reason != '\0');
  record_act_as(record, "secretariat");
  g_assert_cmpint(owed_of(record, E1).returned, ==, *reason != '\0');
  g_assert_false(owed_of(record, E2).returned);
  says_everywhere(record, *reason != '\0');
}

static void submit(Record *record, const char *actor) {
  g_autoptr(GError) error = NULL;
  record_act_as(record, actor);
  g_assert_true(store_submit(record->store, REVIEW, A1, &error));
  record_act_as(record, "secretariat");
}

static void give_back(Record *record, const char *reason) {
  g_autoptr(GError) error = NULL;
  g_assert_true(store_return(record->store, REVIEW, A1, E1, reason, &error));
}

/* From the return until it is submitted again, whatever is marked meanwhile; of several the last. */
static void test_returned(void) {
  g_auto(Record) record;
  record_new(&record, false);
  record_give(&record, "E1", REVIEW, A1, 0, 6000);
  record_give(&record, "E2", REVIEW, A1, 0, 6000);
  says(&record, "");
  submit(&record, "E1");
  says(&record, "");
  give_back(&record, "漏评 1.2");
  says(&record, "漏评 1.2");
  record_give(&record, "E1", REVIEW, A1, 1, 6000);
  says(&record, "漏评 1.2");
  submit(&record, "E1");
  says(&record, "");
  give_back(&record, "再看 1.1");
  says(&record, "再看 1.1");
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

static bool count_returns(const Event *event, void *user) {
  *(int *)user += g_str_equal(event->kind, "return");
  return true;
}

static int returns_told(Record *record) {
  g_autoptr(GError) error = NULL;
  int returns = 0;
  g_assert_true(journal_walk(record->store, count_returns, &returns, &error));
  return returns;
}

/* The reason as E1's scorebook and its versions have it, for whoever acts. */
static void tells_why(Record *record, const char *in_book, const char *in_versions) {
  g_autoptr(GError) error = NULL;
  BookCopy copy;
  g_assert_true(store_scorebook(record->store, REVIEW, A1, E1, &copy, &error));
  g_assert_cmpstr(copy.returned, ==, in_book);
  book_copy_clear(&copy);
  g_autoptr(GPtrArray) versions = store_history(record->store, REVIEW, A1, E1, &error);
  g_assert_no_error(error);
  const BookVersion *last = g_ptr_array_index(versions, versions->len - 1);
  g_assert_cmpstr(last->kind, ==, "return");
  g_assert_cmpstr(last->reason, ==, in_versions);
}

/* The journal tells its assessor, and nobody else of the panel. */
static void test_journal_tells(void) {
  static const struct {
    const char *actor;
    int returns;
  } cases[] = {{"secretariat", 1}, {"E1", 1}, {"E2", 0}, {"L1", 0}};
  g_auto(Record) record;
  record_new(&record, false);
  record_give(&record, "E1", REVIEW, A1, 0, 6000);
  submit(&record, "E1");
  give_back(&record, "漏评");
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    record_act_as(&record, cases[i].actor);
    g_assert_cmpint(returns_told(&record), ==, cases[i].returns);
  }
}

/* Why is its assessor's and the overseers': the leader, who sees the scorebook, learns that it came back, and who is recused
 * learns nothing more of it. */
static void test_who_knows_why(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  record_give(&record, "E1", REVIEW, A1, 0, 6000);
  submit(&record, "E1");
  give_back(&record, "漏评");
  record_give(&record, "L1", REVIEW, A1, 0, 6000);
  submit(&record, "L1");
  tells_why(&record, "漏评", "漏评");
  record_act_as(&record, "L1");
  tells_why(&record, NULL, "");
  record_act_as(&record, "E1");
  tells_why(&record, "漏评", "漏评");
  record_act_as(&record, "secretariat");
  g_assert_true(store_recuse(record.store, A1, E1, "持股", &error));
  tells_why(&record, "漏评", "漏评");
  record_act_as(&record, "E1");
  tells_why(&record, NULL, "");
  g_assert_cmpint(returns_told(&record), ==, 0);
}

/* -- saved last -------------------------------------------------------------------------------------------------- */

static char *saved_at(Record *record) {
  g_autoptr(GError) error = NULL;
  BookCopy copy;
  g_assert_true(store_scorebook(record->store, REVIEW, A1, STORE_SELF, &copy, &error));
  char *at = g_strdup(copy.saved_at);
  book_copy_clear(&copy);
  return at;
}

static void is_saved_after(Record *record, char **at) {
  g_autofree char *before = *at;
  *at = saved_at(record);
  g_assert_cmpint(strcmp(*at, before), >, 0);
  g_usleep(2000); /* the journal's clock counts milliseconds */
}

/* By comments as by marks, and before the first mark, too. */
static void test_saved(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  record_act_as(&record, "E1");
  g_autofree char *at = saved_at(&record);
  g_assert_cmpstr(at, ==, "");
  const Note note = {.item = "1.1", .kind = "ofi", .text = "展开不够"},
             other = {.item = "1.1", .kind = "ofi", .text = "展开"};
  g_assert_true(store_record_comment(record.store, REVIEW, A1, &note, &error));
  is_saved_after(&record, &at);
  g_assert_cmpint(record_mark(&record, REVIEW, A1, 0, 5000), ==, -1);
  is_saved_after(&record, &at);
  g_assert_true(store_replace_comment(record.store, 1, REVIEW, A1, &other, &error));
  is_saved_after(&record, &at);
  g_assert_true(store_remove_comment(record.store, 2, &error));
  is_saved_after(&record, &at);
}

/* -- led --------------------------------------------------------------------------------------------------------- */

static void is_told(Record *record, const char *actor, uint32_t assessor, uint32_t in, uint32_t of, uint32_t agreed) {
  record_act_as(record, actor);
  const Owed owed = owed_of(record, assessor);
  g_assert_cmpuint(owed.in, ==, in);
  g_assert_cmpuint(owed.of, ==, of);
  g_assert_cmpuint(owed.agreed, ==, agreed);
  record_act_as(record, "secretariat");
}

/* How many are in, then on how many items it agreed: the leader, not the others. */
static void test_leader_is_told(void) {
  static const char *const who[] = {"E1", "E2", "L1"};
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  is_told(&record, "L1", L1, 0, 3, 0);
  for (uint32_t i = 0; i < G_N_ELEMENTS(who); i++) {
    record_give(&record, who[i], REVIEW, A1, 0, 6000);
    submit(&record, who[i]);
    is_told(&record, "L1", L1, i + 1, 3, 0);
    is_told(&record, "E1", E1, 0, 0, 0);
    is_told(&record, "secretariat", L1, 0, 0, 0);
  }
  record_act_as(&record, "L1");
  AgreedMark agreed = {.stage = REVIEW, .applicant = A1, .cell = 0, .mark = 6000};
  g_assert_true(store_agree(record.store, &agreed, &error));
  is_told(&record, "L1", L1, 3, 3, 1);
  record_act_as(&record, "L1");
  agreed.mark = MARK_BLANK;
  agreed.reason = "重议";
  g_assert_true(store_agree(record.store, &agreed, &error));
  is_told(&record, "L1", L1, 3, 3, 0);
}

/* By role where nobody is assigned to lead, and the deputy once the leader is out. */
static void test_who_is_told(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  record_tamper(&record, "UPDATE assignment SET lead = 0");
  is_told(&record, "L1", L1, 0, 3, 0);
  record_tamper(&record, "INSERT INTO deputy VALUES(0, 0, 'x', 1)");
  is_told(&record, "E1", E1, 0, 0, 0);
  g_assert_true(store_recuse(record.store, A1, L1, "持股", &error));
  is_told(&record, "E1", E1, 0, 2, 0);
  is_told(&record, "L1", L1, 0, 0, 0);
}

/* Nothing opens before one has declared, neither while the stage is open nor afterwards. */
static void test_undeclared_is_not_told(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  record_give(&record, "E2", REVIEW, A1, 0, 6000);
  submit(&record, "E2");
  is_told(&record, "L1", L1, 1, 3, 0);
  record_ask_declarations(&record);
  is_told(&record, "L1", L1, 0, 0, 0);
  g_assert_true(store_set_stage(record.store, REVIEW, STAGE_CLOSED, "", &error));
  is_told(&record, "L1", L1, 0, 0, 0);
  g_assert_true(store_set_stage(record.store, REVIEW, STAGE_OPEN, "补评", &error));
  record_act_as(&record, "L1");
  g_assert_true(store_declare(record.store, A1, false, NULL, &error));
  is_told(&record, "L1", L1, 1, 3, 0);
}

/* Who is released learns that, and not that the panel was never theirs. */
static void test_refused(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) of = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  g_auto(Released) done = {0};
  const uint32_t a1 = A1;
  g_array_append_val(of, a1);
  record_new(&record, false);
  g_assert_true(store_release(record.store, &(ReleaseOrder){E2, -1, REVIEW, of, "住院"}, &done, &error));
  record_act_as(&record, "E2");
  g_assert_false(store_needs_panel(record.store, REVIEW, A1, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_PERMISSION);
  g_assert_nonnull(strstr(error->message, "“E2” is released from this panel"));
  g_clear_error(&error);
  record_act_as(&record, "E3");
  g_assert_false(store_needs_panel(record.store, REVIEW, A1, &error));
  g_assert_nonnull(strstr(error->message, "“E3” is not of this panel"));
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/returned/told", test_returned);
  g_test_add_func("/returned/journal", test_journal_tells);
  g_test_add_func("/returned/who-knows-why", test_who_knows_why);
  g_test_add_func("/returned/saved", test_saved);
  g_test_add_func("/returned/leader", test_leader_is_told);
  g_test_add_func("/returned/who-leads", test_who_is_told);
  g_test_add_func("/returned/undeclared", test_undeclared_is_not_told);
  g_test_add_func("/returned/refused", test_refused);
  return g_test_run();
}
