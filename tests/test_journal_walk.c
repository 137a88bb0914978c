/* test_journal_walk.c: the journal as it is read while somebody else writes. */
#include "store/store_private.h"
#include "tests/record.h"

#include <locale.h>
#include <sqlite3.h>
#include <string.h>

typedef struct Intruder {
  Store *store; /* another connection to the record */
  bool wrote;
} Intruder;

/* Before the first row is read, somebody gives a mark. */
static int write_before_rows(unsigned what, void *data, void *statement, void *text) {
  Intruder *intruder = data;
  g_autoptr(GError) error = NULL;
  if (intruder->wrote || what != SQLITE_TRACE_STMT || !statement || !strstr(text, statements[SQL_events])) return 0;
  intruder->wrote = true;
  g_assert_true(store_record_mark(intruder->store, REVIEW, A1, 1, 5000, NULL, -1, &error));
  return 0;
}

static bool keep_head(const Event *event, void *user) {
  JournalHead *last = user;
  last->events = event->number;
  g_strlcpy(last->hash, event->hash, sizeof last->hash);
  return true;
}

static void test_head_of_rows(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  g_autoptr(Store) other = record_open(&record, "E1");
  Intruder intruder = {.store = other};
  JournalHead head = {0}, last = {0}, now = {0};
  sqlite3_trace_v2(record.store->db, SQLITE_TRACE_STMT, write_before_rows, &intruder);
  g_assert_true(journal_walk_to(record.store, &head, keep_head, &last, &error));
  sqlite3_trace_v2(record.store->db, 0, NULL, NULL);
  g_assert_true(intruder.wrote);
  g_assert_cmpint(head.events, ==, last.events);
  g_assert_cmpstr(head.hash, ==, last.hash);
  g_assert_true(journal_head(record.store, &now, &error));
  g_assert_cmpint(now.events, ==, head.events + 1);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/journal-walk/head-of-rows", test_head_of_rows);
  return g_test_run();
}
