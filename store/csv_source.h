/* csv_source.h: the bytes of a CSV file as UTF-8, whatever they were. For csv.c only.
 *
 * Plain ASCII is the same in every encoding, so it is handed out as it comes. At the first block that is more, all the rest is
 * read once to learn what it is: UTF-16 and files with zero bytes are refused, text that is not UTF-8 is taken for GB18030
 * when the encoding is left open, unless a byte order mark says that it is UTF-8. What cannot be read twice (a pipe) is copied
 * to an unnamed temporary file first. */
#ifndef ACCOLADE_CSV_SOURCE_H
#define ACCOLADE_CSV_SOURCE_H

#include "store/csv.h"

enum { CSV_SOURCE_BLOCK = 1 << 16 };

typedef struct CsvSource {
  char *path;
  int fd;
  int64_t size;         /* of the file */
  CsvEncoding encoding; /* as wanted; UTF-8 behind a byte order mark */
  Telling *telling;     /* of the reading of the rest; NULL: nobody listens */
  int64_t plain;        /* so many bytes of plain ASCII were handed out before it was known what this is */
  bool is_known;
  bool gb18030;
  GIConv converter; /* gb18030 only */
  char *raw;        /* bytes read and not yet converted */
  size_t raw_n;
  int64_t raw_begin; /* where raw begins in the file */
} CsvSource;

bool csv_source_open(CsvSource *source, const char *path, CsvEncoding encoding, GError **error);
/* Up to `room` (at least 16) bytes of UTF-8; 0 at the end, -1 on error. */
ssize_t csv_source_read(CsvSource *source, char *to, size_t room, GError **error);
void csv_source_close(CsvSource *source);

/* Line ends in n bytes: LF, CRLF and CR each count one. */
int64_t csv_line_ends(const char *bytes, size_t n);

#endif
