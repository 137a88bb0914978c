/* What `packs show` tells of rules: in every shipped pack, and in one that says all the grammar can, each attribute and each
 * text is altered in turn to something else that is good too, and what is shown must not stay the same. */
#include "commands/pack_document.h"
#include "tests/golden.h"

#include <locale.h>

static char *grammar;
/* Names of attributes: that were altered somewhere, and that once could not be for what else that pack says. */
static GHashTable *altered_names, *bound_names;

/* -- what is shown ------------------------------------------------------------------------------------------- */

/* In English, then in Chinese, without the hash of the text; NULL where the text is not good. */
static char *shown(const char *text) {
  g_autoptr(Rules) rules = pack_parse_rules(text, strlen(text), "altered", NULL, NULL);
  if (!rules) return NULL;
  rules->sha256[0] = '\0';
  g_autoptr(Document) english = rules_document(rules, "en"), chinese = rules_document(rules, "zh");
  g_autofree char *en = written(english, "text"), *zh = written(chinese, "text");
  return g_strconcat(en, zh, NULL);
}

/* -- what else could stand there ------------------------------------------------------------------------------ */

static void add(GPtrArray *others, char *other) { g_ptr_array_add(others, other); }

/* The words beside this one in each of the grammar's lists that have it. */
static void add_choices(GPtrArray *others, const char *value) {
  static const char open[] = "<xs:enumeration value=\"";
  g_autoptr(GPtrArray) run = g_ptr_array_new_with_free_func(g_free);
  for (const char *at = strstr(grammar, open); at; at = strstr(at, open)) {
    at += strlen(open);
    const char *end = strchr(at, '"');
    g_ptr_array_add(run, g_strndup(at, (size_t)(end - at)));
    at = end + strlen("\"/>");
    if (g_str_has_prefix(at + strspn(at, " \n"), open)) continue;
    bool there = g_ptr_array_find_with_equal_func(run, value, g_str_equal, NULL);
    for (guint i = 0; there && i < run->len; i++)
      if (!g_str_equal(run->pdata[i], value)) add(others, g_strdup(run->pdata[i]));
    g_ptr_array_set_size(run, 0);
  }
}

static bool is_number(const char *value) { return value[strspn(value, "-/.0123456789")] == '\0'; }

static GPtrArray *others_of(const char *value) {
  GPtrArray *others = g_ptr_array_new_with_free_func(g_free);
  add_choices(others, value);
  if (is_number(value)) {
    double n = g_ascii_strtod(value, NULL);
    add(others, g_strdup_printf("%d", (int)n + 1));
    if (n >= 1) add(others, g_strdup_printf("%d", (int)n - 1));
    add(others, g_strdup_printf("%s5", value));
    add(others, g_strdup_printf("%s.5", value));
  } else {
    add(others, g_strdup_printf("%sx", value));
    add(others, g_strdup("person")); /* of a list of kinds */
  }
  return others;
}

/* -- one place altered ------------------------------------------------------------------------------------------ */

typedef struct Place {
  size_t at, length; /* in bytes, of the text */
} Place;

static char *with(const char *text, Place place, const char *other) {
  GString *altered = g_string_new_len(text, (gssize)place.at);
  g_string_append(altered, other);
  return g_string_free(g_string_append(altered, text + place.at + place.length), FALSE);
}

/* Everywhere where an attribute says the same: of an id, what refers to it too. */
static char *everywhere(const char *text, const char *value, const char *other) {
  g_autofree char *before = g_strdup_printf("=\"%s\"", value), *after = g_strdup_printf("=\"%s\"", other);
  g_autoptr(GString) altered = g_string_new(text);
  g_string_replace(altered, before, after, 0);
  return g_strdup(altered->str);
}

/* How many good texts come of it; each must be shown in another way than this one is. */
static unsigned try_others(const char *text, const char *base, Place place, bool all) {
  g_autofree char *value = g_strndup(text + place.at, place.length);
  g_autoptr(GPtrArray) others = others_of(value);
  unsigned good = 0;
  for (guint i = 0; i < others->len; i++) {
    g_autofree char *altered = all ? everywhere(text, value, others->pdata[i]) : with(text, place, others->pdata[i]);
    g_autofree char *now = shown(altered);
    if (!now) continue;
    good++;
    if (!g_str_equal(now, base)) continue;
    g_test_message("told nowhere: ...%.*s, altered to “%s”", (int)place.length + 40,
                   text + place.at - MIN(place.at, (size_t)40), (char *)others->pdata[i]);
    g_test_fail();
  }
  return good;
}

/* `name` is the attribute's, "" of an element's text. */
static void alter(const char *text, const char *base, Place place, const char *name) {
  bool good = try_others(text, base, place, false) > 0 || try_others(text, base, place, true) > 0;
  g_hash_table_add(good ? altered_names : bound_names, g_strdup(name));
}

/* -- every place of a text ---------------------------------------------------------------------------------------- */

static const char *skip(const char *at) {
  if (g_str_has_prefix(at, "<?")) return strstr(at, "?>") + 2;
  return g_str_has_prefix(at, "<!--") ? strstr(at, "-->") + 3 : at;
}

/* The attributes of the tag at `at`; returns where it ends. */
static const char *alter_tag(const char *text, const char *base, const char *at, unsigned *n) {
  for (; *at != '>'; at++) {
    if (*at != '"') continue;
    const char *value = at + 1, *end = strchr(value, '"'), *start = at - 1;
    while (start[-1] != ' ') start--;
    g_autofree char *name = g_strndup(start, (size_t)(at - 1 - start));
    if (!g_str_equal(name, "xml:lang")) {
      alter(text, base, (Place){(size_t)(value - text), (size_t)(end - value)}, name);
      ++*n;
    }
    at = end;
  }
  return at + 1;
}

static void alter_each(const char *text, unsigned least) {
  g_autofree char *base = shown(text);
  unsigned n = 0;
  g_assert_nonnull(base);
  for (const char *at = text; *at;) {
    const char *on = skip(at);
    if (on == at && *at == '<')
      on = alter_tag(text, base, at, &n);
    else if (on == at) {
      size_t blank = strspn(at, " \n"), length = strcspn(at, "<");
      while (length > blank && strchr(" \n", at[length - 1])) length--;
      if (length > blank) {
        alter(text, base, (Place){(size_t)(at + blank - text), length - blank}, "");
        n++;
      }
      on = at + strcspn(at, "<");
    }
    at = on;
  }
  g_assert_cmpuint(n, >=, least);
}

/* -- the tests ------------------------------------------------------------------------------------------------------ */

static void test_shipped(void) {
  g_autoptr(PackShelf) shelf = pack_shelf_new(NULL);
  const PackInfo *infos;
  size_t n = pack_shelf_list(shelf, &infos), tried = 0;
  for (size_t i = 0; i < n; i++) {
    if (infos[i].type != PACK_RULES) continue;
    g_autofree char *text = pack_text(shelf, infos[i].id, PACK_RULES, NULL);
    g_test_message("%s", infos[i].id);
    alter_each(text, 10);
    tried++;
  }
  g_assert_cmpuint(tried, >=, 11);
}

static void test_all_of_the_grammar(void) {
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents("tests/packs/told.xml", &text, NULL, NULL));
  alter_each(text, 170);
}

/* Whether every name that stands between `open` and a quote in the grammar stands in the text as `form` writes it. */
static void assert_used(const char *text, const char *open, const char *form) {
  unsigned n = 0;
  for (const char *at = strstr(grammar, open); at; at = strstr(at, open)) {
    at += strlen(open);
    g_autofree char *name = g_strndup(at, strcspn(at, "\"")), *wanted = g_strdup_printf("%s%s", form, name);
    const char *found = strstr(text, wanted);
    while (found && !strchr("=> /", found[strlen(wanted)])) found = strstr(found + 1, wanted);
    if (!found) g_test_message("tests/packs/told.xml does not use “%s”", name);
    g_assert_nonnull(found);
    n++;
  }
  g_assert_cmpuint(n, >, 30);
}

/* The pack that says all the grammar can does so. */
static void test_nothing_is_missing(void) {
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents("tests/packs/told.xml", &text, NULL, NULL));
  assert_used(text, "<xs:element name=\"", "<");
  assert_used(text, "<xs:attribute name=\"", " ");
}

static void test_all_were_altered(void) {
  GHashTableIter iter;
  gpointer name;
  g_hash_table_iter_init(&iter, bound_names);
  while (g_hash_table_iter_next(&iter, &name, NULL)) {
    if (g_hash_table_contains(altered_names, name)) continue;
    g_test_message("nothing else was good in “%s”", (char *)name);
    g_test_fail();
  }
  g_assert_true(g_hash_table_contains(altered_names, ""));
  g_assert_cmpuint(g_hash_table_size(altered_names), >, 60);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_assert_true(g_file_get_contents("criteria/rules.xsd", &grammar, NULL, NULL));
  g_test_add_func("/rules-told/shipped", test_shipped);
  g_test_add_func("/rules-told/all-of-the-grammar", test_all_of_the_grammar);
  g_test_add_func("/rules-told/all-were-altered", test_all_were_altered);
  g_test_add_func("/rules-told/nothing-is-missing", test_nothing_is_missing);
  altered_names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  bound_names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  int result = g_test_run();
  g_hash_table_unref(altered_names);
  g_hash_table_unref(bound_names);
  g_free(grammar);
  return result;
}
