/* screen_consensus_draw.c: the item, what each assessor gave, what is agreed, and the comments to pick from. */
#include "reports/words.h"
#include "tui/prose.h"
#include "tui/screen_consensus.h"
#include "tui/screen_scorebook.h"

#include <glib/gi18n.h>

enum {
  BOOK = 24,
  NARROW_BOOK = 13,
  WITH_NAMES = 72,
  MARK = 5,
  DETAIL = 3,
  AGENDA_BESIDE = 40,
  BESIDE = 110,
  LEAST_AGENDA = 4
};

/* -- the item -------------------------------------------------------------------------------------------------- */

static void draw_item(Tui *tui, const Meeting *meeting, const Step *step, Area area) {
  const Disagreement *row = meeting_item(meeting, step);
  Term *term = tui_term(tui);
  char range[32], median[32], mean[32];
  panel_view_figure(range, sizeof range, row->range);
  panel_view_figure(median, sizeof median, row->median);
  panel_view_figure(mean, sizeof mean, row->mean);
  g_autofree char *title =
      g_strdup_printf("%zu/%u  %s %s", meeting->at + 1, meeting->steps->len, meeting_code(meeting, step),
                      text_in(&row->title, meeting->view.session->lang));
  g_autofree char *figures =
      g_strdup_printf(_("range %s %s  median %s  mean %s"), range, panel_view_talk(row->talk), median, mean);
  int figures_at = area.cols / 2;
  term_put(term, area.row, area.col + 1, figures_at - 2, STYLE_STRONG, title);
  term_put(term, area.row, area.col + figures_at, area.cols - figures_at, panel_view_style((int)row->talk), figures);
}

static void draw_mark(Tui *tui, const Meeting *meeting, const Step *step, size_t book, Area place) {
  const PanelView *view = &meeting->view;
  const Disagreement *row = meeting_item(meeting, step);
  const Scorebook *given = &view->panel->books[book];
  const Assessor *assessor = &view->session->cycle->assessors[given->assessor];
  bool whole = !row->item.rubric || row->item.rubric->n_cells == 1;
  int step_off = whole ? disagreement_step(view->among, row, book) : 0, who = place.cols - MARK - 4;
  Style style = panel_view_style(step_off);
  char text[32];
  Mark mark = given->marks[step->cell];
  const CheckItem cell = {.scale = meeting_scale(meeting, step), .den = 1};
  panel_view_put(text, sizeof text, &cell, mark);
  bool names = place.cols >= BOOK;
  g_autofree char *name = g_strconcat(given->lead ? "*" : " ", assessor->id, names ? " " : NULL, assessor->name, NULL);
  term_put(tui_term(tui), place.row, place.col, who, STYLE_PLAIN, name);
  term_put_right(tui_term(tui), place.row, place.col + who, MARK, mark < 0 ? STYLE_FAINT : style, text);
  term_put(tui_term(tui), place.row, place.col + who + MARK + 1, 2, style, panel_view_sign(step_off));
}

/* As many side by side as fit; returns the rows used. */
static int draw_marks(Tui *tui, const Meeting *meeting, const Step *step, Area area) {
  int width = area.cols >= WITH_NAMES ? BOOK : NARROW_BOOK, across = MAX((area.cols - 2) / width, 1);
  size_t n = meeting->view.panel->n;
  for (size_t b = 0; b < n; b++) {
    Area place = {area.row + (int)b / across, area.col + 1 + (int)b % across * width, 1, width};
    if (place.row < area.row + area.rows) draw_mark(tui, meeting, step, b, place);
  }
  return MIN(((int)n + across - 1) / across, area.rows);
}

/* -- what is agreed ------------------------------------------------------------------------------------------- */

static void add_part(GString *words, const char *part) {
  if (*part) g_string_append_printf(words, "%s%s", words->len ? "  " : "", part);
}

/* The mark, whether it counts, why it moved, who proposed it. */
static char *words_of(const Meeting *meeting, const Step *step, const AgreedMark *agreed) {
  const PanelView *view = &meeting->view;
  bool counts = view->session->rules->stages[view->stage].combination.method == METHOD_JUDGED;
  GString *words = g_string_new(NULL);
  char text[32];
  mark_put(text, meeting_scale(meeting, step), agreed->mark);
  g_autofree char *mark =
      g_strdup_printf(counts ? _("Agreed: %s; it counts.") : _("Agreed: %s; shown beside, not counted."), text);
  const char *code = *agreed->code ? consensus_words(view->session->rules, agreed->code, view->session->lang) : "";
  g_autofree char *why = *code ? g_strdup_printf(_("%s: %s"), code, agreed->reason) : g_strdup(agreed->reason);
  g_autofree char *who = *agreed->proposer ? g_strdup_printf(_("proposed by %s"), agreed->proposer) : NULL;
  add_part(words, mark);
  if (who) add_part(words, who);
  add_part(words, why);
  return g_string_free(words, FALSE);
}

/* Of the panel, while the stage is open: before they are in nothing is agreed on. */
static size_t missing_books(const Meeting *meeting) {
  const PanelView *view = &meeting->view;
  bool open = view->session->cycle->stage_states[view->stage] == STAGE_OPEN;
  return open && view->panel->assigned > view->panel->n ? view->panel->assigned - view->panel->n : 0;
}

static char *agreed_words(const Meeting *meeting, const Step *step) {
  const AgreedMark *agreed = meeting_agreed(meeting, step);
  size_t missing = missing_books(meeting);
  if (agreed) return words_of(meeting, step, agreed);
  if (missing > 0)
    return g_strdup_printf(ngettext("%zu scorebook is not in; agreeing begins when it is, or the stage is closed.",
                                    "%zu scorebooks are not in; agreeing begins when they are, or the stage is closed.",
                                    missing),
                           missing);
  g_autofree Mark *marks = meeting_marks(meeting, step);
  char text[32];
  Mark mark;
  const Scale *scale = meeting_scale(meeting, step);
  if (!meeting->may || !consensus_suggests(scale, marks, meeting->view.panel->n, &mark))
    return g_strdup(_("Nothing is agreed yet."));
  mark_put(text, scale, mark);
  return g_strdup_printf(_("Nothing is agreed yet. Enter agrees on %s, the mark nearest to the mean."), text);
}

/* -- comments ---------------------------------------------------------------------------------------------------- */

static void draw_voice(Tui *tui, void *state, size_t i, Area place, bool focused) {
  const Voice *voice = &g_array_index(((const Meeting *)state)->voices, Voice, i);
  bool strength = voice->comment->kind[0] == 's';
  Style style = focused ? STYLE_SELECTED : voice->merged ? STYLE_GOOD : STYLE_PLAIN;
  g_autofree char *line = g_strdup_printf("%s [%s] %s %s  %s", focused ? ">" : " ", voice->merged ? "x" : " ",
                                          strength ? "+" : "-", voice->comment->assessor, voice->comment->text);
  term_fill(tui_term(tui), place.row, place.col, place.cols, style, line);
}

static void draw_detail(Tui *tui, const Meeting *meeting, Area area) {
  const Voice *voice = meeting_voice(meeting);
  int top = 0;
  if (!voice) return;
  term_line(tui_term(tui), area.row, area.col, area.cols);
  g_autoptr(Prose) prose = prose_new(area.cols - 2);
  g_autofree char *evidence = desk_evidence_text(voice->comment);
  prose_add(prose, STYLE_PLAIN, "", 0, voice->comment->text);
  prose_add(prose, STYLE_FAINT, "", 0, evidence);
  if (voice->merged && !g_str_equal(voice->merged->text, voice->comment->text))
    prose_add(prose, STYLE_GOOD, "[x] ", 4, voice->merged->text);
  prose_draw(prose, tui_term(tui), (Area){area.row + 1, area.col + 1, area.rows - 1, area.cols - 2}, &top, NULL);
}

static void draw_voices(Tui *tui, Meeting *meeting, Area area) {
  int rest = area.rows - 2, wanted = MAX((int)meeting->list.n, 1);
  int detail = meeting->list.n && rest >= wanted + DETAIL ? MIN(rest - wanted, 2 * DETAIL) : 0;
  Term *term = tui_term(tui);
  term_line(term, area.row, area.col, area.cols);
  term_put(term, area.row + 1, area.col + 1, area.cols - 1, STYLE_TITLE,
           _("Strengths + and improvements -, [x] taken over into the consensus"));
  if (meeting->list.n == 0)
    term_put(term, area.row + 2, area.col + 2, area.cols - 2, STYLE_FAINT, _("Nobody has commented on this item."));
  Area rows = {area.row + 2, area.col, area.rows - 2 - detail, area.cols};
  if (rows.rows < (int)meeting->list.n) term_hide(term, _("comments"));
  list_draw(&meeting->list, tui, rows, draw_voice, meeting);
  int row, col;
  term_where(term, &row, &col);
  if (detail) draw_detail(tui, meeting, (Area){area.row + area.rows - detail, area.col, detail, area.cols});
  term_cursor(term, row, col);
}

/* -- the agenda ---------------------------------------------------------------------------------------------------- */

static void draw_point(Tui *tui, const Meeting *meeting, guint i, Area place) {
  const Step *step = &g_array_index(meeting->steps, Step, i);
  const Disagreement *row = meeting_item(meeting, step);
  const AgreedMark *agreed = meeting_agreed(meeting, step);
  char range[32], mark[32] = "";
  panel_view_figure(range, sizeof range, row->range);
  if (agreed) mark_put(mark, meeting_scale(meeting, step), agreed->mark);
  g_autofree char *done = agreed ? g_strdup_printf(_("agreed %s"), mark)
                                 : g_strdup_printf(_("range %s %s"), range, panel_view_talk(row->talk));
  g_autofree char *title = g_strdup_printf("%s %s %s", i == meeting->at ? ">" : " ", meeting_code(meeting, step),
                                           text_in(&row->title, meeting->view.session->lang));
  Style style = i == meeting->at ? STYLE_STRONG : agreed ? STYLE_GOOD : panel_view_style((int)row->talk);
  term_put(tui_term(tui), place.row, place.col, place.cols - 14, i == meeting->at ? STYLE_STRONG : STYLE_PLAIN, title);
  term_put(tui_term(tui), place.row, place.col + place.cols - 13, 13, style, done);
}

/* The items to come and those that are done, the present one among them. */
static void draw_agenda(Tui *tui, const Meeting *meeting, Area area) {
  int n = (int)meeting->steps->len;
  term_line(tui_term(tui), area.row, area.col, area.cols);
  int rows = area.rows - 1, first = CLAMP((int)meeting->at - rows / 3, 0, MAX(n - rows, 0));
  for (int i = 0; i < rows && first + i < n; i++)
    draw_point(tui, meeting, (guint)(first + i), (Area){area.row + 1 + i, area.col + 1, 1, area.cols - 1});
}

/* -- all of it ------------------------------------------------------------------------------------------------------- */

static void draw_empty(Tui *tui, const Meeting *meeting, Area area) {
  const char *words = meeting_step(meeting) ? _("Nobody has submitted a scorebook here yet.")
                                            : _("No item wants talk: t shows all of them.");
  term_put(tui_term(tui), area.row + 1, area.col + 1, area.cols - 1, STYLE_FAINT, words);
  term_cursor(tui_term(tui), area.row + 1, area.col);
}

/* The present item with its marks, what is agreed, and the comments. */
static void draw_present(Tui *tui, Meeting *meeting, Area area) {
  const Step *step = meeting_step(meeting);
  draw_item(tui, meeting, step, (Area){area.row, area.col, 1, area.cols});
  int used = 1 + draw_marks(tui, meeting, step, (Area){area.row + 1, area.col, area.rows - 5, area.cols});
  g_autofree char *agreed = agreed_words(meeting, step);
  Style style = meeting_agreed(meeting, step) ? STYLE_GOOD : STYLE_FAINT;
  g_autoptr(Prose) prose = prose_new(area.cols - 2);
  prose_add(prose, style, "", 2, agreed);
  int top = 0, lines = MIN((int)prose_lines(prose), area.rows > 7 ? 3 : 1);
  prose_draw(prose, tui_term(tui), (Area){area.row + used, area.col + 1, lines, area.cols - 2}, &top, NULL);
  used += lines;
  draw_voices(tui, meeting, (Area){area.row + used, area.col, area.rows - used, area.cols});
}

void meeting_draw(Tui *tui, void *state, Area area) {
  Meeting *meeting = state;
  if (!meeting_step(meeting) || meeting->view.panel->n == 0) {
    draw_empty(tui, meeting, area);
    return;
  }
  bool beside = area.cols >= BESIDE;
  int under = beside ? 0 : MIN(area.rows / 3, (int)meeting->steps->len + 1);
  if (under < LEAST_AGENDA) under = 0;
  Area agenda = {area.row + area.rows - under, area.col, under, area.cols};
  if (beside) agenda = (Area){area.row, area.cols - AGENDA_BESIDE, area.rows, AGENDA_BESIDE};
  if (beside) term_bar(tui_term(tui), area.row, agenda.col - 1, area.rows);
  if (beside || under) draw_agenda(tui, meeting, agenda);
  draw_present(tui, meeting, (Area){area.row, area.col, area.rows - under, beside ? agenda.col - 1 : area.cols});
}
