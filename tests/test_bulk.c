/* test_bulk.c: full sets of assignments and scorebooks of an import: one that is there already is named, wherever in the
 * set it stands, and leaves nothing behind. */
#include "store/store_pairs.h"
#include "tests/record.h"

#include <locale.h>
#include <string.h>

enum { MANY = BULK_ROWS };

/* The record with as many applicants more, for each of which E1 is to have one row at the defence. */
static void fill(Record *record) {
  g_autoptr(GError) error = NULL;
  Bulk bulk;
  record_new(record, false);
  g_assert_true(store_begin(record->store, &error) && bulk_begin(record->store, &bulk, &error));
  record_add_many(&bulk, MANY);
  g_assert_true(bulk_end(&bulk, "applicants", "x.csv", &error) && store_commit(record->store, &error));
}

/* Begins an import, and the list of all of them. */
static void begin(Record *record, Bulk *bulk, int ret_all[MANY]) {
  g_autoptr(GError) error = NULL;
  fill(record);
  for (int i = 0; i < MANY; i++) ret_all[i] = i;
  g_assert_true(store_begin(record->store, &error) && bulk_begin(record->store, bulk, &error));
}

static int64_t id_of(int i) { return book_id(DEFENCE, (uint32_t)(T1 + 1 + i), E1); }

static bool add_books(Bulk *bulk, const int *list, size_t n, GError **error) {
  static const Mark mark = 100;
  BulkBook books[MANY];
  for (size_t i = 0; i < n; i++) books[i] = (BulkBook){id_of(list[i]), &mark, 1};
  return bulk_scorebooks(bulk, books, n, error);
}

static bool add_assignments(Bulk *bulk, const int *list, size_t n, GError **error) {
  BulkAssignment assignments[MANY];
  for (size_t i = 0; i < n; i++) assignments[i] = (BulkAssignment){id_of(list[i]), false};
  return bulk_assignments(bulk, assignments, n, error);
}

typedef bool Add(Bulk *bulk, const int *list, size_t n, GError **error);

typedef struct Counted {
  size_t assigned, books;
} Counted;

static bool count_pair(const Pair *pair, void *data, GError **error) {
  (void)error;
  Counted *counted = data;
  counted->assigned += pair->assigned;
  counted->books += pair->has_book;
  return true;
}

static size_t count(Record *record, SqlName name) {
  Counted counted = {0};
  g_auto(PairScan) scan = {0};
  g_assert_true(pair_scan_begin(record->store, SQL_assignments, SQL_marks, &scan, NULL));
  g_assert_cmpint(pair_scan_run(&scan, id_of(0), id_of(MANY), count_pair, &counted, NULL), ==, 1);
  return name == SQL_marks ? counted.books : counted.assigned;
}

/* There is row `there`; a set of all is added. */
static void check(Add *add, SqlName name, int there) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  int all[MANY];
  Bulk bulk;
  begin(&record, &bulk, all);
  if (there >= 0) g_assert_true(add(&bulk, &there, 1, &error));
  bool added = add(&bulk, all, MANY, &error);
  g_assert_true(added == (there < 0));
  if (added) {
    g_assert_cmpint(bulk.rows, ==, MANY);
    g_assert_true(bulk_end(&bulk, "scores", "x.csv", &error) && store_commit(record.store, &error));
    g_assert_cmpuint(count(&record, name), ==, MANY);
    g_autofree char *faults = record_verify(&record, NULL);
    g_assert_cmpstr(faults, ==, "");
    return;
  }
  g_autofree char *who = g_strdup_printf("“M%03d”", there);
  g_assert_error(error, STORE_ERROR, STORE_ERROR_INPUT);
  g_assert_nonnull(strstr(error->message, who));
  g_assert_nonnull(strstr(error->message, "“E1”"));
  store_rollback(record.store);
  g_assert_cmpuint(count(&record, name), ==, 0);
}

static void test_sets(void) {
  static const int cases[] = {-1, 0, 1, 20, MANY - 1};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    check(add_books, SQL_marks, cases[i]);
    check(add_assignments, SQL_assignments, cases[i]);
  }
}

/* What is no fault of the input ends the import: a file that nobody can write to. */
static void test_failing(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  int all[MANY];
  Bulk bulk;
  begin(&record, &bulk, all);
  g_assert_cmpint(sqlite3_exec(record.store->db, "PRAGMA query_only=ON", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_false(add_books(&bulk, all, MANY, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_FILE);
  g_assert_cmpint(bulk.rows, ==, 0);
  store_rollback(record.store);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/bulk/sets", test_sets);
  g_test_add_func("/bulk/failing", test_failing);
  return g_test_run();
}
