/* csv_source.c: finds out what a file is and hands it out as UTF-8. Plain ASCII is told 256 bytes at a time; where it ends, a
 * survey of the rest decides. */
#include "store/csv_source.h"
#include "criteria/system.h"
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SURVEY_BLOCK = 1 << 18, PLAIN_RUN = 256 };

G_DEFINE_QUARK(accolade - csv - error - quark, csv_error)

typedef struct Survey {
  int64_t size;     /* of the file up to where it was read */
  int64_t not_utf8; /* offset of the first byte that is not, -1: all is */
  int64_t zero;     /* offset of the first zero byte, -1: none */
  uint8_t head[4];
} Survey;

static ssize_t read_full(int fd, char *to, size_t room) {
  size_t n = 0;
  while (n < room) {
    ssize_t got = read(fd, to + n, room - n);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return -1;
    if (got == 0) break;
    n += (size_t)got;
  }
  return (ssize_t)n;
}

static bool fail_read(const CsvSource *source, GError **error) {
  g_set_error(error, CSV_ERROR, CSV_ERROR_READ, _("%s: cannot be read: %s; check the name and its permissions"),
              system_name(source->path), system_words(errno));
  return false;
}

int64_t csv_line_ends(const char *bytes, size_t n) {
  int64_t lines = 0;
  for (size_t i = 0; i < n; i++) {
    lines += bytes[i] == '\n';
    lines += bytes[i] == '\r' && (i + 1 == n || bytes[i + 1] != '\n');
  }
  return lines;
}

static int64_t line_at(const CsvSource *source, int64_t offset) {
  g_autofree char *block = g_malloc(SURVEY_BLOCK);
  int64_t line = 1;
  bool after_return = false;
  if (lseek(source->fd, 0, SEEK_SET) != 0) return 0;
  while (offset > 0) {
    ssize_t n = read_full(source->fd, block, (size_t)MIN(offset, SURVEY_BLOCK));
    if (n <= 0) break;
    line += csv_line_ends(block, (size_t)n) - (after_return && block[0] == '\n');
    after_return = block[n - 1] == '\r';
    offset -= n;
  }
  return line;
}

static size_t sequence_length(uint8_t lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

static bool sequence_is_valid(const uint8_t *s, size_t n) {
  static const struct {
    uint8_t lead, from, to;
  } narrow[] = {{0xE0, 0xA0, 0xBF}, {0xED, 0x80, 0x9F}, {0xF0, 0x90, 0xBF}, {0xF4, 0x80, 0x8F}};
  for (size_t i = 1; i < n; i++)
    if ((s[i] & 0xC0) != 0x80) return false;
  for (size_t i = 0; i < G_N_ELEMENTS(narrow); i++)
    if (s[0] == narrow[i].lead && (s[1] < narrow[i].from || s[1] > narrow[i].to)) return false;
  return true;
}

/* Are these plain ASCII without zero bytes? Written so that the compiler looks at many of them at once. */
static bool are_plain(const uint8_t *s) {
  int8_t least = INT8_MAX; /* bytes from 0x80 on are below zero */
  for (size_t i = 0; i < PLAIN_RUN; i++) least = MIN(least, (int8_t)s[i]);
  return least > 0;
}

static bool is_plain(const char *bytes, size_t n) {
  size_t i = 0;
  for (; n - i >= PLAIN_RUN; i += PLAIN_RUN)
    if (!are_plain((const uint8_t *)bytes + i)) return false;
  for (; i < n; i++)
    if ((int8_t)bytes[i] <= 0) return false;
  return true;
}

/* Length of the valid UTF-8 without zero bytes at the start of s. */
static size_t valid_prefix(const uint8_t *s, size_t n) {
  for (size_t i = 0, look = 0; i < n;) {
    if (i >= look && n - i >= PLAIN_RUN && are_plain(s + i)) {
      i += PLAIN_RUN;
      continue;
    }
    if (i >= look) look = i + PLAIN_RUN;
    size_t length = sequence_length(s[i]);
    if (length == 0 || s[i] == 0 || length > n - i || !sequence_is_valid(s + i, length)) return i;
    i += length;
  }
  return n;
}

static bool is_cut_off(const uint8_t *s, size_t n) {
  size_t length = sequence_length(s[0]);
  if (length <= n) return false;
  for (size_t i = 1; i < n; i++)
    if ((s[i] & 0xC0) != 0x80) return false;
  return true;
}

static void survey_block(Survey *survey, const char *block, size_t n, int64_t begin, bool last, size_t *ret_carry) {
  *ret_carry = 0;
  const char *zero = NULL;
  if (survey->not_utf8 < 0) {
    size_t valid = valid_prefix((const uint8_t *)block, n);
    if (valid == n) return;
    if (!last && n - valid < 4 && is_cut_off((const uint8_t *)block + valid, n - valid)) {
      *ret_carry = n - valid;
      return;
    }
    survey->not_utf8 = begin + (int64_t)valid;
  }
  zero = memchr(block, 0, n);
  if (zero && survey->zero < 0) survey->zero = begin + (zero - block);
}

/* From behind what was plain. */
static bool survey_rest(const CsvSource *source, Survey *survey, GError **error) {
  Telling *telling = source->telling;
  g_autofree char *block = g_malloc(SURVEY_BLOCK);
  size_t carry = 0;
  if (telling) telling->of = (size_t)MAX(source->size - source->plain, 1);
  *survey = (Survey){.size = source->plain, .not_utf8 = -1, .zero = -1};
  for (bool last = false; !last && survey->zero < 0;) {
    ssize_t got = read_full(source->fd, block + carry, SURVEY_BLOCK - carry);
    if (got < 0) return fail_read(source, error);
    size_t n = carry + (size_t)got;
    last = n < SURVEY_BLOCK;
    if (survey->size == 0) memcpy(survey->head, block, MIN(n, 4));
    survey_block(survey, block, n, survey->size - (int64_t)carry, last, &carry);
    if (carry) memmove(block, block + n - carry, carry);
    survey->size += got;
    if (telling) telling_add(telling, (size_t)got);
  }
  return true;
}

static bool looks_utf16(const Survey *survey) {
  const uint8_t *head = survey->head;
  return (head[0] == 0xFF && head[1] == 0xFE) || (head[0] == 0xFE && head[1] == 0xFF) ||
         (survey->size > 1 && survey->zero >= 0 && survey->zero < 2);
}

/* .xlsx is a ZIP archive, .xls a compound file. */
static bool looks_workbook(const Survey *survey) {
  static const uint8_t zip[] = {'P', 'K', 3, 4}, compound[] = {0xD0, 0xCF, 0x11, 0xE0};
  return survey->size > 4 && (memcmp(survey->head, zip, 4) == 0 || memcmp(survey->head, compound, 4) == 0);
}

static bool judge(CsvSource *source, const Survey *survey, GError **error) {
  if (looks_workbook(survey))
    g_set_error(error, CSV_ERROR, CSV_ERROR_CONTENT,
                _("%s:1: this is a spreadsheet workbook, not CSV text; open it and save it as “CSV UTF-8”"),
                source->path);
  else if (looks_utf16(survey))
    g_set_error(error, CSV_ERROR, CSV_ERROR_CONTENT,
                _("%s:1: this is UTF-16 text (“Unicode text”); save it again as “CSV UTF-8”"), source->path);
  else if (survey->zero >= 0)
    g_set_error(
        error, CSV_ERROR, CSV_ERROR_CONTENT,
        _("%s:%lld: byte %lld of the file is zero, so this is not CSV text; save the table again as “CSV UTF-8”"),
        source->path, (long long)line_at(source, survey->zero), (long long)survey->zero + 1);
  else if (survey->not_utf8 >= 0 && source->encoding == CSV_UTF8)
    g_set_error(error, CSV_ERROR, CSV_ERROR_CONTENT,
                _("%s:%lld: byte %lld of the file is not UTF-8; save it as UTF-8, or read it with --encoding gb18030"),
                source->path, (long long)line_at(source, survey->not_utf8), (long long)survey->not_utf8 + 1);
  else
    return true;
  return false;
}

static bool make_seekable(CsvSource *source, GError **error) {
  if (lseek(source->fd, 0, SEEK_CUR) >= 0) return true;
  g_autofree char *name = NULL;
  g_autofree char *block = g_malloc(SURVEY_BLOCK);
  int spool = g_file_open_tmp("accolade-XXXXXX", &name, error);
  if (spool < 0) return false;
  (void)g_unlink(name);
  int pipe_end = source->fd;
  source->fd = spool;
  ssize_t n;
  bool good = true;
  while ((n = read_full(pipe_end, block, SURVEY_BLOCK)) > 0 && good) good = write(spool, block, (size_t)n) == n;
  (void)close(pipe_end);
  if (n < 0 || !good || lseek(spool, 0, SEEK_SET) != 0) return fail_read(source, error);
  return true;
}

static bool start_converter(CsvSource *source, GError **error) {
  source->converter = g_iconv_open("UTF-8", "GB18030");
  if (source->converter == (GIConv)-1) { // NOLINT
    g_set_error(error, CSV_ERROR, CSV_ERROR_READ,
                _("%s: this system cannot read GB18030; save the file as UTF-8 and try again"), source->path);
    return false;
  }
  source->raw = g_malloc(CSV_SOURCE_BLOCK);
  return true;
}

bool csv_source_open(CsvSource *source, const char *path, CsvEncoding encoding, GError **error) {
  struct stat file;
  *source = (CsvSource){.path = g_strdup(path), .fd = -1, .encoding = encoding, .converter = (GIConv)-1};
  if (!store_needs_other_file(path, error)) return false;
  source->fd = open(path, O_RDONLY | O_CLOEXEC);
  if (source->fd < 0) return fail_read(source, error);
  if (!make_seekable(source, error)) return false;
  if (fstat(source->fd, &file) != 0) return fail_read(source, error);
  source->size = file.st_size;
  return true;
}

/* What is the rest? It is read from the first byte of it on afterwards. */
static bool find_out(CsvSource *source, GError **error) {
  Survey survey;
  if (lseek(source->fd, source->plain, SEEK_SET) < 0) return fail_read(source, error);
  if (!survey_rest(source, &survey, error) || !judge(source, &survey, error)) return false;
  source->is_known = true;
  source->gb18030 = source->encoding == CSV_GB18030 || (source->encoding == CSV_AUTO && survey.not_utf8 >= 0);
  source->raw_begin = source->plain;
  if (lseek(source->fd, source->plain, SEEK_SET) < 0) return fail_read(source, error);
  return !source->gb18030 || start_converter(source, error);
}

static ssize_t fail_gb18030(CsvSource *source, size_t at, GError **error) {
  int64_t offset = source->raw_begin + (int64_t)at;
  int64_t line = line_at(source, offset);
  g_set_error(error, CSV_ERROR, CSV_ERROR_CONTENT,
              _("%s:%lld: byte %lld of the file is neither UTF-8 nor GB18030; save the table again as “CSV UTF-8”"),
              source->path, (long long)line, (long long)offset + 1);
  return -1;
}

static ssize_t convert(CsvSource *source, bool last, char *to, size_t room, GError **error) {
  char *in = source->raw, *out = to;
  size_t in_n = source->raw_n, out_n = room;
  size_t rc = g_iconv(source->converter, &in, &in_n, &out, &out_n);
  size_t used = source->raw_n - in_n;
  bool cut_off = rc == (size_t)-1 && errno == EINVAL;
  if (rc == (size_t)-1 && (errno == EILSEQ || (cut_off && last))) return fail_gb18030(source, used, error);
  memmove(source->raw, in, in_n);
  source->raw_n = in_n;
  source->raw_begin += (int64_t)used;
  return (ssize_t)(room - out_n);
}

static ssize_t read_gb18030(CsvSource *source, char *to, size_t room, GError **error) {
  size_t space = CSV_SOURCE_BLOCK - source->raw_n;
  ssize_t got = read_full(source->fd, source->raw + source->raw_n, space);
  if (got < 0) {
    (void)fail_read(source, error);
    return -1;
  }
  source->raw_n += (size_t)got;
  return source->raw_n == 0 ? 0 : convert(source, (size_t)got < space, to, room, error);
}

static ssize_t read_as_it_is(CsvSource *source, char *to, size_t room, GError **error) {
  ssize_t got = read_full(source->fd, to, room);
  if (got < 0) (void)fail_read(source, error);
  return got;
}

/* The next block if it is plain; else 0, and it is known what comes. */
static ssize_t read_plain(CsvSource *source, char *to, size_t room, GError **error) {
  ssize_t got = read_as_it_is(source, to, room, error);
  size_t mark = source->plain == 0 && got >= 3 && memcmp(to, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  if (mark && source->encoding == CSV_AUTO) source->encoding = CSV_UTF8;
  if (got == 0 && source->plain == 0) {
    g_set_error(error, CSV_ERROR, CSV_ERROR_CONTENT,
                _("%s:1: the file is empty; it needs a line that names the columns"), source->path);
    return -1;
  }
  if (got <= 0 || is_plain(to + mark, (size_t)got - mark)) {
    source->plain += MAX(got, 0);
    return got;
  }
  return find_out(source, error) ? 0 : -1;
}

ssize_t csv_source_read(CsvSource *source, char *to, size_t room, GError **error) {
  if (!source->is_known) {
    ssize_t got = read_plain(source, to, room, error);
    if (got != 0 || !source->is_known) return got;
  }
  return source->gb18030 ? read_gb18030(source, to, room, error) : read_as_it_is(source, to, room, error);
}

void csv_source_close(CsvSource *source) {
  if (source->converter != (GIConv)-1) (void)g_iconv_close(source->converter); // NOLINT
  if (source->fd >= 0) (void)close(source->fd);
  g_clear_pointer(&source->raw, g_free);
  g_clear_pointer(&source->path, g_free);
}
