/* screen_help.c: keys, verbs and commands, drawn from the tables; Enter runs the line. */
#include "tui/columns.h"
#include "tui/keys.h"
#include "tui/list.h"
#include "tui/tui.h"
#include "tui/tui_private.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct HelpRow {
  const char *key, *what; /* key "" for headings and commands */
  char *line;
} HelpRow;

typedef struct Help {
  List list;
  GArray *rows; /* HelpRow */
} Help;

static void row_clear(gpointer data) { g_free(((HelpRow *)data)->line); }

static void add(Help *help, const char *key, const char *line, const char *what) {
  HelpRow row = {key, what, g_strdup(line)};
  g_array_append_val(help->rows, row);
}

static void add_bindings(Help *help, const char *name) {
  for (size_t i = 0; i < binding_count(); i++)
    if (g_str_equal(binding_at(i)->screen, name))
      add(help, binding_at(i)->key, binding_at(i)->line, tui_sentence(binding_at(i)->line));
}

static bool open(Tui *tui, void *state, const char *argument, GError **error) {
  (void)argument, (void)error;
  Help *help = state;
  OpenScreen *below = tui_top(tui);
  help->rows = g_array_new(FALSE, FALSE, sizeof(HelpRow));
  g_array_set_clear_func(help->rows, row_clear);
  if (below) add_bindings(help, below->screen->name);
  add_bindings(help, "*");
  for (size_t i = 0; i < command_count(); i++) add(help, ":", command_at(i)->name, _(command_at(i)->sentence));
  list_resize(&help->list, help->rows->len);
  return true;
}

static const ListColumn columns[] = {
    {N_("Key"), 10, false, 0}, {N_("Line"), 26, false, 70}, {N_("What it does"), 0, false, 0}};

static void draw_row(Tui *tui, void *state, size_t i, Area place, bool focused) {
  const HelpRow *row = &g_array_index(((Help *)state)->rows, HelpRow, i);
  columns_row(tui_term(tui), place, columns, G_N_ELEMENTS(columns),
              (const char *const[]){row->key, row->line, row->what}, STYLE_PLAIN, focused);
}

static void draw(Tui *tui, void *state, Area area) {
  columns_head(tui_term(tui), area, columns, G_N_ELEMENTS(columns));
  list_draw(&((Help *)state)->list, tui, (Area){area.row + 1, area.col, area.rows - 1, area.cols}, draw_row, state);
}

static bool matches(void *state, size_t i, const char *text) {
  const HelpRow *row = &g_array_index(((Help *)state)->rows, HelpRow, i);
  return strstr(row->line, text) || strstr(row->what, text) || strstr(row->key, text);
}

static bool run_enter(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest, (void)error;
  Help *help = state;
  g_autofree char *line = g_strdup(g_array_index(help->rows, HelpRow, help->list.at).line);
  tui_back(tui);
  if (!strchr(line, '{')) return tui_run(tui, line);
  return true;
}

static List *list(void *state) { return &((Help *)state)->list; }

static const Verb verbs[] = {{"enter", N_("run the focused line"), run_enter}, {NULL, NULL, NULL}};

static void help_close(void *state) { g_clear_pointer(&((Help *)state)->rows, g_array_unref); }

const Screen screen_help = {
    .name = "help",
    .title = N_("Help"),
    .sentence = N_("the keys of this screen, and all commands"),
    .roles = ROLES_ALL,
    .state_size = sizeof(Help),
    .open = open,
    .draw = draw,
    .close = help_close,
    .list = list,
    .matches = matches,
    .verbs = verbs,
};
