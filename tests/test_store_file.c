/* test_store_file.c: the file itself: foreign, newer, damaged, read-only, full disk, killed writers, migration,
 * and what somebody with nothing but the sqlite3 shell can read in it. */
#include "store/store_file.h"
#include "tests/record.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

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

/* -- the file alone -------------------------------------------------------------------------------------------- */

/* Whether a copy of the file without what lies beside it has that mark. */
static bool copy_has(const Record *record, const char *copy, Mark mark) {
  g_autofree char *bytes = NULL, *marks = g_strdup_printf("SELECT count(*) FROM mark WHERE mark = '%d'", mark / 100);
  gsize n = 0;
  g_assert_true(g_file_get_contents(record->path, &bytes, &n, NULL));
  g_assert_true(g_file_set_contents(copy, bytes, (gssize)n, NULL));
  sqlite3 *db = NULL;
  sqlite3_stmt *row = NULL;
  g_assert_cmpint(sqlite3_open(copy, &db), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_prepare_v2(db, marks, -1, &row, NULL), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_step(row), ==, SQLITE_ROW);
  bool has = sqlite3_column_int(row, 0) > 0;
  sqlite3_finalize(row);
  sqlite3_close(db);
  g_unlink(copy);
  return has;
}

/* Somebody copies award.db alone on a stick while others have it open. */
static void test_copied_alone(void) {
  g_auto(Record) record;
  record_new(&record, false);
  g_autofree char *copy = g_strconcat(record.path, ".copy", NULL);
  store_settle(record.store);
  g_assert_false(store_settle(record.store)); /* nothing is new */
  record_act_as(&record, "E1");
  g_assert_cmpint(record_mark(&record, REVIEW, A1, 0, 4000), ==, -1);
  g_assert_false(copy_has(&record, copy, 4000));
  g_assert_true(store_settle(record.store));
  g_assert_true(copy_has(&record, copy, 4000));
  g_assert_false(store_settle(record.store));
  Store *other = record_open(&record, "E1");
  g_assert_true(store_record_mark(other, REVIEW, A1, 0, 6000, NULL, -1, NULL));
  store_close(other);
  g_assert_true(copy_has(&record, copy, 6000));
  /* who wrote this is killed before it is settled: another, who only looks, settles it */
  g_assert_cmpint(record_mark(&record, REVIEW, A1, 0, 5000), ==, -1);
  g_assert_false(copy_has(&record, copy, 5000));
  Store *reader = record_open(&record, "E1");
  store_close(reader);
  g_assert_true(copy_has(&record, copy, 5000));
}

/* Who still reads what was there before holds it back, and it comes later. */
static void test_settle_later(void) {
  g_auto(Record) record;
  record_new(&record, false);
  g_autofree char *copy = g_strconcat(record.path, ".copy", NULL);
  sqlite3 *reader = NULL;
  g_assert_cmpint(sqlite3_open(record.path, &reader), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_exec(reader, "BEGIN; SELECT count(*) FROM stage", NULL, NULL, NULL), ==, SQLITE_OK);
  record_act_as(&record, "E1");
  g_assert_cmpint(record_mark(&record, REVIEW, A1, 0, 6000), ==, -1);
  g_assert_false(store_settle(record.store));
  g_assert_false(copy_has(&record, copy, 6000));
  sqlite3_exec(reader, "COMMIT", NULL, NULL, NULL);
  sqlite3_close(reader);
  g_assert_true(store_settle(record.store));
  g_assert_true(copy_has(&record, copy, 6000));
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

/* -- what the machine does ------------------------------------------------------------------------------------------ */

/* Runs in a process of its own; its exit code. */
static int in_child(int (*work)(Record *record), Record *record) {
  pid_t child = fork();
  if (child == 0) _exit(work(record));
  int status = 0;
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/* Root may write anything, so become somebody else. 0: read well, refused to write. */
static int read_only(Record *record) {
  if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) return 9;
  g_autoptr(GError) error = NULL;
  Store *store = store_open(record->path, &error);
  if (!store) return 1;
  store_set_award(store, &record->award);
  g_autoptr(Cycle) cycle = store_cycle(store, &error);
  if (!cycle || cycle->n_applicants != 4) return 2;
  if (store_veto(store, A1, "x", &error)) return 3;
  if (!g_error_matches(error, STORE_ERROR, STORE_ERROR_FILE) || !strstr(error->message, "writable")) return 4;
  Verified verified = {0};
  if (!journal_verify(store, NULL, &verified, NULL) || verified.faults->len > 0) return 5;
  return 0;
}

/* A copy that there was no room for is not left behind as one. */
static int no_room_to_back_up(Record *record) {
  signal(SIGXFSZ, SIG_IGN);
  Store *store = record_open(record, "secretariat");
  struct rlimit limit = {8192, 8192};
  g_autofree char *copy = g_strconcat(record->path, ".schema-1.backup", NULL);
  g_autoptr(GError) error = NULL;
  setrlimit(RLIMIT_FSIZE, &limit);
  if (schema_back_up(store->db, record->path, 1, &error)) return 1;
  if (!g_error_matches(error, STORE_ERROR, STORE_ERROR_FILE)) return 2;
  return g_file_test(copy, G_FILE_TEST_EXISTS) ? 3 : 0;
}

static void test_no_room_to_back_up(void) {
  g_auto(Record) record;
  record_new(&record, false);
  g_clear_pointer(&record.store, store_close);
  g_assert_cmpint(in_child(no_room_to_back_up, &record), ==, 0);
}

static void test_read_only(void) {
  g_auto(Record) record;
  record_new(&record, false);
  g_clear_pointer(&record.store, store_close);
  g_assert_cmpint(g_chmod(record.path, 0444), ==, 0);
  g_assert_cmpint(g_chmod(record.folder, 0555), ==, 0);
  int got = in_child(read_only, &record);
  g_chmod(record.folder, 0755);
  g_assert_cmpint(got, ==, 0);
}

/* No file may grow: every change fails as a whole and says so. */
static int full_disk(Record *record) {
  signal(SIGXFSZ, SIG_IGN);
  Store *store = record_open(record, "E1");
  struct stat log;
  g_autofree char *name = g_strconcat(record->path, "-wal", NULL);
  g_autoptr(GError) error = NULL;
  if (!store_record_mark(store, REVIEW, A1, 0, 500, NULL, -1, &error) || stat(name, &log) != 0) return 1;
  struct rlimit limit = {(rlim_t)log.st_size, (rlim_t)log.st_size};
  setrlimit(RLIMIT_FSIZE, &limit);
  for (Mark mark = 1000; mark < 2000; mark = (Mark)(mark + 500))
    if (store_record_mark(store, REVIEW, A1, 0, mark, NULL, -1, &error) ||
        !g_error_matches(error, STORE_ERROR, STORE_ERROR_FILE))
      return 2;
    else
      g_clear_error(&error);
  BookCopy book;
  if (!store_scorebook(store, REVIEW, A1, STORE_SELF, &book, &error)) return 3;
  return book.marks[0] == 500 ? 0 : 4;
}

static void test_full_disk(void) {
  g_auto(Record) record;
  record_new(&record, false);
  g_clear_pointer(&record.store, store_close);
  g_assert_cmpint(in_child(full_disk, &record), ==, 0);
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

/* Writes marks for ever and tells each one that was acknowledged. */
static void write_for_ever(Record *record, int pipe) {
  Store *store = record_open(record, "E1");
  for (int i = 0;; i++) {
    Mark mark = (Mark)(i % 21 * 500);
    if (!store_record_mark(store, REVIEW, A1, (size_t)i % 2, mark, NULL, -1, NULL)) _exit(1);
    if (write(pipe, &mark, sizeof mark) != sizeof mark) _exit(2);
  }
}

/* Killed anywhere: what was acknowledged is there, and at most one more. */
static void test_killed(void) {
  g_auto(Record) record;
  record_new(&record, false);
  for (int round = 1; round <= 5; round++) {
    int ends[2];
    g_assert_cmpint(pipe(ends), ==, 0);
    pid_t child = fork();
    if (child == 0) write_for_ever(&record, ends[1]);
    close(ends[1]);
    Mark told[2] = {0, 0}, mark;
    int n = 0;
    while (n < 7 * round && read(ends[0], &mark, sizeof mark) == sizeof mark) told[n++ % 2] = mark;
    kill(child, SIGKILL);
    while (read(ends[0], &mark, sizeof mark) == sizeof mark) told[n++ % 2] = mark;
    waitpid(child, NULL, 0);
    close(ends[0]);
    BookCopy book;
    g_autoptr(Store) store = record_open(&record, "E1");
    g_assert_true(store_scorebook(store, REVIEW, A1, E1, &book, NULL));
    g_assert_true(book.marks[0] == told[0] || book.marks[1] == told[1]);
    g_assert_true(book.marks[(n + 1) % 2] == told[(n + 1) % 2]);
    book_copy_clear(&book);
    g_autofree char *faults = record_verify(&record, NULL);
    g_assert_cmpstr(faults, ==, "");
  }
}

/* Killed in the middle of an import: nothing of it is there. */
static int import_half(Record *record) {
  Store *store = record_open(record, "secretariat");
  Bulk bulk;
  if (!store_begin(store, NULL) || !bulk_begin(store, &bulk, NULL)) return 1;
  for (int i = 0; i < 20000; i++) {
    g_autofree char *id = g_strdup_printf("B%d", i);
    Applicant applicant = {.id = id, .class_id = "org"};
    if (!bulk_applicant(&bulk, &applicant, NULL, NULL)) return 2;
  }
  raise(SIGKILL);
  return 3;
}

static void test_killed_import(void) {
  g_auto(Record) record;
  record_new(&record, false);
  g_assert_cmpint(in_child(import_half, &record), ==, -SIGKILL);
  g_autoptr(Cycle) cycle = store_cycle(record.store, NULL);
  g_assert_cmpuint(cycle->n_applicants, ==, 4);
  record_import(&record, 60);
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

/* Several processes at once: every mark that was taken has its event. */
static void test_many_writers(void) {
  static const char *const actors[] = {"E1", "E2", "L1", "A1"};
  g_auto(Record) record;
  record_new(&record, false);
  pid_t children[G_N_ELEMENTS(actors)];
  for (size_t i = 0; i < G_N_ELEMENTS(actors); i++) {
    children[i] = fork();
    if (children[i] != 0) continue;
    Store *store = record_open(&record, actors[i]);
    for (int k = 1; k <= 15; k++)
      if (!store_record_mark(store, REVIEW, A1, 0, (Mark)(k * 500), NULL, -1, NULL)) _exit(1);
    _exit(0);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(actors); i++) {
    int status = 1;
    waitpid(children[i], &status, 0);
    g_assert_cmpint(status, ==, 0);
  }
  JournalHead head;
  g_assert_true(journal_head(record.store, &head, NULL));
  g_assert_cmpint(head.events, ==, 4 + 15 * (int)G_N_ELEMENTS(actors));
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
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
  g_test_add_func("/store-file/copied-alone", test_copied_alone);
  g_test_add_func("/store-file/settle-later", test_settle_later);
  g_test_add_func("/store-file/versions", test_versions);
  g_test_add_func("/store-file/damaged", test_damaged);
  g_test_add_func("/store-file/flipped", test_flipped);
  g_test_add_func("/store-file/network", test_network);
  g_test_add_func("/store-file/migration", test_migration);
  g_test_add_func("/store-file/back-up", test_back_up);
  g_test_add_func("/store-file/no-room-to-back-up", test_no_room_to_back_up);
  g_test_add_func("/store-file/killed-import", test_killed_import);
  g_test_add_func("/store-file/read-only", test_read_only);
  g_test_add_func("/store-file/full-disk", test_full_disk);
  g_test_add_func("/store-file/schema-hash", test_schema_hash);
  g_test_add_func("/store-file/killed", test_killed);
  g_test_add_func("/store-file/many-writers", test_many_writers);
  g_test_add_func("/store-file/shell", test_shell);
  g_test_add_func("/store-file/decoding", test_decoding);
  return g_test_run();
}
