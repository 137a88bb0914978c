/* test_journal.c: the chain, and that nothing can be changed behind it. A table of what a hand with the sqlite3
 * shell could do to the file, each with a word the first fault must hold. */
#include "store/release.h"
#include "tests/record.h"

#include <locale.h>
#include <string.h>

/* -- a record with something of everything --------------------------------------------------------------- */

static void seal_all(Record *record) {
  g_autoptr(GError) error = NULL;
  for (uint16_t stage = DEFENCE; stage <= BOARD; stage++)
    g_assert_true(store_set_stage(record->store, stage, STAGE_SEALED, "", &error));
}

static void test_clean(void) {
  g_auto(Record) record;
  record_new_full(&record);
  g_autofree char *open = record_verify(&record, NULL);
  g_assert_cmpstr(open, ==, "");
  seal_all(&record);
  g_autofree char *sealed = record_verify(&record, NULL);
  g_assert_cmpstr(sealed, ==, "");
  Verified verified = {0};
  g_autoptr(GError) error = NULL;
  g_assert_true(journal_verify(record.store, NULL, &verified, &error));
  g_assert_cmpint(verified.seals, ==, 3);
  g_assert_cmpint(verified.scorebooks, ==, 6);
  g_assert_cmpuint(strlen(verified.ranking_digest), ==, 64);
  verified_clear(&verified);
}

/* -- tampering ---------------------------------------------------------------------------------------------- */

static const struct {
  const char *name, *sql, *want;
} hands[] = {
    {"mark", "UPDATE scorebook SET marks = x'1027F82A' WHERE id = 0", "item 1.1 is"},
    {"mark-imported", "UPDATE scorebook SET marks = x'10271027' WHERE id = 2 << 28 | 2", "digest does not fit"},
    {"mark-imported-touched", "UPDATE scorebook SET marks = x'10271027' WHERE id = 1 << 28 | 2", "digest does not fit"},
    {"marks-short", "UPDATE scorebook SET marks = x'10' WHERE id = 0", "wrong number of marks"},
    {"marks-short-imported", "UPDATE scorebook SET marks = x'10' WHERE id = 2 << 28 | 2", "digest does not fit"},
    {"marks-empty", "UPDATE scorebook SET marks = x''", "wrong number of marks"},
    {"marks-impossible", "UPDATE scorebook SET marks = x'0080F82A' WHERE id = 0", "item 1.1 is"},
    {"state", "UPDATE scorebook SET state = 1 - state WHERE id = 0", "against its last event"},
    {"state-imported", "UPDATE scorebook SET state = 0 WHERE id = 2 << 28 | 2", "digest does not fit"},
    {"version", "UPDATE scorebook SET version = 9 WHERE id = 0", "version"},
    {"version-imported", "UPDATE scorebook SET version = 9 WHERE id = 2 << 28 | 2", "version"},
    {"origin", "UPDATE scorebook SET origin = 5 WHERE id = 0", "by “E1”"},
    {"origin-imported", "UPDATE scorebook SET origin = 77 WHERE id = 2 << 28 | 2", "no event explains"},
    {"book-gone", "DELETE FROM scorebook WHERE id = 0", "is gone"},
    {"book-gone-imported", "DELETE FROM scorebook WHERE id = 2 << 28 | 2", "rows, but"},
    {"book-added", "INSERT INTO scorebook VALUES(1 << 28 | 3, x'10271027', 1, 1, 5, 5)", "rows, but"},
    {"book-added-unexplained", "INSERT INTO scorebook VALUES(1 << 28 | 3, x'10271027', 1, 1, 9, 9)",
     "no event explains"},
    {"book-nobody", "INSERT INTO scorebook VALUES(77 << 28, x'10271027', 1, 1, 5, 5)", "not there"},
    {"book-of-no-stage", "INSERT INTO scorebook VALUES(3 << 56, x'10271027', 1, 1, 5, 5)", "not there"},
    {"book-of-no-applicant", "INSERT INTO scorebook VALUES(4 << 28, x'10271027', 1, 1, 5, 5)", "not there"},
    {"book-by-no-assessor", "INSERT INTO scorebook VALUES(6, x'10271027', 1, 1, 5, 5)", "not there"},
    {"book-negative", "INSERT INTO scorebook VALUES(-5, x'10271027', 1, 1, 5, 5)", "not there"},
    {"book-moved", "UPDATE scorebook SET id = 1 << 28 | 3 WHERE id = 1 << 28 | 2", "is gone"},
    {"name", "UPDATE applicant SET name = 'x' WHERE no = 0", "digest does not fit"},
    {"class", "UPDATE applicant SET class = 'team' WHERE no = 2", "digest does not fit"},
    {"veto", "UPDATE applicant SET veto = '' WHERE no = 2", "the veto on “A3”"},
    {"veto-added", "UPDATE applicant SET veto = 'x' WHERE no = 1", "digest does not fit"},
    {"applicant-gone", "PRAGMA foreign_keys=0; DELETE FROM applicant WHERE no = 1", "missing"},
    {"applicant-far", "INSERT INTO applicant VALUES(5000000,'A9','','','','','','','',2)", "missing"},
    {"applicant-beyond", "INSERT INTO applicant VALUES(1 << 40,'A9','','','','','','','',2)", "missing"},
    {"assessor-beyond", "INSERT INTO assessor VALUES(1 << 40,'E9','','','','assessor',2)", "missing"},
    {"applicant-added", "INSERT INTO applicant VALUES(4,'A9','','','','','','','',2)", "rows, but"},
    {"applicant-unexplained", "INSERT INTO applicant VALUES(4,'A9','','','','','','','',3000)", "“A9”: no event"},
    {"applicant-negative", "INSERT INTO applicant VALUES(-1,'A9','','','','','','','',2)", "wrote 4 rows, but 5"},
    {"assessor-negative", "INSERT INTO assessor VALUES(-1,'E9','','','','secretariat',3)", "wrote 5 rows, but 6"},
    {"role", "UPDATE assessor SET role = 'secretariat' WHERE no = 0", "digest does not fit"},
    {"role-impossible", "UPDATE assessor SET role = 'king' WHERE no = 0", "impossible number or role"},
    {"self-role", "UPDATE assessor SET role = 'leader' WHERE id = 'T1'", "assessor “T1”: no event explains"},
    {"self-planted", "INSERT INTO assessor VALUES(6,'A2','','','','applicant',9)", "assessor “A2”: no event explains"},
    {"self", "UPDATE assessor SET name = 'x' WHERE id = 'T1'", "no event explains"},
    {"assignment-gone", "DELETE FROM assignment WHERE id = 0", "rows, but"},
    {"assignment-lead", "UPDATE assignment SET lead = 1 WHERE id = 0", "digest does not fit"},
    {"assignment-nowhere", "INSERT INTO assignment VALUES((3 << 56) | (4 << 28) | 6, 0, 900)",
     "the assignment of “?” to “?” at stage ?"},
    {"assignment-event", "UPDATE assignment SET event = 900 WHERE id = 0", "no event explains"},
    {"comment", "UPDATE comment SET text = 'x' WHERE number = 2", "comment 2"},
    {"comment-imported", "UPDATE comment SET text = 'x' WHERE number = 1", "digest does not fit"},
    {"comment-back", "UPDATE comment SET removed = 0 WHERE number = 2", "taken back"},
    {"comment-removed", "UPDATE comment SET removed = 9 WHERE number = 3", "comment 3"},
    {"comment-gone", "DELETE FROM comment WHERE number = 3", "comment 3, which events speak of, is gone"},
    {"reason-gone", "DELETE FROM comment WHERE kind = 'reason'", "1 reasons that came with marks are gone"},
    {"reason-twice",
     "INSERT INTO comment SELECT 9, book, item, kind, text, event, removed, '', '', '', '' FROM comment WHERE kind = "
     "'reason'",
     "comment 9"},
    {"comment-twice",
     "INSERT INTO comment SELECT 9, book, item, kind, text, event, removed, '', '', '', '' FROM comment WHERE number = "
     "3",
     "comment 9"},
    {"reason-number", "UPDATE comment SET number = 9 WHERE kind = 'reason'", "comment 9"},
    {"comment-place", "UPDATE comment SET place = 'p.1' WHERE number = 3", "comment 3"},
    {"comment-file", "UPDATE comment SET file = 'a.pdf', sha256 = 'x' WHERE number = 3", "comment 3"},
    {"comment-place-imported", "UPDATE comment SET place = 'p.1' WHERE number = 1", "digest does not fit"},
    {"comment-nowhere", "UPDATE comment SET book = (3 << 56) | (4 << 28) | 6 WHERE number = 3",
     "comment 3 on “?” by “?”"},
    {"comment-moved", "UPDATE comment SET book = 0 WHERE number = 3", "comment 3"},
    {"recusal-gone", "DELETE FROM recusal", "recuse"},
    {"recusal-added", "INSERT INTO recusal VALUES(0, 0, 'x', 9)", "recusal of “E1”"},
    {"recusal-of-nobody", "INSERT INTO recusal VALUES(4, 0, 'x', 9)", "not there"},
    {"recusal-by-nobody", "INSERT INTO recusal VALUES(0, 6, 'x', 9)", "not there"},
    {"recusal-reason", "UPDATE recusal SET reason = 'x'", "recusal of “E2”"},
    {"agreed-nowhere", "INSERT INTO agreed VALUES(3 << 28, 0, 7000, '', '', '', 9)", "is not there"},
    {"agreed-on-nobody", "INSERT INTO agreed VALUES(4, 0, 7000, '', '', '', 9)", "is not there"},
    {"agreed-on-nothing", "INSERT INTO agreed VALUES(0, 2, 7000, '', '', '', 9)", "is not there"},
    {"agreed-negative", "INSERT INTO agreed VALUES(-1, 0, 7000, '', '', '', 9)", "is not there"},
    {"agreed-beyond", "INSERT INTO agreed VALUES(0, 0, 32768, '', '', '', 9)", "is not there"},
    {"deduction", "UPDATE deduction SET amount = '0/1'", "deduction “late”"},
    {"deduction-text", "UPDATE deduction SET amount = 'x'", "not a number"},
    {"deduction-gone", "DELETE FROM deduction", "deduct"},
    {"decision", "UPDATE decision SET passed = 0", "decision on “A1”"},
    {"decision-nowhere", "INSERT INTO decision VALUES(0, 3, 1, 'x', 9)", "not there"},
    {"decision-gone", "DELETE FROM decision", "decide"},
    {"stage", "UPDATE stage SET state = 0 WHERE no = 0", "stage review"},
    {"stage-event", "UPDATE stage SET event = 5 WHERE no = 2", "stage board: no event explains it"},
    {"stage-unexplained", "UPDATE stage SET state = 1 WHERE no = 1", "stage defence"},
    {"due", "UPDATE stage SET due = '2026-07-01' WHERE no = 1", "deadline of stage defence"},
    {"due-gone", "UPDATE stage SET due = '', due_event = 0 WHERE no = 1", "due defence"},
    {"due-unexplained", "UPDATE stage SET due = '2026-07-01' WHERE no = 0", "deadline of stage review"},
    {"due-put-back", "UPDATE stage SET due = '2026-06-30' WHERE no = 2", "deadline of stage board"},
    {"stage-gone", "PRAGMA foreign_keys=0; DELETE FROM stage WHERE no = 2", "not those of the rules"},
    {"cell", "UPDATE cell SET unit = 1 WHERE stage = 1", "table cell"},
    {"cell-beyond", "UPDATE cell SET unit = unit + (1 << 32) WHERE stage = 1", "table cell"},
    {"cell-gone", "DELETE FROM cell WHERE stage = 1", "table cell"},
    {"pack-text", "UPDATE pack SET text = replace(text, '60', '61') WHERE position = 1", "pack “sample”"},
    {"pack-hash", "UPDATE pack SET sha256 = 'x' WHERE position = 0", "event 1"},
    {"title", "UPDATE setting SET value = 'x'", "event 1"},
    {"override", "INSERT INTO override VALUES(0, 'combine=median')", "event 1"},
    {"event-after", "UPDATE event SET after = '95' WHERE seq = 7", "event 7"},
    {"event-at", "UPDATE event SET at = '2020' WHERE seq = 7", "event 7"},
    {"event-actor", "UPDATE event SET actor = 'E2' WHERE seq = 7", "event 7"},
    {"event-reason", "UPDATE event SET reason = 'x' WHERE seq = 7", "event 7"},
    {"event-hash", "UPDATE event SET hash = zeroblob(32) WHERE seq = 7", "event 7"},
    {"event-hash-short", "UPDATE event SET hash = x'00' WHERE seq = 7", "event 7"},
    {"event-moved-bytes", "UPDATE event SET item = '1.17', before = 'lank' WHERE seq = 6", "event 6"},
    {"event-gone", "DELETE FROM event WHERE seq = 7", "event 8 follows event 6"},
    {"event-first-gone", "DELETE FROM event WHERE seq = 1", "event 2 follows event 0"},
    {"event-last-gone", "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)", "stage review"},
    {"events-gone", "DELETE FROM event", "journal is empty"},
    {"events-swapped",
     "UPDATE event SET seq = 900 WHERE seq = 7; UPDATE event SET seq = 7 WHERE seq = 8; "
     "UPDATE event SET seq = 8 WHERE seq = 900",
     "event 7"},
    {"event-added",
     "INSERT INTO event SELECT max(seq) + 1, '', '', 'mark', '', '', '', '', '', '', '', zeroblob(32) "
     "FROM event",
     "was changed"},
    {"event-number",
     "INSERT INTO event SELECT 9223372036854775807, at, actor, kind, stage, applicant, assessor, item, before, after, "
     "reason, hash FROM event WHERE seq = 2",
     "event 9223372036854775807 follows event 24"},
    {"count", "UPDATE panel SET submitted = submitted - 1 WHERE key = 0", "count of scorebooks on “A1”"},
    {"count-gone", "DELETE FROM panel WHERE key = 1", "count of scorebooks on “A2”"},
    {"count-added", "INSERT INTO panel VALUES(1 << 28 | 2, 1, 0, 0)", "count of scorebooks on “A3” at stage defence"},
    {"count-last", "INSERT INTO panel VALUES(99 << 28, 1, 0, 0)", "count of scorebooks on “A1”"},
    {"event-behind-nul", "UPDATE event SET reason = reason || char(0) || 'x' WHERE seq = 7", "event 7"},
    {"comment-behind-nul", "UPDATE comment SET text = text || char(0) || 'x' WHERE number = 3", "comment 3"},
    {"imported-behind-nul", "UPDATE comment SET text = text || char(0) || 'x' WHERE number = 1", "digest does not fit"},
    {"name-behind-nul", "UPDATE applicant SET name = name || char(0) || 'x' WHERE no = 0", "digest does not fit"},
    {"self-behind-nul", "UPDATE assessor SET name = char(0) || 'x' WHERE id = 'T1'", "no event explains"},
    {"reason-behind-nul", "UPDATE recusal SET reason = reason || char(0) || 'x'", "recusal of “E2”"},
    {"veto-behind-nul", "UPDATE applicant SET veto = veto || char(0) || 'x' WHERE no = 2", "the veto on “A3”"},
    {"pack-behind-nul", "UPDATE pack SET text = text || char(0) || 'x' WHERE position = 1", "pack “sample”"},
    {"due-behind-nul", "UPDATE stage SET due = due || char(0) || 'x' WHERE no = 1", "deadline of stage defence"},
    {"trigger", "CREATE TRIGGER t AFTER INSERT ON scorebook BEGIN DELETE FROM event; END", "structure"},
    {"view", "DROP VIEW mark", "structure"},
    {"table", "CREATE TABLE extra(x)", "structure"},
};

static void test_hand(gconstpointer data) {
  const size_t i = GPOINTER_TO_SIZE(data);
  g_auto(Record) record;
  record_new_full(&record);
  g_clear_pointer(&record.store, store_close);
  record_tamper(&record, hands[i].sql);
  g_autofree char *faults = record_verify(&record, NULL);
  if (!strstr(faults, hands[i].want)) g_test_message("%s", faults);
  g_assert_nonnull(strstr(faults, hands[i].want));
}

/* Other readers than verification must refuse what is impossible, and never crash. */
static void test_hand_and_read(gconstpointer data) {
  const size_t i = GPOINTER_TO_SIZE(data);
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new_full(&record);
  g_clear_pointer(&record.store, store_close);
  record_tamper(&record, hands[i].sql);
  g_autoptr(Store) store = store_open(record.path, &error);
  if (!store) return;
  store_set_award(store, &record.award);
  g_autoptr(Cycle) cycle = store_cycle(store, NULL);
  if (!cycle) return;
  StorePanels panels = {.store = store, .cycle = cycle, .stage = -1};
  PanelSource source = store_panel_source(&panels);
  G_GNUC_UNUSED g_autoptr(Ranking) ranking = ranking_of(&record.award, cycle, &source, NULL);
  g_autoptr(GPtrArray) comments = NULL;
  store_comments(store, -1, &comments, NULL);
  G_GNUC_UNUSED g_autoptr(GArray) owed = store_owed(store, cycle, NULL);
  for (uint32_t applicant = A1; applicant <= T1; applicant++) {
    BookCopy book = {0};
    if (store_scorebook(store, REVIEW, applicant, E1, &book, NULL)) g_assert_cmpuint(book.n, >=, 1);
    book_copy_clear(&book);
  }
}

/* Behind the last number there is nothing to write. */
static void test_last_number(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  g_clear_pointer(&record.store, store_close);
  record_tamper(&record, "UPDATE event SET seq = 9223372036854775807 WHERE seq = 4");
  g_autoptr(Store) store = record_open(&record, "secretariat");
  g_assert_cmpint(code_of(store_veto(store, A1, "x", &error), &error), ==, STORE_ERROR_DAMAGED);
  g_assert_cmpint(code_of(store_act_as(store, "E1", &error), &error), ==, -1);
  g_assert_cmpint(code_of(store_record_mark(store, REVIEW, A1, 0, 7000, NULL, -1, &error), &error), ==,
                  STORE_ERROR_DAMAGED);
}

/* -- cut off, built again ------------------------------------------------------------------------------------- */

static void test_built_again(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  record_give(&record, "E1", REVIEW, A1, 0, 7000);
  JournalHead head;
  g_assert_true(journal_head(record.store, &head, &error));
  g_clear_pointer(&record.store, store_close);
  g_autofree char *before = record_verify(&record, head.hash), *prefix = g_strndup(head.hash, 16);
  g_assert_cmpstr(before, ==, "");
  record_tamper(&record, "UPDATE event SET after = '95' WHERE kind = 'mark'; UPDATE scorebook SET marks = x'1C25FFFF'");
  record_hash_again(&record);
  g_autofree char *without = record_verify(&record, NULL), *with = record_verify(&record, prefix);
  g_assert_cmpstr(without, ==, "");
  g_assert_nonnull(strstr(with, "not in the chain"));
}

static void test_cut_off(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  record_give(&record, "E1", REVIEW, A1, 0, 7000);
  JournalHead head;
  g_assert_true(journal_head(record.store, &head, &error));
  g_clear_pointer(&record.store, store_close);
  record_tamper(&record, "DELETE FROM event WHERE kind = 'mark'; DELETE FROM scorebook; UPDATE panel SET drafts = 0");
  g_autofree char *without = record_verify(&record, NULL), *with = record_verify(&record, head.hash);
  g_assert_cmpstr(without, ==, "");
  g_assert_nonnull(strstr(with, "cut off"));
}

static void test_anchor(void) {
  static const char *const bad[] = {"", "123", "zzzzzzzzzzzzzzzzzzzz"};
  g_auto(Record) record;
  record_new(&record, true);
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(GError) error = NULL;
    Verified verified = {0};
    g_assert_false(journal_verify(record.store, bad[i], &verified, &error));
    g_assert_error(error, STORE_ERROR, STORE_ERROR_INPUT);
  }
  JournalHead head;
  g_assert_true(journal_head(record.store, &head, NULL));
  g_autofree char *upper = g_ascii_strup(head.hash, -1), *faults = record_verify(&record, upper);
  g_assert_cmpstr(faults, ==, "");
}

/* A sealed ranking that the marks no longer give, in a chain built again. */
static void test_seal(void) {
  g_auto(Record) record;
  record_new_full(&record);
  seal_all(&record);
  g_clear_pointer(&record.store, store_close);
  record_tamper(&record, "UPDATE scorebook SET marks = x'1C25' WHERE id >> 28 = 3; "
                         "UPDATE event SET after = '95' WHERE kind = 'mark' AND applicant = 'T1'; "
                         "UPDATE event SET after = replace(after, substr(after, 8, 4), 'beef') WHERE stage = 'review' "
                         "AND kind = 'seal'");
  record_hash_again(&record);
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_nonnull(strstr(faults, "the totals of stage review"));
}

/* -- the documented encoding, by hand ---------------------------------------------------------------------------- */

static const char script[] = "import sqlite3,hashlib,sys\n"
                             "h=b'\\0'*32\n"
                             "for r in sqlite3.connect(sys.argv[1]).execute('SELECT * FROM event ORDER BY seq'):\n"
                             "  f=b''.join(b'%d:%s,'%(len(x),x) for x in (str(v).encode() for v in r[:11]))\n"
                             "  h=hashlib.blake2b(h+f,digest_size=32).digest()\n"
                             "  assert h==r[11],r[0]\n"
                             "print(h.hex())\n";

static void test_stock_tool(void) {
  g_autofree char *python = g_find_program_in_path("python3");
  if (!python) {
    g_test_skip("no python3");
    return;
  }
  g_auto(Record) record;
  record_new_full(&record);
  JournalHead head;
  g_assert_true(journal_head(record.store, &head, NULL));
  char *arguments[] = {python, (char *)"-c", (char *)script, record.path, NULL};
  g_autofree char *out = NULL;
  int status = 1;
  g_assert_true(g_spawn_sync(NULL, arguments, NULL, 0, NULL, NULL, &out, NULL, &status, NULL));
  g_assert_cmpint(status, ==, 0);
  g_assert_cmpstr(g_strchomp(out), ==, head.hash);
}

/* -- walking -------------------------------------------------------------------------------------------------------- */

static bool count_event(const Event *event, void *user) {
  g_assert_cmpuint(strlen(event->hash), ==, 64);
  return ++*(int *)user < 1000;
}

static void test_walk(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new_full(&record);
  JournalHead head;
  g_assert_true(journal_head(record.store, &head, &error));
  int all = 0, own = 0;
  g_assert_true(journal_walk(record.store, count_event, &all, &error));
  g_assert_cmpint(all, ==, head.events);
  record_act_as(&record, "T1");
  g_assert_true(journal_walk(record.store, count_event, &own, &error));
  g_assert_cmpint(own, ==, 1);
  Verified verified = {0};
  g_assert_false(journal_verify(record.store, NULL, &verified, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_PERMISSION);
}

/* -- whatever people do, the record explains itself ---------------------------------------------------------------------- */

/* Of one applicant or all, to somebody or nobody, or back. */
static void act_release(Store *store, GRand *dice, uint32_t applicant, uint32_t assessor) {
  g_autoptr(GArray) applicants = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  g_auto(Released) done = {0};
  ReleaseOrder order = {assessor, g_rand_int_range(dice, -1, 6), g_rand_int_range(dice, -1, 2), applicants, "x"};
  if (g_rand_boolean(dice)) g_array_append_val(applicants, applicant);
  if (g_rand_int_range(dice, 0, 3) > 0)
    (void)store_release(store, &order, &done, NULL);
  else
    (void)store_lift_release(store, &order, &done, NULL);
}

static void act(Record *record, GRand *dice) {
  static const char *const actors[] = {"E1", "E2", "L1", "A1", "T1"};
  Store *store = record->store;
  uint16_t stage = (uint16_t)g_rand_int_range(dice, 0, 3);
  uint32_t applicant = (uint32_t)g_rand_int_range(dice, 0, 4), assessor = (uint32_t)g_rand_int_range(dice, 0, 6);
  Mark mark = (Mark)(g_rand_int_range(dice, -1, 20) * 500);
  record_act_as(record, g_rand_int_range(dice, 0, 3) ? actors[g_rand_int_range(dice, 0, 5)] : "secretariat");
  switch (g_rand_int_range(dice, 0, 15)) {
  case 0: store_submit(store, stage, applicant, NULL); break;
  case 1: store_return(store, stage, applicant, assessor, "x", NULL); break;
  case 2:
    store_record_comment(store, stage, applicant, &(Note){.item = "1.1", .kind = "ofi", .text = "x"}, NULL);
    break;
  case 3: store_remove_comment(store, g_rand_int_range(dice, 1, 40), NULL); break;
  case 4: (g_rand_boolean(dice) ? store_veto : store_lift_veto)(store, applicant, "x", NULL); break;
  case 5: store_deduct(store, stage, applicant, "late", ratio_int(g_rand_int_range(dice, 0, 5)), "x", NULL); break;
  case 6: store_decide(store, stage, applicant, g_rand_boolean(dice), "x", NULL); break;
  case 7: store_set_stage(store, stage, (StageState)g_rand_int_range(dice, 0, 3), "x", NULL); break;
  case 8:
    if (g_rand_int_range(dice, 0, 6) == 0) store_recuse(store, applicant, assessor, "x", NULL);
    break;
  case 9: store_set_due(store, stage, g_rand_boolean(dice) ? "2026-06-30" : "", NULL); break;
  case 11:
    if (g_rand_int_range(dice, 0, 4) == 0) store_withdraw(store, applicant, "x", NULL);
    break;
  case 12: store_lift_withdrawal(store, applicant, "x", NULL); break;
  case 13: act_release(store, dice, applicant, assessor); break;
  case 10: store_name_deputy(store, stage, applicant, g_rand_int_range(dice, -1, 5), "x", NULL); break;
  default:
    store_record_mark(store, stage, applicant, (size_t)g_rand_int_range(dice, 0, 2),
                      mark < 0 ? MARK_NOT_APPLICABLE : mark, g_rand_boolean(dice) ? "x" : NULL, -1, NULL);
  }
}

static void test_anything(void) {
  for (guint32 seed = 1; seed <= 4; seed++) {
    g_auto(Record) record;
    g_autoptr(GRand) dice = g_rand_new_with_seed(seed);
    record_new(&record, false);
    record_import(&record, 55);
    for (int i = 0; i < 300; i++) act(&record, dice);
    g_autofree char *faults = record_verify(&record, NULL);
    g_assert_cmpstr(faults, ==, "");
  }
}

/* -- how far it is ---------------------------------------------------------------------------------------------- */

typedef struct Told {
  unsigned begun, halfway, done; /* steps that began, that were half done or more, that ended */
} Told;

static void hear(double share, void *data) {
  Told *told = data;
  told->begun += share == 0;
  told->halfway += share > 0.5 && share < 1;
  told->done += share == 1;
}

enum { CROWD = 6000 }; /* more than it takes until it is told how far */

static bool skip(const Event *event, void *user) {
  (void)event, (void)user;
  return true;
}

/* So many steps, and the ranking where it is not made beside them. */
static void assert_halfway(const Told *told, unsigned steps) {
  g_assert_cmpuint(told->halfway, >=, steps);
  g_assert_cmpuint(told->halfway, <=, steps + 1);
}

/* People and assignments, each as a step of its own, when they are written and when they are verified; then events. */
static void test_told(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  Bulk bulk;
  Verified verified = {0};
  record_new(&record, true);
  g_assert_true(store_begin(record.store, &error) && bulk_begin(record.store, &bulk, &error));
  record_add_many(&bulk, CROWD);
  g_assert_true(bulk_assessor(&bulk, &(Assessor){"E9", "", "", "", ROLE_ASSESSOR}, NULL, &error));
  for (uint32_t i = 0; i < CROWD; i++) g_assert_true(bulk_assign(&bulk, REVIEW, i, 0, false, &error));
  Told told = {0};
  store_set_tell(record.store, hear, &told);
  g_assert_true(bulk_end(&bulk, "x", "x", &error) && store_commit(record.store, &error));
  g_assert_cmpuint(told.begun, ==, 4); /* people twice, assignments, their panels */
  told = (Told){0};
  g_assert_true(journal_verify(record.store, NULL, &verified, &error));
  verified_clear(&verified);
  assert_halfway(&told, 2);
  g_assert_cmpuint(told.begun, >=, 2);

  g_assert_true(store_begin(record.store, &error));
  for (int i = 0; i < CROWD; i++) g_assert_true(event_append(record.store, &(EventDraft){.kind = "unmerge"}, &error));
  g_assert_true(store_commit(record.store, &error));
  told = (Told){0};
  g_assert_true(journal_walk(record.store, skip, NULL, &error));
  g_assert_cmpuint(told.halfway, ==, 1);
  g_assert_cmpuint(told.done, ==, 1);
  told = (Told){0};
  g_assert_true(journal_verify(record.store, NULL, &verified, &error));
  verified_clear(&verified);
  assert_halfway(&told, 3);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/journal/clean", test_clean);
  for (size_t i = 0; i < G_N_ELEMENTS(hands); i++) {
    g_autofree char *name = g_strconcat("/journal/hand/", hands[i].name, NULL);
    g_autofree char *read = g_strconcat("/journal/read/", hands[i].name, NULL);
    g_test_add_data_func(name, GSIZE_TO_POINTER(i), test_hand);
    g_test_add_data_func(read, GSIZE_TO_POINTER(i), test_hand_and_read);
  }
  g_test_add_func("/journal/last-number", test_last_number);
  g_test_add_func("/journal/built-again", test_built_again);
  g_test_add_func("/journal/cut-off", test_cut_off);
  g_test_add_func("/journal/anchor", test_anchor);
  g_test_add_func("/journal/seal", test_seal);
  g_test_add_func("/journal/stock-tool", test_stock_tool);
  g_test_add_func("/journal/walk", test_walk);
  g_test_add_func("/journal/anything", test_anything);
  g_test_add_func("/journal/told", test_told);
  return g_test_run();
}
