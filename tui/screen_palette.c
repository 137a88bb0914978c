/* screen_palette.c: every verb, command and screen that can be run here; typing narrows, Enter runs. */
#include "tui/columns.h"
#include "tui/edit.h"
#include "tui/keys.h"
#include "tui/list.h"
#include "tui/prose.h"
#include "tui/tui_private.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct Palette {
  List list;
  Edit *filter;
  GPtrArray *all, *shown; /* of char *, lines; shown borrows */
  const char *below;      /* the screen it is over */
} Palette;

/* Whether the letters of `wanted` come in that order in the text. */
static bool has_letters(const char *text, const char *wanted) {
  for (; *text && *wanted; text++) wanted += g_ascii_tolower(*text) == g_ascii_tolower(*wanted);
  return !*wanted;
}

/* How well a line fits: 3 begins so, 2 has the words, 1 its sentence has them, 0 has the letters in order, -1 none of these. */
static int fit(const Palette *palette, const char *line, const char *wanted) {
  const char *name = g_str_has_prefix(line, "open ") ? line + strlen("open ") : line;
  if (g_str_has_prefix(line, wanted) || g_str_has_prefix(name, wanted)) return 3;
  if (list_has(line, wanted)) return 2;
  if (list_has(tui_sentence(palette->below, line), wanted)) return 1;
  return has_letters(line, wanted) ? 0 : -1;
}

static void narrow(Palette *palette) {
  const char *wanted = edit_text(palette->filter);
  g_ptr_array_set_size(palette->shown, 0);
  for (int wants = 3; wants >= 0; wants--)
    for (guint i = 0; i < palette->all->len; i++) {
      char *line = g_ptr_array_index(palette->all, i);
      if (fit(palette, line, wanted) == wants) g_ptr_array_add(palette->shown, line);
    }
  palette->list.at = 0;
  list_resize(&palette->list, palette->shown->len);
}

static bool open(Tui *tui, void *state, const char *argument, GError **error) {
  (void)error;
  Palette *palette = state;
  palette->filter = edit_new(argument, true);
  palette->all = tui_lines(tui);
  palette->below = tui_top(tui) ? tui_top(tui)->screen->name : "*";
  palette->shown = g_ptr_array_new();
  narrow(palette);
  return true;
}

static const ListColumn columns[] = {
    {N_("Line"), 22, false, 0, 0}, {N_("What it does"), 0, false, 0, 110}, {N_("Key"), 9, false, 60, 0}};

/* The key that does the same here; "" for none. */
static const char *key_of(const Palette *palette, const char *line) {
  for (size_t i = 0; i < binding_count(); i++) {
    const Binding *binding = binding_at(i);
    bool here = g_str_equal(binding->screen, palette->below) || g_str_equal(binding->screen, "*");
    if (here && g_str_has_prefix(binding->line, line) && strchr(" ", binding->line[strlen(line)])) return binding->key;
  }
  return "";
}

static void draw_row(Tui *tui, void *state, size_t i, Area place, bool focused) {
  const Palette *palette = state;
  const char *line = g_ptr_array_index(palette->shown, i);
  const char *cells[] = {line, tui_sentence(palette->below, line), key_of(palette, line)};
  const Style styles[] = {STYLE_STRONG, STYLE_PLAIN, STYLE_FAINT};
  columns_styled(tui_term(tui), place, columns, G_N_ELEMENTS(columns), cells, styles, focused);
}

static void draw(Tui *tui, void *state, Area area) {
  Palette *palette = state;
  Term *term = tui_term(tui);
  const char *line = palette->list.n ? g_ptr_array_index(palette->shown, palette->list.at) : "";
  area = prose_below(term, area, tui_sentence(palette->below, line));
  int used = term_put(term, area.row, area.col + 2, area.cols, STYLE_STRONG, _("Run: "));
  list_draw(&palette->list, tui, (Area){area.row + 1, area.col, area.rows - 1, area.cols}, draw_row, state);
  if (palette->list.n == 0)
    term_put(term, area.row + 1, area.col + 2, area.cols - 2, STYLE_FAINT,
             _("Nothing that runs here fits these words."));
  edit_draw(palette->filter, term, (Area){area.row, area.col + 2 + used, 1, area.cols - used - 2});
}

static void run_focused(Tui *tui, Palette *palette) {
  if (palette->list.n == 0) return;
  g_autofree char *line = g_strdup(g_ptr_array_index(palette->shown, palette->list.at));
  tui_back(tui);
  tui_begin(tui, line);
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
    .types = true,
    .state_size = sizeof(Palette),
    .open = open,
    .draw = draw,
    .key = key,
    .list = list,
    .close = palette_close,
};
