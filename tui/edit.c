/* edit.c: text is UTF-8 with a byte offset for the caret; every change keeps the text before it for undo. */
#include "tui/edit.h"
#include "reports/cells.h"

#include <stdint.h>
#include <string.h>

typedef struct Snapshot {
  char *text;
  size_t caret;
} Snapshot;

struct Edit {
  GString *text;
  size_t caret;
  bool one_line, typing; /* typing: the last change was a typed character, the next joins its undo step */
  GArray *undo, *redo;   /* Snapshot */
  int top;               /* first wrapped line shown */
  size_t cells;          /* of the lines as last drawn; 0: not yet */
  size_t goal;           /* cells from the left that Up and Down keep to; SIZE_MAX: where the caret is */
};

static void snapshot_clear(gpointer data) { g_free(((Snapshot *)data)->text); }

static GArray *history(void) {
  GArray *array = g_array_new(FALSE, FALSE, sizeof(Snapshot));
  g_array_set_clear_func(array, snapshot_clear);
  return array;
}

Edit *edit_new(const char *text, bool one_line) {
  Edit *edit = g_new0(Edit, 1);
  edit->text = g_string_new(text);
  edit->caret = edit->text->len;
  edit->one_line = one_line;
  edit->goal = SIZE_MAX;
  edit->undo = history();
  edit->redo = history();
  return edit;
}

void edit_free(Edit *edit) {
  if (!edit) return;
  g_string_free(edit->text, TRUE);
  g_array_unref(edit->undo);
  g_array_unref(edit->redo);
  g_free(edit);
}

const char *edit_text(const Edit *edit) { return edit->text->str; }

static void keep(GArray *array, const Edit *edit) {
  Snapshot snapshot = {g_strdup(edit->text->str), edit->caret};
  g_array_append_val(array, snapshot);
}

/* Remembers the text as it is before a change; a run of typing is one step. */
static void before_change(Edit *edit, bool typing) {
  if (!(typing && edit->typing)) keep(edit->undo, edit);
  edit->typing = typing;
  g_array_set_size(edit->redo, 0);
}

static void swap_history(Edit *edit, GArray *from, GArray *to) {
  if (from->len == 0) return;
  keep(to, edit);
  Snapshot *last = &g_array_index(from, Snapshot, from->len - 1);
  g_string_assign(edit->text, last->text);
  edit->caret = last->caret;
  edit->typing = false;
  g_array_set_size(from, from->len - 1);
}

void edit_set(Edit *edit, const char *text) {
  before_change(edit, false);
  g_string_assign(edit->text, text);
  edit->caret = edit->text->len;
}

/* The offset one character on; combining marks go with what they combine with. */
static size_t next(const Edit *edit, size_t at) {
  const char *s = edit->text->str + at;
  if (text_next(&s) == 0) return at;
  for (const char *more = s; *s; s = more) {
    gunichar c = text_next(&more);
    if (c == '\n' || char_cells(c) != 0) break;
  }
  return (size_t)(s - edit->text->str);
}

static size_t previous(const Edit *edit, size_t at) {
  size_t last = 0;
  for (size_t i = 0; i < at; i = next(edit, i)) last = i;
  return last;
}

static void insert(Edit *edit, const char *text, bool typing) {
  before_change(edit, typing);
  for (const char *s = text; *s;) {
    gunichar c = text_next(&s);
    if (c == '\t' || (c == '\n' && edit->one_line)) c = ' ';
    if (c != '\n' && g_unichar_iscntrl(c)) continue;
    char utf8[8];
    int n = g_unichar_to_utf8(c, utf8);
    g_string_insert_len(edit->text, (gssize)edit->caret, utf8, n);
    edit->caret += (size_t)n;
  }
}

static void erase_between(Edit *edit, size_t from, size_t to) {
  if (from >= to) return;
  before_change(edit, false);
  g_string_erase(edit->text, (gssize)from, (gssize)(to - from));
  edit->caret = from;
}

static size_t line_begin(const Edit *edit) {
  size_t at = edit->caret;
  while (at > 0 && edit->text->str[at - 1] != '\n') at--;
  return at;
}

static size_t line_end(const Edit *edit) { return edit->caret + strcspn(edit->text->str + edit->caret, "\n"); }

static bool move_key(Edit *edit, const char *name) {
  size_t before = edit->caret;
  if (g_str_equal(name, "Left") || g_str_equal(name, "C-b"))
    edit->caret = previous(edit, before);
  else if (g_str_equal(name, "Right") || g_str_equal(name, "C-f"))
    edit->caret = next(edit, before);
  else if (g_str_equal(name, "Home") || g_str_equal(name, "C-a"))
    edit->caret = line_begin(edit);
  else if (g_str_equal(name, "End") || g_str_equal(name, "C-e"))
    edit->caret = line_end(edit);
  else
    return false;
  edit->typing = false;
  return true;
}

/* Where the wrapped lines begin. */
static GArray *wrapped(const Edit *edit) {
  GArray *begins = g_array_new(FALSE, FALSE, sizeof(size_t));
  const char *text = edit->text->str;
  for (size_t at = 0;;) {
    g_array_append_val(begins, at);
    size_t end = edit_wrap(text, at, edit->cells);
    if (!text[end]) return begins;
    at = text[end] == '\n' ? end + 1 : end;
  }
}

static guint caret_line(const Edit *edit, const GArray *begins) {
  guint line = 0;
  while (line + 1 < begins->len && g_array_index(begins, size_t, line + 1) <= edit->caret) line++;
  return line;
}

static size_t cells_between(const Edit *edit, size_t from, size_t to) {
  g_autofree char *part = g_strndup(edit->text->str + from, to - from);
  return text_cells(part);
}

/* To the line above or below as drawn, as near to the same column as the line allows. */
static bool vertical_key(Edit *edit, const char *name) {
  bool up = g_str_equal(name, "Up");
  if (edit->one_line || (!up && !g_str_equal(name, "Down"))) return false;
  if (edit->cells == 0) return true;
  g_autoptr(GArray) begins = wrapped(edit);
  guint line = caret_line(edit, begins);
  if (edit->goal == SIZE_MAX) edit->goal = cells_between(edit, g_array_index(begins, size_t, line), edit->caret);
  if (up ? line == 0 : line + 1 >= begins->len) return true;
  size_t begin = g_array_index(begins, size_t, up ? line - 1 : line + 1), at = begin;
  size_t end = edit_wrap(edit->text->str, begin, edit->cells);
  bool hard = !edit->text->str[end] || edit->text->str[end] == '\n';
  for (size_t to = at; to < end && cells_between(edit, begin, to) <= edit->goal; to = next(edit, to)) at = to;
  if (hard && cells_between(edit, begin, end) <= edit->goal) at = end;
  edit->caret = at;
  edit->typing = false;
  return true;
}

static bool change_key(Edit *edit, const char *name) {
  if (g_str_equal(name, "Backspace"))
    erase_between(edit, previous(edit, edit->caret), edit->caret);
  else if (g_str_equal(name, "Delete") || g_str_equal(name, "C-d"))
    erase_between(edit, edit->caret, next(edit, edit->caret));
  else if (g_str_equal(name, "C-u"))
    erase_between(edit, line_begin(edit), edit->caret);
  else if (g_str_equal(name, "C-k"))
    erase_between(edit, edit->caret, line_end(edit));
  else if (g_str_equal(name, "C-z") || g_str_equal(name, "C-_"))
    swap_history(edit, edit->undo, edit->redo);
  else if (g_str_equal(name, "C-r") || g_str_equal(name, "C-y"))
    swap_history(edit, edit->redo, edit->undo);
  else if (g_str_equal(name, "Enter") && !edit->one_line)
    insert(edit, "\n", false);
  else
    return false;
  return true;
}

bool edit_key(Edit *edit, const Key *key) {
  if (key->character) {
    edit->goal = SIZE_MAX;
    insert(edit, key->text, true);
    return true;
  }
  if (g_str_equal(key->name, "Paste")) {
    insert(edit, key->paste->str, false);
    return true;
  }
  if (vertical_key(edit, key->name)) return true;
  edit->goal = SIZE_MAX;
  return move_key(edit, key->name) || change_key(edit, key->name);
}

/* CJK may break anywhere but before closing punctuation, other text after a space. */
size_t edit_wrap(const char *text, size_t at, size_t cells) {
  size_t used = 0, good = 0;
  for (const char *s = text + at; *s && *s != '\n';) {
    const char *before = s;
    gunichar c = text_next(&s);
    used += char_cells(c);
    if (used > cells) return good ? good : before == text + at ? (size_t)(s - text) : (size_t)(before - text);
    const char *after = s;
    gunichar follows = text_next(&after);
    bool closing = follows && g_utf8_strchr("，。、；：！？”’》）」』】,.;:!?)", -1, follows) != NULL;
    if (c == ' ' || (!closing && (char_cells(c) == 2 || char_cells(follows) == 2))) good = (size_t)(s - text);
  }
  return at + strcspn(text + at, "\n");
}

void edit_draw(Edit *edit, Term *term, Area area) {
  const char *text = edit->text->str;
  edit->cells = (size_t)MAX(area.cols - 1, 2);
  g_autoptr(GArray) begins = wrapped(edit);
  int caret_at = (int)caret_line(edit, begins);
  edit->top = CLAMP(edit->top, MAX(0, caret_at - area.rows + 1), caret_at);
  for (int i = 0; i < area.rows && edit->top + i < (int)begins->len; i++) {
    size_t at = g_array_index(begins, size_t, edit->top + i), end = edit_wrap(text, at, edit->cells);
    g_autofree char *line = g_strndup(text + at, end - at);
    term_put(term, area.row + i, area.col, area.cols, STYLE_PLAIN, line);
  }
  size_t begin = g_array_index(begins, size_t, caret_at);
  g_autofree char *before = g_strndup(text + begin, edit->caret - begin);
  term_cursor(term, area.row + caret_at - edit->top, area.col + (int)text_cells(before));
}
