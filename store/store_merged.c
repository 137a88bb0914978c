/* store_merged.c: comments of single assessors taken over into the consensus, by picking.
 *
 * The original stays where it is. The copy is a row of its own with the original's number, written by the event "merge"
 * (assessor who wrote the original, after "NUMBER KIND: TEXT", reason "comment ORIGIN") and taken back by "unmerge". */
#include "store/store_private.h"

static bool check_original(Store *store, const CommentRow *original, GError **error) {
  if (!store_may_agree(store, book_stage(original->book), book_applicant(original->book), error)) return false;
  int submitted = book_is_submitted(store, original->book, error);
  if (submitted < 0) return false;
  if (!submitted || !(g_str_equal(original->kind, "strength") || g_str_equal(original->kind, "ofi")))
    return store_refuse(error, STORE_ERROR_INPUT,
                        _("comment %lld is no strength or improvement of a submitted scorebook"),
                        (long long)original->number);
  sqlite3_stmt *there = sql(store, SQL_merged_from);
  sqlite3_bind_int64(there, 1, original->number);
  int got = sql_step(store, there, error);
  sqlite3_reset(there);
  return got == 0 || (got == 1 && store_refuse(error, STORE_ERROR_INPUT, _("comment %lld is in the consensus already"),
                                               (long long)original->number));
}

static bool add_row(Store *store, const CommentRow *original, const char *text, int64_t *ret_number, GError **error) {
  int64_t event = event_next(store, error);
  sqlite3_stmt *next = sql(store, SQL_next_merged);
  if (event < 0 || sql_step(store, next, error) != 1) return false;
  *ret_number = sqlite3_column_int64(next, 0);
  sqlite3_reset(next);
  sqlite3_stmt *row = sql(store, SQL_add_merged);
  sqlite3_bind_int64(row, 1, *ret_number);
  sqlite3_bind_int64(row, 2, book_panel(original->book));
  sql_bind_text(row, 3, original->item);
  sql_bind_text(row, 4, original->kind);
  sql_bind_text(row, 5, text);
  sqlite3_bind_int64(row, 6, original->number);
  sqlite3_bind_int64(row, 7, event);
  return sql_run(store, row, error);
}

static bool merge(Store *store, int64_t origin, const char *text, GError **error) {
  g_auto(CommentRow) original = {0};
  int64_t number;
  if (!comment_find_standing(store, origin, &original, error) || !check_original(store, &original, error)) return false;
  const char *words = text ? text : original.text;
  if (!g_utf8_validate(words, -1, NULL))
    return store_refuse(error, STORE_ERROR_INPUT, _("comment %lld: the text is not UTF-8; write it as UTF-8"),
                        (long long)origin);
  if (!text_says(words))
    return store_refuse(error, STORE_ERROR_INPUT,
                        _("comment %lld: these words say nothing; write some, or leave them out to take its own"),
                        (long long)origin);
  g_autofree char *id = store_applicant_id(store, book_applicant(original.book), NULL, error);
  if (!id || !store_panel_is_ready(store, book_stage(original.book), book_applicant(original.book), id, error))
    return false;
  g_autofree char *author = store_assessor_id(store, book_assessor(original.book), error);
  if (!author || !add_row(store, &original, words, &number, error)) return false;
  g_autofree char *after = comment_line(number, original.kind, words);
  g_autofree char *reason = g_strdup_printf("comment %" G_GINT64_FORMAT, origin);
  const char *stage = store->award->rules->stages[book_stage(original.book)].id;
  return event_append(store, &(EventDraft){"merge", stage, id, author, original.item, "", after, reason}, error);
}

bool store_merge_comment(Store *store, int64_t comment, const char *text, GError **error) {
  if (!store_needs_award(store, error) || !store_begin(store, error)) return false;
  return store_finish(store, merge(store, comment, text, error), error);
}

/* -- taking back -------------------------------------------------------------------------------------------- */

typedef struct Taken {
  int64_t panel, origin;
  char *item, *line;
} Taken;

static void taken_clear(Taken *taken) {
  g_free(taken->item);
  g_free(taken->line);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Taken, taken_clear)

static bool find_merged(Store *store, int64_t number, Taken *ret_taken, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_merged);
  sqlite3_bind_int64(row, 1, number);
  int got = sql_step(store, row, error);
  if (got < 0) return false;
  bool there = got == 1 && sqlite3_column_int64(row, 5) == 0;
  if (there)
    *ret_taken = (Taken){sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 4), g_strdup(sql_text(row, 1)),
                         comment_line(number, sql_text(row, 2), sql_text(row, 3))};
  sqlite3_reset(row);
  return there ||
         store_refuse(error, STORE_ERROR_INPUT, _("there is no consensus comment number %lld"), (long long)number);
}

static bool unmerge(Store *store, int64_t number, GError **error) {
  g_auto(Taken) taken = {0};
  if (!find_merged(store, number, &taken, error)) return false;
  uint16_t stage = panel_stage(taken.panel);
  uint32_t applicant = (uint32_t)(taken.panel & ROW_MASK);
  if (!store_may_agree(store, stage, applicant, error)) return false;
  g_autofree char *id = store_applicant_id(store, applicant, NULL, error);
  int64_t event = id ? event_next(store, error) : -1;
  sqlite3_stmt *row = sql(store, SQL_remove_merged);
  sqlite3_bind_int64(row, 1, number);
  sqlite3_bind_int64(row, 2, event);
  return event > 0 && sql_run(store, row, error) &&
         event_append(
             store,
             &(EventDraft){"unmerge", store->award->rules->stages[stage].id, id, "", taken.item, taken.line, "", ""},
             error);
}

bool store_unmerge_comment(Store *store, int64_t number, GError **error) {
  if (!store_needs_award(store, error) || !store_begin(store, error)) return false;
  return store_finish(store, unmerge(store, number, error), error);
}

/* -- reading --------------------------------------------------------------------------------------------------- */

void merged_comment_free(MergedComment *merged) {
  if (!merged) return;
  g_free(merged->item);
  g_free(merged->kind);
  g_free(merged->text);
  g_free(merged->author);
  g_free(merged->place);
  g_free(merged->file);
  g_free(merged->sha256);
  g_free(merged->factors);
  g_free(merged);
}

static bool add_origin(Store *store, MergedComment *merged, GError **error) {
  g_auto(CommentRow) origin = {0};
  g_autoptr(GError) problem = NULL;
  if (!comment_find(store, merged->origin, &origin, &problem)) {
    if (g_error_matches(problem, STORE_ERROR, STORE_ERROR_INPUT))
      return store_damaged(store, error, _("a consensus comment comes from none that is there"));
    g_propagate_error(error, g_steal_pointer(&problem));
    return false;
  }
  merged->place = g_steal_pointer(&origin.place);
  merged->file = g_steal_pointer(&origin.file);
  merged->sha256 = g_steal_pointer(&origin.sha256);
  merged->factors = g_steal_pointer(&origin.factors);
  merged->author = store_assessor_id(store, book_assessor(origin.book), error);
  return merged->author != NULL;
}

GPtrArray *store_merged(Store *store, uint16_t stage, uint32_t applicant, GError **error) {
  if (!store_needs_award(store, error) || !store_needs_panel(store, stage, applicant, error)) return NULL;
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)merged_comment_free);
  sqlite3_stmt *row = sql(store, SQL_merged_of);
  sqlite3_bind_int64(row, 1, panel_key(stage, applicant));
  int got;
  while ((got = sql_step(store, row, error)) == 1) {
    MergedComment *merged = g_new0(MergedComment, 1);
    *merged = (MergedComment){.number = sqlite3_column_int64(row, 0),
                              .item = g_strdup(sql_text(row, 1)),
                              .kind = g_strdup(sql_text(row, 2)),
                              .text = g_strdup(sql_text(row, 3)),
                              .origin = sqlite3_column_int64(row, 4)};
    g_ptr_array_add(list, merged);
  }
  for (guint i = 0; got == 0 && i < list->len; i++)
    if (!add_origin(store, g_ptr_array_index(list, i), error)) return NULL;
  return got == 0 ? g_steal_pointer(&list) : NULL;
}
