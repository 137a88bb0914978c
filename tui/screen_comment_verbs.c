/* screen_comment_verbs.c: the keys of the comment editor: saving, the kind, the one before and after, taking back, $EDITOR. */
#include "tui/screen_comment.h"

#include <glib/gi18n.h>
#include <string.h>

static bool run_save(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest, (void)error;
  Pen *pen = state;
  if (!pen_changed(pen)) {
    tui_say(tui, false, _("nothing new to save"));
    return true;
  }
  if (!pen_save(tui, pen)) return false;
  pen_take(pen, 0);
  return true;
}

static bool run_kind(Tui *tui, void *state, const char *rest, GError **error) {
  (void)tui, (void)rest, (void)error;
  Pen *pen = state;
  if (!pen->desk.locked) pen->ofi = !pen->ofi;
  pen_keep_draft(pen);
  return true;
}

/* The new one stands after the last of them. */
static bool go(Tui *tui, Pen *pen, int by) {
  if (!pen_save(tui, pen)) return false;
  guint at = pen->own->len;
  if (pen->number) g_ptr_array_find(pen->own, pen_own(pen, pen->number), &at);
  int last = (int)pen->own->len - (pen->desk.locked && pen->own->len > 0);
  int to = CLAMP((int)at + by, 0, last);
  pen_take(pen, to < (int)pen->own->len ? ((const Comment *)g_ptr_array_index(pen->own, (guint)to))->number : 0);
  return true;
}

static bool run_previous(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest, (void)error;
  return go(tui, state, -1);
}

static bool run_next(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest, (void)error;
  return go(tui, state, 1);
}

static void removed(Tui *tui, const char *text, void *data) {
  Pen *pen = data;
  if (*text != 'y' && *text != 'Y') return;
  g_autofree char *line = g_strdup_printf("uncomment %" G_GINT64_FORMAT, pen->number);
  if (!tui_run(tui, line)) return;
  pen_take(pen, 0);
  pen_load(tui, pen, NULL);
}

static bool run_remove(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest, (void)error;
  Pen *pen = state;
  if (pen->desk.locked)
    tui_say(tui, true, pen->desk.locked);
  else if (!pen->number)
    tui_say(tui, true, _("this one is not in the record yet; PgUp goes to those that are"));
  else
    tui_ask(tui, _("take this comment back? y or n: "), "", removed, pen);
  return true;
}

static bool run_editor(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest;
  Pen *pen = state;
  if (pen->desk.locked) {
    tui_say(tui, true, pen->desk.locked);
    return false;
  }
  g_autofree char *text = editor_text(tui_term(tui), edit_text(pen->edit), error);
  if (!text) return false;
  edit_set(pen->edit, text);
  pen_keep_draft(pen);
  return pen_save(tui, pen);
}

const Verb pen_verbs[] = {
    {"save", N_("save the comment and begin another"), run_save},
    {"kind", N_("a strength, or an opportunity for improvement"), run_kind},
    {"previous-comment", N_("to the comment before"), run_previous},
    {"next-comment", N_("to the next comment, after the last to a new one"), run_next},
    {"remove", N_("take the comment back"), run_remove},
    {"evidence", N_("where in the report, page or document its evidence is"), pen_ask_evidence},
    {"cite", N_("the key factors it rests on"), pen_ask_factors},
    {"attach", N_("a file that is its evidence: its name and hash are kept"), pen_ask_file},
    {"editor", N_("write on in $EDITOR"), run_editor},
    {NULL, NULL, NULL},
};
