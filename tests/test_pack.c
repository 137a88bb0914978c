/* Packs: every shipped one is good and stays itself; every bad one in tests/packs/bad is refused with
 * the line and words it expects; hostile and mutated texts never do more than be refused. */
#include "criteria/pack.h"

#include <glib.h>
#include <locale.h>
#include <string.h>

static void collect_xml(const char *folder, GPtrArray *paths) {
  GDir *dir = g_dir_open(folder, 0, NULL);
  const char *name;
  g_assert_nonnull(dir);
  while ((name = g_dir_read_name(dir)) != NULL) {
    if (g_str_has_suffix(name, ".xml")) g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
  }
  g_dir_close(dir);
}

static PackShelf *shelf_with(const char *folder) {
  const char *folders[] = {folder, NULL};
  return pack_shelf_new(folder != NULL ? folders : NULL);
}

/* -- the shipped packs ------------------------------------------------------------------------------- */

/* Nothing that is shipped is called confirmed, and what is not our own tells in both languages what it rests on. */
static void assert_marked(const PackInfo *info, const char *status, const Text *note) {
  g_assert_cmpstr(status, ==, info->status);
  g_assert_true(g_str_equal(status, "own") || g_str_equal(status, "second-hand") || g_str_equal(status, "example"));
  g_assert_cmpstr(text_in(note, "zh"), !=, text_in(note, "en"));
  g_assert_cmpuint(strlen(text_in(note, "zh")), >, 60);
  g_assert_cmpuint(strlen(text_in(note, "en")), >, 60);
}

/* Rules of an award whose text we know in parts are an example, however sure those parts are. */
static void assert_rules_marked(const PackInfo *info, const Rules *rules) {
  assert_marked(info, rules->status, &rules->note);
  g_assert_cmpstr(rules->status, ==, rules->n_sources > 0 ? "example" : "own");
  for (size_t i = 0; i < rules->n_sources; i++) g_assert_true(*rules->sources[i].title != '\0');
}

static void assert_itself(PackShelf *shelf, const PackInfo *info) {
  g_autoptr(GError) error = NULL;
  g_test_message("%s", info->id);
  g_autofree char *text = pack_text(shelf, info->id, info->type, &error), *first = NULL, *second = NULL;
  g_assert_no_error(error);
  for (int round = 0; round < 2; round++) {
    char **hash = round == 0 ? &first : &second;
    if (info->type == PACK_CRITERIA) {
      g_autoptr(Criteria) criteria = pack_parse_criteria(text, strlen(text), info->id, NULL, &error);
      g_assert_no_error(error);
      g_assert_cmpstr(criteria->id, ==, info->id);
      assert_marked(info, criteria->status, &criteria->note);
      *hash = g_strdup(criteria->sha256);
    } else {
      g_autoptr(Rules) rules = pack_parse_rules(text, strlen(text), info->id, NULL, &error);
      g_assert_no_error(error);
      g_assert_cmpstr(rules->id, ==, info->id);
      assert_rules_marked(info, rules);
      *hash = g_strdup(rules->sha256);
    }
    g_autofree char *again = pack_text(shelf, info->id, info->type, &error);
    g_assert_cmpstr(again, ==, text);
  }
  g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
  g_assert_cmpstr(first, ==, second);
  g_assert_cmpstr(first, ==, hash);
  g_autofree char *foreign = g_strconcat(text, "\n", NULL); /* is scanned and held against the grammar as others' are */
  if (info->type == PACK_CRITERIA)
    criteria_free(pack_parse_criteria(foreign, strlen(foreign), info->id, NULL, &error));
  else
    rules_free(pack_parse_rules(foreign, strlen(foreign), info->id, NULL, &error));
  g_assert_no_error(error);
}

static void check_hash(const char *text) {
  char ours[65];
  g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
  pack_hash(text, strlen(text), ours);
  g_assert_cmpstr(ours, ==, hash);
}

/* A text of a shipped pack, and one of the same length that nobody shipped. */
static void test_hash(void) {
  g_autoptr(PackShelf) shelf = shelf_with(NULL);
  g_autofree char *text = pack_text(shelf, "plain", PACK_RULES, NULL);
  check_hash(text);
  text[strlen(text) - 1] = ' ';
  check_hash(text);
  check_hash("");
}

static void test_shipped(void) {
  g_autoptr(PackShelf) shelf = shelf_with(NULL);
  const PackInfo *infos;
  size_t n = pack_shelf_list(shelf, &infos);
  g_assert_cmpuint(n, >=, 2);
  for (size_t i = 0; i < n; i++) {
    if (i > 0) g_assert_true(infos[i - 1].type < infos[i].type || strcmp(infos[i - 1].id, infos[i].id) < 0);
    g_assert_cmpstr(infos[i].path, ==, "");
    g_assert_cmpuint(infos[i].title.n, >=, 2);
    assert_itself(shelf, &infos[i]);
  }
}

static void test_shipped_files(void) {
  g_autoptr(PackShelf) shelf = shelf_with(NULL);
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
  collect_xml("criteria/packs", paths);
  for (size_t i = 0; i < paths->len; i++) {
    g_autoptr(GPtrArray) faults = pack_check_file(shelf, paths->pdata[i]);
    if (faults->len > 0) g_test_message("%s", (char *)faults->pdata[0]);
    g_assert_cmpuint(faults->len, ==, 0);
  }
}

/* -- the bad packs ----------------------------------------------------------------------------------------- */

static bool any_fault(const GPtrArray *faults, const char *line, const char *words) {
  g_autofree char *place = g_strdup_printf(".xml:%s: ", line);
  for (size_t i = 0; i < faults->len; i++) {
    const char *fault = faults->pdata[i];
    if ((*line == '*' || strstr(fault, place) != NULL) && strstr(fault, words) != NULL) return true;
  }
  return false;
}

/* Each <!-- expect: LINE: WORDS --> of a file must be met, and there may be no more faults than those. */
static void check_expectations(const char *path, const GPtrArray *faults) {
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  unsigned wanted = 0;
  for (const char *at = text; (at = strstr(at, "<!-- expect: ")) != NULL; wanted++) {
    at += strlen("<!-- expect: ");
    const char *colon = strchr(at, ':'), *end = strstr(at, " -->");
    g_autofree char *line = g_strndup(at, (size_t)(colon - at)),
                    *words = g_strndup(colon + 2, (size_t)(end - colon) - 2);
    if (any_fault(faults, line, words)) continue;
    for (size_t i = 0; i < faults->len; i++) g_test_message("found: %s", (char *)faults->pdata[i]);
    g_test_message("wanted: %s:%s: ... %s", path, line, words);
    g_test_fail();
  }
  g_assert_cmpuint(wanted, >, 0);
  if (faults->len != wanted) {
    for (size_t i = 0; i < faults->len; i++) g_test_message("found: %s", (char *)faults->pdata[i]);
    g_test_message("%s: %u faults wanted, %u found", path, wanted, faults->len);
    g_test_fail();
  }
}

static void test_bad(gconstpointer data) {
  g_autoptr(PackShelf) shelf = shelf_with("tests/packs/bad");
  g_autoptr(GPtrArray) faults = pack_check_file(shelf, data);
  check_expectations(data, faults);
}

static void add_bad(void) {
  static GPtrArray *paths;
  paths = g_ptr_array_new_with_free_func(g_free);
  collect_xml("tests/packs/bad", paths);
  g_assert_cmpuint(paths->len, >=, 25);
  for (size_t i = 0; i < paths->len; i++) {
    g_autofree char *base = g_path_get_basename(paths->pdata[i]), *name = g_strconcat("/pack/bad/", base, NULL);
    g_test_add_data_func(name, paths->pdata[i], test_bad);
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pack/hash", test_hash);
  g_test_add_func("/pack/shipped", test_shipped);
  g_test_add_func("/pack/shipped-files", test_shipped_files);
  add_bad();
  return g_test_run();
}
