/* test_export_scores.c: the file of all marks: its order, its way back into another record, and one that nobody takes to the end. */
#include "store/exchange_line.h"
#include "tests/exchange_fixture.h"

#include <locale.h>

/* By stage in the rules' order, then ids by bytes, whatever the order in the record; formulas are defused. */
static void test_export_order(void) {
  Fixture *f = fixture_new(RULES_XML);
  import_good(f, IMPORT_APPLICANTS, "applicant,name,class\nb,N,small\n\"a,1\",N,small\n'=x,N,small\na10,N,small\n", -1);
  import_good(f, IMPORT_ASSESSORS, "assessor\nE9\nE10\n-e\n", -1);
  import_good(f, IMPORT_SCORES,
              "stage,applicant,assessor,item,mark\ndefence,b,E9,total,80.5\nreview,b,E9,1.1,5\nreview,b,E10,1.1,10\n"
              "review,\"a,1\",'-e,2.1/A,100\ndefence,'=x,E9,total,\n",
              -1);
  g_autofree char *got = export_text(f);
  g_assert_cmpstr(
      got, ==,
      "\xEF\xBB\xBFstage,applicant,assessor,item,mark,state\r\n"
      "review,\"a,1\",'-e,1.1,,blank\r\nreview,\"a,1\",'-e,1.2,,blank\r\nreview,\"a,1\",'-e,2.1/A,100,\r\n"
      "review,\"a,1\",'-e,2.1/D,,blank\r\n"
      "review,b,E10,1.1,10,\r\nreview,b,E10,1.2,,blank\r\nreview,b,E10,2.1/A,,blank\r\nreview,b,E10,2.1/D,,"
      "blank\r\n"
      "review,b,E9,1.1,5,\r\nreview,b,E9,1.2,,blank\r\nreview,b,E9,2.1/A,,blank\r\nreview,b,E9,2.1/D,,blank\r\n"
      "defence,'=x,E9,total,,blank\r\ndefence,b,E9,total,80.5,\r\n");
  fixture_free(f);
}

static char *many_scores(void) {
  GString *text = g_string_new("mark,item,applicant,assessor,state\n");
  static const char *const items[] = {"1.1", "1.2", "2.1/A", "2.1/D"};
  for (int k = 0; k < 300 * 4 * 4; k++) { /* every applicant, assessor and item once, in a scattered order */
    int i = (int)((unsigned)k * 7919u % 4800u), a = i / 16, e = i / 4 % 4, mark = i % 22 * 5;
    if (mark > 100)
      g_string_append_printf(text, ",%s,A%d,E%d,%s\n", items[i % 4], a, e, i % 3 ? "abstained" : "blank");
    else
      g_string_append_printf(text, "%d,%s,A%d,E%d,\n", mark, items[i % 4], a, e);
  }
  return g_string_free(text, FALSE);
}

/* Out, into a fresh database with its people in another order, and out again: the same bytes. */
static void test_round_trip(void) {
  Fixture *one = fixture_new(PLAIN_XML), *two = fixture_new(PLAIN_XML);
  g_autoptr(GString) up = g_string_new("applicant,name\n"), down = g_string_new("applicant,name\n");
  for (int i = 0; i < 300; i++) {
    g_string_append_printf(up, "A%d,N\n", i);
    g_string_append_printf(down, "A%d,N\n", 299 - i);
  }
  import_good(one, IMPORT_APPLICANTS, up->str, -1);
  import_good(two, IMPORT_APPLICANTS, down->str, -1);
  import_good(one, IMPORT_ASSESSORS, "assessor\nE0\nE1\nE2\nE3\n", -1);
  import_good(two, IMPORT_ASSESSORS, "assessor\nE2\nE3\nE0\nE1\n", -1);
  g_autofree char *scores = many_scores();
  import_good(one, IMPORT_SCORES, scores, -1);
  g_autofree char *first = export_text(one);
  g_assert_cmpuint(strlen(first), >, 4800 * 12);
  import_good(two, IMPORT_SCORES, first, -1);
  g_autofree char *second = export_text(two);
  g_assert_true(strcmp(first, second) == 0);
  fixture_free(one);
  fixture_free(two);
}

/* More than fits a piece, line by line. */
static void test_pieces(void) {
  enum { APPLICANTS = 900, PANEL = 4 };
  Fixture *f = fixture_new(PLAIN_XML);
  g_autoptr(GString) people = g_string_new("applicant,name\n");
  g_autoptr(GString) scores = g_string_new("applicant,assessor,item,mark\n");
  g_autoptr(GString) expected = g_string_new("\xEF\xBB\xBFstage,applicant,assessor,item,mark,state\r\n");
  for (int a = 0; a < APPLICANTS; a++) {
    g_string_append_printf(people, "A%03d,a\n", a);
    for (int e = 0; e < PANEL; e++) {
      g_string_append_printf(scores, "A%03d,E%d,1.2,%d\n", a, e, (a + e) % 21 * 5);
      g_string_append_printf(expected, "review,A%03d,E%d,1.1,,blank\r\nreview,A%03d,E%d,1.2,%d,\r\n", a, e, a, e,
                             (a + e) % 21 * 5);
      g_string_append_printf(expected, "review,A%03d,E%d,2.1/A,,blank\r\nreview,A%03d,E%d,2.1/D,,blank\r\n", a, e, a,
                             e);
    }
  }
  import_good(f, IMPORT_APPLICANTS, people->str, -1);
  import_good(f, IMPORT_ASSESSORS, "assessor\nE0\nE1\nE2\nE3\n", -1);
  import_good(f, IMPORT_SCORES, scores->str, -1);
  g_autofree char *got = export_text(f);
  g_assert_cmpuint(expected->len, >, EXPORT_PIECE);
  g_assert_cmpstr(got, ==, expected->str);
  fixture_free(f);
}

/* -- pieces of memory, and what lies behind them -------------------------------------------------------------------- */

enum { BEHIND = 4096, LONG = 20, SHORT = 20 };

typedef struct Guarded {
  char piece[EXPORT_PIECE + BEHIND];
  GString *text;
} Guarded;

static char *take_guarded(size_t used, void *user) {
  Guarded *guarded = user;
  g_assert_cmpuint(used, <=, EXPORT_PIECE);
  for (size_t i = 0; guarded->text->len > 0 && i < BEHIND; i++) g_assert_true(guarded->piece[EXPORT_PIECE + i] == 0x5a);
  g_string_append_len(guarded->text, guarded->piece, (gssize)used);
  memset(guarded->piece + EXPORT_PIECE, 0x5a, BEHIND);
  return guarded->piece;
}

/* Items of 32 characters, the ends of which are not kept, then such whose are. */
static void code_of(char code[100], int i) {
  g_snprintf(code, 100, "S%02d", i);
  for (int k = 3; i < LONG && k < 32; k++) strcat(code, "条");
}

static Criteria *long_criteria(void) {
  g_autoptr(GString) xml = g_string_new(NULL);
  const char *items = strstr(CRITERIA_XML, "<node code=\"1\"");
  g_string_append_len(xml, CRITERIA_XML, items - CRITERIA_XML);
  g_string_append(xml, "<node code=\"1\" kind=\"process\" points=\"1000\"><title xml:lang=\"en\">P</title>");
  for (int i = 0; i < LONG + SHORT; i++) {
    char code[100];
    code_of(code, i);
    g_string_append_printf(
        xml, "<item code=\"%s\" points=\"25\" rubric=\"one\"><title xml:lang=\"en\">I</title></item>", code);
  }
  g_string_append(xml, "</node></criteria>");
  return parse_criteria(xml->str, "small");
}

/* Lines longer than the common ones, wherever the piece ends: nothing is written behind it. */
static void test_long_codes(void) {
  enum { BOOKS = 3000 };
  g_autoptr(GError) error = NULL;
  g_autoptr(Criteria) criteria = long_criteria();
  g_autoptr(Rules) rules = pack_parse_rules(PLAIN_XML, strlen(PLAIN_XML), "rules", NULL, &error);
  g_autofree Guarded *guarded = g_new0(Guarded, 1);
  g_autoptr(GRand) dice = g_rand_new_with_seed(1);
  g_autoptr(GString) expected = g_string_new(NULL);
  guarded->text = g_string_new(NULL);
  LineEnds *ends = line_ends_new(&rules->stages[0], criteria);
  LineOut *out = line_out_new(take_guarded, guarded);
  Mark marks[LONG + SHORT];
  for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) marks[i] = 5000;
  for (int book = 0; book < BOOKS; book++) {
    g_autofree char *whose = g_strdup_printf("applicant%0*d", g_rand_int_range(dice, 4, 33), book);
    line_out_panel(out, "review", whose);
    line_out_assessor(out, "an-assessor");
    g_assert_true(line_out_marks(out, ends, marks));
    for (int i = 0; i < LONG + SHORT; i++) {
      char code[100];
      code_of(code, i);
      g_string_append_printf(expected, "review,%s,an-assessor,%s,50,\r\n", whose, code);
    }
  }
  g_assert_true(line_out_flush(out));
  g_assert_cmpuint(expected->len, >, 40 * EXPORT_PIECE);
  g_assert_true(g_string_equal(guarded->text, expected));
  g_string_free(guarded->text, TRUE);
  line_out_free(out);
  line_ends_free(ends);
}

static char *stop(size_t used, void *user) {
  static char piece[EXPORT_PIECE];
  *(size_t *)user += used;
  return used == 0 ? piece : NULL;
}

static void test_export_stops(void) {
  Fixture *f = fixture_new(PLAIN_XML);
  import_good(f, IMPORT_APPLICANTS, "applicant,name\nA1,N\n", -1);
  import_good(f, IMPORT_ASSESSORS, "assessor\nE1\n", -1);
  import_good(f, IMPORT_SCORES, "applicant,assessor,item,mark\nA1,E1,1.2,5\n", -1);
  g_autoptr(GError) error = NULL;
  size_t n = 0;
  g_autoptr(Cycle) cycle = store_cycle(f->store, NULL);
  g_assert_false(exchange_export_scores(f->store, cycle, stop, &n, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_FILE);
  g_assert_cmpuint(n, >, 0);
  fixture_free(f);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/export-scores/order", test_export_order);
  g_test_add_func("/export-scores/pieces", test_pieces);
  g_test_add_func("/export-scores/long-codes", test_long_codes);
  g_test_add_func("/export-scores/stops", test_export_stops);
  g_test_add_func("/export-scores/round-trip", test_round_trip);
  return g_test_run();
}
