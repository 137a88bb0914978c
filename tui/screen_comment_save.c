/* screen_comment_save.c: what is typed becomes a comment in the record, by the same command line as from the shell. */
#include "tui/draft.h"
#include "tui/screen_comment.h"

#include <glib/gi18n.h>
#include <string.h>

static Comment *find(const Pen *pen, int64_t number, guint *ret_at) {
  for (guint i = 0; i < pen->own->len; i++) {
    Comment *comment = g_ptr_array_index(pen->own, i);
    if (comment->number != number) continue;
    if (ret_at) *ret_at = i;
    return comment;
  }
  return NULL;
}

void pen_set(char **text, const char *to) {
  g_free(*text);
  *text = g_strdup(to);
}

void pen_take(Pen *pen, int64_t number) {
  const Comment *comment = number ? find(pen, number, NULL) : NULL;
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

/* A comment that somebody else put in other words or took back meanwhile: what is typed here stands beside it, new. */
static void part_from_gone(Tui *tui, Pen *pen) {
  if (!pen->number || find(pen, pen->number, NULL)) return;
  bool changed = pen_changed(pen);
  pen->number = 0;
  pen_set(&pen->saved_text, "");
  pen_set(&pen->saved_place, "");
  pen_set(&pen->saved_factors, "");
  if (changed)
    tui_say(tui, true, _("this comment was changed elsewhere; your words are kept here as a new one: C-s saves them"));
  else
    pen_take(pen, 0);
}

bool pen_load(Tui *tui, void *state, GError **error) {
  Pen *pen = state;
  if (!desk_load(tui, &pen->desk, error)) return false;
  list_own(pen);
  if (pen->edit) part_from_gone(tui, pen);
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

/* -- verbs --------------------------------------------------------------------------------------------------------- */

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
  if (pen->number) find(pen, pen->number, &at);
  int to = CLAMP((int)at + by, 0, (int)pen->own->len);
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
