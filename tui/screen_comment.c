/* screen_comment.c: writing strengths and opportunities for improvement on one item, with its guide beside. */
#include "tui/screen_comment.h"
#include "reports/report_comments.h"
#include "reports/words.h"
#include "tui/draft.h"

#include <glib/gi18n.h>
#include <string.h>

enum { BESIDE = 100, LEAST_EDITOR = 4, EDITOR = 8, LEAST_GUIDE = 5 };

static bool find_row(Pen *pen, GError **error) {
  for (guint i = 0; i < pen->desk.rows->len; i++) {
    const TreeRow *row = &g_array_index(pen->desk.rows, TreeRow, i);
    if (!g_str_equal(row->node ? row->node->code : "total", pen->item)) continue;
    pen->desk.list.at = i;
    return true;
  }
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT,
              _("stage %s has no item “%s”; accolade packs award names the criteria that list them"),
              session_stage(pen->desk.session, pen->desk.stage), pen->item);
  return false;
}

/* "APPLICANT STAGE ITEM strength|ofi" */
static bool open(Tui *tui, void *state, const char *argument, GError **error) {
  Pen *pen = state;
  g_auto(GStrv) words = g_strsplit(argument, " ", 4);
  if (g_strv_length(words) < 3) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                _("say on what: open comment APPLICANT STAGE ITEM strength|ofi"));
    return false;
  }
  g_autofree char *of = g_strdup_printf("%s %s %s", words[0], words[1], tui_session(tui)->actor);
  pen->item = g_strdup(words[2]);
  pen->ofi = words[3] && g_str_equal(words[3], "ofi");
  pen->own = g_ptr_array_new();
  pen->desk.types = true;
  if (!desk_open(tui, &pen->desk, of, error) || !find_row(pen, error) || !pen_load(tui, pen, error)) return false;
  pen_take(pen, pen->desk.locked ? pen_last(pen) : 0);
  pen->draft = desk_draft(&pen->desk, pen->item);
  pen_find_draft(tui, pen);
  return true;
}

/* Typing, also of words from the clipboard; everything else falls through to the bindings. */
static bool key(Tui *tui, void *state, const Key *pressed) {
  Pen *pen = state;
  bool types = pressed->character || g_str_equal(pressed->name, "Paste") || g_str_equal(pressed->name, "Enter");
  if (types && pen->desk.locked) {
    tui_say(tui, true, pen->desk.locked);
    return true;
  }
  if (!edit_key(pen->edit, pressed)) return false;
  pen->warned = false;
  pen_keep_draft(pen);
  if (pressed->name && g_str_equal(pressed->name, "Enter")) pen_save(tui, pen);
  return true;
}

/* Leaving saves; when it cannot be saved it is said once, and leaving again leaves the words where they will be found. */
static bool leave(Tui *tui, void *state) {
  Pen *pen = state;
  if (pen_save(tui, pen)) {
    draft_drop(pen->draft);
    return true;
  }
  bool again = pen->warned;
  pen->warned = true;
  return again;
}

/* -- drawing ------------------------------------------------------------------------------------------------------- */

static const char *kind_word(bool ofi) { return ofi ? _("Opportunity for improvement") : _("Strength"); }

static void draw_own(Term *term, const Pen *pen, Area area) {
  int n = (int)pen->own->len, focused = n;
  int64_t held = pen->theirs ? pen->theirs : pen->number;
  for (int i = 0; i < n; i++)
    if (((const Comment *)g_ptr_array_index(pen->own, (guint)i))->number == held) focused = i;
  int first = CLAMP(focused - area.rows + 1, 0, n);
  int last = pen->desk.locked && n > 0 ? n - 1 : n; /* nothing new where nothing can be written */
  for (int i = 0; i < area.rows && first + i <= last; i++) {
    const Comment *comment = first + i < n ? g_ptr_array_index(pen->own, (guint)(first + i)) : NULL;
    const char *sign = !comment ? "*" : g_str_equal(comment->kind, "ofi") ? "-" : "+";
    bool here = first + i == focused;
    g_autofree char *line =
        g_strdup_printf("%s%s %s", here ? ">" : " ", sign, comment ? comment->text : _("a new one"));
    term_fill(term, area.row + i, area.col, area.cols, here ? STYLE_SELECTED : STYLE_PLAIN, line);
  }
}

/* Where its evidence is and what it rests on, under the words. */
static void draw_evidence(Term *term, const Pen *pen, Area area) {
  g_autofree char *file = pen->file ? g_path_get_basename(pen->file) : g_strdup("");
  g_autoptr(GString) factors = g_string_new(NULL), line = g_string_new(_("evidence: "));
  report_put_factors(factors, pen->factors);
  const char *const parts[] = {pen->place, file, factors->str};
  size_t before = line->len;
  for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
    if (*parts[i]) g_string_append_printf(line, "%s%s", line->len > before ? _("; ") : "", parts[i]);
  term_put(term, area.row, area.col, area.cols, STYLE_FAINT, line->str);
}

static void draw_editor(Term *term, Pen *pen, Area area) {
  const char *state = pen->theirs        ? _("changed elsewhere too; C-s lets you choose")
                      : pen_changed(pen) ? _("not saved yet; C-s, Enter or leaving saves")
                      : pen->number      ? _("saved")
                                         : "";
  bool evidence = (*pen->place || pen->file || *pen->factors) && area.rows > 2;
  g_autofree char *head = g_strdup_printf("%s  %s", kind_word(pen->ofi), pen->desk.locked ? pen->desk.locked : state);
  term_line(term, area.row, area.col, area.cols);
  term_put(term, area.row, area.col + 1, area.cols - 2, STYLE_TITLE, head);
  if (evidence) draw_evidence(term, pen, (Area){area.row + area.rows - 1, area.col + 1, 1, area.cols - 1});
  edit_draw(pen->edit, term, (Area){area.row + 1, area.col + 1, area.rows - 1 - evidence, area.cols - 1});
}

/* What the item asks stands beside the editor, or below it where there is no room beside. */
static Area draw_guide(Tui *tui, Pen *pen, Area area, int own) {
  bool beside = area.cols >= BESIDE;
  int below = beside ? 0 : area.rows - own - 1 - EDITOR, width = area.cols * 55 / 100;
  if (beside) {
    term_bar(tui_term(tui), area.row, width, area.rows);
    guide_draw(tui, &pen->desk, (Area){area.row, width + 2, area.rows, area.cols - width - 2});
    area.cols = width;
  } else if (below >= LEAST_GUIDE) {
    int row = area.row + area.rows - below;
    term_line(tui_term(tui), row, area.col, area.cols);
    guide_draw(tui, &pen->desk, (Area){row + 1, area.col + 1, below - 1, area.cols - 2});
    area.rows -= below;
  }
  return area;
}

static void draw(Tui *tui, void *state, Area area) {
  Pen *pen = state;
  Term *term = tui_term(tui);
  const TreeRow *row = desk_focused(&pen->desk);
  int own = CLAMP((int)pen->own->len + 1, 1, MAX((area.rows - LEAST_EDITOR) / 3, 1));
  Area writing = draw_guide(tui, pen, area, own);
  int top = writing.row;
  bool guided = writing.rows < area.rows || writing.cols < area.cols;
  if (!guided && writing.rows > own + LEAST_EDITOR && row->node) {
    g_autofree char *title =
        g_strdup_printf("%s %s", row->node->code, text_in(&row->node->title, pen->desk.session->lang));
    term_put(term, top++, area.col + 1, writing.cols - 1, STYLE_STRONG, title);
  }
  draw_own(term, pen, (Area){top, area.col, own, writing.cols});
  draw_editor(term, pen, (Area){top + own, area.col, writing.row + writing.rows - top - own, writing.cols});
}

static bool read_only(const void *state) { return ((const Pen *)state)->desk.locked != NULL; }

static char *word(Tui *tui, void *state, const char *name) {
  (void)tui;
  const Pen *pen = state;
  if (g_str_equal(name, "applicant")) return g_strdup(pen->desk.session->cycle->applicants[pen->desk.applicant].id);
  if (g_str_equal(name, "stage")) return g_strdup(pen->desk.which->id);
  return g_str_equal(name, "item") ? g_strdup(pen->item) : NULL;
}

static char *subtitle(Tui *tui, void *state) {
  (void)tui;
  const Pen *pen = state;
  const Applicant *applicant = &pen->desk.session->cycle->applicants[pen->desk.applicant];
  return g_strdup_printf("%s %s  %s", applicant->id, applicant->name, item_words(pen->item));
}

static void pen_close(void *state) {
  Pen *pen = state;
  edit_free(pen->edit);
  g_clear_pointer(&pen->own, g_ptr_array_unref);
  g_free(pen->item);
  g_free(pen->draft);
  g_free(pen->saved_text);
  g_free(pen->saved_place);
  g_free(pen->saved_factors);
  g_free(pen->factors);
  g_free(pen->place);
  g_free(pen->file);
  desk_close(&pen->desk);
}

const Screen screen_comment = {
    .name = "comment",
    .title = N_("Comment"),
    .sentence = N_("write on an item: open comment APPLICANT STAGE ITEM strength|ofi"),
    .roles = ROLES_MARK,
    .needs_database = true,
    .types = true,
    .state_size = sizeof(Pen),
    .open = open,
    .load = pen_load,
    .draw = draw,
    .key = key,
    .word = word,
    .read_only = read_only,
    .subtitle = subtitle,
    .leave = leave,
    .close = pen_close,
    .verbs = pen_verbs,
};
