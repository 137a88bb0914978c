/* tui_draw.c: the frame round every screen, and the line of input at the bottom. */
#include "reports/cells.h"
#include "reports/words.h"
#include "tui/keys.h"
#include "tui/tui_private.h"

#include <glib/gi18n.h>
#include <string.h>

enum { NARROW = 60, LOW = 16 };

static void draw_title(Tui *tui, OpenScreen *top, int cols) {
  Session *session = tui->session;
  g_autofree char *subtitle = top->screen->subtitle ? top->screen->subtitle(tui, top->state) : NULL;
  g_autofree char *left =
      g_strdup_printf(" %s%s%s", _(top->screen->title), subtitle ? "  " : "", subtitle ? subtitle : "");
  term_fill(tui->term, 0, 0, cols, STYLE_SELECTED, left);
  if (cols < NARROW || !session->store) return;
  g_autofree char *right = g_strdup_printf(" %s · %s ", session->cycle->title, actor_words(session->actor));
  int width = (int)text_cells(right);
  if (width + (int)text_cells(left) < cols) term_put(tui->term, 0, cols - width, width, STYLE_SELECTED, right);
}

/* A key that opens a screen which this role may not see is not offered. */
static bool is_offered(const Tui *tui, const char *line) {
  const Store *store = tui->session->store;
  if (!store || !g_str_has_prefix(line, "open ")) return true;
  g_auto(GStrv) words = g_strsplit(line, " ", 3);
  const Screen *screen = screen_named(words[1]);
  return !screen || screen->roles & 1u << store_role(store);
}

static int add_footer(Tui *tui, int row, int col, const char *screen) {
  Area all = term_area(tui->term);
  for (size_t i = 0; i < binding_count(); i++) {
    const Binding *binding = binding_at(i);
    if (!binding->footer || !g_str_equal(binding->screen, screen) || !is_offered(tui, binding->line)) continue;
    int width = (int)(text_cells(binding->key) + text_cells(_(binding->footer))) + 3;
    if (col + width > all.cols) break;
    col += term_put(tui->term, row, col, all.cols - col, STYLE_STRONG, binding->key) + 1;
    col += term_put(tui->term, row, col, all.cols - col, STYLE_PLAIN, _(binding->footer)) + 2;
  }
  return col;
}

static void draw_input(Tui *tui, int row, int cols) {
  int used = term_put(tui->term, row, 0, cols, STYLE_STRONG, tui->prompt);
  edit_draw(tui->input, tui->term, (Area){row, used, 1, cols - used});
}

/* In as many rows above `row` as it needs, at most three, over what is there. */
static void draw_text(Tui *tui, int row, int cols, Style style, const char *text) {
  enum { MOST = 3 };
  char *lines[MOST];
  int n = 0;
  for (size_t at = 0, end; text[at] && n < MOST; at = text[end] == '\n' ? end + 1 : end) {
    end = edit_wrap(text, at, (size_t)MAX(cols - 1, 8));
    bool last = n == MOST - 1;
    lines[n++] = g_strndup(text + at, last ? strlen(text + at) : end - at);
  }
  for (int i = 0; i < n; i++) {
    term_fill(tui->term, row - n + 1 + i, 0, cols, style, lines[i]);
    g_free(lines[i]);
  }
}

static void draw_message(Tui *tui, int row, int cols) {
  const char *hidden = term_hidden(tui->term);
  if (tui->message) {
    g_autofree char *text = g_strdup_printf(tui->message_is_error ? "! %s" : "%s", tui->message);
    draw_text(tui, row, cols, tui->message_is_error ? STYLE_BAD : STYLE_PLAIN, text);
  } else if (hidden) {
    g_autofree char *text = g_strdup_printf(_("hidden: %s"), hidden);
    term_put(tui->term, row, 0, cols, STYLE_FAINT, text);
  }
}

/* For those who came by make demo: a line for each of the three who use the program. */
static const char *const hints[] = {
    N_("Office: F6 the ranking, Enter explains a firm; m marks side by side; F8 log"),
    N_("Assessor: :act E01 Enter, then Enter is a scorebook; back: :act secretariat"),
    N_("Firm: :act A01 Enter, its own assessment: a digit marks, Enter comments"),
};

static int hint_rows(const Tui *tui, const OpenScreen *top, int rows) {
  return tui->demo && rows >= LOW && g_str_equal(top->screen->name, "queue") ? (int)G_N_ELEMENTS(hints) : 0;
}

static void draw_hints(Tui *tui, int row, int rows, int cols) {
  for (int i = 0; i < rows; i++) term_put(tui->term, row + i, 1, cols - 1, STYLE_WARN, _(hints[i]));
}

static void draw_footer(Tui *tui, OpenScreen *top, int row) {
  int col = add_footer(tui, row, 1, top->screen->name);
  add_footer(tui, row, col, "*");
}

void tui_draw(Tui *tui) {
  OpenScreen *top = tui_top(tui);
  Area all = term_area(tui->term);
  if (!top) return;
  bool footer = all.rows >= LOW;
  int last = all.rows - (footer ? 2 : 1);
  term_begin(tui->term);
  draw_title(tui, top, all.cols);
  if (footer) draw_footer(tui, top, all.rows - 1);
  int hinted = hint_rows(tui, top, all.rows);
  draw_hints(tui, last - hinted, hinted, all.cols);
  top->screen->draw(tui, top->state, (Area){1, 0, MAX(last - 1 - hinted, 0), all.cols});
  if (!footer) term_hide(tui->term, _("keys (?)"));
  int row, col;
  term_where(tui->term, &row, &col);
  if (last > 0) draw_message(tui, last, all.cols);
  term_cursor(tui->term, row, col);
  if (tui->input) draw_input(tui, last, all.cols);
  term_end(tui->term);
}

/* -- the line of input ------------------------------------------------------------------------------ */

void tui_ask(Tui *tui, const char *prompt, const char *initial, void (*done)(Tui *, const char *, void *), void *data) {
  edit_free(tui->input);
  g_free(tui->prompt);
  tui->input = edit_new(initial, true);
  tui->prompt = g_strdup(prompt);
  tui->asked = done;
  tui->asked_data = data;
}

static void complete(Tui *tui) {
  g_autoptr(GPtrArray) lines = tui_complete(tui, edit_text(tui->input));
  if (lines->len == 0) return;
  g_autofree char *common = g_strdup(g_ptr_array_index(lines, 0));
  for (guint i = 1; i < lines->len; i++) {
    const char *line = g_ptr_array_index(lines, i);
    size_t same = 0;
    while (common[same] && common[same] == line[same]) same++;
    common[same] = '\0';
  }
  if (strlen(common) > strlen(edit_text(tui->input))) edit_set(tui->input, common);
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; lines->len > 1 && i < lines->len; i++)
    g_string_append_printf(all, "%s  ", (char *)g_ptr_array_index(lines, i));
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
  else if (g_str_equal(name, "Esc") || g_str_equal(name, "C-c"))
    finish(tui, false);
  else if (g_str_equal(name, "Backspace") && !*edit_text(tui->input))
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
