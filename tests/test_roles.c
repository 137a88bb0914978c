/* test_roles.c: every screen and every command as every role. Marks, means and comments of others that cannot be mistaken are
 * planted, and nobody who may not see them yet finds them in any output, picture, count, order or search. */
#include "tests/award_folder.h"
#include "tui/screen.h"

#include <locale.h>
#include <string.h>

/* E02 gives 83 everywhere and has submitted, E03 gives 93 and has not; 88 would be their mean. Nobody else gives such marks. */
#define PLANTED "PLANTED"

static char *folder;

static void must_as(const char *who, const char *line) {
  int code;
  g_autofree char *whole = g_strdup_printf("--as %s %s", who, line);
  g_autofree char *said = award_run(folder, whole, &code);
  if (code != 0) g_error("%s: exit %d: %s", whole, code, said);
}

static void write_file(const char *name, const char *text) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

/* The plain rules, but nobody sees the others before the stage is closed. */
static void write_rules(void) {
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents("criteria/packs/plain.xml", &text, NULL, NULL));
  g_auto(GStrv) first = g_strsplit(text, "id=\"plain\"", 2);
  g_auto(GStrv) second = g_strsplit(first[1], "form=\"items\"", 2);
  g_assert_nonnull(second[1]);
  g_autofree char *blind =
      g_strconcat(first[0], "id=\"blindly\"", second[0], "form=\"items\" blind=\"yes\"", second[1], NULL);
  write_file("blindly.xml", blind);
}

static const char *const items[] = {"1.1", "1.2", "1.3", "2.1", "2.2", "2.3"};

/* Whole percentages, so that marks can be planted that no band or scale speaks of. */
static void write_criteria(void) {
  g_autoptr(GString) text =
      g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<criteria id=\"wholes\" edition=\"1\" revision=\"1\" "
                   "status=\"example\">\n"
                   "<title xml:lang=\"en\">Wholes</title>\n<note xml:lang=\"en\">for tests</note>\n"
                   "<scale id=\"pct\" type=\"percent\" min=\"0\" max=\"100\" step=\"1\"/>\n"
                   "<rubric id=\"r\" scale=\"pct\" combine=\"judged\"><title xml:lang=\"en\">Guide</title>\n"
                   "<band id=\"b1\" from=\"0\" to=\"50\"><title xml:lang=\"en\">low</title></band>\n"
                   "<band id=\"b2\" from=\"51\" to=\"100\"><title xml:lang=\"en\">high</title></band></rubric>\n"
                   "<aggregate method=\"sum\"/>\n<not-applicable allow=\"none\"/>\n");
  for (size_t i = 0; i < G_N_ELEMENTS(items); i++) {
    if (i % 3 == 0)
      g_string_append_printf(text, "<node code=\"%.1s\" points=\"300\"><title xml:lang=\"en\">Part</title>\n",
                             items[i]);
    g_string_append_printf(text,
                           "<item code=\"%s\" points=\"100\" rubric=\"r\"><title xml:lang=\"en\">Item</title>"
                           "<hint xml:lang=\"en\">Look</hint></item>\n",
                           items[i]);
    if (i % 3 == 2) g_string_append(text, "</node>\n");
  }
  g_string_append(text, "</criteria>\n");
  write_file("wholes.xml", text->str);
}

static void plant(bool asks) {
  g_autoptr(GString) scores = g_string_new("applicant,assessor,item,mark,strength,ofi\n");
  for (size_t i = 0; i < G_N_ELEMENTS(items); i++)
    g_string_append_printf(scores, "A01,E02,%s,83,%s,%s\n", items[i], i ? "" : PLANTED " strength",
                           i ? "" : PLANTED " improvement");
  write_file("scores.csv", scores->str);
  if (asks) must_as("E02", "declare A01 none");
  must_as("E02", "factor A01 '" PLANTED " factor'");
  must_as("secretariat", "import scores scores.csv");
  for (size_t i = 0; i < 4; i++) {
    g_autofree char *line = g_strdup_printf("score A01 %s 93", items[i]);
    must_as("E03", line);
  }
  must_as("E03", "comment A01 1.1 ofi '" PLANTED " draft'");
  g_autofree char *own = g_strdup_printf("score A01 %s 40", items[0]);
  must_as("E01", own);
  must_as("E04", own);
}

static void make_award(bool asks) {
  folder = award_folder_new("none");
  write_rules();
  write_criteria();
  write_file("applicants.csv", "applicant,name\nA01,甲厂\nA02,乙厂\n");
  write_file("assessors.csv", "assessor,name,role\nE01,一,assessor\nE02,二,assessor\nE03,三,assessor\nE04,四,leader\n"
                              "E05,五,sector-expert\nE06,六,assessor\nS01,七,supervisor\nC01,八,committee\n");
  write_file("assignments.csv",
             "applicant,assessor,lead\nA01,E01,\nA01,E02,\nA01,E03,\nA01,E04,yes\nA01,E05,\nA02,E06,\n");
  g_autofree char *init = g_strdup_printf("init --criteria wholes.xml --rules blindly.xml --title 独立评分 %s",
                                          asks ? "--set declaration=required" : "");
  must_as("secretariat", init);
  must_as("secretariat", "import applicants applicants.csv");
  must_as("secretariat", "import assessors assessors.csv");
  must_as("secretariat", "import assignments assignments.csv");
  for (const char *const *who = (const char *const[]){"E01", "E03", "E04", NULL}; asks && *who; who++)
    must_as(*who, "declare A01 none");
  plant(asks);
}

/* -- what must not be seen ---------------------------------------------------------------------------------------- */

static bool leaks(const char *text) {
  static GRegex *planted;
  if (!planted) planted = g_regex_new("\\b(83|93|88)(\\.0+)?\\b|" PLANTED, G_REGEX_OPTIMIZE, 0, NULL);
  return g_regex_match(planted, text, 0, NULL);
}

static void hides(const char *who, const char *where, const char *text) {
  if (leaks(text)) g_test_message("%s sees in %s:\n%s", who, where, text);
  g_assert_false(leaks(text));
}

static const char *const walkers[] = {"E01", "E04", "E05", "E06", "A01", "A02"};

/* Every command, in every form that could tell something. */
static const char *const lines[] = {"packs list",
                                    "packs show caf-2020",
                                    "status",
                                    "status --format json",
                                    "check",
                                    "check --format json",
                                    "check A01",
                                    "check A01 --format json",
                                    "rank",
                                    "rank --format json",
                                    "report ranking",
                                    "report candidates",
                                    "report scoresheet A01",
                                    "report matrix A01",
                                    "report consensus A01",
                                    "report consensus A01 --format json",
                                    "report feedback A01",
                                    "report flags",
                                    "report matrix A01 --format json",
                                    "export scores",
                                    "export comments",
                                    "log",
                                    "log --format json",
                                    "log --format csv",
                                    "verify",
                                    "help",
                                    "version",
                                    "init --criteria caf-2020 --rules plain --title x",
                                    "import scores scores.csv",
                                    "import applicants applicants.csv",
                                    "score A01 1.1/nothing 10",
                                    "score A02 1.1 10",
                                    "comment A02 1.1 ofi x",
                                    "factor A01",
                                    "factor A02",
                                    "factor A02 x",
                                    "factor A01 --remove 1",
                                    "uncomment 1",
                                    "uncomment 2",
                                    "uncomment 3",
                                    "submit A02",
                                    "declare A02 none",
                                    "declare A03 conflict --reason x",
                                    "recuse A01 E02 --reason x",
                                    "release E02 --reason x",
                                    "release E03 A01 --to E01 --reason x",
                                    "release E02 --lift --reason x",
                                    "deputy A01 E02 --reason x",
                                    "veto A01 --reason x",
                                    "withdraw A01 --reason x",
                                    "withdraw A01 --lift --reason x",
                                    "deduct A01 late 1 --reason x",
                                    "decide A01 review passed --reason x",
                                    "place A01 --reason x",
                                    "correct A01 --name x --reason x",
                                    "correct E02 --organisation x --reason x",
                                    "return A01 E02 --reason x",
                                    "stage review close",
                                    "stage review seal",
                                    "stage",
                                    "history A01",
                                    "history A01 --assessor E02",
                                    "history A01 1.1 --assessor E03",
                                    "history A01 --restore 9",
                                    "undo A02",
                                    "redo A02",
                                    "resolve spread A01 --reason x",
                                    "agree A01 1.1 10 --reason-code scope --reason x",
                                    "merge 1",
                                    "merge 2",
                                    "agreement",
                                    "agreement --format json",
                                    "feedback A01",
                                    "agree A01 1.1 80",
                                    "agree A01 1.1 80 --instead-of blank",
                                    "agree A01 1.1 --withdraw --reason x",
                                    "merge 1",
                                    "merge 2",
                                    "merge 1 --withdraw"};

static bool is_walked(const char *command) {
  size_t n = strlen(command);
  for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
    if (strncmp(lines[i], command, n) == 0 && (lines[i][n] == ' ' || lines[i][n] == '\0')) return true;
  return false;
}

/* A new command must be walked too. */
static void test_all_commands(void) {
  for (size_t i = 0; i < command_count(); i++) {
    const char *name = command_at(i)->name;
    if (!is_walked(name)) g_test_message("tests/test_roles.c does not walk the command %s", name);
    g_assert_true(is_walked(name));
  }
}

static void walk_commands(const char *who) {
  for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
    g_autofree char *line = g_strdup_printf("--lang en --as %s %s", who, lines[i]);
    g_autofree char *said = award_run(folder, line, NULL);
    hides(who, lines[i], said);
  }
  for (const char *const *line = (const char *const[]){"status", "log", "log --format json", NULL}; *line; line++) {
    g_autofree char *whole = g_strdup_printf("--lang en --as %s %s", who, *line);
    g_autofree char *said = award_run(folder, whole, NULL);
    g_assert_null(strstr(said, "E02"));
    g_assert_null(strstr(said, "E03"));
  }
}

/* -- screens ---------------------------------------------------------------------------------------------------------- */

static const char *const screens[] = {"queue",
                                      "queue A01",
                                      "queue A01 review",
                                      "queue A02 review",
                                      "explain A01",
                                      "explain A02",
                                      "ranking",
                                      "journal",
                                      "flags",
                                      "flags A01",
                                      "help",
                                      "palette",
                                      "welcome",
                                      "output",
                                      "matrix A01",
                                      "matrix A01 review",
                                      "matrix A02",
                                      "scorebook A01",
                                      "scorebook A01 review E02",
                                      "scorebook A01 review E03",
                                      "scorebook A02 review E06",
                                      "comment A01 review 1.1 strength",
                                      "history A01 review E01",
                                      "history A01 review E02",
                                      "history A01 review E03 1.1",
                                      "report matrix A01",
                                      "report scoresheet A01",
                                      "report consensus A01",
                                      "report feedback A01",
                                      "report ranking",
                                      "report flags",
                                      "consensus A01",
                                      "consensus A01 review"};

static void test_all_screens(void) {
  for (size_t i = 0; i < screen_count(); i++) {
    bool walked = false;
    for (size_t k = 0; k < G_N_ELEMENTS(screens); k++)
      walked = walked || g_str_has_prefix(screens[k], screen_at(i)->name);
    if (!walked) g_test_message("tests/test_roles.c does not walk the screen %s", screen_at(i)->name);
    g_assert_true(walked);
  }
}

static void look(const char *who, Pty *pty, const char *keys, const char *where) {
  g_autoptr(GString) bytes = award_keys(keys);
  g_assert_true(pty_type(pty, bytes->str, bytes->len));
  g_autofree char *picture = award_picture(pty);
  hides(who, where, picture);
}

/* A search says that it found nothing, whatever is there. */
static void search(Pty *pty, const char *what) {
  g_autofree char *keys = g_strdup_printf("/%s<Enter>", what);
  g_autoptr(GString) bytes = award_keys(keys);
  g_autofree char *before = pty_picture(pty);
  g_assert_true(pty_type(pty, bytes->str, bytes->len));
  g_autofree char *after = pty_picture(pty);
  const char *cursor = strstr(before, "[cursor"), *then = strstr(after, "[cursor");
  g_assert_cmpstr(cursor, ==, then);
  g_assert_true(pty_type(pty, "\x0c", 1));
}

/* What can be done in a screen that sorts, counts, narrows, opens what is focused, or lists how a line could go on. */
static const struct {
  const char *screen, *keys;
} moves[] = {
    {"queue", "svvs"},        {"queue", "<Enter>"},         {"queue", "m"},
    {"queue", "c"},           {"matrix", "sssst"},          {"matrix", "<Right><Enter>"},
    {"consensus", "<Tab>ot"}, {"journal", "<Enter>"},       {"journal", ":filter E02 mark<Enter>"},
    {"flags", "svv"},         {"scorebook", "<PgDn>iiii]"}, {"scorebook", "b<Esc>"},
    {"palette", "E02"},       {"help", "/E02<Enter>"},
};

/* The lines a Tab could go on with, for each kind of word. */
static const char *const begun[] = {
    ":score ",      ":recuse A01 ", ":return A01 E", ":agree A01 1",    ":open scorebook A01 review E",
    ":open queue ", ":act E",       ":report ",      ":resolve spread "};

static const char *const quick[] = {"ESCDELAY=1", NULL};

static void open_screen(const char *who, Pty *pty, const char *screen) {
  look(who, pty, "<Esc><Esc><Esc>", "back");
  g_autofree char *open = g_strdup_printf(":open %s<Enter>", screen);
  look(who, pty, open, screen);
}

static void walk_moves(const char *who, Pty *pty) {
  for (size_t i = 0; i < G_N_ELEMENTS(screens); i++)
    for (size_t m = 0; m < G_N_ELEMENTS(moves); m++) {
      if (!g_str_has_prefix(screens[i], moves[m].screen)) continue;
      open_screen(who, pty, screens[i]);
      look(who, pty, moves[m].keys, moves[m].keys);
    }
}

/* A filter finds nothing of others; what was looked for stands in the title. */
static void walk_filter(const char *who, Pty *pty) {
  open_screen(who, pty, "journal");
  for (const char *const *word = (const char *const[]){"83", "93", "E02", PLANTED, NULL}; *word; word++) {
    g_autofree char *keys = g_strdup_printf(":filter %s<Enter>", *word);
    g_autoptr(GString) bytes = award_keys(keys);
    g_assert_true(pty_type(pty, bytes->str, bytes->len));
    g_autofree char *picture = award_picture(pty), *none = g_strdup_printf("0 events with “%s”", *word);
    g_assert_nonnull(strstr(picture, none));
  }
}

/* Who is in the panel is not told by how a line goes on either. */
static void walk_completion(const char *who, Pty *pty) {
  open_screen(who, pty, "queue");
  for (size_t i = 0; i < G_N_ELEMENTS(begun); i++) {
    g_autoptr(GString) bytes = award_keys(begun[i]);
    g_string_append(bytes, "\t\t");
    g_assert_true(pty_type(pty, bytes->str, bytes->len));
    g_autofree char *picture = award_picture(pty);
    hides(who, begun[i], picture);
    for (const char *const *other = walkers; other < walkers + G_N_ELEMENTS(walkers); other++)
      if (!g_str_equal(*other, who) && (*other)[0] == 'E') g_assert_null(strstr(picture, *other));
    look(who, pty, "<Esc>", "the line again");
  }
}

static void walk_screens(const char *who, int rows, int cols) {
  g_autoptr(Pty) pty = award_screen(folder, &(AwardScreen){rows, cols, "xterm-256color", "en", who, quick});
  look(who, pty, "<C-l>", "the first screen");
  for (size_t i = 0; i < G_N_ELEMENTS(screens); i++) {
    open_screen(who, pty, screens[i]);
    look(who, pty, g_str_has_prefix(screens[i], "comment") ? "<C-l>" : "<PgDn><PgDn>", screens[i]);
    if (!g_str_has_prefix(screens[i], "journal") && !g_str_has_prefix(screens[i], "queue")) continue;
    search(pty, "E02");
    search(pty, "83");
  }
  walk_moves(who, pty);
  walk_filter(who, pty);
  walk_completion(who, pty);
}

static void walk_plain(const char *who) {
  g_autofree char *program = g_shell_quote(award_program());
  g_autofree char *script = g_strdup_printf(
      "printf 'queue\\nopen 1\\nlist\\nitem 1.1\\nopen A01 review "
      "E02\\nlist\\nopen A01 review E03\\nlist\\nlog\\nstatus\\nqueue all\\nmatrix A01\\nmatrix "
      "A02\\nconsensus A01\\n80\\nstop\\nranking\\nexplain A01\\nflags\\nsettle 1 x\\nlist E02\\n' | %s --lang en "
      "--as %s --plain",
      program, who);
  g_autofree char *out = NULL, *err = NULL;
  const char *argv[] = {"/bin/sh", "-c", script, NULL};
  g_assert_true(g_spawn_sync(folder, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, &err, NULL, NULL));
  hides(who, "--plain", out);
  hides(who, "--plain", err);
}

static void test_walk(gconstpointer who) {
  walk_commands(who);
  walk_plain(who);
  if (!pty_usable()) return;
  walk_screens(who, 24, 80);
  walk_screens(who, 60, 200);
}

/* -- that the test could find it ----------------------------------------------------------------------------------------- */

static void sees(const char *who, const char *line) {
  g_autofree char *whole = g_strdup_printf("--lang en --as %s %s", who, line);
  g_autofree char *said = award_run(folder, whole, NULL);
  if (!leaks(said)) g_test_message("%s does not see in %s:\n%s", who, line, said);
  g_assert_true(leaks(said));
}

static void test_overseers(void) {
  static const char *const who[] = {"secretariat", "S01", "C01"};
  for (size_t i = 0; i < G_N_ELEMENTS(who); i++) sees(who[i], "report matrix A01");
  sees("secretariat", "export scores");
  sees("secretariat", "export comments");
  sees("secretariat", "factor A01");
  sees("secretariat", "log");
}

static bool screen_leaks(const char *who, const char *open) {
  g_autoptr(Pty) pty = award_screen(folder, &(AwardScreen){60, 200, "xterm-256color", "en", who, NULL});
  g_autofree char *keys = g_strdup_printf(":open %s<Enter>", open);
  g_autoptr(GString) bytes = award_keys(keys);
  pty_type(pty, bytes->str, bytes->len);
  g_autofree char *picture = award_picture(pty);
  return leaks(picture);
}

/* Own submission is not enough while the stage is open; the leader's is; closing opens it to the panel, not to others. */
static void test_afterwards(void) {
  for (size_t i = 0; i < G_N_ELEMENTS(items); i++) {
    g_autofree char *line = g_strdup_printf("score A01 %s 40", items[i]);
    must_as("E01", line);
    must_as("E04", line);
  }
  must_as("E01", "submit A01");
  test_walk("E01");
  must_as("E04", "submit A01");
  if (pty_usable()) g_assert_true(screen_leaks("E04", "matrix A01"));
  must_as("secretariat", "stage review close");
  if (pty_usable()) g_assert_true(screen_leaks("E01", "matrix A01"));
  test_walk("E06");
  test_walk("A01");
}

/* The stage is closed and the own scorebook is in: before a declaration that opens nothing. */
static void test_undeclared(void) {
  char *first = folder;
  make_award(true);
  write_file("paper.csv", "applicant,assessor,item,mark\nA01,E05,1.1,40\n");
  must_as("secretariat", "import scores paper.csv");
  must_as("secretariat", "stage review close");
  test_walk("E05");
  if (pty_usable()) g_assert_false(screen_leaks("E05", "matrix A01"));
  must_as("E05", "declare A01 none");
  if (pty_usable()) g_assert_true(screen_leaks("E05", "matrix A01"));
  award_folder_remove(folder);
  folder = first;
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  make_award(false);
  g_test_add_func("/roles/all-commands", test_all_commands);
  g_test_add_func("/roles/all-screens", test_all_screens);
  for (size_t i = 0; i < G_N_ELEMENTS(walkers); i++) {
    g_autofree char *path = g_strdup_printf("/roles/walk/%s", walkers[i]);
    g_test_add_data_func(path, walkers[i], test_walk);
  }
  g_test_add_func("/roles/then/overseers", test_overseers);
  g_test_add_func("/roles/then/afterwards", test_afterwards);
  g_test_add_func("/roles/undeclared", test_undeclared);
  int failed = g_test_run();
  award_folder_remove(folder);
  return failed;
}
