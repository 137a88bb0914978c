/* store_private.h: what the files of this room share: the connection, statements, transactions, row ids,
 * journal events and bulk imports. Nobody outside store/ includes it.
 *
 * Pattern of every change:  store_begin(); look, refuse, write rows; event_append(); store_commit();
 * and store_rollback() on the way out of any failure (it does nothing after a commit). */
#ifndef ACCOLADE_STORE_PRIVATE_H
#define ACCOLADE_STORE_PRIVATE_H

#include "criteria/threads.h"
#include "store/journal.h"
#include "store/store_sql.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <sqlite3.h>
#include <string.h>

typedef struct RowTaker RowTaker;
struct Store {
  sqlite3 *db;
  char *path;
  bool read_only;
  sqlite3_stmt *statements[SQL_COUNT];
  const Award *award; /* borrowed, store_set_award() */
  StoreTell *tell;
  void *tell_data;
  char *title;
  StorePack rules;
  GArray *criteria;     /* StorePack */
  GPtrArray *overrides; /* char *, NULL-terminated */
  char *actor;
  Role role;
  int64_t actor_assessor;  /* number of the acting assessor; -1: the secretariat, or no such row yet */
  int64_t actor_applicant; /* number of the acting applicant, else -1 */
  size_t most_open_books;  /* scorebooks an import keeps before it writes them; 0: as a rule */
  uint8_t *out_from;       /* Outs.from as the record was at out_event, of out_of applicants (store_outs.c) */
  size_t out_of;
  int64_t out_event;            /* 0: not known */
  const RowTaker *taker;        /* whose step is in hand (store_rows.c) */
  Store *readers[THREADS_MOST]; /* connections beside this one, as far as they were needed (store_parts.c) */
};

/* What messages call a thing of the rules: its title in their language; its id, which machines read, where it has none. */
const char *title_words(const Text *title, const char *id);
const char *stage_words(const Stage *stage);

/* Sets error to that sentence. Always false. */
bool store_refuse(GError **error, StoreError code, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* So much is done; does nothing when nobody asks. */
void store_tell(Store *store, double share);
/* Likewise for every 4096th of so many. */
static inline void store_tell_of(Store *store, uint64_t done, uint64_t of) {
  if ((done & 4095) == 0 && of > 0) store_tell(store, (double)done / (double)of);
}

/* -- connection: store_file.c ------------------------------------------------------------------- */

/* Sets error to what the connection (or rc alone, when db is NULL) last failed with: place, fault, remedy. Always false. */
bool file_error(sqlite3 *db, const char *path, int rc, GError **error);
/* As file_error() for a store. */
bool store_error(Store *store, GError **error);
/* "FILE: row ...: what is wrong with it": the file has been tampered with or damaged. Always false. */
bool store_damaged(Store *store, GError **error, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* A hardened connection to an existing file; checked: kind of file, version, schema, file system. */
sqlite3 *file_open(const char *path, bool *ret_read_only, GError **error);
/* One more connection to a file that file_open() has found good (read_only: as it said), which keeps few pages, for it
 * walks; NULL when there is none to be had. */
sqlite3 *file_open_reader(const char *path, bool read_only);
/* A new, empty database at path with the current schema, journal mode WAL. */
sqlite3 *file_create(const char *path, GError **error);
/* Runs migrations from..n in one transaction. */
bool schema_migrate(sqlite3 *db, const char *path, const char *const *steps, size_t n, GError **error);
/* A copy beside the file, PATH.schema-VERSION.backup, numbered when there is one. */
bool schema_back_up(sqlite3 *db, const char *path, int64_t version, GError **error);
/* How the names of the files end that SQLite keeps beside a database; NULL-terminated. */
extern const char *const file_beside[];
/* The schema's hash, as schema_hash. */
bool schema_read_hash(sqlite3 *db, const char *path, char ret_hex[65], GError **error);
/* Same tables, indices and views as ours, and nothing else? */
bool schema_check(sqlite3 *db, const char *path, GError **error);
/* Is this statfs() type one that a database in WAL mode must not lie on? Its name, or NULL. */
const char *file_system_refused(int64_t type);

/* A Store over a connection (taken over), nothing loaded. */
Store *store_over(sqlite3 *db, const char *path, bool read_only);

/* -- statements: store.c ------------------------------------------------------------------------- */

/* The statement, reset and with nothing bound; prepared when it is first asked for. Parameters are bound with
 * sqlite3_bind_*, texts SQLITE_STATIC. NULL when the file cannot be read: sql_step() and sql_run() then say so. */
sqlite3_stmt *sql(Store *store, SqlName name);
/* Prepares every statement: for the test that none is misspelt. */
bool store_prepare_all(Store *store, GError **error);
/* A statement of its own for a scan during which other statements may run; finalize it. */
sqlite3_stmt *sql_new(Store *store, SqlName name, GError **error);
/* Runs a statement that returns no row. */
bool sql_run(Store *store, sqlite3_stmt *statement, GError **error);
/* Steps: 1 a row, 0 no more (the statement is reset), -1 error. */
int sql_step(Store *store, sqlite3_stmt *statement, GError **error);
/* What stands behind a NUL is in the file and nobody would see it: such a text, which accolade does not write, reads as
 * another, so that nothing hides there. */
static inline const char *text_whole(const char *text, int n_bytes) {
  return !text ? "" : strlen(text) == (size_t)n_bytes ? text : "\uFFFD";
}
/* The text of a column, "" for none; valid until the next step. */
const char *sql_text(sqlite3_stmt *statement, int column);
void sql_bind_text(sqlite3_stmt *statement, int parameter, const char *text); /* NULL is "" */

/* -- rows by the hundred thousand: store_rows.c ---------------------------------------------------- */

/* Takes a row's columns, which are valid meanwhile; false: enough, or error set. */
typedef bool RowTake(sqlite3_value **row, void *data, GError **error);
struct RowTaker {
  RowTake *take;
  void *data;
  GError **error;
};
/* Hands over the rows of a statement that ends in stops(column ...), from the key `first` (?1) on, until take() has
 * enough. False when they cannot be read or take() has set error. */
bool rows_each(Store *store, SqlName name, int64_t first, RowTake *take, void *data, GError **error);
/* The same bit by bit: as sql_step(), each going on where take() had enough, until 0. */
int rows_step(Store *store, sqlite3_stmt *rows, const RowTaker *taker, GError **error);
/* Lets a new store's connection prepare such statements. */
void rows_prepare(Store *store);
const char *row_text(sqlite3_value *value);       /* "" for none */
const char *row_text_whole(sqlite3_value *value); /* likewise, and as sql_text() where a NUL stands in it */

bool store_begin(Store *store, GError **error);      /* to write: BEGIN IMMEDIATE; refuses a read-only file */
bool store_begin_read(Store *store, GError **error); /* one view of the file for several reads */
/* Likewise, but inside another transaction it is that one's; ended by store_end_read(). */
bool store_join_read(Store *store, bool *ret_mine, GError **error);
void store_end_read(Store *store, bool mine);
bool store_commit(Store *store, GError **error); /* rolls back when it fails */
void store_rollback(Store *store);               /* nothing outside a transaction */

/* -- side by side: store_parts.c ------------------------------------------------------------------ */

typedef struct Part { /* applicants first .. end - 1; the last part's end is beyond any applicant */
  uint32_t first, end;
  unsigned index;
  double before, share; /* of all the calling thread is told of: what lies before the part, and the part itself */
} Part;
/* Reads, through a store of its own, what lies in its part. */
typedef bool PartWork(Store *reader, const Part *part, void *data, GError **error);

/* Into how many parts so many applicants are best divided (threads.h): as many as there are threads; or, where nothing is
 * kept of each that would cost, so many more for those threads that all end at about the same time. */
enum { PARTS_LEAST = 2000, PARTS_MOST = 64 };
unsigned parts_for(uint32_t n_applicants);
unsigned parts_to_share(uint32_t n_applicants, unsigned threads);
/* Calls work once for each of n (at most PARTS_MOST) parts, on several threads, and returns when all are done; every part
 * sees the file as `store` does, which is inside a transaction. The first part is the calling thread's, on the store itself.
 * Of several errors the first part's is returned; parts behind it may be left out. */
bool parts_run(Store *store, uint32_t n_applicants, unsigned n, PartWork *work, void *data, GError **error);
/* A connection beside the store's, borrowed, which sees the file as it is without what the store has not committed yet, until
 * store_rollback(); NULL when there is none to be had. */
Store *parts_reader(Store *store);

/* -- rows ---------------------------------------------------------------------------------------- */

enum { ROW_BITS = 28, ROW_MASK = (1 << ROW_BITS) - 1 };

static inline int64_t book_id(uint16_t stage, uint32_t applicant, uint32_t assessor) {
  return (int64_t)stage << (2 * ROW_BITS) | (int64_t)applicant << ROW_BITS | (int64_t)assessor;
}
static inline uint16_t book_stage(int64_t id) { return (uint16_t)(id >> (2 * ROW_BITS)); }
static inline uint32_t book_applicant(int64_t id) { return (uint32_t)(id >> ROW_BITS & ROW_MASK); }
static inline uint32_t book_assessor(int64_t id) { return (uint32_t)(id & ROW_MASK); }
#define BOOK_MAX INT64_MAX

/* Marks to and from the little-endian blob of a scorebook; false when one of them is none. */
void marks_pack(const Mark *marks, size_t n, unsigned char *ret_bytes);
bool marks_unpack(const unsigned char *bytes, size_t n, Mark *ret_marks);

/* Criteria and number of cells for an applicant of that class. */
const Criteria *store_class_criteria(const Store *store, const char *class_id);
/* Number of an applicant or assessor by id: 1 found, 0 none, -1 error. */
int store_find_applicant(Store *store, const char *id, uint32_t *ret_no, GError **error);
int store_find_assessor(Store *store, const char *id, uint32_t *ret_no, Role *ret_role, GError **error);
/* Their ids by number; false with STORE_ERROR_INPUT when there is no such row. Caller frees. */
char *store_applicant_id(Store *store, uint32_t no, char **ret_class, GError **error);
char *store_assessor_id(Store *store, uint32_t no, GError **error);

/* The cells of every criteria of the award at every stage, in the order of the table `cell`. */
typedef struct CellRow {
  const char *class_id, *item;
  uint16_t stage;
  size_t position;
  int16_t unit;
} CellRow;
GArray *award_cells(const Award *award);
/* What the event "init" says: title, packs with their hashes, overrides, a line each. Caller frees. */
char *init_text(Store *store);

bool store_needs_award(Store *store, GError **error);
/* May the acting person see what others gave? secretariat, supervisor, committee. */
bool store_sees_all(const Store *store);
/* Is the acting person the secretariat? Else STORE_ERROR_PERMISSION with `doing` in the message. */
bool store_needs_secretariat(Store *store, const char *doing, GError **error);

/* May the acting person see what others gave this applicant at this stage? 1 yes, 0 no, -1 error. */
int store_sees_panel(Store *store, uint16_t stage, uint32_t applicant, GError **error);
/* May the acting person see that panel? Else STORE_ERROR_PERMISSION. */
bool store_needs_panel(Store *store, uint16_t stage, uint32_t applicant, GError **error);
/* The key of what a panel agreed on, as Gathering.key and the tables agreed and merged have it. */
int64_t panel_key(uint16_t stage, uint32_t applicant);
/* Whether the criteria allow so much that does not apply as these marks say (marks_left_out()), of which `cell` is the last. */
bool store_may_leave_out(const Criteria *criteria, const Mark *marks, size_t cell, GError **error);
/* Whether the mark in that cell goes with the scorebook's others: the share that does not apply, the ends of a range. */
bool mark_fits(const Stage *stage, const Criteria *criteria, const Mark *marks, size_t cell, GError **error);
/* "CODE: WORDS": the reason of an event "agree". Caller frees. */
char *agreed_reason(const char *code, const char *words);
/* Is the acting person an assessor of this panel to whom it is open: assigned, not recused, declared? 1, 0, -1 error. */
int store_is_member(Store *store, uint16_t stage, uint32_t applicant, GError **error);
/* Is any stage not sealed yet? Else STORE_ERROR_PERMISSION: the ranking stands. */
bool store_needs_unsealed(Store *store, GError **error);
#define NO_DEPUTY "no-deputy" /* in an event, where another would name one */
/* store_agreed.c: may a consensus begin, since every scorebook of the panel is submitted or the stage is closed? `id` is the
 * applicant's. */
bool store_panel_is_ready(Store *store, uint16_t stage, uint32_t applicant, const char *id, GError **error);

/* As store_panel_lead() of anybody, and the deputy alone with whether the lead has passed to them: 1, 0, -1 error. */
bool panel_lead(Store *store, uint16_t stage, uint32_t applicant, PanelLead *ret_lead, GError **error);
int deputy_leads(Store *store, uint16_t stage, uint32_t applicant, int64_t *ret_deputy, GError **error);
/* Is any deputy named at all? Else nobody needs to look. 1, 0, -1 error. */
int any_deputy(Store *store, GError **error);
/* Does the acting person lead this panel, by role, assignment or as a deputy to whom the lead has passed, with the own
 * scorebook submitted? 1, 0, -1 error. */
int store_leads_panel(Store *store, uint16_t stage, uint32_t applicant, GError **error);
/* Must the acting person declare first? 1 yes, 0 no, -1 error. */
int store_is_asked(Store *store, uint16_t stage, uint32_t applicant, GError **error);
/* Sets STORE_ERROR_PERMISSION when they must, or the error that came of looking; false then. */
bool store_needs_declaration(Store *store, uint16_t stage, uint32_t applicant, GError **error);
/* What that assessor declared of the applicant: false with error. */
bool store_declared(Store *store, uint32_t applicant, uint32_t assessor, Declared *ret_declared, GError **error);
/* The recusal and its event, inside a write transaction. */
bool recusal_save(Store *store, uint32_t applicant, uint32_t assessor, const char *reason, GError **error);
/* A scorebook row as it stands; blank with version 0 when there is none. */
typedef struct BookRow {
  int64_t id, version, origin, event;
  ScorebookState state;
  size_t n;
  Mark *marks;
} BookRow;
bool book_load(Store *store, int64_t id, size_t n_cells, BookRow *ret_book, GError **error);
void book_row_clear(BookRow *book);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(BookRow, book_row_clear)

/* -- what an assessor changes: store_write.c, store_comment.c, store_undo.c ------------------------- */

/* Begins a change by whoever acts, and ends it: committed when good, else undone with the assessor number as before. */
bool write_begin(Store *store, GError **error);
bool write_finish(Store *store, bool good, int64_t assessor_before, GError **error);
/* The scorebook the acting person would write, blank before the first mark; refuses who may not. */
bool book_to_write(Store *store, uint16_t stage, uint32_t applicant, const char **ret_class, char **ret_id,
                   BookRow *ret_book, GError **error);
bool book_save(Store *store, uint16_t stage, uint32_t applicant, const BookRow *book, GError **error);
/* A comment's row. */
typedef struct CommentRow {
  int64_t number, book, removed; /* removed: the event that took it back; 0 while it stands */
  char *item, *kind, *text, *place, *file, *sha256, *factors;
} CommentRow;
void comment_row_clear(CommentRow *row);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CommentRow, comment_row_clear)
bool comment_find(Store *store, int64_t number, CommentRow *ret_row, GError **error);
bool comment_find_standing(Store *store, int64_t number, CommentRow *ret_row, GError **error);
/* A row by the next event. */
bool comment_save(Store *store, uint16_t stage, uint32_t applicant, const Note *note, int64_t *ret_number,
                  GError **error);
/* The same with its event; id: the applicant's. */
bool comment_add(Store *store, uint16_t stage, uint32_t applicant, const char *id, const Note *note, GError **error);
bool comment_set_removed(Store *store, int64_t number, int64_t event, GError **error); /* event 0: it stands again */
/* "NUMBER KIND: TEXT": what events say of a comment, also of one in the consensus. Caller frees. */
char *comment_line(int64_t number, const char *kind, const char *text);
int64_t comment_number(const char *line); /* of such a line; 0 when it is none */
/* What an event says of a comment's evidence and of the key factors it cites. Caller frees. */
char *evidence_lines(const char *place, const char *file, const char *sha256, const char *factors);
/* Numbers of key factors, as "3 7" or "F7,F3", each checked to be one that the acting person sees of the applicant: "3 7".
 * Caller frees. */
char *factors_cited(Store *store, uint32_t applicant, const char *list, GError **error);
/* An applicant gets its row as an assessor with its first act. */
bool actor_becomes_assessor(Store *store, GError **error);

/* What only the secretariat may do, as one write; rule_finish() commits it, or takes it back where it is not good. */
bool rule_begin(Store *store, const char *doing, GError **error);
bool rule_finish(Store *store, bool good, GError **error);
bool needs_reason(const char *doing, const char *reason, GError **error);
/* Is the stage there, and open, or at `most` closed or sealed? Else STORE_ERROR_PERMISSION. */
bool stage_needs(Store *store, uint16_t stage, StageState most, GError **error);

/* Assignments (SQL_assignments: all; SQL_leads: those of leaders) and scorebooks (SQL_marks; SQL_book_states: without
 * their marks) side by side, in key order: store_pairs.c. */
enum { PAIR_AHEAD = 64 };
typedef struct PairSide { /* one of the two tables, read so many rows ahead */
  sqlite3_stmt *rows;
  int64_t end; /* the last id of the range */
  bool ended;  /* there are no more rows in it */
  size_t at, n;
  int64_t ids[PAIR_AHEAD];
  bool flags[PAIR_AHEAD]; /* lead, or submitted */
  bool has_marks;
  size_t starts[PAIR_AHEAD + 1], room; /* of the marks, and for how many bytes there is space */
  unsigned char *marks;
} PairSide;
typedef struct PairScan {
  Store *store;
  PairSide assignments, books;
  bool started, owned; /* owned: statements of its own, so that others may run meanwhile */
  int64_t last;        /* the id handed out last */
} PairScan;
typedef struct Pair { /* marks are valid until the next pair */
  int64_t id;
  bool assigned, lead, has_book;
  ScorebookState state;
  const unsigned char *marks;
  size_t n_bytes;
} Pair;
bool pair_scan_begin(Store *store, SqlName assignments, SqlName books, int64_t first, int64_t last, PairScan *ret_scan,
                     GError **error);
/* Goes on with another range. */
bool pair_scan_move(PairScan *scan, int64_t first, int64_t last, GError **error);
/* Of one panel (stage << 28 | applicant), with the store's own statements: for many in a row, when nothing else reads them. */
bool pair_scan_begin_panel(Store *store, SqlName books, int64_t panel, PairScan *ret_scan, GError **error);
int pair_scan_next(PairScan *scan, Pair *ret_pair, GError **error); /* 1, 0 end, -1 */
void pair_scan_clear(PairScan *scan);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PairScan, pair_scan_clear)
/* Is everything that id speaks of in the cycle? Else STORE_ERROR_STALE: somebody has imported people since it was read. */
bool book_is_placed(Store *store, const Cycle *cycle, int64_t id, GError **error);

/* The panels before the stage, whoever acts: for what is decided and not told (store_outs.c). */
PanelSource panels_before(StorePanels *panels);

/* -- store_progress.c: how far each panel is ------------------------------------------------------- */

/* Counts the panels with ids between first and last again, as they stand, and keeps the counts in the table `panel`: by
 * every change that assigns, begins, submits, returns or recuses, in its transaction. */
bool progress_count(Store *store, int64_t first, int64_t last, GError **error);
/* The same for a panel that had no scorebook: so many new assignments, and so many submitted scorebooks, all assigned. */
bool progress_add(Store *store, int64_t panel, int64_t assigned, int64_t submitted, GError **error);

/* The counts themselves: counter_begin(); every pair of an assignment and a scorebook in key order; counter_end(). `each`
 * gets the panels one after the other, false stops. */
typedef struct Count {
  int64_t panel; /* -1: none yet */
  int64_t assigned, submitted, drafts;
} Count;
typedef bool EachCount(Store *store, const Count *count, void *data, GError **error);
/* store_unassigned() where the panels (of PanelProgress, in order) and who is out are known already. Caller frees. */
GArray *unassigned_beside(Store *store, const Outs *outs, const GArray *panels, GError **error);
/* The counts that are kept, from that panel on. */
bool counts_each(Store *store, int64_t first, EachCount *each, void *data, GError **error);
typedef struct Counter {
  Store *store;
  EachCount *each;
  void *data;
  GArray *recusals; /* applicant << 28 | assessor of every recusal, in order */
  Count count;
  bool has_assignment; /* without one, an applicant's own scorebook is all there is */
} Counter;
bool counter_begin(Counter *counter, Store *store, EachCount *each, void *data, GError **error);
bool counter_add(Counter *counter, const Pair *pair, GError **error);
bool counter_end(Counter *counter, GError **error);
void counter_clear(Counter *counter);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Counter, counter_clear)

/* Whether every count kept is what its panel comes to, and none is missing: checking_begin(), checking_count() as a
 * counter's `each`, checking_end(). wrong() is told each panel that is not. */
typedef struct Checking {
  void (*wrong)(int64_t panel, void *data);
  void *data;
  sqlite3_stmt *rows; /* of the table panel, side by side with the counts */
  Count kept;         /* the row in hand */
  int has_row;
} Checking;
bool checking_begin(Checking *checking, Store *store, GError **error);
EachCount checking_count; /* data: the Checking */
bool checking_end(Store *store, Checking *checking, GError **error);

/* -- journal.c ------------------------------------------------------------------------------------- */

enum { HASH_BYTES = 32, EVENT_FIELDS = 11 };

typedef struct EventDraft { /* NULL is "" */
  const char *kind, *stage, *applicant, *assessor, *item, *before, *after, *reason;
} EventDraft;

/* The number the next event will have, inside a write transaction; -1 with error. */
int64_t event_next(Store *store, GError **error);
/* Appends the event, chained, with the actor and the clock's time. Inside a write transaction. */
bool event_append(Store *store, const EventDraft *draft, GError **error);

/* BLAKE2b-256 of many small pieces. */
typedef struct Digest {
  crypto_generichash_state state;
  size_t n;
  unsigned char waiting[1024];
} Digest;
/* Before much is hashed, in whatever writes or verifies: as fast as the processor can, which takes its time to find out. */
bool digests_start(Store *store, GError **error);
void digest_begin(Digest *digest);
void digest_bytes(Digest *digest, const void *bytes, size_t n);
void digest_end(Digest *digest, unsigned char ret_hash[HASH_BYTES]);
/* A field as it goes into hash and digests: decimal length, ":", bytes, ",". */
void digest_field(Digest *state, const void *bytes, size_t n);
void digest_text(Digest *state, const char *text);
/* A field that is written out already. */
#define digest_literal(state, literal) digest_bytes(state, literal, sizeof literal - 1)
void digest_number(Digest *state, int64_t number);
void hash_of_event(const unsigned char *before, const char *const fields[EVENT_FIELDS],
                   unsigned char ret_hash[HASH_BYTES]);
/* BLAKE2b-256 in hex of the totals of one stage in canonical lines (journal.h); needs the award and a role that sees all. */
bool stage_digest(Store *store, const Cycle *cycle, uint16_t stage, char ret_hex[65], GError **error);
/* Likewise of the ranking now; "" when the criteria have no total. */
bool ranking_digest_now(Store *store, const Cycle *cycle, char ret_hex[65], GError **error);
void hex_of(const unsigned char hash[HASH_BYTES], char ret_hex[65]);
const char *stage_state_name(StageState state); /* "open", "closed", "sealed" */

/* -- store_bulk.c: rows of one import, explained by one event ----------------------------------------- */

/* Usage, inside store_begin() .. store_commit(): bulk_begin(); any of bulk_*(); bulk_end(), once per file.
 * Rows are only ever added: a row that is there already is STORE_ERROR_INPUT, like a wrong number or an
 * illegal mark; messages name the ids but not the file's line (the caller puts that before). */
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
void digest_applicant(Digest *state, sqlite3_value **row, const char *veto);
void digest_assessor(Digest *state, sqlite3_value **row);
void digest_assignment(Digest *state, sqlite3_value **row);
void digest_scorebook(Digest *state, int64_t id, const void *marks, size_t n_bytes, int state_number);
void digest_comment(Digest *state, sqlite3_value **row);
/* Scorebooks as they are written, their marks packed one behind the other in bytes; and the digest of all there is. */
bool bulk_digest_books(Bulk *bulk, const BulkBook *books, size_t n, const unsigned char *bytes, GError **error);
bool bulk_digest_end(Bulk *bulk, char ret_hex[65], GError **error);

#endif
