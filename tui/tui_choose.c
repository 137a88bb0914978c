/* tui_choose.c: a list to choose from, which any screen may put over its lower part. */
#include "tui/tui_private.h"

void tui_choice_end(Tui *tui) {
  if (!tui->choice) return;
  g_free(tui->choice->title);
  g_strfreev(tui->choice->labels);
  g_clear_pointer(&tui->choice, g_free);
}

void tui_choose(Tui *tui, const char *title, const char *const *labels, size_t n, size_t at,
                void (*done)(Tui *, size_t, void *), void *data) {
  tui_choice_end(tui);
  Choosing *choice = g_new0(Choosing, 1);
  choice->title = g_strdup(title);
  choice->labels = g_new0(char *, n + 1);
  for (size_t i = 0; i < n; i++) choice->labels[i] = g_strdup(labels[i]);
  choice->list = (List){.n = n, .at = at};
  choice->done = done;
  choice->data = data;
  tui->choice = choice;
}

static void choose(Tui *tui, size_t at) {
  if (at >= tui->choice->list.n) return;
  void (*done)(Tui *, size_t, void *) = tui->choice->done;
  void *data = tui->choice->data;
  tui_choice_end(tui);
  done(tui, at, data);
}

void tui_choice_key(Tui *tui, const Key *key) {
  List *list = &tui->choice->list;
  const char *name = key->name ? key->name : "";
  if (key->character >= '1' && key->character <= '9')
    choose(tui, key->character - '1');
  else if (g_str_equal(name, "Up") || key->character == 'k')
    list_move(list, "up", 1);
  else if (g_str_equal(name, "Down") || key->character == 'j')
    list_move(list, "down", 1);
  else if (g_str_equal(name, "Enter") || (g_str_equal(name, "Click") && list_click(list, key->row)))
    choose(tui, list->at);
  else if (g_str_equal(name, "Esc") || g_str_equal(name, "C-c") || key->character == 'q')
    tui_choice_end(tui);
}

static void draw_row(Tui *tui, void *state, size_t i, Area place, bool focused) {
  const Choosing *choice = state;
  char number[8] = " ";
  if (i < 9) g_snprintf(number, sizeof number, "%zu", i + 1);
  g_autofree char *line = g_strdup_printf("%s %s  %s", focused ? ">" : " ", number, choice->labels[i]);
  term_fill(tui->term, place.row, place.col, place.cols, focused ? STYLE_SELECTED : STYLE_PLAIN, line);
}

void tui_choice_draw(Tui *tui, Area area) {
  Choosing *choice = tui->choice;
  int rows = MIN((int)choice->list.n + 2, area.rows), top = area.row + area.rows - rows;
  term_line(tui->term, top, area.col, area.cols);
  if (rows > 2) term_fill(tui->term, top + 1, area.col, area.cols, STYLE_TITLE, choice->title);
  list_draw(&choice->list, tui, (Area){top + 2, area.col, rows - 2, area.cols}, draw_row, choice);
}
