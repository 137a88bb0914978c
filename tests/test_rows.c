/* test_rows.c: rows handed over by the engine, and the two tables that are read side by side many rows ahead. */
#include "store/store_pairs.h"
#include "store/store_rows.h"
#include "tests/record.h"

#include <locale.h>
#include <string.h>

enum { MANY = 60, PANEL = 5 }; /* applicants beside the record's four, and the assessors there are */

/* -- rows_each() ------------------------------------------------------------------------------------------ */

typedef struct Taken {
  GString *text;
  size_t most; /* rows until there are enough; 0: never */
  bool fails;
  Store *store; /* also asked for the assessors at every row; NULL: not */
} Taken;

static bool count_row(sqlite3_value **row, void *data, GError **error) {
  (void)row;
  (void)error;
  ++*(int *)data;
  return true;
}

static bool take(sqlite3_value **row, void *data, GError **error) {
  Taken *taken = data;
  g_string_append_printf(taken->text, "%d=%s ", sqlite3_value_int(row[0]), row_text(row[1]));
  if (taken->fails) return store_refuse(error, STORE_ERROR_INPUT, "enough of %s", row_text(row[1]));
  int assessors = 0;
  if (taken->store) g_assert_true(rows_each(taken->store, SQL_assessors, 0, count_row, &assessors, error));
  if (taken->store) g_assert_cmpint(assessors, ==, PANEL);
  return taken->most == 0 || --taken->most > 0;
}

static void test_each(void) {
  static const struct {
    int64_t first;
    size_t most;
    bool nested;
    const char *expected;
  } cases[] = {{0, 0, false, "0=A1 1=A2 2=A3 3=T1 "},
               {INT64_MIN, 0, true, "0=A1 1=A2 2=A3 3=T1 "},
               {2, 0, false, "2=A3 3=T1 "},
               {1, 2, true, "1=A2 2=A3 "},
               {4, 0, false, ""}};
  g_auto(Record) record;
  record_new(&record, false);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    Taken taken = {.text = g_string_new(NULL), .most = cases[i].most, .store = cases[i].nested ? record.store : NULL};
    g_assert_true(rows_each(record.store, SQL_applicants, cases[i].first, take, &taken, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(taken.text->str, ==, cases[i].expected);
    g_string_free(taken.text, TRUE);
  }
}

static void test_failing(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  Taken taken = {.text = g_string_new(NULL), .fails = true};
  g_assert_false(rows_each(record.store, SQL_applicants, 1, take, &taken, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_INPUT);
  g_assert_cmpstr(error->message, ==, "enough of A2");
  g_assert_cmpstr(taken.text->str, ==, "1=A2 ");
  g_string_free(taken.text, TRUE);
}

/* Somebody with a shell and our file has no such function, and needs none. */
static void test_schema_without(void) {
  g_auto(Record) record;
  sqlite3 *db;
  record_new(&record, false);
  g_assert_cmpint(sqlite3_open(record.path, &db), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_exec(db, "SELECT * FROM mark", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_exec(db, "SELECT stops(NULL)", NULL, NULL, NULL), ==, SQLITE_ERROR);
  sqlite3_close(db);
}

/* -- pairs ---------------------------------------------------------------------------------------------------- */

static bool is_assigned(uint32_t applicant, uint32_t assessor) { return (applicant + assessor) % 3 != 0; }
static bool has_book(uint32_t applicant, uint32_t assessor) { return applicant * assessor % 4 != 1; }
static Mark mark_of(uint32_t applicant, uint32_t assessor) { return (Mark)(100 * ((applicant + 7 * assessor) % 101)); }

static void fill(Record *record) {
  g_autoptr(GError) error = NULL;
  Bulk bulk;
  record_new(record, false);
  g_assert_true(store_begin(record->store, &error) && bulk_begin(record->store, &bulk, &error));
  record_add_many(&bulk, MANY);
  for (uint32_t a = T1 + 1; a <= T1 + MANY; a++)
    for (uint32_t e = 0; e < PANEL; e++)
      if (is_assigned(a, e)) g_assert_true(bulk_assign(&bulk, DEFENCE, a, e, e == L1, &error));
  for (uint32_t a = T1 + 1; a <= T1 + MANY; a++)
    for (uint32_t e = 0; e < PANEL; e++) {
      Mark mark = mark_of(a, e);
      if (has_book(a, e)) g_assert_true(bulk_scorebook(&bulk, DEFENCE, a, e, &mark, 1, &error));
    }
  g_assert_true(bulk_end(&bulk, "scores", "x.csv", &error) && store_commit(record->store, &error));
}

/* The applicants from..to in turn: what a scan must hand out, and what it hands out. */
static void expect(GString *text, uint32_t from, uint32_t to) {
  for (uint32_t a = from; a <= to; a++)
    for (uint32_t e = 0; e < PANEL; e++)
      if (is_assigned(a, e) || has_book(a, e))
        g_string_append_printf(text, "%u/%u%s%s:%d ", a, e, is_assigned(a, e) ? "a" : "",
                               is_assigned(a, e) && e == L1 ? "l" : "", has_book(a, e) ? mark_of(a, e) : -1);
}

static void note(GString *text, PairScan *scan) {
  g_autoptr(GError) error = NULL;
  Pair pair;
  int got;
  while ((got = pair_scan_next(scan, &pair, &error)) == 1) {
    Mark mark = MARK_BLANK;
    if (pair.has_book) g_assert_cmpuint(pair.n_bytes, ==, 2);
    if (pair.has_book) g_assert_true(marks_unpack(pair.marks, 1, &mark));
    g_assert_cmpint(pair.state, ==, pair.has_book ? SCOREBOOK_SUBMITTED : SCOREBOOK_DRAFT);
    g_string_append_printf(text, "%u/%u%s%s:%d ", book_applicant(pair.id), book_assessor(pair.id),
                           pair.assigned ? "a" : "", pair.lead ? "l" : "", pair.has_book ? mark : -1);
  }
  g_assert_no_error(error);
  g_assert_cmpint(got, ==, 0);
}

static int64_t first_of(uint32_t applicant) { return book_id(DEFENCE, applicant, 0); }
static int64_t last_of(uint32_t applicant) { return book_id(DEFENCE, applicant, ROW_MASK); }

static void test_pairs(void) {
  static const struct {
    uint32_t from, to;
  } ranges[] = {{T1 + 1, T1 + MANY}, {20, 20}, {7, 40}, {T1 + MANY, T1 + MANY}};
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  fill(&record);
  g_auto(PairScan) scan = {0};
  for (size_t i = 0; i < G_N_ELEMENTS(ranges); i++) {
    g_autoptr(GString) is = g_string_new(NULL);
    g_autoptr(GString) expected = g_string_new(NULL);
    int64_t first = first_of(ranges[i].from), last = last_of(ranges[i].to);
    g_assert_true(i == 0 ? pair_scan_begin(record.store, SQL_assignments, SQL_marks, first, last, &scan, &error)
                         : pair_scan_move(&scan, first, last, &error));
    note(is, &scan);
    expect(expected, ranges[i].from, ranges[i].to);
    g_assert_cmpstr(is->str, ==, expected->str);
  }
}

/* A scan that is left in the middle goes on elsewhere as if it had not begun. */
static void test_moved(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) is = g_string_new(NULL);
  g_autoptr(GString) expected = g_string_new(NULL);
  fill(&record);
  g_auto(PairScan) scan = {0};
  Pair pair;
  g_assert_true(
      pair_scan_begin(record.store, SQL_assignments, SQL_marks, first_of(5), last_of(T1 + MANY), &scan, &error));
  for (int i = 0; i < PAIR_AHEAD + 3; i++) g_assert_cmpint(pair_scan_next(&scan, &pair, &error), ==, 1);
  g_assert_true(pair_scan_move(&scan, first_of(6), last_of(9), &error));
  note(is, &scan);
  expect(expected, 6, 9);
  g_assert_cmpstr(is->str, ==, expected->str);
}

static void test_panels(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  fill(&record);
  for (uint32_t a = T1 + 1; a <= T1 + MANY; a += 13) {
    g_autoptr(GString) is = g_string_new(NULL);
    g_autoptr(GString) expected = g_string_new(NULL);
    g_auto(PairScan) scan = {0};
    g_assert_true(pair_scan_begin_panel(record.store, SQL_marks, panel_key(DEFENCE, a), &scan, &error));
    note(is, &scan);
    expect(expected, a, a);
    g_assert_cmpstr(is->str, ==, expected->str);
  }
}

/* Without their marks, and only the leaders' assignments. */
static void test_other_statements(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  fill(&record);
  g_auto(PairScan) scan = {0};
  Pair pair;
  size_t leads = 0, books = 0, expected_leads = 0, expected_books = 0;
  g_assert_true(
      pair_scan_begin(record.store, SQL_leads, SQL_book_states, first_of(0), last_of(ROW_MASK), &scan, &error));
  while (pair_scan_next(&scan, &pair, &error) == 1) {
    g_assert_cmpuint(pair.n_bytes, ==, 0);
    g_assert_true(pair.assigned == pair.lead);
    leads += pair.lead;
    books += pair.has_book;
  }
  for (uint32_t a = T1 + 1; a <= T1 + MANY; a++)
    for (uint32_t e = 0; e < PANEL; e++) {
      expected_leads += e == L1 && is_assigned(a, e);
      expected_books += has_book(a, e);
    }
  g_assert_cmpuint(leads, ==, expected_leads);
  g_assert_cmpuint(books, ==, expected_books);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/rows/each", test_each);
  g_test_add_func("/rows/failing", test_failing);
  g_test_add_func("/rows/schema-without", test_schema_without);
  g_test_add_func("/rows/pairs", test_pairs);
  g_test_add_func("/rows/moved", test_moved);
  g_test_add_func("/rows/panels", test_panels);
  g_test_add_func("/rows/other-statements", test_other_statements);
  return g_test_run();
}
