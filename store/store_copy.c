/* store_copy.c: one scorebook for who may read it: its marks, when it was saved last, and why it was given back. */
#include "store/store_private.h"

/* A comment, or its taking back, saves the scorebook like a mark; 0: nothing was saved yet. */
static bool find_last_saved(Store *store, const BookRow *book, int64_t *ret_event, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_last_comment_event);
  sqlite3_bind_int64(row, 1, book->id);
  int got = book->id < 0 ? 0 : sql_step(store, row, error);
  *ret_event = MAX(book->event, got == 1 ? sqlite3_column_int64(row, 0) : 0);
  sqlite3_reset(row);
  return got >= 0;
}

static bool put_saved_at(Store *store, const BookRow *book, char ret_at[32], GError **error) {
  int64_t event;
  if (!find_last_saved(store, book, &event, error)) return false;
  sqlite3_stmt *row = sql(store, SQL_event);
  sqlite3_bind_int64(row, 1, event);
  int got = sql_step(store, row, error);
  g_strlcpy(ret_at, got == 1 ? sql_text(row, 1) : "", 32);
  sqlite3_reset(row);
  return got >= 0;
}

/* Only a submitted scorebook is given back, and a draft stays so until it is submitted again. */
bool book_returned(Store *store, int64_t id, char **ret_reason, GError **error) {
  g_autofree char *applicant = store_applicant_id(store, book_applicant(id), NULL, error);
  g_autofree char *assessor = applicant ? store_assessor_id(store, book_assessor(id), error) : NULL;
  if (!assessor) return false;
  sqlite3_stmt *row = sql(store, SQL_returned);
  sql_bind_text(row, 1, assessor);
  sql_bind_text(row, 2, store->award->rules->stages[book_stage(id)].id);
  sql_bind_text(row, 3, applicant);
  int got = sql_step(store, row, error);
  if (got == 1) *ret_reason = g_strdup(sql_text(row, 0));
  sqlite3_reset(row);
  return got >= 0;
}

GHashTable *books_returned(Store *store, GError **error) {
  g_autoptr(GHashTable) books = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  sqlite3_stmt *row = sql(store, SQL_all_returned);
  int got;
  while ((got = sql_step(store, row, error)) == 1) {
    int stage = rules_stage_index(store->award->rules, sql_text(row, 0));
    if (stage < 0) continue;
    int64_t id =
        book_id((uint16_t)stage, (uint32_t)sqlite3_column_int64(row, 1), (uint32_t)sqlite3_column_int64(row, 2));
    g_hash_table_add(books, g_memdup2(&id, sizeof id));
  }
  return got == 0 ? g_steal_pointer(&books) : NULL;
}

int return_may_know(Store *store, uint16_t stage, uint32_t applicant, bool own, GError **error) {
  if (store_sees_all(store) || !own) return store_sees_all(store);
  int recused = store_is_recused(store, applicant, store->actor_assessor, error);
  int asked = recused == 0 ? store_is_asked(store, stage, applicant, error) : 0;
  return recused < 0 || asked < 0 ? -1 : !recused && !asked;
}

bool store_scorebook(Store *store, uint16_t stage, uint32_t applicant, uint32_t assessor, BookCopy *ret_book,
                     GError **error) {
  g_autofree char *class_id = NULL;
  bool own = assessor == STORE_SELF || (int64_t)assessor == store->actor_assessor;
  if (!stage_needs(store, stage, STAGE_SEALED, error)) return false;
  g_autofree char *id = store_applicant_id(store, applicant, &class_id, error);
  if (!id || !store_needs_declaration(store, stage, applicant, error) ||
      (!own && !store_needs_panel(store, stage, applicant, error)))
    return false;
  size_t n = stage_cells(&store->award->rules->stages[stage], store_class_criteria(store, class_id));
  int64_t number = assessor == STORE_SELF ? store->actor_assessor : (int64_t)assessor;
  g_auto(BookRow) book = {0};
  if (!book_load(store, number < 0 ? -1 : book_id(stage, applicant, (uint32_t)number), n, &book, error)) return false;
  BookCopy copy = {.state = book.state, .version = book.version, .n = n};
  if (!put_saved_at(store, &book, copy.saved_at, error)) return false;
  bool draft = book.version > 0 && book.state == SCOREBOOK_DRAFT;
  int why = draft ? return_may_know(store, stage, applicant, own, error) : 0;
  if (why < 0 || (why == 1 && !book_returned(store, book.id, &copy.returned, error))) return false;
  copy.marks = g_steal_pointer(&book.marks);
  *ret_book = copy;
  return true;
}

void book_copy_clear(BookCopy *book) {
  if (!book) return;
  g_clear_pointer(&book->marks, g_free);
  g_clear_pointer(&book->returned, g_free);
}
