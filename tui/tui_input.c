/* tui_input.c: the line of input at the bottom: questions, `/`, and `:` with completion and history. */
#include "reports/cells.h"
#include "tui/tui_private.h"

#include <string.h>

void tui_ask(Tui *tui, const char *prompt, const char *initial, void (*done)(Tui *, const char *, void *), void *data) {
  edit_free(tui->input);
  g_free(tui->prompt);
  tui->input = edit_new(initial, true);
  tui->prompt = g_strdup(prompt);
  tui->asked = done;
  tui->asked_data = data;
}

/* As much as all of them begin with, by whole characters; and when there is only one, all of it. */
static char *common_begin(const GPtrArray *lines) {
  const char *first = g_ptr_array_index(lines, 0), *end = first + strlen(first);
  for (guint i = 1; i < lines->len; i++) {
    const char *line = g_ptr_array_index(lines, i), *same = first;
    for (; same < end && *same == line[same - first]; same++) continue;
    end = same;
  }
  while (end > first && (*end & 0xc0) == 0x80) end--;
  char *begin = g_strndup(first, (size_t)(end - first));
  if (lines->len > 1 || g_str_has_suffix(begin, "/")) return begin;
  char *whole = g_strconcat(begin, " ", NULL);
  g_free(begin);
  return whole;
}

static void complete(Tui *tui) {
  g_autofree char *typed = g_strdup(edit_text(tui->input));
  g_autoptr(GPtrArray) lines = tui_complete(tui, typed);
  if (lines->len == 0) return;
  g_autofree char *common = common_begin(lines);
  if (strlen(common) > strlen(typed)) edit_set(tui->input, common);
  if (lines->len == 1) return;
  const char *space = strrchr(typed, ' ');
  size_t head = space ? (size_t)(space - typed) + 1 : 0;
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf(all, "%s  ", (char *)g_ptr_array_index(lines, i) + head);
  tui_say(tui, false, all->str);
}

static void recall(Tui *tui, int by) {
  long at = (long)tui->history_at + by;
  if (at < 0 || at > (long)tui->history->len) return;
  tui->history_at = (guint)at;
  edit_set(tui->input, at == (long)tui->history->len ? "" : g_ptr_array_index(tui->history, (guint)at));
}

static void finish(Tui *tui, bool given) {
  g_autoptr(GString) text = g_string_new(edit_text(tui->input));
  g_clear_pointer(&tui->input, edit_free);
  if (given) tui->asked(tui, text->str, tui->asked_data);
}

void tui_input_key(Tui *tui, const Key *key) {
  const char *name = key->name ? key->name : "";
  bool is_line = g_str_equal(tui->prompt, ":");
  if (g_str_equal(name, "Enter"))
    finish(tui, true);
  else if (g_str_equal(name, "Esc") || g_str_equal(name, "C-c") ||
           (g_str_equal(name, "Backspace") && !*edit_text(tui->input)))
    finish(tui, false);
  else if (is_line && g_str_equal(name, "Tab"))
    complete(tui);
  else if (is_line && g_str_equal(name, "Up"))
    recall(tui, -1);
  else if (is_line && g_str_equal(name, "Down"))
    recall(tui, 1);
  else
    edit_key(tui->input, key);
}

/* A prompt that leaves too little room to type stands in a line of its own. */
int tui_input_rows(const Tui *tui, int cols) { return (int)text_cells(tui->prompt) > cols / 2 ? 2 : 1; }

void tui_input_draw(Tui *tui, int row, int cols) {
  bool apart = row > 1 && tui_input_rows(tui, cols) > 1;
  if (apart) term_fill(tui->term, row - 1, 0, cols, STYLE_STRONG, tui->prompt);
  for (int i = 0; i < 2; i++) term_fill(tui->term, row + i, 0, cols, STYLE_PLAIN, "");
  int used = term_put(tui->term, row, 0, cols, STYLE_STRONG, apart ? "> " : tui->prompt);
  edit_draw(tui->input, tui->term, (Area){row, used, 1, cols - used});
}
