/* screen_queue_draw.c: the queue's rows, and under the panels the scorebooks of the focused one. */
#include "commands/owing.h"
#include "tui/columns.h"
#include "tui/screen_queue.h"

#include <glib/gi18n.h>
#include <limits.h>
#include <string.h>

enum { WITH_MEMBERS = 14, MEMBER = 38, NARROW = 60, WORD_CELLS = 12 };
enum { STAGE_COLUMN = 3, STATE_COLUMN = 5, LED_COLUMN, MOST_CELLS };

static const ListColumn of_panels[] = {
    {N_("Applicant"), 9, false, 0, 0},   {N_("Name"), 0, false, 0, 0}, {N_("Class"), 18, false, 110, 0},
    {N_("Stage"), 18, false, 76, 0},     {N_("Done"), 6, true, 0, 0},  {N_("State"), 22, false, 54, 0},
    {N_("Panel"), 9, false, INT_MAX, 0},
};
static const ListColumn of_books[] = {
    {N_("Applicant"), 9, false, 0, 0}, {N_("Name"), 0, false, 0, 0},   {N_("Class"), 18, false, 110, 0},
    {N_("Stage"), 18, false, 70, 0},   {N_("Marked"), 8, true, 46, 0}, {N_("State"), 18, false, 0, 0},
    {N_("Panel"), 9, false, 60, 0},
};
static const ListColumn of_one[] = {
    {N_("Assessor"), 9, false, 0, 0},    {N_("Full name"), 0, false, 0, 0}, {N_("Organisation"), 24, false, 104, 0},
    {N_("Role"), 14, false, 66, 0},      {N_("Marked"), 8, true, 46, 0},    {N_("State"), 18, false, 0, 0},
    {N_("Panel"), 9, false, INT_MAX, 0},
};

/* The columns, without that of the stage where there is only one; on narrow terminals the state is a word. */
static void fit(const Queue *queue, int cols, const ListColumn *columns, ListColumn *ret_columns) {
  memcpy(ret_columns, columns, MOST_CELLS * sizeof *columns);
  if (columns == of_panels) ret_columns[STATE_COLUMN].width = MIN(queue->state_width, columns[STATE_COLUMN].width);
  if (columns == of_books && queue->leads) {
    ret_columns[STATE_COLUMN].width = queue->state_width;
    ret_columns[LED_COLUMN].width = queue->led_width;
  }
  if (columns == of_books && !queue->leads) ret_columns[LED_COLUMN].from = INT_MAX;
  if (cols < NARROW && columns != of_panels) ret_columns[STATE_COLUMN].width = WORD_CELLS;
  if (columns != of_one && !session_has_stages(queue->session)) ret_columns[STAGE_COLUMN].from = INT_MAX;
}

/* -- scorebooks --------------------------------------------------------------------------------------------- */

static Style book_style(const Owed *book) {
  if (owed_is_off(book)) return STYLE_FAINT;
  if (book->must_declare) return STYLE_STRONG;
  if (book->state == SCOREBOOK_SUBMITTED) return STYLE_GOOD;
  return book->begun ? STYLE_WARN : STYLE_PLAIN;
}

static char *book_words(const Owed *book, int cols) {
  return cols >= NARROW ? owed_words(book) : g_strdup(owed_state_words(book));
}

/* What a leader waits for: who of the panel is in, then what it has agreed on. */
static char *led_words(const Owed *book) {
  if (book->of == 0) return g_strdup("");
  if (book->agreed > 0 && book->in == book->of) return g_strdup_printf(_("agreed %u"), book->agreed);
  return g_strdup_printf(_("%u/%u in"), book->in, book->of);
}

static void draw_book(Tui *tui, void *state, size_t i, Area place, bool focused) {
  const Queue *queue = state;
  const Session *session = queue->session;
  const Owed *book = queue_book(queue, i);
  const Applicant *applicant = &session->cycle->applicants[book->applicant];
  const Assessor *assessor = book->assessor == STORE_SELF ? NULL : &session->cycle->assessors[book->assessor];
  char marked[32];
  g_snprintf(marked, sizeof marked, "%u/%u", book->marked, book->cells);
  g_autofree char *words = book_words(book, place.cols), *led = led_words(book);
  const char *mine[] = {applicant->id,
                        applicant->name,
                        session_class(session, applicant->class_id),
                        session_stage(session, book->stage),
                        marked,
                        words,
                        led};
  const char *one[] = {assessor ? assessor->id : session->actor,
                       assessor ? assessor->name : "",
                       assessor ? assessor->organisation : "",
                       assessor ? _(role_words(assessor->role)) : "",
                       marked,
                       words,
                       ""};
  Style styles[MOST_CELLS] = {0};
  styles[STATE_COLUMN] = book_style(book);
  styles[LED_COLUMN] = book->in == book->of ? STYLE_GOOD : STYLE_WARN;
  ListColumn columns[MOST_CELLS];
  fit(queue, place.cols, queue->one ? of_one : of_books, columns);
  columns_styled(tui_term(tui), place, columns, MOST_CELLS, queue->one ? one : mine, styles, focused);
}

/* -- panels -------------------------------------------------------------------------------------------------- */

static char *panel_words(const PanelProgress *panel) {
  uint32_t left = panel->assigned - panel->submitted - panel->drafts;
  if (panel->out != OUT_NOT) return g_strdup(out_words(panel->out));
  if (panel->missed > 0) return g_strdup_printf(_("closed, %u missing"), panel->missed);
  if (panel->assigned == 0) return g_strdup(_("nobody is assigned"));
  if (panel->submitted == panel->assigned) return g_strdup(_("complete"));
  if (panel->drafts == 0) return g_strdup_printf(_("%u not begun"), left);
  return left ? g_strdup_printf(_("%u draft, %u not begun"), panel->drafts, left)
              : g_strdup_printf(_("%u draft"), panel->drafts);
}

static char *decision_words(const Queue *queue, const PanelProgress *row) {
  const StageDecision *decision = cycle_decision(queue->session->cycle, row->applicant, row->stage);
  return g_strdup(!decision ? _("to be decided") : decision->passed ? _("passed") : _("not passed"));
}

static Style decision_style(const Queue *queue, const PanelProgress *row) {
  const StageDecision *decision = cycle_decision(queue->session->cycle, row->applicant, row->stage);
  return !decision ? STYLE_STRONG : decision->passed ? STYLE_GOOD : STYLE_FAINT;
}

static char *lead_words(const Queue *queue, const PanelProgress *panel) {
  g_autofree char *words = panel_words(panel);
  bool leaderless = !panel->unassigned && queue_is_leaderless(queue, panel);
  return leaderless ? g_strdup_printf(_("no leader, %s"), words) : g_steal_pointer(&words);
}

/* Of panels in like states the largest stands for all, with a cell where its number may be split otherwise. */
static int state_width(const Queue *queue) {
  size_t width = MAX(text_cells(_("State")), queue->panels->len > queue->n_panels ? text_cells(_("to be decided")) : 0);
  for (size_t i = 0; i < QUEUE_LIKES; i++) {
    const PanelProgress *largest = queue->largest[i];
    g_autofree char *words = largest ? panel_words(largest) : NULL;
    if (words) width = MAX(width, text_cells(words) + (largest->missed == 0 && largest->assigned > 9));
  }
  return queue->leaderless->len > 0 ? INT_MAX : (int)width;
}

/* What their words take, of whoever leads: the states at most their usual width, the panels whole. */
static void fit_words(Queue *queue) {
  size_t state = text_cells(_("State")), led = text_cells(_("Panel"));
  for (guint i = 0; i < queue->books->len; i++) {
    const Owed *book = &g_array_index(queue->books, Owed, i);
    g_autofree char *words = owed_words(book), *panel = led_words(book);
    state = MAX(state, text_cells(words));
    led = MAX(led, text_cells(panel));
  }
  queue->state_width = (int)MIN(state, 18);
  queue->led_width = (int)led;
}

static Style panel_style(const Queue *queue, const PanelProgress *panel) {
  if (panel->unassigned || queue_is_leaderless(queue, panel)) return STYLE_BAD;
  if (panel->assigned == 0 || panel->missed > 0) return STYLE_FAINT;
  if (panel->submitted == panel->assigned) return STYLE_GOOD;
  return panel->submitted + panel->drafts > 0 ? STYLE_WARN : STYLE_PLAIN;
}

static void draw_panel(Tui *tui, void *state, size_t i, Area place, bool focused) {
  const Queue *queue = state;
  const PanelProgress *panel = queue_panel(queue, i);
  const Applicant *applicant = &queue->session->cycle->applicants[panel->applicant];
  bool decision = queue_is_decision(queue, i);
  char done[32] = "";
  if (!decision) g_snprintf(done, sizeof done, "%u/%u", panel->submitted, panel->assigned + panel->missed);
  g_autofree char *words = decision ? decision_words(queue, panel) : lead_words(queue, panel);
  const char *cells[] = {applicant->id,
                         applicant->name,
                         session_class(queue->session, applicant->class_id),
                         session_stage(queue->session, panel->stage),
                         done,
                         words,
                         ""};
  Style styles[MOST_CELLS] = {0};
  styles[STATE_COLUMN] = decision ? decision_style(queue, panel) : panel_style(queue, panel);
  ListColumn columns[MOST_CELLS];
  fit(queue, place.cols, of_panels, columns);
  columns_styled(tui_term(tui), place, columns, MOST_CELLS, cells, styles, focused);
}

static void draw_member(Tui *tui, const Queue *queue, const Owed *book, Area place) {
  const Assessor *assessor = &queue->session->cycle->assessors[book->assessor];
  char marked[32];
  g_snprintf(marked, sizeof marked, "%u/%u", book->marked, book->cells);
  g_autofree char *words = g_strconcat(marked, " ", owed_state_words(book), NULL);
  g_autofree char *name = g_strconcat(book->lead ? "*" : " ", assessor->id, " ", assessor->name, NULL);
  int half = place.cols / 2;
  term_put(tui_term(tui), place.row, place.col, half - 1, STYLE_PLAIN, name);
  term_put(tui_term(tui), place.row, place.col + half, place.cols - half - 1, book_style(book), words);
}

/* Who the focused panel waits for. */
static void draw_members(Tui *tui, Queue *queue, Area area) {
  const GArray *members = queue_members(queue);
  term_line(tui_term(tui), area.row, area.col, area.cols);
  if (!members) return;
  int across = MAX((area.cols - 1) / MEMBER, 1), width = (area.cols - 1) / across, room = across * (area.rows - 1);
  int n = (int)members->len, shown = n > room ? room - 1 : n;
  for (int i = 0; i < shown; i++) {
    Area place = {area.row + 1 + i / across, area.col + 1 + i % across * width, 1, width};
    draw_member(tui, queue, &g_array_index(members, Owed, (guint)i), place);
  }
  if (shown == n) return;
  g_autofree char *more = g_strdup_printf(_("and %d more"), n - shown);
  term_put(tui_term(tui), area.row + area.rows - 1, area.col + 2 + (across - 1) * width, width - 1, STYLE_FAINT, more);
}

/* -- all of it ------------------------------------------------------------------------------------------------- */

static const char *nothing(const Queue *queue) {
  guint n = queue->panels ? queue->panels->len : queue->books->len;
  return n ? _("Nothing is left to do here; v shows all.") : owing_first_words(queue->session);
}

void queue_draw(Tui *tui, void *state, Area area) {
  Queue *queue = state;
  Term *term = tui_term(tui);
  int under = queue->panels && area.rows >= WITH_MEMBERS ? MAX(4, area.rows / 5) : 0;
  ListColumn columns[MOST_CELLS];
  if (queue->panels) queue->state_width = state_width(queue);
  if (queue->leads) fit_words(queue);
  fit(queue, area.cols, queue->panels ? of_panels : queue->one ? of_one : of_books, columns);
  columns_head(term, area, columns, MOST_CELLS);
  if (queue->list.n == 0) term_put(term, area.row + 1, 2, area.cols - 2, STYLE_FAINT, nothing(queue));
  if (under) draw_members(tui, queue, (Area){area.row + area.rows - under, area.col, under, area.cols});
  list_draw(&queue->list, tui, (Area){area.row + 1, area.col, area.rows - 1 - under, area.cols},
            queue->panels ? draw_panel : draw_book, queue);
}

static char *counts_text(const Queue *queue) {
  if (queue->panels) {
    g_autofree char *panels = g_strdup_printf(_("%u/%u panels, %u/%u scorebooks in"), queue->complete, queue->placed,
                                              queue->submitted, queue->assigned);
    return queue->undecided ? g_strdup_printf(_("%s, %u to decide"), panels, queue->undecided)
                            : g_steal_pointer(&panels);
  }
  unsigned submitted = 0, drafts = 0, left = 0;
  for (guint i = 0; i < queue->books->len; i++) {
    const Owed *book = &g_array_index(queue->books, Owed, i);
    if (owed_is_off(book)) continue;
    submitted += book->state == SCOREBOOK_SUBMITTED;
    drafts += book->state == SCOREBOOK_DRAFT && book->begun;
    left += !book->begun;
  }
  return g_strdup_printf(_("%u submitted, %u draft, %u not begun"), submitted, drafts, left);
}

char *queue_subtitle(Tui *tui, void *state) {
  (void)tui;
  const Queue *queue = state;
  g_autofree char *due = queue->due < 0 ? NULL : due_words(queue->session->cycle, (size_t)queue->due, true);
  g_autofree char *said = counts_text(queue), *counts = due ? g_strdup_printf(_("%s, %s"), said, due) : g_strdup(said);
  if (!queue->one) return g_steal_pointer(&counts);
  const Applicant *applicant = &queue->session->cycle->applicants[queue->applicant];
  return g_strdup_printf("%s %s  %s", applicant->id, applicant->name, counts);
}
