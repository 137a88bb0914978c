/* check_flag.c: a flag as a check raises it, and its digest.
 *
 * A flag is one block of memory: itself, its figures, and their text behind it. */
#include "scoring/check_parts.h"

#include <string.h>

enum { MOST_FIGURES = 8 };

static Severity resolve(const CheckRun *run, Severity raised) {
  if (raised == SEVERITY_OFF) return run->severity;
  int moved = (int)raised + (int)run->severity - (int)run->check->severity;
  return (Severity)CLAMP(moved, (int)SEVERITY_NOTE, (int)SEVERITY_ERROR);
}

static uint32_t order_of(const Criteria *criteria, const char *code) {
  const Node *node = code ? criteria_node(criteria, code) : NULL;
  if (!node && code) {
    int cell = criteria_cell(criteria, code);
    node = cell >= 0 ? criteria_cell_item(criteria, (size_t)cell) : NULL;
  }
  return node ? (uint32_t)(node - criteria->nodes) + 1 : 0;
}

static Flag *flag_new(size_t n, const Figure *figures) {
  size_t size = sizeof(Flag) + n * sizeof(Figure);
  for (size_t i = 0; i < n; i++) size += strlen(figures[i].value) + 1;
  Flag *flag = g_malloc0(size);
  flag->n_figures = (uint8_t)n;
  flag->figures = (Figure *)(void *)(flag + 1);
  char *text = (char *)(flag->figures + n);
  for (size_t i = 0; i < n; i++) {
    flag->figures[i] = (Figure){figures[i].name, text};
    text = stpcpy(text, figures[i].value) + 1;
  }
  return flag;
}

void check_raise(CheckRun *run, const CheckSubject *subject, Severity severity, int64_t assessor, const char *item,
                 const char *sentence, ...) {
  Figure figures[MOST_FIGURES];
  size_t n = 0;
  va_list arguments;
  va_start(arguments, sentence);
  for (const char *name; (name = va_arg(arguments, const char *)) != NULL; n++) {
    g_assert(n < MOST_FIGURES);
    figures[n] = (Figure){name, va_arg(arguments, char *)};
  }
  va_end(arguments);
  Flag *flag = flag_new(n, figures);
  for (size_t i = 0; i < n; i++) g_free(figures[i].value);
  flag->check = run->check;
  flag->severity = resolve(run, severity);
  flag->stage = subject->stage_index;
  flag->applicant = (int32_t)subject->applicant;
  flag->assessor = (int32_t)assessor;
  flag->item = item;
  flag->item_order = order_of(subject->criteria, item);
  flag->sentence = sentence;
  g_ptr_array_add(run->flags, flag);
  if (run->gauging) g_array_append_val(run->bets, run->bet);
}

char *flag_digest(const Flag *flag) {
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  for (size_t i = 0; i < flag->n_figures; i++) {
    g_autofree char *line = g_strdup_printf("%s=%s\n", flag->figures[i].name, flag->figures[i].value);
    g_checksum_update(sum, (const guchar *)line, -1);
  }
  return g_strndup(g_checksum_get_string(sum), 16);
}

void flag_free(Flag *flag) {
  if (flag) g_free(flag->resolved);
  g_free(flag);
}
