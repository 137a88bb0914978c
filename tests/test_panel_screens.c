/* test_panel_screens.c: what a panel reads of itself in the screens: who is meant by a name, how far it is, what came back. */
#include "tests/award_folder.h"

#include <locale.h>
#include <signal.h>
#include <string.h>

typedef struct Seat { /* somebody of the panels, in a folder */
  char *folder;
  Pty *pty;
} Seat;

static void seat_clear(Seat *seat) {
  pty_free(seat->pty);
  award_folder_remove(seat->folder);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Seat, seat_clear)

static void must_run(const Seat *seat, const char *line) {
  int code;
  g_autofree char *said = award_run(seat->folder, line, &code);
  if (code != 0) g_test_message("%s: %s", line, said);
  g_assert_cmpint(code, ==, 0);
}

static void must_put(const Seat *seat, const char *name, const char *text) {
  g_autofree char *path = g_build_filename(seat->folder, name, NULL);
  g_autoptr(GError) error = NULL;
  g_file_set_contents(path, text, -1, &error);
  g_assert_no_error(error);
}

static void type(Seat *seat, const char *keys) {
  g_autoptr(GString) bytes = award_keys(keys);
  g_assert_true(pty_type(seat->pty, bytes->str, bytes->len));
}

static void sit_down(Seat *seat, int rows, int cols, const char *lang, const char *actor, const char *keys) {
  const AwardScreen how = {rows, cols, "xterm-256color", lang, actor, NULL};
  g_clear_pointer(&seat->pty, pty_free);
  seat->pty = award_screen(seat->folder, &how);
  if (*keys) type(seat, keys);
  g_assert_true(pty_settle(seat->pty));
}

static void shows(const Seat *seat, const char *words, bool want) {
  g_autofree char *picture = award_picture(seat->pty);
  bool found = strstr(picture, words) != NULL;
  if (found != want) g_test_message("“%s” %s in\n%s", words, want ? "is not" : "is", picture);
  g_assert_true(found == want);
}

/* -- a panel of its own --------------------------------------------------------------------------------------------- */

/* One firm, judged by n assessors, of whom E01 leads; all but the last `out` have submitted. */
static Seat panel_new(const char *assessors, int n, int out) {
  Seat seat = {.folder = award_folder_new("none")};
  g_autoptr(GString) places = g_string_new("applicant,assessor,lead\n");
  g_autoptr(GString) scores = g_string_new("applicant,assessor,item,mark\n");
  g_auto(GStrv) lines = g_strsplit(assessors, "\n", -1);
  for (int i = 0; i < n; i++) {
    g_auto(GStrv) words = g_strsplit(lines[1 + i], ",", 2);
    g_string_append_printf(places, "A1,%s,%s\n", words[0], i == 0 ? "yes" : "");
    if (i < n - out) g_string_append_printf(scores, "A1,%s,4.1.2,%d\n", words[0], 50 + 5 * (i % 2));
  }
  must_put(&seat, "applicants.csv", "applicant,name\nA1,岚屿水泵\n");
  must_put(&seat, "assessors.csv", assessors);
  must_put(&seat, "assignments.csv", places->str);
  must_put(&seat, "scores.csv", scores->str);
  must_run(&seat, "init --criteria gbt19580-2012 --rules plain --title 一组");
  must_run(&seat, "import applicants applicants.csv");
  must_run(&seat, "import assessors assessors.csv");
  must_run(&seat, "import assignments assignments.csv");
  must_run(&seat, "import scores scores.csv");
  return seat;
}

/* Whoever proposed it is found by the id as it is written, then by an id in other letters, then by a full name that only one
 * of the panel has; else it is asked. */
static void test_namesakes(void) {
  static const struct {
    const char *typed, *logged;
  } cases[] = {{"李伟", NULL}, {"e02", "e02"}, {"E02", "E02"}, {"e03", "E03"}, {"王芳", "E03"}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(Seat) seat = panel_new("assessor,name\nE01,李伟\nE02,李伟\ne02,赵敏\nE03,王芳\n", 4, 0);
    g_autofree char *keys = g_strconcat(":open consensus A1<Enter>a55 ", cases[i].typed, "<Enter>", NULL);
    sit_down(&seat, 24, 80, "en", "E01", keys);
    if (!cases[i].logged) shows(&seat, "“李伟” is several, E01, E02; say whose id:", true);
    if (!cases[i].logged) shows(&seat, "> 55 李伟", true);
    g_autofree char *log = award_run(seat.folder, "log --format csv", NULL);
    g_assert_cmpint(strstr(log, ",agree,") != NULL, ==, cases[i].logged != NULL);
    g_autofree char *column = g_strdup_printf(",agree,review,A1,%s,", cases[i].logged ? cases[i].logged : "");
    if (cases[i].logged && !strstr(log, column)) g_test_message("no %s in\n%s", column, log);
    g_assert_true(!cases[i].logged || strstr(log, column));
  }
}

/* Of twelve eleven are in, whatever was agreed on before one came back; the column has room for it. */
static void test_how_far(void) {
  g_autoptr(GString) assessors = g_string_new("assessor\n");
  for (int i = 1; i <= 12; i++) g_string_append_printf(assessors, "E%02d\n", i);
  g_auto(Seat) seat = panel_new(assessors->str, 12, 0);
  must_run(&seat, "--as E01 agree A1 4.1.2 55");
  sit_down(&seat, 24, 80, "zh", "E01", "");
  shows(&seat, "合议 1", true);
  must_run(&seat, "return A1 E12 --reason 补评");
  sit_down(&seat, 24, 80, "zh", "E01", "");
  shows(&seat, "合议 1", false);
  shows(&seat, "已交 11/12", true);
}

/* -- flags ------------------------------------------------------------------------------------------------------------ */

/* Who may not settle flags is told before a reason is typed, and who may is asked for it. */
static void test_who_settles(void) {
  g_auto(Seat) seat = {.folder = award_folder_new("demo")};
  must_run(&seat, "stage review close");
  sit_down(&seat, 24, 80, "en", "E02", ":open flags A01<Enter>r");
  shows(&seat, "resolved, because", false);
  shows(&seat, "“E02” may not settle flags on “A01”", true);
  sit_down(&seat, 24, 80, "en", "E01", ":open flags A01<Enter>r");
  shows(&seat, "resolved, because", true);
}

/* -- what came back --------------------------------------------------------------------------------------------------- */

/* However long the reason is, words that were never saved are told of as well; what is cut is whole under h. */
static void test_notices(void) {
  static const struct {
    int rows, cols;
    const char *where;
  } sizes[] = {{24, 80, "(key h)"}, {12, 40, "(h: all)"}};
  for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
    g_auto(Seat) seat = {.folder = award_folder_new("open")};
    must_run(&seat, "--as E02 score A01 4.1.2 60");
    must_run(&seat, "--as E02 submit A01");
    must_run(&seat, "return A01 E02 --reason "
                    "请补评其余条款后再提交；4.7各条请写明所依据的数据在自评报告第几页，没有数据的请弃权并说明理由；"
                    "4.1各条请写明是对照哪一段走访记录评的，访谈对象是谁，并与自评报告核对；最后再核对一遍总分。");
    sit_down(&seat, 24, 80, "en", "E02", "<Enter>c半句");
    pty_signal(seat.pty, SIGKILL);
    pty_wait(seat.pty);
    sit_down(&seat, sizes[i].rows, sizes[i].cols, "en", "E02", "<Enter>");
    shows(&seat, "not saved yet: words on 4.1.2", true);
    shows(&seat, "returned: 请补评", true);
    shows(&seat, sizes[i].where, true);
    sit_down(&seat, 24, 80, "en", "E02", "<Enter>h");
    shows(&seat, "最后再核对一遍总分。", true);
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  if (!pty_usable()) return g_test_run();
  g_test_add_func("/panel/namesakes", test_namesakes);
  g_test_add_func("/panel/how-far", test_how_far);
  g_test_add_func("/panel/who-settles", test_who_settles);
  g_test_add_func("/panel/notices", test_notices);
  return g_test_run();
}
