/* store_bulk.c: the rows of one import and the event that explains them by their digest (store_bulk_digest.c).
 *
 * Imports only ever add rows, and every row keeps the number of its import; so what an import wrote can
 * still be digested when later events have changed it, by taking those back first (verify_rows.c). */
#include "store/store_bulk.h"
#include "store/store_progress.h"

#include <string.h>

/* -- beginning ---------------------------------------------------------------------------------------- */

static bool next_number(Store *store, SqlName name, int64_t *ret_number, GError **error) {
  sqlite3_stmt *row = sql(store, name);
  if (sql_step(store, row, error) != 1) return false;
  *ret_number = sqlite3_column_int64(row, 0);
  sqlite3_reset(row);
  return (*ret_number >= 0 && *ret_number <= INT64_MAX / 2) ||
         store_damaged(store, error, _("a number is out of range"));
}

bool bulk_begin(Store *store, Bulk *ret_bulk, GError **error) {
  int64_t applicant = 0, assessor = 0, comment = 0;
  if (!store_needs_secretariat(store, "import", error) || !store_needs_award(store, error)) return false;
  int64_t event = event_next(store, error);
  if (event < 0 || !next_number(store, SQL_next_applicant, &applicant, error) ||
      !next_number(store, SQL_next_assessor, &assessor, error) ||
      !next_number(store, SQL_next_comment, &comment, error))
    return false;
  if (applicant > ROW_MASK || assessor > ROW_MASK) return store_damaged(store, error, _("a number is out of range"));
  *ret_bulk = (Bulk){.store = store,
                     .event = event,
                     .next_applicant = (uint32_t)applicant,
                     .first_applicant = (uint32_t)applicant,
                     .next_assessor = (uint32_t)assessor,
                     .first_assessor = (uint32_t)assessor,
                     .next_comment = comment,
                     .first_comment = comment,
                     .least_book = INT64_MAX,
                     .most_book = -1,
                     .least_assignment = INT64_MAX,
                     .most_assignment = -1,
                     .open_stage = -1};
  return true;
}

/* -- people -------------------------------------------------------------------------------------------- */

/* Whoever acts is told apart by id alone, so applicants and assessors may not share one. */
static bool is_free(Store *store, const char *id, GError **error) {
  uint32_t no;
  int applicant = store_find_applicant(store, id, &no, error);
  int assessor = applicant < 0 ? -1 : store_find_assessor(store, id, &no, NULL, error);
  if (applicant < 0 || assessor < 0) return false;
  if (applicant)
    return store_refuse(error, STORE_ERROR_INPUT, _("applicant “%s” is in the record already; take the line out"), id);
  if (assessor)
    return store_refuse(error, STORE_ERROR_INPUT, _("assessor “%s” is in the record already; take the line out"), id);
  if (!*id || strcmp(id, "secretariat") == 0)
    return store_refuse(error, STORE_ERROR_INPUT, _("“%s” cannot be an id; choose another"), id);
  return true;
}

/* Once a row of another table is written, the digest so far is no longer that of the rows in their order. */
static void leave_books(Bulk *bulk) { bulk->digest_stands = false; }

bool bulk_applicant(Bulk *bulk, const Applicant *applicant, uint32_t *ret_no, GError **error) {
  Store *store = bulk->store;
  leave_books(bulk);
  if (!is_free(store, applicant->id, error)) return false;
  if (bulk->next_applicant > ROW_MASK)
    return store_refuse(error, STORE_ERROR_INPUT, _("there are too many applicants; at most %d"), ROW_MASK);
  const char *texts[] = {applicant->id,     applicant->name, applicant->class_id, applicant->sector,
                         applicant->region, applicant->kind, applicant->note,     applicant->veto};
  sqlite3_stmt *row = sql(store, SQL_add_applicant);
  sqlite3_bind_int64(row, 1, bulk->next_applicant);
  for (int i = 0; i < (int)G_N_ELEMENTS(texts); i++) sql_bind_text(row, i + 2, texts[i]);
  sqlite3_bind_int64(row, 10, bulk->event);
  if (!sql_run(store, row, error)) return false;
  bulk->rows++;
  uint32_t no = bulk->next_applicant++;
  if (ret_no) *ret_no = no;
  return true;
}

static bool add_assessor(Bulk *bulk, const Assessor *assessor, uint32_t *ret_no, GError **error) {
  leave_books(bulk);
  if (bulk->next_assessor > ROW_MASK)
    return store_refuse(error, STORE_ERROR_INPUT, _("there are too many assessors; at most %d"), ROW_MASK);
  sqlite3_stmt *row = sql(bulk->store, SQL_add_assessor);
  sqlite3_bind_int64(row, 1, bulk->next_assessor);
  sql_bind_text(row, 2, assessor->id);
  sql_bind_text(row, 3, assessor->name);
  sql_bind_text(row, 4, assessor->organisation);
  sql_bind_text(row, 5, assessor->sector);
  sql_bind_text(row, 6, role_name(assessor->role));
  sqlite3_bind_int64(row, 7, bulk->event);
  if (!sql_run(bulk->store, row, error)) return false;
  bulk->rows++;
  uint32_t no = bulk->next_assessor++;
  if (ret_no) *ret_no = no;
  return true;
}

bool bulk_assessor(Bulk *bulk, const Assessor *assessor, uint32_t *ret_no, GError **error) {
  if (assessor->role == ROLE_APPLICANT)
    return store_refuse(error, STORE_ERROR_INPUT,
                        _("assessor “%s”: an applicant assesses itself without being imported as an assessor"),
                        assessor->id);
  return is_free(bulk->store, assessor->id, error) && add_assessor(bulk, assessor, ret_no, error);
}

bool bulk_self_assessor(Bulk *bulk, const char *applicant_id, uint32_t *ret_no, GError **error) {
  uint32_t no;
  Role role;
  int there = store_find_assessor(bulk->store, applicant_id, &no, &role, error);
  if (there < 0) return false;
  if (there == 0) {
    Assessor self = {.id = applicant_id, .name = "", .organisation = "", .sector = "", .role = ROLE_APPLICANT};
    return add_assessor(bulk, &self, ret_no, error);
  }
  if (role != ROLE_APPLICANT)
    return store_refuse(error, STORE_ERROR_INPUT, _("“%s” is an assessor and an applicant"), applicant_id);
  if (ret_no) *ret_no = no;
  return true;
}

/* -- who marks whom ------------------------------------------------------------------------------------ */

/* A constraint failed: the row was there. Anything else is the file's fault. */
static bool add_row(Bulk *bulk, sqlite3_stmt *row, int64_t id, const char *what, GError **error) {
  if (sqlite3_step(row) == SQLITE_DONE) {
    sqlite3_reset(row);
    bulk->rows++;
    return true;
  }
  bool there = (sqlite3_errcode(bulk->store->db) & 0xff) == SQLITE_CONSTRAINT;
  if (!there) store_error(bulk->store, error);
  sqlite3_reset(row);
  if (!there) return false;
  g_autofree char *applicant = store_applicant_id(bulk->store, book_applicant(id), NULL, NULL);
  g_autofree char *assessor = store_assessor_id(bulk->store, book_assessor(id), NULL);
  return store_refuse(error, STORE_ERROR_INPUT, _(what), assessor ? assessor : "?", applicant ? applicant : "?",
                      stage_words(&bulk->store->award->rules->stages[book_stage(id)])); // NOLINT
}

static bool check_stage(Bulk *bulk, uint16_t stage, GError **error) {
  if (bulk->open_stage != stage && !stage_needs(bulk->store, stage, STAGE_OPEN, error)) return false;
  bulk->open_stage = stage;
  return true;
}

static bool check_people(Bulk *bulk, uint32_t applicant, uint32_t assessor, GError **error) {
  if (applicant < bulk->next_applicant && assessor < bulk->next_assessor) return true;
  return store_refuse(error, STORE_ERROR_INPUT, _("there is no applicant number %u or assessor number %u"), applicant,
                      assessor);
}

static bool check_pair(Bulk *bulk, int64_t id, GError **error) {
  return check_stage(bulk, book_stage(id), error) && check_people(bulk, book_applicant(id), book_assessor(id), error);
}

static bool add_assignment(Bulk *bulk, const BulkAssignment *assignment, GError **error) {
  sqlite3_stmt *row = sql(bulk->store, SQL_add_assignment);
  sqlite3_bind_int64(row, 1, assignment->id);
  sqlite3_bind_int(row, 2, assignment->lead);
  sqlite3_bind_int64(row, 3, bulk->event);
  return add_row(bulk, row, assignment->id, N_("“%s” is assigned to “%s” at stage %s already; take the line out"),
                 error);
}

/* A full set in one statement, up to one that is there already: so many. */
static bool add_full_set(Bulk *bulk, sqlite3_stmt *rows, size_t *ret_added, GError **error) {
  int rc = sqlite3_step(rows);
  bool good = rc == SQLITE_DONE || (rc & 0xff) == SQLITE_CONSTRAINT || store_error(bulk->store, error);
  *ret_added = rc == SQLITE_DONE ? BULK_ROWS : (size_t)sqlite3_changes(bulk->store->db);
  sqlite3_reset(rows);
  if (good) bulk->rows += (int64_t)*ret_added;
  return good;
}

static bool add_assignment_set(Bulk *bulk, const BulkAssignment *assignments, size_t *ret_added, GError **error) {
  sqlite3_stmt *rows = sql(bulk->store, SQL_add_assignments);
  sqlite3_bind_int64(rows, 1, bulk->event);
  for (int i = 0; i < BULK_ROWS; i++) {
    sqlite3_bind_int64(rows, 2 + 2 * i, assignments[i].id);
    sqlite3_bind_int(rows, 3 + 2 * i, assignments[i].lead);
  }
  return add_full_set(bulk, rows, ret_added, error);
}

bool bulk_assignments(Bulk *bulk, const BulkAssignment *assignments, size_t n, GError **error) {
  leave_books(bulk);
  for (size_t i = 0; i < n; i++) {
    if (!check_pair(bulk, assignments[i].id, error)) return false;
    bulk->least_assignment = MIN(bulk->least_assignment, assignments[i].id);
    bulk->most_assignment = MAX(bulk->most_assignment, assignments[i].id);
  }
  size_t added = 0;
  if (n == BULK_ROWS && !add_assignment_set(bulk, assignments, &added, error)) return false;
  for (size_t i = added; i < n; i++)
    if (!add_assignment(bulk, &assignments[i], error)) return false;
  return true;
}

/* -- scorebooks, many at once ---------------------------------------------------------------------------- */

static bool add_book(Bulk *bulk, const BulkBook *book, const unsigned char *bytes, GError **error) {
  sqlite3_stmt *row = sql(bulk->store, SQL_add_scorebook);
  sqlite3_bind_int64(row, 1, book->id);
  sqlite3_bind_blob64(row, 2, bytes, 2 * book->n, SQLITE_STATIC);
  sqlite3_bind_int(row, 3, SCOREBOOK_SUBMITTED);
  sqlite3_bind_int64(row, 4, bulk->event);
  return add_row(bulk, row, book->id,
                 N_("there are marks of “%s” on “%s” at stage %s already; marks are imported once, and changed "
                    "one by one"),
                 error);
}

static bool add_set(Bulk *bulk, const BulkBook *books, const unsigned char *bytes, size_t *ret_added, GError **error) {
  sqlite3_stmt *rows = sql(bulk->store, SQL_add_scorebooks);
  sqlite3_bind_int(rows, 1, SCOREBOOK_SUBMITTED);
  sqlite3_bind_int64(rows, 2, bulk->event);
  for (int i = 0; i < BULK_ROWS; i++) {
    sqlite3_bind_int64(rows, 3 + 2 * i, books[i].id);
    sqlite3_bind_blob64(rows, 4 + 2 * i, bytes, 2 * books[i].n, SQLITE_STATIC);
    bytes += 2 * books[i].n;
  }
  return add_full_set(bulk, rows, ret_added, error);
}

bool bulk_scorebooks(Bulk *bulk, const BulkBook *books, size_t n, GError **error) {
  size_t cells = 0, at = 0, added = 0;
  for (size_t i = 0; i < n; i++) {
    if (!check_pair(bulk, books[i].id, error)) return false;
    cells += books[i].n;
  }
  g_autofree unsigned char *bytes = g_malloc(2 * cells + 1);
  for (size_t i = 0; i < n; at += 2 * books[i++].n) marks_pack(books[i].marks, books[i].n, bytes + at);
  if (n == BULK_ROWS && !add_set(bulk, books, bytes, &added, error)) return false;
  at = 0;
  for (size_t i = 0; i < n; at += 2 * books[i++].n)
    if (i >= added && !add_book(bulk, &books[i], bytes + at, error)) return false;
  return bulk_digest_books(bulk, books, n, bytes, error);
}

bool bulk_comment(Bulk *bulk, uint16_t stage, uint32_t applicant, uint32_t assessor, const Note *note, GError **error) {
  if (!check_people(bulk, applicant, assessor, error)) return false;
  const char *const texts[] = {note->item, note->kind,   note->text,   note->place,
                               note->file, note->sha256, note->factors};
  sqlite3_stmt *row = sql(bulk->store, SQL_add_comment);
  sqlite3_bind_int64(row, 1, bulk->next_comment);
  sqlite3_bind_int64(row, 2, book_id(stage, applicant, assessor));
  sqlite3_bind_int64(row, 3, bulk->event);
  for (int i = 0; i < (int)G_N_ELEMENTS(texts); i++) sql_bind_text(row, 4 + i, texts[i]);
  if (!sql_run(bulk->store, row, error)) return false;
  bulk->rows++;
  bulk->next_comment++;
  return true;
}

/* -- ending ---------------------------------------------------------------------------------------------- */

static bool count_panels(Bulk *bulk, GError **error) {
  int64_t least = MIN(bulk->least_book, bulk->least_assignment), most = MAX(bulk->most_book, bulk->most_assignment);
  return bulk->counted || least > most || progress_count(bulk->store, least, most, error);
}

bool bulk_end(Bulk *bulk, const char *what, const char *file, GError **error) {
  char hex[65];
  if (!bulk_digest_end(bulk, hex, error) || !count_panels(bulk, error)) return false;
  g_autofree char *after = g_strdup_printf("%" G_GINT64_FORMAT " %s", bulk->rows, hex);
  g_autofree char *name = g_path_get_basename(file);
  return event_append(bulk->store, &(EventDraft){.kind = "import", .item = what, .after = after, .reason = name},
                      error);
}
