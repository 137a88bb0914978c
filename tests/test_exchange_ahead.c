/* test_exchange_ahead.c: scores that are written while others are read come to the same as those written at the end,
 * whatever stands in the rows behind them. */
#include "store/exchange_private.h"
#include "tests/exchange_fixture.h"

#include <locale.h>

enum { APPLICANTS = 420, PANEL = 6, LATE = 400 }; /* two and a half thousand scorebooks */
#define HEAD "applicant,assessor,item,mark"

static Fixture *award_of_many(void) {
  Fixture *f = fixture_new(PLAIN_XML);
  g_autoptr(GString) applicants = g_string_new("applicant,name\n");
  g_autoptr(GString) assessors = g_string_new("assessor,role\n");
  g_autoptr(GString) assignments = g_string_new("applicant,assessor\n");
  for (int a = 0; a < APPLICANTS; a++) {
    g_string_append_printf(applicants, "A%03d,a\n", a);
    for (int e = 0; e < PANEL; e++) g_string_append_printf(assignments, "A%03d,E%d\n", a, e);
  }
  for (int e = 0; e < PANEL + 1; e++) g_string_append_printf(assessors, "E%d,%s\n", e, e ? "" : "leader");
  import_good(f, IMPORT_APPLICANTS, applicants->str, -1);
  import_good(f, IMPORT_ASSESSORS, assessors->str, -1);
  import_good(f, IMPORT_ASSIGNMENTS, assignments->str, -1);
  return f;
}

/* The rows of applicants first .. end - 1, inside a panel the highest assessor first. */
static void add_rows(GString *rows, int first, int end, const char *tail) {
  for (int a = first; a < end; a++)
    for (int e = PANEL - 1; e >= 0; e--)
      for (int i = 1; i <= 2; i++)
        g_string_append_printf(rows, "A%03d,E%d,1.%d,%d%s\n", a, e, i, (a + e * i) % 21 * 5, tail);
}

typedef struct Case {
  const char *name;
  const char *head, *tail; /* of the first line, of every other */
  const char *late;        /* a row behind those of the first LATE applicants */
  size_t most_open;        /* 0: as a rule */
  int backward;            /* so many of the first applicants come last */
} Case;

static const Case cases[] = {
    {"in order", "", "", "", 0, 0},
    {"in pieces", "", "", "", 1100, 0},
    {"one more item of the first", "", "", "A000,E1,2.1/A,50\n", 0, 0},
    {"of one in the middle", "", "", "A200,E3,2.1/D,50\nA399,E3,2.1/D,50\n", 0, 0},
    {"once more", "", "", "A000,E1,1.1,50\n", 0, 0},
    {"once more, too late", "", "", "A000,E1,1.1,50\n", 1100, 0},
    {"one more item, too late", "", "", "A000,E1,2.1/A,50\n", 1100, 0},
    {"no such mark", "", "", "A400,E1,1.1,101\n", 0, 0},
    {"nobody", "", "", "A400,E9,1.1,50\n", 0, 0},
    {"not assigned", "", "", "A400,E6,1.1,50\n", 0, 0},
    {"itself", "", "", "A400,A400,1.1,50\n", 0, 0},
    {"itself, in pieces", "", "", "A400,A400,1.1,50\n", 1100, 0},
    {"a reason", ",reason", ",", "A400,E5,2.1/A,50,since it is so\n", 0, 0},
    {"some behind", "", "", "", 0, 300},
    {"nearly all behind", "", "", "", 0, 1},
    {"backwards and once more", "", "", "A200,E3,1.1,50\n", 0, 100},
};

static char *rows_of(const Case *one) {
  GString *rows = g_string_new(HEAD);
  g_string_append_printf(rows, "%s\n", one->head);
  add_rows(rows, one->backward, LATE, one->tail);
  g_string_append(rows, one->late);
  add_rows(rows, LATE, APPLICANTS, one->tail);
  add_rows(rows, 0, one->backward, one->tail);
  return g_string_free(rows, FALSE);
}

static char *faults_of(Fixture *f) {
  g_autoptr(GError) error = NULL;
  Verified verified = {0};
  g_assert_true(journal_verify(f->store, NULL, &verified, &error));
  GString *faults = g_string_new(NULL);
  for (guint i = 0; i < verified.faults->len; i++) g_string_append(faults, verified.faults->pdata[i]);
  verified_clear(&verified);
  return g_string_free(faults, FALSE);
}

static bool add_event(const Event *event, void *data) {
  g_string_append_printf(data, "%s %s %s\n", event->kind, event->item, event->after);
  return true;
}

/* What came of it: the outcome, what the events say, and all there is but the hash, which counts the time in. */
static char *outcome(const char *text, size_t most_open, const char *threads) {
  Fixture *f = award_of_many();
  f->store->most_open_books = most_open;
  g_setenv("ACCOLADE_THREADS", threads, TRUE);
  g_autofree char *told = import_text(f, IMPORT_SCORES, text, -1, -1, false);
  g_unsetenv("ACCOLADE_THREADS");
  g_autofree char *faults = faults_of(f), *state = fixture_state(f);
  g_autoptr(GString) events = g_string_new(NULL);
  g_assert_true(journal_walk(f->store, add_event, events, NULL));
  char *all = g_strconcat(told, faults, events->str, strchr(state, '\n'), NULL);
  g_assert_cmpstr(faults, ==, "");
  fixture_free(f);
  return all;
}

static void test_same(gconstpointer data) {
  const Case *one = data;
  g_autofree char *rows = rows_of(one);
  g_autofree char *alone = outcome(rows, one->most_open, "1"), *beside = outcome(rows, one->most_open, "2");
  g_assert_cmpstr(alone, ==, beside);
}

/* In whatever order the rows stand, it is the same record: also where it takes a real sort. */
static void test_any_order(void) {
  g_autofree char *in_order = NULL;
  for (int stride = 1; stride < 5; stride += 3) {
    g_autoptr(GString) rows = g_string_new(HEAD "\n");
    for (int i = 0; i < stride; i++)
      for (int a = stride == 1 ? 0 : APPLICANTS - 1 - i; a >= 0 && a < APPLICANTS; a += stride == 1 ? 1 : -stride)
        add_rows(rows, a, a + 1, "");
    g_autofree char *got = outcome(rows->str, 0, "2");
    if (in_order) g_assert_cmpstr(got, ==, in_order);
    if (!in_order) in_order = g_steal_pointer(&got);
  }
}

/* Far more than are moved one by one. */
static void test_sort(void) {
  enum { BOOKS = 20000 };
  Book *books = g_new0(Book, BOOKS);
  g_autofree Book **list = g_new(Book *, BOOKS);
  for (int turn = 0; turn < 4; turn++) {
    for (int i = 0; i < BOOKS; i++) {
      books[i].id = turn == 0 ? i : turn == 1 ? BOOKS - i : turn == 2 ? i * INT64_C(7919) % BOOKS : i ^ 1;
      list[i] = &books[i];
    }
    books_sort(list, BOOKS);
    for (int i = 1; i < BOOKS; i++) g_assert_cmpint(list[i - 1]->id, <, list[i]->id);
  }
  g_free(books);
}

/* Two files in one import: what the first wrote ahead is there for the second, which may not repeat it. */
static void test_two_files(void) {
  for (int overlap = 0; overlap < 2; overlap++) {
    Fixture *f = award_of_many();
    g_autoptr(GString) first = g_string_new(HEAD "\n"), second = g_string_new(HEAD "\n");
    add_rows(first, 0, 210, "");
    add_rows(second, 210 - overlap, APPLICANTS, "");
    g_autofree char *a = fixture_file(f, "a.csv", first->str, -1), *b = fixture_file(f, "b.csv", second->str, -1);
    const char *const paths[] = {a, b, NULL};
    g_setenv("ACCOLADE_THREADS", "2", TRUE);
    g_autofree char *told = import_files(f, IMPORT_SCORES, paths, -1, false), *faults = faults_of(f);
    g_unsetenv("ACCOLADE_THREADS");
    g_assert_cmpstr(faults, ==, "");
    if (overlap)
      g_assert_nonnull(strstr(told, "is in a.csv already; keep a scorebook in one file"));
    else
      g_assert_cmpstr(told, ==, "rows 5040 added 2520 marks 5040\n");
    fixture_free(f);
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C");
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strconcat("/ahead/", cases[i].name, NULL);
    g_test_add_data_func(path, &cases[i], test_same);
  }
  g_test_add_func("/ahead/any order", test_any_order);
  g_test_add_func("/ahead/sort", test_sort);
  g_test_add_func("/ahead/two files", test_two_files);
  return g_test_run();
}
