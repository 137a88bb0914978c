/* test_verify.c: what verification says of a chain whose hashes all fit, but whose events contradict each other or the
 * record; of pages that are damaged and indices that lack rows; and of more faults than anybody reads. */
#include "tests/record.h"

#include <locale.h>
#include <string.h>

/* -- contradictions -------------------------------------------------------------------------------------------- */

/* Events that contradict each other, in a chain built again: nobody could have written them. */
static const struct {
  const char *name, *sql, *want;
} tales[] = {
    {"mark-between", "UPDATE event SET after = '60' WHERE seq = 6",
     "event 7 (mark) on “A1” by “E1”, item 1.1, does not follow from the event before it"},
    {"mark-begun", "UPDATE event SET before = '50' WHERE seq = 6", "marks stand in it that no event explains"},
    {"mark-by-nobody", "UPDATE event SET assessor = 'E9' WHERE seq = 6", "assessor “E9”, who is not in the record"},
    {"mark-on-nobody", "UPDATE event SET applicant = 'A9' WHERE seq = 6", "applicant “A9” or"},
    {"mark-nowhere", "UPDATE event SET stage = 'x' WHERE seq = 6", "speaks of stage “x”"},
    {"mark-on-nothing", "UPDATE event SET item = '9.9' WHERE seq = 6", "event 6 (mark) on “A1” by “E1” does not fit"},
    {"mark-of-nothing", "UPDATE event SET after = 'x' WHERE seq = 7", "event 7 (mark) on “A1” by “E1” does not fit"},
    {"mark-from-nothing", "UPDATE event SET before = 'x' WHERE seq = 7", "event 7 (mark) on “A1” by “E1” does not fit"},
    {"state-between", "UPDATE event SET before = 'draft' WHERE seq = 15",
     "event 15 (return) on “A1” by “E1” does not follow from the event before it"},
    {"fact-between", "UPDATE event SET after = '2026-07-01' WHERE seq = 22",
     "event 23 (due) does not follow from the event before it: it was “2026-07-01”, not “2026-06-30”"},
    {"comment-of-no-number", "UPDATE event SET after = 'x' WHERE seq = 11", "event 11 does not say which comment"},
    {"flag-of-no-figures", "UPDATE event SET kind = 'resolve' WHERE seq = 21", "event 21 (resolve) does not say which"},
    {"import-of-no-count", "UPDATE event SET after = substr(after, instr(after, ' ')) WHERE seq = 5",
     "event 5 (import) does not say what it wrote"},
    {"import-of-no-digest", "UPDATE event SET after = substr(after, 1, 20) WHERE seq = 5",
     "event 5 (import) does not say what it wrote"},
    {"import-run-together", "UPDATE event SET after = replace(after, ' ', '-') WHERE seq = 5",
     "event 5 (import) does not say what it wrote"},
    {"import-of-more", "UPDATE event SET after = '9' || after WHERE seq = 5",
     "event 5 (import scores from scores.csv)"},
    {"begun-twice", "UPDATE event SET kind = 'init' WHERE seq = 21", "event 21 says the award was begun again"},
    {"never-begun", "UPDATE event SET kind = 'unmerge' WHERE seq = 1", "event 1 is not the one that began the award"},
    {"kind", "UPDATE event SET kind = 'gift' WHERE seq = 21", "event 21 is of the kind “gift”"},
    {"numbers", "UPDATE event SET seq = 1000 - seq WHERE seq > 20; UPDATE event SET seq = 1001 - seq WHERE seq > 900",
     "event 22 follows event 20"},
};

static void test_tale(gconstpointer data) {
  const size_t i = GPOINTER_TO_SIZE(data);
  g_auto(Record) record;
  record_new_full(&record);
  g_clear_pointer(&record.store, store_close);
  record_tamper(&record, tales[i].sql);
  record_hash_again(&record);
  g_autofree char *faults = record_verify(&record, NULL);
  if (!strstr(faults, tales[i].want)) g_test_message("%s", faults);
  g_assert_nonnull(strstr(faults, tales[i].want));
  g_assert_null(strstr(faults, "hash does not fit"));
}

/* -- seals ----------------------------------------------------------------------------------------------------- */

/* A seal that says less than it did, or something else, in a chain built again. */
static void test_seals(void) {
  static const struct {
    const char *after; /* SQL; what the last seal says: "sealed TOTALS RANKING" */
    bool totals, ranking;
  } cases[] = {{"after", false, false},
               {"'sealed'", true, true},
               {"'sealed '", true, true},
               {"substr(after, 1, 71)", false, true},
               {"substr(after, 1, 72)", false, true},
               {"substr(after, 1, 72) || 'x'", false, true},
               {"replace(after, substr(after, 8, 64), 'x')", true, false}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(Record) record;
    g_autoptr(GError) error = NULL;
    record_new_full(&record);
    for (uint16_t stage = DEFENCE; stage <= BOARD; stage++)
      g_assert_true(store_set_stage(record.store, stage, STAGE_SEALED, "", &error));
    g_clear_pointer(&record.store, store_close);
    g_autofree char *sql =
        g_strdup_printf("UPDATE event SET after = %s WHERE stage = 'board' AND kind = 'seal'", cases[i].after);
    record_tamper(&record, sql);
    record_hash_again(&record);
    g_autofree char *faults = record_verify(&record, NULL);
    bool totals = strstr(faults, "the totals of stage board are not those that event 26 sealed") != NULL;
    bool ranking = strstr(faults, "the ranking is not the one that event 26 sealed") != NULL;
    if (totals != cases[i].totals || ranking != cases[i].ranking) g_test_message("%s: %s", cases[i].after, faults);
    g_assert_true(totals == cases[i].totals && ranking == cases[i].ranking);
  }
}

/* -- times ------------------------------------------------------------------------------------------------------------- */

/* The record as it is now. */
static Verified looked_at(Record *record) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Store) store = record_open(record, "secretariat");
  Verified verified = {0};
  bool done = journal_verify(store, NULL, &verified, &error);
  g_assert_no_error(error);
  g_assert_true(done);
  return verified;
}

/* A clock set back is no fault, and is told. */
static void test_times(void) {
  g_auto(Record) record;
  record_new_full(&record);
  Verified verified = looked_at(&record);
  g_assert_cmpint(verified.dated_back, ==, 0);
  verified_clear(&verified);
  g_clear_pointer(&record.store, store_close);
  record_tamper(&record, "UPDATE event SET at = '2001-01-01T00:00:00.000Z' WHERE seq IN (7, 9)");
  record_hash_again(&record);
  verified = looked_at(&record);
  g_assert_cmpuint(verified.faults->len, ==, 0);
  g_assert_cmpint(verified.dated_back, ==, 2);
  g_assert_cmpint(verified.first_back, ==, 7);
  verified_clear(&verified);
}

/* -- pages ----------------------------------------------------------------------------------------------------- */

/* The first page of a table, as bytes of the file. */
static void find_page(const char *path, const char *table, gsize *ret_at, gsize *ret_size) {
  sqlite3 *db = NULL;
  sqlite3_stmt *row = NULL;
  g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
  sqlite3_prepare_v2(
      db, "SELECT (rootpage - 1) * page_size, page_size FROM sqlite_schema, pragma_page_size WHERE name = ?1", -1, &row,
      NULL);
  sqlite3_bind_text(row, 1, table, -1, SQLITE_STATIC);
  g_assert_cmpint(sqlite3_step(row), ==, SQLITE_ROW);
  *ret_at = (gsize)sqlite3_column_int64(row, 0);
  *ret_size = (gsize)sqlite3_column_int64(row, 1);
  sqlite3_finalize(row);
  sqlite3_close(db);
}

/* Where a page is damaged that is all that is said, also when what is left can be read. */
static void test_pages(void) {
  static const char *const tables[] = {"event", "scorebook", "comment", "deduction", "applicant"};
  g_auto(Record) record;
  record_new_full(&record);
  g_clear_pointer(&record.store, store_close);
  g_autofree char *bytes = NULL;
  gsize n = 0, at = 0, size = 0;
  g_assert_true(g_file_get_contents(record.path, &bytes, &n, NULL));
  for (size_t i = 0; i < 2 * G_N_ELEMENTS(tables); i++) {
    g_autofree char *copy = g_memdup2(bytes, n);
    g_setenv("ACCOLADE_THREADS", i % 2 ? "2" : "1",
             TRUE); /* whether the pages are looked at beside the rows, or before them */
    find_page(record.path, tables[i / 2], &at, &size);
    memset(copy + at, 0x55, size);
    g_assert_true(g_file_set_contents(record.path, copy, (gssize)n, NULL));
    g_autofree char *faults = record_verify(&record, NULL);
    g_assert_true(g_str_has_prefix(faults, "the file is damaged: "));
    g_assert_null(strstr(faults, "event "));
    g_assert_true(g_file_set_contents(record.path, bytes, (gssize)n, NULL));
  }
  g_unsetenv("ACCOLADE_THREADS");
}

/* -- indices --------------------------------------------------------------------------------------------------- */

/* An index that lacks the rows of its table hides them from whoever looks them up by it: comments from the feedback, leaders
 * from a ranking that is judged. */
static void test_indices(void) {
  static const char *const indices[][2] = {{"comment", "comment_book"}, {"assignment", "assignment_lead"}};
  for (size_t i = 0; i < G_N_ELEMENTS(indices); i++) {
    g_auto(Record) record;
    record_new_full(&record);
    g_clear_pointer(&record.store, store_close);
    g_autofree char *sql = g_strdup_printf(
        "CREATE TEMP TABLE rows_kept AS SELECT * FROM %1$s; DELETE FROM %1$s;"
        "CREATE TEMP TABLE index_kept AS SELECT rowid AS number, * FROM sqlite_schema WHERE name = '%2$s';"
        "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = '%2$s'; PRAGMA writable_schema = RESET;"
        "INSERT INTO %1$s SELECT * FROM rows_kept; PRAGMA writable_schema = ON;"
        "INSERT INTO sqlite_schema(rowid, type, name, tbl_name, rootpage, sql) SELECT * FROM index_kept;"
        "PRAGMA writable_schema = RESET",
        indices[i][0], indices[i][1]);
    record_tamper(&record, sql);
    g_autofree char *faults = record_verify(&record, NULL);
    if (!strstr(faults, indices[i][1])) g_test_message("%s", faults);
    g_assert_true(g_str_has_prefix(faults, "the file is damaged: "));
    g_assert_nonnull(strstr(faults, indices[i][1]));
  }
}

/* -- many ------------------------------------------------------------------------------------------------------ */

/* Each is told, up to a hundred, and how many there are besides. */
static void test_many(void) {
  static const struct {
    const char *sql;
    unsigned lines;
    const char *last;
  } cases[] = {{"UPDATE applicant SET event = 900 WHERE id GLOB 'M*' AND id < 'M099'", 100, "wrote 130 rows"},
               {"UPDATE applicant SET event = 900 WHERE id GLOB 'M*' AND id < 'M105'", 101, "and 6 more faults"},
               {"UPDATE assessor SET event = 900", 6, "wrote 5 rows, but 0"},
               {"UPDATE assignment SET event = 900", 8, "wrote 7 rows, but 0"}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(Record) record;
    g_autoptr(GError) error = NULL;
    Bulk bulk;
    record_new(&record, false);
    g_assert_true(store_begin(record.store, &error) && bulk_begin(record.store, &bulk, &error));
    record_add_many(&bulk, 130);
    g_assert_true(bulk_end(&bulk, "applicants", "many.csv", &error) && store_commit(record.store, &error));
    g_clear_pointer(&record.store, store_close);
    record_tamper(&record, cases[i].sql);
    g_autofree char *faults = record_verify(&record, NULL);
    g_auto(GStrv) lines = g_strsplit(g_strchomp(faults), "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), ==, cases[i].lines);
    if (!strstr(lines[cases[i].lines - 1], cases[i].last)) g_test_message("%s", lines[cases[i].lines - 1]);
    g_assert_nonnull(strstr(lines[cases[i].lines - 1], cases[i].last));
  }
}

/* Words that say nothing are no reason, also in a record that has them. */
static void test_reasons_of_nothing(void) {
  static const char *const nothing[] = {"", " ", "\t\n", "\u200b", "\u3000"};
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  record_act_as(&record, "E1");
  for (size_t i = 0; i < G_N_ELEMENTS(nothing); i++)
    g_assert_true(store_record_mark(record.store, REVIEW, A1, 0, (Mark)(500 * i), nothing[i], -1, &error));
  g_assert_true(store_record_mark(record.store, REVIEW, A1, 0, 9000, "看过现场", -1, &error));
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
  g_clear_pointer(&record.store, store_close);
  record_tamper(&record, "UPDATE event SET reason = ' ' WHERE kind = 'mark' AND reason = ''");
  record_hash_again(&record);
  g_autofree char *again = record_verify(&record, NULL);
  g_assert_cmpstr(again, ==, "");
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(tales); i++) {
    g_autofree char *name = g_strconcat("/verify/tale/", tales[i].name, NULL);
    g_test_add_data_func(name, GSIZE_TO_POINTER(i), test_tale);
  }
  g_test_add_func("/verify/seals", test_seals);
  g_test_add_func("/verify/times", test_times);
  g_test_add_func("/verify/reasons-of-nothing", test_reasons_of_nothing);
  g_test_add_func("/verify/pages", test_pages);
  g_test_add_func("/verify/indices", test_indices);
  g_test_add_func("/verify/many", test_many);
  return g_test_run();
}
