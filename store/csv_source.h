/* csv_source.h: the bytes of a CSV file as UTF-8, whatever they were. For csv.c only.
 *
 * Opening reads the whole file once to learn what it is: UTF-16 and files with zero bytes are refused, text that
 * is not UTF-8 is taken for GB18030 when the encoding is left open. What cannot be read twice (a pipe) is
 * copied to an unnamed temporary file first. */
#ifndef ACCOLADE_CSV_SOURCE_H
#define ACCOLADE_CSV_SOURCE_H

#include "store/csv.h"

enum { CSV_SOURCE_BLOCK = 1 << 16 };

typedef struct CsvSource {
  char *path;
  int fd;
  int64_t size; /* of the file */
  bool gb18030;
  GIConv converter; /* gb18030 only */
  char *raw;        /* bytes read and not yet converted */
  size_t raw_n;
  int64_t raw_begin; /* where raw begins in the file */
} CsvSource;

bool csv_source_open(CsvSource *source, const char *path, CsvEncoding encoding, Telling *telling, GError **error);
/* Up to `room` (at least 16) bytes of UTF-8; 0 at the end, -1 on error. */
ssize_t csv_source_read(CsvSource *source, char *to, size_t room, GError **error);
void csv_source_close(CsvSource *source);

/* Line ends in n bytes: LF, CRLF and CR each count one. */
int64_t csv_line_ends(const char *bytes, size_t n);

#endif
