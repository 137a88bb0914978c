/* test_terminal.c: what a terminal may do to the screens: any size at any moment, stops, signals, its own death, old names. */
#include "tests/seat.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

/* The modes that were switched on are off again, and the screen before is back. */
static void is_sane(const Pty *pty) {
  const char *all = pty_written(pty)->str;
  g_assert_nonnull(strstr(all, "\033[?1049h"));
  const char *off = g_strrstr(all, "\033[?1049l"), *on = g_strrstr(all, "\033[?1049h");
  g_assert_true(off && off > on);
  g_assert_true(g_strrstr(all, "\033[?2004l") > g_strrstr(all, "\033[?2004h"));
}

static void test_sizes(void) {
  if (!can_see()) return;
  g_auto(Table) table = sit_down(&usual);
  static const int sizes[][2] = {{12, 40}, {1, 1}, {2, 3}, {3, 80}, {60, 200}, {24, 5}, {5, 24}, {1, 200}, {24, 80}};
  static const char *const screens[] = {"queue",       "queue A01",  "ranking",       "journal",
                                        "flags",       "help",       "palette",       "report matrix A01",
                                        "explain A07", "matrix A02", "consensus A02", "scorebook A01 review E01"};
  for (size_t s = 0; s < G_N_ELEMENTS(screens); s++) {
    g_autofree char *open = g_strdup_printf(":open %s<Enter>", screens[s]);
    press(&table, open);
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
      g_assert_true(pty_resize(table.pty, sizes[i][0], sizes[i][1]));
      press(&table, "<Down>");
      press(&table, "<Up>");
    }
    press(&table, "<Esc>");
    shows(&table, "Queue");
  }
}

/* What was written for the width before may arrive late; libvterm 0.1.4 crashes on a wide character where there is one column. */
static void test_resize_storm(void) {
  if (!can_see()) return;
  g_auto(Table) table = sit_down(&usual);
  g_autoptr(GRand) random = g_rand_new_with_seed(20260511);
  for (int i = 0; i < 300; i++) {
    pty_resize_ahead(table.pty, g_rand_int_range(random, 1, 60), g_rand_int_range(random, 2, 200));
    if (i % 3 == 0) pty_type_ahead(table.pty, "j", 1);
  }
  g_assert_true(pty_resize(table.pty, 24, 81));
  press(&table, "g");
  shows(&table, "> A01");
}

/* What another process writes shows up without a key. */
static void test_change(void) {
  if (!can_see()) return;
  g_auto(Table) table = sit_down(&usual);
  press(&table, ":open journal<Enter>");
  shows(&table, "6 events");
  int code;
  g_autofree char *said = award_run(table.folder, "veto A02 --reason 抽查不合格", &code);
  if (code != 0) g_test_message("%s", said);
  g_assert_cmpint(code, ==, 0);
  g_assert_true(pty_settle(table.pty));
  shows(&table, "7 events");
  shows(&table, "veto");
}

/* A name that another process corrects, too: people are read again. */
static void test_correction(void) {
  if (!can_see()) return;
  g_auto(Table) table = sit_down(&usual);
  shows(&table, "A02       岚屿青筠光学");
  int code;
  g_autofree char *said = award_run(table.folder, "correct A02 --name 岚屿翠筠光学 --reason 误录", &code);
  if (code != 0) g_test_message("%s", said);
  g_assert_cmpint(code, ==, 0);
  g_assert_true(pty_settle(table.pty));
  shows(&table, "A02       岚屿翠筠光学");
}

/* After the colon a screen's name opens it, unless a command has that name. */
static void test_screen_by_name(void) {
  if (!can_see()) return;
  g_auto(Table) table = sit_down(&usual);
  press(&table, ":ranking<Enter>");
  shows(&table, "Ranking");
  press(&table, "q:status<Enter>");
  shows(&table, "Who still owes what");
  press(&table, "q:nonsense<Enter>");
  shows(&table, "nonsense");
}

static void test_stop(void) {
  if (!can_see()) return;
  g_auto(Table) table = sit_down(&usual);
  press(&table, "jj");
  g_autofree char *before = award_picture(table.pty);
  pty_type_ahead(table.pty, "\032", 1);
  g_assert_true(pty_wait_stopped(table.pty));
  is_sane(table.pty);
  pty_signal(table.pty, SIGCONT);
  g_assert_true(pty_settle(table.pty));
  press(&table, "<C-l>");
  g_autofree char *after = award_picture(table.pty);
  g_assert_cmpstr(before, ==, after);
}

static void test_signal(gconstpointer number) {
  if (!can_see()) return;
  g_auto(Table) table = sit_down(&usual);
  press(&table, ":");
  pty_signal(table.pty, GPOINTER_TO_INT(number));
  g_assert_cmpint(pty_wait(table.pty), ==, 0);
  is_sane(table.pty);
}

static void test_death(void) {
  if (!can_see()) return;
  g_auto(Table) table = sit_down(&usual);
  pty_hang_up(table.pty);
  g_assert_cmpint(pty_wait(table.pty), ==, 0);
  int code;
  g_autofree char *said = award_run(table.folder, "verify", &code);
  if (code != 0) g_test_message("%s", said);
  g_assert_cmpint(code, ==, 0);
}

static void test_quit(void) {
  if (!can_see()) return;
  g_auto(Table) table = sit_down(&usual);
  pty_type_ahead(table.pty, "Q", 1);
  g_assert_cmpint(pty_wait(table.pty), ==, 0);
  is_sane(table.pty);
}

static void test_language(void) {
  if (!can_see()) return;
  g_auto(Table) table = sit_down(&usual);
  shows(&table, "Queue");
  press(&table, "<F2>");
  shows(&table, "任务");
  press(&table, "<F2>");
  shows(&table, "Queue");
}

/* Which file of that content is in its place; a file that is replaced is another one. */
static ino_t recent_file(const char *folder, const char *holds) {
  g_autofree char *path = g_build_filename(folder, "state", "accolade", "recent", NULL), *text = NULL;
  GStatBuf file;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL) && g_stat(path, &file) == 0);
  if (!strstr(text, holds)) g_test_message("no “%s” in: %s", holds, text);
  g_assert_nonnull(strstr(text, holds));
  g_assert_cmpint(file.st_mode & 0777, ==, 0600);
  return file.st_ino;
}

/* Starting where one was last writes nothing; as somebody else it does. */
static void test_recent(void) {
  if (!can_see()) return;
  AwardScreen how = usual;
  g_auto(Table) table = sit_down(&how);
  ino_t first = recent_file(table.folder, "award.db\tsecretariat\t");
  G_GNUC_UNUSED g_autoptr(Pty) again = award_screen(table.folder, &how);
  g_assert_true(recent_file(table.folder, "award.db\tsecretariat\t") == first);
  how.actor = "E01";
  G_GNUC_UNUSED g_autoptr(Pty) other = award_screen(table.folder, &how);
  g_assert_true(recent_file(table.folder, "award.db\tE01\t") != first);
}

/* Who cannot begin leaves whoever sits here where they are. */
static void test_act_refused(void) {
  if (!can_see()) return;
  AwardScreen how = usual;
  how.actor = "E01";
  g_auto(Table) table = sit_down(&how);
  press(&table, "j:open journal<Enter>:act nobody<Enter>");
  shows(&table, "nobody");
  g_autofree char *path = g_build_filename(table.folder, "award.db", NULL);
  sqlite3 *db = NULL;
  g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_exec(db, "INSERT INTO panel VALUES(99999, 1, 0, 0)", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close(db);
  press(&table, ":act secretariat<Enter>");
  shows(&table, "! ");
  shows(&table, "· E01");
  press(&table, ":open queue<Enter>j");
  shows(&table, "[cursor: row 4,");
}

static void test_mouse(void) {
  if (!can_see()) return;
  g_auto(Table) table = sit_down(&usual);
  g_assert_null(strstr(pty_written(table.pty)->str, "1000h"));
  press(&table, "<F3>");
  shows(&table, "mouse on");
  g_assert_nonnull(strstr(pty_written(table.pty)->str, "1000h"));
  press(&table, "\033[<0;5;6M\033[<0;5;6m");
  shows(&table, "[cursor: row 6, column 1");
  press(&table, "<F3>");
  shows(&table, "mouse off");
  g_assert_nonnull(g_strrstr(pty_written(table.pty)->str, "1000l"));
}

static void test_term(gconstpointer name) {
  if (!can_see()) return;
  AwardScreen how = usual;
  how.term = name;
  g_auto(Table) table = sit_down(&how);
  press(&table, "jj");
  shows(&table, "岚屿望舒精密齿轮");
  shows(&table, "[cursor: row 5, column 1, on “>”]");
}

static void test_refused(gconstpointer name) {
  AwardScreen how = usual;
  how.term = name;
  if (!can_see()) return;
  g_auto(Table) table = sit_down(&how);
  g_assert_cmpint(pty_wait(table.pty), ==, 3);
  shows(&table, "--plain");
}

static void test_no_colour(void) {
  if (!can_see()) return;
  AwardScreen how = usual;
  how.extra = (const char *const[]){"NO_COLOR=1", NULL};
  g_auto(Table) table = sit_down(&how);
  press(&table, "jj:open ranking<Enter>j:frobnicate<Enter>");
  g_autoptr(GRegex) colour = g_regex_new("\033\\[[0-9;]*\\b(3[0-7]|4[0-7]|38|48)[;m]", 0, 0, NULL);
  g_assert_false(g_regex_match(colour, pty_written(table.pty)->str, 0, NULL));
  shows(&table, "! ");
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  static const char *const good[] = {"xterm-256color", "xterm",         "linux",         "vt100",
                                     "screen",         "tmux-256color", "never-heard-of"};
  static const char *const bad[] = {"dumb", ""};
  g_test_add_func("/terminal/sizes", test_sizes);
  g_test_add_func("/terminal/resize-storm", test_resize_storm);
  g_test_add_func("/terminal/change", test_change);
  g_test_add_func("/terminal/correction", test_correction);
  g_test_add_func("/terminal/screen-by-name", test_screen_by_name);
  g_test_add_func("/terminal/stop", test_stop);
  g_test_add_data_func("/terminal/sigterm", GINT_TO_POINTER(SIGTERM), test_signal);
  g_test_add_data_func("/terminal/sighup", GINT_TO_POINTER(SIGHUP), test_signal);
  g_test_add_func("/terminal/death", test_death);
  g_test_add_func("/terminal/quit", test_quit);
  g_test_add_func("/terminal/language", test_language);
  g_test_add_func("/terminal/recent", test_recent);
  g_test_add_func("/terminal/act-refused", test_act_refused);
  g_test_add_func("/terminal/mouse", test_mouse);
  g_test_add_func("/terminal/no-colour", test_no_colour);
  for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
    g_autofree char *path = g_strdup_printf("/terminal/term/%s", good[i]);
    g_test_add_data_func(path, good[i], test_term);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autofree char *path = g_strdup_printf("/terminal/refused/%zu", i);
    g_test_add_data_func(path, bad[i], test_refused);
  }
  return g_test_run();
}
