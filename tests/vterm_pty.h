/* vterm_pty.h: a program on a terminal of ours: keys go in, the screen comes out as text. Nothing here waits for time.
 *
 * The program runs in a job of its own under a session leader of its own, as under a shell. A picture is taken when the
 * program has settled: it has woken since our keys, it waits for input without a timeout, it has read everything, and a
 * marker written behind its output has come back, so that all of that has been painted. */
#ifndef ACCOLADE_TESTS_VTERM_PTY_H
#define ACCOLADE_TESTS_VTERM_PTY_H

#include <glib.h>
#include <stdbool.h>
#include <sys/types.h>

typedef struct Pty Pty;

/* Whether this system lets us see what a program waits for. */
bool pty_usable(void);

/* Whether terminals started from now on answer what a program asks them; at first they do. */
void pty_let_answer(bool answers);

/* Runs argv in `folder` with exactly the environment `env` (NULL-terminated NAME=VALUE) and lets it settle. */
Pty *pty_start(int rows, int cols, const char *const *argv, const char *const *env, const char *folder);

/* Each lets the program settle and says whether it still runs. */
bool pty_type(Pty *pty, const char *bytes, size_t n);
bool pty_resize(Pty *pty, int rows, int cols);
bool pty_settle(Pty *pty);

/* Types without waiting for anything. */
void pty_type_ahead(Pty *pty, const char *bytes, size_t n);
/* A new size without waiting for anything. */
void pty_resize_ahead(Pty *pty, int rows, int cols);

/* The screen as lines without blanks at their ends, and a last line with the cursor's cell. Caller frees. */
char *pty_picture(Pty *pty);
/* All bytes the program has written so far; borrowed. */
const GString *pty_written(const Pty *pty);

pid_t pty_pid(const Pty *pty);
void pty_signal(Pty *pty, int signal_number);
/* Waits until the program is stopped (true) or has ended (false). */
bool pty_wait_stopped(Pty *pty);
/* Takes the terminal away, as when its window is closed. */
void pty_hang_up(Pty *pty);
/* Waits for the program's end; its exit code, or 128 + the signal that ended it. */
int pty_wait(Pty *pty);
/* Ends the program if it still runs, and frees. */
void pty_free(Pty *pty);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pty, pty_free)

#endif
