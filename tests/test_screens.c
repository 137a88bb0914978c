/* test_screens.c: every tests/screens/NAME.keys is played on a terminal and must show the pictures in NAME.txt.
 * GOLDEN=write (tests/screens/update) writes them anew; look at what changed before it is kept. */
#include "tests/award_folder.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

typedef struct Play { /* one file, played at one size in one language */
  AwardScreen how;
  char *folder;
  Pty *pty;
  GString *pictures;
} Play;

typedef struct Script {
  char **lines;
  char *size, *lang, *term, *actor, *award;
  GPtrArray *extra, *runs; /* of borrowed strings */
} Script;

static void script_clear(Script *script) {
  g_strfreev(script->lines);
  g_ptr_array_unref(script->extra);
  g_ptr_array_unref(script->runs);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Script, script_clear)

/* What follows the word and a space, when the line begins with it; else NULL. */
static char *after(char *line, const char *word) {
  size_t n = strlen(word);
  return strncmp(line, word, n) == 0 && line[n] == ' ' ? line + n + 1 : NULL;
}

static void take_setting(Script *script, char *line) {
  const struct {
    const char *word;
    char **field;
  } settings[] = {{"size", &script->size},
                  {"lang", &script->lang},
                  {"term", &script->term},
                  {"actor", &script->actor},
                  {"award", &script->award}};
  char *rest;
  for (size_t i = 0; i < G_N_ELEMENTS(settings); i++)
    if ((rest = after(line, settings[i].word))) *settings[i].field = rest;
  if ((rest = after(line, "env"))) g_ptr_array_add(script->extra, rest);
  if ((rest = after(line, "run"))) g_ptr_array_add(script->runs, rest);
}

static void script_read(Script *script, const char *path) {
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  static char size[] = "80x24", lang[] = "en", term[] = "xterm-256color", actor[] = "secretariat", award[] = "demo";
  g_file_get_contents(path, &text, NULL, &error);
  g_assert_no_error(error);
  *script = (Script){.size = size, .lang = lang, .term = term, .actor = actor, .award = award};
  script->lines = g_strsplit(text, "\n", -1);
  script->extra = g_ptr_array_new();
  script->runs = g_ptr_array_new();
  for (char **line = script->lines; *line; line++) take_setting(script, *line);
  g_ptr_array_add(script->extra, NULL);
}

static void take_size(const char *text, int *ret_cols, int *ret_rows) {
  g_assert_cmpint(sscanf(text, "%dx%d", ret_cols, ret_rows), ==, 2);
}

/* {tests} in a line is this folder. */
static char *here(const char *line) {
  g_autofree char *tests = g_canonicalize_filename("tests", NULL);
  g_auto(GStrv) parts = g_strsplit(line, "{tests}", -1);
  return g_strjoinv(tests, parts);
}

static void run(const Play *play, const char *words) {
  int code;
  g_autofree char *line = here(words), *said = award_run(play->folder, line, &code);
  if (code != 0) g_error("run %s: exit %d: %s", words, code, said);
}

static void play_line(Play *play, char *line) {
  char *rest;
  if ((rest = after(line, "meanwhile"))) run(play, rest);
  if ((rest = after(line, "keys"))) {
    g_autoptr(GString) bytes = award_keys(rest);
    g_assert_true(pty_type(play->pty, bytes->str, bytes->len));
  } else if ((rest = after(line, "resize"))) {
    take_size(rest, &play->how.cols, &play->how.rows);
    g_assert_true(pty_resize(play->pty, play->how.rows, play->how.cols));
  } else if ((rest = after(line, "picture"))) {
    g_autofree char *picture = award_picture(play->pty);
    g_string_append_printf(play->pictures, "== %s (%dx%d, %s)\n%s", rest, play->how.cols, play->how.rows,
                           play->how.lang, picture);
  }
}

static void play_at(const Script *script, const char *size, const char *lang, GString *pictures) {
  Play play = {.how = {.term = script->term,
                       .lang = lang,
                       .actor = script->actor,
                       .extra = (const char *const *)script->extra->pdata},
               .folder = award_folder_new(script->award),
               .pictures = pictures};
  take_size(size, &play.how.cols, &play.how.rows);
  for (guint i = 0; i < script->runs->len; i++) run(&play, g_ptr_array_index(script->runs, i));
  play.pty = award_screen(play.folder, &play.how);
  for (char **line = script->lines; *line; line++) play_line(&play, *line);
  pty_free(play.pty);
  award_folder_remove(play.folder);
}

static void compare(const char *path, const char *pictures) {
  g_autofree char *wanted = NULL;
  if (g_strcmp0(g_getenv("GOLDEN"), "write") == 0) g_assert_true(g_file_set_contents(path, pictures, -1, NULL));
  g_assert_true(g_file_get_contents(path, &wanted, NULL, NULL));
  if (!g_str_equal(pictures, wanted)) g_test_message("%s is now:\n%s", path, pictures);
  g_assert_true(g_str_equal(pictures, wanted));
}

static void play(gconstpointer data) {
  const char *path = data;
  if (!pty_usable()) {
    g_test_skip("/proc/PID/syscall cannot be read here, so nobody can tell when a picture is finished");
    return;
  }
  g_auto(Script) script = {0};
  g_autoptr(GString) pictures = g_string_new(NULL);
  script_read(&script, path);
  g_auto(GStrv) sizes = g_strsplit(script.size, " ", -1), langs = g_strsplit(script.lang, " ", -1);
  for (char **size = sizes; *size; size++)
    for (char **lang = langs; *lang; lang++) play_at(&script, *size, *lang, pictures);
  g_autofree char *stem = g_strndup(path, strlen(path) - strlen(".keys"));
  g_autofree char *golden = g_strconcat(stem, ".txt", NULL);
  compare(golden, pictures->str);
}

static int by_name(gconstpointer a, gconstpointer b) { return g_strcmp0(*(char *const *)a, *(char *const *)b); }

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GDir) dir = g_dir_open("tests/screens", 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir));)
    if (g_str_has_suffix(name, ".keys")) g_ptr_array_add(names, g_build_filename("tests/screens", name, NULL));
  g_ptr_array_sort(names, by_name);
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *test = g_path_get_basename(g_ptr_array_index(names, i));
    test[strlen(test) - strlen(".keys")] = '\0';
    g_autofree char *path = g_strdup_printf("/screens/%s", test);
    g_test_add_data_func(path, g_ptr_array_index(names, i), play);
  }
  return g_test_run();
}
