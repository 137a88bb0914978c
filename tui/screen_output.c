/* screen_output.c: what the last command printed, when that was more than a few lines. */
#include "tui/edit.h"
#include "tui/list.h"
#include "tui/tui_private.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct Output {
  List list;
  GPtrArray *lines; /* char * */
  char *text;
  int width;
} Output;

static void wrap(Output *output, int width) {
  const char *text = output->text;
  g_ptr_array_set_size(output->lines, 0);
  for (size_t at = 0, end; text[at]; at = text[end] == '\n' ? end + 1 : end) {
    end = edit_wrap(text, at, (size_t)MAX(width, 8));
    g_ptr_array_add(output->lines, g_strndup(text + at, end - at));
  }
  output->width = width;
  list_resize(&output->list, output->lines->len);
}

static bool open(Tui *tui, void *state, const char *argument, GError **error) {
  (void)argument, (void)error;
  Output *output = state;
  output->text = g_strdup(tui->output ? tui->output : "");
  output->lines = g_ptr_array_new_with_free_func(g_free);
  wrap(output, term_area(tui->term).cols);
  return true;
}

static void draw_row(Tui *tui, void *state, size_t i, Area place, bool focused) {
  term_fill(tui->term, place.row, place.col, place.cols, focused ? STYLE_SELECTED : STYLE_PLAIN,
            g_ptr_array_index(((Output *)state)->lines, i));
}

static void draw(Tui *tui, void *state, Area area) {
  Output *output = state;
  if (output->width != area.cols) wrap(output, area.cols);
  list_draw(&output->list, tui, area, draw_row, state);
}

static char *subtitle(Tui *tui, void *state) {
  (void)state;
  return g_strdup(tui->output_of ? tui->output_of : "");
}

static List *list(void *state) { return &((Output *)state)->list; }

static bool matches(void *state, size_t i, const char *text) {
  return list_has(g_ptr_array_index(((Output *)state)->lines, i), text);
}

static void output_close(void *state) {
  Output *output = state;
  g_clear_pointer(&output->lines, g_ptr_array_unref);
  g_free(output->text);
}

const Screen screen_output = {
    .name = "output",
    .title = N_("Output"),
    .sentence = N_("what the last command printed"),
    .roles = ROLES_ALL,
    .state_size = sizeof(Output),
    .open = open,
    .draw = draw,
    .subtitle = subtitle,
    .list = list,
    .matches = matches,
    .close = output_close,
};
