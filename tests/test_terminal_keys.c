/* test_terminal_keys.c: what terminals send: characters in pieces, bad bytes, pastes, sequences that nobody knows, and answers about how
 * wide ambiguous characters are. */
#include "tests/seat.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

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

/* Keys pressed while an input method is on; in text they stay what they are. */
static void test_full_width(void) {
  if (!can_see()) return;
  g_auto(Table) table = sit_down(&usual);
  press(&table, "：act A01<Enter>");
  shows(&table, "0 of 23 marked");
  press(&table, "７");
  shows(&table, "70%");
  press(&table, "<Down><Up>。");
  shows(&table, "0 of 23 marked");
  press(&table, "＝８５<Enter>");
  shows(&table, "85%");
  press(&table, ".");
  press(&table, "c：７。");
  shows(&table, " ：７。");
  press(&table, "<Esc>、4.4.7<Enter>９？");
  shows(&table, "Help");
  press(&table, "<Esc>ｑ");
  shows(&table, "1/23 draft");
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

/* -- how wide ambiguous characters are ----------------------------------------------------------------------- */

static bool asks_width(const Pty *pty) { return strstr(pty_written(pty)->str, "\033[6n") != NULL; }

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

/* A terminal that speaks GB18030: its bytes in and out, and ASCII where box characters would take two cells. */
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
  g_test_add_func("/keys/bad-bytes", test_bad_bytes);
  g_test_add_func("/keys/split-character", test_split_character);
  g_test_add_func("/keys/full-width", test_full_width);
  g_test_add_func("/keys/paste", test_paste);
  g_test_add_func("/keys/escape", test_escape);
  g_test_add_data_func("/keys/sequences/xterm", "xterm-256color", test_sequences);
  g_test_add_data_func("/keys/sequences/vt100", "vt100", test_sequences);
  g_test_add_data_func("/keys/sequences/linux", "linux", test_sequences);
  g_test_add_func("/keys/broken-sequence", test_broken_sequence);
  g_test_add_func("/keys/width/answered", test_width_answered);
  g_test_add_func("/keys/width/late", test_width_late);
  g_test_add_func("/keys/width/said", test_width_said);
  g_test_add_func("/keys/keys-after-escape", test_keys_after_escape);
  g_test_add_func("/keys/gb18030", test_gb18030);
  return g_test_run();
}
