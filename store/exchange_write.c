/* exchange_write.c: scorebooks of an import, written in key order: first the assignments they imply, then the scorebooks,
 * then how far their panels are. */
#include "store/exchange_private.h"

enum { MOST_STEPS = 4096 };

static gint compare_books(gconstpointer a, gconstpointer b) {
  const Book *x = *(const Book *const *)a, *y = *(const Book *const *)b;
  return x->id < y->id ? -1 : x->id > y->id;
}

/* Scorebooks that came in the record's order are only out of order inside a panel. */
static void sort_books(GPtrArray *books) {
  for (guint i = 1; i < books->len; i++) {
    Book *book = g_ptr_array_index(books, i), *before;
    guint at = i;
    for (; at > 0 && (before = g_ptr_array_index(books, at - 1))->id > book->id; at--) {
      if (i - at > MOST_STEPS) {
        g_ptr_array_sort(books, compare_books);
        return;
      }
      books->pdata[at] = before;
    }
    books->pdata[at] = book;
  }
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

static bool write_set(Import *import, Book *const *books, size_t n, GError **error) {
  BulkBook set[BULK_ROWS];
  GError *what = NULL;
  for (size_t i = 0; i < n; i++) {
    for (size_t cell = 0; cell < books[i]->grid->n; cell++)
      if (books[i]->marks[cell] == MARK_UNSET) books[i]->marks[cell] = MARK_BLANK;
    set[i] = (BulkBook){books[i]->id, books[i]->marks, books[i]->grid->n};
  }
  bool good = bulk_scorebooks(&import->bulk, set, n, &what);
  return import_wrote(import, good, what, error);
}

/* Panels that had no scorebook are counted by what was written; where a stage has scorebooks, bulk_end() counts. */
static bool count_panels(Import *import, Book *const *books, size_t n, GError **error) {
  for (size_t i = 0; i < n; i++)
    if (import->stage_marked[books[i]->grid->stage]) return true;
  for (size_t i = 0, end = 0; i < n; i = end) {
    int64_t added = 0;
    for (; end < n && books[end]->id >> ROW_BITS == books[i]->id >> ROW_BITS; end++) added += !books[end]->assigned;
    if (!progress_add(import->store, books[i]->id >> ROW_BITS, added, (int64_t)(end - i), error)) return false;
  }
  import->bulk.counted = true;
  return true;
}

static bool write_all(Import *import, Book *const *books, size_t n, GError **error) {
  if (!write_assignments(import, books, n, error)) return false;
  for (size_t i = 0; i < n && import_writes(import); i += BULK_ROWS) {
    store_tell_of(import->store, i / BULK_ROWS, n / BULK_ROWS + 1);
    if (!write_set(import, books + i, MIN(n - i, BULK_ROWS), error)) return false;
  }
  return !import_writes(import) || count_panels(import, books, n, error);
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
  g_ptr_array_set_size(scores->open, 0);
  g_ptr_array_set_size(scores->blocks, 0);
  g_clear_pointer(&scores->index, g_hash_table_destroy);
  scores->panel_now = -1;
  scores->book = NULL;
}

bool scores_write(Import *import, GError **error) {
  GPtrArray *open = import->scores->open;
  sort_books(open);
  if (!write_all(import, (Book *const *)open->pdata, open->len, error)) return false;
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
          _("the stage \"%s\" had no assignments; %lld are made from the scores, so check who is assigned to whom"),
          import->store->award->rules->stages[s].id, (long long)import->scores->implied[s]);
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
