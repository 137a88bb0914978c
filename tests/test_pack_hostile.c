/* Texts made to harm: each is refused with a clear sentence. Then thousands of mutations of a real
 * pack: each is taken or refused with a line, and none does anything else. */
#include "criteria/pack.h"

#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

static char *refusal_of(const char *text, size_t length) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Criteria) criteria = pack_parse_criteria(text, length, "hostile.xml", NULL, &error);
  g_assert_null(criteria);
  g_assert_error(error, PACK_ERROR, PACK_ERROR_INVALID);
  return g_strdup(error->message);
}

static void assert_refused(const char *text, const char *words) {
  g_autofree char *refusal = refusal_of(text, strlen(text));
  g_test_message("%s", refusal);
  g_assert_nonnull(strstr(refusal, words));
  g_assert_true(g_str_has_prefix(refusal, "hostile.xml:"));
}

static char *repeat(const char *before, const char *piece, size_t n, const char *after) {
  GString *text = g_string_new(before);
  for (size_t i = 0; i < n; i++) g_string_append(text, piece);
  g_string_append(text, after);
  return g_string_free(text, FALSE);
}

static void test_entities(void) {
  GString *laughs = g_string_new("<?xml version=\"1.0\"?>\n<!DOCTYPE c [<!ENTITY l0 \"ha\">");
  for (int i = 1; i < 20; i++)
    g_string_append_printf(laughs, "<!ENTITY l%d \"&l%d;&l%d;&l%d;\">", i, i - 1, i - 1, i - 1);
  g_string_append(laughs, "]>\n<criteria>&l19;</criteria>");
  g_autofree char *text = g_string_free(laughs, FALSE);
  assert_refused(text, "hostile.xml:2: DOCTYPE and ENTITY are not allowed");
  assert_refused("<!DOCTYPE c [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><criteria>&x;</criteria>", "DOCTYPE");
  assert_refused("<!DOCTYPE c [<!ENTITY % x SYSTEM \"http://127.0.0.1/x\"> %x;]><criteria/>", "DOCTYPE");
  assert_refused("<criteria>&x;</criteria>", "not well-formed XML");
  assert_refused("<criteria><!ENTITY x \"y\"></criteria>", "DOCTYPE and ENTITY");
}

static void test_floods(void) {
  g_autofree char *deep = repeat("", "<node>", 10000, "");
  g_autofree char *attributes = repeat("<criteria", " a=\"\"", 200000, "/>");
  g_autofree char *elements = repeat("<criteria>", "<a/>", 300000, "</criteria>");
  g_autofree char *open = repeat("<criteria a=\"", "<", 100000, "");
  g_autofree char *large = repeat("<criteria>", "0123456789abcdef", 300000, "</criteria>");
  g_autofree char *faulty = repeat("<criteria>", "<node points=\"x\"/>", 100000, "</criteria>");
  g_autofree char *levels = repeat("<criteria>", "<level id=\"a\"/>", 100000, "</criteria>");
  assert_refused(deep, "more than 64 deep");
  assert_refused(attributes, "more than 64 attributes");
  assert_refused(elements, "more than 200000 tags");
  assert_refused(open, "never closed");
  assert_refused(large, "larger than 4 MiB");
  assert_refused(faulty, "faults in all");
  assert_refused(levels, "faults in all");
}

static void test_sparse_file(void) {
  g_autofree char *path = g_build_filename(g_get_tmp_dir(), "accolade-sparse-XXXXXX", NULL);
  int file = g_mkstemp(path);
  g_assert_cmpint(ftruncate(file, (off_t)1 << 30), ==, 0);
  close(file);
  g_autoptr(PackShelf) shelf = pack_shelf_new(NULL);
  g_autoptr(GPtrArray) faults = pack_check_file(shelf, path), folder = pack_check_file(shelf, g_get_tmp_dir()),
                       device = pack_check_file(shelf, "/dev/zero"), nothing = pack_check_file(shelf, "/no/such.xml");
  g_assert_cmpuint(faults->len, ==, 1);
  g_assert_nonnull(strstr(faults->pdata[0], "larger than 4 MiB"));
  g_assert_nonnull(strstr(folder->pdata[0], "not a file"));
  g_assert_nonnull(strstr(device->pdata[0], "not a file"));
  g_assert_nonnull(strstr(nothing->pdata[0], "/no/such.xml: "));
  g_unlink(path);
}

static void test_encodings(void) {
  assert_refused("<?xml version=\"1.0\" encoding=\"UTF-7\"?><criteria/>",
                 "the encoding is not one that packs may have");
  assert_refused("<?xml version='1.0' encoding='ISO-8859-1'?><criteria/>", "the encoding is not one");
  assert_refused("\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"GBK\"?><criteria/>", "the encoding is not one");
  assert_refused("<?xml version=\"1.0\" encoding=\"GBK\"?>\n<criteria a=\"\xFF\xFF\"/>",
                 "hostile.xml:2: the bytes are not GBK");
  assert_refused("<criteria>\n\xC3(</criteria>", "hostile.xml:2: the bytes are not UTF-8");
  g_autofree char *wide = refusal_of("\xFF\xFE<\0c\0", 6), *zero = refusal_of("<criteria\0/>", 12);
  g_assert_nonnull(strstr(wide, "the encoding is not one"));
  g_assert_nonnull(strstr(zero, "the bytes are not UTF-8"));
  assert_refused("", "not well-formed");
  assert_refused("<criteria>\x1B[31m</criteria>", "U+001B");
  assert_refused("<criteria id=\"&#x202e;\"/>", "control character is hidden");
}

/* Each unsafe character is refused as it is and given by number; its neighbours are let through. */
static void test_unsafe_characters(void) {
  static const gunichar unsafe[] = {0x01,   0x08,   0x0B,   0x0C,   0x0E,   0x1F,   0x7F,   0x80,  0x9F,
                                    0x061C, 0x200E, 0x200F, 0x2028, 0x202E, 0x2066, 0x2069, 0xFEFF};
  static const gunichar safe[] = {'\t',   '\n',   '\r',   0x20,   0x7E,    0xA0,   0x061B, 0x061D, 0x200D, 0x2010,
                                  0x2027, 0x202F, 0x2065, 0x206A, 0x2029E, 0x3000, 0x4E00, 0xFF0C, 0xFEFE, 0xFF01};
  for (size_t i = 0; i < G_N_ELEMENTS(unsafe); i++) {
    g_autofree char *character = g_ucs4_to_utf8(&unsafe[i], 1, NULL, NULL, NULL);
    g_autofree char *raw = g_strdup_printf("<criteria>\n%s</criteria>", character),
                    *given = g_strdup_printf("<criteria id=\"&#x%x;\"/>", unsafe[i]),
                    *named = g_strdup_printf("hostile.xml:2: the control character U+%04X", unsafe[i]);
    assert_refused(raw, named);
    assert_refused(given, unsafe[i] < 0x20 ? "not well-formed" : "control character is hidden");
  }
  for (size_t i = 0; i < G_N_ELEMENTS(safe); i++) {
    g_autofree char *character = g_ucs4_to_utf8(&safe[i], 1, NULL, NULL, NULL);
    g_autofree char *text = g_strdup_printf("<criteria id=\"%s&#x%x;\"/>", character, safe[i]);
    g_autofree char *refusal = refusal_of(text, strlen(text));
    g_assert_null(strstr(refusal, "control character"));
  }
}

/* The same pack in GB18030 says the same as in UTF-8, and its stored text is UTF-8. */
static void test_gb18030(void) {
  g_autoptr(PackShelf) shelf = pack_shelf_new(NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = pack_text(shelf, "gbt19580-2012", PACK_CRITERIA, &error);
  g_assert_no_error(error);
  g_auto(GStrv) parts = g_strsplit(text, "encoding=\"UTF-8\"", 2);
  g_autofree char *own = g_strjoin("encoding=\"GB18030\"", parts[0], parts[1], NULL);
  g_auto(GStrv) ids = g_strsplit(own, "id=\"gbt19580-2012\"", 2);
  g_autofree char *renamed = g_strjoin("id=\"gb-copy\"", ids[0], ids[1], NULL);
  size_t length;
  g_autofree char *bytes = g_convert(renamed, -1, "GB18030", "UTF-8", NULL, &length, &error);
  g_assert_no_error(error);
  g_autofree char *path = g_build_filename(g_get_tmp_dir(), "accolade-gb18030.xml", NULL);
  g_assert_true(g_file_set_contents(path, bytes, (gssize)length, NULL));
  g_autofree char *stored = pack_text(shelf, path, PACK_CRITERIA, &error);
  g_assert_no_error(error);
  g_autoptr(Criteria) criteria = pack_parse_criteria(stored, strlen(stored), "stored", NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(text_in(&criteria->tops[0]->title, "zh"), ==, "领导");
  g_assert_nonnull(strstr(stored, "encoding=\"UTF-8\""));
  g_unlink(path);
}

/* -- mutations --------------------------------------------------------------------------------------------- */

static uint64_t seed = 20121128;

static size_t draw(size_t below) {
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (size_t)(seed >> 33) % below;
}

static void mutate(GString *text) {
  static const char *const pieces[] = {
      "<",      ">",       "\"",   "&",   "=",    "/",    "0",         "999999999",
      "<item>", "</node>", "<!--", "]]>", "&#0;", "\xFF", " id=\"x\"", "<node code=\"9\"/>",
      "-1",     "1/3",     "<?",   "\n"};
  size_t at = draw(text->len), piece = draw(G_N_ELEMENTS(pieces)), length = draw(60);
  switch (draw(5)) {
  case 0: text->str[at] = (char)draw(256); return;
  case 1: g_string_erase(text, (gssize)at, (gssize)MIN(length, text->len - at)); return;
  case 2: g_string_insert(text, (gssize)at, pieces[piece]); return;
  case 3: g_string_overwrite_len(text, at, pieces[piece], (gssize)MIN(strlen(pieces[piece]), text->len - at)); return;
  default: {
    g_autofree char *copy = g_strndup(text->str + at, MIN(length * 4, text->len - at));
    g_string_insert(text, (gssize)draw(text->len), copy);
  }
  }
}

static bool names_a_line(const char *message) {
  const char *colon = g_str_has_prefix(message, "fuzz.xml:") ? message + strlen("fuzz.xml:") : "";
  return g_ascii_isdigit(*colon);
}

static void fuzz(const char *id, PackType type, int rounds) {
  g_autoptr(PackShelf) shelf = pack_shelf_new(NULL);
  g_autofree char *original = pack_text(shelf, id, type, NULL);
  int refused = 0;
  for (int i = 0; i < rounds; i++) {
    g_autoptr(GString) text = g_string_new(original);
    for (size_t n = draw(3) + 1; n > 0; n--) mutate(text);
    g_autoptr(GError) error = NULL;
    g_autoptr(Criteria) criteria =
        type == PACK_CRITERIA ? pack_parse_criteria(text->str, text->len, "fuzz.xml", NULL, &error) : NULL;
    g_autoptr(Rules) rules =
        type == PACK_RULES ? pack_parse_rules(text->str, text->len, "fuzz.xml", NULL, &error) : NULL;
    g_assert_true((criteria != NULL || rules != NULL) == (error == NULL));
    if (error == NULL) continue;
    refused++;
    if (!names_a_line(error->message)) g_test_message("round %d: %s", i, error->message);
    g_assert_true(names_a_line(error->message));
  }
  g_assert_cmpint(refused, >, rounds / 4);
  g_assert_cmpint(refused, <, rounds);
}

static void test_mutated_criteria(void) { fuzz("gbt19580-2012", PACK_CRITERIA, 2000); }

static void test_mutated_rules(void) { fuzz("shenzhen-2018", PACK_RULES, 1000); }

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/hostile/entities", test_entities);
  g_test_add_func("/hostile/floods", test_floods);
  g_test_add_func("/hostile/sparse-file", test_sparse_file);
  g_test_add_func("/hostile/encodings", test_encodings);
  g_test_add_func("/hostile/unsafe-characters", test_unsafe_characters);
  g_test_add_func("/hostile/gb18030", test_gb18030);
  g_test_add_func("/hostile/mutated-criteria", test_mutated_criteria);
  g_test_add_func("/hostile/mutated-rules", test_mutated_rules);
  return g_test_run();
}
