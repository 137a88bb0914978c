/* store_progress.c: how far each panel is.
 *
 * How many scorebooks of a panel are assigned, begun and submitted stands in the table `panel`, so that a secretariat
 * with ten thousand panels need not walk all their scorebooks to see which are late. The counts follow from assignments,
 * scorebooks and recusals alone: whoever changes one of these has the panel counted again in the same transaction, and
 * verify counts all of them. */
#include "store/store_private.h"

/* -- counting ---------------------------------------------------------------------------------------- */

typedef struct Count {
  int64_t panel; /* -1: none yet */
  int64_t assigned, submitted, drafts;
  bool has_assignment; /* without one, an applicant's own scorebook is all there is */
} Count;

typedef bool EachCount(Store *store, const Count *count, void *data, GError **error);

/* applicant << 28 | assessor of every recusal, in order. */
static GArray *read_recusals(Store *store, GError **error) {
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(int64_t));
  sqlite3_stmt *row = sql(store, SQL_recusals);
  int got;
  while ((got = sql_step(store, row, error)) == 1) {
    int64_t key = sqlite3_column_int64(row, 0) << ROW_BITS | sqlite3_column_int64(row, 1);
    g_array_append_val(list, key);
  }
  return got == 0 ? g_steal_pointer(&list) : NULL;
}

static bool is_recused(const GArray *recusals, int64_t id) {
  int64_t key = (int64_t)book_applicant(id) << ROW_BITS | book_assessor(id);
  size_t from = 0, to = recusals->len;
  while (from < to) {
    size_t middle = (from + to) / 2;
    if (g_array_index(recusals, int64_t, middle) < key)
      from = middle + 1;
    else
      to = middle;
  }
  return from < recusals->len && g_array_index(recusals, int64_t, from) == key;
}

/* Assignments lead: a scorebook that nobody was assigned to counts while there are none. */
static void add_pair(Count *count, const Pair *pair, bool recused) {
  if (pair->assigned && !count->has_assignment) *count = (Count){.panel = count->panel, .has_assignment = true};
  if (recused || (count->has_assignment && !pair->assigned)) return;
  count->assigned++;
  count->submitted += pair->has_book && pair->state == SCOREBOOK_SUBMITTED;
  count->drafts += pair->has_book && pair->state == SCOREBOOK_DRAFT;
}

static bool count_panels(Store *store, int64_t first, int64_t last, EachCount *each, void *data, GError **error) {
  g_autoptr(GArray) recusals = read_recusals(store, error);
  g_auto(PairScan) scan = {0};
  if (!recusals || !pair_scan_begin(store, SQL_assignments, SQL_book_states, first, last, &scan, error)) return false;
  Count count = {.panel = -1};
  Pair pair;
  int got;
  while ((got = pair_scan_next(&scan, &pair, error)) == 1) {
    if (pair.id >> ROW_BITS != count.panel) {
      if (count.panel >= 0 && !each(store, &count, data, error)) return false;
      count = (Count){.panel = pair.id >> ROW_BITS};
    }
    add_pair(&count, &pair, is_recused(recusals, pair.id));
  }
  return got == 0 && (count.panel < 0 || each(store, &count, data, error));
}

static bool set_count(Store *store, const Count *count, void *data, GError **error) {
  (void)data;
  sqlite3_stmt *row = sql(store, SQL_set_panel);
  sqlite3_bind_int64(row, 1, count->panel);
  sqlite3_bind_int64(row, 2, count->assigned);
  sqlite3_bind_int64(row, 3, count->submitted);
  sqlite3_bind_int64(row, 4, count->drafts);
  return sql_run(store, row, error);
}

bool progress_add(Store *store, int64_t panel, int64_t assigned, int64_t submitted, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_add_to_panel);
  sqlite3_bind_int64(row, 1, panel);
  sqlite3_bind_int64(row, 2, assigned);
  sqlite3_bind_int64(row, 3, submitted);
  return sql_run(store, row, error);
}

bool progress_count(Store *store, int64_t first, int64_t last, GError **error) {
  return count_panels(store, first & ~(int64_t)ROW_MASK, last | ROW_MASK, set_count, NULL, error);
}

/* -- checking ------------------------------------------------------------------------------------------- */

typedef struct Checking {
  sqlite3_stmt *row; /* of the table panel, side by side with the counts */
  int has_row;
  void (*wrong)(int64_t panel, void *data);
  void *data;
} Checking;

static bool next_row(Store *store, Checking *checking, GError **error) {
  checking->has_row = sql_step(store, checking->row, error);
  return checking->has_row >= 0;
}

static bool check_count(Store *store, const Count *count, void *data, GError **error) {
  Checking *checking = data;
  sqlite3_stmt *row = checking->row;
  while (checking->has_row == 1 && sqlite3_column_int64(row, 0) < count->panel) {
    checking->wrong(sqlite3_column_int64(row, 0), checking->data);
    if (!next_row(store, checking, error)) return false;
  }
  bool here = checking->has_row == 1 && sqlite3_column_int64(row, 0) == count->panel;
  if (!here || sqlite3_column_int64(row, 1) != count->assigned || sqlite3_column_int64(row, 2) != count->submitted ||
      sqlite3_column_int64(row, 3) != count->drafts)
    checking->wrong(count->panel, checking->data);
  return !here || next_row(store, checking, error);
}

bool progress_check(Store *store, void (*wrong)(int64_t panel, void *data), void *data, GError **error) {
  Checking checking = {.row = sql(store, SQL_panels), .wrong = wrong, .data = data};
  sqlite3_bind_int64(checking.row, 1, INT64_MIN);
  sqlite3_bind_int64(checking.row, 2, INT64_MAX);
  if (!next_row(store, &checking, error) || !count_panels(store, 0, BOOK_MAX, check_count, &checking, error))
    return false;
  while (checking.has_row == 1) {
    wrong(sqlite3_column_int64(checking.row, 0), data);
    if (!next_row(store, &checking, error)) return false;
  }
  return true;
}

/* -- how far the panels are ------------------------------------------------------------------------------- */

static bool take_progress(Store *store, const Cycle *cycle, GArray *list, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_panels);
  sqlite3_bind_int64(row, 1, 0);
  sqlite3_bind_int64(row, 2, INT64_MAX);
  int got;
  while ((got = sql_step(store, row, error)) == 1) {
    int64_t id = sqlite3_column_int64(row, 0) << ROW_BITS;
    if (!book_is_placed(store, cycle, id, error)) return false;
    PanelProgress progress = {.applicant = book_applicant(id),
                              .stage = book_stage(id),
                              .assigned = (uint32_t)sqlite3_column_int64(row, 1),
                              .submitted = (uint32_t)sqlite3_column_int64(row, 2),
                              .drafts = (uint32_t)sqlite3_column_int64(row, 3)};
    g_array_append_val(list, progress);
  }
  return got == 0;
}

GArray *store_progress(Store *store, const Cycle *cycle, GError **error) {
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(PanelProgress));
  if (!store_needs_award(store, error)) return NULL;
  if (!store_sees_all(store)) {
    store_refuse(error, STORE_ERROR_PERMISSION,
                 _("“%s” may not see how far others are; ask the secretariat, supervisor or committee"), store->actor);
    return NULL;
  }
  return take_progress(store, cycle, list, error) ? g_steal_pointer(&list) : NULL;
}
