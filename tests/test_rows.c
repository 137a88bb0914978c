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
static bool is_draft(uint32_t applicant, uint32_t assessor) {
  return has_book(applicant, assessor) && (applicant + assessor) % 5 < 2;
}
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
  record_tamper(record, "UPDATE scorebook SET state = 0 WHERE ((id >> 28 & 268435455) + (id & 268435455)) % 5 < 2");
}

/* The applicants from..to in turn: what a scan must hand out, and what it hands out. */
static void expect(GString *text, uint32_t from, uint32_t to) {
  for (uint32_t a = from; a <= to; a++)
    for (uint32_t e = 0; e < PANEL; e++)
      if (is_assigned(a, e) || has_book(a, e))
        g_string_append_printf(text, "%u/%u%s%s%s:%d ", a, e, is_assigned(a, e) ? "a" : "",
                               is_assigned(a, e) && e == L1 ? "l" : "", is_draft(a, e) ? "d" : "",
                               has_book(a, e) ? mark_of(a, e) : -1);
}

typedef struct Written {
  GString *text;
  size_t n, most; /* pairs, and after how many it is enough; 0: never */
  bool fails;
} Written;

static bool note(const Pair *pair, void *data, GError **error) {
  Written *written = data;
  Mark mark = MARK_BLANK;
  if (pair->has_book) g_assert_cmpuint(pair->n_bytes, ==, 2);
  if (pair->has_book) g_assert_true(marks_unpack(pair->marks, 1, &mark));
  bool draft = pair->has_book && pair->state == SCOREBOOK_DRAFT;
  g_string_append_printf(written->text, "%u/%u%s%s%s:%d ", book_applicant(pair->id), book_assessor(pair->id),
                         pair->assigned ? "a" : "", pair->lead ? "l" : "", draft ? "d" : "",
                         pair->has_book ? mark : -1);
  if (++written->n != written->most) return true;
  if (written->fails) g_set_error(error, STORE_ERROR, STORE_ERROR_INPUT, "enough");
  return false;
}

static int64_t first_of(uint32_t applicant) { return book_id(DEFENCE, applicant, 0); }
static int64_t last_of(uint32_t applicant) { return book_id(DEFENCE, applicant, ROW_MASK); }

static void run(PairScan *scan, uint32_t from, uint32_t to) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) expected = g_string_new(NULL);
  Written written = {.text = g_string_new(NULL)};
  g_assert_cmpint(pair_scan_run(scan, first_of(from), last_of(to), note, &written, &error), ==, 1);
  g_assert_no_error(error);
  expect(expected, from, to);
  g_assert_cmpstr(written.text->str, ==, expected->str);
  g_string_free(written.text, TRUE);
}

static void test_pairs(void) {
  static const struct {
    uint32_t from, to;
  } ranges[] = {{T1 + 1, T1 + MANY}, {20, 20}, {7, 40}, {T1 + MANY, T1 + MANY}};
  g_auto(Record) record;
  fill(&record);
  g_auto(PairScan) scan = {0};
  g_assert_true(pair_scan_begin(record.store, SQL_assignments, SQL_marks, &scan, NULL));
  for (size_t i = 0; i < G_N_ELEMENTS(ranges); i++) run(&scan, ranges[i].from, ranges[i].to);
}

/* A scan that is left in the middle, at whatever pair, goes on elsewhere as if it had not begun. */
static void test_stopped(void) {
  g_auto(Record) record;
  fill(&record);
  g_auto(PairScan) scan = {0};
  g_assert_true(pair_scan_begin(record.store, SQL_assignments, SQL_marks, &scan, NULL));
  for (size_t most = 1; most < PAIR_AHEAD + 9; most++)
    for (int fails = 0; fails <= 1; fails++) {
      g_autoptr(GError) error = NULL;
      Written written = {.text = g_string_new(NULL), .most = most, .fails = fails != 0};
      g_assert_cmpint(pair_scan_run(&scan, first_of(5), last_of(T1 + MANY), note, &written, &error), ==, -fails);
      g_assert_true(fails ? g_error_matches(error, STORE_ERROR, STORE_ERROR_INPUT) : error == NULL);
      g_assert_cmpuint(written.n, ==, most);
      g_string_free(written.text, TRUE);
      run(&scan, 6, 9);
    }
}

/* What comes last in a range may be an assignment without a scorebook. */
static void check_end(PairScan *scan, uint32_t a, uint32_t e) {
  g_autoptr(GError) error = NULL;
  Written all = {.text = g_string_new(NULL)}, last;
  int64_t first = first_of(a), end = book_id(DEFENCE, a, e);
  g_assert_cmpint(pair_scan_run(scan, first, end, note, &all, &error), ==, 1);
  g_assert_true(g_str_has_suffix(all.text->str, ":-1 "));
  last = (Written){.text = all.text, .most = all.n, .fails = true};
  g_assert_cmpint(pair_scan_run(scan, first, end, note, &last, &error), ==, -1);
  g_assert_error(error, STORE_ERROR, STORE_ERROR_INPUT);
  g_assert_cmpuint(last.n, ==, all.n);
  g_string_free(all.text, TRUE);
}

static void test_stopped_at_the_end(void) {
  g_auto(Record) record;
  fill(&record);
  g_auto(PairScan) scan = {0};
  g_assert_true(pair_scan_begin(record.store, SQL_assignments, SQL_marks, &scan, NULL));
  size_t ends = 0;
  for (uint32_t a = T1 + 1; a <= T1 + MANY; a++)
    for (uint32_t e = 0; e < PANEL; e++) {
      if (!is_assigned(a, e) || has_book(a, e)) continue;
      check_end(&scan, a, e);
      ends++;
    }
  g_assert_cmpuint(ends, >, 0);
}

static void test_panels(void) {
  g_auto(Record) record;
  fill(&record);
  for (uint32_t a = T1 + 1; a <= T1 + MANY; a += 13) {
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) expected = g_string_new(NULL);
    Written written = {.text = g_string_new(NULL)};
    int64_t panel = panel_key(DEFENCE, a);
    g_assert_cmpint(pair_scan_panel(record.store, SQL_marks, panel, note, &written, &error), ==, 1);
    expect(expected, a, a);
    g_assert_cmpstr(written.text->str, ==, expected->str);
    g_string_free(written.text, TRUE);
  }
}

typedef struct Counted {
  size_t leads, books;
} Counted;

static bool count_without_marks(const Pair *pair, void *data, GError **error) {
  (void)error;
  Counted *counted = data;
  g_assert_cmpuint(pair->n_bytes, ==, 0);
  g_assert_true(pair->assigned == pair->lead);
  counted->leads += pair->lead;
  counted->books += pair->has_book;
  return true;
}

/* Without their marks, and only the leaders' assignments. */
static void test_other_statements(void) {
  g_auto(Record) record;
  fill(&record);
  g_auto(PairScan) scan = {0};
  Counted counted = {0}, expected = {0};
  g_assert_true(pair_scan_begin(record.store, SQL_leads, SQL_book_keys, &scan, NULL));
  g_assert_cmpint(pair_scan_run(&scan, first_of(0), last_of(ROW_MASK), count_without_marks, &counted, NULL), ==, 1);
  for (uint32_t a = T1 + 1; a <= T1 + MANY; a++)
    for (uint32_t e = 0; e < PANEL; e++) {
      expected.leads += e == L1 && is_assigned(a, e);
      expected.books += has_book(a, e);
    }
  g_assert_cmpuint(counted.leads, ==, expected.leads);
  g_assert_cmpuint(counted.books, ==, expected.books);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/rows/each", test_each);
  g_test_add_func("/rows/failing", test_failing);
  g_test_add_func("/rows/schema-without", test_schema_without);
  g_test_add_func("/rows/pairs", test_pairs);
  g_test_add_func("/rows/stopped", test_stopped);
  g_test_add_func("/rows/stopped-at-the-end", test_stopped_at_the_end);
  g_test_add_func("/rows/panels", test_panels);
  g_test_add_func("/rows/other-statements", test_other_statements);
  return g_test_run();
}
