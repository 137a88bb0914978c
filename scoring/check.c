/* check.c: the list of checks, what a check uses to measure and to raise a flag, and a flag's sentence.
 *
 * A flag is one block of memory: itself, its figures, and their text behind it. */
#include "scoring/check.h"

#include <math.h>
#include <string.h>

#define CHECK_ROW(name) &check_##name,
static const Check *const checks[] = {CHECKS(CHECK_ROW)};
#undef CHECK_ROW

static const char *const severity_names[] = {"off", "note", "warn", "error"};

size_t check_count(void) { return G_N_ELEMENTS(checks); }

const Check *check_at(size_t i) {
  g_assert(i < check_count());
  return checks[i];
}

const Check *check_named(const char *name) {
  for (size_t i = 0; i < check_count(); i++)
    if (g_str_equal(checks[i]->name, name)) return checks[i];
  return NULL;
}

const char *severity_name(Severity severity) { return severity_names[severity]; }

bool severity_parse(const char *name, Severity *ret_severity) {
  for (size_t i = 0; i < G_N_ELEMENTS(severity_names); i++) {
    if (!g_str_equal(severity_names[i], name)) continue;
    *ret_severity = (Severity)i;
    return true;
  }
  return false;
}

Ratio check_number(const CheckRun *run, const char *name) {
  size_t i = 0;
  while (i < CHECK_MAX_SETTINGS && run->check->settings[i].name != name &&
         g_strcmp0(run->check->settings[i].name, name) != 0)
    i++;
  g_assert(i < CHECK_MAX_SETTINGS);
  return run->numbers[i];
}

char *check_figure(const CheckItem *item, int128_t sum, int64_t n) {
  return ratio_short(ratio(sum * item->scale->unit, (int128_t)item->den * 100 * n));
}

bool check_reaches(const CheckItem *item, int64_t distance, Ratio percent) {
  return (int128_t)distance * 100 * percent.den >= percent.num * item->full;
}

int check_band(const CheckItem *item, int128_t sum, int64_t n) {
  if (!item->rubric || item->rubric->n_bands == 0) return -1;
  size_t band = item->rubric->n_bands - 1;
  while (band > 0 && (int128_t)item->rubric->bands[band].from * item->den * n > sum) band--;
  return (int)band;
}

static Severity resolve(const CheckRun *run, Severity raised) {
  if (raised == SEVERITY_OFF) return run->severity;
  int moved = (int)raised + (int)run->severity - (int)run->check->severity;
  return (Severity)CLAMP(moved, (int)SEVERITY_NOTE, (int)SEVERITY_ERROR);
}

static size_t order_of(const Criteria *criteria, const char *code) {
  const Node *node = code ? criteria_node(criteria, code) : NULL;
  if (!node && code) {
    int cell = criteria_cell(criteria, code);
    node = cell >= 0 ? criteria_cell_item(criteria, (size_t)cell) : NULL;
  }
  return node ? (size_t)(node - criteria->nodes) + 1 : 0;
}

static Flag *flag_new(size_t n, const Figure *figures) {
  size_t size = sizeof(Flag) + n * sizeof(Figure);
  for (size_t i = 0; i < n; i++) size += strlen(figures[i].value) + 1;
  Flag *flag = g_malloc0(size);
  flag->n_figures = n;
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
  Figure figures[8];
  size_t n = 0;
  va_list arguments;
  va_start(arguments, sentence);
  for (const char *name; (name = va_arg(arguments, const char *)) != NULL; n++) {
    g_assert(n < G_N_ELEMENTS(figures));
    figures[n] = (Figure){name, va_arg(arguments, char *)};
  }
  va_end(arguments);
  Flag *flag = flag_new(n, figures);
  for (size_t i = 0; i < n; i++) g_free(figures[i].value);
  flag->check = run->check;
  flag->severity = resolve(run, severity);
  flag->statistic = flag->p = NAN;
  flag->stage = subject->stage_index;
  flag->applicant = subject->applicant;
  flag->assessor = assessor;
  flag->item = item;
  flag->item_order = order_of(subject->criteria, item);
  flag->sentence = sentence;
  g_ptr_array_add(run->flags, flag);
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

static const char *place(const Flag *flag, const Cycle *cycle, const Rules *rules, const char *name) {
  if (g_str_equal(name, "applicant")) return flag->applicant < 0 ? "" : cycle->applicants[flag->applicant].id;
  if (g_str_equal(name, "assessor")) return flag->assessor < 0 ? "" : cycle->assessors[flag->assessor].id;
  if (g_str_equal(name, "stage")) return rules->stages[flag->stage].id;
  if (g_str_equal(name, "item")) return flag->item ? flag->item : "";
  for (size_t i = 0; i < flag->n_figures; i++)
    if (g_str_equal(flag->figures[i].name, name)) return flag->figures[i].value;
  return NULL;
}

char *flag_message(const Flag *flag, const Cycle *cycle, const Rules *rules, const char *sentence) {
  GString *message = g_string_new(NULL);
  while (*sentence) {
    const char *end = *sentence == '{' ? strchr(sentence, '}') : NULL;
    g_autofree char *name = end ? g_strndup(sentence + 1, (size_t)(end - sentence) - 1) : NULL;
    const char *filled = name ? place(flag, cycle, rules, name) : NULL;
    if (filled)
      g_string_append(message, filled);
    else
      g_string_append_c(message, *sentence);
    sentence = filled ? end + 1 : sentence + 1;
  }
  return g_string_free(message, FALSE);
}
