/* store_private.h: what every file of this room stands on: statements, transactions, who is who, who may do what, events.
 * Nobody outside store/ includes it.
 *
 * Pattern of every change:  store_begin(); look, refuse, write rows; event_append(); store_finish().
 *
 * What only some files need has a header of its own:
 *   store_file.h      connections and the schema              store_rows.h      rows by the hundred thousand
 *   store_pairs.h     assignments beside scorebooks           store_parts.h     reading on several threads
 *   store_gather.h    the scorebooks of a stage, by panel     store_progress.h  how far each panel is
 *   store_bulk.h      rows of one import                      digest.h          hashes and what goes into them
 *   store_texts.h     texts that a cycle keeps
 *   release_parts.h   how an assessor stands in a panel they leave
 *   exchange_private.h, verify_private.h: what the files of an import, of a verification share */
#ifndef ACCOLADE_STORE_PRIVATE_H
#define ACCOLADE_STORE_PRIVATE_H

#include "criteria/threads.h"
#include "store/journal.h"
#include "store/store_sql.h"

#include <glib/gi18n.h>
#include <sqlite3.h>
#include <string.h>

typedef struct RowTaker RowTaker;
struct Store {
  sqlite3 *db;
  char *path;
  bool read_only;
  sqlite3_stmt *statements[SQL_COUNT], *spare[SQL_COUNT]; /* of sql(); those that sql_end() keeps */
  const Award *award;                                     /* borrowed, store_set_award() */
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
  int64_t most_faults;     /* that an import names; 0: as a rule, IMPORT_MOST_FAULTS */
  uint8_t *out_from;       /* Outs.from as the record was at out_event, of out_of applicants (store_outs.c) */
  size_t out_of;
  int64_t out_event;            /* 0: not known */
  int64_t commits;              /* store_commits() */
  int64_t settled;              /* of these, how many the file itself holds: store_settle() */
  const RowTaker *taker;        /* whose step is in hand (store_rows.c) */
  Store *readers[THREADS_MOST]; /* connections beside this one, as far as they were needed (store_parts.c) */
};
/* A Store over a connection (taken over), nothing loaded. */
Store *store_over(sqlite3 *db, const char *path, bool read_only);

/* -- what is said: store.c ------------------------------------------------------------------------ */

/* What messages call a thing of the rules: its title in their language; its id, which machines read, where it has none. */
const char *title_words(const Text *title, const char *id);
const char *stage_words(const Stage *stage);
/* Sets error to that sentence. Always false. */
bool store_refuse(GError **error, StoreError code, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* As file_error() (store_file.h) for a store. */
bool store_error(Store *store, GError **error);
/* "FILE: row ...: what is wrong with it": the file has been tampered with or damaged. Always false. */
bool store_damaged(Store *store, GError **error, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* So much is done; does nothing when nobody asks. */
void store_tell(Store *store, double share);
/* Likewise for every 4096th of so many. */
static inline void store_tell_of(Store *store, uint64_t done, uint64_t of) {
  if ((done & 4095) == 0 && of > 0) store_tell(store, (double)done / (double)of);
}

/* -- statements and transactions: store.c ---------------------------------------------------------- */

/* The statement, reset and with nothing bound; prepared when it is first asked for. Parameters are bound with
 * sqlite3_bind_*, texts SQLITE_STATIC. NULL when the file cannot be read: sql_step() and sql_run() then say so. */
sqlite3_stmt *sql(Store *store, SqlName name);
/* Prepares every statement: for the test that none is misspelt. */
bool store_prepare_all(Store *store, GError **error);
/* A statement of its own for a scan during which other statements may run, reset and with nothing bound; NULL with error. */
sqlite3_stmt *sql_new(Store *store, SqlName name, GError **error);
/* Ends such a one (NULL: none): the store keeps it for who asks next. */
void sql_end(Store *store, SqlName name, sqlite3_stmt *statement);
/* Runs a statement that returns no row. */
bool sql_run(Store *store, sqlite3_stmt *statement, GError **error);
/* Steps: 1 a row, 0 no more (the statement is reset), -1 error. */
int sql_step(Store *store, sqlite3_stmt *statement, GError **error);
/* What stands behind a NUL is in the file and nobody would see it: such a text, which accolade does not write, reads as
 * another, so that nothing hides there. */
static inline const char *text_whole(const char *text, int n_bytes) {
  return !text ? "" : strlen(text) == (size_t)n_bytes ? text : "\uFFFD";
}
/* Of a statement that asks whether there is any: 1 yes, 0 no, -1 error. */
int sql_any(Store *store, SqlName name, GError **error);
/* The text of a column, "" for none; valid until the next step. */
const char *sql_text(sqlite3_stmt *statement, int column);
void sql_bind_text(sqlite3_stmt *statement, int parameter, const char *text); /* NULL is "" */

bool store_begin(Store *store, GError **error);      /* to write: BEGIN IMMEDIATE; refuses a read-only file */
bool store_begin_read(Store *store, GError **error); /* one view of the file for several reads */
bool store_commit(Store *store, GError **error);     /* rolls back when it fails */
void store_rollback(Store *store);                   /* nothing outside a transaction */
/* Commits what is good, and rolls back what is not, error being set; true: it is committed. */
bool store_finish(Store *store, bool good, GError **error);

/* -- ids and marks as rows have them: store_find.c ----------------------------------------------------- */

enum { ROW_BITS = 28, ROW_MASK = (1 << ROW_BITS) - 1 };

static inline int64_t book_id(uint16_t stage, uint32_t applicant, uint32_t assessor) {
  return (int64_t)stage << (2 * ROW_BITS) | (int64_t)applicant << ROW_BITS | (int64_t)assessor;
}
static inline uint16_t book_stage(int64_t id) { return (uint16_t)(id >> (2 * ROW_BITS)); }
static inline uint32_t book_applicant(int64_t id) { return (uint32_t)(id >> ROW_BITS & ROW_MASK); }
static inline uint32_t book_assessor(int64_t id) { return (uint32_t)(id & ROW_MASK); }
#define BOOK_MAX INT64_MAX
/* The key of what belongs to a panel, as the tables agreed, merged and panel have it: a book_id() without its assessor. */
static inline int64_t book_panel(int64_t id) { return id >> ROW_BITS; }
static inline int64_t panel_key(uint16_t stage, uint32_t applicant) { return book_panel(book_id(stage, applicant, 0)); }
static inline uint16_t panel_stage(int64_t panel) { return (uint16_t)(panel >> ROW_BITS); }
static inline uint32_t panel_applicant(int64_t panel) { return (uint32_t)(panel & ROW_MASK); }
/* The lowest id of its scorebooks; of a panel that cannot be, as in a damaged file, some number. */
static inline int64_t panel_first(int64_t panel) { return (int64_t)((uint64_t)panel << ROW_BITS); }

/* Marks to and from the little-endian blob of a scorebook; false when one of them is none. */
void marks_pack(const Mark *marks, size_t n, unsigned char *ret_bytes);
bool marks_unpack(const unsigned char *bytes, size_t n, Mark *ret_marks);

/* The criteria that applicants of that class are judged by. */
const Criteria *store_class_criteria(const Store *store, const char *class_id);
/* Number of an applicant or assessor by id: 1 found, 0 none, -1 error. */
int store_find_applicant(Store *store, const char *id, uint32_t *ret_no, GError **error);
int store_find_assessor(Store *store, const char *id, uint32_t *ret_no, Role *ret_role, GError **error);
/* Their ids by number; NULL with STORE_ERROR_INPUT when there is no such row. Caller frees. */
char *store_applicant_id(Store *store, uint32_t no, char **ret_class, GError **error);
char *store_assessor_id(Store *store, uint32_t no, GError **error);
/* store_gather.c: is everything that id speaks of in the cycle? Else STORE_ERROR_STALE: somebody has imported people since it
 * was read. */
bool book_is_placed(Store *store, const Cycle *cycle, int64_t id, GError **error);

/* -- who may do and see what ---------------------------------------------------------------------------- */

/* Functions named needs are true, or set error, as a rule STORE_ERROR_PERMISSION; those that return int give 1 yes, 0 no, -1
 * error. Asked is about whoever acts unless an assessor is named. */

/* Has store_set_award() been called? */
bool store_needs_award(Store *store, GError **error);
/* store.c: secretariat, supervisor and committee see what others gave; the secretariat alone does what `doing` names. */
bool store_sees_all(const Store *store);
bool store_needs_secretariat(Store *store, const char *doing, GError **error);

/* store_write.c: is the stage there, and open, or at `most` closed or sealed? store_rule.c: is any stage not sealed yet? */
bool stage_needs(Store *store, uint16_t stage, StageState most, GError **error);
bool store_needs_unsealed(Store *store, GError **error);
/* store_withdraw.c: refuses what is done about an applicant that has withdrawn. */
bool store_needs_taking_part(Store *store, uint32_t applicant, GError **error);

/* store_people.c: the cycle's applicants and assessors, or as much of them as a ranking asks (Cycle.whole). */
bool people_of_cycle(Store *store, Cycle *cycle, GError **error);
/* store_presences.c: who left, or came back, after a stage was sealed (Cycle.presences). */
bool presences_load(Store *store, Cycle *cycle, GError **error);

/* store_rule.c: is that assessor recused from the applicant? */
int store_is_recused(Store *store, uint32_t applicant, int64_t assessor, GError **error);
/* store_release.c: is the scorebook's assessor released from it? As the event "release" says what became of a place: a state
 * and, where somebody took it, who: "released to E9". Caller frees. */
int store_is_released(Store *store, int64_t book, GError **error);
char *release_words(const char *state, const char *successor);
#define ASSIGNED "assigned"
#define RELEASED "released"
/* store_books.c: is that scorebook assigned? Is it there and submitted? 1, 0, -1 error. */
int book_is_assigned(Store *store, int64_t id, GError **error);
int book_is_submitted(Store *store, int64_t id, GError **error);
/* store_books.c: an assessor of this panel to whom it is open: assigned, not recused, declared; who sees what others gave in
 * it; who leads it, by role, assignment or as a deputy to whom the lead has passed, with the own scorebook submitted. */
int store_is_member(Store *store, uint16_t stage, uint32_t applicant, GError **error);
int store_sees_panel(Store *store, uint16_t stage, uint32_t applicant, GError **error);
bool store_needs_panel(Store *store, uint16_t stage, uint32_t applicant, GError **error);
int store_leads_panel(Store *store, uint16_t stage, uint32_t applicant, GError **error);
/* store_agreed.c: may a consensus begin, since every scorebook of the panel is submitted or the stage is closed? `id` is the
 * applicant's. */
bool store_panel_is_ready(Store *store, uint16_t stage, uint32_t applicant, const char *id, GError **error);

/* store_lead.c: as store_panel_lead() of anybody, and the deputy alone with whether the lead has passed to them. Is any deputy
 * named at all? Else nobody needs to look. */
bool panel_lead(Store *store, uint16_t stage, uint32_t applicant, PanelLead *ret_lead, GError **error);
int deputy_leads(Store *store, uint16_t stage, uint32_t applicant, int64_t *ret_deputy, GError **error);
int any_deputy(Store *store, GError **error);
/* store_name_deputy() inside a write transaction. */
bool lead_name_deputy(Store *store, uint16_t stage, uint32_t applicant, int64_t deputy, const char *reason,
                      GError **error);
#define NO_DEPUTY "no-deputy" /* in an event, where another would name one */

/* store_declare.c: must they declare first? And what did an assessor declare of the applicant; false with error. */
int store_is_asked(Store *store, uint16_t stage, uint32_t applicant, GError **error);
bool store_needs_declaration(Store *store, uint16_t stage, uint32_t applicant, GError **error);
bool store_declared(Store *store, uint32_t applicant, uint32_t assessor, Declared *ret_declared, GError **error);

/* store_panels.c: the panels before the stage, whoever acts: for what is decided and not told (store_outs.c). */
PanelSource panels_before(StorePanels *panels);

/* -- what an assessor changes ------------------------- */

/* store_books.c: a scorebook row as it stands; blank with version 0 when there is none. */
typedef struct BookRow {
  int64_t id, version, origin, event;
  ScorebookState state;
  size_t n;
  Mark *marks;
} BookRow;
bool book_load(Store *store, int64_t id, size_t n_cells, BookRow *ret_book, GError **error);
void book_row_clear(BookRow *book);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(BookRow, book_row_clear)
/* store_led.c: fills in, of, agreed where the acting person leads the panel and does not oversee all. */
bool owed_tell_leader(Store *store, Owed *owed, GError **error);
/* store_copy.c: the reason of the last return of a scorebook that is a draft (caller frees); untouched: it was never returned. */
bool book_returned(Store *store, int64_t id, char **ret_reason, GError **error);
/* May whoever acts know why? Their own scorebook's, unless recused there or still to declare; all that oversee of any. 1, 0, -1
 * error. */
int return_may_know(Store *store, uint16_t stage, uint32_t applicant, bool own, GError **error);
/* The numbers (int64_t) of all scorebooks that were ever given back: those of them that are drafts still are. Caller unrefs. */
GHashTable *books_returned(Store *store, GError **error);

/* store_write.c: begins a change by whoever acts, and ends it: committed when good, else undone with the assessor number as before. */
bool write_begin(Store *store, GError **error);
bool write_finish(Store *store, bool good, int64_t assessor_before, GError **error);
/* The scorebook the acting person would write, blank before the first mark; refuses who may not. */
bool book_to_write(Store *store, uint16_t stage, uint32_t applicant, const char **ret_class, char **ret_id,
                   BookRow *ret_book, GError **error);
bool book_save(Store *store, uint16_t stage, uint32_t applicant, const BookRow *book, GError **error);
/* An applicant gets its row as an assessor with its first act. */
bool actor_becomes_assessor(Store *store, GError **error);
/* Whether the criteria allow so much that does not apply as these marks say (marks_left_out()), of which `cell` is the last. */
bool store_may_leave_out(const Criteria *criteria, const Mark *marks, size_t cell, GError **error);
/* Whether the mark in that cell goes with the scorebook's others: the share that does not apply, the ends of a range. */
bool mark_fits(const Stage *stage, const Criteria *criteria, const Mark *marks, size_t cell, GError **error);

/* store_comment.c: a comment's row. */
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

/* store_factor.c: numbers of key factors, as "3 7" or "F7,F3", each checked to be one that the acting person sees of the applicant: "3 7".
 * Caller frees. */
char *factors_cited(Store *store, uint32_t applicant, const char *list, GError **error);
/* Can that be a row of `agreed`, of a panel that marks so many cells? */
static inline bool agreed_is_possible(int64_t cell, int64_t mark, size_t n_cells) {
  return cell >= 0 && (uint64_t)cell < n_cells && mark >= MARK_NOT_APPLICABLE && mark <= INT16_MAX;
}
/* store_agreed.c: "CODE: WORDS", the reason of an event "agree". Caller frees. */
char *agreed_reason(const char *code, const char *words);

/* -- what the secretariat changes: store_rule.c ------------------------------------------------------- */

/* store_begin() for who may: the secretariat. */
bool rule_begin(Store *store, const char *doing, GError **error);
bool needs_reason(const char *doing, const char *reason, GError **error);
/* A recusal and its event, inside a write transaction. */
bool recusal_save(Store *store, uint32_t applicant, uint32_t assessor, const char *reason, GError **error);

const char *stage_state_name(StageState state); /* store_stage.c: "open", "closed", "sealed" */

/* -- events: journal.c -------------------------------------------------------------------------------- */

typedef struct EventDraft { /* NULL is "" */
  const char *kind, *stage, *applicant, *assessor, *item, *before, *after, *reason;
} EventDraft;

/* The number the next event will have, inside a write transaction; -1 with error. */
int64_t event_next(Store *store, GError **error);
/* Appends the event, chained, with the actor and the clock's time. Inside a write transaction. */
bool event_append(Store *store, const EventDraft *draft, GError **error);

/* journal_seal.c: what a seal says (journal.h), in hex: of the totals of one stage, which needs the award and a role that sees
 * all; of the ranking now, "" when the criteria have no total. */
bool stage_digest(Store *store, const Cycle *cycle, uint16_t stage, char ret_hex[65], GError **error);
bool ranking_digest_now(Store *store, const Cycle *cycle, char ret_hex[65], GError **error);

/* store_create.c: what the event "init" says: title, packs with their hashes, overrides, a line each. Caller frees. */
char *init_text(Store *store);
/* And the cells of every criteria of the award at every stage, in the order of the table `cell`. */
typedef struct CellRow {
  const char *class_id, *item;
  uint16_t stage;
  size_t position;
  int16_t unit;
} CellRow;
GArray *award_cells(const Award *award);

#endif
