/* screen_journal_draw.c: the journal's rows, and the focused event whole below them. */
#include "reports/times.h"
#include "reports/words.h"
#include "tui/columns.h"
#include "tui/prose.h"
#include "tui/screen_journal.h"

#include <glib/gi18n.h>
#include <string.h>

enum { WHOLE = 4, WITH_WHOLE = 12 };

enum { COLUMNS = 7, WIDE = 120 };

static const ListColumn narrow[COLUMNS] = {
    {N_("No."), 6, true, 0, 0},        {NULL, JOURNAL_SECOND, false, 64, 0}, {N_("Who"), 11, false, 0, 0},
    {N_("What"), 10, false, 0, 0},     {N_("On"), 0, false, 0, 0},           {N_("Change"), 14, false, 76, 0},
    {N_("Reason"), 0, false, WIDE, 0},
};
/* Where there is room change and reason have it: they are sentences. */
static const ListColumn wide[COLUMNS] = {
    {N_("No."), 6, true, 0, 0},     {NULL, JOURNAL_SECOND, false, 0, 0}, {N_("Who"), 11, false, 0, 0},
    {N_("What"), 10, false, 0, 0},  {N_("On"), 24, false, 0, 0},         {N_("Change"), 0, false, 0, 80},
    {N_("Reason"), 0, false, 0, 0},
};

static const ListColumn *columns_for(int cols) { return cols >= WIDE ? wide : narrow; }

/* The assessor, besides; a correction is of one person alone. */
static const char *other_of(const Line *line) {
  if (g_str_equal(line->kind, "correct") || g_str_equal(line->assessor, line->actor)) return "";
  return line->assessor;
}

/* "A07 4.1.2", with the assessor when another acted, and the stage where there are several. */
static char *subject_of(const Journal *journal, const Line *line) {
  int stage = *line->stage ? rules_stage_index(journal->session->rules, line->stage) : -1;
  bool told = stage >= 0 && (session_has_stages(journal->session) || !*line->applicant);
  bool of_assessor = g_str_equal(line->kind, "correct") && !*line->applicant;
  const char *const parts[] = {of_assessor ? line->assessor : line->applicant, event_item_words(line->kind, line->item),
                               other_of(line), told ? session_stage(journal->session, (size_t)stage) : ""};
  GString *subject = g_string_new(NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
    if (*parts[i]) g_string_append_printf(subject, "%s%s", subject->len ? " " : "", parts[i]);
  return g_string_free(subject, FALSE);
}

/* A correction's are in the words of people and rules, which are no states. */
static char *correction_of(const Session *session, const Line *line) {
  const char *before = field_value_words(session->rules, line->item, line->before, session->lang);
  const char *after = field_value_words(session->rules, line->item, line->after, session->lang);
  return g_strdup_printf("%s → %s", *before ? before : "·", *after ? after : "·");
}

static char *change_of(const Journal *journal, const Line *line) {
  if (g_str_equal(line->kind, "correct")) return correction_of(journal->session, line);
  if (g_str_equal(line->kind, "import")) {
    g_auto(GStrv) words = g_strsplit(line->after, " ", 2);
    return g_strdup_printf(_("%s rows"), words[0] ? words[0] : "");
  }
  const Session *session = journal->session;
  g_autofree char *before = event_change_words(session->rules, line->kind, line->before, session->lang);
  g_autofree char *after = event_change_words(session->rules, line->kind, line->after, session->lang);
  if (!*before) return g_steal_pointer(&after);
  return g_strdup_printf("%s → %s", before, *after ? after : "·");
}

static char *reason_of(const Journal *journal, const Line *line) {
  const Session *session = journal->session;
  return event_reason_words(session->rules, line->kind, line->reason, session->lang);
}

static void draw_row(Tui *tui, void *state, size_t i, Area place, bool focused) {
  const Journal *journal = state;
  g_auto(Line) line = journal_line(journal, i);
  if (!line.kind) return;
  char number[24];
  g_snprintf(number, sizeof number, "%" G_GINT64_FORMAT, line.number);
  g_autofree char *at = time_here(line.at), *subject = subject_of(journal, &line), *change = change_of(journal, &line);
  g_autofree char *reason = reason_of(journal, &line);
  const char *cells[] = {number, at, actor_words(line.actor), event_words(line.kind), subject, change, reason};
  columns_row(tui_term(tui), place, columns_for(place.cols), COLUMNS, cells, STYLE_PLAIN, focused);
}

static void draw_whole(Tui *tui, const Journal *journal, Area area) {
  g_auto(Line) line = journal_line(journal, journal->list.at);
  g_autoptr(Prose) prose = prose_new(area.cols - 2);
  int top = 0;
  term_line(tui_term(tui), area.row, area.col, area.cols);
  if (!line.kind) return;
  g_autofree char *subject = subject_of(journal, &line), *change = change_of(journal, &line), *at = time_here(line.at);
  g_autofree char *said =
      g_strdup_printf("%s  %s  %s  %s", at, actor_words(line.actor), event_words(line.kind), subject);
  prose_add(prose, STYLE_STRONG, "", 0, said);
  prose_add(prose, STYLE_PLAIN, "", 2, change);
  g_autofree char *reason = reason_of(journal, &line);
  prose_add(prose, STYLE_FAINT, "", 2, reason);
  prose_draw(prose, tui_term(tui), (Area){area.row + 1, area.col + 1, area.rows - 1, area.cols - 2}, &top, NULL);
}

void journal_draw(Tui *tui, void *state, Area area) {
  Journal *journal = state;
  Term *term = tui_term(tui);
  int whole = area.rows >= WITH_WHOLE ? WHOLE : 0;
  columns_head(term, area, columns_for(area.cols), COLUMNS);
  if (journal->list.n == 0) term_put(term, area.row + 1, area.col + 2, area.cols - 2, STYLE_FAINT, _("No event here."));
  if (whole && journal->list.n)
    draw_whole(tui, journal, (Area){area.row + area.rows - whole, area.col, whole, area.cols});
  list_draw(&journal->list, tui, (Area){area.row + 1, area.col, area.rows - 1 - whole, area.cols}, draw_row, journal);
}
