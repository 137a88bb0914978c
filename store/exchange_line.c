/* exchange_line.c: the lines of an export of scores as bytes. */
#include "store/exchange_line.h"

#include <string.h>

/* A cell that no spreadsheet takes for a formula, quoted where it must be. */
static void append_cell(GString *out, const char *text) {
  gsize from = out->len;
  if (*text && strchr("=+-@\t\r", *text)) g_string_append_c(out, '\'');
  g_string_append(out, text);
  if (!strpbrk(out->str + from, ",;\t\"\r\n")) return;
  g_autoptr(GString) cell = g_string_new(out->str + from);
  g_string_replace(cell, "\"", "\"\"", 0);
  g_string_truncate(out, from);
  g_string_append_printf(out, "\"%s\"", cell->str);
}

/* -- ends of lines ------------------------------------------------------------------------------------ */

LineEnds *line_ends_new(const Stage *stage, const Criteria *criteria) {
  LineEnds *ends = g_new0(LineEnds, 1);
  *ends = (LineEnds){.stage = stage, .criteria = criteria, .n = stage_cells(stage, criteria)};
  ends->of = g_malloc0_n(ends->n + 1, sizeof *ends->of);
  return ends;
}

void line_ends_free(LineEnds *ends) {
  if (!ends) return;
  g_free(ends->of);
  g_free(ends);
}

static GString *end_of(const LineEnds *ends, size_t cell, Mark mark) {
  const Scale *scale = stage_cell_scale(ends->stage, ends->criteria, cell);
  char number[64] = "";
  if (mark_is_number(mark)) (void)mark_put(number, scale, mark);
  GString *end = g_string_new(NULL);
  append_cell(end, stage_cell_code(ends->stage, ends->criteria, cell));
  g_string_append_printf(end, ",%s,%s\r\n", number, mark_state_name(mark));
  return end;
}

/* Where the end of that mark is kept; -1: nowhere. */
static inline int slot_of(Mark mark) {
  if (mark < 0) return mark >= -LINE_STATES ? LINE_WHOLE_MARKS - 1 - mark : -1;
  return mark % 100 == 0 && mark / 100 < LINE_WHOLE_MARKS ? mark / 100 : -1;
}

static bool put_rare(LineOut *out, LineEnds *ends, size_t cell, Mark mark) {
  int slot = slot_of(mark);
  g_autoptr(GString) end = end_of(ends, cell, mark);
  if (slot >= 0 && end->len <= LINE_END) {
    ends->of[cell][slot].n = (uint8_t)end->len;
    memcpy(ends->of[cell][slot].text, end->str, end->len);
  }
  return line_out_text(out, out->head->str, out->head->len) && line_out_text(out, end->str, end->len);
}

/* -- bytes out -------------------------------------------------------------------------------------------- */

LineOut *line_out_new(ExportNext *next, void *user) {
  LineOut *out = g_new0(LineOut, 1);
  out->next = next;
  out->user = user;
  out->piece = next(0, user);
  out->head = g_string_sized_new(2 * LINE_HEAD);
  return out;
}

void line_out_free(LineOut *out) {
  if (!out) return;
  g_string_free(out->head, TRUE);
  g_free(out);
}

bool line_out_flush(LineOut *out) {
  if (out->piece) out->piece = out->next(out->n, out->user);
  out->n = 0;
  return out->piece != NULL;
}

bool line_out_text(LineOut *out, const char *text, size_t n) {
  for (size_t part; n > 0; text += part, n -= part) {
    if ((!out->piece || out->n == LINE_PIECE) && !line_out_flush(out)) return false;
    part = MIN(n, LINE_PIECE - out->n);
    memcpy(out->piece + out->n, text, part);
    out->n += part;
  }
  return out->piece != NULL;
}

void line_out_panel(LineOut *out, const char *stage, const char *applicant) {
  g_string_truncate(out->head, 0);
  append_cell(out->head, stage);
  g_string_append_c(out->head, ',');
  append_cell(out->head, applicant);
  g_string_append_c(out->head, ',');
  out->stem_n = out->head->len;
}

void line_out_assessor(LineOut *out, const char *assessor) {
  g_string_truncate(out->head, out->stem_n);
  append_cell(out->head, assessor);
  g_string_append_c(out->head, ',');
}

/* Marks whose ends are kept, up to the first that is not: head and end are copied whole, each over the excess of the one
 * before. Returns how many. */
static size_t put_common(LineOut *out, const LineEnds *ends, const Mark *marks, size_t from) {
  char head[LINE_HEAD], *start = out->piece + out->n, *to = start;
  size_t i = from, head_n = out->head->len;
  memcpy(head, out->head->str, sizeof head);
  for (; i < ends->n; i++) {
    int slot = slot_of(marks[i]);
    const LineEnd *end = &ends->of[i][MAX(slot, 0)];
    if (slot < 0 || end->n == 0) break;
    memcpy(to, head, sizeof head);
    memcpy(to + head_n, end->text, sizeof end->text);
    to += head_n + end->n;
  }
  out->n += (size_t)(to - start);
  return i - from;
}

static bool has_room(const LineOut *out, size_t lines) {
  return out->piece && out->n + lines * (LINE_HEAD + LINE_END) <= LINE_PIECE;
}

/* A rare line may be longer than a common one: after it the room for those that are left is looked at again. */
bool line_out_marks(LineOut *out, LineEnds *ends, const Mark *marks) {
  bool common = out->head->len <= LINE_HEAD && ends->n * (LINE_HEAD + LINE_END) <= LINE_PIECE;
  for (size_t i = 0; i < ends->n; i++) {
    if (common && !has_room(out, ends->n - i) && !line_out_flush(out)) return false;
    if (common) i += put_common(out, ends, marks, i);
    if (i < ends->n && !put_rare(out, ends, i, marks[i])) return false;
  }
  return true;
}
