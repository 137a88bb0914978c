/* test_store_kept.c: nothing that was written is lost: a copy of the file alone, no room, no right to write, a full disk, killed
 * writers, many writers. */
#include "store/store_file.h"
#include "tests/record.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

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

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/store-kept/copied-alone", test_copied_alone);
  g_test_add_func("/store-kept/settle-later", test_settle_later);
  g_test_add_func("/store-kept/no-room-to-back-up", test_no_room_to_back_up);
  g_test_add_func("/store-kept/killed-import", test_killed_import);
  g_test_add_func("/store-kept/read-only", test_read_only);
  g_test_add_func("/store-kept/full-disk", test_full_disk);
  g_test_add_func("/store-kept/killed", test_killed);
  g_test_add_func("/store-kept/many-writers", test_many_writers);
  return g_test_run();
}
