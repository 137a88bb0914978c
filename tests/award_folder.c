/* award_folder.c: each award is made once per test program, then copied. */
#include "tests/award_folder.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

const char *award_program(void) {
  static char *program;
  if (!program) {
    const char *given = g_getenv("ACCOLADE");
    program = g_canonicalize_filename(given && *given ? given : "build/accolade", NULL);
  }
  return program;
}

/* -- running it ---------------------------------------------------------------------------------------------------- */

static char **environment(const char *folder, const char *term, const char *const *extra) {
  g_autoptr(GPtrArray) env = g_ptr_array_new();
  for (; extra && *extra; extra++) g_ptr_array_add(env, g_strdup(*extra)); /* the first of a name counts */
  static const char *const kept[] = {"PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"};
  for (size_t i = 0; i < G_N_ELEMENTS(kept); i++)
    if (g_getenv(kept[i])) g_ptr_array_add(env, g_strdup_printf("%s=%s", kept[i], g_getenv(kept[i])));
  g_ptr_array_add(env, g_strdup_printf("HOME=%s", folder));
  g_ptr_array_add(env, g_strdup_printf("XDG_STATE_HOME=%s/state", folder));
  g_ptr_array_add(env, g_strdup_printf("TERM=%s", term));
  g_ptr_array_add(env, g_strdup("LC_ALL=C.UTF-8"));
  g_ptr_array_add(env, NULL);
  return (char **)g_ptr_array_free(g_steal_pointer(&env), FALSE);
}

char *award_run(const char *folder, const char *line, int *ret_code) {
  g_autofree char *quoted = g_shell_quote(award_program());
  g_autofree char *whole = g_strdup_printf("%s %s", quoted, line);
  g_auto(GStrv) words = NULL, env = environment(folder, "dumb", NULL);
  g_autofree char *out = NULL, *err = NULL;
  g_autoptr(GError) error = NULL;
  int status = 0;
  g_shell_parse_argv(whole, NULL, &words, &error);
  g_assert_no_error(error);
  g_spawn_sync(folder, words, env, G_SPAWN_DEFAULT, NULL, NULL, &out, &err, &status, &error);
  g_assert_no_error(error);
  if (ret_code) *ret_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return g_strconcat(out, err, NULL);
}

static void must(const char *folder, const char *line) {
  int code;
  g_autofree char *said = award_run(folder, line, &code);
  if (code != 0) g_error("accolade %s: exit %d: %s", line, code, said);
}

/* -- awards ---------------------------------------------------------------------------------------------------------- */

static void copy(const char *from, const char *to) {
  g_autofree char *bytes = NULL;
  gsize n;
  g_autoptr(GError) error = NULL;
  g_file_get_contents(from, &bytes, &n, &error);
  g_assert_no_error(error);
  g_file_set_contents(to, bytes, (gssize)n, &error);
  g_assert_no_error(error);
}

static char *new_folder(void) {
  g_autoptr(GError) error = NULL;
  char *folder = g_dir_make_tmp("accolade-screens-XXXXXX", &error);
  g_assert_no_error(error);
  return folder;
}

static void make_award(const char *folder, bool with_scores) {
  g_autofree char *data = g_canonicalize_filename("demo", NULL);
  static const char *const tables[] = {"applicants", "assessors", "assignments"};
  must(folder, "init --criteria gbt19580-2012 --rules mayor-demo --title 2026年岚屿市市长质量奖");
  for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
    g_autofree char *line = g_strdup_printf("import %s '%s/%s.csv'", tables[i], data, tables[i]);
    must(folder, line);
  }
  must(folder, "recuse A03 E03 --reason 2024年前任该企业顾问");
  g_autofree char *scores = g_strdup_printf("import scores '%s/scores.csv'", data);
  if (with_scores) must(folder, scores);
}

static GHashTable *files;

static void forget_awards(void) {
  GHashTableIter all;
  gpointer file;
  g_hash_table_iter_init(&all, files);
  while (g_hash_table_iter_next(&all, NULL, &file)) award_folder_remove(g_path_get_dirname(file));
}

/* The database of that award, made when it is first asked for. */
static const char *award_file(const char *award) {
  if (!files) {
    files = g_hash_table_new(g_str_hash, g_str_equal);
    atexit(forget_awards);
  }
  const char *file = g_hash_table_lookup(files, award);
  if (file) return file;
  g_autofree char *folder = new_folder();
  make_award(folder, g_str_equal(award, "demo"));
  file = g_build_filename(folder, "award.db", NULL);
  g_hash_table_insert(files, g_strdup(award), (gpointer)file);
  return file;
}

char *award_folder_new(const char *award) {
  char *folder = new_folder();
  if (g_str_equal(award, "none")) return folder;
  g_autofree char *path = g_build_filename(folder, "award.db", NULL);
  copy(award_file(award), path);
  return folder;
}

static void remove_all(const char *path) {
  g_autoptr(GDir) dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    g_autofree char *inside = g_build_filename(path, name, NULL);
    remove_all(inside);
  }
  g_remove(path);
}

void award_folder_remove(char *folder) {
  remove_all(folder);
  g_free(folder);
}

/* -- screens ----------------------------------------------------------------------------------------------------------- */

Pty *award_screen(const char *folder, const AwardScreen *how) {
  g_auto(GStrv) env = environment(folder, how->term, how->extra);
  const char *argv[] = {award_program(), "--lang", how->lang, "--as", how->actor, NULL};
  return pty_start(how->rows, how->cols, argv, (const char *const *)env, folder);
}

static const struct {
  const char *name, *bytes;
} named_keys[] = {
    {"Enter", "\r"},    {"Esc", "\033"},       {"Tab", "\t"},         {"Space", " "},         {"lt", "<"},
    {"Up", "\033OA"},   {"Down", "\033OB"},    {"Right", "\033OC"},   {"Left", "\033OD"},     {"Home", "\033OH"},
    {"End", "\033OF"},  {"PgUp", "\033[5~"},   {"PgDn", "\033[6~"},   {"Delete", "\033[3~"},  {"Insert", "\033[2~"},
    {"F1", "\033OP"},   {"F2", "\033OQ"},      {"F3", "\033OR"},      {"F4", "\033OS"},       {"F7", "\033[18~"},
    {"F9", "\033[20~"}, {"Backspace", "\177"}, {"BackTab", "\033[Z"}, {"Paste", "\033[200~"}, {"EndPaste", "\033[201~"},
};

static void put_key(GString *bytes, const char *name) {
  if (g_str_has_prefix(name, "C-") && name[2]) {
    g_string_append_c(bytes, (char)(name[2] & 31));
    return;
  }
  for (size_t i = 0; i < G_N_ELEMENTS(named_keys); i++)
    if (g_str_equal(named_keys[i].name, name)) {
      g_string_append(bytes, named_keys[i].bytes);
      return;
    }
  g_error("there is no key <%s>", name);
}

GString *award_keys(const char *text) {
  GString *bytes = g_string_new(NULL);
  while (*text) {
    const char *end = *text == '<' ? strchr(text, '>') : NULL;
    if (!end) {
      g_string_append_c(bytes, *text++);
      continue;
    }
    g_autofree char *name = g_strndup(text + 1, (size_t)(end - text - 1));
    put_key(bytes, name);
    text = end + 1;
  }
  return bytes;
}

static gboolean hide(const GMatchInfo *match, GString *out, gpointer user) {
  (void)user;
  g_autofree char *text = g_match_info_fetch(match, 0);
  for (char *c = text; *c; c++)
    if (g_ascii_isalnum(*c)) *c = '#';
  g_string_append(out, text);
  return FALSE;
}

char *award_picture(Pty *pty) {
  static GRegex *changing;
  if (!changing)
    changing = g_regex_new(
        "\\d\\d:\\d\\d:\\d\\d|20\\d\\d-\\d\\d-\\d\\d|(?<=head )[0-9a-f]+|(?<=on “)[0-9a-f](?=”)|\\b[0-9a-f]{12,}",
        G_REGEX_OPTIMIZE, 0, NULL);
  g_autofree char *picture = pty_picture(pty);
  return g_regex_replace_eval(changing, picture, -1, 0, 0, hide, NULL, NULL);
}
