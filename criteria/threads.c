/* threads.c: how many threads, and how they begin. */
#include "criteria/threads.h"

#include <sched.h>
#include <signal.h>

/* The system is asked once: it reads a file each time. */
static unsigned processors(void) {
  static unsigned known; /* atomically */
  unsigned n = __atomic_load_n(&known, __ATOMIC_RELAXED);
  if (n == 0) __atomic_store_n(&known, n = g_get_num_processors(), __ATOMIC_RELAXED);
  return n;
}

unsigned threads_for(guint64 pieces, guint64 least) {
  const char *wanted = g_getenv("ACCOLADE_THREADS");
  if (pieces < least && !wanted) return 1;
  guint64 n = wanted ? g_ascii_strtoull(wanted, NULL, 10) : 0;
  return (unsigned)CLAMP(n > 0 ? n : processors(), 1, MIN(MAX(pieces, 1), THREADS_MOST));
}

typedef struct Beginning {
  GThreadFunc work;
  void *data;
  int processor; /* where the thread before is at work */
} Beginning;

/* Some schedulers leave a new thread beside its maker for longer than its work would take elsewhere. */
static void move_from(int processor) {
  cpu_set_t all, others;
  if (processor < 0 || processor >= CPU_SETSIZE || sched_getaffinity(0, sizeof all, &all) != 0) return;
  others = all;
  CPU_CLR((size_t)processor, &others);
  if (CPU_COUNT(&others) == 0 || sched_setaffinity(0, sizeof others, &others) != 0) return;
  sched_setaffinity(0, sizeof all, &all);
}

static void *begin(void *data) {
  const Beginning beginning = *(const Beginning *)data;
  g_free(data);
  move_from(beginning.processor);
  return beginning.work(beginning.data);
}

GThread *threads_start(GThreadFunc work, void *data) {
  const Beginning beginning = {work, data, sched_getcpu()};
  void *copy = g_memdup2(&beginning, sizeof beginning);
  sigset_t all, before;
  sigfillset(&all);
  sigdelset(&all, SIGPIPE);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  GThread *thread = g_thread_try_new("work", begin, copy, NULL);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (!thread) g_free(copy);
  return thread;
}

typedef struct Sharing {
  size_t next, n; /* next: taken atomically */
  ThreadPiece *work;
  void *data;
} Sharing;

static void *work_off(void *data) {
  Sharing *sharing = data;
  for (size_t piece; (piece = __atomic_fetch_add(&sharing->next, 1, __ATOMIC_RELAXED)) < sharing->n;)
    sharing->work(piece, sharing->data);
  return NULL;
}

void threads_share(unsigned threads, size_t n, ThreadPiece *work, void *data) {
  Sharing sharing = {0, n, work, data};
  GThread *beside[THREADS_MOST] = {NULL};
  unsigned others = (unsigned)MIN(MIN(threads, THREADS_MOST), MAX(n, 1)) - 1;
  for (unsigned i = 0; i < others; i++) beside[i] = threads_start(work_off, &sharing);
  work_off(&sharing);
  for (unsigned i = 0; i < others; i++)
    if (beside[i]) g_thread_join(beside[i]);
}

void telling_add(Telling *telling, size_t n) {
  static GMutex lock;
  if (!telling->tell) return;
  g_mutex_lock(&lock);
  telling->done += n;
  telling->tell((double)telling->done / (double)telling->of, telling->teller);
  g_mutex_unlock(&lock);
}
