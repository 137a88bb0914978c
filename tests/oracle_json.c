/* oracle_json.c: a small reader of expected.json; it knows objects, lists, texts and numbers, and nothing else. */
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

/* One number or text into the lists; true, false and null count as texts of that name. */
static void read_scalar(Reader *r, GArray *numbers, GPtrArray *texts) {
  skip_space(r);
  if (*r->at == '"') {
    g_ptr_array_add(texts, read_text(r));
    return;
  }
  char *end = NULL;
  double number = g_ascii_strtod(r->at, &end);
  if (end == r->at) {
    const char *from = r->at;
    while (g_ascii_isalpha(*r->at)) r->at++;
    r->failed |= from == r->at;
    g_ptr_array_add(texts, g_strndup(from, (size_t)(r->at - from)));
    return;
  }
  g_array_append_val(numbers, number);
  r->at = end;
}

static void read_leaf(Reader *r, GArray *numbers, GPtrArray *texts) {
  if (!take(r, '[')) {
    read_scalar(r, numbers, texts);
    return;
  }
  while (!r->failed && !take(r, ']')) {
    read_leaf(r, numbers, texts);
    take(r, ',');
  }
}

static void expected_free(void *data) {
  Expected *e = data;
  g_free(e->name);
  g_free(e->numbers);
  g_strfreev(e->texts);
  g_free(e);
}

static void set_value(Expected *e, GArray *numbers, GPtrArray *texts) {
  e->n = numbers->len > 0 ? numbers->len : texts->len;
  if (numbers->len > 0)
    e->numbers = g_memdup2(numbers->data, numbers->len * sizeof(double));
  else {
    e->texts = g_new0(char *, texts->len + 1);
    for (unsigned i = 0; i < texts->len; i++) e->texts[i] = g_strdup(texts->pdata[i]);
  }
}

static Expected *read_expected(Reader *r) {
  Expected *e = g_new0(Expected, 1);
  e->tolerance = 1e-9;
  demand(r, '{');
  while (!r->failed && !take(r, '}')) {
    g_autofree char *key = read_text(r);
    g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    demand(r, ':');
    read_leaf(r, numbers, texts);
    take(r, ',');
    bool absolute = strcmp(key, "tol_abs") == 0;
    if (strcmp(key, "name") == 0 && texts->len == 1)
      e->name = g_strdup(texts->pdata[0]);
    else if (strcmp(key, "value") == 0)
      set_value(e, numbers, texts);
    else if ((absolute || (strcmp(key, "tol_rel") == 0 && !e->absolute)) && numbers->len == 1) {
      e->tolerance = g_array_index(numbers, double, 0);
      e->absolute = absolute;
    }
  }
  r->failed |= e->name == NULL;
  return e;
}

static void read_member(Reader *r, Oracle *o) {
  g_autofree char *key = read_text(r);
  demand(r, ':');
  if (strcmp(key, "values") == 0) {
    demand(r, '[');
    while (!r->failed && !take(r, ']')) {
      g_ptr_array_add(o->values, read_expected(r));
      take(r, ',');
    }
    return;
  }
  g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(double));
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  read_leaf(r, numbers, texts);
  char **place = strcmp(key, "id") == 0          ? &o->id
                 : strcmp(key, "statistic") == 0 ? &o->statistic
                 : strcmp(key, "notes") == 0     ? &o->notes
                                                 : NULL;
  if (place == NULL || texts->len == 0) return;
  g_free(*place);
  *place = g_strdup(texts->pdata[0]);
}

Oracle *oracle_read(const char *folder, char **ret_fault) {
  g_autofree char *path = g_build_filename(folder, "expected.json", NULL), *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, NULL)) {
    *ret_fault = g_strdup_printf("%s cannot be read", path);
    return NULL;
  }
  g_autoptr(Oracle) o = g_new0(Oracle, 1);
  o->folder = g_strdup(folder);
  o->id = g_path_get_basename(folder);
  o->statistic = g_strdup("");
  o->notes = g_strdup("");
  o->values = g_ptr_array_new_with_free_func(expected_free);
  Reader r = {text, false};
  demand(&r, '{');
  while (!r.failed && !take(&r, '}')) {
    read_member(&r, o);
    take(&r, ',');
  }
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

/* Other names the literature has for what the program computes. */
static const char *const synonyms[][2] = {{"M", "modified_z"},
                                          {"z", "modified_z"},
                                          {"median", "modified_z_median"},
                                          {"MAD", "modified_z_MAD"},
                                          {"outliers", "modified_z_outliers"},
                                          {"outlier_index", "modified_z_outlier_indices"},
                                          {"outlier_index", "outlier_indices"},
                                          {"tau_b", "tau"},
                                          {"T", "concordant"},
                                          {"r", "pearson"},
                                          {"kappa", "cohen"},
                                          {"kappa_unweighted", "kappa"},
                                          {"kappa_linear", "linear"},
                                          {"kappa_quadratic", "quadratic"},
                                          {"weighted_linear", "linear"},
                                          {"weighted_quadratic", "quadratic"},
                                          {"weighted_kappa_linear", "linear"},
                                          {"weighted_kappa_quadratic", "quadratic"},
                                          {"scott_pi", "scott"},
                                          {"oneway", "finn_oneway"},
                                          {"twoway", "finn_twoway"},
                                          {"severity_ls", "severity"},
                                          {"severity_blup", "severity_shrunk"}};

/* An effect's name by its letters alone: "var_pr:t", "pr(t)" and "prt" are one effect. */
static char *effect_letters(const char *name) {
  GString *letters = g_string_new(NULL);
  if (g_str_has_prefix(name, "var_")) name += strlen("var_");
  for (; *name != '\0'; name++) {
    if (strchr(":(),x*", *name) != NULL) continue;
    gssize at = 0;
    char letter = g_ascii_tolower(*name);
    while ((size_t)at < letters->len && letters->str[at] < letter) at++;
    g_string_insert_c(letters, at, letter);
  }
  return g_string_free(letters, FALSE);
}

static const AgreementValue *find_exactly(const Agreement *got, const char *name) {
  for (unsigned g = 0; g < got->groups->len; g++) {
    const AgreementGroup *group = got->groups->pdata[g];
    const AgreementValue *value = agreement_value(got, group->name, name);
    if (value != NULL) return value;
  }
  return NULL;
}

static const AgreementValue *find_effect(const Agreement *got, const char *name) {
  g_autofree char *wanted = effect_letters(name);
  for (unsigned g = 0; g < got->groups->len; g++) {
    const AgreementGroup *group = got->groups->pdata[g];
    for (unsigned v = 0; strcmp(group->name, "variance") == 0 && v < group->values->len; v++) {
      const AgreementValue *value = group->values->pdata[v];
      g_autofree char *letters = effect_letters(value->name);
      if (strcmp(letters, wanted) == 0) return value;
    }
  }
  return NULL;
}

static const AgreementValue *find_value(const Agreement *got, const char *name) {
  const AgreementValue *value = find_exactly(got, name);
  for (size_t i = 0; value == NULL && i < G_N_ELEMENTS(synonyms); i++)
    if (strcmp(synonyms[i][0], name) == 0) value = find_exactly(got, synonyms[i][1]);
  return value != NULL ? value : find_effect(got, name);
}

static bool is_near(const Expected *e, double want, double got) {
  double room = e->absolute ? e->tolerance : e->tolerance * MAX(1, fabs(want));
  return fabs(got - want) <= room;
}

static bool fault(char **ret_fault, const Expected *e, size_t i, double got) {
  *ret_fault = g_strdup_printf("%s[%zu]: got %.12g, expected %.12g", e->name, i, got, e->numbers[i]);
  return false;
}

bool expected_holds(const Expected *e, const Agreement *got, char **ret_fault) {
  const AgreementValue *value = find_value(got, e->name);
  const char *wrong = value == NULL                                             ? "missing"
                      : value->kind == AGREEMENT_NONE                           ? value->reason
                      : (value->kind == AGREEMENT_TEXT) != (e->numbers == NULL) ? "of another kind"
                                                                                : NULL;
  size_t n = value == NULL ? 0 : value->kind == AGREEMENT_LIST ? value->n : 1;
  if (wrong == NULL && n != e->n) wrong = "of another length";
  if (wrong == NULL && e->numbers == NULL && strcmp(value->text, e->texts[0]) != 0) wrong = value->text;
  if (wrong != NULL) {
    *ret_fault = g_strdup_printf("%s: %s", e->name, wrong);
    return false;
  }
  for (size_t i = 0; e->numbers != NULL && i < n; i++) {
    double x = value->kind == AGREEMENT_LIST ? value->list[i] : value->number;
    if (!is_near(e, e->numbers[i], x)) return fault(ret_fault, e, i, x);
  }
  return true;
}
