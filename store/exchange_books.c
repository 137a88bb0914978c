/* exchange_books.c: the scorebooks of an import, put together row by row and written in key order at a file's end.
 * One takes two bytes a cell and its head, wherever its rows stand in the file. */
#include "store/exchange_private.h"

#include <string.h>

/* -- grids -------------------------------------------------------------------------------------- */

static void grid_free(gpointer data) {
  Grid *grid = data;
  g_free((gpointer)grid->codes);
  g_free(grid->code_lengths);
  g_free(grid->plain);
  g_free((gpointer)grid->scales);
  g_hash_table_destroy(grid->cells);
  g_free(grid);
}

/* "0" to "327" on a scale of whole units: nearly every mark there is. */
static void fill_plain(const Scale *scale, bool plain[PLAIN_MARKS]) {
  for (int16_t i = 0; i < PLAIN_MARKS; i++)
    plain[i] = scale->unit == 1 && !scale->names && scale_allows(scale, (Mark)(i * 100));
}

static Grid *grid_new(const Stage *stage, uint16_t number, const Criteria *criteria) {
  Grid *grid = g_new0(Grid, 1);
  *grid = (Grid){.stage = number,
                 .criteria = criteria,
                 .n = stage_cells(stage, criteria),
                 .cells = g_hash_table_new(g_str_hash, g_str_equal)};
  grid->codes = g_new0(const char *, grid->n);
  grid->code_lengths = g_new0(size_t, grid->n);
  grid->scales = g_new0(const Scale *, grid->n);
  grid->plain = g_malloc0(grid->n * sizeof *grid->plain);
  for (size_t i = 0; i < grid->n; i++) {
    grid->codes[i] = stage_cell_code(stage, criteria, i);
    grid->code_lengths[i] = strlen(grid->codes[i]);
    grid->scales[i] = stage_cell_scale(stage, criteria, i);
    fill_plain(grid->scales[i], grid->plain[i]);
    g_hash_table_insert(grid->cells, (gpointer)grid->codes[i], GSIZE_TO_POINTER(i + 1));
  }
  for (size_t i = 0; stage->form == STAGE_ITEMS && i < criteria->n_items; i++)
    grid->ranged |= criteria->items[i]->rubric->range;
  return grid;
}

static const Grid *grid_for(Import *import, uint16_t stage, const Criteria *criteria) {
  GPtrArray *grids = import->scores->grids;
  for (guint i = 0; i < grids->len; i++) {
    const Grid *grid = g_ptr_array_index(grids, i);
    if (grid->stage == stage && grid->criteria == criteria) return grid;
  }
  Grid *grid = grid_new(&import->store->award->rules->stages[stage], stage, criteria);
  g_ptr_array_add(grids, grid);
  return grid;
}

/* -- books ---------------------------------------------------------------------------------------- */

static guint book_hash(gconstpointer key) {
  uint64_t id = (uint64_t) * (const int64_t *)key;
  return (guint)((id * UINT64_C(0x9E3779B97F4A7C15)) >> 32);
}

Scores *scores_new(void) {
  Scores *scores = g_new0(Scores, 1);
  scores->grids = g_ptr_array_new_with_free_func(grid_free);
  scores->books = g_hash_table_new_full(book_hash, g_int64_equal, NULL, g_free);
  scores->open = g_ptr_array_new();
  scores->prefix = g_string_new(NULL);
  scores->panel = -1;
  scores->panel_books = g_array_new(FALSE, FALSE, sizeof(int64_t));
  return scores;
}

void scores_free(Scores *scores) {
  if (!scores) return;
  g_ptr_array_unref(scores->grids);
  g_ptr_array_unref(scores->open);
  g_string_free(scores->prefix, TRUE);
  g_array_unref(scores->panel_books);
  g_hash_table_destroy(scores->books);
  g_free(scores);
}

static int row_exists(Import *import, SqlName name, int64_t id, GError **error) {
  sqlite3_stmt *row = sql(import->store, name);
  sqlite3_bind_int64(row, 1, id);
  int rc = sql_step(import->store, row, error);
  sqlite3_reset(row);
  return rc;
}

static Book *book_add(Import *import, int64_t id, const Person *const pair[2], const Grid *grid) {
  Book *book = g_malloc(sizeof *book + grid->n * sizeof(Mark));
  *book = (Book){.id = id, .applicant = pair[0], .assessor = pair[1], .grid = grid, .path = import->table.path};
  for (size_t i = 0; i < grid->n; i++) book->marks[i] = MARK_UNSET;
  g_hash_table_insert(import->scores->books, &book->id, book);
  g_ptr_array_add(import->scores->open, book);
  return book;
}

/* Scorebooks mostly come panel by panel, so a panel's assignments are read together. */
static bool load_panel(Import *import, int64_t id, GError **error) {
  Scores *scores = import->scores;
  if (scores->panel == id >> ROW_BITS) return true;
  sqlite3_stmt *row = sql(import->store, SQL_assignments);
  sqlite3_bind_int64(row, 1, id & ~(int64_t)ROW_MASK);
  sqlite3_bind_int64(row, 2, id | ROW_MASK);
  g_array_set_size(scores->panel_books, 0);
  int got;
  while ((got = sql_step(import->store, row, error)) == 1) {
    int64_t assigned = sqlite3_column_int64(row, 0);
    g_array_append_val(scores->panel_books, assigned);
  }
  scores->panel = got < 0 ? -1 : id >> ROW_BITS;
  return got == 0;
}

static bool find_assignment(Import *import, Book *book, GError **error) {
  if (!import->stage_assigned[book->grid->stage]) return true;
  if (!load_panel(import, book->id, error)) return false;
  const GArray *list = import->scores->panel_books;
  for (guint i = 0; i < list->len && !book->assigned; i++) book->assigned = g_array_index(list, int64_t, i) == book->id;
  return true;
}

/* Is the pair assigned? At a stage without any assignment, and for those that assess themselves, it need not be. */
static bool may_be_unassigned(const Import *import, const Book *book) {
  return !import->stage_assigned[book->grid->stage] || book->assessor->role == ROLE_APPLICANT;
}

static bool refuse(Import *import, Book *book, const char *format) {
  const char *stage = import->store->award->rules->stages[book->grid->stage].id;
  import_fault(import, format, book->assessor->id, book->applicant->id, stage); // NOLINT
  book->refused = true;
  return true;
}

/* The checks that hold for a scorebook as a whole, at its first row. */
static bool check_book(Import *import, Book *book, GError **error) {
  if (!import_stage_is_open(import, book->grid->stage, error)) return false;
  if (g_hash_table_contains(import->pairs, key_pointer(pair_key(book->applicant->no, book->assessor->no))))
    return refuse(import, book,
                  _("\"%s\" is recused from \"%s\" (stage \"%s\"); take out every line of this scorebook"));
  int rc = import->stage_marked[book->grid->stage] ? row_exists(import, SQL_scorebook, book->id, error) : 0;
  if (rc < 0) return false;
  if (rc == 1)
    return refuse(import, book,
                  _("the scorebook of \"%s\" for \"%s\" at stage \"%s\" is in the record already; take its lines out"));
  if (!find_assignment(import, book, error)) return false;
  if (!book->assigned && !may_be_unassigned(import, book))
    return refuse(
        import, book,
        _("\"%s\" is not assigned to \"%s\" at stage \"%s\"; import the assignment first, or correct the ids"));
  return true;
}

static bool refuse_reopened(Import *import, const Book *book) {
  import_fault(import, _("the scorebook of \"%s\" for \"%s\" is in %s already; keep a scorebook in one file"),
               book->assessor->id, book->applicant->id, book->path);
  return true;
}

bool scores_book(Import *import, uint16_t stage, const Person *const pair[2], Book **ret_book, GError **error) {
  Scores *scores = import->scores;
  int64_t id = book_id(stage, pair[0]->no, pair[1]->no);
  Book *book = scores->book;
  if (G_UNLIKELY(!book || book->id != id)) {
    book = g_hash_table_lookup(scores->books, &id);
    if (book && book->closed) {
      *ret_book = NULL;
      return refuse_reopened(import, book);
    }
    if (!book) {
      book = book_add(import, id, pair, grid_for(import, stage, pair[0]->criteria));
      if (!check_book(import, book, error)) return false;
    }
    scores->book = book;
    scores->cell = 0;
  }
  *ret_book = book->refused ? NULL : book;
  return true;
}

/* -- writing ---------------------------------------------------------------------------------------- */

static gint compare_books(gconstpointer a, gconstpointer b) {
  const Book *x = *(const Book *const *)a, *y = *(const Book *const *)b;
  return x->id < y->id ? -1 : x->id > y->id;
}

/* An imported scorebook is an assignment fulfilled: where there is none, it is made. */
static bool write_assignment(Import *import, const Book *book, GError **what) {
  return book->assigned || bulk_assign(&import->bulk, book->grid->stage, book->applicant->no, book->assessor->no,
                                       book->assessor->role == ROLE_LEADER, what);
}

static bool write_book(Import *import, Book *book, GError **error) {
  GError *what = NULL;
  for (size_t i = 0; i < book->grid->n; i++)
    if (book->marks[i] == MARK_UNSET) book->marks[i] = MARK_BLANK;
  bool good =
      write_assignment(import, book, &what) && bulk_scorebook(&import->bulk, book->grid->stage, book->applicant->no,
                                                              book->assessor->no, book->marks, book->grid->n, &what);
  return import_wrote(import, good, what, error);
}

static void warn_implied(Import *import) {
  const GPtrArray *open = import->scores->open;
  for (guint i = 0; i < open->len && import->n_faults == 0; i++) {
    const Book *book = g_ptr_array_index(open, i);
    if (!book->refused && !import->stage_assigned[book->grid->stage] && book->assessor->role != ROLE_APPLICANT)
      import->scores->implied[book->grid->stage]++;
  }
  import->table.line = 1;
  for (size_t s = 0; s < import->store->award->rules->n_stages; s++) {
    if (import->scores->implied[s] == 0) continue;
    import_warn(
        import,
        _("the stage \"%s\" had no assignments; %lld are made from the scores, so check who is assigned to whom"),
        import->store->award->rules->stages[s].id, (long long)import->scores->implied[s]);
    import->scores->implied[s] = 0;
  }
}

bool scores_finish(Import *import, GError **error) {
  Scores *scores = import->scores;
  import->result->added += scores->open->len;
  g_ptr_array_sort(scores->open, compare_books);
  for (guint i = 0; i < scores->open->len && import_writes(import); i++) {
    if ((i & 4095) == 0) store_tell(import->store, READING + (1 - READING) * i / scores->open->len);
    if (!write_book(import, g_ptr_array_index(scores->open, i), error)) return false;
  }
  warn_implied(import);
  for (guint i = 0; i < scores->open->len; i++) ((Book *)g_ptr_array_index(scores->open, i))->closed = true;
  g_ptr_array_set_size(scores->open, 0);
  scores->book = NULL;
  return true;
}
