/* threads.c: how many threads, and how they begin. */
#include "criteria/threads.h"

#include <signal.h>

unsigned threads_for(guint64 pieces, guint64 least) {
  const char *wanted = g_getenv("ACCOLADE_THREADS");
  if (pieces < least && !wanted) return 1;
  guint64 n = wanted ? g_ascii_strtoull(wanted, NULL, 10) : 0;
  return (unsigned)CLAMP(n > 0 ? n : g_get_num_processors(), 1, MIN(MAX(pieces, 1), THREADS_MOST));
}

GThread *threads_start(GThreadFunc work, void *data) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  GThread *thread = g_thread_try_new("work", work, data, NULL);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return thread;
}
