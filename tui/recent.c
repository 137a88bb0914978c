/* recent.c: a small file that is read and written whole. */
#include "tui/recent.h"
#include "tui/state_file.h"

#include <stdbool.h>
#include <string.h>

enum { MOST = 12 };

void recent_free(Recent *recent) {
  g_free(recent->path);
  g_free(recent->actor);
  g_free(recent->title);
  g_free(recent);
}

static Recent *parse(const char *line) {
  g_auto(GStrv) fields = g_strsplit(line, "\t", 3);
  if (g_strv_length(fields) != 3 || !g_utf8_validate(line, -1, NULL)) return NULL;
  if (!g_file_test(fields[0], G_FILE_TEST_IS_REGULAR)) return NULL;
  Recent *recent = g_new(Recent, 1);
  *recent = (Recent){g_strdup(fields[0]), g_strdup(fields[1]), g_strdup(fields[2])};
  return recent;
}

GPtrArray *recent_list(void) {
  GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify)recent_free);
  g_autofree char *path = state_file_path("recent"), *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, NULL)) return list;
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line && list->len < MOST; line++) {
    Recent *recent = parse(*line);
    if (recent) g_ptr_array_add(list, recent);
  }
  return list;
}

static void put_field(GString *text, const char *field, char end) {
  for (; *field; field++) g_string_append_c(text, strchr("\t\n\r", *field) ? ' ' : *field);
  g_string_append_c(text, end);
}

static void put(GString *text, const char *path, const char *actor, const char *title) {
  put_field(text, path, '\t');
  put_field(text, actor, '\t');
  put_field(text, title, '\n');
}

void recent_add(const char *path, const char *actor, const char *title) {
  g_autofree char *full = g_canonicalize_filename(path, NULL), *file = state_file_path("recent");
  if (strpbrk(full, "\t\n\r")) return;
  g_autoptr(GPtrArray) list = recent_list();
  g_autoptr(GString) text = g_string_new(NULL);
  put(text, full, actor, title);
  for (guint i = 0; i < list->len; i++) {
    const Recent *one = g_ptr_array_index(list, i);
    bool same = g_str_equal(one->path, full) && g_str_equal(one->actor, actor);
    if (!same) put(text, one->path, one->actor, one->title);
  }
  g_autofree char *before = NULL;
  bool same = g_file_get_contents(file, &before, NULL, NULL) && g_str_equal(before, text->str);
  if (!same) state_file_replace(file, text->str);
}
