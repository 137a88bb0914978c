/* tui_draw.c: the frame round every screen, and the line of input at the bottom. */
#include "reports/cells.h"
#include "reports/words.h"
#include "tui/keys.h"
#include "tui/tui_private.h"

#include <glib/gi18n.h>
#include <string.h>

enum { NARROW = 60, LOW = 16 };

/* Who sits here is always said but on narrow terminals; of which award, when there is room for it. */
static void draw_title(Tui *tui, OpenScreen *top, int cols) {
  Session *session = tui->session;
  g_autofree char *subtitle = top->screen->subtitle ? top->screen->subtitle(tui, top->state) : NULL;
  g_autofree char *left =
      g_strdup_printf(" %s%s%s", _(top->screen->title), subtitle ? "  " : "", subtitle ? subtitle : "");
  if (!session->store) {
    term_fill(tui->term, 0, 0, cols, STYLE_SELECTED, left);
    return;
  }
  const char *who = actor_words(session->actor);
  g_autofree char *brief = g_strdup_printf("  %s ", who);
  g_autofree char *whole = g_strdup_printf("  %s · %s ", session->cycle->title, who);
  int used = (int)text_cells(left), most = (int)text_cells(whole), least = (int)text_cells(brief);
  int width = used + most <= cols ? most : used + least <= cols || cols >= NARROW ? least : 0;
  term_fill(tui->term, 0, 0, cols - width, STYLE_SELECTED, left);
  if (width) term_put(tui->term, 0, cols - width, width, STYLE_SELECTED, width == most ? whole : brief);
}

/* Lines that change nothing. */
static bool only_looks(const char *line) {
  static const char *const begins[] = {"open ", "next-", "previous-", "only-", "back"};
  for (size_t i = 0; i < G_N_ELEMENTS(begins); i++)
    if (g_str_has_prefix(line, begins[i])) return true;
  return false;
}

/* A key that opens a screen which this role may not see is not offered, nor one that would change what may not be changed. */
static bool is_offered(const Tui *tui, const OpenScreen *top, const Binding *binding) {
  const char *line = binding->line;
  bool own = g_str_equal(binding->screen, top->screen->name);
  if (own && top->screen->read_only && top->screen->read_only(top->state) && !only_looks(line)) return false;
  return tui_may(tui, line);
}

static const char *footer_word(const Tui *tui, const Binding *binding) {
  if (g_str_equal(binding->line, "back") && tui->stack->len == 1) return _("leave");
  return _(binding->footer);
}

static int footer_width(const Tui *tui, const Binding *binding) {
  return (int)(text_cells(binding->shown ? binding->shown : binding->key) + text_cells(footer_word(tui, binding))) + 3;
}

static int put_binding(Tui *tui, int row, int col, const Binding *binding) {
  int cols = term_area(tui->term).cols;
  col += term_put(tui->term, row, col, cols - col, STYLE_STRONG, binding->shown ? binding->shown : binding->key) + 1;
  return col + term_put(tui->term, row, col, cols - col, STYLE_PLAIN, footer_word(tui, binding)) + 2;
}

/* The screen's own keys, then those of all screens, as far as there is room before `end`; of these help and the way out
 * always have it. */
static void draw_footer(Tui *tui, OpenScreen *top, int row) {
  const char *const always[] = {"help", "back"};
  const Binding *last[G_N_ELEMENTS(always)] = {NULL};
  const char *asking = tui->choice                     ? "choice"
                       : !tui->input                   ? NULL
                       : g_str_equal(tui->prompt, ":") ? "line"
                                                       : "question";
  bool types = top->screen->types || asking;
  const char *own = top->screen->keys ? top->screen->keys(top->state) : NULL;
  const char *const owners[] = {asking ? asking : own ? own : top->screen->name, "*"};
  int end = term_area(tui->term).cols, col = 1;
  for (size_t i = 0; i < binding_count(); i++)
    for (size_t a = 0; a < G_N_ELEMENTS(always) && !types; a++)
      if (binding_at(i)->footer && g_str_has_suffix(binding_at(i)->line, always[a]) &&
          g_str_equal(binding_at(i)->screen, "*"))
        last[a] = binding_at(i);
  for (size_t a = 0; a < G_N_ELEMENTS(always); a++) end -= last[a] ? footer_width(tui, last[a]) : 0;
  for (size_t o = 0; o < G_N_ELEMENTS(owners); o++)
    for (size_t i = 0; i < binding_count(); i++) {
      const Binding *binding = binding_at(i);
      if (!binding->footer || !g_str_equal(binding->screen, owners[o]) || !is_offered(tui, top, binding)) continue;
      if (o == 1 && (binding == last[0] || binding == last[1] || types)) continue;
      if (col + footer_width(tui, binding) <= end) col = put_binding(tui, row, col, binding);
    }
  for (size_t a = 0; a < G_N_ELEMENTS(always); a++)
    if (last[a]) col = put_binding(tui, row, col, last[a]);
}

enum { MESSAGE_ROWS = 4 };

/* Where the row that begins there ends. */
static size_t row_end(const char *text, size_t at, int cols) { return edit_wrap(text, at, (size_t)MAX(cols - 1, 8)); }

bool tui_message_fits(const char *text, int cols) {
  size_t at = 0;
  for (int n = 0; text[at] && n < MESSAGE_ROWS; n++) {
    size_t end = row_end(text, at, cols);
    at = text[end] == '\n' ? end + 1 : end;
  }
  return text[at] == '\0';
}

/* In as many rows above `row` as it needs, over what is there. */
static void draw_text(Tui *tui, int row, int cols, Style style, const char *text) {
  char *lines[MESSAGE_ROWS];
  int n = 0;
  for (size_t at = 0, end; text[at] && n < MESSAGE_ROWS; at = text[end] == '\n' ? end + 1 : end) {
    end = row_end(text, at, cols);
    bool last = n == MESSAGE_ROWS - 1;
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
  } else if (hidden && !tui->input) {
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
  if (tui->choice) tui_choice_draw(tui, (Area){1, 0, MAX(last - 1, 0), all.cols});
  if (!footer) term_hide(tui->term, _("keys (?)"));
  int row, col;
  term_where(tui->term, &row, &col);
  if (last > 0) draw_message(tui, tui->input ? MAX(last - 1 - tui_input_rows(tui, all.cols), 1) : last, all.cols);
  term_cursor(tui->term, row, col);
  if (tui->input) tui_input_draw(tui, MAX(last - 1, 0), all.cols);
  term_end(tui->term);
}
