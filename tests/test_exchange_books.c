/* test_exchange_books.c: scores in any order of rows, in one go or bit by bit, come to the same record. */
#include "tests/exchange_fixture.h"

#include "store/store_progress.h"

#include <locale.h>

enum { APPLICANTS = 23, PANEL = 3, ITEMS = 4 }; /* more than two BULK_ROWS */
static const char *const items[ITEMS] = {"1.1", "1.2", "2.1/A", "2.1/D"};

/* Some rows are missing, some marks are empty, some are states. */
static char *mark_of(int applicant, int assessor, int item) {
  int n = applicant * 31 + assessor * 17 + item * 7;
  if (n % 11 == 0) return NULL;
  if (n % 13 == 0) return g_strdup("");
  return n % 17 == 0 ? g_strdup("abstained") : g_strdup_printf(n % 5 ? "%d" : "%d.0", n % 21 * 5);
}

static GPtrArray *rows_of_all(void) {
  GPtrArray *rows = g_ptr_array_new_with_free_func(g_free);
  for (int a = 0; a < APPLICANTS; a++)
    for (int k = 0; k < PANEL; k++)
      for (int i = 0; i < ITEMS; i++) {
        int assessor = (a * 2 + (PANEL - k)) % 5; /* not in the assessors' order */
        g_autofree char *mark = mark_of(a, assessor, i);
        if (mark) g_ptr_array_add(rows, g_strdup_printf("A%d,E%d,%s,%s\n", a, assessor, items[i], mark));
      }
  return rows;
}

static void shuffle(GPtrArray *rows, uint32_t seed) {
  for (guint i = rows->len; i > 1; i--) {
    seed = seed * 1664525 + 1013904223;
    guint j = (seed >> 8) % i;
    gpointer swap = rows->pdata[i - 1];
    rows->pdata[i - 1] = rows->pdata[j];
    rows->pdata[j] = swap;
  }
}

static gint by_item(gconstpointer a, gconstpointer b) {
  const char *x = strrchr(*(char *const *)a, ','), *y = strrchr(*(char *const *)b, ',');
  while (x[-1] != ',') x--;
  while (y[-1] != ',') y--;
  int order = strcmp(x, y);
  return order ? order : strcmp(*(char *const *)a, *(char *const *)b);
}

static Fixture *with_people(bool assigned) {
  Fixture *f = fixture_new(PLAIN_XML);
  g_autoptr(GString) applicants = g_string_new("applicant,name\n"), assessors = g_string_new("assessor\n");
  g_autoptr(GString) panels = g_string_new("applicant,assessor\n");
  for (int a = 0; a < APPLICANTS; a++) g_string_append_printf(applicants, "A%d,n\n", a);
  for (int e = 0; e < 5; e++) g_string_append_printf(assessors, "E%d\n", e);
  for (int a = 0; a < APPLICANTS; a++)
    for (int k = 0; k < PANEL; k++) g_string_append_printf(panels, "A%d,E%d\n", a, (a * 2 + (PANEL - k)) % 5);
  import_good(f, IMPORT_APPLICANTS, applicants->str, -1);
  import_good(f, IMPORT_ASSESSORS, assessors->str, -1);
  if (assigned) import_good(f, IMPORT_ASSIGNMENTS, panels->str, -1);
  return f;
}

static char *text_of(const GPtrArray *rows) {
  GString *text = g_string_new("applicant,assessor,item,mark\n");
  for (guint i = 0; i < rows->len; i++) g_string_append(text, rows->pdata[i]);
  return g_string_free(text, FALSE);
}

static bool add_counts(Store *store, const Count *count, void *data, GError **error) {
  (void)store, (void)error;
  OwedCounts *counts = data;
  counts->assigned += count->assigned;
  counts->submitted += count->submitted;
  counts->drafts += count->drafts;
  return true;
}

static OwedCounts counts_kept(Store *store) {
  OwedCounts counts = {0};
  g_assert_true(counts_each(store, 0, add_counts, &counts, NULL));
  return counts;
}

/* What the rows came to: the outcome, the marks, the digest of the import, how far the panels are, and that all is whole. */
static char *record_of(const GPtrArray *rows, bool assigned, size_t most_open) {
  Fixture *f = with_people(assigned);
  g_autofree char *text = text_of(rows);
  f->store->most_open_books = most_open;
  GString *out = g_string_new(NULL);
  g_autofree char *said = import_text(f, IMPORT_SCORES, text, -1, -1, false), *scores = export_text(f);
  g_string_append_printf(out, "%s%s", said, scores);
  g_autoptr(GError) error = NULL;
  Verified verified;
  sqlite3_stmt *row = sql(f->store, SQL_events);
  while (sql_step(f->store, row, &error) == 1)
    if (g_str_equal(sql_text(row, 7), "scores")) g_string_append(out, sql_text(row, 9));
  OwedCounts counts = counts_kept(f->store);
  g_string_append_printf(out, "\n%d %d %d\n", (int)counts.assigned, (int)counts.submitted, (int)counts.drafts);
  g_assert_true(journal_verify(f->store, NULL, &verified, &error));
  for (guint i = 0; i < verified.faults->len; i++) g_string_append(out, verified.faults->pdata[i]);
  verified_clear(&verified);
  fixture_free(f);
  return g_string_free(out, FALSE);
}

static void test_any_order(void) {
  for (int assigned = 0; assigned <= 1; assigned++) {
    g_autoptr(GPtrArray) rows = rows_of_all();
    g_autofree char *expected = record_of(rows, assigned, 0);
    g_assert_true(g_str_has_prefix(expected, "rows "));
    g_assert_nonnull(strstr(expected, "\n69 69 0\n"));
    g_assert_true(g_str_has_suffix(expected, "0\n"));
    for (uint32_t seed = 1; seed <= 6; seed++) {
      shuffle(rows, seed);
      g_autofree char *got = record_of(rows, assigned, 0);
      g_assert_cmpstr(got, ==, expected);
    }
    g_ptr_array_sort(rows, by_item);
    g_autofree char *got = record_of(rows, assigned, 0);
    g_assert_cmpstr(got, ==, expected);
  }
}

/* Assignments are written in sets; one that is there already is named with its line wherever it stands. */
static void test_twice_assigned(void) {
  Fixture *f = with_people(false);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(g_free);
  for (int a = 0; a < APPLICANTS; a++)
    for (int e = 0; e < 5; e++) g_ptr_array_add(rows, g_strdup_printf("A%d,E%d\n", a, e));
  shuffle(rows, 9);
  for (guint at = 1; at <= rows->len; at += 19) {
    g_autoptr(GString) text = g_string_new("applicant,assessor\n");
    for (guint i = 0; i < rows->len; i++) {
      if (i == at) g_string_append(text, rows->pdata[at / 2]);
      g_string_append(text, rows->pdata[i]);
    }
    if (at == rows->len) g_string_append(text, rows->pdata[at / 2]);
    g_autofree char *said = import_text(f, IMPORT_ASSIGNMENTS, text->str, -1, -1, false);
    g_autofree char *line = g_strdup_printf(":%u: ", at + 2);
    g_assert_nonnull(strstr(said, line));
    g_assert_nonnull(strstr(said, "already; take the line out"));
  }
  g_autoptr(GString) all = g_string_new("applicant,assessor\n");
  for (guint i = 0; i < rows->len; i++) g_string_append(all, rows->pdata[i]);
  import_good(f, IMPORT_ASSIGNMENTS, all->str, -1);
  fixture_free(f);
}

/* However few scorebooks are kept, rows that come panel by panel are taken. */
static void test_bit_by_bit(void) {
  for (int assigned = 0; assigned <= 1; assigned++) {
    g_autoptr(GPtrArray) rows = rows_of_all();
    g_autofree char *expected = record_of(rows, assigned, 0);
    for (size_t most = 1; most <= 10; most += 3) {
      g_autofree char *got = record_of(rows, assigned, most);
      g_assert_cmpstr(got, ==, expected);
    }
  }
}

static void test_too_far_apart(void) {
  static const char text[] = "applicant,assessor,item,mark\nA0,E0,1.1,5\nA1,E0,1.1,5\nA2,E0,1.1,5\nA0,E0,1.2,5\n"
                             "A2,E0,1.2,5\nA1,E1,1.1,5\n";
  static const char fault[] = "input\nw F:1: the stage “专家评审” had no assignments";
  for (int dry = 0; dry <= 1; dry++) {
    Fixture *f = with_people(false);
    f->store->most_open_books = 2;
    g_autofree char *before = fixture_state(f), *said = import_text(f, IMPORT_SCORES, text, -1, -1, dry);
    g_autofree char *after = fixture_state(f);
    g_assert_cmpstr(said, ==,
                    "input\nf F:5: the lines of the scorebook of “E0” for “A0” lie too far apart in a file of this "
                    "size; sort the file by applicant and assessor\n");
    g_assert_false(g_str_has_prefix(said, fault));
    g_assert_cmpstr(before, ==, after);
    f->store->most_open_books = 4;
    g_autofree char *more = import_text(f, IMPORT_SCORES, text, -1, -1, dry);
    g_assert_true(g_str_has_prefix(more, "rows 6 added 4 marks 6\n"));
    fixture_free(f);
  }
}

/* A second import into panels that have scorebooks counts them all again. */
static void test_more_later(void) {
  Fixture *f = with_people(true);
  g_autoptr(GError) error = NULL;
  import_good(f, IMPORT_SCORES, "applicant,assessor,item,mark\nA0,E3,1.1,5\nA1,E0,1.1,5\n", -1);
  import_good(f, IMPORT_SCORES, "applicant,assessor,item,mark\nA0,E2,1.1,5\n", -1);
  OwedCounts counts = counts_kept(f->store);
  g_assert_cmpint(counts.assigned, ==, APPLICANTS * PANEL);
  g_assert_cmpint(counts.submitted, ==, 3);
  Verified verified;
  g_assert_true(journal_verify(f->store, NULL, &verified, &error));
  g_assert_cmpuint(verified.faults->len, ==, 0);
  verified_clear(&verified);
  fixture_free(f);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/exchange-books/any-order", test_any_order);
  g_test_add_func("/exchange-books/twice-assigned", test_twice_assigned);
  g_test_add_func("/exchange-books/bit-by-bit", test_bit_by_bit);
  g_test_add_func("/exchange-books/too-far-apart", test_too_far_apart);
  g_test_add_func("/exchange-books/more-later", test_more_later);
  return g_test_run();
}
