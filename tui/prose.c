/* prose.c: styled lines. */
#include "tui/prose.h"
#include "tui/edit.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct Line {
  Style style;
  int indent;
  char *text;
} Line;

struct Prose {
  int cells;
  GArray *lines;
};

static void line_clear(gpointer data) { g_free(((Line *)data)->text); }

Prose *prose_new(int cells) {
  Prose *prose = g_new0(Prose, 1);
  prose->cells = MAX(cells, 8);
  prose->lines = g_array_new(FALSE, FALSE, sizeof(Line));
  g_array_set_clear_func(prose->lines, line_clear);
  return prose;
}

void prose_free(Prose *prose) {
  if (!prose) return;
  g_array_unref(prose->lines);
  g_free(prose);
}

size_t prose_lines(const Prose *prose) { return prose->lines->len; }

static void add_line(Prose *prose, Style style, int indent, char *text) {
  Line line = {style, indent, text};
  g_array_append_val(prose->lines, line);
}

void prose_add(Prose *prose, Style style, const char *head, int indent, const char *text) {
  if (!*text) return;
  if (indent > prose->cells / 2) indent = prose->cells / 2;
  g_autofree char *all = g_strconcat(head, text, NULL);
  for (size_t at = 0; all[at];) {
    int in = at ? indent : 0;
    size_t end = edit_wrap(all, at, (size_t)(prose->cells - in));
    g_autofree char *part = g_strndup(all + at, end - at);
    add_line(prose, style, in, g_strdup(g_strchomp(part)));
    at = all[end] == '\n' ? end + 1 : end;
  }
}

void prose_gap(Prose *prose) {
  guint n = prose->lines->len;
  if (n && *g_array_index(prose->lines, Line, n - 1).text) add_line(prose, STYLE_PLAIN, 0, g_strdup(""));
}

void prose_draw(const Prose *prose, Term *term, Area area, int *top, const char *key) {
  int n = (int)prose->lines->len;
  *top = CLAMP(*top, 0, MAX(n - area.rows, 0));
  for (int i = 0; i < area.rows && *top + i < n; i++) {
    const Line *line = &g_array_index(prose->lines, Line, *top + i);
    term_put(term, area.row + i, area.col + line->indent, area.cols - line->indent, line->style, line->text);
  }
  if (*top + area.rows >= n || area.rows < 2) return;
  int left = n - *top - area.rows + 1;
  g_autofree char *more =
      key ? g_strdup_printf(_("%d more lines (key %s)"), left, key) : g_strdup_printf(_("%d more lines"), left);
  term_fill(term, area.row + area.rows - 1, area.col, area.cols, STYLE_FAINT, more);
}

Area prose_below(Term *term, Area area, const char *sentence) {
  enum { NARROW = 60, ROWS = 2, LEAST = 5 };
  if (area.cols >= NARROW || area.rows < LEAST + ROWS + 1) return area;
  g_autoptr(Prose) prose = prose_new(area.cols - 2);
  int top = 0, row = area.row + area.rows - ROWS;
  prose_add(prose, STYLE_PLAIN, "", 0, sentence);
  term_line(term, row - 1, area.col, area.cols);
  prose_draw(prose, term, (Area){row, area.col + 1, ROWS, area.cols - 2}, &top, NULL);
  area.rows -= ROWS + 1;
  return area;
}
