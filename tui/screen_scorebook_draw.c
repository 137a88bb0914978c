/* screen_scorebook_draw.c: the tree of the scorebook, the guide beside it where there is room, and the foot. */
#include "reports/cells.h"
#include "tui/columns.h"
#include "tui/screen_scorebook.h"

#include <glib/gi18n.h>
#include <string.h>

enum { BESIDE = 80, LEAST_TREE = 48, MOST_TREE = 84, FOOT = 2, SHORT = 60, LONGEST_SIGN = 3 };

static const ListColumn columns[] = {
    {N_("Item"), 0, false, 0},   {N_("Points"), 6, true, 42}, {N_("Given"), 6, true, 0},
    {N_("Earned"), 6, true, 30}, {N_("State"), 9, false, 52}, {"+/-", 4, true, 38},
};

typedef struct RowText {
  char *title, *points, *mark, *earned, *comments;
  const char *state;
} RowText;

static void row_text_clear(RowText *text) {
  g_free(text->title);
  g_free(text->points);
  g_free(text->mark);
  g_free(text->earned);
  g_free(text->comments);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RowText, row_text_clear)

/* "2/1": strengths and opportunities noted on it. */
static char *count_comments(const Desk *desk, const TreeRow *row) {
  unsigned strengths = 0, ofis = 0;
  for (guint i = 0; row->node && row->dimension < 0 && i < desk->comments->len; i++) {
    const Comment *comment = g_ptr_array_index(desk->comments, i);
    if (!g_str_equal(comment->item, row->node->code)) continue;
    strengths += g_str_equal(comment->kind, "strength");
    ofis += g_str_equal(comment->kind, "ofi");
  }
  return strengths + ofis ? g_strdup_printf("%u/%u", strengths, ofis) : g_strdup("");
}

static char *progress_text(const Desk *desk, const Node *node) {
  size_t marked = 0, cells = 0;
  desk_progress(desk, node, &marked, &cells);
  return cells ? g_strdup_printf("%zu/%zu", marked, cells) : g_strdup("");
}

static void fill_item(const Desk *desk, const Node *node, RowText *text) {
  const ItemScore *score = &desk->sheet->items[node->item];
  text->points = desk_points_text(score->max);
  if (score->combined.state != COMBINED_NUMBER) return;
  text->earned = desk_points_text(score->points);
  if (text->mark) return;
  g_autofree char *result = desk_points_text(score->result);
  text->mark = g_strconcat(result, node->rubric->scale->unit_sign, NULL);
}

static void fill_category(const Desk *desk, const Node *node, RowText *text) {
  const NodeScore *score = &desk->sheet->nodes[node - desk->criteria->nodes];
  if (!ratio_is_zero(score->max)) text->points = desk_points_text(score->max);
  size_t marked = 0, cells = 0;
  desk_progress(desk, node, &marked, &cells);
  if (marked) text->earned = desk_points_text(score->points);
}

static RowText text_of(const Desk *desk, const TreeRow *row) {
  const char *lang = desk->session->lang;
  RowText text = {.state = "", .comments = count_comments(desk, row)};
  if (row->cell >= 0) {
    text.mark = desk_mark_text(desk, (size_t)row->cell, desk->copy.marks[row->cell]);
    text.state = desk_state_word(desk->copy.marks[row->cell]);
  }
  const char *name = !row->node            ? _("One figure for the whole stage")
                     : row->dimension >= 0 ? text_in(&row->node->rubric->dimensions[row->dimension].title, lang)
                                           : text_in(&row->node->title, lang);
  const char *code = !row->node            ? "total"
                     : row->dimension >= 0 ? row->node->rubric->dimensions[row->dimension].id
                                           : row->node->code;
  bool both = row->dimension < 0 || strlen(code) <= LONGEST_SIGN;
  text.title = g_strdup_printf("%*s%s%s%s", row->depth, "", both ? code : "", both ? " " : "", name);
  if (!row->node)
    text.points = desk_points_text(desk->which->max);
  else if (row->node->item >= 0 && row->dimension < 0)
    fill_item(desk, row->node, &text);
  else if (row->dimension < 0)
    fill_category(desk, row->node, &text);
  return text;
}

static const char *or_empty(const char *text) { return text ? text : ""; }

static Style style_of(const Desk *desk, const TreeRow *row) {
  if (row->cell < 0) return row->node->item < 0 ? STYLE_STRONG : STYLE_PLAIN;
  Mark mark = desk->copy.marks[row->cell];
  if (mark_is_number(mark)) return STYLE_PLAIN;
  return mark == MARK_BLANK ? STYLE_WARN : STYLE_FAINT;
}

static void draw_row(Tui *tui, void *state, size_t i, Area place, bool focused) {
  const Desk *desk = state;
  const TreeRow *row = &g_array_index(desk->rows, TreeRow, i);
  g_auto(RowText) text = text_of(desk, row);
  g_autofree char *progress = row->cell < 0 && row->node ? progress_text(desk, row->node) : NULL;
  const char *cells[] = {
      text.title,   or_empty(text.points), or_empty(text.mark), or_empty(text.earned), progress ? progress : text.state,
      text.comments};
  columns_row(tui_term(tui), place, columns, G_N_ELEMENTS(columns), cells, style_of(desk, row), focused);
}

/* -- the foot -------------------------------------------------------------------------------------------------- */

static const Node *category_of(const TreeRow *row) {
  const Node *node = row ? row->node : NULL;
  while (node && node->parent) node = node->parent;
  return node;
}

/* "4.1 63/110": what the focused item's category has so far. */
static char *category_text(const Desk *desk) {
  const Node *top = category_of(desk_focused(desk));
  if (!top || !desk->sheet->n_nodes) return g_strdup("");
  const NodeScore *score = &desk->sheet->nodes[top - desk->criteria->nodes];
  g_autofree char *points = desk_points_text(score->points), *most = desk_points_text(score->max);
  return g_strdup_printf("%s %s/%s", top->code, points, most);
}

/* Short where it is narrow: the figures without their words. */
static char *total_text(const Desk *desk, bool in_short) {
  const StageTotal *total = &desk->sheet->total;
  if (total->state == TOTAL_NONE) return g_strdup(_("no total"));
  g_autofree char *points = desk_points_text(total->points), *most = desk_points_text(total->max);
  if (in_short) return g_strdup_printf("%s/%s", points, most);
  return g_strdup_printf(total->missing ? _("total so far %s/%s") : _("total %s/%s"), points, most);
}

static char *marked_text(const Desk *desk, bool in_short) {
  size_t marked = 0, cells = 0;
  desk_progress(desk, NULL, &marked, &cells);
  return g_strdup_printf(in_short ? "%zu/%zu" : _("%zu of %zu marked"), marked, cells);
}

static char *saved_text(const Desk *desk, bool in_short) {
  if (!*desk->saved) return g_strdup(in_short ? "" : _("nothing saved yet"));
  return in_short ? g_strdup(desk->saved) : g_strdup_printf(_("saved %s"), desk->saved);
}

static void draw_foot(Tui *tui, const Desk *desk, Area area) {
  Term *term = tui_term(tui);
  bool in_short = area.cols < SHORT;
  g_autofree char *category = category_text(desk), *total = total_text(desk, in_short);
  g_autofree char *marked = marked_text(desk, in_short), *saved = saved_text(desk, in_short);
  const char *parts[] = {total, marked, saved, category};
  g_autoptr(GString) line = g_string_new(NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
    if (!*parts[i] || text_cells(line->str) + text_cells(parts[i]) + (line->len ? 6 : 1) > (size_t)area.cols) continue;
    g_string_append_printf(line, "%s%s", line->len ? "  |  " : "", parts[i]);
  }
  term_line(term, area.row, area.col, area.cols);
  term_put(term, area.row + 1, area.col + 1, area.cols - 1, STYLE_STRONG, line->str);
}

/* -- all of it --------------------------------------------------------------------------------------------------- */

static void draw_tree(Tui *tui, Desk *desk, Area area) {
  columns_head(tui_term(tui), area, columns, G_N_ELEMENTS(columns));
  list_draw(&desk->list, tui, (Area){area.row + 1, area.col, area.rows - 1, area.cols}, draw_row, desk);
}

void desk_draw(Tui *tui, void *state, Area area) {
  Desk *desk = state;
  Term *term = tui_term(tui);
  if (desk->undeclared) {
    declare_draw(tui, desk, area);
    return;
  }
  bool beside = area.cols >= BESIDE;
  int asked = MIN(ask_rows(desk), MAX(area.rows - FOOT - 2, 0));
  Area body = {area.row, area.col, area.rows - FOOT - asked, area.cols};
  if (!beside) term_hide(term, desk->guide ? _("items (i)") : _("guide (i)"));
  if (desk->locked && body.rows > 3) {
    g_autofree char *notice = g_strdup_printf(_("read only: %s"), desk->locked);
    body.rows--;
    term_put(term, body.row + body.rows, 1, body.cols - 1, STYLE_FAINT, notice);
  }
  draw_foot(tui, desk, (Area){area.row + area.rows - FOOT, area.col, FOOT, area.cols});
  if (beside) {
    int width = CLAMP(area.cols * 55 / 100, LEAST_TREE, MOST_TREE);
    term_bar(term, body.row, width, body.rows);
    guide_draw(tui, desk, (Area){body.row, width + 2, body.rows, area.cols - width - 2});
    draw_tree(tui, desk, (Area){body.row, 0, body.rows, width});
  } else if (desk->guide)
    guide_draw(tui, desk, (Area){body.row, 1, body.rows, area.cols - 1});
  else
    draw_tree(tui, desk, body);
  if (asked) ask_draw(tui, desk, (Area){area.row + area.rows - FOOT - asked, area.col, asked, area.cols});
}
