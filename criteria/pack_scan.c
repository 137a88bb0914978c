/* pack_scan.c: what happens to a pack before libxml2 sees a byte of it: size, encoding, and one pass over the text.
 *
 * libxml2 spends quadratic time on attributes and endless memory on entities; a document that holds
 * more than a pack ever needs is refused here in linear time. It is also transcoded here, because
 * libxml2 would accept any encoding iconv knows and so be blind to what this pass has seen. */
#include "criteria/pack_private.h"
#include "criteria/system.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_DEPTH = 64, MOST_ATTRIBUTES = 64, MOST_TAGS = 200000, DECLARATION = 200 };

static bool refuse_file(GError **error, const char *path, const char *why) {
  g_set_error(error, PACK_ERROR, PACK_ERROR_READ, "%s: %s", path, why);
  return false;
}

static bool refuse_unread(GError **error, const char *path, int error_number) {
  g_set_error(error, PACK_ERROR, PACK_ERROR_READ, _("%s: cannot be read: %s; check the name and its permissions"),
              system_name(path), system_words(error_number));
  return false;
}

static bool check_file(int file, const char *path, struct stat *ret_state, GError **error) {
  if (file < 0 || fstat(file, ret_state) != 0) return refuse_unread(error, path, errno);
  if (!S_ISREG(ret_state->st_mode)) return refuse_file(error, path, _("this is not a file; name a pack's XML file"));
  if (ret_state->st_size > PACK_MAX_BYTES) {
    return refuse_file(error, path, _("the file is larger than 4 MiB, which no pack is; give a smaller one"));
  }
  return true;
}

char *pack_read_file(const char *path, size_t *ret_length, GError **error) {
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat state;
  char *bytes = NULL;
  if (check_file(file, path, &state, error)) {
    bytes = g_malloc((size_t)state.st_size + 1);
    size_t have = 0;
    ssize_t got;
    while ((got = read(file, bytes + have, (size_t)state.st_size - have)) > 0) have += (size_t)got;
    bytes[have] = '\0';
    *ret_length = have;
    if (got < 0) {
      refuse_unread(error, path, errno);
      g_clear_pointer(&bytes, g_free);
    }
  }
  if (file >= 0) close(file);
  return bytes;
}

/* -- encoding ---------------------------------------------------------------------------------- */

/* Where the declared encoding's name stands in the bytes; false without a declaration of one. */
static bool find_encoding(const char *bytes, size_t length, size_t *ret_start, size_t *ret_end) {
  g_autofree char *head = g_strndup(bytes, MIN(length, DECLARATION));
  char *end = strstr(head, "?>");
  if (!g_str_has_prefix(head, "<?xml") || end == NULL) return false;
  *end = '\0';
  char *name = strstr(head, "encoding");
  if (name == NULL) return false;
  name += strlen("encoding");
  name += strspn(name, " \t\r\n=");
  if (*name != '"' && *name != '\'') return false;
  char *close = strchr(name + 1, *name);
  if (close == NULL) return false;
  *ret_start = (size_t)(name + 1 - head);
  *ret_end = (size_t)(close - head);
  return true;
}

static long count_lines(const char *text, size_t length) {
  long lines = 1;
  for (const char *at = text; (at = memchr(at, '\n', length - (size_t)(at - text))) != NULL; at++) lines++;
  return lines;
}

static char *from_chinese(const char *bytes, size_t length, const char *encoding, Faults *faults) {
  size_t read = 0;
  g_autoptr(GError) error = NULL;
  char *text = g_convert(bytes, (gssize)length, "UTF-8", encoding, &read, NULL, &error);
  if (text != NULL) return text;
  fault_at_line(faults, count_lines(bytes, MIN(read, length)),
                _("the bytes are not %s, although the file says so; save it as UTF-8"), encoding);
  return NULL;
}

static char *from_utf8(const char *bytes, size_t length, Faults *faults) {
  const char *end;
  if (g_utf8_validate_len(bytes, length, &end)) return g_strndup(bytes, length);
  fault_at_line(faults, count_lines(bytes, (size_t)(end - bytes)),
                _("the bytes are not UTF-8; save the file as UTF-8, or say encoding=\"GB18030\" in its first line"));
  return NULL;
}

char *pack_decode(const char *bytes, size_t length, Faults *faults) {
  bool marked = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0;
  if (marked) bytes += 3, length -= 3;
  if (length >= 4 && memcmp(bytes, "\x84\x31\x95\x33", 4) == 0) return from_chinese(bytes, length, "GB18030", faults);
  size_t start = 0, end = 0;
  bool declared = find_encoding(bytes, length, &start, &end);
  g_autofree char *encoding = declared ? g_strndup(bytes + start, end - start) : g_strdup("UTF-8");
  bool utf8 = g_ascii_strcasecmp(encoding, "UTF-8") == 0;
  bool chinese = g_ascii_strcasecmp(encoding, "GB18030") == 0 || g_ascii_strcasecmp(encoding, "GBK") == 0;
  if ((!utf8 && !chinese) || (marked && chinese) || (length >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0)) {
    fault_at_line(faults, 1, _("the encoding is not one that packs may have; save the file as UTF-8, GB18030 or GBK"));
    return NULL;
  }
  g_autofree char *text = utf8 ? from_utf8(bytes, length, faults) : from_chinese(bytes, length, encoding, faults);
  if (text == NULL || !declared || g_str_equal(encoding, "UTF-8")) return g_steal_pointer(&text);
  return g_strdup_printf("%.*sUTF-8%s", (int)start, text, text + end);
}

/* -- the one pass --------------------------------------------------------------------------------- */

typedef struct Scan {
  const char *text, *at;
  Faults *faults;
  int depth, tags;
} Scan;

static bool refuse(Scan *scan, const char *why) {
  fault_at_line(scan->faults, count_lines(scan->text, (size_t)(scan->at - scan->text)), "%s", why);
  return false;
}

static bool skip_past(Scan *scan, const char *end) {
  const char *found = strstr(scan->at, end);
  if (found == NULL) return refuse(scan, _("something that starts here is never closed; close it"));
  scan->at = found + strlen(end);
  return true;
}

/* From '<' of a start or end tag to behind its '>'. */
static bool scan_tag(Scan *scan) {
  const char *start = scan->at;
  int attributes = 0;
  for (scan->at++; *scan->at != '>'; scan->at++) {
    if (*scan->at == '=' && ++attributes > MOST_ATTRIBUTES) {
      return refuse(scan, _("this tag has more than 64 attributes; no element of a pack has so many, take some out"));
    }
    if (*scan->at == '"' || *scan->at == '\'') scan->at = strchr(scan->at + 1, *scan->at);
    if (scan->at == NULL || *scan->at == '\0') {
      scan->at = start;
      return refuse(scan, _("the tag that starts here is never closed; close it with “>”"));
    }
  }
  if (start[1] == '/')
    scan->depth--;
  else if (scan->at[-1] != '/')
    scan->depth++;
  if (scan->depth > MOST_DEPTH)
    return refuse(scan, _("elements lie more than 64 deep in each other; no pack needs that, make it flatter"));
  scan->at++;
  return true;
}

static bool scan_markup(Scan *scan) {
  if (++scan->tags > MOST_TAGS)
    return refuse(scan, _("the file has more than 200000 tags; no pack needs that, take some out"));
  if (g_str_has_prefix(scan->at, "<!--")) return skip_past(scan, "-->");
  if (g_str_has_prefix(scan->at, "<![CDATA[")) return skip_past(scan, "]]>");
  if (g_str_has_prefix(scan->at, "<?")) return skip_past(scan, "?>");
  if (scan->at[1] == '!') {
    return refuse(scan, _("DOCTYPE and ENTITY are not allowed in packs; remove the declaration and write texts out"));
  }
  return scan_tag(scan);
}

bool pack_scan(const char *text, Faults *faults) {
  Scan scan = {.text = text, .at = text_find_unsafe(text), .faults = faults};
  if (scan.at != NULL) {
    unsigned code = g_utf8_get_char(scan.at);
    g_autofree char *why = g_strdup_printf(_("the control character U+%04X is not allowed in packs; remove it"), code);
    return refuse(&scan, why);
  }
  scan.at = text;
  while ((scan.at = strchr(scan.at, '<')) != NULL) {
    if (!scan_markup(&scan)) return false;
  }
  return true;
}
