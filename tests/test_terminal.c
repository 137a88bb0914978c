/* test_terminal.c: what a terminal may do to the screens: any size at any moment, stops, signals, its own death, bad bytes, old names. */
#include "tests/award_folder.h"

#include <locale.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

static const AwardScreen usual = {24, 80, "xterm-256color", "en", "secretariat", NULL};

typedef struct Table {
  char *folder;
  Pty *pty;
} Table;

static Table sit_down(const AwardScreen *how) {
  Table table = {.folder = award_folder_new("demo")};
  table.pty = award_screen(table.folder, how);
  return table;
}

static void get_up(Table *table) {
  g_clear_pointer(&table->pty, pty_free);
  g_clear_pointer(&table->folder, award_folder_remove);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Table, get_up)

static bool can_see(void) {
  if (pty_usable()) return true;
  g_test_skip("/proc/PID/syscall cannot be read here");
  return false;
}

static void press(Table *table, const char *keys) {
  g_autoptr(GString) bytes = award_keys(keys);
  g_assert_true(pty_type(table->pty, bytes->str, bytes->len));
}

static void shows(Table *table, const char *text) {
  g_autofree char *picture = pty_picture(table->pty);
  if (!strstr(picture, text)) g_test_message("no “%s” in:\n%s", text, picture);
  g_assert_nonnull(strstr(picture, text));
}

static void hides(Table *table, const char *text) {
  g_autofree char *picture = pty_picture(table->pty);
  if (strstr(picture, text)) g_test_message("“%s” in:\n%s", text, picture);
  g_assert_null(strstr(picture, text));
}

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

static void test_resize_storm(void) {
  if (!can_see()) return;
  g_auto(Table) table = sit_down(&usual);
  g_autoptr(GRand) random = g_rand_new_with_seed(20260511);
  for (int i = 0; i < 300; i++) {
    pty_resize_ahead(table.pty, g_rand_int_range(random, 1, 60), g_rand_int_range(random, 1, 200));
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

static void test_bad_bytes(void) {
  if (!can_see()) return;
  static const char *const bad[] = {"\xe8x",    "\xff\xfe",    "\x80", "\xe8\xbf", "\xf8\x88\x80\x80",
                                    "\xc0\x80", "\xed\xa0\x80"};
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_auto(Table) table = sit_down(&usual);
    press(&table, ":");
    pty_type_ahead(table.pty, bad[i], strlen(bad[i]));
    press(&table, "岚屿a<Left><Left>b");
    shows(&table, "岚b屿a");
    press(&table, "<Esc>j");
    shows(&table, "Queue");
  }
}

static void test_split_character(void) {
  if (!can_see()) return;
  g_auto(Table) table = sit_down(&usual);
  press(&table, ":");
  for (const char *byte = "质量"; *byte; byte++) g_assert_true(pty_type(table.pty, byte, 1));
  shows(&table, ":质量");
}

static void test_paste(void) {
  if (!can_see()) return;
  g_auto(Table) table = sit_down(&usual);
  press(&table, ":<Paste>质量奖q\nQ\x01<EndPaste>!");
  shows(&table, ":质量奖q Q!");
}

static void test_escape(void) {
  if (!can_see()) return;
  g_auto(Table) table = sit_down(&usual);
  press(&table, "?");
  shows(&table, "Help");
  press(&table, "<Esc>");
  shows(&table, "Queue");
  press(&table, ":<Down><Up><Esc>");
  shows(&table, "Queue");
}

/* What terminals send for a key, whatever $TERM is; and what nobody knows is nothing, above all no mark. */
static void test_sequences(gconstpointer term) {
  static const char *const ends[] = {"\033[4~", "\033[8~", "\033[F", "\033OF"},
                           *const homes[] = {"\033[1~", "\033[7~", "\033[H", "\033OH"},
                           *const unknown[] = {"\033[99~", "\033[1;9Z", "\033O5q", "\033[?1;2c", "\033[24;7R"};
  if (!can_see()) return;
  AwardScreen how = usual;
  how.term = term;
  g_auto(Table) table = sit_down(&how);
  for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
    press(&table, ends[i]);
    shows(&table, "> A24");
    press(&table, homes[i]);
    shows(&table, "> A01");
  }
  press(&table, ":act A01<Enter>");
  shows(&table, "0 of 23 marked");
  for (size_t i = 0; i < G_N_ELEMENTS(unknown); i++) press(&table, unknown[i]);
  press(&table, "c");
  shows(&table, "Comment");
  for (size_t i = 0; i < G_N_ELEMENTS(unknown); i++) press(&table, unknown[i]);
  press(&table, "a\033[4~b\033[1~c");
  shows(&table, "cab");
  press(&table, "<Esc>");
  shows(&table, "0 of 23 marked");
}

/* A sequence that ends in the middle is given back as it came. */
static void test_broken_sequence(void) {
  if (!can_see()) return;
  AwardScreen how = usual;
  how.extra = (const char *const[]){"ESCDELAY=1", NULL};
  g_auto(Table) table = sit_down(&how);
  press(&table, ":");
  press(&table, "ab\033");
  shows(&table, "Queue");
  pty_type_ahead(table.pty, ":x\033[1", 5);
  g_usleep(300000);
  press(&table, "j");
  shows(&table, "[cursor: row 4,");
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

/* A terminal that speaks GB18030: its bytes in and out, and ASCII where box characters would take two cells. */
/* -- how wide ambiguous characters are ----------------------------------------------------------------------- */

static bool asks_width(const Pty *pty) { return strstr(pty_written(pty)->str, "\033[6n") != NULL; }

/* On a terminal that does not answer by itself. */
static Table sit_down_silently(const AwardScreen *how) {
  pty_let_answer(false);
  Table table = sit_down(how);
  pty_let_answer(true);
  return table;
}

/* It asks; an answer of two cells lays everything out anew, with ASCII borders; of one changes nothing. */
static void test_width_answered(void) {
  static const char *const answers[] = {"\033[2;1R", "\033[2;2R", "\033[2;3R", "\033[2;4R"};
  for (size_t i = 0; i < G_N_ELEMENTS(answers) && can_see(); i++) {
    g_auto(Table) table = sit_down_silently(&usual);
    g_assert_true(asks_width(table.pty));
    shows(&table, "─");
    g_assert_true(pty_type(table.pty, answers[i], strlen(answers[i])));
    shows(&table, i < 2 ? "─" : "----");
    shows(&table, "[cursor: row 3,");
  }
}

/* An answer that comes in pieces, wherever it is torn, is no key, and takes none away. */
static void test_width_late(void) {
  static const char answer[] = "\033[2;3R";
  AwardScreen how = usual;
  how.extra = (const char *const[]){"ESCDELAY=1", NULL};
  for (size_t torn = 1; torn < strlen(answer) && can_see(); torn++) {
    g_auto(Table) table = sit_down_silently(&how);
    pty_type_ahead(table.pty, "j", 1);
    pty_type_ahead(table.pty, answer, torn);
    g_usleep(10000);
    pty_type_ahead(table.pty, answer + torn, strlen(answer) - torn);
    press(&table, "j");
    shows(&table, "----");
    shows(&table, "[cursor: row 5,");
    hides(&table, "everything is saved");
  }
}

static void test_width_said(void) {
  if (!can_see()) return;
  AwardScreen how = usual;
  how.extra = (const char *const[]){"ACCOLADE_AMBIGUOUS=2", NULL};
  g_auto(Table) two = sit_down(&how);
  g_assert_false(asks_width(two.pty));
  shows(&two, "----");
  how.extra = (const char *const[]){"ACCOLADE_AMBIGUOUS=1", NULL};
  g_auto(Table) one = sit_down(&how);
  g_assert_false(asks_width(one.pty));
  shows(&one, "─");
}

/* Keys typed right behind an Esc are read after it. */
static void test_keys_after_escape(void) {
  if (!can_see()) return;
  g_auto(Table) table = sit_down_silently(&usual);
  press(&table, ":open journal<Enter>");
  pty_type_ahead(table.pty, "\033", 1);
  g_usleep(60000);
  press(&table, "jj");
  shows(&table, "Queue");
  shows(&table, "[cursor: row 5,");
}

static void test_gb18030(void) {
  if (!can_see()) return;
  g_autofree char *locales = g_dir_make_tmp("accolade-locale-XXXXXX", NULL);
  g_autofree char *make = g_strdup_printf("localedef -i zh_CN -f GB18030 '%s/zh_CN.GB18030' >/dev/null 2>&1", locales);
  if (system(make) != 0) {
    award_folder_remove(g_steal_pointer(&locales));
    g_test_skip("localedef or its tables are not installed");
    return;
  }
  g_autofree char *path = g_strdup_printf("LOCPATH=%s", locales);
  AwardScreen how = usual;
  how.extra = (const char *const[]){path, "LC_ALL=zh_CN.GB18030", NULL};
  g_auto(Table) table = sit_down(&how);
  g_autofree char *name = g_convert("岚屿望舒", -1, "GB18030", "UTF-8", NULL, NULL, NULL);
  g_assert_nonnull(memmem(pty_written(table.pty)->str, pty_written(table.pty)->len, name, strlen(name)));
  g_autofree char *typed = g_convert(":岚", -1, "GB18030", "UTF-8", NULL, NULL, NULL);
  g_assert_true(pty_type(table.pty, typed, strlen(typed)));
  press(&table, "<Esc>");
  press(&table, ":open journal<Enter>");
  shows(&table, "-----");
  g_assert_null(strstr(pty_written(table.pty)->str, "─"));
  award_folder_remove(g_steal_pointer(&locales));
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
  g_test_add_func("/terminal/stop", test_stop);
  g_test_add_data_func("/terminal/sigterm", GINT_TO_POINTER(SIGTERM), test_signal);
  g_test_add_data_func("/terminal/sighup", GINT_TO_POINTER(SIGHUP), test_signal);
  g_test_add_func("/terminal/death", test_death);
  g_test_add_func("/terminal/quit", test_quit);
  g_test_add_func("/terminal/bad-bytes", test_bad_bytes);
  g_test_add_func("/terminal/split-character", test_split_character);
  g_test_add_func("/terminal/paste", test_paste);
  g_test_add_func("/terminal/escape", test_escape);
  g_test_add_func("/terminal/language", test_language);
  g_test_add_data_func("/terminal/sequences/xterm", "xterm-256color", test_sequences);
  g_test_add_data_func("/terminal/sequences/vt100", "vt100", test_sequences);
  g_test_add_data_func("/terminal/sequences/linux", "linux", test_sequences);
  g_test_add_func("/terminal/broken-sequence", test_broken_sequence);
  g_test_add_func("/terminal/act-refused", test_act_refused);
  g_test_add_func("/terminal/mouse", test_mouse);
  g_test_add_func("/terminal/no-colour", test_no_colour);
  g_test_add_func("/terminal/width/answered", test_width_answered);
  g_test_add_func("/terminal/width/late", test_width_late);
  g_test_add_func("/terminal/width/said", test_width_said);
  g_test_add_func("/terminal/keys-after-escape", test_keys_after_escape);
  g_test_add_func("/terminal/gb18030", test_gb18030);
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
