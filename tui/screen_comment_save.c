/* screen_comment_save.c: what is typed becomes a comment in the record, by the same command line as from the shell. */
#include "tui/draft.h"
#include "tui/screen_comment.h"

#include <glib/gi18n.h>
#include <string.h>

const Comment *pen_own(const Pen *pen, int64_t number) {
  for (guint i = 0; i < pen->own->len; i++) {
    const Comment *comment = g_ptr_array_index(pen->own, i);
    if (comment->number == number) return comment;
  }
  return NULL;
}

int64_t pen_last(const Pen *pen) {
  guint n = pen->own->len;
  return n ? ((const Comment *)g_ptr_array_index(pen->own, n - 1))->number : 0;
}

void pen_set(char **text, const char *to) {
  g_free(*text);
  *text = g_strdup(to);
}

void pen_take(Pen *pen, int64_t number) {
  const Comment *comment = number ? pen_own(pen, number) : NULL;
  pen->number = comment ? number : 0;
  g_free(pen->saved_text);
  g_free(pen->saved_place);
  pen->saved_text = g_strdup(comment ? comment->text : "");
  pen->saved_place = g_strdup(comment ? comment->place : "");
  pen_set(&pen->saved_factors, comment ? comment->factors : "");
  pen_set(&pen->place, pen->saved_place);
  pen_set(&pen->factors, pen->saved_factors);
  g_clear_pointer(&pen->file, g_free);
  if (comment) pen->ofi = g_str_equal(comment->kind, "ofi");
  pen->saved_ofi = pen->ofi;
  pen->theirs = 0;
  edit_free(pen->edit);
  pen->edit = edit_new(pen->saved_text, false);
  pen->warned = false;
}

bool pen_changed(const Pen *pen) {
  g_autofree char *text = g_strstrip(g_strdup(edit_text(pen->edit)));
  if (!*text) return false;
  return !g_str_equal(text, pen->saved_text) || (pen->number && pen->ofi != pen->saved_ofi) ||
         !g_str_equal(pen->place, pen->saved_place) || !g_str_equal(pen->factors, pen->saved_factors) || pen->file;
}

void pen_keep_draft(const Pen *pen) {
  if (pen_changed(pen))
    draft_keep(pen->draft, &(Draft){pen->ofi, pen->number, (char *)edit_text(pen->edit), pen->place, pen->factors});
  else
    draft_drop(pen->draft);
}

void pen_find_draft(Tui *tui, Pen *pen) {
  Draft draft;
  if (pen->desk.locked || !draft_find(pen->draft, &draft)) return;
  pen_take(pen, draft.number);
  pen->ofi = draft.ofi;
  edit_set(pen->edit, draft.text);
  g_free(draft.text);
  g_free(pen->place);
  g_free(pen->factors);
  pen->place = draft.place;
  pen->factors = draft.factors;
  if (pen_changed(pen)) tui_say(tui, false, _("these words were not saved when the program ended; C-s saves them"));
}

static void list_own(Pen *pen) {
  g_ptr_array_set_size(pen->own, 0);
  for (guint i = 0; i < pen->desk.comments->len; i++) {
    Comment *comment = g_ptr_array_index(pen->desk.comments, i);
    bool kind = g_str_equal(comment->kind, "strength") || g_str_equal(comment->kind, "ofi");
    if (kind && g_str_equal(comment->item, pen->item)) g_ptr_array_add(pen->own, comment);
  }
}

void pen_part(Pen *pen) {
  pen->number = pen->theirs = 0;
  pen_set(&pen->saved_text, "");
  pen_set(&pen->saved_place, "");
  pen_set(&pen->saved_factors, "");
}

/* The first of one's comments that was not there when the record was last read; 0: none. */
static int64_t newcomer(const Pen *pen) {
  for (guint i = 0; i < pen->own->len; i++) {
    const Comment *comment = g_ptr_array_index(pen->own, i);
    if (comment->number > pen->newest) return comment->number;
  }
  return 0;
}

static void note_newest(Pen *pen) {
  for (guint i = 0; i < pen->own->len; i++)
    pen->newest = MAX(pen->newest, ((const Comment *)g_ptr_array_index(pen->own, i))->number);
}

/* A comment that was put in other words or taken back elsewhere: nothing that is typed here is lost over it. */
static void part_from_gone(Tui *tui, Pen *pen) {
  int64_t held = pen->theirs ? pen->theirs : pen->number;
  if (!held || pen_own(pen, held)) return;
  int64_t instead = newcomer(pen);
  if (!pen_changed(pen)) {
    pen_take(pen, instead);
  } else if (instead) {
    pen->theirs = instead;
  } else {
    pen_part(pen);
    tui_say(tui, true,
            _("this comment was taken back elsewhere; your words are kept here as a new one: C-s saves them"));
  }
}

bool pen_load(Tui *tui, void *state, GError **error) {
  Pen *pen = state;
  if (!desk_load(tui, &pen->desk, error)) return false;
  list_own(pen);
  if (pen->edit) part_from_gone(tui, pen);
  note_newest(pen);
  return true;
}

/* The newest of one's own is the one just saved. */
static void keep_saved(Tui *tui, Pen *pen, const char *text) {
  pen->number = 0;
  if (!pen_load(tui, pen, NULL)) return;
  for (guint i = 0; i < pen->own->len; i++)
    pen->number = MAX(pen->number, ((const Comment *)g_ptr_array_index(pen->own, i))->number);
  pen_set(&pen->saved_text, text);
  pen_set(&pen->saved_place, pen->place);
  pen_set(&pen->saved_factors, pen->factors);
  g_clear_pointer(&pen->file, g_free);
  pen->saved_ofi = pen->ofi;
  pen->warned = false;
  draft_drop(pen->draft);
  tui_say(tui, false, _("comment saved"));
}

/* " --NAME=VALUE", quoted; "" for no value. */
static char *option_of(const char *name, const char *value) {
  if (!value) return g_strdup("");
  g_autofree char *option = g_strdup_printf("--%s=%s", name, value);
  g_autofree char *quoted = g_shell_quote(option);
  return g_strconcat(" ", quoted, NULL);
}

bool pen_save(Tui *tui, Pen *pen) {
  if (!pen_changed(pen)) return true;
  if (pen->theirs) {
    pen_settle(tui, pen);
    return false;
  }
  g_autofree char *text = g_strstrip(g_strdup(edit_text(pen->edit)));
  g_autofree char *replace = pen->number ? g_strdup_printf("--replace %" G_GINT64_FORMAT, pen->number) : g_strdup("");
  g_autofree char *applicant = g_shell_quote(pen->desk.session->cycle->applicants[pen->desk.applicant].id);
  g_autofree char *stage = g_shell_quote(pen->desk.which->id), *item = g_shell_quote(pen->item);
  g_autofree char *words = g_shell_quote(text);
  g_autofree char *evidence = option_of("evidence", g_str_equal(pen->place, pen->saved_place) ? NULL : pen->place);
  g_autofree char *file = option_of("file", pen->file);
  g_autofree char *factors = option_of("factor", g_str_equal(pen->factors, pen->saved_factors) ? NULL : pen->factors);
  g_autofree char *line = g_strdup_printf("comment --stage %s %s%s%s%s -- %s %s %s %s", stage, replace, evidence, file,
                                          factors, applicant, item, pen->ofi ? "ofi" : "strength", words);
  if (tui_run(tui, line)) {
    keep_saved(tui, pen, text);
    return true;
  }
  pen_load(tui, pen, NULL);
  return false;
}
