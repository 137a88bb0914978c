/* seat.c: sitting down, pressing keys, looking. */
#include "tests/seat.h"

#include <string.h>

const AwardScreen usual = {24, 80, "xterm-256color", "en", "secretariat", NULL};

Table sit_down(const AwardScreen *how) {
  Table table = {.folder = award_folder_new("demo")};
  table.pty = award_screen(table.folder, how);
  return table;
}

Table sit_down_silently(const AwardScreen *how) {
  pty_let_answer(false);
  Table table = sit_down(how);
  pty_let_answer(true);
  return table;
}

void get_up(Table *table) {
  g_clear_pointer(&table->pty, pty_free);
  g_clear_pointer(&table->folder, award_folder_remove);
}

bool can_see(void) {
  if (pty_usable()) return true;
  g_test_skip("/proc/PID/syscall cannot be read here");
  return false;
}

void press(Table *table, const char *keys) {
  g_autoptr(GString) bytes = award_keys(keys);
  g_assert_true(pty_type(table->pty, bytes->str, bytes->len));
}

void shows(Table *table, const char *text) {
  g_autofree char *picture = pty_picture(table->pty);
  if (!strstr(picture, text)) g_test_message("no “%s” in:\n%s", text, picture);
  g_assert_nonnull(strstr(picture, text));
}

void hides(Table *table, const char *text) {
  g_autofree char *picture = pty_picture(table->pty);
  if (strstr(picture, text)) g_test_message("“%s” in:\n%s", text, picture);
  g_assert_null(strstr(picture, text));
}
