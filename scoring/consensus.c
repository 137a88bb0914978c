/* consensus.c: when an agreed mark is a movement, what stands in the leader's place, and the reason codes. */
#include "scoring/consensus.h"

#include <glib/gi18n.h>
#include <stdlib.h>

void consensus_over(const Panel *panel, const Mark *base, size_t first, size_t n, Mark *ret_marks) {
  for (size_t i = 0; i < n; i++) {
    Mark agreed = panel->agreed ? panel->agreed[first + i] : MARK_BLANK;
    ret_marks[i] = agreed != MARK_BLANK ? agreed : base ? base[first + i] : MARK_BLANK;
  }
}

/* Is a legal mark nearer to sum / n than this one? */
static bool is_off(const Scale *scale, Mark mark, int64_t sum, int64_t n) {
  int64_t off = llabs((long long)(mark * n - sum));
  int direction = mark * n < sum ? 1 : -1;
  return off > 0 && llabs((long long)(scale_step(scale, mark, direction) * n - sum)) < off;
}

static int by_mark(const void *a, const void *b) { return *(const Mark *)a - *(const Mark *)b; }

bool consensus_moves(const Scale *scale, const Mark *independent, size_t n, Mark agreed) {
  g_autofree Mark *given = g_new(Mark, n + 1);
  size_t count = 0, others = 0;
  int64_t sum = 0;
  for (size_t i = 0; i < n; i++) {
    others += independent[i] != agreed;
    if (!mark_is_number(independent[i])) continue;
    sum += independent[i];
    given[count++] = independent[i];
  }
  if (!mark_is_number(agreed) || count == 0) return n == 0 || others > 0;
  qsort(given, count, sizeof *given, by_mark);
  return is_off(scale, agreed, sum, (int64_t)count) &&
         is_off(scale, agreed, given[(count - 1) / 2] + given[count / 2], 2);
}

bool consensus_suggests(const Scale *scale, const Mark *independent, size_t n, Mark *ret_mark) {
  int64_t sum = 0, count = 0;
  Mark mark = MARK_BLANK;
  for (size_t i = 0; i < n; i++) {
    if (!mark_is_number(independent[i])) continue;
    sum += independent[i];
    count++;
    mark = independent[i];
  }
  while (count > 0 && is_off(scale, mark, sum, count)) mark = scale_step(scale, mark, mark * count < sum ? 1 : -1);
  if (count > 0) *ret_mark = mark;
  return count > 0;
}

static const struct {
  const char *id, *title;
} built_in[] = {
    {"evidence", N_("evidence that was overlooked, or weighed anew")},
    {"misread", N_("a band, an item or the application was misread")},
    {"arithmetic", N_("a slip in adding or typing")},
    {"scope", N_("what belongs to this item and what to another")},
    {"other", N_("another reason, given in words")},
};

size_t consensus_code_count(const Rules *rules) {
  return rules->n_reason_codes ? rules->n_reason_codes : G_N_ELEMENTS(built_in);
}

const char *consensus_code(const Rules *rules, size_t i) {
  return rules->n_reason_codes ? rules->reason_codes[i].id : built_in[i].id;
}

const char *consensus_code_title(const Rules *rules, size_t i, const char *lang) {
  return rules->n_reason_codes ? text_in(&rules->reason_codes[i].title, lang) : built_in[i].title;
}

bool consensus_has_code(const Rules *rules, const char *code) {
  for (size_t i = 0; i < consensus_code_count(rules); i++)
    if (g_str_equal(consensus_code(rules, i), code)) return true;
  return false;
}
