/* test_typing_screens.c: a mark as it is typed, on many scales: no keys leave another mark than they say without words that
 * stay; what takes more than a digit is in the line, and nothing of it is recorded before Enter. */
#include "tests/seat.h"

#include <locale.h>
#include <string.h>

typedef struct Typed {
  const char *keys;
  const char *line; /* what is in the line then; NULL: there is none */
  const char *mark; /* what stands then, and after Esc */
  const char *words;
} Typed;

typedef struct Kind {
  const char *scale;  /* its attributes, and what is in it */
  const char *before; /* the mark that stood before each row, as it is typed and as it is shown */
  const char *shown;
  Typed rows[40];
} Kind;

#define FIVES "type=\"percent\" legal=\"0 5 10 15 20 25 30 35 40 45 50 55 60 65 70 75 80 85 90 95 100\"/>"
#define VALUE(mark, name) "<value mark=\"" mark "\"><title xml:lang=\"en\">" name "</title></value>"

static const Kind kinds[] = {
    {FIVES,
     "45",
     "45%",
     {{"6", NULL, "60%", NULL},
      {"65", NULL, "65%", NULL},
      {"70", NULL, "70%", NULL},
      {"0", NULL, "0%", NULL},
      {"05", NULL, "5%", NULL},
      {"00", NULL, "0%", NULL},
      {"10", NULL, "10%", NULL},
      {"100", NULL, "100%", NULL},
      {"f", NULL, "100%", NULL},
      {".5", NULL, "50%", NULL},
      {"7<Down><Up>5", NULL, "50%", NULL},
      {"78", "78", "70%", "Esc leaves 70%"},
      {"78<Enter>", "78", "70%", "not legal"},
      {"78<Esc>8", NULL, "80%", NULL},
      {"78<Backspace>5<Enter>", NULL, "75%", NULL},
      {"785", "785", "70%", NULL},
      {"750", "750", "75%", "Esc leaves 75%"},
      {"7050", "7050", "70%", NULL},
      {"7550", "7550", "75%", NULL},
      {"70100", "70100", "70%", NULL},
      {"80850", "80850", "80%", NULL},
      {"1000", "1000", "100%", NULL},
      {"0000", "0000", "0%", NULL},
      {"01", "01", "0%", NULL},
      {"7.", "7.", "70%", "Esc leaves 70%"},
      {"7.5<Enter>", "7.5", "70%", "not legal"},
      {"62.5", "62.5", "60%", NULL},
      {"75.0", "75.0", "75%", NULL},
      {"70.0<Enter>", NULL, "70%", NULL},
      {"70,5", "70.5", "70%", NULL},
      {"7，5", "7.5", "70%", NULL},
      {",5", "0.5", "45%", NULL}}},
    {"type=\"percent\" min=\"0\" max=\"100\" step=\"10\"/>",
     "40",
     "40%",
     {{"7", NULL, "70%", NULL}, {"75", "75", "70%", NULL}, {"100", NULL, "100%", NULL}}},
    {"type=\"percent\" legal=\"0 25 50 75 100\"/>",
     "50",
     "50%",
     {{"1", "1", "50%", "Esc leaves 50%"},
      {"100", "100", "50%", NULL},
      {"100<Enter>", NULL, "100%", NULL},
      {"75<Enter>", NULL, "75%", NULL},
      {"70<Enter>", "70", "50%", "not legal"}}},
    {"type=\"percent\" min=\"0\" max=\"100\" step=\"20\"/>",
     "40",
     "40%",
     {{"6", "6", "40%", NULL}, {"100<Enter>", NULL, "100%", NULL}, {"100<Esc>", NULL, "40%", NULL}}},
    {"type=\"integer\" min=\"60\" max=\"100\" step=\"10\"/>",
     "80",
     "80",
     {{"2", "2", "80", NULL}, {"100", "100", "80", NULL}, {"100<Enter>", NULL, "100", NULL}}},
    {"type=\"integer\" min=\"50\" max=\"100\"/>",
     "72",
     "72",
     {{"2<Enter>", "2", "72", "not legal"}, {"75.0<Enter>", NULL, "75", NULL}, {"8", "8", "72", NULL}}},
    {"type=\"integer\" min=\"0\" max=\"100\"/>",
     "61",
     "61",
     {{"7", "7", "61", "Esc leaves 61"},
      {"72<Enter>", NULL, "72", NULL},
      {"5<Enter>", NULL, "5", NULL},
      {"100<Enter>", NULL, "100", NULL},
      {"75.0<Enter>", NULL, "75", NULL},
      {"72.55<Enter>", "72.55", "61", "not legal"},
      {"88,5<Enter>", "88,5", "61", "not legal"},
      {"７２<Enter>", NULL, "72", NULL},
      {".7", "7", "blank", "Esc leaves blank"}}},
    {"type=\"integer\" min=\"0\" max=\"1000\" step=\"0.1\"/>",
     "720",
     "720",
     {{"68", "68", "720", "Esc leaves 720"},
      {"68<Esc>", NULL, "720", NULL},
      {"725.5<Enter>", NULL, "725.5", NULL},
      {".5", "0.5", "blank", NULL},
      {"..5", "0.5", "blank", NULL},
      {".5<Enter>", NULL, "0.5", NULL},
      {",5<Enter>", NULL, "0.5", NULL},
      {"f", NULL, "1000", NULL}}},
    {"type=\"integer\" min=\"0\" max=\"300\"/>",
     "72",
     "72",
     {{"7", "7", "72", NULL}, {"200<Enter>", NULL, "200", NULL}}},
    {"type=\"integer\" min=\"0\" max=\"10\"/>",
     "3",
     "3",
     {{"7", "7", "3", NULL}, {"7<Enter>", NULL, "7", NULL}, {"10<Enter>", NULL, "10", NULL}}},
    {"type=\"level\" min=\"0\" max=\"5\"/>",
     "3",
     "3",
     {{"4", NULL, "4", NULL},
      {"8", NULL, "3", "8 is none of 0, 1, 2, 3, 4, 5; the mark is 3 as before"},
      {"28", NULL, "2", "28 is none of"},
      {"25", NULL, "5", "25 is not on the scale"},
      {"255", NULL, "5", "255 is not on the scale"},
      {"10", NULL, "0", "the mark is 0 now"},
      {"05", NULL, "5", NULL},
      {"2.5", "2.5", "2", "Esc leaves 2"},
      {"2.0<Enter>", NULL, "2", NULL}}},
    {"type=\"level\" min=\"0\" max=\"5\" step=\"0.5\"/>",
     "3",
     "3",
     {{"2", "2", "3", NULL}, {"2.5<Enter>", NULL, "2.5", NULL}, {".5<Enter>", NULL, "0.5", NULL}}},
    {"type=\"named\">" VALUE("0", "Low") VALUE("50", "Middle") VALUE("100", "High") "</scale>",
     "0",
     "Low",
     {{"2", NULL, "Middle", NULL},
      {"9", NULL, "Low", "the mark is Low as before"},
      {"0", NULL, "Low", "0 is none of"},
      {"12", NULL, "Middle", "12 is not on the scale"},
      {"2.5", "2.5", "Middle", NULL},
      {"=High<Enter>", NULL, "High", NULL}}},
};

static void must(const char *folder, const char *line) {
  int code;
  g_autofree char *said = award_run(folder, line, &code);
  if (code != 0) g_test_message("%s: %s", line, said);
  g_assert_cmpint(code, ==, 0);
}

/* An award of one item on that scale, before its assessor. */
static Table on_scale(const char *scale) {
  static const char *const tables[] = {"import applicants '%s/applicants.csv'", "import assessors '%s/assessors.csv'",
                                       "import assignments '%s/assignments.csv' --stage review"};
  Table table = {.folder = award_folder_new("none")};
  g_autofree char *path = g_build_filename(table.folder, "small.xml", NULL);
  g_autofree char *text = g_strdup_printf(
      "<criteria id=\"small\" edition=\"1\" revision=\"1\" status=\"example\"><title xml:lang=\"en\">Small</title>"
      "<scale id=\"of\" %s<rubric id=\"all\" scale=\"of\" combine=\"judged\"/>"
      "<aggregate method=\"sum\" total=\"yes\" points=\"100\"/><node code=\"1\" kind=\"process\" points=\"100\">"
      "<title xml:lang=\"en\">One</title><item code=\"1.1\" points=\"50\" rubric=\"all\"><title xml:lang=\"en\">First"
      "</title></item><item code=\"1.2\" points=\"50\" rubric=\"all\"><title xml:lang=\"en\">Second</title></item>"
      "</node></criteria>",
      scale);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
  must(table.folder, "init --criteria small.xml --rules plain --title x");
  g_autofree char *data = g_canonicalize_filename("tests/screens", NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
    g_auto(GStrv) parts = g_strsplit(tables[i], "%s", 2);
    g_autofree char *line = g_strjoinv(data, parts);
    must(table.folder, line);
  }
  const AwardScreen how = {24, 80, "xterm-256color", "en", "E1", NULL};
  table.pty = award_screen(table.folder, &how);
  press(&table, "<Enter>");
  return table;
}

/* "given: 70%" beside the tree: "70%". */
static void stands(Table *table, const char *mark) {
  g_autofree char *picture = pty_picture(table->pty), *line = g_strdup_printf("given: %s\n", mark);
  if (!strstr(picture, line)) g_test_message("not %s in:\n%s", mark, picture);
  g_assert_nonnull(strstr(picture, line));
}

static void line_is(Table *table, const char *text) {
  if (!text) {
    hides(table, "Enter take");
    return;
  }
  g_autofree char *picture = pty_picture(table->pty);
  g_autofree char *beside = g_strdup_printf(": %s\n", text), *below = g_strdup_printf("\n> %s\n", text);
  bool found = strstr(picture, beside) || strstr(picture, below);
  if (!found) g_test_message("no line “%s” in:\n%s", text, picture);
  g_assert_true(found);
}

static void type_row(Table *table, const Kind *kind, const Typed *row) {
  g_test_message("%s: %s", kind->scale, row->keys);
  g_autofree char *before = g_strdup_printf("=%s<Enter><Down><Up>", kind->before);
  press(table, before);
  stands(table, kind->shown);
  press(table, row->keys);
  line_is(table, row->line);
  stands(table, row->mark);
  if (row->words) shows(table, row->words);
  if (!row->line) return;
  press(table, "<Esc>");
  line_is(table, NULL);
  stands(table, row->mark);
}

static void test_scales(void) {
  if (!can_see()) return;
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
    g_auto(Table) table = on_scale(kinds[i].scale);
    for (const Typed *row = kinds[i].rows; row->keys; row++) type_row(&table, &kinds[i], row);
  }
}

/* What another screen writes while a mark is typed is asked about. */
static void test_written_meanwhile(void) {
  static const struct {
    const char *begin, *end, *mine, *was;
  } cases[] = {{"=8", "0<Enter>", "mine      80", "it was    45%"},
               {"7", "5", "mine      75", "it was    70%"},
               {"78", "<Backspace>5<Enter>", "mine      75", "it was    70%"},
               {"a", "why<Enter>", "mine      abstained", "it was    45%"}};
  if (!can_see()) return;
  g_auto(Table) table = on_scale(FIVES);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    press(&table, "=45<Enter>");
    press(&table, cases[i].begin);
    must(table.folder, "--as E1 score T1 1.1 30");
    g_assert_true(pty_settle(table.pty));
    press(&table, cases[i].end);
    shows(&table, cases[i].mine);
    shows(&table, "theirs    30%");
    shows(&table, cases[i].was);
    press(&table, "t");
    stands(&table, "30%");
  }
}

/* What is written to another item meanwhile is nothing to ask about. */
static void test_written_beside(void) {
  if (!can_see()) return;
  g_auto(Table) table = on_scale(FIVES);
  press(&table, "=8");
  must(table.folder, "--as E1 score T1 1.2 30");
  g_assert_true(pty_settle(table.pty));
  press(&table, "0<Enter>");
  hides(&table, "Which stands?");
  stands(&table, "80%");
  press(&table, "<Down>");
  stands(&table, "30%");
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/typing/scales", test_scales);
  g_test_add_func("/typing/written-meanwhile", test_written_meanwhile);
  g_test_add_func("/typing/written-beside", test_written_beside);
  return g_test_run();
}
