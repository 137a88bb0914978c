/* exchange_export.c: every cell of every scorebook as one line of CSV, in an order that depends on ids only.
 *
 * The record's own order is that of numbers. Where ids rise with them, as they mostly do, one walk through the scorebooks
 * is all there is to it; else panels are looked up one by one. Inside a panel scorebooks are put in order by id. */
#include "store/exchange_line.h"
#include "store/store_rows.h"

#include <string.h>

typedef struct Held {   /* a scorebook of the panel in hand */
  const char *assessor; /* id */
  uint32_t no;          /* of the assessor */
  size_t at;            /* where its marks begin */
} Held;

typedef struct Export {
  Store *store;
  const Cycle *cycle;
  LineOut *out;
  GPtrArray *ends;    /* LineEnds, of every stage and criteria met so far */
  LineEnds *ends_now; /* of the panel in hand */
  int64_t last;       /* the walk ends there */
  int64_t panel;      /* in hand: an id without the assessor; -1: none */
  GArray *held;       /* Held */
  GArray *marks;      /* Mark */
} Export;

static bool fail(GError **error) {
  return store_refuse(error, STORE_ERROR_FILE,
                      _("the scores could not be written; free some space or choose another place with --output"));
}

/* -- a panel ------------------------------------------------------------------------------------------------ */

static LineEnds *ends_for(Export *export, const Stage *stage, const Criteria *criteria) {
  for (guint i = 0; i < export->ends->len; i++) {
    LineEnds *ends = g_ptr_array_index(export->ends, i);
    if (ends->stage == stage && ends->criteria == criteria) return ends;
  }
  LineEnds *ends = line_ends_new(stage, criteria);
  g_ptr_array_add(export->ends, ends);
  return ends;
}

static bool begin_panel(Export *export, int64_t id, GError **error) {
  const Award *award = export->store->award;
  if (!book_is_placed(export->store, export->cycle, id, error)) return false;
  const Stage *stage = &award->rules->stages[book_stage(id)];
  export->ends_now = ends_for(export, stage, award_criteria(award, export->cycle, book_applicant(id)));
  export->panel = book_panel(id);
  g_array_set_size(export->held, 0);
  g_array_set_size(export->marks, 0);
  return true;
}

/* Assessors and their ids lie all over the memory: each is asked for while the next row is read. */
static void name_last(const Export *export) {
  if (export->held->len == 0) return;
  Held *held = &g_array_index(export->held, Held, export->held->len - 1);
  held->assessor = export->cycle->assessors[held->no].id;
  __builtin_prefetch(held->assessor);
}

static bool hold(Export *export, sqlite3_value **row, GError **error) {
  int64_t id = sqlite3_value_int64(row[0]);
  size_t n = export->ends_now->n, at = export->marks->len;
  if (book_assessor(id) >= export->cycle->n_assessors || (size_t)sqlite3_value_bytes(row[1]) != 2 * n)
    return store_damaged(export->store, error, _("scorebook %lld does not fit the criteria"), (long long)id);
  __builtin_prefetch(&export->cycle->assessors[book_assessor(id)].id);
  name_last(export);
  Held held = {NULL, book_assessor(id), at};
  g_array_append_val(export->held, held);
  g_array_set_size(export->marks, (guint)(at + n));
  if (n == 0 || marks_unpack(sqlite3_value_blob(row[1]), n, &g_array_index(export->marks, Mark, at))) return true;
  return store_damaged(export->store, error, _("scorebook %lld does not fit the criteria"), (long long)id);
}

/* Panels are small, and mostly in order already. */
static void sort_held(GArray *list) {
  for (guint i = 1; i < list->len; i++) {
    Held held = g_array_index(list, Held, i);
    guint at = i;
    for (; at > 0 && strcmp(g_array_index(list, Held, at - 1).assessor, held.assessor) > 0; at--)
      g_array_index(list, Held, at) = g_array_index(list, Held, at - 1);
    g_array_index(list, Held, at) = held;
  }
}

static bool end_panel(Export *export, GError **error) {
  if (export->panel < 0) return true;
  uint32_t applicant = (uint32_t)(export->panel & ROW_MASK);
  name_last(export);
  line_out_panel(export->out, export->ends_now->stage->id, export->cycle->applicants[applicant].id);
  sort_held(export->held);
  for (guint i = 0; i < export->held->len; i++) {
    const Held *held = &g_array_index(export->held, Held, i);
    line_out_assessor(export->out, held->assessor);
    const Mark *marks = (const Mark *)(const void *)export->marks->data + held->at;
    if (!line_out_marks(export->out, export->ends_now, marks)) return fail(error);
  }
  export->panel = -1;
  store_tell_of(export->store, applicant, export->cycle->n_applicants);
  return true;
}

/* -- walking through them ---------------------------------------------------------------------------------------- */

static bool take_book(sqlite3_value **row, void *data, GError **error) {
  Export *export = data;
  int64_t id = sqlite3_value_int64(row[0]);
  if (id > export->last) return false;
  bool same = book_panel(id) == export->panel;
  return (same || (end_panel(export, error) && begin_panel(export, id, error))) && hold(export, row, error);
}

static bool walk(Export *export, int64_t first, int64_t last, GError **error) {
  export->last = last;
  return rows_each(export->store, SQL_marks, first, take_book, export, error) && end_panel(export, error);
}

static int by_id(const void *a, const void *b, void *data) {
  const Cycle *cycle = data;
  return strcmp(cycle->applicants[*(const uint32_t *)a].id, cycle->applicants[*(const uint32_t *)b].id);
}

/* The applicants' numbers in the order of their ids; NULL when that is their order anyway. Caller frees. */
static uint32_t *order_applicants(const Cycle *cycle) {
  if (cycle->ids_rise) return NULL;
  uint32_t *order = g_new(uint32_t, cycle->n_applicants + 1);
  for (uint32_t i = 0; i < cycle->n_applicants; i++) order[i] = i;
  qsort_r(order, cycle->n_applicants, sizeof *order, by_id, (void *)cycle);
  return order;
}

static bool walk_all(Export *export, GError **error) {
  static const char header[] = "\xEF\xBB\xBFstage,applicant,assessor,item,mark,state\r\n";
  g_autofree uint32_t *order = order_applicants(export->cycle);
  bool good = line_out_text(export->out, header, sizeof header - 1) || fail(error);
  for (uint16_t s = 0; good && s < export->store->award->rules->n_stages; s++) {
    if (!order) good = walk(export, book_id(s, 0, 0), book_id(s, ROW_MASK, ROW_MASK), error);
    for (size_t i = 0; order && good && i < export->cycle->n_applicants; i++)
      good = walk(export, book_id(s, order[i], 0), book_id(s, order[i], ROW_MASK), error);
  }
  return good && (line_out_flush(export->out) || fail(error));
}

bool exchange_export_scores(Store *store, const Cycle *cycle, ExportNext *next, void *user, GError **error) {
  if (!store_needs_award(store, error)) return false;
  if (!store_sees_all(store)) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_PERMISSION,
                _("“%s” may not see what others gave; ask the secretariat for the scores"), store_actor(store));
    return false;
  }
  if (!store_begin_read(store, error)) return false;
  Export export = {.store = store, .cycle = cycle, .out = line_out_new(next, user), .panel = -1};
  export.ends = g_ptr_array_new_with_free_func((GDestroyNotify)line_ends_free);
  export.held = g_array_new(FALSE, FALSE, sizeof(Held));
  export.marks = g_array_new(FALSE, FALSE, sizeof(Mark));
  bool good = walk_all(&export, error);
  line_out_free(export.out);
  g_ptr_array_unref(export.ends);
  g_array_unref(export.held);
  g_array_unref(export.marks);
  store_rollback(store);
  store_tell(store, 1);
  return good;
}
