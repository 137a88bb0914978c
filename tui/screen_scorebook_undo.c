/* screen_scorebook_undo.c: undo and redo in the scorebook: the commands, and the row they changed something in. */
#include "tui/screen_scorebook.h"

static const Comment *comment_numbered(const GPtrArray *comments, int64_t number) {
  for (guint i = 0; i < comments->len; i++) {
    const Comment *comment = g_ptr_array_index(comments, i);
    if (comment->number == number) return comment;
  }
  return NULL;
}

/* The item of a comment that stands in one list and not in the other; NULL: none. */
static const char *item_of_difference(const GPtrArray *these, const GPtrArray *those) {
  for (guint i = 0; i < these->len; i++) {
    const Comment *comment = g_ptr_array_index(these, i);
    if (!comment_numbered(those, comment->number)) return comment->item;
  }
  return NULL;
}

static void go_to_change(Desk *desk, const Mark *marks, const GPtrArray *comments) {
  const char *item = item_of_difference(desk->comments, comments);
  if (!item) item = item_of_difference(comments, desk->comments);
  for (guint i = 0; i < desk->rows->len; i++) {
    const TreeRow *row = &g_array_index(desk->rows, TreeRow, i);
    bool marked = row->cell >= 0 && marks[row->cell] != desk->copy.marks[row->cell];
    bool commented = item && row->dimension < 0 && row->node && g_str_equal(row->node->code, item);
    if (marked || commented) desk->list.at = i;
  }
}

/* Takes the last change of a mark or a comment back, or makes it again, and goes where it was. */
static bool run_history(Tui *tui, Desk *desk, const char *command) {
  g_autofree Mark *marks = g_memdup2(desk->copy.marks, desk->copy.n * sizeof(Mark));
  g_autoptr(GPtrArray) comments = g_ptr_array_ref(desk->comments);
  g_autofree char *applicant = g_shell_quote(desk->session->cycle->applicants[desk->applicant].id);
  g_autofree char *stage = g_shell_quote(desk->which->id);
  g_autofree char *line = g_strdup_printf("%s --stage %s -- %s", command, stage, applicant);
  if (desk->locked) tui_say(tui, true, desk->locked);
  if (desk->locked || !tui_run(tui, line) || !desk_load(tui, desk, NULL)) return false;
  go_to_change(desk, marks, comments);
  return true;
}

bool desk_take_back(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest, (void)error;
  return run_history(tui, state, "undo");
}

bool desk_make_again(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest, (void)error;
  return run_history(tui, state, "redo");
}
