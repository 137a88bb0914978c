/* vterm_pty.c: openpty, a session leader that hands the terminal to the program, and libvterm as the terminal. */
#include "tests/vterm_pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>
#include <vterm.h>

struct Pty {
  bool answers;                        /* what it is asked */
  int rows, cols, master, slave, life; /* life: reads what the leader tells of the program's state */
  pid_t leader, pid;
  VTerm *vterm;
  VTermScreen *screen;
  GString *written;
  size_t markers;
  bool ended, stopped;
  int status;
};

enum { PATIENCE = 60 * G_USEC_PER_SEC }; /* after which a test has failed; never a measure of readiness */

/* -- the program and its leader ---------------------------------------------------------------------------- */

static void be_program(const char *const *argv, const char *const *env, const char *folder) {
  setpgid(0, 0);
  while (tcgetpgrp(STDIN_FILENO) != getpgrp()) poll(NULL, 0, 1);
  if (folder && chdir(folder) != 0) _exit(126);
  execve(argv[0], (char *const *)argv, (char *const *)env);
  _exit(127);
}

/* A shell in small: it has the terminal's session, gives the terminal to its one job, and tells of its end and its stops. */
static void be_leader(int slave, int tell, const char *const *argv, const char *const *env, const char *folder) {
  login_tty(slave);
  signal(SIGTTOU, SIG_IGN);
  signal(SIGHUP, SIG_IGN);
  pid_t pid = fork();
  if (pid == 0) {
    signal(SIGTTOU, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
    be_program(argv, env, folder);
  }
  setpgid(pid, pid);
  tcsetpgrp(STDIN_FILENO, pid);
  if (write(tell, &pid, sizeof pid) != (ssize_t)sizeof pid) _exit(1);
  for (int status; waitpid(pid, &status, WUNTRACED) == pid;) {
    if (write(tell, &status, sizeof status) != (ssize_t)sizeof status) _exit(1);
    if (!WIFSTOPPED(status)) break;
  }
  _exit(0);
}

static void hear(Pty *pty, bool wait) {
  struct pollfd on = {.fd = pty->life, .events = POLLIN};
  int status;
  while (!pty->ended && poll(&on, 1, wait ? (int)(PATIENCE / 1000) : 0) > 0) {
    if (read(pty->life, &status, sizeof status) != (ssize_t)sizeof status) {
      pty->ended = true;
      return;
    }
    pty->stopped = WIFSTOPPED(status);
    pty->ended = !pty->stopped;
    pty->status = status;
    if (wait) return;
  }
}

static long number_in(const char *text, const char *label) {
  const char *at = strstr(text, label);
  return at ? atol(at + strlen(label)) : 0;
}

/* How often the program has been put to sleep; moves whenever it has woken. -1: it is gone. */
static long wakings(pid_t pid) {
  g_autofree char *path = g_strdup_printf("/proc/%d/status", (int)pid), *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, NULL)) return -1;
  return number_in(text, "\nvoluntary_ctxt_switches:") + number_in(text, "\nnonvoluntary_ctxt_switches:");
}

static bool waits_for_ever(long number, const unsigned long *arguments) {
  switch (number) {
  case SYS_read: return arguments[0] == 0;
#ifdef SYS_poll
  case SYS_poll: return (int)arguments[2] < 0;
#endif
#ifdef SYS_select
  case SYS_select:
#endif
  case SYS_pselect6: return arguments[4] == 0;
  case SYS_ppoll: return arguments[2] == 0;
  default: return false;
  }
}

/* Whether the program waits for input without a timeout. */
static bool is_blocked(pid_t pid) {
  g_autofree char *path = g_strdup_printf("/proc/%d/syscall", (int)pid), *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, NULL)) return false;
  unsigned long arguments[6] = {0};
  char *end;
  long number = strtol(text, &end, 10);
  if (end == text) return false;
  for (size_t i = 0; i < G_N_ELEMENTS(arguments); i++) arguments[i] = strtoul(end, &end, 16);
  return waits_for_ever(number, arguments);
}

bool pty_usable(void) {
  g_autofree char *text = NULL;
  return g_file_get_contents("/proc/self/syscall", &text, NULL, NULL);
}

/* -- bytes -------------------------------------------------------------------------------------------------------- */

static void put(int fd, const char *bytes, size_t n) {
  while (n > 0) {
    ssize_t written = write(fd, bytes, n);
    if (written < 0 && (errno == EINTR || errno == EAGAIN)) {
      poll(NULL, 0, 1);
      continue;
    }
    if (written < 0) return;
    bytes += written;
    n -= (size_t)written;
  }
}

static void show(Pty *pty, const char *bytes, size_t n) {
  g_string_append_len(pty->written, bytes, (gssize)n);
  vterm_input_write(pty->vterm, bytes, n);
  char reply[4096];
  size_t length = vterm_output_read(pty->vterm, reply, sizeof reply);
  if (length && pty->answers) put(pty->master, reply, length);
}

static void pump(Pty *pty) {
  char bytes[65536];
  for (;;) {
    struct pollfd on = {.fd = pty->master, .events = POLLIN};
    if (poll(&on, 1, 0) <= 0 || !(on.revents & POLLIN)) return;
    ssize_t n = read(pty->master, bytes, sizeof bytes);
    if (n <= 0) return;
    show(pty, bytes, (size_t)n);
  }
}

/* Writes a marker behind whatever the program has written and shows everything before it. */
static void drain(Pty *pty) {
  g_autofree char *marker = g_strdup_printf("\033]7777;%zu\007", ++pty->markers);
  g_autoptr(GString) got = g_string_new(NULL);
  put(pty->slave, marker, strlen(marker));
  int64_t begun = g_get_monotonic_time();
  char *at = NULL;
  while (!at && g_get_monotonic_time() - begun < PATIENCE) {
    struct pollfd on = {.fd = pty->master, .events = POLLIN};
    char bytes[65536];
    if (poll(&on, 1, 1000) <= 0) continue;
    ssize_t n = read(pty->master, bytes, sizeof bytes);
    if (n <= 0) break;
    g_string_append_len(got, bytes, n);
    at = memmem(got->str, got->len, marker, strlen(marker));
  }
  if (at) g_string_erase(got, at - got->str, (gssize)strlen(marker));
  show(pty, got->str, got->len);
}

static bool has_read_all(const Pty *pty) {
  int waiting = 0;
  return ioctl(pty->slave, FIONREAD, &waiting) == 0 && waiting == 0;
}

/* since: the wakings before what we did; -1 when it was started only now, then it must have written something. */
static bool settle(Pty *pty, long since) {
  int64_t begun = g_get_monotonic_time();
  for (;;) {
    pump(pty);
    hear(pty, false);
    if (pty->ended || pty->stopped) {
      drain(pty);
      return !pty->ended;
    }
    long now = wakings(pty->pid);
    bool woken = since >= 0 ? now != since : pty->written->len > 0;
    if (woken && is_blocked(pty->pid) && has_read_all(pty)) {
      drain(pty);
      if (is_blocked(pty->pid) && wakings(pty->pid) == now && has_read_all(pty)) return true;
    }
    if (g_get_monotonic_time() - begun > PATIENCE) g_error("the program does not come to rest");
    g_usleep(50);
  }
}

/* -- what tests do --------------------------------------------------------------------------------------------------- */

static bool silent;

void pty_let_answer(bool answers) { silent = !answers; }

Pty *pty_start(int rows, int cols, const char *const *argv, const char *const *env, const char *folder) {
  Pty *pty = g_new0(Pty, 1);
  pty->answers = !silent;
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
  int life[2];
  pty->rows = rows;
  pty->cols = cols;
  g_assert_cmpint(openpty(&pty->master, &pty->slave, NULL, NULL, &size), ==, 0);
  g_assert_cmpint(pipe2(life, O_CLOEXEC), ==, 0);
  fcntl(pty->master, F_SETFD, FD_CLOEXEC);
  pty->leader = fork();
  if (pty->leader == 0) {
    close(life[0]);
    close(pty->master);
    be_leader(pty->slave, life[1], argv, env, folder);
  }
  close(life[1]);
  fcntl(pty->slave, F_SETFD, FD_CLOEXEC);
  pty->life = life[0];
  g_assert_cmpint((int)read(pty->life, &pty->pid, sizeof pty->pid), ==, (int)sizeof pty->pid);
  pty->written = g_string_new(NULL);
  pty->vterm = vterm_new(rows, cols);
  vterm_set_utf8(pty->vterm, 1);
  pty->screen = vterm_obtain_screen(pty->vterm);
  vterm_screen_enable_altscreen(pty->screen, 1);
  vterm_screen_reset(pty->screen, 1);
  settle(pty, -1);
  return pty;
}

void pty_type_ahead(Pty *pty, const char *bytes, size_t n) { put(pty->master, bytes, n); }

bool pty_type(Pty *pty, const char *bytes, size_t n) {
  long since = wakings(pty->pid);
  put(pty->master, bytes, n);
  return settle(pty, since);
}

/* A terminal whose size changes forgets its scrolling region; libvterm keeps the region's first row, even one below its last. */
static void forget_region(Pty *pty) {
  static const char whole[] = "\0337\033[r\0338";
  vterm_input_write(pty->vterm, whole, sizeof whole - 1);
}

void pty_resize_ahead(Pty *pty, int rows, int cols) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
  pump(pty);
  forget_region(pty);
  pty->rows = rows;
  pty->cols = cols;
  vterm_set_size(pty->vterm, rows, cols);
  ioctl(pty->master, TIOCSWINSZ, &size);
}

bool pty_resize(Pty *pty, int rows, int cols) {
  long since = wakings(pty->pid);
  pty_resize_ahead(pty, rows, cols);
  return settle(pty, since);
}

bool pty_settle(Pty *pty) { return settle(pty, wakings(pty->pid) - 1); }

enum { HALF = 0xfffd };

/* A wide character of which something else was written over a half is followed by U+FFFD. */
static void put_cell(const Pty *pty, int row, int col, GString *line, int *ret_cells) {
  VTermScreenCell cell;
  vterm_screen_get_cell(pty->screen, (VTermPos){row, col}, &cell);
  *ret_cells = cell.width > 1 ? cell.width : 1;
  if (cell.chars[0] == (uint32_t)-1) return;
  if (cell.chars[0] == 0) g_string_append_c(line, ' ');
  for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++) g_string_append_unichar(line, cell.chars[i]);
  if (cell.width < 2) return;
  vterm_screen_get_cell(pty->screen, (VTermPos){row, col + 1}, &cell);
  if (cell.chars[0] != (uint32_t)-1) g_string_append_unichar(line, HALF);
}

char *pty_picture(Pty *pty) {
  GString *picture = g_string_new(NULL);
  for (int row = 0; row < pty->rows; row++) {
    g_autoptr(GString) line = g_string_new(NULL);
    for (int col = 0, cells = 1; col < pty->cols; col += cells) put_cell(pty, row, col, line, &cells);
    g_string_append_printf(picture, "%s\n", g_strchomp(line->str));
  }
  VTermPos at;
  vterm_state_get_cursorpos(vterm_obtain_state(pty->vterm), &at);
  g_autoptr(GString) under = g_string_new(NULL);
  int cells;
  put_cell(pty, at.row, at.col, under, &cells);
  g_string_append_printf(picture, "[cursor: row %d, column %d, on “%s”]\n", at.row + 1, at.col + 1, under->str);
  return g_string_free(picture, FALSE);
}

const GString *pty_written(const Pty *pty) { return pty->written; }

pid_t pty_pid(const Pty *pty) { return pty->pid; }

void pty_signal(Pty *pty, int signal_number) {
  if (signal_number == SIGCONT) pty->stopped = false;
  if (!pty->ended) kill(pty->pid, signal_number);
}

bool pty_wait_stopped(Pty *pty) {
  while (!pty->ended && !pty->stopped) hear(pty, true);
  pump(pty);
  return !pty->ended;
}

void pty_hang_up(Pty *pty) {
  close(pty->slave);
  close(pty->master);
  pty->slave = pty->master = -1;
}

int pty_wait(Pty *pty) {
  while (!pty->ended) {
    if (pty->master >= 0) pump(pty);
    struct pollfd on = {.fd = pty->life, .events = POLLIN};
    if (poll(&on, 1, 1) > 0) hear(pty, false);
  }
  if (pty->master >= 0) pump(pty);
  return WIFEXITED(pty->status) ? WEXITSTATUS(pty->status) : 128 + WTERMSIG(pty->status);
}

void pty_free(Pty *pty) {
  if (!pty) return;
  hear(pty, false);
  if (!pty->ended) {
    kill(pty->pid, SIGKILL);
    pty_wait(pty);
  }
  waitpid(pty->leader, NULL, 0);
  if (pty->master >= 0) pty_hang_up(pty);
  close(pty->life);
  vterm_free(pty->vterm);
  g_string_free(pty->written, TRUE);
  g_free(pty);
}
