/* test_crash.c: the program is killed two hundred times at random moments of marking, and every mark that had been shown is
 * found again. A mark counts as given when the program has come to rest on its picture. */
#include "tests/award_folder.h"

#include <locale.h>
#include <signal.h>
#include <string.h>

enum { ROUNDS = 200, AT_REST = 3, IN_FLIGHT = 3 };

static const char *const items[] = {"4.1.2", "4.1.3", "4.1.4", "4.2.2", "4.2.3", "4.3.2", "4.3.3", "4.4.2",
                                    "4.4.3", "4.4.4", "4.4.5", "4.4.6", "4.4.7", "4.5.2", "4.5.3", "4.6.2",
                                    "4.6.3", "4.7.2", "4.7.3", "4.7.4", "4.7.5", "4.7.6", "4.7.7"};

typedef struct Crash {
  GRand *random;
  char *folder;
  int given[G_N_ELEMENTS(items)]; /* what was at rest on the screen; -1: blank */
  int asked[G_N_ELEMENTS(items)]; /* typed since, and perhaps taken; -1: nothing */
} Crash;

static GString *keys_for(Crash *crash, size_t *ret_item, int *ret_mark) {
  *ret_item = (size_t)g_rand_int_range(crash->random, 0, G_N_ELEMENTS(items));
  int digit = g_rand_int_range(crash->random, 0, 10);
  *ret_mark = digit * 10;
  g_autofree char *keys = g_strdup_printf("g/%s<Enter>%d", items[*ret_item], digit);
  return award_keys(keys);
}

static void mark_at_rest(Crash *crash, Pty *pty) {
  for (int n = g_rand_int_range(crash->random, 0, AT_REST + 1); n > 0; n--) {
    size_t item;
    int mark;
    g_autoptr(GString) keys = keys_for(crash, &item, &mark);
    g_assert_true(pty_type(pty, keys->str, keys->len));
    crash->given[item] = mark;
  }
}

static void mark_in_flight(Crash *crash, Pty *pty) {
  for (int n = g_rand_int_range(crash->random, 0, IN_FLIGHT + 1); n > 0; n--) {
    size_t item;
    int mark;
    g_autoptr(GString) keys = keys_for(crash, &item, &mark);
    /* Two marks of one item in flight would leave three that may be there: only the first is typed. */
    if (crash->asked[item] >= 0) continue;
    pty_type_ahead(pty, keys->str, keys->len);
    crash->asked[item] = mark;
  }
}

static void kill_it(Crash *crash, Pty *pty) {
  static const int signals[] = {SIGKILL, SIGKILL, SIGKILL, SIGTERM, SIGHUP};
  int how = g_rand_int_range(crash->random, 0, G_N_ELEMENTS(signals) + 1);
  g_usleep((gulong)g_rand_int_range(crash->random, 0, 6000)); /* the moment; nothing is asserted about it */
  if (how == G_N_ELEMENTS(signals))
    pty_hang_up(pty);
  else
    pty_signal(pty, signals[how]);
  pty_wait(pty);
}

/* The mark in the record; -1: blank. */
static int found(const char *scores, const char *item) {
  g_autofree char *begin = g_strdup_printf("review,A01,E01,%s,", item);
  const char *at = strstr(scores, begin);
  g_assert_nonnull(at);
  at += strlen(begin);
  return *at == ',' ? -1 : (int)g_ascii_strtoll(at, NULL, 10);
}

static void look(Crash *crash, int round) {
  int code;
  g_autofree char *scores = award_run(crash->folder, "export scores", &code);
  g_assert_cmpint(code, ==, 0);
  bool any = strstr(scores, "review,A01,E01,") != NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(items); i++) {
    int mark = any ? found(scores, items[i]) : -1;
    bool kept = mark == crash->given[i] || (crash->asked[i] >= 0 && mark == crash->asked[i]);
    if (!kept)
      g_test_message("round %d: %s is %d; shown was %d, typed %d", round, items[i], mark, crash->given[i],
                     crash->asked[i]);
    g_assert_true(kept);
    crash->given[i] = mark;
    crash->asked[i] = -1;
  }
}

static void test_killed(void) {
  if (!pty_usable()) {
    g_test_skip("/proc/PID/syscall cannot be read here");
    return;
  }
  Crash crash = {.random = g_rand_new_with_seed(20261121), .folder = award_folder_new("open")};
  for (size_t i = 0; i < G_N_ELEMENTS(items); i++) crash.given[i] = crash.asked[i] = -1;
  for (int round = 0; round < ROUNDS; round++) {
    g_autoptr(Pty) pty = award_screen(crash.folder, &(AwardScreen){24, 80, "xterm-256color", "en", "E01", NULL});
    g_autoptr(GString) open = award_keys(":open scorebook A01<Enter>");
    g_assert_true(pty_type(pty, open->str, open->len));
    mark_at_rest(&crash, pty);
    mark_in_flight(&crash, pty);
    kill_it(&crash, pty);
    look(&crash, round);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(items); i++) g_assert_cmpint(crash.given[i], >=, 0);
  int code;
  g_autofree char *verified = award_run(crash.folder, "verify", &code);
  if (code != 0) g_test_message("%s", verified);
  g_assert_cmpint(code, ==, 0);
  g_rand_free(crash.random);
  award_folder_remove(crash.folder);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/crash/killed-200-times", test_killed);
  return g_test_run();
}
