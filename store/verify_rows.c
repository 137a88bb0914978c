/* verify_rows.c: every row of the record against the events that should explain it. */
#include "store/store_bulk.h"
#include "store/store_progress.h"
#include "store/store_rows.h"
#include "store/verify_private.h"

#include <string.h>

/* Rows of one import mostly follow each other. */
ImportCheck *import_of(Verify *verify, int64_t event) {
  if (!verify->import || verify->import->event != event) verify->import = g_hash_table_lookup(verify->imports, &event);
  return verify->import;
}

const char *applicant_name(const Verify *verify, int64_t no) {
  return no >= 0 && (uint64_t)no < verify->cycle->n_applicants ? verify->cycle->applicants[no].id : "?";
}
const char *assessor_name(const Verify *verify, int64_t no) {
  return no >= 0 && (uint64_t)no < verify->cycle->n_assessors ? verify->cycle->assessors[no].id : "?";
}
const char *stage_name(const Verify *verify, int64_t no) {
  const Rules *rules = verify->store->award->rules;
  return no >= 0 && (uint64_t)no < rules->n_stages ? rules->stages[no].id : "?";
}

/* -- assignments ----------------------------------------------------------------------------------------------- */

/* A successor's is made by an event of its own, and never leads. */
static bool is_successors(Verify *verify, sqlite3_value **row) {
  int64_t id = sqlite3_value_int64(row[0]);
  const EventDraft want = {.kind = "assign",
                           .stage = stage_name(verify, book_stage(id)),
                           .applicant = applicant_name(verify, book_applicant(id)),
                           .assessor = assessor_name(verify, book_assessor(id)),
                           .after = ASSIGNED};
  bool is = sqlite3_value_int64(row[1]) == 0 && event_says(verify, sqlite3_value_int64(row[2]), &want);
  verify->assigns -= is;
  return is;
}

static bool check_assignment(sqlite3_value **row, void *data, GError **error) {
  (void)error;
  Verify *verify = data;
  int64_t id = sqlite3_value_int64(row[0]);
  ImportCheck *import = import_of(verify, sqlite3_value_int64(row[2]));
  store_tell_of(verify->store, book_applicant(id), verify->cycle->n_applicants);
  g_array_append_val(verify->assignments, id);
  if (!import && !is_successors(verify, row))
    verify_fault(verify, _("the assignment of “%s” to “%s” at stage %s: no event explains the row"),
                 assessor_name(verify, book_assessor(id)), applicant_name(verify, book_applicant(id)),
                 stage_name(verify, book_stage(id)));
  if (!import) return true;
  digest_assignment(&import->state, row);
  import->found++;
  return true;
}

/* -- how far the panels are --------------------------------------------------------------------------------------- */

static void panel_fault(int64_t panel, void *data) {
  Verify *verify = data;
  int64_t id = panel_first(panel);
  verify_fault(verify, _("the count of scorebooks on “%s” at stage %s is not what is there"),
               applicant_name(verify, book_applicant(id)), stage_name(verify, book_stage(id)));
}

typedef struct Tally { /* panels counted while their scorebooks are looked at */
  Checking checking;
  Counter counter;
  const GArray *assignments; /* int64_t, of verify */
  guint at;
  int64_t counted; /* scorebooks */
} Tally;

static void tally_clear(Tally *tally) { counter_clear(&tally->counter); }

static bool tally_panel(Store *store, const Count *count, void *data, GError **error) {
  Tally *tally = data;
  tally->counted += count->submitted + count->drafts;
  return checking_count(store, count, &tally->checking, error);
}

static bool tally_begin(Tally *tally, Verify *verify, GError **error) {
  *tally = (Tally){.checking = {.wrong = panel_fault, .data = verify}, .assignments = verify->assignments};
  return checking_begin(&tally->checking, verify->store, error) &&
         counter_begin(&tally->counter, verify->store, 0, BOOK_MAX, tally_panel, tally, error);
}

/* The assignments before that id. */
static bool tally_up_to(Tally *tally, int64_t id, GError **error) {
  for (; tally->at < tally->assignments->len; tally->at++) {
    Pair pair = {.id = g_array_index(tally->assignments, int64_t, tally->at), .assigned = true};
    if (pair.id >= id) return true;
    if (!counter_add(&tally->counter, &pair, error)) return false;
  }
  return true;
}

static bool tally_book(Tally *tally, int64_t id, bool submitted, GError **error) {
  if (!tally_up_to(tally, id, error)) return false;
  bool assigned = tally->at < tally->assignments->len && g_array_index(tally->assignments, int64_t, tally->at) == id;
  tally->at += assigned;
  Pair pair = {id, assigned, false, true, submitted ? SCOREBOOK_SUBMITTED : SCOREBOOK_DRAFT, NULL, 0};
  return counter_add(&tally->counter, &pair, error);
}

static bool tally_end(Tally *tally, Store *store, GError **error) {
  return tally_up_to(tally, INT64_MAX, error) && counter_end(&tally->counter, error) &&
         checking_end(store, &tally->checking, error);
}

/* -- scorebooks -------------------------------------------------------------------------------------------------- */

static void book_fault(Verify *verify, int64_t id, const char *what) {
  verify_fault(verify, _("the scorebook on “%s” by “%s” at stage %s: %s"), applicant_name(verify, book_applicant(id)),
               assessor_name(verify, book_assessor(id)), stage_name(verify, book_stage(id)), what);
}

/* Cells whose last event says otherwise are named; the marks are then taken back to before the first event. */
static void take_back(Verify *verify, BookCheck *check, BookRow *book) {
  const Stage *stage = &verify->store->award->rules->stages[book_stage(check->id)];
  const Criteria *criteria = award_criteria(verify->store->award, verify->cycle, book_applicant(check->id));
  for (size_t i = 0; i < book->n; i++) {
    if (check->first[i] == MARK_UNTOUCHED) continue;
    if (book->marks[i] != check->last[i]) {
      char is[32], was[32];
      const Scale *scale = stage_cell_scale(stage, criteria, i);
      mark_put(is, scale, book->marks[i]);
      mark_put(was, scale, check->last[i]);
      g_autofree char *what =
          g_strdup_printf(_("item %s is %s, but its last event says %s"), stage_cell_code(stage, criteria, i), is, was);
      book_fault(verify, check->id, what);
    }
    book->marks[i] = check->first[i];
  }
  if (check->last_state >= 0 && (int)book->state != check->last_state)
    book_fault(verify, check->id, _("it is submitted or a draft against its last event"));
  if (check->first_state >= 0) book->state = check->first_state ? SCOREBOOK_SUBMITTED : SCOREBOOK_DRAFT;
}

static bool is_blank(const BookRow *book) {
  bool blank = book->state == SCOREBOOK_DRAFT;
  for (size_t i = 0; i < book->n; i++) blank = blank && book->marks[i] == MARK_BLANK;
  return blank;
}

static void check_touched(Verify *verify, BookCheck *check, BookRow *book) {
  ImportCheck *import = import_of(verify, book->origin);
  check->found = true;
  take_back(verify, check, book);
  if (book->event != check->last_event || book->version != check->changes + (import ? 1 : 0))
    book_fault(verify, check->id, _("its version is not that of its events"));
  if (!import && (book->origin != check->first_event || !is_blank(book)))
    book_fault(verify, check->id, _("marks stand in it that no event explains"));
  if (!import) return;
  g_autofree unsigned char *bytes = g_malloc(2 * book->n + 1);
  marks_pack(book->marks, book->n, bytes);
  digest_scorebook(&import->state, book->id, bytes, 2 * book->n, (int)book->state);
  import->found++;
}

static void check_book(Verify *verify, sqlite3_value **row, BookRow *book) {
  const unsigned char *bytes = sqlite3_value_blob(row[2]);
  size_t n_bytes = (size_t)sqlite3_value_bytes(row[2]);
  book->id = sqlite3_value_int64(row[0]);
  book->state = sqlite3_value_int(row[1]) ? SCOREBOOK_SUBMITTED : SCOREBOOK_DRAFT;
  book->version = sqlite3_value_int64(row[3]);
  book->origin = sqlite3_value_int64(row[4]);
  book->event = sqlite3_value_int64(row[5]);
  BookCheck *check = g_hash_table_size(verify->books) ? g_hash_table_lookup(verify->books, &book->id) : NULL;
  ImportCheck *import = check ? NULL : import_of(verify, book->origin);
  if (check && n_bytes == 2 * check->n) {
    book->n = check->n;
    book->marks = g_renew(Mark, book->marks, book->n + 1);
    if (bytes) marks_unpack(bytes, book->n, book->marks);
    check_touched(verify, check, book);
  } else if (check)
    book_fault(verify, book->id, _("it has the wrong number of marks"));
  else if (!import)
    book_fault(verify, book->id, _("no event explains the row"));
  else {
    if (book->event != book->origin || book->version != 1)
      book_fault(verify, book->id, _("its version is not that of its events"));
    digest_scorebook(&import->state, book->id, bytes, n_bytes, (int)book->state);
    import->found++;
  }
}

typedef struct Books {
  Verify *verify;
  Tally tally;
  BookRow book; /* that events touched, in hand */
} Books;

static void books_clear(Books *books) {
  tally_clear(&books->tally);
  book_row_clear(&books->book);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Books, books_clear)

static bool take_book(sqlite3_value **row, void *data, GError **error) {
  Books *books = data;
  Verify *verify = books->verify;
  int64_t id = sqlite3_value_int64(row[0]);
  store_tell_of(verify->store, book_applicant(id), verify->cycle->n_applicants);
  verify->verified->scorebooks++;
  if (!tally_book(&books->tally, id, sqlite3_value_int(row[1]) != 0, error)) return false;
  if (book_is_placed(verify->store, verify->cycle, id, NULL))
    check_book(verify, row, &books->book);
  else
    book_fault(verify, id, _("it speaks of somebody who is not there"));
  return true;
}

static bool check_books(Verify *verify, GError **error) {
  g_auto(Books) books = {.verify = verify};
  if (!tally_begin(&books.tally, verify, error) ||
      !rows_each(verify->store, SQL_scorebooks, INT64_MIN, take_book, &books, error))
    return false;
  store_tell(verify->store, 1);
  if (!tally_end(&books.tally, verify->store, error)) return false;
  verify->verified->uncounted = verify->verified->scorebooks - books.tally.counted;
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init(&iter, verify->books);
  while (g_hash_table_iter_next(&iter, NULL, &value))
    if (!((BookCheck *)value)->found)
      book_fault(verify, ((BookCheck *)value)->id, _("the row its events wrote is gone"));
  return true;
}

static bool check_assignments(Verify *verify, GError **error) {
  if (!rows_each(verify->store, SQL_assignments, INT64_MIN, check_assignment, verify, error)) return false;
  if (verify->assigns)
    verify_fault(verify, _("assignments of successors that events made are missing, or are there twice: %lld"),
                 (long long)verify->assigns);
  return true;
}

bool verify_rows(Verify *verify, GError **error) {
  return verify_people(verify, error) && check_assignments(verify, error) && check_books(verify, error) &&
         verify_comments(verify, error) && verify_factors(verify, error) && verify_agreed(verify, error) &&
         verify_facts(verify, error);
}
