/* scorebook.c: marks as text, and back. A mark is read digit by digit, so that 5.25 is 525 and nothing else. */
#include "scoring/scorebook.h"

#include <string.h>

static const char *const STATE_NAMES[] = {"blank", "abstained", "not-applicable"};

const char *mark_state_name(Mark mark) {
  if (mark >= 0 || mark < MARK_NOT_APPLICABLE) return "";
  return STATE_NAMES[-mark - 1];
}

static int unit_of(const Scale *scale) { return scale && scale->unit > 0 ? scale->unit : 1; }

size_t mark_put(char *buf, const Scale *scale, Mark mark) {
  if (!mark_is_number(mark)) return g_strlcpy(buf, mark_state_name(mark), 32);
  int hundredths = mark * unit_of(scale);
  int whole = hundredths / 100, part = hundredths % 100;
  if (part == 0) return (size_t)g_snprintf(buf, 32, "%d", whole);
  if (part % 10 == 0) return (size_t)g_snprintf(buf, 32, "%d.%d", whole, part / 10);
  return (size_t)g_snprintf(buf, 32, "%d.%02d", whole, part);
}

static bool name_is(const Text *names, const char *text) {
  for (size_t i = 0; i < names->n; i++)
    if (strcmp(names->in[i].string, text) == 0) return true;
  return false;
}

static bool parse_name(const char *text, const Scale *scale, Mark *ret_mark) {
  if (!scale || !scale->names) return false;
  for (size_t i = 0; i < scale->n_legal; i++)
    if (name_is(&scale->names[i], text)) {
      *ret_mark = scale->legal[i];
      return true;
    }
  return false;
}

/* Reads digits[.digits] into hundredths; more than two places only when they are zeros. */
static bool parse_hundredths(const char **text, int64_t *ret_hundredths) {
  const char *c = *text;
  int64_t value = 0;
  if (!g_ascii_isdigit(*c)) return false;
  for (; g_ascii_isdigit(*c); c++) {
    value = value * 10 + (*c - '0');
    if (value > 1000000) return false;
  }
  value *= 100;
  if (*c == '.' && !g_ascii_isdigit(c[1])) return false;
  if (*c == '.') {
    c++;
    for (int place = 10; g_ascii_isdigit(*c); c++, place /= 10) {
      if (place == 0 && *c != '0') return false;
      value += place * (*c - '0');
    }
  }
  *text = c;
  *ret_hundredths = value;
  return true;
}

static bool parse(const char *text, const Scale *scale, Mark *ret_mark) {
  for (Mark mark = MARK_BLANK; mark >= MARK_NOT_APPLICABLE; mark--)
    if (strcmp(text, mark_state_name(mark)) == 0 || (mark == MARK_BLANK && *text == '\0')) {
      *ret_mark = mark;
      return true;
    }
  if (parse_name(text, scale, ret_mark)) return true;
  int64_t hundredths = 0;
  if (!parse_hundredths(&text, &hundredths)) return false;
  bool percent = !scale || strcmp(scale->unit_sign ? scale->unit_sign : "", "%") == 0;
  if (*text == '%' && percent) text++;
  if (*text != '\0' || hundredths % unit_of(scale) != 0 || hundredths / unit_of(scale) > G_MAXINT16) return false;
  *ret_mark = (Mark)(hundredths / unit_of(scale));
  return true;
}

static bool is_ascii(const char *text) {
  while (*text && (*text & 0x80) == 0) text++;
  return *text == '\0';
}

/* A name of the scale is taken as it is written first. */
bool mark_parse(const char *text, const Scale *scale, Mark *ret_mark) {
  if (is_ascii(text) || parse(text, scale, ret_mark)) return parse(text, scale, ret_mark);
  g_autofree char *meant = text_meant(text);
  return *meant && parse(meant, scale, ret_mark);
}

static bool is_left_out(const Node *item, const Mark *marks) {
  for (size_t i = 0; i < item->rubric->n_cells; i++)
    if (marks[item->cell + i] != MARK_NOT_APPLICABLE) return false;
  return true;
}

Ratio marks_left_out(const Criteria *criteria, const Mark *marks) {
  Ratio points = ratio_int(0), all = ratio_int(0);
  int64_t items = 0;
  for (size_t i = 0; i < criteria->n_items; i++) {
    const Node *item = criteria->items[i];
    Ratio full = ratio_mul(item->weight, ratio_int(item->rubric->max));
    bool out = is_left_out(item, marks);
    all = ratio_add(all, full);
    if (out) points = ratio_add(points, full);
    items += out;
  }
  if (ratio_is_zero(all)) return criteria->n_items ? ratio(100 * items, (int64_t)criteria->n_items) : ratio_int(0);
  return ratio_percent(points, all);
}
