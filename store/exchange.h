/* exchange.h: CSV in, all or nothing, every bad line named; long-format CSV out.
 *
 * Reading: RFC 4180; UTF-8 with or without BOM, or GB18030 (tried when the text is not valid UTF-8);
 * comma, semicolon or tab, found out; header row in English or Chinese, columns in any order. Unknown
 * columns are warnings, missing ones errors. A file is read as a stream: memory does not grow with it. */
#ifndef ACCOLADE_EXCHANGE_H
#define ACCOLADE_EXCHANGE_H

#include "store/csv.h"
#include "store/store.h"

typedef enum ImportType { IMPORT_APPLICANTS, IMPORT_ASSESSORS, IMPORT_ASSIGNMENTS, IMPORT_SCORES } ImportType;

typedef struct ImportResult {
  int64_t rows;        /* data lines read */
  int64_t added;       /* applicants, assessors, assignments, or scorebooks */
  int64_t marks;       /* scores only: numbers among them */
  GPtrArray *warnings; /* of char *: FILE:LINE: ..., at most IMPORT_MOST_FAULTS, then one that counts the rest */
  GPtrArray *faults;   /* likewise */
} ImportResult;
/* Every one is to be named: so many only keep a file that is none of ours from filling the memory. */
enum { IMPORT_MOST_FAULTS = 100000 };

/* Imports the files in order in one transaction with one journal event each, or changes nothing: false with
 * STORE_ERROR_INPUT and the faults in ret_result. stage < 0: the only stage, or the file's stage column.
 * dry_run checks everything and changes nothing. */
bool exchange_import(Store *store, ImportType type, const char *const *files, int stage, CsvEncoding encoding,
                     bool dry_run, ImportResult *ret_result, GError **error);
void import_result_clear(ImportResult *result);

/* Takes the first `used` bytes of the piece it handed out before, and hands out an empty one of EXPORT_PIECE bytes, which may
 * be the same; NULL stops. At first `used` is 0. */
enum { EXPORT_PIECE = 1 << 18 };
typedef char *ExportNext(size_t used, void *user);
/* stage,applicant,assessor,item,mark,state with BOM and CRLF, by stage, applicant and assessor id (bytewise), item;
 * every cell of every scorebook, drafts too. The text is written into the pieces that `next` hands out. */
bool exchange_export_scores(Store *store, const Cycle *cycle, ExportNext *next, void *user, GError **error);

#endif
