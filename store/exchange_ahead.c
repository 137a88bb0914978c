/* exchange_ahead.c: scorebooks of an import that are written while the rows behind them are read.
 *
 * As long as panels come in the record's order, one that has passed by is taken to be whole, and a thread writes it. If a
 * row of it comes after all, everything written ahead is taken back, and the scorebooks, which are kept until the end of
 * the file anyway, are written there. While the thread writes, it alone has the import's connection and its Bulk; what the
 * import asks of the record meanwhile it asks of another connection, which sees the record as it was before. */
#include "store/exchange_private.h"
#include "store/store_parts.h"

enum { AHEAD_BOOKS = 31 * BULK_ROWS };

typedef struct Chunk {
  size_t n; /* 0: there are no more */
  Book *books[];
} Chunk;

struct Ahead {
  Import *import;
  Thread *thread;
  GAsyncQueue *chunks;
  GError *error; /* the thread's, once it has ended */
  Bulk before;   /* at the savepoint */
};

static void *write_chunks(void *data) {
  Ahead *ahead = data;
  bool more = true;
  while (more) {
    g_autofree Chunk *chunk = g_async_queue_pop(ahead->chunks);
    more = chunk->n > 0;
    if (more && !ahead->error) books_write(ahead->import, chunk->books, chunk->n, &ahead->error);
  }
  return NULL;
}

static void push(Ahead *ahead, Book *const *books, size_t n) {
  Chunk *chunk = g_malloc(sizeof *chunk + n * sizeof(Book *));
  chunk->n = n;
  for (size_t i = 0; i < n; i++) chunk->books[i] = books[i];
  g_async_queue_push(ahead->chunks, chunk);
}

/* From now on the record is read through that connection. */
static void read_through(Import *import, Store *reads) {
  if (import->scores->assignments) sqlite3_reset(import->scores->assignments);
  import->scores->panel = -1;
  import->reads = reads;
}

static bool begin(Import *import, GError **error) {
  Store *beside = threads_for(2, 2) > 1 ? parts_reader(import->store) : NULL;
  import->scores->never_ahead = !beside;
  if (!beside) return true;
  if (!sql_run(import->store, sql(import->store, SQL_savepoint), error)) return false;
  Ahead *ahead = import->scores->ahead = g_new0(Ahead, 1);
  ahead->import = import;
  ahead->before = import->bulk;
  ahead->chunks = g_async_queue_new_full(g_free);
  read_through(import, beside);
  ahead->thread = threads_start(write_chunks, ahead);
  return ahead->thread || ahead_undo(import, error);
}

GError *ahead_stop(Import *import) {
  Ahead *ahead = import->scores ? g_steal_pointer(&import->scores->ahead) : NULL;
  if (!ahead) return NULL;
  push(ahead, NULL, 0);
  threads_join(ahead->thread);
  store_rollback(import->reads);
  read_through(import, import->store);
  GError *error = ahead->error;
  g_async_queue_unref(ahead->chunks);
  g_free(ahead);
  return error;
}

bool ahead_end(Import *import, GError **error) {
  if (!import->scores->ahead) return true;
  GError *what = ahead_stop(import);
  if (what) g_propagate_error(error, what);
  return !what && sql_run(import->store, sql(import->store, SQL_release), error);
}

bool ahead_undo(Import *import, GError **error) {
  Scores *scores = import->scores;
  scores->never_ahead = true;
  if (!scores->ahead) return true;
  const Bulk before = scores->ahead->before;
  GError *what = ahead_stop(import);
  import->bulk = before;
  scores->written = 0;
  if (what) g_propagate_error(error, what);
  return !what && sql_run(import->store, sql(import->store, SQL_back_to_savepoint), error) &&
         sql_run(import->store, sql(import->store, SQL_release), error);
}

/* Scorebooks that nothing but themselves must be written for. */
static bool are_simple(const Import *import, Book *const *books, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (!books[i]->assigned || books[i]->refused || import->stage_marked[books[i]->grid->stage]) return false;
  return true;
}

bool ahead_offer(Import *import, GError **error) {
  Scores *scores = import->scores;
  size_t n = scores->open->len - scores->written, whole = n - n % BULK_ROWS;
  if (n < AHEAD_BOOKS || scores->never_ahead || scores->index || !import_writes(import)) return true;
  Book **books = (Book **)scores->open->pdata + scores->written;
  if (!are_simple(import, books, n)) return ahead_undo(import, error);
  if (!scores->ahead && !begin(import, error)) return false;
  if (!scores->ahead) return true;
  books_sort(books, n);
  push(scores->ahead, books, whole);
  scores->written += whole;
  return true;
}
