/* screen_scorebook_draw.c: the tree of the scorebook, the guide beside it where there is room, and the foot. */
#include "reports/cells.h"
#include "reports/words.h"
#include "tui/columns.h"
#include "tui/prose.h"
#include "tui/screen_scorebook.h"

#include <glib/gi18n.h>
#include <limits.h>
#include <string.h>

enum { BESIDE = 80, LEAST_TREE = 48, MOST_TREE = 92, FOOT = 2, LONGEST_SIGN = 3, NARROW = 58, COLUMNS = 7, SELF = 3 };

static const ListColumn columns[COLUMNS] = {
    {N_("Item"), 0, false, 0, 0}, {N_("Pts"), 4, true, 44, 0},    {N_("Given"), 6, true, 0, 0},
    {N_("Self"), 6, true, 46, 0}, {N_("Earned"), 6, true, 30, 0}, {"+/-", 3, true, 38, 0},
    {" ", 2, false, 36, 0},
};

typedef struct RowText {
  char *title, *points, *mark, *self, *earned, *comments;
  const char *sign; /* "!" a flag, "?" comments that are wanted */
} RowText;

static void row_text_clear(RowText *text) {
  char **const owned[] = {&text->title, &text->points, &text->mark, &text->self, &text->earned, &text->comments};
  for (size_t i = 0; i < G_N_ELEMENTS(owned); i++) g_free(*owned[i]);
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

static void fill_item(const Desk *desk, const Node *node, RowText *text) {
  const ItemScore *score = &desk->sheet->items[node->item];
  g_autofree char *wants = desk_wants(desk, node);
  text->points = desk_points_text(score->max);
  text->sign = desk_has_flag(desk, node) ? "!" : wants ? "?" : "";
  if (score->combined.state != COMBINED_NUMBER) return;
  text->earned = desk_earned_text(score->points);
  if (text->mark) return;
  g_autofree char *result = desk_points_text(score->result);
  text->mark = g_strconcat(result, node->rubric->scale->unit_sign, NULL);
}

/* A category says how many of its marks are given. */
static void fill_category(const Desk *desk, const Node *node, RowText *text) {
  const NodeScore *score = &desk->sheet->nodes[node - desk->criteria->nodes];
  if (!ratio_is_zero(score->max)) text->points = desk_points_text(score->max);
  const DeskProgress progress = desk_progress(desk, node);
  if (progress.cells) text->mark = g_strdup_printf("%zu/%zu", progress.numbers, progress.cells);
  if (progress.numbers) text->earned = desk_earned_text(score->points);
}

static RowText text_of(const Desk *desk, const TreeRow *row) {
  const char *lang = desk->session->lang;
  RowText text = {.sign = "", .comments = count_comments(desk, row)};
  if (row->cell >= 0) text.mark = desk_mark_text(desk, (size_t)row->cell, desk->copy.marks[row->cell]);
  if (row->cell >= 0 && desk->self) text.self = desk_mark_text(desk, (size_t)row->cell, desk->self[row->cell]);
  const char *name = !row->node            ? session_stage(desk->session, desk->stage)
                     : row->dimension >= 0 ? text_in(&row->node->rubric->dimensions[row->dimension].title, lang)
                                           : text_in(&row->node->title, lang);
  const char *code = !row->node            ? item_words("total")
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

/* Of the mark alone: a list that is blank shall not be all colour. */
static Style mark_style(const Desk *desk, const TreeRow *row) {
  if (row->cell < 0) return STYLE_FAINT;
  Mark mark = desk->copy.marks[row->cell];
  if (mark_is_number(mark)) return STYLE_STRONG;
  return mark == MARK_BLANK ? STYLE_WARN : STYLE_GOOD;
}

static void fit(const Desk *desk, ListColumn *ret_columns) {
  memcpy(ret_columns, columns, sizeof columns);
  if (!desk->self) ret_columns[SELF].from = INT_MAX;
}

static void draw_row(Tui *tui, void *state, size_t i, Area place, bool focused) {
  const Desk *desk = state;
  const TreeRow *row = &g_array_index(desk->rows, TreeRow, i);
  g_auto(RowText) text = text_of(desk, row);
  const char *cells[COLUMNS] = {
      text.title, or_empty(text.points), or_empty(text.mark), or_empty(text.self), or_empty(text.earned), text.comments,
      text.sign};
  Style style = row->cell < 0 && row->node && row->node->item < 0 ? STYLE_STRONG : STYLE_PLAIN;
  const Style styles[COLUMNS] = {
      style, style, mark_style(desk, row), STYLE_FAINT, style, STYLE_PLAIN, *text.sign == '!' ? STYLE_BAD : STYLE_WARN};
  ListColumn fitted[COLUMNS];
  fit(desk, fitted);
  columns_styled(tui_term(tui), place, fitted, COLUMNS, cells, styles, focused);
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

/* "3/23 +1": the +1 abstained or not applicable. */
static char *marked_text(const Desk *desk, bool in_short) {
  const DeskProgress progress = desk_progress(desk, NULL);
  g_autofree char *short_others = progress.others ? g_strdup_printf(" +%zu", progress.others) : g_strdup("");
  if (in_short) return g_strdup_printf("%zu/%zu%s", progress.numbers, progress.cells, short_others);
  g_autofree char *marked = g_strdup_printf(_("%zu of %zu marked"), progress.numbers, progress.cells);
  return progress.others ? g_strdup_printf(_("%s, %zu abstained or n/a"), marked, progress.others)
                         : g_steal_pointer(&marked);
}

static char *saved_text(const Desk *desk, bool in_short) {
  if (!*desk->saved) return g_strdup(in_short ? "" : _("nothing saved yet"));
  return in_short ? g_strdup(desk->saved) : g_strdup_printf(_("saved %s"), desk->saved);
}

/* What fits of total, category, progress and time; where it is narrow the category comes last. */
static GString *foot_text(const Desk *desk, const bool in_short[3], size_t cells) {
  g_autofree char *total = total_text(desk, in_short[0]), *category = category_text(desk);
  g_autofree char *marked = marked_text(desk, in_short[1]), *saved = saved_text(desk, in_short[2]);
  bool narrow = cells < NARROW;
  const char *parts[] = {total, narrow ? marked : category, narrow ? saved : marked, narrow ? category : saved};
  GString *line = g_string_new(NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
    if (!*parts[i] || text_cells(line->str) + text_cells(parts[i]) + (line->len ? 5 : 0) > cells) continue;
    g_string_append_printf(line, "%s%s", line->len ? "  |  " : "", parts[i]);
  }
  return line;
}

/* Words give way to figures where they do not all fit: first those of the progress, then of the time, then of the total. */
static void draw_foot(Tui *tui, const Desk *desk, Area area) {
  static const bool shorter[][3] = {
      {false, false, false}, {false, true, false}, {false, true, true}, {true, true, true}};
  Term *term = tui_term(tui);
  size_t cells = (size_t)MAX(area.cols - 2, 0);
  g_autoptr(GString) line = NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(shorter); i++) {
    g_autofree char *saved = saved_text(desk, shorter[i][2]), *category = category_text(desk);
    g_autofree char *marked = marked_text(desk, shorter[i][1]);
    if (line) g_string_free(g_steal_pointer(&line), TRUE);
    line = foot_text(desk, shorter[i], cells);
    if (strstr(line->str, marked) && strstr(line->str, *saved ? saved : category)) break;
  }
  term_line(term, area.row, area.col, area.cols);
  term_put(term, area.row + 1, area.col + 1, area.cols - 1, STYLE_STRONG, line->str);
}

/* -- all of it --------------------------------------------------------------------------------------------------- */

static void draw_tree(Tui *tui, Desk *desk, Area area) {
  ListColumn fitted[COLUMNS];
  fit(desk, fitted);
  columns_head(tui_term(tui), area, fitted, COLUMNS);
  list_draw(&desk->list, tui, (Area){area.row + 1, area.col, area.rows - 1, area.cols}, draw_row, desk);
}

typedef struct Notices { /* what holds of the whole scorebook; NULL what does not */
  char *unsaved, *locked, *returned;
} Notices;

static void notices_clear(Notices *notices) {
  g_free(notices->unsaved);
  g_free(notices->locked);
  g_free(notices->returned);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Notices, notices_clear)

static Notices notices_of(const Desk *desk) {
  Notices notices = {0};
  if (desk->unsaved)
    notices.unsaved = g_strdup_printf(_("not saved yet: words on %s; Enter there has them again"), desk->unsaved);
  if (desk->locked)
    notices.locked = g_strdup_printf(_("read only: %s"), desk->locked);
  else if (desk->copy.returned)
    notices.returned = g_strdup_printf(_("returned: %s"), desk->copy.returned);
  return notices;
}

/* A row each: what would be lost first. A reason that is cut says which key has it whole. */
static void draw_in_short(Term *term, const Notices *notices, Area place) {
  int row = place.row, end = place.row + place.rows, cells = place.cols;
  if (notices->unsaved && row < end) term_put(term, row++, place.col, cells, STYLE_WARN, notices->unsaved);
  if (row == end) return;
  if (notices->returned && (int)text_cells(notices->returned) > cells) {
    const char *where = _(" (h: all)");
    cells -= (int)text_cells(where);
    term_put(term, row, place.col + cells, (int)text_cells(where), STYLE_FAINT, where);
  }
  if (notices->returned) term_put(term, row, place.col, cells, STYLE_WARN, notices->returned);
  if (notices->locked) term_put(term, row, place.col, cells, STYLE_FAINT, notices->locked);
}

/* Above the foot, whole where there is room; what is left for the tree. */
static Area draw_notices(Term *term, const Desk *desk, Area area) {
  enum { ROOMY = 14, ROOM = 3, LEAST = 3 };
  g_auto(Notices) notices = notices_of(desk);
  g_autoptr(Prose) prose = prose_new(area.cols - 2);
  bool roomy = area.rows >= ROOMY;
  if (notices.unsaved) prose_add(prose, STYLE_WARN, "", 2, notices.unsaved);
  if (notices.returned) prose_add(prose, STYLE_WARN, "", 2, notices.returned);
  if (notices.locked) prose_add(prose, STYLE_FAINT, "", 2, notices.locked);
  int top = 0, kinds = (notices.unsaved != NULL) + (notices.returned || notices.locked);
  int rows = roomy ? MIN((int)prose_lines(prose), ROOM) : MIN(kinds, MAX(area.rows - LEAST, 0));
  area.rows -= rows;
  Area place = {area.row + area.rows, area.col + 1, rows, area.cols - 1};
  if (roomy)
    prose_draw(prose, term, place, &top, notices.returned ? "h" : NULL);
  else
    draw_in_short(term, &notices, place);
  return area;
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
  body = draw_notices(term, desk, body);
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
