/* screen_help.c: the keys of the screen below, those of all screens, and the commands, drawn from the tables; `/` looks, and
 * Enter does what the focused row says, there where one came from. */
#include "tui/columns.h"
#include "tui/keys.h"
#include "tui/list.h"
#include "tui/prose.h"
#include "tui/tui_private.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct HelpRow {
  const char *what, *line;
  GString *keys; /* NULL: a heading */
} HelpRow;

typedef struct Help {
  List list;
  GArray *rows; /* HelpRow */
  bool *headings;
} Help;

/* -- rows --------------------------------------------------------------------------------------------------- */

static void row_clear(gpointer data) {
  HelpRow *row = data;
  if (row->keys) g_string_free(row->keys, TRUE);
}

static HelpRow *row_at(const Help *help, size_t i) { return &g_array_index(help->rows, HelpRow, i); }

static void add(Help *help, const char *keys, const char *line, const char *what) {
  HelpRow row = {what, line, keys ? g_string_new(keys) : NULL};
  g_array_append_val(help->rows, row);
}

/* Whether a key of all screens does something else on this one, or is text there. */
static bool is_taken(const OpenScreen *below, const char *own, const Binding *binding) {
  if (!g_str_equal(binding->screen, "*")) return false;
  return binding_for(own, binding->key) != binding || (below && below->screen->types && !binding->key[1]);
}

/* Keys that do the same share a row. own: where keys are that go before those of all screens. */
static void add_bindings(Tui *tui, Help *help, const char *name, const char *own) {
  guint first = help->rows->len;
  for (size_t i = 0; i < binding_count(); i++) {
    const Binding *binding = binding_at(i);
    if (!g_str_equal(binding->screen, name) || is_taken(tui_top(tui), own, binding) || !tui_may(tui, binding->line))
      continue;
    const char *what = *binding->line ? tui_sentence(name, binding->line) : _(binding->footer);
    guint at = first;
    while (at < help->rows->len && !g_str_equal(row_at(help, at)->what, what)) at++;
    if (at == help->rows->len) add(help, "", binding->line, what);
    GString *keys = row_at(help, at)->keys;
    if (binding->shown && !strchr(binding->shown, ' ')) g_string_truncate(keys, 0);
    bool covered = strchr(keys->str, '-') && g_ascii_isdigit(*binding->key);
    if (!covered)
      g_string_append_printf(keys, "%s%s", keys->len ? " " : "", binding->shown ? binding->shown : binding->key);
  }
}

static bool open(Tui *tui, void *state, const char *argument, GError **error) {
  (void)argument, (void)error;
  Help *help = state;
  OpenScreen *below = tui_top(tui);
  help->rows = g_array_new(FALSE, FALSE, sizeof(HelpRow));
  g_array_set_clear_func(help->rows, row_clear);
  if (below) add(help, NULL, "", _(below->screen->title));
  const char *own = below && below->screen->keys ? below->screen->keys(below->state) : NULL;
  if (!own) own = below ? below->screen->name : "*";
  if (below) add_bindings(tui, help, own, own);
  add(help, NULL, "", _("Everywhere"));
  add_bindings(tui, help, "*", own);
  add(help, NULL, "", _("Commands, typed after :"));
  for (size_t i = 0; i < command_count(); i++) add(help, ":", command_at(i)->name, _(command_at(i)->sentence));
  help->headings = g_new(bool, help->rows->len);
  for (guint i = 0; i < help->rows->len; i++) help->headings[i] = row_at(help, i)->keys == NULL;
  help->list.headings = help->headings;
  list_resize(&help->list, help->rows->len);
  return true;
}

/* -- drawing -------------------------------------------------------------------------------------------------- */

static const ListColumn columns[] = {
    {N_("Key"), 14, false, 0, 0}, {N_("What it does"), 0, false, 0, 90}, {N_("Line"), 0, false, 110, 0}};

static void draw_row(Tui *tui, void *state, size_t i, Area place, bool focused) {
  const HelpRow *row = row_at(state, i);
  if (!row->keys) {
    columns_heading(tui_term(tui), place, row->what);
    return;
  }
  bool command = g_str_equal(row->keys->str, ":") && command_named(row->line) != NULL;
  g_autofree char *keys = command ? g_strconcat(":", row->line, NULL) : g_strdup(row->keys->str);
  const char *cells[] = {keys, row->what, command ? "" : row->line};
  const Style styles[] = {STYLE_STRONG, STYLE_PLAIN, STYLE_FAINT};
  columns_styled(tui_term(tui), place, columns, G_N_ELEMENTS(columns), cells, styles, focused);
}

static void draw(Tui *tui, void *state, Area area) {
  Help *help = state;
  area = prose_below(tui_term(tui), area, row_at(help, help->list.at)->what);
  columns_head(tui_term(tui), area, columns, G_N_ELEMENTS(columns));
  list_draw(&help->list, tui, (Area){area.row + 1, area.col, area.rows - 1, area.cols}, draw_row, state);
}

static bool matches(void *state, size_t i, const char *text) {
  const HelpRow *row = row_at(state, i);
  return row->keys && (list_has(row->line, text) || list_has(row->what, text) || list_has(row->keys->str, text));
}

static bool run_enter(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest, (void)error;
  const Help *help = state;
  const char *line = row_at(help, help->list.at)->line;
  tui_back(tui);
  if (*line) tui_begin(tui, line);
  return true;
}

static List *list(void *state) { return &((Help *)state)->list; }

static const Verb verbs[] = {{"enter", N_("do what the focused row says"), run_enter}, {NULL, NULL, NULL}};

static void help_close(void *state) {
  Help *help = state;
  g_clear_pointer(&help->rows, g_array_unref);
  g_free(help->headings);
}

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
