/* screen_journal.c: who did what, when, from what to what; newest first; `filter WORD` narrows. */
#include "reports/words.h"
#include "tui/columns.h"
#include "tui/list.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct Line { /* strings in Journal.strings */
  int64_t number;
  const char *at, *actor, *kind, *subject, *before, *after, *reason;
} Line;

typedef struct Journal {
  List list;
  GArray *lines; /* Line, oldest first */
  GArray *shown; /* guint into lines, newest first */
  GStringChunk *strings;
  char *filter; /* NULL: none */
} Journal;

static bool take(const Event *event, void *user) {
  Journal *journal = user;
  const char *const subjects[] = {event->stage, event->applicant, event->assessor, event->item};
  g_autoptr(GString) subject = g_string_new(NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(subjects); i++)
    if (*subjects[i]) g_string_append_printf(subject, "%s%s", subject->len ? " " : "", subjects[i]);
#define KEPT(text) g_string_chunk_insert_const(journal->strings, text)
  Line line = {event->number,      KEPT(event->at),     KEPT(event->actor), KEPT(event->kind),
               KEPT(subject->str), KEPT(event->before), KEPT(event->after), KEPT(event->reason)};
#undef KEPT
  g_array_append_val(journal->lines, line);
  return true;
}

static const Line *line_at(const Journal *journal, size_t i) {
  return &g_array_index(journal->lines, Line, g_array_index(journal->shown, guint, i));
}

static bool has(const Line *line, const char *text) {
  return strstr(line->actor, text) || strstr(line->kind, text) || strstr(event_words(line->kind), text) ||
         strstr(line->subject, text) || strstr(line->after, text) || strstr(line->before, text) ||
         strstr(line->reason, text);
}

static void narrow(Journal *journal) {
  g_array_set_size(journal->shown, 0);
  for (guint i = journal->lines->len; i-- > 0;)
    if (!journal->filter || has(&g_array_index(journal->lines, Line, i), journal->filter))
      g_array_append_val(journal->shown, i);
  list_resize(&journal->list, journal->shown->len);
}

static bool load(Tui *tui, void *state, GError **error) {
  Journal *journal = state;
  if (!journal->lines) {
    journal->lines = g_array_new(FALSE, FALSE, sizeof(Line));
    journal->shown = g_array_new(FALSE, FALSE, sizeof(guint));
    journal->strings = g_string_chunk_new(1 << 14);
  }
  g_array_set_size(journal->lines, 0);
  g_string_chunk_clear(journal->strings);
  if (!journal_walk(tui_session(tui)->store, take, journal, error)) return false;
  narrow(journal);
  return true;
}

static const ListColumn columns[] = {
    {N_("No."), 6, true, 0},     {N_("Time (UTC)"), 19, false, 60}, {N_("Who"), 12, false, 0},
    {N_("What"), 9, false, 0},   {N_("On"), 22, false, 0},          {N_("Before"), 10, false, 90},
    {N_("After"), 0, false, 90}, {N_("Reason"), 0, false, 110},
};

static void draw_row(Tui *tui, void *state, size_t i, Area place, bool focused) {
  const Line *line = line_at(state, i);
  char number[24];
  g_snprintf(number, sizeof number, "%" G_GINT64_FORMAT, line->number);
  g_autofree char *at = g_strndup(line->at, 19);
  const char *cells[] = {number,
                         at,
                         actor_words(line->actor),
                         event_words(line->kind),
                         line->subject,
                         event_words(line->before),
                         event_words(line->after),
                         line->reason};
  columns_row(tui_term(tui), place, columns, G_N_ELEMENTS(columns), cells, STYLE_PLAIN, focused);
}

/* The focused event whole, in the last two rows: what the columns had to cut. */
static void draw_whole(Tui *tui, const Journal *journal, Area area) {
  const Line *line = line_at(journal, journal->list.at);
  g_autofree char *change =
      g_strdup_printf("%s → %s", *line->before ? line->before : "·", *line->after ? line->after : "·");
  term_line(tui_term(tui), area.row, area.col, area.cols);
  term_put(tui_term(tui), area.row + 1, area.col, area.cols, STYLE_PLAIN, change);
  term_put(tui_term(tui), area.row + 2, area.col, area.cols, STYLE_FAINT, line->reason);
}

static void draw(Tui *tui, void *state, Area area) {
  Journal *journal = state;
  int whole = journal->list.n && area.rows > 12 ? 3 : 0;
  columns_head(tui_term(tui), area, columns, G_N_ELEMENTS(columns));
  if (whole) draw_whole(tui, journal, (Area){area.row + area.rows - whole, area.col, whole, area.cols});
  list_draw(&journal->list, tui, (Area){area.row + 1, area.col, area.rows - 1 - whole, area.cols}, draw_row, state);
}

static bool run_filter(Tui *tui, void *state, const char *rest, GError **error) {
  (void)tui, (void)error;
  Journal *journal = state;
  g_free(journal->filter);
  journal->filter = *rest ? g_strdup(rest) : NULL;
  narrow(journal);
  return true;
}

static char *subtitle(Tui *tui, void *state) {
  (void)tui;
  const Journal *journal = state;
  return journal->filter ? g_strdup_printf(_("%zu events with “%s”"), journal->list.n, journal->filter)
                         : g_strdup_printf(_("%zu events"), journal->list.n);
}

static List *list(void *state) { return &((Journal *)state)->list; }

static bool matches(void *state, size_t i, const char *text) { return has(line_at(state, i), text); }

static void journal_close(void *state) {
  Journal *journal = state;
  g_clear_pointer(&journal->lines, g_array_unref);
  g_clear_pointer(&journal->shown, g_array_unref);
  if (journal->strings) g_string_chunk_free(journal->strings);
  g_free(journal->filter);
}

static const Verb verbs[] = {{"filter", N_("show only events with a word; without a word all"), run_filter},
                             {NULL, NULL, NULL}};

const Screen screen_journal = {
    .name = "journal",
    .title = N_("Journal"),
    .sentence = N_("who did what, when, from what to what"),
    .roles = ROLES_ALL,
    .needs_database = true,
    .state_size = sizeof(Journal),
    .load = load,
    .draw = draw,
    .subtitle = subtitle,
    .list = list,
    .matches = matches,
    .close = journal_close,
    .verbs = verbs,
};
