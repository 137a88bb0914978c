/* exchange_books.c: the scorebooks of an import, put together row by row.
 *
 * They are kept until the file ends or there are `most_open` of them, and are then written in key order
 * (exchange_write.c); so memory has a bound, and rows may stand in any order as long as no scorebook lies that far
 * apart. Rows mostly come panel by panel in the record's order, and then a scorebook is looked for only among those of its
 * own panel; an index of all is made where one comes that has passed by. */
#include "store/exchange_private.h"

/* -- books ---------------------------------------------------------------------------------------- */

enum { BLOCK_BYTES = 1 << 20 };

static guint book_hash(gconstpointer key) {
  uint64_t id = (uint64_t) * (const int64_t *)key;
  return (guint)((id * UINT64_C(0x9E3779B97F4A7C15)) >> 32);
}

Scores *scores_new(size_t most_open) {
  Scores *scores = g_new0(Scores, 1);
  scores->most_open = most_open > 0 ? most_open : MOST_OPEN_BOOKS;
  scores->grids = g_ptr_array_new_with_free_func((GDestroyNotify)grid_free);
  scores->blocks = g_ptr_array_new_with_free_func(g_free);
  scores->open = g_ptr_array_new();
  scores->passed = g_ptr_array_new_with_free_func((GDestroyNotify)passed_free);
  scores->panel = scores->panel_now = scores->panel_most = -1;
  scores->panel_books = g_array_new(FALSE, FALSE, sizeof(int64_t));
  return scores;
}

void scores_free(Scores *scores) {
  if (!scores) return;
  g_ptr_array_unref(scores->grids);
  g_ptr_array_unref(scores->blocks);
  g_ptr_array_unref(scores->open);
  g_ptr_array_unref(scores->passed);
  g_array_unref(scores->panel_books);
  g_clear_pointer(&scores->index, g_hash_table_destroy);
  g_free(scores);
}

static void *book_room(Scores *scores, size_t bytes) {
  bytes = (bytes + 7) & ~(size_t)7;
  if (scores->blocks->len == 0 || scores->block_used + bytes > BLOCK_BYTES) {
    g_ptr_array_add(scores->blocks, g_malloc(MAX(bytes, BLOCK_BYTES)));
    scores->block_used = 0;
  }
  char *block = g_ptr_array_index(scores->blocks, scores->blocks->len - 1);
  scores->block_used += bytes;
  return block + scores->block_used - bytes;
}

static Book *book_add(Import *import, int64_t id, const Person *const pair[2], const Grid *grid) {
  Scores *scores = import->scores;
  Book *book = book_room(scores, sizeof *book + grid->n * sizeof(Mark));
  *book = (Book){.id = id, .applicant = pair[0], .assessor = pair[1], .grid = grid};
  for (size_t i = 0; i < grid->n; i++) book->marks[i] = MARK_UNSET;
  if (scores->index) g_hash_table_insert(scores->index, &book->id, book);
  if (book_panel(id) != scores->panel_now) scores->panel_first = scores->open->len;
  scores->panel_now = book_panel(id);
  scores->panel_most = MAX(scores->panel_most, scores->panel_now);
  g_ptr_array_add(scores->open, book);
  return book;
}

static void make_index(Scores *scores) {
  scores->index = g_hash_table_new(book_hash, g_int64_equal);
  for (guint i = 0; i < scores->open->len; i++) {
    Book *book = g_ptr_array_index(scores->open, i);
    g_hash_table_insert(scores->index, &book->id, book);
  }
}

static bool has_passed_by(const Scores *scores, int64_t id) {
  return book_panel(id) <= scores->panel_most && book_panel(id) != scores->panel_now;
}

static Book *find_open(Scores *scores, int64_t id) {
  if (has_passed_by(scores, id) && !scores->index) make_index(scores);
  if (scores->index) return g_hash_table_lookup(scores->index, &id);
  for (guint i = scores->panel_first; i < scores->open->len && book_panel(id) == scores->panel_now; i++) {
    Book *book = g_ptr_array_index(scores->open, i);
    if (book->id == id) return book;
  }
  return NULL;
}

static bool has_id(const Passed *passed, int64_t id) {
  size_t low = 0, high = passed->ids->len;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (g_array_index(passed->ids, int64_t, middle) < id)
      low = middle + 1;
    else
      high = middle;
  }
  return low < passed->ids->len && g_array_index(passed->ids, int64_t, low) == id;
}

static const Passed *find_passed(const Scores *scores, int64_t id) {
  for (guint i = 0; i < scores->passed->len && book_panel(id) <= scores->panel_most; i++) {
    const Passed *passed = g_ptr_array_index(scores->passed, i);
    if (has_id(passed, id)) return passed;
  }
  return NULL;
}

/* -- checks of a whole scorebook --------------------------------------------------------------------------- */

/* Is the scorebook in the record? 1, 0, -1 error. */
static int find_recorded(Import *import, int64_t id, ScorebookState *ret_state, GError **error) {
  sqlite3_stmt *row = sql(import->reads, SQL_scorebook);
  sqlite3_bind_int64(row, 1, id);
  int rc = sql_step(import->reads, row, error);
  if (rc == 1) *ret_state = (ScorebookState)sqlite3_column_int(row, 1);
  sqlite3_reset(row);
  return rc;
}

static bool next_assignment(Import *import, GError **error) {
  Scores *scores = import->scores;
  scores->has_assigned = sql_step(import->reads, scores->assignments, error);
  if (scores->has_assigned == 1) scores->assigned = sqlite3_column_int64(scores->assignments, 0);
  return scores->has_assigned >= 0;
}

/* Walks through the assignments from that panel on. */
static bool seek_panel(Import *import, int64_t panel, GError **error) {
  Scores *scores = import->scores;
  scores->assignments = sql(import->reads, SQL_assignments_from);
  sqlite3_bind_int64(scores->assignments, 1, panel_first(panel));
  return next_assignment(import, error);
}

/* Panels mostly come in the record's order, so the walk goes on; it begins anew where one comes that has passed by or lies
 * far ahead. */
static bool load_panel(Import *import, int64_t panel, GError **error) {
  enum { NEAR_PANELS = 8 };
  Scores *scores = import->scores;
  if (scores->panel == panel) return true;
  bool near = scores->panel >= 0 && scores->panel < panel && panel - scores->panel <= NEAR_PANELS;
  bool good = near || seek_panel(import, panel, error);
  scores->panel = -1;
  while (good && scores->has_assigned == 1 && book_panel(scores->assigned) < panel)
    good = next_assignment(import, error);
  g_array_set_size(scores->panel_books, 0);
  while (good && scores->has_assigned == 1 && book_panel(scores->assigned) == panel) {
    g_array_append_val(scores->panel_books, scores->assigned);
    good = next_assignment(import, error);
  }
  if (good) scores->panel = panel;
  return good;
}

static bool find_assignment(Import *import, Book *book, GError **error) {
  if (!import->stage_assigned[book->grid->stage]) return true;
  if (!load_panel(import, book_panel(book->id), error)) return false;
  const GArray *list = import->scores->panel_books;
  for (guint i = 0; i < list->len && !book->assigned; i++) book->assigned = g_array_index(list, int64_t, i) == book->id;
  return true;
}

/* Is the pair assigned? At a stage without any assignment, and for those that assess themselves, it need not be. */
static bool may_be_unassigned(const Import *import, const Book *book) {
  return !import->stage_assigned[book->grid->stage] || book->assessor->role == ROLE_APPLICANT;
}

static bool refuse(Import *import, Book *book, const char *format) {
  const char *stage = stage_words(&import->store->award->rules->stages[book->grid->stage]);
  import_fault(import, format, book->assessor->id, book->applicant->id, stage); // NOLINT
  book->refused = true;
  return true;
}

static bool refuse_recorded(Import *import, Book *book, ScorebookState state) {
  if (state == SCOREBOOK_SUBMITTED)
    return refuse(import, book,
                  _("the scorebook of “%s” for “%s” at stage “%s” is in the record already, submitted, and an import "
                    "does not change it; take its lines out, and where marks in it are wrong, open it with accolade "
                    "return and give them with accolade score"));
  return refuse(import, book,
                _("the scorebook of “%s” for “%s” at stage “%s” is in the record already, begun, and an import does "
                  "not change it; take its lines out, and give what is left with accolade score"));
}

/* The checks that hold for a scorebook as a whole, at its first row. */
static bool check_book(Import *import, Book *book, GError **error) {
  if (!import_stage_is_open(import, book->grid->stage, error)) return false;
  if (g_hash_table_contains(import->pairs, key_pointer(pair_key(book->applicant->no, book->assessor->no))))
    return refuse(import, book, _("“%s” is recused from “%s” (stage “%s”); take out every line of this scorebook"));
  if (g_hash_table_contains(import->released, key_pointer(book->id)))
    return refuse(import, book,
                  _("“%s” is released from “%s” (stage “%s”); take out every line of this scorebook, or take "
                    "the release back first: accolade release --lift"));
  if (book->applicant->withdrawn)
    return refuse(import, book,
                  _("the scorebook of “%s” is about “%s”, who has withdrawn (stage “%s”); take out every line of it"));
  ScorebookState state;
  int rc = import->stage_marked[book->grid->stage] ? find_recorded(import, book->id, &state, error) : 0;
  if (rc < 0) return false;
  if (rc == 1) return refuse_recorded(import, book, state);
  if (!find_assignment(import, book, error)) return false;
  if (!book->assigned && !may_be_unassigned(import, book))
    return refuse(import, book,
                  _("“%s” is not assigned to “%s” at stage “%s”; import the assignment first, or correct the ids"));
  return true;
}

static void refuse_late(Import *import, const Person *const pair[2], const Passed *passed) {
  if (passed->closed)
    import_fault(import, _("the scorebook of “%s” for “%s” is in %s already; keep a scorebook in one file"),
                 pair[1]->id, pair[0]->id, passed->path);
  else
    import_fault(import,
                 _("the lines of the scorebook of “%s” for “%s” lie too far apart in a file of this size; sort the "
                   "file by applicant and assessor"),
                 pair[1]->id, pair[0]->id);
}

/* The first row of a scorebook: from here on it is one of the open ones. */
static bool begin_book(Import *import, uint16_t stage, const Person *const pair[2], int64_t id, Book **ret_book,
                       GError **error) {
  Scores *scores = import->scores;
  bool full = scores->open->len >= scores->most_open && book_panel(id) != scores->panel_now;
  if (full && !scores_write(import, error)) return false;
  if (book_panel(id) != scores->panel_now && !ahead_offer(import, error)) return false;
  *ret_book = book_add(import, id, pair, grid_for(import, stage, pair[0]->criteria));
  return check_book(import, *ret_book, error);
}

bool scores_book(Import *import, uint16_t stage, const Person *const pair[2], Book **ret_book, GError **error) {
  Scores *scores = import->scores;
  int64_t id = book_id(stage, pair[0]->no, pair[1]->no);
  Book *book = scores->book;
  if (G_UNLIKELY(!book || book->id != id)) {
    if (has_passed_by(scores, id) && scores->ahead && !ahead_undo(import, error)) return false;
    book = find_open(scores, id);
    const Passed *passed = book ? NULL : find_passed(scores, id);
    if (passed) refuse_late(import, pair, passed);
    if (!book && !passed && !begin_book(import, stage, pair, id, &book, error)) return false;
    scores->book = book;
    scores->cell = 0;
  }
  *ret_book = book && !book->refused ? book : NULL;
  return true;
}
