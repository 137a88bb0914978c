/* test_progress.c: the line about how far long work is: when it comes, what it says, and that it goes again. */
#include "commands/progress.h"
#include "tests/record.h"

#include <locale.h>
#include <pty.h>
#include <string.h>
#include <unistd.h>

/* A session whose words go to a terminal of ours. */
typedef struct Desk {
  Record record;
  Session session;
  int master;
  GString *seen;
} Desk;

static void desk_new(Desk *desk) {
  int slave;
  record_new(&desk->record, false);
  g_assert_cmpint(openpty(&desk->master, &slave, NULL, NULL, NULL), ==, 0);
  desk->session = (Session){.store = desk->record.store, .err = fdopen(slave, "w")};
  desk->seen = g_string_new(NULL);
}

static void desk_clear(Desk *desk) {
  fclose(desk->session.err);
  close(desk->master);
  g_string_free(desk->seen, TRUE);
  record_clear(&desk->record);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Desk, desk_clear)

/* What came to the terminal since it was looked at last, up to a mark that is put behind it. */
static const char *news(Desk *desk) {
  char bytes[256];
  g_string_truncate(desk->seen, 0);
  fputc('#', desk->session.err);
  fflush(desk->session.err);
  while (!strchr(desk->seen->str, '#')) {
    ssize_t n = read(desk->master, bytes, sizeof bytes);
    g_assert_cmpint(n, >, 0);
    g_string_append_len(desk->seen, bytes, n);
  }
  return desk->seen->str;
}

enum { SOON = G_USEC_PER_SEC / 4, LATER = 6 * G_USEC_PER_SEC / 10 };

static void says(Desk *desk, const char *pattern) {
  g_autofree char *whole = g_strconcat("^", pattern, "#$", NULL);
  const char *got = news(desk);
  g_test_message("%s", got);
  g_assert_true(g_regex_match_simple(whole, got, 0, 0));
}

static void test_line(void) {
  g_auto(Desk) desk = {0};
  desk_new(&desk);
  int64_t begun = g_get_monotonic_time();
  Progress *progress = progress_begin(&desk.session);
  progress_tell(0.25, progress);
  if (g_get_monotonic_time() - begun < SOON) says(&desk, "");
  g_usleep(LATER);
  store_tell(desk.record.store, 0.5);
  says(&desk, "\r\033\\[K50 % done, about \\d s to go");
  g_usleep(SOON);
  progress_tell(0.08, progress);
  says(&desk, "");
  progress_end(progress);
  says(&desk, "\r\033\\[K");
  store_tell(desk.record.store, 0.7);
  says(&desk, "");
}

/* Whoever has seen the line once need not wait for it so long again. */
static void test_steps(void) {
  g_auto(Desk) desk = {0};
  desk_new(&desk);
  g_autoptr(Progress) progress = progress_begin(&desk.session);
  g_usleep(LATER);
  progress_tell(0.1, progress);
  says(&desk, "\r\033\\[K10 % done, about \\d+ s to go");
  progress_tell(1, progress);
  says(&desk, "\r\033\\[K");
  progress_tell(0, progress);
  g_usleep(SOON);
  progress_tell(0.2, progress);
  says(&desk, "\r\033\\[K20 % done, about \\d s to go");
}

/* Of what the disk writes nobody knows how long it takes: it is said without a share, and only of long work. */
static void test_writes(void) {
  g_auto(Desk) desk = {0};
  desk_new(&desk);
  int64_t begun = g_get_monotonic_time();
  Progress *progress = progress_begin(&desk.session);
  store_tell(desk.record.store, STORE_WRITES);
  store_tell(desk.record.store, 1);
  if (g_get_monotonic_time() - begun < SOON) says(&desk, "");
  g_usleep(LATER);
  store_tell(desk.record.store, STORE_WRITES);
  says(&desk, "\r\033\\[Kwriting to disk");
  store_tell(desk.record.store, 1);
  says(&desk, "\r\033\\[K");
  store_tell(desk.record.store, 0.3);
  store_tell(desk.record.store, STORE_WRITES);
  says(&desk, "\r\033\\[Kwriting to disk"); /* seen once, it need not be waited for again */
  progress_end(progress);
}

static void hear(double share, void *said) { g_string_append_printf(said, "%g ", share); }

/* Whatever is committed is told of. */
static void test_commit(void) {
  g_auto(Desk) desk = {0};
  g_autoptr(GString) said = g_string_new(NULL);
  desk_new(&desk);
  record_act_as(&desk.record, "secretariat");
  store_set_tell(desk.record.store, hear, said);
  g_assert_true(store_set_due(desk.record.store, 0, "2026-06-30", NULL));
  g_assert_cmpstr(said->str, ==, "-1 1 ");
}

/* Panels are told of as long as there is somebody to tell, and no longer. */
static void test_panels(void) {
  g_auto(Desk) desk = {0};
  desk_new(&desk);
  StorePanels panels = {.store = desk.record.store, .stage = -1};
  g_assert_null(store_panel_source(&panels).tell);
  Progress *progress = progress_begin(&desk.session);
  PanelSource source = store_panel_source(&panels);
  g_usleep(LATER);
  source.tell(0.5, source.teller);
  says(&desk, "\r\033\\[K50 % done, about \\d s to go");
  progress_end(progress);
  g_assert_null(store_panel_source(&panels).tell);
}

static void test_nobody_looks(void) {
  g_auto(Desk) desk = {0};
  desk_new(&desk);
  Session piped = {.store = desk.record.store, .err = fopen("/dev/null", "w")};
  g_assert_null(progress_begin(&piped));
  g_assert_null(piped.progress);
  fclose(piped.err);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/progress/line", test_line);
  g_test_add_func("/progress/steps", test_steps);
  g_test_add_func("/progress/writes", test_writes);
  g_test_add_func("/progress/commit", test_commit);
  g_test_add_func("/progress/panels", test_panels);
  g_test_add_func("/progress/nobody-looks", test_nobody_looks);
  return g_test_run();
}
