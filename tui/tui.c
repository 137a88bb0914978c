/* tui.c: the loop. A key finds its binding, the binding's places are filled, the line is run, everything is drawn. */
#include "tui/tui.h"
#include "tui/edit.h"
#include "tui/keys.h"
#include "tui/list.h"
#include "tui/tui_private.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

Session *tui_session(Tui *tui) { return tui->session; }

Term *tui_term(Tui *tui) { return tui->term; }

OpenScreen *tui_top(Tui *tui) { return tui->stack->len ? g_ptr_array_index(tui->stack, tui->stack->len - 1) : NULL; }

void tui_say(Tui *tui, bool is_error, const char *message) {
  g_free(tui->message);
  tui->message = g_strdup(message);
  tui->message_is_error = is_error;
}

static void open_screen_free(gpointer data) {
  OpenScreen *open = data;
  if (open->screen->close) open->screen->close(open->state);
  g_free(open->state);
  g_free(open);
}

GPtrArray *tui_screens_new(void) { return g_ptr_array_new_with_free_func(open_screen_free); }

static bool may_open(Tui *tui, const Screen *screen, GError **error) {
  if (!screen->needs_database) return true;
  if (!session_open(tui->session, error)) return false;
  if (screen->roles & 1u << store_role(tui->session->store)) return true;
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_DENIED, _("%s is not open to your role (%s)"), _(screen->title),
              _(role_words(store_role(tui->session->store))));
  return false;
}

bool tui_open(Tui *tui, const char *name, const char *argument, GError **error) {
  const Screen *screen = screen_named(name);
  if (!screen) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                _("there is no screen “%s”; Ctrl-P lists what can be opened"), name);
    return false;
  }
  if (!may_open(tui, screen, error)) return false;
  OpenScreen *open = g_new0(OpenScreen, 1);
  open->screen = screen;
  open->state = g_malloc0(MAX(screen->state_size, 1));
  if ((screen->open && !screen->open(tui, open->state, argument, error)) ||
      (screen->load && !screen->load(tui, open->state, error))) {
    open_screen_free(open);
    return false;
  }
  g_ptr_array_add(tui->stack, open);
  if (tui->session->store) tui->seen = store_change_counter(tui->session->store);
  return true;
}

static bool leave(Tui *tui, const OpenScreen *open) {
  return !open->screen->leave || open->screen->leave(tui, open->state);
}

/* Nothing is unsaved when the program ends, however it ends. */
static void leave_all(Tui *tui) {
  for (guint i = tui->stack->len; i-- > 0;) leave(tui, g_ptr_array_index(tui->stack, i));
}

void tui_back(Tui *tui) {
  if (!leave(tui, tui_top(tui))) return;
  if (tui->stack->len > 1)
    g_ptr_array_set_size(tui->stack, (int)tui->stack->len - 1);
  else
    tui->done = true;
  tui->seen = -1;
}

/* Reads the record again when anybody has changed it. */
static void reload(Tui *tui) {
  OpenScreen *top = tui_top(tui);
  const Store *store = tui->session->store;
  if (!store || !top) return;
  if (tui->watched != store) term_watch_file(tui->term, store_path(store));
  tui->watched = store;
  int64_t counter = store_change_counter(tui->session->store);
  if (counter == tui->seen) return;
  if (!tui->by_others)
    term_forget_changes(tui->term);
  else if (!tui->message_is_error)
    g_clear_pointer(&tui->message, g_free); /* what it says was before */
  tui->seen = counter;
  g_autoptr(GError) error = NULL;
  if (!session_reload(tui->session, &error) || (top->screen->load && !top->screen->load(tui, top->state, &error)))
    tui_say(tui, true, error->message);
}

/* "score {applicant} {item} 70" with the places filled by the screen; NULL when one has nothing to stand for. */
static char *fill(Tui *tui, const char *line) {
  OpenScreen *top = tui_top(tui);
  g_autoptr(GString) filled = g_string_new(NULL);
  while (*line) {
    const char *open = strchr(line, '{'), *close = open ? strchr(open, '}') : NULL;
    if (!close) break;
    g_string_append_len(filled, line, open - line);
    g_autofree char *name = g_strndup(open + 1, (size_t)(close - open - 1));
    g_autofree char *word = g_str_equal(name, "count") ? g_strdup_printf("%d", tui->count ? tui->count : 1)
                            : top && top->screen->word ? top->screen->word(tui, top->state, name)
                                                       : NULL;
    if (!word) return NULL;
    g_autofree char *quoted = g_shell_quote(word);
    g_string_append(filled, quoted);
    line = close + 1;
  }
  g_string_append(filled, line);
  return g_string_free(g_steal_pointer(&filled), FALSE);
}

/* Runs a binding's line with its places filled by the top screen; false when one has nothing to stand for. */
static bool press(Tui *tui, const char *line) {
  g_autofree char *filled = fill(tui, line);
  return filled && tui_run(tui, filled);
}

void tui_begin(Tui *tui, const char *line) {
  const Command *command = command_named(line);
  g_autofree char *begin = g_strdup_printf("line %s", line);
  if (command && command->min_words > 0)
    tui_run(tui, begin);
  else
    press(tui, line);
}

static bool take_count(Tui *tui, const Key *key) {
  OpenScreen *top = tui_top(tui);
  bool digit = key->character >= '0' && key->character <= '9';
  if (!digit || !top || binding_for(top->screen->name, key->text) || (key->character == '0' && !tui->count))
    return false;
  tui->count = MIN(tui->count * 10 + (int)(key->character - '0'), 100000);
  if (tui->message) return true; /* the screen has said it better */
  g_autofree char *words = g_strdup_printf(_("%d: j or k goes as many rows; ? lists the keys"), tui->count);
  tui_say(tui, false, words);
  return true;
}

static void screen_key(Tui *tui, const Key *key) {
  OpenScreen *top = tui_top(tui);
  if (top->screen->key && top->screen->key(tui, top->state, key)) return;
  if (key->name && g_str_equal(key->name, "Click") && top->screen->list &&
      list_click(top->screen->list(top->state), key->row))
    return;
  if (take_count(tui, key)) return;
  const Binding *binding = binding_for(top->screen->name, key->character ? key->text : key->name);
  if (binding) {
    press(tui, binding->line);
  } else {
    const char *name = !key->character ? key->name : g_str_equal(key->text, " ") ? _("Space") : key->text;
    g_autofree char *words = g_strdup_printf(_("%s does nothing here; ? lists the keys"), name);
    tui_say(tui, false, words);
  }
  tui->count = 0;
}

/* An input method that is on gives ： for : and ７ for 7: where nothing is written, the key is meant. */
static Key meant_key(Tui *tui, Key key) {
  static const struct {
    gunichar wide;
    char key;
  } others[] = {{0x3002, '.'}, {0x3001, '/'}, {0x3010, '['}, {0x3011, ']'}};
  const OpenScreen *top = tui_top(tui);
  if (!key.character || (top && top->screen->types)) return key;
  key.character = text_narrow(key.character);
  for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
    if (others[i].wide == key.character) key.character = (gunichar)others[i].key;
  key.text[g_unichar_to_utf8(key.character, key.text)] = '\0';
  return key;
}

static void step(Tui *tui) {
  Key key = term_key(tui->term);
  if (key.name && g_str_equal(key.name, "Hangup")) {
    tui->done = true;
    return;
  }
  tui->by_others = key.name && g_str_equal(key.name, "Change");
  if (tui->by_others) return;
  if (key.name && g_str_equal(key.name, "Resize")) {
    tui->seen = -1;
    return;
  }
  if (key.name && !*key.name) return; /* an answer of the terminal, or a key without a name */
  tui->keys++;
  g_clear_pointer(&tui->message, g_free);
  if (tui->input) {
    tui_input_key(tui, &key);
    return;
  }
  key = meant_key(tui, key);
  if (tui->choice)
    tui_choice_key(tui, &key);
  else
    screen_key(tui, &key);
}

static void tui_clear(Tui *tui) {
  tui_choice_end(tui);
  g_clear_pointer(&tui->stack, g_ptr_array_unref);
  g_clear_pointer(&tui->input, edit_free);
  g_clear_pointer(&tui->history, g_ptr_array_unref);
  g_clear_pointer(&tui->message, g_free);
  g_clear_pointer(&tui->search, g_free);
  g_clear_pointer(&tui->ranking, shared_ranking_drop);
  g_clear_pointer(&tui->output, g_free);
  g_clear_pointer(&tui->output_of, g_free);
  g_clear_pointer(&tui->prompt, g_free);
  g_clear_pointer(&tui->term, term_close);
}

/* Whoever copies the file while it is on the screen copies what is on the screen. Our own writing is no news; anybody else's at
 * that moment is seen by looking once more. */
static bool settle(Tui *tui) {
  bool settled = tui->session->store && store_settle(tui->session->store);
  if (settled) term_forget_changes(tui->term);
  return settled;
}

Exit tui_main(Session *session) {
  g_autoptr(GError) error = NULL;
  Tui tui = {.session = session, .seen = -1, .history = g_ptr_array_new_with_free_func(g_free)};
  tui.stack = tui_screens_new();
  tui.demo = g_getenv("ACCOLADE_DEMO") != NULL;
  bool exists = g_file_test(session->db_path, G_FILE_TEST_EXISTS);
  tui.term = term_open(stdin, stdout, &error);
  if (tui.term && (exists ? tui_start(&tui, &error) : tui_open(&tui, "welcome", "", &error))) {
    while (!tui.done) {
      reload(&tui);
      bool at_rest = !term_key_waits(tui.term);
      if (at_rest) tui_draw(&tui);
      if (!at_rest || !settle(&tui)) step(&tui);
    }
    leave_all(&tui);
  }
  tui_clear(&tui);
  if (!error) return EXIT_DONE;
  g_autofree char *message = text_printable(error->message);
  fprintf(session->err, "accolade: %s\n", message);
  return g_error_matches(error, STORE_ERROR, STORE_ERROR_PERMISSION) ? EXIT_DENIED : EXIT_INPUT;
}
