/* paint SETTLED N KEYS PROGRAM ARGUMENT...: how long a program on a terminal of 24 x 80 takes from its start and from a key
 * to the last byte of the screen. It has started when nothing has come for SETTLED milliseconds. KEYS are pressed in turn, N
 * times in all. Prints, in microseconds: start, the median of a key and the 99th of a hundred. A key without an answer
 * within a second does not count. */
#include "bench/bound.h"
#include "bench/latency.h"

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>

enum { QUIET_MS = 15, PATIENCE_MS = 10000 };

/* Waits for output and reads until there has been none for so long; when the last byte came, 0 when none did. */
static double drain(int terminal, int patience, int quiet) {
  char bytes[65536];
  double last = 0.0;
  struct pollfd watch = {.fd = terminal, .events = POLLIN};
  for (int wait = patience; poll(&watch, 1, wait) > 0; wait = quiet) {
    if (read(terminal, bytes, sizeof bytes) <= 0) return last;
    last = seconds();
  }
  return last;
}

static int press(int terminal, const char *keys, int n, double *took) {
  int answered = 0;
  size_t n_keys = strlen(keys);
  for (int i = 0; i < n; i++) {
    double before = seconds();
    if (write(terminal, &keys[(size_t)i % n_keys], 1) != 1) break;
    double last = drain(terminal, 1000, QUIET_MS);
    if (last > 0.0) took[answered++] = last - before;
  }
  return answered;
}

int main(int argc, char **argv) {
  if (argc < 5) return 2;
  struct winsize size = {.ws_row = 24, .ws_col = 80};
  int terminal, settled = atoi(argv[1]), n = atoi(argv[2]);
  double before = seconds();
  pid_t child = forkpty(&terminal, NULL, NULL, &size);
  if (child == 0) {
    setenv("TERM", "xterm-256color", 1);
    execvp(argv[4], argv + 4);
    _exit(127);
  }
  double first = drain(terminal, PATIENCE_MS, settled), *took = calloc((size_t)n + 1, sizeof *took);
  int answered = press(terminal, argv[3], n, took);
  kill(child, SIGKILL);
  waitpid(child, NULL, 0);
  printf("%.1f ", (first - before) * 1e6);
  if (answered > 0) print_latency(took, answered);
  free(took);
  return answered == 0;
}
