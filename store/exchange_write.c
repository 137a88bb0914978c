/* exchange_write.c: scorebooks of an import, written in key order: first the assignments they imply, then the scorebooks,
 * then how far their panels are. */
#include "store/exchange_private.h"
#include "store/store_progress.h"

#include <stdlib.h>

enum { MOST_STEPS = 4096, SLICE = 124 * BULK_ROWS };

static int compare_books(const void *a, const void *b) {
  const Book *x = *(const Book *const *)a, *y = *(const Book *const *)b;
  return x->id < y->id ? -1 : x->id > y->id;
}

/* Scorebooks that came in the record's order are only out of order inside a panel. */
void books_sort(Book **books, size_t n) {
  size_t i = 1, at = 1;
  for (; i < n && i - at <= MOST_STEPS; i++) {
    Book *book = books[i];
    for (at = i; at > 0 && i - at <= MOST_STEPS && books[at - 1]->id > book->id; at--) books[at] = books[at - 1];
    books[at] = book;
  }
  if (i < n || i - at > MOST_STEPS) qsort(books, n, sizeof *books, compare_books);
}

/* An imported scorebook is an assignment fulfilled: where there is none, it is made. */
static bool write_assignments(Import *import, Book *const *books, size_t n, GError **error) {
  for (size_t i = 0; i < n; i++) {
    if (books[i]->assigned) continue;
    import->waiting[import->n_waiting++] = (BulkAssignment){books[i]->id, books[i]->assessor->role == ROLE_LEADER};
    if (import->n_waiting == BULK_ROWS && !assignments_write(import, error)) return false;
  }
  return assignments_write(import, error);
}

/* What nobody gave is blank. */
static void put_marks(const Book *book, Mark *ret_marks) {
  for (size_t cell = 0; cell < book->grid->n; cell++)
    ret_marks[cell] = book->marks[cell] == MARK_UNSET ? MARK_BLANK : book->marks[cell];
}

static bool write_set(Import *import, Book *const *books, size_t n, GError **error) {
  BulkBook set[BULK_ROWS];
  size_t cells = 0, at = 0;
  for (size_t i = 0; i < n; i++) cells += books[i]->grid->n;
  g_autofree Mark *marks = g_new(Mark, cells + 1);
  for (size_t i = 0; i < n; at += books[i++]->grid->n) {
    put_marks(books[i], marks + at);
    set[i] = (BulkBook){books[i]->id, marks + at, books[i]->grid->n};
  }
  return bulk_scorebooks(&import->bulk, set, n, error);
}

/* Panels that had no scorebook are counted by what was written; where a stage has scorebooks, bulk_end() counts. */
static bool count_panels(Import *import, Book *const *books, size_t n, GError **error) {
  for (size_t i = 0; i < n; i++)
    if (import->stage_marked[books[i]->grid->stage]) return true;
  for (size_t i = 0, end = 0; i < n; i = end) {
    int64_t added = 0;
    for (; end < n && book_panel(books[end]->id) == book_panel(books[i]->id); end++) added += !books[end]->assigned;
    if (!progress_add(import->store, book_panel(books[i]->id), added, (int64_t)(end - i), error)) return false;
  }
  import->bulk.counted = true;
  return true;
}

bool books_write(Import *import, Book *const *books, size_t n, GError **error) {
  for (size_t i = 0; i < n; i += BULK_ROWS)
    if (!write_set(import, books + i, MIN(n - i, BULK_ROWS), error)) return false;
  return count_panels(import, books, n, error);
}

static bool write_all(Import *import, Book *const *books, size_t n, GError **error) {
  if (!write_assignments(import, books, n, error)) return false;
  for (size_t i = 0; i < n && import_writes(import); i += SLICE) {
    store_tell(import->store, READING + (1 - READING) * (double)i / (double)n);
    if (!books_write(import, books + i, MIN(n - i, SLICE), error)) return false;
  }
  return true;
}

static void count_implied(Import *import) {
  const GPtrArray *open = import->scores->open;
  for (guint i = 0; i < open->len; i++) {
    const Book *book = g_ptr_array_index(open, i);
    if (!book->refused && !import->stage_assigned[book->grid->stage] && book->assessor->role != ROLE_APPLICANT)
      import->scores->implied[book->grid->stage]++;
  }
}

void passed_free(Passed *passed) {
  g_array_unref(passed->ids);
  g_free(passed);
}

/* The open scorebooks are done with, whether they were written or only looked at; their ids are kept. */
static void close_books(Import *import) {
  Scores *scores = import->scores;
  Passed *passed = g_new0(Passed, 1);
  passed->path = import->table.path;
  passed->ids = g_array_sized_new(FALSE, FALSE, sizeof(int64_t), scores->open->len);
  for (guint i = 0; i < scores->open->len; i++)
    g_array_append_val(passed->ids, ((const Book *)g_ptr_array_index(scores->open, i))->id);
  g_ptr_array_add(scores->passed, passed);
  import->result->added += scores->open->len;
  scores->written = 0;
  g_ptr_array_set_size(scores->open, 0);
  g_ptr_array_set_size(scores->blocks, 0);
  g_clear_pointer(&scores->index, g_hash_table_destroy);
  scores->panel_now = -1;
  scores->book = NULL;
}

bool scores_write(Import *import, GError **error) {
  GPtrArray *open = import->scores->open;
  if (!ahead_end(import, error)) return false;
  size_t n = open->len - import->scores->written;
  Book **books = n > 0 ? (Book **)open->pdata + import->scores->written : NULL;
  books_sort(books, n);
  if (!write_all(import, books, n, error)) return false;
  count_implied(import);
  close_books(import);
  return true;
}

/* -- the end of a file ----------------------------------------------------------------------------------- */

static void warn_implied(Import *import) {
  import->table.line = 1;
  for (size_t s = 0; s < import->store->award->rules->n_stages; s++) {
    if (import->scores->implied[s] > 0 && import->n_faults == 0)
      import_warn(
          import,
          _("the stage “%s” had no assignments; %lld are made from the scores, so check who is assigned to whom"),
          stage_words(&import->store->award->rules->stages[s]), (long long)import->scores->implied[s]);
    import->scores->implied[s] = 0;
  }
}

bool scores_finish(Import *import, GError **error) {
  Scores *scores = import->scores;
  if (!scores_write(import, error)) return false;
  warn_implied(import);
  for (guint i = 0; i < scores->passed->len; i++) {
    Passed *passed = g_ptr_array_index(scores->passed, i);
    if (!passed->closed)
      for (guint k = 0; k < passed->ids->len; k++)
        import->stage_marked[book_stage(g_array_index(passed->ids, int64_t, k)) & 255] = true;
    passed->closed = true;
  }
  return true;
}
