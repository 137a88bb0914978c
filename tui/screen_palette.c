/* screen_palette.c: every verb, command and screen that can be run here; typing narrows, Enter runs. */
#include "tui/columns.h"
#include "tui/edit.h"
#include "tui/list.h"
#include "tui/tui_private.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct Palette {
  List list;
  Edit *filter;
  GPtrArray *all, *shown; /* of char *, lines; shown borrows */
} Palette;

static bool has(const char *text, const char *wanted) {
  g_autofree char *folded = g_utf8_casefold(text, -1);
  return strstr(folded, wanted) != NULL;
}

/* Those whose line has the word before those whose sentence has it. */
static void narrow(Palette *palette) {
  g_autofree char *wanted = g_utf8_casefold(edit_text(palette->filter), -1);
  g_ptr_array_set_size(palette->shown, 0);
  for (int in_line = 1; in_line >= 0; in_line--)
    for (guint i = 0; i < palette->all->len; i++) {
      char *line = g_ptr_array_index(palette->all, i);
      bool named = has(line, wanted);
      if (in_line ? named : !named && has(tui_sentence(line), wanted)) g_ptr_array_add(palette->shown, line);
    }
  palette->list.at = 0;
  list_resize(&palette->list, palette->shown->len);
}

static bool open(Tui *tui, void *state, const char *argument, GError **error) {
  (void)error;
  Palette *palette = state;
  palette->filter = edit_new(argument, true);
  palette->all = tui_complete(tui, "");
  palette->shown = g_ptr_array_new();
  narrow(palette);
  return true;
}

static const ListColumn columns[] = {{N_("Line"), 22, false, 0}, {N_("What it does"), 0, false, 0}};

static void draw_row(Tui *tui, void *state, size_t i, Area place, bool focused) {
  const char *line = g_ptr_array_index(((Palette *)state)->shown, i);
  columns_row(tui_term(tui), place, columns, G_N_ELEMENTS(columns), (const char *const[]){line, tui_sentence(line)},
              STYLE_PLAIN, focused);
}

static void draw(Tui *tui, void *state, Area area) {
  Palette *palette = state;
  Term *term = tui_term(tui);
  int used = term_put(term, area.row, area.col + 2, area.cols, STYLE_STRONG, _("Run: "));
  list_draw(&palette->list, tui, (Area){area.row + 1, area.col, area.rows - 1, area.cols}, draw_row, state);
  edit_draw(palette->filter, term, (Area){area.row, area.col + 2 + used, 1, area.cols - used - 2});
}

static void run_focused(Tui *tui, Palette *palette) {
  if (palette->list.n == 0) return;
  g_autofree char *line = g_strdup(g_ptr_array_index(palette->shown, palette->list.at));
  const Command *command = command_named(line);
  tui_back(tui);
  if (!command || command->min_words == 0)
    tui_run(tui, line);
  else {
    g_autofree char *begin = g_strdup_printf("line %s ", line);
    tui_run(tui, begin);
  }
}

static bool key(Tui *tui, void *state, const Key *pressed) {
  Palette *palette = state;
  const char *name = pressed->name ? pressed->name : "";
  if (g_str_equal(name, "Enter"))
    run_focused(tui, palette);
  else if (g_str_equal(name, "Up") || g_str_equal(name, "Down"))
    list_move(&palette->list, g_str_equal(name, "Up") ? "up" : "down", 1);
  else if (edit_key(palette->filter, pressed))
    narrow(palette);
  else
    return false;
  return true;
}

static List *list(void *state) { return &((Palette *)state)->list; }

static void palette_close(void *state) {
  Palette *palette = state;
  edit_free(palette->filter);
  g_clear_pointer(&palette->shown, g_ptr_array_unref);
  g_clear_pointer(&palette->all, g_ptr_array_unref);
}

const Screen screen_palette = {
    .name = "palette",
    .title = N_("Palette"),
    .sentence = N_("everything that can be run here; type to narrow"),
    .roles = ROLES_ALL,
    .state_size = sizeof(Palette),
    .open = open,
    .draw = draw,
    .key = key,
    .list = list,
    .close = palette_close,
};
