/* csv.c: splits a stream of UTF-8 into records. A record is first scanned without a change to the buffer, eight
 * bytes at a time; only when it is complete are its fields ended in place, so that running out of
 * bytes in the middle means no more than reading on and scanning it again. */
#include "store/csv.h"

#include "store/csv_source.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#define ONES UINT64_C(0x0101010101010101)
#define HIGHS UINT64_C(0x8080808080808080)
enum { BLOCK = 1 << 18, MAX_RECORD = 1 << 25, PAD = 16 };

typedef struct Cell {
  size_t start, end; /* in the buffer; without the quotes */
  bool escaped;      /* has doubled quotes */
} Cell;

struct Csv {
  CsvSource source;
  char *buf; /* [pos, end) is not read yet; a line end and PAD bytes follow */
  size_t size, pos, end;
  bool at_end;
  char delimiter;
  uint64_t delimiters; /* eight of them */
  int64_t line, next_line;
  size_t n, start; /* of the last record: fields, and where it began */
  Cell cells[CSV_MAX_COLUMNS];
  char *fields[CSV_MAX_COLUMNS];
};

typedef enum Scan { SCAN_RECORD, SCAN_MORE, SCAN_ERROR } Scan;

static bool fill(Csv *csv, GError **error) {
  size_t kept = csv->end - csv->pos;
  memmove(csv->buf, csv->buf + csv->pos, kept);
  csv->pos = 0;
  csv->end = kept;
  if (kept > csv->size / 2) csv->buf = g_realloc(csv->buf, (csv->size *= 2) + PAD);
  ssize_t got = csv_source_read(&csv->source, csv->buf + kept, csv->size - kept, error);
  if (got < 0) return false;
  csv->at_end = got == 0;
  csv->end += (size_t)got;
  csv->buf[csv->end] = '\n';
  memset(csv->buf + csv->end + 1, 0, PAD - 1);
  return true;
}

static void set_delimiter(Csv *csv, char delimiter) {
  csv->delimiter = delimiter;
  csv->delimiters = ONES * (uint8_t)delimiter;
}

static void find_delimiter(Csv *csv) {
  static const char candidates[] = {',', ';', '\t'};
  size_t counts[G_N_ELEMENTS(candidates)] = {0}, best = 0, i = csv->pos;
  bool quoted = false;
  while (i < csv->end && strchr("\r\n", csv->buf[i])) i++;
  for (; i < csv->end && (quoted || !strchr("\r\n", csv->buf[i])); i++) {
    quoted ^= csv->buf[i] == '"';
    for (size_t c = 0; c < G_N_ELEMENTS(candidates) && !quoted; c++) counts[c] += csv->buf[i] == candidates[c];
  }
  for (size_t c = 1; c < G_N_ELEMENTS(candidates); c++)
    if (counts[c] > counts[best]) best = c;
  set_delimiter(csv, candidates[best]);
}

/* Opens a file; a failure names it. */
Csv *csv_open(const char *path, CsvEncoding encoding, Telling *telling, GError **error) {
  g_autoptr(Csv) csv = g_new0(Csv, 1);
  csv->source.fd = -1;
  csv->size = BLOCK;
  csv->buf = g_malloc(csv->size + PAD);
  csv->line = csv->next_line = 1;
  if (!csv_source_open(&csv->source, path, encoding, error)) return NULL;
  csv->source.telling = telling;
  if (!fill(csv, error)) return NULL;
  csv->source.telling = NULL;
  if (csv->end >= 3 && memcmp(csv->buf, "\xEF\xBB\xBF", 3) == 0) csv->pos = 3;
  find_delimiter(csv);
  return g_steal_pointer(&csv);
}

static Scan fail(const Csv *csv, int64_t line, const char *what, GError **error) {
  g_set_error(error, CSV_ERROR, CSV_ERROR_CONTENT, "%s:%" G_GINT64_FORMAT ": %s", csv->source.path, line, what);
  return SCAN_ERROR;
}

static inline uint64_t zeros(uint64_t word) { return (word - ONES) & ~word & HIGHS; }

/* The next delimiter or line end: there is always the one behind the buffer's end. */
static inline size_t plain_end(const Csv *csv, size_t p) {
  for (;; p += 8) {
    uint64_t word;
    memcpy(&word, csv->buf + p, 8);
    word = GUINT64_FROM_LE(word);
    uint64_t hits = zeros(word ^ csv->delimiters) | zeros(word ^ (ONES * '\n')) | zeros(word ^ (ONES * '\r'));
    if (hits) return p + (size_t)__builtin_ctzll(hits) / 8;
  }
}

static Scan open_quote(const Csv *csv, size_t start, int64_t line, GError **error) {
  if (csv->end - start > CSV_MAX_FIELD)
    return fail(csv, line, _("the field whose quote opens here is longer than 1 MiB; close the quote"), error);
  if (!csv->at_end) return SCAN_MORE;
  return fail(csv, line, _("the quote that opens here is never closed; close it, or double a quote that is text"),
              error);
}

/* From the opening quote at *p to behind the closing one. */
static Scan scan_quoted(const Csv *csv, Cell *cell, size_t *p, int64_t *line, GError **error) {
  size_t at = *p + 1;
  *cell = (Cell){.start = at};
  for (;;) {
    const char *quote = memchr(csv->buf + at, '"', csv->end - at);
    if (!quote) return open_quote(csv, *p, *line, error);
    at = (size_t)(quote - csv->buf) + 1;
    if (at == csv->end && !csv->at_end) return SCAN_MORE;
    if (at == csv->end || *(quote + 1) != '"') break;
    cell->escaped = true;
    at++;
  }
  cell->end = at - 1;
  char next = csv->buf[at];
  if (next != csv->delimiter && next != '\n' && next != '\r')
    return fail(csv, *line, _("text follows a closing quote; double a quote that is text"), error);
  *line += csv_line_ends(csv->buf + cell->start, cell->end - cell->start);
  *p = at;
  return SCAN_RECORD;
}

/* Past the line end at p: more is needed when it may be half of CRLF. */
static Scan scan_line_end(Csv *csv, size_t p) {
  if (p >= csv->end || (csv->buf[p] == '\r' && p + 1 == csv->end)) {
    if (!csv->at_end) return SCAN_MORE;
    csv->pos = csv->end;
    return SCAN_RECORD;
  }
  csv->pos = p + (csv->buf[p] == '\r' && csv->buf[p + 1] == '\n' ? 2 : 1);
  return SCAN_RECORD;
}

static Scan scan_record(Csv *csv, GError **error) {
  size_t p = csv->start = csv->pos;
  int64_t line = csv->next_line;
  for (csv->n = 0;; p++) {
    if (csv->n == CSV_MAX_COLUMNS) return fail(csv, line, _("more than 1024 columns; is this the right file?"), error);
    Cell *cell = &csv->cells[csv->n++];
    if (csv->buf[p] == '"') {
      Scan scan = scan_quoted(csv, cell, &p, &line, error);
      if (scan != SCAN_RECORD) return scan;
    } else {
      cell->start = p;
      cell->end = p = plain_end(csv, p);
      cell->escaped = false;
    }
    if (cell->end - cell->start > CSV_MAX_FIELD)
      return fail(csv, line, _("a field is longer than 1 MiB; shorten it"), error);
    if (csv->buf[p] != csv->delimiter) break;
  }
  Scan scan = scan_line_end(csv, p);
  if (scan != SCAN_RECORD) return scan;
  csv->line = csv->next_line;
  csv->next_line = line + 1;
  return SCAN_RECORD;
}

static void undouble_quotes(char *text, size_t n) {
  char *to = text;
  for (size_t i = 0; i < n; i++) {
    *to++ = text[i];
    if (text[i] == '"') i++;
  }
  *to = '\0';
}

/* Ends the fields in place; false for a blank line. */
static bool finish(Csv *csv) {
  bool blank = true;
  for (size_t i = 0; i < csv->n; i++) {
    const Cell *cell = &csv->cells[i];
    csv->fields[i] = csv->buf + cell->start;
    csv->buf[cell->end] = '\0';
    if (cell->escaped) undouble_quotes(csv->fields[i], cell->end - cell->start);
    blank &= cell->end == cell->start;
  }
  return !blank;
}

int csv_next(Csv *csv, char ***ret_fields, size_t *ret_n, GError **error) {
  for (;;) {
    if (csv->pos == csv->end) {
      if (!csv->at_end && !fill(csv, error)) return -1;
      if (csv->pos == csv->end) return 0;
    }
    Scan scan = scan_record(csv, error);
    if (scan == SCAN_MORE && csv->end - csv->pos > MAX_RECORD)
      scan = fail(csv, csv->next_line, _("the line is longer than 32 MiB; shorten it"), error);
    if (scan == SCAN_ERROR || (scan == SCAN_MORE && !fill(csv, error))) return -1;
    if (scan != SCAN_RECORD || !finish(csv)) continue;
    *ret_fields = csv->fields;
    *ret_n = csv->n;
    return 1;
  }
}

size_t csv_prefix(const Csv *csv, size_t n, char *ret_bytes, size_t room) {
  size_t used = 0;
  for (size_t i = 0; i < n && i < csv->n; i++) {
    size_t length = csv->cells[i].end - csv->cells[i].start;
    if (csv->cells[i].start != (i ? csv->cells[i - 1].end + 1 : csv->start) || used + length + 1 > room) return 0;
    memcpy(ret_bytes + used, csv->fields[i], length);
    ret_bytes[used + length] = csv->delimiter;
    used += length + 1;
  }
  return used;
}

const char *csv_ahead(const Csv *csv, size_t *ret_n) {
  *ret_n = csv->end - csv->pos;
  return csv->buf + csv->pos;
}

void csv_skip_lines(Csv *csv, size_t n, int64_t lines) {
  csv->pos += n;
  csv->next_line += lines;
  if (lines > 0) csv->line = csv->next_line - 1;
}

double csv_share(const Csv *csv) {
  int64_t at = lseek(csv->source.fd, 0, SEEK_CUR);
  return csv->source.size > 0 && at > 0 ? MIN(1.0, (double)at / (double)csv->source.size) : 0.0;
}

int64_t csv_line(const Csv *csv) { return csv->line; }

bool csv_was_gb18030(const Csv *csv) { return csv->source.gb18030; }

void csv_close(Csv *csv) {
  if (!csv) return;
  csv_source_close(&csv->source);
  g_free(csv->buf);
  g_free(csv);
}
