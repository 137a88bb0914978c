/* store_parts.c: work on ranges of applicants side by side, on several threads with a connection each.
 *
 * A connection of its own sees the state of the file at the moment it begins to read. Every change of the record appends
 * an event, so two connections whose newest event is the same see the same state; where somebody has written in between,
 * and inside a change of one's own, the one connection there is works through all ranges. Who is free takes the next
 * range, so that nobody waits for a thread that came late. */
#include "store/store_parts.h"
#include "store/store_file.h"

unsigned parts_for(uint32_t n_applicants) { return threads_for(n_applicants, PARTS_LEAST); }

enum { SHARE = 512 }; /* applicants */

unsigned parts_to_share(uint32_t n_applicants, unsigned threads) {
  return threads > 1 ? CLAMP(n_applicants / SHARE, threads, PARTS_MOST) : 1;
}

typedef struct Run {
  Store *store;
  JournalHead head; /* what the store sees */
  uint32_t n_applicants;
  unsigned n, next;   /* parts, and which is taken next: atomically */
  unsigned n_workers; /* the calling thread among them */
  bool failed;        /* atomically: no more are taken */
  PartWork *work;
  void *data;
} Run;

typedef struct Worker {
  Run *run;
  Store **reader; /* where its connection is kept */
  Thread *thread;
  unsigned part; /* in hand, or which failed */
  GError *error;
} Worker;

/* -- readers ---------------------------------------------------------------------------------------- */

static Store *open_reader(const Store *store) {
  sqlite3 *db = file_open_reader(store->path, store->read_only);
  return db ? store_over(db, store->path, true) : NULL;
}

/* A reader whose view of the file begins now. */
static Store *begin_reader(const Store *store, Store **at) {
  Store *reader = *at ? *at : (*at = open_reader(store));
  if (!reader || !store_begin_read(reader, NULL)) return NULL;
  reader->award = store->award;
  return reader;
}

Store *parts_reader(Store *store) { return begin_reader(store, &store->readers[0]); }

/* -- parts --------------------------------------------------------------------------------------- */

static bool sees_the_same(Store *reader, const JournalHead *head) {
  JournalHead theirs;
  return journal_head(reader, &theirs, NULL) && theirs.events == head->events && g_str_equal(theirs.hash, head->hash);
}

/* Where there is a part for each, the own one stands for all; else all are worked through from the first to the last. */
static Part part_of(const Run *run, unsigned index) {
  unsigned n = run->n;
  bool in_turn = n > run->n_workers;
  uint64_t first = (uint64_t)run->n_applicants * index / n, end = (uint64_t)run->n_applicants * (index + 1) / n;
  return (Part){.first = (uint32_t)first,
                .end = index + 1 < n ? (uint32_t)end : ROW_MASK + 1,
                .index = index,
                .before = in_turn ? (double)index / n : 0,
                .share = in_turn ? 1.0 / n : 1};
}

static bool take_part(Worker *worker) {
  Run *run = worker->run;
  if (__atomic_load_n(&run->failed, __ATOMIC_RELAXED)) return false;
  worker->part = __atomic_fetch_add(&run->next, 1, __ATOMIC_RELAXED);
  return worker->part < run->n;
}

/* Parts are taken in order, and one that is taken is worked through: of those that fail the first is always among them. */
static void work_on_part(Worker *worker, Store *reader) {
  Run *run = worker->run;
  Part part = part_of(run, worker->part);
  if (!run->work(reader, &part, run->data, &worker->error)) __atomic_store_n(&run->failed, true, __ATOMIC_RELAXED);
}

static void work_off(Worker *worker, Store *reader) {
  while (take_part(worker)) work_on_part(worker, reader);
}

static void *work_beside(void *data) {
  Worker *worker = data;
  Store *reader = begin_reader(worker->run->store, worker->reader);
  if (!reader) return NULL;
  if (sees_the_same(reader, &worker->run->head)) work_off(worker, reader);
  store_rollback(reader);
  return NULL;
}

static void start_workers(Run *run, Worker *workers) {
  bool beside = run->n > 1 && sqlite3_txn_state(run->store->db, NULL) != SQLITE_TXN_WRITE &&
                journal_head(run->store, &run->head, NULL);
  run->n_workers = beside ? threads_for(run->n, 2) : 1;
  for (unsigned i = 0; i < run->n_workers; i++) {
    workers[i] = (Worker){.run = run, .reader = &run->store->readers[i]};
    if (i > 0) workers[i].thread = threads_start(work_beside, &workers[i]);
  }
}

bool parts_run(Store *store, uint32_t n_applicants, unsigned n, PartWork *work, void *data, GError **error) {
  Run run = {.store = store, .n_applicants = n_applicants, .n = n, .next = 1, .work = work, .data = data};
  Worker workers[THREADS_MOST] = {0}, *first = NULL;
  start_workers(&run, workers);
  work_on_part(&workers[0], store);
  work_off(&workers[0], store);
  for (unsigned i = 0; i < run.n_workers; i++) {
    threads_join(workers[i].thread);
    if (workers[i].error && (!first || workers[i].part < first->part)) first = &workers[i];
  }
  if (first) g_propagate_error(error, g_steal_pointer(&first->error));
  for (unsigned i = 0; i < run.n_workers; i++) g_clear_error(&workers[i].error);
  return !first;
}
