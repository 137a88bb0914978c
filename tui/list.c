/* list.c: a cursor over rows. */
#include "tui/list.h"
#include "tui/tui.h"

#include <string.h>

static bool is_heading(const List *list, size_t i) { return list->headings && list->headings[i]; }

/* The row itself, else the nearest one after it (before it, when going up), else on the other side. */
static size_t off_headings(const List *list, size_t at, int direction) {
  for (int turns = 0; turns < 2; turns++, direction = -direction)
    for (size_t i = at; i < list->n; i += (size_t)direction) /* below 0 it wraps beyond n */
      if (!is_heading(list, i)) return i;
  return at;
}

void list_focus(List *list, size_t at) {
  list->at = off_headings(list, list->n && at >= list->n ? list->n - 1 : at, 1);
}

void list_resize(List *list, size_t n) {
  list->n = n;
  list_focus(list, n ? list->at : 0);
}

static void keep_in_view(List *list, size_t height) {
  size_t above = list->at;
  while (above > 0 && list->at - above + 2 <= height && is_heading(list, above - 1)) above--;
  if (list->n > height && list->top + height > list->n) list->top = list->n - height;
  if (above < list->top) list->top = above;
  if (height && list->at >= list->top + height) list->top = list->at - height + 1;
  if (list->n <= height)
    list->top = 0;
  else if (list->top + height > list->n)
    list->top = list->n - height;
}

void list_draw(List *list, Tui *tui, Area area, void (*row)(Tui *, void *, size_t, Area, bool), void *state) {
  if (area.rows <= 0) return;
  list->shown = area;
  keep_in_view(list, (size_t)area.rows);
  for (int i = 0; i < area.rows && list->top + (size_t)i < list->n; i++) {
    size_t at = list->top + (size_t)i;
    row(tui, state, at, (Area){area.row + i, area.col, 1, area.cols}, at == list->at);
  }
  term_cursor(tui_term(tui), area.row + (int)(list->at - list->top), area.col);
}

static void move_by(List *list, long by) {
  long to = (long)list->at + by, last = list->n ? (long)list->n - 1 : 0;
  list->at = off_headings(list, (size_t)CLAMP(to, 0, last), by < 0 ? -1 : 1);
}

bool list_move(List *list, const char *verb, int count) {
  int page = MAX(list->shown.rows - 1, 1);
  size_t leap = (size_t)count * (size_t)page;
  if (g_str_equal(verb, "down"))
    move_by(list, count);
  else if (g_str_equal(verb, "up"))
    move_by(list, -count);
  else if (g_str_equal(verb, "page-down"))
    move_by(list, (long)leap), list->top += leap;
  else if (g_str_equal(verb, "page-up"))
    move_by(list, -(long)leap), list->top -= MIN(list->top, leap);
  else if (g_str_equal(verb, "first"))
    list_focus(list, 0);
  else if (g_str_equal(verb, "last"))
    move_by(list, (long)list->n);
  else
    return false;
  return true;
}

static bool has_capital(const char *text) {
  for (; *text; text = g_utf8_next_char(text))
    if (g_unichar_isupper(g_utf8_get_char(text))) return true;
  return false;
}

bool list_has(const char *text, const char *wanted) {
  return (has_capital(wanted) ? strstr(text, wanted) : strcasestr(text, wanted)) != NULL;
}

bool list_search(List *list, int direction, bool (*matches)(void *, size_t, const char *), void *state,
                 const char *text) {
  for (size_t step = 1; step <= list->n; step++) {
    size_t at = (list->at + (direction > 0 ? step : list->n * 2 - step)) % list->n;
    if (!matches(state, at, text)) continue;
    list->at = at;
    return true;
  }
  return false;
}

bool list_click(List *list, int row) {
  if (row < list->shown.row || row >= list->shown.row + list->shown.rows) return false;
  size_t at = list->top + (size_t)(row - list->shown.row);
  if (at >= list->n || is_heading(list, at)) return false;
  list->at = at;
  return true;
}
