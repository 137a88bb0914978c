/* threads.c: how many threads, and how they begin. */
#include "criteria/threads.h"

#include <pthread.h>
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

struct Thread {
  pthread_t id;
  GThreadFunc work;
  void *data;
  bool elsewhere; /* it was kept from its maker's processor, and may go anywhere from now on */
  cpu_set_t anywhere;
};

/* Some schedulers leave a new thread beside its maker for longer than its work would take elsewhere. */
static void begin_elsewhere(Thread *thread, pthread_attr_t *attributes) {
  int here = sched_getcpu();
  if (here < 0 || here >= CPU_SETSIZE || sched_getaffinity(0, sizeof thread->anywhere, &thread->anywhere) != 0) return;
  cpu_set_t others = thread->anywhere;
  CPU_CLR((size_t)here, &others);
  thread->elsewhere = CPU_COUNT(&others) > 0 && pthread_attr_setaffinity_np(attributes, sizeof others, &others) == 0;
}

static void leave_signals(pthread_attr_t *attributes) {
  sigset_t all;
  sigfillset(&all);
  sigdelset(&all, SIGPIPE);
  pthread_attr_setsigmask_np(attributes, &all);
}

static void *begin(void *data) {
  const Thread *thread = data;
  if (thread->elsewhere) sched_setaffinity(0, sizeof thread->anywhere, &thread->anywhere);
  return thread->work(thread->data);
}

Thread *threads_start(GThreadFunc work, void *data) {
  g_autofree Thread *thread = g_new0(Thread, 1);
  thread->work = work;
  thread->data = data;
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0) return NULL;
  leave_signals(&attributes);
  begin_elsewhere(thread, &attributes);
  bool begun = pthread_create(&thread->id, &attributes, begin, thread) == 0;
  pthread_attr_destroy(&attributes);
  return begun ? g_steal_pointer(&thread) : NULL;
}

void threads_join(Thread *thread) {
  if (!thread) return;
  pthread_join(thread->id, NULL);
  g_free(thread);
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
  Thread *beside[THREADS_MOST] = {NULL};
  unsigned others = (unsigned)MIN(MIN(threads, THREADS_MOST), MAX(n, 1)) - 1;
  for (unsigned i = 0; i < others; i++) beside[i] = threads_start(work_off, &sharing);
  work_off(&sharing);
  for (unsigned i = 0; i < others; i++) threads_join(beside[i]);
}

void telling_add(Telling *telling, size_t n) {
  static GMutex lock;
  if (!telling->tell) return;
  g_mutex_lock(&lock);
  telling->done += n;
  telling->tell((double)telling->done / (double)telling->of, telling->teller);
  g_mutex_unlock(&lock);
}
