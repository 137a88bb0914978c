/* store_parts.c: work on ranges of applicants side by side, each on a thread and a connection of its own.
 *
 * A connection of its own sees the state of the file at the moment it begins to read. Every change of the record appends
 * an event, so two connections whose newest event is the same see the same state; where somebody has written in between,
 * and inside a change of one's own, the ranges are worked through one after the other on the one connection there is. */
#include "store/store_private.h"

unsigned parts_for(uint32_t n_applicants) { return threads_for(n_applicants, PARTS_LEAST); }

typedef struct Job {
  Part part;
  Store *store, **reader;  /* reader: where the connection of this part is kept */
  const JournalHead *head; /* what the store sees */
  GThread *thread;         /* NULL: the part is the calling thread's */
  PartWork *work;
  void *data;
  bool begun, done; /* begun: the reader saw the same as the store */
  GError *error;
} Job;

static Store *reader_at(const Store *store, Store **reader) {
  if (*reader) return *reader;
  sqlite3 *db = file_open_reader(store->path, store->read_only);
  return db ? *reader = store_over(db, store->path, true) : NULL;
}

Store *parts_reader(Store *store) {
  Store *reader = reader_at(store, &store->readers[0]);
  if (!reader || !store_begin_read(reader, NULL)) return NULL;
  reader->award = store->award;
  return reader;
}

static bool sees_the_same(Store *reader, const JournalHead *head) {
  JournalHead theirs;
  return journal_head(reader, &theirs, NULL) && theirs.events == head->events && g_str_equal(theirs.hash, head->hash);
}

static void *run_beside(void *data) {
  Job *job = data;
  Store *reader = reader_at(job->store, job->reader);
  if (!reader || !store_begin_read(reader, NULL)) return NULL;
  reader->award = job->store->award;
  job->begun = sees_the_same(reader, job->head);
  if (job->begun) job->done = job->work(reader, &job->part, job->data, &job->error);
  store_rollback(reader);
  return NULL;
}

static void finish(Job *job) {
  if (job->thread) g_thread_join(job->thread);
  if (!job->begun) job->done = job->work(job->store, &job->part, job->data, &job->error);
}

static Part part_of(uint32_t n_applicants, unsigned index, unsigned n) {
  uint64_t first = (uint64_t)n_applicants * index / n, end = (uint64_t)n_applicants * (index + 1) / n;
  return (Part){(uint32_t)first, index + 1 < n ? (uint32_t)end : ROW_MASK + 1, index};
}

bool parts_run(Store *store, uint32_t n_applicants, unsigned n, PartWork *work, void *data, GError **error) {
  Job jobs[THREADS_MOST] = {0};
  JournalHead head;
  bool beside = n > 1 && sqlite3_txn_state(store->db, NULL) != SQLITE_TXN_WRITE && journal_head(store, &head, NULL);
  for (unsigned i = 0; i < n; i++) {
    jobs[i] = (Job){.part = part_of(n_applicants, i, n), .store = store, .head = &head, .work = work, .data = data};
    jobs[i].reader = &store->readers[i];
    if (beside && i > 0) jobs[i].thread = threads_start(run_beside, &jobs[i]);
  }
  bool done = true;
  for (unsigned i = 0; i < n; i++) {
    finish(&jobs[i]);
    if (!jobs[i].done && done) g_propagate_error(error, g_steal_pointer(&jobs[i].error));
    done = done && jobs[i].done;
    g_clear_error(&jobs[i].error);
  }
  return done;
}
