/* test_exchange_rows.c: what single rows of scores hold: where evidence is, marks on scales of tenths; and that each row with a
 * fault is named, also in a dry run. */
#include "tests/exchange_fixture.h"

#include "store/store_private.h"

#include <locale.h>

static const char TENTHS_XML[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<rules id=\"tenths\" edition=\"1\" status=\"example\">\n"
    "<title xml:lang=\"en\">Tenths</title><note xml:lang=\"en\">for tests</note>\n"
    "<class id=\"any\"><title xml:lang=\"en\">Any</title></class>\n"
    "<stage id=\"review\" form=\"items\" factor=\"1\"><title xml:lang=\"en\">Review</title></stage>\n"
    "<stage id=\"defence\" form=\"total\" max=\"500\" factor=\"1\"><title xml:lang=\"en\">Defence</title>"
    "<scale min=\"0\" max=\"500\" step=\"0.1\"/></stage>\n"
    "</rules>\n";

static Fixture *award(void) {
  Fixture *f = fixture_new(TENTHS_XML);
  import_good(f, IMPORT_APPLICANTS, "applicant,name,class,kind\nA1,First,any,team\nA2,Second,any,\n", -1);
  import_good(f, IMPORT_ASSESSORS, "assessor\nE1\nE2\n", -1);
  import_good(f, IMPORT_ASSIGNMENTS, "applicant,assessor,stage\nA1,E1,review\nA1,E1,defence\nA2,E2,review\n", -1);
  return f;
}

/* -- evidence --------------------------------------------------------------------------------------------------- */

static void test_evidence(void) {
  static const char *const texts[] = {
      "evidence,applicant,assessor,item,mark,strength,stage\np.6,A1,E1,1.1,70,good,review\n",
      "applicant,assessor,item,mark,ofi,stage,evidence\nA1,E1,1.1,70,more,review,p.6\n",
      "applicant,assessor,item,mark,strength,ofi,stage,evidence\nA1,E1,1.1,70,,more,review,p.6\n",
      "applicant,assessor,item,mark,strength,ofi,stage,evidence\nA1,E1,1.1,70,good,,review,p.6\n"};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    Fixture *f = award();
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) comments = NULL;
    import_good(f, IMPORT_SCORES, texts[i], -1);
    g_assert_true(store_comments(f->store, -1, &comments, &error));
    g_assert_cmpuint(comments->len, ==, 1);
    g_assert_cmpstr(((const Comment *)comments->pdata[0])->place, ==, "p.6");
    fixture_free(f);
  }
}

static void test_evidence_length(void) {
  for (int more = 0; more <= 1; more++) {
    Fixture *f = award();
    g_autofree char *place = g_strnfill((gsize)LINE_MOST_BYTES + (gsize)more, 'p');
    g_autofree char *text =
        g_strdup_printf("applicant,assessor,item,mark,ofi,stage,evidence\nA1,E1,1.1,70,x,review,%s\n"
                        "A2,E2,1.1,70,x,review,%s\n",
                        place, place);
    g_autofree char *got = import_text(f, IMPORT_SCORES, text, -1, -1, false);
    g_assert_cmpstr(got, ==,
                    more ? "input\nf F:2: the field “evidence” has more than 500 bytes; shorten it\n"
                           "f F:3: the field “evidence” has more than 500 bytes; shorten it\n"
                         : "rows 2 added 2 marks 2\n");
    fixture_free(f);
  }
}

/* -- tenths ----------------------------------------------------------------------------------------------------- */

static void test_tenths(void) {
  static const char *const marks[] = {"0", "7", "40", "50", "432.1", "500"};
  for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
    Fixture *f = award();
    g_autofree char *text = g_strdup_printf("applicant,assessor,item,mark,stage\nA1,E1,total,%s,defence\n", marks[i]);
    import_good(f, IMPORT_SCORES, text, -1);
    g_autofree char *scores = export_text(f), *want = g_strdup_printf("defence,A1,E1,total,%s,", marks[i]);
    if (!strstr(scores, want)) g_test_message("%s: %s", marks[i], scores);
    g_assert_nonnull(strstr(scores, want));
    fixture_free(f);
  }
}

/* -- each fault ------------------------------------------------------------------------------------------------- */

/* Two rows that are wrong in the same way are two faults, whether it is to be imported or only tried; nothing is written. */
static void test_each(void) {
  static const struct {
    const char *text, *what;
    int first, second; /* lines */
  } cases[] = {
      {"applicant,assessor,item,mark,stage,evidence\nA1,E1,1.1,70,review,p.6\nA2,E2,1.1,70,review,p.7\n",
       "belongs to no strength", 2, 3},
      {"applicant,assessor,item,mark,stage\nA1,E1,1.1,70,review\nA1,E1,1.1,70,review\nA1,E1,1.1,5,review\n",
       "has a mark of “E1” for “A1” already", 3, 4},
      {"applicant,assessor,item,mark,stage,strength,ofi\nA1,E1,1.1,70,review,x,a\x1b\nA2,E2,1.1,70,review,,\x1b\n",
       "the field “ofi” holds", 2, 3},
      {"applicant,assessor,item,mark,stage\nA1,E1,1.1,70,reviev\nA2,E2,1.1,70,board\n", "there is no stage", 2, 3},
      {"applicant,assessor,item,mark,stage\nA1,E2,1.1,70,review\nA2,E1,1.1,70,review\n", "is not assigned to", 2, 3},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    Fixture *f = award();
    g_autofree char *before = fixture_state(f), *first = g_strdup_printf("f F:%d: ", cases[i].first);
    g_autofree char *tried = import_text(f, IMPORT_SCORES, cases[i].text, -1, -1, true);
    g_autofree char *got = import_text(f, IMPORT_SCORES, cases[i].text, -1, -1, false);
    g_autofree char *second = g_strdup_printf("f F:%d: ", cases[i].second), *after = fixture_state(f);
    if (!strstr(got, second) || !strstr(got, cases[i].what)) g_test_message("%s", got);
    g_assert_nonnull(strstr(got, cases[i].what));
    g_assert_nonnull(strstr(got, first));
    g_assert_nonnull(strstr(got, second));
    g_assert_cmpstr(tried, ==, got);
    g_assert_cmpstr(before, ==, after);
    fixture_free(f);
  }
}

/* So many are listed; that there is no more is not said. */
static void test_just_listed(void) {
  enum { MOST = 300 };
  Fixture *f = award();
  f->store->most_faults = MOST;
  g_autoptr(GString) text = g_string_new("applicant,assessor,item,mark,stage\n");
  for (int i = 0; i < MOST; i++) g_string_append(text, "A1,E1,1.1,71,review\n");
  g_autofree char *got = import_text(f, IMPORT_SCORES, text->str, -1, -1, false);
  g_auto(GStrv) lines = g_strsplit(g_strchomp(got), "\n", -1);
  g_assert_cmpuint(g_strv_length(lines), ==, 1 + MOST);
  g_assert_nonnull(strstr(lines[MOST], "the mark “71”"));
  fixture_free(f);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/exchange-rows/evidence", test_evidence);
  g_test_add_func("/exchange-rows/evidence-length", test_evidence_length);
  g_test_add_func("/exchange-rows/tenths", test_tenths);
  g_test_add_func("/exchange-rows/each", test_each);
  g_test_add_func("/exchange-rows/just-listed", test_just_listed);
  return g_test_run();
}
