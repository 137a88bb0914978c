/* verify.c: is the record whole, and does the ranking follow from it? All in one view of the file.
 *
 * First the file as such, then the chain, then every row against the events, the imports' digests, packs and
 * cells, the ranking against the seals that stand, and the anchor. What cannot be read further is a fault. */
#include "criteria/pack.h"
#include "store/store_file.h"
#include "store/store_parts.h"
#include "store/verify_private.h"

#include <string.h>

void verify_fault(Verify *verify, const char *format, ...) {
  if (verify->verified->faults->len >= VERIFY_MOST_FAULTS) {
    verify->more_faults++;
    return;
  }
  va_list arguments;
  va_start(arguments, format);
  g_ptr_array_add(verify->verified->faults, g_strdup_vprintf(format, arguments));
  va_end(arguments);
}

void verified_clear(Verified *verified) { g_clear_pointer(&verified->faults, g_ptr_array_unref); }

/* -- life ------------------------------------------------------------------------------------------------- */

static void free_import(gpointer data) {
  ImportCheck *import = data;
  g_free(import->what);
  g_free(import->file);
  g_free(import);
}

static void free_book(gpointer data) {
  BookCheck *book = data;
  g_free(book->first);
  g_free(book->last);
  g_free(book);
}

static void free_fact(gpointer data) {
  Fact *fact = data;
  g_free(fact->first);
  g_free(fact->value);
  g_free(fact->reason);
  g_free(fact->full);
  g_free(fact);
}

static void verify_clear(Verify *verify) {
  g_clear_pointer(&verify->applicants, g_hash_table_unref);
  g_clear_pointer(&verify->assessors, g_hash_table_unref);
  g_clear_pointer(&verify->imports, g_hash_table_unref);
  g_clear_pointer(&verify->assignments, g_array_unref);
  g_clear_pointer(&verify->books, g_hash_table_unref);
  g_clear_pointer(&verify->facts, g_hash_table_unref);
  g_clear_pointer(&verify->corrected, g_hash_table_unref);
  g_clear_pointer(&verify->comments, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Verify, verify_clear)

static void verify_init(Verify *verify, Store *store, const Cycle *cycle, const char *anchor, Verified *verified) {
  *verify = (Verify){.store = store, .cycle = cycle, .anchor = anchor, .verified = verified};
  verify->imports = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, free_import);
  verify->assignments = g_array_new(FALSE, FALSE, sizeof(int64_t));
  verify->books = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, free_book);
  verify->facts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_fact);
  verify->corrected = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  verify->comments = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free);
}

/* -- the file as such --------------------------------------------------------------------------------------- */

/* SQLite's own look at every page and index; what it found, as faults. It looks for every row in every index. */
static GPtrArray *check_pages(Store *store) {
  static const char sentence[] = N_("the file is damaged: %s; continue with the latest backup");
  GPtrArray *faults = g_ptr_array_new_with_free_func(g_free);
  sqlite3_stmt *row = NULL;
  bool good = file_map(store->db, store->path, false, NULL) &&
              sqlite3_prepare_v2(store->db, "PRAGMA integrity_check(10)", -1, &row, NULL) == SQLITE_OK;
  int got = SQLITE_DONE;
  while (good && (got = sqlite3_step(row)) == SQLITE_ROW)
    if (!g_str_equal(sql_text(row, 0), "ok")) g_ptr_array_add(faults, g_strdup_printf(_(sentence), sql_text(row, 0)));
  if (got != SQLITE_DONE || !good) g_ptr_array_add(faults, g_strdup_printf(_(sentence), sqlite3_errmsg(store->db)));
  sqlite3_finalize(row);
  file_map(store->db, store->path, true, NULL);
  return faults;
}

/* -- packs and cells ------------------------------------------------------------------------------------------- */

static bool check_packs(Verify *verify, GError **error) {
  sqlite3_stmt *row = sql(verify->store, SQL_packs);
  int got;
  for (int64_t position = 0; (got = sql_step(verify->store, row, error)) == 1; position++) {
    if (sqlite3_column_int64(row, 0) != position)
      verify_fault(verify, _("the frozen pack “%s” is not at its place"), sql_text(row, 2));
    const char *text = sql_text(row, 5);
    char sha256[65];
    pack_hash(text, strlen(text), sha256);
    if (!g_str_equal(sha256, sql_text(row, 4)))
      verify_fault(verify, _("the frozen text of pack “%s” was changed: its hash does not fit"), sql_text(row, 2));
  }
  return got == 0;
}

static bool check_overrides(Verify *verify, GError **error) {
  sqlite3_stmt *row = sql(verify->store, SQL_overrides);
  int got;
  for (int64_t position = 0; (got = sql_step(verify->store, row, error)) == 1; position++)
    if (sqlite3_column_int64(row, 1) != position)
      verify_fault(verify, _("the setting “%s” is not at its place"), sql_text(row, 0));
  return got == 0;
}

static bool check_cells(Verify *verify, GError **error) {
  g_autoptr(GArray) cells = award_cells(verify->store->award);
  sqlite3_stmt *row = sql(verify->store, SQL_cells);
  guint i = 0;
  int got;
  bool same = true;
  while ((got = sql_step(verify->store, row, error)) == 1) {
    const CellRow *cell = i < cells->len ? &g_array_index(cells, CellRow, i++) : NULL;
    same = same && cell && g_str_equal(cell->class_id, sql_text(row, 0)) &&
           cell->stage == sqlite3_column_int64(row, 1) && (int64_t)cell->position == sqlite3_column_int64(row, 2) &&
           g_str_equal(cell->item, sql_text(row, 3)) && cell->unit == sqlite3_column_int64(row, 4);
  }
  if (got == 0 && (!same || i != cells->len)) verify_fault(verify, _("the table cell is not that of the criteria"));
  return got == 0;
}

/* -- beside the rows ------------------------------------------------------------------------------------------------- */

/* What can be looked at on another connection while the events and rows are: the pages and the ranking. */
typedef struct Beside {
  GPtrArray *pages; /* faults */
  char ranking[65]; /* its digest */
  GError *unranked; /* why there is none */
} Beside;

static void beside_clear(Beside *beside) {
  g_clear_pointer(&beside->pages, g_ptr_array_unref);
  g_clear_error(&beside->unranked);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Beside, beside_clear)

static bool look_beside(Store *reader, const Cycle *cycle, Beside *beside) {
  beside->pages = check_pages(reader);
  if (beside->pages->len == 0) ranking_digest_now(reader, cycle, beside->ranking, &beside->unranked);
  return true;
}

/* What stops the ranking is a fault of the record here, not a failure to look. */
static void check_ranking(Verify *verify, const Beside *beside) {
  g_autoptr(GError) problem = NULL;
  g_strlcpy(verify->verified->ranking_digest, beside->ranking, sizeof beside->ranking);
  if (beside->unranked)
    verify_fault(verify, _("the ranking cannot be computed: %s"), beside->unranked->message);
  else if (!verify_seals(verify, &problem))
    verify_fault(verify, _("the ranking cannot be computed: %s"), problem->message);
}

/* -- the whole ------------------------------------------------------------------------------------------------------- */

static void check_anchor(Verify *verify) {
  Verified *verified = verify->verified;
  verified->anchored = verify->anchor_at;
  if (!verify->anchor || verify->anchor_at) return;
  verified->nearly = verify->anchor_near;
  if (verify->anchor_near)
    verify_fault(verify,
                 _("the hash %s is not in the chain, but nearly that of event %lld: compare it with the paper digit by "
                   "digit (accolade log --format csv tells the event's); if the paper has it so, the chain was built "
                   "again"),
                 verify->anchor, (long long)verify->anchor_near);
  else
    verify_fault(
        verify,
        _("the hash %s is not in the chain: the newest events were cut off, or the chain was built again; compare "
          "with the copy the report came from"),
        verify->anchor);
}

static bool check_events_and_rows(Verify *verify, GError **error) {
  return verify_chain(verify, error) && check_packs(verify, error) && check_overrides(verify, error) &&
         check_cells(verify, error) && verify_rows(verify, error);
}

typedef struct Look {
  Verify *verify;
  Beside beside;
} Look;

static bool look_at_part(Store *reader, const Part *part, void *data, GError **error) {
  Look *look = data;
  return part->index == 0 ? check_events_and_rows(look->verify, error)
                          : look_beside(reader, look->verify->cycle, &look->beside);
}

static bool look_at_both(Look *look, GError **error) {
  Verify *verify = look->verify;
  uint32_t n = (uint32_t)verify->cycle->n_applicants;
  if (parts_for(n) > 1) return parts_run(verify->store, n, 2, look_at_part, look, error);
  return look_beside(verify->store, verify->cycle, &look->beside) &&
         (look->beside.pages->len > 0 || check_events_and_rows(verify, error));
}

static void take_faults(Verify *verify, GPtrArray *faults) {
  g_ptr_array_set_size(verify->verified->faults, 0);
  for (guint i = 0; i < faults->len; i++) verify_fault(verify, "%s", (const char *)g_ptr_array_index(faults, i));
}

/* Where pages are damaged, that is all there is to say: what was read from them is worth nothing. */
static bool check_all(Verify *verify, GError **error) {
  g_auto(Beside) beside = {0};
  g_autoptr(GError) problem = NULL;
  Look look = {.verify = verify};
  bool done = look_at_both(&look, &problem);
  beside = look.beside;
  if (!done && !beside.pages) beside.pages = check_pages(verify->store); /* what failed first stopped that look */
  if (beside.pages && beside.pages->len > 0) {
    take_faults(verify, beside.pages);
    return true;
  }
  if (!done) {
    g_propagate_error(error, g_steal_pointer(&problem));
    return false;
  }
  verify_imports(verify);
  check_ranking(verify, &beside);
  check_anchor(verify);
  if (verify->more_faults) {
    char *more = g_strdup_printf(_("and %lld more faults"), (long long)verify->more_faults);
    g_ptr_array_add(verify->verified->faults, more);
  }
  return true;
}

/* A record whose rules or people cannot be read: the chain still tells where it was changed. */
static bool look_lost(Verify *verify, const GError *problem, GError **error) {
  verify->lost = true;
  if (!verify_chain(verify, error) || !check_packs(verify, error) || !verify_people_count(verify, error)) return false;
  if (problem) verify_fault(verify, "%s", problem->message);
  check_anchor(verify);
  return true;
}

static bool look(Store *store, const char *anchor, Verified *verified, GError **error) {
  g_autoptr(GError) problem = NULL;
  g_auto(Verify) verify = {0};
  g_autoptr(Cycle) cycle = store->award ? store_cycle(store, &problem) : NULL;
  verify_init(&verify, store, cycle, anchor, verified);
  if (cycle) return check_all(&verify, error);
  g_autoptr(GPtrArray) pages = check_pages(store);
  take_faults(&verify, pages);
  return pages->len > 0 || look_lost(&verify, problem, error);
}

static char *read_anchor(const char *anchor, GError **error) {
  char *lower = g_ascii_strdown(anchor, -1);
  size_t n = strlen(lower);
  if (n >= 16 && n <= 64 && strspn(lower, "0123456789abcdef") == n) return lower;
  g_free(lower);
  g_set_error(
      error, STORE_ERROR, STORE_ERROR_INPUT,
      _("--anchor %s: this is no head of the journal; give its 64 digits of 0-9 and a-f, or at least the first 16: a "
        "report has all 64 "
        "in the line Record, and its fingerprint shows only 12"),
      anchor);
  return NULL;
}

bool journal_verify(Store *store, const char *anchor, Verified *ret_verified, GError **error) {
  g_autofree char *lower = anchor ? read_anchor(anchor, error) : NULL;
  if (anchor && !lower) return false;
  if (!store_sees_all(store)) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_PERMISSION,
                _("“%s” may not see what others gave; ask the secretariat, supervisor or committee"), store->actor);
    return false;
  }
  Verified verified = {.faults = g_ptr_array_new_with_free_func(g_free)};
  bool mine = false;
  bool done =
      digests_start(store, error) && store_join_read(store, &mine, error) && look(store, lower, &verified, error);
  store_end_read(store, mine);
  if (done)
    *ret_verified = verified;
  else
    verified_clear(&verified);
  return done;
}
