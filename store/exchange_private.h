/* exchange_private.h: what the files of an import share. Only exchange*.c include it.
 *
 * An import reads every file to its end and notes each fault; it writes as long as there is none. Functions that
 * return bool fail only for what ends the import at once (permission, a broken database); what is wrong
 * with a line is a fault, and the line is then left out. */
#ifndef ACCOLADE_EXCHANGE_PRIVATE_H
#define ACCOLADE_EXCHANGE_PRIVATE_H

#include "criteria/near.h"
#include "store/exchange.h"
#include "store/store_bulk.h"

/* -- one file as a table: exchange_table.c ------------------------------------------------------ */

enum { TABLE_MOST_COLUMNS = 10, ID_MOST_BYTES = 64 };

enum { COLUMN_NEEDED = 1, COLUMN_LINES = 2 }; /* lines: a text that may have several lines */

typedef struct Column {
  const char *name, *chinese; /* chinese: several, split by "|", the first being the one we name */
  int is;
} Column;

typedef struct Table {
  Csv *csv;
  const char *path;
  const Column *columns;
  size_t n_columns;
  int place[TABLE_MOST_COLUMNS]; /* of each column in the file, -1: not there */
  size_t width;                  /* columns the header names */
  bool gb18030_told;
  char **fields; /* of the row read last */
  int64_t line;
} Table;

typedef struct Person { /* an applicant or an assessor, in the record or in the files read so far */
  const char *id;
  uint32_t no;
  Role role;                /* ROLE_APPLICANT: an applicant, or one that assesses itself */
  const Criteria *criteria; /* applicants only */
  bool withdrawn;           /* likewise */
  /* Where names are compared: of an applicant the first of the same name, of an assessor the first by whose name their
   * employer begins; NULL: none. */
  const struct Person *alike;
  bool shares_name; /* another has the name under which this one is kept */
  const char *path; /* where it was read, NULL: it was in the record before */
  int64_t line;
} Person;

typedef struct Scores Scores;
typedef struct Ahead Ahead;

/* A file being opened, which means being read once to find its encoding, while something else is done, of which nothing is told
 * meanwhile. */
typedef struct Opening {
  const char *path; /* NULL: none */
  CsvEncoding encoding;
  Telling telling;
  Thread *thread;
  Csv *csv;
  GError *error;
} Opening;
void opening_begin(Opening *opening, const Store *store, const char *path, CsvEncoding encoding);
void opening_clear(Opening *opening);

typedef struct Import {
  Store *store;
  Store *reads; /* who is asked what the record holds: the store, or a connection beside it while that writes */
  ImportResult *result;
  int64_t n_faults, n_warnings; /* also those beyond the most that are listed */
  size_t n_tried;               /* known words that were compared with wrong ones */
  bool dry_run;
  bool bulk_open;
  Bulk bulk;
  int stage; /* -1: not given */
  CsvEncoding encoding;
  Opening opening; /* the first file, while people are loaded */
  Table table;
  GHashTable *applicants, *assessors; /* id -> Person */
  GHashTable *names;                  /* name -> Person, the first applicant of that name; NULL: not for scores */
  GHashTable *called;                 /* likewise of assessors; NULL: not for applicants and scores */
  GHashTable *pairs;                  /* of int64: who is recused from whom, PAIR() */
  GHashTable *released;               /* of int64: book_id() of scorebooks whose assessor is released from them */
  GHashTable *assigned;               /* of int64: book_id() of assignments; assignments only */
  GHashTable *led;                    /* of int64: book_id() with assessor 0; assignments only */
  BulkAssignment waiting[BULK_ROWS];  /* to be written */
  size_t n_waiting;
  uint32_t n_new;                                               /* numbers for people who are not written */
  bool stage_assigned[256], stage_marked[256], stage_open[256]; /* stage_open: looked up and found so */
  Scores *scores;
} Import;

/* Opens the file and finds its columns; false when a fault says why not. */
bool table_open(Import *import, const char *path, const Column *columns, size_t n_columns);
/* The next row; false at the end, also when a fault ended it. Rows of a wrong width are faults and left out. */
bool table_next(Import *import);
void table_close(Import *import);
/* A field of the row: as it is, or without spaces around it; "" when the file has no such column. */
const char *table_raw(Import *import, int column);
const char *table_get(Import *import, int column);

/* -- faults: exchange.c ------------------------------------------------------------------------------ */

void import_fault(Import *import, const char *format, ...) G_GNUC_PRINTF(2, 3); /* FILE:LINE: is put before it */
void import_warn(Import *import, const char *format, ...) G_GNUC_PRINTF(2, 3);  /* likewise */
void import_fault_at(Import *import, const char *place, const char *what);
/* Is it worth the time to make a fault's text a good one? */
bool import_lists(const Import *import);
/* And to look among so many known words for the one that was meant? */
bool import_may_guess(Import *import, size_t known);
/* Shall rows be written? Not in a dry run, nor after a fault. */
bool import_writes(const Import *import);
/* Refuses a stage that is not open. */
bool import_stage_is_open(Import *import, uint16_t stage, GError **error);
/* The row's stage: --stage, the stage column, or the only one there is; false with a fault. */
bool import_stage(Import *import, int column, uint16_t *ret_stage);

/* -- what is in the record: exchange_load.c --------------------------------------------------------- */

bool people_load(Import *import, GError **error);
/* Notes somebody read from a file; the number is not one of the record's before the row is written. */
Person *people_add(Import *import, GHashTable *people, const char *id);

/* -- people: exchange_people.c -------------------------------------------------------------------------- */

enum { APPLICANT_COLUMNS = 8, ASSESSOR_COLUMNS = 5, ASSIGNMENT_COLUMNS = 4, SCORE_COLUMNS = 10 };
extern const Column applicant_columns[APPLICANT_COLUMNS], assessor_columns[ASSESSOR_COLUMNS];
extern const Column assignment_columns[ASSIGNMENT_COLUMNS], score_columns[SCORE_COLUMNS];

static inline int64_t pair_key(uint32_t applicant, uint32_t assessor) { return book_id(0, applicant, assessor); }
static inline gpointer key_pointer(int64_t key) { return GSIZE_TO_POINTER((gsize)key + 1); }

bool applicant_row(Import *import, GError **error);
bool assessor_row(Import *import, GError **error);
/* A field without spaces around it and without control characters, or a fault that names the column. */
bool text_of_row(Import *import, int column, const char **ret_text);

/* exchange_names.c: the name of an applicant or assessor in the record, and of one read from the row, with a warning where another
 * of their kind has it. */
void name_note(Import *import, Person *person, const char *name);
void name_note_assessor(Import *import, Person *person, const char *name);
void name_compare(Import *import, Person *person, const char *name);
void name_compare_assessor(Import *import, Person *person, const char *name);
/* A name stands where an id should: whose it is, "; " before it; NULL: nobody's. Caller frees. */
char *name_hint(GHashTable *names, const char *name);
/* That an id is in the record already, and what to do about the row, whose name is in that column. */
void name_fault_known(Import *import, const char *id, bool assessor, const char *name);
/* Which applicant in the record an assessor seems to work for; and a warning when they are assigned to it. */
void name_employer(Import *import, Person *assessor, const char *employer);
void name_ask(Import *import, const Person *applicant, const Person *assessor);

/* Headers of the two columns that name people in assignments and scores. */
#define PAIR_APPLICANT_ZH "编号|申报编号|申报组织|申报单位"
#define PAIR_ASSESSOR_ZH "评审员|评审员编号|评审专家|专家"

/* -- who assesses whom: exchange_assign.c -------------------------------------------------------------- */

/* The row's applicant and assessor: 1, or 0 with a fault, -1 with an error. An applicant may be its own assessor and
 * is then made one. In: the ones of the row before (NULL: none), since most rows repeat them. */
int pair_of_row(Import *import, const Person *pair[2], GError **error);
bool assignment_row(Import *import, GError **error);
/* Writes the assignments that wait. */
bool assignments_write(Import *import, GError **error);

/* -- scores: exchange_scores.c, exchange_grid.c, exchange_books.c -------------------------------------------- */

enum { S_APPLICANT, S_ASSESSOR, S_STAGE, S_ITEM, S_MARK, S_STATE, S_REASON, S_STRENGTH, S_OFI, S_EVIDENCE };

#define READING 0.6 /* of the time an import of scores takes; the rest is writing */

enum { PLAIN_MARKS = INT16_MAX / 100 + 1 };

/* What a scorebook of one stage and criteria looks like. */
typedef struct Grid {
  uint16_t stage;
  const Criteria *criteria;
  size_t n;
  const char **codes;
  size_t *code_lengths;
  struct {
    uint64_t word, mask; /* of the bytes of its code and a comma, where all codes are that short (has_heads) */
  } * heads;
  bool has_heads;
  const Scale **scales;
  bool (*plain)[PLAIN_MARKS]; /* per cell: is this whole number a mark on its scale? */
  GHashTable *cells;          /* code -> number + 1 */
  bool ranged;                /* some rubric takes two ends of a range */
} Grid;

/* That of the stage and criteria, made when it is first asked for; the import's. */
const Grid *grid_for(Import *import, uint16_t stage, const Criteria *criteria);
void grid_free(Grid *grid);
/* How many bytes of the text's beginning are a whole number that is a mark, as nearly all are; 0: none. What follows is not
 * looked at. */
static inline size_t plain_mark(const char *text, const bool plain[PLAIN_MARKS], Mark *ret_mark) {
  int value = 0;
  size_t n = 0;
  for (; g_ascii_isdigit(text[n]) && n < 3; n++) value = value * 10 + (text[n] - '0');
  if (n == 0 || value >= PLAIN_MARKS || !plain[value]) return 0;
  *ret_mark = (Mark)(value * 100);
  return n;
}

enum { MARK_UNSET = INT16_MIN };

typedef struct Book { /* a scorebook being put together */
  int64_t id;
  const Person *applicant, *assessor;
  const Grid *grid;
  bool assigned; /* in the record */
  bool refused;  /* a fault was noted for all of it */
  Mark marks[];
} Book;

typedef struct Passed { /* scorebooks that are done with */
  const char *path;     /* the file they were in */
  bool closed;          /* which has been read to its end */
  GArray *ids;          /* int64_t, rising */
} Passed;

/* About 100 bytes each while they are open, 200 MB at the most, and 8 from then on. With the people and what SQLite keeps, a
 * million applicants with seven scorebooks each take 0.55 GB. */
enum { MOST_OPEN_BOOKS = 1 << 21 };

typedef struct Prefix {
  size_t n; /* 0: none */
  char text[120];
} Prefix;

struct Scores {
  GPtrArray *grids;
  size_t most_open;              /* so many scorebooks are kept before they are written */
  GPtrArray *blocks;             /* the memory of those that are open */
  size_t block_used;             /* bytes of the last one */
  GPtrArray *open;               /* Book, in the order of their first rows */
  size_t written;                /* so many of them were handed to be written ahead */
  Ahead *ahead;                  /* NULL: none are being written */
  bool never_ahead;              /* nor will be */
  GHashTable *index;             /* id -> Book, of the open ones; NULL: all came in the record's order so far */
  int64_t panel_now, panel_most; /* ids without the assessor: of the last one begun, the highest of all */
  guint panel_first;             /* where in open the panel of the last one begins, while there is no index */
  GPtrArray *passed;             /* Passed */
  const Person *pair[2];
  Book *book; /* of the row before */
  size_t cell;
  Prefix prefix;             /* what the next row begins with as long as it is of the same scorebook */
  int64_t panel;             /* whose assignments are at hand: a book's id without the assessor; -1: nobody's */
  GArray *panel_books;       /* int64_t, rising: ids of its assignments */
  sqlite3_stmt *assignments; /* a walk through those behind; assigned: the one it is at */
  int has_assigned;
  int64_t assigned;
  int64_t implied[256]; /* assignments made from scores, per stage */
};

/* most_open 0: as a rule. */
Scores *scores_new(size_t most_open);
void scores_free(Scores *scores);
/* The scorebook a row belongs to, checked when it is the first of it; NULL without a fault of its own when it was refused
 * before, for a fault is noted once per scorebook. */
bool scores_book(Import *import, uint16_t stage, const Person *const pair[2], Book **ret_book, GError **error);
bool score_row(Import *import, GError **error);
/* exchange_go_on.c: takes the rows that follow as long as each has one of the next items and a plain mark of this scorebook. */
void scores_go_on(Import *import, Book *book);
/* -- scorebooks written: exchange_write.c ----------------------------------------------------------------- */

/* Writes the open scorebooks, in key order. */
bool scores_write(Import *import, GError **error);
/* Likewise at the end of a file. */
bool scores_finish(Import *import, GError **error);
/* Sorts by id what is nearly so. */
void books_sort(Book **books, size_t n);
/* Writes scorebooks that are assigned, in key order, and counts their panels. */
bool books_write(Import *import, Book *const *books, size_t n, GError **error);
void passed_free(Passed *passed);

/* -- scorebooks written while others are read: exchange_ahead.c --------------------------------------------- */

/* Before a new panel begins: those that are whole may be written. */
bool ahead_offer(Import *import, GError **error);
/* Before the import's own connection is used, at the end of the open scorebooks: what was offered is written. */
bool ahead_end(Import *import, GError **error);
/* Before it is used in between, or a row comes for a panel that has passed by: nothing was written, nor will be. */
bool ahead_undo(Import *import, GError **error);
/* Before the transaction is rolled back: no thread is at work any more. The error it met, NULL: none. Caller frees. */
GError *ahead_stop(Import *import);

#endif
