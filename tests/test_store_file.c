/* test_store_file.c: the file itself: foreign, newer, damaged, migration, and what somebody with nothing but the sqlite3 shell
 * can read in it. */
#include "store/store_file.h"
#include "tests/record.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

/* The message of opening, "" when it opens; always about the file. */
static char *opening(const char *path) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Store) store = store_open(path, &error);
  if (store) return g_strdup("");
  g_assert_true(g_error_matches(error, STORE_ERROR, STORE_ERROR_FILE) ||
                g_error_matches(error, STORE_ERROR, STORE_ERROR_DAMAGED));
  g_assert_true(g_str_has_prefix(error->message, path));
  return g_strdup(error->message);
}

static void expect(const char *path, const char *word) {
  g_autofree char *message = opening(path);
  if (!strstr(message, word) || (!*word && *message)) g_test_message("%s", message);
  g_assert_nonnull(strstr(message, word));
  g_assert_true(*word || !*message);
}

/* -- files that are not ours ------------------------------------------------------------------------------- */

static void test_foreign(void) {
  g_autofree char *folder = g_dir_make_tmp("accolade-file-XXXXXX", NULL),
                  *path = g_build_filename(folder, "x.db", NULL);
  expect(folder, "folder");
  expect(path, "no such database");
  g_assert_true(g_file_set_contents(path, "", 0, NULL));
  expect(path, "not an award database");
  g_assert_true(g_file_set_contents(path, "applicant,name\nA1,x\n", -1, NULL));
  expect(path, "not an award database");
  g_unlink(path);
  sqlite3 *db = NULL;
  g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
  sqlite3_exec(db, "CREATE TABLE t(x); PRAGMA user_version=1", NULL, NULL, NULL);
  sqlite3_close(db);
  expect(path, "not an award database");
  g_unlink(path);
  g_assert_cmpint(mkfifo(path, 0600), ==, 0);
  expect(path, "not an award database");
  g_unlink(path);
  g_rmdir(folder);
}

static void test_versions(void) {
  g_auto(Record) record;
  record_new(&record, true);
  g_clear_pointer(&record.store, store_close);
  expect(record.path, "");
  record_tamper(&record, "PRAGMA user_version = 99");
  expect(record.path, "newer accolade");
  record_tamper(&record, "PRAGMA user_version = 0");
  expect(record.path, "never finished");
  g_autofree char *emptied = g_strdup_printf("PRAGMA user_version = %zu; DELETE FROM pack", n_migrations);
  record_tamper(&record, emptied);
  expect(record.path, "rules or the criteria are missing");
}

/* What takes a record back to the schema before, newest first; a row for every migration but the first. */
static const char *const downgrades[] = {
    "DROP INDEX event_sealed",
    "DROP INDEX event_returned",
    "DROP INDEX scorebook_draft; DROP INDEX assessor_role",
    "DROP INDEX panel_behind",
    "DROP TABLE released",
    "DROP TABLE withdrawal",
    "DROP TABLE placing",
    "DROP TABLE deputy",
    "ALTER TABLE stage DROP COLUMN due; ALTER TABLE stage DROP COLUMN due_event",
    "DROP TABLE factor; ALTER TABLE comment DROP COLUMN factors",
    ("ALTER TABLE comment DROP COLUMN place; ALTER TABLE comment DROP COLUMN file; "
     "ALTER TABLE comment DROP COLUMN sha256"),
    "DROP TABLE panel",
    "DROP TABLE declaration",
    "DROP INDEX assignment_lead",
    "DROP TABLE agreed; DROP TABLE merged",
    "DROP TABLE resolution",
};

/* Records of every earlier schema, with marks and comments of their own and imported ones, are brought to the present one,
 * with a copy kept beside them; they are whole and can be worked on. */
static void test_older_schemas(void) {
  g_assert_cmpuint(G_N_ELEMENTS(downgrades), ==, n_migrations - 1);
  for (size_t back = 1; back < n_migrations; back++) {
    g_auto(Record) record;
    g_autoptr(GError) error = NULL;
    size_t version = n_migrations - back;
    g_autofree char *set_version = g_strdup_printf("PRAGMA user_version = %zu", version);
    record_new(&record, false);
    record_import(&record, 60);
    record_act_as(&record, "E1");
    g_assert_cmpint(record_mark(&record, REVIEW, A1, 1, MARK_ABSTAINED), ==, -1);
    const Note note = {.item = "1.1", .kind = "ofi", .text = "旧评语"};
    g_assert_true(store_record_comment(record.store, REVIEW, A1, &note, &error));
    g_clear_pointer(&record.store, store_close);
    for (size_t i = 0; i < back; i++) record_tamper(&record, downgrades[i]);
    record_tamper(&record, set_version);
    record.store = record_open(&record, "E1");
    g_autofree char *backup = g_strdup_printf("%s.schema-%zu.backup", record.path, version);
    g_assert_true(g_file_test(backup, G_FILE_TEST_EXISTS));
    g_assert_true(store_replace_comment(record.store, 2, REVIEW, A1, &note, &error));
    g_assert_cmpint(record_mark(&record, REVIEW, A1, 0, 5000), ==, -1);
    g_autofree char *faults = record_verify(&record, NULL);
    g_assert_cmpstr(faults, ==, "");
  }
}

/* The empty end of a last page reads as zeros whether it is there or not. */
static bool is_lost(const char *bytes, gsize from, gsize to) {
  while (from < to && !bytes[from]) from++;
  return from < to;
}

/* Cut anywhere, with any byte wrong: a message, a fault or a record that is whole, never a crash. */
static void test_damaged(void) {
  g_auto(Record) record;
  record_new(&record, false);
  record_import(&record, 60);
  g_clear_pointer(&record.store, store_close);
  g_autofree char *bytes = NULL;
  gsize n = 0;
  g_assert_true(g_file_get_contents(record.path, &bytes, &n, NULL));
  g_autoptr(GRand) dice = g_rand_new_with_seed(7);
  for (int i = 0; i < 150; i++) {
    gsize at = (gsize)g_rand_int_range(dice, 0, (gint32)n), length = i % 10 ? n : at;
    g_autofree char *copy = g_memdup2(bytes, n);
    copy[at] = (char)(copy[at] ^ (1 << g_rand_int_range(dice, 0, 8)));
    g_assert_true(g_file_set_contents(record.path, copy, (gssize)length, NULL));
    g_autofree char *faults = record_verify(&record, NULL);
    if (is_lost(bytes, length, n)) g_assert_cmpstr(faults, !=, "");
  }
}

/* Any byte of the marks or of an event in the file is seen. */
static void test_flipped(void) {
  g_auto(Record) record;
  record_new(&record, false);
  record_import(&record, 60);
  record_act_as(&record, "E1");
  g_autoptr(GError) error = NULL;
  g_assert_true(store_record_mark(record.store, REVIEW, A1, 0, 7000, "唯一的理由", -1, &error));
  g_clear_pointer(&record.store, store_close);
  g_autofree char *bytes = NULL;
  gsize n = 0;
  g_assert_true(g_file_get_contents(record.path, &bytes, &n, NULL));
  static const char *const places[] = {"\x70\x17\x70\x17", "\x58\x1b\xff\xff", "唯一的理由", "scores.csv", "稳健"};
  for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
    char *at = memmem(bytes, n, places[i], strlen(places[i]));
    g_assert_nonnull(at);
    for (size_t k = 0; k < strlen(places[i]); k++) {
      at[k] ^= 2;
      g_assert_true(g_file_set_contents(record.path, bytes, (gssize)n, NULL));
      at[k] ^= 2;
      g_autofree char *faults = record_verify(&record, NULL);
      g_assert_cmpstr(faults, !=, "");
    }
  }
}

static void test_network(void) {
  g_assert_cmpstr(file_system_refused(0x6969), ==, "NFS");
  g_assert_cmpstr(file_system_refused((int64_t)(int32_t)0xff534d42), ==, "CIFS");
  g_assert_cmpstr(file_system_refused(0xfe534d42), ==, "SMB2");
  g_assert_null(file_system_refused(0xef53));
  g_assert_null(file_system_refused(0x794c7630));
}

/* After a new row in migrations[], schema_hash is the "found" of this test's message. */
static void test_schema_hash(void) {
  sqlite3 *db = NULL;
  char found[65] = "";
  g_autoptr(GError) error = NULL;
  g_assert_cmpint(sqlite3_open(":memory:", &db), ==, SQLITE_OK);
  g_assert_true(schema_migrate(db, "m", migrations, n_migrations, &error));
  g_assert_true(schema_read_hash(db, "m", found, &error));
  g_assert_cmpstr(schema_hash, ==, found);
  sqlite3_exec(db, "CREATE TABLE more(x)", NULL, NULL, NULL);
  g_assert_false(schema_check(db, "m", &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_DAMAGED);
  sqlite3_close(db);
}

/* -- migration --------------------------------------------------------------------------------------------------- */

static void test_migration(void) {
  static const char *const steps[] = {"CREATE TABLE a(x)", "ALTER TABLE a ADD COLUMN y; INSERT INTO a VALUES(1, 2)",
                                      "CREATE TABLE a(x)"};
  sqlite3 *db = NULL;
  g_autoptr(GError) error = NULL;
  g_assert_cmpint(sqlite3_open(":memory:", &db), ==, SQLITE_OK);
  g_assert_true(schema_migrate(db, "m", steps, 1, &error));
  g_assert_true(schema_migrate(db, "m", steps, 2, &error));
  g_assert_true(schema_migrate(db, "m", steps, 2, &error));
  g_assert_false(schema_migrate(db, "m", steps, 3, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_FILE);
  sqlite3_stmt *row = NULL;
  sqlite3_prepare_v2(db, "SELECT (SELECT count(*) FROM a), (SELECT user_version FROM pragma_user_version)", -1, &row,
                     NULL);
  g_assert_cmpint(sqlite3_step(row), ==, SQLITE_ROW);
  g_assert_cmpint(sqlite3_column_int(row, 0), ==, 1);
  g_assert_cmpint(sqlite3_column_int(row, 1), ==, 2);
  sqlite3_finalize(row);
  sqlite3_close(db);
}

/* The copy made before a migration is a record of its own, and never replaces an older one. */
static void test_back_up(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  g_assert_true(schema_back_up(record.store->db, record.path, 1, &error));
  g_assert_true(store_veto(record.store, A1, "后来", &error));
  g_assert_true(schema_back_up(record.store->db, record.path, 1, &error));
  g_autofree char *first = g_strconcat(record.path, ".schema-1.backup", NULL);
  g_autofree char *second = g_strconcat(record.path, ".schema-1.backup-2", NULL);
  static const char *const vetoes[] = {"", "后来"};
  const char *const copies[] = {first, second};
  for (size_t i = 0; i < G_N_ELEMENTS(copies); i++) {
    g_autoptr(Store) copy = store_open(copies[i], &error);
    g_assert_no_error(error);
    store_set_award(copy, &record.award);
    g_autoptr(Cycle) cycle = store_cycle(copy, &error);
    g_assert_cmpstr(cycle->applicants[A1].veto, ==, vetoes[i]);
  }
}

/* -- the plain shell --------------------------------------------------------------------------------------------------- */

static void give(Record *record, const char *actor, uint16_t stage, uint32_t applicant, size_t cell, Mark mark,
                 const char *reason) {
  record_act_as(record, actor);
  g_autoptr(GError) error = NULL;
  store_record_mark(record->store, stage, applicant, cell, mark, reason, -1, &error);
  g_assert_no_error(error);
}

static void test_shell(void) {
  g_autofree char *shell = g_find_program_in_path("sqlite3");
  if (!shell) {
    g_test_skip("no sqlite3");
    return;
  }
  g_auto(Record) record;
  record_new(&record, false);
  give(&record, "E1", REVIEW, A1, 0, 10000, NULL);
  give(&record, "E2", REVIEW, A1, 0, 0, NULL);
  give(&record, "E2", REVIEW, A1, 1, MARK_NOT_APPLICABLE, "无");
  give(&record, "L1", REVIEW, A1, 1, MARK_ABSTAINED, NULL);
  give(&record, "T1", REVIEW, T1, 0, 4500, NULL);
  give(&record, "E1", DEFENCE, A1, 0, 4321, NULL);
  char *arguments[] = {shell, (char *)"-readonly", record.path, (char *)"SELECT * FROM mark", NULL};
  g_autofree char *out = NULL;
  int status = 1;
  g_assert_true(g_spawn_sync(NULL, arguments, NULL, 0, NULL, NULL, &out, NULL, &status, NULL));
  g_assert_cmpint(status, ==, 0);
  g_assert_cmpstr(out, ==,
                  "review|A1|E1|1.1|100|\nreview|A1|E1|1.2||blank\nreview|A1|E2|1.1|0|\n"
                  "review|A1|E2|1.2||not-applicable\nreview|A1|L1|1.1||blank\nreview|A1|L1|1.2||abstained\n"
                  "review|T1|T1|T|45|\ndefence|A1|E1|total|432.1|\n");
}

/* What the decoding gives for any two bytes, by the view and by us. */
static void test_decoding(void) {
  static const Mark marks[] = {0,   1,  99, 100, 525, 7000, 32767, MARK_BLANK, MARK_ABSTAINED, MARK_NOT_APPLICABLE,
                               255, 256};
  unsigned char bytes[2 * G_N_ELEMENTS(marks)];
  Mark back[G_N_ELEMENTS(marks)];
  marks_pack(marks, G_N_ELEMENTS(marks), bytes);
  g_assert_cmpint(bytes[2], ==, 1);
  g_assert_cmpint(bytes[3], ==, 0);
  marks_unpack(bytes, G_N_ELEMENTS(marks), back);
  g_assert_true(memcmp(marks, back, sizeof marks) == 0);
}

/* However many marks there are, the one that is none is found, and nothing is written behind them. */
static void test_impossible_marks(void) {
  enum { MOST = 35 };
  Mark marks[MOST], back[MOST + 1];
  unsigned char bytes[2 * MOST];
  for (size_t n = 0; n <= MOST; n++)
    for (size_t bad = 0; bad <= n; bad++) {
      for (size_t i = 0; i < n; i++) marks[i] = i == bad ? MARK_NOT_APPLICABLE - 1 : (Mark)(i * 900 - 3);
      for (size_t i = 0; i <= n; i++) back[i] = 77;
      marks_pack(marks, n, bytes);
      g_assert_true(marks_unpack(bytes, n, back) == (bad == n));
      g_assert_true(memcmp(marks, back, n * sizeof(Mark)) == 0);
      g_assert_cmpint(back[n], ==, 77);
    }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/store-file/foreign", test_foreign);
  g_test_add_func("/store-file/impossible-marks", test_impossible_marks);
  g_test_add_func("/store-file/older-schemas", test_older_schemas);
  g_test_add_func("/store-file/versions", test_versions);
  g_test_add_func("/store-file/damaged", test_damaged);
  g_test_add_func("/store-file/flipped", test_flipped);
  g_test_add_func("/store-file/network", test_network);
  g_test_add_func("/store-file/migration", test_migration);
  g_test_add_func("/store-file/back-up", test_back_up);
  g_test_add_func("/store-file/schema-hash", test_schema_hash);
  g_test_add_func("/store-file/shell", test_shell);
  g_test_add_func("/store-file/decoding", test_decoding);
  return g_test_run();
}
