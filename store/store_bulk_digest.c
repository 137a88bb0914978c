/* store_bulk_digest.c: the digest of the rows an import wrote, which its event names.
 *
 * Rows are digested table by table, each by its primary key; scorebooks as they are written as long as that is their
 * order, else all rows are read again at the end. */
#include "store/store_bulk.h"
#include "store/store_rows.h"

/* -- a row --------------------------------------------------------------------------------------------------- */

static void digest_value(Digest *state, sqlite3_value *value) {
  const char *text = row_text(value);
  digest_field(state, text, (size_t)sqlite3_value_bytes(value));
}

static void digest_texts(Digest *state, sqlite3_value **row, int first, int last) {
  for (int i = first; i <= last; i++) digest_value(state, row[i]);
}

static void digest_person(Digest *state, sqlite3_value **row, int last, const char *const *was) {
  digest_number(state, sqlite3_value_int64(row[0]));
  for (int i = 1; i <= last; i++)
    if (was && was[i])
      digest_text(state, was[i]);
    else
      digest_value(state, row[i]);
}

void digest_applicant(Digest *state, sqlite3_value **row, const char *const *was) {
  digest_literal(state, "9:applicant,");
  digest_person(state, row, 8, was);
}

void digest_assessor(Digest *state, sqlite3_value **row, const char *const *was) {
  digest_literal(state, "8:assessor,");
  digest_person(state, row, 5, was);
}

void digest_assignment(Digest *state, sqlite3_value **row) {
  digest_literal(state, "10:assignment,");
  digest_number(state, sqlite3_value_int64(row[0]));
  digest_number(state, sqlite3_value_int64(row[1]));
}

void digest_scorebook(Digest *state, int64_t id, const void *marks, size_t n_bytes, int state_number) {
  digest_literal(state, "9:scorebook,");
  digest_number(state, id);
  digest_field(state, marks, n_bytes);
  digest_number(state, state_number);
}

void digest_comment(Digest *state, sqlite3_value **row) {
  bool factors = *row_text(row[10]), evidence = factors || *row_text(row[7]) || *row_text(row[8]) || *row_text(row[9]);
  digest_text(state, evidence ? "comment with evidence" : "comment");
  digest_number(state, sqlite3_value_int64(row[0]));
  digest_number(state, sqlite3_value_int64(row[1]));
  digest_texts(state, row, 2, 4);
  if (evidence) digest_texts(state, row, 7, factors ? 10 : 9);
}

static void digest_book_row(Digest *state, sqlite3_value **row) {
  digest_scorebook(state, sqlite3_value_int64(row[0]), sqlite3_value_blob(row[2]), (size_t)sqlite3_value_bytes(row[2]),
                   sqlite3_value_int(row[1]));
}

static void digest_applicant_row(Digest *state, sqlite3_value **row) { digest_applicant(state, row, NULL); }

static void digest_assessor_row(Digest *state, sqlite3_value **row) { digest_assessor(state, row, NULL); }

/* -- an import ----------------------------------------------------------------------------------------------- */

/* The rows with keys from first to last whose column `event` is this import. */
typedef struct Section {
  SqlName name;
  int64_t first, last;
  int event_column;
  void (*digest)(Digest *state, sqlite3_value **row);
} Section;

typedef struct Digesting {
  Bulk *bulk;
  const Section *section;
  uint64_t n; /* rows so far */
} Digesting;

static bool digest_row(sqlite3_value **row, void *data, GError **error) {
  (void)error;
  Digesting *of = data;
  store_tell_of(of->bulk->store, of->n++, (uint64_t)of->bulk->rows);
  if (sqlite3_value_int64(row[0]) > of->section->last) return false;
  if (sqlite3_value_int64(row[of->section->event_column]) == of->bulk->event)
    of->section->digest(&of->bulk->digest, row);
  return true;
}

/* The sections from `first` to before `end`: people and assignments, scorebooks, comments. */
enum { SECTION_PEOPLE = 0, SECTION_BOOKS = 3, SECTION_COMMENTS = 4, SECTIONS = 5 };

static bool digest_sections(Bulk *bulk, size_t first, size_t end, GError **error) {
  const Section sections[SECTIONS] = {
      {SQL_applicants, bulk->first_applicant, INT64_MAX, 9, digest_applicant_row},
      {SQL_assessors, bulk->first_assessor, INT64_MAX, 6, digest_assessor_row},
      {SQL_assignments, bulk->least_assignment, bulk->most_assignment, 2, digest_assignment},
      {SQL_scorebooks, bulk->least_book, bulk->most_book, 4, digest_book_row},
      {SQL_comments, bulk->first_comment, INT64_MAX, 5, digest_comment},
  };
  for (size_t i = first; i < end; i++) {
    Digesting of = {bulk, &sections[i], 0};
    if (!rows_each(bulk->store, sections[i].name, sections[i].first, digest_row, &of, error)) return false;
  }
  return true;
}

static bool digest_before_books(Bulk *bulk, GError **error) {
  bulk->digest_begun = bulk->digest_stands = true;
  digest_begin(&bulk->digest);
  return digest_sections(bulk, SECTION_PEOPLE, SECTION_BOOKS, error);
}

bool bulk_digest_books(Bulk *bulk, const BulkBook *books, size_t n, const unsigned char *bytes, GError **error) {
  if (!bulk->digest_begun && !digest_before_books(bulk, error)) return false;
  for (size_t i = 0; i < n; i++) {
    bulk->digest_stands = bulk->digest_stands && books[i].id > bulk->most_book;
    if (bulk->digest_stands) digest_scorebook(&bulk->digest, books[i].id, bytes, 2 * books[i].n, SCOREBOOK_SUBMITTED);
    bulk->least_book = MIN(bulk->least_book, books[i].id);
    bulk->most_book = MAX(bulk->most_book, books[i].id);
    bytes += 2 * books[i].n;
  }
  return true;
}

/* Scorebooks written in their order are in the digest already; else every row is read again. */
bool bulk_digest_end(Bulk *bulk, char ret_hex[65], GError **error) {
  size_t first = bulk->digest_stands ? SECTION_COMMENTS : SECTION_PEOPLE;
  if (first == SECTION_PEOPLE) digest_begin(&bulk->digest);
  if (!digest_sections(bulk, first, SECTIONS, error)) return false;
  digest_end_hex(&bulk->digest, ret_hex);
  return true;
}
