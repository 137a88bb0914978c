/* csv.h: a streaming CSV reader (RFC 4180) that knows line numbers and encodings.
 *
 * Limits: CSV_MAX_FIELD bytes a field, CSV_MAX_COLUMNS columns; beyond is an error with its line. */
#ifndef ACCOLADE_CSV_H
#define ACCOLADE_CSV_H

#include "criteria/threads.h"

#include <stdint.h>

enum { CSV_MAX_FIELD = 1 << 20, CSV_MAX_COLUMNS = 1024 };

/* CSV_AUTO: GB18030 where the text is not UTF-8. */
typedef enum CsvEncoding { CSV_AUTO, CSV_UTF8, CSV_GB18030 } CsvEncoding;

typedef struct Csv Csv;
#define CSV_ERROR (csv_error_quark())
GQuark csv_error_quark(void);
typedef enum CsvError { CSV_ERROR_READ, CSV_ERROR_CONTENT } CsvError; /* both read FILE: or FILE:LINE: ... */

/* Opens and finds encoding and delimiter out; the file must have a line. Where the first block is not plain ASCII, the whole
 * file is read once for it. The telling hears how far that is, and has the rest of it filled in; NULL: nobody wants to know. */
Csv *csv_open(const char *path, CsvEncoding encoding, Telling *telling, GError **error);
/* The next record: its fields, NUL-terminated UTF-8, valid until the next call. Blank lines, also
 * those of nothing but delimiters, are skipped. 1 record, 0 end, -1 error: then there is no more to read. */
int csv_next(Csv *csv, char ***ret_fields, size_t *ret_n, GError **error);
/* The first n fields of the last record as they stood in the file, a delimiter behind each; returns how many bytes, 0 when
 * there is no room for them, or when they were quoted and cannot be compared byte by byte. */
size_t csv_prefix(const Csv *csv, size_t n, char *ret_bytes, size_t room);
/* What follows the last record, as far as it is in memory: for a caller that knows what the next line ought to be. */
const char *csv_ahead(const Csv *csv, size_t *ret_n);
/* The next n bytes are so many whole lines, their ends included, and done with. */
void csv_skip_lines(Csv *csv, size_t n, int64_t lines);
double csv_share(const Csv *csv);     /* how much of the file has been read, 0 to 1 */
int64_t csv_line(const Csv *csv);     /* the line the last record began on, from 1 */
bool csv_was_gb18030(const Csv *csv); /* as far as it has been read */
void csv_close(Csv *csv);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Csv, csv_close)

#endif
