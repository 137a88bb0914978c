/* store_bulk.h: rows of one import, explained by one event. Private to store/.
 *
 * Usage, inside store_begin() .. store_commit(): bulk_begin(); any of bulk_*(); bulk_end(), once per file.
 * Rows are only ever added: a row that is there already is STORE_ERROR_INPUT, like a wrong number or an
 * illegal mark; messages name the ids but not the file's line (the caller puts that before). */
#ifndef ACCOLADE_STORE_BULK_H
#define ACCOLADE_STORE_BULK_H

#include "store/digest.h"
#include "store/store_private.h"

typedef struct Bulk {
  Store *store;
  int64_t event; /* number the import's event will have */
  uint32_t next_applicant, next_assessor, first_applicant, first_assessor;
  int64_t next_comment, first_comment;
  int64_t least_book, most_book;             /* ids of the scorebooks written; least > most: none */
  int64_t least_assignment, most_assignment; /* likewise */
  int64_t rows;                              /* written so far */
  int open_stage;                            /* the stage looked up last and found open; -1: none */
  Digest digest;                             /* of the rows so far, while they are written in its order */
  bool digest_begun, digest_stands;
  bool counted; /* whoever wrote the rows has counted the panels: bulk_end() need not */
} Bulk;

/* Refuses anybody but the secretariat. */
bool bulk_begin(Store *store, Bulk *ret_bulk, GError **error);
bool bulk_applicant(Bulk *bulk, const Applicant *applicant, uint32_t *ret_no, GError **error);
bool bulk_assessor(Bulk *bulk, const Assessor *assessor, uint32_t *ret_no, GError **error);
/* The assessor row (role applicant) of an applicant that assesses itself; made when it is not there. */
bool bulk_self_assessor(Bulk *bulk, const char *applicant_id, uint32_t *ret_no, GError **error);
/* Fastest in sets of BULK_ROWS with rising ids. */
enum { BULK_ROWS = 33 };
typedef struct BulkAssignment {
  int64_t id;
  bool lead;
} BulkAssignment;
bool bulk_assignments(Bulk *bulk, const BulkAssignment *assignments, size_t n, GError **error);
/* Submitted scorebooks of n marks each (stage_cells() of the applicant's criteria; legality is the caller's to check, since
 * it knows the line). Refuses sealed or closed stages. Fastest in sets of BULK_ROWS with rising ids, after all but comments. */
typedef struct BulkBook {
  int64_t id;
  const Mark *marks;
  size_t n;
} BulkBook;
bool bulk_scorebooks(Bulk *bulk, const BulkBook *books, size_t n, GError **error);
bool bulk_comment(Bulk *bulk, uint16_t stage, uint32_t applicant, uint32_t assessor, const Note *note, GError **error);
/* Digests the rows and appends the event: kind "import", item `what` ("scores"), after "ROWS DIGEST", reason
 * `file` (its name without folder). */
bool bulk_end(Bulk *bulk, const char *what, const char *file, GError **error);

/* store_bulk_digest.c. How rows go into an import's digest: per row of applicant, assessor, assignment, scorebook, comment (in
 * this order of tables, each by its primary key) the table's name and its columns but `event`; row as the statement has it. */
/* People's rows with `was`, per column, in place of what is not NULL there: what it held at the import; NULL: all as it is. */
enum { PERSON_COLUMNS = 9 };
void digest_applicant(Digest *state, sqlite3_value **row, const char *const *was);
void digest_assessor(Digest *state, sqlite3_value **row, const char *const *was);
void digest_assignment(Digest *state, sqlite3_value **row);
void digest_scorebook(Digest *state, int64_t id, const void *marks, size_t n_bytes, int state_number);
void digest_comment(Digest *state, sqlite3_value **row);
/* Scorebooks as they are written, their marks packed one behind the other in bytes; and the digest of all there is. */
bool bulk_digest_books(Bulk *bulk, const BulkBook *books, size_t n, const unsigned char *bytes, GError **error);
bool bulk_digest_end(Bulk *bulk, char ret_hex[65], GError **error);

#endif
