/* oracle_json.c: a small reader of expected.json. What it does not know it keeps as words, "name = value". */
#include <math.h>
#include <string.h>

#include "tests/oracle.h"

typedef struct Reader {
  const char *at;
  bool failed;
} Reader;

static void skip_space(Reader *r) {
  while (*r->at == ' ' || *r->at == '\n' || *r->at == '\r' || *r->at == '\t') r->at++;
}

static bool take(Reader *r, char c) {
  skip_space(r);
  if (*r->at != c) return false;
  r->at++;
  return true;
}

static void demand(Reader *r, char c) { r->failed |= !take(r, c); }

static void add_escaped(Reader *r, GString *text) {
  static const char from[] = "nrtbf", to[] = "\n\r\t\b\f";
  char c = *r->at;
  if (c == 'u') {
    char digits[5] = {0};
    strncpy(digits, r->at + 1, 4);
    g_string_append_unichar(text, (gunichar)strtoul(digits, NULL, 16));
    r->at += strlen(digits) + 1;
    return;
  }
  const char *known = c != '\0' ? strchr(from, c) : NULL;
  g_string_append_c(text, known != NULL ? to[known - from] : c);
  if (c != '\0') r->at++;
}

static char *read_text(Reader *r) {
  GString *text = g_string_new(NULL);
  demand(r, '"');
  while (!r->failed && *r->at != '"') {
    if (*r->at == '\0')
      r->failed = true;
    else if (*r->at != '\\')
      g_string_append_c(text, *r->at++);
    else {
      r->at++;
      add_escaped(r, text);
    }
  }
  demand(r, '"');
  return g_string_free(text, FALSE);
}

/* What a value holds, lists in lists laid flat: numbers (null is NAN, true 1, false 0), texts, and its own words. */
typedef struct Read {
  GArray *numbers;
  GPtrArray *texts;
  GString *words;
} Read;

static Read read_new(void) {
  return (Read){g_array_new(FALSE, FALSE, sizeof(double)), g_ptr_array_new_with_free_func(g_free), g_string_new(NULL)};
}

static void read_clear(Read *read) {
  g_array_unref(read->numbers);
  g_ptr_array_unref(read->texts);
  g_string_free(read->words, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Read, read_clear)

static void read_word(Reader *r, Read *read) {
  static const struct {
    const char *word;
    double number;
  } words[] = {{"null", NAN}, {"NaN", NAN}, {"true", 1}, {"false", 0}};
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
    if (!g_str_has_prefix(r->at, words[i].word)) continue;
    r->at += strlen(words[i].word);
    g_array_append_val(read->numbers, words[i].number);
    return;
  }
  r->failed = true;
}

static void read_value(Reader *r, Read *read);

static void read_object(Reader *r, Read *read) {
  while (!r->failed && !take(r, '}')) {
    g_autofree char *key = read_text(r);
    demand(r, ':');
    g_string_append_printf(read->words, " %s = ", key);
    read_value(r, read);
    take(r, ',');
  }
}

static void read_value(Reader *r, Read *read) {
  skip_space(r);
  if (*r->at == '"') {
    char *text = read_text(r);
    g_string_append_printf(read->words, "%s ", text);
    g_ptr_array_add(read->texts, text);
  } else if (take(r, '{')) {
    read_object(r, read);
  } else if (take(r, '[')) {
    while (!r->failed && !take(r, ']')) {
      read_value(r, read);
      take(r, ',');
    }
  } else {
    char *end = NULL;
    double number = g_ascii_strtod(r->at, &end);
    if (end == r->at || !g_ascii_isdigit(end[-1]) || g_ascii_isalpha(*r->at)) {
      read_word(r, read);
      return;
    }
    g_string_append_printf(read->words, "%.*s ", (int)(end - r->at), r->at);
    g_array_append_val(read->numbers, number);
    r->at = end;
  }
}

static void expected_free(void *data) {
  Expected *e = data;
  g_free(e->name);
  g_free(e->numbers);
  g_strfreev(e->texts);
  g_free(e);
}

static void set_value(Expected *e, const Read *read) {
  e->n = read->texts->len > 0 ? read->texts->len : read->numbers->len;
  if (read->texts->len == 0) {
    e->numbers = g_new(double, e->n + 1);
    memcpy(e->numbers, read->numbers->data, e->n * sizeof(double));
    return;
  }
  e->texts = g_new0(char *, e->n + 1);
  for (size_t i = 0; i < e->n; i++) e->texts[i] = g_strdup(read->texts->pdata[i]);
}

static Expected *read_expected(Reader *r) {
  Expected *e = g_new0(Expected, 1);
  e->tolerance = 1e-9;
  demand(r, '{');
  while (!r->failed && !take(r, '}')) {
    g_autofree char *key = read_text(r);
    g_auto(Read) read = read_new();
    demand(r, ':');
    read_value(r, &read);
    take(r, ',');
    bool absolute = strcmp(key, "tol_abs") == 0, relative = strcmp(key, "tol_rel") == 0 || strcmp(key, "tol") == 0;
    if (strcmp(key, "name") == 0 && read.texts->len == 1)
      e->name = g_strdup(read.texts->pdata[0]);
    else if (strcmp(key, "value") == 0)
      set_value(e, &read);
    else if ((absolute || (relative && !e->absolute)) && read.numbers->len == 1) {
      e->tolerance = g_array_index(read.numbers, double, 0);
      e->absolute = absolute;
    }
  }
  r->failed |= e->name == NULL;
  return e;
}

static void read_member(Reader *r, Oracle *o, GString *notes) {
  g_autofree char *key = read_text(r);
  demand(r, ':');
  if (strcmp(key, "values") == 0 && take(r, '[')) {
    while (!r->failed && !take(r, ']')) {
      g_ptr_array_add(o->values, read_expected(r));
      take(r, ',');
    }
    return;
  }
  g_auto(Read) read = read_new();
  read_value(r, &read);
  char **place = strcmp(key, "id") == 0 ? &o->id : strcmp(key, "statistic") == 0 ? &o->statistic : NULL;
  if (place == NULL && strcmp(key, "notes") == 0)
    g_string_append_printf(notes, " %s", read.words->str);
  else if (place == NULL && strcmp(key, "source") != 0)
    g_string_append_printf(notes, " %s = %s;", key, read.words->str);
  if (place == NULL || read.texts->len == 0) return;
  g_free(*place);
  *place = g_strdup(read.texts->pdata[0]);
}

Oracle *oracle_read(const char *folder, char **ret_fault) {
  g_autofree char *path = g_build_filename(folder, "expected.json", NULL), *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, NULL)) {
    *ret_fault = g_strdup_printf("%s cannot be read", path);
    return NULL;
  }
  g_autoptr(Oracle) o = g_new0(Oracle, 1);
  g_autoptr(GString) notes = g_string_new(NULL);
  o->folder = g_strdup(folder);
  o->id = g_path_get_basename(folder);
  o->statistic = g_strdup("");
  o->values = g_ptr_array_new_with_free_func(expected_free);
  Reader r = {g_str_has_prefix(text, "\xEF\xBB\xBF") ? text + 3 : text, false};
  demand(&r, '{');
  while (!r.failed && !take(&r, '}')) {
    read_member(&r, o, notes);
    take(&r, ',');
  }
  o->notes = g_strdup(notes->str);
  if (!r.failed) return g_steal_pointer(&o);
  *ret_fault = g_strdup_printf("%s: not JSON at byte %td", path, r.at - text);
  return NULL;
}

void oracle_free(Oracle *o) {
  if (o == NULL) return;
  g_free(o->folder);
  g_free(o->id);
  g_free(o->statistic);
  g_free(o->notes);
  g_ptr_array_unref(o->values);
  g_free(o);
}

const Expected *oracle_expects(const Oracle *o, const char *name) {
  for (unsigned i = 0; i < o->values->len; i++) {
    const Expected *e = o->values->pdata[i];
    if (g_ascii_strcasecmp(e->name, name) == 0) return e;
  }
  return NULL;
}

unsigned oracle_says(const Oracle *oracle, const char *pattern) {
  g_autofree char *words = g_strjoin(" ", oracle->id, oracle->statistic, oracle->notes, NULL);
  g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_CASELESS, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  if (!g_regex_match(regex, words, 0, &match)) return 0;
  g_autofree char *digits = g_match_info_fetch(match, 1);
  return (unsigned)strtoul(digits, NULL, 10);
}
