/* term_watch.c: what others write into a file wakes the wait for keys, so that it shows without a key and without a clock. */
#include "tui/term_private.h"

#include <sys/inotify.h>
#include <unistd.h>

void term_watch_file(Term *term, const char *path) {
  term_unwatch_file(term);
  g_autofree char *folder = g_path_get_dirname(path);
  term->watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (term->watch < 0) return;
  inotify_add_watch(term->watch, folder, IN_MODIFY | IN_MOVED_TO);
  term->watched = g_path_get_basename(path);
}

/* What has been written since the last look, as far as it concerns the file. */
static bool read_events(const Term *term) {
  _Alignas(struct inotify_event) char events[4096];
  bool changed = false;
  ssize_t n = term->watch >= 0 ? read(term->watch, events, sizeof events) : 0;
  for (ssize_t at = 0; at < n;) {
    const struct inotify_event *event = (const struct inotify_event *)(void *)(events + at);
    changed = changed || (event->len && g_str_has_prefix(event->name, term->watched));
    at += (ssize_t)(sizeof *event + event->len);
  }
  return changed;
}

void term_unwatch_file(Term *term) {
  if (term->watch >= 0) close(term->watch);
  term->watch = -1;
  g_clear_pointer(&term->watched, g_free);
}

static const int pauses[] = {20, 250}; /* milliseconds */

int term_change_wait(const Term *term) { return term->looks ? pauses[G_N_ELEMENTS(pauses) - term->looks] : -1; }

void term_forget_changes(Term *term) {
  term_take_change(term, false);
  term->looks = 0;
}

bool term_take_change(Term *term, bool waited) {
  bool changed = read_events(term);
  if (changed) term->looks = G_N_ELEMENTS(pauses);
  if (!changed && waited && term->looks) return term->looks-- > 0;
  return changed;
}
