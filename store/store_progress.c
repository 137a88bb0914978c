/* store_progress.c: how far each panel is.
 *
 * How many scorebooks of a panel are assigned, begun and submitted stands in the table `panel`, so that a secretariat
 * with ten thousand panels need not walk all their scorebooks to see which are late. The counts follow from assignments,
 * scorebooks, recusals and releases alone: whoever changes one of these has the panel counted again in the same
 * transaction, and verify counts all of them. */
#include "store/store_progress.h"
#include "store/store_rows.h"

#include <string.h>

/* -- counting ---------------------------------------------------------------------------------------- */

/* Applicants in a range of scorebooks of one stage are a range themselves, in one of several stages any. */
static bool load_recusals(Counter *counter, int64_t first, int64_t last, GError **error) {
  sqlite3_stmt *row = sql(counter->store, SQL_recusals_among);
  bool one = book_stage(first) == book_stage(last);
  sqlite3_bind_int64(row, 1, one ? book_applicant(first) : 0);
  sqlite3_bind_int64(row, 2, one ? book_applicant(last) : ROW_MASK);
  int got;
  while ((got = sql_step(counter->store, row, error)) == 1) {
    int64_t key = book_id(0, (uint32_t)sqlite3_column_int64(row, 0), (uint32_t)sqlite3_column_int64(row, 1));
    g_array_append_val(counter->recusals, key);
  }
  return got == 0;
}

static bool load_releases(Counter *counter, int64_t first, int64_t last, GError **error) {
  sqlite3_stmt *row = sql(counter->store, SQL_releases_among);
  sqlite3_bind_int64(row, 1, first);
  sqlite3_bind_int64(row, 2, last);
  int got;
  while ((got = sql_step(counter->store, row, error)) == 1) {
    int64_t id = sqlite3_column_int64(row, 0);
    g_array_append_val(counter->releases, id);
  }
  return got == 0;
}

bool counter_begin(Counter *counter, Store *store, int64_t first, int64_t last, EachCount *each, void *data,
                   GError **error) {
  *counter = (Counter){
      .store = store, .each = each, .data = data, .applicants = book_applicant(last) + 1, .count = {.panel = -1}};
  counter->recusals = g_array_new(FALSE, FALSE, sizeof(int64_t));
  counter->releases = g_array_new(FALSE, FALSE, sizeof(int64_t));
  return load_recusals(counter, first, last, error) && load_releases(counter, first, last, error);
}

void counter_clear(Counter *counter) {
  g_clear_pointer(&counter->recusals, g_array_unref);
  g_clear_pointer(&counter->releases, g_array_unref);
}

static bool has_key(const GArray *keys, int64_t key) {
  size_t from = 0, to = keys->len;
  while (from < to) {
    size_t middle = (from + to) / 2;
    if (g_array_index(keys, int64_t, middle) < key)
      from = middle + 1;
    else
      to = middle;
  }
  return from < keys->len && g_array_index(keys, int64_t, from) == key;
}

/* Recused, or released from what is not submitted. */
static bool is_off(const Counter *counter, const Pair *pair) {
  return has_key(counter->recusals, book_id(0, book_applicant(pair->id), book_assessor(pair->id))) ||
         (!pair_is_submitted(pair) && has_key(counter->releases, pair->id));
}

/* Assignments lead: a scorebook that nobody was assigned to counts while there are none. */
static void add_pair(Counter *counter, const Pair *pair) {
  Count *count = &counter->count;
  if (pair->assigned && !counter->has_assignment) *count = (Count){.panel = count->panel};
  counter->has_assignment |= pair->assigned;
  if ((counter->has_assignment && !pair->assigned) || is_off(counter, pair)) return;
  count->assigned++;
  count->submitted += pair->has_book && pair->state == SCOREBOOK_SUBMITTED;
  count->drafts += pair->has_book && pair->state == SCOREBOOK_DRAFT;
}

bool counter_end(Counter *counter, GError **error) {
  return counter->count.panel < 0 || counter->each(counter->store, &counter->count, counter->data, error);
}

bool counter_add(Counter *counter, const Pair *pair, GError **error) {
  if (book_panel(pair->id) != counter->count.panel) {
    if (!counter_end(counter, error)) return false;
    counter->count = (Count){.panel = book_panel(pair->id)};
    counter->has_assignment = false;
  }
  add_pair(counter, pair);
  return true;
}

static bool take_pair(const Pair *pair, void *data, GError **error) {
  Counter *counter = data;
  store_tell_of(counter->store, book_applicant(pair->id), counter->applicants);
  return counter_add(counter, pair, error);
}

static bool count_panels(Store *store, int64_t first, int64_t last, EachCount *each, void *data, GError **error) {
  g_auto(Counter) counter = {0};
  g_auto(PairScan) scan = {0};
  bool begun = counter_begin(&counter, store, first, last, each, data, error) &&
               pair_scan_begin(store, SQL_assignments, SQL_book_keys, &scan, error);
  return begun && pair_scan_run(&scan, first, last, take_pair, &counter, error) == 1 && counter_end(&counter, error);
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

/* -- what is kept ----------------------------------------------------------------------------------------- */

static Count count_of(sqlite3_value **row) {
  return (Count){sqlite3_value_int64(row[0]), sqlite3_value_int64(row[1]), sqlite3_value_int64(row[2]),
                 sqlite3_value_int64(row[3])};
}

typedef struct Keeping {
  Store *store;
  EachCount *each;
  void *data;
} Keeping;

static bool take_count(sqlite3_value **row, void *data, GError **error) {
  const Keeping *keeping = data;
  Count count = count_of(row);
  return keeping->each(keeping->store, &count, keeping->data, error);
}

bool counts_each(Store *store, int64_t first, EachCount *each, void *data, GError **error) {
  Keeping keeping = {store, each, data};
  return rows_each(store, SQL_panels, first, take_count, &keeping, error);
}

bool counts_behind(Store *store, int64_t first, EachCount *each, void *data, GError **error) {
  Keeping keeping = {store, each, data};
  return rows_each(store, SQL_panels_behind, first, take_count, &keeping, error);
}

/* -- checking ------------------------------------------------------------------------------------------- */

static bool keep_row(sqlite3_value **row, void *data, GError **error) {
  (void)error;
  Checking *checking = data;
  checking->kept = count_of(row);
  return false;
}

static bool next_row(Store *store, Checking *checking, GError **error) {
  const RowTaker taker = {keep_row, checking, NULL};
  checking->has_row = rows_step(store, checking->rows, &taker, error);
  return checking->has_row >= 0;
}

bool checking_count(Store *store, const Count *count, void *data, GError **error) {
  Checking *checking = data;
  const Count *kept = &checking->kept;
  while (checking->has_row == 1 && kept->panel < count->panel) {
    checking->wrong(kept->panel, checking->data);
    if (!next_row(store, checking, error)) return false;
  }
  bool here = checking->has_row == 1 && kept->panel == count->panel;
  if (!here || kept->assigned != count->assigned || kept->submitted != count->submitted ||
      kept->drafts != count->drafts)
    checking->wrong(count->panel, checking->data);
  return !here || next_row(store, checking, error);
}

bool checking_begin(Checking *checking, Store *store, GError **error) {
  checking->rows = sql(store, SQL_panels);
  sqlite3_bind_int64(checking->rows, 1, INT64_MIN);
  return next_row(store, checking, error);
}

bool checking_end(Store *store, Checking *checking, GError **error) {
  while (checking->has_row == 1) {
    checking->wrong(checking->kept.panel, checking->data);
    if (!next_row(store, checking, error)) return false;
  }
  return true;
}

/* -- how far the panels are ------------------------------------------------------------------------------- */

typedef struct Progressing {
  const Outs *outs;
  GArray *list; /* PanelProgress */
} Progressing;

static bool add_progress(Store *store, const Count *count, void *data, GError **error) {
  const Progressing *progressing = data;
  int64_t id = panel_first(count->panel);
  if (!book_is_placed(store, progressing->outs->cycle, id, error)) return false;
  Out out = outs_at(progressing->outs, book_applicant(id), book_stage(id));
  bool closed = progressing->outs->cycle->stage_states[book_stage(id)] != STAGE_OPEN;
  Count counts = count_owed(count, out == OUT_NOT && !closed);
  PanelProgress progress = {.applicant = book_applicant(id),
                            .stage = book_stage(id),
                            .out = out,
                            .assigned = (uint32_t)counts.assigned,
                            .submitted = (uint32_t)counts.submitted,
                            .drafts = (uint32_t)counts.drafts,
                            .missed = out == OUT_NOT && closed ? (uint32_t)(count->assigned - count->submitted) : 0};
  g_array_append_val(progressing->list, progress);
  return true;
}

static int64_t key_of(const GArray *panels, guint i) {
  if (i >= panels->len) return INT64_MAX;
  const PanelProgress *panel = &g_array_index(panels, PanelProgress, i);
  return panel_key(panel->stage, panel->applicant);
}

/* Both in one list; a panel that is in both is unassigned. */
static GArray *merged(const GArray *panels, const GArray *unassigned) {
  GArray *all = g_array_sized_new(FALSE, FALSE, sizeof(PanelProgress), panels->len + unassigned->len);
  for (guint p = 0, u = 0; p < panels->len || u < unassigned->len;) {
    int64_t panel = key_of(panels, p), other = key_of(unassigned, u);
    g_array_append_vals(
        all, other <= panel ? &g_array_index(unassigned, PanelProgress, u) : &g_array_index(panels, PanelProgress, p),
        1);
    p += panel <= other;
    u += other <= panel;
  }
  return all;
}

static bool may_see_progress(Store *store, GError **error) {
  if (!store_needs_award(store, error)) return false;
  return store_sees_all(store) ||
         store_refuse(error, STORE_ERROR_PERMISSION,
                      _("“%s” may not see how far others are; ask the secretariat, supervisor or committee"),
                      store->actor);
}

static bool stop_at_first(Store *store, const Count *count, void *data, GError **error) {
  (void)store, (void)count, (void)error;
  *(bool *)data = true;
  return false;
}

/* Where no panel waits, who is out need not be known. */
static bool any_behind(Store *store, int64_t first, bool *ret_any, GError **error) {
  *ret_any = false;
  return counts_behind(store, first, stop_at_first, ret_any, error);
}

bool store_missing(Store *store, const Cycle *cycle, int64_t *ret_missing, GError **error) {
  size_t n = store->award ? store->award->rules->n_stages : 0, open = 0;
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(PanelProgress));
  Outs outs;
  Progressing progressing = {&outs, list};
  bool any = false;
  while (open < n && cycle->stage_states[open] != STAGE_OPEN) open++;
  if (!may_see_progress(store, error)) return false;
  if (open < n && !any_behind(store, panel_key((uint16_t)open, 0), &any, error)) return false;
  if (any && (!store_outs(store, cycle, &outs, error) ||
              !counts_behind(store, panel_key((uint16_t)open, 0), add_progress, &progressing, error)))
    return false;
  memset(ret_missing, 0, n * sizeof *ret_missing);
  for (guint i = 0; i < list->len; i++) {
    const PanelProgress *panel = &g_array_index(list, PanelProgress, i);
    ret_missing[panel->stage] += panel->assigned - panel->submitted;
  }
  return true;
}

GArray *store_progress(Store *store, const Cycle *cycle, GError **error) {
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(PanelProgress));
  Outs outs;
  Progressing progressing = {&outs, list};
  if (!may_see_progress(store, error) || !store_outs(store, cycle, &outs, error)) return NULL;
  if (!counts_each(store, 0, add_progress, &progressing, error)) return NULL;
  g_autoptr(GArray) unassigned = unassigned_beside(store, &outs, list, error);
  if (!unassigned) return NULL;
  return unassigned->len ? merged(list, unassigned) : g_steal_pointer(&list);
}
