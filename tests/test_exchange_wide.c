/* test_exchange_wide.c: imports where classes have their own criteria and marks are ranges, words and quarters; files in
 * other encodings; what the journal says of it all. */
#include "store/exchange_private.h"
#include "tests/exchange_fixture.h"

#include <locale.h>

static const char WIDE_XML[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<criteria id=\"wide\" edition=\"1\" revision=\"1\" status=\"example\">\n"
    "<title xml:lang=\"en\">Wide criteria</title>\n"
    "<note xml:lang=\"en\">for tests</note>\n"
    "<scale id=\"pct5\" type=\"percent\" min=\"0\" max=\"100\" step=\"5\"/>\n"
    "<scale id=\"met\" type=\"yes-no\"><value mark=\"0\"><title xml:lang=\"zh\">否</title><title "
    "xml:lang=\"en\">no</title></value><value mark=\"1\"><title xml:lang=\"zh\">是</title><title "
    "xml:lang=\"en\">yes</title></value></scale>\n"
    "<scale id=\"level\" type=\"level\" min=\"1\" max=\"5\" step=\"0.25\"/>\n"
    "<rubric id=\"range\" scale=\"pct5\" combine=\"mean\" range=\"yes\">\n"
    "<title xml:lang=\"en\">Range</title>\n"
    "<band id=\"b1\" from=\"0\" to=\"50\"><title xml:lang=\"en\">low</title></band>\n"
    "<band id=\"b2\" from=\"55\" to=\"100\"><title xml:lang=\"en\">high</title></band>\n"
    "</rubric>\n"
    "<rubric id=\"met\" scale=\"met\" combine=\"judged\"><title xml:lang=\"en\">Met</title>\n"
    "<band id=\"b1\" from=\"0\" to=\"0\"><title xml:lang=\"en\">no</title></band><band id=\"b2\" from=\"1\" "
    "to=\"1\"><title xml:lang=\"en\">yes</title></band></rubric>\n"
    "<rubric id=\"level\" scale=\"level\" combine=\"judged\"><title xml:lang=\"en\">Level</title><band id=\"b1\" "
    "from=\"1\" to=\"5\"><title xml:lang=\"en\">any</title></band></rubric>\n"
    "<aggregate method=\"sum\" total=\"yes\"/>\n"
    "<node code=\"W\" kind=\"process\" points=\"100\">\n"
    "<title xml:lang=\"en\">All</title>\n"
    "<item code=\"W.1\" points=\"40\" rubric=\"range\"><title xml:lang=\"en\">Range</title></item>\n"
    "<item code=\"W.2\" points=\"30\" rubric=\"met\"><title xml:lang=\"en\">Met</title></item>\n"
    "<item code=\"W.3\" points=\"30\" rubric=\"level\"><title xml:lang=\"en\">Level</title></item>\n"
    "</node>\n"
    "</criteria>\n";

static const char PEOPLE[] = "applicant,name,class\nA1,a,large\nB1,b,small\nB2,c,small\n";
#define SCORE "applicant,assessor,stage,item,mark\n"

static Fixture *wide(void) {
  Fixture *f = fixture_with(RULES_XML, WIDE_XML);
  import_good(f, IMPORT_APPLICANTS, PEOPLE, -1);
  import_good(f, IMPORT_ASSESSORS, "assessor,role\nE1,\nE2,leader\n", -1);
  return f;
}

typedef struct Case {
  const char *name, *rows, *want; /* want: faults, or the marks as exported */
} Case;

#define LINE(item, mark) "review,B1,E1," item "," mark "\r\n"

static const Case cases[] = {
    {"all kinds", "B1,E1,review,W.1/low,40\nB1,E1,review,W.1/high,60%\nB1,E1,review,W.2,是\nB1,E1,review,W.3,3.25\n",
     LINE("W.1/low", "40,") LINE("W.1/high", "60,") LINE("W.2", "1,") LINE("W.3", "3.25,")},
    {"a name in english", "B1,E1,review,W.2,no\n",
     LINE("W.1/low", ",blank") LINE("W.1/high", ",blank") LINE("W.2", "0,") LINE("W.3", ",blank")},
    {"a name as a number", "B1,E1,review,W.2,1\n",
     LINE("W.1/low", ",blank") LINE("W.1/high", ",blank") LINE("W.2", "1,") LINE("W.3", ",blank")},
    {"a range of one point", "B1,E1,review,W.1/high,60\nB1,E1,review,W.1/low,60\n",
     LINE("W.1/low", "60,") LINE("W.1/high", "60,") LINE("W.2", ",blank") LINE("W.3", ",blank")},
    {"half a range", "B1,E1,review,W.1/high,60\n",
     LINE("W.1/low", ",blank") LINE("W.1/high", "60,") LINE("W.2", ",blank") LINE("W.3", ",blank")},
    {"a range upside down", "B1,E1,review,W.1/low,65\nB1,E1,review,W.2,1\nB1,E1,review,W.1/high,60\n",
     "f F:4: “W.1”: the low end of the range is above the high end; exchange them\n"},
    {"a range in one figure", "B1,E1,review,W.1,65\n",
     "f F:2: the item “W.1” is marked in parts; name one, such as “W.1/low”\n"},
    {"items of another class", "A1,E1,review,W.2,1\nB1,E1,review,1.1,5\n",
     "f F:2: there is no item “W.2”; did you mean “1.2”?\n"
     "f F:3: there is no item “1.1”; items go from “W.1/low” to “W.3”\n"},
    {"figures off the scales", "B1,E1,review,W.2,2\nB1,E1,review,W.3,3.3\nB1,E1,review,W.3,0\n",
     "f F:2: the mark “2” is not on the scale; legal are MET\n"
     "f F:3: the mark “3.3” is not on the scale; legal are LEVEL\n"
     "f F:4: the mark “0” is not on the scale; legal are LEVEL\n"},
    {"percent where there are none", "B1,E1,review,W.3,3%\n",
     "f F:2: the mark “3%” is not on the scale; legal are LEVEL\n"},
    {"an item of several stages", "B1,E1,defence,total,99.5\nB1,E1,review,total,5\nB1,E1,答辩,W.1/low,5\n",
     "f F:3: there is no item “total”; items go from “W.1/low” to “W.3”\n"
     "f F:4: there is no item “W.1/low”; the only one is “total”\n"},
};

static char *faults_of(const char *said) {
  GString *faults = g_string_new(NULL);
  g_auto(GStrv) lines = g_strsplit(said, "\n", -1);
  for (char **line = lines; *line; line++)
    if (g_str_has_prefix(*line, "f ")) g_string_append_printf(faults, "%s\n", *line);
  return g_string_free(faults, FALSE);
}

static void test_case(const void *data) {
  static const char header[] = "\xEF\xBB\xBFstage,applicant,assessor,item,mark,state\r\n";
  const Case *c = data;
  Fixture *f = wide();
  g_autofree char *text = g_strconcat(SCORE, c->rows, NULL);
  g_autofree char *said = import_text(f, IMPORT_SCORES, text, -1, -1, false);
  g_autofree char *faults = faults_of(said), *marks = export_text(f);
  g_autofree char *met = scale_describe(f->of_small->cell_scales[2]);
  g_autofree char *level = scale_describe(f->of_small->cell_scales[3]);
  g_autoptr(GString) want = g_string_new(c->want);
  g_string_replace(want, "MET", met, 0);
  g_string_replace(want, "LEVEL", level, 0);
  g_assert_true(g_str_has_prefix(marks, header));
  g_assert_cmpstr(*faults ? faults : marks + strlen(header), ==, want->str);
  fixture_free(f);
}

/* -- encodings ------------------------------------------------------------------------------------ */

static char *import_encoded(Fixture *f, const char *text, CsvEncoding encoding) {
  g_autofree char *path = fixture_file(f, "F", text, -1);
  const char *const paths[] = {path, NULL};
  g_autoptr(GError) error = NULL;
  ImportResult result;
  GString *out = g_string_new(NULL);
  (void)exchange_import(f->store, IMPORT_APPLICANTS, paths, -1, encoding, false, &result, &error);
  append_lines(out, "w", result.warnings, f->folder);
  append_lines(out, "f", result.faults, f->folder);
  import_result_clear(&result);
  return g_string_free(out, FALSE);
}

static void test_encodings(void) {
  static const char gb[] = "applicant,name\nB1,\xC3\xFB\n", utf8[] = "applicant,name\nB2,名\n";
  Fixture *f = fixture_new(PLAIN_XML);
  g_autofree char *wrong = import_encoded(f, gb, CSV_UTF8);
  g_assert_cmpstr(wrong, ==,
                  "f F:2: byte 19 of the file is not UTF-8; save it as UTF-8, or read it with --encoding gb18030\n");
  g_autofree char *told = import_encoded(f, gb, CSV_GB18030), *right = import_encoded(f, utf8, CSV_UTF8);
  g_assert_cmpstr(told, ==, "");
  g_assert_cmpstr(
      right, ==,
      "w F:2: “B2” has the same name as “B1” in the record, “名”; take the line out unless both are meant\n");
  g_autoptr(Cycle) cycle = store_cycle(f->store, NULL);
  g_assert_cmpstr(cycle->applicants[0].name, ==, "名");
  g_assert_cmpstr(cycle->applicants[1].name, ==, "名");
  fixture_free(f);
}

/* What a file holds does not reach the terminal raw, nor at any length. */
static void test_clean_messages(void) {
  Fixture *f = wide();
  g_autofree char *long_id = g_strnfill(5000, 'x');
  g_autofree char *text = g_strdup_printf(SCORE "\"\x1b[2J\nA1\",E1,review,1.1,5\nA1,%s,review,1.1,5\nA1,E1,%s,1.1,5\n"
                                                "A1,E1,review,%s,5\nA1,E1,review,1.1,%s\n",
                                          long_id, long_id, long_id, long_id);
  g_autofree char *said = import_text(f, IMPORT_SCORES, text, -1, -1, true);
  g_assert_true(g_str_has_prefix(said, "input\nf F:2: there is no applicant “?[2J?A1”"));
  g_assert_null(strchr(said, 0x1b));
  g_auto(GStrv) lines = g_strsplit(said, "\n", -1);
  g_assert_cmpuint(g_strv_length(lines), ==, 7);
  for (char **line = lines; *line; line++) g_assert_cmpuint(strlen(*line), <, 250);
  fixture_free(f);
}

/* -- the journal ------------------------------------------------------------------------------------- */

static bool note(const Event *event, void *user) {
  if (strcmp(event->kind, "import") == 0)
    g_string_append_printf(user, "%s %s %d\n", event->item, event->reason,
                           (int)g_ascii_strtoll(event->after, NULL, 10));
  return true;
}

/* One event per file, with the number of rows written: people, assignments, scorebooks and comments. */
static void test_journal(void) {
  Fixture *f = wide();
  import_good(f, IMPORT_ASSIGNMENTS, "applicant,assessor,stage,lead\nB1,E2,review,yes\n", -1);
  import_good(f, IMPORT_SCORES, "applicant,assessor,item,mark,strength\nB1,E2,W.2,1,good\nB1,B1,W.2,1,\nB1,E2,W.3,2,\n",
              0);
  g_autoptr(GString) events = g_string_new(NULL);
  g_assert_true(journal_walk(f->store, note, events, NULL));
  g_assert_cmpstr(events->str, ==, "applicants F 3\nassessors F 2\nassignments F 1\nscores F 5\n");
  Verified verified;
  g_assert_true(journal_verify(f->store, NULL, &verified, NULL));
  g_assert_cmpuint(verified.faults->len, ==, 0);
  g_assert_cmpint(verified.scorebooks, ==, 2);
  verified_clear(&verified);
  fixture_free(f);
}

/* An implied assignment of a leader is a leader's. */
static void test_implied_lead(void) {
  Fixture *f = wide();
  import_good(f, IMPORT_SCORES, SCORE "B1,E1,review,W.2,1\nB1,E2,review,W.2,1\n", -1);
  g_autoptr(Cycle) cycle = store_cycle(f->store, NULL);
  g_autoptr(GArray) owed = store_owed(f->store, cycle, NULL);
  g_assert_cmpuint(owed->len, ==, 2);
  g_assert_false(g_array_index(owed, Owed, 0).lead);
  g_assert_true(g_array_index(owed, Owed, 1).lead);
  g_assert_cmpint(g_array_index(owed, Owed, 1).state, ==, SCOREBOOK_SUBMITTED);
  g_assert_cmpuint(g_array_index(owed, Owed, 1).marked, ==, 1);
  fixture_free(f);
}

/* -- near words ---------------------------------------------------------------------------------------- */

static void test_near(void) {
  static const struct {
    const char *word, *want;
  } words[] = {{"A001", "A01"},      {"a01", "A01"},      {"A10", "A01"},        {"A0l", "A01"},   {"B7", NULL},
               {"Berlni", "Berlin"}, {"Belin", "Berlin"}, {"Berrlin", "Berlin"}, {"Munich", NULL}, {"", NULL}};
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
    Near near = {.word = words[i].word};
    near_try(&near, "Berlin");
    near_try(&near, "A02");
    near_try(&near, "A01");
    g_autofree char *hint = near_hint(&near, "look again");
    g_autofree char *want =
        words[i].want ? g_strdup_printf("; did you mean “%s”?", words[i].want) : g_strdup("; look again");
    g_assert_cmpstr(hint, ==, want);
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strdup_printf("/exchange/wide/%s", cases[i].name);
    g_test_add_data_func(path, &cases[i], test_case);
  }
  g_test_add_func("/exchange/near", test_near);
  g_test_add_func("/exchange/encodings", test_encodings);
  g_test_add_func("/exchange/clean-messages", test_clean_messages);
  g_test_add_func("/exchange/journal", test_journal);
  g_test_add_func("/exchange/implied-lead", test_implied_lead);
  return g_test_run();
}
